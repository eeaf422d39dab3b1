"""Changes that are judged before they are made: all of them are, or none.

A command holds the lock, reads with `current`, works out the new texts, has `judge` look at them, and calls
`commit`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from vcompare.catalog.source import MAX_BYTES, Source, too_large
from vcompare.diagnostics import Diagnostic, Location
from vcompare.editing import files
from vcompare.editing.differences import difference
from vcompare.errors import RefusedError, VcompareError
from vcompare.parallel import Watch, unwatched
from vcompare.text.safe import visible
from vcompare.text.words import limited, together

Places = Mapping[str, Callable[[Diagnostic | None], str]]
"""By the path of a file, where somebody wrote what a finding in it is about; None asks for all of it."""
NOWHERE: Places = MappingProxyType({})
_FOLDERS = (
    "catalog.toml",
    "tools",
    "imported",
    "reviews",
    "votes",
    "outcomes",
    "workloads",
    "decisions",
    "recipes",
)
_ORDER = {folder: number for number, folder in enumerate(_FOLDERS)}


class FileChange(NamedTuple):
    """A file of the catalog, the text that it had when it was read, and its new text; None: there is no file.

    `path` is relative to the catalog and uses `/`.
    """

    path: str
    before: str | None
    after: str | None


class Preview(Source):
    """The files below a catalog's folder, some of them with the text that a change gives them."""

    def __init__(self, root: Path, changes: Iterable[FileChange]) -> None:
        super().__init__(root)
        self._after = {change.path: change.after for change in changes}
        self._new = _by_folder(path for path, text in self._after.items() if text is not None)

    def exists(self, path: str) -> bool:
        """Say whether anything would be at `path`."""
        if path in self._after:
            return self._after[path] is not None
        return super().exists(path) or path in self._new

    def names(self, folder: str) -> list[str] | Diagnostic:
        """Return the sorted names that would be in a folder."""
        names = super().names(folder)
        if isinstance(names, Diagnostic):
            return names
        start = f"{folder}/" if folder else ""
        kept = {name for name in names if self._after.get(start + name, "") is not None}
        return sorted(kept | self._new.get(folder, set()))

    def is_file(self, path: str) -> bool:
        """Say whether a regular file would be at `path`."""
        return path in self._after or super().is_file(path)

    def is_folder(self, path: str) -> bool:
        """Say whether a folder would be at `path`."""
        return path not in self._after and super().is_folder(path)

    def content(self, path: str) -> bytes | Diagnostic:
        """Return the bytes that would be at `path`."""
        text = self._after.get(path)
        if text is None:
            return super().content(path)
        content = text.encode(errors="surrogatepass")
        return too_large(Location(path)) if len(content) > MAX_BYTES else content


def _by_folder(paths: Iterable[str]) -> Mapping[str, set[str]]:
    """Return the names that are directly in each folder, of files and of folders."""
    names: dict[str, set[str]] = {}
    for path in paths:
        parts = path.split("/")
        for depth, name in enumerate(parts):
            names.setdefault("/".join(parts[:depth]), set()).add(name)
    return names


def judge(
    root: Path, changes: Sequence[FileChange], places: Places = NOWHERE, watch: Watch = unwatched
) -> tuple[Diagnostic, ...]:
    """Return the warnings that changes bring. Raises RefusedError where they bring errors."""
    found = faults(root, changes, watch)
    errors = [finding for finding in found if finding.severity == "error"]
    if errors:
        order = {path: number for number, path in enumerate(places)}
        errors.sort(key=lambda one: order.get(one.path, len(order)))
        raise _refused(root, errors, places)
    return found


def faults(root: Path, changes: Sequence[FileChange], watch: Watch = unwatched) -> tuple[Diagnostic, ...]:
    """Return what `check` would find after the change and does not find now.

    Warnings count only where they are about the files that change.
    """
    after = _findings(Preview(root, changes), changes, watch)
    if not after:
        return ()
    known = Counter((finding.rule, finding.message) for finding in _findings(Source(root), changes, watch))
    new = []
    for finding in after:
        known[finding.rule, finding.message] -= 1
        if known[finding.rule, finding.message] < 0:
            new.append(finding)
    return tuple(new)


