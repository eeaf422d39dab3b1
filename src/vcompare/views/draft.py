"""A blog draft from a comparison: parts that a template puts in order, each sentence true of the catalog."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from vcompare import __version__
from vcompare.comparison import Card, Comparison, Opinion, labels, share, short_labels
from vcompare.fields import BUILTIN, Registry
from vcompare.text.markdown import parse_cached
from vcompare.text.prose import Items, Node, Paragraph, Span
from vcompare.text.words import capitalized, series
from vcompare.views import prices
from vcompare.views.blocks import Block, Passage, Plot, Sheet, words
from vcompare.views.cited import linked, rest, sources
from vcompare.views.comparison import CURRENCY, GLANCE, PRICES, SPLIT, sheet
from vcompare.views.folded import SAME
from vcompare.views.opinions import predicted
from vcompare.views.pricing import sold_by_others
from vcompare.views.sentences import Named, differences, dissent, lead
from vcompare.views.telling import telling

if TYPE_CHECKING:
    from vcompare.comparison.deciding import DecisionResult

_DESCRIPTION = 200
"""About what a search engine shows of a description."""
_CLOSING = "\"'”’»›)]）」』"
_FACTS = [
    BUILTIN["best_for"],
    *(
        field
        for field in BUILTIN.group("about")
        if field.path != "tagline" and not field.optional and field.kind.style not in {"prose", "link"}
    ),
]
"""What a portrait states besides the tagline and the description. A draft lists links with the sources."""


class ToolPart(Struct, frozen=True):
    """A tool by itself."""

    name: str
    slug: str
    text: tuple[Block, ...]


class NamedPart(Struct, frozen=True):
    """A reviewer on every tool, or a decision between them."""

    name: str
    text: tuple[Block, ...]


class Draft(Struct, frozen=True):
    """The parts of a draft, in the order in which they are meant to be read; some may be empty."""

    title: str
    description: str
    slug: str
    tags: tuple[str, ...]
    date: datetime.date | None
    lead: tuple[Block, ...]
    glance: Sheet
    specs: tuple[Block, ...]
    differences: tuple[Block, ...]
    plot: Plot | None
    tools: tuple[ToolPart, ...]
    scorecard: tuple[NamedPart, ...]
    dissent: tuple[Block, ...]
    community: tuple[Block, ...]
    decisions: tuple[NamedPart, ...]
    prices: tuple[Block, ...]
    pricing: tuple[Block, ...]
    sources: tuple[Block, ...]
    stamp: tuple[Block, ...]


class Opening(Struct, frozen=True):
    """How a text about tools begins: the most important, and what a search engine shows of it."""

    description: str
    lead: tuple[Block, ...]


def opening(result: Comparison) -> Opening:
    """Lay out how a text about the tools compared begins."""
    names = short_labels(result.tools)
    sentences = list(lead(result, names))
    return Opening(_description(sentences or list(telling(result, names)), names), _paragraph(sentences))


def draft(
    result: Comparison,
    catalog: str,
    checksum: str | None = None,
    decided: "Iterable[DecisionResult]" = (),
) -> Draft:
    """Lay out a draft about the tools compared, and what is `decided`, from the catalog of that title.

    The `checksum` of what is known of them goes into the stamp; without one there is no stamp.
    """
    titles, names = labels(result.tools), short_labels(result.tools)
    named = list(zip(result.tools, names, strict=True))
    begins = opening(result)
    return Draft(
        title=" vs ".join(titles),
        description=begins.description,
        slug="-vs-".join(tool.slug for tool in result.tools),
        tags=tuple(dict.fromkeys(tag for card in result.tools for tag in card.tool.tags)),
        date=result.newest,
        lead=begins.lead,
        glance=_table(result, [GLANCE, *result.fields.sections, PRICES]),
        specs=(_table(result, [*result.fields.sections]),) if result.fields.sections else (),
        differences=_list(words(sentence) for sentence in differences(result, names)),
        plot=scores(result),
        tools=tuple(
            ToolPart(title, card.slug, tuple(_portrait(card, result.today)))
            for card, title in zip(result.tools, titles, strict=True)
        ),
        scorecard=tuple(_scorecard(result, named)),
        dissent=_paragraph(dissent(result, names)),
        community=_list(_community(named)),
        decisions=tuple(map(_decision, decided)),
        prices=(priced,) if (priced := _table(result, [PRICES])).parts else (),
        pricing=_list(_pricing(named, result.fields)),
        sources=_list(sources(result, named)),
        stamp=(Passage((_stamp(catalog, result.newest, checksum),)),) if checksum else (),
    )


def scores(result: Comparison) -> Plot | None:
    """Return the reviewers' scores as a plot; None without scores."""
    parts = sheet(result, [SPLIT]).parts
    return next((part for part in parts if isinstance(part, Plot) and part.rows), None)


def _table(result: Comparison, sections: Sequence[str]) -> Sheet:
    """Return sections, without a line on what is unknown: a post says so in its own words."""
    of = sheet(result, sections)
    return replace(of, notes=tuple(note for note in of.notes if note.label in {SAME, CURRENCY}), level=3)


def as_sentence(text: str) -> str:
    """Return a line of the catalog with a full stop, unless it ends like a sentence already."""
    # The end may be inside quotation marks or brackets.
    ends = text.rstrip(_CLOSING).endswith((".", "!", "?", "…", "。", "！", "？"))
    return text if ends else f"{text}."


