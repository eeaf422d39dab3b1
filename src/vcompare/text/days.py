"""Days as people type them: `2026-11-20`, `today`, `yesterday`, `7d` (seven days ago) or `2w`."""

import datetime
import re
from contextvars import ContextVar

WANTED = "a day such as 2026-11-20, today, yesterday, 7d or 2w"
"""What a message says that a day must be."""
_WRITTEN_OUT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_AGO = r"([0-9]{1,6})([dw])"
_WORDS = {"today": 0, "yesterday": 1}


_pinned: ContextVar[datetime.date | None] = ContextVar("today", default=None)


def pin(today: datetime.date | None) -> None:
    """Make `today` the day that it is, here and in UTC; None follows the clock again."""
    _pinned.set(today)


def local_today() -> datetime.date:
    """Return the day that it is here, on the clock on the wall, or the one that is pinned."""
    return _pinned.get() or datetime.date.today()  # noqa: DTZ011 - see above


def utc_today() -> datetime.date:
    """Return the day that it is in UTC, or the one that is pinned."""
    return _pinned.get() or utc_now().date()


def utc_now() -> datetime.datetime:
    """Return the time that it is, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def day(text: str, today: datetime.date | None = None) -> datetime.date | None:
    """Return the day that a text names, None where it names none.

    `today` is what the forms without a date count from; it is the local date by default.
    """
    word = text.strip().lower()
    ago = _WORDS.get(word)
    if found := re.fullmatch(_AGO, word):
        ago = int(found[1]) * (7 if found[2] == "w" else 1)
    try:
        if ago is None:
            return datetime.date.fromisoformat(word) if re.fullmatch(_WRITTEN_OUT, word) else None
        return (today or local_today()) - datetime.timedelta(ago)
    except (ValueError, OverflowError):  # 2026-02-30, or before the year 1
        return None
