"""A site in a folder: whole, the same bytes again, and changed no more than the catalog."""

import re
import shutil
from pathlib import Path

import html5lib
import pytest

from tests.conftest import Run

TOOL = "tools/modal/index.html"


@pytest.fixture
def catalog(eight: Path, tmp_path: Path) -> Path:
    """Return a copy of the eight tools that may be edited."""
    return Path(shutil.copytree(eight, tmp_path / "catalog"))


@pytest.fixture
def built(vcompare: Run, catalog: Path, tmp_path: Path) -> Path:
    into = tmp_path / "public"
    assert vcompare("site", "--into", str(into), catalog=catalog).returncode == 0
    return into


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(catalog: Path, path: str, old: str, new: str) -> None:
    file = catalog / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_two_builds_are_the_same_bytes(vcompare: Run, catalog: Path, built: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert vcompare("site", "--into", str(again), "--no-cache", catalog=catalog).returncode == 0
    assert files(again) == files(built)


def test_an_edit_rewrites_only_pages_that_mention_the_tool(vcompare: Run, catalog: Path, built: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in built.rglob("*.html")}
    edit(catalog, "tools/modal.toml", 'tagline = "', 'tagline = "Edited: ')
    assert vcompare("site", "--into", str(built), catalog=catalog).returncode == 0
    changed = {path for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert built / TOOL in changed
    assert all("modal" in path.read_text("utf-8").casefold() for path in changed)
    assert len(changed) < len(before) / 2


def test_a_rebuild_after_an_edit_is_what_a_new_build_is(
    vcompare: Run, catalog: Path, built: Path, tmp_path: Path
) -> None:
    edit(catalog, "tools/modal.toml", 'tagline = "', 'tagline = "Edited: ')
    vcompare("site", "--into", str(built), catalog=catalog)
    vcompare("site", "--into", str(tmp_path / "new"), catalog=catalog)
    assert files(built) == files(tmp_path / "new")


def test_what_is_gone_is_removed_and_what_others_put_there_is_not(
    vcompare: Run, catalog: Path, built: Path
) -> None:
    theirs = built / "tools" / "modal" / "theirs.html"
    theirs.write_text("<p>mine</p>")
    assert vcompare("remove", "modal", "--yes", catalog=catalog).returncode == 0
    assert vcompare("site", "--into", str(built), catalog=catalog).returncode == 0
    assert not (built / TOOL).exists()
    assert theirs.read_text() == "<p>mine</p>"
    assert not list(built.glob("compare/*modal*"))


def test_an_edited_page_is_left_as_it_is(vcompare: Run, catalog: Path, built: Path) -> None:
    page = built / TOOL
    page.write_text("mine")
    edit(catalog, "tools/modal.toml", 'tagline = "', 'tagline = "Edited: ')
    done = vcompare("site", "--into", str(built), catalog=catalog)
    assert done.returncode == 2
    assert "--force" in done.stderr
    assert page.read_text() == "mine"
    assert vcompare("site", "--into", str(built), "--force", catalog=catalog).returncode == 0
    assert "Edited: " in page.read_text("utf-8")


def test_check_writes_nothing_and_tells_drift(vcompare: Run, catalog: Path, built: Path) -> None:
    before = files(built)
    assert vcompare("site", "--into", str(built), "--check", catalog=catalog).returncode == 0
    edit(catalog, "tools/modal.toml", 'tagline = "', 'tagline = "Edited: ')
    done = vcompare("site", "--into", str(built), "--check", catalog=catalog)
    assert done.returncode == 1
    assert "Edited: " in done.stdout
    assert files(built) == before


def test_every_link_leads_to_a_page_that_exists(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text("utf-8")
        marks = {*re.findall(r' id="([^"]+)', text)}
        for link in {*re.findall(r'(?:href|src|action)="([^"]+)', text)}:
            path, _, mark = link.partition("#")
            if link.startswith(("http", "data:", "mailto:")):
                continue
            if mark and not path:
                assert mark in marks, (page, link)
            elif page.name == "404.html":
                assert path.startswith("/compared/"), link
            else:
                assert (page.parent / path.partition("?")[0]).resolve().is_file(), (page, link)


def test_pages_are_strictly_html(site: Path) -> None:
    pairs = {*site.glob("compare/*/index.html")}
    for page in (*({*site.rglob("*.html")} - pairs), *sorted(pairs)[::4]):
        html5lib.HTMLParser(strict=True).parse(page.read_text("utf-8"))


def test_files_that_were_there_first_are_never_touched(vcompare: Run, catalog: Path, tmp_path: Path) -> None:
    into = tmp_path / "public"
    names = ("robots.txt", "llms.txt", "site.css", "tools/index.json", "tools/modal/index.json")
    for name in names:
        (into / name).parent.mkdir(parents=True, exist_ok=True)
        (into / name).write_text("theirs\n")
    for options in ((), (), ("--url", "https://example.com")):
        done = vcompare("site", "--into", str(into), *options, catalog=catalog)
        assert {(into / name).read_text() for name in names} == {"theirs\n"}
        edit(catalog, "tools/modal.toml", 'tagline = "', 'tagline = "Edited: ')
    assert done.returncode == 2
    assert all(str(into / name) in done.stderr for name in names)


def test_without_the_manifest_what_was_built_is_still_ours(vcompare: Run, catalog: Path, built: Path) -> None:
    (built / ".vcompare-site.json").unlink()
    edit(catalog, "tools/modal.toml", 'tagline = "', 'tagline = "Edited: ')
    words = ("site", "--into", str(built), "--url", "https://example.com")
    assert vcompare(*words, catalog=catalog).returncode == 0
    assert "Edited: " in (built / "tools/modal/index.json").read_text("utf-8")
    assert "example.com" in (built / "robots.txt").read_text("utf-8")
