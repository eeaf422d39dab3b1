"""`match/typos.py`: which words are typos of others, and which are other words."""

import pytest

from benchmarks.names import MemoryLexicon
from tests.match.names import named
from vcompare.errors import UnknownNameError
from vcompare.match import explain, resolve
from vcompare.match.shortlist import shortlist


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("opsu", "opus"),
        ("haik", "haiku"),
        ("opusx", "opus"),
        ("haikuu", "haiku"),
        ("haku", "haiku"),
        ("kubernets", "kubernetes"),
        ("kuberntse", "kubernetes"),
        ("postgers", "postgres"),
        ("abXdeXgh", "abcdefgh"),
        ("claudhaiku", "claude haiku"),
        ("opux", "opus"),
        ("phlash", "flash"),
        ("clode", "claude"),
        ("quen", "qwen"),
        ("gtp 5", "gpt 5"),
        ("pt 5", "gpt 5"),
        ("kioi k2 7 coe", "kimi k2.7 code"),
        ("minimx m2 7 highspeed", "minimax m2.7 highspeed"),
        ("gemini 3 1 flash lpte", "gemini 3.1 flash lite"),
        ("glm 4 5 falh", "glm 4.5 flash"),
        ("qwn flash", "qwen flash"),
        ("gemi 3 flash", "gemini 3 flash"),
        ("hispeed", "minimax m2.7 highspeed"),
    ],
)
def test_a_typo_is_recognized(query: str, name: str) -> None:
    assert resolve(query, named(name)).slug == "tool-0"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("pro", "por"),
        ("hxixu", "haiku"),
        ("claude hxixu", "claude haiku"),
        ("glm 4 5 fxyzh", "glm 4.5 flash"),
        ("abXdeXg", "abcdefg"),
        ("abXdXfXh", "abcdefgh"),
        ("claudhaikuu", "claude haiku"),
        ("abdc3efhg", "abcd3efgh"),
    ],
)
def test_more_typos_than_a_word_may_have_are_not(query: str, name: str) -> None:
    with pytest.raises(UnknownNameError):
        resolve(query, named(name))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("chat censored", "Chat Uncensored"),
        ("chat uncensored", "Chat Censored"),
        ("model repaid", "Model Prepaid"),
        ("inline storage", "Online Storage"),
        ("preact router", "React Router"),
        ("react native", "Preact Native"),
        ("decrypted files", "Encrypted Files"),
        ("repaidmodel", "Prepaid Model"),
        ("modelrepaid", "Model Prepaid"),
        ("incorporated4", "corporated4"),
        ("xyabcdefgh", "abcdefgh"),
        ("intranet", "Internet"),
        ("review kit", "Preview Kit"),
        ("importer kit", "Exporter Kit"),
    ],
)
def test_another_prefix_is_suggested_and_never_matched(query: str, name: str) -> None:
    tools = named(name, "Something Else")
    with pytest.raises(UnknownNameError) as unknown:
        resolve(query, tools)
    assert unknown.value.message == f'no tool is clearly "{query}"'
    assert [candidate.slug for candidate in unknown.value.candidates] == ["tool-0"]
    (best, *_) = explain(query, tools).tools
    assert any("with another prefix" in reason for reason in best.reasons)
    assert "tool-0" in shortlist(query, MemoryLexicon(tools))


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("nline storage", "Online Storage"),
        ("ronline storage", "Online Storage"),
        ("pnline storage", "Online Storage"),
        ("rpepaid", "prepaid"),
        ("prepiad", "prepaid"),
        ("xprepaid", "prepaid"),
        ("uncensord chat", "uncensored chat"),
        ("ndustrial", "industrial"),
        ("comand line", "Command Line"),
        ("ilstant", "instant"),
        ("modlprepaid", "model prepaid"),
    ],
)
def test_a_typo_in_a_prefix_is_still_a_typo(query: str, name: str) -> None:
    assert resolve(query, named(name)).slug == "tool-0"


@pytest.mark.parametrize(
    ("query", "name", "fits"),
    [
        ("exc", "Excels", True),
        ("ex", "Exa", True),
        ("exc", "Exceeds", False),
        ("vite", "Vitessen", True),
        ("vite", "Vitesse 3", True),
        ("8b", "8bit", False),
    ],
)
def test_the_beginning_of_a_word_is_suggested_and_never_matched(query: str, name: str, fits: bool) -> None:
    explanation = explain(query, named(name, "Another"))
    assert explanation.outcome == "unknown"
    assert [tool.fits for tool in explanation.tools if tool.text == name] in (
        [fits],
        [] if not fits else [True],
    )
