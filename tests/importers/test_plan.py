"""What an import does to files: what comes, changes and goes, what stays byte for byte, and what it leaves alone."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from vcompare.catalog.source import Source
from vcompare.editing.edits import commit
from vcompare.importers.layout import tool_text, written
from vcompare.importers.plan import ImportPlan, LeftAlone, plan
from vcompare.importers.translate import Translation
from vcompare.model import Recipe

DAY, LATER = datetime.date(2026, 11, 20), datetime.date(2026, 12, 24)
RECIPE = Recipe(records="a", tool="b", home="https://models.example", license="MIT")
QUILL: dict[str, Any] = {"name": "Quill", "tagline": "T", "category": "C", "specs": {"context": 5}}
NIB = {**QUILL, "name": "Nib"}
TOOLS = {"nib": NIB, "quill": QUILL}
FILES = ["imported/acme.toml", "imported/acme/nib.toml", "imported/acme/quill.toml"]


def planned(
    root: Path, tools: dict[str, Any], day: datetime.date = DAY, version: str = "1", **options: Any
) -> ImportPlan:
    found = Translation(tools, version, 0, 0, 0, [], {}, [], [])
    return plan("acme", RECIPE, found, Source(root), day, **options)


def imported(root: Path, tools: dict[str, Any], day: datetime.date = DAY, **options: Any) -> ImportPlan:
    """Import, and make the changes."""
    found = planned(root, tools, day, **options)
    commit(root, found.changes)
    return found


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*.toml")}


def quill(root: Path) -> Path:
    return root / "imported" / "acme" / "quill.toml"


def test_the_first_import_creates_files_and_the_second_changes_no_byte(tmp_path: Path) -> None:
    first = imported(tmp_path, TOOLS)
    assert [change.path for change in first.changes] == FILES
    assert (first.created, first.replaced, first.unchanged) == (["nib", "quill"], [], [])
    before = files(tmp_path)
    second = imported(tmp_path, TOOLS, LATER)
    assert second == ImportPlan(unchanged=["nib", "quill"])
    assert files(tmp_path) == before


def test_what_changed_is_seen_today_and_the_rest_stays(tmp_path: Path) -> None:
    imported(tmp_path, TOOLS)
    before = files(tmp_path)
    found = imported(tmp_path, {"nib": NIB, "quill": {**QUILL, "specs": {"context": 6}}}, LATER)
    assert (found.created, found.replaced, found.unchanged) == ([], ["quill"], ["nib"])
    after = files(tmp_path)
    assert {path for path in FILES if after[path] != before[path]} == {FILES[0], FILES[2]}
    assert written(after[FILES[2]].decode()) == ("acme", LATER, True)
    assert written(after[FILES[0]].decode()) == ("acme", LATER, True)


def test_another_version_alone_changes_only_the_file_about_the_source(tmp_path: Path) -> None:
    imported(tmp_path, TOOLS)
    found = planned(tmp_path, TOOLS, LATER, version="2")
    assert [change.path for change in found.changes] == FILES[:1]


def test_another_order_and_other_line_ends_are_no_change(tmp_path: Path) -> None:
    imported(tmp_path, {"quill": {**QUILL, "specs": {"a": 1, "b": 2}}})
    path = quill(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert planned(tmp_path, {"quill": {**QUILL, "specs": {"b": 2, "a": 1}}}, LATER).unchanged == ["quill"]
    assert planned(tmp_path, {"quill": {**QUILL, "specs": {"b": 2, "a": 1.0}}}, LATER).replaced == ["quill"]


@pytest.mark.parametrize(
    ("edit", "reason"),
    [
        (lambda text: text.replace("context = 5", "context = 6"), "edited"),
        (lambda text: f"# mine\n{text}", "edited"),
        (lambda text: text[: text.index("# vcompare")], "not imported"),
        (lambda text: text.replace("import acme", "import other"), "not imported"),
        (lambda _text: "", "not imported"),
        (lambda _text: "\udcff", "unreadable"),
        (lambda _text: "#" * 300_000, "unreadable"),
    ],
)
def test_what_people_edited_is_left_alone_and_named(tmp_path: Path, edit: Any, reason: Any) -> None:
    imported(tmp_path, TOOLS)
    path = quill(tmp_path)
    path.write_bytes(edit(path.read_text()).encode(errors="surrogateescape"))
    for tools in (TOOLS, {"quill": {**QUILL, "specs": {}}, "nib": NIB}):
        found = planned(tmp_path, tools, LATER)
        assert found.changes == []
        assert found.kept == [LeftAlone(FILES[2], "quill", reason)]


def test_the_file_about_the_source_is_left_alone_too(tmp_path: Path) -> None:
    imported(tmp_path, TOOLS)
    (tmp_path / FILES[0]).write_text("seen = 2026-01-01\n")
    assert planned(tmp_path, TOOLS, version="3").kept == [LeftAlone(FILES[0], "", "not imported")]


def test_what_is_gone_is_named_and_removed_only_on_request(tmp_path: Path) -> None:
    imported(tmp_path, TOOLS)
    (tmp_path / "imported" / "acme" / "mine.toml").write_text('name = "Mine"\n')
    (tmp_path / "imported" / "acme" / "README.md").write_text("mine")
    found = planned(tmp_path, {"nib": NIB}, LATER)
    assert (found.gone, found.removed, found.kept) == (["quill"], [], [])
    assert [change.path for change in found.changes] == [FILES[0]]  # which notes it
    found = imported(tmp_path, {"nib": NIB}, LATER, prune=True)
    assert (found.gone, found.removed) == (["quill"], ["quill"])
    assert sorted(files(tmp_path)) == [FILES[0], "imported/acme/mine.toml", FILES[1]]
    assert planned(tmp_path, {"nib": NIB}, LATER, prune=True).changes == []


def test_what_is_gone_and_was_edited_is_not_removed(tmp_path: Path) -> None:
    imported(tmp_path, TOOLS)
    quill(tmp_path).write_text(quill(tmp_path).read_text().replace("context = 5", "context = 6"))
    found = planned(tmp_path, {"nib": NIB}, prune=True)
    assert (found.gone, found.removed, found.kept) == (
        ["quill"],
        [],
        [LeftAlone(FILES[2], "quill", "edited")],
    )


def test_only_some_tools_are_imported(tmp_path: Path) -> None:
    found = imported(tmp_path, TOOLS, only={"nib"})
    assert found.created == ["nib"]
    imported(tmp_path, TOOLS)
    found = planned(tmp_path, {"nib": {**NIB, "vendor": "V"}}, only={"nib"}, prune=True)
    assert (found.replaced, found.gone) == (["nib"], [])


def test_a_tool_that_no_file_can_hold_is_named(tmp_path: Path) -> None:
    offers = {f"seller-{number}": {"name": "S" * 100} for number in range(2_500)}
    found = planned(tmp_path, {"nib": NIB, "quill": {**QUILL, "offers": offers}})
    assert found.created == ["nib"]
    assert found.kept == [LeftAlone(FILES[2], "quill", "too large")]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    outside.write_text(tool_text(NIB, "acme", DAY))
    root = tmp_path / "catalog"
    (root / "imported" / "acme").mkdir(parents=True)
    (root / "imported" / "acme" / "quill.toml").symlink_to(outside)
    assert planned(root, TOOLS).kept == [LeftAlone(FILES[2], "quill", "unreadable")]
