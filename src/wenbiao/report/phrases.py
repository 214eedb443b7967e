"""What the interface says, each text in Chinese and English; read through ``Words``.

Chinese texts keep to characters that GBK has, so that a Chinese Windows console shows them all.
"""

from __future__ import annotations

TEXTS: dict[str, tuple[str, str]] = {
    # Punctuation.
    "mark.colon": ("：", ": "),
    "mark.aside": ("（{text}）", " ({text})"),
    "mark.comma": ("、", ", "),
    "mark.semicolon": ("；", "; "),
    # Where something stands.
    "place.paragraph": ("{part}第{n}段", "{part} paragraph {n}"),
    "place.cell": ("表{table}第{row}行第{col}列", "table {table} row {row} column {col}"),
    "place.table": ("表{table}", "table {table}"),
    "place.same": ("同段", "same paragraph"),
    "place.page": ("第{page}页", "page {page}"),
    "place.document": ("全文", "the whole document"),
    # The head of a report.
    "head.file": ("文件", "File"),
    "head.files": ("成员", "Members"),
    "head.unit": ("单位", "Unit"),
    "head.year": ("年度", "Year"),
    "head.division": ("区划", "Division"),
    "head.genre": ("类型", "Genre"),
    "head.profile": ("评分口径", "Profile"),
    "head.format": ("格式", "Format"),
    "head.result": ("结论", "Result"),
    "head.untitled": ("（未识别标题）", "(no title found)"),
    "head.encoding": ("{format}，{encoding} 编码", "{format}, encoded as {encoding}"),
    "stdin": ("标准输入", "standard input"),
    # Findings.
    "result.counts": (
        "错误 {error} 处，疑点 {warning} 处，提示 {info} 处",
        "{error} errors, {warning} warnings, {info} notes",
    ),
    "result.clean": ("未发现问题", "nothing found"),
    "result.unchecked": ("，但没有一个数字得到核对", ", but not one figure could be checked"),
    "finding.formula": ("算式", "arithmetic"),
    "finding.more": ("另有 {count} 处", "and {count} more"),
    "finding.absent": ("缺少{quote}", "missing {quote}"),
    "finding.values": (
        "表述 {stated}，应为 {expected}，相差 {difference}",
        "stated {stated}, expected {expected}, off by {difference}",
    ),
    "finding.expected": ("表述 {stated}，应为 {expected}", "stated {stated}, expected {expected}"),
    "finding.should": ("应为 {expected}", "expected {expected}"),
    "finding.suggestion": ("建议", "advice"),
    "finding.basis": ("依据", "basis"),
    "finding.confidence": ("把握", "confidence"),
    "finding.also": ("{count}，另有 {accepted} 处已认可", "{count}, and {accepted} accepted"),
    "finding.accepted": ("已认可：{reason}", "accepted: {reason}"),
    "finding.id": ("标识", "id"),
    # What was checked and what was not.
    "coverage.title": ("核对情况", "What was checked"),
    "coverage.figures": ("文中数字 {facts} 个，表格 {tables} 张", "{facts} figures in the text, {tables} tables"),
    "coverage.none": ("文中没有找到数字，表格 {tables} 张", "no figures were found in the text, {tables} tables"),
    "coverage.confirmed": ("相符 {count}", "confirmed {count}"),
    "coverage.why": ("未能核对的原因", "Why some could not be checked"),
    "coverage.unmatched": ("文中没有可对照的表格或其他数字", "the document holds nothing to compare them with"),
    "coverage.undecidable": (
        "有相近的数据，但不能确定是否同一事项、同一口径",
        "something similar is there, but whether it is the same thing is not clear",
    ),
    "coverage.examples": ("例如 {examples}", "for example {examples}"),
    "coverage.failures": ("未能完成的规则", "Rules that could not finish"),
    "coverage.warnings": ("读取时的提示", "Notes on reading"),
    "total.documents": (
        "共 {documents} 份，其中 {unreadable} 份无法读取",
        "{documents} documents, {unreadable} of them unreadable",
    ),
    "total.readable": ("共 {documents} 份", "{documents} documents"),
    "error.title": ("无法审核", "Not audited"),
    # Listings of facts, links and rules.
    "list.place": ("位置", "where"),
    "list.figure": ("数字", "figure"),
    "list.kind": ("类别", "kind"),
    "list.subject": ("事项", "subject"),
    "list.period": ("年度", "period"),
    "list.basis": ("口径", "basis"),
    "list.relation": ("关系", "relation"),
    "list.verdict": ("核对", "verdict"),
    "list.against": ("对照", "compared with"),
    "list.code": ("代码", "code"),
    "list.severity": ("级别", "severity"),
    "list.name": ("名称", "name"),
    "list.title": ("内容", "about"),
    "list.facts": ("共 {count} 个数字", "{count} figures"),
    # The web page.
    "page.title": ("核对报告", "Audit report"),
    "page.findings": ("发现的问题", "Findings"),
    "page.document": ("原文与表格", "Text and tables"),
    "page.legend": ("图例", "Legend"),
    "page.index": ("核对报告目录", "Audit reports"),
    "page.report": ("报告", "Report"),
    "page.member": ("文件 {file}", "File {file}"),
    "page.table": ("表{n}", "Table {n}"),
    "page.unit": ("单位：{unit}", "Unit: {unit}"),
    "page.none": ("没有发现问题。", "Nothing was found."),
    "page.tool": ("由文表 wenbiao {version} 生成", "Made by wenbiao {version}"),
    "page.contents": ("本页内容", "On this page"),
    "page.marked": ("有问题的地方", "a place with a finding"),
    "page.evidence": ("证据", "Evidence"),
    # The annotated copy.
    "annotated.summary": ("文表审核", "Audit"),
    "annotated.accepted": ("已认可 {count} 处，未加批注", "{count} accepted findings have no comment"),
    "annotated.unsupported": (
        "“{path}”不是 Word（.docx）或 PDF 文件，不能加批注，改为生成网页报告。",
        "'{path}' is neither Word (.docx) nor PDF and cannot carry comments; wrote a web page instead.",
    ),
    "annotated.failed": ("{message}{remedy}已改为生成网页报告。", "{message}{remedy} Wrote a web page instead."),
    "file.annotated": ("批注", "annotated"),
    "file.xlsx": ("核对底稿", "workpaper"),
    "file.docx": ("差异报告", "discrepancies"),
    "annotated.moved": ("（{part}）{quote}", "({part}) {quote}"),
    # Messages on standard error.
    "cli.error": ("错误：{message}", "Error: {message}"),
    "cli.unreadable": ("无法审核：{message}{remedy}", "Not audited: {message}{remedy}"),
    "cli.internal": ("处理“{path}”时程序出错（{error}）。", "The program failed on '{path}' ({error})."),
    "cli.internal.remedy": (
        "请把该文件另存一份后重试；仍然出错请报告此问题。",
        "Save a copy of the file and try again; if it still fails, please report it.",
    ),
    "cli.written": ("已生成 {path}", "Wrote {path}"),
    "cli.partly": (
        "“{path}”中有 {count} 份文件无法读取，见报告中的提示。",
        "{count} files of '{path}' could not be read; see the notes of the report.",
    ),
    "cli.crash": ("程序出错（{error}）。请报告此问题。", "The program failed ({error}). Please report it."),
    "cli.folder.empty": ("文件夹“{path}”中没有可审核的文件。", "The folder '{path}' holds no file to audit."),
    "cli.folder.remedy": ("请检查文件夹路径。", "Check the path of the folder."),
    "cli.interrupted": ("已中断。", "Interrupted."),
    "cli.help.hint": ("查看用法：{command} --help", "See {command} --help"),
    "cli.usage": ("用法", "Usage"),
    "cli.commands": ("命令", "Commands"),
    "cli.arguments": ("参数", "Arguments"),
    "cli.options": ("选项", "Options"),
    "cli.exit": (
        "退出状态：0 没有达到 --fail-on 级别的问题；1 有；2 用法有误或有文件无法读取。",
        "Exit status: 0 nothing at the --fail-on level, 1 findings at it, 2 wrong usage or unreadable input.",
    ),
    # Wrong usage.
    "usage.option": ("没有“{name}”这个选项{near}。", "There is no option {name}{near}."),
    "usage.near": ("，是否指 {names}", "; did you mean {names}"),
    "usage.missing": ("缺少参数 {name}。", "Missing argument {name}."),
    "usage.value": ("选项 {name} 后面缺少值。", "Option {name} needs a value."),
    "usage.command": (
        "没有“{name}”这个命令。",
        "There is no command {name}.",
    ),
    "usage.extra": ("多余的参数：{names}", "Unexpected argument: {names}"),
    "usage.other": ("用法有误：{message}", "Wrong usage: {message}"),
    "usage.choice": (
        "{name} 的值“{value}”无效，可用的有 {choices}。",
        "{name} cannot be '{value}'; use one of {choices}.",
    ),
    "usage.year": (
        "{name} 的值“{value}”不是年份，请写成四位数字，如 2024。",
        "{name} cannot be '{value}'; give a year of four digits such as 2024.",
    ),
    "usage.code": (
        "{name} 的值“{value}”不是规则代码或分组，请写成 WB101 或 WB3。",
        "{name} cannot be '{value}'; give a code or a group such as WB101 or WB3.",
    ),
    "usage.rule": (
        "没有规则“{code}”，运行 wenbiao rules 查看全部规则。",
        "There is no rule {code}; wenbiao rules lists all.",
    ),
    "usage.file": (
        "多份报告不能写进一个文件“{path}”，请用 --output 指定文件夹。",
        "Several reports do not fit into the one file '{path}'; give a folder to --output.",
    ),
    "usage.formats": (
        "几种格式不能写进一个文件“{path}”，请用 --output 指定文件夹。",
        "Several formats do not fit into the one file '{path}'; give a folder to --output.",
    ),
    "usage.stdout": (
        "{format} 格式每份报告一个文件，不能写到标准输出，请用 --output 指定文件夹。",
        "The format {format} writes one file for each report and not to standard output; give a folder to --output.",
    ),
    "usage.plain": ("--plain-text 一次只能处理一个文件。", "--plain-text takes one file at a time."),
    "accept.what": (
        "请给出问题的标识，或用 --from 给出填好的核对底稿，二者择一。",
        "Give the fingerprints of findings, or a work paper with --from, not both.",
    ),
    "accept.reason": ("请用 --reason 写明认可的理由。", "Say why with --reason."),
    "accept.reason.twice": (
        "--from 的理由取自底稿的“复核说明”，不能再给 --reason。",
        "With --from the reasons come from the work paper; leave out --reason.",
    ),
    "accept.fingerprint": (
        "“{value}”不是问题的标识；标识见报告各条末尾，为 16 位十六进制。",
        "'{value}' is no fingerprint; each finding of a report shows its own, of 16 hexadecimal digits.",
    ),
    "accept.unknown": (
        "“{path}”中没有标识为 {value} 的问题。",
        "'{path}' has no finding with the fingerprint {value}.",
    ),
    "accept.until": (
        "--until 的值“{value}”不是日期，请写成 2025-12-31。",
        "--until cannot be '{value}'; give a date such as 2025-12-31.",
    ),
    "accept.none": ("“{path}”中没有填写复核决定。", "'{path}' holds no decision."),
    "accept.stored": ("已记录 {count} 条，见 {path}", "Recorded {count} in {path}"),
    "usage.write": ("无法写入“{path}”：{reason}。", "Cannot write '{path}': {reason}."),
    "config.missing": ("找不到配置文件“{path}”。", "There is no configuration file '{path}'."),
    "config.syntax": (
        "配置文件“{path}”不是有效的 TOML：{reason}。",
        "The configuration file '{path}' is not valid TOML: {reason}.",
    ),
    "config.key": (
        "配置文件“{path}”中的“{key}”不是可用的设置，可用的有 {keys}。",
        "'{key}' in the configuration file '{path}' is no setting; there are {keys}.",
    ),
    "config.type": (
        "配置文件“{path}”中的“{key}”类型不对，应为{expected}。",
        "'{key}' in the configuration file '{path}' must be {expected}.",
    ),
    "type.text": ("文字", "a string"),
    "type.list": ("文字列表", "a list of strings"),
    "type.whole": ("整数", "a whole number"),
    "type.flag": ("true 或 false", "true or false"),
    # Help.
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
