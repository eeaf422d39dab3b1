"""`match/scoring.py`: what may be left out, and how much a match counts."""

import pytest

from tests.match.names import named
from vcompare.errors import AmbiguousNameError, UnknownNameError
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
        ("haiku", "Claude Haiku 4.5"),
        ("hiaku", "Claude Haiku 4.5"),
        ("codestral", "Codestral (latest)"),
        ("codestral", "Codestral 2508"),
        ("claude haiku", "Claude Haiku Instant"),
        ("instant claude", "Claude Haiku Instant"),
        ("cluade haiku", "Claude Haiku Instant"),
        ("qwen 32b", "Qwen Coder 32B"),
        ("opus", "Claude 4 Opus"),
        ("llama 70b", "Llama 3.3 70B Instruct"),
        ("llama 3.3", "Llama 3.3 70B Instruct"),
        ("gemini 3 pro", "Gemini 3 Pro Preview"),
        ("gemini 3.1 lite", "Gemini 3.1 Flash Lite"),
        ("deepseek v3", "DeepSeek V3 0324"),
        ("command translate", "Command A Translate"),
    ],
)
def test_words_may_be_left_out_where_one_tool_has_those_that_are_typed(query: str, name: str) -> None:
    assert resolve(query, named(name, "Something Else")).slug == "tool-0"
    with pytest.raises(AmbiguousNameError):
        resolve(query, named(name, f"Other {name} Again"))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("gpt-4o", "GPT-4o mini"),
        ("gpt 5", "GPT-5 Pro"),
        ("o3", "o3-mini"),
        ("kimi k2.7", "Kimi K2.7 Code"),
        ("llama 3.1 70b", "Llama 3.1 Nemotron 70B"),
        ("qwen 2.5 32b instruct", "Qwen 2.5 Coder 32B Instruct"),
        ("haiku", "X Haiku"),
        ("command", "Command R"),
        ("sharp", "C++ Sharp"),
        ("grok 4.20 reasoning", "Grok 4.20 (Non-Reasoning)"),
        ("grok reasoning", "Grok 4.20 (Non-Reasoning)"),
        ("code builder", "No-Code Builder"),
        ("grok 4", "Grok 4 Build 0.1"),
        ("gpt 5 codex", "GPT-5 Codex 2"),
        ("70b", "Llama 3.3 70B Instruct"),
        ("4.5 2508", "Opus 4.5 2508 Max"),
        ("vite", "Vitest"),
        ("what", "Chat Small"),
        ("aur", "Air"),
        ("vsc", "Tool Visual Studio Code"),
    ],
)
def test_what_was_left_out_may_make_another_thing(query: str, name: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(query, named(name))
    assert [candidate.name for candidate in caught.value.candidates] == [name]


SIGNED = [
    Named("command-r-plus", "Command R+", ("command-r-plus-08-2024",), "", "Cohere"),
    Named("notepad-plus-plus", "Notepad++", (), ""),
    Named("cpp-builder", "C++ Builder", ("cplusplus-builder",), ""),
    Named("csharp-kit", "C# Kit", (), ""),
    Named("fizz-editor", "Fizz+", ("fizzer",), ""),
    Named("canal-plus", "Canal +", (), ""),
    Named("plus-one-tv", "+One TV", (), ""),
]


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("command r", "command-r-plus"),
        ("command-r", "command-r-plus"),
        ("comand r", "command-r-plus"),
        ("commandr", "command-r-plus"),
        ("cohere command r", "command-r-plus"),
        ("command r 2024", "command-r-plus"),
        ("notepad", "notepad-plus-plus"),
        ("notpad", "notepad-plus-plus"),
        ("notepad+", "notepad-plus-plus"),
        ("notepad plus", "notepad-plus-plus"),
        ("c builder", "cpp-builder"),
        ("builder", "cpp-builder"),
        ("c kit", "csharp-kit"),
        ("ckit", "csharp-kit"),
        ("c+ kit", "csharp-kit"),
        ("fizz", "fizz-editor"),
        ("canal", "canal-plus"),
        ("one tv", "plus-one-tv"),
    ],
)
def test_a_sign_may_not_be_missing_nor_what_spells_it_in_a_slug_or_an_alias(query: str, slug: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        resolve(query, SIGNED)
    assert slug in {candidate.slug for candidate in caught.value.candidates}


@pytest.mark.parametrize(
    ("query", "slug"),
    [
        ("comand r+", "command-r-plus"),
        ("comand r plus", "command-r-plus"),
        ("cohere command r plus", "command-r-plus"),
        ("notpad++", "notepad-plus-plus"),
        ("notpad plus plus", "notepad-plus-plus"),
        ("c++ bulider", "cpp-builder"),
        ("cpp bulider", "cpp-builder"),
        ("c sharp kit", "csharp-kit"),
        ("fizer", "fizz-editor"),
        ("canal+", "canal-plus"),
    ],
)
def test_a_sign_may_be_spelled_as_the_slug_or_an_alias_does(query: str, slug: str) -> None:
    assert resolve(query, SIGNED).slug == slug


def test_a_vendor_is_no_name_of_a_tool_that_is_called_the_same_but_for_a_sign() -> None:
    tool = Named("disney-plus", "Disney+", (), "", "Disney")
    for query in ("disney", "dinsey"):
        with pytest.raises(UnknownNameError) as unknown:
            resolve(query, [tool])
        assert [candidate.slug for candidate in unknown.value.candidates] == ["disney-plus"]
    assert explain("disney", [tool]).tools[0].reasons[-1] == "the sign in the tool's name may not be left out"
    with pytest.raises(AmbiguousNameError):
        resolve("disney", [tool, Named("studio", "Studio", (), "", "Disney")])
    assert resolve("dinsey+", [tool]).slug == "disney-plus"


def test_a_sign_between_two_words_may_be_left_out() -> None:
    tools = [Named("weights-plus-biases", "Weights + Biases", (), "")]
    assert resolve("weights biases", tools).slug == "weights-plus-biases"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("qwn flash", "Qwen3.5 Flash"),
        ("qwn max", "Qwen3 Max"),
        ("qwne plus", "Qwen3.5 Plus"),
        ("qwn coder next", "Qwen3 Coder Next"),
        ("qwen coder", "Qwen3 Coder Next"),
        ("gpt turbo", "GPT4 Turbo"),
        ("qwen 32b", "Qwen2.5 Coder 32B"),
    ],
)
def test_a_version_that_is_part_of_a_word_may_be_missing_like_one_that_is_not(query: str, name: str) -> None:
    assert resolve(query, named(name, "Something Else")).slug == "tool-0"
    with pytest.raises(AmbiguousNameError):
        resolve(query, named(name, f"Other {name.replace(' ', ' 1 ', 1)}"))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("qwen flash 3", "Qwen3.5 Flash"),
        ("qwn 3 flash", "Qwen3.5 Flash"),
        ("qwn3 flash", "Qwen3.5 Flash"),
        ("qwen coder 2", "Qwen3 Coder 2"),
        ("3.5 flash", "Qwen3.5 Flash"),
        ("qwen", "Qwen3.5"),
        ("auth", "Auth0"),
        ("llama 70", "Llama 3.3 70B"),
        ("gpt oss 2", "GPT OSS 20B"),
        ("gpt oss 20", "GPT OSS 120B"),
        ("phi 3", "Phi 3B"),
        ("20", "GPT OSS 20B"),
    ],
)
def test_a_version_in_a_word_and_a_size_are_no_other_number(query: str, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, named(name, "Something Else"))


