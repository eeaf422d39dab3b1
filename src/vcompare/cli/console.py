"""What the program prints: results on stdout; notes, warnings, errors and questions on stderr."""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextvars import ContextVar
from typing import IO, TYPE_CHECKING

from vcompare.cli import environment, leads, streams
from vcompare.cli.environment import ColorMode
from vcompare.errors import Candidate
from vcompare.render import formats
from vcompare.text.safe import one_line, visible

if TYPE_CHECKING:
    from vcompare.views.blocks import Block

_LABELS = {"error": "1;31", "warning": "1;33", "note": "1;32", "hint": "1;36"}
"""The colors that people know from cargo and uv."""
_color: ContextVar[ColorMode] = ContextVar("color", default="auto")
_WHOLE = re.compile(r"(?:`[^`]*`|\S)+")
"""A word, or a command in backquotes with what follows it."""
_DIFF = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


class LeftQuestion(KeyboardInterrupt):
    """An interrupt at a question that has ended its line, or taken itself off the screen."""


def answer(text: str) -> None:
    """Write a result for people to stdout. What its encoding cannot show degrades."""
    streams.write_text(text)


def data(text: str, *, commands: bool = False) -> None:
    """Write a result for programs to stdout: UTF-8 and LF wherever it runs.

    A file gets it byte for byte. Anything else may end in a log, so it holds no commands for the CI that
    runs us, unless `commands` says that it is made of them.
    """
    safe = text if commands or streams.stdout_is_a_file() else streams.without_commands(text)
    streams.write(safe.encode("utf-8", "backslashreplace"))


def blocks(of: "Sequence[Block]", color: ColorMode) -> None:
    """Write blocks to stdout as people read them."""
    show("table", {"blocks": lambda: of}, color)


def show(form: str, sources: formats.Sources, color: ColorMode = "never", **about: str) -> None:
    """Write a result to stdout in a format; `about` is what a document says about itself (`formats.Page`)."""
    chosen = formats.named(form)
    page = formats.Page(
        environment.width(),
        environment.known_width() is not None,
        environment.wants_color(color),
        environment.is_terminal(sys.stdout),
        **about,
    )
    content = chosen.render(sources[chosen.source](), page)
    if not isinstance(content, str):
        for piece in content:
            streams.write(piece)
    elif chosen.reader == "people":
        answer(content)
    else:
        data(content, commands=chosen.reader == "runner")


def difference(text: str, color: ColorMode | None = None) -> None:
    """Write a unified diff to stdout, with color on top of its signs where that is wanted."""
    if environment.wants_color(color or _color.get()):
        text = "\n".join(
            f"{_DIFF[line[:1]]}{line}\x1b[0m" if line[:1] in _DIFF else line for line in text.split("\n")
        )
    data(text)


def note(message: str, lines: Iterable[str] = ()) -> None:
    """Say something on stderr that is good to know, with the lines that belong to it."""
    _say("note", message, lines)


def warn(message: str, lines: Iterable[str] = (), hint: str | None = None) -> None:
    """Say on stderr what is wrong but did not stop the command, as `fail` does."""
    _say("warning", message, lines)
    if hint:
        _say("hint", hint)


def fail(message: str, hint: str | None = None, lines: Iterable[str] = ()) -> None:
    """Say on stderr what stopped the command, with the lines that belong to it, and the remedy."""
    _say("error", message, lines)
    if hint:
        _say("hint", hint)


def say(line: str) -> None:
    """Write a line to stderr, on a terminal broken between words to fit its window."""
    streams.write_to_stderr(_fitted(line))


def paste(lines: Iterable[str]) -> None:
    """Write lines to stderr that somebody will copy, as they are."""
    for line in lines:
        streams.write_to_stderr(visible(line))


def candidates(tools: Sequence[Candidate]) -> Iterator[str]:
    """Yield lines that list the tools that a name may have meant, with what distinguishes them.

    Each is on a line of its own where all fit; otherwise its details are below its slug.
    """
    from rich.cells import cell_len

    heads = [f"- {tool.slug}" for tool in tools]
    texts = [[one_line(detail) for detail in tool.details] for tool in tools]
    widths = [max(map(cell_len, column), default=0) for column in (heads, *zip(*texts, strict=True))]
    room = max(environment.width() - 2, 20)
    for head, details in zip(heads, texts, strict=True):
        if sum(widths) + 2 * len(details) <= room:
            cells = zip((head, *details), widths, strict=True)
            yield "  ".join(text + " " * (width - cell_len(text)) for text, width in cells).rstrip()
        else:
            yield head
            yield from (f"   {line}" for line in _filled(details, room - 3))


def _filled(texts: Iterable[str], width: int) -> Iterator[str]:
    """Yield lines with as many texts as fit beside each other; what is too long for a line is wrapped."""
    from textwrap import TextWrapper

    wrap = TextWrapper(width, break_long_words=False, break_on_hyphens=False).wrap
    line = ""
    for text in texts:
        if line and len(line) + len(text) + 3 <= width:
            line += f" · {text}"
        else:
            yield from wrap(line)
            line = text
    yield from wrap(line)


def end_line() -> None:
    """End the line on which Ctrl-C was pressed, so that the prompt of the shell does not stand on it."""
    if environment.is_terminal(sys.stderr):
        say("")


def styled(text: str, style: str, stream: IO[str]) -> str:
    """Return a text of our own in a style of a terminal (the numbers of SGR) where a stream gets color."""
    return f"\x1b[{style}m{text}\x1b[0m" if environment.wants_color(_color.get(), stream) else text


def use_color(mode: ColorMode) -> None:
    """Take `--color` for what is said on stderr too."""
    _color.set(mode)


def _say(kind: str, message: str, lines: Iterable[str] = ()) -> None:
    label = styled(f"{kind}:", _LABELS[kind], sys.stderr)
    message = _fitted(f"{kind}: {one_line(leads.leading_on(message))}")
    streams.write_to_stderr(message.replace(f"{kind}:", label, 1))
    for line in lines:
        say(f"  {visible(line)}")


def _fitted(line: str) -> str:
    """Return a line as it fits a terminal: what continues it is indented.

    A command in backquotes stays whole if there is room for it.
    """
    if not environment.is_terminal(sys.stderr):
        return line
    from rich.cells import cell_len

    width = environment.known_width(sys.stderr) or environment.PIPE_WIDTH
    if cell_len(line) <= width:
        return line
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    parts = ([part] if len(part) <= width - len(indent) else part.split() for part in _WHOLE.findall(line))
    first, *rest = (word for part in parts for word in part)
    lines = [indent[2:] + first]
    for word in rest:
        if cell_len(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(indent + word)
    return "\n".join(lines)
