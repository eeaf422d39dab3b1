"""The only place that touches stdout, stderr, the environment or a terminal."""

import os
import stat
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Literal, NoReturn, TypeVar

from vcompare.errors import Candidate, system_says
from vcompare.render import formats
from vcompare.text.safe import one_line, visible

if TYPE_CHECKING:
    from vcompare.views.blocks import Block

T = TypeVar("T")
ColorMode = Literal["auto", "always", "never"]

# What the interface draws with, for an output that cannot show it.
_ASCII: dict[int, int | str] = {
    **str.maketrans("▲●━─·–…•◆“”‘’▁▂▃▄▅▆▇█", "^o=-.-.*#\"\"''_.:-=+*#"),
    ord("→"): "->",
}
_DIFF = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}
_PIPE_WIDTH = 80
_PATIENCE = 0.5


class OutputError(Exception):
    """The answer could not be written; the message says why."""


def answer(text: str) -> None:
    """Write an answer for people to stdout. What its encoding cannot show degrades."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _write(_encoded(_harmless_in_a_log(text), encoding))


def data(text: str, *, commands: bool = False) -> None:
    """Write an answer for programs to stdout: UTF-8 and LF wherever it runs.

    What goes to a file goes there byte for byte. Anything else may end in a log, so it holds no commands for
    who runs us, unless `commands` says that it is made of them.
    """
    harmless = text if commands or _goes_to_a_file() else _harmless_in_a_log(text)
    _write(harmless.encode("utf-8", "backslashreplace"))


def payload(of: Any) -> None:
    """Write an object as JSON to stdout."""
    show("json", {"payload": lambda: of})


def prepared(content: bytes) -> None:
    """Write an answer for programs that is bytes already."""
    _write(content)


def blocks(of: "Sequence[Block]", color: ColorMode) -> None:
    """Write blocks to stdout as people read them."""
    show("table", {"blocks": lambda: of}, color)


def show(form: str, sources: formats.Sources, color: ColorMode = "never", **about: str) -> None:
    """Write a result to stdout in a format; `about` is what a document says about itself (`formats.Page`)."""
    chosen = formats.named(form)
    page = formats.Page(width(), wants_color(color), shows_on_a_terminal(), **about)
    text = formats.render(form, sources, page)
    if isinstance(text, bytes):
        prepared(text)
    elif chosen.reader == "people":
        answer(text)
    else:
        data(text, commands=chosen.reader == "runner")


def difference(text: str, color: ColorMode) -> None:
    """Write a unified diff to stdout, with color on top of its signs where that is wanted."""
    if wants_color(color):
        text = "\n".join(
            f"{_DIFF[line[:1]]}{line}\x1b[0m" if line[:1] in _DIFF else line for line in text.split("\n")
        )
    data(text)


def make_ready(form: str) -> None:
    """Load what a table needs, while other cores are at work and there is nothing else to do."""
    if form == "table":
        from vcompare.render import terminal  # noqa: F401


def note(message: str) -> None:
    """Say something on stderr that is good to know."""
    _say("note", message)


def warn(message: str) -> None:
    """Say on stderr what is wrong but did not stop the command."""
    _say("warning", message)


def fail(message: str, hint: str | None = None) -> None:
    """Say on stderr what stopped the command, and the remedy."""
    _say("error", message)
    hint_at(hint)


def hint_at(remedy: str | None) -> None:
    """Say on stderr what to do about it, where there is something."""
    if remedy:
        _say("hint", remedy)


def bug(error: BaseException) -> None:
    """Own up to an error that no message was written for; with VCOMPARE_DEBUG set, show where."""
    if os.environ.get("VCOMPARE_DEBUG"):
        import traceback

        say(visible("".join(traceback.format_exception(error)), lines=True))
    fail(
        f"vcompare failed: {type(error).__name__}: {error}",
        "this is a bug; VCOMPARE_DEBUG=1 shows where it is",
    )


def say(line: str) -> None:
    """Write a line to stderr."""
    with suppress(OSError, ValueError, AttributeError):  # nobody is listening, and there is no other place
        content = _encoded(_harmless_in_a_log(line) + "\n", sys.stderr.encoding or "utf-8")
        sys.stderr.buffer.write(content)
        sys.stderr.buffer.flush()


def listed(lines: Iterable[str]) -> None:
    """List on stderr what belongs to the message above."""
    for line in lines:
        say(f"  {one_line(line)}")


def candidates(tools: Iterable[Candidate], *, numbered: bool = False) -> None:
    """List on stderr the tools that a name may have meant, with what tells them apart."""
    import textwrap

    for number, tool in enumerate(tools, 1):
        say(f"  {f'{number}.' if numbered else '-'} {one_line(tool.slug)}")
        for line in (tool.name, tool.tagline):
            for part in textwrap.wrap(one_line(line), max(width() - 5, 20)):
                say(f"     {part}")


def given() -> bytes:
    """Read stdin to its end. Raises OSError where it cannot be read."""
    if sys.stdin is None:
        raise OSError("stdin is closed")
    return sys.stdin.buffer.read()


def wants_color(mode: ColorMode) -> bool:
    """Decide whether stdout gets color: the option, then NO_COLOR, FORCE_COLOR and TERM, then a terminal."""
    if mode != "auto":
        return mode == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return _is_terminal(sys.stdout) and os.environ.get("TERM", "") not in {"", "dumb"}


def environment(name: str) -> str:
    """Return a variable of the environment, empty where it is not set."""
    return os.environ.get(name, "")


def workspace() -> str | None:
    """Return the folder from which GitHub Actions names files, where that is what runs us."""
    return os.environ.get("GITHUB_WORKSPACE") or None


def shows_on_a_terminal() -> bool:
    """Say whether the answer goes to a terminal."""
    return _is_terminal(sys.stdout)


def width() -> int:
    """Return the columns of the output: COLUMNS where it is a sensible number, the terminal's, or 80."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isascii() and columns.isdigit() and 0 < int(columns[:6]) <= 10_000:  # noqa: PLR2004
        return int(columns[:6])
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or _PIPE_WIDTH
    except (OSError, ValueError, AttributeError):
        return _PIPE_WIDTH


