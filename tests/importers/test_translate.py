"""Whole data sets to facts about tools: shapes, amounts, sellers, names, and what is dropped."""

import datetime
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec
import pytest
import rtoml
from msgspec import structs

from tests.importers.data import models_dev, settings_for, shipped
from vcompare.errors import VcompareError
from vcompare.importers import values
from vcompare.importers.translate import Dropped, Translation, translate
from vcompare.model import Fields, Meter, Recipe, Settings, Spec
from vcompare.text.safe import is_safe
from vcompare.text.slugs import slug_of

RECIPE = """
home = "https://models.example"
groups = "sellers"
records = "models"
tool = "id"
offer = "_group.id"
own = "_group.id == 'acme'"

[fields]
name = "name"
vendor = "_own && _group.name || `null`"

[fields.pricing]
tiers = "tiers"

[fields.pricing.rates]
input = "cost.input"
output = "cost.output"

[fields.specs]
context = "context"
open-weights = "open"
modalities = "reads"
released = "released"

[offers]
name = "_group.name"

[constants]
category = "Models"

[constants.pricing]
currency = "USD"
"""
METERS = {key: Meter(label=key, unit="tokens", per=1_000_000) for key in ("input", "output")}
SPECS = {
    "context": Spec(label="Context", kind="quantity", unit="tokens"),
    "open-weights": Spec(label="Open", kind="flag"),
    "modalities": Spec(label="Modalities", kind="list"),
    "released": Spec(label="Released", kind="date"),
}
SETTINGS = Settings(format=1, title="T", specs=SPECS, meters=METERS)


def recipe(text: str = RECIPE) -> Recipe:
    return msgspec.convert(rtoml.loads(text), Recipe, builtin_types=(datetime.date,))


def translated(
    *sellers: tuple[str, list[Any]], text: str = RECIPE, settings: Settings = SETTINGS
) -> Translation:
    data = {"sellers": [{"id": name, "name": name.title(), "models": models} for name, models in sellers]}
    return translate(data, recipe(text), settings)


def model(name: str = "quill-2", **values: Any) -> dict[str, Any]:
    return {"id": name, "name": name.upper(), **values}


def reasons(translation: Translation) -> list[tuple[str, str, str]]:
    return [(one.record, one.field, one.reason) for one in translation.dropped]


def test_the_makers_record_is_the_tool_and_the_others_are_offers_with_what_differs() -> None:
    own = model(context=200_000, open=False, reads=["text"], cost={"input": Decimal("0.30"), "output": 1})
    same = model(context=200_000, cost={"input": Decimal("0.30")})
    other = model(context=100_000, reads=["image", "text"], released="2025-03", cost={"input": 0})
    found = translated(("zed", [same]), ("acme", [own]), ("bee", [other]))
    assert found.tools == {
        "quill-2": {
            "name": "QUILL-2",
            "tagline": "Listed on models.example",
            "category": "Models",
            "vendor": "Acme",
            "pricing": {"currency": "USD", "rates": {"input": 0.3, "output": 1}},
            "specs": {"context": 200_000, "open-weights": False, "modalities": ["text"]},
            "offers": {
                "bee": {
                    "name": "Bee",
                    "currency": "USD",
                    "rates": {"input": 0},
                    "specs": {"context": 100_000, "modalities": ["image", "text"], "released": "2025-03"},
                },
                "zed": {"name": "Zed", "currency": "USD", "rates": {"input": 0.3}},
            },
        }
    }
    assert (found.records, found.own, found.offers, found.dropped) == (3, 1, 2, [])


def test_a_tool_without_a_record_of_its_own_has_what_its_sellers_agree_on() -> None:
    one = model(name="quill", context=5, open=True, reads=["text", "image"], cost={"input": 1})
    other = model(context=5, open=False, reads=["image", "text"], cost={"input": 1})
    third = model(name="quill", cost={"input": 1})
    one["name"] = third["name"] = "Quill"
    one["id"] = third["id"] = "quill-2"
    other["name"] = "quill 2"
    tool = translated(("bee", [other]), ("cat", [one]), ("dog", [third])).tools["quill-2"]
    assert tool["name"] == "Quill"
    assert tool["specs"] == {"context": 5, "modalities": ["image", "text"]}
    assert "pricing" not in tool
    assert "vendor" not in tool
    assert [offer.get("specs") for offer in tool["offers"].values()] == [
        {"open-weights": False},
        {"open-weights": True},
        None,
    ]


