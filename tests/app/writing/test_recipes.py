"""`recipes.py`: a renamed or removed tool stays so, as the recipe tells the next import."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeCatalog, Run
from tests.imports import FILES
from vcompare.importers.layout import written
from vcompare.importers.shipped import shipped, shipped_text

RECIPE = """\
# Everything about the models of upstream.
records = "models"
tool = "id"  # with a maker before it
offer = "by"
own = "by == 'maker'"

[fields]
name = "name"

[fields.specs]
context = "context"

[constants]
tagline = "A model"
category = "Language models"
"""
MODELS = [
    {"id": "moonshot/Kimi.K2", "by": "maker", "name": "Kimi", "context": 1000},
    {"id": "kimi_k2", "by": "other", "name": "Kimi", "context": 900},
    {"id": "opus", "by": "maker", "name": "Opus", "context": 2000},
]


@pytest.fixture
def root(make_catalog: MakeCatalog, vcompare: Run) -> Path:
    """Return a catalog with two tools that were imported from upstream."""
    root = make_catalog({"catalog.toml": FILES["catalog.toml"], "recipes/upstream.toml": RECIPE})
    assert bring(vcompare, root).returncode == 0
    return root


def bring(vcompare: Run, root: Path, *words: str, source: str = "upstream") -> Any:
    data = json.dumps({"models": MODELS}).encode()
    return vcompare("import", source, "-", "--today", "2026-12-24", *words, catalog=root, input=data)


def tree(root: Path) -> Mapping[str, str]:
    return {path.relative_to(root).as_posix(): path.read_text() for path in root.rglob("*.toml")}


def recipe(root: Path, source: str = "upstream") -> Mapping[str, Any]:
    return tomllib.loads((root / f"recipes/{source}.toml").read_text())


def errors(vcompare: Run, root: Path) -> list[str]:
    return [line for line in vcompare("check", catalog=root).stdout.splitlines() if ": error " in line]


def test_a_renamed_tool_keeps_its_slug_in_the_next_import(vcompare: Run, root: Path) -> None:
    vcompare("vote", "kimi-k2", "ship", "--as", "ana", catalog=root)
    vcompare("edit", "kimi-k2", "vendor=Moonshot", catalog=root)
    before = tree(root)
    done = vcompare("rename", "kimi-k2", "kimi", catalog=root)
    assert done.returncode == 0, done.stderr
    assert f'note: wrote {root}/recipes/upstream.toml\n  slugs.kimi-k2: unset → "kimi"\n' in done.stderr
    after = tree(root)
    moved = {path.replace("kimi-k2", "kimi"): text for path, text in before.items()}
    assert {**after, "recipes/upstream.toml": RECIPE} == moved
    assert after["recipes/upstream.toml"].startswith(RECIPE)
    assert recipe(root)["slugs"] == {"kimi-k2": "kimi"}
    seal = written(after["imported/upstream/kimi.toml"])
    assert seal is not None
    assert seal.intact
    assert not errors(vcompare, root)
    assert "2 unchanged" in bring(vcompare, root).stderr
    assert tree(root) == after


def test_it_may_be_renamed_again_and_back(vcompare: Run, root: Path) -> None:
    for old, new, slugs in (
        ("kimi-k2", "kimi", {"kimi-k2": "kimi"}),
        ("kimi", "k2", {"kimi-k2": "k2"}),
        ("k2", "kimi-k2", {}),
    ):
        assert vcompare("rename", old, new, catalog=root).returncode == 0
        assert recipe(root)["slugs"] == slugs
        after = tree(root)
        assert "2 unchanged" in bring(vcompare, root).stderr
        assert tree(root) == after


def test_what_the_source_calls_it_stays_the_key(vcompare: Run, root: Path) -> None:
    path = root / "recipes/upstream.toml"
    path.write_text(RECIPE + '\n[slugs]  # ours\n"moonshot/Kimi.K2" = "k"  # short\nkimi_k2 = "k"\n')
    (root / "imported/upstream/kimi-k2.toml").rename(root / "imported/upstream/k.toml")
    assert vcompare("rename", "k", "kimi", catalog=root).returncode == 0
    lines = path.read_text().removeprefix(RECIPE)
    assert lines == '\n[slugs]  # ours\n"moonshot/Kimi.K2" = "kimi"  # short\nkimi_k2 = "kimi"\n'
    assert "2 unchanged" in bring(vcompare, root).stderr


def test_a_removed_tool_is_skipped_by_the_next_import(vcompare: Run, root: Path) -> None:
    vcompare("vote", "kimi-k2", "ship", "--as", "ana", catalog=root)
    vcompare("edit", "opus", "vendor=Anthropic", catalog=root)
    refused = vcompare("remove", "kimi-k2", catalog=root)
    assert refused.returncode == 2
    assert "no terminal to ask whether to remove kimi-k2" in refused.stderr
    assert vcompare("remove", "kimi-k2", "opus", "--yes", catalog=root).returncode == 0
    assert sorted(tree(root)) == ["catalog.toml", "imported/upstream.toml", "recipes/upstream.toml"]
    assert recipe(root)["skip"] == {"tools": ["kimi-k2", "opus"]}
    assert not errors(vcompare, root)
    after = tree(root)
    done = bring(vcompare, root)
    assert "note: the recipe leaves out 3 records\n" in done.stderr
    assert tree(root) == after


def test_the_question_names_what_was_imported(vcompare: Run, root: Path) -> None:
    from vcompare.app.opened import open_catalog
    from vcompare.app.writing.removing import described, removal

    vcompare("vote", "kimi-k2", "ship", "--as", "ana", catalog=root)
    changes = removal(open_catalog(root), ["kimi-k2", "opus"])
    assert described("kimi-k2", changes) == "kimi-k2: what was imported from upstream and 1 vote"


def test_a_skipped_slug_is_not_taken(vcompare: Run, root: Path) -> None:
    vcompare("remove", "opus", "--yes", catalog=root)
    done = vcompare("rename", "kimi-k2", "opus", catalog=root)
    assert (done.returncode, f"`[skip]` in {root}/recipes/upstream.toml names opus" in done.stderr) == (
        2,
        True,
    )


def test_a_slug_that_is_imported_is_taken(vcompare: Run, root: Path) -> None:
    before = tree(root)
    done = vcompare("rename", "kimi-k2", "opus", catalog=root)
    assert done.returncode == 2
    assert f"error: {root}/imported/upstream/opus.toml already exists\n" in done.stderr
    assert "`[slugs]` in recipes/upstream.toml makes two tools one" in done.stderr
    assert tree(root) == before


@pytest.mark.parametrize("source", shipped())
def test_a_recipe_that_is_shipped_is_copied(make_catalog: MakeCatalog, vcompare: Run, source: str) -> None:
    files = {path.replace("upstream", source): text for path, text in FILES.items()}
    root = make_catalog({**files, "catalog.toml": files["catalog.toml"].replace("upstream", source)})
    done = vcompare("rename", "kimi", "kimi-k2", catalog=root)
    assert done.returncode == 0, done.stderr
    copy = (root / f"recipes/{source}.toml").read_text()
    text = shipped_text(source)
    assert text is not None
    assert copy.replace('[slugs]\nkimi = "kimi-k2"\n\n', "") == text
    assert f'wrote {root}/recipes/{source}.toml\n  slugs.kimi: unset → "kimi-k2"\n' in done.stderr
    assert vcompare("remove", "kimi-k2", "--yes", catalog=root).returncode == 0
    assert recipe(root, source)["skip"] == {"tools": ["kimi-k2"]}
    assert not errors(vcompare, root)
    assert vcompare("fmt", "--check", catalog=root).returncode == 0


def test_a_source_without_a_recipe_is_named(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog(FILES)
    done = vcompare("rename", "opus", "claude", catalog=root)
    assert done.returncode == 0
    note = "note: upstream and another have no recipe to note this in: an import would bring opus back\n"
    assert note in done.stderr
    assert (root / "imported/another/claude.toml").exists()
    assert not (root / "recipes").exists()


def test_a_broken_recipe_refuses_all_of_it(vcompare: Run, root: Path) -> None:
    path = root / "recipes/upstream.toml"
    path.write_text("broken")
    before = tree(root)
    for words in (("rename", "kimi-k2", "kimi"), ("remove", "kimi-k2", "--yes")):
        done = vcompare(*words, catalog=root)
        assert (done.returncode, f"error: {path}:1:" in done.stderr) == (2, True)
    path.write_text(RECIPE)
    path.chmod(0o444)
    assert (
        f"{path} cannot be written: it is read-only"
        in vcompare("rename", "kimi-k2", "kimi", catalog=root).stderr
    )
    path.unlink()
    path.symlink_to(root / "catalog.toml")
    assert vcompare("rename", "kimi-k2", "kimi", catalog=root).returncode == 2
    path.unlink()
    assert tree(root) == {name: text for name, text in before.items() if "recipes" not in name}


@pytest.mark.parametrize("words", [("rename", "kimi-k2", "kimi"), ("remove", "kimi-k2", "--yes")])
def test_a_folder_of_outcomes_that_is_a_link_is_left_alone(
    vcompare: Run, root: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "kimi-k2.toml").write_text("# true\n")
    (root / "outcomes").symlink_to(away)
    before = tree(root)
    run = vcompare(*words, catalog=root)
    assert run.returncode == 2
    assert "outcomes" in run.stderr
    assert tree(root) == before
    assert [*away.iterdir()] == [away / "kimi-k2.toml"]


def test_what_names_a_renamed_tool_follows(vcompare: Run, root: Path) -> None:
    decision = '# which\r\ntools = [\r\n  "opus",  # one\r\n  "kimi-k2",  # two\r\n]\r\n'
    for path, text in {"decisions/desk.toml": decision, "outcomes/kimi-k2.toml": "# true\n"}.items():
        (root / path).parent.mkdir()
        (root / path).write_bytes(text.encode())
    done = vcompare("rename", "kimi-k2", "kimi", catalog=root)
    assert done.returncode == 0, done.stderr
    assert (root / "outcomes/kimi.toml").read_text() == "# true\n"
    assert (root / "decisions/desk.toml").read_bytes().decode() == decision.replace("kimi-k2", "kimi")
    gone = vcompare("remove", "kimi", "--yes", catalog=root)
    assert gone.returncode == 0
    assert "decisions/desk.toml still names kimi" in gone.stderr
    assert "remove it from there, too" in gone.stderr
    assert not (root / "outcomes/kimi.toml").exists()
