"""Which tools that are gone are which that are new, and which slugs a tool has had."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import msgspec

from vcompare.errors import CatalogNotFoundError, UnreadableFileError
from vcompare.history.git.commits import LoggedCommit, Revision
from vcompare.history.git.repository import Repository
from vcompare.history.git.tree import has_facts, slug_of
from vcompare.history.states import State
from vcompare.model import Record

_Trait = Callable[[Record], Any]
_TRAITS: tuple[_Trait, ...] = (
    lambda record: msgspec.json.encode(record.tool),
    lambda record: msgspec.json.encode(record.reviews, order="sorted") if record.reviews else None,
    lambda record: record.tool.name,
)


def renames(before: Mapping[str, Record], after: Mapping[str, Record]) -> dict[str, str]:
    """Return which tools that are gone are which that are new, by slug.

    What counts is what only one of each has: the same facts, else the same reviews or name.
    """
    gone = {slug: record for slug, record in before.items() if slug not in after}
    new = {slug: record for slug, record in after.items() if slug not in before}
    found: dict[str, str] = {}
    for trait in _TRAITS:
        olds, news = _unique(gone, trait), _unique(new, trait)
        pairs = {olds[key]: news[key] for key in olds.keys() & news.keys()}
        found |= pairs
        gone = {slug: record for slug, record in gone.items() if slug not in pairs}
        new = {slug: record for slug, record in new.items() if slug not in pairs.values()}
    return found


def former_slugs(repository: Repository, slug: str, commits: Iterable[LoggedCommit]) -> list[str]:
    """Return the slugs that a tool had before, newest first; `commits` touched it, newest first."""
    for commit in commits:
        if any(has_facts(path, slug) for path in commit.added):
            renamed, before = _renamed_in(repository, commit)
            for former in (then for then, now in renamed.items() if now == slug):
                log = repository.log(before, repository.behind(former))
                return [former, *former_slugs(repository, former, log)]
    return []


def latest_slug(repository: Repository, slug: str) -> str:
    """Return the slug that a tool has now, or had last, following it forward from one that it had."""
    seen = set[str]()
    while slug not in seen:
        seen.add(slug)
        paths = [path for path in repository.behind(slug) if has_facts(path, slug)]
        commits = repository.log(None, paths, most=1)
        if commits and not any(commits[0].files.values()):
            slug = _renamed_in(repository, commits[0])[0].get(slug, slug)
    return slug


def _renamed_in(repository: Repository, commit: LoggedCommit) -> tuple[dict[str, str], Revision | None]:
    """Return which tools a commit renamed, and the commit before it."""
    before = repository.parent(commit.revision)
    if before is None:
        return {}, None
    (facts,) = repository.log(commit.revision, ["tools", "imported"], most=1)
    old = {slug_of(path) for path, entry in facts.files.items() if entry is None}
    new = {slug_of(path) for path in facts.added}
    if not (old and new):
        return {}, before
    try:
        gone, _ = State.at(repository, before).records(old | new)
        come, _ = State.at(repository, commit.revision).records(old | new)
    except (CatalogNotFoundError, UnreadableFileError):
        return {}, before
    return renames(gone, come), before


def _unique(records: Mapping[str, Record], trait: _Trait) -> dict[Any, str]:
    """Return the slugs by a trait, as far as it is known and belongs to one only."""
    slugs: dict[Any, list[str]] = {}
    for slug, record in records.items():
        slugs.setdefault(trait(record), []).append(slug)
    return {key: of[0] for key, of in slugs.items() if key is not None and len(of) == 1}
