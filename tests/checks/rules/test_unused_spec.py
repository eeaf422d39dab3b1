"""`unused-spec`: a declared spec that no tool has, at its declaration."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, NIB, QUILL, SETTINGS, TOOL, Examples, found, spec

RULE = "unused-spec"
DECLARED = SETTINGS + spec("context") + spec("license", "text")
NIB_TOOL = TOOL.replace("Quill", "Nib")


@pytest.mark.parametrize(
    ("tools", "unused"),
    [
        ({}, []),
        ({QUILL: TOOL}, ["context", "license"]),
        ({QUILL: TOOL + "[specs]\ncontext = 1\n"}, ["license"]),
        ({QUILL: TOOL + "[specs]\ncontext = 'wrong'\n", NIB: NIB_TOOL + "[specs]\nlicense = 'MIT'\n"}, []),
        ({QUILL: TOOL + "[offers.x]\nspecs = { context = 1 }\n"}, ["license"]),
        ({QUILL: TOOL, NIB: "name = "}, []),
        ({QUILL: TOOL, NIB: "name = 3\n[specs]\ncontext = 1\n"}, ["license"]),
    ],
)
def test_what_any_tool_has(tmp_path: Path, tools: Examples, unused: list[str]) -> None:
    """Of a tool that cannot be read nobody knows."""
    findings = found(tmp_path, RULE, {CATALOG: DECLARED, **tools})
    assert [finding.message for finding in findings] == [f"no tool has `{key}`" for key in unused]
    hints = [f"add it to the tools, or remove [specs.{key}]" for key in unused]
    assert [finding.hint for finding in findings] == hints
