"""`match/finder.py`: which tools fit what was typed so far."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.match.finder import Finder
from vcompare.model import Named

TOOLS = [
    Named("claude-3-opus", "Claude 3 Opus", (), ""),
    Named("gpt-5", "GPT-5", ("ChatGPT",), ""),
    Named("gpt-5-5-pro", "GPT-5.5 Pro", (), ""),
    Named("opus", "Opus", (), ""),
    Named("lokmeta", "Łokmeta Électrique", ("Lok",), ""),
]


def found(typed: str) -> list[str]:
    return [TOOLS[place].slug for place in Finder(TOOLS).find(typed)]


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("", [tool.slug for tool in TOOLS]),
        ("  ", [tool.slug for tool in TOOLS]),
        ("opus", ["opus", "claude-3-opus"]),
        ("gpt", ["gpt-5", "gpt-5-5-pro"]),
        ("GPT5", ["gpt-5", "gpt-5-5-pro"]),
        ("gpt5.5", ["gpt-5-5-pro"]),
        ("chatg", ["gpt-5"]),
        ("electr", ["lokmeta"]),
        ("cluade", ["claude-3-opus"]),
        ("xyzzy", []),
    ],
)
def test_names_that_begin_with_it_come_first(typed: str, slugs: list[str]) -> None:
    assert found(typed) == slugs


@given(st.sampled_from(TOOLS), st.data())
def test_any_part_of_a_name_finds_its_tool(tool: Named, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(tool.name) - 1))
    part = tool.name[start : data.draw(st.integers(start + 1, len(tool.name)))]
    if any(character.isalnum() for character in part):
        assert tool.slug in found(part)