@pytest.mark.parametrize(
    ("amount", "wanted"),
    [
        (Decimal("0.1"), 0.1), (Decimal("3.00"), 3), (3, 3), (0, 0), (Decimal(0), 0), (0.7, 0.7), ("2.50", 2.5),
        (Decimal("0.12345678901234567"), "0.12345678901234567"), (Decimal("1E-7"), "0.0000001"),
        (Decimal("4e3"), 4000),
    ],
)  # fmt: skip
def test_amounts_are_exact(amount: Any, wanted: Any) -> None:
    found = translated(("acme", [model(cost={"input": amount})]))
    rates = found.tools["quill-2"]["pricing"]["rates"]
    assert rates == {"input": wanted}
    assert type(rates["input"]) is type(wanted)
    assert found.dropped == []


@pytest.mark.parametrize(
    "amount",
    [
        -1, Decimal("-0.01"), Decimal("1e400"), Decimal("1e999999"), Decimal("NaN"), Decimal("Infinity"), float("inf"),
        float("nan"), 10**300, True, [1], {"base": 1}, "free", "1e400", "", Decimal("1e-400"), 10**18,
    ],
)  # fmt: skip
def test_what_is_no_amount_is_dropped_and_the_rest_stays(amount: Any) -> None:
    found = translated(("acme", [model(cost={"input": amount, "output": 2})]))
    assert found.tools["quill-2"]["pricing"]["rates"] == {"output": 2}
    wanted = 'must be an amount of money, 0 or more, such as 3, 0.25 or "0.125"'
    ((record, field, reason),) = reasons(found)
    assert (record, field, reason.partition("; it is ")[0]) == ("acme: quill-2", "rates.input", wanted)


@pytest.mark.parametrize(
    ("per", "declared", "amount", "wanted"),
    [
        ("[per]\ninput = 1\n", 1_000_000, Decimal("3e-07"), 0.3),
        ("[per]\ninput = 1\n", 1_000_000, Decimal("2.9999999999999997e-07"), "0.29999999999999997"),
        ("[per]\ninput = 1_000\n", 1_000_000, Decimal("0.005"), 5),
        ("[setup.meters.input]\nlabel = 'Input'\nunit = 'tokens'\nper = 1_000_000\n", 1_000, 3, 0.003),
        ("", 1_000, 3, 3),
    ],
)
def test_amounts_are_for_what_the_catalog_bills(per: str, declared: int, amount: Any, wanted: Any) -> None:
    meters = {"input": Meter(label="Input", unit="tokens", per=declared)}
    settings = Settings(format=1, title="T", meters=meters)
    found = translated(("acme", [model(cost={"input": amount})]), text=RECIPE + per, settings=settings)
    assert found.tools["quill-2"]["pricing"]["rates"] == {"input": wanted}


TIER = {"over": {"input": 200_000}, "rates": {"input": 2, "output": None}}


@pytest.mark.parametrize(
    ("tiers", "wanted"),
    [
        ([TIER], [{"over": {"input": 200_000}, "rates": {"input": 2}}]),
        ([TIER, {"over": {"input": 5}, "rates": {"input": 1}}], [{"over": {"input": 5}, "rates": {"input": 1}}, {"over": {"input": 200_000}, "rates": {"input": 2}}]),
        ([{"over": {"input": 5}, "rates": {"input": None}}], None),
        ([], None),
        (None, None),
    ],
)  # fmt: skip
def test_tiers(tiers: Any, wanted: Any) -> None:
    found = translated(("acme", [model(cost={"input": 1}, tiers=tiers)]))
    assert found.tools["quill-2"]["pricing"].get("tiers") == wanted
    assert found.dropped == []


