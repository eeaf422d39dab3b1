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
    plain = " ".join(unicodedata.normalize("NFC", name).split())
    if not plain:
        raise VcompareError("the voter's name is empty", "name one with --as NAME")
    if len(plain) > _LONGEST:
        raise VcompareError(f"the voter's name has {len(plain)} characters", f"{_LONGEST} are allowed")
    return plain


def with_ballot(text: str | None, name: str, verdict: Verdict | None, where: Path) -> str | None:
    """Return the text of the votes with a ballot in its place, or without it where there is no verdict.

    Raises VcompareError, which names the file `where`, for a text that is not TOML.
    """
    if text is None:
        return new_file({"ballots": {name: verdict}}) if verdict else None
    document = parse("", text.encode())
    found: Any = document.data.get("ballots") if isinstance(document, Document) else None
    voters = list(found) if isinstance(found, dict) else []
    same = next((one for one in voters if unicodedata.normalize("NFC", one) == name), name)
    ballot: dict[tuple[str, ...], Any] = {("ballots", same): verdict}
    return with_values(text, ballot, sorted({*voters, same}), where)
