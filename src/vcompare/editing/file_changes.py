"""Several files of a catalog replaced as one change."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from vcompare.catalog.source import MAX_BYTES, Source
from vcompare.editing import files
from vcompare.errors import VcompareError

_ORDER = {"catalog.toml": 0, "tools": 1, "reviews": 2, "votes": 3}


class FileChange(NamedTuple):
    """A file of the catalog, the text that it had when it was read, and its new text; None: there is no file.

    `path` is relative to the catalog and uses `/`.
    """

    path: str
    before: str | None
    after: str | None


def current(root: Path, path: str) -> str | None:
    """Return the text of a file of the catalog as it is now, None where there is none.

    Raises VcompareError where it is not a regular UTF-8 file of at most 256 KiB in a folder of the catalog.
    """
    problem = Source(root).problem(path.rpartition("/")[0])
    if problem is not None:
        raise VcompareError(f"{root / problem.path} cannot be read: {problem.message}", problem.hint)
    return files.current(root / path, MAX_BYTES, strict=True)


def moved(changes: Iterable[FileChange]) -> list[tuple[str, str]]:
    """Return the old and new paths of the files that get another name and nothing else."""
    gone = [change for change in changes if change.after is None]
    found = []
    for new in (change for change in changes if change.before is None):
        same = [old for old in gone if old.before == new.after]
        # Of files with the same text, the one with the same name: reviews have a folder per tool.
        same.sort(key=lambda old: old.path.rpartition("/")[2] != new.path.rpartition("/")[2])
        if same:
            gone.remove(same[0])
            found.append((same[0].path, new.path))
    return found


def ordered(changes: Iterable[FileChange]) -> list[FileChange]:
    """Return what really changes, in an order in which the catalog is sound after each file.

    First come new and changed files, tools before reviews and votes; then removals, the other way round.
    """

    def rank(change: FileChange) -> tuple[int, str]:
        return _ORDER.get(change.path.partition("/")[0], len(_ORDER)), change.path

    real = sorted((change for change in changes if change.before != change.after), key=rank)
    removed = [change for change in reversed(real) if change.after is None]
    return [change for change in real if change.after is not None] + removed


def commit(root: Path, changes: Iterable[FileChange]) -> None:
    """Make changes that are known to be good; if one fails, those before it are put back.

    Raises VcompareError for a file that is not what it was when it was read, and for what cannot be written.
    """
    wanted = ordered(changes)
    written = [change for change in wanted if change.after is not None]
    removed = [change for change in wanted if change.after is None]
    with _folders_for(root / change.path for change in written):
        files.write_all(
            {root / change.path: change.after for change in wanted},
            expected={root / change.path: change.before for change in wanted},
            modes={root / new: root / old for old, new in moved(wanted)},
        )
    for change in removed:
        if change.path.startswith("reviews/"):
            with suppress(OSError):  # other reviews are in it
                (root / change.path).parent.rmdir()


@contextmanager
def _folders_for(paths: Iterable[Path]) -> Iterator[None]:
    """Create the folders that files need, and remove them again if the files cannot be written."""
    needed = {folder for path in paths for folder in path.parents}
    created = sorted(folder for folder in needed if not folder.exists())
    try:
        for folder in created:
            with files.explained(folder, "created"):
                folder.mkdir(exist_ok=True)
        yield
    except BaseException:
        for folder in reversed(created):
            with suppress(OSError):
                folder.rmdir()
        raise
