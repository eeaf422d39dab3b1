"""`vcompare history`: one tool over its commits, through the real program."""

import json
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import REVIEW, SETTINGS, Run
from tests.history.repositories import Repository, git, review, tool


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A tool that is reviewed, priced, renamed, reformatted and reviewed again."""
    made = Repository(tmp_path_factory.mktemp("original") / "repository")
    made.commit(
        "2026-10-01", {"tools/blot.toml": tool("Blot"), "tools/other.toml": tool("Other")}, "Two tools"
    )
    made.commit("2026-10-02", {"reviews/blot/builder.toml": review("ship", 80)}, "The builder on Blot")
    made.commit("2026-10-03", {"reviews/other/builder.toml": review("skip", 10)}, "The builder on another")
    made.commit(
        "2026-10-04",
        {
            "tools/blot.toml": None,
            "reviews/blot/builder.toml": None,
            "tools/quill.toml": tool("Quill", entry='"paid"'),
            "reviews/quill/builder.toml": review("ship", 80),
        },
        "Blot is called Quill now",
    )
    made.commit("2026-10-05", {"tools/quill.toml": "# more\n" + tool("Quill", entry="'paid'")}, "A comment")
    made.commit("2026-10-06", {"reviews/quill/skeptic.toml": review("skip", 45)}, "The skeptic on Quill")
    made.commit("2026-10-07", {"reviews/quill/builder.toml": review("skip", 52)}, "The builder looked again")
    return made


def imported(name: str) -> str:
    return f"seen = 2026-10-08\n{tool(name)}"


@pytest.fixture
def made(original: Repository, tmp_path: Path) -> Repository:
    return original.copied(tmp_path / "repository")


def states(vcompare: Run, made: Repository, *arguments: str, talk: str = "") -> list[dict[str, Any]]:
    result = vcompare("history", *arguments, "-f", "json", catalog=made.root)
    assert (result.returncode, result.stderr) == (0, talk)
    payload = json.loads(result.stdout)
    assert payload["schema"] == "vcompare.history/1"
    return list(payload["states"])


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_every_format(vcompare: Run, made: Repository, snapshot: SnapshotAssertion, form: str) -> None:
    result = vcompare("history", "quill", "--format", form, catalog=made.root)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


def test_in_a_narrow_window(vcompare: Run, made: Repository, snapshot: SnapshotAssertion) -> None:
    assert vcompare("history", "quill", catalog=made.root, env={"COLUMNS": "40"}).stdout == snapshot


def test_what_changed_and_when(vcompare: Run, made: Repository) -> None:
    """Renames are followed; commits that alter nothing a reader sees, and other tools', are not told."""
    found = states(vcompare, made, "quill")
    assert [(one["date"], one["slug"], one["subject"]) for one in found] == [
        ("2026-10-02", "blot", "Two tools"),  # half an hour before midnight west of Greenwich is the next day
        ("2026-10-03", "blot", "The builder on Blot"),
        ("2026-10-05", "quill", "Blot is called Quill now"),
        ("2026-10-07", "quill", "The skeptic on Quill"),
        ("2026-10-08", "quill", "The builder looked again"),
    ]
    assert [[change["field"] for change in one["changes"]] for one in found] == [
        ["name"],
        ["panel.verdict", "panel.score", "panel.ship_percent", "reviews.builder"],
        ["slug", "name", "entry", "tagline"],
        ["panel.verdict", "panel.score", "panel.ship_percent", "reviews.skeptic"],
        [
            "panel.verdict",
            "reviews.builder.verdict",
            "panel.score",
            "reviews.builder.score",
            "panel.ship_percent",
        ],
    ]
    assert (
        found[-1]["panel"]
        == json.loads(vcompare("show", "quill", "-f", "json", catalog=made.root).stdout)["tools"][0]["panel"]
    )
    assert found[-1]["commit"] == git(made.folder, "rev-parse", "HEAD")


def test_a_tool_that_was_removed(vcompare: Run, made: Repository) -> None:
    made.commit(
        "2026-10-08", {"tools/other.toml": None, "reviews/other/builder.toml": None}, "Nobody uses it"
    )
    found = states(vcompare, made, "other", talk="note: other is not in the catalog any more\n")
    assert [[change["kind"] for change in one["changes"]] for one in found][-1] == ["removed"]
    assert (found[-1]["panel"], found[-1]["pricing"], found[-1]["name"]) == (None, None, "Other")
    made.commit("2026-10-09", {"tools/other.toml": tool("Other")}, "Somebody does")
    assert [one["changes"][0]["kind"] for one in states(vcompare, made, "other")] == [
        "added",
        "review",
        "removed",
        "added",
    ]


