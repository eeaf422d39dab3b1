"""Everything that the pages of a site are made from: the catalog, read once, and what follows from it."""

import datetime
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from vcompare.app import deciding
from vcompare.app.filters import Filter
from vcompare.app.listing import Listing, everything
from vcompare.app.opened import OpenCatalog
from vcompare.app.workloads import chosen
from vcompare.catalog.paths import votes_path
from vcompare.comparison import Card, Comparison
from vcompare.comparison.listed import Listed, tool_payload
from vcompare.comparison.nearest import nearest
from vcompare.comparison.rows import ToolColumn, column, from_columns
from vcompare.errors import VcompareError
from vcompare.fields import Registry
from vcompare.model import Site
from vcompare.site import addresses, exact, pairs, templates
from vcompare.site.exact import Leaf
from vcompare.site.news import News, news
from vcompare.site.page import SitePage
from vcompare.text.slugs import DEVICES, slug_of
from vcompare.text.words import plural

if TYPE_CHECKING:
    from jinja2 import Environment

ALTERNATIVES = 5
"""How many alternatives a tool's page names, and with how many it is compared unless `pairs` says more."""


class Contents:
    """A catalog as a site shows it, as of `today`, at the address `url`, which ends with a slash or is empty.

    `pages` are those that are planned so far. `digests` tell the state of everything about a tool, by slug;
    `newest` are the newest days of each, too.
    """

    def __init__(
        self,
        opened: OpenCatalog,
        url: str,
        today: datetime.date,
        digests: Mapping[str, str],
        newest: Mapping[str, tuple[str, str]],
    ) -> None:
        self.opened = opened
        self.site: Site = opened.settings.site
        self.title = self.site.title or opened.settings.title
        self.url = f"{url.rstrip('/')}/" if url else ""
        self.today = today
        self.digests = digests
        self.newest = newest
        self.pages: list[SitePage] = []
        self.card = lru_cache(_MOST)(self._card)
        self.leaves = lru_cache(_MOST)(self._leaves)
        self._column = lru_cache(2 * _MOST)(self._columns)

    @cached_property
    def fields(self) -> Registry:
        """All fields of the catalog, with the costs of its workloads."""
        return self.opened.fields.with_costs(self.workloads)

    @cached_property
    def own_templates(self) -> Mapping[str, str]:
        """The texts of the catalog's own templates, by name."""
        return templates.own_templates(self.opened.root)

    @cached_property
    def environment(self) -> "Environment":
        """What renders the templates: ours, and the catalog's own in their place."""
        return templates.environment(self.own_templates)

    @cached_property
    def listing(self) -> Listing:
        """The tools as in a list, and an error for each that cannot be read."""
        return everything(self.opened)

    @cached_property
    def listed(self) -> Mapping[str, Listed]:
        """The tools as in a list, by slug; those that cannot be read are left out."""
        return {tool.slug: tool for tool in self.listing.listed}

    @cached_property
    def tools(self) -> Mapping[str, Card]:
        """The cards of all tools, without their reviews."""
        return {slug: tool.card for slug, tool in self.listed.items()}

    def comparison(self, slugs: Iterable[str], *, costs: bool = True) -> Comparison:
        """Return tools side by side, with what the catalog's workloads cost unless those are left out."""
        fields = self.fields if costs else self.opened.fields
        columns = [self._column(slug, costs) for slug in slugs]
        return from_columns(columns, self.opened.settings.reviewers, fields)

    def _card(self, slug: str) -> Card:
        """Return a tool with its reviews."""
        return self.opened[slug]

    def _leaves(self, slug: str) -> Sequence[Leaf]:
        """Return all values of the JSON object of a tool."""
        return exact.leaves(tool_payload(self.card(slug)))

    def _columns(self, slug: str, costs: bool) -> ToolColumn:
        """Return what is compared of a tool."""
        return column(self.card(slug), self.fields if costs else self.opened.fields)

    def neighborhood(self, page: SitePage) -> tuple[int, bool, str]:
        """Return what pages are sorted by, so that those about the same and about like tools are together."""
        place = self._places[page.names[0]] if page.whole else len(self._places)
        return place, page.kind != "tool", page.address

    @cached_property
    def _places(self) -> Mapping[str, int]:
        """A number for each tool; those of a category with the same tags follow each other."""
        cards = sorted(self.tools.values(), key=lambda card: (card.tool.category, sorted(card.tool.tags)))
        return {card.slug: number for number, card in enumerate(cards)}

    def brief(self, slug: str) -> str:
        """Return what tells the state of what a list shows of a tool, and which days are still ahead."""
        json = self.listed[slug].json
        ahead = [day for day in _DAY.findall(json) if day.decode() > str(self.today)]
        return hashlib.sha256(b"\0".join((json, *ahead))).hexdigest()[:16]

    @cached_property
    def nearest(self) -> Mapping[str, Sequence[str]]:
        """The alternatives to each tool, the most alike first."""
        return nearest(self.tools, self.today, ALTERNATIVES)

    @cached_property
    def pairs(self) -> Sequence[tuple[str, str]]:
        """The pairs of slugs that have a page, each once, sorted."""
        return pairs.chosen(self.site, self.tools, self.nearest)

    @cached_property
    def paired(self) -> Mapping[str, Sequence[str]]:
        """The tools with which each tool has a page of both, sorted."""
        found: dict[str, list[str]] = {slug: [] for slug in self.tools}
        for first, second in self.pairs:
            found[first].append(second)
            found[second].append(first)
        return {slug: sorted(others) for slug, others in found.items()}

    @cached_property
    def categories(self) -> Mapping[str, Sequence[str]]:
        """The tools of each category, in the order of the catalog's list of categories."""
        found: dict[str, list[str]] = {name: [] for name in self.opened.settings.categories}
        for slug, card in self.tools.items():
            found.setdefault(card.tool.category, []).append(slug)
        return {name: slugs for name, slugs in found.items() if slugs}

    @cached_property
    def category_slugs(self) -> Mapping[str, str]:
        """The part of the address of each category, by its name."""
        return unique_slugs(self.categories)

    @cached_property
    def tags(self) -> Mapping[str, Sequence[str]]:
        """The tools with each tag, by tag."""
        found = dict[str, list[str]]()
        for slug, card in self.tools.items():
            for tag in dict.fromkeys(card.tool.tags):
                found.setdefault(tag, []).append(slug)
        return dict(sorted(found.items()))

    @cached_property
    def tag_slugs(self) -> Mapping[str, str]:
        """The part of the address of each tag."""
        return unique_slugs(self.tags)

    @cached_property
    def problems(self) -> Sequence[VcompareError]:
        """An error for each tool, workload and decision that cannot be shown, and so is left out."""
        found = (*self.listing.problems, *self._workloads.problems, *self._decisions.problems)
        return [*{error.message: error for error in found}.values()]

    @property
    def workloads(self) -> Sequence[str]:
        """The names of the workloads that can be computed."""
        return self._workloads.names

    @property
    def decisions(self) -> Sequence[str]:
        """The names of the decisions that can be made."""
        return self._decisions.names

    @cached_property
    def _workloads(self) -> "_Usable":
        return _usable(self.opened.catalog.workload_names(), lambda name: chosen(self.opened, name))

    @cached_property
    def _decisions(self) -> "_Usable":
        def use(name: str) -> None:
            deciding.slugs_of(self.opened, decision := deciding.chosen(self.opened, name), None)
            deciding.asked_of(self.opened, decision, Filter())

        return _usable(self.opened.catalog.decision_names(), use)

    @cached_property
    def news(self) -> News | None:
        """What changed in the catalog, from its Git history, if there is one."""
        return news(self.opened, {slug: self.absolute(addresses.tool(slug)) for slug in self.tools})

    @cached_property
    def menu(self) -> Sequence[tuple[str, str]]:
        """The addresses in the menu after those of tools and categories, with their labels."""
        places = (
            (addresses.DECISIONS, "Decisions", self.decisions),
            (addresses.COSTS, "Costs", self.workloads),
            (addresses.DIGEST, "News", self.news),
        )
        found = [(address, label) for address, label, is_there in places if is_there]
        everywhere = [(addresses.COMPARE, "Compare"), (addresses.SEARCH, "Search")]
        return [*everywhere, *found, (addresses.BOOKMARKS, "Bookmarks")]

    @cached_property
    def count(self) -> str:
        """How many tools there are, in words."""
        return plural(len(self.tools), "tool")

    def vote(self, slug: str) -> str:
        """Return the address at which a vote on a tool is prepared, none where the catalog names none."""
        return (self.site.votes or "").replace("{path}", votes_path(slug)).replace("{slug}", slug)

    def absolute(self, address: str) -> str:
        """Return the whole address of a page, which it has only where that of the site is known."""
        return f"{self.url}{address}" if self.url else ""


