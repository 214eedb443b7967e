"""The reviewer's work paper, an .xlsx: what was found with room for decisions, every figure and indicator, the rules.

Like the discrepancy report it is in Chinese whatever language the interface has.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING

from wenbiao import __version__
from wenbiao.model.finding import Severity, Verdict
from wenbiao.model.result import DocumentReport
from wenbiao.report.accepted import ACCEPTED, DECISIONS
from wenbiao.report.clock import now
from wenbiao.report.coverage import coverage
from wenbiao.report.messages import Lang, Words
from wenbiao.report.office import undated, xml_safe
from wenbiao.report.rulebook import HEADING, page_of
from wenbiao.report.tabulated import decimal_of, figure_rows, finding_rows, indicator_rows
from wenbiao.report.text import reasons_open
from wenbiao.report.width import width

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

ZH = Words(Lang.ZH)
Value = str | int | Decimal | None

OVERVIEW, FINDINGS, FIGURES, INDICATORS, RULES = "概览", "差异清单", "数字核对底稿", "指标核对", "规则说明"
FILE, UNIT, YEAR = "文件", "单位", "年度"
"""Labels in the overview that are read back."""
DECISION, NOTE, FINGERPRINT, MESSAGE = "复核决定", "复核说明", "标识", "问题"
"""Columns of the list of findings that are read back."""

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""How a text begins that a spreadsheet may take for a formula."""
LONGEST_CELL = 32_000
"""A cell holds 32,767 characters."""
LINE_HEIGHT, TALLEST = 16.0, 405.0
"""Points: a line of Chinese text, and a little less than the tallest row there can be."""
FILLED = 0.9
"""The share of a column that a line fills before it wraps: Chinese characters are a little wider than two digits."""
NARROWEST, WIDEST, ROOM_TO_WRITE = 6, 44, 24
"""Widths of columns in characters of the standard font."""
PAPER_A3 = "8"
"""The wide sheets stay legible on paper of this size."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its name, the headings, and the rows."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Value]]


FINDING_HEADINGS = (
    "序号", "级别", "代码", "类别", "位置", "正文表述", "表内数据或算式", "表述值", "应为值", "差额", "单位",
    MESSAGE, "修改建议", "依据", "把握", DECISION, NOTE, "单位说明", FINGERPRINT,
)  # fmt: skip
FIGURE_HEADINGS = (
    "序号", "位置", "章节", "文中数字", "数值", "单位", "事项", "年度", "口径", "关系", "核对", "结论",
    "对照值", "对照单位", "对照单元格或算式", "所在句子",
)  # fmt: skip
INDICATOR_HEADINGS = (
    "位置", "一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "完成率（%）", "分值", "得分", "偏差原因", "相关问题序号",
)  # fmt: skip
RULE_HEADINGS = ("代码", "名称", "类别", "级别", "内容", "查什么", "为何查", "不合格", "合格", "依据")


def render_workpaper(report: DocumentReport) -> bytes:
    """Return the work paper of one document as an .xlsx."""
    from openpyxl import Workbook

    moment = now().replace(tzinfo=None)
    book = Workbook()
    book.remove(book.active)
    properties = book.properties
    properties.creator, properties.title = "文表", xml_safe(f"{report.unit}核对底稿")
    properties.created = properties.modified = moment
    overview(book, report, moment.strftime("%Y-%m-%d"))
    if report.error is None:
        add_findings(book, report)
        add(book, Grid(FIGURES, FIGURE_HEADINGS, list(figures(report))), columns=4)
        add(book, Grid(INDICATORS, INDICATOR_HEADINGS, list(indicators(report))), columns=1)
        add(book, Grid(RULES, RULE_HEADINGS, list(rule_pages())), columns=2)
    out = io.BytesIO()
    book.save(out)
    return undated(out.getvalue(), moment)


def overview(book: Workbook, report: DocumentReport, date: str) -> None:
    """Add the sheet with the facts about the document, the counts, and what was not checked."""
    seen, counts = coverage(report), report.severities()
    division = f"{report.division.name}（{report.division.code}）" if report.division else None
    rows: list[tuple[str, Value]] = [
        (FILE, report.path),
        (UNIT, report.unit),
        ("标题", report.title),
        (YEAR, report.year),
        ("行政区划", division),
        ("类型", ZH.genre(report.genre) if report.error is None else None),
        ("成员文件", ZH.listed(report.files)),
        ("文件校验值（SHA-256）", report.sha256),
        ("核对日期", date),
        ("核对工具", f"文表 wenbiao {__version__}"),
        ("规则口径", report.profile),
    ]
    if report.error is not None:
        rows.append(("无法审核", report.error.message + report.error.remedy))
    else:
        rows += [(f"{ZH.severity(s)}（未决）", counts[s]) for s in Severity]
        rows.append(("已认可", sum(f.accepted is not None for f in report.findings)))
        rows += [("文中数字", seen.facts), ("表格", seen.tables)]
        rows += [(f"其中：{ZH.verdict(v)}", seen.of(v)) for v in Verdict]
        reasons = [*reasons_open(report, seen, ZH), *report.notes, *report.warnings]
        rows += [("未能核对的原因", text) for text in (*reasons, *(f.message for f in report.failures))]
    kept = [(label, value) for label, value in rows if value not in (None, "")]
    add(book, Grid(OVERVIEW, ("项目", "内容"), kept), columns=1)


def add_findings(book: Workbook, report: DocumentReport) -> None:
    """Add the list of findings with a choice for the reviewer's decision."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    sheet = add(book, Grid(FINDINGS, FINDING_HEADINGS, list(findings(report))), columns=5)
    column = get_column_letter(FINDING_HEADINGS.index(DECISION) + 1)
    choice = DataValidation("list", formula1='"' + ",".join(DECISIONS) + '"', allow_blank=True, showErrorMessage=True)
    choice.errorTitle, choice.error = DECISION, "请从" + "、".join(DECISIONS) + "中选择。"
    choice.add(f"{column}2:{column}{max(2, sheet.max_row)}")
    sheet.add_data_validation(choice)
    for name in (NOTE, "单位说明"):
        sheet.column_dimensions[get_column_letter(FINDING_HEADINGS.index(name) + 1)].width = ROOM_TO_WRITE


