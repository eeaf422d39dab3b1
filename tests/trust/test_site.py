"""A site of a hostile catalog, with hostile templates, in a hostile folder: nothing live, nothing torn, no traceback."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

import feedparser
import html5lib
import pytest
import tomli_w

from tests.conftest import PROGRAM, MakeCatalog
from tests.program import inside
from tests.trust import hostile, oracles
from vcompare.cli import run
from vcompare.editing import lock
from vcompare.site import sandbox
from vcompare.site.manifest import checksum
from vcompare.text.slugs import DEVICES

OWN = "templates/site/tool.html.jinja"
ADDRESS = "https://example.com/below"
SMALL = {
    path: text for path, text in hostile.catalog(["word"]).items() if "tool-" not in path or "tool-a" in path
}


def build(root: Path, into: Path, *options: str) -> tuple[int, str]:
    done = inside(["site", "--into", str(into), *options, "--catalog", str(root)])
    oracles.on_a_terminal(done.talk)
    return done.status, done.talk.decode()


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(path: Path) -> Element:
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    tree = parser.parse(path.read_text("utf-8"))
    assert isinstance(tree, Element)
    return tree


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of a catalog whose every text is hostile, with its settings."""
    root = tmp_path_factory.mktemp("hostile")
    hostile.write(root / "catalog", _catalog())
    status, talk = build(root / "catalog", root / "site", "--url", ADDRESS)
    assert status == 0, talk
    return root / "site"


def _catalog() -> dict[str, str]:
    every = hostile.catalog(hostile.FRAGMENTS)
    settings = tomllib.loads(every["catalog.toml"])
    settings["site"] |= {
        "title": "</title><script>alert(1)</script>{{ 7 * 7 }}",
        "description": '"><img src=x onerror=alert(1)> ]]>',
        "votes": "https://evil.example/new?path={path}&tool={slug}#onclick=alert(1);&lt;",
        "accent": "#0b57d0",
        "links": {"<b onclick=alert(1)>": "https://evil.example/a&b;c"},
    }
    every["catalog.toml"] = tomli_w.dumps(settings)
    return every


def judge(root: Path, path: Path) -> None:
    """Check that nothing in a page acts, and that its links lead to other pages or to the catalog's addresses."""
    for element in page(path).iter():
        tag, names = str(element.tag).rpartition("}")[2], element.attrib
        assert tag not in {"iframe", "object", "embed", "base", "img", "style", "audio", "video"}
        assert not [
            name
            for name in names
            if str(name).startswith("on") or name in {"style", "srcdoc", "action"} - FORM[tag]
        ]
        if tag == "script":
            assert names.get("type") == "application/ld+json" or re.fullmatch(
                r"(\.\./|/below/)*\w+\.js", names["src"]
            )
            assert not names.get("src") or not (element.text or "").strip()
        if tag == "meta" and names.get("http-equiv", "").lower() == "refresh":
            assert (path.parent / names["content"].partition("url=")[2]).resolve().is_file()
        for link in (names[name] for name in ("href", "src", "action") if name in names):
            outside(root, path, link)


class _Form(dict[str, set[str]]):
    def __missing__(self, _tag: str) -> set[str]:
        return set()


FORM = _Form(form={"action"})


def outside(root: Path, path: Path, link: str) -> None:
    parts = urlsplit(link)
    if link == "data:,":
        return
    if parts.scheme:
        assert parts.scheme in {"http", "https", "mailto"}
        assert parts.netloc.rpartition("@")[2] in {"evil.example", "www.evil.example", "example.com", ""}, (
            link
        )
    elif path.name == "404.html":
        assert link.startswith(("/below/", "#")), link
    elif parts.path:
        there = (path.parent / unquote(parts.path)).resolve()
        assert there.is_relative_to(root)
        assert there.is_file(), (path, link)


def test_nothing_in_a_page_is_live(attacked: Path) -> None:
    pages = [*attacked.rglob("*.html")]
    assert len(pages) > 20
    for path in pages:
        judge(attacked, path)
        assert "content=\"default-src 'none';" in path.read_text("utf-8")


