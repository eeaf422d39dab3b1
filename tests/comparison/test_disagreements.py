"""`disagreements.py` in what programs read: JSON, CSV, filters, Python, with the cache and without."""

import json
from typing import Any

import pytest

import vcompare as api
from tests.conftest import MakeCatalog, Run
from tests.imports import FILES
from vcompare import Fact

EXPECTED = [
    {"field": "specs.context", "offer": None, "value": 200_000, "other": 100_000, "from": "upstream", "seen": "2026-11-20"},
    {"field": "pricing.rates.input", "offer": None, "value": {"amount": "5", "currency": "USD"},
     "other": {"amount": "4", "currency": "USD"}, "from": "another", "seen": "2026-11-10"},
    {"field": "vendor", "offer": None, "value": "Anthropic, says a person", "other": "Upstream's vendor", "from": "upstream", "seen": "2026-11-20"},
]  # fmt: skip


@pytest.mark.parametrize("command", [["show", "opus", "kimi"], ["list"], ["list", "--where", "context>1"]])
@pytest.mark.parametrize("cache", [[], ["--no-cache"]])
def test_json_says_where_values_are_from(
    vcompare: Run, make_catalog: MakeCatalog, command: list[str], cache: list[str]
) -> None:
    result = vcompare(*command, "-f", "json", *cache, catalog=make_catalog(FILES))
    tools = {tool["slug"]: tool for tool in json.loads(result.stdout)["tools"]}
    opus, kimi = tools["opus"], tools["kimi"]
    assert opus["disagreements"] == EXPECTED
    assert "disagreements" not in kimi
    origin = {"from": "upstream", "seen": "2026-11-20"}
    another = {"from": "another", "seen": "2026-11-10"}
    assert opus["imported"] == {
        **dict.fromkeys(("name", "tagline", "category", "aliases", "offers.bedrock"), origin),
        "homepage": another,
    }
    rate = opus["pricing"]["rates"]["input"]
    assert (rate["from"], rate["seen"], rate["checked"]) == ("upstream", "2026-11-20", None)
    assert opus["specs"]["context"]["from"] is None
    assert kimi["imported"].keys() == {"name", "tagline", "category"}


