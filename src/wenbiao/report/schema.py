"""The JSON Schemas of the machine-readable output, drawn from the very row types that the writers fill."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, NotRequired, Required, TypeAlias, Union, get_args, get_origin, get_type_hints, is_typeddict

from wenbiao.model.address import Part
from wenbiao.model.document import Format
from wenbiao.model.fact import Basis, Relation
from wenbiao.model.finding import Role, Severity, Verdict
from wenbiao.model.quantity import Bound, Kind
from wenbiao.model.result import Genre
from wenbiao.report.json import DIFF_SCHEMA, MAX_MESSAGE, MAX_QUOTE, SCHEMA
from wenbiao.report.rows import (
    DiffRow,
    DocumentLine,
    FactRow,
    LinkRow,
    ReportRow,
    TableRow,
)

Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ERROR_KINDS = ("missing", "empty", "encrypted", "corrupt", "unsupported", "limit")
CELL_KINDS = (*Kind, "text", "blank")

DECIMAL: JsonObject = {"pattern": r"^-?\d+(\.\d+)?$"}
COUNT: JsonObject = {"minimum": 0}
SHARE: JsonObject = {"minimum": 0, "maximum": 1}
SPAN: JsonObject = {"minimum": 1}


def closed(values: type[StrEnum] | tuple[str, ...]) -> JsonObject:
    """Return the limit that a text is one of ``values``."""
    return {"enum": [str(value) for value in values]}


LIMITS: Mapping[tuple[str, str], JsonObject] = {
    ("ReportRow", "schema"): {"const": SCHEMA},
    ("DocumentLine", "schema"): {"const": SCHEMA},
    ("DiffRow", "schema"): {"const": DIFF_SCHEMA},
    ("SideRow", "sha256"): {"pattern": "^[0-9a-f]{64}$"},
    ("DocumentRow", "sha256"): {"pattern": "^[0-9a-f]{64}$"},
    ("DocumentRow", "format"): closed(Format),
    ("DocumentRow", "genre"): closed(Genre),
    ("ErrorRow", "kind"): closed(ERROR_KINDS),
    ("FindingRow", "code"): {"pattern": r"^WB\d{3}$"},
    ("FindingRow", "severity"): closed(Severity),
    ("FindingRow", "confidence"): SHARE,
    ("FindingRow", "message"): {"maxLength": MAX_MESSAGE},
    ("FindingRow", "evidence"): {"minItems": 1},
    ("EvidenceRow", "role"): closed(Role),
    ("EvidenceRow", "quote"): {"maxLength": MAX_QUOTE},
    ("WhereRow", "part"): closed(Part),
    ("WhereRow", "paragraph"): COUNT,
    ("WhereRow", "start"): COUNT,
    ("WhereRow", "end"): COUNT,
    ("WhereRow", "table"): COUNT,
    ("WhereRow", "row"): COUNT,
    ("WhereRow", "col"): COUNT,
    ("WhereRow", "page"): SPAN,
    ("QualityRow", "score"): SHARE,
    ("QualityRow", "interval"): {"minItems": 2, "maxItems": 2},
    ("FactRow", "kind"): closed(Kind),
    ("FactRow", "value"): DECIMAL,
    ("FactRow", "base_value"): DECIMAL,
    ("FactRow", "range"): {"minItems": 2, "maxItems": 2},
    ("FactRow", "bound"): closed(Bound),
    ("FactRow", "sign"): {"enum": [1, -1]},
    ("FactRow", "decimals"): COUNT,
    ("FactRow", "period"): {"pattern": r"^\d{4}"},
    ("FactRow", "basis"): closed(Basis),
    ("FactRow", "relation"): closed(Relation),
    ("LinkRow", "verdict"): closed(Verdict),
    ("LinkRow", "score"): SHARE,
    ("CellRow", "kind"): closed(CELL_KINDS),
    ("CellRow", "value"): DECIMAL,
    ("CellRow", "row_span"): SPAN,
    ("CellRow", "col_span"): SPAN,
}
"""What a type alone does not say: closed sets, patterns and bounds, by row and field."""

ROWS: Mapping[str, tuple[type, str]] = {
    "report": (ReportRow, "wenbiao check --format json"),
    "jsonl": (DocumentLine, "one line of wenbiao check --format jsonl"),
    "facts": (FactRow, "one line of wenbiao facts --format jsonl"),
    "tables": (list[TableRow], "wenbiao tables --format json"),
    "diff": (DiffRow, "wenbiao diff --format json"),
    "align": (LinkRow, "one line of wenbiao align --format jsonl"),
}
"""What has a schema: the type of its top, and the command that prints it."""


def schema_of(name: str, *, strict: bool = False) -> JsonObject:
    """Return the schema called ``name``, a key of ``ROWS``.

    Fields may be added within a version, so unknown ones are allowed; ``strict`` forbids them, for tests.
    """
    root, title = ROWS[name]
    schemas = Schemas(strict)
    top = schemas.of(root)
    return {"$schema": DIALECT, "$id": f"urn:wenbiao:schema:{name}:1", "title": title, **top, "$defs": schemas.known}


class Schemas:
    """Turns Python types into schemas; each row type becomes one definition."""

    def __init__(self, strict: bool) -> None:
        """Begin without definitions."""
        self.strict = strict
        self.known: JsonObject = {}

    def of(self, kind: Any) -> JsonObject:  # noqa: ANN401 - a type expression has no type of its own
        """Return the schema of a type expression: a plain type, a list, a mapping, a union or a row."""
        plain = {str: "string", int: "integer", float: "number", bool: "boolean", NoneType: "null"}
        if kind in plain:
            return {"type": plain[kind]}
        origin, arguments = get_origin(kind), get_args(kind)
        if origin in (NotRequired, Required):
            return self.of(arguments[0])
        if origin is list:
            return {"type": "array", "items": self.of(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self.of(arguments[1])}
        if origin in (Union, UnionType):
            return {"anyOf": [self.of(argument) for argument in arguments]}
        if is_typeddict(kind):
            return {"$ref": f"#/$defs/{self.define(kind)}"}
        raise TypeError(f"no schema for {kind!r}")

    def define(self, row: type) -> str:
        """Define a row type once and return the name of its definition."""
        name = row.__name__.removesuffix("Row")
        if name not in self.known:
            self.known[name] = {}  # a row that holds itself refers to this name
            fields = get_type_hints(row, include_extras=True)
            definition: JsonObject = {
                "type": "object",
                "description": " ".join((row.__doc__ or "").split()),
                "properties": {key: limited(self.of(kind), row.__name__, key) for key, kind in fields.items()},
                "required": [key for key, kind in fields.items() if get_origin(kind) is not NotRequired],
            }
            if self.strict:
                definition["additionalProperties"] = False
            self.known[name] = definition
        return name


def limited(schema: JsonObject, row: str, key: str) -> JsonObject:
    """Return a field's schema with its limits; null stays allowed where the type allows it."""
    limits = LIMITS.get((row, key))
    if limits is None:
        return schema
    choices = schema.get("anyOf")
    if not isinstance(choices, list):
        return {**schema, **limits}
    null: JsonObject = {"type": "null"}
    return {
        "anyOf": [
            choice if choice == null or not isinstance(choice, dict) else {**choice, **limits} for choice in choices
        ]
    }
