"""The file of bookmarks: by catalog, in the order of saving, and never overwritten where it is not ours."""

from pathlib import Path

import pytest

from vcompare.app.bookmarks import Bookmarks
from vcompare.errors import VcompareError


def test_bookmarks_are_those_of_a_catalog_in_the_order_of_saving(tmp_path: Path) -> None:
    ours, theirs = (Bookmarks(tmp_path / "data", tmp_path / name) for name in ("a", "b"))
    assert ours.slugs() == ()
    assert '+      "nib"' in ours.change(add=["quill", "nib"])
    ours.change(add=["quill", "anvil"], remove=["nib"])
    theirs.change(add=["nib"])
    assert (ours.slugs(), theirs.slugs()) == (("quill", "anvil"), ("nib",))
    assert ours.change(add=["anvil"]) == ""


def test_a_dry_run_makes_nothing(tmp_path: Path) -> None:
    marks = Bookmarks(tmp_path / "data", tmp_path)
    assert "nib" in marks.change(add=["nib"], dry_run=True)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("text", ["{", '{"schema": "vcompare.bookmarks/2"}', '{"schema": 1}'])
def test_a_file_that_is_not_ours_stays(tmp_path: Path, text: str) -> None:
    marks = Bookmarks(tmp_path, tmp_path)
    marks.path.write_text(text)
    for use in (marks.slugs, lambda: marks.change(add=["nib"])):
        with pytest.raises(VcompareError, match="cannot be used"):
            use()
    assert marks.path.read_text() == text
