"""What a page does not say as exactly as the JSON object of `show` does, so that it can say that, too."""

import re
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from html import unescape
from typing import Any, NamedTuple

from msgspec import to_builtins

from vcompare.text.markdown import parse_cached
from vcompare.text.prose import plain
from vcompare.text.safe import one_line

_UNREAD = re.compile(r"<(style|script|title|desc)\b.*?</\1>", re.DOTALL)
_PROSE = {"text", "description"}
"""Keys of running text, which a page shows as what its Markdown means."""


class Leaf(NamedTuple):
    """A value of a JSON object: the path of its keys, and the value as text."""

    path: str
    text: str


def leaves(object_: Any) -> list[Leaf]:
    """Return all values of a JSON object, each once."""
    return [*dict.fromkeys(_leaves(to_builtins(object_), ()))]


class Said(NamedTuple):
    """The text of a page on one line, and its words."""

    text: str
    words: AbstractSet[str]


def unsaid(values: Iterable[Leaf], said: Said) -> list[Leaf]:
    """Return the values that the text of a page does not hold."""
    return [leaf for leaf in values if leaf.text not in said.words and not _is_in(leaf.text, said.text)]


def text_of(page: str) -> Said:
    """Return the text of a page of ours, without its tags, in which no `>` is left as it is."""
    text, *tagged = _UNREAD.sub(" ", page).split("<")
    text += "".join([one.partition(">")[2] for one in tagged])
    words = unescape(text).split()
    return Said(f" {' '.join(words)} ", {*words})


def _leaves(value: Any, path: tuple[str, ...]) -> Iterator[Leaf]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _leaves(inner, path)
    elif value is not None and (text := _written(value, path[-1] if path else "")):
        yield Leaf(".".join(path), text)


def _written(value: Any, key: str) -> str:
    """Return a value as JSON has it; of running text, what it says."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = plain(parse_cached(value)) if key in _PROSE and isinstance(value, str) else str(value)
    return " ".join(one_line(text).split())


def _is_in(text: str, said: str) -> bool:
    at = said.find(text)
    while at >= 0:
        before, after = said[at - 1], said[at + len(text) : at + len(text) + 1]
        if not (_joins(before, text[0]) or _joins(text[-1], after)):
            return True
        at = said.find(text, at + 1)
    return False


def _joins(one: str, other: str) -> bool:
    """Say whether two characters that stand side by side are parts of one word or number."""
    return (one.isalnum() and other.isalnum()) or (one in ".," and other.isdigit())
