"""Of a file that is easily seen to be formatted, the formatter says the same."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.toml_documents import documents
from tests.conftest import SAMPLE
from vcompare.catalog.source import Document, parse
from vcompare.editing.formatter import Declared, canonical
from vcompare.editing.plain import is_plainly_formatted
from vcompare.model import Review, Tool

DECLARED = Declared(("context", "released"), ("input", "output"))
TOOL = """\
name = "Anvil \\"2\\""
tagline = "Builds [what = you] # push"
category = "Self-hosted"
entry = "freemium"
description = \"\"\"
It builds "what" you push.

tags = ["not", "a", "list"]
\"\"\"
aliases = [
  "the build server that is called an anvil by all who have ever hammered on it",
]
tags = ["builds", "ci"]
added = 2024-12-31

[pricing]
summary = "$4 a month"
currency = "USD"

[pricing.rates]
input = -0.5

[specs]
context = 200_000
released = 2024-02-28
"""
PIECES = [
    *('"', "'", "\\", "\n", "\t", " ", "#", "=", "[", "]", "{", "}", ",", ".", "_", "0", "9", "é", "\x00", "\r"),
    *('"""', "'''", " = ", "\n\n", "  ", "a = 1\n", "[pricing]\n", "[[x]]\n", "2025-02-30", "[ ]", "1e5", "0x1"),
    *("\ufeff", "\x85", "\u2028", "-0", "1.", "true", '"x"', '[\n  "x",\n]', "{ a = 1 }", "# why\n", "\\u0041"),
]  # fmt: skip


def formatted(content: bytes, model: type) -> bool:
    document = parse("x", content)
    return isinstance(document, Document) and canonical(document, model, DECLARED).encode() == content


@st.composite
def edited(draw: st.DrawFn, text: str = TOOL) -> str:
    for _ in range(draw(st.integers(1, 3))):
        start, size = draw(st.integers(0, len(text))), draw(st.integers(0, 2))
        lines, piece = text.split("\n"), draw(st.sampled_from(PIECES))
        here, there = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        swapped = [lines[{here: there, there: here}.get(at, at)] for at in range(len(lines))]
        value = [*lines[:here], f"{lines[here].partition(' = ')[0]} = {piece}", *lines[here + 1 :]]
        removed = [*lines[:here], *lines[here + 1 :]]
        other = [text[:start] + piece + text[start + size :], *map("\n".join, (swapped, value, removed))]
        text = draw(st.sampled_from(other))
    return text


@given(edited())
@settings(max_examples=400)
def test_what_is_said_to_be_formatted_is(text: str) -> None:
    if is_plainly_formatted(text.encode(), Tool, DECLARED):
        assert formatted(text.encode(), Tool)


@given(documents(("name", "entry", "tags", "pricing", "odd"), ("pricing", "specs", "odd")))
@settings(max_examples=100)
def test_so_it_is_of_any_document(text: str) -> None:
    for content in (text.encode(), TOOL.encode() + text.encode()):
        if is_plainly_formatted(content, Tool, DECLARED):
            assert formatted(content, Tool)


def test_most_files_are_seen_to_be_formatted() -> None:
    assert formatted(TOOL.encode(), Tool)
    assert is_plainly_formatted(TOOL.encode(), Tool, DECLARED)
    reviews = [path for path in Path(SAMPLE).glob("reviews/*/*.toml") if "#" not in path.read_text()]
    seen = [is_plainly_formatted(path.read_bytes(), Review, DECLARED) for path in reviews]
    assert sum(seen) > len(seen) / 2


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("category", "tagline"),  # a key twice
        ('tags = ["builds", "ci"]', 'tags = ["builds","ci"]'),
        ('tags = ["builds", "ci"]', 'tags = [\n  "builds",\n  "ci",\n]'),
        ('tags = ["builds", "ci"]', f'tags = ["{"x" * 71}"]'),
        ("200_000", "200_00"),
        ("2024-12-31", "2024-11-31"),
        ("2024-02-28", "2023-02-29"),
        ("200_000", "0200"),
        ("200_000", "200_000 "),
        ('"$4 a month"', "'$4 a month'"),
        ('"$4 a month"', '"\\$4 a month"'),
        ('"$4 a month"', '"$4 \x7f month"'),
        ('"$4 a month"', '"$4 a month" # why'),
        ("[pricing]\n", "\n[pricing]\n"),
        ("[pricing]\n", "# why\n[pricing]\n"),
        ("[pricing]", "[pricing ]"),
        ("[pricing.rates]", "[pricing.'rates']"),
        ("\n[pricing]", "[pricing]"),
        ('summary = "$4 a month"\ncurrency = "USD"', 'currency = "USD"\nsummary = "$4 a month"'),
        ("context = 200_000\nreleased = 2024-02-28", "released = 2024-02-28\ncontext = 200_000"),
        ("2024-02-28\n", "2024-02-28"),
        ("2024-02-28\n", "2024-02-28\n\n"),
        ("name", "\ufeffname"),
        ("\n", "\r\n"),
    ],
)
def test_what_may_not_be_formatted_is_left_to_the_formatter(old: str, new: str) -> None:
    assert TOOL.count(old)
    assert not is_plainly_formatted(TOOL.replace(old, new).encode(), Tool, DECLARED)


def test_bytes_that_are_no_text_are_left_to_the_reader() -> None:
    assert not is_plainly_formatted(b'name = "\xff"\n', Tool, DECLARED)


def test_no_text_takes_long() -> None:
    hostile = [
        b'name = "' + b"\\" * 200_001,
        b'name = """' + b'""x' * 80_000,
        b"a = [\n" + b'  "x",\n' * 30_000,
    ]
    for content in (
        *hostile,
        b"name = [" + b"1, " * 80_000,
        b"[" * 250_000,
        b"a = " * 60_000,
        b'"' * 250_000,
    ):
        assert not is_plainly_formatted(content, Tool, DECLARED)
