"""`misplaced-spec`: a spec of tools of another category, at its key."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, HERE, QUILL, SETTINGS, TOOL, assert_found_here, found, spec

RULE = "misplaced-spec"
DECLARED = (
    SETTINGS.replace('["Tools"]', '["Tools", "Models", "Agents"]')
    + spec("context", more='categories = ["Models", "Agents"]\n')
    + spec("license", "text")
)


def test_a_spec_of_others(tmp_path: Path) -> None:
    text = f"{TOOL}[specs]\n{HERE}context = 1\nlicense = 'MIT'\nother = 1\n"
    assert_found_here(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})
    [finding] = found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})
    assert finding.severity == "error"
    assert finding.message == "`context` is a spec of Models and Agents, and this tool is in Tools"
    hint = 'remove it, or add "Tools" to `categories` of [specs.context] in catalog.toml'
    assert finding.hint == hint


@pytest.mark.parametrize(
    ("declared", "category"),
    [
        (DECLARED, "Agents"),
        (DECLARED, "Tolls"),
        (DECLARED.replace('["Models", "Agents"]', '["Modles", "Agents"]'), "Tools"),
        (DECLARED.replace('categories = ["Models", "Agents"]\n', ""), "Tools"),
    ],
)
def test_one_of_its_own_or_a_misspelled_category(tmp_path: Path, declared: str, category: str) -> None:
    text = TOOL.replace('"Tools"', f'"{category}"') + "[specs]\ncontext = 1\n"
    assert found(tmp_path, RULE, {CATALOG: declared, QUILL: text}) == []


def test_the_specs_of_offers_too(tmp_path: Path) -> None:
    settings = SETTINGS.replace('["Tools"]', '["Tools", "Models"]') + spec(
        "context", more='categories = ["Models"]\n'
    )
    text = TOOL + f"[offers.x.specs]\n{HERE}context = 1\n"
    assert_found_here(tmp_path, RULE, {CATALOG: settings, QUILL: text})
