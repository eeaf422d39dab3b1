"""`vcompare predictions`: the list, the scores and the check, through the real program."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import REVIEW, SETTINGS, TOOL, MakeCatalog, Run
from tests.history.repositories import Repository

TODAY = ("--today", "2026-11-20")


def prediction(key: str, says: str = "It is sold", **more: str) -> str:
    lines = "".join(f"{name} = {value}\n" for name, value in more.items())
    return f'\n[predictions.{key}]\nsays = "{says}"\n{lines}'


def outcome(reviewer: str, key: str, turned: str, settled: str = "2026-10-01") -> str:
    return f"[{reviewer}.{key}]\noutcome = {turned}\nsettled = {settled}\n"


def reviewed(*predictions: str) -> str:
    return REVIEW.format(verdict="ship", score=80) + "".join(predictions)


FILES = {
    "catalog.toml": SETTINGS,
    "tools/quill.toml": TOOL.format(name="Quill"),
    "tools/nib.toml": TOOL.format(name="Nib"),
    "reviews/quill/builder.toml": reviewed(
        prediction("late", "It has *plugins*", due="2026-11-19", probability="0.7", made="2026-01-10"),
        prediction("today", due="2026-11-20"),
        prediction("someday"),
        prediction("right", due="2026-09-01", probability="0.6"),
        prediction("gone", due="2026-09-01", probability="0.6"),
        prediction("unsaid", due="2026-09-01"),
    ),
    "reviews/nib/skeptic.toml": reviewed(prediction("soon", due="2026-12-01", probability="1")),
    "outcomes/quill.toml": outcome("builder", "right", "true")
    + outcome("builder", "gone", '"void"')
    + outcome("builder", "unsaid", "false", "2026-09-30"),
}


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(FILES)


def listed(vcompare: Run, root: Path, *words: str) -> list[tuple[str, str]]:
    run = vcompare("predictions", *words, *TODAY, "-f", "json", catalog=root)
    assert run.returncode == 0, run.stderr
    payload = json.loads(run.stdout)
    assert payload["schema"] == "vcompare.predictions/1"
    return [(one["prediction"], one["status"]) for one in payload["predictions"]]


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html", "json", "csv"])
@pytest.mark.parametrize("words", [(), ("--score",)], ids=["list", "score"])
def test_every_format(
    vcompare: Run, root: Path, snapshot: SnapshotAssertion, form: str, words: tuple[str, ...]
) -> None:
    run = vcompare("predictions", *words, *TODAY, "-f", form, catalog=root)
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == snapshot


def test_what_is_due_first_comes_first(vcompare: Run, root: Path) -> None:
    open_ones = [("late", "overdue"), ("today", "due"), ("soon", "open"), ("someday", "open")]
    assert listed(vcompare, root) == open_ones
    settled = [("unsaid", "settled"), ("right", "settled"), ("gone", "settled")]
    assert listed(vcompare, root, "--status", "settled") == settled
    assert listed(vcompare, root, "--status", "open,due") == open_ones[1:]
    assert listed(vcompare, root, "nib") == [("soon", "open")]
    assert listed(vcompare, root, "--reviewer", "Skeptic", "--status", "overdue") == []


def test_limit_is_said(vcompare: Run, root: Path) -> None:
    shown = vcompare("predictions", *TODAY, "--limit", "1", catalog=root).stdout
    assert "1 overdue, 1 due today and 2 open; 3 more below" in shown
    assert "someday" not in shown


def test_nothing_to_list(vcompare: Run, make_catalog: MakeCatalog) -> None:
    for files in ({}, {"tools/nib.toml": TOOL.format(name="Nib"), "reviews/nib/builder.toml": reviewed()}):
        root = make_catalog({"catalog.toml": SETTINGS, **files})
        run = vcompare("predictions", catalog=root)
        assert (run.returncode, run.stdout) == (0, "")
        assert run.stderr.startswith("note: the catalog has no predictions yet")
        assert json.loads(vcompare("predictions", "-f", "json", catalog=root).stdout)["predictions"] == []


def test_only_other_predictions(vcompare: Run, root: Path) -> None:
    run = vcompare("predictions", "nib", "--status", "settled", catalog=root)
    assert (run.returncode, run.stdout) == (0, "")
    assert "no prediction matches, of 1 prediction in all" in run.stderr


def test_a_broken_review_is_reported_and_the_rest_shown(vcompare: Run, root: Path) -> None:
    (root / "reviews/quill/builder.toml").write_text("[predictions\n")
    run = vcompare("predictions", *TODAY, catalog=root)
    assert run.returncode == 2
    assert "builder.toml:1" in run.stderr
    assert "soon" in run.stdout


def scores(vcompare: Run, root: Path, *words: str) -> dict[str, Any]:
    run = vcompare("predictions", "--score", *words, *TODAY, "-f", "json", catalog=root)
    assert run.returncode == 0, run.stderr
    return {one["reviewer"]: one for one in json.loads(run.stdout)["scores"]}


def test_what_a_score_leaves_out(vcompare: Run, root: Path) -> None:
    found = scores(vcompare, root)["builder"]
    assert {key: found[key] for key in ("n", "brier", "base_rate", "rank")} == {
        "n": 1, "brier": "4/25", "base_rate": "1", "rank": None,
    }  # fmt: skip
    assert [found[key] for key in ("void", "without_probability", "unsettled", "overdue")] == [1, 1, 3, 1]
    shown = vcompare("predictions", "--score", *TODAY, catalog=root).stdout
    assert "No ranking: nobody has 20 settled predictions" in shown
    assert "Left out: one void, one settled without a probability and four not settled." in shown


def many(reviewer: str, count: int, probability: str) -> dict[str, str]:
    """Return predictions that all came true, and their outcomes."""
    made = [prediction(f"p{at}", probability=probability) for at in range(count)]
    settled = [outcome(reviewer, f"p{at}", "true") for at in range(count)]
    return {f"reviews/quill/{reviewer}.toml": reviewed(*made), "outcomes/quill.toml": "".join(settled)}


def test_twenty_settled_predictions_are_ranked(vcompare: Run, make_catalog: MakeCatalog) -> None:
    good, less = many("skeptic", 20, "0.9"), many("builder", 20, "0.8")
    outcomes = {"outcomes/quill.toml": good["outcomes/quill.toml"] + less["outcomes/quill.toml"]}
    root = make_catalog({**FILES, **good, **less, **outcomes})
    found = scores(vcompare, root)
    assert [(name, one["rank"]) for name, one in found.items()] == [("skeptic", 1), ("builder", 2)]
    assert Fraction(found["skeptic"]["brier"]) == Fraction(1, 100)
    assert scores(vcompare, root, "--reviewer", "builder")["builder"]["rank"] == 2
    fewer = make_catalog({**FILES, **many("builder", 19, "0.9")})
    assert scores(vcompare, fewer)["builder"]["rank"] is None


@pytest.mark.parametrize(
    ("words", "error"),
    [
        (("--score", "--check"), "--score and --check are two answers"),
        (("--score", "--status", "open"), "--status is for the list, not for --score"),
        (("--check", "--status", "open"), "--status is for the list, not for --check"),
        (("--reviewer", "nobody"), '"nobody" is not on the panel'),
        (("--status", "opne"), "did you mean `open`"),
        (("--check",), "not in a Git repository"),
    ],
)
def test_what_cannot_be_asked(vcompare: Run, root: Path, words: tuple[str, ...], error: str) -> None:
    run = vcompare("predictions", *words, catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    assert error in run.stderr


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    made = Repository(tmp_path / "repository")
    made.commit("2026-10-01", FILES)
    return made


def changed(made: Repository) -> None:
    """Change a wording in a commit, and a probability in the working tree."""
    before = FILES["reviews/quill/builder.toml"]
    made.commit("2026-10-02", {"reviews/quill/builder.toml": before.replace("*plugins*", "*add-ons*")})
    nib = FILES["reviews/nib/skeptic.toml"].replace("probability = 1", "probability = 0.5")
    made.write({"reviews/nib/skeptic.toml": nib})


def test_nothing_was_changed(vcompare: Run, made: Repository) -> None:
    run = vcompare("predictions", "--check", catalog=made.root)
    assert (run.returncode, run.stdout) == (0, "7 committed predictions, all as they were when committed\n")


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html", "json", "csv"])
def test_changes_in_every_format(
    vcompare: Run, made: Repository, snapshot: SnapshotAssertion, form: str
) -> None:
    changed(made)
    run = vcompare("predictions", "--check", "-f", form, catalog=made.root)
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout == snapshot


def test_changes_of_a_tool_and_of_a_reviewer(vcompare: Run, made: Repository) -> None:
    changed(made)
    for words, status in (("nib",), 1), (("nib", "--reviewer", "builder"), 0), (("quill",), 1):
        assert vcompare("predictions", "--check", *words, catalog=made.root).returncode == status


def test_the_sample_has_no_history_to_check(vcompare: Run) -> None:
    run = vcompare("predictions", "--check", catalog=None)
    assert run.returncode == 2
    assert "no catalog" in run.stderr


def test_reviews_at_length_have_their_predictions(vcompare: Run, root: Path) -> None:
    said = "It has *plugins* (70%, made on 2026-01-10, due on 2026-11-19)"
    for words in ("show", "quill", "--full"), ("export", "quill", "nib", "-f", "markdown"):
        shown = vcompare(*words, catalog=root, env={"COLUMNS": "200"}).stdout
        assert "Predictions:" in shown
        assert said in shown.replace("\\", "")
    [one, *_] = json.loads(vcompare("show", "quill", "-f", "json", catalog=root).stdout)["tools"][0][
        "reviews"
    ]
    assert [made["prediction"] for made in one["predictions"]][:2] == ["late", "today"]
    assert one["predictions"][3]["outcome"] == {
        "outcome": True, "source": None, "settled": "2026-10-01", "quote": None,
    }  # fmt: skip
