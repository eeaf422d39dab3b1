"""`unused-source`: a source of a tool that nothing in its file rests on, at its key."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, HERE, QUILL, SETTINGS, TOOL, assert_found_here, found, spec

RULE = "unused-source"
DECLARED = SETTINGS + spec("context")


def source(name: str) -> str:
    return f'\n[sources.{name}]\nurl = "https://example.com"\n'


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("models", "[specs]\ncontext = { value = 1, source = 'models' }\n"),
        ("models", "[specs]\nunknown = { value = 1, source = 'models' }\n"),
        ("specs", "[specs]\ncontext = 1\n"),
        ("specs", "[specs]\ncontext = { none = true }\n"),
        ("pricing", "[pricing]\nsummary = 'Free'\n"),
        ("pricing", "[pricing]\n"),
        ("pricing", "[pricing.rates]\ninput = 3\n"),
        ("models", "[pricing.rates]\ninput = { amount = 3, source = 'models' }\n"),
        ("models", "[offers.x.rates]\ninput = { amount = 3, source = 'models' }\n"),
        ("models", "[offers.x.specs]\ncontext = { value = 3, source = 'models' }\n"),
        ("specs", "[offers.x.specs]\ncontext = 3\n"),
    ],
)
def test_what_something_rests_on(tmp_path: Path, name: str, text: str) -> None:
    assert found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: TOOL + text + source(name)}) == []


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("models", "[specs]\ncontext = 1\n", "name it as `source` of what it states, or remove it"),
        (
            "specs",
            "[specs]\ncontext = { value = 1, source = 'https://example.org' }\n",
            "remove it: every spec names a source of its own, or there are none",
        ),
        ("pricing", "[specs]\ncontext = 1\n", "remove it, or add [pricing]"),
        ("pricing", "[offers.x.rates]\ninput = 1\n", "remove it, or add [pricing]"),
        (
            "pricing",
            "[pricing.rates]\ninput = { amount = 3, source = 'https://example.org' }\n",
            "remove it: every rate names a source of its own, and there are no other prices",
        ),
    ],
)
def test_what_nothing_rests_on(tmp_path: Path, name: str, text: str, hint: str) -> None:
    files = {CATALOG: DECLARED, QUILL: TOOL + text + source(f"{HERE}{name}")}
    assert_found_here(tmp_path, RULE, files)
    [finding] = found(tmp_path, RULE, files)
    assert (finding.message, finding.hint) == (f"nothing in this file rests on `{name}`", hint)
