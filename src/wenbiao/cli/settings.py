"""What the user asks for: the command line over ``wenbiao.toml``, checked before any work begins."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from wenbiao.cli.helping import CHECK_FORMATS, FAIL_LEVELS, words_of
from wenbiao.config import Config
from wenbiao.errors import ConfigError
from wenbiao.model.result import Genre
from wenbiao.report.messages import Lang, Words

DEFAULT_FILE = Path("wenbiao.toml")
"""The configuration file that is read without being asked for."""
YEAR = re.compile(r"(?:19|20)\d\d")
CODE = re.compile(r"WB\d{0,3}")

KEYS = {
    "year": "whole",
    "genre": "text",
    "profile": "text",
    "select": "list",
    "ignore": "list",
    "fail-on": "text",
    "package": "flag",
    "accepted": "text",
    "bank": "text",
}
"""What a configuration file may set, and of which type."""

Value = str | int | bool | list[str]


@dataclass(frozen=True, slots=True)
class Request:
    """The options of a command as given; None is what was not given."""

    config: str | None = None
    formats: Sequence[str] | None = None
    output: str | None = None
    fail_on: str | None = None
    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    year: str | None = None
    genre: str | None = None
    profile: str | None = None
    package: bool = False
    previous: str | None = None
    bank: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of a command, complete and valid."""

    config: Config
    formats: tuple[str, ...]
    output: str | None
    fail_on: str
    accepted: Path | None = None


def check_language(context: typer.Context, value: str | None) -> str | None:
    """Refuse a language that the interface does not speak."""
    if value is not None:
        one_of(value, list(Lang), "--lang", words_of(context))
    return value


def settings_of(request: Request, words: Words) -> Settings:
    """Return the settings: what the command line says, else the configuration file, else the defaults.

    Raises ``ConfigError`` for a value that cannot be.
    """
    stored = read_config(request.config, words)
    asked = Asked(request, stored, words)
    genre = asked.text("genre", request.genre)
    formats = tuple(dict.fromkeys(request.formats or ("text",)))
    for name in formats:
        one_of(name, CHECK_FORMATS, "--format", words)
    return Settings(
        config=Config(
            year=asked.year(),
            genre=Genre(one_of(genre, [g.value for g in Genre], "--genre", words)) if genre else None,
            profile=asked.text("profile", request.profile),
            select=asked.codes("select", request.select),
            ignore=asked.codes("ignore", request.ignore),
            package=request.package or stored.get("package") is True,
            previous=request.previous,
            bank=asked.bank(),
        ),
        formats=formats,
        output=request.output,
        fail_on=one_of(asked.text("fail-on", request.fail_on) or "error", FAIL_LEVELS, "--fail-on", words),
        accepted=asked.beside("accepted"),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """The command line and the configuration file together."""

    request: Request
    stored: dict[str, Value]
    words: Words

    def text(self, key: str, given: str | None) -> str | None:
        """Return a setting that is a word."""
        value = self.stored.get(key)
        return given if given is not None else value if isinstance(value, str) else None

    def beside(self, key: str) -> Path | None:
        """Return a file that the configuration names, which counts from its own folder."""
        value = self.text(key, None)
        return None if value is None else Path(self.request.config or DEFAULT_FILE).parent / value

    def bank(self) -> str | None:
        """Return the file of stock wording, read once so that a wrong one is told before any work begins."""
        stored = self.beside("bank")
        path = self.request.bank if self.request.bank is not None else str(stored) if stored is not None else None
        if path is not None:
            from wenbiao.judge.bank import opened

            opened(path)
        return path

    def year(self) -> int | None:
        """Return the year."""
        value = self.request.year if self.request.year is not None else self.stored.get("year")
        if value is None:
            return None
        if not YEAR.fullmatch(str(value)):
            raise ConfigError(self.words("usage.year", name="--year", value=value))
        return int(str(value))

    def codes(self, key: str, given: Sequence[str] | None) -> tuple[str, ...]:
        """Return rule codes or groups, which one option may list with commas."""
        value = self.stored.get(key)
        texts = given if given is not None else value if isinstance(value, list) else []
        codes = [code.strip().upper() for text in texts for code in re.split("[,，]", text) if code.strip()]
        for code in codes:
            if not CODE.fullmatch(code):
                raise ConfigError(self.words("usage.code", name=f"--{key}", value=code))
        return tuple(codes)


def one_of(value: str, choices: Iterable[str], name: str, words: Words) -> str:
    """Return ``value`` when it is one of ``choices``; raise ``ConfigError`` when it is none."""
    allowed = list(choices)
    if value not in allowed:
        raise ConfigError(words("usage.choice", name=name, value=value, choices=words.listed(allowed)))
    return value


def read_config(given: str | None, words: Words) -> dict[str, Value]:
    """Return what the configuration file sets; without ``given`` the default one, which may be absent."""
    path = Path(given) if given is not None else DEFAULT_FILE
    if given is None and not path.is_file():
        return {}
    try:
        stored = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise ConfigError(words("config.missing", path=path)) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(words("config.syntax", path=path, reason=error)) from error
    values: dict[str, Value] = {}
    for key, value in stored.items():
        if key not in KEYS:
            raise ConfigError(words("config.key", path=path, key=key, keys=words.listed(KEYS)))
        values[key] = typed(value, key, path, words)
    return values


def typed(value: object, key: str, path: Path, words: Words) -> Value:
    """Return a value of a configuration file when it has the type of its key; raise ``ConfigError`` when not."""
    kind = KEYS[key]
    if kind == "flag" and isinstance(value, bool):
        return value
    if kind == "text" and isinstance(value, str):
        return value
    if kind == "whole" and isinstance(value, int) and not isinstance(value, bool):
        return value
    if kind == "list" and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise ConfigError(words("config.type", path=path, key=key, expected=words(f"type.{KEYS[key]}")))
