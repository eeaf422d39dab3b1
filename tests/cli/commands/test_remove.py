"""`vcompare remove`, as a person runs it."""

import json
from pathlib import Path

import pytest

from tests.cli.terminal import Asked
from tests.conftest import REVIEW, TOOL, MakeCatalog, Run

VOTES = '[tally]\nship = 3\nskip = 1\n\n[ballots]\nana = "ship"\n'


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {
            "tools/quill.toml": TOOL.format(name="Quill Pen"),
            "reviews/quill/builder.toml": REVIEW.format(verdict="ship", score=80),
            "reviews/quill/skeptic.toml": REVIEW.format(verdict="skip", score=20).replace("Said", "Told"),
            "votes/quill.toml": VOTES,
            "outcomes/quill.toml": "",
            "tools/nib.toml": TOOL.format(name="Nib"),
            "reviews/nib/builder.toml": REVIEW.format(verdict="ship", score=70).replace("Said", "Written"),
            "tools/quillt.toml": TOOL.format(name="Quilt"),
        }
    )


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_everything_of_a_tool_goes_and_nothing_else(vcompare: Run, root: Path) -> None:
    before = tree(root)
    done = vcompare("remove", "Quill Pen", "--yes", catalog=root)
    assert (done.returncode, done.stdout) == (0, "")
    assert tree(root) == {
        path: content for path, content in before.items() if "quill/" not in path and "quill.toml" not in path
    }
    assert not (root / "reviews/quill").exists()
    assert f"note: removed {root / 'tools/quill.toml'}\n" in done.stderr
    assert "note: next: `vcompare check`\n" in done.stderr
    assert vcompare("check", catalog=root).returncode == 0


def test_a_dry_run_shows_what_would_go(vcompare: Run, root: Path) -> None:
    before = tree(root)
    done = vcompare("remove", "quill", "nib", "--dry-run", catalog=root)
    assert (done.returncode, done.stdout.count("+++ /dev/null\n")) == (0, 7)
    assert tree(root) == before


def test_without_a_terminal_an_answer_has_to_be_given(vcompare: Run, root: Path) -> None:
    before = tree(root)
    done = vcompare("remove", "quill", catalog=root)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "error: nothing was written: there is no terminal to ask whether to remove quill\n"
    )
    assert "hint: --yes " in done.stderr
    assert tree(root) == before


@pytest.mark.parametrize(("reply", "status"), [("y\r", 0), ("n\r", 2), ("\r", 2)])
def test_the_question_names_what_goes(root: Path, reply: str, status: int) -> None:
    asked = Asked(["remove", "quill"], root.parent)
    asked.shows("quill: its facts, 2 reviews, 5 votes and its outcomes").answer("remove quill?", reply)
    assert asked.status() == status
    assert (root / "tools/quill.toml").exists() == (status != 0)


@pytest.mark.parametrize("name", ["quil", "Quill Penn", "qill", "pen"])
def test_a_similar_name_removes_nothing(vcompare: Run, root: Path, name: str) -> None:
    before = tree(root)
    done = vcompare("remove", name, "nib", "--yes", catalog=root)
    assert done.returncode == 2
    assert "commands that write match slugs, names and aliases exactly" in done.stderr
    assert tree(root) == before


def test_files_that_cannot_be_read_go_too(vcompare: Run, root: Path) -> None:
    (root / "tools/quill.toml").write_bytes(b"name = \xff")
    (root / "votes/quill.toml").write_text("what")
    assert vcompare("remove", "quill", "--yes", catalog=root).returncode == 0
    assert not any("quill/" in path or "quill.toml" in path for path in tree(root))


def test_what_is_left_of_a_tool_can_be_removed(vcompare: Run, root: Path) -> None:
    (root / "tools/quill.toml").unlink()
    assert vcompare("check", catalog=root).returncode == 1
    assert vcompare("remove", "quill", "--yes", catalog=root).returncode == 0
    assert vcompare("check", catalog=root).returncode == 0


def test_what_is_no_review_stops_it(vcompare: Run, root: Path) -> None:
    (root / "reviews/quill/notes.txt").write_text("mine")
    before = tree(root)
    done = vcompare("remove", "quill", "nib", "--yes", catalog=root)
    assert (done.returncode, "notes.txt is no review" in done.stderr) == (2, True)
    assert tree(root) == before


def test_bookmarks_stay(vcompare: Run, root: Path, tmp_path: Path) -> None:
    env = {"XDG_DATA_HOME": str(tmp_path / "data")}
    assert vcompare("bookmark", "add", "quill", "nib", catalog=root, env=env).returncode == 0
    assert vcompare("remove", "quill", "--yes", catalog=root, env=env).returncode == 0
    kept = json.loads((tmp_path / "data/vcompare/bookmarks.json").read_text())
    assert list(kept["catalogs"].values()) == [["quill", "nib"]]