def _description(sentences: Sequence[str], names: Sequence[str]) -> str:
    """Return as many sentences as a search engine shows, or the names where those leave out a tool."""
    text = ""
    for sentence in sentences:
        if len(text) + len(sentence) > _DESCRIPTION:
            break
        text = f"{text} {sentence}".lstrip()
    return text if all(name in text for name in names) else f"{series(names)}, side by side."


def _portrait(card: Card, today: datetime.date) -> Iterator[Block]:
    tool = card.tool
    if tool.retired:
        yield Passage(words(f"{'Retired' if tool.is_retired(today) else 'Retires'} on {tool.retired}."))
    yield Passage(words(as_sentence(tool.tagline)))
    if tool.description:
        yield Passage(parse_cached(tool.description))
    for field in _FACTS:
        if (fact := field.of(card)) and fact != tool.tagline:
            yield Passage(words(f"{field.label}: {field.shown(fact)}"))


def _decision(found: "DecisionResult") -> NamedPart:
    """Say who leads in a decision, by how much, and what would change that."""
    from vcompare.views.deciding import sentences

    said = sentences(found) if found.cards else ["It is between none of these tools."]
    return NamedPart(found.label, _list(map(words, said)))


def _scorecard(result: Comparison, named: Named) -> Iterator[NamedPart]:
    for reviewer, name in result.panel.items():
        if any(card.opinion(reviewer) for card in result.tools):
            opinions = (_opinion(card.opinion(reviewer), label) for card, label in named)
            yield NamedPart(name, tuple(block for blocks in opinions for block in blocks))


def _opinion(opinion: Opinion | None, label: str) -> Iterator[Block]:
    if opinion is None:
        yield Passage(words(f"{label}: no review yet."))
        return
    score = "no score" if opinion.score is None else f"{opinion.score}/100"
    dated = f", {opinion.date}" if opinion.date else ""
    yield Passage(words(f"{label}: {opinion.verdict}, {score}{dated}"))
    yield Passage((*parse_cached(opinion.text), *predicted(opinion)), quoted=True)


def _community(named: Named) -> Iterator[tuple[Node, ...]]:
    """Say how the community voted on each tool, and on which it has not; nothing where it never has."""
    yield from (_voted(card, name) for card, name in named if card.community.ship_percent is not None)
    yield from rest("No one has voted on", [name for card, name in named if not card.votes], named)


def _voted(card: Card, name: str) -> tuple[Node, ...]:
    ship, count, tally = card.community.ship, card.votes, card.tally
    if count == 1:
        text = f"{name}: the only vote says {'ship' if ship else 'skip'}."
    else:
        text = f"{name}: {ship:,} of {count:,} votes say ship ({share(ship, count)})."
    if tally is None or not (counted := tally.ship + tally.skip) or not (tally.source or tally.counted):
        return words(text)
    those = ("It was" if count == 1 else "They were") if counted == count else f"Of these, {counted:,} were"
    text += f" {those} counted{f' on {tally.counted}' if tally.counted else ''}"
    source = (Span(" at "), linked(tally.source)) if tally.source else ()
    return (Paragraph((Span(text), *source, Span("."))),)


def _pricing(named: Named, fields: Registry) -> Iterator[tuple[Node, ...]]:
    """Say what each tool costs, as of when and where that is from, and who else sells it.

    There is nothing where no price is known.
    """
    for card, name in named:
        spans = (*_own_price(card), *_others(card, fields))
        if spans:
            yield (Paragraph((Span(f"{name}: "), *spans)),)
    without = [card.tool.pricing is None and not card.tool.offers for card, _ in named]
    unknown = [name for (_, name), none in zip(named, without, strict=True) if none]
    yield from rest("No price is known for", unknown, named)


def _own_price(card: Card) -> Iterator[Span]:
    pricing = card.tool.pricing
    if pricing is None:
        return
    if pricing.summary:
        yield Span(f"{as_sentence(pricing.summary)} ")
    day = prices.read_on(card)
    what = "" if pricing.summary else "prices "
    origin = "" if day else prices.imported_from(card)
    if origin and pricing.source:
        yield from (Span(f"{what or 'Prices '}{origin}, which names "), linked(pricing.source))
    elif origin:
        yield Span(f"{what or 'Prices '}{origin}.")
    elif pricing.source:
        read = f"{what}{'read' if what else 'Read'} on {day} at " if day else f"{what or 'Undated, '}from "
        yield from (Span(read), linked(pricing.source))
    else:
        read = f"{what}{'read' if what else 'Read'} on {day}; no source" if day else "No date or source"
        yield Span(f"{read} is given.")


def _others(card: Card, fields: Registry) -> Iterator[Span]:
    """Say who else sells a tool, after what is said of its own price."""
    if said := sold_by_others(card, fields):
        pricing = card.tool.pricing
        yield Span(
            f"; {said}."
            if pricing and pricing.source
            else f" {capitalized(said)}."
            if pricing
            else f"{said}."
        )


def _stamp(catalog: str, newest: datetime.date | None, checksum: str) -> Paragraph:
    as_of = f" as of {newest}" if newest else ""
    made = f"Computed by vcompare {__version__} from the catalog “{catalog}”{as_of}, content "
    return Paragraph((Span(made), Span(checksum, code=True), Span(".")))


def _paragraph(sentences: Iterable[str]) -> tuple[Block, ...]:
    text = " ".join(sentences)
    return (Passage(words(text)),) if text else ()


def _list(items: Iterable[tuple[Node, ...]]) -> tuple[Block, ...]:
    texts = tuple(items)
    return (Passage((Items(texts),)),) if texts else ()
