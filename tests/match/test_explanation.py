"""`match/explanation.py`: why a query means a tool."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.match.names import catalogs, named, outcome, queries
from vcompare.match import Explanation, explain
from vcompare.model import Named


def test_every_word_has_a_reason() -> None:
    tool = Named("hf", "Hugging Faces Inference 4.5 Router", (), "", "Acme")
    explanation = explain("hfi rotuer 4.5 acme", [tool])
    assert explanation.outcome == "fuzzy"
    assert explanation.tools[0].reasons == (
        '"hfi" are the initials of "hugging faces inference"',
        '"rotuer" is a typo of "router"',
        '"4.5" is in it',
        '"acme" is its vendor',
    )


@pytest.mark.parametrize(
    ("query", "name", "reasons"),
    [
        ("haiku 9", "Claude Haiku", ('"haiku" is in it', '"9" is not in it', '"claude" is left over')),
        ("deep seek", "DeepSeek", ('"deep seek" is "deepseek" written apart',)),
        ("opus45", "Opus 4.5", ('"opus45" is "opus 4.5" written as one',)),
        ("vite", "Vitessen", ('"vite" is only the beginning of "vitessen"',)),
        (
            "foo 4 3",
            "Foo 3 4",
            ('"foo" is in it', '"4" is in it', '"3" is in it', "its numbers are in another order"),
        ),
        ("haiku", "Haiku A B", ('"haiku" is in it', '"a" and "b" may not be left out')),
        ("haiku", "Haiku A B C", ('"haiku" is in it', '"a", "b" and "c" may not be left out')),
    ],
)
def test_reasons_name_what_is_missing_and_what_is_left_over(
    query: str, name: str, reasons: tuple[str, ...]
) -> None:
    assert explain(query, [Named("zzz", name, (), "")]).tools[0].reasons == reasons


def test_reasons_of_exact_names() -> None:
    twins = [Named("one", "Twin", ("Double",), ""), Named("two", "Twin", (), "")]
    assert explain("one", twins).tools[0].reasons == ('it is its slug "one"',)
    assert explain("double", twins).tools[0].reasons == ('it is its alias "Double"',)
    assert explain("twin", twins).outcome == "ambiguous"
    assert [tool.reasons for tool in explain("twin", twins).tools] == [('it is its name "Twin"',)] * 2


def test_ten_tools_are_explained_best_first_and_those_that_do_not_fit_last() -> None:
    many = named(*(f"Thing {letter * 3}" for letter in "abcdefghijkl"))
    assert len(explain("thing", many).tools) == 10
    explanation = explain("thing abc", [*named("Thing Two"), Named("good", "New Thing ABC", (), "")])
    assert [(tool.slug, tool.fits) for tool in explanation.tools] == [("good", True), ("tool-0", False)]
    # What fits but has more left over than the best comes after it, and before what looks alike.
    explanation = explain("abc thing", named("Thing ABD", "Thing ABC", "Thing Big ABC"))
    assert [tool.text for tool in explanation.tools] == ["Thing ABC", "Thing Big ABC", "Thing ABD"]


@settings(max_examples=200)
@given(st.data())
def test_explanation_and_answer_agree(data: st.DataObject) -> None:
    tools = data.draw(catalogs())
    query = data.draw(queries(tools))
    explanation: Explanation = explain(query, tools)
    kind, slugs = outcome(query, tools)
    assert explanation.outcome == kind
    if kind in {"exact", "fuzzy"}:
        assert explanation.tools[0].slug == slugs[0]
    listed = [tool.slug for tool in explanation.tools]
    assert [slug for slug in slugs[kind == "ambiguous" :] if slug not in listed] == []
