"""A report made by hand from the model's own classes, so that the writers are tested apart from the rules."""

from __future__ import annotations

from decimal import Decimal

from wenbiao.model.document import Document, Table
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Evidence, Failure, Finding, Link, Role, Severity, Verdict
from wenbiao.model.quantity import Kind, Quantity
from wenbiao.model.result import Division, DocumentReport, Genre, InputError, TableView
from wenbiao.read import read_document

TEXT = """青禾县档案馆2024年度部门整体支出绩效自评报告

一、基本情况

年末在职人员8人，全年支出147.53万元，其中项目支出128.60万元。接待来访群众3.5万余人次。

表1 基础数据表 | 单位：万元
| 项目         | <            | 2024年实际 |
| 财政供养人员 | 年末在职人员 | 7          |
| 支出         | 项目支出     | 126.80     |
| ^            | 支出合计     | 147.53     |
"""


def document(text: str = TEXT, path: str = "青禾县档案馆.txt", file: str | None = None) -> Document:
    return read_document(text.encode(), path, file=file)


def stated(source: Document, figure: str, kind: Kind, value: str, unit: str, **fields: object) -> Fact:
    """Return the figure ``figure`` of the text as a stated fact."""
    start = source.text.index(figure)
    paragraph = next(p for p in source.paragraphs() if p.start <= start < p.end)
    scale = Decimal(10000) if unit == "万元" else Decimal(1)
    decimals = len(value.partition(".")[2])
    return Fact(
        quantity=Quantity(kind, Decimal(value), unit, scale, decimals, text=figure),
        where=paragraph.where(start, start + len(figure)),
        start=start,
        end=start + len(figure),
        paragraph=paragraph,
        sentence=paragraph.text.partition("。")[0] + "。",
        **{"subject": "", "period": "2024", **fields},  # type: ignore[arg-type]
    )


def cell_fact(
    table: Table, row: int, col: int, kind: Kind, unit: str, rows: tuple[str, ...], cols: tuple[str, ...]
) -> Fact:
    """Return the value of a cell as a fact."""
    cell = next(c for c in table.cells if (c.row, c.col) == (row, col))
    value = cell.text
    scale = Decimal(10000) if unit == "万元" else Decimal(1)
    quantity = Quantity(kind, Decimal(value), unit, scale, len(value.partition(".")[2]), text=value)
    return Fact(
        quantity=quantity,
        subject=rows[-1],
        where=table.where(cell),
        period="2024",
        basis=Basis.ACTUAL,
        table=table,
        cell=cell,
        caption=table.caption,
        row_labels=rows,
        column_labels=cols,
    )


def sample_report() -> DocumentReport:
    """Return a report with each kind of verdict but one, findings of all severities, and a rule that failed."""
    source = document()
    table = source.tables[0]
    staff = stated(source, "8人", Kind.HEADCOUNT, "8", "人", subject="年末在职人员")
    spent = stated(source, "147.53万元", Kind.MONEY, "147.53", "万元", subject="全年支出", basis=Basis.FINAL)
    project = stated(source, "128.60万元", Kind.MONEY, "128.60", "万元", subject="项目支出", relation=Relation.PART)
    visits = stated(source, "3.5万余人次", Kind.COUNT, "3.5", "万人次", subject="接待来访群众")
    cells = {
        (1, 2): cell_fact(table, 1, 2, Kind.HEADCOUNT, "人", ("财政供养人员", "年末在职人员"), ("2024年实际",)),
        (2, 2): cell_fact(table, 2, 2, Kind.MONEY, "万元", ("支出", "项目支出"), ("2024年实际",)),
        (3, 2): cell_fact(table, 3, 2, Kind.MONEY, "万元", ("支出", "支出合计"), ("2024年实际",)),
    }
    view = TableView(table, "basic-data", cells, frozenset({(0, 0), (0, 2)}))
    return DocumentReport(
        path="青禾县档案馆.txt",
        sha256=source.sha256,
        title="青禾县档案馆2024年度部门整体支出绩效自评报告",
        unit="青禾县档案馆",
        division=Division("430299", "青禾县"),
        year=2024,
        genre=Genre.OVERALL,
        profile="default",
        members=(source,),
        warnings=("第2页没有文字层，未审核。",),
        facts=(staff, spent, project, visits),
        views=(view,),
        links=(
            Link(staff, Verdict.CONTRADICTED, 0.97, (cells[1, 2],)),
            Link(spent, Verdict.SUPPORTED, 0.9, (cells[3, 2],)),
            Link(project, Verdict.CONTRADICTED, 0.91, (cells[2, 2],), "147.53 − 20.73 = 126.80"),
            Link(visits, Verdict.UNMATCHED),
        ),
        findings=(
            staff_finding(staff, cells[1, 2]),
            project_finding(project, cells[2, 2]),
            blank_finding(),
            style_finding(source),
        ),
        failures=(Failure("WB999", "规则 WB999 未能完成：ZeroDivisionError"),),
    )


def staff_finding(said: Fact, shown: Fact) -> Finding:
    return Finding(
        code="WB101",
        name="text-table-mismatch",
        severity=Severity.ERROR,
        message="正文称年末在职人员 8 人，基础数据表为 7 人，相差 1 人。",
        evidence=(
            Evidence(Role.CLAIM, "年末在职人员8人", said.where, "8", "人", said.sentence),
            Evidence(Role.CELL, "7", shown.where, "7", "人", label=("财政供养人员", "年末在职人员", "2024年实际")),
        ),
        confidence=0.97,
        stated="8",
        expected="7",
        difference="1",
        unit="人",
        suggestion="核对人员台账后更正其中一处。",
        basis="form:basic-data（表式本身）",
        fingerprint="0123456789abcdef",
    )


def project_finding(said: Fact, shown: Fact) -> Finding:
    return Finding(
        code="WB201",
        name="sum",
        severity=Severity.WARNING,
        message="其中项之和与总数不符。",
        evidence=(
            Evidence(Role.CLAIM, "128.60", said.where, "128.60", "万元", said.sentence),
            Evidence(Role.CELL, "126.80", shown.where, "126.80", "万元", label=shown.label),
            Evidence(Role.FORMULA, "147.53 − 20.73 = 126.80"),
        ),
        stated="128.60",
        expected="126.80",
        difference="1.80",
        unit="万元",
    )


def blank_finding() -> Finding:
    return Finding(
        "WB601", "missing-goal", Severity.ERROR, "缺少年度总体目标。", (Evidence(Role.ABSENT, "年度总体目标"),)
    )


def style_finding(source: Document) -> Finding:
    heading = source.body[1]
    spot = Evidence(Role.HEADING, heading.text, heading.where())
    return Finding("WB801", "spacing", Severity.INFO, "标题编号不统一。", (spot,))


def refused_report(path: str = "坏文件.pdf") -> DocumentReport:
    """Return the report of a file that could not be read."""
    return DocumentReport(path=path, error=InputError("corrupt", f"“{path}”已损坏。", "请重新导出后重试。"))
