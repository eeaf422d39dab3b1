"""The state of every tool's files, the same on any machine, and the newest day that they name."""

import datetime
import hashlib
from collections.abc import Mapping, Sequence

from vcompare.app.opened import OpenCatalog
from vcompare.catalog.paths import outcomes_path, review_path, votes_path
from vcompare.catalog.source import Source
from vcompare.comparison import card, side_by_side
from vcompare.diagnostics import Diagnostic
from vcompare.parallel import batches, imap
from vcompare.site.manifest import Manifest

_BATCH = 200


def digests(opened: OpenCatalog) -> dict[str, str]:
    """Return a digest of everything that the catalog's files say of each tool, by slug."""

    def of_batch(slugs: Sequence[str]) -> list[str]:
        return [_digest(opened, slug) for slug in slugs]

    slugs = [*opened]
    found = (one for batch in imap(of_batch, batches(slugs, _BATCH)) for one in batch)
    return dict(zip(slugs, found, strict=True))


def newest(opened: OpenCatalog, digests: Mapping[str, str], known: Manifest) -> dict[str, tuple[str, str]]:
    """Return the newest day that is known of each tool with its digest; what is `known` is not read again."""
    fresh = [slug for slug, digest in digests.items() if known.newest.get(slug, ("",))[0] != digest]

    def of_batch(slugs: Sequence[str]) -> list[str]:
        return [_newest(opened, slug) for slug in slugs]

    days = dict(
        zip(fresh, (day for batch in imap(of_batch, batches(fresh, _BATCH)) for day in batch), strict=True)
    )
    return {
        slug: (digest, days[slug] if slug in days else known.newest[slug][1])
        for slug, digest in digests.items()
    }


def latest(newest: Mapping[str, tuple[str, str]]) -> datetime.date | None:
    """Return the newest day of all, None where nothing bears a date."""
    day = max((day for _, day in newest.values()), default="")
    return datetime.date.fromisoformat(day) if day else None


def _digest(opened: OpenCatalog, slug: str) -> str:
    source = opened.catalog.source
    hashed = hashlib.sha256()
    for path in (*opened.catalog.files_of(slug), *_opinions(source, slug)):
        content = source.content(path) if source.exists(path) else None
        if isinstance(content, bytes):
            hashed.update(f"{path}\0{len(content)}\0".encode() + content)
        elif isinstance(content, Diagnostic):
            hashed.update(f"{path}\0{content.message}\0".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()[:16]


def _opinions(source: Source, slug: str) -> list[str]:
    names = source.names(f"reviews/{slug}")
    reviews = (
        [review_path(slug, name.removesuffix(".toml")) for name in names] if isinstance(names, list) else []
    )
    return [*reviews, votes_path(slug), outcomes_path(slug)]


def _newest(opened: OpenCatalog, slug: str) -> str:
    record, _ = opened.catalog.record(slug)
    if record is None:
        return ""
    of = card(record, opened.settings.panel, summarized=False)
    result = side_by_side([of], opened.settings.reviewers, opened.fields)
    return str(result.newest or "")
