"""Profiles: weight schemes, bands and thresholds of judgement, as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from wenbiao.errors import ConfigError
from wenbiao.extract.lexicon import load_toml

DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Profile:
    """One row of ``profiles.toml``: every number a judgement rests on, by name."""

    name: str
    thresholds: dict[str, Decimal]

    def __getitem__(self, name: str) -> Decimal:
        """Return one threshold."""
        return self.thresholds[name]


@cache
def profile(name: str | None) -> Profile:
    """Return the profile of that name over the defaults; raise ``ConfigError`` when there is none."""
    table = load_toml("profiles.toml")
    profiles = table["profile"]
    wanted = name or DEFAULT
    if wanted not in profiles:
        raise ConfigError(f"没有名为“{wanted}”的评分方案。", f"可选：{'、'.join(sorted(profiles))}。")
    merged = {**profiles[DEFAULT], **profiles[wanted]}
    return Profile(wanted, {key: Decimal(str(value)) for key, value in merged.items()})
