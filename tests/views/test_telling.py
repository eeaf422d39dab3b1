"""Sentences of a draft about specs: who leads and by how much, and only what is known."""

from collections.abc import Callable

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import MakeCatalog
from tests.models import MODELS
from vcompare.app.opened import open_catalog
from vcompare.app.tools import compare
from vcompare.comparison import short_labels
from vcompare.views.telling import telling

Tell = Callable[..., str]


@pytest.fixture
def tell(make_catalog: MakeCatalog) -> Tell:
    def told(*slugs: str, **contexts: str) -> str:
        files = dict(MODELS)
        for slug, value in contexts.items():
            lines = files[f"tools/{slug}.toml"].partition("[specs]")[0]
            files[f"tools/{slug}.toml"] = f"{lines}[specs]\ncontext = {value}\n" if value else lines
        result = compare(open_catalog(make_catalog(files)), slugs)
        return "".join(f"{sentence}\n" for sentence in telling(result, short_labels(result.tools)))

    return told


@pytest.mark.parametrize("slugs", ["opus gpt-5", "opus kimi", "opus gpt-5 kimi", "opus gpt-5 kimi parrot"])
def test_what_an_editor_would_write(tell: Tell, snapshot: SnapshotAssertion, slugs: str) -> None:
    assert tell(*slugs.split()) == snapshot


@pytest.mark.parametrize(
    ("opus", "kimi", "sentence"),
    [
        ("200_000", "400_000", "Kimi leads on context window with 400k tokens, twice Opus's 200k.\n"),
        (
            "200_000",
            "262_144",
            "Kimi leads on context window with 262k tokens, 62.1k more than Opus's 200k.\n",
        ),
        ("300", "1_000", "Kimi leads on context window with 1,000 tokens, about 3.3 times Opus's 300.\n"),
        (
            "200_000",
            "{ at_least = 262_144 }",
            "Kimi leads on context window with at least 262k tokens, against Opus's 200k tokens.\n",
        ),
        (
            "200_000",
            "{ at_least = 100_000 }",
            "Context window: 200k tokens for Opus, at least 100k tokens for Kimi.\n",
        ),
        ("200_000", "{ none = true }", "Context window: 200k tokens for Opus, none for Kimi.\n"),
        ("200_000", "200_000", ""),
        ("200_000", "", ""),
        ("0", "5", "Kimi leads on context window with 5 tokens, 5 more than Opus's 0.\n"),
    ],
)
def test_the_number_with_its_unit_and_its_difference(tell: Tell, opus: str, kimi: str, sentence: str) -> None:
    assert tell("opus", "kimi", opus=opus, kimi=kimi) == sentence


def test_what_is_unknown_for_some_is_said(tell: Tell) -> None:
    said = tell("opus", "kimi", "parrot", opus="200_000", kimi="400_000")
    assert said.startswith(
        "Kimi leads on context window with 400k tokens, twice Opus's 200k; unknown for Parrot.\n"
    )