def findings(report: DocumentReport) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of the list of findings."""
    for line in finding_rows(report, ZH):
        found = line.finding
        yield (
            line.number,
            line.severity,
            found.code,
            line.group,
            line.place,
            line.stated,
            line.compared,
            number(found.stated),
            number(found.expected),
            line.gap,
            found.unit,
            found.message,
            found.suggestion,
            found.basis,
            Decimal(str(round(found.confidence, 2))),
            ACCEPTED if found.accepted is not None else None,
            found.accepted,
            None,
            found.fingerprint,
        )


def figures(report: DocumentReport) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of the stated figures."""
    for line, link in zip(figure_rows(report, ZH), report.links, strict=True):
        fact = line.fact
        other = link.cells[0].quantity if link.cells else None
        yield (
            line.number,
            line.place,
            " / ".join(fact.where.section),
            line.text,
            fact.quantity.value,
            fact.quantity.unit,
            fact.subject,
            number(fact.period),
            ZH.basis(fact.basis),
            ZH.relation(fact.relation),
            line.mark,
            ZH.verdict(line.verdict),
            other.value if other is not None else None,
            other.unit if other is not None else None,
            line.against,
            fact.own_sentence,
        )


def indicators(report: DocumentReport) -> Iterator[tuple[Value, ...]]:
    """Yield the rows of the indicators."""
    for line in indicator_rows(report, ZH):
        yield (
            line.place,
            line.level1,
            line.level2,
            line.name,
            line.target,
            line.actual,
            line.rate,
            line.max_score,
            line.score,
            line.reason,
            ZH.listed(str(number) for number in line.findings),
        )


def rule_pages() -> Iterator[tuple[Value, ...]]:
    """Yield the rows that say what each rule checks."""
    from wenbiao.catalogue import rules

    for rule in rules():
        summary, *texts = page_of(rule)
        parts = {found["name"]: text[found.end() :] for text in texts if (found := HEADING.match(text))}
        said = [parts.get(heading, "") for heading in RULE_HEADINGS[5:]]
        yield (rule.code, rule.name, ZH.group(rule.code), ZH.severity(rule.severity), summary, *said)


def number(text: str | None) -> Value:
    """Return a text that is a number as one, so that it can be summed; any other text as it is."""
    value = decimal_of(text)
    return text if value is None else value


def harmless(value: Value) -> Value:
    """Return a value that no spreadsheet takes for a formula and every one can hold."""
    if not isinstance(value, str):
        return value
    text = xml_safe(value)[:LONGEST_CELL]
    return f"'{text}" if text.startswith(RISKY) else text


def add(book: Workbook, grid: Grid, *, columns: int) -> Worksheet:
    """Add a sheet with a fixed head, a filter, and widths that fit; the first ``columns`` stay in view."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(grid.name)
    sheet.append(list(grid.headings))
    top, left = (
        Alignment(vertical="top", wrap_text=True),
        Alignment(vertical="center", horizontal="center", wrap_text=True),
    )
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), left
        cell.fill = PatternFill("solid", fgColor="E7E6E6")
    for row in grid.rows:
        sheet.append([harmless(value) for value in row])
        for cell, value in zip(sheet[sheet.max_row], row, strict=True):
            cell.alignment = top
            if isinstance(value, Decimal):
                cell.number_format = places(value)
    rooms = list(widths(grid))
    for index, room in enumerate(rooms, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = room
    for at, row in enumerate(grid.rows, start=2):
        sheet.row_dimensions[at].height = height(row, rooms)
    last = f"{get_column_letter(len(grid.headings))}{max(1, len(grid.rows) + 1)}"
    sheet.auto_filter.ref = f"A1:{last}"
    sheet.freeze_panes = f"{get_column_letter(columns + 1)}2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", PAPER_A3
    sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = 0, True
    return sheet


def height(row: Sequence[Value], rooms: Sequence[int]) -> float:
    """Return the height of a row in points: not every program fits rows to wrapped text when it opens a file."""
    texts = zip(("" if value is None else str(value) for value in row), rooms, strict=True)
    lines = max(sum(ceil(max(1, width(line)) / (room * FILLED)) for line in text.split("\n")) for text, room in texts)
    return min(lines * LINE_HEIGHT, TALLEST)


def places(value: Decimal) -> str:
    """Return the format that shows a number with the decimals it was printed with."""
    exponent = value.as_tuple().exponent
    return "0." + "0" * -exponent if isinstance(exponent, int) and exponent < 0 else "0"


def widths(grid: Grid) -> Iterable[int]:
    """Return the width of each column: that of its widest line, within bounds."""
    for index, heading in enumerate(grid.headings):
        lines = (line for row in grid.rows for line in str(row[index] if row[index] is not None else "").split("\n"))
        yield min(max(NARROWEST, width(heading) + 4, *(width(line) + 2 for line in lines), 0), WIDEST)
