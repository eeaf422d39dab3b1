"""JSON Schema of the catalog's files, generated from the types that decode them."""

import inspect
from typing import Any

import msgspec

from vcompare.catalog.paths import FileKind
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import Amount
from vcompare.model import (
    PERIODS,
    Decision,
    Import,
    ImportedTool,
    Outcomes,
    RateTable,
    Recipe,
    Review,
    Settings,
    SpecTable,
    Tool,
    Votes,
    Workload,
)

TYPES: dict[FileKind, Any] = {
    "catalog": Settings,
    "tool": Tool,
    "review": Review,
    "votes": Votes,
    "outcomes": Outcomes,
    "workload": Workload,
    "decision": Decision,
    "recipe": Recipe,
    "imported": ImportedTool,
    "import": Import,
}

_OF_A_TABLE = ("type", "properties", "required", "additionalProperties")
_AMOUNT = Amount().schema
_EVIDENCE = ("source", "checked", "quote", "note")


def schema(kind: FileKind) -> dict[str, Any]:
    """Return the schema (2020-12) of a kind of file.

    JSON has no dates: a date of TOML is a string of format `date` here, as editors see it.
    """
    generated = _without_null(msgspec.json.schema(TYPES[kind]))
    for of_type in generated["$defs"].values():
        if "description" in of_type:  # a docstring, which Python strips of its indentation from 3.13 on
            of_type["description"] = inspect.cleandoc(of_type["description"])
    if kind == "tool":
        _complete_prices(
            generated["$defs"], {"additionalProperties": _rate()}, {"additionalProperties": _AMOUNT}
        )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"vcompare {kind} file",
        **generated,
    }


def tool_schema(settings: Settings, fields: Registry, *, has_imports: bool = False) -> dict[str, Any]:
    """Return the schema of a tool's file in a catalog, with its categories and what that declares.

    What every tool needs may be imported, in a catalog that has imports.
    """
    general = schema("tool")
    if has_imports:
        del general["$defs"]["Tool"]["required"]
    properties = general["$defs"]["Tool"]["properties"]
    if settings.categories:
        properties["category"] = {"enum": list(settings.categories)}
    specs = _only({key: _spec(field) for key, field in fields.specs.items()})
    defined = general["$defs"]
    properties["specs"] = defined["Offer"]["properties"]["specs"] = specs
    defined["Evidence"] = _evidence()
    rates = _only({meter: _rate(field) for meter, field in fields.meters.items()})
    _complete_prices(defined, rates, _only(dict.fromkeys(fields.meters, _AMOUNT)))
    quantity = defined["Tier"]["properties"]["over"]["additionalProperties"]
    quantities = _only(dict.fromkeys(fields.meters, quantity))
    defined["Tier"]["properties"]["over"] = quantities
    defined["Plan"]["properties"] |= {"includes": quantities, "per": {"enum": [*PERIODS, *fields.meters]}}
    defined["Pricing"]["anyOf"] = [{"required": [key]} for key in ("summary", "rates", "tiers", "plans")]
    return general


def workload_schema(settings: Settings) -> dict[str, Any]:
    """Return the schema of a workload's file in a catalog, with the meters that it declares."""
    general = schema("workload")
    properties = general["$defs"]["Workload"]["properties"]
    for table in ("each", "month"):
        quantity = properties[table]["additionalProperties"]
        properties[table] = _only(
            {
                key: {**quantity, "description": f"{meter.label}: a number of {meter.unit}, 0 or more."}
                for key, meter in settings.meters.items()
                if (table, key) != ("each", "requests")
            }
        )
    return general


def _only(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _complete_prices(defined: dict[str, Any], rates: dict[str, Any], of_tiers: dict[str, Any]) -> None:
    """Say what amounts look like, of which the types of the model only say that they are there."""
    for name in ("Pricing", "Offer"):
        defined[name]["properties"]["rates"] |= rates
    defined["Tier"]["properties"]["rates"] = {"type": "object", **of_tiers}
    defined["Plan"]["properties"]["amount"] = _AMOUNT


def _rate(field: Field | None = None) -> dict[str, Any]:
    """Return the schema of a rate: an amount, or a table with an amount and its evidence."""
    table = _without_null(msgspec.json.schema(RateTable))["$defs"]["RateTable"]
    table["properties"]["amount"] = _AMOUNT
    rate = {"anyOf": [_AMOUNT, {key: table[key] for key in _OF_A_TABLE}]}
    if field is None:
        return rate
    per = getattr(field.kind, "of", "")
    return {"description": f"{field.label}: an amount for {per}.", **rate}


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
    fact = _without_null(msgspec.json.schema(SpecTable))["$defs"]["SpecTable"]["properties"]
    return {"type": "object", "properties": {key: fact[key] for key in _EVIDENCE}}


def _without_null(node: Any) -> Any:
    """Take out what TOML cannot say: a key is there or it is not."""
    if isinstance(node, list):
        return [_without_null(item) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {key: _without_null(item) for key, item in node.items() if item is not None}
    choices = [choice for choice in kept.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        del kept["anyOf"]
        return {**choices[0], **kept}
    return {**kept, "anyOf": choices} if choices else kept
