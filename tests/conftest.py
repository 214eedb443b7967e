"""What every test may ask for: programs outside Python, and the material kept beside the repository."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

REPOSITORY = Path(__file__).resolve().parent.parent

PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "soffice": ("soffice", "libreoffice"),
}
"""The names a tool goes by on one system or another; a tool not listed has its own name only."""

# A slow machine is no fault of the code, and two runs over the same code must agree.
# HYPOTHESIS_PROFILE=explore looks further, at random.
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


def locate_tool(name: str) -> Path:
    """Return the program; without it skip the test, or fail it where WENBIAO_REQUIRE_TOOLS=1."""
    for program in PROGRAMS.get(name, (name,)):
        if found := shutil.which(program):
            return Path(found)
    reason = f"{name} is not installed"
    if os.environ.get("WENBIAO_REQUIRE_TOOLS") == "1":
        pytest.fail(f"{reason}, and WENBIAO_REQUIRE_TOOLS=1 asks for it", pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def require_tool() -> Callable[[str], Path]:
    """``require_tool("chromium")`` gives the program's path, or skips (see ``locate_tool``)."""
    return locate_tool


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the checkout's root folder."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents beside the repository; skip where there is none."""
    folder = REPOSITORY.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the real documents are not kept beside this checkout")
    return folder
