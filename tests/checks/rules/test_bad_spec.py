"""`bad-spec`: a value that a spec cannot have."""

from pathlib import Path

import pytest

from tests.checks.rules.support import QUILL, SETTINGS, TOOL, found

RULE = "bad-spec"
KINDS = ("quantity", "flag", "text", "list", "date", "link")
DECLARED = SETTINGS + "".join(f'\n[specs.{kind}]\nlabel = "{kind}"\nkind = "{kind}"\n' for kind in KINDS)
CHOICE = '\n[specs.choice]\nlabel = "Choice"\nkind = "choice"\nchoices = ["low", "high"]\n'


def problems(tmp_path: Path, specs: str) -> list[str]:
    files = {"catalog.toml": DECLARED + CHOICE, QUILL: f"{TOOL}\n[specs]\n{specs}\n"}
    return [finding.message for finding in found(tmp_path, RULE, files)]


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
        ("list = [1]", "`specs.list` must be one line of text"),
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
