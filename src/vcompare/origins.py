"""Which commit of a span made each of the changes that it brought about."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from vcompare.catalog.repository import Repository, Revision, Touch
from vcompare.catalog.snapshot import Files, slug_of
from vcompare.catalog.states import Skipped
from vcompare.catalog.store import tool_path
from vcompare.changes import Change
from vcompare.comparison import Card
from vcompare.histories import Step, changed, states

_Origins = dict[tuple[str | None, str | None], Revision]
"""Commits by the field and the reviewer that they changed; by None and None, the last one of all."""


class News(Change, frozen=True, kw_only=True):
    """A change with the commit that made it: its id, its day in UTC, and its moment in seconds since 1970."""

    commit: str
    date: datetime.date
    seconds: int


def news(
    repository: Repository, before: Revision | None, after: Revision, found: Sequence[Change]
) -> list[News]:
    """Return changes from one commit to another, each with the last commit in between that made it."""
    touches = repository.log(after, ["."], before)[::-1]
    repository.fetch(touches)
    revisions = repository.revisions([touch.commit for touch in touches])
    by_slug: dict[str, list[Touch]] = {}
    for touch in touches:
        for slug in sorted({slug_of(path) for path in touch.files}):
            by_slug.setdefault(slug, []).append(touch)
    order = {touch.commit: number for number, touch in enumerate(touches)}
    files = repository.files(before) if before else {}
    origins: dict[str, _Origins] = {}
    for slug, former in _former(found).items():
        own = {touch.commit: touch for one in ("", former, slug) for touch in by_slug.get(one, ())}
        steps = list(_steps(sorted(own.values(), key=lambda touch: order[touch.commit]), former, slug))
        origins[slug] = _origins(repository, steps, revisions, files)
    return [_sourced(change, origins[change.tool or ""], after) for change in found]


def _former(found: Iterable[Change]) -> dict[str, str]:
    """Return the slug that every tool which changed had before; empty for the catalog as a whole."""
    slugs = {change.tool or "": change.tool or "" for change in found}
    return slugs | {change.tool or "": change.before for change in found if change.field == "slug"}


def _steps(touches: Iterable[Touch], former: str, slug: str) -> Iterator[Step]:
    """Yield touches with the slug that the tool had after each."""
    current = former
    for touch in touches:
        if tool_path(slug) in touch.added:
            current = slug
        yield Step(current, touch)


def _origins(
    repository: Repository, steps: Sequence[Step], revisions: Mapping[str, Revision], files: Files
) -> _Origins:
    found: _Origins = {}
    before: Card | None = None
    # The first is what there was before the span: it changes nothing, and everything is compared with it.
    start = [Step(step.slug, Touch(step.touch.commit, {}, ())) for step in steps[:1]]
    for revision, _, card in states(repository, [*start, *steps], revisions, files):
        if isinstance(card, Skipped):
            continue
        for change in changed(before, card):
            found[change.field, change.reviewer] = revision
        before = card
        found[None, None] = revision
    return found


def _sourced(change: Change, origins: _Origins, last: Revision) -> News:
    at = origins.get((change.field, change.reviewer)) or origins.get((None, None), last)
    known = {field: getattr(change, field) for field in Change.__struct_fields__}
    return News(**known, commit=at.name, date=at.day, seconds=at.seconds)