def test_ndjson_is_the_same_with_the_cache_and_without(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(FILES)
    cold, warm, without = (
        vcompare("list", "-f", "ndjson", *cache, catalog=root).stdout for cache in ([], [], ["--no-cache"])
    )
    assert cold == warm == without
    tools = {tool["slug"]: tool for tool in map(json.loads, cold.splitlines())}
    assert tools["opus"]["disagreements"] == EXPECTED


def test_a_catalog_without_imports_has_neither_key(vcompare: Run) -> None:
    tool = json.loads(vcompare("show", "modal", "-f", "json").stdout)["tools"][0]
    assert not {"imported", "disagreements"} & tool.keys()


@pytest.mark.parametrize("cache", [[], ["--no-cache"]])
def test_lists_count_them(vcompare: Run, make_catalog: MakeCatalog, cache: list[str]) -> None:
    agreeing = {"imported/another/kimi.toml": "seen = 2026-11-01\n[specs]\ncontext = 300_000\n"}
    lone = FILES["imported/upstream/kimi.toml"].replace("Kimi", "Lone")
    root = make_catalog({**FILES, **agreeing, "imported/upstream/lone.toml": lone})

    def listed(*options: str) -> list[str]:
        return vcompare("list", *options, *cache, catalog=root).stdout.splitlines()

    columns = ("--columns", "slug,disagreements", "-f", "csv")
    assert listed(*columns, "--sort=-disagreements") == ["slug,disagreements", "opus,3", "kimi,0", "lone,"]
    assert listed(*columns, "--sort=disagreements") == ["slug,disagreements", "kimi,0", "opus,3", "lone,"]
    assert listed("--where", "disagreements>0", "-f", "slugs") == ["opus"]
    assert listed("--where", "disagreements=0", "-f", "slugs") == ["kimi"]
    assert "one source" in "\n".join(listed("--columns", "slug,context,disagreements"))
    assert "disagreements" not in listed("-f", "csv")[0]


def test_what_list_writes_can_be_read_again(vcompare: Run, make_catalog: MakeCatalog) -> None:
    own = FILES["tools/opus.toml"].replace(
        "[specs]", 'name = "Opus"\ntagline = "T"\ncategory = "Language models"\n[specs]'
    )
    root = make_catalog({**FILES, "tools/opus.toml": own})
    tools = vcompare("list", "--where", "slug=opus", "-f", "json", catalog=root).stdout
    result = vcompare("edit", "--from", "-", "--dry-run", "-f", "json", catalog=root, input=tools.encode())
    assert "not a key" not in result.stderr
    assert "vcompare check" in vcompare("edit", "opus", "disagreements=3", catalog=root).stderr


def test_the_public_api_has_origins(make_catalog: MakeCatalog) -> None:
    catalog = api.open(make_catalog(FILES))
    card = api.compare(catalog, ["opus"]).tools[0]
    context: Fact = card.tool.specs["context"]
    opened: Fact = card.tool.specs["open"]
    assert context.origin is None
    assert opened.origin is not None
    assert (opened.origin.source, str(opened.origin.seen)) == ("upstream", "2026-11-20")
    assert card.disagreements is not None
    found: list[Any] = [(one.field, one.by.source, one.apart) for one in card.disagreements]
    assert found == [
        ("specs.context", "upstream", "−50%"),
        ("pricing.rates.input", "another", "−20%"),
        ("vendor", "upstream", ""),
    ]


SETTINGS = FILES["catalog.toml"].replace(
    "[meters.input]",
    '[specs.released]\nlabel = "Released"\nkind = "date"\n\n[specs.modalities]\nlabel = "Modalities"\nkind = "list"\n\n'
    '[specs.limit]\nlabel = "Limit"\nkind = "quantity"\n\n[meters.input]',
    1,
)
OWN = """\
retired = 2026-01-01
entry = "free"

[specs]
released = "2025-03"
limit = { at_least = 10, at_most = 20 }
modalities = ["text"]
context = { none = true }

[pricing]
rates = { input = 5 }
tiers = [{ over = { input = 200 }, rates = { input = 6 } }]
plans = [{ name = "Team", amount = 3, per = "month" }]

[offers.bedrock]
rates = { input = 7 }
specs = { context = 8 }
"""
OTHER = """\
seen = 2026-11-20
name = "Opus"
tagline = "A model"
category = "Language models"
retired = 2026-02-01
entry = "paid"

[specs]
released = 2024-01-01
limit = 30
modalities = ["text", "image"]
context = 9

[pricing]
rates = { input = 4.5 }
tiers = [{ over = { input = 200 }, rates = { input = 9 } }]
plans = [{ name = "Team", amount = 30, per = "month" }]

[offers.bedrock]
rates = { input = "7.1" }
specs = { context = 80 }
"""


@pytest.mark.parametrize("own", [OWN, "seen = 2026-11-01\n" + OWN])
def test_tools_of_a_list_have_the_same(make_catalog: MakeCatalog, own: str) -> None:
    path = "imported/a/opus.toml" if own.startswith("seen") else "tools/opus.toml"
    root = make_catalog({"catalog.toml": SETTINGS, path: own, "imported/upstream/opus.toml": OTHER})
    if own.startswith("seen"):
        (root / "catalog.toml").write_text(SETTINGS.replace('["upstream"]', '["a"]'))
    catalog = api.open(root)
    (listed,), card = api.list_tools(catalog).tools, catalog["opus"]
    assert card.disagreements is not None
    assert {one.field for one in card.disagreements} == {
        *("specs.released", "specs.limit", "specs.modalities", "specs.context", "entry", "retired"),
        *("pricing.rates.input", "pricing.tiers", "pricing.plans"),
    }
    assert {one.origin is None for one in card.disagreements} == {path.startswith("tools/")}
    assert listed.disagreements == card.disagreements
    assert listed.origins == card.origins
