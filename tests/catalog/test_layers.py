"""`layers.py`: people win field by field, prices come whole from one layer, and every value knows where it is from."""

import datetime
import json
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import MakeCatalog, Run
from tests.history.repositories import Repository
from tests.imports import FILES, OPUS, OPUS_UPSTREAM
from vcompare.catalog.store import Catalog
from vcompare.editing.formatter import new_file
from vcompare.model import Origin, Record

UPSTREAM = Origin("upstream", datetime.date(2026, 11, 20))
ANOTHER = Origin("another", datetime.date(2026, 11, 10))


def record_of(root: Path, slug: str = "opus") -> Record:
    record, findings = Catalog.open(root).record(slug)
    assert record is not None, findings
    return record


def test_each_field_comes_from_the_first_layer_that_has_it(make_catalog: MakeCatalog) -> None:
    record = record_of(make_catalog(FILES))
    tool = record.tool
    assert (tool.vendor, tool.name, tool.homepage) == (
        "Anthropic, says a person",
        "Opus",
        "https://example.com/opus",
    )
    assert tool.aliases == ("opus-latest",)
    assert (tool.specs["context"].value, tool.specs["context"].origin) == (200_000, None)
    assert (tool.specs["open"].value, tool.specs["open"].origin) == (False, UPSTREAM)
    assert record.origins["name"] == UPSTREAM
    assert record.origins["homepage"] == ANOTHER
    assert "vendor" not in record.origins


def test_prices_come_whole_from_one_layer(make_catalog: MakeCatalog) -> None:
    pricing = record_of(make_catalog(FILES)).tool.pricing
    assert pricing is not None
    assert {meter: (rate.amount, rate.origin) for meter, rate in pricing.rates.items()} == {
        "input": (5, UPSTREAM),
        "output": (25, UPSTREAM),
    }
    own = f"{OPUS}\n[pricing.rates]\noutput = 20\n"
    pricing = record_of(make_catalog({**FILES, "tools/opus.toml": own})).tool.pricing
    assert pricing is not None
    assert {meter: (rate.amount, rate.origin) for meter, rate in pricing.rates.items()} == {
        "output": (Decimal(20), None)
    }


def test_words_on_a_price_may_be_of_people_and_its_amounts_imported(make_catalog: MakeCatalog) -> None:
    own = f'{OPUS}\n[pricing]\nsummary = "Cheap"\nsource = "https://example.com"\nchecked = 2026-11-01\n'
    record = record_of(make_catalog({**FILES, "tools/opus.toml": own}))
    pricing = record.tool.pricing
    assert pricing is not None
    assert (pricing.summary, pricing.checked) == ("Cheap", datetime.date(2026, 11, 1))
    assert (pricing.rates["input"].origin, pricing.rates["input"].checked) == (UPSTREAM, None)


def test_the_page_of_prices_has_their_origin(make_catalog: MakeCatalog, vcompare: Run) -> None:
    path, page = "imported/upstream/opus.toml", 'source = "https://example.com/prices"\n'
    upstream = FILES[path].replace("[pricing.rates]", f"[pricing]\n{page}\n[pricing.rates]")
    root = make_catalog({**FILES, path: upstream})
    assert record_of(root).origins["pricing.source"] == UPSTREAM
    text = vcompare("show", "opus", "--sources", catalog=root).stdout
    assert "https://example.com/prices, from upstream, seen" in " ".join(text.split())
    own = f"{OPUS}\n[pricing]\nsummary = 'Cheap'\n{page}"
    assert (
        "pricing.source"
        not in record_of(make_catalog({**FILES, path: upstream, "tools/opus.toml": own})).origins
    )


def test_an_offer_is_layered_like_a_tool(make_catalog: MakeCatalog) -> None:
    own = f'{OPUS}\n[offers.bedrock]\nhomepage = "https://example.com/bedrock"\nspecs = {{ context = 9 }}\n'
    offer = record_of(make_catalog({**FILES, "tools/opus.toml": own})).tool.offers["bedrock"]
    assert (offer.name, offer.homepage) == ("Amazon Bedrock", "https://example.com/bedrock")
    assert (offer.rates["input"].origin, offer.specs["context"].origin) == (UPSTREAM, None)