def test_a_former_slug_leads_to_the_tool(vcompare: Run, made: Repository) -> None:
    found = states(vcompare, made, "blot", talk="note: blot was renamed to quill\n")
    assert found == states(vcompare, made, "quill")


def test_a_slug_that_another_tool_had_before(vcompare: Run, made: Repository) -> None:
    made.commit("2026-10-08", {"tools/other.toml": None, "reviews/other/builder.toml": None})
    made.commit(
        "2026-10-09",
        {
            "tools/quill.toml": None,
            "reviews/quill/builder.toml": None,
            "reviews/quill/skeptic.toml": None,
            "tools/other.toml": tool("Quill", entry='"paid"'),
            "reviews/other/builder.toml": review("skip", 52),
            "reviews/other/skeptic.toml": review("skip", 45),
        },
    )
    assert [one["slug"] for one in states(vcompare, made, "other")] == [
        "blot",
        "blot",
        *["quill"] * 3,
        "other",
    ]


def test_the_panel_counts_as_it_was(vcompare: Run, made: Repository) -> None:
    made.commit("2026-10-08", {"catalog.toml": SETTINGS.replace("[panel.skeptic]", "[panel.founder]")})
    last = states(vcompare, made, "quill")[-1]
    assert (last["panel"]["skip"], [one["reviewer"] for one in last["reviews"]]) == (1, ["builder"])


def test_what_could_not_be_read_is_skipped(vcompare: Run, made: Repository) -> None:
    review_broken = made.commit("2026-10-08", {"reviews/quill/builder.toml": REVIEW})
    settings_broken = made.commit("2026-10-09", {"catalog.toml": "format = 2"})
    made.commit("2026-10-10", {"catalog.toml": SETTINGS, "reviews/quill/builder.toml": review("ship", 90)})
    result = vcompare("history", "quill", "-f", "json", catalog=made.root)
    payload = json.loads(result.stdout)
    assert [one["subject"] for one in payload["states"]][-2:] == ["The builder looked again", "A change"]
    assert payload["states"][-1]["changes"][0]["before"] == "skip"
    assert [(one["path"], one["revision"]) for one in payload["skipped"]] == [
        ("reviews/quill/builder.toml", review_broken),
        ("catalog.toml", settings_broken),
    ]
    assert result.stderr.count("warning: ") == 2
    assert ":catalog.toml:1:10: " in result.stderr


def test_a_shallow_clone(vcompare: Run, made: Repository, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "2", made.folder.as_uri(), "clone")
    result = vcompare("history", "quill", catalog=tmp_path / "clone/in here/catalog ü")
    assert "as far back as this clone goes" in result.stdout
    assert " added" not in result.stdout
    assert result.stderr == "note: this clone is shallow: what came before is unknown\n"


def test_a_tool_that_came_after_the_edge_of_a_shallow_clone(
    vcompare: Run, made: Repository, tmp_path: Path
) -> None:
    made.commit("2026-10-08", {"tools/nib.toml": tool("Nib")})
    git(tmp_path, "clone", "-q", "--depth", "3", made.folder.as_uri(), "clone")
    result = vcompare("history", "nib", catalog=tmp_path / "clone/in here/catalog ü")
    assert (" added" in result.stdout, result.stderr) == (True, "")


def test_a_tool_that_was_there_before_its_catalog(vcompare: Run, made: Repository) -> None:
    settings = (made.root / "catalog.toml").read_text()
    made.commit("2026-10-08", {"catalog.toml": None, "tools/nib.toml": tool("Nib")}, "Too early")
    made.commit("2026-10-09", {"catalog.toml": settings}, "Now it is one")
    payload = json.loads(vcompare("history", "nib", "-f", "json", catalog=made.root).stdout)
    assert [one["subject"] for one in payload["states"]] == ["Now it is one"]
    assert [one["path"] for one in payload["skipped"]] == ["catalog.toml"]


def test_a_rename_in_a_catalog_that_cannot_be_read_is_none(vcompare: Run, made: Repository) -> None:
    settings, text = ((made.root / path).read_text() for path in ("catalog.toml", "tools/quill.toml"))
    moved = {"tools/quill.toml": None, "tools/pen.toml": text}
    made.commit("2026-10-08", {**moved, "catalog.toml": "format = 9"})
    made.commit("2026-10-09", {"catalog.toml": settings})
    result = vcompare("history", "pen", "-f", "json", catalog=made.root)
    assert [one["slug"] for one in json.loads(result.stdout)["states"]] == ["pen"]


