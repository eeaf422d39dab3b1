"""Files that are there already: their texts, and whether writing to them would undo what a person did."""

from pathlib import Path
from typing import Literal, NamedTuple

from vcompare.editing import differences, files
from vcompare.errors import VcompareError
from vcompare.publish import seals


class Output(NamedTuple):
    """A text for a file, compared with the file.

    `status` is `same` where the file holds the text already, `changed` where it is to be written, `edited`
    where only `--force` may overwrite it, and `blocked` where something else than a file is in the way. The
    `reason` and its `hint` are for the last two. `before` is what is there, None where nothing is.
    """

    path: Path
    text: str
    status: Literal["same", "changed", "edited", "blocked"]
    before: str | None = None
    reason: str = ""
    hint: str | None = None

    @property
    def difference(self) -> str:
        """What would change, as a unified diff; nothing for what is in the way."""
        return "" if self.status == "blocked" else differences.difference(self.path, self.before, self.text)


def compare(path: Path, text: str, *, force: bool) -> Output:
    """Compare a text with the file for it. With `force`, an edited file may be overwritten."""
    try:
        before = files.current(path)
    except VcompareError as error:
        return Output(path, text, "blocked", None, error.message, error.hint)
    if before == text:
        return Output(path, text, "same", before)
    if before is None or force or (reason := seals.edited(before)) is None:
        return Output(path, text, "changed", before)
    hint = "--force overwrites it; --check shows what would change"
    return Output(path, text, "edited", before, f"{path} {reason}", hint)


def read(path: Path, limit: int) -> str:
    """Return the text of a file that must be there.

    Raises VcompareError where it is not, is no ordinary file of at most `limit` bytes, or is not UTF-8.
    """
    text = files.current(path, limit)
    if text is None:
        raise VcompareError(f"{path} cannot be read: no such file or directory", "check the name")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        raise VcompareError(f"{path}:{line}: this is not UTF-8", "save the file as UTF-8") from None
    return text
