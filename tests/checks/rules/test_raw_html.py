"""`raw-html`: HTML in Markdown, as CommonMark tells it from text and code."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, HERE, QUILL, REVIEW, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "raw-html"
HINT = "use Markdown, or backticks around code"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("An <b>editor</b> <b>.", "<b>, </b>"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("<!-- aside -->", "<!-- aside -->"),
        ("a <!-- aside --> b", "<!-- aside -->"),
        ("a <?php ?> b", "<?php ?>"),
        ("a </b> b", "</b>"),
        ("x\n\n<div\nclass='y'>\n\nz", "<div\nclass='y'>"),
        ("- a list\n  - of <br/>", "<br/>"),
        ("> said <i>so", "<i>"),
        ("List<int>", "<int>"),
        ("\\u003cb>", "<b>"),
        ("a <b " + "x" * 60 + ">", "<b " + "x" * 37 + "…"),
    ],
)
def test_tags_comments_and_instructions(tmp_path: Path, text: str, shown: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}description = """{text}"""\n'}) == [
        Diagnostic(QUILL, 5, 15, RULE, "error", f"the text contains HTML: {shown}", HINT)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "`<b>` and ``<i>``", "```\n<b>\n```", "    <b>", "1 < 2 > 0", "a <- b, <3", "&lt;b&gt;", "\\\\<b>",
        "<https://example.com> <a@example.com>", "[a](<https://example.com>)", "< b>", "<日本>",
    ],
)  # fmt: skip
def test_what_is_text_or_code(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}description = """{text}"""\n'}) == []


def test_only_markdown_is_looked_at(tmp_path: Path) -> None:
    files = {
        QUILL: f'{TOOL}vendor = "<b>"\n[pricing]\nsummary = "<b>"\n',
        BUILDER: f'{REVIEW}summary = "<b>"\n',
    }
    assert found(tmp_path, RULE, files) == []


def test_the_texts_of_tools_and_reviews(tmp_path: Path) -> None:
    """Whatever else is wrong with the file."""
    files = {
        QUILL: f'{TOOL}description = {HERE}"A <b>bold</b> one."\nvendor = 3\n',
        BUILDER: f'text = {HERE}"""\nA <b>bold</b> one."""\nscore = 101\n',
    }
    assert_found_here(tmp_path, RULE, files)