@pytest.mark.parametrize(
    "tiers",
    [
        "x", {}, [3], [{"over": {}, "rates": {"input": 1}}], [{"over": {"input": "x"}, "rates": {"input": 1}}],
        [{"over": {"input": 5}, "rates": {"input": -1}}], [{"over": 3, "rates": {"input": 1}}], [TIER] * 101,
        [TIER, TIER], [{"over": {"input": 5, "images": 3}, "rates": {"input": 1}}], [{"over": {"input": None}, "rates": {"input": 1}}],
    ],
)  # fmt: skip
def test_without_tiers_that_can_be_read_no_price_is_known(tiers: Any) -> None:
    found = translated(("acme", [model(context=5, cost={"input": 1}, tiers=tiers)]))
    assert "pricing" not in found.tools["quill-2"]
    assert found.tools["quill-2"]["specs"] == {"context": 5}
    assert [one.field for one in found.dropped] == ["tiers", "pricing"]


def test_a_rate_of_a_tier_without_a_base_rate_is_dropped() -> None:
    tiers = [
        {"over": {"input": 5}, "rates": {"input": 1, "output": 2}},
        {"over": {"input": 9}, "rates": {"output": 3}},
    ]
    found = translated(("acme", [model(cost={"input": 1}, tiers=tiers)]))
    assert found.tools["quill-2"]["pricing"] == {
        "currency": "USD", "rates": {"input": 1}, "tiers": [{"over": {"input": 5}, "rates": {"input": 1}}],
    }  # fmt: skip
    wanted = "has a rate of output, and there is none for smaller requests"
    assert reasons(found) == [("acme: quill-2", "tiers", wanted)]
    found = translated(("acme", [model(tiers=tiers)]))
    assert "pricing" not in found.tools["quill-2"]


def test_each_rate_of_a_tier_may_have_an_expression_of_its_own() -> None:
    text = RECIPE.replace('[fields.pricing]\ntiers = "tiers"\n', "") + (
        '[[fields.pricing.tiers]]\nover.input = "`200000`"\nrates = { input = "above.input", output = "above.output" }\n'
        '[[fields.pricing.tiers]]\nover.input = "`9`"\nrates = { input = "missing" }\n'
    )
    found = translated(
        ("acme", [model(cost={"input": 1}, above={"input": 2}), model("b", cost={"input": 1})]), text=text
    )
    assert found.tools["quill-2"]["pricing"]["tiers"] == [{"over": {"input": 200_000}, "rates": {"input": 2}}]
    assert "tiers" not in found.tools["b"]["pricing"]


def test_prices_in_a_currency_that_cannot_be_read_are_unknown() -> None:
    text = RECIPE.replace('tiers = "tiers"', 'currency = "currency"')
    models = [model(currency="EUR", cost={"input": 1}), model("b", currency="euros", cost={"input": 1})]
    found = translated(("acme", models), text=text)
    assert found.tools["quill-2"]["pricing"] == {"currency": "EUR", "rates": {"input": 1}}
    assert "pricing" not in found.tools["b"]
    assert [one.field for one in found.dropped] == ["currency", "pricing"]


def test_spellings_of_one_name_are_one_tool_and_other_names_are_not() -> None:
    found = translated(
        ("acme", [model("Quill-4.5")]),
        ("bee", [model("models/quill_4_5"), model("quill+4.5"), model("QUILL 4:5"), model("quill-45")]),
        ("cat", [model("quill@4-5"), model("quill--plus--4-5")]),
    )
    assert set(found.tools) == {"quill-4-5", "quill-plus-4-5", "quill-45"}
    assert found.spellings == {"quill-4-5": ["Quill-4.5", "quill_4_5", "quill@4-5"]}
    assert reasons(found) == [
        ("bee: QUILL 4:5", "", "is a second record of quill-4-5 from bee"),
        ("cat: quill--plus--4-5", "", 'comes to the slug quill-plus-4-5, which "quill+4.5" has'),
    ]


@pytest.mark.parametrize(
    "name",
    ["", "   ", "///", "日本", None, 3, ["quill"], {"a": 1}, "a/", "../..", "-" * 20, "x" * 501, True],
)
def test_a_record_without_a_name_is_dropped(name: Any) -> None:
    found = translated(("acme", [{"id": name}, model()]))
    assert set(found.tools) == {"quill-2"}
    (dropped,) = found.dropped
    assert dropped.reason == "has no name that a slug can be made of"
    assert found.records == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/../../b", "x\x00y", "..\\..\\c", "a" * 300])
def test_no_name_becomes_a_path(name: str) -> None:
    (slug,) = translated(("acme", [{"id": name, "name": "N"}])).tools
    assert slug == slug_of(name.rpartition("/")[2])
    assert len(slug) <= 80


