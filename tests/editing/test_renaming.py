"""A tool under another slug: which files move, and what is in the way."""

from pathlib import Path

import pytest

from tests.conftest import REVIEW, TOOL, MakeCatalog
from vcompare.editing.renaming import refuse_no_slug, renamed
from vcompare.errors import VcompareError


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {
            "tools/nib.toml": TOOL.format(name="Nib"),
            "reviews/nib/builder.toml": REVIEW.format(verdict="ship", score=80),
            "reviews/nib/.hidden": "stays",
            "votes/nib.toml": "[ballots]\n",
        }
    )


def test_all_about_a_tool_moves(root: Path) -> None:
    (root / "outcomes").mkdir()
    (root / "outcomes/nib.toml").write_text("[builder.plugins]\noutcome = true\n")
    changes = renamed(root, "nib", "quill")
    assert {change.path for change in changes if change.before is None} == {
        "tools/quill.toml",
        "reviews/quill/builder.toml",
        "votes/quill.toml",
        "outcomes/quill.toml",
    }
    assert {change.path for change in changes if change.after is None} == {
        "tools/nib.toml",
        "reviews/nib/builder.toml",
        "votes/nib.toml",
        "outcomes/nib.toml",
    }
    assert renamed(root, "gone", "quill") == []


@pytest.mark.parametrize(
    "path",
    ["tools/quill.toml", "votes/quill.toml", "outcomes/quill.toml", "reviews/quill/builder.toml"],
)
def test_a_slug_with_files_is_taken(root: Path, path: str) -> None:
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text("")
    with pytest.raises(VcompareError, match="already exists"):
        renamed(root, "nib", "quill")


def test_what_is_no_review_is_not_left_behind(root: Path) -> None:
    (root / "reviews/nib/notes.txt").write_text("")
    with pytest.raises(VcompareError, match=r"notes\.txt is no review"):
        renamed(root, "nib", "quill")


def test_a_slug_is_suggested() -> None:
    refuse_no_slug("quill-2")
    with pytest.raises(VcompareError, match='"Quill 2" is not a slug') as caught:
        refuse_no_slug("Quill 2")
    assert "`quill-2`?" in str(caught.value.hint)
