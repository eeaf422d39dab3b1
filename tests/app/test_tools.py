"""Tools of a catalog side by side."""

import pytest

import vcompare
from tests.conftest import SAMPLE
from vcompare import OpenCatalog


def test_tools_are_compared_in_the_order_in_which_they_were_named() -> None:
    catalog = vcompare.open(SAMPLE)
    result = vcompare.compare(catalog, ["Claude 4 API", "azure-ai-foundry"])
    assert [tool.slug for tool in result.tools] == ["claude-4-api", "azure-ai-foundry"]
    assert list(result.panel) == list(catalog.settings.panel)
    scores = next(row for row in result.rows if row.field.path == "panel.score")
    assert (scores.best, scores.differs) == (0, True)
    with pytest.raises(vcompare.VcompareError, match="is named twice"):
        vcompare.compare(catalog, ["modal", "modal"])


def test_a_comparison_needs_files_that_can_be_read(catalog: OpenCatalog) -> None:
    (catalog.root / "tools" / "brush.toml").write_text("name = \n")
    with pytest.raises(vcompare.UnreadableFileError, match=r"brush\.toml:1:8"):
        vcompare.compare(catalog, ["anvil", "brush"])
