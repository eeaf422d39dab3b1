"""Deciding between tools: by a decision of the catalog, or by weights that are given on the spot."""

from collections.abc import Collection, Mapping, Sequence
from math import inf, isfinite
from typing import Any, NamedTuple

from msgspec.structs import replace

from vcompare.app.arguments import as_list
from vcompare.app.filters import Filter, narrowed
from vcompare.app.listing import Listing, answer, computed, find
from vcompare.app.opened import OpenCatalog
from vcompare.app.queries import ListQuery, query
from vcompare.catalog.paths import decision_path
from vcompare.catalog.store import unreadable
from vcompare.comparison.criteria import Criterion, criteria, tables
from vcompare.comparison.deciding import DecisionResult, decided
from vcompare.comparison.kept import is_kept, only
from vcompare.errors import NeedsTomlError, VcompareError
from vcompare.fields import BUILTIN, Registry, named
from vcompare.model import Decision
from vcompare.text.slugs import slug_of
from vcompare.text.suggestions import did_you_mean

Weights = Mapping[str, float | str] | Sequence[str]
"""Weights by criterion, as numbers or as texts such as `2:500:50`, or texts such as `score=3`."""
_PARTS = ("weight", "worst", "best")
_EXACT = 2**53
"""From here on, a floating-point number may be another whole number than the one that was typed."""
_CALLED = ("slug", "name", "short_name")
"""What a result needs to name a tool."""


class ChosenDecision(NamedTuple):
    """A decision with its criteria; `name` is None where it is none of the catalog's."""

    name: str | None
    decision: Decision
    criteria: Sequence[Criterion]


def decide(
    opened: OpenCatalog,
    name: str | None = None,
    *,
    weights: Weights = (),
    wanted: Filter | None = None,
    where: str | Sequence[str] = (),
    among: Collection[str] | None = None,
) -> DecisionResult:
    """Return what tools are worth in a decision: one of the catalog, or one of the `weights` alone.

    The decision is named by its slug or label. `weights` are as in `{"score": 3, "cost.support":
    "2:500:50"}`, with what scores 0 and 1 behind the weight where the field needs that; with a decision,
    each takes the place of that of the same criterion. The tools are those of the decision that also pass
    the filters, and are in `among` if that names slugs.

    Raises VcompareError for a decision that there is not or that cannot be computed, for tools that do not
    exist, and for conditions as `list_tools` does; UnreadableFileError for a decision with a broken file.
    """
    use = chosen(opened, name, weights)
    asked, slugs = asked_of(opened, use, narrowed(wanted, where)), slugs_of(opened, use, among)
    used = tuple(one.field for one in use.criteria)
    if not is_kept(used):
        return decided_of(use, find(opened, asked, slugs))
    fields = (*(BUILTIN[path] for path in _CALLED), *used)

    def of_kept(listing: Listing) -> DecisionResult:
        is_of_reviewers = any(field.needs_reviews for field in used)
        if is_of_reviewers and not all(tool.has_opinions for tool in listing.listed):
            return decided_of(use, find(opened, asked, slugs))
        return decided_of(use, replace(listing, listed=only(listing.listed, fields)))

    return computed(opened, asked, slugs, of_kept)


def decide_between(opened: OpenCatalog, names: Sequence[str], slugs: Collection[str]) -> list[DecisionResult]:
    """Return what those of some tools are worth that each of the named decisions is between.

    Decisions are named as in `decide`, and each counts once. Raises as `decide` does.
    """
    named = dict.fromkeys(_named(opened, name) for name in as_list(names))
    return [decide(opened, name, among=slugs) for name in named]


def decisions(opened: OpenCatalog) -> tuple[Mapping[str, Decision], Sequence[VcompareError]]:
    """Return the decisions of a catalog by slug, and what is wrong with those that cannot be read.

    Raises VcompareError where there are none.
    """
    names, known = opened.catalog.decision_names(), opened.catalog.decisions
    if not names:
        raise _no_decisions(opened)
    broken = [name for name in names if name not in known]
    return known, [unreadable(opened.root, opened.catalog.decision(name)[1]) for name in broken]


def chosen(opened: OpenCatalog, name: str | None = None, weights: Weights = ()) -> ChosenDecision:
    """Return the decision that is named by its slug or label, or given by weights alone.

    Raises VcompareError where there is none, and for one that cannot be computed.
    """
    pairs = weights.items() if isinstance(weights, Mapping) else map(_pair, as_list(weights))
    given = {key: _table(key, text) for key, text in pairs}
    if name is None and given:
        decision = Decision(label="", criteria=given)
    else:
        name = _named(opened, name)
        decision = _reweighed(_read(opened, name), given, opened.fields)
    return ChosenDecision(name, decision, usable(decision, opened, name, typed=given))


def asked_of(opened: OpenCatalog, use: ChosenDecision, wanted: Filter) -> ListQuery:
    """Return what asks for the tools of a decision that pass a filter, with what its criteria need."""
    columns = [one.field.path for one in use.criteria]
    return query(opened.fields, narrowed(wanted, use.decision.where), columns=columns)


def decided_among(
    opened: OpenCatalog, use: ChosenDecision, listing: Listing, wanted: Filter
) -> DecisionResult:
    """Return what those tools of a listing are worth that a decision is between and that pass a filter."""
    asked = asked_of(opened, use, wanted)
    return decided_of(use, answer(opened, asked, listing, slugs_of(opened, use, None)))


