"""`copied-review`: two reviews with one text, at both texts."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, NIB, QUILL, REVIEW, TOOL, found
from vcompare.diagnostics import Diagnostic, Location

RULE = "copied-review"
OTHER = "reviews/nib/builder.toml"
TOOLS = {QUILL: TOOL, NIB: TOOL.replace("Quill", "Nib")}
VERDICT = 'verdict = "ship"\n'


@pytest.mark.parametrize("other", [OTHER, "reviews/nib/skeptic.toml", "reviews/quill/ana.toml"])
def test_both_places_name_each_other(tmp_path: Path, other: str) -> None:
    first, second = Location(other, 3, 8), Location(BUILDER, 2, 8)
    assert found(tmp_path, RULE, {**TOOLS, BUILDER: REVIEW, other: "\n" + REVIEW}) == [
        Diagnostic(
            here.path,
            here.line,
            8,
            RULE,
            "warning",
            f"two reviews have the same text; also at {there.path}:{there.line}",
            "write what this reviewer said of this tool",
            (there,),
        )
        for here, there in sorted([(first, second), (second, first)])
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Quick.", "  Quick.\\n\\n", True),
        ("Quick.\\r\\nSmall.", "Quick.\\nSmall.", True),
        ("Quick. Small.", "Quick.\\nSmall.", True),
        ("Quick.\\n\\nSmall.", "Quick.\\n\\n\\nSmall.", True),
        ("Quick.", "Quick", False),
        ("Quick.", "quick.", False),
        ("Quick.", "Quíck.", False),
        ("Quick. Small.", "Quick.Small.", True),
    ],
)
def test_white_space_does_not_count_and_all_else_does(
    tmp_path: Path, one: str, other: str, same: bool
) -> None:
    files = {BUILDER: f'{VERDICT}text = "{one}"\n', OTHER: f'{VERDICT}text = "{other}"\n'}
    assert [finding.path for finding in found(tmp_path, RULE, {**TOOLS, **files})] == [OTHER, BUILDER] * same


def test_each_of_several_with_the_first(tmp_path: Path) -> None:
    files = {f"reviews/quill/{name}.toml": REVIEW for name in "abc"}
    findings = found(tmp_path, RULE, {**TOOLS, **files})
    assert [(one.path, *(place.path for place in one.also)) for one in findings] == [
        ("reviews/quill/a.toml", "reviews/quill/b.toml"),
        ("reviews/quill/a.toml", "reviews/quill/c.toml"),
        ("reviews/quill/b.toml", "reviews/quill/a.toml"),
        ("reviews/quill/c.toml", "reviews/quill/a.toml"),
    ]


@pytest.mark.parametrize("text", ["text = 3\n", "", 'text = ""\n', 'text = " "\n'])
def test_what_is_no_text_is_left_to_other_rules(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, RULE, {**TOOLS, BUILDER: VERDICT + text, OTHER: VERDICT + text}) == []


def test_a_summary_or_a_description_may_be_the_same(tmp_path: Path) -> None:
    files = {
        QUILL: TOOL + 'description = "Quick."\n',
        BUILDER: REVIEW + 'summary = "Quick."\n',
        OTHER: VERDICT + 'text = "Quick."\nsummary = "Quick."\n',
    }
    assert found(tmp_path, RULE, files) == []
