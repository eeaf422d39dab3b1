"""Help: how a command is used, readable in any window, with its examples on lines of their own."""

import inspect
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from vcompare.cli import console, environment

_WIDEST = 88
_BESIDE = 30
"""An option that takes more characters has its meaning below it instead of beside it."""
_ROOM = 28
"""How many characters a meaning needs, at least, to stand beside its option."""
_EXAMPLES = re.compile(r"\s*Examples?:((?:,?\s+`[^`]+`)+)")
_WORD = r"(?:\"[^\"]*\"|'[^']*'|[^\s\"'])+"
_PIECE = re.compile(rf"-{_WORD}\s(?!-){_WORD}|{_WORD}")
"""What an example is not broken within: a word as the shell reads it, or an option with its value."""
_COMMON = {"--catalog", "--no-cache", "--today", "--color", "--help"}
_HEADING, _TERM = "1;32", "1;36"

Rows = Sequence[tuple[str, str]]


def page(command: Any, context: Any, groups: Mapping[str, Mapping[str, str]] | None = None) -> str:
    """Return the help of a command; of the program itself, with `groups` of its commands by task."""
    about, examples = _parted(command.help or "")
    words = ["Usage:", context.command_path, *command.collect_usage_pieces(context)]
    usage = "\n".join(_filled(" ".join(words), "  ")).replace("Usage:", _styled("Usage:", _HEADING), 1)
    paragraphs = ["\n".join(_filled(" ".join(one.split()))) for one in about.split("\n\n")]
    shown = [_section("Examples", _example_lines(examples))] if examples else []
    listed = [_section(title, _rows([*of.items()])) for title, of in (groups or {}).items()]
    listed += [_section(title, _rows(rows)) for title, rows in _parameters(command, context).items() if rows]
    return "\n\n".join([usage, *paragraphs, *([*listed, *shown] if groups else [*shown, *listed])])


def _parameters(command: Any, context: Any) -> Mapping[str, Rows]:
    """Return what a command takes, the options that most commands take at the end."""
    found: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": [], "Common options": []}
    for param in command.get_params(context):
        if record := param.get_help_record(context):
            is_common = context.parent is not None and _COMMON & {*param.opts}
            found["Common options" if is_common else f"{param.param_type_name.title()}s"].append(record)
    return found


def _parted(text: str) -> tuple[str, Sequence[str]]:
    """Return a docstring without its examples, and these."""
    text = inspect.cleandoc(text)
    found = [
        " ".join(one.split()) for part in _EXAMPLES.findall(text) for one in re.findall("`([^`]+)`", part)
    ]
    return _EXAMPLES.sub("", text).strip(), found


def _section(title: str, lines: Iterable[str]) -> str:
    return "\n".join([_styled(f"{title}:", _HEADING), *lines])


def _rows(rows: Rows) -> Iterator[str]:
    """Yield the lines of terms and their meanings, beside or below each other."""
    widest = max((len(term) for term, _ in rows if len(term) <= _BESIDE), default=0)
    is_beside = _width() - widest - 4 >= _ROOM
    indent = widest + 4 if is_beside else 8
    for term, meaning in rows:
        lines = textwrap.wrap(_in_words(meaning), _width() - indent, break_on_hyphens=False) or [""]
        if is_beside and len(term) <= widest:
            first = f"  {_styled(term, _TERM)}{' ' * (widest - len(term) + 2)}{lines.pop(0)}"
            yield first.rstrip()
        else:
            yield from (f"  {_styled(part, _TERM)}" for part in _broken(term))
        yield from (" " * indent + line for line in lines if line)


def _in_words(meaning: str) -> str:
    """Return what Typer says of an option, the limits of a number in words."""
    return re.sub(r"x>=(\d+)", r"\1 or more", re.sub(r"(\d+)<=x<=(\d+)", r"\1 to \2", meaning))


def _broken(term: str) -> list[str]:
    """Return a term in lines that fit, broken between the values that an option takes."""
    pieces = term.replace("|", "|\0").split("\0")
    lines = [""]
    for piece in pieces:
        if len(lines[-1] + piece) > _width() - 4 and lines[-1]:
            lines.append("    ")
        lines[-1] += piece
    return lines


def _example_lines(examples: Iterable[str]) -> Iterator[str]:
    """Yield commands as a shell takes them; one too long for the window goes on after a backslash."""
    for example in examples:
        line = " "
        for word in _pieces(example):
            if len(line) + len(word) > _width() - 3 and line.strip():
                yield f"{line} \\"
                line = "     "
            line += f" {word}"
        yield line


def _pieces(example: str) -> Iterator[str]:
    """Yield what stands on one line of an example, if the window has room for it."""
    for piece in _PIECE.findall(example):
        yield from [piece] if len(piece) < _width() - 8 else re.findall(_WORD, piece)


def _filled(text: str, after: str = "") -> list[str]:
    return textwrap.wrap(
        text, _width(), subsequent_indent=after, break_on_hyphens=False, break_long_words=False
    )


def _width() -> int:
    return max(min(environment.width(), _WIDEST), 20)


def _styled(text: str, style: str) -> str:
    return console.styled(text, style, sys.stdout)
