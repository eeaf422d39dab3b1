"""`importers/columns.py`: columns that are named like fields make a recipe, and all others are named."""

import time
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import SAMPLE
from vcompare.app.listing import list_tools
from vcompare.app.opened import open_catalog
from vcompare.catalog.source import Document, parse
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN
from vcompare.importers.cells import typed
from vcompare.importers.columns import Columns, columns
from vcompare.importers.reading import read
from vcompare.importers.translate import translate
from vcompare.model import Meter, Recipe, Settings, Spec
from vcompare.render.rows import to_csv, tool_rows

SETTINGS = Settings(
    format=1,
    title="Models",
    currency="USD",
    panel={},
    specs={
        "context": Spec(label="Context window", kind="quantity", short="Context", unit="tokens"),
        "open-weights": Spec(label="Open weights", kind="flag"),
        "modalities": Spec(label="Modalities", kind="list"),
        "knowledge": Spec(label="Knowledge cutoff", kind="date"),
        "license": Spec(label="License", kind="choice", choices=("MIT", "Apache-2.0")),
        "output": Spec(label="Longest answer", kind="quantity", unit="tokens"),
    },
    meters={
        "input": Meter(label="Input", unit="tokens", per=1_000_000),
        "output": Meter(label="Output", unit="tokens", per=1_000_000),
    },
)
FIELDS = BUILTIN.completed(SETTINGS)


def of(*heads: str, **mapping: str) -> Columns:
    return columns([dict.fromkeys(heads, "x")], FIELDS, mapping)


def tools(text: str, mapping: Mapping[str, str] = {}) -> Mapping[str, Any]:
    table = read("a.csv", text.encode())
    recipe = columns(table, FIELDS, mapping).recipe
    translation = translate(typed(table, recipe, FIELDS), recipe, SETTINGS)
    dropped = {f"{one.record}.{one.field}": one.reason for one in translation.dropped}
    return {**translation.tools, **({"dropped": dropped} if dropped else {})}


@pytest.mark.parametrize(
    ("column", "path"),
    [
        ("slug", "slug"),
        ("Tool", "slug"),
        ("name", "name"),
        ("Name", "name"),
        ("short_name", "short_name"),
        ("Short name", "short_name"),
        ("best-for", "best_for"),
        ("Other names", "aliases"),
        ("tags", "tags"),
        ("specs.context", "specs.context"),
        ("context", "specs.context"),
        ("Context window", "specs.context"),
        ("CONTEXT_WINDOW", "specs.context"),
        ("Context (tokens)", "specs.context"),
        ("Context window [Tokens]", "specs.context"),
        ("Open weights", "specs.open-weights"),
        ("open_weights", "specs.open-weights"),
        ("pricing.rates.input", "pricing.rates.input"),
        ("rates.input", "pricing.rates.input"),
        ("Input", "pricing.rates.input"),
        ("Input (per 1M tokens)", "pricing.rates.input"),
        ("Input (tokens)", "pricing.rates.input"),
        ("Pricing", "pricing.summary"),
        ("currency", "pricing.currency"),
        ("pricing.plans", "pricing.plans"),
    ],
)
def test_a_column_is_called_like_a_field(column: str, path: str) -> None:
    found = of(column)
    assert (found.known, found.unknown, found.ignored) == ({column: path}, {}, ())


@pytest.mark.parametrize(
    ("column", "near"),
    [
        ("contxt", ["specs.context"]),
        ("vendr", ["vendor"]),
        ("output", ["pricing.rates.output", "specs.output"]),
        ("Context (k tokens)", None),
        ("Input ($ per 1M tokens)", None),
        ("Input (EUR)", None),
        ("zzzz", []),
        ("", []),
        ("x" * 600, []),
        ("_own", None),
    ],
)
def test_any_other_column_is_unknown_with_what_may_be_meant(column: str, near: list[str] | None) -> None:
    found = of("name", column)
    assert found.known == {"name": "name"}
    assert list(found.unknown) == [column]
    assert near is None or list(found.unknown[column]) == near


