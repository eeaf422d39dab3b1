"""An open catalog: a mapping from slugs to cards, and who hears of its findings."""

import pytest

from tests.app.reporters import Heard
from tests.conftest import REVIEW, SAMPLE, SETTINGS, TOOL, MakeCatalog
from vcompare.app.opened import open_catalog
from vcompare.errors import CatalogNotFoundError, UnreadableFileError


def test_a_catalog_is_a_mapping_from_slugs_to_cards() -> None:
    catalog = open_catalog(SAMPLE)
    files = (*SAMPLE.glob("tools/*.toml"), *SAMPLE.glob("imported/*/*.toml"))
    assert list(catalog) == sorted({path.stem for path in files})
    assert len(catalog) == len(list(catalog))
    assert catalog["claude-4-api"].panel.score
    assert {slug: card.slug for slug, card in catalog.items()} == {slug: slug for slug in catalog}
    assert "nobody" not in catalog
    with pytest.raises(KeyError):
        catalog["nobody"]


def test_findings_in_files_that_can_be_used_are_reported(make_catalog: MakeCatalog) -> None:
    review = REVIEW.format(verdict="ship", score=80)
    root = make_catalog(
        {
            "catalog.toml": f"odd = 1\n{SETTINGS}",
            "tools/anvil.toml": TOOL.format(name="Anvil"),
            "reviews/anvil/stranger.toml": review,
        }
    )
    heard = Heard()
    catalog = open_catalog(root, reporter=heard)
    assert [warning.startswith(f"{root}/catalog.toml:1:1: ") for warning in heard.warnings] == [True]
    assert catalog["anvil"].reviews == ()
    assert '"stranger" is not on the panel' in heard.warnings[1]


def test_a_broken_file_is_an_error_with_its_place(make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/broken.toml": "name = \n"})
    catalog = open_catalog(root)
    assert list(catalog) == ["broken"]
    with pytest.raises(UnreadableFileError, match=r"broken\.toml:1:8") as caught:
        catalog["broken"]
    assert [finding.path for finding in caught.value.findings] == ["tools/broken.toml"]
    (root / "catalog.toml").write_text("title = 1\n")
    with pytest.raises(UnreadableFileError):
        open_catalog(root)
    (root / "catalog.toml").unlink()
    with pytest.raises(CatalogNotFoundError):
        open_catalog(root)


def test_the_fields_of_a_catalog_are_those_of_its_panel(make_catalog: MakeCatalog) -> None:
    catalog = open_catalog(make_catalog({}))
    assert [field.reviewer for field in catalog.fields if field.reviewer and not field.part_of]
    assert {field.reviewer for field in catalog.fields if field.reviewer} == {"builder", "skeptic"}
