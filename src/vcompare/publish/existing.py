"""Files that are there already: their texts, and whether writing to them would undo what a person did."""

from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from vcompare.editing import differences, files
from vcompare.editing.line_ends import with_each_line_end_of, with_lf
from vcompare.errors import VcompareError
from vcompare.text import seals

Status = Literal["same", "changed", "edited", "blocked", "stale", "removed"]
"""What a text is or was to its file.

`same`: the file holds it already, whatever its line ends; `changed`: it is to be written; `edited`: only
`--force` may overwrite the file; `blocked`: what is there is not a file that can be read. `stale` files have
no text any more.
"""


class Output(NamedTuple):
    """A text for a file, compared with the file.

    `before` is what the file holds, None where there is none. The `reason` and its `hint` are for what is
    `edited` or `blocked`.
    """

    path: Path
    text: str
    status: Status
    before: str | None = None
    reason: str = ""
    hint: str | None = None

    @property
    def difference(self) -> str:
        """What would change, as a unified diff; nothing for what is in the way."""
        if self.status == "blocked":
            return ""
        before = None if self.before is None else with_lf(self.before)
        return differences.difference(self.path, before, with_lf(self.text))


def compare(path: Path, text: str, *, force: bool, comment: seals.Comment = seals.PAGE) -> Output:
    """Compare a text with the file for it. With `force`, an edited file may be overwritten.

    Whether it was edited says its seal, which is a comment of the file's language.

    Git may have changed the line ends of the file: they do not count, and each line keeps its own.
    """
    try:
        before = files.current(path)
    except VcompareError as error:
        return Output(path, text, "blocked", None, error.message, error.hint)
    if before is not None:
        lines = with_lf(text)
        if with_lf(before) == lines:
            return Output(path, before, "same", before)
        text = with_each_line_end_of(before, lines)
    if before is None or force or (reason := seals.edited(before, comment)) is None:
        return Output(path, text, "changed", before)
    hint = "--force overwrites it; --check shows what would change"
    return Output(path, text, "edited", before, f"{path} {reason}", hint)


def write(outputs: Iterable[Output]) -> list[Path]:
    """Write the texts to their files, all or none, and return those that changed. Raises VcompareError."""
    texts, before = {}, {}
    for output in outputs:
        texts[output.path], before[output.path] = output.text, output.before
    return files.write_all(texts, expected=before)


def read(path: Path, limit: int) -> str:
    """Return the text of a file that must be there.

    Raises VcompareError where it is not, is not a regular file of at most `limit` bytes, or is not UTF-8.
    """
    text = files.current(path, limit, strict=True)
    if text is None:
        raise VcompareError(f"{path} cannot be read: no such file or directory", "check the name")
    return text
