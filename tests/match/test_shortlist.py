"""`match/shortlist.py`: few tools, and the answer that all of them give."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.names import MemoryLexicon
from tests.match.names import catalogs, named, outcome, queries
from vcompare.errors import UnknownNameError
from vcompare.match import explain, resolve
from vcompare.match.phrases import exact_names
from vcompare.match.shortlist import shortlist, spellings
from vcompare.model import Named


@settings(max_examples=200)
@given(st.data())
def test_the_shortlist_gives_the_same_answer_as_all_names(data: st.DataObject) -> None:
    tools = data.draw(catalogs())
    query = data.draw(queries(tools))
    short = shortlist(query, MemoryLexicon(tools))
    everywhere, there = outcome(query, tools), outcome(query, [tool for tool in tools if tool.slug in short])
    fits = any(tool.fits for tool in explain(query, tools).tools)
    assert there == everywhere if fits else there[0] == everywhere[0] == "unknown"


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=5, unique=True), st.data())
def test_the_shortlist_has_every_exact_match(names: list[str], data: st.DataObject) -> None:
    tools = named(*names)
    meant = data.draw(st.sampled_from(tools))
    assert meant.slug in shortlist(meant.name, MemoryLexicon(tools))


@pytest.mark.parametrize("query", ["claudhaiku", "claudeehaiku", "cluadehaiku"])
def test_the_shortlist_has_joined_words_with_a_typo(query: str) -> None:
    assert shortlist(query, MemoryLexicon(named("Claude Haiku", "Claude Opus"))) == {"tool-0"}


def test_the_shortlist_has_a_name_with_each_known_word() -> None:
    tools = named("DeepSeek Depe Seke", "Deep Hub", "Seek Hub")
    short = shortlist("deep seek deep seek", MemoryLexicon(tools))
    assert short == {"tool-0", "tool-1", "tool-2"}
    with pytest.raises(UnknownNameError):
        resolve("deep seek deep seek", tools)
    assert resolve("deep seek deep seek", tools[:1]).slug == "tool-0"


def test_spellings_of_a_tool() -> None:
    tool = Named("gpt-4-1-mini", "GPT-4.1 mini", (), "", "Acme")
    assert spellings(tool) == (
        {"acme", "gpt", "4.1", "mini"},
        {"gpt4.1", "gpt41", "4.1mini", "41mini", "gpt4.1mini", "gpt41mini", "acmegpt4.1mini", "acmegpt41mini"}
        | {"gpt 4 1 mini"},
        set(),
    )
    assert exact_names(tool) == {"gpt 4 1 mini", "gpt 4.1 mini"}


def test_a_lexicon_lists_its_words_only_for_a_word_in_no_name() -> None:
    class Closed(MemoryLexicon):
        def words(self) -> Sequence[str]:
            raise AssertionError

        def runs(self, shortest: int, longest: int) -> Sequence[str]:
            raise AssertionError((shortest, longest))

    tools = named("Claude Opus 4.5", "Claude Haiku 4.5")
    assert shortlist("opus 4.5 claude", Closed(tools)) >= {"tool-0"}
    with pytest.raises(AssertionError):
        shortlist("opsu", Closed(tools))
