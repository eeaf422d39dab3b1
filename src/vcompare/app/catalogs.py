"""Which catalog is meant: the one named, the nearest, or the sample."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from vcompare.errors import CatalogNotFoundError


class Found(NamedTuple):
    """The folder of a catalog, and whether it is the sample because there is no other."""

    root: Path
    is_sample: bool = False


def find(named: Path | None, *, here: Path, near: Sequence[Path] = (), or_sample: bool = True) -> Found:
    """Return the folder of the catalog that is meant.

    It is `named` or its subfolder `catalog`; without a name, the nearest upwards from `here` or else from the
    paths in `near`; and failing that the sample, unless it will not do. Raises CatalogNotFoundError.
    """
    if named is not None:
        return Found(_named(named))
    for start in (here, *(here / path for path in near)):
        for above in (start, *start.parents):
            for folder in (above / "catalog", above):
                if _has_catalog(folder):
                    return Found(_as_typed(folder, here))
    if not or_sample:
        hint = "--catalog names the folder that holds catalog.toml"
        raise CatalogNotFoundError("no catalog here or above", hint)
    return Found(sample(), is_sample=True)


def sample() -> Path:
    """Return the sample catalog: inside the installed package, or in the checkout of an editable install."""
    package = Path(__file__).parents[1]
    installed = package / "sample"
    return installed if installed.is_dir() else package.parents[1] / "catalog"


def _named(named: Path) -> Path:
    for folder in (named, named / "catalog"):
        if _has_catalog(folder):
            return folder
    reason = "it has no catalog.toml" if named.is_dir() else "there is no such folder"
    hint = "--catalog (or VCOMPARE_CATALOG) names the folder that holds catalog.toml"
    raise CatalogNotFoundError(f"no catalog in {named}: {reason}", hint)


def _has_catalog(folder: Path) -> bool:
    return os.path.isfile(folder / "catalog.toml")  # noqa: PTH113 - False too where one may not look


def _as_typed(folder: Path, here: Path) -> Path:
    """Return a catalog at or below the working directory as a person would type it."""
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
