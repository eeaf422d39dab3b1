"""`deciding.py`: who wins a decision in two states of a catalog, and why, through the real program."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Run
from tests.history.repositories import Repository, review, tool

ALONE = 'label = "What to write with"\n{}[criteria.score]\nweight = 1\n'
DECIDED = "decisions/pen.toml"


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """Quill is worth 0.9, Ink 0.6, and Nib is unknown to nobody: 0.3."""
    made = Repository(tmp_path / "repository")
    scores = {"quill": 90, "ink": 60, "nib": 30}
    files = {f"tools/{slug}.toml": tool(slug.capitalize()) for slug in scores}
    reviews = {f"reviews/{slug}/builder.toml": review("ship", score) for slug, score in scores.items()}
    made.commit("2026-11-01", {**files, **reviews, DECIDED: ALONE.format("")}, "Three tools")
    return made


def winner(vcompare: Run, made: Repository, *words: str) -> list[dict[str, Any]]:
    run = vcompare("diff", *(words or ("HEAD~1", "HEAD")), "-f", "json", catalog=made.root)
    assert run.returncode == 0, run.stderr
    return [one for one in json.loads(run.stdout)["changes"] if one["kind"] == "decision"]


def slugs(side: list[dict[str, str]]) -> list[str]:
    return [one["slug"] for one in side]


def test_the_one_fact_that_makes_another_winner_is_named(vcompare: Run, made: Repository) -> None:
    made.commit(
        "2026-11-05",
        {
            "reviews/ink/builder.toml": review("ship", 99),
            "reviews/nib/builder.toml": review("ship", 31),
        },
        "Ink is better now",
    )
    [change] = winner(vcompare, made)
    assert (change["field"], change["name"]) == ("decisions.pen.winner", "What to write with")
    assert change["before"] == [{"slug": "quill", "name": "Quill"}]
    assert change["after"] == [{"slug": "ink", "name": "Ink"}]
    assert change["cause"]["kind"] == "facts"
    assert [(one["tool"], one["field"]) for one in change["cause"]["changes"]] == [("ink", "panel.score")]
    text = vcompare("diff", "HEAD~1", "HEAD", catalog=made.root, env={"COLUMNS": "200"}).stdout
    assert "What to write with" in text
    assert "Ink: the panel score rose from 60 to 99" in text.replace(".0", "")
    post = vcompare("digest", "--since", "2026-11-04", "--today", "2026-11-06", catalog=made.root).stdout
    assert "## Decisions" in post
    assert "- **What to write with**: Ink now wins, after Quill (Ink: the panel score" in post
    assert "(2026-11-06)." in post


def test_nothing_is_reported_where_the_same_tool_wins(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-05", {"reviews/quill/builder.toml": review("ship", 95)}, "Better still")
    assert winner(vcompare, made) == []


def test_the_decision_itself_changed(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-05", {DECIDED: ALONE.format('tools = ["ink", "nib"]\n')}, "Without Quill")
    [change] = winner(vcompare, made)
    assert (slugs(change["after"]), change["cause"]) == (["ink"], {"kind": "decision", "changes": []})
    post = vcompare("digest", "--since", "2026-11-04", "--today", "2026-11-06", catalog=made.root).stdout
    assert "Ink now wins, after Quill (the decision itself changed) (2026-11-06)." in post


def test_both_changed_so_that_neither_is_blamed(vcompare: Run, made: Repository) -> None:
    files = {
        DECIDED: ALONE.format('tools = ["ink", "nib"]\n'),
        "reviews/ink/builder.toml": review("ship", 99),
    }
    made.commit("2026-11-05", files, "Two reasons")
    [change] = winner(vcompare, made)
    assert (slugs(change["after"]), change["cause"]) == (["ink"], None)


def test_a_tie_is_a_tie(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-05", {"reviews/ink/builder.toml": review("ship", 88)}, "Nearly as good")
    [change] = winner(vcompare, made)
    assert slugs(change["after"]) == ["quill", "ink"]
    text = vcompare("diff", "HEAD~1", "HEAD", catalog=made.root, env={"COLUMNS": "200"}).stdout
    assert "Quill and Ink (tied)" in text
    post = vcompare("digest", "--since", "2026-11-04", "--today", "2026-11-06", catalog=made.root).stdout
    assert "Quill and Ink now tie for the first rank, after Quill" in post


def test_several_tools_together_make_the_winner(vcompare: Run, made: Repository) -> None:
    files = {
        "reviews/quill/builder.toml": review("ship", 70),
        "reviews/ink/builder.toml": review("ship", 80),
    }
    made.commit("2026-11-05", files, "Both moved")
    [change] = winner(vcompare, made)
    assert change["cause"] == {"kind": "facts", "changes": []}


def test_the_winner_was_removed_or_renamed(vcompare: Run, made: Repository) -> None:
    gone = {"tools/quill.toml": None, "reviews/quill/builder.toml": None}
    renamed = {"tools/pen.toml": tool("Quill"), "reviews/pen/builder.toml": review("ship", 90)}
    made.commit("2026-11-05", {**gone, **renamed}, "Another slug")
    assert winner(vcompare, made) == []
    made.commit("2026-11-06", {"tools/pen.toml": None, "reviews/pen/builder.toml": None}, "It is gone")
    [change] = winner(vcompare, made)
    assert [(one["tool"], one["kind"]) for one in change["cause"]["changes"]] == [("pen", "removed")]


def test_a_decision_comes_goes_and_breaks(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-05", {"decisions/new.toml": ALONE.format("")}, "Another decision")
    [change] = winner(vcompare, made)
    assert (change["field"], change["before"], change["after"]) == (
        "decisions.new", None, "What to write with",
    )  # fmt: skip
    made.commit("2026-11-06", {"decisions/new.toml": None}, "Not needed")
    [change] = winner(vcompare, made)
    assert (change["before"], change["after"]) == ("What to write with", None)
    made.commit("2026-11-07", {DECIDED: "label =\n"}, "Broken")
    run = vcompare("diff", "HEAD~1", "HEAD", "-f", "json", catalog=made.root)
    assert "decisions/pen.toml:1:8" in run.stderr
    assert json.loads(run.stdout)["changes"] == []
    made.commit("2026-11-08", {"tools/other.toml": tool("Other")}, "Still broken")
    assert vcompare("diff", "HEAD~1", "HEAD", catalog=made.root).stderr == ""


def test_no_tool_passes_any_more(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-05", {DECIDED: ALONE.format('where = ["score>99"]\n')}, "Too much")
    [change] = winner(vcompare, made)
    assert change["after"] == []
    post = vcompare("digest", "--since", "2026-11-04", "--today", "2026-11-06", catalog=made.root).stdout
    assert "no tool passes its conditions any more, after Quill" in post


def test_other_settings_are_the_cause_only_alone(vcompare: Run, made: Repository) -> None:
    """Without the builder on the panel, only the skeptic's score of Ink counts."""
    settings = (made.root / "catalog.toml").read_text()
    made.commit("2026-11-04", {"reviews/ink/skeptic.toml": review("ship", 80)}, "The skeptic")
    head, rest = settings.split("[panel.builder]")[0], settings.split("[panel.skeptic]")[1]
    made.commit("2026-11-05", {"catalog.toml": f"{head}[panel.skeptic]{rest}"}, "No builder")
    [change] = winner(vcompare, made)
    assert change["cause"] == {"kind": "settings", "changes": []}
