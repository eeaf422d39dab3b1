"""What changed, as sentences for a digest and a feed.

A sentence says in which direction something went only where that is certain: never of what was not known
before, nor of a panel that other people make up now.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence

from vcompare.comparison import Card
from vcompare.fields import Field, Registry
from vcompare.fields.kinds import Amount, Measure, PriceTable
from vcompare.history.changes import Change, own
from vcompare.views.phrases import (
    declared_label,
    declared_part,
    edited,
    field_of,
    is_another_value,
    is_offer,
    is_over_other_reviews,
    is_prose,
    is_winner,
    label,
    plain,
    quoted,
    sides,
    winners,
)


def sentences(
    changes: Iterable[Change], tool: Card | None, fields: Registry, day: datetime.date
) -> Iterator[str]:
    """Yield what changed in a tool, as of a day; a new one is introduced."""
    for change in changes:
        yield introduced(tool, day) if change.kind == "added" and tool else told(change, fields, day)


def told(change: Change, fields: Registry, day: datetime.date) -> str:
    """Say what changed: `Builder's score fell from 88 to 62`; `fields` are those before and after."""
    if change.kind in _WHOLE:
        return _WHOLE[change.kind](change, day)
    if change.kind == "decision":
        return _decision(change, fields, day)
    if change.seller:
        return _of_seller(change, fields, day)
    field = field_of(change, fields)
    return _of_no_field(change, fields) if field is None else _of_field(change, field, fields)


def _of_field(change: Change, field: Field, fields: Registry) -> str:
    what = _the(_SUBJECTS.get(field.path) or label(change, fields))
    before, after = sides(change, field, fields)
    if is_prose(field) or before == after:
        return f"{what} was {edited(change)}"
    if field.kind.style == "verdict":
        return _verdict(change, fields)
    is_table = is_another_value(change) and isinstance(change.before, PriceTable)
    if is_table or isinstance(field.kind, Amount):
        return _price(change, field, before, after)
    return _value(change, field, what, [quoted(change, field, side) for side in (before, after)])


def _decision(change: Change, fields: Registry, day: datetime.date) -> str:
    """Say what became of a decision: `Kimi now wins, after Opus (Kimi: Output $10.00 → $2.00, −80%)`."""
    if not is_winner(change):
        return "was removed" if change.after is None else "is a new decision"
    before, after = winners(change.before), winners(change.after)
    now = f"{after} now {'tie for the first rank' if change.after[1:] else 'wins'}"
    if not change.after:
        now = "no tool passes its conditions any more"
    then = f"after {'a tie of ' if change.before[1:] else ''}{before}" if before else "and no tool did before"
    reason = because(change, fields, day)
    return f"{now}, {then}{f' ({reason})' if reason else ''}"


def because(change: Change, fields: Registry, day: datetime.date) -> str:
    """Say why a decision has another winner, as far as that is certain."""
    cause = change.cause
    if not cause:
        return ""
    if not cause.changes:
        return _CAUSES[cause.kind]
    return f"{cause.changes[0].name}: {'; '.join(told(one, fields, day) for one in cause.changes)}"


_CAUSES = {
    "decision": "the decision itself changed",
    "facts": "facts of the tools changed",
    "settings": "the settings of the catalog changed",
}


def _of_seller(change: Change, fields: Registry, day: datetime.date) -> str:
    """Say what changed of an offer: `Amazon Bedrock: Input $3.30 → $3.00, −9%`."""
    if not is_offer(change):
        return f"{change.seller}: {told(own(change), fields, day)}"
    before, after = sides(change, None, fields)
    if change.after is None:
        return f"{change.seller} is no longer among its sellers, after {before}"
    return f"{change.seller} sells it too: {after}"


def _price(change: Change, field: Field, before: str, after: str) -> str:
    """Say what became of a rate, a plan or a tier: `Output $3.48 → $0.87, −75%`."""
    if not before and is_another_value(change):
        return f"{field.label} {after}"
    remark = field.remark(change.before, change.after)
    now = f"{after or 'unknown'}{' a month' if change.kind == 'cost' and after else ''}"
    return f"{field.label} {before or 'unknown'} → {now}{f', {remark}' if remark else ''}"


def introduced(tool: Card, day: datetime.date) -> str:
    """Say of a new tool what it is, what the panel thinks and what it takes to start."""
    of, score, entry, retired = tool.panel, tool.panel.score, tool.tool.entry, tool.tool.retired
    count = of.ship + of.skip
    points = [tool.tool.tagline.rstrip(".")]
    if count:
        one = f"its only review says {of.verdict}"
        points.append(one if count == 1 else f"{of.ship} of {count} reviews say ship")
    if score:
        one = f"its only score is {score.low}"
        points.append(f"{one if score.count == 1 else f'the scores average {score.mean:.1f}'} out of 100")
    points += [entry] if entry else []
    points += [_retirement(retired, day)] if retired else []
    return "; ".join(points)


def _retirement(retired: datetime.date, day: datetime.date) -> str:
    return f"{'was retired' if retired <= day else 'retires'} on {retired}"


_WHOLE: dict[str, Callable[[Change, datetime.date], str]] = {
    "added": lambda _change, _day: "was added",
    "removed": lambda _change, _day: "was removed",
    "retired": lambda change, day: _retirement(change.after, day),
    "returned": lambda _change, _day: "is no longer retired",
}


def _of_no_field(change: Change, fields: Registry) -> str:
    """Say what changed of a whole review, or of the catalog itself."""
    if change.kind == "declaration":
        return _declaration(change, fields)
    if change.kind == "panel":
        now = "leaves the panel" if change.after is None else f"is now called {change.after}"
        return f"{change.before} {now}" if change.before else f"{change.after} joins the panel"
    if change.reviewer is None:
        return f"the {change.field} changed from “{plain(change.before)}” to “{plain(change.after)}”"
    reviewer = fields.panel.get(change.reviewer, change.reviewer)
    if change.after is None:
        return f"the review by {reviewer} was removed"
    score = change.after["score"]
    return f"{reviewer} says {change.after['verdict']}{'' if score is None else f', at {score} out of 100'}"


def _declaration(change: Change, fields: Registry) -> str:
    """Say what changed of what the catalog declares: of a spec that it compares, or does no longer."""
    table, key, part = declared_part(change)
    if table not in {"specs", "meters"}:
        return _currency(change, key)
    before, after = (f"“{plain(side)}”" for side in (change.before, change.after))
    if not part:
        subject = "the prices of {} are" if table == "meters" else "{} is"
        now = subject.format(before if change.after is None else after)
        return f"{now} {'no longer compared' if change.after is None else 'compared now'}"
    if part == "label":
        return f"{before} is now called {after}"
    of = f"“{declared_label(change, fields)}”"
    if change.after is None:
        return f"{of} has no {_PARTS[part]} any more, after {before}"
    was = "" if change.before is None else f", after {before}"
    if part == "per":
        then, now = (Measure().long(side) for side in (change.before, change.after))
        return f"rates of {of} are for {now} now, after {then}"
    return f"{of} now has the {_PARTS[part]} {after}{was}"


_PARTS = {"kind": "kind", "unit": "unit", "better": "better value", "part_of": "whole"}


def _currency(change: Change, code: str) -> str:
    """Say in what currency amounts are that name none, or what another one is worth."""
    if not code:
        now = f"amounts are in {change.after} now" if change.after else "amounts must name their currency now"
        return f"{now}, after {change.before}" if change.before and change.after else now
    if change.after is None:
        return f"{code} is no longer converted"
    then = "" if change.before is None else f", after {change.before}"
    return f"one {code} is worth {change.after} US dollars now{then}"


def _verdict(change: Change, fields: Registry) -> str:
    who = fields.panel.get(change.reviewer, change.reviewer) if change.reviewer else "the panel"
    if change.after is None:
        return f"{who} has no verdict any more"
    now = f"{who} is split" if change.after == "split" else f"{who} says {change.after}"
    return now if change.before is None else f"{now} now, after {change.before}"


def _value(change: Change, field: Field, what: str, both: Sequence[str]) -> str:
    """Say from what to what a value went, and which way where that is certain."""
    before, after = both
    if not is_another_value(change):
        return _known(change, field, what.removeprefix("the "), before, after)
    if is_over_other_reviews(change, field):
        return f"{what} is now {after}, over other reviews than the {before} before"
    if field.path in _OWN_WORDS:
        return _OWN_WORDS[field.path].format(before, after)
    is_price = field.path == "pricing.summary"
    verbs = {"up": "rose", "down": "fell"} if is_price or field.kind.style == "number" else {}
    remark = field.remark(change.before, change.after)
    verb = verbs.get(change.trend or "", "went" if change.trend and remark else "changed")
    aside = f", {remark}" if verb == "went" else f" ({remark})" if field.spec and remark else ""
    return f"{'the price' if is_price and change.trend else what} {verb} from {before} to {after}{aside}"


def _known(change: Change, field: Field, what: str, before: str, after: str) -> str:
    """Say that a value is known now, or not any more, which is no change of the tool."""
    is_gone = change.after in (None, ())
    if field.spec:
        return f"{what} no longer known, after {before}" if is_gone else f"{what} now known: {after}"
    return f"{what} removed, after {before}" if is_gone else f"{what} added: {after}"


_SUBJECTS = {"added": "day of addition", "best_for": "best use", "retired": "retirement"}
"""What to call a field whose label cannot be a subject."""
_OWN_WORDS = {
    "slug": "has the slug {1} instead of {0}",
    "pricing.checked": "the price is dated {1} now, instead of {0}",
}


def _the(what: str) -> str:
    """Return a label as the subject of a sentence; one that begins with a name needs no article."""
    return what if what[:1].isupper() else f"the {what}"
