"""The texts in cells of CSV, so that no spreadsheet runs one, and back."""

import re
from contextlib import suppress
from functools import cache, partial

import msgspec

_SIGNS = "=+\\-@＝＋－＠"
# A spreadsheet runs a cell that starts with one of these signs (OWASP, "CSV Injection"). Depending on its
# settings it may separate cells by semicolons or tabs, so one may also start after those, or on a new line.
_FORMULA = cache(partial(re.compile, rf"""^(?='*\t)|(?:^|[;\t\n])[ "]*(?='*[{_SIGNS}])"""))
_GUARD = cache(partial(re.compile, rf"""(?:^|(?<=[;\t\n]))([ "]*)'(?='*[{_SIGNS}])|^()'(?='*\t)"""))


def guarded(text: str) -> str:
    """Return the text of a cell with `'` before all that a spreadsheet would take for a formula."""
    return _FORMULA().sub(r"\g<0>'", text)


def unguarded(cell: str) -> str:
    """Return what a cell held before `guarded`."""
    return _GUARD().sub(r"\1", cell)


def as_items(text: str) -> list[str]:
    """Return the items of a list in one cell, with semicolons between them or as JSON."""
    if text.startswith("["):
        with suppress(msgspec.DecodeError):
            return msgspec.json.decode(text, type=list[str])
    return [part.strip() for part in text.split(";") if part.strip()]
