"""What the commands about a catalog's history share: its days, its revisions, and what could not be read."""

import datetime
import re
from collections.abc import Iterable

from vcompare.cli import console
from vcompare.cli.options import as_date
from vcompare.errors import VcompareError
from vcompare.history.commits import Revision
from vcompare.history.repository import Repository
from vcompare.history.states import WORKING_TREE, Skipped

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EARLIEST = datetime.date(1970, 1, 1)


def day(text: str) -> datetime.date | None:
    """Return the day that a text is, None where it is not written as one.

    Raises VcompareError for a day that there is not, or that no commit has.
    """
    return in_range(as_date(text)) if _DAY.fullmatch(text) else None


def in_range(of: datetime.date | None) -> datetime.date | None:
    """Return a day. Raises VcompareError for one that no commit has."""
    if of and not _EARLIEST < of < datetime.date.max:
        raise VcompareError(f"{of} is no day of a commit", "commits are from 1970-01-02 on")
    return of


def midnight(of: datetime.date) -> int:
    """Return when a day begins in UTC, in seconds since 1970."""
    return int(datetime.datetime.combine(of, datetime.time(), datetime.UTC).timestamp())


def revision(repository: Repository, text: str) -> Revision:
    """Return the revision that an option names where it may name a day. Raises VcompareError for none."""
    try:
        return repository.revision(text)
    except VcompareError as problem:
        hint = f"a day is written as 2026-11-20; {problem.hint}"
        raise VcompareError(f'"{text}" is no day and no revision', hint) from None


def report(skipped: Iterable[Skipped]) -> None:
    """Say on stderr which tools were left out, and why."""
    for one in skipped:
        at = f"{one.path}:{one.line}:{one.column}"
        where = at if one.revision == WORKING_TREE else f"{one.revision[:10]}:{at}"
        console.warn(f"{where}: {one.message}; {one.tool} is left out here")