def test_no_name_becomes_a_device() -> None:
    found = translated(("acme", [{"id": "vendor/CON", "name": "N"}, {"id": "con.toml"}, model()]))
    assert set(found.tools) == {"con-toml", "quill-2"}
    (dropped,) = found.dropped
    assert dropped.reason == "comes to the slug con, which Windows reserves for a device"


def test_records_have_a_limit() -> None:
    with pytest.raises(VcompareError, match="finds more than 100,000 records"):
        translated(("acme", [{"id": 3}] * 100_001))


def test_a_description_with_what_is_not_shown_is_dropped() -> None:
    recipe = Recipe(records="@", tool="id", fields=Fields(description="text"))
    texts = [
        "<b>x</b>",
        "[x](javascript:x)",
        "![x](data:y)",
        "x\n<<<<<<< HEAD",
        "a < b [c]",
        "[x](https://x.example)",
        "`<b>`",
    ]
    data = [{"id": f"q{number}", "text": text} for number, text in enumerate(texts)]
    found = translate(data, recipe, Settings(format=1, title="T"))
    kept = ["description" in tool for tool in found.tools.values()]
    assert kept == [False, False, True, False, True, True, True]
    assert [one.reason.partition(";")[0] for one in found.dropped] == [
        *["must be Markdown without HTML, and with links to http, https and mailto only"] * 2,
        "must be text without the lines of a merge conflict",
    ]


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("name", "a\x1b[31mb", "text without invisible or control characters"),
        ("name", "a\u202eb", "text without invisible or control characters"),
        ("name", "two\nlines", "one line of 1 to 120 characters, not blank"),
        ("name", "x" * 121, "one line of 1 to 120 characters, not blank"),
        ("name", "x" * 5000, "no longer than 1,000 characters"),
        ("name", 3, "one line of 1 to 120 characters, not blank"),
        ("name", {"en": "Quill"}, "no table"),
        ("name", ["Quill"], "one line of 1 to 120 characters, not blank"),
        ("context", "200k", "a number"),
        ("context", True, "a number"),
        ("context", Decimal("1e400"), "a number that is neither huge nor infinite"),
        ("context", 10**40, "a number that is neither huge nor infinite"),
        ("open", "yes", "true or false"),
        ("reads", ["text"] * 101, "a list of at most 100 items"),
        ("reads", [["text"]], "a list without lists or tables in it"),
        ("reads", "text", "a list of texts"),
        ("reads", ["te\x07xt"], "text without invisible or control characters"),
        ("released", "soon", 'a day such as 2026-11-20, a month such as "2026-11", or a year'),
        ("released", "2026-02-30", 'a day such as 2026-11-20, a month such as "2026-11", or a year'),
    ],
)
def test_a_value_that_is_none_is_dropped_with_the_reason(key: str, value: Any, wanted: str) -> None:
    found = translated(("acme", [model() | {key: value}]))
    field = (
        key if key == "name" else f"specs.{ {'open': 'open-weights', 'reads': 'modalities'}.get(key, key) }"
    )
    ((record, dropped, reason),) = reasons(found)
    assert (record, dropped) == ("acme: quill-2", field)
    assert reason.startswith(f"must be {wanted}; it is ")
    assert is_safe(reason)
    assert len(reason) < 300
    assert found.tools["quill-2"]["name"] == ("quill-2" if key == "name" else "QUILL-2")
    assert "specs" not in found.tools["quill-2"]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("large", '"large"'), ("a\x1bb", '"a\\x1bb"'), ("x" * 500, "a text of 500 characters"), ([1, [2]], "a list of 2"), ({"a": 1}, "a table of 1"),
        (True, "true"), (10**400, "a huge number"), (Decimal("1e400"), "1E+400"),
    ],
)  # fmt: skip
def test_the_reason_says_what_was_there(value: Any, said: str) -> None:
    ((_, _, reason),) = reasons(translated(("acme", [model(context=value)])))
    assert reason.endswith(f"; it is {said}")
    assert reasons(translated(("acme", [model(context=10**5000)])))  # which Python does not write out


def test_white_space_around_a_text_is_no_part_of_it() -> None:
    assert translated(("acme", [model() | {"name": " Quill "}])).tools["quill-2"]["name"] == "Quill"


