"""JSON and NDJSON with exact numbers, and without what readers of JSON disagree on."""

import json
import re
from collections import Counter
from contextlib import suppress
from json.decoder import JSONObject  # type: ignore[attr-defined] # what JSONDecoder is made of
from typing import Any, NoReturn

from vcompare.catalog.source import line_and_column
from vcompare.errors import VcompareError
from vcompare.importers import bounds
from vcompare.importers.bounds import OutOfRangeError, RepeatedKeyError, number, whole

_HINT = "correct the file, or a copy of it"


def from_json(name: str, text: str, *, exact: bool = True, hint: str = _HINT) -> Any:
    """Return the data in a text, a list if it is NDJSON. Numbers with a fraction are Decimal, or float.

    Raises VcompareError with line and column, also for NaN, Infinity, a number beyond the range of floats
    and a repeated key, which others read differently or not at all.
    """
    if is_by_line(text):
        return [data for _, data in from_lines(name, text, exact=exact, hint=hint)]
    bounds.refuse_many(name, text, ",[{")
    return bounds.checked(name, _Reader(name, hint, exact=exact).read(text))


def from_lines(name: str, text: str, *, exact: bool = True, hint: str = _HINT) -> list[tuple[int, Any]]:
    """Return the data in each line that is not empty, with its number. Raises as `from_json` does."""
    bounds.refuse_many(name, text, ",[{\n")
    reader = _Reader(name, hint, exact=exact)
    found = [(at, reader.read(line, at)) for at, line in enumerate(text.split("\n"), 1) if line.strip()]
    bounds.checked(name, [data for _, data in found])
    return found


def is_by_line(text: str) -> bool:
    """Say whether a text begins as NDJSON does, which is often called JSON, and as no JSON can."""
    line, _, rest = text.lstrip().partition("\n")
    return line.startswith("{") and line.rstrip().endswith("}") and rest.lstrip().startswith("{")


class _Reader:
    """Reads texts of one file."""

    def __init__(self, name: str, hint: str, *, exact: bool) -> None:
        self._name = name
        self._hint = hint
        self._decoder = json.JSONDecoder(
            parse_float=number if exact else lambda text: float(number(text)),
            parse_int=whole,
            parse_constant=number,
            object_pairs_hook=_unique,
        )

    def read(self, text: str, first: int = 1) -> Any:
        """Return the data in a text whose first line has the number `first` in its file."""
        try:
            return self._decoder.decode(text)
        except json.JSONDecodeError as problem:
            self._refuse(text, problem.pos, first, problem.msg[:1].lower() + problem.msg[1:])
        except OutOfRangeError as problem:
            at = re.search(rf"(?<![\w.+-]){re.escape(problem.text)}(?![\w.])", text)
            self._refuse(text, at.start() if at else 0, first, str(problem))
        except RepeatedKeyError as problem:
            self._refuse(text, _place_of_repeated_key(text), first, str(problem))
        except RecursionError:
            raise bounds.too_deep(self._name) from None

    def _refuse(self, text: str, offset: int, first: int, reason: str) -> NoReturn:
        line, column = line_and_column(text, offset)
        at = f"{self._name}:{line + first - 1}:{column}"
        raise VcompareError(f"{at}: this is not JSON: {reason}", self._hint) from None


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        [(key, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise RepeatedKeyError(key)
    return data


class _Locator(json.JSONDecoder):
    """Finds an object with a repeated key. In Python, and slow: only for a text that has one."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=_unique)
        self.start: int | None = None
        self.parse_object = self._object
        self.scan_once = json.scanner.py_make_scanner(self)  # type: ignore[attr-defined]

    def _object(self, text_and_end: tuple[str, int], *rest: Any) -> Any:
        try:
            return JSONObject(text_and_end, *rest)
        except RepeatedKeyError:
            self.start = text_and_end[1] - 1 if self.start is None else self.start
            raise


def _place_of_repeated_key(text: str) -> int:
    locator = _Locator()
    with suppress(ValueError, RecursionError):
        locator.decode(text)
    return locator.start or 0
