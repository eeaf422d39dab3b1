"""`match.py`: exact, close, ambiguous, unknown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.catalog.store import Catalog
from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import fold, resolve
from vcompare.model import Named

FAMILY = [
    Named(slug, name, (), f"about {slug}")
    for slug, name in {
        "opus-4": "Claude Opus 4",
        "opus-4-1": "Claude Opus 4.1",
        "opus-4-5": "Claude Opus 4.5",
        "sonnet-4-5": "Claude Sonnet 4.5",
        "gpt-4o": "GPT-4o",
        "gpt-4o-mini": "GPT-4o mini",
        "cpp": "C++",
        "csharp": "C#",
        "c": "C",
    }.items()
]


def named(*names: str) -> list[Named]:
    return [Named(f"tool-{index}", name, (), "") for index, name in enumerate(names)]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("calude api", "claude-4-api"),
        ("claude 4 api", "claude-4-api"),
        ("CLAUDE 4 API", "claude-4-api"),
        ("claudeapi", "claude-4-api"),
        ("azure voice", "azure-ai-foundry"),
        ("voice azure", "azure-ai-foundry"),
        ("modal gpu", "modal"),
        ("sonnet", "claude-4-sonnet"),
        ("hf deploy", "hf-hub-deploy"),
        ("anthropic sonnet", "claude-4-sonnet"),
        ("microsoft", "azure-ai-foundry"),
        ("hugingface router", "hf-hub-routing"),
        ("hf providers v2", "hf-providers-v2"),
        ("Claude Haiku Open Weights", "claude-haiku-open-weights"),
    ],
)
def test_finds_the_tool_in_the_sample(sample: Catalog, query: str, slug: str) -> None:
    assert resolve(query, sample.names()[0]).slug == slug


def test_a_shared_name_is_ambiguous_and_lists_both(sample: Catalog) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        resolve("Hugging Face Inference Providers Hub", sample.names()[0])
    assert [candidate.slug for candidate in caught.value.candidates] == ["hf-hub-deploy", "hf-hub-routing"]
    assert all(candidate.tagline for candidate in caught.value.candidates)


@pytest.mark.parametrize(
    "query", ["claude", "hf hub", "inference hub", "anthropic", "anthropic claude", "hugging face"]
)
def test_what_fits_several_is_a_question(sample: Catalog, query: str) -> None:
    with pytest.raises(AmbiguousNameError):
        resolve(query, sample.names()[0])


@pytest.mark.parametrize(
    "query", ["qwerty", "x", "v", "", "???", "zzz zzz", "claude 9", "sonnet 4.5", "🚀", "a" * 5000]
)
def test_garbage_and_other_versions_match_nothing(sample: Catalog, query: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, sample.names()[0])


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("opus 4", "opus-4"),
        ("opus 4.1", "opus-4-1"),
        ("claude opus 4.5", "opus-4-5"),
        ("opsu 4.5", "opus-4-5"),
        ("gpt 4o", "gpt-4o"),
        ("gpt4o mini", "gpt-4o-mini"),
        ("c++", "cpp"),
        ("C#", "csharp"),
        ("c", "c"),
    ],
)
def test_versions_and_signs_tell_names_apart(query: str, slug: str) -> None:
    assert resolve(query, FAMILY).slug == slug


@pytest.mark.parametrize("query", ["opus 5", "opus 4.2", "sonnet 4", "gpt 5o"])
def test_a_number_is_never_a_typo(query: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, FAMILY)


def test_exact_takes_nothing_similar() -> None:
    assert resolve("claude opus 4", FAMILY, exact=True).how == "exact"
    with pytest.raises(UnknownNameError) as caught:
        resolve("opus 4.1", FAMILY, exact=True)
    assert caught.value.candidates == ()


def test_the_nearest_are_offered_at_most_five() -> None:
    many = named(*(f"Thing number {number}" for number in range(20)))
    with pytest.raises(AmbiguousNameError) as ambiguous:
        resolve("thing", many)
    assert len(ambiguous.value.candidates) == 5
    assert "fits 20 tools; the first 5" in ambiguous.value.message
    with pytest.raises(UnknownNameError) as unknown:
        resolve("thing number 99", many)
    assert 1 <= len(unknown.value.candidates) <= 5


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(st.characters(categories=["L", "N", "Zs", "P"]), min_size=1))
def test_folding_ignores_case_width_and_outer_space(text: str) -> None:
    assert fold(f"  {text}\t") == fold(text)
    if len(text.upper()) == len(text) and text.upper().lower() == text.lower():
        assert fold(text.upper()) == fold(text.lower())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("ＡＰＩ", "api"),
        ("Claude 4 API:", "claude-4 api"),
        ("a_b", "a b"),
        ("v1.10", "V1.10"),
    ],
)
def test_folding_brings_spellings_together(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("4.1", "41"), ("C++", "C"), ("C#", "C"), ("1.10", "1.1")])
def test_folding_keeps_names_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8, unique=True), st.text(max_size=20))
def test_an_answer_is_always_one_of_the_tools(names: list[str], query: str) -> None:
    try:
        match = resolve(query, named(*names))
    except (AmbiguousNameError, UnknownNameError) as error:
        assert {candidate.name for candidate in error.candidates} <= set(names)
    else:
        assert match.slug in {f"tool-{index}" for index in range(len(names))}
