"""`unsafe-link`: links in Markdown to anything but http, https and mailto."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, HERE, QUILL, REVIEW, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "unsafe-link"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[x](javascript:alert(1))", "javascript:alert(1)"),
        ("[x](JavaScript:x)", "JavaScript:x"),
        ("[x](<javascript:a b>)", "javascript:a%20b"),
        ("[x](\\u006aavascript:x)", "javascript:x"),
        ("[x]\\u0028data:text/html,y)", "data:text/html,y"),
        ("[x](/etc/passwd)", "/etc/passwd"),
        ("[x](../other.md)", "../other.md"),
        ("[x](#here)", "#here"),
        ("[x](//example.com)", "//example.com"),
        ("[x]()", "nothing"),
        ("[x](https://)", "https://"),
        ("<file:///etc/passwd>", "file:///etc/passwd"),
        ("[x][y]\n\n[y]: ftp://example.com", "ftp://example.com"),
        ("[y]\n\n[y]:\n  vbscript:x", "vbscript:x"),
        ("- > **[x](javascript:y)**", "javascript:y"),
        ("[![a](https://x.y/a.png)](javascript:y)", "javascript:y"),
        ("[x](ftp://" + "y" * 60 + ")", "ftp://" + "y" * 34 + "…"),
        ("[a](https://x.y) [b](one) [c](two) [d](one)", "one, two"),
    ],
)
def test_other_schemes_and_relative_addresses(tmp_path: Path, text: str, shown: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}description = """{text}"""\n'}) == [
        Diagnostic(
            QUILL, 5, 15, RULE, "error", f"the text links to {shown}", "link to a full http(s) address"
        )
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "[x](https://example.com) [y](HTTP://x.y) [z](mailto:a@x.y)",
        "<https://example.com> <a@example.com>",
        "[x][y]\n\n[y]: https://example.com 'a title'",
        "[unused]: javascript:x",
        "`[x](javascript:y)`",
        "    [x](javascript:y)",
        "\\\\[x](javascript:y)",
        "![an image](javascript:y)",
        "[x] (javascript:y), javascript:y, a[0](b",
    ],
)
def test_links_that_may_be_and_what_is_no_link(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}description = """{text}"""\n'}) == []


def test_only_markdown_is_looked_at(tmp_path: Path) -> None:
    files = {QUILL: f'{TOOL}vendor = "[x](y)"\n', BUILDER: f'{REVIEW}summary = "[x](y)"\n'}
    assert found(tmp_path, RULE, files) == []


def test_the_texts_of_tools_and_reviews(tmp_path: Path) -> None:
    """Whatever else is wrong with the file."""
    files = {
        QUILL: f'{TOOL}description = {HERE}"A [relative](link) one."\nvendor = 3\n',
        BUILDER: f'text = {HERE}"""\nA [relative](link) one."""\nscore = 101\n',
    }
    assert_found_here(tmp_path, RULE, files)
