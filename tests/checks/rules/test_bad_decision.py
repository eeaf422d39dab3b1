"""`bad-decision`: a decision that cannot be computed, at what contradicts it."""

import time
from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, QUILL, SETTINGS, TOOL, found, spec

RULE = "bad-decision"
DESK = "decisions/desk.toml"
SPECS = (
    spec("context", more='better = "higher"\n')
    + spec("license", "text")
    + spec("open", "flag", "better = true\n")
    + spec("tier", "choice", 'choices = ["a", "b"]\n')
)
METERS = '\n[meters.input]\nlabel = "Input"\nunit = "tokens"\n'
SUPPORT = {"workloads/support.toml": 'label = "Support"\n[each]\ninput = 5\n'}
GOOD = "[criteria.context]\nweight = 1\nworst = 1\nbest = 9\n"
Findings = list[tuple[int, str, str | None]]


def problems(tmp_path: Path, text: str) -> Findings:
    settings = SETTINGS.replace("format = 1\n", 'format = 1\ncurrency = "USD"\n') + SPECS + METERS
    files = {CATALOG: settings, QUILL: TOOL, DESK: f'label = "Desk"\n{text}', **SUPPORT}
    return [(one.line, one.message, one.hint) for one in found(tmp_path, RULE, files)]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[criteria.contxt]\nweight = 1\n", 2, '`contxt` is no field: there is no field "contxt"',
         "did you mean `context`?"),
        ("[criteria.cost.suport]\nweight = 1\n", 2, None, "did you mean `cost.support`?"),
        ("[criteria.license]\nweight = 1\n", 2, "`license` cannot be ordered", None),
        ("[criteria.tier]\nweight = 1\n", 2, "`tier` cannot be ordered", None),
        ("[criteria.context]\nweight = 1\nworst = 9\nbest = 1\n", 5,
         "`context` has its anchors the wrong way round: more is better", "swap them"),
        ("[criteria.cost.support]\nweight = 1\nworst = 50\nbest = 500\n", 5,
         "`cost.support` has its anchors the wrong way round: less is better", "swap them"),
        ("[criteria.context]\nweight = 1\nworst = 9\nbest = 9\n", 5,
         "`context` has one value for worst and best", "make them differ"),
        ("[criteria.context]\nweight = 1\nworst = 9\n", 2, "`context` has no `best`", "add `best = ` what scores 1"),
        ("[criteria.context]\nweight = 1\nworst = 'x'\nbest = 9\n", 4,
         "`context` has a `worst` that is no value of the field: 'x'", None),
        ("[criteria.context]\nweight = 1\nworst = nan\nbest = 9\n", 4, None, None),
        ("[criteria.score]\nweight = -1\n", 3, "`score` has a negative weight", "swap `worst` and `best` instead"),
        ("[criteria.score]\nweight = inf\n", 3, "`score` has a weight that is no number", None),
        ("[criteria.score]\nweight = nan\n", 3, "`score` has a weight that is no number", None),
        ("[criteria.score]\nweight = 0\n[criteria.open]\nweight = 0.0\n", 2, "no criterion weighs anything",
         "give one criterion a weight above 0"),
        ("", 1, "no criterion weighs anything", None),
        ("[criteria.score]\n", 2, "`score` has no weight", "add `weight = 1`"),
        ("[criteria]\nscore = 3\n", 3, None, None),
        ("[criteria.score]\nweight = 1\nwieght = 1\n", 4, "`score` has the unknown key `wieght`",
         "did you mean `weight`?"),
        (GOOD + "[criteria.specs.context]\nweight = 1\nworst = 1\nbest = 9\n", 6,
         "`specs.context` and `context` are one field", "remove one of them"),
        ("[criteria.worth.desk]\nweight = 1\n", 2, "`worth.desk` is a decision, and no criterion", None),
        ("where = ['contxt>=1']\n" + GOOD, 2, 'there is no field "contxt"', "did you mean `context`?"),
        ("where = ['context>=x']\n" + GOOD, 2, None, "correct the condition"),
        ("tools = ['quill', 'quill']\n" + GOOD, 2, "`quill` is named twice", "remove one of them"),
    ],
)  # fmt: skip
def test_what_cannot_be_computed(
    tmp_path: Path, text: str, line: int, message: str | None, hint: str | None
) -> None:
    (finding,) = problems(tmp_path, text)
    assert finding[0] == line
    assert finding[1] == message or message is None
    assert finding[2]
    assert finding[2] == hint or hint is None


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD + "none = 'best'\n[criteria.score]\nweight = 0\n",
        "[criteria.'reviews.builder.score']\nweight = 1\n",
        "[criteria.reviews.builder.score]\nweight = 0.5\n",
        "[criteria.cost.support]\nweight = 1\nworst = 500\nbest = '$50'\n",
        "[criteria.open]\nweight = 1\n",
        "where = ['context>=1', '!open']\ntools = ['quill']\n" + GOOD,
        "[criteria.context]\nweight = 5e-324\nworst = 1e-300\nbest = 1e300\n",
    ],
)
def test_what_can_be_computed(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize("text", ["criteria = 3\n", "where = 'x'\n", "criteria = {}\nlabel = 1\n"])
def test_what_other_rules_find(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("".join(f"[criteria.c{at}]\nweight = 1\n" for at in range(9_000)),
         "there are 9,000 criteria, and at most 100 can be weighed"),
        ("where = [" + '"contxt>=1",' * 15_000 + "]\n[criteria.score]\nweight = 1\n",
         "there are 15,000 conditions, and at most 100 can be asked for"),
    ],
)  # fmt: skip
def test_too_many_take_no_time(tmp_path: Path, text: str, message: str) -> None:
    begun = time.monotonic()
    assert message in [finding[1] for finding in problems(tmp_path, text)]
    assert time.monotonic() - begun < 10


def test_without_a_catalog_nothing_is_known(tmp_path: Path) -> None:
    assert found(tmp_path, RULE, {CATALOG: "format = ", QUILL: TOOL, DESK: GOOD}) == []
