"""A blog draft from a comparison: parts that a template puts in order, each sentence true of the catalog."""

import datetime
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from vcompare import __version__
from vcompare.comparison import Card, Comparison, labels
from vcompare.history.last_change import Commit
from vcompare.model import Tally
from vcompare.text.markdown import parse_cached
from vcompare.text.prose import Items, Node, Paragraph, Span
from vcompare.text.words import natural_list
from vcompare.views.blocks import Block, Plot, Prose, Sheet, words
from vcompare.views.comparison import Section, sheet
from vcompare.views.sentences import differences, dissent, lead

_DESCRIPTION = 200
"""About what a search engine shows of a description."""

_CLOSING = "\"'”’»›)]）」』"


class Portrait(Struct, frozen=True):
    """A tool by itself."""

    name: str
    slug: str
    text: tuple[Block, ...]


class Seat(Struct, frozen=True):
    """A reviewer on every tool."""

    name: str
    text: tuple[Block, ...]


class Draft(Struct, frozen=True):
    """The parts of a draft, in the order in which they are meant to be read; empty ones say nothing."""

    title: str
    description: str
    slug: str
    tags: tuple[str, ...]
    date: datetime.date | None
    lead: tuple[Block, ...]
    glance: Sheet
    differences: tuple[Block, ...]
    plot: Plot | None
    tools: tuple[Portrait, ...]
    scorecard: tuple[Seat, ...]
    dissent: tuple[Block, ...]
    community: tuple[Block, ...]
    pricing: tuple[Block, ...]
    sources: tuple[Block, ...]
    stamp: tuple[Block, ...]


def draft(result: Comparison, catalog: str, commit: Commit | None = None, *, stamp: bool = True) -> Draft:
    """Lay out a draft about the tools compared, from the catalog of that title, as of a commit."""
    names = labels(result.tools)
    told = list(lead(result))
    return Draft(
        title=title(result),
        description=_description(told, names),
        slug="-vs-".join(tool.slug for tool in result.tools),
        tags=tuple(dict.fromkeys(tag for tool in result.tools for tag in tool.tool.tags)),
        date=commit.day if commit else None,
        lead=_told(told),
        glance=sheet(result, [Section.GLANCE]),
        differences=_list(words(told) for told in differences(result)),
        plot=scores(result),
        tools=tuple(
            Portrait(name, tool.slug, tuple(_portrait(tool)))
            for tool, name in zip(result.tools, names, strict=True)
        ),
        scorecard=tuple(_scorecard(result, names)),
        dissent=_told(dissent(result)),
        community=_list(
            _community(*each)
            for each in zip(result.tools, [tool.tally for tool in result.tools], names, strict=True)
        ),
        pricing=_list(_pricing(tool, name) for tool, name in zip(result.tools, names, strict=True)),
        sources=_list(
            _sources(*each)
            for each in zip(result.tools, [tool.tally for tool in result.tools], names, strict=True)
        ),
        stamp=_told([_stamp(catalog, commit)] if stamp else []),
    )


def title(result: Comparison) -> str:
    """Return the title; tools of one name are told apart by their slugs."""
    return " vs ".join(labels(result.tools))


def scores(result: Comparison) -> Plot | None:
    """Return the reviewers' scores as a plot; None where there is none."""
    parts = sheet(result, [Section.SPLIT]).parts
    return next((part for part in parts if isinstance(part, Plot) and part.rows), None)


def _description(sentences: Sequence[str], names: Sequence[str]) -> str:
    """Return as many sentences as a search engine shows; they must not stop halfway through the tools."""
    text = ""
    for sentence in sentences:
        if len(text) + len(sentence) > _DESCRIPTION:
            break
        text = f"{text} {sentence}".lstrip()
    return text if all(name in text for name in names) else f"{natural_list(names)}, side by side."


def _portrait(tool: Card) -> Iterator[Block]:
    if tool.tool.retired:
        yield Prose(words(f"Retirement: {tool.tool.retired}."))
    yield Prose(words(stopped(tool.tool.tagline)))
    if tool.tool.description:
        yield Prose(parse_cached(tool.tool.description))
    facts = [f"Best for: {tool.tool.best_for}"] if tool.tool.best_for not in {None, tool.tool.tagline} else []
    facts += [f"Vendor: {tool.tool.vendor}"] if tool.tool.vendor else []
    yield from (Prose(words(fact)) for fact in facts)


