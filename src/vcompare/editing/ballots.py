"""One ballot in a tool's votes: who casts it, and the line where it is written."""

import unicodedata
from pathlib import Path
from typing import Any

from vcompare.catalog.source import Document, parse
from vcompare.editing.formatter import new_file
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError
from vcompare.model import Verdict
from vcompare.text.safe import hidden, visible

_LONGEST = 120


def voter(name: str) -> str:
    """Return a voter's name as it is written, however it was typed: composed, with single spaces.

    Raises VcompareError for a name that others could not read or tell apart.
    """
    if hidden(name):
        raise VcompareError(f'"{visible(name)}" has characters that cannot be seen', "use a plain name")
    plain = " ".join(_composed(name).split())
    if not plain:
        raise VcompareError("the voter's name is empty", "name one with --as NAME")
    if len(plain) > _LONGEST:
        raise VcompareError(f"the voter's name has {len(plain)} characters", f"{_LONGEST} are allowed")
    return plain


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _folded(name: str) -> str:
    return _composed(unicodedata.normalize("NFD", name).casefold())


def with_ballot(text: str | None, name: str, verdict: Verdict | None, where: Path) -> str | None:
    """Return the text of the votes with a ballot in its place, or without it where there is no verdict.

    Case does not tell voters apart: whoever has a ballot keeps the name that is written there.

    Raises VcompareError, which names the file `where`, for a text that is not TOML.
    """
    if text is None:
        return new_file({"ballots": {name: verdict}}) if verdict else None
    document = parse("", text.encode())
    found: Any = document.data.get("ballots") if isinstance(document, Document) else None
    voters = list(found) if isinstance(found, dict) else []
    # The same name before one in another case.
    alike = [one for same in (_composed, _folded) for one in voters if same(one) == same(name)]
    same = next(iter(alike), name)
    ballot: dict[tuple[str, ...], Any] = {("ballots", same): verdict}
    return with_values(text, ballot, sorted({*voters, same}), where)
