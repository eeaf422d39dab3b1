"""Changes to a catalog's files: seen as `check` would see them, then made all or not at all.

A command holds the lock, reads with `current`, works out what the files are to hold, and calls `apply`.
Many files cannot be replaced in one step. So a change of several is first written down whole in a hidden file
of the catalog; should the command die before the last file is in its place, whoever locks the catalog next
finishes it.
"""

import json
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from vcompare import files
from vcompare.catalog.lock import held
from vcompare.catalog.source import MAX_BYTES, Source
from vcompare.catalog.store import is_slug
from vcompare.catalog.style import new_file
from vcompare.catalog.toml_edit import with_each_line_end_of, with_line_ends_of, with_values
from vcompare.diagnostics import Diagnostic, Location, found
from vcompare.errors import RefusedError, VcompareError
from vcompare.text import visible

__all__ = [
    "Change",
    "apply",
    "current",
    "faults",
    "locked",
    "new_file",
    "with_each_line_end_of",
    "with_line_ends_of",
    "with_values",
]

_PLAN = ".vcompare-unfinished.json"
_DRAFT = re.compile(r"\.vcompare-[0-9a-f]{16}\.draft")
_ORDER = {"catalog.toml": 0, "tools": 1, "reviews": 2, "votes": 3}
_PARTS = {"catalog.toml": 1, "tools": 2, "reviews": 3, "votes": 2}


class Change(NamedTuple):
    """A file of the catalog, what it held when it was read, and what it is to hold; None: it is not there.

    `path` is relative to the catalog and uses `/`.
    """

    path: str
    before: str | None
    after: str | None


def _ignore(_message: str) -> None:
    pass


@contextmanager
def locked(root: Path, *, dry_run: bool = False, tell: Callable[[str], None] = _ignore) -> Iterator[None]:
    """Hold the catalog's lock for a whole read, change and write.

    What a killed command left undone is finished first, and `tell` is told; with `dry_run`, which writes
    nothing, it is an error. Raises VcompareError where another holds the lock for too long.
    """
    with held(root):
        _finish(root, dry_run=dry_run, tell=tell)
        yield


def current(root: Path, path: str) -> str | None:
    """Return the text of a file of the catalog as it is now; None where there is none.

    Raises VcompareError for what is no ordinary file of at most 256 KiB in UTF-8.
    """
    problem = Source(root).problem(path.rpartition("/")[0])
    if problem is not None:
        raise VcompareError(f"{root / problem.path} cannot be read: {problem.message}", problem.hint)
    text = files.current(root / path)
    try:
        content = (text or "").encode()
    except UnicodeEncodeError:
        raise VcompareError(f"{root / path} is not UTF-8", "save it as UTF-8") from None
    if len(content) > MAX_BYTES:
        raise VcompareError(f"{root / path} is larger than {MAX_BYTES // 1024} KiB", "shorten it")
    return text


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
        _refuse_misplaced(root, change)
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


_FOREIGN = "it may tell of a change cut short elsewhere: look at the files it names, then remove it"


def moved(changes: Sequence[Change]) -> list[tuple[str, str]]:
    """Return the old and new paths of the files that get another name and nothing else."""
    gone = [change for change in changes if change.after is None]
    found = []
    for new in (change for change in changes if change.before is None):
        same = [old for old in gone if old.before == new.after]
        # Of files that hold the same, the one of the same name: reviews lie in a folder each.
        same.sort(key=lambda old: old.path.rpartition("/")[2] != new.path.rpartition("/")[2])
        if same:
            gone.remove(same[0])
            found.append((same[0].path, new.path))
    return found


def commit(root: Path, changes: Sequence[Change], *, together: bool = True) -> None:
    """Make changes that are known to be good, in an order in which the catalog is sound at every moment.

    First what is new, tools before what is said of them, then what goes, the other way round. Those of which
    each is good without the others need not be made `together`. Raises VcompareError as `apply` does.
    """
    _refuse_changed(root, changes)
    _sweep(root, changes)
    if together and len(changes) > 1:
        files.write(root / _PLAN, _plan(root, changes))
    try:
        _carry_out(root, changes)
    except BaseException:
        if not any(_holds(root, change.path, change.after) for change in changes):
            _forget(root, changes)
        raise
    _forget(root, changes)


def _carry_out(root: Path, changes: Sequence[Change]) -> None:
    writes = {root / change.path: change.after for change in changes if change.after is not None}
    gone = [change for change in reversed(changes) if change.after is None]
    for change in gone:
        _refuse_undeletable(root / change.path)
    with _folders_for(writes):
        files.write_all(writes, lambda: _refuse_changed(root, changes))
    for old, new in moved(changes):
        with suppress(OSError):
            (root / new).chmod(stat.S_IMODE((root / old).lstat().st_mode))
    for change in gone:
        _remove(root, change)


def _findings(source: Source, changes: Sequence[Change]) -> list[Diagnostic]:
    """Return the findings in the files that change, and the errors in all others.

    Only those others are read that a rule compares with them: names with names, texts with texts.
    """
    from vcompare.catalog.check import check_source

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

    def _read(self, path: str) -> bytes | Diagnostic:
        text = self._after.get(path)
        if text is None:
            return super()._read(path)
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


def _refuse_misplaced(root: Path, change: Change) -> None:
    """Refuse what is no path of the format, and a new one that would be another's on some disk."""
    kind, *names = change.path.split("/")
    if _PARTS.get(kind) != 1 + len(names) or any(name.startswith(".") or not name for name in names):
        raise VcompareError(f'"{change.path}" is not a file of a catalog', "a slug names one")
    if change.before is not None:
        return
    if any(not is_slug(name) for name in (*names[:-1], *(name.removesuffix(".toml") for name in names[-1:]))):
        raise VcompareError(
            f'"{change.path}" cannot be a file of a catalog', "a slug is needed, such as modal-2"
        )
    for parent, name in zip(_folders(kind, names), names, strict=True):
        _refuse_lookalike(root / parent, name)


