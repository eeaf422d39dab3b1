"""The picker: a person types part of what they want, and takes one option of a list, or marks several."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from rich.cells import cell_len, set_cell_size

from vcompare.cli import console, environment
from vcompare.cli.input.questions import on_stderr
from vcompare.model import Named
from vcompare.text.safe import one_line

ROWS = 12
"""How many options are shown at a time."""
_NUMBERED = 20
_MOVES = {"up": -1, "c-p": -1, "down": 1, "c-n": 1, "pageup": -ROWS, "pagedown": ROWS}
"""By how many rows a key moves."""

_ANSI = {"bold": "\x1b[1m", "class:dim": "\x1b[2m", "": ""}
StyledLine = list[tuple[str, str]]
"""Pieces of text with prompt_toolkit's name of their style, one of `_ANSI`."""


class Option(NamedTuple):
    """Something that can be picked, and what is shown of it."""

    key: str
    text: str
    about: str = ""


class Picking:
    """What is typed, which options fit it, where the cursor is, and what is marked.

    `find` returns the places of the options that fit. There are `count` where `options` are only the first.
    """

    def __init__(
        self,
        options: Sequence[Option],
        find: Callable[[str], Sequence[int]] = lambda _typed: (),
        *,
        several: bool = False,
        count: int = 0,
    ) -> None:
        self._options = options
        self._find = find
        self.several = several
        self._count = count or len(options)
        self.found: Sequence[int] = range(self._count)
        self.at = 0
        self.marked = list[str]()
        self.spaced = False
        """Whether the last key was Space after typing, which marked an option but may be part of a name."""

    def search(self, typed: str) -> None:
        """Find the options that fit what is typed now."""
        self.found, self.at, self.spaced = self._find(typed), 0, False

    def move(self, rows: int) -> None:
        """Move the cursor down, or up."""
        self.spaced = False
        self.at = max(0, min(self.at + rows, len(self.found) - 1))

    def mark(self) -> None:
        """Mark the option at the cursor, or take its mark away."""
        for option in self.shown(self.at, 1):
            (self.marked.remove if option.key in self.marked else self.marked.append)(option.key)

    def shown(self, start: int, rows: int) -> list[Option]:
        """Return some of the options that fit."""
        return [self._options[place] for place in self.found[start : start + rows]]

    @property
    def picked(self) -> list[str]:
        """The marked keys, in the order of marking; without any, that at the cursor."""
        return self.marked or [option.key for option in self.shown(self.at, 1)]

    def lines(self, width: int, rows: int = ROWS) -> Iterator[StyledLine]:
        """Yield what stands below what is typed: options around the cursor, what is marked, and the keys."""
        start = max(0, min(self.at - rows // 2, len(self.found) - rows))
        shown = self.shown(start, rows)
        widest = min(max((cell_len(one_line(option.text)) for option in shown), default=0), width // 2)
        for number, option in enumerate(shown, start):
            yield _cut(self._line(option, widest, at_cursor=number == self.at), width)
        if not shown:
            yield [("class:dim", "  no match")]
        if self.marked:
            yield _cut(
                [("class:dim", f"  {len(self.marked)} marked: {one_line(', '.join(self.marked))}")], width
            )
        keys = f"↑↓ move   {'Space mark   ' if self.several else ''}Enter select   Esc cancel"
        yield _cut([("class:dim", f"  {len(self.found):,} of {self._count:,}   {keys}")], width)

    def _line(self, option: Option, widest: int, *, at_cursor: bool) -> StyledLine:
        mark = ("● " if option.key in self.marked else "○ ") if self.several else ""
        text = set_cell_size(_cut([("", one_line(option.text))], widest)[0][1], widest)
        return [
            ("bold" if at_cursor else "", f"{'❯' if at_cursor else ' '} {mark}{text}"),
            ("class:dim", f"  {one_line(option.about)}"),
        ]


def pick_tools(
    load: Callable[[], Sequence[Named]], glimpse: tuple[Sequence[Named], int], question: str, *, several: bool
) -> list[str]:
    """Return the slugs of the tools that a person picks, at least one. Raises as `load` and `pick` do.

    `glimpse` is the first tools, if any, and the number of all, to show while `load` loads them.
    """

    def every() -> Picking:
        from vcompare.match.finder import Finder

        tools = load()
        return Picking(_options(tools), Finder(tools).find, several=several)

    first, count = glimpse
    if not first:
        return pick(every(), question)
    return pick(Picking(_options(first), several=several, count=count), question, every)


def _options(tools: Sequence[Named]) -> list[Option]:
    return [Option(tool.slug, tool.name, "  ".join(filter(None, (tool.slug, tool.vendor)))) for tool in tools]


def choose(options: Sequence[Option], question: str, default: str = "") -> str:
    """Return the key of the option that a person takes, with the cursor on a default. Raises as `pick`."""
    shown = [option._replace(text=f"{number}. {option.text}") for number, option in enumerate(options, 1)]
    if environment.is_plain():  # every list has numbers there
        shown = list(options)

    def find(typed: str) -> Sequence[int]:
        wanted = typed.strip().casefold()
        begins = [place for place, one in enumerate(shown) if one.text.casefold().startswith(wanted)]
        return begins or [place for place, one in enumerate(shown) if wanted in one.text.casefold()]

    picking = Picking(shown, find)
    picking.move(next((place for place, one in enumerate(options) if one.key == default), 0))
    [key] = pick(picking, question)
    console.say(f"{question} {one_line(key)}")
    return key


def pick(picking: Picking, question: str, load: Callable[[], Picking] | None = None) -> list[str]:
    """Return the keys that a person picks, at least one. Raises KeyboardInterrupt if they leave without.

    Where `picking` has the first options only, `load` returns all of them.
    """
    load = load or (lambda: picking)
    if environment.is_plain():
        return _by_number(load(), question)
    with _without_echo(), _painted(picking, question):
        return _on_a_terminal(load(), question)


@contextmanager
def _without_echo() -> Iterator[None]:
    """Keep the terminal from showing keys that are pressed before prompt_toolkit reads them."""
    import termios

    settings = termios.tcgetattr(sys.stdin)
    quiet = settings.copy()
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(sys.stdin, termios.TCSANOW, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSANOW, settings)


@contextmanager
def _painted(picking: Picking, question: str) -> Iterator[None]:
    """Show the first picture at once: prompt_toolkit takes longer to load than everything before it."""
    size = environment.window()
    lines = [_cut([("", f"{question} ")], size.columns), *picking.lines(size.columns, _rows(size.lines))]
    painted = ("".join(f"{_ANSI[style]}{text}\x1b[0m" for style, text in line) for line in lines)
    sys.stderr.write("\r\n".join(painted) + f"\r\x1b[{len(lines) - 1}A")
    sys.stderr.flush()
    try:
        yield
    except BaseException:
        sys.stderr.write("\r\x1b[J")
        sys.stderr.flush()
        raise


def _rows(of_terminal: int) -> int:
    return max(1, min(ROWS, of_terminal - 4))


def _on_a_terminal(picking: Picking, question: str) -> list[str]:
    from prompt_toolkit.application import Application, get_app
    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.layout import HSplit, Layout, Window
    from prompt_toolkit.layout.controls import BufferControl, FormattedTextControl
    from prompt_toolkit.layout.processors import BeforeInput
    from prompt_toolkit.styles import Style

    def listed() -> Any:
        size = get_app().output.get_size()
        lines = picking.lines(size.columns, _rows(size.rows))
        return [piece for line in lines for piece in (*line, ("", "\n"))][:-1]

    typed = Buffer(multiline=False, on_text_changed=lambda buffer: picking.search(buffer.text))
    shown = HSplit(
        [
            Window(BufferControl(typed, input_processors=[BeforeInput(f"{question} ")]), height=1),
            Window(FormattedTextControl(listed), dont_extend_height=True),
        ]
    )
    with on_stderr():
        application: Application[list[str]] = Application(
            Layout(shown),
            key_bindings=_keys(picking),
            style=Style.from_dict({"dim": "ansibrightblack"}),
            erase_when_done=True,
        )
        application.ttimeoutlen = application.timeoutlen = 0.1  # Esc is a key of its own here
        return application.run()


def _keys(picking: Picking) -> Any:
    from prompt_toolkit.filters import Condition
    from prompt_toolkit.key_binding import KeyBindings

    keys = KeyBindings()
    several = Condition(lambda: picking.several)
    for name, rows in _MOVES.items():
        keys.add(name)(lambda _event, rows=rows: picking.move(rows))

    @keys.add(" ", filter=several)
    @keys.add("tab", filter=several)
    def _(event: Any) -> None:
        picking.mark()
        picking.spaced = bool(event.data == " " and event.current_buffer.text)

    @keys.add("<any>")
    def _(event: Any) -> None:
        if picking.spaced:  # it was a space inside a name
            picking.mark()
        event.current_buffer.insert_text(f" {event.data}" if picking.spaced else event.data)

    @keys.add("enter")
    @keys.add("c-j")
    def _(event: Any) -> None:
        if picking.picked:
            event.app.exit(picking.picked)

    @keys.add("escape")
    @keys.add("c-c")
    @keys.add("<sigint>")  # Ctrl-C before the terminal passes it on as a key
    @keys.add("c-d")
    def _(event: Any) -> None:
        event.app.exit(exception=console.LeftQuestion)

    return keys


def _by_number(picking: Picking, question: str) -> list[str]:
    """List options with numbers, and search for what is typed, until there are numbers."""
    what = "numbers" if picking.several else "a number"
    while True:
        shown = picking.shown(0, _NUMBERED)
        for number, option in enumerate(shown, 1):
            console.say(f"{number:>3}. {one_line(option.text)}  {one_line(option.about)}".rstrip())
        if len(picking.found) > len(shown):
            console.say(f"     and {len(picking.found) - len(shown):,} more")
        sys.stderr.write(f"{question} [{what}, or part of a name]: ")
        sys.stderr.flush()
        reply = sys.stdin.readline()
        if not reply:
            raise KeyboardInterrupt
        if picked := _numbered(reply, [option.key for option in shown], several=picking.several):
            return picked
        picking.search(reply)
        if not picking.found:
            console.say("no match")
            picking.search("")


def _numbered(reply: str, keys: Sequence[str], *, several: bool) -> list[str]:
    """Return the keys that the numbers of a reply stand for, none if it is anything else."""
    numbers = reply.replace(",", " ").split()
    places = [int(number[:6]) for number in numbers if number.isascii() and number.isdigit()]
    is_right = len(places) == len(numbers) and all(1 <= place <= len(keys) for place in places)
    return [keys[place - 1] for place in places] if is_right and (several or len(places) == 1) else []


def _cut(line: StyledLine, width: int) -> StyledLine:
    """Return as much of a line as fits into a width, in cells."""
    pieces, left = StyledLine(), width
    for style, text in line:
        size = cell_len(text)
        pieces.append((style, text if size <= left else set_cell_size(text, max(left - 1, 0)) + "…"[:left]))
        left = max(left - size, 0)
    return pieces
