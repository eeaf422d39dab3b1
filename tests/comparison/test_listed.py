"""A tool of a list as the cache keeps it."""

from pathlib import Path

import msgspec

from tests.conftest import record_of
from vcompare.catalog.store import Catalog
from vcompare.comparison import overview
from vcompare.comparison.listed import listed, tool_payload

SAMPLE = Path(__file__).parents[2] / "catalog"


def test_its_card_is_the_one_that_its_files_make() -> None:
    catalog = Catalog.open(SAMPLE)
    panel = catalog.settings.panel
    for slug in catalog.slugs():
        card = overview(record_of(catalog, slug), panel)
        kept = msgspec.structs.replace(card, tally=None, tool=msgspec.structs.replace(card.tool, allow=()))
        assert listed(record_of(catalog, slug), panel, catalog.fields).card == kept


def test_its_json_is_that_of_its_card() -> None:
    catalog = Catalog.open(SAMPLE)
    tool = listed(record_of(catalog, catalog.slugs()[0]), catalog.settings.panel, catalog.fields)
    assert tool.json == msgspec.json.encode(tool_payload(tool.card, reviews=False))
