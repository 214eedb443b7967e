"""What ``--help`` says, each text in Chinese and English."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "help.wenbiao": (
        "核对财政绩效自评报告：正文与表格、表格与表格是否一致。",
        "Audits fiscal performance reports: text against tables, tables against tables.",
    ),
    "help.check": (
        "核对一份或多份报告，列出不一致之处及其证据。",
        "Audit reports and list what cannot both be true, with its evidence.",
    ),
    "help.facts": ("列出正文中陈述的每一个数字。", "List every figure that the text states."),
    "help.tables": (
        "列出表格及其表头、单位和各单元格的含义。",
        "List the tables as understood: headers, units, typed cells.",
    ),
    "help.align": (
        "列出每个数字与哪些单元格或算式核对、结果如何。",
        "List what each figure was checked against, and the verdict.",
    ),
    "help.rules": (
        "列出全部规则；给出代码则显示该规则的说明。",
        "List the rules; with a code, show the page of that rule.",
    ),
    "help.accept": (
        "认可一处问题并写明理由：以后各报告注明“已认可”，不再计数。",
        "Accept findings with a reason: reports show them as accepted and count them no more.",
    ),
    "help.accept.fingerprint": ("问题的标识，见报告各条末尾。", "Fingerprints, shown with each finding of a report."),
    "help.accept.reason": ("认可的理由。", "Why."),
    "help.accept.until": ("认可的截止日期，如 2025-12-31。", "The last day on which it holds, such as 2025-12-31."),
    "help.accept.for": (
        "只对这份文档有效，并记在它旁边；默认记在当前文件夹，对其中全部文档有效。",
        "Only for this document, recorded beside it; by default in the current folder, for all documents there.",
    ),
    "help.accept.from": ("填好复核决定的核对底稿（.xlsx）。", "A work paper (.xlsx) with the reviewer's decisions."),
    "help.diff": (
        "对照两次核对：哪些已改正、哪些仍存在、哪些新出现。",
        "Compare two audits: what is fixed, what is still open, what is new.",
    ),
    "help.diff.old": (
        "上次的文件、文件夹或 JSON 报告。",
        "The document or folder of last time, or its report in JSON.",
    ),
    "help.diff.new": (
        "改正后的文件或文件夹（或其 JSON 报告）。",
        "The corrected document or folder, or its report in JSON.",
    ),
    "help.diff.format": ("输出格式：{choices}；默认 text。", "Output format: {choices}; default text."),
    "help.diff.output": ("写到这个文件；默认输出到终端。", "Write to this file; by default to the terminal."),
    "help.judge": (
        "判断目标、指标等单句是否模糊、是否套话。",
        "Judge goals, indicators and other statements: vague or boilerplate.",
    ),
    "help.judge.file": (
        "每行一句（或一个 JSON 对象）的文件，或 -（标准输入）。",
        "A file with one statement or JSON object on a line, or - for standard input.",
    ),
    "help.schema": (
        "输出机器可读结果的 JSON Schema。",
        "Print the JSON Schema of the machine-readable output.",
    ),
    "help.schema.name": ("哪一种输出：{choices}；默认 report。", "Which output: {choices}; default report."),
    "help.paths": ("文件、文件夹，或 -（从标准输入读文本）。", "Files, folders, or - for text on standard input."),
    "help.path": (
        "文件、文件夹（作为一套材料），或 -（标准输入）。",
        "A file, a folder (read as one set), or - for standard input.",
    ),
    "help.format.facts": (
        "输出格式：{choices}；终端上默认 text，否则 jsonl。",
        "Output format: {choices}; text on a terminal, else jsonl.",
    ),
    "help.format.align": (
        "输出格式：{choices}；终端上默认 text，否则 jsonl。",
        "Output format: {choices}; text on a terminal, else jsonl.",
    ),
    "help.format.tables": ("输出格式：{choices}；默认 json。", "Output format: {choices}; default json."),
    "help.formats": (
        "输出格式，可多次给出：{choices}；默认 text。",
        "Output format, may be repeated: {choices}; default text.",
    ),
    "help.output": (
        "写到这个文件或文件夹；默认文本输出到终端，网页写到 ./wenbiao-reports。",
        "Write to this file or folder; by default text goes to the terminal and pages to ./wenbiao-reports.",
    ),
    "help.fail_on": (
        "出现哪一级问题时退出状态为 1：{choices}；默认 error。",
        "The level of findings that makes the exit status 1: {choices}; default error.",
    ),
    "help.select": ("只运行这些规则或分组，如 WB101,WB3。", "Run only these rules or groups, such as WB101,WB3."),
    "help.ignore": ("不运行这些规则或分组。", "Leave out these rules or groups."),
    "help.year": ("报告年度（识别有误时指定）。", "The year reported on, where it is recognised wrongly."),
    "help.genre": ("报告类型（识别有误时指定）：{choices}。", "The genre, where it is recognised wrongly: {choices}."),
    "help.profile": (
        "评分口径的名称，见 lexicons/profiles.toml。",
        "The name of a weight scheme in lexicons/profiles.toml.",
    ),
    "help.previous": (
        "上一年度的报告（文件或文件夹）：查照搬的段落、没有更新的数字、年份和单位名称。",
        "Last year's report (file or folder): finds copied paragraphs, figures, years and names left unchanged.",
    ),
    "help.bank": (
        "套语库文件（由 wenbiao corpus bank 从一批报告中统计）：库中的话也算套话。",
        "A file of stock wording, counted in a collection by wenbiao corpus bank: what lies in it is boilerplate too.",
    ),
    "help.package": (
        "把给出的全部文件（或一个文件夹）当作一套材料。",
        "Treat all given files, or one folder, as one document set.",
    ),
    "help.config": (
        "配置文件；默认读取当前文件夹的 wenbiao.toml。",
        "Configuration file; by default wenbiao.toml in the current folder.",
    ),
    "help.lang": (
        "界面语言：zh 或 en；也可用环境变量 WENBIAO_LANG。",
        "Language of the interface: zh or en; also through WENBIAO_LANG.",
    ),
    "help.plain_text": (
        "输出原文文本（字符位置即在其中计数），不列数字。",
        "Print the plain text that character offsets count in.",
    ),
    "help.code": ("规则代码或分组，如 WB101、WB3。", "A code or a group, such as WB101 or WB3."),
    "help.version": ("显示版本。", "Show the version."),
    "help.help": ("显示本说明。", "Show this help."),
}
