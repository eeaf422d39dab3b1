"""Make a site of an open catalog."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from vcompare.app.arguments import wrong_value
from vcompare.app.opened import OpenCatalog, Silent
from vcompare.errors import VcompareError
from vcompare.model.scalars import Url
from vcompare.publish.existing import Output
from vcompare.site import build, manifest
from vcompare.site.contents import Contents
from vcompare.site.digests import digests, latest, newest
from vcompare.site.manifest import Manifest
from vcompare.site.page import SitePage
from vcompare.text import days

MANY = 5_000
"""More pages about two tools than this are written only on request."""


class Making(Struct, frozen=True):
    """A site about to be built: its contents, its pages, and what the previous build has on record."""

    contents: Contents
    pages: Sequence[SitePage]
    known: Manifest | None

    @property
    def problems(self) -> Sequence[VcompareError]:
        """An error for each tool, workload and decision that cannot be shown, and so is left out."""
        return self.contents.problems

    def write(self, target: build.Target) -> Iterator[Output]:
        """Bring a folder up to date; see `build.build`. The folder is to be locked since `prepare`."""
        yield from build.build(self.contents, self.pages, target, self.known)


def prepare(
    opened: OpenCatalog,
    folder: Path,
    *,
    url: str | None = None,
    today: datetime.date | None = None,
    many: bool = False,
) -> Making:
    """Return the site of a catalog for a folder.

    What is retired or planned is judged by `today`, by default the newest day that the catalog names.
    `url` is the address of the site, by default that of `[site]`. Raises VcompareError for `pairs` of which
    there are too many, unless `many` are meant.
    """
    manifest.refuse_no_folder(folder, opened.root)
    known = manifest.read(folder)
    states = digests(opened)
    dated = newest(opened, states, known or Manifest())
    day = today or latest(dated) or days.utc_today()
    days.pin(day)
    site = opened.settings.site
    address = _address(site.url or "", "url in [site]") if url is None else _address(url, "--url")
    contents = Contents(opened, address, day, states, dated)
    if site.pairs != "near" and len(contents.pairs) > MANY and not many:
        count = f"{len(contents.pairs):,}"
        hint = 'add --yes to write them, or set pairs = "near" in [site] of catalog.toml'
        raise VcompareError(f"{count} pages about two tools each are not written without a yes", hint)
    pages = build.plan(contents)
    # What is to be reported of tools has been, once each; pages would repeat it.
    opened.reporter = Silent()
    return Making(contents, pages, known)


def _address(url: str, called: str) -> str:
    """Check the address for a site. Raises VcompareError."""
    try:
        is_right = not url or not {*"?#"} & {*msgspec.convert(url, Url)}
    except msgspec.ValidationError:
        is_right = False
    if not is_right:
        wanted = "an http:// or https:// address without ? and #"
        raise wrong_value(called, wanted, url, "write it as in https://example.com/tools")
    return url
