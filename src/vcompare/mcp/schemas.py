"""What the tools answer, as JSON Schemas: short ones, as a client loads them with the list of tools."""

from typing import Any

Schema = dict[str, Any]


def _object(**properties: Any) -> Schema:
    return {"type": "object", "properties": properties}


def _list(items: Schema, about: str = "") -> Schema:
    return {"type": "array", "items": items, **({"description": about} if about else {})}


def _map(values: Schema, about: str = "") -> Schema:
    return {"type": "object", "additionalProperties": values, **({"description": about} if about else {})}


def _text(about: str = "", *, null: bool = True) -> Schema:
    return {
        "type": ["string", "null"] if null else "string",
        **({"description": about} if about else {}),
    }


_TEXT = _text(null=False)
_OR_NULL = _text()
_NUMBER: Schema = {"type": ["number", "null"]}
_ANY: Schema = {}
_EVIDENCE: dict[str, Any] = {
    "source": _text("The page that says so."),
    "checked": _text("The day on which a person read that page; null: nobody has confirmed it."),
    "quote": _text("Its words."),
    "note": _OR_NULL,
    "from": _text("The data set it was imported from; seen is the day."),
    "seen": _OR_NULL,
}
_FIELDS = _map(
    _object(label=_TEXT, kind=_TEXT, unit=_OR_NULL, better=_ANY, group=_OR_NULL),
    "What the catalog's own fields mean, by path.",
)
_PRICES: Schema = {
    "type": ["object", "null"],
    "properties": {
        "currency": _OR_NULL,
        "checked": _OR_NULL,
        "source": _OR_NULL,
        "summary": _OR_NULL,
        "rates": _map(_object(amount=_TEXT, per=_NUMBER, **_EVIDENCE), "What so much of each meter costs."),
        "tiers": _list(_object()),
        "plans": _list(_object()),
    },
}
_SPECS = _map(
    _object(value=_ANY, at_least=_ANY, at_most=_ANY, none={"type": "boolean"}, **_EVIDENCE),
    "Facts by key. One that is not here is unknown; none: it is known that there is none.",
)
_PANEL: Schema = {
    "type": ["object", "null"],
    "description": "The reviewers' verdict, ship or skip, and score.",
}
_TOOL = _object(
    slug=_TEXT,
    name=_TEXT,
    tagline=_OR_NULL,
    category=_OR_NULL,
    vendor=_OR_NULL,
    retired=_text("The day from which on it is not offered."),
    specs=_SPECS,
    pricing=_PRICES,
    offers=_map(_object(name=_TEXT, specs=_map(_ANY), pricing=_map(_ANY)), "What sellers charge."),
    panel=_PANEL,
    reviews=_list(_object(reviewer=_TEXT, verdict=_OR_NULL, score=_NUMBER, text=_TEXT, date=_OR_NULL)),
)
AROUND = {
    "truncated": {"type": "boolean", "description": "Something is left out."},
    "left_out": _list(_TEXT, "What is left out."),
    "next": _text("How to ask for the rest."),
    "notes": _list(_TEXT),
}
COUNTED = {
    "shown": {"type": "integer"},
    "matched": {"type": "integer", "description": "How many there are in all."},
}


def _answer(names: tuple[str, ...], required: tuple[str, ...], **properties: Any) -> Schema:
    schema = {"type": "string", "enum": [*names]}
    return {
        "type": "object",
        "properties": {"schema": schema, **properties, **AROUND},
        "required": ["schema", *required, *AROUND],
    }


TOOLS = _answer(("vcompare.tools/2",), ("tools", "matched"), fields=_FIELDS, tools=_list(_TOOL), **COUNTED)
COMPARISON = _answer(
    ("vcompare.comparison/2",),
    ("tools", "differences"),
    fields=_FIELDS,
    tools=_list(_TOOL),
    differences=_list(
        _object(field=_TEXT, values=_list(_ANY), best={"type": ["integer", "null"]}),
        "In the order of the tools; best is the place of the better value, null where that is not certain.",
    ),
)
COSTS = _answer(
    ("vcompare.cost/1",),
    ("workload", "results", "matched"),
    workload=_object(
        name=_OR_NULL, label=_OR_NULL, requests=_NUMBER, each=_map(_NUMBER), month=_map(_NUMBER)
    ),
    currencies=_map(_object(), "The rates at which costs were converted."),
    results=_list(
        _object(
            slug=_TEXT,
            offer=_text("The seller; null: the tool's own prices."),
            currency=_OR_NULL,
            low=_text("null: unknown."),
            high=_text("null: at least low, or unknown."),
            plan=_OR_NULL,
            unknown=_list(_TEXT, "The meters whose rate is unknown."),
            lines=_list(_object()),
        )
    ),
    **COUNTED,
)
DECISION = _answer(
    ("vcompare.decision/1", "vcompare.decisions/1"),
    (),
    name=_OR_NULL,
    label=_OR_NULL,
    criteria=_list(_object(field=_TEXT, weight=_TEXT, worst=_TEXT, best=_TEXT)),
    results=_list(
        _object(slug=_TEXT, low=_TEXT, high=_TEXT, rank={"type": "integer"}, parts=_map(_ANY)),
        "Worths are fractions from 0 to 1; low and high differ where something is unknown.",
    ),
    certain=_text("Who wins whatever the unknowns are."),
    flips=_list(_object(), "Weights at which another tool wins."),
    smallest_change={"type": ["object", "null"]},
    dominated=_list(_object()),
    decisive_unknowns=_list(_object(), "Unknowns each of which could change the winner."),
    decisions=_list(_object(name=_TEXT, label=_OR_NULL), "Without a decision: those of the catalog."),
    **COUNTED,
)
CHANGES = _answer(
    ("vcompare.digest/1",),
    ("since", "until", "changes", "matched"),
    title=_OR_NULL,
    since=_OR_NULL,
    until=_OR_NULL,
    changes=_list(
        _object(kind=_TEXT, tool=_OR_NULL, field=_OR_NULL, before=_ANY, after=_ANY, commits=_list(_object())),
        "Most important first.",
    ),
    events=_list(_object(), "The changes of each commit."),
    stale=_list(_object(), "What should be checked again."),
    suggested=_list(_list(_TEXT)),
    skipped=_list(_object()),
    **{"from": _OR_NULL, "to": _OR_NULL},
    **COUNTED,
)
