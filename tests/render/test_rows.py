"""`render/rows.py`: CSV that reads back, and in which nothing is a formula."""

import csv
import io

import pytest

from tests.conftest import record_of
from tests.trust.oracles import parsed_csv
from vcompare.catalog.store import Catalog
from vcompare.comparison import compare
from vcompare.model import Bounds
from vcompare.render.rows import comparison_rows, to_csv, tool_rows


def test_csv_reads_back(sample: Catalog) -> None:
    result = compare([record_of(sample, "claude-4-api"), record_of(sample, "modal")], sample.settings.panel)
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(to_csv(comparison_rows(result))))}
    assert rows["field"] == ["claude-4-api", "modal"]
    assert rows["panel.score"] == ["83.5", ""]
    assert rows["reviews.builder.text"][0] == record_of(sample, "claude-4-api").reviews["builder"].text
    listed = list(csv.DictReader(io.StringIO(to_csv(tool_rows(result.tools, result.fields)))))
    assert [row["slug"] for row in listed] == ["claude-4-api", "modal"]


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "=cmd|'/c calc'!A1", "＝1+1", "＋1", "－1", "＠x"]
)
@pytest.mark.parametrize("before", ["", " ", "x;", "x; ", 'x;"', "x\t", "x\n", ";"])
def test_csv_has_no_formula_whatever_separates_its_cells(text: str, before: str) -> None:
    written = to_csv([["slug", f"{before}{text};x", "x"]])
    ((_, cell, _),) = parsed_csv(written.encode())
    assert cell == f"{before}'{text};x"


def test_flags_are_as_in_json() -> None:
    assert to_csv([[True, False, None]]) == "true,false,\n"


@pytest.mark.parametrize(
    ("value", "cell"),
    [(-5, "-5"), (-0.5, "-0.5"), (-1e-7, "-1e-07"), (Bounds(-7, -3), "-7..-3"), (Bounds(None, -3), "<=-3")],
)
def test_a_number_is_no_formula_and_reads_back(value: object, cell: str) -> None:
    assert to_csv([["x", value]]) == f"x,{cell}\n"


def test_a_leading_tab_is_guarded() -> None:
    assert to_csv([["x", "\t=1"]]) == "x,\"'\t'=1\"\n"


@pytest.mark.parametrize("text", ["a;b", "a\tb", "a,b", 'a"b', "a\nb"])
def test_what_may_separate_cells_is_quoted(text: str) -> None:
    assert to_csv([["x", text]]) == 'x,"{}"\n'.format(text.replace('"', '""'))


@pytest.mark.parametrize("text", ["plain", "it's", "1 + 1 = 2", "a-b", "ana@example.com", " x", "a|b"])
def test_an_ordinary_cell_is_written_as_it_is(text: str) -> None:
    assert to_csv([[text, None]]) == f"{text},\n"
