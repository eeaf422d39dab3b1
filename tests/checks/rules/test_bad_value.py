"""`bad-value`: a value of the right type outside its limits, at the value."""

import time
from pathlib import Path

import pytest

from tests.checks.rules.support import (
    BUILDER,
    HERE,
    QUILL,
    REVIEW,
    SETTINGS,
    TOOL,
    VOTES,
    assert_found_here,
    found,
    places,
)
from vcompare.diagnostics import Diagnostic

RULE = "bad-value"
METER = 'format = 1\ntitle = "x"\nmeters.input.label = "Input"\nmeters.input.unit = "tokens"\n'
LINE = "one line of text, not blank"
SCORE = "a whole number from 0 to 100"
URL = "an http:// or https:// address"
SLUG = "a slug: lower-case letters and digits joined by single hyphens, at most 80 characters"


@pytest.mark.parametrize(
    ("path", "before", "key", "value", "must", "shown", "hint"),
    [
        (QUILL, TOOL.replace("entry", "# entry"), "entry", '"gratis"', '"free", "freemium" or "paid"', '"gratis"', "use one of these, or leave it out"),
        (QUILL, TOOL.replace("entry", "# entry"), "entry", '"Free"', '"free", "freemium" or "paid"', '"Free"', "did you mean `free`?"),
        (QUILL, TOOL, "homepage", '"ftp://x.y"', URL, '"ftp://x.y"', "write the whole address, from https:// on"),
        (QUILL, TOOL, "vendor", '" "', LINE, '" "', "leave it out: what is absent is unknown"),
        (QUILL, TOOL, "description", '""', "Markdown text, not blank", '""', "leave it out: what is absent is unknown"),
        (BUILDER, REVIEW.replace("verdict", "# verdict"), "verdict", '"skp"', '"ship" or "skip"', '"skp"', "did you mean `skip`?"),
        (BUILDER, REVIEW, "score", "101", SCORE, "101", "write 100 or less"),
        (BUILDER, REVIEW, "score", "-1", SCORE, "-1", "write 0 or more"),
        (BUILDER, REVIEW, "score", "99999999999999999999", SCORE, "99999999999999999999", "write 100 or less"),
        ("catalog.toml", 'title = "x"\n', "format", "2", "1", "2", "write 1"),
        ("catalog.toml", 'format = 1\ntitle = "x"\n', "freshness.pricing", "-1", "a whole number, 0 or more", "-1", "write 0 or more"),
        ("catalog.toml", METER, "meters.input.per", "0", "a number above 0", "0", "write a number above 0"),
        ("catalog.toml", METER, "meters.input.per", "-0.5", "a number above 0", "-0.5", "write a number above 0"),
        (VOTES, "", "ballots.ana", '"skipp"', '"ship" or "skip"', '"skipp"', "did you mean `skip`?"),
        (VOTES, "tally.skip = 0\n", "tally.ship", "-1", "a whole number, 0 or more", "-1", "write 0 or more"),
    ],
)  # fmt: skip
def test_every_limit_in_every_kind_of_file(
    tmp_path: Path, path: str, before: str, key: str, value: str, must: str, shown: str, hint: str
) -> None:
    line, column = before.count("\n") + 1, len(f"{key} = ") + 1
    assert found(tmp_path, RULE, {QUILL: TOOL, path: f"{before}{key} = {value}\n"}) == [
        Diagnostic(path, line, column, RULE, "error", f"`{key}` must be {must}; it is {shown}", hint)
    ]


@pytest.mark.parametrize(
    ("path", "text", "good", "bad"),
    [
        (QUILL, TOOL.replace('"Quill"', '"{}"'), "本" * 120, "本" * 121),
        (QUILL, TOOL.replace('"Quill"', '"{}"'), "x", ""),
        (QUILL, TOOL.replace("An editor for long texts", "{}"), "🖋" * 200, "🖋" * 201),
        (BUILDER, REVIEW + 'summary = "{}"\n', "x" * 200, "x" * 201),
        (BUILDER, REVIEW + "score = {}\n", "0", "-1"),
        (BUILDER, REVIEW + "score = {}\n", "100", "101"),
        (QUILL, TOOL + 'tags = ["{}"]\n', "a" * 80, "a" * 81),
        (QUILL, TOOL + 'tags = ["{}"]\n', "a-1", "a--1"),
        (QUILL, TOOL + 'tags = ["{}"]\n', "a", "a\\n"),
        (QUILL, TOOL + 'homepage = "{}"\n', "HTTPS://x", "https://"),
        (QUILL, TOOL + 'homepage = "{}"\n', "https://x.y/日本?a=b#c", "https://x.y/a b"),
        (QUILL, TOOL + 'vendor = "{}"\n', "x" * 10_000, "x\\n"),
        (QUILL, TOOL + 'vendor = "{}"\n', "a\u2028b", "a\\rb"),
        (VOTES, "[tally]\nship = {}\nskip = 1\n", "0", "-1"),
    ],
)
def test_both_sides_of_a_limit(tmp_path: Path, path: str, text: str, good: str, bad: str) -> None:
    assert found(tmp_path, RULE, {QUILL: TOOL, path: text.replace("{}", good)}) == []
    assert [one.path for one in found(tmp_path, RULE, {path: text.replace("{}", bad)})] == [path]


@pytest.mark.parametrize(
    ("length", "actual"),
    [(60, f'is "{"x" * 60}"'), (61, "has 61 characters"), (250_000, "has 250000 characters")],
)
def test_a_long_value_is_not_quoted(tmp_path: Path, length: int, actual: str) -> None:
    (finding,) = found(tmp_path, RULE, {QUILL: f'{TOOL}homepage = "{"x" * length}"\n'})
    assert finding.message == f"`homepage` must be an http:// or https:// address; it {actual}"


@pytest.mark.parametrize(
    ("path", "text", "message", "hint"),
    [
        (
            VOTES,
            f'ballots = {{ "日本 🖋️" = "ship", {HERE}" " = "skip" }}\n',
            f'a key here must be {LINE}; it is " "',
            "leave it out: what is absent is unknown",
        ),
        (
            VOTES,
            f"[ballots]\n'a' = 'ship'\n  {HERE}\"b\\nc\"='skip'\n",
            f'a key here must be {LINE}; it is "b\\nc"',
            'write "b c"',
        ),
        (
            "catalog.toml",
            f'{SETTINGS}[panel.{HERE}"Not A Slug"]\nname = "x"\n',
            f'a key here must be {SLUG}; it is "Not A Slug"',
            'write "not-a-slug"',
        ),
    ],
)
def test_a_key_that_a_person_chooses(tmp_path: Path, path: str, text: str, message: str, hint: str) -> None:
    assert_found_here(tmp_path, RULE, {QUILL: TOOL, path: text})
    (finding,) = found(tmp_path, RULE, {QUILL: TOOL, path: text})
    assert (finding.message, finding.hint) == (message, hint)


def test_a_long_text_takes_no_longer_than_it_is(tmp_path: Path) -> None:
    """As it would if a pattern could share it out among two stars."""
    started = time.process_time()
    assert places(found(tmp_path, RULE, {QUILL: f'{TOOL}vendor = """{"x" * 16_000}\n"""\n'})) == [
        (QUILL, 5, 10)
    ]
    assert time.process_time() - started < 1
