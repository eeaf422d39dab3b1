"""Write files so that each holds its old text or its new one, never a part.

A text goes into a temporary file beside the target, which is forced to the disk, gets the mode of the file it
replaces and then takes its name. What stops that leaves the old file. A killed process may leave a hidden
`.vcompare-*.draft`, which nothing reads.
"""

import errno
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from vcompare.errors import VcompareError, system_says
from vcompare.text.safe import visible

_DRAFT = ".vcompare-*.draft"
_FEW = 20
"""Up to this many files are forced to the disk one by one, more of them all at once, which is faster."""
_FULL = "free some space and try again; the file is unchanged"
_CLOSED = "files are replaced, not changed in place: make their folder writable too"
_REMEDIES: dict[str | int | None, str] = {
    "read": "check its name and permissions",
    "created": "check its name, and the permissions above it",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _CLOSED,
    errno.EPERM: _CLOSED,
    errno.ENOENT: "create the folder {folder} first",
}


@dataclass(frozen=True, slots=True)
class _Change:
    """A file to replace: its old and new text (None: there is no file), and its mode if it has one.

    `draft` is no Path, which takes long to make where there are thousands.
    """

    path: Path
    old: str | None
    new: str | None
    mode: int | None
    draft: str


def write(path: Path, text: str) -> bool:
    """Make a file hold exactly `text`, as UTF-8 with its line ends. Return False where it already does.

    An existing file keeps its mode, a new one gets what the umask allows. Raises VcompareError, and leaves
    the old file, where that is a link, not a regular file, read-only, or cannot be replaced.
    """
    return bool(write_all({path: text}))


def write_all(
    files: Mapping[Path, str | None],
    *,
    expected: Mapping[Path, str | None] | None = None,
    modes: Mapping[Path, Path] | None = None,
    sync: bool = True,
) -> list[Path]:
    """Do what `write` does for several files, in their order; None removes one. Return those that changed.

    `expected` is what `current` returned for a file when the caller read it; a file that holds something else
    by now is an error. `modes` names for a new file another one whose mode it takes. Without `sync` nothing
    is forced to the disk, which is right for files that can be generated again.

    Raises VcompareError, and leaves all files as they were, where one cannot be replaced.
    """
    token = os.urandom(8).hex()  # a short name of its own: the target's name may be as long as a name can be
    judged = [
        _judged(path, text, expected or {}, modes or {}, f".vcompare-{token}{number or ''}.draft")
        for number, (path, text) in enumerate(files.items())
    ]
    changes = [change for change in judged if change.old != change.new]
    replaced: list[_Change] = []
    try:
        _write_drafts([change for change in changes if change.new is not None], sync=sync)
        for change in changes:
            _refuse_changed(change)
        for change in changes:
            replaced.append(change)
            _replace(change)
    except BaseException:
        _put_back(replaced)
        raise
    finally:
        # Where all was replaced but perhaps the last one, the other drafts have got their names.
        for change in changes if len(replaced) < len(changes) else changes[-1:]:
            with suppress(OSError):
                os.unlink(change.draft)  # noqa: PTH108
    return [change.path for change in changes]


def current(path: Path, limit: int = -1, *, strict: bool = False) -> str | None:
    """Return what a file holds, None where there is none.

    Bytes that are not UTF-8 come as lone surrogates. Raises VcompareError where the file is not a regular one
    (links are not followed, pipes not waited for), cannot be read, holds more bytes than `limit`, or, if
    `strict`, is not UTF-8.
    """
    with explained(path, "read"):
        status = _status(path)
        if status is None:
            return None
        _refuse_irregular(path, status, "read")
        # It may have become a pipe or a link since it was looked at.
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
        with open(descriptor, "rb") as file:  # noqa: PTH123 - a descriptor, not a path
            content = file.read(limit + 1 if limit >= 0 else -1)
    if 0 <= limit < len(content):
        raise VcompareError(f"{path} is larger than {limit // 1024} KiB", "shorten it")
    try:
        return content.decode(errors="strict" if strict else "surrogateescape")
    except UnicodeDecodeError:
        raise VcompareError(f"{path} is not UTF-8", "save it as UTF-8") from None


