"""No answer is longer than it may be, whatever a catalog holds and whatever is asked."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from vcompare.errors import VcompareError
from vcompare.mcp.bounds import LIMIT, Reply, fitted, fitted_text, long_texts, tokens
from vcompare.mcp.session import Session, explained

SIZE = 90
_LONG = "Ein langer Text über alles, 漢字 und “mehr”. "
_SPECS = 40


def _tool(number: int) -> dict[str, Any]:
    """Return a tool; each third has texts so long that one of them is longer than an answer may be."""
    many = (1, 30, 3_000)[number % 3]
    facts = {
        f"fact-{place}": {
            "value": number + place,
            "quote": _LONG * min(many, 20),
            "source": "https://e.example",
        }
        for place in range(_SPECS - number % 7)
    }
    rates = {"input": {"amount": number, "note": _LONG, "checked": "2026-01-01"}, "output": number}
    offers = {f"seller-{place}": {"specs": {}, "rates": {"input": place}} for place in range(number % 9)}
    text = _LONG * many
    return {
        "name": f"Tool {number}",
        "tagline": _LONG[:40],
        "category": "C",
        "description": text,
        "aliases": [f"Alias {number} {place}" for place in range(many // 10)],
        "specs": facts,
        "pricing": {"summary": _LONG, "rates": rates},
        "offers": offers,
    }  # fmt: skip


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Session:
    """A catalog with more text than anybody would read."""
    root = tmp_path_factory.mktemp("long")
    specs = {f"fact-{place}": {"label": f"Fact {place}", "kind": "quantity"} for place in range(_SPECS)}
    meters = {
        key: {"label": key.title(), "unit": "tokens", "per": 1_000} for key in ("input", "output", "rest")
    }
    panel = {"builder": {"name": "Builder"}}
    settings = {
        "format": 1,
        "title": "T",
        "categories": ["C"],
        "specs": specs,
        "meters": meters,
        "panel": panel,
    }
    workload = {"label": "Support", "requests": 10, "each": {"input": 5, "output": 1, "rest": 1}}
    weighed = {f"fact-{place}": {"weight": 1, "worst": 0, "best": SIZE} for place in range(_SPECS)}
    files: dict[str, Any] = {
        "catalog.toml": settings,
        "workloads/support.toml": workload,
        "decisions/all.toml": {"label": "All", "criteria": weighed},
        **{f"tools/tool-{number}.toml": _tool(number) for number in range(SIZE)},
        **{
            f"reviews/tool-{number}/builder.toml": {"verdict": "ship", "score": 80, "text": _LONG * 3_000}
            for number in range(0, SIZE, 10)
        },
    }
    for path, content in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(tomli_w.dumps(content))
    someone = ("-c", "user.name=Ana", "-c", "user.email=ana@example.com")
    for words in (["init", "-q"], ["add", "."], [*someone, "commit", "-qm", "Begin"]):
        subprocess.run(["git", *words], cwd=root, check=True)
    cache = tmp_path_factory.mktemp("cache")
    return Session(root, lambda: cache)


_NUMBERS = st.integers(0, SIZE - 1)
_SLUGS = st.lists(_NUMBERS.map("tool-{}".format), min_size=2, max_size=6, unique=True)
_WHERE = st.lists(
    st.sampled_from(["fact-1>=10", "fact-39<50", "input<=90", "name~tool", "score>=10", "!x", "fact-1=" + "9" * 5000]),
    max_size=2,
)  # fmt: skip
_LIMITS = st.sampled_from([1, 2, 7, 20, 500, 10_000])
_ASKED: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "find_tools": st.fixed_dictionaries(
        {},
        optional={
            "text": st.sampled_from(["langer", "tool", "mehr -nichts", "x" * 50_000]),
            "where": _WHERE,
            "sort": st.sampled_from([["-fact-2"], ["name"], ["-cost.support"], ["no-field" * 9_000]]),
            "limit": _LIMITS,
        },
    ),
    "compare_tools": st.fixed_dictionaries({"tools": _SLUGS}, optional={"texts": st.booleans()}),
    "cost": st.fixed_dictionaries(
        {"workload": st.just("support")},
        optional={"lines": st.booleans(), "limit": _LIMITS, "where": _WHERE, "tools": _SLUGS},
    ),
    "what_changed": st.fixed_dictionaries(
        {"since": st.sampled_from(["2000-01-01", "today", "x" * 9_000])}, optional={"limit": _LIMITS}
    ),
    "decide": st.fixed_dictionaries(
        {},
        optional={
            "decision": st.just("all"),
            "weights": st.sampled_from([{"fact-3": "1:0:9"}, {"input": 10**300}, {"y" * 70_000: 1}]),
            "limit": _LIMITS,
            "where": _WHERE,
        },
    ),
}


@settings(max_examples=8)
@given(data=st.data())
@pytest.mark.parametrize("name", _ASKED)
def test_no_answer_is_over_the_limit(session: Session, name: str, data: st.DataObject) -> None:
    try:
        found = session.call(name, data.draw(_ASKED[name]))
    except (VcompareError, ExceptionGroup) as error:
        assert tokens(explained(error)) <= LIMIT
        return
    assert (
        tokens({"content": [{"type": "text", "text": found.text}], "structuredContent": found.payload})
        <= LIMIT
    )
    assert tokens(json.loads(json.dumps(found.payload))) == tokens(found.payload)
    assert (
        found.payload["truncated"] is bool(found.payload["left_out"]) is (found.payload["next"] is not None)
    )
    if "matched" in found.payload:
        assert 0 < found.payload["shown"] <= found.payload["matched"] or not found.payload["matched"]


def test_what_is_left_out_is_said_with_what_to_ask(session: Session) -> None:
    slugs = [f"tool-{number}" for number in (0, 10, 20, 30, 40, 50)]
    found = session.call("compare_tools", {"tools": slugs, "texts": True})
    assert found.payload["truncated"]
    assert found.payload["next"] == "name fewer tools, or leave out `texts`"
    assert "Truncated" in found.text
    assert [one["slug"] for one in found.payload["tools"]] == slugs
    found = session.call("find_tools", {"limit": 500, "sort": [f"fact-{place}" for place in range(9)]})
    assert 4 < found.payload["shown"] < found.payload["matched"] == SIZE
    assert "`where`" in found.payload["next"]


def test_resources_fit(session: Session) -> None:
    for address in ("vcompare://fields", *(f"vcompare://tools/tool-{number}" for number in range(6))):
        assert tokens(session.read(address)) <= LIMIT
    assert "Truncated" in session.read("vcompare://tools/tool-2")


@pytest.mark.parametrize("text", ["x" * 100_000, "漢" * 100_000, "line\n" * 100_000, "\x00" * 50_000])
def test_a_text_that_is_cut_fits(text: str) -> None:
    cut = fitted_text(text, "ask")
    assert tokens(cut) <= LIMIT
    assert tokens(cut) > LIMIT * 0.9
    assert cut.endswith("Next: ask.\n")


@pytest.mark.parametrize(
    "item",
    [
        {"slug": "a", "specs": {f"key-{number}": {"value": "\u202e" * 900} for number in range(120)}},
        {"slug": "a", "reviews": [{"text": "word " * 50, "specs": {"x": ["漢字" * 90] * 90}}] * 90},
        [[["x" * 90] * 20] * 20] * 20,
        "word " * 90_000,
    ],
    ids=["keys", "lists", "nested", "text"],
)
def test_even_one_item_that_is_too_long_fits(item: Any) -> None:
    reply = Reply(
        {"tools": [item] * 5, "stale": [item]}, lambda _: ["Said."], "ask", "tools", (long_texts(500),)
    )
    found = fitted(reply)
    assert tokens([found.payload, found.text]) <= LIMIT
    assert found.payload["shown"] >= 1


def test_what_fits_is_whole() -> None:
    payload = {"tools": [{"slug": "a", "specs": {"x": {"value": None}}}]}
    found = fitted(Reply(payload, lambda _: ["Said."], "ask", "tools", notes=["Noted."]))
    assert found.payload["tools"] == payload["tools"]
    assert (found.payload["truncated"], found.payload["left_out"], found.payload["next"]) == (False, [], None)
    assert found.text == "Said.\nNote: Noted."


def test_the_estimate_counts_other_scripts_by_their_escapes() -> None:
    assert tokens("abcd") == 2
    assert tokens("漢字") == 5


def test_a_catalog_that_is_gone_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(VcompareError) as caught:
        Session(tmp_path / "gone").call("find_tools", {})
    assert explained(caught.value).startswith("error: ")
