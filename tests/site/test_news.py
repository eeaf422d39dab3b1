"""What changed, from the history of the catalog: pages, feeds, and a warning where there is none."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from tests.conftest import MakeCatalog, Run

ATOM = "{http://www.w3.org/2005/Atom}"
SETTINGS = 'format = 1\ntitle = "Small"\ncategories = ["Tools"]\n'
TOOL = 'name = "{}"\ntagline = "{}"\ncategory = "Tools"\n'


def git(folder: Path, *words: str, day: str = "2026-11-03") -> None:
    when = f"{day}T12:00:00Z"
    names = {
        f"GIT_{who}_{key}": f"{who.lower()}@example.com"
        for who in ("AUTHOR", "COMMITTER")
        for key in ("NAME", "EMAIL")
    }
    dates = {
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "HOME": str(folder),
        "PATH": "/usr/bin:/bin",
    }
    subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True, env={**names, **dates})


@pytest.fixture
def catalog(make_catalog: MakeCatalog) -> Path:
    """Return a catalog with two commits in two weeks."""
    tools: dict[str, str | bytes] = {
        f"tools/{slug}.toml": TOOL.format(slug.title(), "First") for slug in ("one", "two")
    }
    root = make_catalog({"catalog.toml": SETTINGS, **tools})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "Begin")
    (root / "tools/one.toml").write_text(TOOL.format("One", "Second & <b>better</b>"))
    git(root, "commit", "-qam", "Better", day="2026-11-12")
    return root


def test_weeks_feeds_and_histories_tell_what_changed(vcompare: Run, catalog: Path, tmp_path: Path) -> None:
    into = tmp_path / "public"
    done = vcompare("site", "--into", str(into), "--url", "https://example.com", catalog=catalog)
    assert (done.returncode, "warning" in done.stderr) == (0, False)
    assert sorted(path.name for path in into.glob("digest/*/")) == ["2026-w45", "2026-w46"]
    assert "Second &amp; &lt;b&gt;better" in (into / "digest/2026-w46/index.html").read_text("utf-8")
    assert "Second" in (into / "index.html").read_text("utf-8")
    of_one, of_two = (ET.parse(into / f"tools/{slug}/feed.atom").getroot() for slug in ("one", "two"))  # noqa: S314
    assert [len(feed.findall(f"{ATOM}entry")) for feed in (of_one, of_two)] == [2, 1]
    every = ET.parse(into / "feed.atom").getroot()  # noqa: S314
    ids = [entry.findtext(f"{ATOM}id") for entry in every.iter(f"{ATOM}entry")]
    assert len({*ids}) == len(ids) == 3
    schema = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "data/atom.rng"))
    feeds = [*into.rglob("*.atom")]
    assert len(feeds) == 3
    for feed in feeds:
        schema.assertValid(etree.parse(feed))
    links = {link.get("rel"): link.get("href") for link in every.findall(f"{ATOM}link")}
    assert links == {"self": "https://example.com/feed.atom", "alternate": "https://example.com/digest/"}


def test_another_commit_is_built_as_from_nothing(vcompare: Run, catalog: Path, tmp_path: Path) -> None:
    for folder in ("public", "new"):
        vcompare("site", "--into", str(tmp_path / folder), catalog=catalog)
        if folder == "public":
            (catalog / "tools/two.toml").write_text(TOOL.format("Two", "Changed"))
            git(catalog, "commit", "-qam", "Change", day="2026-11-20")
            vcompare("site", "--into", str(tmp_path / folder), catalog=catalog)
    found = [
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "public", tmp_path / "new")
    ]
    assert found[0] == found[1]


def test_without_a_whole_history_there_is_a_warning_and_no_digest(
    vcompare: Run, catalog: Path, tmp_path: Path
) -> None:
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "-q", "--depth", "1", f"file://{catalog}", str(shallow))
    done = vcompare("site", "--into", str(tmp_path / "public"), catalog=shallow)
    assert done.returncode == 0
    assert "no digest" in done.stderr
    assert "unshallow" in done.stderr or "lacks" in done.stderr
    assert not (tmp_path / "public/digest").exists()
