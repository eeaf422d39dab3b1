"""Data sets of strangers: whatever they hold, facts come of it that can be written, or named drops, or one error."""

import datetime
from decimal import Decimal
from typing import Any

import msgspec
import pytest
import rtoml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.importers.data import settings_for, shipped
from vcompare.catalog.source import Document, parse
from vcompare.catalog.tool_file import decode_tool
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN
from vcompare.importers.layout import tool_text
from vcompare.importers.shipped import shipped as names
from vcompare.importers.translate import Translation, translate
from vcompare.model import ImportedTool, Recipe
from vcompare.text.safe import is_safe
from vcompare.text.slugs import is_slug

DAY = datetime.date(2026, 11, 20)
TEXTS = st.one_of(
    st.sampled_from(
        ["", " ", "a", "Quill 2", "quill-2", "../../etc/passwd", "a/b", "a/", "..", "/", "\\", "CON", "a\x00b", "\x1b[31m", "\u202eabc", "\ud800",
         "a\nb", "x" * 81, "x" * 121, "x" * 501, "x" * 30_000, "日本語", "𝔮𝔲𝔦𝔩𝔩", "<script>", "[a](javascript:x)", "=1+1", "1e400", "-1", "0.1", "NaN",
         "https://x.y", "javascript:alert(1)", "file:///etc/passwd", "2026-01-02", "2026-13-45", "2026-02", "USD", "usd", "text", "deprecated"]
    ),
    st.text(max_size=8),
)  # fmt: skip
NUMBERS = st.one_of(
    st.sampled_from(
        [0, 1, -1, 200_000, 2**53, 2**63, 2**64, 10**30, 10**400, True, False, 0.1, float("nan"), float("inf"), -0.0, 1e308,
         Decimal("1e400"), Decimal("-1e400"), Decimal("1e-400"), Decimal("1e999999"), Decimal("NaN"), Decimal("sNaN"), Decimal("-Infinity"),
         Decimal("0.1"), Decimal("0.12345678901234567"), Decimal("3e-07"), Decimal("1" * 60), Decimal("-0")]
    ),
    st.integers(-5, 10**6),
    st.decimals(),
)  # fmt: skip
VALUES = st.recursive(
    st.one_of(st.none(), TEXTS, NUMBERS),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=6,
)
KEYS = st.sampled_from(
    ["id", "name", "cost", "limit", "modalities", "reasoning", "open_weights", "release_date", "status", "family", "knowledge",
     "prices", "context_window", "description", "litellm_provider", "mode", "input_cost_per_token", "max_input_tokens", "source",
     "supported_modalities", "tiered_pricing", "_own", "_group", "_key"]
)  # fmt: skip
PRICES = st.dictionaries(
    st.sampled_from(["input", "output", "cache_read", "tiers", "input_mtok", "output_mtok", "base"]),
    st.one_of(
        VALUES,
        st.lists(
            st.fixed_dictionaries(
                {"tier": st.fixed_dictionaries({"size": NUMBERS, "type": st.just("context")}), "input": NUMBERS, "output": VALUES}
            ),
            max_size=3,
        ),
        st.fixed_dictionaries(
            {"base": NUMBERS, "tiers": st.lists(st.fixed_dictionaries({"start": NUMBERS, "price": NUMBERS}), max_size=2)}
        ),
    ),
    max_size=4,
)  # fmt: skip
RECORDS = st.one_of(
    st.dictionaries(KEYS, VALUES, max_size=8),
    st.fixed_dictionaries(
        {"id": TEXTS, "name": TEXTS, "modalities": st.fixed_dictionaries({"input": VALUES, "output": VALUES}), "limit": VALUES},
        optional={"cost": PRICES, "prices": PRICES, "reasoning": VALUES, "release_date": VALUES, "litellm_provider": TEXTS},
    ),
    st.fixed_dictionaries(
        {"litellm_provider": TEXTS, "mode": st.just("chat"), "input_cost_per_token": NUMBERS},
        optional={"max_input_tokens": VALUES, "supported_modalities": VALUES, "tiered_pricing": VALUES, "source": TEXTS,
                  "input_cost_per_token_above_200k_tokens": NUMBERS, "deprecation_date": TEXTS},
    ),
    VALUES,
)  # fmt: skip
DATA = {
    "models-dev": st.dictionaries(
        TEXTS, st.fixed_dictionaries({"id": TEXTS, "name": TEXTS, "models": st.dictionaries(TEXTS, RECORDS, max_size=4)}), max_size=3
    ),
    "genai-prices": st.lists(
        st.fixed_dictionaries({"id": TEXTS, "name": VALUES, "models": st.lists(RECORDS, max_size=4)}, optional={"pricing_urls": VALUES}), max_size=3
    ),
    "litellm": st.dictionaries(TEXTS, RECORDS, max_size=6),
}  # fmt: skip


def assert_sound(found: Translation, recipe: Recipe) -> None:
    assert found.records == found.own + found.offers + found.dropped_records
    fields = BUILTIN.completed(settings_for(recipe))
    for slug, tool in found.tools.items():
        assert is_slug(slug)
        assert all(map(is_slug, tool.get("offers", {})))
        text = tool_text(tool, "source", DAY)
        document = parse(f"imported/source/{slug}.toml", text.encode())
        assert isinstance(document, Document)
        assert document.data == {"seen": DAY, **tool}
        assert is_safe(text)
        _, findings = decode_tool(document, fields, ImportedTool)
        assert findings == ()
    for one in found.dropped:
        assert is_safe(one.record + one.field + one.reason)
        assert "\n" not in one.record
        assert len(one.record) < 1_000


@pytest.mark.parametrize("name", names())
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(data=st.data())
def test_whatever_the_data_holds_facts_come_of_it_or_named_drops(name: str, data: st.DataObject) -> None:
    recipe = shipped(name)
    hostile = data.draw(DATA[name])
    try:
        found = translate(hostile, recipe, settings_for(recipe))
    except VcompareError as error:
        assert "finds no" in error.message
    else:
        assert_sound(found, recipe)


@pytest.mark.parametrize("name", names())
@settings(max_examples=30, deadline=None)
@given(data=VALUES)
def test_data_of_any_shape_is_translated_or_an_error(name: str, data: Any) -> None:
    recipe = shipped(name)
    try:
        assert_sound(translate(data, recipe, settings_for(recipe)), recipe)
    except VcompareError as error:
        assert "finds no" in error.message


def test_data_is_not_changed_by_being_read() -> None:
    recipe = shipped("litellm")
    data = {"a/b": {"litellm_provider": "openai", "mode": "chat"}}
    before = msgspec.json.encode(data)
    translate(data, recipe, settings_for(recipe))
    assert msgspec.json.encode(data) == before


def test_deep_data_and_long_lists_are_no_crash() -> None:
    deep: Any = "x"
    for _ in range(50_000):
        deep = [deep]
    record = {
        "id": "quill",
        "name": deep,
        "modalities": {"input": ["text"] * 100_000, "output": deep},
        "cost": {"tiers": deep},
    }
    recipe = shipped("models-dev")
    found = translate({"openai": {"id": "openai", "models": {"a": record}}}, recipe, settings_for(recipe))
    assert {one.field for one in found.dropped} >= {"name", "specs.modalities", "specs.output-modalities"}
    assert rtoml.loads(tool_text(found.tools["quill"], "source", DAY))["name"] == "quill"
    while isinstance(deep, list):  # Python would free it recursively
        deep = deep[0]