def test_where_skip_and_slugs() -> None:
    text = RECIPE.replace("own =", 'where = "context > `0`"\nown =')
    text += '[slugs]\n"Old-Name" = "quill-2"\nold-slug = "new-slug"\n[skip]\ntools = ["bad", "Also Bad", "moved-away"]\n'
    models = [
        model("x/Old-Name", context=1), model("old.slug", context=1), model("bad", context=1), model("Also Bad", context=1),
        model("small", context=0), model("none"), model("Moved Away", context=1),
    ]  # fmt: skip
    found = translated(("acme", models), text=text)
    assert set(found.tools) == {"quill-2", "new-slug"}
    assert found.dropped == [
        Dropped("acme: bad", "", "`skip` of the recipe names it", wanted=True),
        Dropped("acme: Also Bad", "", "`skip` of the recipe names it", wanted=True),
        Dropped("small", "", "`where` of the recipe leaves it out", wanted=True),
        Dropped("none", "", "`where` of the recipe leaves it out", wanted=True),
        Dropped("acme: Moved Away", "", "`skip` of the recipe names it", wanted=True),
    ]


def test_only_names_what_alone_is_imported() -> None:
    text = (
        RECIPE
        + '[slugs]\n"old" = "new-slug"\n[only]\ntools = ["new-slug", "Quill 2", "a/nib", "gone"]\n[skip]\ntools = ["nib"]\n'
    )
    models = [model("old"), model("x/Quill 2"), model("a/nib"), model("b/nib"), model("new-slug-mini")]
    found = translated(("acme", models), text=text)
    assert set(found.tools) == {"new-slug", "quill-2"}
    assert found.dropped == [
        Dropped("acme: a/nib", "", "`skip` of the recipe names it", wanted=True),
        Dropped("acme: b/nib", "", "`skip` of the recipe names it", wanted=True),
        Dropped("acme: new-slug-mini", "", "`only` of the recipe does not name it", wanted=True),
    ]


def test_names_that_slugs_join_are_one_tool() -> None:
    text = RECIPE + '[slugs]\n"quill-2-v1" = "quill-2"\n'
    found = translated(("acme", [model()]), ("bee", [model("quill-2-v1")]), text=text)
    assert list(found.tools["quill-2"]["offers"]) == ["bee"]
    found = translated(("bee", [model("quill-2-v1")]), ("acme", [model()]), text=text)
    assert list(found.tools["quill-2"]["offers"]) == ["bee"]
    assert found.dropped == []


def test_two_records_for_one_tool_and_seller_and_two_makers() -> None:
    text = RECIPE.replace("_group.id == 'acme'", "contains(['acme', 'zed'], _group.id)")
    models = [model(context=1), model("a/quill-2", context=2)]
    found = translated(("acme", models), ("zed", models), ("bee", models), text=text)
    tool = found.tools["quill-2"]
    assert tool["specs"] == {"context": 1}
    assert list(tool["offers"]) == ["bee", "zed"]
    assert [reason for _, _, reason in reasons(found)] == [
        "is a second record of quill-2 from acme", "is a second record of quill-2 from zed", "is a second record of quill-2 from bee",
    ]  # fmt: skip
    assert found.records == found.own + found.offers + found.dropped_records


def test_what_the_catalog_does_not_declare_is_named_once_and_left_out() -> None:
    settings = Settings(format=1, title="T", specs={"context": SPECS["context"]}, categories=("Tools",))
    found = translated(
        ("acme", [model(context=5, open=True, cost={"input": 1})]),
        ("bee", [model(open=True)]),
        settings=settings,
    )
    assert found.undeclared == [
        "specs.open-weights",
        "specs.modalities",
        "specs.released",
        "meters.input",
        "meters.output",
    ]
    assert found.categories == ["Models"]
    assert found.tools["quill-2"]["specs"] == {"context": 5}
    assert "pricing" not in found.tools["quill-2"]
    assert found.dropped == []


def test_what_is_declared_in_another_unit_counts_as_not_declared() -> None:
    text = RECIPE + (
        "[setup.meters.input]\nlabel = 'I'\nunit = 'token'\n[setup.meters.output]\nlabel = 'O'\nunit = 'words'\n"
        "[setup.specs.context]\nlabel = 'C'\nkind = 'quantity'\nunit = 'kB'\n"
    )
    found = translated(("acme", [model(context=5, cost={"input": 1, "output": 1})]), text=text)
    assert found.undeclared == ["specs.context", "meters.output"]
    assert found.tools["quill-2"]["pricing"]["rates"] == {"input": 1_000_000}