def test_no_character_in_a_page_is_unseen(attacked: Path) -> None:
    for path in (*attacked.rglob("*.html"), attacked / "llms.txt", attacked / "sitemap.xml"):
        assert [one for one in oracles.unseen(path.read_text("utf-8")) if one not in "\t\n"] == [], path


def test_data_of_programs_is_json_and_xml(attacked: Path) -> None:
    for path in attacked.rglob("*.json"):
        oracles.parsed_json(path.read_bytes())
    for path in (*attacked.rglob("*.xml"), *attacked.rglob("*.atom")):
        oracles.parsed_xml(path.read_bytes())
    for path in (*attacked.rglob("*.md"), attacked / "llms.txt"):
        oracles.parsed_markdown(path.read_text("utf-8"))
    blocks = [
        json.loads(one.text or "")
        for path in attacked.glob("tools/*/index.html")
        for one in page(path).iter("script")
        if one.get("type") == "application/ld+json"
    ]
    assert [one["@type"] for one in blocks] == ["SoftwareApplication"] * len(hostile.SLUGS)


def test_feeds_of_hostile_histories_are_feeds(tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", SMALL)
    commit = ["git", "-c", "user.name=</title>", "-c", "user.email=a@b", "commit", "-qam", "]]><script>"]
    subprocess.run(["git", "init", "-q"], cwd=root, check=True)
    for texts in (["word"], hostile.FRAGMENTS[3:], hostile.FRAGMENTS[40:]):
        every = hostile.catalog(texts)
        hostile.write(root, {name: every[name] for name in SMALL})
        subprocess.run(["git", "add", "-A"], cwd=root, check=True)
        subprocess.run(commit, cwd=root, check=True)
    status, talk = build(root, tmp_path / "site", "--url", ADDRESS)
    assert status == 0, talk
    feeds = [*(tmp_path / "site").rglob("*.atom")]
    assert len(feeds) == 2
    for path in feeds:
        oracles.parsed_xml(path.read_bytes())
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo
        assert feed.version == "atom10"
        assert feed.entries
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            assert entry.title
            assert entry.updated_parsed
            assert all(link.href.startswith(ADDRESS) for link in entry.get("links", ()))
    for path in (tmp_path / "site").rglob("*.html"):
        judge(tmp_path / "site", path)


NAMES = (
    "../../x",
    "..",
    "/etc/passwd",
    "日本",
    "中国",
    "!!!",
    "a" * 200,
    "a" * 200 + "b",
    "Data",
    "DATA",
    "data-2",
    "con",
    "\u202ex",
    "index.html",
)


def test_names_of_folders_are_safe_and_each_its_own(make_catalog: MakeCatalog, tmp_path: Path) -> None:
    tool = "name = 'T{number}'\ntagline = 't'\ncategory = {name}\n"
    root = make_catalog(
        {
            f"tools/t{number}.toml": tool.format(number=number, name=json.dumps(name))
            for number, name in enumerate(NAMES)
        }
    )
    status, talk = build(root, tmp_path / "site")
    assert status == 0, talk
    folders = {path.name for path in (tmp_path / "site/categories").iterdir() if path.is_dir()}
    assert len(folders) == len(NAMES)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name) and len(name) <= 90 for name in folders)
    assert not DEVICES & folders
    for path in (tmp_path / "site/categories").rglob("*.html"):
        judge(tmp_path / "site", path)
    assert {path.name for path in tmp_path.iterdir()} == {"catalog", "site"}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://x",
        "nonsense",
        "https://x/?a",
        "https://x/#a",
        'https://x/"><b>',
        "//x",
        "https://",
    ],
)
def test_an_address_for_the_site_is_one(url: str, tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", SMALL)
    status, talk = build(root, tmp_path / "site", "--url", url)
    assert status == 2
    assert "--url must be" in talk
    assert not (tmp_path / "site").exists()


WRONG: dict[str, tuple[str | bytes, str]] = {
    "an attribute of Python": ("\n{{ ''.__class__ }}", f"{OWN}:2: access to attribute '__class__'"),
    "files of the catalog": ("\n{{ site.opened.root.joinpath('x').write_text('x') }}", f"{OWN}:2: access to attribute 'root'"),
    "the store": ("{{ site.opened.catalog.source }}", f"{OWN}:1: access to attribute 'catalog'"),
    "a change of what is shown": ("{{ site.pages.clear() }}", f"{OWN}:1: access to attribute 'clear'"),
    "broken syntax": ("a\n{% for x %}", f"{OWN}:2: expected token 'in'"),
    "an unknown name": ("a\n\n{{ nothing }}", f"{OWN}:3: 'nothing' is undefined"),
    "a long range": ("{% for x in range(1000000000) %}{% endfor %}", f"{OWN}:1: Range too big"),
    "a loop without an end": ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", f"{OWN}:1: the page is not done after"),
    "a long text": ("{{ 'x' * 10000000000 }}", f"{OWN}:1: * is for numbers"),
    "a power": ("{{ 9 ** 9 ** 9 }}", f"{OWN}:1: ** is not available"),
    "a division": ("{{ 1 / 0 }}", f"{OWN}:1: division by zero"),
    "itself": (f"{{% include '{Path(OWN).name}' %}}", f"{OWN}:1: it includes itself"),
    "itself as its base": (f"{{% extends '{Path(OWN).name}' %}}", f"{OWN}:1: it includes itself"),
    "a file elsewhere": ("{% include '../../catalog.toml' %}", f"{OWN}:1: there is no template ../../catalog.toml"),
    "bytes": (b"\xff\xfe", f"{OWN} is not UTF-8"),
    "a large file": ("x" * 300_000, f"{OWN} is larger than 256 KiB"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_template_is_one_error_with_its_place(
    wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "SECONDS", 1)
    content, said = WRONG[wrong]
    root = hostile.write(tmp_path / "catalog", SMALL)
    assert build(root, tmp_path / "site")[0] == 0
    before = files(tmp_path / "site")
    hostile.write(root, {OWN: content})
    status, talk = build(root, tmp_path / "site")
    assert status == 2
    assert said in talk
    assert talk.count("error:") == 1
    assert files(tmp_path / "site") == before
    assert not (root / "x").exists()


@pytest.mark.parametrize("place", [OWN, "templates/site", "templates"])
def test_a_linked_template_is_refused(place: str, tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", SMALL)
    hostile.write(tmp_path / "elsewhere", {"site/tool.html.jinja": "secret", "tool.html.jinja": "secret"})
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).symlink_to(tmp_path / "elsewhere" / ("tool.html.jinja" if place == OWN else ""))
    status, talk = build(root, tmp_path / "site")
    assert status == 2
    assert "symbolic link" in talk
    assert not (tmp_path / "site").exists()


def test_a_pipe_for_a_template_is_refused(tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", SMALL | {"templates/site/x": ""})
    os.mkfifo(root / OWN)
    status, talk = build(root, tmp_path / "site")
    assert status == 2
    assert "not a regular file" in talk


def test_a_template_takes_the_place_of_ours_and_its_values_are_escaped(tmp_path: Path) -> None:
    own = "{% extends 'base.html.jinja' %}{% block main %}<h1>Mine: {{ card.name }}</h1>{{ blocks() }}{% endblock %}"
    every = hostile.catalog(["<script>alert(1)</script>\u202e"])
    root = hostile.write(tmp_path / "catalog", {name: every[name] for name in SMALL} | {OWN: own})
    assert build(root, tmp_path / "site")[0] == 0
    written = (tmp_path / "site/tools/tool-a/index.html").read_text("utf-8")
    assert "<h1>Mine: &lt;script&gt;alert(1)&lt;/script&gt;" in written
    assert "\u202e" not in written
    home = (tmp_path / "site/index.html").stat().st_mtime_ns
    hostile.write(root, {OWN: own.replace("Mine", "Yours")})
    assert build(root, tmp_path / "site")[0] == 0
    assert "<h1>Yours" in (tmp_path / "site/tools/tool-a/index.html").read_text("utf-8")
    assert (tmp_path / "site/index.html").stat().st_mtime_ns == home
    (root / OWN).unlink()
    assert build(root, tmp_path / "site")[0] == 0
    assert build(root, tmp_path / "new")[0] == 0
    assert files(tmp_path / "site") == files(tmp_path / "new")


# Files


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return hostile.write(tmp_path / "catalog", hostile.catalog(["word", "other"]))


def test_a_killed_build_leaves_whole_files_and_the_next_one_ends_its_work(root: Path, tmp_path: Path) -> None:
    started = time.perf_counter()
    _forked(root, tmp_path / "whole", None)
    lasts = time.perf_counter() - started
    whole, chance = files(tmp_path / "whole"), random.Random(20)  # noqa: S311 - the moments need no secrecy
    for _ in range(6):
        into = tmp_path / "killed"
        _forked(root, into, chance.uniform(0.2, 1.1) * lasts)
        for name, content in files(into).items() if into.exists() else ():
            assert name.endswith(".draft") or content == whole[name], name
        _forked(root, into, None)
        assert files(into) == whole
        shutil.rmtree(into)


def _forked(root: Path, into: Path, moment: float | None) -> None:
    child = os.fork()
    if child == 0:
        try:
            for stream in (1, 2):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
            run(["site", "--into", str(into), "--catalog", str(root)])
        finally:
            os._exit(0)
    if moment is not None:
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_builds_take_turns(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    into, words = tmp_path / "site", [str(PROGRAM), "site", "--catalog", str(root), "--into"]
    both = [subprocess.Popen([*words, str(into)], stderr=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait(60) for one in both] == [0, 0]
    assert build(root, tmp_path / "alone")[0] == 0
    assert files(into) == files(tmp_path / "alone")
    monkeypatch.setattr(lock, "PATIENCE", 0.1)
    with lock.locked(into):
        status, talk = build(root, into)
    assert status == 2
    assert "another vcompare has been writing" in talk


def test_a_failed_build_knows_what_it_wrote(root: Path, tmp_path: Path) -> None:
    into = tmp_path / "site"
    assert build(root, into)[0] == 0
    new = tmp_path / "new"
    (into / "compare").rename(tmp_path / "compare")
    (into / "compare").write_text("theirs")
    status, talk = build(root, into)
    assert status == 2
    assert str(into / "compare") in talk
    (into / "compare").unlink()
    for path in ("tools/tool-b.toml", "votes/tool-b.toml"):
        (root / path).unlink()
    shutil.rmtree(root / "reviews/tool-b")
    assert build(root, into)[0] == 0
    assert build(root, new)[0] == 0
    assert files(into) == files(new)


def _link(path: Path) -> None:
    path.symlink_to("/etc/passwd")


def _folder(path: Path) -> None:
    (path / "x").mkdir(parents=True)


TRAPS: dict[str, Callable[[Path], Any]] = {"a pipe": os.mkfifo, "a link": _link, "a folder": _folder}


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize(
    "place", ["index.html", "tools/tool-a/index.json", "site.css", ".vcompare-site.json"]
)
def test_what_stands_in_the_place_of_a_page_is_left_alone(
    trap: str, place: str, root: Path, tmp_path: Path
) -> None:
    path = tmp_path / "site" / place
    assert build(root, tmp_path / "site")[0] == 0
    whole = files(tmp_path / "site")
    path.unlink()
    TRAPS[trap](path)
    status, talk = build(root, tmp_path / "site")
    assert status == 2
    assert str(path) in talk
    assert path.is_symlink() or not path.is_file()
    there = files(tmp_path / "site")
    assert {name for name in whole if name not in there or there[name] != whole[name]} <= {
        place,
        ".vcompare-site.json",
    }


@pytest.mark.parametrize("place", ["tools", "compare", "tools/tool-a", "compare/tool-a-vs-tool-b"])
def test_nothing_is_written_through_a_linked_folder(place: str, root: Path, tmp_path: Path) -> None:
    elsewhere, linked = tmp_path / "elsewhere", tmp_path / "site" / place
    assert build(root, tmp_path / "site")[0] == 0
    linked.rename(elsewhere)
    linked.symlink_to(elsewhere)
    (elsewhere / ".vcompare-0.draft").write_text("theirs")
    before = files(elsewhere)
    for edited in ("tagline = 'Edited'", "tagline = 'Gone'"):
        tool = root / "tools/tool-a.toml"
        tool.write_text(re.sub("(?m)^tagline = .*", edited, tool.read_text("utf-8")), "utf-8")
        status, talk = build(root, tmp_path / "site")
        assert status == 2
        assert f"{linked} is a symbolic link" in talk
    for path in ("tools/tool-a.toml", "votes/tool-a.toml"):
        (root / path).unlink()
    shutil.rmtree(root / "reviews/tool-a")
    build(root, tmp_path / "site")
    assert files(elsewhere) == before


@pytest.mark.parametrize("name", ["../theirs.html", "tools/../../theirs.html", "{}/theirs.html"])
def test_a_forged_record_of_a_build_removes_nothing_outside(name: str, root: Path, tmp_path: Path) -> None:
    theirs, record = tmp_path / "theirs.html", tmp_path / "site/.vcompare-site.json"
    theirs.write_text("theirs")
    assert build(root, tmp_path / "site")[0] == 0
    known = json.loads(record.read_text("utf-8"))
    known["pages"]["gone/"] = {"inputs": "", "files": {name.format(tmp_path): checksum("theirs")}}
    record.write_text(json.dumps(known), "utf-8")
    assert build(root, tmp_path / "site")[0] == 0
    assert theirs.read_text() == "theirs"


@pytest.mark.parametrize(
    "into", [".", "tools", "tools/tool-a", "reviews", "imported/x", "workloads", "templates/site", ".git"]
)
def test_a_site_is_not_written_over_its_catalog(into: str, root: Path) -> None:
    before = files(root)
    status, talk = build(root, root / into)
    assert status == 2
    assert "name a folder of its own" in talk
    assert files(root) == before


def test_a_catalog_is_not_overwritten_by_a_site_around_it(tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "tools", SMALL)
    before = files(root)
    assert build(root, tmp_path)[0] == 2
    assert files(tmp_path) == {f"tools/{name}": content for name, content in before.items()}


def test_a_site_inside_the_catalog_is_no_part_of_it(root: Path) -> None:
    assert build(root, root / "public")[0] == 0
    before = files(root / "public")
    assert inside(["check", "--catalog", str(root)]).text == inside(["check", "--catalog", str(root)]).text
    assert build(root, root / "public", "--check")[0] == 0
    assert files(root / "public") == before


def test_files_of_others_are_never_touched(root: Path, tmp_path: Path) -> None:
    theirs = {
        "index.html": "<p>theirs",
        "CNAME": "example.com",
        "tools/tool-a/index.md": "theirs",
        "tools/x/notes.html": "theirs",
    }
    into = hostile.write(tmp_path / "site", theirs)
    status, talk = build(root, into)
    assert status == 2
    assert "index.html" in talk
    assert {path: (into / path).read_text() for path in theirs} == theirs


def test_broken_files_are_reported_once_and_left_out(root: Path, tmp_path: Path) -> None:
    hostile.write(root, {"tools/tool-b.toml": "name = ", "reviews/tool-c/builder.toml": "x = "})
    for _ in range(2):
        status, talk = build(root, tmp_path / "site")
        assert status == 2
        assert talk.count("tools/tool-b.toml") == talk.count("reviews/tool-c/builder.toml") == 1
    written = {path.name for path in (tmp_path / "site/tools").iterdir() if path.is_dir()}
    assert written == {*hostile.SLUGS} - {"tool-b", "tool-c"}
    assert build(root, tmp_path / "site", "--check")[0] == 2
