"""差异报告: what was found, every stated figure with its check, and room for the unit's answer; a Word file.

It goes between reviewers and units as an official paper and is in Chinese whatever language the interface has.
"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao import __version__
from wenbiao.model.finding import Severity
from wenbiao.model.result import DocumentReport
from wenbiao.report.clock import now
from wenbiao.report.coverage import coverage, nothing_checked
from wenbiao.report.json import document_row
from wenbiao.report.messages import Lang, Words
from wenbiao.report.paper import CENTRE, RIGHT, Column, Paper
from wenbiao.report.tabulated import FindingLine, figure_rows, finding_rows, numbered
from wenbiao.report.text import format_words, reasons_open

ZH = Words(Lang.ZH)
TITLE = "绩效报告文表核对差异报告"
FACTS = (38, 118)
"""Widths of the two columns of the cover facts, in millimetres; together the width of the text."""
FINDINGS = (
    Column("序号", 10, CENTRE),
    Column("级别", 12, CENTRE),
    Column("位置", 26),
    Column("正文表述", 38),
    Column("表内数据或算式", 52),
    Column("差额", 19, RIGHT),
    Column("依据", 24),
    Column("修改建议", 44),
    Column("单位说明", 24),
)
FIGURES = (
    Column("序号", 11, CENTRE),
    Column("位置", 30),
    Column("文中数字", 28, RIGHT),
    Column("事项", 44),
    Column("年度", 14, CENTRE),
    Column("口径", 20, CENTRE),
    Column("对照单元格或算式", 76),
    Column("结论", 26),
)
QUALITY = (Column("序号", 12, CENTRE), Column("规则", 20, CENTRE), Column("位置", 40), Column("问题", 177))
SIGNATURES = ("核对人：", "复核人：", "被核对单位（盖章）：", "联系人及电话：", "日期：      年    月    日")
WORDING = "WB7"
"""The group of rules about goals and wording."""


def render_discrepancies(report: DocumentReport) -> bytes:
    """Return the report on one document as a .docx."""
    moment = now()
    paper = Paper(f"{report.unit}{TITLE}", moment)
    paper.title(TITLE)
    paper.particulars(cover(report, moment.strftime("%Y年%m月%d日")), FACTS)
    paper.heading("一、核对结论")
    if report.error is not None:
        paper.text(f"未能核对。{report.error.message}{report.error.remedy}")
        return paper.data()
    for text in conclusion(report):
        paper.text(text)
    paper.turn(wide=True)
    paper.heading("二、差异清单")
    add_findings(paper, report)
    paper.heading("三、数字核对底稿")
    add_figures(paper, report)
    paper.heading("四、目标与文字质量")
    add_quality(paper, report)
    paper.heading("五、未能核对的内容及原因")
    for text in unchecked(report) or ["无。"]:
        paper.text(text)
    paper.heading("六、签署")
    for line in SIGNATURES:
        paper.text(line)
    return paper.data()


def cover(report: DocumentReport, date: str) -> list[tuple[str, str]]:
    """Return the facts about the document and the check."""
    division = f"{report.division.name}（{report.division.code}）" if report.division else "未能识别"
    rows = [
        ("被核对单位", report.unit),
        ("报告标题", report.title),
        ("报告年度", f"{report.year}年" if report.year else ""),
        ("行政区划", division),
        ("报告类型", ZH.genre(report.genre) if report.error is None else ""),
        ("文件", ZH("stdin") if report.path == "-" else report.path),
        ("成员文件", ZH.listed(report.files)),
        ("文件格式", format_words(report, ZH)),
        ("文件校验值（SHA-256）", report.sha256),
        ("核对日期", date),
        ("核对工具", f"文表 wenbiao {__version__}"),
        ("规则口径", report.profile),
    ]
    return [(name, value) for name, value in rows if value]


def conclusion(report: DocumentReport) -> Iterator[str]:
    """Yield the conclusion: what was checked, what was found, and what is asked of the unit."""
    seen, counts = coverage(report), report.severities()
    accepted = sum(finding.accepted is not None for finding in report.findings)
    subject = f"{report.unit}{report.year}年度报告" if report.unit and report.year else "该报告"
    said = f"经核对{subject}正文及{seen.tables}张表格，文中数字共{seen.facts}个，"
    said += (
        f"其中相符{seen.confirmed}个、不一致{seen.contradicted}个、"
        f"无可对照{seen.unmatched}个、无法判断{seen.undecidable}个。"
    )
    said += f"发现错误{counts[Severity.ERROR]}处、疑点{counts[Severity.WARNING]}处、提示{counts[Severity.INFO]}处"
    said += f"，另有{accepted}处已认可。" if accepted else "。"
    if nothing_checked(report):
        said += "没有一个数字得到核对，不能据此认为报告无误。"
    yield said
    if counts.total():
        yield "请逐条核实“差异清单”，在“单位说明”栏填写原因或修改情况，随修改后的报告一并反馈。"
    else:
        yield "未发现需要说明的差异。"


def add_findings(paper: Paper, report: DocumentReport) -> None:
    """Add the list of findings; those that were accepted carry the reason in the unit's column."""
    rows = [
        (
            str(line.number),
            line.severity,
            line.place,
            line.stated,
            line.compared,
            line.difference,
            f"{line.finding.code}\n{line.finding.basis}",
            asked(line),
            ZH("finding.accepted", reason=line.finding.accepted) if line.finding.accepted is not None else "",
        )
        for line in finding_rows(report, ZH)
    ]
    if rows:
        paper.listing(FINDINGS, rows)
    else:
        paper.text("无。")


def asked(line: FindingLine) -> str:
    """Return what is wrong and what is asked of the unit."""
    return (
        line.finding.suggestion
        if line.compared == line.finding.message
        else "\n".join((line.finding.message, line.finding.suggestion))
    )


def add_figures(paper: Paper, report: DocumentReport) -> None:
    """Add every stated figure with the cell or formula it was checked against."""
    rows = [
        (
            str(line.number),
            line.place,
            line.text,
            line.fact.subject,
            line.fact.period or "",
            ZH.basis(line.fact.basis),
            line.against,
            line.outcome,
        )
        for line in figure_rows(report, ZH)
    ]
    if rows:
        paper.note("✓ 相符　✗ 不一致　？ 无法判断　— 无可对照")
        paper.listing(FIGURES, rows)
    else:
        paper.text("文中没有找到数字。")


def add_quality(paper: Paper, report: DocumentReport) -> None:
    """Add the findings about goals and wording, and the score where there is one."""
    quality = document_row(report)["quality"]
    if quality is not None:
        low, high = quality["interval"]
        paper.text(f"文字质量得分{quality['score']:.2f}（区间{low:.2f}—{high:.2f}，满分1）。")
    rows = [
        (str(number), finding.code, line.place, finding.message)
        for (number, finding), line in zip(numbered(report), finding_rows(report, ZH), strict=True)
        if finding.code.startswith(WORDING)
    ]
    if rows:
        paper.listing(QUALITY, rows)
    elif quality is None:
        paper.text("未发现目标与文字质量方面的问题。")


def unchecked(report: DocumentReport) -> list[str]:
    """Return what could not be checked, and why."""
    seen = coverage(report)
    texts = [*reasons_open(report, seen, ZH), *report.notes, *report.warnings]
    texts += [failure.message for failure in report.failures]
    return [f"{number}.{text}" for number, text in enumerate(texts, start=1)]
