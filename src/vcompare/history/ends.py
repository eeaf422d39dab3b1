"""Where a digest begins and ends: from days or revisions to commits."""

import datetime
import re

from msgspec import Struct

from vcompare.errors import VcompareError
from vcompare.history.git.commits import Revision
from vcompare.history.git.repository import Repository
from vcompare.history.states import last_settings
from vcompare.text import days

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"[A-Za-z][\w.]*([-/][\w.]+)*", re.ASCII)
_SECONDS = 24 * 60 * 60
"""Of a day."""


class Ends(Struct, frozen=True):
    """The commits before a span, None where there was none, and at its end, with its first and last day.

    `names` are what the two ends were called: days, or revisions. No commit happened after the moment `now`,
    in seconds since 1970, whatever its date says. `left_out` is the last commit of the branch where that is
    dated later and no end was named.
    """

    before: Revision | None
    after: Revision
    since: datetime.date
    until: datetime.date
    names: tuple[str, str]
    now: int
    left_out: Revision | None = None

    @property
    def title(self) -> str:
        """What the span is called: both ends, or the one day that it is about."""
        return " to ".join(dict.fromkeys(self.names))


def find_ends(repository: Repository, since: str, until: str | None, now: datetime.datetime) -> Ends:
    """Return where a span begins and ends, each a day or a revision; without `until`, today.

    Days are in any of the forms of `text.days`. Raises VcompareError for what is neither, and where the two
    make no span.
    """
    today = now.date()
    first, last = _day(since, today), today if until is None else _day(until, today)
    after = _on(repository, last, today) if last else _revision(repository, until or "")
    if first:
        before = repository.last_before(_midnight(first))
    else:
        before = _parted(repository, since, after, until or str(last))
    start = first or min(before.date if before else after.date, after.date, today)
    end = last or max(start, min(after.date, today))
    if end < start:
        raise VcompareError(f"{start} is after {end}", "give a --since that is not after --until, or today")
    moment, head = int(now.timestamp()), repository.revision("HEAD")
    return Ends(
        before,
        _not_later(repository, after, moment),
        start,
        end,
        (_title("" if first else since, start), _title("" if last else until or "", end)),
        moment,
        head if until is None and head.date > today else None,
    )


def _on(repository: Repository, day: datetime.date, today: datetime.date) -> Revision:
    """Return the branch's last commit of a day or before it."""
    if day > today:
        raise VcompareError(f"{day} is not over yet", "name an earlier day, or set --today")
    found = repository.last_before(_midnight(day) + _SECONDS)
    if found is None:
        hint = (
            "name a later day" if day < today else "its commits are dated in the future: use `--until HEAD`"
        )
        raise VcompareError(f"{repository.root} has no commit as old as {day}", hint)
    return found


def _not_later(repository: Repository, revision: Revision, now: int) -> Revision:
    """Return a revision; one dated in the future is as old as the last commit before it that is not."""
    if revision.seconds <= now:
        return revision
    known = repository.last_before(now + 1, revision.commit)
    return revision.by(known.seconds if known else now)


def _parted(repository: Repository, since: str, after: Revision, until: str) -> Revision:
    """Return the commit that a revision and the end have in common."""
    named = _revision(repository, since)
    last_settings(repository, named)  # a revision that was named must have a catalog
    before = repository.common(named, after)
    if before.commit == after.commit != named.commit:
        raise VcompareError(f'"{since}" comes after "{until}"', "give the older one as --since")
    return before


def _day(text: str, today: datetime.date) -> datetime.date | None:
    """Return the day that a text names, None where it is not written as one."""
    found = days.day(text, today)
    if found is None and _DAY.fullmatch(text):
        raise VcompareError(f'"{text}" is not a date', "name a day that the calendar has")
    return found


def _revision(repository: Repository, text: str) -> Revision:
    try:
        return repository.revision(text)
    except VcompareError as problem:
        hint = f"name {days.WANTED}; {problem.hint}"
        raise VcompareError(f'"{text}" is neither a day nor a revision', hint) from None


def _midnight(of: datetime.date) -> int:
    """Return when a day begins in UTC, in seconds since 1970."""
    return int(datetime.datetime.combine(of, datetime.time(), datetime.UTC).timestamp())


def _title(text: str, day: datetime.date) -> str:
    """Return what a post calls an end: a tag or a branch by its name, everything else by the day."""
    return text if text and _NAME.fullmatch(text) and text != "HEAD" else str(day)
