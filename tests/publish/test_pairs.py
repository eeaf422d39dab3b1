"""Pages about every two tools: which are written, which are left alone, and which are removed."""

import os
from collections.abc import Iterable, Mapping
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import stamps
from vcompare.comparison import Comparison
from vcompare.editing import files
from vcompare.errors import VcompareError
from vcompare.model import Panelist, Record, Settings, Tool
from vcompare.publish.pairs import page_name, pair_of, pairs, update
from vcompare.text.seals import seal, sealed

SETTINGS = Settings(format=1, title="Small", panel={"builder": Panelist(name="Builder")})
FEW, MANY = ["a", "b", "c"], [f"tool-{number}" for number in range(12)]
"""The many are dealt out over the cores, the few are not."""


def record(slug: str, tagline: str = "A tool", **facts: Any) -> Record:
    return Record(slug, Tool(name=slug.upper(), tagline=tagline, category="Tools", entry="free", **facts))


def page(result: Comparison) -> str:
    slugs = " ".join(tool.slug for tool in result.tools)
    return sealed(
        "".join(f"{tool.name}: {tool.tool.tagline}\n\n" for tool in result.tools), f"export {slugs}"
    )


def run(
    into: Path,
    slugs: Iterable[str | Record],
    *,
    present: Iterable[str] | None = None,
    whole: bool = True,
    prune: bool = False,
    **options: Any,
) -> dict[str, list[str]]:
    """Update the pages, and return the names of the files by what became of them."""
    records = [record(slug) if isinstance(slug, str) else slug for slug in slugs]
    of = pairs(records, SETTINGS, into, **options)
    slugs = of.tools if present is None else present
    results: dict[str, list[str]] = {}
    for output in update(of, page, "Small", slugs=slugs, whole=whole, prune=prune):
        results.setdefault(output.status, []).append(output.path.name)
    return results


def sizes(results: dict[str, list[str]]) -> dict[str, int]:
    return {status: len(names) for status, names in results.items()}


def pages(slugs: Iterable[str], suffix: str = ".md") -> set[str]:
    return {f"index{suffix}", *(page_name(one, other, suffix) for one, other in combinations(slugs, 2))}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_a_page_for_every_two_and_an_index(tmp_path: Path, slugs: list[str]) -> None:
    into = tmp_path / "new" / "posts"
    count = len(slugs) * (len(slugs) - 1) // 2 + 1
    assert sizes(run(into, slugs)) == {"changed": count}
    assert content(into).keys() == pages(slugs)
    before = stamps(into)
    assert sizes(run(into, slugs)) == {"same": count}
    assert stamps(into) == before


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_only_what_changed_is_written(tmp_path: Path, slugs: list[str]) -> None:
    run(tmp_path, slugs)
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    results = run(tmp_path, [record(slugs[0], "Another"), *slugs[1:]])
    assert set(results["changed"]) == {page_name(slugs[0], other, ".md") for other in slugs[1:]}
    changed = {path.name for path in tmp_path.iterdir() if path.stat().st_ino != before[path.name]}
    assert changed == set(results["changed"])


def test_the_index_leads_to_every_page_from_both_tools(tmp_path: Path) -> None:
    run(tmp_path, [*FEW, record("d-vs-e")])
    text = (tmp_path / "index.md").read_text()
    assert text.startswith("# Comparisons\n\n6 pages: every two of 4 tools from the catalog “Small”")
    assert (
        "## A\n\n- [vs B](a-vs-b.md)\n- [vs C](a-vs-c.md)\n- [vs D-VS-E](a--vs--d-vs-e.md)\n\n## B\n" in text
    )
    assert all(text.count(f"({name})") == 2 for name in pages([*FEW, "d-vs-e"]) - {"index.md"})
    found = seal(text)
    assert found is not None
    assert found.intact


