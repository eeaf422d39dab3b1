"""`bad-spec`: a value that a spec cannot have."""

from pathlib import Path

import pytest

from tests.checks.rules.support import HERE, QUILL, SETTINGS, TOOL, assert_found_here, found
from vcompare.diagnostics import Diagnostic

RULE = "bad-spec"
KINDS = ("quantity", "flag", "text", "list", "date", "link")
DECLARED = SETTINGS + "".join(f'\n[specs.{kind}]\nlabel = "{kind}"\nkind = "{kind}"\n' for kind in KINDS)
CHOICE = '\n[specs.choice]\nlabel = "Choice"\nkind = "choice"\nchoices = ["low", "high"]\n'


def findings(tmp_path: Path, specs: str) -> list[Diagnostic]:
    files = {"catalog.toml": DECLARED + CHOICE, QUILL: f"{TOOL}\n[specs]\n{specs}\n"}
    return found(tmp_path, RULE, files)


def problems(tmp_path: Path, specs: str) -> list[str]:
    return [finding.message for finding in findings(tmp_path, specs)]


@pytest.mark.parametrize(
    "specs",
    [
        "quantity = 1",
        "quantity = -0.5",
        "quantity = { at_least = 1, at_most = 1 }",
        "quantity = { none = true }",
        "flag = false",
        'choice = "low"',
        'text = "MIT"',
        "list = []",
        'list = ["a"]',
        "date = 2026-11-20",
        'date = "2026-11-20"',
        'date = "2026-11"',
        "date = 2026",
        'date = "2026"',
        'date = { at_least = "2025", at_most = 2025-06-01 }',
        'link = "https://example.com"',
    ],
)
def test_what_a_kind_takes(tmp_path: Path, specs: str) -> None:
    assert problems(tmp_path, specs) == []


@pytest.mark.parametrize(
    ("specs", "message"),
    [
        ('quantity = "200k"', "`specs.quantity` must be a number"),
        ("quantity = true", "`specs.quantity` must be a number"),
        ("quantity = nan", "`specs.quantity` must be a number"),
        ('quantity = { value = "1" }', "`specs.quantity.value` must be a number"),
        ("quantity = { at_least = 2, at_most = 1 }", "`specs.quantity` has at_least above at_most"),
        ("quantity = { value = 1, none = true }", "needs exactly one of"),
        ("quantity = { value = 1, at_most = 2 }", "needs exactly one of"),
        ("quantity = {}", "needs exactly one of"),
        ('quantity = { quote = "x" }', "needs exactly one of"),
        ("quantity = { none = false }", "needs exactly one of"),
        ('flag = "yes"', "`specs.flag` must be true or false"),
        ("flag = { at_least = true }", "`specs.flag` cannot have bounds: its kind is flag"),
        ('choice = "mid"', '`specs.choice` must be "low" or "high"'),
        ('text = "  "', "`specs.text` must be one line of text"),
        ("text = 1", "`specs.text` must be one line of text"),
        ('list = "a"', "`specs.list` must be a list of texts"),
        ("list = [1]", "`specs.list[1]` must be one line of text"),
        ('date = "2026-13"', "`specs.date` must be a day such as"),
        ('date = "soon"', "`specs.date` must be a day such as"),
        ("date = true", "`specs.date` must be a day such as"),
        ("date = 20261120", "`specs.date` must be a day such as"),
        ("date = 2026-11-20T00:00:00", "`specs.date` must be a day such as"),
        ('link = "ftp://x"', "`specs.link` must be an http:// or https:// address"),
    ],
)
def test_what_it_does_not(tmp_path: Path, specs: str, message: str) -> None:
    [problem] = problems(tmp_path, specs)
    assert message in problem


