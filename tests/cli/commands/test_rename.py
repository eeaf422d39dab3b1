"""`vcompare rename`: facts, reviews and votes together."""

from pathlib import Path

import pytest

from tests.conftest import REVIEW, TOOL, MakeCatalog, Run

FILES = {
    "tools/nib.toml": "# kept\n" + TOOL.format(name="Nib"),
    "reviews/nib/builder.toml": REVIEW.format(verdict="ship", score=80),
    "reviews/nib/skeptic.toml": REVIEW.format(verdict="skip", score=20).replace("\n", "\r\n"),
    "votes/nib.toml": '[ballots]\nana = "ship"\n',
    "tools/quill.toml": TOOL.format(name="Quill"),
}


def tree(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_everything_moves(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog(FILES)
    before = tree(root)
    dry = vcompare("rename", "nib", "pen", "--dry-run", catalog=root)
    assert dry.stdout.startswith(f"rename from {root}/tools/nib.toml\nrename to {root}/tools/pen.toml\n")
    assert tree(root) == before
    done = vcompare("rename", "Nib", "pen", catalog=root)
    assert done.returncode == 0
    assert done.stderr.split("\n")[0] == f"note: moved {root}/tools/nib.toml to {root}/tools/pen.toml"
    assert tree(root) == {path.replace("nib", "pen"): content for path, content in before.items()}
    assert vcompare("check", catalog=root).returncode == 0
    assert vcompare("rename", "pen", "nib", catalog=root).returncode == 0
    assert tree(root) == before


def test_pairs_of_the_site_follow(make_catalog: MakeCatalog, vcompare: Run) -> None:
    settings = 'format = 1\ntitle = "T"\n\n[site]\nalso = [["nib", "quill"], ["quill", "nib"]] # both\n'
    tools = {path: FILES[path] for path in ("tools/nib.toml", "tools/quill.toml")}
    root = make_catalog({"catalog.toml": settings, **tools})
    assert vcompare("rename", "nib", "pen", catalog=root).returncode == 0
    assert (root / "catalog.toml").read_text() == settings.replace('"nib"', '"pen"')
    gone = vcompare("remove", "pen", "--yes", catalog=root)
    assert gone.returncode == 0
    assert "catalog.toml still names pen" in gone.stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("nib", "Pen 2", '"Pen 2" is not a slug'),
        ("nib", "../pen", '"../pen" is not a slug'),
        ("nib", "", '"" is not a slug'),
        ("nib", "x" * 81, "is not a slug"),
        ("nib", "nib", "nib is already its slug"),
        ("nib", "quill", "tools/quill.toml already exists"),
        ("nbi", "pen", 'no tool matches "nbi"'),
        ("nib", "other", "reviews/other already exists"),
        ("nib", "more", "votes/more.toml already exists"),
        ("nib", "case", "are one file on some disks"),
    ],
)
def test_what_is_refused_changes_nothing(
    make_catalog: MakeCatalog, vcompare: Run, old: str, new: str, said: str
) -> None:
    extra = {
        "reviews/other/builder.toml": "x",
        "votes/more.toml": "x",
        "tools/CASE.toml": TOOL.format(name="Case"),
    }
    root = make_catalog({**FILES, **extra})
    before = tree(root)
    done = vcompare("rename", old, new, catalog=root)
    assert done.returncode == 2
    assert said in done.stderr
    assert tree(root) == before


def test_a_slug_is_offered(make_catalog: MakeCatalog, vcompare: Run) -> None:
    assert "`pen-2`?" in vcompare("rename", "nib", "Pen 2!", catalog=make_catalog(FILES)).stderr


def test_what_is_no_review_stays_and_is_named(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog({**FILES, "reviews/nib/README.md": "x"})
    before = tree(root)
    done = vcompare("rename", "nib", "pen", catalog=root)
    assert (done.returncode, "reviews/nib/README.md is no review" in done.stderr) == (2, True)
    assert tree(root) == before


def test_a_tool_with_faults_can_be_renamed(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog({"tools/nib.toml": "name = ", "reviews/nib/builder.toml": "odd = 1\n"})
    assert vcompare("rename", "nib", "pen", catalog=root).returncode == 0
    assert set(tree(root)) == {"catalog.toml", "tools/pen.toml", "reviews/pen/builder.toml"}


def test_reviews_of_the_same_words_keep_their_names(vcompare: Run, make_catalog: MakeCatalog) -> None:
    same = REVIEW.format(verdict="ship", score=50)
    files = {"tools/a.toml": TOOL.format(name="A")}
    files |= {f"reviews/a/{seat}.toml": same for seat in ("builder", "skeptic")}
    root = make_catalog(files)
    shown = vcompare("rename", "a", "b", "--dry-run", catalog=root).stdout
    for seat in ("builder", "skeptic"):
        old, new = (root / f"reviews/{slug}/{seat}.toml" for slug in "ab")
        assert f"rename from {old}\nrename to {new}\n" in shown
    assert "+++" not in shown


def test_a_bookmark_follows_in_its_place(make_catalog: MakeCatalog, vcompare: Run, tmp_path: Path) -> None:
    root = make_catalog(
        {f"tools/{name}.toml": TOOL.format(name=name.title()) for name in ("ink", "nib", "pad")}
    )
    mine = {"XDG_DATA_HOME": str(tmp_path / "data")}
    vcompare("bookmark", "add", "pad", "nib", "ink", catalog=root, env=mine)
    assert vcompare("rename", "nib", "pen", "--dry-run", catalog=root, env=mine).returncode == 0
    assert vcompare("bookmark", "list", catalog=root, env=mine).stdout == "pad\nnib\nink\n"
    assert vcompare("rename", "nib", "pen", catalog=root, env=mine).returncode == 0
    assert vcompare("bookmark", "list", catalog=root, env=mine).stdout == "pad\npen\nink\n"


def test_bookmarks_that_cannot_be_read_stop_nothing(
    make_catalog: MakeCatalog, vcompare: Run, tmp_path: Path
) -> None:
    root = make_catalog(FILES)
    (tmp_path / "data/vcompare").mkdir(parents=True)
    (tmp_path / "data/vcompare/bookmarks.json").write_text("{")
    done = vcompare("rename", "nib", "pen", catalog=root, env={"XDG_DATA_HOME": str(tmp_path / "data")})
    assert (done.returncode, "warning: the bookmarks are as they were" in done.stderr) == (0, True)
