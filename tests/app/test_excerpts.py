"""The lines that findings are about, and which part of them is meant."""

from pathlib import Path

import pytest

from tests.checks.rules.support import BUILDER, QUILL, REVIEW, TODAY, TOOL, write
from vcompare.app.excerpts import excerpts
from vcompare.checks.runner import check


def spans(folder: Path, text: str, rule: str, path: str = QUILL) -> list[str | None]:
    """Return what is underlined of each finding of a rule, None where no line is shown."""
    root = write(folder, {QUILL: TOOL, BUILDER: REVIEW, path: text})
    excerpt = excerpts(root)
    found = [excerpt(one) for one in check(root, today=TODAY).diagnostics if one.rule == rule]
    return [one and one.line[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("text", "rule", "underlined"),
    [
        (TOOL.replace('"free"', '"fre"'), "bad-value", '"fre"'),
        (TOOL + 'aliases = ["日本", 12] # x\n', "wrong-type", "12"),
        (TOOL + "  homepag  = 'x'\n", "unknown-key", "homepag"),
        (f"homepag = 'x'\n{TOOL}", "unknown-key", "homepag"),
        (TOOL + '"odd key" = 1\n', "unknown-key", '"odd key"'),
        (TOOL + "[pricing]\nsummary = 'x'\n", "undated-pricing", "pricing"),
        (TOOL + "pricing.summary = 'x'\n", "undated-pricing", "pricing"),
        (TOOL + 'description = """\n<b>\n"""\n', "raw-html", '"""'),
        (TOOL + "# a \u200b\n", "unsafe-text", "#"),
        (TOOL + "x = @\n", "toml-syntax", "@"),
        ("= 1\n", "toml-syntax", "="),
        (TOOL + "<<<<<<< HEAD\n", "merge-conflict", "<<<<<<< HEAD"),
        ("\ufeff" + TOOL.replace("\n", "\r\n").replace('"free"', "1"), "wrong-type", "1"),
    ],
)
def test_what_is_underlined(tmp_path: Path, text: str, rule: str, underlined: str) -> None:
    assert spans(tmp_path, text, rule) == [underlined]


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("category = 'Tools'\nname = 'x'\n", "missing-key"),
        ("", "missing-key"),
        (TOOL, "bad-slug"),
        ("= 1\n", "missing-review"),
    ],
)
def test_a_finding_about_a_whole_file_has_no_line(tmp_path: Path, text: str, rule: str) -> None:
    found = spans(tmp_path, text, rule, "tools/Q 1.toml")
    assert found
    assert set(found) == {None}
