"""Which catalog is meant: the one named, the nearest, or the sample."""

import os
import shlex
from pathlib import Path
from typing import NamedTuple

from vcompare.errors import CatalogNotFoundError


class Found(NamedTuple):
    """The folder of a catalog, and whether it is the sample because there is no other."""

    root: Path
    is_sample: bool = False


def find(named: Path | None, *, here: Path, of: Path | None = None, or_sample: bool = True) -> Found:
    """Return the folder of the catalog that is meant, as such or as that `of` a file or a folder.

    It is `named` or its subfolder `catalog`; without a name, the nearest upwards from the file, or else from
    `here`; and failing that the sample, unless it will not do. Raises CatalogNotFoundError.
    """
    if named is not None:
        return Found(_named(named))
    beside = here if of is None else _folder(here / of)
    for start in dict.fromkeys((beside, here)):
        for above in (start, *start.parents):
            for folder in (above / "catalog", above):
                if _has_catalog(folder):
                    return Found(as_typed(folder, here))
    if not or_sample:
        hint = "`vcompare init` starts one here; --catalog names the folder of another"
        what = "no catalog" if beside == here else f"no catalog for {of}: none beside it or above, and none"
        raise CatalogNotFoundError(f"{what} here or above", hint)
    return Found(sample(), is_sample=True)


def sample() -> Path:
    """Return the sample catalog: inside the installed package, or in the checkout of an editable install."""
    package = Path(__file__).parents[1]
    installed = package / "sample"
    return installed if installed.is_dir() else package.parents[1] / "catalog"


def as_typed(folder: Path, here: Path) -> Path:
    """Return a folder at or below the working directory as a person would type it."""
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


def _folder(place: Path) -> Path:
    """Return a folder, or the one that holds a file, without links and `..`."""
    return Path(os.path.realpath(place if os.path.isdir(place) else place.parent))  # noqa: PTH112 - never raises


def _named(named: Path) -> Path:
    for folder in (named, named / "catalog"):
        if _has_catalog(folder):
            return folder
    reason = "it has no catalog.toml" if named.is_dir() else "there is no such folder"
    hint = "--catalog (or VCOMPARE_CATALOG) names the folder that holds catalog.toml"
    hint += f"; `vcompare init {shlex.quote(str(named))}` starts one"
    raise CatalogNotFoundError(f"no catalog in {named}: {reason}", hint)


def _has_catalog(folder: Path) -> bool:
    return os.path.isfile(folder / "catalog.toml")  # noqa: PTH113 - False too where one may not look
