"""`columns.py`: on a terminal, a person says what the columns of a table are."""

from pathlib import Path

from tests.cli.terminal import Asked
from tests.conftest import MakeCatalog
from tests.imports import SETTINGS

CSV = "name,category,Contxt,notes\nAlpha,Language models,200k,hello\n"


def test_a_person_is_asked_about_columns_that_say_nothing(make_catalog: MakeCatalog, tmp_path: Path) -> None:
    root = make_catalog({"catalog.toml": SETTINGS})
    (tmp_path / "t.csv").write_text(CSV)
    asked = Asked(["import", "csv", "t.csv"], tmp_path, {"VCOMPARE_CATALOG": str(root)})
    asked.shows("column Contxt:").shows("specs.context").type("contex\r").shows("no field").type("t\r")
    assert asked.shows("column notes:").type("\r").status() == 0
    assert "context = 200_000" in (root / "imported/csv/alpha.toml").read_text()


def test_ctrl_c_at_a_question_imports_nothing(make_catalog: MakeCatalog, tmp_path: Path) -> None:
    root = make_catalog({"catalog.toml": SETTINGS})
    (tmp_path / "t.csv").write_text(CSV)
    asked = Asked(["import", "csv", "t.csv"], tmp_path, {"VCOMPARE_CATALOG": str(root)})
    assert asked.shows("column Contxt:").type("\x03").status() == 130
    assert not (root / "imported").exists()
