"""`verdict-score-mismatch`: a verdict that its own score contradicts."""

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import REVIEW, TOOL
from vcompare.diagnostics import found

_MIDDLE, _TOP = 50, 100


def check(file: TomlFile, _context: Context) -> Findings:
    """Compare a review's verdict with the side of the scale that its score is on."""
    verdict, score = file.get(str, "verdict"), file.get(int, "score")
    if score is None or not 0 <= score <= _TOP:
        return
    if (verdict == "ship" and score < _MIDDLE) or (verdict == "skip" and score > _MIDDLE):
        message = f'a verdict of "{verdict}" with a score of {score}'
        yield found("verdict-score-mismatch", file.document.value("score"), message)


RULE = Rule(
    name="verdict-score-mismatch",
    severity="warning",
    finds="a ship with a score under 50, or a skip with one over 50",
    why=("Readers see both side by side and believe neither. Usually one of them was not updated."),
    fix="Ask the reviewer which of the two is meant.",
    hint="one of the two is not what the reviewer meant",
    bad={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW + "score = 20\n"},
    good={"tools/quill.toml": TOOL, "reviews/quill/builder.toml": REVIEW + "score = 50\n"},
    kinds=("review",),
    check_file=check,
)
