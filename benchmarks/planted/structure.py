"""Faults in rows, lists, points, reasons and goals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planted.figures import Figure, Place
from planted.planter import Fault, Planter
from planted.splice import Edit
from wenbiao.align.sums import Sum
from wenbiao.check.attainment import attain
from wenbiao.extract.enumerations import enumerations
from wenbiao.extract.reasons import says_nothing
from wenbiao.model.document import Cell, Table

SEPARATORS = "、，；"
CLOSING = re.compile(r"分别|构成|组成|分为")
FEWEST_PARTS = 3
LONGEST_ITEM = 40


def rows(p: Planter) -> Iterator[Fault]:
    """The values of two rows of a table swapped."""
    for sheet in p.audit.base.sheets:
        by_row: dict[int, dict[int, Figure]] = {}
        for (row, col), fact in sheet.view.facts.items():
            if (
                (figure := p.audit.figures.get(id(fact))) is not None
                and fact.cell is not None
                and fact.cell.row_span == 1
                and is_whole(p, figure)
            ):
                by_row.setdefault(row, {})[col] = figure
        for row in sorted(by_row):
            above, below = by_row[row], by_row.get(row + 1, {})
            pairs = [
                (above[c], below[c]) for c in above if c in below and above[c].quantity.kind is below[c].quantity.kind
            ]
            pairs = [(a, b) for a, b in pairs if p.is_right(a.place) and p.is_right(b.place)]
            if not any(a.quantity.value != b.quantity.value for a, b in pairs) or set(above) != set(below):
                continue
            news = [(a, exchanged(a, b)) for a, b in pairs] + [(b, exchanged(b, a)) for a, b in pairs]
            edits = [Edit(old.place.file, *old.digits, new.text) for old, new in news if old.text != new.text]
            names = " ↔ ".join("/".join(f.fact.row_labels[-1:]) for f in pairs[0] if f.fact is not None)
            yield p.changed("rows-swapped", news, edits, f"{sheet.table.caption} {names}")


def is_whole(p: Planter, figure: Figure) -> bool:
    """Whether the digits are all there is in a cell."""
    return p.text(figure.place.file)[figure.place.start : figure.place.end].strip() == figure.text


def exchanged(old: Figure, other: Figure) -> Figure:
    """Return a figure with the digits of another."""
    return replace(
        old,
        quantity=replace(old.quantity, value=other.quantity.value, decimals=other.quantity.decimals),
        text=other.text,
    )


def blanked_parts(p: Planter) -> Iterator[Fault]:
    """A part of a sum in a table left out."""
    for figure in p.figures():
        if not figure.place.in_cell or figure.quantity.value == 0 or not is_whole(p, figure):
            continue
        parts = [
            t for t in p.ties.of(figure) if t.kind in ("footing", "sources", "fund-split") and figure is not t.terms[0]
        ]
        if parts:
            gone = replace(figure, quantity=replace(figure.quantity, value=Decimal(0)), text="")
            fault = p.changed(
                "component-dropped",
                [(figure, gone)],
                [Edit(figure.place.file, *figure.digits, "")],
                f"{figure.text} → blank",
            )
            yield replace(fault, shown=())


def listed_parts(p: Planter) -> Iterator[Fault]:
    """A part of a closed list in the text left out."""
    for addition in p.audit.alignment.sums:
        parts = [f for part in addition.parts if (f := p.audit.figures.get(id(part))) is not None]
        whole = p.audit.figures.get(id(addition.whole))
        if (
            len(parts) != len(addition.parts)
            or len(parts) < FEWEST_PARTS
            or whole is None
            or not addition.holds
            or addition.beside
        ):
            continue
        closed = is_closed(p, addition)
        for i, part in enumerate(parts[:-1] if addition.parts[-1].subject.startswith("其他") else parts):
            text, place = p.text(part.place.file), part.place
            begin = max(
                text.rfind(s, parts[i - 1].place.end if i else place.start - 30, place.start)
                for s in (*SEPARATORS, "：", "。")
            )
            end = min((e for e in (text.find(s, place.end) for s in (*SEPARATORS, "。")) if e >= 0), default=-1)
            clause = text[begin + 1 : end]
            if (
                begin < 0
                or end < 0
                or len(clause) > LONGEST_ITEM
                or "\n" in clause
                or "其中" in clause
                or "（" in clause
                or not p.is_right(whole.place)
            ):
                continue
            cut = (begin + 1, end + 1) if text[end] != "。" else (begin, end)
            tied = tuple(f.place for f in (whole, *parts) if f is not part)
            yield Fault(
                "component-dropped", (Edit(place.file, *cut, ""),), (whole.place, *tied),
                ties=(("sum", "WB2"),) if closed else (), tied=tied, whole_sentence=True, note=f"without {clause}",
            )  # fmt: skip


def is_closed(p: Planter, addition: Sum) -> bool:
    """Whether a reader knows that the parts of a list make up the whole: it says so, or it ends in 其他."""
    first, file = addition.parts[0], p.audit.files[addition.whole.where.file]
    between = p.text(file)[addition.whole.end : first.start] if first.paragraph is addition.whole.paragraph else ""
    return addition.parts[-1].subject.startswith("其他") or bool(CLOSING.search(between))


def listed_names(p: Planter) -> Iterator[Fault]:
    """A name of a counted list left out."""
    for file, document in enumerate(p.audit.documents):
        for paragraph in document.body:
            for listed in enumerations(paragraph.text):
                if not listed.holds or listed.fewest != listed.stated or len(listed.items) < FEWEST_PARTS:
                    continue
                place = Place(file, paragraph.start + listed.span.start, paragraph.start + listed.span.end)
                item = p.rng("component-dropped", place).choice(listed.items[:-1])
                at = paragraph.text.find(f"{item}、", listed.span.start)
                if at < 0 or item == "":
                    continue
                start = paragraph.start + at
                ties = (("count", "WB2"),) if listed.certain and listed.most == listed.stated else ()
                edit = Edit(file, start, start + len(item) + 1, "")
                yield Fault(
                    "component-dropped", (edit,), (place,), ties=ties, whole_sentence=True, note=f"without {item}"
                )


def points(p: Planter) -> Iterator[Fault]:
    """A score or a weight changed by one."""
    for sheet in p.audit.base.sheets:
        cells = [c for i in sheet.indicators for c in (i.score, i.max_score)] + [t.score for t in sheet.totals]
        for cell in {id(c): c for c in cells if c is not None}.values():
            figure = p.audit.figures.get(id(sheet.view.facts.get((cell.row, cell.col))))
            if figure is None or not is_whole(p, figure) or not p.is_right(figure.place):
                continue
            value = figure.quantity.value + (
                1 if p.rng("points-changed", figure.place).random() < 0.5 or figure.quantity.value < 1 else -1
            )
            yield p.changed(
                "points-changed",
                [(figure, figure.restated(f"{value}"))],
                [Edit(figure.place.file, *figure.digits, f"{value}")],
                f"{figure.text} → {value}",
            )


def blanked(
    p: Planter, operator: str, table: Table, cell: Cell | None, group: str, note: str, *, checkable: bool = True
) -> Iterator[Fault]:
    """Yield the fault that empties a cell."""
    if cell is None or not cell.text or len([q for q in cell.paragraphs if q.text.strip()]) == 0:
        return
    place = p.audit.place_of(table, cell)
    edits = [Edit(place.file, q.start, q.end, "") for q in cell.paragraphs if q.text]
    if p.is_right(place):
        yield Fault(operator, tuple(edits), (place,), ties=((operator, group),) if checkable else (), note=note)


def reasons(p: Planter) -> Iterator[Fault]:
    """The reason for a lost score deleted; where spans are lost a blank may continue the reason above, which nobody can tell."""
    above = False
    for row in p.audit.base.indicators:
        shared, above = above and row.table.flattened, row.reason is not None and not says_nothing(row.reason.text)
        if not above or not row.applies or shared or row.reason is None:
            continue
        found = attain(row)
        lost = row.points is not None and row.max_points is not None and row.points < row.max_points
        for fault in blanked(
            p,
            "reason-deleted",
            row.table,
            row.reason,
            "WB6",
            row.name,
            checkable=lost or (found is not None and not found.met),
        ):
            yield replace(
                fault,
                places=(
                    *fault.places,
                    *(p.audit.place_of(row.table, c) for c in (row.name_cell, row.score, row.actual) if c is not None),
                ),
            )


def goals(p: Planter) -> Iterator[Fault]:
    """A goal, its result, a target or an actual value blanked."""
    for sheet in p.audit.base.sheets:
        for goal in sheet.goals:
            yield from blanked(p, "goal-blanked", sheet.table, goal.expected, "WB6", "expected goal")
            yield from blanked(p, "goal-blanked", sheet.table, goal.actual, "WB6", "actual goal")
        for row in sheet.indicators:
            if row.applies and row.points is not None:
                for cell, what in ((row.target, "target"), (row.actual, "actual value")):
                    for fault in blanked(p, "goal-blanked", sheet.table, cell, "WB6", f"{what} of {row.name}"):
                        yield replace(fault, places=(*fault.places, p.audit.place_of(row.table, row.name_cell)))
