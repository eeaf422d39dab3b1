"""The only place that writes files for people: old or new, never torn.

The whole text goes into a new file beside the one that is meant, is read back, forced to the disk and only
then put in its place. Whatever goes wrong before that, a kill and a power cut among it, leaves the old file
byte for byte.
"""

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vcompare.errors import VcompareError, system_says
from vcompare.text.safe import visible

_FEW = 20
"""Up to so many files are forced to the disk one by one, more of them all at once."""
_NO_FOLDER_SYNC = frozenset({errno.EACCES, errno.EBADF, errno.EINVAL, errno.ENOTSUP})
_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})
"""What file systems that know no second name for a file say to one."""
_KINDS: Mapping[Callable[[int], bool], str] = {
    stat.S_ISLNK: "a symbolic link",
    stat.S_ISDIR: "a folder",
    stat.S_ISFIFO: "a pipe",
    stat.S_ISSOCK: "a socket",
    stat.S_ISCHR: "a device",
    stat.S_ISBLK: "a device",
}
_FULL = "make room and try again; what was there before is as it was"
_CHANGED = "look at it, and run the command again; it is as somebody left it"
_CLOSED = "files are replaced, not changed: their folder has to be writable too"


@dataclass(frozen=True, slots=True)
class _Change:
    """A file that is not as it should be: what it should hold, what is there, where the new one grows."""

    path: Path
    content: bytes
    old: os.stat_result | None
    draft: Path


def write(path: Path, text: str) -> bool:
    """Make a file hold exactly `text`, as UTF-8 with its line ends as they are. False where it already does.

    A file that is there keeps its mode, a new one gets what the umask allows. Raises VcompareError, and
    leaves what was there, where that is no ordinary file, is read-only or cannot be replaced.
    """
    return bool(write_all({path: text}))


def write_all(
    files: Mapping[Path, str],
    last_look: Callable[[], None] = lambda: None,
    *,
    judged: Mapping[Path, str | None] | None = None,
) -> list[Path]:
    """Do what `write` does for many files, and return those that were not as they should be, in order.

    Nothing is replaced before everything new is on the disk: raises VcompareError, and leaves all of them as
    they were, where one cannot be written. `last_look` is called when everything is, and may raise to stop.
    So does a file that then does not hold what was `judged`, which is what `current` returned for it. A file
    that is not there at first is never put over one that appears.
    """
    changes = [change for path, text in files.items() if (change := _change(path, text)) is not None]
    try:
        for change in changes:
            with _saying(change.path):
                _fill(change, sync=len(changes) <= _FEW)
        if len(changes) > _FEW:
            _sync(changes)
        last_look()
        for change in changes:
            _refuse_what_changed(change, judged)
        _put_new([change for change in changes if change.old is None])
        for change in changes:
            if change.old is not None:
                with _saying(change.path):
                    change.draft.replace(change.path)
        for folder in {change.path.parent for change in changes}:
            with _saying(folder):
                sync_folder(folder)
    except BaseException:
        for change in changes:
            with suppress(OSError):
                change.draft.unlink()
        raise
    return [change.path for change in changes]


def current(path: Path, limit: int = -1) -> str | None:
    """Return what a file holds, None where there is none. What is not UTF-8 in it comes as lone surrogates.

    Raises VcompareError where it cannot be read, is no ordinary file (those are neither followed nor waited
    for), or holds more bytes than the `limit`, if one is given.
    """
    with _saying(path, "read"):
        try:
            status = path.lstat()
        except FileNotFoundError:
            return None
        _refuse_what_is_no_file(path, status, "read")
        content = _read(path, limit + 1 if limit >= 0 else -1)
    if 0 <= limit < len(content):
        raise VcompareError(f"{path} is larger than {limit // 1024} KiB", "shorten it")
    return content.decode(errors="surrogateescape")


def refuse_unwritable(path: Path, text: str) -> None:
    """Raise VcompareError where `write` would for what is there now. Writes nothing."""
    _change(path, text)


def difference(path: Path, old: str | None, new: str | None) -> str:
    r"""Return what changes as a unified diff that is safe to show; "" where nothing does.

    `old` is None for a file that is not there, `new` for one that goes. A line ends at `\n` and nowhere else,
    so a carriage return shows, as `\r`, and so does a last line that has no end.
    """
    from difflib import unified_diff

    if old == new:
        return ""
    name = visible(str(path))
    before, after = _lines(old or ""), _lines(new or "")
    heads = ("/dev/null" if old is None else name, "/dev/null" if new is None else name)
    shown = list(unified_diff(before, after, *heads)) or [f"--- {heads[0]}\n", f"+++ {heads[1]}\n"]
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
        for line in (visible(line, lines=True) for line in shown)
    )


def _lines(text: str) -> list[str]:
    *whole, rest = text.split("\n")
    return [f"{line}\n" for line in whole] + ([rest] if rest else [])


def _change(path: Path, text: str) -> _Change | None:
    """Look at what is there: None where it is right. Raises VcompareError where it cannot be replaced."""
    content = _encoded(path, text)
    with _saying(path):
        old = _status(path)
        if old is not None:
            _refuse_what_is_no_file(path, old)
            if old.st_size == len(content) and _read(path) == content:
                return None
            _refuse_what_is_read_only(path, old)
    # A short name of its own: the one that is meant may be as long as a name can be.
    return _Change(path, content, old, path.parent / f".vcompare-{os.urandom(8).hex()}.draft")


