"""`unsafe-text`: characters that nobody sees or that a terminal acts on, at their text or key."""

import time
from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    REVIEW,
    TOOL,
    VOTES,
    assert_found_here,
    found,
    places,
)
from vcompare.diagnostics import Diagnostic

RULE = "unsafe-text"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("\\u202etxt", "U+202E (right-to-left override)"),
        ("\u2066txt", "U+2066 (left-to-right isolate)"),
        ("a\u200bb", "U+200B (zero width space)"),
        ("a\u200db", "U+200D (zero width joiner)"),
        ("a\ufe0f", "U+FE0F (variation selector-16)"),
        ("a\ufeffb", "U+FEFF (zero width no-break space)"),
        ("soft\u00adhyphen", "U+00AD (soft hyphen)"),
        ("a\u2028b", "U+2028 (line separator)"),
        ("\U000e0041", "U+E0041 (tag latin capital letter a)"),
        ("\u3164", "U+3164 (hangul filler)"),
        ("a\tb", "U+0009"),
        ("a\\tb", "U+0009"),
        ("\\e[31m", "U+001B"),
        ("\\u0000", "U+0000"),
        ("\\x7f", "U+007F"),
        ("\u0085", "U+0085"),
        ("\ufffe", "U+FFFE"),
        ("\U0010ffff", "U+10FFFF"),
        ("b\u200b\\u202ea\u200b", "U+200B (zero width space), U+202E (right-to-left override)"),
    ],
)
def test_each_kind_is_named(tmp_path: Path, text: str, named: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}vendor = "{text}"\n'}) == [
        Diagnostic(QUILL, 5, 10, RULE, "error", f"the text contains {named}", "remove it")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Inc. 👩\u200d💻 ❤\ufe0f 1\ufe0f⃣ 葛\U000e0100",
        "日本 é e\u0301 ß Ωμέγα עברית العربية",
        "no\u00a0break \u3000 \\\\u202e",
        "list[int] <b> \\u0041",
    ],
)
def test_what_can_be_seen(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}vendor = "{text}" #\t\n\taliases\t=\t["{text}"]\n'}) == []


@pytest.mark.parametrize(
    ("path", "before", "key"),
    [(QUILL, TOOL, "description"), (BUILDER, REVIEW.partition("\n")[0] + "\n", "text")],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("more", ["", "extra = 1\n", "score = 101\n"])
def test_markdown_has_lines_and_tabs(
    tmp_path: Path, path: str, before: str, key: str, ends: str, more: str
) -> None:
    """Whatever else is wrong with the file."""
    text = f'{before}{key} = """\nOne\\\\two.\n\n\tcode\\tcode\n"""\n{more}'
    assert found(tmp_path, RULE, {QUILL: TOOL, path: text.replace("\n", ends)}) == []


@pytest.mark.parametrize(
    "text",
    [
        f"{HERE}# a\u202eb\n",
        f"{TOOL}  {HERE}# 日本 \u200b\n",
        f"{TOOL}vendor = 'a # b' {HERE}# \u200b\n",
        f'{TOOL}aliases = [ {HERE}# "\u200b\n  "a", # "x"\n]\n',
        f"{TOOL}vendor = {HERE}'a\u200b'\n{HERE}# \u200b\n",
        f'{TOOL}vendor = {HERE}"a\\u200b"\n{HERE}# \u200b\n',
        f'{TOOL}description = {HERE}"""\n# \u200b\n"""\n',
    ],
)
def test_comments_hide_text_from_reviewers_too(tmp_path: Path, text: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: text})


def test_keys_and_texts_in_a_table(tmp_path: Path) -> None:
    table = f'[ballots]\n"日本" = "ship"\n{HERE}"a\u200bb" = "skip"\n{HERE}"\\u202e" = {HERE}"\\e"\n'
    assert_found_here(tmp_path, RULE, {QUILL: TOOL, VOTES: table})
    messages = {finding.message for finding in found(tmp_path, RULE, {QUILL: TOOL, VOTES: table})}
    assert messages == {"the key has an invisible character", "the text contains U+001B"}


def test_of_a_comment_it_says_so(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: f"# \u202e\n{TOOL}#\t日本 👩\u200d💻\n"}) == [
        Diagnostic(
            QUILL, 1, 1, RULE, "error", "a comment contains U+202E (right-to-left override)", "remove it"
        )
    ]


def test_many_characters_among_many_strings_take_no_long_time(tmp_path: Path) -> None:
    signs = "".join(chr(0xE0200 + number) for number in range(400))
    aliases = ", ".join(f'"x{number}"' for number in range(10_000))
    started = time.process_time()
    assert found(tmp_path, RULE, {QUILL: f"#{signs}\n{TOOL}aliases = [{aliases}]\n"})
    assert time.process_time() - started < 1


@pytest.mark.parametrize(("text", "unsafe"), [("a\\rb", True), ("a\\nb", False), ("a\\u0008b", True)])
def test_control_characters_in_markdown(tmp_path: Path, text: str, unsafe: bool) -> None:
    assert (
        places(found(tmp_path, RULE, {QUILL: f'{TOOL}description = "{text}"\n'})) == [(QUILL, 5, 15)] * unsafe
    )


def test_line_ends_in_a_text_of_one_line_are_bad_values_and_no_more(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {QUILL: f'{TOOL}vendor = "a\\nb"\nbest_for = """a\nb\\r"""\n'}) == []
