"""`unknown-source`: a source that the tool does not name."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import METERS
from tests.checks.rules.support import HERE, QUILL, TOOL, assert_found_here, found
from tests.checks.rules.test_unknown_spec import DECLARED

RULE = "unknown-source"
NAMED = (
    '\n[sources.models]\nurl = "https://example.com"\n\n[specs]\ncontext = {{ value = 1, source = "{}" }}\n'
)


@pytest.mark.parametrize(
    ("source", "known"), [("models", True), ("https://example.org", True), ("modles", False)]
)
def test_a_name_or_an_address(tmp_path: Path, source: str, known: bool) -> None:
    findings = found(tmp_path, RULE, {"catalog.toml": DECLARED, QUILL: TOOL + NAMED.format(source)})
    assert [finding.hint for finding in findings] == ([] if known else ["did you mean `models`?"])


@pytest.mark.parametrize(
    ("source", "hint"),
    [
        ("page", "add [sources.page], or write an address"),
        ("example.com/models", 'write "https://example.com/models"'),
        ("see the docs", "write the name of one of its [sources], or an http:// or https:// address"),
        ("ftp://example.com", "write the name of one of its [sources], or an http:// or https:// address"),
    ],
)
def test_the_hint_is_in_terms_of_what_is_there(tmp_path: Path, source: str, hint: str) -> None:
    [finding] = found(tmp_path, RULE, {"catalog.toml": DECLARED, QUILL: TOOL + NAMED.format(source)})
    assert (finding.message, finding.hint) == (f"`{source}` is not a source of this tool", hint)


def test_rates_and_offers_too(tmp_path: Path) -> None:
    table = f"rates = {{ input = {{ amount = 1, source = {HERE}'modles' }} }}\n"
    settings = DECLARED.replace("[panel", 'currency = "USD"\n[panel', 1) + METERS
    named = '[sources.models]\nurl = "https://example.com"\n'
    for at in ("pricing", "offers.x"):
        files = {"catalog.toml": settings, QUILL: f"{TOOL}{named}[{at}]\n{table}"}
        assert_found_here(tmp_path / at, "unknown-source", files)
