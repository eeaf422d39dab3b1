"""`missing-spec`: a tool without the specs that its category requires, once for each tool."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, QUILL, SETTINGS, TOOL, found, places, spec

RULE = "missing-spec"
REQUIRED = "required = true\n"
DECLARED = (
    SETTINGS.replace('["Tools"]', '["Tools", "Models"]')
    + spec("context", more=REQUIRED + 'categories = ["Models", "Tools"]\n')
    + spec("license", "text", REQUIRED)
    + spec("weights", "flag", REQUIRED + 'categories = ["Models"]\n')
    + spec("region", "text")
)


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (TOOL, ["`context` and `license` are missing in [specs]"]),
        (TOOL + "[specs]\ncontext = 1\n", ["`license` is missing in [specs]"]),
        (TOOL + "[specs]\ncontext = { none = true }\nlicense = 'MIT'\n", []),
        (TOOL + "[specs]\ncontext = 'wrong'\nlicense = 'MIT'\n", []),
        (TOOL.replace('"Tools"', '"Models"'), ["`context`, `license` and `weights` are missing in [specs]"]),
        (TOOL + "retired = 2026-11-20\n", []),
        (TOOL + "retired = 2026-11-21\n", ["`context` and `license` are missing in [specs]"]),
        ("name = 3\ncategory = 'Tools'\n", ["`context` and `license` are missing in [specs]"]),
    ],
)
def test_what_its_category_requires(tmp_path: Path, text: str, messages: list[str]) -> None:
    findings = found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: text})
    assert [finding.message for finding in findings] == messages


@pytest.mark.parametrize(("more", "place"), [("", (1, 1)), ("\n[specs]\n", (6, 2))])
def test_it_is_found_at_the_table_or_the_file(tmp_path: Path, more: str, place: tuple[int, int]) -> None:
    assert places(found(tmp_path, RULE, {CATALOG: DECLARED, QUILL: TOOL + more})) == [(QUILL, *place)]


def test_many_are_counted(tmp_path: Path) -> None:
    declared = SETTINGS + "".join(spec(f"s{number}", more=REQUIRED) for number in range(30))
    [finding] = found(tmp_path, RULE, {CATALOG: declared, QUILL: TOOL})
    assert finding.message == "`s0`, `s1`, `s2`, `s3`, `s4` and 25 more are missing in [specs]"
