"""Options that several commands share, so that they are the same everywhere."""

from pathlib import Path
from typing import Annotated

import typer

from vcompare.cli.console import ColourMode

CatalogOption = Annotated[
    Path | None,
    typer.Option(
        "--catalog",
        metavar="DIR",
        envvar="VCOMPARE_CATALOG",
        help="The catalog's folder; without it the nearest one upwards from here.",
    ),
]
ColourOption = Annotated[ColourMode, typer.Option("--color", help="When to use colour.")]
ExactOption = Annotated[
    bool, typer.Option("--exact", help="Take slugs, names and aliases only, nothing similar.")
]
