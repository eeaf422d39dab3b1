"""The pages that a catalog names for tools, with what they say, as a list for a draft."""

from collections.abc import Iterator, Sequence

from vcompare.comparison import Card, Comparison
from vcompare.comparison.evidence import offer_evidence
from vcompare.fields import BUILTIN, Field, Registry
from vcompare.text.prose import Node, Paragraph, Span
from vcompare.text.words import series
from vcompare.views import prices
from vcompare.views.blocks import words
from vcompare.views.references import References
from vcompare.views.sentences import Named

_SOURCES = {field.keys[0]: field for field in BUILTIN.group("about") if field.kind.style == "link"}


def sources(result: Comparison, named: Named) -> Iterator[tuple[Node, ...]]:
    """List the pages that the catalog names for each tool, with what they say; nothing if it names none."""
    without = []
    for card, name in named:
        pages = {kind: field.of(card) for kind, field in _SOURCES.items()}
        pages["votes"] = card.tally.source if card.tally else None
        links = [(Span(f"{kind} "), linked(address)) for kind, address in pages.items() if address]
        after_first = (span for link in links[1:] for span in (Span(", "), *link))
        cited = References()
        disputed = (one.field for one in card.disagreements or () if not one.seller)
        layered = (field for path in (*card.origins, *disputed) if (field := result.fields.get(path)))
        for field in (*dict.fromkeys(layered), *result.fields.specs.values(), *_quoted(card, result.fields)):
            cited.cite(field, card, name)
        for seller, offer in card.tool.offers.items():
            cited.cite_as(prices.seller_name(seller, offer), offer_evidence(seller, card, result.fields))
        found = [*([(*links[0], *after_first)] if links else []), *cited.listed()]
        without += [] if found else [name]
        yield from ((Paragraph((Span(f"{name}: "), *spans)),) for spans in found)
    yield from rest("The catalog names no source for", without, named)


def _quoted(card: Card, fields: Registry) -> Iterator[Field]:
    """Yield the meters of the rates that rest on more than the page of all prices."""
    for meter, rate in card.tool.pricing.rates.items() if card.tool.pricing else ():
        page = card.tool.pricing.source if card.tool.pricing else None
        if rate.quote or rate.note or rate.origin or rate.source != page:
            yield fields.meters[meter]


def rest(unknown: str, names: Sequence[str], named: Named) -> Iterator[tuple[Node, ...]]:
    """Say for which tools something is unknown, where it is known for others."""
    if 0 < len(names) < len(named):
        yield words(f"{unknown} {series(names, 'or')}.")


def linked(address: str) -> Span:
    """Return a link that reads as its address."""
    return Span(address, href=address)
