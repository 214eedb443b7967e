"""The one path through the program: files, folders, packages, standard input, and what cannot be read."""

from __future__ import annotations

import io
import sys
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from small_documents import base_of, codes_of, report_of
from wenbiao import audit
from wenbiao.catalogue import rules
from wenbiao.check.profile import profile
from wenbiao.check.rule import Context, Rule
from wenbiao.check.run import run_rules
from wenbiao.config import Config
from wenbiao.errors import ConfigError
from wenbiao.model.finding import Finding, Severity, Verdict
from wenbiao.model.result import DocumentReport, Genre

NARRATIVE = "2023年度青禾区茶业发展中心部门决算\n公务接待费支出决算1.52万元。\n"
TABLE = "“三公”经费支出决算表\n单位：万元\n| 项目 | 2023年决算数 |\n| 公务接待费 | 1.25 |\n"
FAULTY = NARRATIVE + "\n" + TABLE
CORRECT = FAULTY.replace("1.52", "1.25")


def write(folder: Path, **texts: str) -> Path:
    """Write text files named by the keywords into a folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def only(report: DocumentReport, code: str) -> Finding:
    """Return the one finding of a rule."""
    [finding] = [f for f in report.findings if f.code == code]
    return finding


def test_a_file_from_reading_to_findings(tmp_path: Path) -> None:
    path = write(tmp_path, report=FAULTY) / "report.txt"
    [report] = audit(path).documents
    assert (report.path, report.error, report.year, report.genre) == (str(path), None, 2023, Genre.FINAL_ACCOUNTS)
    assert report.unit == "青禾区茶业发展中心"
    assert len(report.sha256) == 64
    finding = only(report, "WB101")
    assert [(e.role.value, e.quote, e.where.label) for e in finding.evidence] == [
        ("claim", "公务接待费支出决算1.52万元", "p2"),
        ("cell", "1.25", "t1/r2c2"),
    ]
    assert (finding.stated, finding.expected, finding.unit) == ("1.52", "1.25", "万元")


def test_what_is_right_has_no_fault(tmp_path: Path) -> None:
    [report] = audit(write(tmp_path, report=CORRECT) / "report.txt").documents
    assert codes_of(report, "error", "warning") == []
    assert [link.verdict for link in report.links] == [Verdict.SUPPORTED]
    assert report.failures == ()


def test_several_files_keep_the_order_of_the_arguments(tmp_path: Path) -> None:
    folder = write(tmp_path, one=CORRECT, two=FAULTY)
    result = audit(folder / "two.txt", folder / "none.txt", folder / "one.txt")
    assert [Path(r.path).name for r in result.documents] == ["two.txt", "none.txt", "one.txt"]
    assert [r.error.kind if r.error else None for r in result.documents] == [None, "missing", None]


def test_a_folder_is_read_file_by_file(tmp_path: Path) -> None:
    write(tmp_path / "b", inner=FAULTY)
    write(tmp_path, a=CORRECT)
    write(tmp_path / ".cache", hidden=FAULTY)
    (tmp_path / "~$a.docx").write_bytes(b"lock")
    assert [Path(r.path).relative_to(tmp_path).as_posix() for r in audit(tmp_path).documents] == [
        "a.txt",
        "b/inner.txt",
    ]


def test_a_package_is_one_report_across_its_files(tmp_path: Path) -> None:
    folder = write(tmp_path / "unit", narrative=NARRATIVE, tables=TABLE)
    [apart] = [r for r in audit(folder).documents if r.path.endswith("narrative.txt")]
    assert "WB101" not in codes_of(apart, "error")
    [report] = audit(folder, config=Config(package=True)).documents
    assert (report.path, report.files) == (str(folder), ("narrative.txt", "tables.txt"))
    claim, cell = only(report, "WB101").evidence
    assert (claim.where.file, cell.where.file) == ("narrative.txt", "tables.txt")


def test_a_package_of_named_files_is_named_after_the_first(tmp_path: Path) -> None:
    folder = write(tmp_path, narrative=NARRATIVE, tables=TABLE)
    files = (folder / "narrative.txt", folder / "tables.txt")
    [report] = audit(*files, config=Config(package=True)).documents
    assert (report.path, report.files) == (str(files[0]), ("narrative.txt", "tables.txt"))
    assert "WB101" in codes_of(report, "error")


def test_an_unreadable_member_is_a_warning_of_its_package(tmp_path: Path) -> None:
    folder = write(tmp_path / "unit", narrative=CORRECT)
    (folder / "empty.txt").write_bytes(b"")
    [report] = audit(folder, config=Config(package=True)).documents
    assert report.error is None
    assert report.files == ("narrative.txt",)
    assert any("empty.txt" in warning for warning in report.warnings)


def test_a_package_with_nothing_readable_is_an_error(tmp_path: Path) -> None:
    [report] = audit(tmp_path, config=Config(package=True)).documents
    assert report.error is not None
    assert report.error.kind == "missing"
    (tmp_path / "empty.txt").write_bytes(b"")
    [report] = audit(tmp_path, config=Config(package=True)).documents
    assert report.error is not None
    assert report.error.kind == "empty"


def broken_archive() -> bytes:
    """Return a .docx cut off in the middle."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:document/>" * 50)
    return buffer.getvalue()[:200]


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.docx", b"", "empty"),
        ("broken.docx", broken_archive(), "corrupt"),
        ("picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, "unsupported"),
        ("broken.pdf", b"%PDF-1.7\nnothing more", "corrupt"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    [report] = audit(path).documents
    assert report.error is not None
    assert report.error.kind == kind
    assert report.error.message
    assert report.error.remedy
    assert (report.findings, report.links, report.facts, report.sha256) == ((), (), (), "")


def test_standard_input_is_named_by_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(FAULTY.encode()), encoding="utf-8"))
    [report] = audit("-").documents
    assert report.path == "-"
    assert "WB101" in codes_of(report, "error")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_and_line_ends_make_no_difference(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(FAULTY.replace("\n", "\r\n").encode(encoding))
    [report] = audit(path).documents
    [plain] = [report_of(FAULTY)]
    assert [(f.code, f.fingerprint) for f in report.findings] == [(f.code, f.fingerprint) for f in plain.findings]
    assert only(report, "WB101").evidence[0].where.start == only(plain, "WB101").evidence[0].where.start


def test_select_and_ignore_leave_rules_out() -> None:
    everything = set(codes_of(report_of(FAULTY), *Severity))
    assert "WB101" in everything
    assert set(codes_of(report_of(FAULTY, Config(select=("WB1",))), *Severity)) == {
        c for c in everything if c[:3] == "WB1"
    }
    assert "WB101" not in codes_of(report_of(FAULTY, Config(ignore=("WB101",))), *Severity)
    assert codes_of(report_of(FAULTY, Config(select=("WB1",), ignore=("WB101",))), *Severity) == []


def test_year_and_genre_of_the_settings_hold() -> None:
    report = report_of(FAULTY, Config(year=2021, genre=Genre.OTHER))
    assert (report.year, report.genre) == (2021, Genre.OTHER)


def test_an_unknown_profile_is_refused() -> None:
    with pytest.raises(ConfigError, match="没有名为“无此方案”的评分方案") as refused:
        report_of(FAULTY, Config(profile="无此方案"))
    assert "default" in refused.value.remedy


def test_profiles_hold_decimals() -> None:
    chosen = profile(None)
    assert chosen.name == "default"
    assert isinstance(chosen["execution_low"], Decimal)
    assert 0 < chosen["execution_low"] < 1


class Crashing(Rule):
    """一条出错的规则。"""

    code = "WB999"
    name = "crashing"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Fail after the first finding."""
        yield self.finding(f"{context.year}年")
        raise ZeroDivisionError("division by zero")


def test_a_rule_that_crashes_is_shown_and_stops_no_other() -> None:
    outcome = run_rules(base_of(FAULTY), [Crashing, *rules()], Config())
    assert [(f.code, "ZeroDivisionError" in f.message) for f in outcome.failures] == [("WB999", True)]
    assert "WB101" in [f.code for f in outcome.findings]


def test_no_rule_crashes_on_nothing_to_say() -> None:
    for text in ("。", "2023年度部门决算", "| | |\n| | |", "其中：", "占%", "\t\n\t\n\n\t"):
        report = report_of(text)
        assert report.failures == ()
        assert codes_of(report, "error") == []


PIECES = (
    "2023年度", "支出决算", "公务接待费", "其中：", "1.25万元", "0万元", "10.71%", "8人", "占", "完成预算",
    "比上年", "增加", "减少", "，", "；", "。", "（", "）",
    "\n", "\t", "| ", " |", "一、", "（项）", "分别为", "合计", "≥", "—", "单位：万元", "得分", "分值", "指标值", "201",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join).filter(str.strip))
@settings(max_examples=60)
def test_no_rule_crashes_on_any_jumble(text: str) -> None:
    report = report_of(text)
    assert report.failures == ()
    assert len(report.links) == len(report.facts)


def test_findings_come_by_severity_and_then_by_place() -> None:
    text = FAULTY.replace("1.52万元。", "1.52万元，完成年初预算的1%，比上年减少0.15万元，增长10.71%。")
    report = report_of(text)
    order = [("error", "warning", "info").index(f.severity) for f in report.findings]
    assert len(order) > 1
    assert order == sorted(order)
    places = [f.evidence[0].where.start or 0 for f in report.findings if f.severity == "error"]
    assert places == sorted(places)


def test_fingerprints_stay_when_unrelated_text_moves() -> None:
    before = only(report_of(FAULTY), "WB101")
    after = only(report_of(FAULTY.replace("公务接待费支出", "本单位地处青禾区。\n公务接待费支出", 1)), "WB101")
    assert after.fingerprint == before.fingerprint
    assert after.evidence[0].where.start != before.evidence[0].where.start
    other = only(report_of(FAULTY.replace("1.52", "1.53")), "WB101")
    assert other.fingerprint != before.fingerprint


def test_equal_faults_have_fingerprints_of_their_own() -> None:
    text = "2023年度青禾区茶业发展中心部门决算\n会议费支出3.00万元，比上年减少1.00万元，下降52%。\n"
    report = report_of(text + "会议费支出3.00万元，比上年减少1.00万元，下降52%。\n")
    prints = [f.fingerprint for f in report.findings]
    assert len([f for f in report.findings if f.code == "WB204"]) == 2
    assert len(set(prints)) == len(prints)


def test_undecided_figures_are_noted() -> None:
    report = report_of(FAULTY.replace("决算1.52万元", "决算约3万元"))
    assert [link.verdict for link in report.links] == [Verdict.UNDECIDABLE]
    assert len(report.notes) == 1
    assert "3万元" in report.notes[0]


def test_an_audit_gives_the_same_twice() -> None:
    one, two = report_of(FAULTY), report_of(FAULTY)
    assert [(f.code, f.message, f.fingerprint) for f in one.findings] == [
        (f.code, f.message, f.fingerprint) for f in two.findings
    ]


@pytest.mark.parametrize(
    ("text", "title", "unit", "year", "genre"),
    [
        (
            "2023年度青禾区茶业发展中心部门整体支出绩效自评报告\n",
            "2023年度青禾区茶业发展中心部门整体支出绩效自评报告",
            "青禾区茶业发展中心",
            2023,
            "overall-self-evaluation",
        ),
        (
            "青禾区茶业发展中心\n2022年度部门决算\n",
            "青禾区茶业发展中心2022年度部门决算",
            "青禾区茶业发展中心",
            2022,
            "final-accounts",
        ),
        (
            "关于青禾县2023年财政预算执行情况和2024年财政预算草案的报告\n",
            "关于青禾县2023年财政预算执行情况和2024年财政预算草案的报告",
            None,
            2023,
            "budget",
        ),
        (
            "项目支出绩效自评表\n填报单位：青禾区茶业发展中心\n2021年完成茶园改造300亩。\n",
            "项目支出绩效自评表",
            "青禾区茶业发展中心",
            2021,
            "project-self-evaluation",
        ),
        (
            "茶园改造专项资金绩效自评报告\n2023年安排资金48.60万元。\n",
            "茶园改造专项资金绩效自评报告",
            None,
            2023,
            "special-fund-self-evaluation",
        ),
        ("茶园日志\n今日晴。\n", None, None, None, "other"),
    ],
)
def test_who_reports_on_what(text: str, title: str | None, unit: str | None, year: int | None, genre: str) -> None:
    identity = base_of(text).identity
    assert (identity.year, identity.genre.value) == (year, genre)
    assert title is None or identity.title == title
    assert unit is None or identity.unit == unit
