"""Results for programs: JSON. The bytes depend on nothing but the data."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import structs
from msgspec.structs import replace

from vcompare.comparison import Card, Comparison
from vcompare.comparison.listed import Listed, tool_payload
from vcompare.comparison.objects import prices_payload, value_payload
from vcompare.fields import Field, Registry, better_of
from vcompare.fields.kinds import Amount
from vcompare.parallel import batches
from vcompare.text.json import encoded, escaped
from vcompare.text.money import to_the_cent

if TYPE_CHECKING:
    from decimal import Decimal

    from vcompare.comparison.costing import CostEntry, CostList
    from vcompare.comparison.deciding import DecisionResult
    from vcompare.costs import Cost, CostLine
    from vcompare.history.changes import Change
    from vcompare.history.diff import Diff
    from vcompare.history.digest import Digest
    from vcompare.history.states import State
    from vcompare.history.tool_history import History
    from vcompare.index.query import Hit

_EXACT = 2**53
"""Below this, every whole number is one that all programs read exactly."""
_PIECE = 25
"""How many objects are written at a time."""


def json_bytes(payload: Any) -> bytes:
    """Return a payload as indented JSON, as `json_pieces` yields it."""
    return b"".join(json_pieces(payload))


def json_pieces(payload: Any) -> Iterator[bytes]:
    r"""Yield a payload as indented JSON. Invisible and dangerous characters are written as `\uXXXX`.

    A long list at its end comes in pieces: to fill new memory with all of it takes longer than to make it.
    """
    key = next(reversed(payload), "") if isinstance(payload, dict) else ""
    items = payload[key] if key else None
    if not isinstance(items, list) or len(items) <= _PIECE:
        yield _indented(encoded(payload)) + b"\n"
        return
    opening, end = f'{{\n  "{key}": ['.encode(), b"\n  ]\n}"
    yield _indented(encoded({**payload, key: []})).removesuffix(b"]\n}")
    for number, piece in enumerate(batches(items, _PIECE)):
        if number:
            yield b","
        yield _indented(b'{"%s":%s}' % (key.encode(), _list(piece)))[len(opening) : -len(end)]
    yield end + b"\n"


def _list(items: Sequence[Any]) -> bytes:
    """Return objects as a list in JSON. Those that are JSON already, as tools of a list, are escaped."""
    if isinstance(items[0], msgspec.Raw):
        return b"[%s]" % b",".join(items)
    return encoded(items)


def ndjson_pieces(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield objects in JSON, one per line, with the same characters escaped."""
    for piece in batches([*lines], _PIECE):
        yield escaped(b"".join(line + b"\n" for line in piece))


def _indented(content: bytes) -> bytes:
    return msgspec.json.format(content, indent=2)


def comparison_payload(
    result: Comparison,
    costs: "Mapping[str, CostList] | None" = None,
    decisions: "Iterable[DecisionResult]" = (),
) -> dict[str, Any]:
    """Return the JSON object of `show`, with the costs of workloads and the decisions that were asked for."""
    of_workloads = {name: [*entry_payloads(one.entries)] for name, one in (costs or {}).items()}
    return {
        "schema": "vcompare.comparison/2",
        "fields": fields_payload(result.fields),
        "tools": [tool_payload(card) for card in result.tools],
        "differences": [
            {"field": one.field, "values": list(map(value_payload, one.values)), "best": one.best}
            for one in result.differences
        ],
        **({"costs": of_workloads} if of_workloads else {}),
        **({"decisions": decided} if (decided := _decisions(decisions)) else {}),
    }


def _decisions(decisions: "Iterable[DecisionResult]") -> dict[str, Any]:
    """Return the JSON objects of `decide`, by the name of the decision."""
    found = list(decisions)
    if not found:
        return {}
    from vcompare.render.decisions import decision_payload

    return {one.name or "": decision_payload(one) for one in found}


def tools_payload(tools: Iterable[Listed], fields: Registry) -> dict[str, Any]:
    """Return the JSON object of `list`: the tools without their reviews."""
    objects = [msgspec.Raw(tool.json) for tool in tools]
    return {"schema": "vcompare.tools/2", "fields": fields_payload(fields), "tools": objects}


def fields_payload(fields: Registry) -> dict[str, dict[str, Any]]:
    """Return what the fields that a catalog declares mean, by path, and the costs that are shown."""
    costs = [field for field in fields.group("cost") if field.is_cost]
    return {
        field.path: {
            "label": field.label,
            "kind": "amount" if isinstance(field.kind, Amount) else field.kind.name,
            "unit": getattr(field.kind, "unit", "") or None,
            "better": better_of(field),
            "group": "Prices" if field.meter else "Costs" if field.is_cost else field.group,
        }
        for field in (*fields.specs.values(), *fields.meters.values(), *costs)
    }


