"""The rules of groups WB1–WB6 and WB8: one rule in one file, found by its name."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from wenbiao.check.rule import Rule


def rules_in(package: str, paths: list[str]) -> tuple[type[Rule], ...]:
    """Return the one rule of each module ``wbNNN`` of a package, by code."""
    found = []
    for module in sorted(m.name for m in pkgutil.iter_modules(paths) if m.name.startswith("wb")):
        namespace = vars(import_module(f"{package}.{module}"))
        found += [
            value
            for value in namespace.values()
            if isinstance(value, type)
            and issubclass(value, Rule)
            and value is not Rule
            and value.__module__.endswith(module)
        ]
    return tuple(found)


@cache
def check_rules() -> tuple[type[Rule], ...]:
    """Return the rules of this package."""
    return rules_in(__name__, list(__path__))