def test_the_order_of_the_catalog_decides_between_sources(make_catalog: MakeCatalog) -> None:
    turned = FILES["catalog.toml"].replace('"upstream"', '"another", "upstream"')
    assert record_of(make_catalog({**FILES, "catalog.toml": turned})).tool.name == "Opus, elsewhere"


def test_a_tool_may_be_only_imported(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog(FILES)
    catalog = Catalog.open(root)
    assert catalog.slugs() == ["kimi", "opus"]
    assert "kimi" in catalog
    assert json.loads(vcompare("show", "kimi", "--format", "json", catalog=root).stdout)["tools"][0]["specs"]["context"] == {
        "value": 300_000, "at_least": None, "at_most": None, "none": False, "source": None, "checked": None,
        "quote": None, "note": None, "from": "upstream", "seen": "2026-11-21",
    }  # fmt: skip
    for command in (["list", "--format", "slugs"], ["list", "--format", "slugs", "--no-cache"]):
        assert vcompare(*command, catalog=root).stdout == "kimi\nopus\n"
    assert "Kimi" in vcompare("search", "kimi", catalog=root).stdout
    assert vcompare("check", catalog=root).returncode == 0


def test_what_is_imported_is_never_checked(make_catalog: MakeCatalog) -> None:
    dated = OPUS_UPSTREAM.replace("open = false", "open = { value = false, checked = 2026-11-02 }")
    dated = dated.replace("input = 5\n", "input = { amount = 5, checked = 2026-11-02 }\n")
    dated += '\n[sources.specs]\nurl = "https://example.com"\nchecked = 2026-11-03\n'
    tool = record_of(make_catalog({**FILES, "imported/upstream/opus.toml": dated})).tool
    assert tool.pricing is not None
    assert {tool.specs["open"].checked, tool.pricing.rates["input"].checked} == {None}
    assert tool.specs["open"].source == "https://example.com"


def test_a_value_of_people_that_cannot_be_read_hides_the_imported_one(make_catalog: MakeCatalog) -> None:
    broken = OPUS.replace("context = 200_000", 'context = "many"')
    record, findings = Catalog.open(make_catalog({**FILES, "tools/opus.toml": broken})).record("opus")
    assert record is not None
    assert "context" not in record.tool.specs
    assert [finding.rule for finding in findings] == ["bad-spec"]


@pytest.mark.parametrize(
    ("slug", "place"), [("opus", "tools/opus.toml"), ("kimi", "imported/upstream/kimi.toml")]
)
def test_what_no_layer_has_is_missing(
    make_catalog: MakeCatalog, vcompare: Run, slug: str, place: str
) -> None:
    files = {path: text.replace('tagline = "A model"\n', "") for path, text in FILES.items()}
    root = make_catalog(files)
    checked = vcompare("check", catalog=root).stdout
    assert f"{place}:1:1: error missing-key: `tagline` is missing: no file of this tool has it" in checked
    result = vcompare("show", slug, catalog=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert "`tagline` is missing" in result.stderr


def test_allow_is_no_key_of_an_imported_file(make_catalog: MakeCatalog, vcompare: Run) -> None:
    path = "imported/upstream/kimi.toml"
    root = make_catalog({**FILES, path: f'allow = ["raw-html"]\n{FILES[path]}'})
    assert "`allow` is not a key of this file" in vcompare("check", catalog=root).stdout


def test_history_tells_what_an_import_changed(tmp_path: Path, vcompare: Run) -> None:
    made = Repository(tmp_path / "repository")
    kimi = "imported/upstream/kimi.toml"
    made.commit("2026-11-01", FILES)
    made.write({kimi: FILES[kimi].replace("300_000", "400_000")})
    assert "+33%" in vcompare("diff", catalog=made.root).stdout
    made.commit("2026-11-02", {})
    assert "+33%" in vcompare("history", "kimi", catalog=made.root).stdout
    made.commit("2026-11-03", {kimi: None})
    assert "Kimi" in vcompare("diff", "HEAD~1", catalog=made.root).stdout


LINES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=9)
FACTS: dict[str, st.SearchStrategy[Any]] = {
    "name": LINES,
    "tagline": LINES,
    "category": st.just("Language models"),
    "vendor": LINES,
    "entry": st.sampled_from(["free", "paid"]),
    "tags": st.lists(st.sampled_from(["a", "b"]), unique=True),
    "specs": st.fixed_dictionaries({}, optional={"context": st.integers(1, 10**9), "open": st.booleans()}),
    "pricing": st.fixed_dictionaries(
        {"rates": st.dictionaries(st.sampled_from(["input", "output"]), st.integers(0, 99), min_size=1)},
        optional={"summary": LINES},
    ),
}


@settings(max_examples=300)
@given(st.fixed_dictionaries({}, optional=FACTS))
@example({})
@example({"tags": [], "pricing": {"rates": {"output": 1}}})
def test_whatever_people_write_wins(written: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for path, text in {**FILES, "tools/opus.toml": new_file(written)}.items():
            place = Path(folder, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text)
        record = record_of(Path(folder))
    tool = record.tool
    for key in written.keys() - {"specs", "pricing"}:
        assert getattr(tool, key) == (tuple(written[key]) if key == "tags" else written[key])
        assert key not in record.origins
    for key, fact in tool.specs.items():
        own = written.get("specs", {})
        assert (fact.value, fact.origin) == ((own[key], None) if key in own else (fact.value, UPSTREAM))
    assert tool.specs.keys() == {"context", "open"}
    assert tool.pricing is not None
    rates = {meter: (int(rate.amount), rate.origin) for meter, rate in tool.pricing.rates.items()}
    own = written.get("pricing", {}).get("rates")
    assert rates == (
        {meter: (much, None) for meter, much in own.items()}
        if own
        else {"input": (5, UPSTREAM), "output": (25, UPSTREAM)}
    )
    assert tool.pricing.summary == written.get("pricing", {}).get("summary")


def told(vcompare: Run, made: Repository, *command: str) -> str:
    result = vcompare(*command, catalog=made.root)
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_where_a_value_is_from_and_when_it_was_seen_is_no_change(tmp_path: Path, vcompare: Run) -> None:
    made = Repository(tmp_path / "repository")
    made.commit("2026-10-01", FILES)
    path, text = "imported/upstream/kimi.toml", FILES["imported/upstream/kimi.toml"]
    made.commit("2026-11-10", {path: text.replace("2026-11-21", "2026-11-22")})
    own = text.replace("seen = 2026-11-21\n", "")
    made.commit("2026-11-11", {path: None, "tools/kimi.toml": own})  # somebody took it over
    made.commit("2026-11-12", {path: text.replace("300_000", "200_000")})  # and so this does not count
    changes = json.loads(told(vcompare, made, "diff", "HEAD~3", "HEAD", "-f", "json"))["changes"]
    states = json.loads(told(vcompare, made, "history", "kimi", "-f", "json"))["states"]
    assert (changes, [len(one["changes"]) for one in states]) == ([], [1])
    digest = told(vcompare, made, "digest", "--since", "2026-11-01", "--today", "2026-11-13")
    assert "Kimi" not in digest


def test_an_imported_fact_that_changes_is_told_as_any_other(tmp_path: Path, vcompare: Run) -> None:
    made = Repository(tmp_path / "repository")
    made.commit("2026-10-01", FILES)
    path = "imported/upstream/opus.toml"
    dearer = FILES[path].replace("input = 5", "input = 6").replace("2026-11-20", "2026-11-25")
    made.commit("2026-11-10", {path: dearer})
    changes = json.loads(told(vcompare, made, "diff", "HEAD~1", "HEAD", "-f", "json"))["changes"]
    assert [(one["field"], one["before"], one["after"]) for one in changes] == [
        ("pricing.rates.input", "5", "6")
    ]
    assert "+20%" in told(vcompare, made, "history", "opus")
    digest = told(vcompare, made, "digest", "--since", "2026-11-01", "--today", "2026-11-13")
    assert "$6.00" in digest