def test_values_of_objects_are_seen_with_their_keys() -> None:
    text = (
        'records = "values(@)"\ntool = "_key"\noffer = "seller"\nwhere = "seller"\n[fields]\nname = "_key"\n'
    )
    data = {"x/quill": {"seller": "wafer.ai"}, "pen": {"seller": "bee"}, "note": {}, "other": 3}
    found = translate(data, recipe(text), SETTINGS)
    assert found.tools == {
        "pen": {"name": "pen", "tagline": "Imported", "offers": {"bee": {}}},
        "quill": {
            "name": "x/quill",
            "tagline": "Imported",
            "offers": {"wafer-ai": {"name": "wafer.ai"}},
        },
    }
    assert reasons(found)[1] == ("record 4", "", "is no object")


def test_without_sellers_every_record_is_a_tool() -> None:
    text = 'version = "state"\nrecords = "tools"\ntool = "name"\n[fields]\ntags = "tags"\nhomepage = "url"\nretired = "end"\n'
    tool = {"name": "Quill", "tags": ["a-b"], "url": "https://quill.example", "end": "2026-12-31"}
    found = translate({"state": 7, "tools": [tool, {"name": "quill"}]}, recipe(text), SETTINGS)
    assert found.version == "7"
    assert found.tools == {
        "quill": {
            "name": "Quill",
            "tagline": "Imported",
            "tags": ["a-b"],
            "homepage": "https://quill.example",
            "retired": datetime.date(2026, 12, 31),
        }
    }
    assert reasons(found) == [("quill", "", "is a second record of quill")]


@pytest.mark.parametrize(
    "data", [None, 3, [], {}, "x", {"sellers": None}, {"sellers": [{"models": 3}]}, {"sellers": [3]}]
)
def test_data_of_another_shape_is_an_error(data: Any) -> None:
    with pytest.raises(VcompareError, match="`records` of the recipe finds nothing in this data"):
        translate(data, recipe(), SETTINGS)


@pytest.mark.parametrize("records", ["[0].models", "@", "values(@)"])
def test_an_object_is_listed_only_by_values(records: str) -> None:
    text = f'records = "{records}"\ntool = "id"\n'
    data = {"a": {"id": "quill"}}
    if records == "values(@)":
        assert set(translate(data, recipe(text), SETTINGS).tools) == {"quill"}
    else:
        with pytest.raises(VcompareError, match="`records` of the recipe finds nothing") as error:
            translate(data, recipe(text), SETTINGS)
        assert (
            error.value.hint
            == "check that this is the data that the recipe is for; `values(…)` lists an object"
        )


@pytest.mark.parametrize("key", ["groups", "records"])
def test_a_list_that_cannot_be_made_of_this_data_is_an_error(key: str) -> None:
    recipe = structs.replace(Recipe(records="@", tool="id"), **{key: "keys(a)[?length(@) > `1`]"})
    with pytest.raises(
        VcompareError, match=rf"`{key}` of the recipe lists nothing in this data: keys\(\) takes no"
    ):
        translate({"a": 1}, recipe, Settings(format=1, title="T"))


def test_data_in_which_no_record_is_a_tool_is_an_error_and_not_an_empty_import() -> None:
    wanted = "the recipe finds no tool in this data: record 1 has no name that a slug can be made of"
    with pytest.raises(VcompareError, match=wanted):
        translate([{"slug": "quill"}], recipe('records = "@"\ntool = "id"\n'), SETTINGS)
    skipped = recipe('records = "@"\ntool = "id"\n[skip]\ntools = ["quill"]\n')
    assert translate([{"id": "quill"}], skipped, SETTINGS).tools == {}