def _findings(source: Source, changes: Iterable[FileChange], watch: Watch = unwatched) -> list[Diagnostic]:
    """Return the findings in the files that change, and the errors in all others.

    Of the others, only those are read that a rule compares with them: names with names, texts with texts.
    """
    from vcompare.checks.runner import check_source

    paths = {change.path for change in changes}
    kinds = {path.partition("/")[0] for path in paths}
    compared = tuple(f"{kind}/" for kind in ("tools", "reviews") if kind in kinds)

    def reads(path: str) -> bool:
        return "catalog.toml" in kinds or path in paths or path.startswith(compared)

    report = check_source(source, reads=reads, progress=watch)
    return [one for one in report.diagnostics if one.path in paths or one.severity == "error"]


def _refused(root: Path, errors: Sequence[Diagnostic], places: Places) -> RefusedError:
    def said(one: Diagnostic) -> tuple[str, str]:
        place = places[one.path](one) if one.path in places else str(root / str(one.location))
        return place, f"{one.severity} {one.rule}: {one.message}" + (f" ({one.hint})" if one.hint else "")

    several = len({one.path for one in errors}) > 1
    lines = together(map(said, errors)) if several else [": ".join(said(one)) for one in errors]
    message = "nothing was written: it would not pass `check`"
    hint = f"`vcompare explain {errors[0].rule}` says more"
    return RefusedError(message, limited(lines), hint, tuple(errors))


def unified(root: Path, changes: Sequence[FileChange]) -> str:
    """Return changes as a unified diff, in which moved files are named as Git names them."""
    moves = moved(changes)
    known = {path for move in moves for path in move}
    names = "".join(
        f"rename from {visible(str(root / old))}\nrename to {visible(str(root / new))}\n"
        for old, new in moves
    )
    rest = (change for change in changes if change.path not in known)
    return names + "".join(difference(root / path, before, after) for path, before, after in rest)


def current(root: Path, path: str) -> str | None:
    """Return the text of a file of the catalog as it is now, None where there is none.

    Raises VcompareError where it is not a regular UTF-8 file of at most 256 KiB in a folder of the catalog.
    """
    refuse_elsewhere(root, path)
    return files.current(root / path, MAX_BYTES, strict=True)


def refuse_elsewhere(root: Path, path: str) -> None:
    """Raise VcompareError for a file whose folder is none of the catalog, but a link."""
    problem = Source(root).problem(path.rpartition("/")[0])
    if problem is not None:
        raise VcompareError(f"{root / problem.path} cannot be read: {problem.message}", problem.hint)


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


def commit(root: Path, changes: Iterable[FileChange], *, sync: bool = True) -> None:
    """Make changes that are known to be good; if one fails, those before it are put back.

    Without `sync`, the system writes to the disk when it likes, as will do for what can be made again.

    Raises VcompareError for a file that is not what it was when it was read, and for what cannot be written.
    """
    wanted = ordered(changes)
    removed = [change for change in wanted if change.after is None]
    paths = [root / change.path for change in wanted]
    folders = {change.path.rpartition("/")[0] for change in wanted if change.after is not None}
    with _folders_for(root / folder for folder in folders):
        files.write_all(
            {path: change.after for path, change in zip(paths, wanted, strict=True)},
            expected={path: change.before for path, change in zip(paths, wanted, strict=True)},
            modes={root / new: root / old for old, new in moved(wanted)},
            sync=sync,
        )
    for change in removed:
        if change.path.startswith("reviews/"):
            with suppress(OSError):  # other reviews are in it
                (root / change.path).parent.rmdir()


@contextmanager
def _folders_for(folders: Iterable[Path]) -> Iterator[None]:
    """Create folders that files need, and remove them again if the files cannot be written."""
    needed = {folder for last in folders for folder in (last, *last.parents)}
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
