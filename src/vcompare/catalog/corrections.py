"""What to write in place of a value that the format does not allow, in terms of what is there."""

import datetime
import math
from collections.abc import Iterator
from functools import partial
from typing import Any, Literal, get_args, get_origin

import msgspec

from vcompare.catalog.decode import bare, describe, fields_of, fits
from vcompare.catalog.remedies import shown
from vcompare.fields.meant import UNKNOWN, dates
from vcompare.model import Currency, Slug, Url
from vcompare.model.scalars import HexColor, UrlPattern
from vcompare.text.money import currency_of
from vcompare.text.slugs import slug_of
from vcompare.text.suggestions import did_you_mean
from vcompare.text.words import plural

_LONG = 60
"""A value of more characters is not repeated."""
_EXAMPLES: dict[type, str] = {
    str: "a text in quotes",
    bool: "true or false, without quotes",
    int: "digits only, such as 80",
    datetime.date: "a day without quotes, such as 2026-11-20",
    tuple: 'a list in brackets, such as ["a", "b"]',
}

_FORMS = {
    **dict.fromkeys((Url, UrlPattern), "the whole address, from https:// on"),
    HexColor: "# and six hexadecimal digits, in quotes",
}


def correction(value: Any, kind: Any, name: str, *, optional: bool = False) -> str:
    """Return the hint for a value that is none of a type of the model.

    `name` is its dotted key, and whether that may be missing is `optional`.
    """
    if _says_nothing(value):
        return "leave it out: what is absent is unknown" if optional else "fill it in"
    if isinstance(value, str):
        if fits(value, kind, partial(msgspec.convert, strict=False)):
            return "write it without quotes"
        choices = [str(choice) for choice in get_args(kind)] if get_origin(kind) is Literal else []
        if near := did_you_mean(value, choices):
            return near
    for meant in _meant(value, kind):
        if fits(meant, kind) and len(str(meant)) <= _LONG:
            return f"write {_written(meant)}"
    return _otherwise(value, kind, name, optional=optional)


def _says_nothing(value: Any) -> bool:
    if isinstance(value, str):
        return value.strip().casefold() in UNKNOWN
    return isinstance(value, list | dict) and not value


def _meant(value: Any, kind: Any) -> Iterator[Any]:
    """Return what may be meant by a value, the likeliest first."""
    match value:
        case [item]:
            yield item
        case datetime.datetime():
            yield value.date()
        case float() if value.is_integer():
            yield int(value)
        case str():
            yield " ".join(value.split())
            yield from _in_text(value.strip(), kind)
    if not isinstance(value, list | dict | bool):
        yield str(value)
    if get_origin(kind) is tuple:
        yield [value]
    elif _is_table(kind):
        fields = fields_of(kind)
        yield from ({one.encode_name: value} for one in fields if one.required or one is fields[0])


def _in_text(text: str, kind: Any) -> Iterator[Any]:
    if kind is Slug:
        yield slug_of(text)
    elif kind is Currency:
        yield currency_of(text)
    elif kind is Url:
        yield text.replace(" ", "%20")
        yield f"https://{text}" if "." in text and ":" not in text else None
    elif kind is HexColor:
        digits = text.removeprefix("#")
        yield f"#{digits if len(digits) > len('rgb') else ''.join(2 * one for one in digits)}"
    elif kind is datetime.date:
        days = (one for one in dates(text) if len(one) == len("2026-11-20"))
        yield from map(datetime.date.fromisoformat, days)
    elif bare(kind) is int:
        number = text.partition("/")[0].strip(" %")
        yield int(number) if number.isdecimal() else None


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {shown(one)}' for key, one in value.items())} }}"
    return shown(value)


def _otherwise(value: Any, kind: Any, name: str, *, optional: bool) -> str:
    """Return the hint for a value that does not tell what is meant by it."""
    choices = get_args(kind) if get_origin(kind) is Literal else ()
    if choices:
        several = "use one of these, or leave it out" if optional else "use one of these"
        return several if len(choices) > 1 else f"write {shown(choices[0])}"
    if _is_table(kind) or get_origin(kind) is dict:
        return f"write [{name}], with its keys below it"
    limits = get_args(kind)[1] if get_args(kind) and get_origin(kind) is not tuple else msgspec.Meta()
    if isinstance(value, str) and limits.max_length and len(value) > limits.max_length:
        return f"shorten it by {plural(len(value) - limits.max_length, 'character')}"
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    if is_number and bare(kind) is int:
        return _within(value, limits)
    if kind in _FORMS:
        return f"write {_FORMS[kind]}"
    example = _EXAMPLES.get(tuple if get_origin(kind) is tuple else bare(kind), describe(kind))
    return f"write {example}"


def _within(number: float, limits: msgspec.Meta) -> str:
    if limits.ge is not None and number < limits.ge:
        return f"write {limits.ge} or more"
    return f"write {limits.le} or less" if limits.le is not None and number > limits.le else "round it"


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
