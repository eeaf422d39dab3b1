"""What to write in place of a spec, a value or a source that is wrong, in terms of what is there."""

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any

from vcompare.fields import Field
from vcompare.fields.kinds import Choice, Kind
from vcompare.model import Period
from vcompare.text.safe import visible
from vcompare.text.slugs import is_slug, slug_of
from vcompare.text.suggestions import did_you_mean

_LONG = 60
_HINTS = {
    "quantity": "write a number without its unit, such as 200_000",
    "flag": "write true or false",
    "text": "write one line in quotes",
    "list": 'write texts in brackets, such as ["text", "image"]',
    "date": 'write a day, or a month or a year in quotes: 2026-11-20, "2026-11" or "2026"',
    "link": "write the whole address, from https:// on",
}


def near_spec(key: str, declared: Mapping[str, Field]) -> str:
    """Return the hint for a key that is not declared."""
    new = slug_of(key)
    near = did_you_mean(key, declared)
    return near or f"add [specs.{new or '<key>'}] to catalog.toml, or correct its spelling"


def near_meter(key: str, declared: Iterable[str]) -> str:
    """Return the hint for a meter that is not declared."""
    near = did_you_mean(key, [*declared])
    return near or f"add [meters.{key}] to catalog.toml, or correct its spelling"


def near_source(name: str, named: Mapping[str, Any]) -> str:
    """Return the hint for a source that the tool does not name."""
    if near := did_you_mean(name, named):
        return near
    if is_slug(name):
        return f"add [sources.{name}], or write an address"
    if "." in name and ":" not in name and " " not in name:
        return f'write "https://{name}"'
    return "write the name of one of its [sources], or an http:// or https:// address"


def remedy(value: Any, field: Field, kind: Kind) -> str:
    """Return the hint for a value of a spec that a kind cannot read: that of its field, or of an item."""
    from vcompare.fields.meant import UNKNOWN, WITHOUT, meant

    word = value.strip().casefold() if isinstance(value, str) else None
    if word in UNKNOWN:
        return "leave it out: what is absent is unknown"
    if (other := meant(kind, value)) is not None:
        return f"write {_written(other)}"
    if word in WITHOUT:
        return "write { none = true } if it is known to have none"
    if word and kind is field.kind and (limits := _limits(field, word)):
        return f"write {limits}"
    if isinstance(kind, Choice):
        near = did_you_mean(value, kind.choices) if isinstance(value, str) else None
        return near or f"write one of these, or add it to `choices` of [specs.{field.spec}] in catalog.toml"
    return _HINTS[kind.name]


def amount_remedy(value: Any) -> str:
    """Return the hint for an amount of money that cannot be read."""
    from vcompare.fields.meant import UNKNOWN
    from vcompare.text.numerals import numbers

    if isinstance(value, str) and value.strip().casefold() in UNKNOWN:
        return "leave it out: what is absent is unknown"
    found = numbers(value) if isinstance(value, str) else []
    if len(found) == 1 and found[0].meanings:
        return f"write {found[0].meanings[0]:f}, and the currency as `currency`"
    if isinstance(value, int | float) and (isinstance(value, bool) or not 0 <= value < inf):
        return "correct it, or leave it out: what is absent is unknown"
    if isinstance(value, float):
        return 'write it in quotes, which keeps every digit, such as "0.1234567890123456"'
    return "write the number alone, and the currency as `currency`"


def _limits(field: Field, text: str) -> str | None:
    """Return the table for limits that are written as people type them: `80-120`, `at least 5`."""
    from vcompare.fields.contents import parsed_bounds

    bounds = parsed_bounds(field, text)
    if bounds is None:
        return None
    ends = {"at_least": bounds.at_least, "at_most": bounds.at_most}
    known = (f"{key} = {_written(end)}" for key, end in ends.items() if end is not None)
    return f"{{ {', '.join(known)} }}"


def shown(value: Any) -> str:
    """Return a value as TOML has it; of one that is long, only its length."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple) and len(str(value)) <= _LONG:
        return f"[{', '.join(map(shown, value))}]"
    if isinstance(value, list | tuple | dict):
        return f"{'a table' if isinstance(value, dict) else 'a list'} of {len(value)}"
    if isinstance(value, str | Period):
        text = str(value)
        return f'"{visible(text)}"' if len(text) <= _LONG else f"a text of {len(text)} characters"
    return str(value)


def _written(value: Any) -> str:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return f"{value:_}" if is_number else shown(value)