def test_tiers_over_what_is_not_declared_are_no_drop_where_there_are_none() -> None:
    text = RECIPE.replace('[fields.pricing]\ntiers = "tiers"\n', "") + (
        '[[fields.pricing.tiers]]\nover.input = "above"\nrates = { input = "more", output = "more" }\n'
    )
    models = [model(cost={"output": 1}), model("b", cost={"output": 1}, above=5, more=2)]
    for meters in ({}, {"output": METERS["output"]}):
        found = translated(("acme", models), text=text, settings=Settings(format=1, title="T", meters=meters))
        assert ("pricing" in found.tools["quill-2"]) == bool(meters)
        assert [one.field for one in found.dropped] == (["tiers", "pricing"] if meters else [])


def test_a_wrong_expression_is_an_error_that_names_it() -> None:
    with pytest.raises(
        VcompareError, match=r"`fields\.name` of the recipe uses max\(\), which recipes cannot"
    ):
        translate({}, recipe(RECIPE.replace('name = "name"', 'name = "max(a)"', 1)), SETTINGS)


def test_an_expression_that_does_not_apply_drops_the_value_or_the_record() -> None:
    text = RECIPE.replace('name = "name"', 'name = "length(name)"', 1).replace(
        'tool = "id"', 'tool = "id || length(no)"'
    )
    found = translated(("acme", [model() | {"name": 3}, {"no": 3}]), text=text)
    assert reasons(found) == [
        ("acme: quill-2", "name", "the expression has no value here: length() takes no number"),
        ("record 2", "", "`tool` of the recipe has no value here: length() takes no number"),
    ]


def test_expressions_that_take_too_long_are_an_error() -> None:
    text = RECIPE.replace('"context"', '"values(@)[*].a | length(@)"')
    with pytest.raises(VcompareError, match="an expression of the recipe takes too long for this data"):
        translate(
            {"sellers": [{"id": "acme", "models": [model(f"m{n}") for n in range(50)]}]},
            recipe(text),
            SETTINGS,
            steps=300,
        )


# --- models.dev as a whole


@pytest.fixture(scope="module")
def whole() -> Translation:
    recipe = shipped("models-dev")
    return translate(models_dev(), recipe, settings_for(recipe))


def test_every_model_of_models_dev_is_a_tool_and_every_seller_an_offer(whole: Translation) -> None:
    wanted: dict[str, set[str]] = {}
    for seller, group in models_dev().items():
        for record in group["models"].values():
            wanted.setdefault(slug_of(record["id"].rpartition("/")[2]), set()).add(slug_of(seller))
    assert whole.tools.keys() == wanted.keys()
    own = 0
    for slug, sellers in wanted.items():
        tool = whole.tools[slug]
        missing = sellers - tool.get("offers", {}).keys()
        assert len(missing) <= 1, slug
        own += len(missing)
    assert own == whole.own > 250


def test_nothing_of_models_dev_is_dropped_without_being_named(whole: Translation) -> None:
    records = sum(len(group["models"]) for group in models_dev().values())
    assert records == whole.records == whole.own + whole.offers + whole.dropped_records
    assert all("is a second record of" in one.reason for one in whole.dropped if not one.field)
    assert {one.field for one in whole.dropped} == {"", "specs.knowledge", "specs.released", "tiers"}
    assert whole.undeclared == whole.categories == []


def test_every_price_of_models_dev_is_as_the_data_has_it(whole: Translation) -> None:
    dropped = {one.record for one in whole.dropped if not one.field}
    meters = {"input": "input", "output": "output", "cache-read": "cache_read", "cache-write": "cache_write"}
    compared = 0
    for seller, group in models_dev().items():
        for record in group["models"].values():
            if f"{seller}: {record['id']}" in dropped:
                continue
            tool = whole.tools[slug_of(record["id"].rpartition("/")[2])]
            prices: Mapping[str, Any] = tool.get("offers", {}).get(slug_of(seller)) or tool.get("pricing", {})
            for meter, key in meters.items():
                amount = (record.get("cost") or {}).get(key)
                rate = prices.get("rates", {}).get(meter)
                assert (amount is None) == (rate is None), (seller, record["id"], meter)
                assert amount is None or Decimal(str(rate)) == amount
                compared += amount is not None
    assert compared > 10_000


def test_a_tab_is_for_markdown_only() -> None:
    assert values.of_field("description")("one\n\ttwo") == "one\n\ttwo"
    for judge in (values.of_name, values.of_field("name"), values.of_field("tagline")):
        with pytest.raises(ValueError, match="without invisible or control characters"):
            judge("one\ttwo")
