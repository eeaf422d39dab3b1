"""Which catalog is meant: the one that is named, the nearest, or the sample."""

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


def test_then_the_nearest_to_what_else_was_named(home: Path) -> None:
    assert find(None, here=home / "bare", near=[home / "there/catalog/tools"]).root == home / "there/catalog"
    assert find(None, here=home / "here", near=[home / "there"]).root == Path("catalog")


def test_and_failing_that_the_sample_unless_it_will_not_do(home: Path) -> None:
    found = find(None, here=home / "bare")
    assert (found.root, found.is_sample) == (sample(), True)
    assert sample().samefile(SAMPLE)
    with pytest.raises(CatalogNotFoundError, match="no catalog here or above"):
        find(None, here=home / "bare", or_sample=False)
