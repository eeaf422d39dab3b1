"""Made-up prices: what `list` writes, added to an empty catalog, is listed there byte for byte."""

import datetime
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.app.writing.prices import METERS
from tests.conftest import SETTINGS
from vcompare.app.listing import list_tools
from vcompare.app.opened import OpenCatalog, open_catalog
from vcompare.app.writing.adding import Options, add_all
from vcompare.app.writing.editing import Edit, plan
from vcompare.app.writing.forms import tool_form
from vcompare.app.writing.reading import read
from vcompare.editing.formatter import new_file
from vcompare.fields.kinds import Amount
from vcompare.render.payloads import json_bytes, tools_payload
from vcompare.render.rows import to_csv, tool_rows

ALL = ["input", "cache-read", "output", "seat-month"]
AMOUNTS = st.decimals(0, 10**12, allow_nan=False, places=9).map(
    lambda exact: Amount().stored(exact.normalize())
)
LINES = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=9
).filter(lambda text: text.strip() == text)
PAGES = st.sampled_from(["https://example.com/a", "https://example.com/b?c=d,e"])
DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2025, 12, 31))
EVIDENCE = {"source": PAGES, "checked": DAYS, "quote": LINES, "note": LINES}
RATES = st.one_of(AMOUNTS, st.fixed_dictionaries({"amount": AMOUNTS}, optional=EVIDENCE))
QUANTITIES = st.one_of(st.integers(0, 10**9), st.sampled_from([0.5, 1e3]))


def of_meters(values: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[dict[str, Any]]:
    return st.dictionaries(st.sampled_from(ALL), values, min_size=least, max_size=4)


@st.composite
def prices(draw: st.DrawFn) -> dict[str, Any]:
    found: dict[str, Any] = draw(
        st.fixed_dictionaries(
            {"summary": LINES},
            optional={
                "source": PAGES,
                "checked": DAYS,
                "currency": st.sampled_from(["USD", "EUR"]),
                "rates": of_meters(RATES, 1),
            },
        )
    )
    billed = sorted(found.get("rates", {}))
    if billed and draw(st.booleans()):
        limits = sorted(draw(st.sets(st.integers(1, 10**6), min_size=1, max_size=2)))
        tiers = [{"over": {billed[0]: limit}, "rates": {billed[-1]: draw(AMOUNTS)}} for limit in limits]
        found["tiers"] = tiers
    plans = st.fixed_dictionaries(
        {"name": LINES, "amount": AMOUNTS, "per": st.sampled_from(["month", "year", "seat-month"])},
        optional={"includes": of_meters(QUANTITIES, 1)},
    )
    if some := draw(st.lists(plans, max_size=2, unique_by=lambda one: one["name"].casefold())):
        found["plans"] = some
    return found


@st.composite
def tools(draw: st.DrawFn) -> dict[str, Any]:
    context = st.one_of(
        st.integers(1, 10**7), st.fixed_dictionaries({"value": st.integers(1, 9)}, optional=EVIDENCE)
    )
    offers = {}
    for seller in draw(st.lists(st.sampled_from(["azure", "bedrock", "nova"]), max_size=2, unique=True)):
        offers[seller] = draw(prices()) | draw(
            st.fixed_dictionaries(
                {},
                optional={
                    "name": LINES,
                    "homepage": PAGES,
                    "specs": st.fixed_dictionaries({"context": context}),
                },
            )
        )
    own = draw(
        st.fixed_dictionaries(
            {}, optional={"pricing": prices(), "specs": st.fixed_dictionaries({"context": context})}
        )
    )
    facts = {"name": "Quill", "tagline": "A pen", "category": "Tools", "entry": "free"}
    return {**facts, **own, **({"offers": offers} if offers else {})}  # fmt: skip


def catalog(folder: Path, texts: dict[str, str]) -> OpenCatalog:
    (folder / "tools").mkdir(parents=True)
    (folder / "catalog.toml").write_text(SETTINGS.replace("[panel.builder]", f"{METERS}\n[panel.builder]"))
    for slug, text in texts.items():
        (folder / f"tools/{slug}.toml").write_text(text, newline="")
    return open_catalog(folder)


def outputs(opened: OpenCatalog) -> dict[str, bytes]:
    listed = list_tools(opened)
    assert not listed.problems
    return {
        "list.json": json_bytes(tools_payload(listed.listed, opened.fields)),
        "list.ndjson": b"".join(tool.json + b"\n" for tool in listed.listed),
        "list.csv": to_csv(tool_rows(listed.tools, opened.fields)).encode(),
    }


@given(tools())
@settings(max_examples=40)
def test_what_a_list_writes_is_listed_again_once_it_is_added(tool: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        opened = catalog(Path(folder, "old"), {"quill": new_file(tool)})
        listed = outputs(opened)
        form = tool_form(opened.fields)
        for name, content in listed.items():
            records = read(name, content, form).records
            assert plan(opened, [], records, Edit(form)).changes == [], name
            if name == "list.csv" and "offers" in tool:
                continue  # a row has only the lowest of their rates
            new = catalog(Path(folder, name), {})
            add_all(new, records, Options(form, {}), force=False, dry_run=False)
            assert outputs(open_catalog(Path(folder, name)))[name] == content, name


@given(st.decimals(0, 10**17, allow_nan=False, places=12))
def test_an_amount_is_written_exactly(exact: Decimal) -> None:
    assert Amount().read(Amount().stored(exact)) == exact
