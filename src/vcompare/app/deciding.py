"""Deciding between tools: by a decision of the catalog, or by weights that are given on the spot."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from vcompare.app.filters import Filter, narrowed
from vcompare.app.listing import Listing, computed, find
from vcompare.app.opened import OpenCatalog
from vcompare.app.queries import query
from vcompare.catalog.paths import decision_path
from vcompare.catalog.store import unreadable
from vcompare.comparison.criteria import Criterion, criteria
from vcompare.comparison.deciding import DecisionResult, decided
from vcompare.comparison.kept import is_kept, only
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN
from vcompare.model import Decision
from vcompare.text.suggestions import did_you_mean

_PARTS = ("weight", "worst", "best")


def decide(
    opened: OpenCatalog,
    name: str | None = None,
    *,
    weights: Sequence[str] = (),
    wanted: Filter | None = None,
    among: Collection[str] | None = None,
) -> DecisionResult:
    """Return what tools are worth in a decision: one of the catalog, or one of the `weights` alone.

    A weight is `FIELD=WEIGHT` or `FIELD=WEIGHT:WORST:BEST`; with a decision, it takes the place of that of
    the same criterion. The tools are those of the decision that also pass the filters.

    Raises VcompareError for a decision that there is not or that cannot be computed, and for tools that do
    not exist; UnreadableFileError for one with a broken file.
    """
    decision = _decision(opened, name, weights)
    found = usable(decision, opened, name)
    used = tuple(one.field for one in found)
    asked = query(opened.fields, narrowed(wanted, decision.where), columns=[one.path for one in used])
    slugs = _among(opened, decision, name, among)
    fields = (*(BUILTIN[path] for path in _NAMES), *used)
    if not is_kept(used):
        return _decided(name, decision, found, find(opened, asked, slugs))

    def of_kept(listing: Listing) -> DecisionResult:
        return _decided(name, decision, found, replace(listing, listed=only(listing.listed, fields)))

    return computed(opened, asked, slugs, of_kept)


_NAMES = ("slug", "name", "short_name")
"""What a result needs to name a tool."""


def _decided(
    name: str | None, decision: Decision, found: Sequence[Criterion], listing: Listing
) -> DecisionResult:
    return decided(
        name,
        decision.label,
        found,
        listing.tools,
        total=listing.total,
        problems=listing.problems,
        remarks=listing.remarks,
    )


def usable(decision: Decision, opened: OpenCatalog, name: str | None) -> list[Criterion]:
    """Return the criteria of a decision. Raises VcompareError where one of them is wrong."""
    found, problems = criteria(decision, opened.fields)
    if not problems:
        return found
    first = problems[0]
    where = f"{opened.root / decision_path(name)}: " if name else ""
    raise VcompareError(f"{where}{first.message}", first.hint)


def _decision(opened: OpenCatalog, name: str | None, weights: Sequence[str]) -> Decision:
    given, known = dict(map(_weight, weights)), opened.catalog.decision_names()
    if name is None:
        if given:
            return Decision(label="", criteria=given)
        raise VcompareError("no decision is named, and no weight is given", _others(known))
    if name not in known:
        hint = did_you_mean(name, known) or _others(known)
        raise VcompareError(f'there is no decision "{name}" in this catalog', hint)
    decision, findings = opened.catalog.decision(name)
    if decision is None:
        raise unreadable(opened.root, findings)
    return _reweighed(decision, given)


def _others(known: Sequence[str]) -> str:
    """Say what can be decided instead."""
    if known:
        return f"name one of {', '.join(known)}"
    return "give criteria, as in --weight score=3, or write decisions/<name>.toml"


def _reweighed(decision: Decision, given: Mapping[str, Any]) -> Decision:
    """Return a decision in which weights take the place of those of the same criteria, or come last."""
    if not given:
        return decision
    flat = {key: dict(table) for key, table in flattened(decision.criteria).items()}
    for key, table in given.items():
        flat[key] = {**flat.get(key, {}), **table}
    return replace(decision, criteria=flat)


def flattened(table: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Return the tables of criteria by the whole key of each."""
    from vcompare.comparison.criteria import tables

    return {".".join(keys): value for keys, value in tables(table, (above,) if above else ())}


def _weight(text: str) -> tuple[str, dict[str, Any]]:
    """Read `FIELD=WEIGHT:WORST:BEST`. Raises VcompareError."""
    field, is_there, rest = text.partition("=")
    parts = rest.split(":")
    if not (is_there and field.strip() and len(parts) in {1, 3}):
        hint = "as in --weight score=3, or --weight cost.support=2:500:50"
        raise VcompareError(f'--weight must be FIELD=WEIGHT or FIELD=WEIGHT:WORST:BEST, not "{text}"', hint)
    try:
        weight = float(parts[0])
    except ValueError:
        raise VcompareError(f'the weight of {field} must be a number, not "{parts[0]}"', None) from None
    given = dict(zip(_PARTS, [int(weight) if weight.is_integer() else weight, *parts[1:]], strict=False))
    return field.strip(), given


def _among(
    opened: OpenCatalog, decision: Decision, name: str | None, among: Collection[str] | None
) -> Collection[str] | None:
    """Return the slugs that a decision is between, None where it does not name them."""
    missing = [slug for slug in decision.tools if slug not in opened.catalog]
    if missing:
        hint = did_you_mean(missing[0], opened.catalog.slugs()) or f"correct {decision_path(name or '')}"
        raise VcompareError(f'the decision names a tool that is not there: "{missing[0]}"', hint)
    if not decision.tools:
        return among
    return [slug for slug in decision.tools if among is None or slug in among]
