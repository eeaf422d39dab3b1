"""What the commands about a catalog's history share: its days, its revisions, and what could not be read."""

import datetime
import re
from collections.abc import Iterable

from vcompare.catalog.repository import Repository, Revision
from vcompare.catalog.states import Skipped
from vcompare.cli import console
from vcompare.cli.options import as_date
from vcompare.errors import VcompareError

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_EARLIEST = datetime.date(1970, 1, 1)


def day(text: str) -> datetime.date | None:
    """Return the day that a text is, None where it is not written as one.

    Raises VcompareError for a day that there is not, or that no commit has.
    """
    found = as_date(text) if _DAY.fullmatch(text) else None
    if found and not _EARLIEST < found < datetime.date.max:
        raise VcompareError(f"{text} is no day of a commit", "commits are from 1970-01-02 on")
    return found


def last_until(repository: Repository, until: datetime.date) -> Revision:
    """Return the last commit of a day or before it. Raises VcompareError where there is none."""
    found = repository.last_before(_midnight(until + datetime.timedelta(days=1)))
    if found is None:
        raise VcompareError(f"{repository.root} has no commit as old as {until}", "name a later day")
    return found


def last_before(repository: Repository, since: datetime.date) -> Revision | None:
    """Return the last commit before a day in UTC, None where history begins later."""
    return repository.last_before(_midnight(since))


def report(skipped: Iterable[Skipped]) -> None:
    """Say on stderr which tools were left out, and why."""
    for one in skipped:
        at = f"{one.path}:{one.line}:{one.column}"
        where = at if not re.fullmatch("[0-9a-f]{40,64}", one.revision) else f"{one.revision[:10]}:{at}"
        console.warn(f"{where}: {one.message}; {one.tool} is left out here")


def _midnight(of: datetime.date) -> int:
    return int(datetime.datetime.combine(of, datetime.time(), datetime.UTC).timestamp())
