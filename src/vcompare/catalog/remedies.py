"""What to write in place of a spec, a value or a source that is wrong, in terms of what is there."""

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from vcompare.fields import Field
from vcompare.fields.kinds import Choice, Kind
from vcompare.model import Period
from vcompare.text.safe import visible
from vcompare.text.slugs import is_slug, slug_of
from vcompare.text.suggestions import did_you_mean

_LONG = 60
UNKNOWN = {"", "?", "-", "n/a", "na", "null", "tbd", "unknown"}
"""What people write, in lower case, where nothing is known."""
_NONE = {"no limit", "none", "unlimited"}
_HINTS = {
    "quantity": "write a number without its unit, such as 200_000",
    "flag": "write true or false",
    "text": "write one line in quotes",
    "list": 'write texts in brackets, such as ["text", "image"]',
    "date": 'write a day, or a month or a year in quotes: 2026-11-20, "2026-11" or "2026"',
    "link": "write the whole address, from https:// on",
}
_DAYS = ("%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y")
_MONTHS = ("%B %Y", "%b %Y", "%Y/%m")
_YES_OR_NO = {"1": True, "y": True, "on": True, "0": False, "n": False, "off": False}


def near_spec(key: str, declared: Mapping[str, Field]) -> str:
    """Return the hint for a key that is not declared."""
    new = slug_of(key)
    near = did_you_mean(key, declared)
    return near or f"add [specs.{new or '<key>'}] to catalog.toml, or correct its spelling"


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
    word = value.strip().casefold() if isinstance(value, str) else None
    if word in UNKNOWN:
        return "leave it out: what is absent is unknown"
    for meant in _meant(value, kind):
        if fits(kind, meant):
            return f"write {_written(kind.read(meant))}"
    if word in _NONE:
        return "write { none = true } if it is known to have none"
    if isinstance(kind, Choice):
        near = did_you_mean(value, kind.choices) if isinstance(value, str) else None
        return near or f"write one of these, or add it to `choices` of [specs.{field.spec}] in catalog.toml"
    return _HINTS[kind.name]


def fits(kind: Kind, value: Any) -> bool:
    """Say whether a kind can read a value."""
    try:
        kind.read(value)
    except ValueError:
        return False
    return True


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


def _meant(value: Any, kind: Kind) -> Iterator[Any]:
    """Return what may be meant by a value of another kind, the likeliest first."""
    text = value.strip() if isinstance(value, str) else shown(value)
    match kind.name:
        case "quantity":
            yield kind.parse(text.replace(",", ""))
            yield from _only_number(text)
        case "flag":
            yield kind.parse(text)
            yield _YES_OR_NO.get(text.casefold())
        case "date":
            yield text
            yield from dates(text)
        case "list" if not isinstance(value, dict):
            yield kind.parse(text)
        case "text" if not isinstance(value, list | dict | str):
            yield text
        case "choice":
            yield from (one for one in getattr(kind, "choices", ()) if one.casefold() == text.casefold())
        case "link" if "." in text and ":" not in text:
            yield f"https://{text}"


def _only_number(text: str) -> Iterator[Any]:
    """Return the number in a text that has one."""
    from vcompare.text.numerals import numbers

    found = numbers(text)
    if len(found) == 1 and found[0].meanings:
        exact = found[0].meanings[0]
        yield int(exact) if exact == exact.to_integral_value() else float(exact)


def dates(text: str) -> Iterator[str]:
    """Yield the days and months that a text may mean, as ISO 8601 has them."""
    for forms, period in ((_DAYS, "%Y-%m-%d"), (_MONTHS, "%Y-%m")):
        for form in forms:
            try:
                yield datetime.datetime.strptime(text, form).strftime(period)  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