def test_a_size_is_recognized_without_its_unit_where_nothing_else_is_missing() -> None:
    tools = named("GPT OSS 20B", "GPT OSS 120B")
    assert resolve("gpt oss 20", tools).slug == "tool-0"
    assert resolve("gpt oss 120", tools).slug == "tool-1"
    assert '"20" is the size "20b" without its unit' in explain("gpt oss 20", tools).tools[0].reasons
    assert resolve("gpt oss 20", [*tools, Named("new", "GPT OSS 20", (), "")]).slug == "new"


@pytest.mark.parametrize(
    "alias",
    [
        "claude-sonnet-4-5-20250929",
        "claude-sonnet-4-5@20250929",
        "claude-sonnet-4-5-2025-09-29",
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "claude-sonnet-4-5-09-29",
        "claude-sonnet-4-5-128k",
        "claude-sonnet-4-5-fp8",
        "claude-sonnet-v4-5",
        "claude-sonnet-v4.5",
    ],
)
@pytest.mark.parametrize("name", ["Claude Sonnet 4.5", "Claude Poem"])
def test_a_number_in_an_alias_is_no_other_version(alias: str, name: str) -> None:
    old = Named("old", name, (alias,), "")
    for version in ("5", "4", "9", "29", "09"):
        new = Named("new", f"Claude Sonnet {version}", (), "")
        assert resolve(f"sonnet {version}", [old, new]).slug == "new"
        with pytest.raises(UnknownNameError):
            resolve(f"sonnet {version}", [old])
    assert resolve(f"{name.split()[1]} 4.5" if "." in name else "poem", [old]).slug == "old"


@pytest.mark.parametrize("query", ["sonnet 5", "claude sonnet 5"])
def test_half_of_a_version_is_another_version(query: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, named("Claude Sonnet 3-5", "Claude Sonnet 4-5 20250929"))


def test_an_identifier_has_the_points_that_were_left_out_of_it() -> None:
    tool = Named("it", "Nano Fruit", ("gemini-2-5-flash-image-preview",), "")
    for query in ("gemini 2.5 flash image", "gemini 2 5 flash image", "gemini2.5 flash image preview"):
        assert resolve(query, [tool]).slug == "it"


def test_the_v_of_a_version_may_be_left_out() -> None:
    for query in ("deepseek 3.1", "deepseek v3.1", "deepseekv3.1", "deepseek3.1", "dipseek 3.1"):
        assert resolve(query, named("DeepSeek V3.1", "DeepSeek V3", "Llama 3.1")).slug == "tool-0"


@pytest.mark.parametrize("query", ["sonnet 4.5 20250929", "sonnet 4 5 2025-09-29", "sonnet 4.5 2025.09.29"])
def test_a_date_is_one_number_however_it_is_written(query: str) -> None:
    for alias in ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5-2025-09-29"):
        tools = [Named("it", "Claude Sonnet 4.5", (alias,), ""), Named("no", "Claude Sonnet 4.5 Big", (), "")]
        assert resolve(query, tools).slug == "it"


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


def test_after_a_version_one_or_two_words_are_only_suggested_and_three_are_a_description() -> None:
    for name, taken in (
        ("Modal 4 GPU", False),
        ("Modal 4 GPU Inference", False),
        ("Modal 4 GPU Cloud Inference", True),
    ):
        try:
            assert resolve("modal 4", [Named("it", name, (), "")]).slug == "it"
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
        "anthropic claude",
    ):
        assert resolve(query, [tool]).slug == "sonnet"


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
