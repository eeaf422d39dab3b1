"""`vcompare diff`: facts between revisions, through the real program."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run
from tests.history.repositories import Repository, git, review, tool


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A catalog with a week of changes: a flip, a move, a new tool, a rename, pricing, a retirement, a vote."""
    made = Repository(tmp_path_factory.mktemp("original") / "repository")
    made.commit(
        "2026-11-01",
        {
            "tools/quill.toml": tool("Quill", entry='"paid"') + '[pricing]\nsummary = "$20 a month"\n',
            "reviews/quill/builder.toml": review("ship", 80),
            "reviews/quill/skeptic.toml": review("ship", 70),
            "tools/ink.toml": tool("Ink"),
            "tools/old-name.toml": tool("Blot"),
            "reviews/old-name/builder.toml": review("skip", 40),
        },
        "The first three",
    )
    made.commit(
        "2026-11-05",
        {
            "tools/quill.toml": tool("Quill", entry='"freemium"') + '[pricing]\nsummary = "$15 a month"\n',
            "reviews/quill/skeptic.toml": review("skip", 45),
            "reviews/ink/builder.toml": review("ship", 66),
            "tools/nib.toml": tool("Nib | a *new* one"),
        },
        "The skeptic looked again",
    )
    made.commit(
        "2026-11-08",
        {
            "tools/ink.toml": tool("Ink", retired="2026-11-08"),
            "tools/old-name.toml": None,
            "reviews/old-name/builder.toml": None,
            "tools/new-name.toml": tool("Blot"),
            "reviews/new-name/builder.toml": review("skip", 40),
            "votes/quill.toml": '[ballots]\nana = "ship"\n',
        },
        "Blot has another slug",
    )
    return made


@pytest.fixture
def made(original: Repository, tmp_path: Path) -> Repository:
    return original.copied(tmp_path / "repository")


def changes(vcompare: Run, made: Repository, *arguments: str) -> list[dict[str, Any]]:
    result = vcompare("diff", *arguments, "-f", "json", catalog=made.root)
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    payload = json.loads(result.stdout)
    assert payload["schema"] == "vcompare.diff/1"
    return list(payload["changes"])


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_every_format(vcompare: Run, made: Repository, snapshot: SnapshotAssertion, form: str) -> None:
    result = vcompare("diff", "HEAD~2", "HEAD", "--format", form, catalog=made.root)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize("columns", ["40", "120"])
def test_in_other_windows(vcompare: Run, made: Repository, snapshot: SnapshotAssertion, columns: str) -> None:
    result = vcompare("diff", "HEAD~2", "HEAD", catalog=made.root, env={"COLUMNS": columns})
    assert result.stdout == snapshot


def test_the_sides(vcompare: Run, made: Repository) -> None:
    assert changes(vcompare, made, "HEAD~2..HEAD") == changes(vcompare, made, "HEAD~2", "HEAD")
    assert changes(vcompare, made, "HEAD~2") == changes(vcompare, made, "HEAD~2", "HEAD")
    forth, back = changes(vcompare, made, "HEAD~1", "HEAD"), changes(vcompare, made, "HEAD", "HEAD~1")
    assert len(forth) == len(back) > 0
    made.write({"tools/quill.toml": tool("Quill", entry='"free"')})
    [entry, pricing] = changes(vcompare, made)
    assert (entry["before"], entry["after"], entry["trend"]) == ("freemium", "free", "down")
    assert (pricing["before"], pricing["after"]) == ("$15 a month", None)
    payload = json.loads(vcompare("diff", "-f", "json", catalog=made.root).stdout)
    assert payload["from"] == git(made.folder, "rev-parse", "HEAD")
    assert payload["to"] == "working tree"