def test_an_index_of_html_leads_to_pages_of_html(tmp_path: Path) -> None:
    run(tmp_path, FEW, suffix=".html")
    assert content(tmp_path).keys() == pages(FEW, ".html")
    text = (tmp_path / "index.html").read_text()
    assert text.startswith("<!doctype html>")
    assert '<a href="a-vs-b.html">vs B</a>' in text


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("what", ["edited", "foreign", "empty", "index"])
def test_what_is_in_the_way_stays_unless_forced(tmp_path: Path, slugs: list[str], what: str) -> None:
    name = "index.md" if what == "index" else page_name(slugs[0], slugs[1], ".md")
    run(tmp_path, slugs)
    path = tmp_path / name
    if what in {"foreign", "empty"}:
        path.write_text("My own words.\n" if what == "foreign" else "")
    else:
        path.write_text(f"Edited. {path.read_text()}")
    before = content(tmp_path)
    results = run(tmp_path, slugs)
    assert results["edited"] == [name]
    assert sizes(results) == {"edited": 1, "same": len(before) - 1}
    assert content(tmp_path) == before
    assert run(tmp_path, slugs, force=True)["changed"] == [name]
    assert content(tmp_path) != before


def test_what_is_not_a_file_stays_even_if_forced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("old")
    (tmp_path / "a-vs-b.md").symlink_to("elsewhere")
    os.mkfifo(tmp_path / "a-vs-c.md")
    (tmp_path / "b-vs-c.md").mkdir()
    assert run(tmp_path, FEW, force=True, prune=True) == {
        "blocked": ["a-vs-b.md", "a-vs-c.md", "b-vs-c.md"],
        "changed": ["index.md"],
    }
    assert (tmp_path / "elsewhere").read_text() == "old"


def test_a_check_writes_nothing(tmp_path: Path) -> None:
    run(tmp_path, FEW)
    (tmp_path / "a-vs-b.md").write_text("My own words.\n")
    before = content(tmp_path)
    changed: list[str | Record] = [record("a", "Another"), "b", "d"]
    assert run(tmp_path, changed, check=True, prune=True) == {
        "edited": ["a-vs-b.md"],
        "changed": ["a-vs-d.md", "b-vs-d.md", "index.md"],
        "stale": ["a-vs-c.md", "b-vs-c.md"],
    }
    assert content(tmp_path) == before
    assert sizes(run(tmp_path / "missing", FEW, check=True)) == {"changed": 4}
    assert not (tmp_path / "missing").exists()


def test_prune_removes_pages_of_ours_and_nothing_else(tmp_path: Path) -> None:
    run(tmp_path, [*FEW, "d", "e"])
    sealed_page = (tmp_path / "a-vs-d.md").read_text()
    (tmp_path / "b-vs-d.md").write_text("Edited. " + (tmp_path / "b-vs-d.md").read_text())
    (tmp_path / "c-vs-d.md").write_text("# My own\n")
    for name in ("mine.md", "x-vs-y.md", "a-vs-d.html", "d-vs-a.md"):
        (tmp_path / name).write_text(sealed_page)
    (tmp_path / "a-vs-z.md").symlink_to("a-vs-e.md")
    (tmp_path / "notes.txt").write_text("notes")
    gone = {"a-vs-d.md", "a-vs-e.md", "b-vs-e.md", "c-vs-e.md", "d-vs-e.md"}
    before = content(tmp_path)
    assert set(run(tmp_path, FEW)["stale"]) == {*gone, "b-vs-d.md"}
    assert content(tmp_path).keys() == before.keys()
    results = run(tmp_path, FEW, prune=True)
    assert (set(results["removed"]), results["stale"]) == (gone, ["b-vs-d.md"])
    assert content(tmp_path).keys() == before.keys() - gone - {"a-vs-z.md"}
    assert (tmp_path / "a-vs-z.md").is_symlink()


def test_a_stale_page_that_is_edited_meanwhile_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, FEW)
    write_all, path = files.write_all, tmp_path / "a-vs-c.md"

    def late(texts: Mapping[Path, str | None], **options: Any) -> list[Path]:
        if texts.get(path, "") is None:
            path.write_text(f"Edited. {path.read_text()}")
        return write_all(texts, **options)

    monkeypatch.setattr(files, "write_all", late)
    with pytest.raises(VcompareError, match=f"{path.name} was changed"):
        run(tmp_path, ["a", "b"], prune=True)
    assert path.read_text().startswith("Edited. ")


def test_a_tool_that_is_only_left_out_is_not_gone(tmp_path: Path) -> None:
    run(tmp_path, [*FEW, "d", "e"])
    before = content(tmp_path)
    results = run(tmp_path, FEW, present=[*FEW, "d"], prune=True)
    gone = {"a-vs-e.md", "b-vs-e.md", "c-vs-e.md", "d-vs-e.md"}
    assert (set(results["removed"]), "stale" in results) == (gone, False)
    assert content(tmp_path).keys() == before.keys() - gone
    assert "## D" not in (tmp_path / "index.md").read_text()