def _scorecard(result: Comparison, names: Sequence[str]) -> Iterator[Seat]:
    if any(tool.reviews for tool in result.tools):
        for reviewer, name in result.panel.items():
            told = [
                block
                for tool, label in zip(result.tools, names, strict=True)
                for block in _opinion(tool, reviewer, label)
            ]
            yield Seat(name, tuple(told))


def _opinion(tool: Card, reviewer: str, label: str) -> Iterator[Block]:
    opinion = tool.opinion(reviewer)
    if opinion is None:
        yield Prose(words(f"{label}: no review yet."))
        return
    score = "no score" if opinion.score is None else f"{opinion.score}/100"
    dated = f", {opinion.date}" if opinion.date else ""
    yield Prose(words(f"{label}: {opinion.verdict}, {score}{dated}"))
    yield Prose(parse_cached(opinion.text), quoted=True)


def _community(tool: Card, tally: Tally | None, name: str) -> tuple[Node, ...]:
    votes = tool.community
    if votes.ship_percent is None:
        return words(f"{name}: no community votes yet.")
    told = f"{name}: {votes.ship} ship, {votes.skip} skip ({votes.ship_percent}% ship)."
    if tally is None or (tally.source is None and tally.counted is None):
        return words(told)
    counted = f" Of these, {tally.ship} ship and {tally.skip} skip were counted elsewhere"
    when = f" on {tally.counted}" if tally.counted else ""
    return (Paragraph((Span(f"{told}{counted}{when}"), *_from(tally.source), Span("."))),)


def _from(source: str | None) -> tuple[Span, ...]:
    return (Span(", at "), Span(source, href=source)) if source else ()


def _pricing(tool: Card, name: str) -> tuple[Node, ...]:
    if tool.tool.pricing is None:
        return words(f"{name}: pricing unknown.")
    checked = f"As of {tool.tool.pricing.checked}." if tool.tool.pricing.checked else "As of: unknown."
    told = Span(f"{name}: {stopped(tool.tool.pricing.summary)} {checked} Source: ")
    source = tool.tool.pricing.source
    return (Paragraph((told, Span(source, href=source) if source else Span("unknown."))),)


def _sources(tool: Card, tally: Tally | None, name: str) -> tuple[Node, ...]:
    """List the pages that the catalog names for a tool."""
    pages = {
        "homepage": tool.tool.homepage,
        "pricing": tool.tool.pricing and tool.tool.pricing.source,
        "votes": tally and tally.source,
    }
    known = [(kind, address) for kind, address in pages.items() if address]
    if not known:
        return words(f"{name}: the catalog names no source.")
    spans = [Span(f"{name}: ")]
    for number, (kind, address) in enumerate(known):
        spans += [Span(f"{', ' if number else ''}{kind} "), Span(address, href=address)]
    return (Paragraph(tuple(spans)),)


def _stamp(catalog: str, commit: Commit | None) -> str:
    told = f"Computed by vcompare {__version__} from the catalog “{catalog}”"
    if commit is None:
        return f"{told}."
    since = ", with changes that are not committed" if commit.changed_since else ""
    return f"{told} as of commit {commit.name[:12]} of {commit.day}{since}."


def _told(sentences: Iterable[str]) -> tuple[Block, ...]:
    text = " ".join(sentences)
    return (Prose(words(text)),) if text else ()


def _list(items: Iterable[tuple[Node, ...]]) -> tuple[Block, ...]:
    listed_items = tuple(items)
    return (Prose((Items(listed_items),)),) if listed_items else ()


def stopped(text: str) -> str:
    """Return a line of the catalog as a sentence, with a full stop where it has no end of its own."""
    # An end inside quotation marks or brackets is one too.
    return text if text.rstrip(_CLOSING).endswith((".", "!", "?", "…", "。", "！", "？")) else f"{text}."
