"""Tools side by side: all that is known of them as HTML, and the same facts for programs."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from msgspec import Struct

from vcompare.comparison import Comparison
from vcompare.render import html, markdown
from vcompare.render.payloads import comparison_payload, json_bytes
from vcompare.site import addresses
from vcompare.site.contents import Contents
from vcompare.site.exact import Leaf, text_of, unsaid
from vcompare.views.blocks import Heading
from vcompare.views.comparison import sheet


class AllKnown(Struct, frozen=True):
    """All that is known of tools: as tables, with values that these do not have to the letter, by tool.

    `files` have the same for programs, by their names: the JSON object of `show`, and a card in Markdown.
    """

    result: Comparison
    tables: Markup
    exact: Sequence[tuple[str, Sequence[Leaf]]]
    files: Mapping[str, str]


def all_known(contents: Contents, slugs: Sequence[str], title: str) -> AllKnown:
    """Return all that is known of tools, which are one or side by side."""
    result = contents.comparison(slugs)
    payload = comparison_payload(contents.comparison(slugs, costs=False) if contents.workloads else result)
    laid_out = sheet(result, full=True, sources=True, offers=True)
    tables = html.render([laid_out], styled=False)
    said = text_of(tables)
    left = [unsaid(contents.leaves(slug), said) for slug in slugs]
    exact = [(card.name, values) for card, values in zip(result.tools, left, strict=True) if values]
    files = {
        "index.json": json_bytes(payload).decode(),
        "index.md": markdown.render([Heading(title, 1), laid_out]),
    }
    return AllKnown(result, Markup(tables), exact, files)  # noqa: S704 - all in it is escaped


def with_files(address: str, page: str, known: AllKnown) -> Mapping[str, str]:
    """Return a page and what lies beside it, by path."""
    beside = {addresses.file(address, name): text for name, text in known.files.items()}
    return {addresses.file(address): page, **beside}
