"""What LibreOffice makes of a file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path


def converted(path: Path, ending: str, require_tool: Callable[[str], Path]) -> Path:
    """Return the file that LibreOffice makes of ``path``."""
    command = [
        str(require_tool("soffice")),
        f"-env:UserInstallation={(path.parent / 'profile').as_uri()}",
        "--headless", "--convert-to", ending, "--outdir", str(path.parent), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return path.with_suffix(f".{ending}")
