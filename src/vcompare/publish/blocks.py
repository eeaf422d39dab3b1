"""Marked blocks in Markdown files: found, compared with what they should hold, and rewritten.

A block is what stands between `<!-- vcompare: show a b -->` and `<!-- /vcompare -->`. A marker is a comment
alone on its line, indented or not, outside fenced code. Everything outside the blocks stays byte for byte,
except for the checksum in an end marker.
"""

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vcompare.editing.line_ends import with_lf
from vcompare.errors import VcompareError
from vcompare.text.conflicts import HINT, MESSAGE
from vcompare.text.seals import checksum, is_seal

_CONTAINERS = re.compile(r"\ufeff?(?:[\s>]|(?:[*+-]|\d{1,9}[.)])\s)*")
"""What stands before a line in a list or a quote."""
_FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
_LIKE_A_MARKER = re.compile(r"<!--\s*(?:vcompare:|/vcompare\b)")
_START = re.compile(r"\ufeff?([ \t]*)<!--\s*vcompare:((?:(?!-->).)*)-->\s*")
_LIKE_AN_END = re.compile(
    r"\s*<!--\s*(?:/?end[\s:-]*vcompare|/vcompare[\s:-]*(?:end)?|vcompare[\s:-]*/?(?:end|vcompare))\s*-->\s*",
    re.IGNORECASE,
)
"""Another end than the format has, such as `<!-- vcompare: end -->`."""
_ITS_END = "`<!-- /vcompare -->`"
_CONFLICT = "<<<<<<< "
_END = re.compile(r"\s*<!--\s*/vcompare(?:\s+sha256:([0-9a-f]{12}))?\s*-->\s*")


class Problem(NamedTuple):
    """What is wrong with a file, at which line (counted from 1), and the remedy."""

    line: int
    message: str
    hint: str | None


class MarkedBlock(NamedTuple):
    """A block: the line of its start (counted from 1), the command there, and what it holds.

    It holds the file's lines from index `first` up to `end`. `body` is their text without the indentation of
    the start and without empty lines around it. `checksum` is the one in the end marker, None without one.
    """

    line: int
    command: str
    body: str
    checksum: str | None
    first: int
    end: int
    indent: str


class MarkedText(NamedTuple):
    """A text as lines with their ends, the blocks in it, and what is wrong with its markers."""

    lines: tuple[str, ...]
    blocks: tuple[MarkedBlock, ...]
    problems: tuple[Problem, ...]


class Update(NamedTuple):
    """A text with its blocks brought up to date, and how many of them changed.

    `edited` are the blocks in which that would undo what a person wrote. With `problems`, nothing is updated.
    """

    text: str
    changed: int = 0
    edited: tuple[MarkedBlock, ...] = ()
    problems: tuple[Problem, ...] = ()


def read(text: str) -> MarkedText:
    """Find the blocks of a text, and everything that is wrong with its markers."""
    lines = tuple(io.StringIO(text, newline=""))
    blocks: list[MarkedBlock] = []
    problems: list[Problem] = []
    start: tuple[int, re.Match[str]] | None = None
    for number, line in _markers(lines):
        if line.startswith(_CONFLICT):
            return MarkedText(lines, (), (Problem(number + 1, MESSAGE, HINT),))
        if _LIKE_AN_END.fullmatch(line) and not _END.fullmatch(line):
            if start or _LIKE_A_MARKER.match(line.lstrip()):
                problems.append(Problem(number + 1, "a block does not end like this", f"write {_ITS_END}"))
            start = None
        elif match := _START.fullmatch(line):
            if start:
                problems.append(_no_end(start[0]))
            start = number, match
        elif not (match := _END.fullmatch(line)):
            hint = f"write `<!-- vcompare: show TOOL TOOL -->` or {_ITS_END} and nothing else"
            problems.append(Problem(number + 1, "a marker needs a line of its own", hint))
        elif start:
            blocks.append(_block(lines, *start, number, match[1]))
            start = None
        else:
            hint = "add a line such as `<!-- vcompare: show TOOL TOOL -->` above it"
            problems.append(Problem(number + 1, "this end of a block has no start", hint))
    if start:
        problems.append(_no_end(start[0]))
    return MarkedText(lines, tuple(blocks), tuple(problems))


def update(marked: MarkedText, output: Callable[[str], str]) -> Update:
    """Bring the blocks of a text up to date.

    `output` returns what a command outputs, as Markdown without a newline at its end. The VcompareErrors that
    it raises become problems.
    """
    bodies: list[str] = []
    problems = list(marked.problems)
    for block in marked.blocks:
        try:
            bodies.append(output(block.command))
        except VcompareError as error:
            problems.append(Problem(block.line, error.message, error.hint))
    if problems:
        return Update("".join(marked.lines), problems=tuple(sorted(problems, key=lambda one: one.line)))
    return _rewritten(marked, bodies)


def _markers(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the index and text of each line outside fenced code that begins like a marker, Git's included."""
    fence = ""
    for number, line in enumerate(lines):
        at = _CONTAINERS.match(line).end()  # type: ignore[union-attr]  # it matches the empty text
        run = _FENCE.match(line, at)
        if fence:
            closes = run and run[0].startswith(fence) and not line[run.end() :].strip()
            fence = "" if closes else fence
        elif run:
            fence = run[0]
        elif line.startswith(_CONFLICT) or (
            (_LIKE_A_MARKER.match(line, at) and not is_seal(line.strip())) or _LIKE_AN_END.fullmatch(line)
        ):
            yield number, line


def _no_end(number: int) -> Problem:
    return Problem(number + 1, "this block has no end", f"add the line {_ITS_END} where it ends")


def _block(
    lines: Sequence[str], number: int, start: re.Match[str], end: int, total: str | None
) -> MarkedBlock:
    indent, command = start.groups()
    inside = [line.rstrip("\r\n").removeprefix(indent) for line in lines[number + 1 : end]]
    filled = [index for index, line in enumerate(inside) if line.strip()]
    body = "\n".join(inside[filled[0] : filled[-1] + 1]) if filled else ""
    return MarkedBlock(number + 1, command.strip(), body, total, number + 1, end, indent)


def _rewritten(marked: MarkedText, bodies: Sequence[str]) -> Update:
    pairs = list(zip(marked.blocks, bodies, strict=True))
    lines, changed = list(marked.lines), 0
    for block, body in reversed(pairs):
        new, old = list(_lines(marked.lines, block, body)), lines[block.first : block.end + 1]
        if with_lf("".join(new)) != with_lf("".join(old)):
            changed += 1
            lines[block.first : block.end + 1] = new
    edited = (
        block
        for block, body in pairs
        if block.body not in {"", body} and block.checksum != checksum(block.body)
    )
    return Update("".join(lines), changed, tuple(edited))


def _lines(lines: Sequence[str], block: MarkedBlock, body: str) -> Iterator[str]:
    """Yield the new lines of a block, its end included. Empty lines make it Markdown inside raw HTML, too."""
    start = lines[block.first - 1]
    line_end = start[len(start.rstrip("\r\n")) :]
    for line in ("", *body.split("\n"), ""):
        yield (block.indent + line if line else "") + line_end
    yield re.sub(r"/vcompare[^-]*", f"/vcompare sha256:{checksum(body)} ", lines[block.end], count=1)