def _encoded(path: Path, text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as trouble:
        line = text.count("\n", 0, trouble.start) + 1
        character = visible(text[trouble.start])
        raise VcompareError(
            f"{path} cannot be written: UTF-8 has no {character}, which is on line {line}",
            "take that character out; what was there before is as it was",
        ) from None


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except FileNotFoundError:
        path.parent.stat()  # raises where that is what is missing
        return None


def _refuse_what_is_no_file(path: Path, status: os.stat_result, what: str = "written") -> None:
    if stat.S_ISREG(status.st_mode):
        return
    kind = next((name for test, name in _KINDS.items() if test(status.st_mode)), "no ordinary file")
    hint = "name the file that it leads to" if stat.S_ISLNK(status.st_mode) else "name an ordinary file"
    raise VcompareError(f"{path} cannot be {what}: it is {kind}", hint)


def _refuse_what_is_read_only(path: Path, status: os.stat_result) -> None:
    # The mode is asked as well as the kernel, which lets root write anything.
    if not status.st_mode & stat.S_IWUSR or not os.access(path, os.W_OK):
        raise VcompareError(
            f"{path} cannot be written: it is read-only", "make it writable (chmod u+w) if it may change"
        )


def _read(path: Path, size: int = -1) -> bytes:
    # It may have become a pipe or a link since it was looked at: neither is waited for nor followed.
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    with open(descriptor, "rb") as file:  # noqa: PTH123 - what was opened above
        return file.read(size)


def _fill(change: _Change, *, sync: bool) -> None:
    """Write the new file, under its name for the time being, and read it back."""
    # Nobody else may read it before it has the mode of the one that it replaces.
    mode = 0o666 if change.old is None else 0o600
    descriptor = os.open(change.draft, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    try:
        rest = memoryview(change.content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        if change.old is not None:
            _make_alike(descriptor, change.old)
        if os.pread(descriptor, len(change.content) + 1, 0) != change.content:
            raise OSError(errno.EIO, "what was written reads back differently")
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _refuse_what_changed(change: _Change, judged: Mapping[Path, str | None] | None) -> None:
    """Look once more at what is there, right before it is replaced."""
    if judged is not None and change.path in judged:
        same = current(change.path) == judged[change.path]
    else:
        same = change.old is not None or not os.path.lexists(change.path)
    if not same:
        raise VcompareError(f"{change.path} was changed while vcompare was at work", _CHANGED)


def _put_new(changes: Sequence[_Change]) -> None:
    """Give new files their names: all of them, or none where one of these has been taken since."""
    try:
        for change in changes:
            with _saying(change.path):
                _name(change)
    except BaseException:
        for change in changes:
            with suppress(OSError):
                if change.draft.samefile(change.path):
                    change.path.unlink()
        raise
    for change in changes:
        with _saying(change.path):
            change.draft.unlink(missing_ok=True)


def _name(change: _Change) -> None:
    try:
        os.link(change.draft, change.path)  # unlike a rename, this takes no name from another file
    except FileExistsError:
        raise VcompareError(f"{change.path} was changed while vcompare was at work", _CHANGED) from None
    except OSError as trouble:
        if trouble.errno not in _NO_LINKS:
            raise
        change.draft.replace(change.path)


def _make_alike(descriptor: int, old: os.stat_result) -> None:
    new = os.fstat(descriptor)
    if (new.st_uid, new.st_gid) != (old.st_uid, old.st_gid):
        with suppress(PermissionError):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(old.st_mode))


def _sync(changes: Iterable[_Change]) -> None:
    """Force many new files to the disk: at once where the system can, which is twenty times as fast."""
    syncfs = _syncfs()
    if syncfs is None:
        for change in changes:
            with _saying(change.path):
                _with_descriptor(change.draft, os.O_WRONLY, os.fsync)
    else:
        for change in {change.path.parent: change for change in changes}.values():
            with _saying(change.path):
                _with_descriptor(change.draft, os.O_WRONLY, syncfs)


@cache
def _syncfs() -> Callable[[int], None] | None:
    """Return Linux's syncfs(2), which unlike os.sync leaves other disks alone and says what went wrong."""
    import ctypes

    try:
        function = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        return None

    def syncfs(descriptor: int) -> None:
        if function(descriptor) != 0:
            raise OSError(code := ctypes.get_errno(), os.strerror(code))

    return syncfs


def sync_folder(folder: Path) -> None:
    """Force the new names to the disk, where the folder may be opened and its file system knows of that."""
    try:
        _with_descriptor(folder, os.O_RDONLY, os.fsync)
    except OSError as trouble:
        if trouble.errno not in _NO_FOLDER_SYNC:
            raise


def _with_descriptor(path: Path, flags: int, action: Callable[[int], None]) -> None:
    descriptor = os.open(path, flags | os.O_CLOEXEC)
    try:
        action(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _saying(path: Path, what: str = "written") -> Iterator[None]:
    """Turn what the system says into what a person can act on."""
    try:
        yield
    except OSError as trouble:
        reason = system_says(trouble)
        remedy = _remedy(path, trouble.errno) if what == "written" else "check its name and permissions"
        raise VcompareError(f"{path} cannot be {what}: {reason}", remedy) from trouble
    except ValueError as trouble:  # a null byte in the name
        raise VcompareError(f"{path} cannot be {what}: {trouble}", "name an ordinary file") from trouble


def _remedy(path: Path, code: int | None) -> str | None:
    match code:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return _FULL
        case errno.EACCES | errno.EPERM:
            return _CLOSED
        case errno.ENOENT:
            return f"make the folder {path.parent} first"
        case _:
            return None
