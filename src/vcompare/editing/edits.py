"""Changes to a catalog's files: seen as `check` would see them, then made all or not at all.

A command holds the lock, reads with `current`, works out what the files are to hold, and calls `apply`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vcompare.catalog.places import refuse_misplaced
from vcompare.catalog.source import MAX_BYTES, Source
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.editing import files, journal
from vcompare.editing.journal import Change, commit, current, moved
from vcompare.editing.lock import held
from vcompare.editing.style import new_file
from vcompare.editing.values import with_each_line_end_of, with_line_ends_of, with_values
from vcompare.errors import RefusedError
from vcompare.text.safe import visible

__all__ = [
    "Change",
    "apply",
    "commit",
    "current",
    "faults",
    "locked",
    "moved",
    "new_file",
    "with_each_line_end_of",
    "with_line_ends_of",
    "with_values",
]

_ORDER = {"catalog.toml": 0, "tools": 1, "reviews": 2, "votes": 3}


def _ignore(_message: str) -> None:
    pass


@contextmanager
def locked(root: Path, *, dry_run: bool = False, tell: Callable[[str], None] = _ignore) -> Iterator[None]:
    """Hold the catalog's lock for a whole read, change and write.

    What a killed command left undone is finished first, and `tell` is told; with `dry_run`, which writes
    nothing, it is an error. Raises VcompareError where another holds the lock for too long.
    """
    with held(root):
        journal.finish(root, dry_run=dry_run, tell=tell)
        yield


def faults(root: Path, changes: Sequence[Change]) -> tuple[Diagnostic, ...]:
    """Return what `check` would find after the change and does not find now.

    Warnings count only where they are about the files that change.
    """
    after = _findings(_Changed(root, changes), changes)
    if not after:
        return ()
    known = Counter((finding.rule, finding.message) for finding in _findings(Source(root), changes))
    new = []
    for finding in after:
        known[finding.rule, finding.message] -= 1
        if known[finding.rule, finding.message] < 0:
            new.append(finding)
    return tuple(new)


def apply(root: Path, changes: Sequence[Change], *, dry_run: bool) -> str:
    """Make all changes or none, and return them as a unified diff; with `dry_run` make none.

    Raises RefusedError for a change that brings errors into the catalog. Raises VcompareError for a path that
    is not one of the format or would be another file on some disks, for a file that is not what it was when
    it was read, and for what cannot be written.
    """
    wanted = sorted((one for one in changes if one.before != one.after), key=_rank)
    for change in wanted:
        refuse_misplaced(root, change.path, new=change.before is None)
    errors = [finding for finding in faults(root, wanted) if finding.severity == "error"]
    if errors:
        raise _refused(root, errors)
    if not dry_run:
        commit(root, wanted)
    return _difference(root, wanted)


def _difference(root: Path, changes: Sequence[Change]) -> str:
    """Return a unified diff, in which moved files are named as Git does it."""
    moves = moved(changes)
    known = {path for move in moves for path in move}
    names = "".join(
        f"rename from {visible(str(root / old))}\nrename to {visible(str(root / new))}\n"
        for old, new in moves
    )
    rest = (change for change in changes if change.path not in known)
    return names + "".join(files.difference(root / path, before, after) for path, before, after in rest)


def _findings(source: Source, changes: Sequence[Change]) -> list[Diagnostic]:
    """Return the findings in the files that change, and the errors in all others.

    Only those others are read that a rule compares with them: names with names, texts with texts.
    """
    from vcompare.checks.runner import check_source

    paths = {change.path for change in changes}
    kinds = {path.partition("/")[0] for path in paths}
    compared = tuple(f"{kind}/" for kind in ("tools", "reviews") if kind in kinds)

    def reads(path: str) -> bool:
        return path in paths or path.startswith(compared)

    report = check_source(source, reads=reads if "catalog.toml" not in kinds else lambda _path: True)
    return [one for one in report.diagnostics if one.path in paths or one.severity == "error"]


class _Changed(Source):
    """A catalog as it would be after a change."""

    def __init__(self, root: Path, changes: Iterable[Change]) -> None:
        super().__init__(root)
        self._after = {change.path: change.after for change in changes}

    def exists(self, path: str) -> bool:
        if path in self._after:
            return self._after[path] is not None
        return super().exists(path) or any(True for _ in self._new_in(path))

    def names(self, folder: str) -> list[str] | Diagnostic:
        names = super().names(folder)
        if isinstance(names, Diagnostic):
            return names
        kept = {
            name for name in names if self._after.get(f"{folder}/{name}" if folder else name, "") is not None
        }
        return sorted(kept | {name.partition("/")[0] for name in self._new_in(folder)})

    def is_file(self, path: str) -> bool:
        return path in self._after or super().is_file(path)

    def _new_in(self, folder: str) -> Iterator[str]:
        start = f"{folder}/" if folder else ""
        for path, text in self._after.items():
            if text is not None and path.startswith(start):
                yield path.removeprefix(start)

    def content(self, path: str) -> bytes | Diagnostic:
        text = self._after.get(path)
        if text is None:
            return super().content(path)
        content = text.encode(errors="surrogatepass")
        if len(content) > MAX_BYTES:
            return found("too-large", Location(path), f"the file is larger than {MAX_BYTES // 1024} KiB")
        return content


def _rank(change: Change) -> tuple[int, str]:
    return _ORDER.get(change.path.partition("/")[0], len(_ORDER)), change.path


def _refused(root: Path, errors: Sequence[Diagnostic]) -> RefusedError:
    lines = tuple(
        f"{root / one.path}:{one.line}:{one.column}: {one.severity} {one.rule}: {one.message}"
        + (f" ({one.hint})" if one.hint else "")
        for one in errors
    )
    return RefusedError(
        "nothing was written: it would not pass `check`",
        lines,
        f"`vcompare explain {errors[0].rule}` says more",
    )
