"""Changes of several files as if they were one: all made, or none, even by a command that is killed.

Many files cannot be replaced in one step. So a change of several is first written down whole in a hidden file
of the catalog; should the command die before the last file is in its place, whoever locks the catalog next
finishes it.
"""

import json
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from vcompare.catalog.places import refuse_misplaced
from vcompare.catalog.source import MAX_BYTES, Source
from vcompare.editing import files
from vcompare.errors import VcompareError, system_says

_PLAN = ".vcompare-unfinished.json"
_DRAFT = re.compile(r"\.vcompare-[0-9a-f]{16}\.draft")
_FOREIGN = "it may tell of a change cut short elsewhere: look at the files it names, then remove it"


class Change(NamedTuple):
    """A file of the catalog, what it held when it was read, and what it is to hold; None: it is not there.

    `path` is relative to the catalog and uses `/`.
    """

    path: str
    before: str | None
    after: str | None


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
    each is good without the others need not be made `together`. Raises VcompareError for a file that is not
    what it was when it was read, and for what cannot be written.
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


def finish(root: Path, *, dry_run: bool, tell: Callable[[str], None]) -> None:
    """Do the rest of a change whose command was killed, and `tell` of it; with `dry_run` that is an error."""
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
            reason = system_says(problem)
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
        reason = system_says(problem)
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
        refuse_misplaced(root, change.path, new=change.before is None)
    return changes


def _is_sound(change: Change) -> bool:
    path, *texts = change
    return isinstance(path, str) and all(text is None or isinstance(text, str) for text in texts)


def _paths(changes: Iterable[Change]) -> str:
    return ", ".join(change.path for change in changes)
