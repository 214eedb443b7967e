"""Settings of an audit, from the command line and ``wenbiao.toml``."""

from __future__ import annotations

from dataclasses import dataclass

from wenbiao.model.result import Genre


@dataclass(frozen=True, slots=True)
class Config:
    """What the user may set where recognition is wrong or a habit differs.

    ``select`` and ``ignore`` hold rule codes or groups ("WB101", "WB3"); ``profile`` names a
    weight scheme and threshold set of ``lexicons/profiles.toml``; ``previous`` is the path of last
    year's report of the same unit, to compare with; ``bank`` is a file of stock wording that
    ``wenbiao corpus bank`` counted in a collection, which the judge then uses too.
    """

    year: int | None = None
    genre: Genre | None = None
    profile: str | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    package: bool = False
    previous: str | None = None
    bank: str | None = None
