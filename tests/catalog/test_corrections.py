"""`catalog/corrections.py`: every hint says what to write, and what it says passes."""

import datetime
import re
from typing import Any

import pytest

from vcompare.catalog.corrections import correction
from vcompare.catalog.decode import decode, fits
from vcompare.catalog.source import Document, parse
from vcompare.model import Pricing, Slug, Tool, Url
from vcompare.model.scalars import Count, HexColor, Line, Markdown, Percent, Sentence, UrlPattern

DAY = datetime.date


@pytest.mark.parametrize(
    ("value", "kind", "hint"),
    [
        ("example.com/prices", Url, 'write "https://example.com/prices"'),
        ("https://x.y/a b", Url, 'write "https://x.y/a%20b"'),
        ("Open Weights", Slug, 'write "open-weights"'),
        ("f00", HexColor, 'write "#ff0000"'),
        ("red;}", HexColor, "write # and six hexadecimal digits, in quotes"),
        ("javascript:x", UrlPattern, "write the whole address, from https:// on"),
        ("日本", Slug, "write a text in quotes"),
        ("two\nlines", Line, 'write "two lines"'),
        ("x" * 203, Sentence, "shorten it by 3 characters"),
        (["one"], Line, 'write "one"'),
        (["one", "two"], Line, "write a text in quotes"),
        (1.5, Line, 'write "1.5"'),
        (True, Markdown, "write a text in quotes"),
        ("87%", Percent, "write 87"),
        ("87/100", Percent, "write 87"),
        (87.5, Percent, "round it"),
        (-1, Count, "write 0 or more"),
        *((number, Percent, "round it") for number in (0.5, 99.5)),
        *((number, Percent, f"write {int(number)}") for number in (0.0, 100.0)),
        *((number, Percent, "write 0 or more") for number in (-1, -0.5)),
        *((number, Percent, "write 100 or less") for number in (101, 100.5)),
        ("20 November 2026", DAY, "write 2026-11-20"),
        ("2026/11/20", DAY, "write 2026-11-20"),
        ("2026-11-20", DAY, "write it without quotes"),
        (20261120, DAY, "write a day without quotes, such as 2026-11-20"),
        ("tags", tuple[Slug, ...], 'write ["tags"]'),
        (3, tuple[Slug, ...], 'write a list in brackets, such as ["a", "b"]'),
        ("$3", Pricing, 'write { summary = "$3" }'),
        (3, Pricing, "write [key], with its keys below it"),
        ("yes", bool, "write true or false, without quotes"),
        ("", Line, "fill it in"),
    ],
)
def test_what_to_write(value: Any, kind: Any, hint: str) -> None:
    assert not fits(value, kind)
    assert correction(value, kind, "key") == hint


@pytest.mark.parametrize("value", ["", " ", "n/a", "Unknown", "TBD", [], {}])
def test_what_is_unknown_is_left_out(value: Any) -> None:
    assert correction(value, Url, "homepage", optional=True) == "leave it out: what is absent is unknown"


@pytest.mark.parametrize(
    "line",
    [
        "vendor = 3",
        "added = 2026-01-02 03:04:05",
        'tags = "gpu"',
        'pricing = "$3"',
        'homepage = "x.org"',
        'aliases = ["a\\nb"]',
    ],
)
def test_what_a_hint_says_passes(line: str) -> None:
    def decoded(last: str) -> tuple[Tool | None, Any]:
        document = parse("x", f'name = "N"\ntagline = "T"\ncategory = "C"\n{last}\n'.encode())
        assert isinstance(document, Document)
        return decode(document, Tool)

    _, (finding,) = decoded(line)
    written = finding.hint.removeprefix("write ")
    assert written != finding.hint
    key = line.partition(" =")[0]
    correct = f"[{written}]" if key == "aliases" else written
    tool, findings = decoded(f"{key} = {correct}")
    assert (tool is not None, findings) == (True, ())
    assert not re.search("message", finding.hint)
