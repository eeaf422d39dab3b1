"""What the commits of a catalog changed: in one tool, or in all of them over a span."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from vcompare.app.names import Choose, resolve
from vcompare.catalog.paths import imports, paths_behind
from vcompare.errors import VcompareError
from vcompare.history.git.log import BegunLog
from vcompare.text import days
from vcompare.text.slugs import is_slug

if TYPE_CHECKING:
    from vcompare.app.opened import OpenCatalog
    from vcompare.history.digest import Digest
    from vcompare.history.git.repository import Repository
    from vcompare.history.tool_history import History


@contextmanager
def begun(root: Path, query: str | None) -> "Iterator[BegunLog | None]":
    """Let Git look for the commits of what may be the slug of a tool, while modules load.

    That Git cannot be run is reported once there is something to read.
    """
    log = None
    if query and is_slug(query):
        with suppress(VcompareError):
            log = BegunLog(root, paths_behind(query, _imports(root)))
    try:
        yield log
    finally:
        if log:
            log.close()


def _imports(root: Path) -> tuple[str, ...]:
    """Return the sources of imported facts; a catalog without any needs nothing loaded to say so."""
    if not (root / "imported").exists():
        return ()
    from vcompare.catalog.source import Source

    return imports(Source(root))


def history(
    opened: "OpenCatalog",
    query: str,
    *,
    exact: bool = False,
    choose: Choose | None = None,
    log: BegunLog | None = None,
) -> "History":
    """Return the history of the tool that is meant, or else of one that was there under this slug.

    That it is gone, or has another slug now, is reported. Raises what `resolve` raises where no tool is meant
    and none was, and VcompareError for commits that cannot be read. `log` is what was `begun` for the query.
    """
    from vcompare.history.git.repository import Repository

    with Repository(opened.root, log) as repository:
        repository.require_commits()
        opened.meanwhile()
        from vcompare.history import tool_history

        try:
            slug = resolve(opened, [query], exact=True)[0]
        except VcompareError:
            if found := _former(opened, repository, query):
                return found
            slug = resolve(opened, [query], exact=exact, choose=choose)[0]
        return tool_history.history(repository, slug, opened.catalog.workloads)


def digest(
    root: Path, since: str, until: str | None = None, *, today: datetime.date | None = None
) -> "Digest":
    """Return the news of the catalog in a folder from one day or revision to another, or to `today` (in UTC).

    Days are written in any of the forms of `text.days`, which count from `today`.

    Raises VcompareError where the two make no span, and for a catalog without commits, and as `OpenCatalog`
    does for one that cannot be read at the end of the span.
    """
    from vcompare.history import digest
    from vcompare.history.ends import find_ends
    from vcompare.history.git.repository import Repository

    try:
        repository = Repository(root)
    except VcompareError:
        _refuse_no_day(since, until or "today")
        raise
    with repository:
        now = days.utc_now()
        if today:
            now = datetime.datetime.combine(today, datetime.time.max, datetime.UTC)
        return digest.digest(repository, find_ends(repository, since, until, now))


def _refuse_no_day(*texts: str) -> None:
    """Raise VcompareError for a text that begins as a day does and is none."""
    for text in texts:
        if text[:1].isdecimal() and days.day(text) is None:
            raise VcompareError(f'"{text}" is not a day', f"name {days.WANTED}") from None


def identity(root: Path) -> str:
    """Return what tells the catalog in a folder from all others. Raises as `Repository.identity` does."""
    from vcompare.history.git.repository import Repository

    with Repository(root) as repository:
        return repository.identity


def _former(opened: "OpenCatalog", repository: "Repository", slug: str) -> "History | None":
    """Return the history of a tool that was there under a slug, and report what became of it."""
    from vcompare.history import tool_history
    from vcompare.history.git.tree import has_facts
    from vcompare.history.renames import latest_slug

    if not is_slug(slug):
        return None
    workloads = opened.catalog.workloads
    found = tool_history.history(repository, latest_slug(repository, slug), workloads)
    if not found or not found.states:
        return None
    if found.tool != slug:
        opened.reporter.note(f"{slug} was renamed to {found.tool}")
    elif not any(has_facts(path, slug) for path in repository.left_out()()):
        opened.reporter.note(f"{slug} is not in the catalog any more")
    return found