@pytest.mark.parametrize("check", [False, True])
def test_the_index_stays_where_a_tool_could_not_be_read(tmp_path: Path, check: bool) -> None:
    run(tmp_path, [*FEW, "d"])
    before = content(tmp_path)
    results = run(tmp_path, FEW, present=[*FEW, "d"], whole=False, prune=True, check=check)
    assert sizes(results) == {"same": 3}
    assert content(tmp_path) == before
    assert "index.md" in run(tmp_path / "new", FEW, whole=False)["changed"]


@pytest.mark.parametrize("slugs", [[], ["a"]])
def test_without_two_tools_nothing_is_done(tmp_path: Path, slugs: list[str]) -> None:
    run(tmp_path, FEW)
    before = content(tmp_path)
    with pytest.raises(VcompareError, match="no two tools"):
        run(tmp_path, slugs, prune=True)
    assert content(tmp_path) == before


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for into in (tmp_path / "file", tmp_path / "file" / "posts"):
        with pytest.raises(VcompareError, match="cannot be created"):
            run(into, FEW)


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_an_error_in_a_page_stops_it(tmp_path: Path, slugs: list[str]) -> None:
    def broken(_result: Comparison) -> str:
        raise VcompareError("draft.jinja:3: no such thing")

    with pytest.raises(VcompareError, match=r"draft\.jinja:3"):
        list(update(pairs(map(record, slugs), SETTINGS, tmp_path), broken, "Small", slugs=slugs))
    assert content(tmp_path) == {}


SLUGS = st.lists(st.sampled_from(["a", "b", "vs", "v", "s", "0"]), min_size=1, max_size=5).map("-".join)


@given(one=st.tuples(SLUGS, SLUGS), other=st.tuples(SLUGS, SLUGS))
def test_no_two_pairs_share_a_name(one: tuple[str, str], other: tuple[str, str]) -> None:
    assume(one[0] != one[1] and other[0] != other[1])
    names = page_name(*one, ".md"), page_name(*other, ".md")
    assert (names[0] == names[1]) == (set(one) == set(other))
    assert names[0] == names[0].lower() == page_name(one[1], one[0], ".md")
    assert pair_of(names[0], ".md") == tuple(sorted(one))


def test_a_name_says_which_tools_a_page_is_about() -> None:
    assert page_name("modal", "claude-4-api", ".md") == "claude-4-api-vs-modal.md"
    assert page_name("a", "b-vs-c", ".html") == "a--vs--b-vs-c.html"
    assert page_name("a-vs", "b", ".md") == "a-vs--vs--b.md"
    assert len(page_name("a" * 80, "b" * 80, ".html")) < 255


@pytest.mark.parametrize(
    "name",
    [
        "index.md",
        "b-vs-a.md",
        "a-vs-a.md",
        "a-vs-b.html",
        "a-vs-b",
        "A-vs-b.md",
        "a-vs-b-vs-c.md",
        "a--vs--b.md",
        "-vs-.md",
        "a-vs-b.md.md",
        "",
    ],
)
def test_no_other_name_is_that_of_a_page(name: str) -> None:
    assert pair_of(name, ".md") is None


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_tools_keep_their_order_and_pages_their_names(tmp_path: Path, slugs: list[str]) -> None:
    run(tmp_path, slugs)
    names = content(tmp_path).keys()
    assert sizes(run(tmp_path, slugs[::-1])) == {"changed": len(names)}
    assert content(tmp_path).keys() == names
    first, last = slugs[0], slugs[-1]
    text = (tmp_path / page_name(first, last, ".md")).read_text()
    assert text.startswith(f"{last.upper()}: A tool\n\n{first.upper()}: ")
    titles = [line for line in (tmp_path / "index.md").read_text().splitlines() if line.startswith("## ")]
    assert titles == [f"## {slug.upper()}" for slug in slugs[::-1]]


def test_a_page_in_another_order_is_stale_too(tmp_path: Path) -> None:
    run(tmp_path, ["c", "b", "a"])
    assert run(tmp_path, ["b", "a"], prune=True)["removed"] == ["a-vs-c.md", "b-vs-c.md"]
