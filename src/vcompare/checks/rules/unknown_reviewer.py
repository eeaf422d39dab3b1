"""`unknown-reviewer`: a review by someone who is not on the panel."""

from vcompare.catalog.store import unknown_reviewer
from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import REVIEW, TOOL


def check(file: TomlFile, context: Context) -> Findings:
    """Look for the reviewer on the panel."""
    if context.settings is not None and file.reviewer not in context.settings.panel:
        yield unknown_reviewer(file.path, context.settings.panel)


RULE = Rule(
    name="unknown-reviewer",
    severity="error",
    finds="a review by someone who is not on the panel",
    why=(
        "Such a review is left out of every answer; otherwise anyone who adds a file could change a verdict."
    ),
    fix="Rename the file, or add the panelist, `[panel.NAME]`, to `catalog.toml`.",
    bad={"tools/quill.toml": TOOL, "reviews/quill/bilder.toml": REVIEW},
    good={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW},
    kinds=("review",),
    check_file=check,
)