@pytest.mark.parametrize(
    ("specs", "hint"),
    [
        ('quantity = "200k"', "write 200_000"),
        ('quantity = "1.05M"', "write 1_050_000"),
        ('quantity = "1,000,000"', "write 1_000_000"),
        ('quantity = "200k tokens"', "write 200_000"),
        ('quantity = "half a million"', "write 500_000"),
        ('quantity = { at_least = "1M" }', "write 1_000_000"),
        ('quantity = "unlimited"', "write { none = true } if it is known to have none"),
        ('quantity = "unknown"', "leave it out: what is absent is unknown"),
        ('quantity = "80-120"', "write { at_least = 80, at_most = 120 }"),
        ('quantity = "≥ 1M"', "write { at_least = 1_000_000 }"),
        ('date = "until 2025-03"', 'write { at_most = "2025-03" }'),
        ('quantity = "1e400"', "write a number without its unit, such as 200_000"),
        ('quantity = "large"', "write a number without its unit, such as 200_000"),
        ("quantity = { at_least = 2, at_most = 1 }", "swap the two, or correct one"),
        ("quantity = { value = 1, none = true }", "keep one of `value` and `none`"),
        ("quantity = {}", "add `value`, or leave the spec out if it is unknown"),
        ('flag = "yes"', "write true"),
        ('flag = "No"', "write false"),
        ("flag = 1", "write true"),
        ('flag = "maybe"', "write true or false"),
        ("flag = { at_most = true }", "write `value` instead"),
        ('choice = "hihg"', "did you mean `high`?"),
        ('choice = "High"', 'write "high"'),
        (
            'choice = "both"',
            "write one of these, or add it to `choices` of [specs.choice] in catalog.toml",
        ),
        ("text = 3", 'write "3"'),
        ('text = ["a"]', "write one line in quotes"),
        ('list = "text, image"', 'write ["text", "image"]'),
        ('list = ["text", 1]', 'write "1"'),
        ('date = "March 2025"', 'write "2025-03"'),
        ('date = "20 November 2026"', "write 2026-11-20"),
        (
            'date = "soon"',
            'write a day, or a month or a year in quotes: 2026-11-20, "2026-11" or "2026"',
        ),
        ('link = "example.com/x"', 'write "https://example.com/x"'),
        ('link = "ftp://x"', "write the whole address, from https:// on"),
    ],
)
def test_the_hint_is_in_terms_of_the_kind(tmp_path: Path, specs: str, hint: str) -> None:
    assert [finding.hint for finding in findings(tmp_path, specs)] == [hint]


def test_the_message_has_the_value(tmp_path: Path) -> None:
    assert problems(tmp_path, 'flag = "y\\u202e"') == ['`specs.flag` must be true or false; it is "y\\u202e"']
    assert problems(tmp_path, f'flag = "{"y" * 100}"') == [
        "`specs.flag` must be true or false; it is a text of 100 characters"
    ]


@pytest.mark.parametrize(
    "specs",
    [f'quantity = {{ value = {HERE}"1" }}', f'list = ["a", {HERE}1, 2]', f"flag = {HERE}{{ none = false }}"],
)
def test_it_is_found_at_the_value(tmp_path: Path, specs: str) -> None:
    assert_found_here(tmp_path, RULE, {"catalog.toml": DECLARED, QUILL: f"{TOOL}[specs]\n{specs}\n"})


def test_a_misspelled_key_of_a_value_is_one_finding(tmp_path: Path) -> None:
    assert problems(tmp_path, "quantity = { valeu = 1 }") == []


def test_a_choice_without_choices_says_where_they_belong(tmp_path: Path) -> None:
    declared = DECLARED + CHOICE.replace('choices = ["low", "high"]\n', "")
    [finding] = found(tmp_path, RULE, {"catalog.toml": declared, QUILL: f"{TOOL}[specs]\nchoice = 'low'\n"})
    assert finding.message == "`specs.choice` cannot be read: its declaration has no choices"
    assert finding.hint == "add `choices` to [specs.choice] in catalog.toml"


def test_all_that_is_wrong_with_a_spec_is_found_at_once(tmp_path: Path) -> None:
    assert len(problems(tmp_path, 'quantity = { at_least = "low", at_most = "high" }')) == 2
    specs = 'flag = { value = "yes", source = "doc" }\nquantity = { none = true, value = 1, source = "doc" }'
    files = {"catalog.toml": DECLARED, QUILL: f"{TOOL}[specs]\n{specs}\n"}
    assert len(problems(tmp_path, specs)) == 2
    assert len(found(tmp_path, "unknown-source", files)) == 2
