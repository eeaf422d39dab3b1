"""JSON Schema of the catalog's files, generated from the types that decode them."""

import inspect
from typing import Any

import msgspec

from vcompare.catalog.paths import FileKind
from vcompare.fields import Field, Registry
from vcompare.model import Fact, Review, Settings, Tool, Votes, Workload

TYPES: dict[FileKind, type] = {
    "catalog": Settings,
    "tool": Tool,
    "review": Review,
    "votes": Votes,
    "workload": Workload,
}

_EVIDENCE = ("source", "checked", "quote", "note")


def schema(kind: FileKind) -> dict[str, Any]:
    """Return the schema (2020-12) of a kind of file.

    JSON has no dates: a date of TOML is a string of format `date` here, as editors see it.
    """
    generated = _without_null(msgspec.json.schema(TYPES[kind]))
    for of_type in generated["$defs"].values():
        if "description" in of_type:  # a docstring, which Python strips of its indentation from 3.13 on
            of_type["description"] = inspect.cleandoc(of_type["description"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"vcompare {kind} file",
        **generated,
    }


def tool_schema(settings: Settings, fields: Registry) -> dict[str, Any]:
    """Return the schema of a tool's file in a catalog, with its categories and the specs it declares."""
    general = schema("tool")
    properties = general["$defs"]["Tool"]["properties"]
    if settings.categories:
        properties["category"] = {"enum": list(settings.categories)}
    properties["specs"] = {
        "type": "object",
        "properties": {key: _spec(field) for key, field in fields.specs.items()},
        "additionalProperties": False,
    }
    general["$defs"]["Evidence"] = _evidence()
    return general


def _spec(field: Field) -> dict[str, Any]:
    """Return the schema of a spec: a value of its kind, or a table with what is known and its evidence."""
    value = field.kind.schema
    known: dict[str, Any] = {"value": value, "none": {"type": "boolean"}}
    alternatives: list[Any] = [
        {"required": ["value"]},
        {"required": ["none"], "properties": {"none": {"const": True}}},
    ]
    if field.kind.has_bounds:
        known |= {"at_least": value, "at_most": value}
        alternatives.append({"anyOf": [{"required": ["at_least"]}, {"required": ["at_most"]}]})
    unit = getattr(field.kind, "unit", "")
    label = f"{field.label}, in {unit}" if unit else field.label
    evidence = {key: {"$ref": f"#/$defs/Evidence/properties/{key}"} for key in _EVIDENCE}
    table = {
        "type": "object",
        "properties": {**known, **evidence},
        "oneOf": alternatives,
        "additionalProperties": False,
    }
    return {"description": f"{label}. {field.asks}".strip(), "anyOf": [value, table]}


def _evidence() -> dict[str, Any]:
    """Return the schema of what a spec rests on."""
    fact = _without_null(msgspec.json.schema(Fact))["$defs"]["Fact"]["properties"]
    return {"type": "object", "properties": {key: fact[key] for key in _EVIDENCE}}


def _without_null(node: Any) -> Any:
    """Take out what TOML cannot say: a key is there or it is not."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_null(item) for key, item in node.items() if not (key == "default" and item is None)}
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return {**kept, "anyOf": choices} if choices else kept
