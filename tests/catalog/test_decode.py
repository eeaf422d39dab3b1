"""`decode.py`: data to the model, or every problem at its place."""

from typing import Any

import pytest

from vcompare.catalog.decode import decode
from vcompare.catalog.source import Document, parse
from vcompare.model import Review, Settings, Tool, Votes

TOOL = 'name = "N"\ntagline = "T"\ncategory = "C"\nentry = "free"\n'


def problems(text: str, into: type[Any] = Tool) -> list[tuple[str, int, int, str, str | None]]:
    document = parse("x.toml", text.encode())
    assert isinstance(document, Document)
    _, findings = decode(document, into)
    return [(found.rule, found.line, found.column, found.message, found.hint) for found in findings]


def test_a_whole_tool_decodes() -> None:
    document = parse("x", (TOOL + 'tags = ["a"]\nadded = 2026-01-02\n[pricing]\nsummary = "S"\n').encode())
    assert isinstance(document, Document)
    tool, findings = decode(document, Tool)
    assert findings == ()
    assert tool is not None
    assert tool.pricing is not None
    assert (tool.tags, tool.pricing.summary, tool.pricing.source) == (("a",), "S", None)


def test_everything_at_once() -> None:
    text = 'nmae = "N"\ntagline = 3\ncategory = "C"\nentry = "fre"\nadded = "2026-01-02"\ntags = ["ok", "Not OK"]\n[pricing]\nsource = "ftp://x"\n'
    assert problems(text) == [
        ("missing-key", 1, 1, "`name` is missing", "add `name`: one line of 1 to 120 characters, not blank"),
        ("wrong-type", 2, 11, "`tagline` must be one line of 1 to 200 characters, not blank; it is a whole number", 'write "3"'),
        ("bad-value", 4, 9, '`entry` must be "free", "freemium" or "paid"; it is "fre"', "did you mean `free`?"),
        (
            "bad-value", 6, 15,
            '`tags[2]` must be a slug: lower-case letters and digits joined by single hyphens, '
            'at most 80 characters; it is "Not OK"', 'write "not-ok"',
        ),
        ("wrong-type", 5, 9, "`added` must be a date such as 2026-11-20; it is a string", "write it without quotes"),
        ("bad-value", 8, 10, '`pricing.source` must be an http:// or https:// address; it is "ftp://x"', "write the whole address, from https:// on"),
        ("unknown-key", 1, 1, "`nmae` is not a key of this file", "did you mean `name`?"),
    ]  # fmt: skip


def test_a_text_that_is_no_date_is_quoted() -> None:
    assert problems(f'{TOOL}added = "11/20/2026"\n') == [
        (
            "wrong-type", 5, 9, '`added` must be a date such as 2026-11-20; it is "11/20/2026"',
            "write a day without quotes, such as 2026-11-20",
        ),
    ]  # fmt: skip


def test_an_unknown_key_alone_costs_nothing_else() -> None:
    document = parse("x", (TOOL + '[pricing]\nsummary = "S"\nprise = 3\n').encode())
    assert isinstance(document, Document)
    tool, findings = decode(document, Tool)
    assert [found.rule for found in findings] == ["unknown-key"]
    assert tool is not None
    assert tool.pricing is not None


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("score = 101", "bad-value"),
        ("score = -1", "bad-value"),
        ("score = 88.0", "wrong-type"),
        ("score = true", "wrong-type"),
        ('score = "88"', "wrong-type"),
        ("score = nan", "wrong-type"),
        ("score = 99999999999999999999999", "bad-value"),
        ("date = 2026-01-02T03:04:05", "wrong-type"),
        ("date = 03:04:05", "wrong-type"),
        ('summary = "a\\nb"', "bad-value"),
        ('summary = "a\\n"', "bad-value"),
        ('summary = "  "', "bad-value"),
        ('summary = ""', "bad-value"),
        ("allow = [1]", "wrong-type"),
        ('allow = "x"', "wrong-type"),
        ("summary = {}", "wrong-type"),
        ("extra = 1", "unknown-key"),
    ],
)
def test_limits_of_a_review(line: str, rule: str) -> None:
    found = problems(f'verdict = "ship"\ntext = "T"\n{line}\n', Review)
    assert [(one[0], one[1]) for one in found] == [(rule, 3)]


@pytest.mark.parametrize(
    "line", ["score = 0", "score = 100", "date = 2026-01-02", 'summary = "x"', "allow = []"]
)
def test_the_limits_themselves_are_in(line: str) -> None:
    assert problems(f'verdict = "skip"\ntext = "T"\n{line}\n', Review) == []


def test_lengths_count_characters() -> None:
    assert problems(TOOL.replace('"N"', f'"{"é" * 120}"')) == []
    assert [found[0] for found in problems(TOOL.replace('"N"', f'"{"é" * 121}"'))] == ["bad-value"]


def test_panel_and_ballots_are_tables_of_names() -> None:
    settings = 'format = 1\ntitle = "T"\n[panel."Not A Slug"]\nname = "N"\n[panel.ok]\nasks = "?"\n'
    assert [found[:3] for found in problems(settings, Settings)] == [
        ("bad-value", 3, 8),
        ("missing-key", 5, 8),
    ]
    assert [found[:3] for found in problems('[ballots]\nana = "yes"\n', Votes)] == [("bad-value", 2, 7)]
    assert [found[:3] for found in problems("[tally]\nship = 1\n", Votes)] == [("missing-key", 1, 2)]


def test_the_panel_keeps_its_order() -> None:
    document = parse("x", b'format = 1\ntitle = "T"\n[panel.z]\nname = "Z"\n[panel.a]\nname = "A"\n')
    assert isinstance(document, Document)
    settings, _ = decode(document, Settings)
    assert settings is not None
    assert list(settings.panel) == ["z", "a"]


def test_a_value_that_may_be_of_two_types_is_no_problem_beside_others() -> None:
    text = 'format = 1\n[specs.open]\nlabel = "Open"\nkind = "flag"\nbetter = true\n'
    assert [message for *_, message, _ in problems(text, Settings)] == ["`title` is missing"]


def test_another_format_is_refused() -> None:
    assert problems('format = 2\ntitle = "T"\n', Settings)[0][:4] == (
        "bad-value",
        1,
        10,
        "`format` must be 1; it is 2",
    )


def test_a_message_tells_what_is_wrong_with_a_text() -> None:
    assert problems(TOOL.replace('"N"', '"a\\nb"'))[0][3].endswith(r'; it is "a\nb"')
    assert problems(TOOL.replace('"N"', f'"{"x" * 143}"'))[0][3].endswith("; it has 143 characters")
