"""`match/resolution.py`: exact, close, ambiguous, unknown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.match.names import FAMILY, named
from vcompare.catalog.store import Catalog
from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import explain, resolve
from vcompare.model import Named


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
def test_finds_the_tool_in_the_sample(eight: Path, query: str, slug: str) -> None:
    assert resolve(query, Catalog.open(eight).names()[0]).slug == slug


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("claude 4 api", "claude-4-api"),
        ("azure voice", "azure-ai-foundry"),
        ("modal", "modal"),
        ("haiku weights", "claude-haiku-open-weights"),
        ("opus 4.7", "claude-opus-4-7"),
        ("claude sonnet 4", "claude-4-sonnet"),
        ("sonnet 4.5", "claude-sonnet-4-5"),
        ("gpt 5", "gpt-5"),
        ("gpt-5.5", "gpt-5-5"),
        ("kimi 2.6", "kimi-k2-6"),
    ],
)
def test_models_beside_it_leave_a_name_as_clear_as_it_was(sample: Catalog, query: str, slug: str) -> None:
    assert resolve(query, sample.names()[0]).slug == slug


def test_a_shared_name_is_ambiguous_and_lists_both(sample: Catalog) -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        resolve("Hugging Face Inference Providers Hub", sample.names()[0])
    assert [candidate.slug for candidate in caught.value.candidates] == ["hf-hub-deploy", "hf-hub-routing"]
    assert all(candidate.tagline for candidate in caught.value.candidates)


@pytest.mark.parametrize(
    "query", ["claude", "hf hub", "inference hub", "anthropic", "anthropic claude", "hugging face"]
)
def test_what_fits_several_is_ambiguous(sample: Catalog, query: str) -> None:
    with pytest.raises(AmbiguousNameError):
        resolve(query, sample.names()[0])


@pytest.mark.parametrize(
    "query", ["qwerty", "x", "v", "", "???", "zzz zzz", "claude 9", "sonnet 4.5", "🚀", "a" * 5000]
)
def test_garbage_and_other_versions_match_nothing(eight: Path, query: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, Catalog.open(eight).names()[0])


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


def test_exact_matches_nothing_similar_and_names_what_is_near() -> None:
    assert resolve("claude opus 4", FAMILY, exact=True).how == "exact"
    for query, near in (("opus 4.1", ["opus-4-1"]), ("gtp 4o", ["gpt-4o", "gpt-4o-mini"]), ("xyzzy", [])):
        with pytest.raises(UnknownNameError) as caught:
            resolve(query, FAMILY, exact=True)
        slugs = [candidate.slug for candidate in caught.value.candidates]
        assert slugs[:1] == near[:1]
        assert {*slugs} <= {*near}


@pytest.mark.parametrize(
    ("facts", "details"),
    [
        ([("GPT-5", "Azure", "Models"), ("GPT-5", "OpenAI", "Models")], [("Azure",), ("OpenAI",)]),
        ([("GPT-5", None, "Models"), ("GPT-5", "OpenAI", "Models")], [("vendor unknown",), ("OpenAI",)]),
        ([("GPT-5", "OpenAI", "Chat"), ("GPT-5", "OpenAI", "Code")], [("Chat",), ("Code",)]),
        ([("GPT-5 A", None, "Chat"), ("GPT-5 B", None, "Code")], [("GPT-5 A", "Chat"), ("GPT-5 B", "Code")]),
        ([("GPT-5", "A", "Chat")] * 2, [("GPT-5", "It is 0."), ("GPT-5", "It is 1.")]),
        (
            [("GPT-5", "A", "Chat"), ("GPT-5", "A", "Chat"), ("GPT-5", "B", "Chat")],
            [("A", "It is 0."), ("A", "It is 1."), ("B", "It is 2.")],
        ),
    ],
)
def test_candidates_say_only_what_tells_them_apart(
    facts: list[tuple[str, str | None, str]], details: list[tuple[str, ...]]
) -> None:
    tools = [
        Named(f"tool-{number}", name, (), f"It is {number}.", vendor, category)
        for number, (name, vendor, category) in enumerate(facts)
    ]
    with pytest.raises(AmbiguousNameError) as caught:
        resolve("gpt", tools)
    assert [candidate.details for candidate in caught.value.candidates] == details


MODELS = (
    "Claude Haiku 4.5", "Claude Opus 4.5", "Claude Sonnet 5", "Codestral 2508", "Devstral 2", "GLM 4.5", "GLM 4.5 Air",
    "GLM 4.5 Flash", "GLM 4.6", "GLM 4.7 Flash", "GPT-5", "GPT-5.5", "GPT-5.5 Pro", "Gemini 2.5 Flash Lite",
    "Gemini 3 Flash", "Gemini 3.1 Flash", "Gemini 3.1 Flash Lite", "Gemini 3.1 Pro", "Kimi K2 Thinking", "Kimi K2.7",
    "Kimi K2.7 Code", "MiniMax M2.5", "MiniMax M2.5 Highspeed", "MiniMax M2.7", "MiniMax M2.7 Highspeed",
    "Mistral Large 3", "Qwen3 Max", "Qwen3.5 Flash", "Qwen3.5 Plus",
)  # fmt: skip


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("gemini 3 1 flash lpte", "Gemini 3.1 Flash Lite"),
        ("minimx m2 7 highspeed", "MiniMax M2.7 Highspeed"),
        ("qwn flash", "Qwen3.5 Flash"),
        ("glm 4 5 falh", "GLM 4.5 Flash"),
        ("kioi k2 7 coe", "Kimi K2.7 Code"),
        ("codestral", "Codestral 2508"),
        ("haiku", "Claude Haiku 4.5"),
        ("sonnet 5", "Claude Sonnet 5"),
        ("gpt 5 5", "GPT-5.5"),
    ],
)
def test_what_people_type_among_real_names(query: str, name: str) -> None:
    dated = Named("dated", "Claude Sonnet 4.5", ("claude-sonnet-4-5-20250929",), "")
    tools = (*named(*MODELS), dated)
    slug = resolve(query, tools).slug
    assert [tool.name for tool in tools if tool.slug == slug] == [name]


def test_of_equal_candidates_the_one_with_the_least_left_out_is_the_most_probable() -> None:
    tools = named("Big Flash Lite Max", "Big Flash Lite", "Flash Ultra Lite One Two")
    with pytest.raises(AmbiguousNameError) as caught:
        resolve("flash lite", tools)
    assert [candidate.slug for candidate in caught.value.candidates] == ["tool-1", "tool-0", "tool-2"]


MISTRAL = [
    Named(slug, name, (f"{slug}-latest",), "", "Mistral")
    for slug, name in (
        ("mistral-large-3", "Mistral Large 3"),
        ("pixtral-large-2", "Pixtral Large"),
        ("mistral-small-4", "Mistral Small 4"),
        ("magistral-small-2", "Magistral Small"),
        ("mistral-medium-3", "Mistral Medium 3.1"),
        ("magistral-medium-2", "Magistral Medium"),
    )
]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("mistral large", "mistral-large-3"),
        ("large mistral", "mistral-large-3"),
        ("mistrallarge", "mistral-large-3"),
        ("mistral small", "mistral-small-4"),
        ("mistral medium", "mistral-medium-3"),
        ("mistral lareg", "mistral-large-3"),
        ("mistal large", "mistral-large-3"),
        ("mistral meduim", "mistral-medium-3"),
        ("pixtral large", "pixtral-large-2"),
    ],
)
def test_a_tools_own_words_go_before_those_of_its_vendor(query: str, slug: str) -> None:
    assert resolve(query, MISTRAL).slug == slug


def test_a_vendor_alone_and_what_two_own_names_have_are_a_question() -> None:
    for query in ("mistral", "large", "mistral 3"):
        with pytest.raises((AmbiguousNameError, UnknownNameError)):
            resolve(query, MISTRAL)
    both = [*MISTRAL, Named("mistral-large-2", "Mistral Large 2", (), "", "Mistral")]
    with pytest.raises(AmbiguousNameError) as caught:
        resolve("mistral large", both)
    assert {candidate.slug for candidate in caught.value.candidates} == {"mistral-large-2", "mistral-large-3"}


@pytest.mark.parametrize(
    ("query", "name", "longer"),
    [
        ("m2.7", "MiniMax-M2.7", "MiniMax-M2.7-highspeed"),
        ("v3.2", "DeepSeek V3.2", "DeepSeek V3.2 Speciale"),
        ("opus 4.5", "Claude Opus 4.5", "Claude Opus 4.5 Fast"),
        ("opsu 4.5", "Claude Opus 4.5", "Claude Opus 4.5 Fast"),
    ],
)
def test_the_end_of_a_name_goes_before_another_thing_that_has_it_in_the_middle(
    query: str, name: str, longer: str
) -> None:
    assert resolve(query, named(longer, name)).slug == "tool-1"
    with pytest.raises(UnknownNameError):
        resolve(query, named(longer))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("deepseek v32", "DeepSeek V3.2"),
        ("deepseekv32", "DeepSeek V3.2"),
        ("v32", "DeepSeek V3.2"),
        ("kimi k27 code", "Kimi K2.7 Code"),
        ("minimax m27", "MiniMax-M2.7"),
        ("glm 45", "GLM-4.5"),
        ("opus 41", "Claude Opus 4.1"),
        ("grok 420", "Grok 4.20"),
        ("kimi k2 code", "Kimi K2.7 Code"),
    ],
)
def test_a_version_without_its_point_is_another_version(query: str, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, named(name))


def test_at_most_five_candidates_are_suggested() -> None:
    many = named(*(f"Thing number {number}" for number in range(20)))
    with pytest.raises(AmbiguousNameError) as ambiguous:
        resolve("thing", many)
    assert len(ambiguous.value.candidates) == 5
    assert "fits 20 tools; the first 5" in ambiguous.value.message
    with pytest.raises(UnknownNameError) as unknown:
        resolve("thing number 99", many)
    assert 1 <= len(unknown.value.candidates) <= 5


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=8, unique=True), st.text(max_size=20))
def test_a_match_is_always_one_of_the_tools(names: list[str], query: str) -> None:
    try:
        match = resolve(query, named(*names))
    except (AmbiguousNameError, UnknownNameError) as error:
        assert {candidate.name for candidate in error.candidates} <= set(names)
    else:
        assert match.slug in {f"tool-{index}" for index in range(len(names))}


def test_initials_and_joined_words_are_equal_to_exact_ones() -> None:
    with pytest.raises(AmbiguousNameError):
        resolve("aws", named("Tool AWS", "Tool Amazon Web Services"))
    with pytest.raises(AmbiguousNameError):
        resolve("openai", named("Tool OpenAI", "Tool Open AI"))
    with pytest.raises(AmbiguousNameError):
        resolve("claudehaik", named("Claudehaiku", "Claude Haiku"))


def test_a_slip_and_the_beginning_of_a_word_are_equally_near() -> None:
    with pytest.raises(AmbiguousNameError) as caught:
        resolve("vitess abcd", named("Vitesse Abcd", "Vitessebar Abcd"))
    assert [candidate.name for candidate in caught.value.candidates] == ["Vitessebar Abcd", "Vitesse Abcd"]


def test_a_complete_name_goes_before_a_longer_one() -> None:
    assert resolve("haiku claude", named("Claude Haiku", "New Claude Haiku")).slug == "tool-0"


@pytest.mark.parametrize(("length", "found"), [(1, False), (2, True), (200, True), (201, False)])
def test_a_query_has_two_to_two_hundred_characters(length: int, found: bool) -> None:
    query = ("abcdefghi " * 20 + "zyx")[-length:].strip().rjust(length, "q")
    explanation = explain(query, named(f"Front {query}"))
    assert (explanation.outcome == "fuzzy") == found
    assert bool(explanation.tools) == found


@pytest.mark.parametrize(("query", "offered"), [("aaaaaaabbb", True), ("aaaaaaabbbb", False)])
def test_a_suggestion_is_similar_by_seventy_percent(query: str, offered: bool) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(query, [Named("aaaaaaaccc", "aaaaaaaccc", (), "")])
    assert bool(caught.value.candidates) == offered


def test_where_a_shortlist_has_nothing_close_what_looks_alike_is_suggested_of_everything() -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve("opus 9", [], everything=lambda: FAMILY)
    assert caught.value.candidates
    assert {candidate.slug for candidate in caught.value.candidates} <= {tool.slug for tool in FAMILY}
    with pytest.raises(UnknownNameError) as caught:
        resolve(
            "vite", named("Vitest"), everything=lambda: pytest.fail("the shortlist has one that is close")
        )
    assert [candidate.name for candidate in caught.value.candidates] == ["Vitest"]


def test_a_short_word_with_two_slips_suggests_nothing() -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve("nope", named("Open Weights"))
    assert (caught.value.candidates, caught.value.message) == ((), 'no tool matches "nope"')
