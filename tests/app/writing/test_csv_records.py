"""`app/writing/csv_records.py`: what `list` writes is read as it was, whatever texts a tool has."""

import datetime
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SETTINGS
from vcompare.app.listing import list_tools
from vcompare.app.opened import open_catalog
from vcompare.app.writing.adding import Options, add_all
from vcompare.app.writing.csv_records import records
from vcompare.app.writing.editing import Edit, plan
from vcompare.app.writing.forms import TOOL, tool_form
from vcompare.app.writing.reading import read
from vcompare.editing.formatter import new_file
from vcompare.errors import VcompareError
from vcompare.fields import BUILTIN
from vcompare.model import Settings, Spec
from vcompare.render.payloads import json_bytes, tools_payload
from vcompare.render.rows import to_csv, tool_rows

LINE = st.text("aB1 ;,'\"=+-@[]{}\\$é→|", min_size=1, max_size=12).map(str.strip).filter(bool)
MARKDOWN = st.text("aB ;,'\"=+-@\n\t[]\\", min_size=1, max_size=40).filter(str.strip)
DATE = st.dates(min_value=datetime.date(2000, 1, 1), max_value=datetime.date(2025, 1, 1))
FACTS: Any = st.fixed_dictionaries(
    {"tagline": LINE, "category": st.just("Tools")},
    optional={
        "entry": st.sampled_from(["free", "paid"]),
        "description": MARKDOWN,
        "vendor": LINE,
        "best_for": LINE,
        "aliases": st.lists(LINE, min_size=1, max_size=3),
        "tags": st.lists(st.sampled_from(["a", "b-c", "d"]), unique=True, min_size=1),
        "added": DATE,
        "pricing": st.fixed_dictionaries({"summary": LINE}, optional={"checked": DATE}),
    },
)


def catalog(folder: Path, name: str) -> Path:
    root = folder / name
    (root / "tools").mkdir(parents=True)
    (root / "catalog.toml").write_text(SETTINGS)
    return root


@given(tools=st.lists(FACTS, min_size=1, max_size=3))
@settings(max_examples=25)
def test_a_list_makes_the_same_tools_and_changes_none(tools: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = catalog(Path(folder), "old")
        for number, facts in enumerate(tools):
            (root / f"tools/tool-{number}.toml").write_text(
                new_file({"name": f"Tool {number}", **facts}), newline=""
            )
        listed = list_tools(open_catalog(root))
        assert listed.problems == []
        formats = {
            "list.csv": to_csv(tool_rows(listed.tools, BUILTIN)).encode(),
            "list.json": json_bytes(tools_payload(listed.listed, BUILTIN)),
            "list.ndjson": b"".join(tool.json + b"\n" for tool in listed.listed),
        }
        for name, content in formats.items():
            given_here = read(name, content, TOOL).records
            assert plan(open_catalog(root), [], given_here, Edit(TOOL)).changes == []
            new = catalog(Path(folder), name)
            add_all(open_catalog(new), given_here, Options(TOOL, {}), force=False, dry_run=False)
            assert [tool.json for tool in list_tools(open_catalog(new)).listed] == [
                tool.json for tool in listed.listed
            ]


@pytest.mark.parametrize("head", ["slug,pricing.checked", "Slug;Pricing.Checked", "slug\tchecked"])
def test_columns_are_called_as_list_calls_them(head: str) -> None:
    separator = next(sign for sign in ",;\t" if sign in head)
    [(line, values)] = records("x.csv", f"{head}\nanvil{separator}2026-01-02\n", TOOL)
    assert line == 2
    assert str(values["pricing"]["checked"]) == "2026-01-02"


@pytest.mark.parametrize(
    "head", ["slug,vendr", "slug,allow,allow", "slug,vendor,Vendor", "slug,checked,pricing.checked"]
)
def test_other_columns_are_refused(head: str) -> None:
    with pytest.raises(VcompareError, match=r"x\.csv:1: "):
        list(records("x.csv", f"{head}\nanvil\n", TOOL))


def test_commas_separate_items_that_can_have_none() -> None:
    row = next(records("x.csv", 'name;tags;aliases\nQuill;"a, b-c";Quill, Inc.\n', TOOL))[1]
    assert (row["tags"], row["aliases"]) == (["a", "b-c"], ["Quill, Inc."])


@pytest.mark.parametrize("first", ["sep=;", "SEP=;", '"sep=;"', "sep=; ", "sep=|", "sep=\t", "sep=,"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_first_line_may_declare_the_separator(first: str, end: str) -> None:
    sign = first.strip(' "')[-1]
    text = end.join((first, f"slug{sign}name{sign}tagline", f"anvil{sign}Anvil{sign}a, b; c", ""))
    expected = {"slug": "anvil", "name": "Anvil", "tagline": "a, b; c"}
    if sign in ",;":
        text = text.replace("a, b; c", '"a, b; c"')
    for name in ("x.csv", "-"):
        [given] = read(name, text.encode(), TOOL).records
        assert {**given.values, "slug": given.slug} == expected
        assert given.place(None) == f'{name}:3: tool 1 ("anvil")'


@pytest.mark.parametrize(("separator", "called"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")])
def test_a_cell_too_many_is_explained_with_the_separator_of_the_file(separator: str, called: str) -> None:
    with pytest.raises(VcompareError) as refused:
        list(records("x.csv", f"name{separator}entry\nQuill{separator}free{separator}x\n", TOOL))
    assert refused.value.hint == f"quote cells with {called}"


@pytest.mark.parametrize("head", ["context", "specs.context", "Context window", "CONTEXT-WINDOW", "Context"])
def test_columns_of_specs_are_called_by_key_or_by_label(head: str) -> None:
    spec = Spec(label="Context window", kind="quantity", short="Context")
    form = tool_form(BUILTIN.completed(Settings(format=1, title="T", specs={"context": spec})))
    assert list(records("x.csv", f"slug,{head}\nquill,200k\n", form)) == [
        (2, {"slug": "quill", "specs": {"context": 200_000}})
    ]


@pytest.mark.parametrize("head", ["max table", "Max_Table", "max-table", "Max  table"])
def test_words_of_a_key_may_be_joined_in_any_way(head: str) -> None:
    spec = Spec(label="Largest table", kind="quantity", unit="TB")
    form = tool_form(BUILTIN.completed(Settings(format=1, title="T", specs={"max-table": spec})))
    assert list(records("x.csv", f"slug,{head}\nquill,32TB\n", form)) == [
        (2, {"slug": "quill", "specs": {"max-table": 32}})
    ]
