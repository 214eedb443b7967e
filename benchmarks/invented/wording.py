"""The words of one invented report: sentences put together from the vocabulary, so that few occur twice."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from invented.places import Unit, vocabulary

SLOT = re.compile(r"\{(\w+)\}")


class Speech:
    """What one unit may say in one year; places and offices stay the same within a report."""

    def __init__(self, draw: random.Random, unit: Unit, year: int) -> None:
        """Take the source of chance, the unit and the year reported on."""
        self.draw, self.unit, self.year = draw, unit, year
        words = vocabulary()
        self.kind = words["kinds"][unit.kind]
        first, second, ends = words["first"].split(), words["second"].split(), words["spots"].split()
        self.spots = [draw.choice(first) + draw.choice(second) + draw.choice(ends) for _ in range(9)]
        self.offices = ["办公室", *draw.sample(words["offices"].split()[1:], draw.randint(2, 4))]
        self.fill: dict[str, Callable[[], str]] = {
            "spot": lambda: draw.choice(self.spots[:5]),
            "spot2": lambda: draw.choice(self.spots[5:]),
            "n": lambda: str(draw.randint(3, 48)),
            "m": lambda: str(draw.randint(3, 29)),
            "month": lambda: f"{draw.randint(1, 12)}月",
            "day": self.day,
            "office": lambda: draw.choice(self.offices),
        }

    def day(self) -> str:
        """Return a day of the next year, when a measure is due."""
        return f"{self.year + 1}年{self.draw.randint(5, 12)}月{self.draw.randint(1, 28)}日"

    def filled(self, text: str) -> str:
        """Return ``text`` with its brackets filled."""
        return SLOT.sub(lambda found: self.fill[found[1]](), text)

    def duty(self) -> str:
        """Return what the unit is there for."""
        return self.filled(self.kind["duty"])

    def detail(self) -> str:
        """Return a detail of how a work was done."""
        return self.filled(self.draw.choice(self.kind["details"]))

    def reason(self) -> str:
        """Return why something was missed."""
        return self.filled(self.draw.choice(self.kind["reasons"]))

    def fix(self) -> str:
        """Return what is going to be done about it, by whom and when."""
        return self.filled(self.draw.choice(self.kind["fixes"]))

    def vague_goal(self) -> str:
        """Return a goal that says nothing anybody could check."""
        words = vocabulary()["vague"]
        pattern: str = self.draw.choice(words["goals"])
        return pattern.format(**{key: self.draw.choice(words[key].split()) for key in "abc"})

    def person(self) -> str:
        """Return the invented name of a person."""
        words = vocabulary()
        return str(self.draw.choice(words["surnames"].split()) + self.draw.choice(words["given"].split()))
