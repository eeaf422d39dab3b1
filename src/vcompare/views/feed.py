"""The news of a catalog, as entries of a feed with ids that never change."""

import datetime
import uuid
from collections.abc import Iterable, Iterator

from vcompare.history.digest import Digest
from vcompare.history.walk import Event
from vcompare.text.prose import Items, Paragraph, Span
from vcompare.views.blocks import Feed, FeedEntry, Passage, words
from vcompare.views.digest import became_stale, stale_since
from vcompare.views.news import sentences, told
from vcompare.views.phrases import tool_names, without_dates

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "vcompare.digest")


def feed(of: Digest, identity: str) -> Feed:
    """Lay out the news as they happened, the latest first: by commit and tool, and what became stale.

    `identity` tells the catalog from all others, as `Repository.identity` does.
    """
    found = sorted([*entries(of.events, identity), *_of_stale(of, identity)], key=latest_first)
    updated = max((_moment(of.ends.after.seconds), *(entry.updated for entry in found)))
    return Feed(key_of(identity), of.title, updated, tuple(found))


def key(of: Digest) -> str:
    """Return the UUID of the digest as a whole: of the catalog, its span of commits and its days."""
    ends = (one.commit if one else "" for one in (of.ends.before, of.ends.after))
    return key_of(of.folder, *ends, *of.ends.names)


def key_of(*parts: str) -> str:
    """Return the UUID that stands for what is told apart by these parts (RFC 4122, section 4.3)."""
    # A folder's name may be no UTF-8.
    return str(uuid.uuid5(_NAMESPACE, "\n".join(parts).encode(errors="backslashreplace").decode()))


def _moment(seconds: int) -> datetime.datetime:
    return datetime.datetime.fromtimestamp(seconds, datetime.UTC)


def latest_first(entry: FeedEntry) -> tuple[float, str, str]:
    """Return what to sort entries by."""
    return -entry.updated.timestamp(), entry.title, entry.key


def entries(events: Iterable[Event], identity: str) -> Iterator[FeedEntry]:
    """Yield what every commit changed in every tool. It is the same whatever the span is."""
    for event in events:
        changes = without_dates(event.changes)
        day = event.cause.date
        first = told(changes[0], event.fields, day)
        title = f"{tool_names(changes)[event.slug]}: {first}"
        said = sentences(changes, event.tool, event.fields, day)
        blocks = (Passage((Items(tuple(map(words, said))), Paragraph((Span(f"{day}."),)))),)
        at = _moment(event.cause.seconds)
        key = key_of(identity, event.slug or "", event.cause.commit)
        yield FeedEntry(key, title, at, blocks, event.slug)


def _of_stale(of: Digest, identity: str) -> Iterator[FeedEntry]:
    """Yield every fact that became stale, as of the day on which it did. Its id is that of the dated fact."""
    for one in became_stale(of):
        at = datetime.datetime.combine(one.stale_since, datetime.time(), datetime.UTC)
        fact = (one.tool, one.field, one.reviewer or "", one.date.isoformat(), one.stale_since.isoformat())
        said = Passage(words(stale_since(one, of.fields)))
        yield FeedEntry(key_of(identity, *fact), f"{one.name}: stale", at, (said,))