def test_what_is_not_imported_is_ignored() -> None:
    found = of("name", "panel.score", "Score", "pricing.source", "offers", "sellers", "input.lowest", "allow")
    assert found.known == {"name": "name"}
    assert found.unknown == {}
    assert found.ignored == (
        "panel.score",
        "Score",
        "pricing.source",
        "offers",
        "sellers",
        "input.lowest",
        "allow",
    )


def test_the_surest_name_counts() -> None:
    found = of("Context window", "specs.context", "context")
    assert found.known == {"specs.context": "specs.context"}
    assert found.unknown == {"Context window": ["specs.context"], "context": ["specs.context"]}


def test_a_mapping_counts_more_than_names() -> None:
    found = columns(
        [{"name": "x", "model": "x", "ctx": "x"}], FIELDS, {"model": "Name", "ctx": "context", "name": ""}
    )
    assert found.known == {"model": "name", "ctx": "specs.context"}
    assert found.ignored == ("name",)
    assert found.recipe.tool == "model"


@pytest.mark.parametrize(
    ("mapping", "message"),
    [
        ({"modle": "name"}, 'there is no column "modle"\ndid you mean `model`?'),
        ({"model": "nmae"}, 'there is no field "nmae"\ndid you mean `name`?'),
        ({"model": "output"}, 'there is no field "output"'),
        ({"model": "score"}, "`panel.score` is not imported\n`--map 'model='` leaves the column out"),
        ({"model": "vendor", "id": "Vendor"}, "two columns are mapped to `vendor`"),
    ],
)
def test_a_mapping_that_cannot_be(mapping: Mapping[str, str], message: str) -> None:
    with pytest.raises(VcompareError) as error:
        columns([{"model": "x", "id": "y"}], FIELDS, mapping)
    assert message in f"{error.value.message}\n{error.value.hint}"


@pytest.mark.parametrize("table", [{}, [], None, "a", [1], [{"name": "a"}, []]])
def test_what_is_no_table(table: Any) -> None:
    with pytest.raises(VcompareError, match=r"no table|is no object"):
        columns(table, FIELDS)


def test_a_table_is_bounded() -> None:
    with pytest.raises(VcompareError, match=r"there are more than 1,000 columns"):
        columns([{f"column {number}": 1} for number in range(1001)], FIELDS)


@pytest.mark.parametrize("part", ["1,", "1 ", "k", "$", "9", ".", "/", '"', "a;", "per "])
def test_a_long_cell_takes_no_time(part: str) -> None:
    table = [{"name": "A"} | dict.fromkeys(["context", "rates.input", "tags", "open"], part * 200_000)]
    table += [{"name": "A"} | dict.fromkeys(["context", "rates.input", "tags", "open"], part * 5_000)]
    started = time.process_time()
    typed(table, columns(table, FIELDS).recipe, FIELDS)
    assert time.process_time() - started < 1


def test_a_row_needs_a_tool() -> None:
    found = of("context")
    with pytest.raises(VcompareError, match="no column says which tool a row is about") as error:
        _ = found.recipe
    assert error.value.hint == "call a column `slug` or `name`, or map one: `--map COLUMN=name`"


def test_a_recipe_can_be_written() -> None:
    found = of("Model name", "context", "input", "Open weights", "tags", **{"Model name": "name"})
    assert (
        found.text
        == """\
records = "@"
tool = "\\"Model name\\""

[fields]
name = "\\"Model name\\""
tags = "tags"

[fields.pricing.rates]
input = "input"

[fields.specs]
context = "context"
open-weights = "\\"Open weights\\""
"""
    )
    document = parse("recipes/own.toml", found.text.encode())
    assert isinstance(document, Document)
    assert msgspec.convert(document.data, Recipe) == found.recipe


