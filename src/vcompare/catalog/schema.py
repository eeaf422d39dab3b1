"""JSON Schema of the catalog's files, generated from the types that decode them."""

import inspect
from typing import Any

import msgspec

from vcompare.catalog.paths import FileKind
from vcompare.model import Review, Settings, Tool, Votes

TYPES: dict[FileKind, type] = {"catalog": Settings, "tool": Tool, "review": Review, "votes": Votes}


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
