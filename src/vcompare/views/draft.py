"""A blog draft from a comparison: parts that a template puts in order, each sentence true of the catalog."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from vcompare import __version__
from vcompare.comparison import Card, Comparison, Opinion, labels
from vcompare.fields import BUILTIN
from vcompare.text.markdown import parse_cached
from vcompare.text.prose import Items, Node, Paragraph, Span
from vcompare.text.words import natural_list
from vcompare.views.blocks import Block, Passage, Plot, Sheet, words
from vcompare.views.comparison import Section, sheet
from vcompare.views.folded import SAME
from vcompare.views.sentences import differences, dissent, lead

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
_SOURCES = {field.keys[0]: field for field in BUILTIN.group("about") if field.kind.style == "link"}


class ToolPart(Struct, frozen=True):
    """A tool by itself."""

    name: str
    slug: str
    text: tuple[Block, ...]


class ReviewerPart(Struct, frozen=True):
    """A reviewer on every tool."""

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
    differences: tuple[Block, ...]
    plot: Plot | None
    tools: tuple[ToolPart, ...]
    scorecard: tuple[ReviewerPart, ...]
    dissent: tuple[Block, ...]
    community: tuple[Block, ...]
    pricing: tuple[Block, ...]
    sources: tuple[Block, ...]
    stamp: tuple[Block, ...]


def draft(result: Comparison, catalog: str, checksum: str, *, stamp: bool = True) -> Draft:
    """Lay out a draft about the tools compared, from the catalog of that title.

    The `checksum` of what is known of them is for the stamp.
    """
    names = labels(result.tools)
    named = list(zip(result.tools, names, strict=True))
    opening = list(lead(result, names))
    return Draft(
        title=" vs ".join(names),
        description=_description(opening, names),
        slug="-vs-".join(tool.slug for tool in result.tools),
        tags=tuple(dict.fromkeys(tag for card in result.tools for tag in card.tool.tags)),
        date=result.newest,
        lead=_paragraph(opening),
        glance=_glance(result),
        differences=_list(words(sentence) for sentence in differences(result, names)),
        plot=scores(result),
        tools=tuple(ToolPart(name, card.slug, tuple(_portrait(card))) for card, name in named),
        scorecard=tuple(_scorecard(result, named)),
        dissent=_paragraph(dissent(result, names)),
        community=_list(_community(*each) for each in named),
        pricing=_list(_pricing(*each) for each in named),
        sources=_list(_sources(*each) for each in named),
        stamp=(Passage((_stamp(catalog, result.newest, checksum),)),) if stamp else (),
    )


def scores(result: Comparison) -> Plot | None:
    """Return the reviewers' scores as a plot; None without scores."""
    parts = sheet(result, [Section.SPLIT]).parts
    return next((part for part in parts if isinstance(part, Plot) and part.rows), None)


def _glance(result: Comparison) -> Sheet:
    """Return the facts at a glance, without a line on what is unknown: a post says so in its own words."""
    of = sheet(result, [Section.GLANCE])
    return replace(of, notes=tuple(note for note in of.notes if note.label == SAME))


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
    return text if all(name in text for name in names) else f"{natural_list(names)}, side by side."


def _portrait(card: Card) -> Iterator[Block]:
    tool = card.tool
    if tool.retired:
        yield Passage(words(f"Retirement: {tool.retired}."))
    yield Passage(words(as_sentence(tool.tagline)))
    if tool.description:
        yield Passage(parse_cached(tool.description))
    for field in _FACTS:
        if (fact := field.of(card)) and fact != tool.tagline:
            yield Passage(words(f"{field.label}: {field.kind.short(fact)}"))


def _scorecard(result: Comparison, named: Sequence[tuple[Card, str]]) -> Iterator[ReviewerPart]:
    if any(card.reviews for card in result.tools):
        for reviewer, name in result.panel.items():
            opinions = (_opinion(card.opinion(reviewer), label) for card, label in named)
            yield ReviewerPart(name, tuple(block for blocks in opinions for block in blocks))


def _opinion(opinion: Opinion | None, label: str) -> Iterator[Block]:
    if opinion is None:
        yield Passage(words(f"{label}: no review yet."))
        return
    score = "no score" if opinion.score is None else f"{opinion.score}/100"
    dated = f", {opinion.date}" if opinion.date else ""
    yield Passage(words(f"{label}: {opinion.verdict}, {score}{dated}"))
    yield Passage(parse_cached(opinion.text), quoted=True)


def _community(card: Card, name: str) -> tuple[Node, ...]:
    votes, tally = card.community, card.tally
    if votes.ship_percent is None:
        return words(f"{name}: no community votes yet.")
    text = f"{name}: {votes.ship} ship, {votes.skip} skip ({votes.ship_percent}% ship)."
    if tally is None or (tally.source is None and tally.counted is None):
        return words(text)
    when = f" on {tally.counted}" if tally.counted else ""
    text += f" Of these, {tally.ship} ship and {tally.skip} skip were counted elsewhere{when}"
    source = (Span(", at "), _link(tally.source)) if tally.source else ()
    return (Paragraph((Span(text), *source, Span("."))),)


def _pricing(card: Card, name: str) -> tuple[Node, ...]:
    pricing = card.tool.pricing
    if pricing is None:
        return words(f"{name}: pricing unknown.")
    checked = f"As of {pricing.checked}." if pricing.checked else "As of: unknown."
    text = f"{name}: {as_sentence(pricing.summary)} {checked} Source: "
    return (Paragraph((Span(text), _link(pricing.source) if pricing.source else Span("unknown."))),)


def _sources(card: Card, name: str) -> tuple[Node, ...]:
    """List the pages that the catalog names for a tool."""
    pages = {kind: field.of(card) for kind, field in _SOURCES.items()}
    pages["votes"] = card.tally.source if card.tally else None
    spans = [Span(f"{name}: ")]
    for kind, address in pages.items():
        if address:
            spans += [Span(f"{', ' if len(spans) > 1 else ''}{kind} "), _link(address)]
    return (Paragraph(tuple(spans)),) if len(spans) > 1 else words(f"{name}: the catalog names no source.")


def _link(address: str) -> Span:
    return Span(address, href=address)


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
