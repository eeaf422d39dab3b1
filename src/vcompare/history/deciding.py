"""Decisions, from one state of a catalog to another: which came and went, who wins now, and why."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from vcompare.catalog.paths import decision_path
from vcompare.comparison import Card, card
from vcompare.comparison.criteria import Criterion, criteria
from vcompare.comparison.deciding import decided
from vcompare.decisions import Span
from vcompare.errors import VcompareError
from vcompare.fields.conditions import Condition, condition
from vcompare.history.changes import Change
from vcompare.history.git.tree import changed_slugs
from vcompare.history.renames import renames
from vcompare.history.states import Skipped, State, differing, skipped_file
from vcompare.model import Decision

_FEW = 50
"""Of so many tools that changed, it is tried which of them alone makes the winner."""
Cards = Mapping[str, Card]


class Winner(Struct, frozen=True):
    """A tool of the first rank, and what sentences call it."""

    slug: str
    name: str


class Cause(Struct, frozen=True):
    """Why a decision has another winner: its own file changed, facts of tools, or the catalog's settings.

    `changes` are those of the one tool that makes the winner by itself, none where several do together.
    """

    kind: Literal["decision", "facts", "settings"]
    changes: tuple[Change, ...] = ()


def decision_changes(
    before: State, after: State, found: Sequence[Change]
) -> tuple[list[Change], list[Skipped]]:
    """Return what became of decisions and their winners, and which cannot be computed.

    Each state is computed with its own settings. `found` are the changes of tools. The `cause` of another
    winner is None where it is not certain.
    """
    names = sorted({*before.catalog.decision_names(), *after.catalog.decision_names()})
    if not names:
        return [], []
    made, skipped, tools = list[Change](), list[Skipped](), _Tools(before, after)
    for name in names:
        then, now = _side(name, before), _side(name, after)
        if isinstance(then, _Side) and isinstance(now, _Side):
            made += _of_winner(f"decisions.{name}", then, now, tools, found)
        elif then is None or now is None:
            made += _came_or_went(name, then, now)
        failed = [one for one in (then, now) if isinstance(one, Skipped)]
        if len({one.message for one in failed}) == 1 and len(failed) == 2:  # noqa: PLR2004 - as before
            continue
        skipped += failed
    return made, skipped


class _Side(Struct, frozen=True):
    """A decision in one state of the catalog: what is asked of tools, and how they are weighed."""

    decision: Decision
    criteria: tuple[Criterion, ...]
    conditions: tuple[Condition, ...]

    def has(self, one: Card | None) -> bool:
        """Say whether a tool is one of those to decide between."""
        return (
            one is not None
            and (not self.decision.tools or one.slug in self.decision.tools)
            and all(asked.passes(asked.field.known(one)) for asked in self.conditions)
        )

    def spans(self, one: Card | None) -> list[Span] | None:
        """Return all that matters of a tool, None for one that is not decided on."""
        return [by.span(one) for by in self.criteria] if self.has(one) else None

    def first(self, cards: Cards) -> tuple[Winner, ...]:
        """Return the tools of the first rank, the best first."""
        result = decided(
            None, self.decision.label, self.criteria, [one for one in cards.values() if self.has(one)]
        )
        return tuple(Winner(one.tool, result.labels[one.row]) for one in result.standings if one.rank == 1)


def _side(name: str, state: State) -> _Side | Skipped | None:
    """Look up a decision: None where there is none, and what is wrong where it cannot be computed."""
    catalog = state.catalog
    if name not in catalog.decision_names():
        return None
    decision, findings = catalog.decision(name)
    if decision is None:
        return skipped_file(state.name, name, findings)
    found, problems = criteria(decision, catalog.fields)
    message = problems[0].message if problems else None
    if missing := [slug for slug in decision.tools if slug not in catalog]:
        message = f'there is no tool "{missing[0]}"'
    try:
        conditions = tuple(condition(catalog.fields, one) for one in decision.where)
    except VcompareError as problem:
        message = problem.message
    if message:
        return Skipped(state.name, name, decision_path(name), 1, 1, message)
    return _Side(decision, tuple(found), conditions)


def _came_or_went(name: str, then: _Side | Skipped | None, now: _Side | Skipped | None) -> Iterator[Change]:
    sides = [one.decision.label if isinstance(one, _Side) else None for one in (then, now)]
    if any(sides):
        label = sides[0] or sides[1]
        of = Change(kind="decision", field=f"decisions.{name}", name=label)
        yield replace(of, before=sides[0], after=sides[1])


class _Tools:
    """The tools of two states, each file read once. Those whose files are the same are the same tools."""

    def __init__(self, before: State, after: State) -> None:
        self.after = after
        self.changed = differing(before, after)
        (old, skipped), (new, more) = (state.records(self.changed) for state in (before, after))
        unread = {one.tool for one in (*skipped, *more)}
        self.renamed = renames(old, new)
        self.cards = [
            {
                slug: card(one, state.settings.panel, summarized=False)
                for slug, one in records.items()
                if slug not in unread
            }
            for state, records in ((before, old), (after, new))
        ]
        self.is_alike = (
            before.settings == after.settings and before.catalog.workloads == after.catalog.workloads
        )
        self.have_changed = bool(changed_slugs(before.files, after.files))
        self._is_read = False

    def touched(self, then: _Side, now: _Side) -> list[str]:
        """Return the tools that changed in what matters to a decision."""
        old, new = self.cards
        known = self.changed | old.keys() | new.keys() if self._is_read else self.changed
        return sorted(slug for slug in known if then.spans(old.get(slug)) != now.spans(new.get(slug)))

    def read(self) -> None:
        """Read the tools that did not change, as far as they have not been."""
        if not self._is_read:
            same, _ = self.after.records(set(self.after.catalog.slugs()) - self.changed)
            for slug, record in same.items():
                one = card(record, self.after.settings.panel, summarized=False)
                for side in self.cards:
                    side[slug] = one
            self._is_read = True

    def mixed(self, slug: str) -> Cards:
        """Return the tools as they were before, but for one that is as it is after."""
        old, new = self.cards
        others = {key: one for key, one in old.items() if key != slug}
        return {**others, slug: new[slug]} if slug in new else others

    def are_same(self, before: Sequence[Winner], after: Sequence[Winner]) -> bool:
        """Say whether the same tools win, under whatever slugs."""
        return {self.renamed.get(one.slug, one.slug) for one in before} == {one.slug for one in after}


def _of_winner(
    path: str, then: _Side, now: _Side, tools: _Tools, found: Sequence[Change]
) -> Iterator[Change]:
    """Compare the first ranks, if something that matters has changed at all."""
    if then == now and not tools.touched(then, now):
        return
    tools.read()
    old, new = (side.first(cards) for side, cards in zip((then, now), tools.cards, strict=True))
    if not tools.are_same(old, new):
        cause = _cause(then, now, tools, new, found)
        label = now.decision.label
        yield Change(kind="decision", field=f"{path}.winner", name=label, before=old, after=new, cause=cause)


def _cause(
    then: _Side, now: _Side, tools: _Tools, winners: Sequence[Winner], found: Sequence[Change]
) -> Cause | None:
    """Return why others win: what by itself makes these the winners while nothing else does."""
    if not tools.is_alike:
        is_alone = then.decision == now.decision and not tools.have_changed
        return Cause("settings") if is_alone else None
    old, new = tools.cards
    if then.decision != now.decision:
        is_decision, are_facts = (
            tools.are_same(side.first(cards), winners) for side, cards in ((now, old), (then, new))
        )
        if is_decision == are_facts:
            return None
        if is_decision:
            return Cause("decision")
    return Cause("facts", tuple(_single(then, now, tools, winners, found)))


def _single(
    then: _Side, now: _Side, tools: _Tools, winners: Sequence[Winner], found: Sequence[Change]
) -> list[Change]:
    """Return what changed in the one tool that makes the winners by itself, if there is such a one."""
    touched = [slug for slug in tools.touched(then, now) if slug not in tools.renamed]
    if len(touched) > _FEW:
        return []
    alone = [slug for slug in touched if tools.are_same(then.first(tools.mixed(slug)), winners)]
    if len(alone) != 1:
        return []
    old, new = (cards.get(alone[0]) for cards in tools.cards)
    paths = {"name"}
    if old and new:
        paths = {by.field.path for by in now.criteria if by.span(old) != by.span(new)}
        paths |= {one.field.path for one in now.conditions}
    return [one for one in found if one.tool == alone[0] and one.field in paths and not one.seller]
