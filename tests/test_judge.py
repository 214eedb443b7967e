"""The classifier: what it says of known statements, that it is fast, plain and repeatable, and what its scoreboard promises."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.cli import main
from wenbiao.judge.classify import MODEL, Classifier, classifier, load, verdict_on
from wenbiao.judge.dataset import Example, dressed, examples
from wenbiao.judge.elements import Element, elements_of
from wenbiao.judge.features import bleach, seen, signals
from wenbiao.judge.fillers import coverage, is_empty_talk, shares, telling_fillers
from wenbiao.judge.fit import LABELS, Features, fit, macro_f1, store, truth_of
from wenbiao.judge.judgement import Judgement, guess_role, judge
from wenbiao.judge.matcher import Matcher
from wenbiao.judge.statements import Role
from wenbiao.judge.vocabulary import Kind, words_in

ROOT = Path(__file__).parents[1]
LEAST = {"vague": 0.92, "boilerplate": 0.88}
MOST_MISCALIBRATED = 0.05

CONCRETE = [
    ("annual_goal", "6月底前改造小型水库12座，验收合格率100%。"),
    ("annual_goal", "全面完成市下达的小型水库除险任务，工程质量事故为零。"),
    ("annual_goal", "新水厂年内竣工通水，出台《农村供水管理办法》。"),
    ("indicator", "案件平均办结时间：≤15日"),
    ("indicator", "单位工程验收合格率：100%"),
    ("measure", "由财务股在6月底前清理往来款12笔，每季度通报一次执行进度。"),
    ("problem", "水费应收未收3.50万元，63户常年外出务工，未委托代扣。"),
    ("result", "全年查处超限车辆306辆，超限率1.64%，比上年下降0.71个百分点。"),
]
VAGUE = [
    ("annual_goal", "根据年初预算严格执行，规范资金列支，保障机关正常运转，履行好本部门的职能和职责。"),
    ("annual_goal", "2024年，深入贯彻落实县委十三届五次全会精神，推动水利事业高质量发展。"),
    ("annual_goal", "建立健全工程管护长效机制，不断完善管理体系。"),
    ("indicator", "为企业保驾护航：98%"),
    ("indicator", "为企业保驾护航：98"),
    ("indicator", "群众办事效率：持续提升"),
    ("measure", "进一步提高认识，加强学习，不断提升绩效管理水平。"),
    ("problem", "预算编制不够科学，绩效意识有待进一步加强。"),
    ("result", "完成情况好"),
]
OWN = [
    ("annual_goal", "进一步提升水利工程管护水平。"),
    ("indicator", "孕产妇系统管理率：≥92%"),
    ("result", "新建农村公路36公里，改造危桥9座。"),
]
ANYONES = [
    ("annual_goal", "严格预算管理，保障机关正常运转。"),
    ("indicator", "预算执行率：≥95%"),
    ("measure", "进一步完善内部控制制度，加强财务人员业务培训。"),
    ("problem", "绩效自评工作重视程度不够，资料收集不完整。"),
]


@pytest.mark.parametrize(("role", "text"), CONCRETE)
def test_concrete_statements_are_not_vague(role: str, text: str) -> None:
    assert not verdict_on(role, text).vague


@pytest.mark.parametrize(("role", "text"), VAGUE)
def test_vague_statements_are_vague(role: str, text: str) -> None:
    assert verdict_on(role, text).vague


@pytest.mark.parametrize(("role", "text"), OWN)
def test_duties_are_no_boilerplate(role: str, text: str) -> None:
    assert not verdict_on(role, text).boilerplate


@pytest.mark.parametrize(("role", "text"), ANYONES)
def test_what_any_unit_writes_is_boilerplate(role: str, text: str) -> None:
    assert verdict_on(role, text).boilerplate


def test_labelled_statements_are_learned() -> None:
    given = examples()
    for label in LABELS:
        truth = [e.label(label) for e in given]
        guess = [getattr(verdict_on(e.role, e.text), label) for e in given]
        assert sum(t == g for t, g in zip(truth, guess, strict=True)) / len(given) >= LEAST[label]


def test_scoreboard_keeps_its_promises() -> None:
    board = (ROOT / "reports" / "judge.md").read_text(encoding="utf-8")
    card = (ROOT / "docs" / "judge.md").read_text(encoding="utf-8")
    for label, least in LEAST.items():
        row = re.search(rf"^\| \S+（{label}） \| 线性模型（采用） \| (.+) \|$", board, re.M)
        assert row is not None
        assert row[0] in card
        score, interval, precision, _, error = row[1].split(" | ")
        low, high = map(float, interval.split("–"))
        assert low < float(score) < high
        assert float(score) >= least
        assert float(precision) >= 0.9
        gap = re.fullmatch(r"([\d.]+)（([\d.]+)–([\d.]+)）", error)
        assert gap is not None
        assert float(gap[1]) <= float(gap[3]) <= MOST_MISCALIBRATED


def test_loads_and_judges_fast() -> None:
    begun = time.perf_counter()
    load(MODEL)
    assert time.perf_counter() - begun < 0.05
    statements = [(e.role, e.text) for e in examples()]
    shipped = classifier()
    begun = time.process_time()
    for role, text in statements:
        shipped.verdict(seen(role, text))
    assert len(statements) / (time.process_time() - begun) > 2500  # half of what is promised, for slow machines


def test_prediction_needs_no_learning_library() -> None:
    code = (
        "import sys; from wenbiao.judge.judgement import judge; judge('result', '完成情况好');"
        "print(*(m for m in ('sklearn', 'numpy', 'scipy', 'jieba', 'spacy') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def few(number: int) -> list[Example]:
    """Return the statements of some agencies."""
    agencies = sorted({e.agency for e in examples()})[:number]
    return [e for e in examples() if e.agency in agencies]


def test_stored_model_scores_as_the_fitted_one_and_training_repeats(tmp_path: Path) -> None:
    given = few(9)
    models, space = fit(given, Features())
    store(models, space, tmp_path / "one.json")
    again, space_again = fit(given, Features())
    store(again, space_again, tmp_path / "other.json")
    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "other.json").read_bytes()

    loaded: Classifier = load(tmp_path / "one.json")
    matrix = space.matrix(Features().of(given))
    for label in LABELS:
        fitted = models[label].probabilities(matrix)
        for example, probability in zip(given, fitted, strict=True):
            verdict = loaded.verdict(seen(example.role, example.text))
            assert getattr(verdict, f"{label}_probability") == pytest.approx(probability, abs=0.01)


def test_macro_f1_agrees_with_the_library() -> None:
    from sklearn.metrics import f1_score

    truth = truth_of(few(3))["vague"]
    guess = truth.copy()
    guess[::7] = ~guess[::7]
    assert macro_f1(truth, guess) == pytest.approx(f1_score(truth, guess, average="macro"))


def test_copies_keep_their_labels_and_repeat() -> None:
    given = few(4)
    copies = dressed(given, 0.5, seed=1)
    assert copies == dressed(given, 0.5, seed=1)
    assert {e.text for e in copies}.isdisjoint(e.text for e in given)
    labels = {(e.agency, e.vague, e.boilerplate) for e in given}
    assert all((e.agency, e.vague, e.boilerplate) in labels for e in copies)


@given(st.text(max_size=60), st.sampled_from(list(Role)))
def test_anything_can_be_judged(text: str, role: Role) -> None:
    verdict = verdict_on(str(role), text)
    assert 0 <= verdict.vague_probability <= 1
    assert 0 <= verdict.boilerplate_probability <= 1


@given(st.integers(2000, 2049), st.integers(2000, 2049))
def test_years_do_not_matter(one: int, other: int) -> None:
    text = "{}年度，积极推进水利工作，取得较好成效。"
    assert verdict_on("result", text.format(one)) == verdict_on("result", text.format(other))


@given(st.integers(11, 19), st.integers(11, 19))
def test_values_of_numbers_do_not_matter(one: int, other: int) -> None:
    assert bleach(f"改造危桥{one}座") == bleach(f"改造危桥{other}座")
    assert verdict_on("result", f"改造危桥{one}座") == verdict_on("result", f"改造危桥{other}座")


@given(st.text(alphabet="持续提升服务水库水平，。12座《》", max_size=40))
def test_shares_are_shares(text: str) -> None:
    assert all(0 <= share <= 1 for share in shares(text))
    assert 0 <= coverage(text) <= 1
    for span in telling_fillers(text):
        assert is_empty_talk(span.within(text))


@given(st.text(alphabet="甲乙丙丁", max_size=30))
def test_matcher_takes_the_longest_word_and_never_overlaps(text: str) -> None:
    places = list(Matcher(["甲", "甲乙", "丙丁丙"]).places(text))
    assert all(a[1] <= b[0] for a, b in pairwise(places))
    assert text.count("甲") == sum(text[start:end].startswith("甲") for start, end in places)
    assert all(text[start:end] != "甲" or text[start + 1 : start + 2] != "乙" for start, end in places)


def test_vocabularies_do_not_contradict_each_other() -> None:
    kinds = {span.note for span in words_in("预算执行情况良好，改造水库")}
    assert kinds == {Kind.INTERNAL, Kind.EMPTY, Kind.DUTY}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("6月底前改造小型水库12座", {"quantities", "deadlines"}),
        ("在职49人、预算1128.6万元，用于保障机构正常运转", {"inputs"}),
        ("完成政务大厅搬迁并投入使用", {"named"}),
        ("全面完成市下达的治理任务", {"standards"}),
        ("会计与出纳由同一人兼任", {"lacks"}),
        ("治理水土流失面积1429.39hm²", {"quantities"}),
        ("第十四次党代会胜利召开，四个意识更加牢固", {"named"}),
        ("进一步提升水利工程管护水平", set()),
    ],
)
def test_elements(text: str, wanted: set[str]) -> None:
    found = elements_of(text)
    names = ("quantities", "deadlines", "standards", "named", "lacks", "inputs")
    assert {name for name in names if getattr(found, name)} == wanted


def test_signals_are_between_zero_and_one() -> None:
    for example in few(3):
        values = signals(example.role, example.text, words_in(example.text))
        assert all(0 < value <= 1 for value in values.values())


def test_judgement_tells_what_is_there_what_lacks_and_why() -> None:
    vague: Judgement = judge("annual_goal", "持续提升水利服务能力，切实增强群众获得感。")
    assert vague.elements == ()
    assert vague.missing == (Element.QUANTITY, Element.OBJECT, Element.DEADLINE, Element.STANDARD)
    assert "持续提升" in vague.because
    concrete = judge("annual_goal", "6月底前改造小型水库12座，验收合格率100%。")
    assert concrete.missing == ()
    assert {"6月底前", "12座"} <= set(concrete.because)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("群众满意度：≥90%", Role.INDICATOR),
        ("预算编制不够科学。", Role.PROBLEM),
        ("全年累计改造危桥9座。", Role.RESULT),
        ("下一步加强预算管理。", Role.MEASURE),
        ("改造危桥9座。", Role.GOAL),
    ],
)
def test_bare_lines_get_a_role(text: str, role: Role) -> None:
    assert guess_role(text) is role


LINES = """{"id": "a", "role": "annual_goal", "text": "持续提升服务水平"}

6月底前改造小型水库12座，验收合格率100%。
{"role": "slogan", "text": "奋勇争先"}
{"id": 7, "role": "indicator", "text": "预算执行率：≥95%"
{"id": 8, "role": "indicator", "text": "预算执行率：≥95%"}
"""


def test_command_answers_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "语句.jsonl"
    path.write_text(LINES, encoding="gb18030")
    assert main(["judge", str(path)]) == 2
    captured = capsys.readouterr()
    rows = [json.loads(line) for line in captured.out.splitlines()]
    assert [row["id"] for row in rows] == ["a", 3, 8]
    assert [row["vague"] for row in rows] == [True, False, False]
    assert rows[2]["boilerplate"]
    assert set(rows[0]) == {
        "id", "vague", "vague_probability", "boilerplate", "boilerplate_probability", "elements", "missing", "because",
    }  # fmt: skip
    assert "第 4 行" in captured.err
    assert "第 5 行" in captured.err


def test_command_reads_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("改造危桥9座\r\n".encode())))
    assert main(["judge", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["vague"] is False
