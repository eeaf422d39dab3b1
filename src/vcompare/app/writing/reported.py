"""What a change of a file changes from what to what, for the person who made it."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from vcompare.app.writing.facts import content_of, content_parts
from vcompare.app.writing.forms import parsed
from vcompare.app.writing.imported import AMOUNTS, NOTHING, Imported, units
from vcompare.app.writing.keys import Values
from vcompare.app.writing.places import FactIn, Path, fact_path, facts_in, value_at
from vcompare.app.writing.rates import currency_in
from vcompare.editing.edits import FileChange
from vcompare.editing.style import rendered
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.fields.kinds import Amount, PriceTable
from vcompare.model import Money, Plan, Tier
from vcompare.text.safe import one_line
from vcompare.text.words import shorten

_LONG = 60
"""So many characters of a text are shown."""


class _Shown(NamedTuple):
    """A value as a line shows it, and exactly; of an amount also its field and the amount itself.

    `of` says so where it is imported.
    """

    short: str
    long: str
    field: Field | None = None
    amount: Any = None
    of: str = ""


_UNSET = _Shown("unset", "unset")


def value_changes(change: FileChange, fields: Registry = BUILTIN, below: Imported = NOTHING) -> list[str]:
    """Return a line for each value that a change sets or removes: `pricing.summary: "$5" → "$4"`.

    What is known of a declared field is worded as everywhere: `Context: 200k → 1M`. Under a tool's own file
    is what was imported: `Context: 300k (imported) → 1M`.
    """
    fields = fields if change.path.startswith("tools/") else BUILTIN
    own = [parsed(text or "") or {} for text in (change.before, change.after)]
    before, after = (_known(data, fields, below) for data in own)
    lines = [
        f"{key}: {_worded(old, new)}"
        for key in dict.fromkeys((*before, *after))
        if (old := before.get(key, _UNSET))[:-1] != (new := after.get(key, _UNSET))[:-1]
    ]
    return [*lines, *_copied(own[0], own[1], below)]


def _known(own: Values, fields: Registry, below: Imported) -> dict[str, _Shown]:
    """Return all values of a tool under what they are called, of which some may be imported."""
    values = dict(_values(own, fields))
    if not below.units:
        return values
    known = dict(_values(below.under(own), fields))
    return {key: one if key in values else one._replace(of=" (imported)") for key, one in known.items()}


def _copied(before: Values, after: Values, below: Imported) -> Iterator[str]:
    """Say which prices were copied from an import, as they come whole from one file."""
    old, new = units(before), units(after)
    for unit, source in below.sources.items():
        if unit[-1] == AMOUNTS and unit in new and unit not in old:
            of = f"of {unit[1]} " if unit[0] == "offers" else ""
            yield f"prices {of}copied from {source}, as they come whole from one file"


def _worded(old: _Shown, new: _Shown) -> str:
    pair = (old.short, new.short) if old.short != new.short else (old.long, new.long)
    line = f"{pair[0]}{old.of} → {pair[1]}{new.of}"
    remark = old.field.remark(old.amount, new.amount) if old.field and new.field else ""
    return f"{line}, {remark}" if remark else line


def _values(data: Values, fields: Registry) -> Iterator[tuple[str, _Shown]]:
    """Yield all values of a file under what they are called."""
    facts = {one.path: one for one in facts_in(data, fields.specs, fields.meters)}
    for path, value in _flat(data, facts):
        fact = facts.get(path)
        if fact is not None:
            with suppress(ArithmeticError, AttributeError, TypeError, ValueError):  # no value of its kind
                yield _called(path, fact.field), _fact(fact, data, fields)
        elif within := facts.get(fact_path(path) or ()):
            yield f"{_called(within.path, within.field)}, {path[-1]}", _plain(value)
        elif path[-1] in {"tiers", "plans"} and isinstance(value, list):
            field = fields[f"pricing.{path[-1]}"]
            yield _called(path, field), _table(field, value, currency_in(data, path[:-1], fields.currency))
        else:
            yield ".".join(path), _plain(value)


def _fact(fact: FactIn, data: Values, fields: Registry) -> _Shown:
    content = content_of(fact.field, fact.raw)
    if not fact.field.meter:
        return _Shown(one_line(fact.field.shown(content)), one_line(fact.field.exact(content)))
    amount = Money(content, currency_in(data, fact.path[:-2], fields.currency) or "")
    text = one_line(fact.field.shown(amount)).strip()
    return _Shown(text, text, fact.field, amount)


def _called(path: Path, field: Field) -> str:
    """Return what a line calls a spec, a rate, or all plans: what is of an offer has the seller before it."""
    return f"{path[1]}, {field.row}" if path[0] == "offers" else field.row


def _table(field: Field, items: list[Any], currency: str | None) -> _Shown:
    """Return tiers or plans as everywhere; what cannot be read is shown as it is written."""
    with suppress(ArithmeticError, AttributeError, TypeError, ValueError):
        read = tuple(_plan(item) if "per" in item else _tier(item) for item in items)
        text = one_line(field.shown(PriceTable(currency or "", read)))
        return _Shown(text, text)
    return _plain(items)


def _plan(item: Mapping[str, Any]) -> Plan:
    return Plan(**{**item, "amount": Amount().read(item.get("amount"))})


def _tier(item: Mapping[str, Any]) -> Tier:
    rates = value_at(item, "rates") or {}
    return Tier(**{**item, "rates": {meter: Amount().read(rate) for meter, rate in rates.items()}})


def _flat(values: Values, facts: Mapping[Path, FactIn], above: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield all values by their paths; of a declared fact, its value and then its evidence."""
    for key, value in values.items():
        path = (*above, key)
        if fact := facts.get(path):
            yield path, value
            rest = value.items() if isinstance(value, Mapping) else ()
            yield from (((*path, part), one) for part, one in rest if part not in content_parts(fact.field))
        elif isinstance(value, Mapping):
            yield from _flat(value, facts, path)
        else:
            yield path, value


def _plain(value: Any) -> _Shown:
    whole = one_line(rendered(value))
    if isinstance(value, str):  # of several lines or long, it is shown on one
        return _Shown(one_line(rendered(shorten(" ".join(value.split()), _LONG))), whole)
    return _Shown(shorten(whole, _LONG), whole)
