"""Committed predictions that were changed: what somebody predicted is what its first commit says."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from msgspec import Struct

from vcompare.catalog.paths import kind_at, review_path, slug_at
from vcompare.catalog.predicted import may_predict, review_paths, reviewed
from vcompare.catalog.source import Document, parse
from vcompare.catalog.store import Catalog, unreadable
from vcompare.diagnostics import Diagnostic
from vcompare.errors import VcompareError
from vcompare.history.git.commits import GraphCommit, Revision
from vcompare.history.git.repository import UNSHALLOW, Repository
from vcompare.history.git.tree import Files, TreeEntry
from vcompare.history.lineage import KEYS, Commit, Lineage, State, Step, Value, advanced, steps

_DEPTH = 3
"""The names in the path of a review."""
Predicted = Mapping[str, Value]
ReviewKey = tuple[str, str]
"""The slugs of a tool and a reviewer."""


class PredictionChange(Struct, frozen=True, kw_only=True):
    """What was changed in a prediction after the commit that brought it.

    `slug`, `reviewer` and `prediction` are what it is called now, or was last. `what` is a key of it, or
    `prediction` where its own key was changed, which is None once it is removed, or `reviewer`. `commit` is
    None for what is not committed. It is `restored` if that is as it was at first again.
    """

    slug: str
    reviewer: str
    prediction: str
    what: str
    before: Any
    after: Any
    commit: Revision | None
    restored: bool


class EditedPredictions(Struct, frozen=True):
    """All changes of committed predictions, how many there are, and how many are not committed yet.

    `problems` has an error for each review that cannot be read as it is now.
    """

    changes: tuple[PredictionChange, ...]
    committed: int
    uncommitted: int
    problems: tuple[VcompareError, ...] = ()

    @property
    def found(self) -> bool:
        """Whether any prediction is not as it was first."""
        return not all(change.restored for change in self.changes)


class _Moment:
    """What a commit holds besides reviews, read only where a prediction is not where it was."""

    def __init__(self, repository: Repository, commit: str | None) -> None:
        self._repository, self._commit = repository, commit

    @cached_property
    def _files(self) -> Files:
        return self._repository.files_at(self._commit) if self._commit else {}

    @cached_property
    def tools(self) -> Collection[str]:
        """The slugs of tools that have facts."""
        return {slug_at(path) for path in self._files if kind_at(path) in {"tool", "imported"}}

    @cached_property
    def panel(self) -> Collection[str]:
        """The slugs of panelists."""
        entry = self._files.get("catalog.toml")
        [content] = self._repository.contents([entry.id]) if entry and entry.is_regular else [None]
        document = parse("catalog.toml", content or b"")
        panel = document.data.get("panel") if isinstance(document, Document) else None
        return panel.keys() if isinstance(panel, dict) else ()


def edited(repository: Repository, catalog: Catalog) -> EditedPredictions:
    """Return what was changed in predictions after they were committed, up to the files as they are.

    Raises VcompareError where that cannot be known: in a shallow clone, without commits, or where files are
    missing.
    """
    repository.require_commits()
    if repository.is_shallow:
        message = "this clone cannot tell whether predictions were changed: it lacks their first commits"
        raise VcompareError(message, UNSHALLOW)
    committed, head = _committed(repository)
    left_out = repository.left_out()()
    reviews, problems = _on_disk(catalog, committed, left_out)

    def is_tool(slug: str) -> bool:
        return slug in catalog or any(path in left_out for path in catalog.files_of(slug))

    def is_renamed(old: str, new: str) -> bool:
        panel = catalog.settings.panel
        return old not in panel and new in panel and new not in _Moment(repository, head).panel

    now = advanced(Commit(-1, None, [committed], reviews, is_tool, is_renamed))
    old = [one for one in now.values() if one.origin >= 0]
    changes = tuple(_change(repository, *one) for one in steps(old))
    return EditedPredictions(changes, len(old), len(now) - len(old), problems)


def _change(repository: Repository, of: Lineage, step: Step) -> PredictionChange:
    return PredictionChange(
        slug=of.place.slug,
        reviewer=of.place.reviewer,
        prediction=of.place.key,
        what=step.what,
        before=step.before,
        after=step.after,
        commit=repository.revision(step.commit) if step.commit else None,
        restored=of.is_restored(step),
    )


def _committed(repository: Repository) -> tuple[State, str]:
    """Return the predictions at HEAD, with all that happened to them on the way, and its commit."""
    commits = repository.graph(["reviews"])
    read = _predicted(repository, commits)
    states = dict[str, State]()
    for number, commit in enumerate(commits):
        parents = [states[parent] for parent in commit.parents]
        now = _Moment(repository, commit.name)
        before = _Moment(repository, commit.parents[0] if commit.parents else None)
        of_commit = dict(_reviews(commit.files, read))
        is_tool, is_renamed = partial(_is_tool, now), partial(_is_renamed, before, now)
        states[commit.name] = advanced(Commit(number, commit.name, parents, of_commit, is_tool, is_renamed))
    return states[commits[-1].name], commits[-1].name


def _is_tool(now: _Moment, slug: str) -> bool:
    return slug in now.tools


def _is_renamed(before: _Moment, now: _Moment, old: str, new: str) -> bool:
    return old not in now.panel and new in now.panel and new not in before.panel


def _reviews(
    files: Mapping[str, TreeEntry | None], read: Mapping[str, Predicted | None]
) -> Iterator[tuple[ReviewKey, Predicted]]:
    """Yield what reviews that a commit changed predict since; what cannot be read is passed over."""
    for path, entry in files.items():
        if review := _review(path):
            predicted = read[entry.id] if entry and entry.is_regular else {}
            if predicted is not None:
                yield review, predicted


def _predicted(repository: Repository, commits: Iterable[GraphCommit]) -> dict[str, Predicted | None]:
    """Return what all reviews that there ever were predict, by the ids of their contents."""
    entries = (item for commit in commits for item in commit.files.items())
    found = [(path, entry.id) for path, entry in entries if entry and entry.is_regular and _review(path)]
    ids = [*dict.fromkeys(name for _, name in found)]
    contents = dict(zip(ids, repository.contents(ids), strict=True))
    predicting = {path for path, name in found if may_predict(contents[name] or b"")}
    read = dict[str, Predicted | None]({name: {} for name in ids})
    return read | {name: _of_content(contents[name]) for path, name in found if path in predicting}


def _review(path: str) -> ReviewKey | None:
    parts = path.split("/")
    if len(parts) != _DEPTH or not path.endswith(".toml"):
        return None
    return parts[1], parts[2].removesuffix(".toml")


def _of_content(content: bytes | Diagnostic | None) -> Predicted | None:
    """Return what a review predicts, None where it cannot be read."""
    document = parse("", content) if isinstance(content, bytes) else None
    if not isinstance(document, Document):
        return None
    tables = document.data.get("predictions")
    if not isinstance(tables, dict):
        return {}
    return {
        key: tuple(table.get(name) for name in KEYS)
        for key, table in tables.items()
        if isinstance(table, dict)
    }


def _on_disk(
    catalog: Catalog, before: State, left_out: Files
) -> tuple[dict[ReviewKey, Predicted], tuple[VcompareError, ...]]:
    """Return what the reviews on the disk predict, and why some cannot be read; others are as they were."""
    source = catalog.source
    there = (path for slug in reviewed(source) for path in review_paths(source, slug))
    known = {review_path(*place[:2]) for place in before}
    paths = known.union(there)
    reviews, problems = dict[ReviewKey, Predicted](), list[VcompareError]()
    for path in sorted(paths - left_out.keys()):
        content = source.content(path) if source.exists(path) else b""
        if path not in known and isinstance(content, bytes) and not may_predict(content):
            continue
        predicted, review = _of_content(content), _review(path)
        if predicted is not None and review:
            reviews[review] = predicted
        else:
            found = content if isinstance(content, Diagnostic) else parse(path, content)
            problems += [unreadable(source.root, (found,))] if isinstance(found, Diagnostic) else []
    return reviews, tuple(problems)
