"""What the tools answer: the JSON of the commands, with what is to be said of it in short."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

import msgspec

from vcompare.app.filters import Filter
from vcompare.app.opened import OpenCatalog
from vcompare.comparison.listed import Listed
from vcompare.errors import UnreadableFileError
from vcompare.mcp import short
from vcompare.mcp.bounds import MOST, Omission, Payload, Reply, long_lists, long_texts, without_nulls
from vcompare.text.words import plural

_BRIEF = ("slug", "name", "tagline", "category", "entry", "vendor", "retired", "panel")
_NULLS = Omission("keys that are null", without_nulls)
_HOPELESS = 300_000
"""So many bytes of whole tools never fit: to see that takes longer than to leave out most of them at once."""


def find_tools(
    opened: OpenCatalog,
    *,
    text: str | None = None,
    where: Sequence[str] = (),
    sort: Sequence[str] = (),
    limit: int,
) -> Reply:
    """Return the tools that hold a text and pass conditions, best or first ones first."""
    from vcompare.app.queries import query
    from vcompare.render.payloads import tools_payload

    wanted = Filter(where=where)
    used = query(opened.fields, wanted, sort=sort).compared
    tools, matched, notes = _found(opened, text, wanted, sort, min(limit, MOST))
    payload = _plain(tools_payload(tools, opened.fields))
    told = payload["tools"][: short.SAID]
    said = {tool["slug"]: short.on_evidence(tool, payload["fields"], named=0) for tool in told}

    def say(found: Payload) -> list[str]:
        if not matched:
            return [f"No tool of {len(opened):,} matches."]
        head = f"{plural(matched, 'tool')} of {len(opened):,} {'matches' if matched == 1 else 'match'}"
        lines = short.lines(found["tools"], lambda one: said[one["slug"]])
        return [f"{head}; {len(found['tools']):,} shown.", *lines]

    brief = Omission("all of each tool but the fields that were asked about", partial(_brief, used))
    ask = "narrow with `where`, or set `limit`; compare_tools has everything about up to six tools"
    reply = Reply(payload, say, ask, "tools", (_NULLS, brief, long_texts(200)), matched, notes)
    if sum(len(tool.json) for tool in tools) < _HOPELESS:
        return reply
    return reply._replace(payload=without_nulls(brief.apply(payload)), left_out=(_NULLS.name, brief.name))


def _found(
    opened: OpenCatalog, text: str | None, wanted: Filter, sort: Sequence[str], limit: int
) -> tuple[Sequence[Listed], int, Sequence[str]]:
    """Return the first tools that are asked for, how many there are in all, and remarks."""
    if text is None:
        from vcompare.app.listing import list_tools

        listing = list_tools(opened, wanted, sort=sort or "slug", limit=limit)
        tools, matched, remarks = listing.listed, listing.matched, listing.remarks
        broken = len(listing.problems)
    else:
        from vcompare.app.searching import search

        hits = search(opened, text, limit, wanted=wanted, sort=sort, columns="slug")
        tools = hits.listing.listed if hits.listing else ()
        matched, remarks, broken = hits.total, hits.remarks, hits.unreadable
    noted = [f"{plural(broken, 'tool')} cannot be read; `vcompare check` says why"] if broken else []
    return tools, matched, [*remarks, *noted]


def _brief(used: Iterable[Any], payload: Payload) -> Payload:
    """Leave of each tool what tells it apart, and the fields that were asked about."""
    specs, meters = {field.spec for field in used}, {field.meter for field in used}

    def short(tool: Mapping[str, Any]) -> Payload:
        found = {key: tool[key] for key in _BRIEF if tool.get(key) is not None}
        rates = (tool.get("pricing") or {}).get("rates", {})
        asked = {
            "specs": {key: fact for key, fact in tool.get("specs", {}).items() if key in specs},
            "rates": {meter: rate for meter, rate in rates.items() if meter in meters},
        }
        if asked["specs"]:
            found["specs"] = asked["specs"]
        if asked["rates"]:
            found["pricing"] = {"currency": tool["pricing"].get("currency"), "rates": asked["rates"]}
        return found

    return {**payload, "tools": [short(tool) for tool in payload["tools"]]}


def compare_tools(
    opened: OpenCatalog, *, tools: Sequence[str], texts: bool = False, exact: bool = False
) -> Reply:
    """Return everything about two to six tools, side by side; the texts of reviews only where asked for."""
    from vcompare.app.tools import compare
    from vcompare.render.payloads import comparison_payload

    payload = _plain(comparison_payload(compare(opened, tools, exact=exact)))
    if not texts:
        for tool in payload["tools"]:
            tool["reviews"] = [_without(review, "text") for review in tool["reviews"]]
    said = {tool["slug"]: short.on_evidence(tool, payload["fields"]) for tool in payload["tools"]}
    better = [
        f"{one['field']} ({payload['tools'][one['best']]['slug']})"
        for one in payload["differences"]
        if one["best"] is not None
    ]

    def say(found: Payload) -> list[str]:
        lines = short.lines(found["tools"], lambda one: said[one["slug"]])
        differing = f"They differ in {plural(len(payload['differences']), 'field')}"
        return [
            *lines,
            f"{differing}; the better ones: {short.some(better, 12)}." if better else f"{differing}.",
        ]

    sellers = Omission("what sellers charge", _without_offers)
    ask = "name fewer tools" + (", or leave out `texts`" if texts else "; ask `cost` for what sellers charge")
    cuts = (_NULLS, long_texts(3_000), sellers, long_texts(1_000))
    return Reply(payload, say, ask, cuts=cuts)


def _without_offers(payload: Payload) -> Payload:
    return {**payload, "tools": [_without(tool, "offers", "disagreements") for tool in payload["tools"]]}


def cost(
    opened: OpenCatalog, *, tools: Sequence[str] = (), limit: int, lines: bool = False, **asked: Any
) -> Reply:
    """Return what a workload costs a month with tools and sellers, cheapest first and unknown last.

    What is `asked` is the workload, or its quantities, and conditions, as `app.costing.cost` takes them.
    """
    from vcompare.app import costing
    from vcompare.render.payloads import cost_payload

    found = costing.cost(opened, tools, limit=limit, lines=lines, **asked)
    payload = _plain(cost_payload(found, lines=lines))
    days = _price_days(opened, payload["results"][: short.SAID])

    def of(entry: Mapping[str, Any]) -> str:
        return f"{short.cost_of(entry)}{days.get((entry['slug'], entry['offer']), '')}"

    def say(shown: Payload) -> list[str]:
        head = f"{plural(found.matched, 'cost')} a month, of tools and sellers: cheapest first, unknown last."
        return [head, *short.lines(shown["results"], of)]

    notes = [*found.remarks, *(one.message for one in found.problems)]
    ask = "narrow with `where` or `tools`, or set `limit`"
    return Reply(payload, say, ask, "results", (long_texts(1_000),), found.matched, notes)


def _price_days(
    opened: OpenCatalog, entries: Sequence[Mapping[str, Any]]
) -> Mapping[tuple[str, str | None], str]:
    """Return when the prices of these entries were checked, in words."""
    from vcompare.comparison.listed import tool_payload

    found = dict[tuple[str, str | None], str]()
    for slug in dict.fromkeys(entry["slug"] for entry in entries):
        with suppress(UnreadableFileError, KeyError):
            tool = _plain(tool_payload(opened[slug], reviews=False))
            found[slug, None] = short.said_days("prices", short.days(tool["pricing"]))
            for seller, offer in tool["offers"].items():
                found[slug, seller] = short.said_days("prices", short.days(offer["pricing"]))
    return found


def decide(
    opened: OpenCatalog,
    *,
    decision: str | None = None,
    weights: Any = (),
    where: Sequence[str] = (),
    limit: int,
) -> Reply:
    """Return what tools are worth in a decision, or without one which decisions the catalog has."""
    from vcompare.app import deciding
    from vcompare.render.decisions import decision_payload, decisions_payload

    if decision is None and not weights:
        known, problems = deciding.decisions(opened)
        payload = _plain(decisions_payload(known))
        names = [one["name"] for one in payload["decisions"]]
        head = [
            f"The catalog has {plural(len(names), 'decision')}: {short.some(names, short.SAID)}. Name one."
        ]
        notes = [one.message for one in problems]
        return Reply(payload, lambda _: head, "name a decision", cuts=(long_lists(50),), notes=notes)
    found = deciding.decide(opened, decision, weights=weights, where=where)
    payload = _plain(decision_payload(found))
    matched = len(payload["results"])
    payload["results"] = payload["results"][:limit]
    worths = {one["slug"]: short.worth(one) for one in payload["results"]}
    notes = [*found.remarks, *(one.message for one in found.problems)]
    ask = "narrow with `where`, or set `limit`"
    return Reply(
        payload,
        partial(short.decided, worths),
        ask,
        "results",
        (long_lists(25), long_texts(1_000)),
        matched,
        notes,
    )


def what_changed(
    opened: OpenCatalog,
    *,
    since: str,
    until: str | None = None,
    limit: int,
    today: datetime.date | None = None,
) -> Reply:
    """Return the news of the catalog from one day or revision to another."""
    from vcompare.app.revisions import digest
    from vcompare.render.payloads import digest_payload

    found = digest(opened.root, since, until, today=today)
    whole = digest_payload(found)
    payload = _plain({**whole, "changes": whole["changes"][: min(limit, MOST)]})
    matched, tools = len(found.changes), len({one.tool for one in found.changes})

    def say(shown: Payload) -> list[str]:
        span = f"from {shown['since']} to {shown['until']}"
        if not matched:
            return [f"Nothing that a reader sees changed {span}."]
        head = f"{plural(matched, 'change')} of {plural(tools, 'tool')} {span}, most important first."
        return [head, *short.changes(shown["changes"])]

    events = Omission("what each commit changed", lambda shown: {**shown, "events": []})
    cuts = (events, long_texts(300), long_lists(20))
    return Reply(
        payload,
        say,
        "ask for a shorter span with `since` and `until`, or set `limit`",
        "changes",
        cuts,
        matched,
    )


def _plain(payload: Mapping[str, Any]) -> Any:
    """Return a payload as any JSON reader has it."""
    return msgspec.json.decode(msgspec.json.encode(payload))


def _without(of: Mapping[str, Any], *keys: str) -> Payload:
    return {key: value for key, value in of.items() if key not in keys}
