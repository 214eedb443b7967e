"""The part of the SARIF 2.1.0 schema that the logs use, written from the standard (sections 3.13–3.59).

The schema that OASIS publishes is in no package that could be installed for the tests. This one is narrower:
an object may have no property that is not listed here, and each listed one has the type, the closed set and
the bounds that the standard gives it.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
URI: Schema = {"type": "string", "format": "uri-reference", "pattern": r"^[!-~]+$"}
LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
GUID = "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$"


def thing(required: str = "", **properties: Schema) -> Schema:
    """Return the schema of an object with these properties; ``required`` names some of them."""
    bag: Schema = {"type": "object", "properties": {"tags": many(TEXT, unique=True)}}
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {**properties, "properties": bag},
        "required": required.split(),
    }


def many(items: Schema, *, least: int = 0, unique: bool = False) -> Schema:
    """Return the schema of an array."""
    return {"type": "array", "items": items, "minItems": least, "uniqueItems": unique}


def mapped(values: Schema) -> Schema:
    """Return the schema of an object with names of its own."""
    return {"type": "object", "additionalProperties": values}


MESSAGE: Schema = {
    **thing(text=TEXT, markdown=TEXT, id=TEXT, arguments=many(TEXT)),
    "anyOf": [{"required": ["text"]}, {"required": ["id"]}],
}
MULTIFORMAT = thing("text", text=TEXT, markdown=TEXT)
WHOLE: Schema = {"type": "integer", "minimum": 1}
INDEX: Schema = {"type": "integer", "minimum": -1}
OFFSET: Schema = {"type": "integer", "minimum": -1}

REGION = thing(
    startLine=WHOLE,
    startColumn=WHOLE,
    endLine=WHOLE,
    endColumn=WHOLE,
    charOffset=OFFSET,
    charLength={"type": "integer", "minimum": 0},
    message=MESSAGE,
)
ARTIFACT_LOCATION = thing(uri=URI, uriBaseId=TEXT, index=INDEX, description=MESSAGE)
LOCATION = thing(
    id={"type": "integer", "minimum": -1},
    physicalLocation={
        **thing(artifactLocation=ARTIFACT_LOCATION, region=REGION, contextRegion=REGION),
        "required": ["artifactLocation"],
    },
    logicalLocations=many(
        thing(name=TEXT, fullyQualifiedName=TEXT, decoratedName=TEXT, kind=TEXT, index=INDEX, parentIndex=INDEX),
        unique=True,
    ),
    message=MESSAGE,
)
DESCRIPTOR = thing(
    "id",
    id=TEXT,
    guid={"type": "string", "pattern": GUID},
    name=TEXT,
    shortDescription=MULTIFORMAT,
    fullDescription=MULTIFORMAT,
    help=MULTIFORMAT,
    helpUri={"type": "string", "format": "uri"},
    defaultConfiguration=thing(
        enabled={"type": "boolean"}, level=LEVEL, rank={"type": "number", "minimum": -1, "maximum": 100}
    ),
    messageStrings=mapped(MULTIFORMAT),
)
NOTIFICATION = thing(
    "message",
    message=MESSAGE,
    level=LEVEL,
    locations=many(LOCATION, unique=True),
    associatedRule=thing(id=TEXT, index=INDEX),
    descriptor=thing(id=TEXT, index=INDEX),
)
SUPPRESSION = thing(
    "kind",
    kind={"enum": ["inSource", "external"]},
    status={"enum": ["accepted", "underReview", "rejected"]},
    justification=TEXT,
    location=LOCATION,
)
RESULT = thing(
    "message",
    ruleId=TEXT,
    ruleIndex=INDEX,
    kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
    level=LEVEL,
    message=MESSAGE,
    locations=many(LOCATION),
    relatedLocations=many(LOCATION, unique=True),
    rank={"type": "number", "minimum": -1, "maximum": 100},
    fingerprints=mapped(TEXT),
    partialFingerprints=mapped(TEXT),
    suppressions=many(SUPPRESSION, unique=True),
    baselineState={"enum": ["new", "unchanged", "updated", "absent"]},
)
ARTIFACT = thing(
    location=ARTIFACT_LOCATION,
    mimeType={"type": "string", "pattern": "[^/]+/.+"},
    encoding=TEXT,
    roles=many({"enum": ["analysisTarget", "attachment", "resultFile"]}, unique=True),
    hashes=mapped(TEXT),
    length=INDEX,
)
RUN = thing(
    "tool",
    tool=thing(
        "driver",
        driver=thing(
            "name",
            name=TEXT,
            version=TEXT,
            semanticVersion=TEXT,
            language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
            informationUri={"type": "string", "format": "uri"},
            rules=many(DESCRIPTOR, unique=True),
        ),
    ),
    language={"type": "string", "pattern": "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$"},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations=many(
        thing(
            "executionSuccessful",
            executionSuccessful={"type": "boolean"},
            toolExecutionNotifications=many(NOTIFICATION),
        )
    ),
    artifacts=many(ARTIFACT, unique=True),
    results=many(RESULT),
)
SARIF: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "additionalProperties": False,
    "required": ["version", "runs"],
    "properties": {"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": many(RUN)},
}
