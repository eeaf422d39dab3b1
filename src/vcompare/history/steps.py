"""The commits that touched one tool, under every slug that it had, and what it was after each."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vcompare.catalog.paths import paths_behind, tool_path
from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.history.git.commits import LoggedCommit, Revision
from vcompare.history.git.repository import Repository
from vcompare.history.git.tree import Files, applied, slug_of
from vcompare.history.renames import renames
from vcompare.history.states import Skipped, State, skipped_file
from vcompare.model import Record, Settings


class Step(NamedTuple):
    """A commit that touched a tool, which had this slug then."""

    slug: str
    commit: LoggedCommit


def followed(repository: Repository, slug: str) -> Iterator[Step]:
    """Yield the commits that touched a tool or the panel, newest first."""
    at: Revision | None = None
    former: str | None = slug
    while former:
        slug, former = former, None
        for commit in repository.log(at, paths_behind(slug)):
            yield Step(slug, commit)
            if tool_path(slug) in commit.added:
                moved, at = _moved(repository, commit.name)
                former = next((then for then, now in moved.items() if now == slug), None)
                if former:
                    break


def latest(repository: Repository, slug: str) -> str:
    """Return the slug that a tool has now, or had last, following it forward from one that it had."""
    seen = set[str]()
    while slug not in seen:
        seen.add(slug)
        commits = repository.log(None, [tool_path(slug)])
        if commits and commits[0].files.get(tool_path(slug)) is None:
            slug = _moved(repository, commits[0].name)[0].get(slug, slug)
    return slug


def _moved(repository: Repository, commit: str) -> tuple[dict[str, str], Revision | None]:
    """Return which tools a commit renamed, and the commit before it."""
    after = repository.revisions([commit])[commit]
    before = repository.parent(after)
    if before is None:
        return {}, None
    (in_tools,) = repository.log(after, ["tools"], most=1)
    old = {slug_of(path) for path, entry in in_tools.files.items() if entry is None}
    new = {slug_of(path) for path in in_tools.added}
    if not (old and new):
        return {}, before
    try:
        gone, _ = State.at(repository, before).records(old)
        come, _ = State.at(repository, after).records(new)
    except (CatalogNotFoundError, UnreadableFileError):
        return {}, before
    return renames(gone, come), before


def last_known(repository: Repository, slug: str, until: Revision) -> Record | None:
    """Return what a tool was last known to be at a revision or before it, under that slug."""
    steps = [Step(slug, commit) for commit in repository.log(until, paths_behind(slug))[::-1]]
    revisions = repository.revisions([step.commit.name for step in steps])
    known = [
        found for _, _, found in read_steps(repository, steps, revisions) if not isinstance(found, Skipped)
    ]
    return known[-1][0] if known and known[-1] else None


def read_steps(
    repository: Repository, steps: Iterable[Step], revisions: Mapping[str, Revision]
) -> Iterator[tuple[Revision, str, tuple[Record, Settings] | Skipped | None]]:
    """Yield what a tool was after each commit and in which catalog, None where it was gone, or why not."""
    files: Files = {}
    current = ""
    for slug, commit in steps:
        if current not in {"", slug}:  # something may have been there under the new slug before
            files = repository.files(revisions[commit.name])
        current = slug
        own = {path: entry for path, entry in files.items() if slug_of(path) in {"", slug}}
        files = applied(own, commit.files)
        revision = revisions[commit.name]
        yield revision, slug, _read(repository, revision, slug, files)


def _read(
    repository: Repository, revision: Revision, slug: str, files: Files
) -> tuple[Record, Settings] | Skipped | None:
    try:
        state = State.at(repository, revision, files)
    except CatalogNotFoundError as problem:
        return Skipped(revision.name, slug, "catalog.toml", 1, 1, problem.message)
    except UnreadableFileError as problem:
        return skipped_file(revision.name, slug, problem.findings)
    records, skipped = state.records([slug])
    if skipped:
        return skipped[0]
    return (records[slug], state.settings) if slug in records else None
