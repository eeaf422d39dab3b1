"""`match/duplicates.py`: tools that a new one may duplicate."""

import pytest

from vcompare.match.duplicates import possible_duplicates
from vcompare.model import Named

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
