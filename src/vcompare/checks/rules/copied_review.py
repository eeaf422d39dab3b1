"""`copied-review`: two reviews with one text."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate, Rule, at_both
from vcompare.checks.rules.examples import REVIEW, TOOL


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Report every review whose text another one has, with the first that has it."""
    seen: dict[bytes, str] = {}
    for digest, other in summary.texts:
        first = seen.setdefault(digest, other)
        if first != other:
            here, there = locate(first, "text"), locate(other, "text")
            yield from at_both("copied-review", here, there, "two reviews have the same text")


RULE = Rule(
    name="copied-review",
    severity="warning",
    finds="two reviews whose texts are the same except for white space",
    why="It is a copy-and-paste mistake that publishes one reviewer's words under another's name.",
    fix="Write what this reviewer said of this tool.",
    hint="write what this reviewer said of this tool",
    bad={
        "tools/quill.toml": TOOL,
        "tools/nib.toml": TOOL.replace("Quill", "Nib"),
        "reviews/quill/builder.toml": REVIEW,
        "reviews/nib/builder.toml": REVIEW,
    },
    good={
        "tools/quill.toml": TOOL,
        "tools/nib.toml": TOOL.replace("Quill", "Nib"),
        "reviews/quill/builder.toml": REVIEW,
        "reviews/nib/builder.toml": REVIEW.replace("Long", "Short"),
    },
    check_catalog=check,
)
