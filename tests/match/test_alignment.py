"""`match/alignment.py`: joined, apart, initials, and numbers in their places."""

import pytest

from tests.match.names import named
from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import explain, resolve
from vcompare.model import Named


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("gpt4o", "GPT-4o"),
        ("gpt 4 o", "GPT-4o"),
        ("opus45", "Claude Opus 4.5"),
        ("opus4.5", "Claude Opus 4.5"),
        ("opus 4 5", "Claude Opus 4.5"),
        ("mixtral8x7b", "Mixtral 8x7B"),
        ("8x7b mixtral", "Mixtral 8x7B"),
        ("qwen 2.5 coder", "Qwen2.5 Coder"),
        ("qwen25 coder", "Qwen2.5 Coder"),
        ("qwne3", "Qwen3"),
        ("8b llama 3.1", "Llama 3.1 8B"),
        ("deep seek v3", "DeepSeek V3"),
        ("git hub co", "GitHubCo"),
        ("aaabbbccc ddd", "aaa bbb ccc ddd"),
        ("aaabbbcccddd eee", "aaa bbb ccc ddd eee"),
        ("m2 7 highspeed", "MiniMax-M2.7-highspeed"),
        ("qwen3 6 plus", "Qwen3.6 Plus"),
        ("wqen3 6 plus", "Qwen3.6 Plus"),
        ("phi34b", "Phi 3 4B"),
        ("vsc pro", "Visual Studio Code Pro"),
        ("abcde pro", "Alpha Beta Cola Dice Echo Pro"),
    ],
)
def test_joined_and_apart_spellings_are_found(query: str, name: str) -> None:
    assert resolve(query, [Named("slug", name, (), "")]).slug == "slug"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("phi 4 3b", "Phi 3 4B"),
        ("foo 4 3", "Foo 3 4"),
        ("foo 8b 3b", "Foo 3B 8B"),
        ("phi 34b", "Phi 3 4B"),
        ("phi 3.4b", "Phi 3 4B"),
        ("phi 3 4b", "Phi 34B"),
        ("opus 45", "Opus 4.5"),
        ("41", "4.1"),
        ("o 4 gpt", "GPT-4o"),
        ("4 gpt", "GPT-4o"),
        ("8 mixtral", "Mixtral 8x7B"),
        ("qwne4", "Qwen3"),
        ("q3wen", "qw3en"),
        ("claudehaiku", "Claude Instant Haiku"),
        ("big bighouse", "Big House"),
        ("bighouse big house", "Big House"),
        ("cih claude", "Claude Instant Haiku"),
        ("fh hub", "Hugging Face Hub"),
        ("fi hub", "Hugging Face Inference Hub"),
        ("hf", "Hugging Face"),
        ("m2 7 highspeed", "MiniMax-M27-highspeed"),
        ("m27 highspeed", "MiniMax-M2-7B"),
        ("wqen3 6 plus", "Qwen36 Plus"),
        ("abcdef pro", "Alpha Beta Cola Dice Echo Foxy Pro"),
        ("pro pro", "Max Pro"),
        ("aa bb cc dd", "aabbccdd"),
    ],
)
def test_other_words_and_numbers_are_not_found(query: str, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, [Named("slug", name, (), "")])


def test_a_repeated_number_is_found_where_the_order_is_kept() -> None:
    assert explain("foo 3b 5b 4b", named("Foo 3b 4b 5b 4b")).tools[0].fits
    assert not explain("foo 5b 3b 4b", named("Foo 3b 4b 5b 4b")).tools[0].fits


@pytest.mark.parametrize(
    "other",
    ["Mistral Small", "Mis Tral", "Max Ice Store Team", "Small Mistral-Embed"],
    ids=["word", "run", "no", "name"],
)
def test_a_known_word_is_no_typo_of_another(other: str) -> None:
    tools = named("Mixtral Large", other)
    if "Max" in other:
        assert resolve("mistral large", tools).slug == "tool-0"
    else:
        with pytest.raises(UnknownNameError):
            resolve("mistral large", tools)


def test_initials_that_fit_rule_out_a_slip_and_others_do_not() -> None:
    assert resolve("abdc pro", named("ABCD Pro")).slug == "tool-0"
    assert resolve("abdc pro", named("ABCD Pro", "Alpha Beta Dice Cola")).slug == "tool-0"
    assert resolve("abdc pro", named("ABCD Pro", "Alpha Beta Dice Cola Pro")).slug == "tool-1"


def test_two_letters_are_initials_of_too_much_to_rule_out_a_slip() -> None:
    assert resolve("qv max", named("Qwen VL Max")).slug == "tool-0"
    with pytest.raises(AmbiguousNameError):
        resolve("qv max", named("Qwen VL Max", "QVQ Max"))
