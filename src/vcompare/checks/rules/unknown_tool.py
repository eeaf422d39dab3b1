"""`unknown-tool`: a decision that names a tool that the catalog does not have."""

from vcompare.checks.rule import CatalogSummary, Context, Findings, Locate
from vcompare.diagnostics import found
from vcompare.text.slugs import is_slug
from vcompare.text.suggestions import did_you_mean


def check(summary: CatalogSummary, _context: Context, locate: Locate) -> Findings:
    """Look up the slugs that decisions name."""
    known = summary.tools
    for path, named in summary.decisions.items():
        for at, slug in enumerate(named):
            if isinstance(slug, str) and is_slug(slug) and slug not in known:
                message = f'there is no tool "{slug}" in this catalog'
                yield found("unknown-tool", locate(path, "tools", at), message, did_you_mean(slug, known))
