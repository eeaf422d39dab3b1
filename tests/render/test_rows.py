"""`render/rows.py`: CSV that reads back, and in which nothing is a formula."""

import csv
import io

import pytest

from vcompare.catalog.store import Catalog
from vcompare.comparison import compare
from vcompare.render.rows import comparison_rows, to_csv, tool_rows


def test_csv_reads_back(sample: Catalog) -> None:
    result = compare([sample["claude-4-api"], sample["modal"]], sample.settings.panel)
    rows = {row[0]: row[1:] for row in csv.reader(io.StringIO(to_csv(comparison_rows(result))))}
    assert rows["field"] == ["claude-4-api", "modal"]
    assert rows["panel.score"] == ["83.5", ""]
    assert rows["reviews.builder.text"][0] == sample["claude-4-api"].reviews["builder"].text
    listed = list(csv.DictReader(io.StringIO(to_csv(tool_rows(result.tools)))))
    assert [row["slug"] for row in listed] == ["claude-4-api", "modal"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=cmd|'/c calc'!A1"])
def test_csv_never_starts_a_formula(text: str) -> None:
    ((cell,),) = csv.reader(io.StringIO(to_csv([[text]])))
    assert cell == f"'{text}"
