"""Files that a command writes: what is there, whether it may be replaced, what would change."""

import os
from collections.abc import Mapping
from pathlib import Path

from vcompare.catalog.source import MAX_BYTES
from vcompare.cli import console
from vcompare.editing import files
from vcompare.editing.differences import difference
from vcompare.errors import VcompareError
from vcompare.publish import seals


def put(texts: Mapping[Path, str], *, check: bool, force: bool) -> int:
    """Write files and say so; with `check`, print what would change instead.

    Returns 1 where `check` finds a change. Raises VcompareError, and writes nothing, where a file was not
    written by vcompare, or was edited since, be it while this looks.
    """
    before = {path: _before(path, text, check=check) for path, text in texts.items()}
    edited = [path for path, text in texts.items() if before[path] not in {None, text}]
    if check:
        changes = [difference(path, before[path], text) for path, text in texts.items()]
        console.difference("".join(changes), "auto")
        for path in edited:
            if fault := seals.edited(before[path] or ""):
                console.warn(f"{path} {fault}: only --force would overwrite it")
        return int(any(changes))
    for path in () if force else edited:
        if fault := seals.edited(before[path] or ""):
            raise VcompareError(f"{path} {fault}", "--force overwrites it; --check shows what would change")
    for path in files.write_all(texts, expected=before):
        console.note(f"wrote {path}")
    return 0


def _before(path: Path, text: str, *, check: bool) -> str | None:
    try:
        return files.current(path)
    except VcompareError:
        if not check:
            files.refuse_unwritable(path, text)  # says why that cannot be
        raise


def read(path: Path) -> str:
    """Return the text of a file that must be there.

    Raises VcompareError where it is not, is no ordinary file of at most 256 KiB, or is not UTF-8.
    """
    text = files.current(Path(os.path.realpath(path)) if path.is_symlink() else path, MAX_BYTES)
    if text is None:
        # The link to an open pipe, as `<(...)` in a shell is one, leads to nothing with a name.
        reason = "it is no ordinary file" if path.exists() else "no such file or directory"
        raise VcompareError(f"{path} cannot be read: {reason}", "name an ordinary file")
    try:
        text.encode()
    except UnicodeEncodeError:
        raise VcompareError(f"{path} is not UTF-8", "save it as UTF-8") from None
    return text
