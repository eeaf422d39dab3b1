"""Tools side by side: all that is known of them as HTML, and the same facts for programs."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from vcompare.comparison import side_by_side
from vcompare.render import html, markdown
from vcompare.render.payloads import comparison_payload, json_bytes
from vcompare.site import addresses
from vcompare.site.contents import Contents
from vcompare.site.exact import Leaf, unsaid
from vcompare.views.blocks import Heading
from vcompare.views.comparison import sheet


class AllKnown(NamedTuple):
    """What is known of tools: tables, and values that these do not have to the letter, by tool."""

    tables: Markup
    exact: Sequence[tuple[str, Sequence[Leaf]]]


def facts(contents: Contents, slugs: Sequence[str]) -> AllKnown:
    """Return all that is known of tools, which are one or side by side."""
    result = contents.comparison(slugs)
    tables = html.render([sheet(result, full=True, sources=True, offers=True)], styled=False)
    tools = comparison_payload(result)["tools"]
    exact = [
        (card.name, left)
        for card, tool in zip(result.tools, tools, strict=True)
        if (left := unsaid([tool], tables))
    ]
    return AllKnown(Markup(tables), exact)  # noqa: S704 - all in it is escaped


def for_programs(contents: Contents, address: str, slugs: Sequence[str], title: str) -> Mapping[str, str]:
    """Return the JSON object of `show` and a card in Markdown, as files at an address."""
    cards = [contents.card(slug) for slug in slugs]
    result = side_by_side(cards, contents.opened.settings.reviewers, contents.opened.fields)
    text = markdown.render([Heading(title, 1), sheet(result, full=True, sources=True, offers=True)])
    return {
        addresses.file(address, "index.json"): json_bytes(comparison_payload(result)).decode(),
        addresses.file(address, "index.md"): text,
    }
