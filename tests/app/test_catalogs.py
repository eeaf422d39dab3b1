"""Which catalog is meant: the one that is named, the nearest, or the sample."""

import os
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, SETTINGS
from vcompare.app.catalogs import find, sample
from vcompare.errors import CatalogNotFoundError


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for folder in ("here/catalog", "here/deep/deeper", "there/catalog/tools", "bare"):
        (tmp_path / folder).mkdir(parents=True)
    for catalog in ("here/catalog", "there/catalog"):
        (tmp_path / catalog / "catalog.toml").write_text(SETTINGS)
    (tmp_path / "loop").symlink_to("loop")
    return tmp_path


def test_a_folder_that_is_named_may_be_the_catalog_or_hold_it(home: Path) -> None:
    for named in (home / "here", home / "here/catalog"):
        assert find(named, here=home / "there").root == home / "here/catalog"
    with pytest.raises(CatalogNotFoundError, match=r"it has no catalog\.toml"):
        find(home / "bare", here=home / "here")
    with pytest.raises(CatalogNotFoundError, match="there is no such folder"):
        find(home / "nothing", here=home / "here")


def test_the_nearest_upwards_is_named_as_a_person_would_type_it(home: Path) -> None:
    assert find(None, here=home / "here").root == Path("catalog")
    assert find(None, here=home / "here/catalog").root == Path()
    assert find(None, here=home / "here/deep/deeper").root == home / "here/catalog"


@pytest.mark.parametrize(
    "of", ["there", "there/catalog", "there/catalog/tools/x.toml", "there/x.md", "bare/../there/x"]
)
def test_a_file_has_the_catalog_that_is_nearest_to_it(home: Path, of: str) -> None:
    for here in ("bare", "here", "here/deep"):
        assert find(None, here=home / here, of=home / of).root == home / "there/catalog"
        assert (
            find(None, here=home / here, of=Path(os.path.relpath(home / of, home / here))).root
            == home / "there/catalog"
        )
    assert find(home / "here", here=home / "bare", of=home / of).root == home / "here/catalog"
    assert find(None, here=home / "there", of=home / of).root == Path("catalog")


def test_a_file_without_a_catalog_has_that_of_here(home: Path) -> None:
    for of in ("bare", "bare/x.md", "nowhere/x.md", "../here/../bare/x.md", "loop/x.md"):
        assert find(None, here=home / "here", of=home / of).root == Path("catalog")
    with pytest.raises(CatalogNotFoundError, match=r"^no catalog here or above$"):
        find(None, here=home / "bare", of=Path("x.md"), or_sample=False)
    with pytest.raises(
        CatalogNotFoundError, match=r"^no catalog for ../x\.md: none beside it or above, and none here"
    ):
        find(None, here=home / "bare", of=Path("../x.md"), or_sample=False)
    assert find(None, here=home / "bare", of=Path("x.md")).is_sample


def test_and_failing_that_the_sample_unless_it_will_not_do(home: Path) -> None:
    found = find(None, here=home / "bare")
    assert (found.root, found.is_sample) == (sample(), True)
    assert sample().samefile(SAMPLE)
    with pytest.raises(CatalogNotFoundError, match="no catalog here or above"):
        find(None, here=home / "bare", or_sample=False)