class _Usable(NamedTuple):
    """The names of workloads or decisions that can be used, and what is wrong with all others."""

    names: list[str]
    problems: list[VcompareError]


def _usable(names: Iterable[str], use: Callable[[str], object]) -> _Usable:
    found = _Usable([], [])
    for name in names:
        try:
            use(name)
        except VcompareError as error:
            found.problems.append(error)
        else:
            found.names.append(name)
    return found


_DAY = re.compile(rb"\d{4}-\d\d-\d\d")
_MOST = 128
"""What is worked out of so many tools is kept: a tool is compared with several others."""


def unique_slugs(names: Iterable[str]) -> dict[str, str]:
    """Return a slug for each name, with a number behind those that others have already."""
    found, taken = dict[str, str](), {*DEVICES}
    for name in names:
        slug = slug_of(name) or "other"
        endings = ("", *(f"-{number}" for number in range(2, len(taken) + 2)))
        found[name] = next(slug + ending for ending in endings if slug + ending not in taken)
        taken.add(found[name])
    return found


def alternatives(contents: Contents, slug: str) -> list[tuple[Card, str]]:
    """Return the alternatives to a tool, each with the address of the two side by side, if they have one."""
    others = [contents.tools[other] for other in contents.nearest[slug]]
    return [(card, pair_address(contents, slug, card.slug)) for card in others]


def pair_address(contents: Contents, slug: str, other: str) -> str:
    """Return the address at which two tools can be compared: their own page, or the one to choose any."""
    if other in contents.paired[slug]:
        return addresses.pair(slug, other)
    return f"{addresses.file(addresses.COMPARE)}?tools={slug},{other}"