def search_payload(query: str, results: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the JSON object of `search`."""
    return {"schema": "vcompare.search/1", "query": query, "results": [*results]}


def hit_payloads(
    hits: "Iterable[Hit]", tools: Iterable[Card] = (), columns: Sequence[Field] = ()
) -> "Iterator[dict[str, Any]]":
    """Yield the JSON objects of hits, where columns were asked for with the values that the `tools` have."""
    cards = {tool.slug: tool for tool in tools}
    for hit in hits:
        values = {field.path: value_payload(field.of(cards[hit.slug])) for field in columns}
        yield structs.asdict(hit) | ({"values": values} if columns else {})


def cost_payload(costs: "CostList", *, lines: bool = False) -> dict[str, Any]:
    """Return the JSON object of `cost`; the rates at which costs were converted are in it if any were."""
    use = costs.workload
    workload = {
        "name": costs.name,
        "label": use.label or None,
        "requests": use.count,
        "each": use.each,
        "month": use.month,
    }
    exchanges = {currency: structs.asdict(one) for currency, one in costs.exchanges.items()}
    return {
        "schema": "vcompare.cost/1",
        "workload": workload,
        **({"currencies": exchanges} if exchanges else {}),
        "results": [*entry_payloads(costs.entries, lines=lines)],
    }


def entry_payloads(entries: "Iterable[CostEntry]", *, lines: bool = False) -> "Iterator[dict[str, Any]]":
    """Yield the JSON objects of what a workload costs with tools and offers."""
    for entry in entries:
        cost, priced = entry.cost, entry.priced
        found = {
            "slug": entry.slug,
            "offer": entry.offer,
            **_ends(cost),
            "plan": cost.plan,
            "unknown": cost.unknown,
        }
        if entry.is_converted:
            found["converted_from"] = _ends(priced)
        if lines:
            found["lines"] = [*map(_line, priced.lines)]
        yield found


def _ends(of: "Cost") -> dict[str, Any]:
    return {"currency": of.currency, "low": _cents(of.low), "high": _cents(of.high)}


def _cents(amount: "Decimal | None") -> str | None:
    return None if amount is None else to_the_cent(amount)


def _line(of: "CostLine") -> dict[str, Any]:
    return {
        "kind": of.kind,
        "meter": of.meter,
        "quantity": _number(of.quantity),
        "amount": _cents(of.amount),
        "per": _number(of.per),
        "low": _cents(of.low),
        "high": _cents(of.high),
    }


def _number(of: "Decimal") -> float:
    return int(of) if of == int(of) and of < _EXACT else float(of)


def diff_payload(before: "State", after: "State", of: "Diff") -> dict[str, Any]:
    """Return the JSON object of `diff`."""
    return changes_payload(before.name, after.name, of)


def changes_payload(before: str, after: str, of: "Diff") -> dict[str, Any]:
    """Return the JSON object of what changes from one state to another, both by name."""
    ends = {"from": before, "to": after}
    return {"schema": "vcompare.diff/1", **ends, "changes": _changes(of.changes), "skipped": of.skipped}


def history_payload(of: "History") -> dict[str, Any]:
    """Return the JSON object of `history`."""
    states = [
        {
            **structs.asdict(state),
            "pricing": state.pricing and prices_payload(state.pricing),
            "changes": _changes(state.changes),
        }
        for state in of.states
    ]
    return {"schema": "vcompare.history/1", "tool": of.tool, "states": states, "skipped": of.skipped}


def _changes(changes: "Iterable[Change]") -> "list[Change]":
    """Return changes with their values as in the differences of `show`."""
    return [
        replace(
            one, before=value_payload(one.before), after=value_payload(one.after), cause=_cause(one.cause)
        )
        for one in changes
    ]


def _cause(of: Any) -> Any:
    """Return why a decision has another winner, with the changes that made it."""
    return replace(of, changes=tuple(_changes(of.changes))) if of else of


def digest_payload(of: "Digest") -> dict[str, Any]:
    """Return the JSON object of `digest`."""
    return {
        "schema": "vcompare.digest/1",
        "title": of.title,
        "since": of.ends.since,
        "until": of.ends.until,
        "from": of.ends.before.commit if of.ends.before else None,
        "to": of.ends.after.commit,
        "changes": _changes(of.changes),
        "events": [
            {
                "commit": event.cause.commit,
                "date": event.cause.date,
                "tool": event.slug,
                "changes": _changes(event.changes),
            }
            for event in of.events
        ],
        "stale": of.stale,
        "suggested": of.suggested,
        "skipped": of.skipped,
    }
