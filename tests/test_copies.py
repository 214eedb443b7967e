"""Copies between units, districts and years in a store."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from small_store import DISTRICTS, OFFICES, Sample, passage
from wenbiao.corpus.copies import FEWEST_COMMON, FEWEST_TEMPLATE, Copies, Spread, excuse_for, find_copies
from wenbiao.corpus.query import connect

WHITE, GREEN, RIVER = DISTRICTS[:3]
TEXT = "一是水源地保护区划定滞后，{}座水库尚未立碑；二是{}养护资金拨付到镇平均晚{}天，影响汛前清淤。"
YEARS = (2022, 2023, 2024)


def found_in(sample: Sample, folder: Path) -> Copies:
    return find_copies(connect(sample.build(folder)))


def planted(
    sample: Sample, place: tuple[str, str], office: str, year: int | None, *texts: str, role: str = "problem"
) -> str:
    """Add a document with the given passages among its own."""
    chance = random.Random(1000 + len(sample.rows["documents"]))  # noqa: S311 - repeatable, nothing secret
    key = sample.document(chance, place, place[1] + office if office else "", year)
    for text in texts:
        sample.say(key, text, role)
    return key


def test_reports_written_apart_hold_no_copies(tmp_path: Path) -> None:
    copies = found_in(Sample(), tmp_path)
    assert copies.documents == 180
    assert copies.passages == 180 * 8
    assert copies.totals == {"units": 0, "years": 0, "unknown": 0, "verbatim": 0}
    assert not copies.clusters
    assert not copies.set_apart
    assert not copies.pairs


def test_text_of_another_unit_is_found_with_its_source_whatever_names_years_and_numbers(tmp_path: Path) -> None:
    sample = Sample()
    source = planted(sample, WHITE, "水务局", 2022, f"2022年，{WHITE[1]}水务局" + TEXT.format(3, "农村", 45))
    copy = planted(sample, GREEN, "水利局", 2023, f"2023年，{GREEN[1]}水利局" + TEXT.format(5, "乡村", 60))
    (cluster,) = found_in(sample, tmp_path).clusters
    assert cluster.spread is Spread.UNITS
    assert (cluster.documents, cluster.units, cluster.divisions) == (2, 2, 2)
    assert (cluster.first_year, cluster.last_year) == (2022, 2023)
    assert cluster.source == source
    assert [m.document for m in cluster.members] == [source, copy]
    assert cluster.members[1].similarity >= 0.85
    assert not cluster.verbatim
    assert [m.figures for m in cluster.members] == [False, False]
    assert "立碑" in cluster.text


def test_two_reports_of_the_same_year_have_no_known_source(tmp_path: Path) -> None:
    sample = Sample()
    for place in (WHITE, GREEN):
        planted(sample, place, "水务局", 2023, TEXT.format(3, "农村", 45))
    planted(sample, RIVER, "水务局", 2024, TEXT.format(3, "农村", 45))
    (cluster,) = found_in(sample, tmp_path).clusters
    assert cluster.source is None
    assert cluster.documents == 3


def test_the_same_unit_repeating_last_year_is_told_apart_from_copying_others(tmp_path: Path) -> None:
    sample = Sample()
    for year in YEARS:
        planted(sample, WHITE, "水务局", year, TEXT.format(year - 2000, "农村", 45))
    (cluster,) = found_in(sample, tmp_path).clusters
    assert cluster.spread is Spread.YEARS
    assert (cluster.units, cluster.documents) == (1, 3)


def test_a_unit_may_introduce_itself_alike_every_year_and_state_its_duties_like_others(tmp_path: Path) -> None:
    sample = Sample()
    for year in YEARS:
        planted(sample, WHITE, "水务局", year, TEXT.format(3, "农村", 45), role="paragraph")
        planted(
            sample, GREEN, "水务局", year, "贯彻执行水利工作方针政策，起草水利发展规划，组织防汛抗旱。", role="duty"
        )
        planted(
            sample, RIVER, "水务局", year, "贯彻执行水利工作方针政策，起草水利发展规划，组织防汛抗旱。", role="duty"
        )
    assert not found_in(sample, tmp_path).clusters


def test_documents_of_unknown_units_accuse_nobody(tmp_path: Path) -> None:
    sample = Sample()
    for _ in range(2):
        planted(sample, ("", ""), "", 2023, TEXT.format(3, "农村", 45))
    copies = found_in(sample, tmp_path)
    assert [c.spread for c in copies.clusters] == [Spread.UNKNOWN]
    assert copies.clusters[0].source is None


@pytest.mark.parametrize(
    "text",
    [
        "一般公共预算拨款收入：指县级财政当年拨付的资金，含一般公共预算财政拨款和政府性基金预算财政拨款。",
        "根据县财政局关于开展绩效自评工作的通知要求，我单位认真组织，成立工作小组，现将自评情况报告如下，请予审核。",
        "以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的二十大精神，坚持稳中求进工作总基调。",
    ],
)
def test_what_is_printed_or_stock_is_set_apart_with_the_reason(text: str, tmp_path: Path) -> None:
    sample = Sample()
    for place in (WHITE, GREEN, RIVER):
        planted(sample, place, "水务局", 2023, text, role="paragraph")
    copies = found_in(sample, tmp_path)
    assert not copies.clusters
    assert [c.excuse for c in copies.set_apart] in (["printed"], ["stock"])
    assert sum(copies.excused.values()) == 1


def test_wording_of_many_units_is_common_and_of_one_district_a_template(tmp_path: Path) -> None:
    sample = Sample(units=4, years=(2024,))
    common, template = passage(random.Random(7)), passage(random.Random(8))  # noqa: S311 - repeatable
    for n in range(FEWEST_COMMON):
        planted(sample, DISTRICTS[n % 12], f"第{n}站", 2024, common)
    for n in range(FEWEST_TEMPLATE):
        planted(sample, DISTRICTS[11], f"所{n}", 2024, template)
    copies = found_in(sample, tmp_path)
    assert not copies.clusters
    assert sorted(c.excuse for c in copies.set_apart) == ["common", "template"]


def test_whole_reports_taken_over_are_pairs(tmp_path: Path) -> None:
    sample = Sample()
    chance = random.Random(5)  # noqa: S311 - repeatable, nothing secret
    texts = [passage(chance) for _ in range(10)]
    one = planted(sample, WHITE, "水务局", 2022, *texts)
    other = planted(sample, GREEN, "水务局", 2023, *texts[:8])
    (pair,) = found_in(sample, tmp_path).pairs
    assert (pair.one, pair.other, pair.shared, pair.same_unit) == (one, other, 8, False)
    assert pair.share == pytest.approx(0.5)


BUDGET = "{}年年初预算{}万元，年中追加{}万元，全年预算{}万元，预算执行率{}%。"


def test_stating_figures_in_the_usual_words_is_no_copy_but_the_same_figures_are(tmp_path: Path) -> None:
    sample = Sample()
    planted(sample, WHITE, "水务局", 2023, BUDGET.format(2023, 1098.17, 24.07, 1122.24, 99.16), role="paragraph")
    planted(sample, GREEN, "水务局", 2023, BUDGET.format(2023, 682.48, 15.68, 698.16, 97.08), role="paragraph")
    planted(sample, RIVER, "水务局", 2023, BUDGET.format(2023, 1098.17, 24.07, 1122.24, 99.16), role="paragraph")
    (cluster,) = found_in(sample, tmp_path).clusters
    assert {m.division for m in cluster.members} == {WHITE[1], RIVER[1]}
    assert cluster.verbatim == 2


def test_copies_with_the_figures_left_in_come_first(tmp_path: Path) -> None:
    sample = Sample()
    chance = random.Random(21)  # noqa: S311 - repeatable, nothing secret
    words = passage(chance, 6)
    for n, place in enumerate((WHITE, GREEN, RIVER)):
        planted(sample, place, "水务局", 2023, f"全年共{n + 40}项。{words}")
        planted(sample, place, "教育局", 2023, TEXT.format(3, "农村", 45))
    copies = found_in(sample, tmp_path)
    assert [c.verbatim for c in copies.clusters] == [3, 0]
    assert copies.totals["verbatim"] == 1


def test_a_copy_with_its_figures_stands_out_of_wording_that_many_share(tmp_path: Path) -> None:
    sample = Sample(units=4, years=(2024,))
    for n in range(FEWEST_COMMON + 4):
        planted(sample, DISTRICTS[n % 12], f"第{n}站", 2024, TEXT.format(n // 2 if n < 2 else n, "农村", 45))
    (cluster,) = found_in(sample, tmp_path).clusters
    assert cluster.documents == FEWEST_COMMON + 4
    assert cluster.verbatim == 2
    assert sorted(m.unit[-3:] for m in cluster.members if m.figures) == ["第0站", "第1站"]


def test_the_order_of_rows_changes_nothing(tmp_path: Path) -> None:
    sample = Sample(units=2)
    for place in (WHITE, GREEN):
        planted(sample, place, OFFICES[0], 2023, TEXT.format(3, "农村", 45))
    one = find_copies(connect(sample.build(tmp_path / "one")))
    for rows in sample.rows.values():
        rows.reverse()
    other = find_copies(connect(sample.write(tmp_path / "other")))
    assert one == other


def edited(text: str, edits: int, chance: random.Random) -> str:
    """Return a passage with words replaced, put in or taken out, and other numbers and years."""
    for _ in range(edits):
        at = chance.randrange(len(text) - 4)
        new = chance.choice((passage(chance)[:2], ""))
        text = text[:at] + new + text[at + 2 :]
    return text


def test_recall_and_precision_on_planted_copies(tmp_path: Path) -> None:
    sample, chance = Sample(), random.Random(11)  # noqa: S311 - repeatable, nothing secret
    want: dict[str, set[str]] = {}
    for n in range(120):
        text = next(t for t in iter(lambda: passage(chance, 5), "") if not excuse_for(t, common=False, template=False))
        copies = (edited(text, chance.randint(0, 3), chance) for _ in range(chance.randint(1, 4)))
        places = iter(chance.sample(range(12 * 40), 5))
        keys = set()
        for version in (text, *copies):
            place = next(places)
            keys.add(planted(sample, DISTRICTS[place % 12], f"第{place}所{n}", chance.choice(YEARS), version))
        want[text] = keys
    got = [{m.document for m in c.members} for c in found_in(sample, tmp_path).clusters]
    together = sum(len(max((g & keys for g in got), key=len)) - 1 for keys in want.values())
    assert together >= 0.97 * sum(len(keys) - 1 for keys in want.values())
    assert all(any(g <= keys for keys in want.values()) for g in got), "a cluster joins what was not planted together"
