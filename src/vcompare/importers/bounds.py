"""What data from elsewhere may be at most, so that nothing of it takes endless time or memory."""

from decimal import Decimal, InvalidOperation
from itertools import chain
from typing import Any

import msgspec

from vcompare.errors import VcompareError

MAX_BYTES = 64 * 1024 * 1024
"""The size of a data set."""
MAX_VALUES = 5_000_000
"""The values in it, where an alias of YAML counts like what it stands for; models.dev has 100,000."""
MAX_RECORDS = 100_000
"""The records in it: twenty times what models.dev has."""
MAX_DEPTH = 64
"""The levels of lists and objects inside each other."""
MAX_COLUMNS = 1_000
"""The columns of a table."""
POWER = 308
"""Of ten: no floating-point number goes further, and many programs have no others."""
_LONG = 40
_NESTED = {dict, list}


class OutOfRangeError(ValueError):
    """A number that is not finite, or too large for a floating-point number; `text` is how it is written."""

    def __init__(self, text: str) -> None:
        shown = text if len(text) <= _LONG else f"{text[:_LONG]}…"
        super().__init__(f"the number {shown} is out of range")
        self.text = text


class RepeatedKeyError(ValueError):
    """A key that an object has twice."""

    def __init__(self, key: str) -> None:
        super().__init__(f'an object has the key "{key[:_LONG]}" twice')


def number(text: str) -> Decimal:
    """Return a number exactly. Raises OutOfRangeError."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise OutOfRangeError(text) from None
    if value.is_zero():
        return Decimal(0)  # whatever its exponent
    if not value.is_finite() or abs(value.adjusted()) > POWER:
        raise OutOfRangeError(text)
    return value


def whole(text: str) -> int:
    """Return a whole number. Raises OutOfRangeError."""
    if len(text) > POWER:
        raise OutOfRangeError(text)
    return int(text)


def refuse_many(name: str, text: str, signs: str) -> None:
    """Raise VcompareError for a text in which signs that stand beside values are too many."""
    if sum(map(text.count, signs)) > MAX_VALUES:
        raise too_many(name)


def checked(name: str, data: Any) -> Any:
    r"""Return data that is not nested too deep, has not too many values, and whose texts any file can hold.

    Raises VcompareError. JSON and YAML can write half a character, `\\ud800`, which UTF-8 cannot.
    """
    _refuse_deep(name, data)
    try:
        msgspec.json.encode(data)
    except UnicodeEncodeError as problem:
        half = f"\\u{ord(problem.object[problem.start]):x}"
        raise VcompareError(f"{name}: a text has half a character, {half}", "remove it") from None
    return data


def _refuse_deep(name: str, data: Any) -> None:
    """Go level by level, and count one before looking at it: with aliases, each may be ten times as large."""
    level, count = [data], 0
    for _ in range(MAX_DEPTH + 1):
        level = [one for one in level if type(one) in _NESTED]
        count += sum(map(len, level))
        if count > MAX_VALUES:
            raise too_many(name)
        if not level:
            return
        level = list(chain.from_iterable(one.values() if type(one) is dict else one for one in level))
    raise too_deep(name)


def too_deep(name: str) -> VcompareError:
    """Return the error for data with too many levels."""
    return VcompareError(f"{name} is nested deeper than {MAX_DEPTH} levels", "flatten it")


def too_many(name: str) -> VcompareError:
    """Return the error for data with too many values."""
    return VcompareError(f"{name} has more than {MAX_VALUES:,} values", "import it in parts")