def test_what_no_reader_sees_is_no_change(vcompare: Run, made: Repository) -> None:
    path = made.root / "tools/quill.toml"
    head, _, pricing = path.read_text().partition("[pricing]")
    lines = sorted(head.splitlines(), reverse=True)
    path.write_bytes(("# a comment\r\n" + "\r\n".join(lines) + "\r\n\r\n[pricing]" + pricing).encode())
    (made.root / "catalog.toml").write_text("# more\n" + (made.root / "catalog.toml").read_text())
    (made.root / "tools/README.md").write_text("no tool")
    result = vcompare("diff", catalog=made.root)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.endswith("working tree: nothing changed that a reader sees\n")
    assert json.loads(vcompare("diff", "-f", "json", catalog=made.root).stdout)["changes"] == []


def test_since_two_branches_parted(vcompare: Run, made: Repository) -> None:
    """What happened on main meanwhile is not the branch's."""
    git(made.folder, "checkout", "-q", "-b", "topic", "HEAD~1")
    made.commit("2026-11-09", {"tools/ink.toml": tool("Ink", tagline='"Blue"')})
    [change] = changes(vcompare, made, "main...topic")
    assert (change["field"], change["after"]) == ("tagline", "Blue")
    assert changes(vcompare, made, "main...") == [change]
    assert len(changes(vcompare, made, "main..topic")) > 1


def test_broken_files_are_no_silence(vcompare: Run, made: Repository) -> None:
    made.write({"tools/quill.toml": "name = ["})
    result = vcompare("diff", catalog=made.root)
    assert "nothing changed that a reader sees in what can be read" in " ".join(result.stdout.split())
    assert result.stderr.startswith(f"warning: {made.root}/tools/quill.toml:1:9: ")


def test_a_new_panel_changes_what_is_computed(vcompare: Run, made: Repository) -> None:
    settings = (made.root / "catalog.toml").read_text()
    made.write({"catalog.toml": settings.replace("[panel.skeptic]", "[panel.founder]")})
    told = [(one["kind"], one["tool"], one["field"]) for one in changes(vcompare, made, "HEAD~1")]
    assert ("verdict", "quill", "panel.verdict") in told  # the skeptic, who skipped, does not count any more
    assert ("panel", None, "panel.founder.name") in told
    assert not [field for _, _, field in told if field == "reviews.skeptic"]  # the seat went, not the review


def test_what_cannot_be_read_is_named_and_left_out(vcompare: Run, made: Repository) -> None:
    made.commit(
        "2026-11-09", {"tools/quill.toml": "name = [", "tools/ink.toml": tool("Ink", tagline='"Other"')}
    )
    made.commit("2026-11-10", {"tools/quill.toml": tool("Quill")})
    result = vcompare("diff", "HEAD~1", "HEAD~2", "-f", "json", catalog=made.root)
    payload = json.loads(result.stdout)
    assert {one["tool"] for one in payload["changes"]} == {"ink"}
    name = git(made.folder, "rev-parse", "HEAD~1")
    assert [(one["revision"], one["tool"], one["line"]) for one in payload["skipped"]] == [(name, "quill", 1)]
    assert result.stderr.startswith(f"warning: {name[:10]}:tools/quill.toml:1:9: this is not TOML")
    assert result.stderr.endswith("quill is left out here\n")
    assert result.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope"], 'there is no revision "nope"'),
        (["a", "b", "c"], "3 revisions cannot be compared"),
        (["HEAD...nope"], 'there is no revision "nope"'),
        ([""], 'there is no revision ""'),
        (["", ""], 'there is no revision ""'),
        (["HEAD~9"], 'there is no revision "HEAD~9"'),
        (["\x1b]0;x\x07"], r'there is no revision "\x1b]0;x\x07"'),
    ],
)
def test_what_is_refused(vcompare: Run, made: Repository, arguments: list[str], message: str) -> None:
    result = vcompare("diff", *arguments, catalog=made.root)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(f"error: {message}")
    assert "\nhint: " in result.stderr