def _folders(kind: str, names: Sequence[str]) -> Iterator[str]:
    return ("/".join((kind, *names[:count])) for count in range(len(names)))


def _refuse_lookalike(folder: Path, name: str) -> None:
    try:
        present = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise VcompareError(f"{folder} cannot be read: {reason}", "check its permissions") from problem
    for other in present:
        if other != name and _folded(other) == _folded(name):
            raise VcompareError(
                f"{folder / name} would be the same file as {folder / other} on some disks",
                "choose another name",
            )


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name).casefold())


def _refuse_changed(root: Path, changes: Iterable[Change]) -> None:
    for change in changes:
        if current(root, change.path) != change.before:
            raise VcompareError(
                f"{root / change.path} was changed by somebody else just now; nothing was written",
                "look at it, and try again",
            )


def _holds(root: Path, path: str, text: str | None) -> bool:
    try:
        return current(root, path) == text
    except VcompareError:
        return False


def _refuse_undeletable(path: Path) -> None:
    """Refuse to remove what may not be changed, before anything is."""
    if not path.lstat().st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise VcompareError(f"{path} cannot be moved: it is read-only", "make it writable (chmod u+w)")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise VcompareError(
            f"{path} cannot be moved: its folder is read-only", "make that writable (chmod u+w)"
        )


@contextmanager
def _folders_for(paths: Iterable[Path]) -> Iterator[None]:
    """Make the folders that files need, and remove them again where nothing came of it."""
    made = [folder for folder in {path.parent for path in paths} if not folder.exists()]
    try:
        for folder in made:
            folder.mkdir(parents=True)
        yield
    except BaseException as problem:
        for folder in made:
            with suppress(OSError):  # something is in it
                folder.rmdir()
        if isinstance(problem, OSError):
            reason = (problem.strerror or str(problem)).lower()
            raise VcompareError(
                f"{problem.filename}: {reason}", "check the permissions of the catalog"
            ) from problem
        raise


def _remove(root: Path, change: Change) -> None:
    path = root / change.path
    if not _holds(root, change.path, change.before):
        raise VcompareError(
            f"{path} was changed by somebody else just now and is still there",
            "move what was added to the new file, and remove this one",
        )
    try:
        path.unlink()
    except OSError as problem:
        reason = (problem.strerror or str(problem)).lower()
        raise VcompareError(
            f"{path} cannot be removed: {reason}", "the next command tries again"
        ) from problem
    if change.path.startswith("reviews/"):
        with suppress(OSError):  # others are in it still
            path.parent.rmdir()


def _sweep(root: Path, changes: Iterable[Change]) -> None:
    """Remove the drafts of commands that were killed: nobody else writes here while the lock is held."""
    for folder in {root, *((root / change.path).parent for change in changes)}:
        with suppress(OSError):
            for name in os.listdir(folder):
                if _DRAFT.fullmatch(name):
                    (folder / name).unlink()


def _plan(root: Path, changes: Sequence[Change]) -> str:
    return json.dumps({"folder": _identity(root), "changes": changes}) + "\n"


def _identity(root: Path) -> list[int]:
    """Return what tells this folder from a copy: a plan that came with one, or by Git, is not ours."""
    return [root.stat().st_ino]  # the number of a device may be another one after the next start


def _forget(root: Path, changes: Sequence[Change]) -> None:
    """Remove the plan, once what was done is on the disk."""
    if len(changes) > 1:
        for folder in {(root / change.path).parent for change in changes}:
            with suppress(OSError):
                files.sync_folder(folder)
    with suppress(OSError):
        (root / _PLAN).unlink()


def _finish(root: Path, *, dry_run: bool, tell: Callable[[str], None]) -> None:
    """Do the rest of a change whose command was killed."""
    text = files.current(root / _PLAN)
    if text is None:
        if not dry_run:
            _sweep(root, ())
        return
    changes = _planned(root, text)
    if dry_run:
        raise VcompareError(
            f"an interrupted command left a change of {_paths(changes)} half done",
            "the same without --dry-run finishes it first",
        )
    _sweep(root, changes)
    rest = [change for change in changes if not _holds(root, change.path, change.after)]
    edited = next((one for one in rest if not _holds(root, one.path, one.before)), None)
    if edited is not None:
        raise VcompareError(
            f"an interrupted command left a change of {_paths(changes)} half done, "
            f"and {root / edited.path} was edited since",
            f"put these files right, then remove {root / _PLAN}",
        )
    _carry_out(root, rest)
    _forget(root, changes)
    tell(f"finished what an interrupted command had begun: {_paths(changes)}")


def _planned(root: Path, text: str) -> list[Change]:
    """Read a plan. Raises VcompareError for one that no command left here."""
    try:
        plan = json.loads(text)
        changes = [Change(*change) for change in plan["changes"]]
        ours = plan["folder"] == _identity(root) and all(map(_is_sound, changes))
    except (ValueError, TypeError, KeyError, RecursionError):
        ours = False
    if not ours:
        raise VcompareError(f"{root / _PLAN} was not left by a command in this folder", _FOREIGN)
    for change in changes:
        _refuse_misplaced(root, change)
    return changes


def _is_sound(change: Change) -> bool:
    path, *texts = change
    return isinstance(path, str) and all(text is None or isinstance(text, str) for text in texts)


def _paths(changes: Iterable[Change]) -> str:
    return ", ".join(change.path for change in changes)
