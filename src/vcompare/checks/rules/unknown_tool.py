"""`unknown-tool`: a decision, or a pair of `[site]`, that names a tool that the catalog does not have."""

from typing import Any

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found
from vcompare.text.slugs import is_slug
from vcompare.text.suggestions import did_you_mean


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Look up the slugs that decisions and the pairs of `[site]` name."""
    named: list[tuple[Any, tuple[Any, ...]]] = []
    for path, slugs in summary.decisions.items():
        named += [(slug, (path, "tools", at)) for at, slug in enumerate(slugs)]
    for at, pair in enumerate(summary.pairs):
        sides = enumerate(pair if isinstance(pair, list) else ())
        named += [(slug, ("catalog.toml", "site", "also", at, side)) for side, slug in sides]
    known = summary.tools
    for slug, place in named:
        if isinstance(slug, str) and is_slug(slug) and slug not in known:
            message = f'there is no tool "{slug}" in this catalog'
            yield found("unknown-tool", locate(*place), message, did_you_mean(slug, known))