def test_never_the_sample(vcompare: Run, tmp_path: Path) -> None:
    result = vcompare("diff", catalog=None, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.startswith("error: no catalog here or above")


def test_from_inside_the_catalog(vcompare: Run, made: Repository) -> None:
    for folder in (made.root, made.root / "tools", made.root.parent):
        result = vcompare(
            "diff", "HEAD~1", "HEAD", catalog=None if folder != made.root.parent else made.root, cwd=folder
        )
        assert result.returncode == 0, result.stderr
        assert "renamed" in result.stdout.lower()


def test_ascii_terminals(process: Run, made: Repository) -> None:
    result = process("diff", "HEAD~2", "HEAD", catalog=made.root, env={"PYTHONIOENCODING": "ascii"})
    assert " -> " in result.stdout


def sparse(made: Repository, *patterns: str, how: str = "--no-cone") -> None:
    git(made.folder, "sparse-checkout", "set", how, *patterns)


@pytest.mark.parametrize("how", ["a file", "everything of a tool", "cone", "bits"])
def test_what_a_sparse_checkout_leaves_out_is_not_removed(made: Repository, vcompare: Run, how: str) -> None:
    everything = changes(vcompare, made, "HEAD~1")
    match how:
        case "a file":
            sparse(made, "/*", "!new-name.toml")
        case "everything of a tool":
            sparse(made, "/*", "!quill*", "!reviews/ink")
        case "cone":
            sparse(made, "in here/catalog ü/tools", how="--cone")
        case _:
            files = git(made.folder, "ls-files", "-z", "--", "*.toml").split("\0")
            left_out = [file for file in files if "/tools/" in file or "/votes/" in file]
            git(made.folder, "update-index", "--skip-worktree", *left_out)
            for file in left_out:
                (made.folder / file).unlink()
    assert len(list(made.root.rglob("*.toml"))) < 10
    assert changes(vcompare, made) == []
    assert changes(vcompare, made, "HEAD~1") == everything
    made.write({"catalog.toml": (made.root / "catalog.toml").read_text().replace("Builder", "Maker")})
    assert [one["field"] for one in changes(vcompare, made)] == ["panel.builder.name"]


def test_in_a_sparse_checkout_a_file_that_is_gone_is_removed(made: Repository, vcompare: Run) -> None:
    sparse(made, "/*", "!tools/quill.toml")
    made.write({"tools/nib.toml": None, "tools/ink.toml": tool("Ink 2", retired="2026-11-08")})
    assert [(one["tool"], one["kind"]) for one in changes(vcompare, made)] == [
        ("nib", "removed"),
        ("ink", "renamed"),
        ("ink", "facts"),
    ]


def test_what_is_in_the_index_only_is_not_in_the_working_tree(made: Repository, vcompare: Run) -> None:
    made.write({"tools/new.toml": tool("New"), "tools/nib.toml": tool("Nib 2")})
    git(made.folder, "add", "--all")
    (made.root / "tools/new.toml").unlink()
    (made.root / "tools/nib.toml").unlink()
    assert [(one["tool"], one["kind"]) for one in changes(vcompare, made)] == [("nib", "removed")]


def test_in_a_merge_the_files_count_as_they_are(made: Repository, vcompare: Run) -> None:
    git(made.folder, "checkout", "-q", "-b", "side", "HEAD~1")
    made.commit("2026-11-09", {"tools/nib.toml": tool("Side"), "tools/ink.toml": None})
    git(made.folder, "checkout", "-q", "main")
    made.commit("2026-11-10", {"tools/nib.toml": tool("Main"), "tools/ink.toml": tool("Ink", entry='"paid"')})
    with pytest.raises(subprocess.CalledProcessError):
        git(made.folder, "merge", "side")
    sparse(made, "/*", "!tools/quill.toml")
    done = vcompare("diff", "-f", "json", catalog=made.root)
    assert json.loads(done.stdout)["changes"] == []
    assert (done.returncode, done.stderr.count("warning: ")) == (0, 1)
    assert "tools/nib.toml:" in done.stderr
    made.write({"tools/nib.toml": tool("Both")})
    assert {one["tool"]: one["after"] for one in changes(vcompare, made) if one["field"] == "name"} == {
        "nib": "Both"
    }
