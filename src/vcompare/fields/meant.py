"""What people may mean by what a kind cannot read: `1 million`, `March 2025`, `~200k`, `x.example`."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from vcompare.fields.contents import reads
from vcompare.fields.field import Field
from vcompare.fields.kinds import Choice, Kind, Measure
from vcompare.text.suggestions import did_you_mean

UNKNOWN = {"", "?", "-", "–", "—", "n/a", "na", "null", "tbd", "unknown", "not known", "undisclosed"}
"""Words for what is not known, which no file holds."""
WITHOUT = {"no limit", "none", "unlimited", "infinite", "inf", "∞"}
"""Words for what is known to have none."""
_ABOUT = re.compile(
    r"(?:[~≈]|(?:about|around|approx\.?|approximately|circa|ca\.?|roughly)\s)\s*(.+)", re.IGNORECASE
)
_BEYOND = re.compile(
    r"([<>]|over\s|more\s+than\s|under\s|less\s+than\s|fewer\s+than\s)\s*([^<>=].*)", re.IGNORECASE
)
_LIMITS = {"quantity": "60k..90k", "date": "2024..2025"}
_DAYS = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y",
         "%B %d %Y", "%b %d %Y", "%Y%m%d")  # fmt: skip
_MONTHS = ("%B %Y", "%b %Y", "%B, %Y", "%b, %Y", "%Y/%m", "%Y.%m", "%m/%Y", "%m-%Y", "%m.%Y", "%Y-%m")
_YES_OR_NO = {"1": True, "✓": True, "✔": True, "0": False, "✗": False, "✘": False, "not": False}
_QUARTER = re.compile(r"(?i)(?P<before>\d{4})?[ -]?q(?P<quarter>[1-4])[ -]?(?P<behind>\d{4})?")
_UNCLEAR = re.compile(r"\d{1,3}\.\d{3}|.*\d\s*[kmgt]", re.IGNORECASE)
"""Numbers whose point may set thousands apart, and those whose letter may be a unit."""
_OF_ANOTHER_UNIT = re.compile(r"\d+(?:[.,]\d+)*\s*(?:[kmgt]|[^\W\d_]{2,}.*)", re.IGNORECASE)


def fits(kind: Kind, value: Any) -> bool:
    """Say whether a kind can read a value of a file."""
    try:
        kind.read(value)
    except ValueError:
        return False
    return True


def meant(kind: Kind, value: Any) -> Any:
    """Return the value that may be meant by one that a kind cannot read, None where none comes to mind."""
    text = value.strip() if isinstance(value, str) else _as_text(value)
    return next((kind.read(one) for one in _meant(kind, value, text) if fits(kind, one)), None)


def hint(field: Field, text: str) -> str | None:
    """Return what to type in place of a text that the kind of a field cannot read."""
    kind, word = field.kind, text.strip().casefold()
    may_have_limits = field.may_be_none and kind.has_bounds
    if word in WITHOUT:
        return "write none if there is known to be none" if field.may_be_none else None
    if may_have_limits and (about := _ABOUT.fullmatch(text.strip())):
        return f"write {_typed(kind, about[1])} if that is exact, or its limits, as in {_LIMITS[kind.name]}"
    if may_have_limits and (beyond := _BEYOND.fullmatch(text.strip())):
        sign = ">=" if beyond[1].casefold().startswith((">", "over", "more")) else "<="
        return f"write {sign}{_typed(kind, beyond[2])}, which includes that itself"
    if (value := meant(kind, text)) is not None:
        return f"write {_written(kind, value)}"
    if isinstance(kind, Choice):
        return did_you_mean(word, kind.choices)
    return _of_another(kind, word)


def _of_another(kind: Kind, word: str) -> str | None:
    """Return what to type in place of a quarter, or of a number of another unit."""
    if kind.name == "date" and (quarter := _QUARTER.fullmatch(word)):
        year, last = quarter["before"] or quarter["behind"], 3 * int(quarter["quarter"])
        return f"write {year}-{last - 2:02}..{year}-{last:02}" if year else None
    is_of_unit = isinstance(kind, Measure) and kind.unit and _OF_ANOTHER_UNIT.fullmatch(word)
    return f"write the number in {getattr(kind, 'unit', '')}" if is_of_unit else None


def _typed(kind: Kind, text: str) -> str:
    value = None if reads(kind, text) else meant(kind, text)
    return text if value is None else _written(kind, value)


def _written(kind: Kind, value: Any) -> str:
    is_long = isinstance(value, int) and not isinstance(value, bool)
    return f"{value:_}" if is_long else kind.typed(value)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _meant(kind: Kind, value: Any, text: str) -> Iterator[Any]:
    """Yield what may be meant by a value of another kind, the likeliest first."""
    match kind.name:
        case "quantity" if isinstance(kind, Measure):
            yield kind.parse(text)
            yield from _only_number(text, kind.unit)
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


def _only_number(text: str, unit: str) -> Iterator[Any]:
    """Return the number in a text that has one, and beside it no words but the unit."""
    from vcompare.text.numerals import numbers

    found = numbers(text)
    if len(found) != 1 or not found[0].meanings or _UNCLEAR.fullmatch(text):
        return
    rest = f"{text[: found[0].start]} {text[found[0].end :]}".strip(" .,[]()").casefold()
    is_percentage = text[found[0].start : found[0].end].endswith(("%", "cent"))
    is_alone = rest in {"", unit.casefold(), f"{unit.casefold()}s"} or (not unit and rest.isalpha())
    if is_alone and is_percentage <= (unit in {"%", "percent"}):
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
