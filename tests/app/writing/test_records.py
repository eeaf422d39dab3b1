"""`app/writing/records.py`: what `list` writes of prices, added to an empty catalog, is listed there byte for byte."""

import datetime
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.app.writing.prices import METERS
from tests.conftest import SETTINGS, Run
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
    has_tiers = draw(st.booleans())
    if billed and has_tiers:
        limits = sorted(draw(st.sets(st.integers(1, 10**6), min_size=1, max_size=2)))
        tiers = [{"over": {billed[0]: limit}, "rates": {billed[-1]: draw(AMOUNTS)}} for limit in limits]
        found["tiers"] = tiers
    plans: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
        {"name": LINES, "amount": AMOUNTS, "per": st.sampled_from(["month", "year", "seat-month"])},
        optional={"includes": of_meters(QUANTITIES, 1)},
    )
    if some := draw(st.lists(plans, max_size=2, unique_by=lambda one: str(one["name"]).casefold())):
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


UNDATED_RATE = {
    "name": "Quill", "tagline": "A pen", "category": "Tools", "entry": "free",
    "pricing": {
        "summary": "0", "source": "https://example.com/b", "checked": datetime.date(2020, 1, 1),
        "rates": {"input": {"amount": 0, "source": "https://example.com/b"}},
    },
}  # fmt: skip


@example(UNDATED_RATE)
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


def test_a_rate_for_another_quantity_is_refused(vcompare: Run, tmp_path: Path) -> None:
    catalog(tmp_path / "c", {})
    rate = '{"slug": "quill", "name": "Quill", "tagline": "T", "category": "Tools", "pricing": {"rates": {"input": %s}}}'
    (tmp_path / "one.json").write_text(rate % '{"amount": "3", "per": 1000}')
    done = vcompare("add", "--from", "one.json", catalog=tmp_path / "c")
    assert done.returncode == 2
    assert "`pricing.rates.input` is for 1000 units, and rates of this catalog are for 1000000" in done.stderr
    (tmp_path / "one.json").write_text(rate % '{"amount": "3", "per": 1000000}')
    assert vcompare("add", "--from", "one.json", catalog=tmp_path / "c").returncode == 0
    assert (tmp_path / "c/tools/quill.toml").read_text().endswith("[pricing.rates]\ninput = 3\n")


def test_a_table_of_a_spreadsheet_takes_amounts_as_people_type_them_and_leaves_out_what_is_computed(
    vcompare: Run, tmp_path: Path
) -> None:
    catalog(tmp_path / "c", {"quill": 'name = "Quill"\ntagline = "T"\ncategory = "Tools"\n'})
    rows = 'slug,input,Cached input,pricing.rates.output.lowest,offers.nova.rates.input\nquill,$3,".30",9,2\n'
    (tmp_path / "some.csv").write_text(rows)
    done = vcompare("edit", "--from", "some.csv", catalog=tmp_path / "c")
    assert done.returncode == 0, done.stderr
    assert "`pricing.rates.output.lowest` is computed, and left out" in done.stderr
    text = (tmp_path / "c/tools/quill.toml").read_text()
    assert "[pricing.rates]\ninput = 3\ncache-read = 0.3\n" in text
    assert "[offers.nova.rates]\ninput = 2\n" in text
    (tmp_path / "some.csv").write_text("slug,pricing.plans\nquill,Team\n")
    done = vcompare("edit", "--from", "some.csv", catalog=tmp_path / "c")
    assert "`pricing.plans` is not a list of objects in JSON\n" in done.stderr


def test_meters_of_records_that_are_not_declared_are_declared_with_yes(vcompare: Run, tmp_path: Path) -> None:
    catalog(tmp_path / "c", {"quill": 'name = "Quill"\ntagline = "T"\ncategory = "Tools"\n'})
    offer = (
        '{"offers": {"nova": {"name": "Nova", "pricing": {"rates": {"video": {"amount": "3", "per": 60}}}}}}'
    )
    (tmp_path / "one.json").write_text(offer)
    done = vcompare("edit", "quill", "--from", "one.json", catalog=tmp_path / "c")
    assert "error: `video` is not a meter of this catalog\n" in done.stderr
    assert '[meters.video]\nlabel = "Video"\nunit = "video"\nper = 60\n' in done.stderr
    done = vcompare("edit", "quill", "--from", "one.json", "--yes", catalog=tmp_path / "c")
    assert done.returncode == 0, done.stderr


def test_rates_are_options_of_add(vcompare: Run, tmp_path: Path) -> None:
    catalog(tmp_path / "c", {})
    words = ("add", "Quill", "--tagline", "T", "--category", "Tools")
    done = vcompare(
        *words, "--rate", "output=€9", "--rate", "input=3", "--currency", "EUR", catalog=tmp_path / "c"
    )
    assert done.returncode == 0, done.stderr
    text = (tmp_path / "c/tools/quill.toml").read_text()
    assert text.endswith('[pricing]\ncurrency = "EUR"\n\n[pricing.rates]\ninput = 3\noutput = 9\n')
    done = vcompare(
        *words, "--rate", "inptu=3", "--rate", "output=x", "--spec", "context=y", catalog=tmp_path / "c"
    )
    assert "`inptu` is not a meter of this catalog\nhint: did you mean `input`?" in done.stderr
    assert '`output` must be an amount of money, such as 3, 0.25 or $3, not "x"' in done.stderr
    assert "`context` must be" in done.stderr
