"""`verdict-score-mismatch`: a verdict that its own score contradicts."""

from vcompare.checks.rule import Context, Findings, TomlFile
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