def decided_of(use: ChosenDecision, listing: Listing) -> DecisionResult:
    """Return what the tools of a listing are worth in a decision."""
    return decided(
        use.name,
        use.decision.label,
        use.criteria,
        listing.tools,
        total=listing.total,
        problems=listing.problems,
        remarks=listing.remarks,
    )


def usable(
    decision: Decision, opened: OpenCatalog, name: str | None, typed: Collection[str] = ()
) -> list[Criterion]:
    """Return the criteria of a decision, some of which were `typed` rather than read.

    Raises VcompareError where one of them is wrong, in terms of where it is from.
    """
    found, problems = criteria(decision, opened.fields)
    if not problems:
        return found
    first = problems[0]
    key = next((one for one in typed if ".".join(first.keys).startswith(one)), None)
    if key is not None:
        anchors = f"write what scores 0 and 1, as in --weight {key}=1:WORST:BEST"
        hint = anchors if first.lacks_anchor else first.hint
        raise VcompareError(f"--weight: {first.message}", hint)
    where = f"{opened.root / decision_path(name)}: " if name else ""
    raise VcompareError(f"{where}{first.message}", first.hint)


def _named(opened: OpenCatalog, typed: str | None) -> str:
    known = opened.catalog.decision_names()
    if typed is None:
        raise VcompareError("no decision is named, and no weight is given", _others(known))
    by_label = {slug_of(one.label): name for name, one in opened.catalog.decisions.items()}
    for name in (typed, typed.casefold(), by_label.get(slug_of(typed) or "", "")):
        if name in known:
            return name
    if not known:
        raise _no_decisions(opened, slug_of(typed) or "choice")
    near = did_you_mean(typed, known) or _others(known)
    raise VcompareError(f'there is no decision "{typed}" in this catalog', near)


def _others(known: Sequence[str]) -> str:
    """Say what can be decided instead."""
    if known:
        return f"name one of {', '.join(known)}"
    return "give criteria, as in --weight score=3, or write decisions/<name>.toml"


def _no_decisions(opened: OpenCatalog, name: str = "choice") -> VcompareError:
    where = opened.root / decision_path(name)
    error = NeedsTomlError(
        "this catalog has no decisions yet",
        f"write one to {where}; without one, `--weight FIELD=WEIGHT:WORST:BEST` decides at once",
    )
    field = "panel.score" if opened.fields.panel else next(iter(opened.fields.specs), "field")
    label = name.replace("-", " ").capitalize()
    error.block = f'label = "{label}"\n\n[criteria."{field}"]\nweight = 1\nworst = 50\nbest = 90'
    return error


def _read(opened: OpenCatalog, name: str) -> Decision:
    decision, findings = opened.catalog.decision(name)
    if decision is None:
        raise unreadable(opened.root, findings)
    return decision


def _reweighed(decision: Decision, given: Mapping[str, Any], fields: Registry) -> Decision:
    """Return a decision in which weights take the place of those of the same fields, or come last."""
    if not given:
        return decision
    flat = {".".join(keys): dict(table) for keys, table in tables(decision.criteria, ())}
    of_field = {_path(fields, key): key for key in flat}
    for typed, table in given.items():
        key = of_field.get(_path(fields, typed), typed)
        flat[key] = {**flat.get(key, {}), **table}
    return replace(decision, criteria=flat)


def _path(fields: Registry, key: str) -> str:
    """Return the path of the field that is called so, or what it is called where there is none."""
    try:
        return named(fields, key).path
    except VcompareError:
        return key


def _pair(text: str) -> tuple[str, str]:
    """Read `FIELD=WEIGHT`. Raises VcompareError."""
    field, _, rest = (part.strip() for part in text.partition("="))
    if not (field and rest):
        raise _not_a_weight(text)
    return field, rest


def _not_a_weight(text: str) -> VcompareError:
    hint = "as in --weight score=3, or --weight cost.support=2:500:50"
    return VcompareError(f'--weight must be FIELD=WEIGHT or FIELD=WEIGHT:WORST:BEST, not "{text}"', hint)


def _table(field: str, given: float | str) -> dict[str, Any]:
    """Read `WEIGHT` or `WEIGHT:WORST:BEST` as the table of a criterion. Raises VcompareError."""
    parts = [part.strip() for part in str(given).split(":")]
    if len(parts) not in {1, len(_PARTS)}:
        raise _not_a_weight(f"{field}={given}")
    try:
        weight = float(parts[0])
    except ValueError:
        weight = inf
    if not isfinite(weight):
        message = f'the weight of {field} must be a number, not "{parts[0]}"'
        raise VcompareError(message, "the more a criterion matters, the higher its weight")
    is_whole = weight.is_integer() and abs(weight) < _EXACT
    return dict(zip(_PARTS, [int(weight) if is_whole else weight, *parts[1:]], strict=False))


def slugs_of(
    opened: OpenCatalog, use: ChosenDecision, among: Collection[str] | None
) -> Collection[str] | None:
    """Return the slugs that a decision is between, None for all. Raises VcompareError for unknown ones."""
    decision = use.decision
    missing = [slug for slug in decision.tools if slug not in opened.catalog]
    if missing:
        hint = did_you_mean(missing[0], opened.catalog.slugs()) or f"correct {decision_path(use.name or '')}"
        raise VcompareError(f'the decision names a tool that is not there: "{missing[0]}"', hint)
    if not decision.tools:
        return among
    return [slug for slug in decision.tools if among is None or slug in among]
