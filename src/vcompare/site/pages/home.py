"""The first page: what this is, what is best and what is new in it, and the way to everything else."""

from collections.abc import Iterator, Mapping, Sequence

from vcompare.comparison import Card
from vcompare.site import addresses, templates
from vcompare.site.contents import Contents
from vcompare.site.news import digest_of
from vcompare.site.page import SitePage
from vcompare.site.pages.digest import tool_address
from vcompare.site.pages.ranking import label
from vcompare.views.blocks import FeedEntry

_MOST = 6


def pages(contents: Contents) -> Iterator[SitePage]:
    """Yield the first page."""
    brief = tuple(card.slug for card in (*_best(contents), *_latest(contents)))
    counts = {name: len(slugs) for name, slugs in contents.categories.items()}
    changes = digest_of(_changes(contents)), [entry.slug in contents.tools for entry in _changes(contents)]
    made_of = repr((counts, len(contents.tools), changes, _rankings(contents)))
    yield SitePage("home", addresses.HOME, brief=brief, made_of=made_of)


def files(contents: Contents, page: SitePage) -> Mapping[str, str]:
    """Render the first page."""
    about = contents.site.description or f"{contents.count} compared by facts with dates and sources."
    text = templates.fill(
        contents,
        "home.html",
        page,
        title=contents.title,
        description=about,
        about=about,
        best=_best(contents),
        latest=_latest(contents),
        changes=[(entry, tool_address(contents, entry.slug)) for entry in _changes(contents)],
        rankings=_rankings(contents),
        categories=[
            (name, addresses.category(contents.category_slugs[name]), len(slugs))
            for name, slugs in contents.categories.items()
        ],
    )
    return {addresses.file(page.address): text}


def _best(contents: Contents) -> list[Card]:
    """Return the tools that the panel would ship, first those with the most votes and the highest scores."""
    known = [
        card
        for card in contents.tools.values()
        if card.panel.verdict == "ship" and not card.tool.is_retired(contents.today)
    ]
    return sorted(known, key=lambda card: (*(-part for part in _support(card)), card.slug))[:_MOST]


def _support(card: Card) -> tuple[float, float]:
    return card.panel.support[0], card.panel.score.mean if card.panel.score else 0


def _latest(contents: Contents) -> list[Card]:
    """Return the tools that were added last, of those of which that is known."""
    known = [card for card in contents.tools.values() if card.tool.added]
    return sorted(known, key=lambda card: (card.tool.added, card.slug), reverse=True)[:_MOST]


def _changes(contents: Contents) -> Sequence[FeedEntry]:
    """Return what changed last."""
    return contents.news.entries[:_MOST] if contents.news else ()


def _rankings(contents: Contents) -> list[tuple[str, str]]:
    """Return what all decisions and workloads are called, each with its address."""
    decided = [(label(contents, "decision", one), addresses.decision(one)) for one in contents.decisions]
    costs = [
        (f"{label(contents, 'cost', one)}: what it costs", addresses.cost(one)) for one in contents.workloads
    ]
    return decided + costs
