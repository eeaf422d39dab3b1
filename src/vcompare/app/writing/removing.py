"""Remove tools together with their reviews and votes."""

from collections.abc import Sequence

from vcompare.app.opened import OpenCatalog
from vcompare.app.writing.forms import parsed
from vcompare.app.writing.recipes import with_skipped
from vcompare.catalog.decode import decode
from vcompare.catalog.paths import outcomes_path, slug_at, tool_path, votes_path
from vcompare.catalog.source import Document
from vcompare.editing.edits import FileChange
from vcompare.editing.renaming import files_of, listing, removed
from vcompare.errors import VcompareError
from vcompare.model import Votes
from vcompare.text.slugs import is_slug
from vcompare.text.words import natural_list, plural


def removal(opened: OpenCatalog, slugs: Sequence[str]) -> list[FileChange]:
    """Return the changes that remove tools with their reviews and votes.

    Raises VcompareError for a tool of which nothing is there, or something that is no file of a catalog.
    """
    changes = {slug: removed(opened.root, slug) for slug in slugs}
    for slug, files in changes.items():
        if not files:
            raise VcompareError(f"{slug} no longer exists", "`vcompare list` shows every tool")
    return [*with_skipped(opened, slugs), *(change for files in changes.values() for change in files)]


def left_of(opened: OpenCatalog, slug: str) -> bool:
    """Say whether there are reviews of or votes on a tool that does not exist."""
    return is_slug(slug) and slug not in opened and bool(files_of(opened.root, slug))


def still_named(opened: OpenCatalog, slugs: Sequence[str]) -> list[str]:
    """Say which files still list tools that are removed."""
    lists = {slug: listing(opened.root, slug) for slug in slugs}
    return [
        f"{natural_list(paths)} still {'name' if paths[1:] else 'names'} {slug}"
        for slug, paths in lists.items()
        if paths
    ]


def described(slug: str, changes: Sequence[FileChange]) -> str:
    """Return in a line what goes with a tool: `anvil: its facts, 3 reviews and 12 votes`."""
    tool, votes = tool_path(slug), votes_path(slug)
    files = {change.path: change.before or "" for change in changes if slug_at(change.path) == slug}
    count = sum(path.startswith("reviews/") for path in files)
    sources = [path.split("/")[1] for path in files if path.startswith("imported/")]
    parts = (
        "its facts" if tool in files else "",
        f"what was imported from {natural_list(sources)}" if sources else "",
        plural(count, "review") if count else "",
        _votes(files[votes]) if votes in files else "",
        "its outcomes" if outcomes_path(slug) in files else "",
    )
    return f"{slug}: {natural_list(list(filter(None, parts)))}"


def _votes(text: str) -> str:
    """Return how many votes a file holds, as far as it can be read."""
    found, _ = decode(Document("", "", dict(parsed(text) or {})), Votes)
    if found is None:
        return "its votes"
    return plural(len(found.ballots) + (found.tally.ship + found.tally.skip if found.tally else 0), "vote")