def can_ask() -> bool:
    """Say whether someone is there to answer a question."""
    return _is_terminal(sys.stdin) and _is_terminal(sys.stderr)


def ask(question: str, choices: Sequence[str], accepts: Callable[[str], bool]) -> str | None:
    """Ask on stderr for one of the choices by number, or for any other that `accepts` knows.

    Returns None where the person gives up.
    """
    import typer

    numbers = "1" if len(choices) == 1 else f"1-{len(choices)}"
    while True:
        typer.echo(f"{question} [{numbers} or a slug, Enter for none]: ", nl=False, err=True)
        reply = sys.stdin.readline()
        if not reply.endswith("\n"):
            typer.echo(err=True)
        reply = reply.strip()
        if not reply or accepts(reply):
            return reply or None
        if reply.isascii() and reply.isdigit() and 1 <= int(reply[:6]) <= len(choices):
            return choices[int(reply) - 1]
        note(f"there is no {reply}: type {numbers}, or the slug of any tool")


def progress(items: Iterable[T], total: int, label: str) -> Iterator[T]:
    """Pass items on, and show a bar on stderr once that has taken half a second on a terminal."""
    if not _is_terminal(sys.stderr):
        yield from items
        return
    started, bar, task = time.monotonic(), None, None
    try:
        for done, item in enumerate(items):
            if bar is None and time.monotonic() - started > _PATIENCE:
                from rich.console import Console
                from rich.progress import Progress

                bar = Progress(console=Console(stderr=True), transient=True)
                bar.start()
                task = bar.add_task(label, total=total)
            if bar is not None and task is not None:
                bar.update(task, completed=done)
            yield item
    finally:
        if bar is not None:
            bar.stop()


def abandon_stdout() -> None:
    """Point stdout at nothing, so that the interpreter has nothing left to flush when it ends."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(kind: str, message: str) -> None:
    say(f"{kind}: {one_line(message)}")


def _harmless_in_a_log(text: str) -> str:
    """Keep text from being read as a command by the runner of GitHub Actions, which acts on what it logs."""
    if not os.environ.get("GITHUB_ACTIONS"):
        return text
    import re

    return re.sub(r"(?m)^([^\S\n]*):(?=:)", r"\1\\:", text).replace("##[", "#\\#[")


def _goes_to_a_file() -> bool:
    try:
        return stat.S_ISREG(os.fstat(sys.stdout.fileno()).st_mode)
    except (OSError, ValueError, AttributeError):
        return False


def _encoded(text: str, encoding: str) -> bytes:
    try:
        return text.encode(encoding)
    except UnicodeEncodeError:
        return text.translate(_ASCII).encode(encoding, "backslashreplace")
    except (LookupError, UnicodeError):  # no encoding, or one that knows no line such as ours
        return text.encode("utf-8", "backslashreplace")


def _write(content: bytes) -> None:
    if sys.stdout is None:
        raise OutputError("stdout is closed")
    try:
        sys.stdout.flush()
        view = memoryview(content)
        while view:  # unbuffered streams may write a part
            view = view[sys.stdout.buffer.write(view) or 0 :]
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        _quit_quietly()
    except (OSError, ValueError) as problem:
        abandon_stdout()
        reason = system_says(problem)
        raise OutputError(reason) from problem


def _quit_quietly() -> NoReturn:
    """Whoever read the answer has seen enough of it."""
    abandon_stdout()
    raise SystemExit(0)


def _is_terminal(stream: IO[str] | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False
