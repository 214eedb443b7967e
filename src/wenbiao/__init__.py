"""wenbiao 文表: audits budget performance reports, text against tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from wenbiao.config import Config
    from wenbiao.model.result import Result

__version__ = "0.1.0"
__all__ = ["__version__", "audit"]


def audit(*paths: str | Path, config: Config | None = None) -> Result:
    """Audit files, folders or ``-`` (standard input) and return one report for each document."""
    from wenbiao.pipeline import audit_paths

    return audit_paths(paths, config)