def test_cells_are_read_as_people_type_values() -> None:
    found = tools(
        "Model;Category;context;Open weights;modalities;knowledge;license;input;rates.output;entry;tags;Pricing\n"
        'Opus 4;Models;200k;no;text, image;2025-03;mit;$3;"1,200.50";Freemium;a, b;3 dollars\n'
        "Haiku;Models;1,000,000 tokens;Yes;text;2025;;.25;n/a;;;\n",
        {"Model": "name"},
    )
    assert {key: value for key, value in found["opus-4"].items() if key != "tagline"} == {
        "name": "Opus 4",
        "category": "Models",
        "entry": "freemium",
        "tags": ["a", "b"],
        "specs": {
            "context": 200_000,
            "open-weights": False,
            "modalities": ["text", "image"],
            "knowledge": "2025-03",
            "license": "MIT",
        },
        "pricing": {"summary": "3 dollars", "rates": {"input": 3, "output": 1200.5}},
    }
    assert found["haiku"]["specs"] == {
        "context": 1_000_000,
        "open-weights": True,
        "modalities": ["text"],
        "knowledge": "2025",
    }
    assert found["haiku"]["pricing"]["rates"] == {"input": 0.25}
    assert "dropped" not in found


def test_what_cannot_be_read_is_dropped_by_name() -> None:
    found = tools(
        "name,context,open-weights,knowledge,input,rates.output\nOpus,many,perhaps,yesterday,3M,3 EUR\n"
    )
    assert found["opus"].keys() == {"name", "tagline"}
    assert found["dropped"].keys() == {
        "Opus.specs.context",
        "Opus.specs.open-weights",
        "Opus.specs.knowledge",
        "Opus.rates.input",
        "Opus.rates.output",
    }


def test_amounts_are_of_the_currency_of_their_row() -> None:
    found = tools("name,currency,input,rates.output\nA,EUR,€3,4 EUR\nB,,$3,4\nC,EUR,$3,4\n")
    assert found["a"]["pricing"] == {"currency": "EUR", "rates": {"input": 3, "output": 4}}
    assert found["b"]["pricing"] == {"rates": {"input": 3, "output": 4}}
    assert found["c"]["pricing"] == {"currency": "EUR", "rates": {"output": 4}}
    assert found["dropped"].keys() == {"C.rates.input"}


def test_texts_in_json_are_read_too_and_values_stay() -> None:
    table = [
        {"name": "A", "context": "200k", "input": "3"},
        {"name": "B", "context": 5, "open_weights": True},
    ]
    recipe = columns(table, FIELDS).recipe
    found = translate(typed(table, recipe, FIELDS), recipe, SETTINGS).tools
    assert found["a"]["specs"] == {"context": 200_000}
    assert found["b"]["specs"] == {"context": 5, "open-weights": True}


def test_other_expressions_see_values() -> None:
    recipe = Recipe(
        records="@",
        tool="name",
        where="context > `100000`",
        fields=columns([{"name": "", "context": ""}], FIELDS).recipe.fields,
    )
    table = [{"name": "A", "context": "200k"}, {"name": "B", "context": "8k"}]
    assert [*translate(typed(table, recipe, FIELDS), recipe, SETTINGS).tools] == ["a"]


def test_what_list_writes_is_imported() -> None:
    opened = open_catalog(SAMPLE)
    listed = list_tools(opened)
    table = read("a.csv", to_csv(tool_rows(listed.tools, opened.fields)).encode())
    found = columns(table, opened.fields)
    assert found.unknown == {}
    assert "panel.score" in found.ignored
    translation = translate(typed(table, found.recipe, opened.fields), found.recipe, opened.catalog.settings)
    assert {*translation.tools} == {card.slug for card in listed.tools}


@given(st.lists(st.text(max_size=12), max_size=6), st.text(max_size=8))
def test_whatever_columns_are_called(heads: list[str], cell: str) -> None:
    table = [dict.fromkeys(["name", *heads], cell)]
    found = columns(table, FIELDS)
    assert sorted([*found.known, *found.unknown, *found.ignored]) == sorted(table[0])
    typed(table, found.recipe, FIELDS)
    assert found.text == columns(table, FIELDS).text