def drafts(folder: Path) -> list[Path]:
    """Return what killed processes have left in a folder; nobody else may be writing to it."""
    return [*folder.glob(_DRAFT)]


def _judged(
    path: Path,
    new: str | None,
    expected: Mapping[Path, str | None],
    modes: Mapping[Path, Path],
    draft: str,
) -> _Change:
    """Compare a file with what it is to hold. Raises VcompareError where it cannot be replaced."""
    if new is not None:
        _refuse_unencodable(path, new)
    with explained(path, "written"):
        status = _status(path)
        if status is not None:
            _refuse_irregular(path, status, "written")
        old = expected[path] if path in expected else current(path)
        if status is not None and old != new:
            _refuse_read_only(path, status)
        like = _status(modes[path]) if path in modes else status
    mode = stat.S_IMODE(like.st_mode) if like else None
    return _Change(path, old, new, mode, os.path.join(os.path.dirname(path), draft))  # noqa: PTH118, PTH120


def _status(path: Path) -> os.stat_result | None:
    try:
        return os.lstat(path)
    except FileNotFoundError:
        return None


def _refuse_unencodable(path: Path, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as problem:
        line = text.count("\n", 0, problem.start) + 1
        raise VcompareError(
            f"{path} cannot be written: UTF-8 has no {visible(text[problem.start])}, which is on line {line}",
            "remove that character",
        ) from None


def _refuse_irregular(path: Path, status: os.stat_result, action: str) -> None:
    if stat.S_ISLNK(status.st_mode):
        raise VcompareError(
            f"{path} cannot be {action}: it is a symbolic link", "name the file that it leads to"
        )
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
        raise VcompareError(f"{path} cannot be {action}: it is {kind}", "name a regular file")


def _refuse_read_only(path: Path, status: os.stat_result) -> None:
    # The mode counts as well as the kernel's answer, which lets root write anything.
    if not status.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise VcompareError(f"{path} cannot be written: it is read-only", "make it writable (chmod u+w)")


def _write_drafts(changes: Sequence[_Change], *, sync: bool) -> None:
    for change in changes:
        with explained(change.path, "written"):
            _write_draft(change, sync=sync and len(changes) <= _FEW)
    if sync and len(changes) > _FEW:
        os.sync()


def _write_draft(change: _Change, *, sync: bool) -> None:
    # Nobody else may read the draft before it has the mode of the file that it replaces.
    mode = 0o666 if change.mode is None else 0o600
    descriptor = os.open(change.draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
        file.write((change.new or "").encode(errors="surrogateescape"))
        file.flush()
        if change.mode is not None:
            os.fchmod(descriptor, change.mode)
        if sync:
            os.fsync(descriptor)


def _refuse_changed(change: _Change) -> None:
    if current(change.path) != change.old:
        raise VcompareError(
            f"{change.path} was changed while vcompare was at work; nothing was written",
            "look at it, and run the command again",
        )


def _replace(change: _Change) -> None:
    with explained(change.path, "written" if change.new is not None else "removed"):
        if change.new is None:
            change.path.unlink()
        else:
            os.replace(change.draft, change.path)  # noqa: PTH105


def _put_back(replaced: Sequence[_Change]) -> None:
    """Undo what was replaced, the last one first, as far as the disk allows."""
    for change in reversed(replaced):
        undo = replace(change, old=change.new, new=change.old)
        with suppress(VcompareError, OSError):
            if current(undo.path) == undo.old:
                if undo.new is not None:
                    _write_draft(undo, sync=False)
                _replace(undo)


@contextmanager
def explained(path: Path, action: str) -> Iterator[None]:
    """Turn what the system reports into a VcompareError with a remedy: a file cannot be read, written, ..."""
    try:
        yield
    except OSError as problem:
        remedy = _REMEDIES.get(action) or _REMEDIES.get(problem.errno)
        hint = remedy and remedy.format(folder=path.parent)
        raise VcompareError(f"{path} cannot be {action}: {system_says(problem)}", hint) from problem
