"""Marked blocks in Markdown documents: found, held against what they should say, and rewritten.

A block is what stands between `<!-- vcompare: show a b -->` and `<!-- /vcompare -->`, each on lines of its
own, in a list item, a quote or raw HTML as well as outside of them. What a reader of Markdown takes for code
is never touched, and nothing outside of a block is, apart from the checksum in its end.
"""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from vcompare.publish.seals import checksum

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end. CommonMark (2.1) knows these three, so `splitlines` would find too many."""
_COMMENT = re.compile(r"<!--(?!-?>)(.*?)(?P<end>-->|\Z)", re.DOTALL)
"""A comment; one without an end takes all that is left, or many would be looked for again and again."""
_START = re.compile(r"\s*vcompare:(?P<command>.*)", re.DOTALL)
_END = re.compile(r"\s*/vcompare\b(?P<rest>.*)", re.DOTALL)
_SUM = re.compile(r"(?:[ \t]+sha256:(?P<sum>[0-9a-f]{12}))?[ \t]*")
_SEALED = re.compile(r".*\ssha256:[0-9a-f]{12}\s*", re.DOTALL)
"""How a whole page that `export` wrote ends: that is no start of a block."""
_TEXT = re.compile(r"\S")
_END_OF_LINE = re.compile(r"[^\S\n]*(?:\n|\Z)")
_NOT_MARKDOWN = re.compile(r"\s*<(?:(?:script|pre|style|textarea)\b|[?]|![a-z]|!\[cdata\[)", re.IGNORECASE)
"""Raw HTML that an empty line does not end (CommonMark 4.6, kinds 1 and 3 to 5): a table stays text in it."""
_DEEPEST = 100
"""In more lists and quotes than this the parser gives up, and drops all that follows."""
_BYTE_ORDER_MARK = "\ufeff"


class Problem(NamedTuple):
    """What is wrong with a document, at which line, counted from 1, and the remedy."""

    line: int
    message: str
    hint: str | None


class Block(NamedTuple):
    """A marked block: its line, counted from 1, the words of its command, and what it holds.

    `body` is without empty lines around it and without what stands before each line in a list or a quote;
    its lines end in a newline, but for the last. `checksum` is the one in the end, None where there is none.
    What is held are the document's lines from `first` up to `end`, each after `prefix`.
    """

    line: int
    words: tuple[str, ...]
    body: str
    checksum: str | None
    first: int
    end: int
    prefix: str


class Document(NamedTuple):
    """A text as lines with their ends, and the blocks in it; with problems, not all of them."""

    lines: tuple[str, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]


class Written(NamedTuple):
    """A document with its blocks rewritten, and how many of them changed; with problems, of no use."""

    text: str
    changed: int
    problems: tuple[Problem, ...]


class _Marker(NamedTuple):
    """A start, with its command, or an end of a block, in the lines from `first` to `last`.

    `within` tells the list items and quotes around it from others; `fault` says why it is of no use.
    """

    first: int
    last: int
    command: str | None
    within: tuple[int, ...] = ()
    checksum: str | None = None
    fault: Problem | None = None


def read(text: str) -> Document:
    """Find the blocks of a document, and everything that is wrong with their marks."""
    lines = tuple(_LINE.findall(text))
    # A parser costs 15 ms to import: look before parsing.
    markers = list(_markers(lines)) if "<!--" in text and "vcompare" in text else []
    pairs, problems = _paired(markers)
    problems += [marker.fault for marker in markers if marker.fault]
    found = [_block(lines, start, end) for start, end in pairs if not (start.fault or end.fault)]
    problems += [one for one in found if isinstance(one, Problem)]
    blocks = sorted(one for one in found if isinstance(one, Block))
    return Document(lines, tuple(blocks), tuple(sorted(problems, key=lambda problem: problem.line)))


def is_by_hand(block: Block, body: str) -> bool:
    """Say whether writing `body` into a block would undo what a person wrote there."""
    if block.body in {"", body}:
        return False
    return block.checksum != checksum(block.body)


def written(document: Document, bodies: Sequence[str]) -> Written:
    """Write into each block what it should hold, with the line ends of its start, and read that back.

    A block that a reader of Markdown would not find again where it is, is a problem.
    """
    lines = list(document.lines)
    changed = 0
    for block, body in reversed(list(zip(document.blocks, bodies, strict=True))):
        new = list(_lines(document.lines, block, body))
        changed += new != lines[block.first : block.end + 1]
        lines[block.first : block.end + 1] = new
    text = "".join(lines)
    return Written(text, changed, tuple(_astray(document.blocks, bodies, read(text))))


def _markers(lines: Sequence[str]) -> Iterator[_Marker]:
    """Find what a reader of Markdown takes for a comment, and we for a marker."""
    open_tokens: list[int] = []
    for number, token in enumerate(_tokens(lines)):
        if token.nesting:
            open_tokens = [*open_tokens, number] if token.nesting > 0 else open_tokens[:-1]
        if token.level >= _DEEPEST - 1 and token.nesting > 0:
            yield _Marker(token.map[0], token.map[0], None, fault=_too_deep(token.map[0]))
        elif token.type == "html_block" and not _NOT_MARKDOWN.match(token.content):
            yield from _in_html(token.content, token.map[0], tuple(open_tokens))
        elif token.type == "inline" and "<!--" in token.content:
            yield from _in_a_line(token.content, token.map[0])


def _tokens(lines: Sequence[str]) -> list[Any]:
    """Parse a document, blocks only. Front matter and a byte-order mark are no Markdown."""
    skipped = _front_matter(lines)
    text = "\n" * skipped + "".join(lines[skipped:]).removeprefix(_BYTE_ORDER_MARK)
    return list(_parser().disable("inline").parse(text))


def _parser() -> Any:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")


def _front_matter(lines: Sequence[str]) -> int:
    """Return how many lines of front matter there are, which may look like the start of code.

    What has a comment in it is Markdown between two rules.
    """
    fence = lines[0].removeprefix(_BYTE_ORDER_MARK).rstrip()
    if fence not in {"---", "+++"}:
        return 0
    ends = (number for number, line in enumerate(lines) if number and line.rstrip() == fence)
    end = next(ends, -1) + 1
    return 0 if any("<!--" in line for line in lines[:end]) else end


def _in_html(html: str, at: int, within: tuple[int, ...]) -> Iterator[_Marker]:
    line, begin, seen = at, 0, 0
    for comment in _COMMENT.finditer(html):
        start, end = comment.span()
        # Counted on from the last one: a page may have as many as fit into it.
        line += html.count("\n", seen, start)
        begin = max(begin, html.rfind("\n", seen, start) + 1)
        seen = start
        marker = _marker(comment[1], line, line + comment[0].count("\n")) if comment["end"] else None
        if marker is None:
            continue
        if _TEXT.search(html, begin, start) or not _END_OF_LINE.match(html, end):
            yield marker._replace(fault=_not_alone(line))
        else:
            yield marker._replace(within=within)


def _in_a_line(source: str, at: int) -> Iterator[_Marker]:
    """Find markers inside running text, where no table can be."""
    tokens: list[Any] = []
    parser = _parser()
    parser.inline.parse(source, parser, {}, tokens)
    line, seen = at, 0
    for token in (token for token in tokens if token.type == "html_inline"):
        start = max(source.find(token.content, seen), seen)
        line, seen = line + source.count("\n", seen, start), start
        comment = _COMMENT.fullmatch(token.content)
        marker = _marker(comment[1], line, line) if comment else None
        if marker:
            yield marker._replace(fault=_not_alone(line))


def _marker(comment: str, first: int, last: int) -> _Marker | None:
    if start := _START.fullmatch(comment):
        return None if _SEALED.fullmatch(comment) else _Marker(first, last, start["command"])
    end = _END.fullmatch(comment)
    if end is None:
        return None
    total = _SUM.fullmatch(end["rest"])
    if total is None:
        hint = "write `<!-- /vcompare -->`: the checksum is filled in"
        return _Marker(
            first, last, None, fault=Problem(first + 1, "this end of a block cannot be read", hint)
        )
    return _Marker(first, last, None, checksum=total["sum"])


def _not_alone(line: int) -> Problem:
    hint = "put nothing else there, and less than four spaces before it; in backticks it is an example"
    return Problem(line + 1, "a marker of a block needs a line of its own", hint)


def _too_deep(line: int) -> Problem:
    hint = "what follows cannot be told from code, so the file stays as it is"
    return Problem(line + 1, "lists and quotes are nested too deep here", hint)


def _paired(markers: Iterable[_Marker]) -> tuple[list[tuple[_Marker, _Marker]], list[Problem]]:
    """Return starts with their ends, and what has none. They are matched like brackets."""
    waiting: list[_Marker] = []
    pairs: list[tuple[_Marker, _Marker]] = []
    outer: list[tuple[_Marker, _Marker]] = []
    problems: list[Problem] = []
    for marker in markers:
        if marker.command is not None:
            outer.extend([(marker, waiting[-1])] if waiting else [])
            waiting.append(marker)
        elif waiting:
            pairs.append((waiting.pop(), marker))
        elif not marker.fault:
            hint = "it belongs to a line such as `<!-- vcompare: show TOOL TOOL -->` above it"
            problems.append(Problem(marker.first + 1, "this end of a block has no start", hint))
    hint = "write `<!-- /vcompare -->` where it ends, on a line of its own"
    problems += [
        Problem(marker.first + 1, "this block has no end", hint) for marker in waiting if not marker.fault
    ]
    # Where the outer one has no end, that is what is wrong, and nothing need be inside of anything.
    open_ones = set(waiting)
    problems += [_nested(inner, start) for inner, start in outer if start not in open_ones]
    return pairs, problems


def _nested(inner: _Marker, outer: _Marker) -> Problem:
    message = f"this block begins inside the one of line {outer.first + 1}"
    return Problem(inner.first + 1, message, "end that one before it")


def _block(lines: Sequence[str], start: _Marker, end: _Marker) -> Block | Problem:
    line = start.first + 1
    if start.within != end.within:
        hint = f"indent `<!-- /vcompare -->` in line {end.first + 1} like the start"
        return Problem(line, "this block ends outside of the list item or quote in which it begins", hint)
    try:
        words = tuple(shlex.split(start.command or ""))
    except ValueError as trouble:
        hint = "put a name with spaces in double quotes, and one with such quotes in single ones"
        return Problem(line, f"the command of this block cannot be read: {str(trouble).lower()}", hint)
    prefix = _prefix(lines[start.first])
    held = [_bare(one, prefix) for one in lines[start.last + 1 : end.first]]
    full = [number for number, one in enumerate(held) if one.strip(" \t")]
    body = "\n".join(held[full[0] : full[-1] + 1]) if full else ""
    return Block(line, words, body, end.checksum, start.last + 1, end.first, prefix)


def _prefix(line: str) -> str:
    """Return what a line needs before it to be where a marker is: `  > ` for one behind `- > `."""
    before = line[: line.index("<!--")].removeprefix(_BYTE_ORDER_MARK)
    return re.sub("[^ \t>]", " ", before)


def _bare(line: str, prefix: str) -> str:
    line = line.rstrip("\r\n")
    return "" if line == prefix.rstrip() else line.removeprefix(prefix)


def _lines(lines: Sequence[str], block: Block, body: str) -> Iterator[str]:
    """Write the lines of a block and its end. The empty ones let Markdown begin and end in raw HTML too."""
    start = lines[block.first - 1]
    line_end = start[len(start.rstrip("\r\n")) :]
    for line in ("", *body.split("\n"), ""):
        yield (block.prefix + line if line else block.prefix.rstrip()) + line_end
    yield re.sub("/vcompare" + _SUM.pattern, f"/vcompare sha256:{checksum(body)} ", lines[block.end], count=1)


def _astray(blocks: Sequence[Block], bodies: Sequence[str], found: Document) -> Iterator[Problem]:
    """Return the first block that does not read back as it was written."""
    for block, body, other in zip_longest(blocks, bodies, found.blocks):
        if block is None or other is None or (other.words, other.body) != (block.words, body):
            hint = "indent both markers by less than four spaces more than what is around them"
            message = "what is written here would not be read as a block again"
            yield Problem((block or other).line, message, hint)
            return
