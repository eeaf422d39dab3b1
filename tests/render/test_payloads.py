"""`render/payloads.py`: JSON that any reader takes, and that nothing can hide in."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import record_of
from vcompare.catalog.store import Catalog
from vcompare.comparison import compare
from vcompare.fields import BETTER, BUILTIN
from vcompare.model import Settings, Spec
from vcompare.render.payloads import (
    comparison_payload,
    fields_payload,
    json_bytes,
    json_pieces,
    ndjson_pieces,
)
from vcompare.text.safe import visible

TEXT = st.text(st.characters(codec="utf-8"))


@given(st.dictionaries(TEXT, TEXT | st.none() | st.integers() | st.floats(0, 100), max_size=3))
def test_json_reads_back_and_shows_nothing_invisible(value: dict[str, object]) -> None:
    text = json_bytes(value).decode()
    assert json.loads(text, parse_constant=pytest.fail) == value
    assert visible(text, lines=True) == text


@pytest.mark.parametrize("count", [1, 100, 101, 200, 201])
def test_a_long_list_comes_in_pieces_that_make_the_same_text(count: int) -> None:
    payload = {"schema": "x", "fields": {}, "list": [{"text": "##[a]\u202e", "of": [1, {}]}] * count}
    pieces = list(json_pieces(payload))
    whole = msgspec.json.format(msgspec.json.encode(payload), indent=2).decode() + "\n"
    assert b"".join(pieces).decode() == whole.replace("##[", r"##\u005b").replace("\u202e", r"\u202e")
    assert max(map(len, pieces)) < 12_000
    lines = [b'{"text":"##[a]"}'] * count
    assert b"".join(ndjson_pieces(lines)) == b'{"text":"##\\u005ba]"}\n' * count


def test_json_has_the_shape_of_the_contract(sample: Catalog) -> None:
    result = compare([record_of(sample, "claude-4-api"), record_of(sample, "modal")], sample.settings.panel)
    payload = json.loads(json_bytes(comparison_payload(result)))
    assert list(payload) == ["schema", "fields", "tools", "differences"]
    assert payload["schema"] == "vcompare.comparison/2"
    tool, other = payload["tools"]
    assert list(tool) == [
        "slug", "name", "short_name", "tagline", "category", "entry", "best_for", "description", "vendor", "homepage", "aliases",
        "tags", "added", "retired", "specs", "pricing", "offers", "panel", "community", "reviews",
    ]  # fmt: skip
    assert list(tool["pricing"]) == ["summary", "source", "checked", "currency", "rates", "tiers", "plans"]
    assert tool["panel"] == {
        "verdict": "ship", "ship": 4, "skip": 0, "ship_percent": 100,
        "score": {"mean": 83.5, "low": 79, "high": 88, "count": 4},
    }  # fmt: skip
    assert tool["community"] == {"ship": 0, "skip": 0, "ship_percent": None}
    assert list(tool["reviews"][0]) == ["reviewer", "name", "verdict", "score", "summary", "text", "date"]
    assert other["panel"]["score"] is None
    assert payload["differences"][0] == {"field": "panel.score", "values": [83.5, None], "best": None}


@pytest.mark.parametrize(
    ("kind", "better"), [(kind, way) for kind in BETTER for way in (*BETTER[kind], None)]
)
def test_what_is_better_is_called_as_it_is_declared(kind: Any, better: str | bool | None) -> None:
    spec = Spec(label="X", kind=kind, better=better, choices=("a", "b"))
    fields = BUILTIN.completed(Settings(format=1, title="T", specs={"x": spec}))
    assert fields_payload(fields)["specs.x"]["better"] is better
