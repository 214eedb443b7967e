"""The machine-readable output has the shapes of the contract."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal

from report_sample import document, refused_report, sample_report, stated
from wenbiao.model.address import Where
from wenbiao.model.finding import Evidence, Finding, Role, Severity, Verdict
from wenbiao.model.quantity import Bound, Kind, Quantity
from wenbiao.report.json import document_row, dump, evidence_row, fact_row, finding_row, forms_of, link_row, table_row

DOCUMENT_KEYS = (
    "path sha256 format encoding title unit division year genre profile files error warnings failures notes counts "
    "quality findings"
)
FINDING_KEYS = "code name severity confidence accepted message stated expected difference unit evidence suggestion basis fingerprint"
FACT_KEYS = (
    "kind text start end value unit base_value base_unit bound range sign decimals subject concept period basis "
    "relation sentence where"
)


def test_document_has_the_keys_of_the_contract() -> None:
    row = document_row(sample_report())
    assert " ".join(row) == DOCUMENT_KEYS
    assert row["division"] == {"code": "430299", "name": "青禾县"}
    assert (row["genre"], row["year"], row["error"], row["quality"]) == ("overall-self-evaluation", 2024, None, None)
    assert row["failures"] == [{"code": "WB999", "message": "规则 WB999 未能完成：ZeroDivisionError"}]
    assert (row["format"], row["encoding"]) == ("text", "utf-8")


def test_counts_add_up() -> None:
    counts = document_row(sample_report())["counts"]
    assert counts == {
        "facts": 4, "tables": 1, "facts_checked": 3, "facts_unmatched": 1, "facts_undecidable": 0,
        "error": 2, "warning": 1, "info": 1,
    }  # fmt: skip


def test_accepted_findings_are_shown_and_not_counted() -> None:
    report = sample_report()
    accepted = dataclasses.replace(report.findings[0], accepted="已说明")
    row = document_row(dataclasses.replace(report, findings=(accepted,)))
    assert row["findings"][0]["accepted"] == "已说明"
    assert row["counts"] is not None
    assert row["counts"]["error"] == 0


def test_unreadable_document_has_nulls_and_its_remedy() -> None:
    row = document_row(refused_report("坏文件.pdf"))
    assert " ".join(row) == DOCUMENT_KEYS
    assert row["error"] == {"kind": "corrupt", "message": "“坏文件.pdf”已损坏。", "remedy": "请重新导出后重试。"}
    assert row["findings"] == []
    nulls = (
        "sha256",
        "format",
        "encoding",
        "title",
        "unit",
        "division",
        "year",
        "genre",
        "profile",
        "counts",
        "quality",
    )
    assert [row[key] for key in nulls] == [None] * len(nulls)  # type: ignore[literal-required]


def test_finding_names_claim_and_cell() -> None:
    row = document_row(sample_report())["findings"][0]
    assert " ".join(row) == FINDING_KEYS
    claim, cell = row["evidence"]
    assert claim["where"] == {
        "file": None, "page": None, "part": "body", "section": ["一、基本情况"], "paragraph": 2,
        "start": claim["where"]["start"], "end": claim["where"]["start"] + 2,
    }  # fmt: skip
    assert cell["label"] == ["财政供养人员", "年末在职人员", "2024年实际"]
    assert {k: cell["where"][k] for k in ("table", "form", "row", "col")} == {
        "table": 0, "form": "basic-data", "row": 1, "col": 2,
    }  # fmt: skip
    assert "paragraph" not in cell["where"]
    assert (claim["value"], claim["unit"], row["stated"], row["expected"], row["difference"]) == (
        "8",
        "人",
        "8",
        "7",
        "1",
    )


def test_place_in_the_prose_of_a_cell_has_both_addresses() -> None:
    where = Where(paragraph=4, start=10, end=12, table=1, row=2, col=3)
    row = evidence_row(Evidence(Role.CLAIM, "8人", where), {})
    assert row["where"]["paragraph"] == 4
    assert (row["where"]["table"], row["where"]["row"], row["where"]["form"]) == (1, 2, "unknown")


def test_formula_stands_nowhere() -> None:
    assert evidence_row(Evidence(Role.FORMULA, "1 + 1 = 2"), {}) == {"role": "formula", "quote": "1 + 1 = 2"}


def test_quotes_and_messages_keep_their_limits() -> None:
    finding = Finding(
        "WB101", "x", Severity.ERROR, "长" * 300, (Evidence(Role.CLAIM, "引" * 200),), confidence=0.123456
    )
    row = finding_row(finding, {})
    assert len(row["message"]) == 200
    assert len(row["evidence"][0]["quote"]) == 80
    assert row["message"].endswith("…")
    assert row["confidence"] == 0.123


def test_fact_is_as_printed_and_exact() -> None:
    report = sample_report()
    row = fact_row(report.facts[2], forms_of(report.views))
    assert " ".join(row) == FACT_KEYS
    assert (row["text"], row["value"], row["unit"], row["decimals"]) == ("128.60万元", "128.60", "万元", 2)
    assert (row["base_value"], row["base_unit"], row["range"], row["bound"]) == ("1286000", "元", None, "exact")
    text = report.members[0].text
    assert text[row["start"] : row["end"]] == row["text"]
    assert row["sentence"].startswith("年末在职人员8人")


def test_range_is_in_base_units() -> None:
    source = document("今年拟投入1万—5万元。")
    fact = stated(source, "1万—5万元", Kind.MONEY, "1", "万元")
    quantity = dataclasses.replace(fact.quantity, high=Decimal(5), bound=Bound.EXACT)
    row = fact_row(dataclasses.replace(fact, quantity=quantity), {})
    assert row["range"] == ["10000", "50000"]
    assert row["base_value"] == "10000"


def test_large_amounts_are_never_in_exponents() -> None:
    source = document("总投资1200亿元。")
    fact = stated(source, "1200亿元", Kind.MONEY, "1200", "亿元")
    quantity = Quantity(Kind.MONEY, Decimal("1.2E+3"), "亿元", Decimal("1E+8"))
    row = fact_row(dataclasses.replace(fact, quantity=quantity), {})
    assert (row["value"], row["base_value"]) == ("1200", "120000000000")


def test_link_names_cell_and_formula() -> None:
    report = sample_report()
    rows = [link_row(link, forms_of(report.views)) for link in report.links]
    assert [row["verdict"] for row in rows] == ["contradicted", "supported", "contradicted", "unmatched"]
    cell, formula = rows[2]["evidence"]
    assert (cell["role"], cell["quote"], cell["value"], cell["unit"]) == ("cell", "126.80", "126.80", "万元")
    assert cell["label"] == ["表1 基础数据表", "支出", "项目支出", "2024年实际"]
    assert formula == {"role": "formula", "quote": "147.53 − 20.73 = 126.80"}
    assert rows[3]["evidence"] == []


def test_table_shows_a_span_once() -> None:
    row = table_row(sample_report().views[0])
    assert (row["index"], row["form"], row["unit"]) == (0, "basic-data", "万元")
    assert [len(cells) for cells in row["rows"]] == [2, 3, 3, 2]
    corner, year = row["rows"][0]
    assert (corner["col_span"], corner["header"], corner["kind"], year["header"]) == (2, True, "text", True)
    value = row["rows"][1][2]
    assert value["label"] == ["财政供养人员", "年末在职人员", "2024年实际"]
    assert (value["kind"], value["value"], value["unit"], value["period"]) == ("headcount", "7", "人", "2024")
    assert value["basis"] == "actual"


def test_every_row_survives_any_encoding() -> None:
    row = document_row(sample_report())
    assert json.loads(dump(row, ascii_only=True).encode("ascii")) == json.loads(dump(row)) == row


def test_verdicts_cover_the_contract() -> None:
    assert " ".join(Verdict) == "supported rounding derived contradicted unmatched undecidable"