def test_an_imported_tool_is_followed_through_a_rename(vcompare: Run, made: Repository) -> None:
    source = "imported/upstream"
    made.commit(
        "2026-10-08", {f"{source}/pen.toml": imported("Ballpoint"), "tools/nib.toml": tool("Nib")}, "In"
    )
    own = {"tools/pen.toml": 'vendor = "A"\n', "tools/nib.toml": None}
    made.commit("2026-10-09", own, "Its own file, in the commit in which another tool goes")
    moved = {f"{source}/pen.toml": None, "tools/pen.toml": None}
    new = {f"{source}/biro.toml": imported("Ballpoint"), "tools/biro.toml": 'vendor = "B"\n'}
    made.commit("2026-10-10", {**moved, **new}, "Moved")
    found = states(vcompare, made, "biro")
    assert [(one["slug"], one["subject"][:5]) for one in found] == [
        ("pen", "In"),
        ("pen", "Its o"),
        ("biro", "Moved"),
    ]
    assert states(vcompare, made, "pen", talk="note: pen was renamed to biro\n") == found


def test_a_tool_that_is_not_committed_yet(vcompare: Run, made: Repository) -> None:
    made.write({"tools/nib.toml": tool("Nib")})
    result = vcompare("history", "nib", catalog=made.root)
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "note: nib is not committed yet\n")


def test_names_as_everywhere(vcompare: Run, made: Repository) -> None:
    assert vcompare("history", "Quil", catalog=made.root).stderr == 'note: "Quil" matched quill\n'
    exact = vcompare("history", "Quil", "--exact", catalog=made.root)
    assert (exact.returncode, exact.stdout) == (2, "")
    unknown = vcompare("history", "zzzz", catalog=made.root)
    assert unknown.stderr.startswith('error: no tool matches "zzzz"')


def test_hostile_subjects_and_names(vcompare: Run, made: Repository) -> None:
    made.commit(
        "2026-10-08",
        {"reviews/quill/builder.toml": review("skip", 53)},
        "\x1b]0;owned\x07 <script>|`x`| ::error::x ##[group]",
        GIT_AUTHOR_NAME="\u202eevil\x1b[2J",
    )
    env = {"GITHUB_ACTIONS": "true"}
    for form in ("table", "markdown", "json"):
        text = vcompare("history", "quill", "-f", form, catalog=made.root, env=env).stdout
        assert not {"\x1b", "\x07", "\u202e"} & set(text)
        assert "##[" not in text
    markdown = vcompare("history", "quill", "-f", "markdown", catalog=made.root).stdout
    assert "<script>" not in markdown.replace("\\<", "")


def test_a_file_that_was_there_before_the_tool(vcompare: Run, made: Repository) -> None:
    """A review under the new slug may be older than the rename."""
    text = review("ship", 90)
    made.commit("2026-10-08", {"reviews/pen/founder.toml": text, "reviews/pen/builder.toml": text})
    moved = {"tools/quill.toml": None, "tools/pen.toml": (made.root / "tools/quill.toml").read_text()}
    made.commit("2026-10-09", moved)
    last = states(vcompare, made, "pen")[-1]
    assert [(one["reviewer"], one["score"]) for one in last["reviews"]] == [("builder", 90)]
    assert last["panel"]["verdict"] == "ship"


def test_a_name_comes_before_what_was_removed(vcompare: Run, made: Repository) -> None:
    made.commit("2026-10-08", {"tools/other.toml": None, "tools/other-2.toml": tool("other")})
    assert (
        vcompare("history", "other", "-f", "json", catalog=made.root).stdout.count('"slug": "other-2"') == 1
    )


def test_a_long_subject_is_cut(vcompare: Run, made: Repository) -> None:
    (made.folder / "message").write_text("word " * 200_000)
    made.write({"reviews/quill/builder.toml": review("skip", 53)})
    git(made.folder, "commit", "-q", "-a", "-F", "message")
    assert len(states(vcompare, made, "quill")[-1]["subject"]) == 201


def test_score_lines_of_panelists_of_one_name(vcompare: Run, made: Repository) -> None:
    settings = (
        (made.root / "catalog.toml")
        .read_text()
        .replace('"Builder"', '"Panel"')
        .replace('"Skeptic"', '"Panel"')
    )
    made.commit("2026-10-08", {"catalog.toml": settings})
    made.commit("2026-10-09", {"reviews/quill/builder.toml": review("skip", 53)})
    assert (
        len(
            [
                line
                for line in vcompare("history", "quill", catalog=made.root).stdout.splitlines()
                if line.startswith("Panel ")
            ]
        )
        == 3
    )


def test_a_tool_that_a_sparse_checkout_leaves_out_is_not_gone(made: Repository, vcompare: Run) -> None:
    whole = vcompare("history", "quill", catalog=made.root)
    git(made.folder, "sparse-checkout", "set", "--no-cone", "/*", "!quill*")
    assert not (made.root / "tools/quill.toml").exists()
    left_out = vcompare("history", "quill", catalog=made.root)
    assert (left_out.returncode, left_out.stdout, left_out.stderr) == (0, whole.stdout, "")
