"""Where a digest begins and ends: from days or revisions to commits."""

import datetime
import re

from msgspec import Struct

from vcompare.errors import VcompareError
from vcompare.history.git.commits import Revision
from vcompare.history.git.repository import Repository
from vcompare.history.states import last_settings

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"[A-Za-z][\w.]*([-/][\w.]+)*", re.ASCII)
_SECONDS = 24 * 60 * 60
"""Of a day."""


class Ends(Struct, frozen=True):
    """The commits before a span, None where there was none, and at its end, with its first and last day.

    `names` are what the two ends were called: days, or revisions.
    """

    before: Revision | None
    after: Revision
    since: datetime.date
    until: datetime.date
    names: tuple[str, str]


def find_ends(repository: Repository, since: str, until: str | None, today: datetime.date) -> Ends:
    """Return where a span begins and ends, each a day or a revision; without `until`, today.

    Raises VcompareError for what is neither, and where the two make no span.
    """
    first, last = _day(since), today if until is None else _day(until)
    after = _on(repository, last, today) if last else _revision(repository, until or "")
    if first:
        before = repository.last_before(_midnight(first))
    else:
        before = _parted(repository, since, after, until or str(last))
    start = first or min(before.date if before else after.date, after.date)
    end = last or max(start, after.date)
    if end < start:
        raise VcompareError(f"{start} is after {end}", "give a --since that is not after --until, or today")
    return Ends(before, after, start, end, (_title(since, start), _title(until, end)))


def _on(repository: Repository, day: datetime.date, today: datetime.date) -> Revision:
    """Return the branch's last commit of a day or before it."""
    if day > today:
        raise VcompareError(f"{day} is not over yet", "name an earlier day, or set --today")
    found = repository.last_before(_midnight(day) + _SECONDS)
    if found is None:
        raise VcompareError(f"{repository.root} has no commit as old as {day}", "name a later day")
    return found


def _parted(repository: Repository, since: str, after: Revision, until: str) -> Revision:
    """Return the commit that a revision and the end have in common."""
    named = _revision(repository, since)
    last_settings(repository, named)  # a revision that was named must have a catalog
    before = repository.common(named, after)
    if before.commit == after.commit != named.commit:
        raise VcompareError(f'"{since}" comes after "{until}"', "give the older one as --since")
    return before


def _day(text: str) -> datetime.date | None:
    """Return the day that a text is, None where it is not written as one."""
    try:
        return datetime.date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        raise VcompareError(f'"{text}" is not a date', "name a day that the calendar has") from None


def _revision(repository: Repository, text: str) -> Revision:
    try:
        return repository.revision(text)
    except VcompareError as problem:
        hint = f"write a day as 2026-11-20, today, yesterday, 7d or 2w; {problem.hint}"
        raise VcompareError(f'"{text}" is neither a day nor a revision', hint) from None


def _midnight(of: datetime.date) -> int:
    """Return when a day begins in UTC, in seconds since 1970."""
    return int(datetime.datetime.combine(of, datetime.time(), datetime.UTC).timestamp())


def _title(text: str | None, day: datetime.date) -> str:
    """Return what a post calls an end: a tag or a branch by its name, everything else by the day."""
    return text if text and _NAME.fullmatch(text) and text != "HEAD" else str(day)
