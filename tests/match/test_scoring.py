"""`match/scoring.py`: what may be left out, and how much a match counts."""

import pytest

from tests.match.names import named
from vcompare.errors import UnknownNameError
from vcompare.match import explain, resolve
from vcompare.model import Named


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("opus 4.5", "Claude Opus 4.5"),
        ("4.5 opus", "Claude Opus 4.5"),
        ("copilot", "GitHub Copilot"),
        ("rocket", "Rocket 🚀"),
        ("rocket", "🚀 Rocket"),
    ],
)
def test_the_beginning_of_a_name_may_be_left_out(query: str, name: str) -> None:
    assert resolve(query, named(name)).how == "fuzzy"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("claude haiku", "Claude Haiku Instant"),
        ("claude instant", "Claude Haiku Instant"),
        ("instant claude", "Claude Haiku Instant"),
        ("cluade haiku", "Claude Haiku Instant"),
        ("qwen 32b", "Qwen Coder 32B"),
        ("gpt-4o", "GPT-4o mini"),
        ("opus", "Claude 4 Opus"),
        ("haiku", "X Haiku"),
        ("sharp", "C++ Sharp"),
        ("vite", "Vitest"),
        ("hugging fac", "Hugging Faces"),
    ],
)
def test_more_than_the_beginning_left_out_is_only_suggested(query: str, name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(query, named(name))
    assert [candidate.name for candidate in caught.value.candidates] == [name]


def test_a_nickname_may_lose_any_word() -> None:
    tool = Named(
        "long", "Azure Foundry Live Speech", ("Azure Voice API", "Big Azure Foundry Live Speech"), ""
    )
    assert resolve("azure voice", [tool]).slug == "long"
    assert resolve("voice", [tool]).slug == "long"
    for query in ("big azure foundry", "azure foundry", "foundry speech"):
        with pytest.raises(UnknownNameError):
            resolve(query, [tool])


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("azure voice", "Azure AI Foundry Real-Time Voice API & Model Router"),
        ("modal", "Modal GPU Serverless Inference"),
        ("hf hub", "Hugging Face Hub"),
        ("1212 grok 2", "Grok 2 1212"),
        ("2 1212 grok", "Grok 2 1212"),
    ],
)
def test_a_shortened_description_initials_and_a_shuffle_are_found(query: str, name: str) -> None:
    assert resolve(query, [Named("it", name, (), ""), Named("other", "Something Else", (), "")]).slug == "it"


def test_one_or_two_words_left_over_are_only_suggested_and_three_are_a_description() -> None:
    for name, taken in (
        ("Modal GPU", False),
        ("Modal GPU Inference", False),
        ("Modal GPU Cloud Inference", True),
    ):
        try:
            assert resolve("modal", [Named("it", name, (), "")]).slug == "it"
        except UnknownNameError as error:
            assert [candidate.slug for candidate in error.candidates] == ["it"]
            assert not taken
        else:
            assert taken


def test_the_order_of_numbers_decides_between_names_of_the_same_words() -> None:
    both = [Named("three-two", "Phi 3 2", (), ""), Named("two-three", "Phi 2 3", (), "")]
    assert resolve("2 3 phi", both).slug == "two-three"
    assert resolve("3 2 phi", both).slug == "three-two"


def test_the_vendor_may_be_left_out_or_named() -> None:
    tool = Named("sonnet", "Claude Sonnet", (), "", "Anthropic Labs")
    for query in (
        "sonnet",
        "claudesonnet",
        "anthropic sonnet",
        "sonnet anthropic labs",
        "anthropic labs",
        "labs sonnet",
    ):
        assert resolve(query, [tool]).slug == "sonnet"
    with pytest.raises(UnknownNameError):
        resolve("anthropic claude", [tool])


def test_a_name_of_signs_alone_leaves_its_vendor_alone() -> None:
    tool = Named("---", "???", (), "", "Acme Labs")
    assert resolve("acme labs", [tool]).slug == "---"
    with pytest.raises(UnknownNameError):
        resolve("acme", [tool])


@pytest.mark.parametrize("query", ["anthropic", "labs", "labs anthropic x"])
def test_a_vendor_alone_is_named_in_full(query: str) -> None:
    tool = Named("sonnet", "Claude Sonnet", ("Poem Model",), "", "Anthropic Labs")
    with pytest.raises(UnknownNameError):
        resolve(query, [tool])


@pytest.mark.parametrize(
    ("query", "name", "score"),
    [
        ("opus 4.5", "Claude Opus 4.5", 1.0),
        ("opus4.5", "Claude Opus 4.5", 0.95),
        ("deep seek", "Tool DeepSeek", 0.95),
        ("aws", "Tool Amazon Web Services", 0.95),
        ("opsu", "Claude Opus", 0.8),
        ("claudhaiku", "Claude Haiku", 0.75),
        ("vite", "Vitessen", 0.9),
        ("haiku qwerty", "Haiku", 0.455),
    ],
)
def test_a_score_is_the_mean_of_the_words_by_their_length(query: str, name: str, score: float) -> None:
    assert explain(query, named(name)).tools[0].score == score
