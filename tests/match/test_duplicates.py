"""`match/duplicates.py`: tools that a new one may duplicate."""

from collections.abc import Collection, Iterable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from benchmarks.names import MemoryLexicon
from tests.match.names import NAMES, VENDORS, catalogs
from vcompare.match.duplicates import nearby, possible_duplicates
from vcompare.model import Named
from vcompare.text.folding import fold

KNOWN = [
    Named("opus-4-5", "Claude Opus 4.5", ("Big Claude",), ""),
    Named("gpt-4o", "GPT-4o", (), ""),
]


@pytest.mark.parametrize(
    ("slug", "name", "aliases", "duplicates"),
    [
        ("opus45", "Another", (), ["opus-4-5"]),  # the slug but for hyphens
        ("new", "big claude", (), ["opus-4-5"]),
        ("new", "Another", ("GPT 4o",), ["gpt-4o"]),
        ("new", "Opus 4.5", (), ["opus-4-5"]),  # it resolves to a tool
        ("new", "OpenAI GPT-4o", (), ["gpt-4o"]),  # a tool resolves to it
        ("new", "Claude Opus 4.1", (), []),
        ("", "🚀", (), []),
    ],
)
def test_what_may_be_the_same_tool(
    slug: str, name: str, aliases: tuple[str, ...], duplicates: list[str]
) -> None:
    found = possible_duplicates(Named(slug, name, aliases, ""), KNOWN)
    assert [tool.slug for tool in found] == duplicates


class MemoryNames(MemoryLexicon):
    """What tools are called, in memory."""

    def __init__(self, tools: Iterable[Named]) -> None:
        self._named = {tool.slug: tool for tool in tools}
        super().__init__(self._named.values())

    def named(self, slugs: Collection[str]) -> list[Named]:
        """Return the tools with these slugs."""
        return [self._named[slug] for slug in sorted(slugs)]

    def same_slugs(self, slug: str) -> set[str]:
        """Return the slugs that are the same but for hyphens."""
        return {other for other in self._named if other.replace("-", "") == slug.replace("-", "")}


def new_tool(name: str, vendor: str | None = None, alias: str | None = None) -> Named:
    slug = fold(name).replace(" ", "-").replace(".", "-")
    return Named(slug, name, (alias,) if alias else (), "", vendor)


def found(new: Named, tools: Sequence[Named]) -> list[str]:
    """Return the duplicates among all tools, after a look that those nearby have the same."""
    everywhere = possible_duplicates(new, tools)
    assert possible_duplicates(new, nearby(new, MemoryNames(tools))) == everywhere
    return [tool.slug for tool in everywhere]


@st.composite
def new_tools(draw: st.DrawFn, tools: Sequence[Named]) -> Named:
    """Return a tool that is called like one of these, with slips, or of the same words."""
    name = draw(NAMES | st.sampled_from([tool.name for tool in tools]))
    for _ in range(draw(st.integers(0, 2))):
        at, letter = draw(st.integers(0, len(name))), draw(st.sampled_from(["", " ", "-", "e", "4", "."]))
        name = name[:at] + letter + name[at + draw(st.integers(0, 1)) :]
    return new_tool(name or "claude", draw(VENDORS), draw(st.none() | NAMES))


@settings(max_examples=100)
@given(st.data())
def test_those_nearby_have_all_duplicates(data: st.DataObject) -> None:
    tools = sorted(data.draw(catalogs()), key=lambda tool: tool.slug)
    found(data.draw(new_tools(tools)), tools)


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("Qwen3.5", "Qwne3 5"),
        ("Qwen 3.5", "qwen3-5"),
        ("Midjourney", "Mid Journey"),
        ("Mid Journey", "Midjurney"),
        ("Claude Opus", "Claude Opsu"),
        ("Claude Haiku", "claudhaiku"),
        ("General Purpose Tool", "GPT"),
        ("C++", "C plus plus"),
        ("🚀", "🚀"),
        ("...", "..."),
        ("x" * 210, "x" * 210),
    ],
)
def test_each_way_to_write_a_name_is_nearby(name: str, of: str) -> None:
    others = [new_tool(f"Another {number}") for number in range(3)]
    one, other = new_tool(name), replace(new_tool(of), slug="other")
    for new, known in ((one, other), (other, one)):
        found(new, sorted([*others, known], key=lambda tool: tool.slug))
    assert found(one, [other]) == ["other"] or name in {"C++", "Claude Opus", "General Purpose Tool"}
