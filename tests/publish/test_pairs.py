import os
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.conftest import stamps
from vcompare.app.listing import Filter
from vcompare.comparison import Comparison
from vcompare.editing import files
from vcompare.errors import VcompareError
from vcompare.model import Panelist, Record, Review, Tool
from vcompare.publish import pairs
from vcompare.publish.pairs import Outcome, Refused, page_name, pair_of
from vcompare.publish.seals import seal, sealed

PANEL = {"builder": Panelist("Builder")}
SLUGS = st.lists(st.sampled_from(["a", "b", "vs", "v", "s", "0"]), min_size=1, max_size=5).map("-".join)
FEW, MANY = ["a", "b", "c"], [f"tool-{number}" for number in range(12)]
"""The many are dealt out over the cores, the few are not."""


def record(slug: str, tagline: str = "A tool", **facts: Any) -> Record:
    return Record(slug, Tool(name=slug.upper(), tagline=tagline, category="Tools", entry="free", **facts))


def page(result: Comparison) -> str:
    slugs = " ".join(tool.slug for tool in result.tools)
    return sealed(
        "".join(f"{tool.name}: {tool.tool.tagline}\n\n" for tool in result.tools), f"export {slugs}"
    )


def run(into: Path, slugs: Iterable[str | Record], **options: Any) -> Outcome:
    records = [record(slug) if isinstance(slug, str) else slug for slug in slugs]
    return pairs.run(records, PANEL, into, page, **{"catalog": "Small", **options})


def pages(slugs: Iterable[str], suffix: str = ".md") -> set[str]:
    return {f"index{suffix}", *(page_name(one, other, suffix) for one, other in combinations(slugs, 2))}


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


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


@pytest.mark.parametrize("count", [0, 1, 2, 99, 100, 101, 230])
def test_every_two_tools_are_dealt_out_once(count: int) -> None:
    slugs = [f"{number:03}" for number in range(count)]
    dealt = [(first, other) for first, others in pairs._pieces(slugs) for other in others]
    assert sorted(dealt) == list(combinations(slugs, 2))
    assert all(0 < len(others) <= pairs._BATCH for _, others in pairs._pieces(slugs))


def test_the_filters_are_those_of_a_list() -> None:
    good = Record("good", record("good").tool, {"builder": Review("ship", "Good.", 90)})
    tagged = record("tagged", tags=("x", "y"))
    records = [good, tagged, record("plain")]

    def chosen(**wanted: Any) -> list[str]:
        return [tool.slug for tool in pairs.chosen(records, PANEL, Filter(**wanted))]

    assert chosen() == ["good", "tagged", "plain"]
    assert chosen(min_score=80) == ["good"]
    assert chosen(tags=("y",)) == ["tagged"]
    assert chosen(category="tools") == ["good", "tagged", "plain"]
    assert chosen(category="Other") == []


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_a_page_for_every_two_and_an_index(tmp_path: Path, slugs: list[str]) -> None:
    into = tmp_path / "new" / "posts"
    count = len(slugs) * (len(slugs) - 1) // 2 + 1
    assert run(into, reversed(slugs)) == Outcome(written=count)
    assert content(into).keys() == pages(slugs)
    before = stamps(into)
    assert run(into, slugs) == Outcome(same=count)
    assert stamps(into) == before


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_only_what_changed_is_written(tmp_path: Path, slugs: list[str]) -> None:
    run(tmp_path, slugs)
    before = {path.name: path.stat().st_ino for path in tmp_path.iterdir()}
    outcome = run(tmp_path, [record(slugs[0], "Another"), *slugs[1:]])
    assert outcome.written == len(slugs) - 1
    changed = {path.name for path in tmp_path.iterdir() if path.stat().st_ino != before[path.name]}
    assert changed == {page_name(slugs[0], other, ".md") for other in slugs[1:]}


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


def test_without_a_stamp_the_index_has_no_seal(tmp_path: Path) -> None:
    run(tmp_path, FEW, stamp=False)
    assert seal((tmp_path / "index.md").read_text()) is None


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
    reason = "was edited by hand"
    run(tmp_path, slugs)
    path = tmp_path / name
    if what in {"foreign", "empty"}:
        path.write_text("My own words.\n" if what == "foreign" else "")
        reason = "does not end with a seal: it was edited, or not written by vcompare"
    else:
        path.write_text(f"Edited. {path.read_text()}")
    before = content(tmp_path)
    outcome = run(tmp_path, slugs)
    assert outcome.refused == (Refused(path, f"{path} {reason}", by_hand=True),)
    assert (outcome.written, outcome.same) == (0, len(before) - 1)
    assert content(tmp_path) == before
    outcome = run(tmp_path, slugs, force=True)
    assert (outcome.written, outcome.refused) == (1, ())
    assert content(tmp_path) != before


def test_what_is_no_file_stays_even_if_forced(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_text("old")
    (tmp_path / "a-vs-b.md").symlink_to("elsewhere")
    os.mkfifo(tmp_path / "a-vs-c.md")
    (tmp_path / "b-vs-c.md").mkdir()
    outcome = run(tmp_path, FEW, force=True, prune=True)
    assert sorted(refused.path.name for refused in outcome.refused) == ["a-vs-b.md", "a-vs-c.md", "b-vs-c.md"]
    assert not any(refused.by_hand for refused in outcome.refused)
    assert outcome.written == 1
    assert (tmp_path / "elsewhere").read_text() == "old"


def test_a_check_writes_nothing_and_tells_all(tmp_path: Path) -> None:
    run(tmp_path, FEW)
    (tmp_path / "a-vs-b.md").write_text("My own words.\n")
    before, told = content(tmp_path), list[str]()
    changed: list[str | Record] = [record("a", "Another"), "b", "d"]
    outcome = run(tmp_path, changed, check=True, prune=True, tell=told.append)
    assert content(tmp_path) == before
    assert (outcome.written, outcome.same, outcome.removed) == (3, 0, ())
    assert [refused.path.name for refused in outcome.refused] == ["a-vs-b.md"]
    assert [path.name for path in outcome.stale] == ["a-vs-c.md", "b-vs-c.md"]
    assert len(told) == 4
    shown = "".join(told)
    assert "-My own words.\n+A: Another\n" in shown
    assert f"--- /dev/null\n+++ {tmp_path / 'b-vs-d.md'}\n" in shown
    assert run(tmp_path / "missing", FEW, check=True).written == 4
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
    outcome = run(tmp_path, FEW)
    assert {path.name for path in outcome.stale} == {*gone, "b-vs-d.md"}
    assert content(tmp_path).keys() == before.keys()
    outcome = run(tmp_path, FEW, prune=True)
    assert {path.name for path in outcome.removed} == gone
    assert [path.name for path in outcome.stale] == ["b-vs-d.md"]
    assert content(tmp_path).keys() == before.keys() - gone - {"a-vs-z.md"}
    assert (tmp_path / "a-vs-z.md").is_symlink()


def test_a_tool_that_is_only_left_out_is_not_gone(tmp_path: Path) -> None:
    run(tmp_path, [*FEW, "d", "e"])
    before = content(tmp_path)
    outcome = run(tmp_path, FEW, present=[*FEW, "d"], prune=True)
    gone = {"a-vs-e.md", "b-vs-e.md", "c-vs-e.md", "d-vs-e.md"}
    assert ({path.name for path in outcome.removed}, outcome.stale) == (gone, ())
    assert content(tmp_path).keys() == before.keys() - gone
    assert "## D" not in (tmp_path / "index.md").read_text()


@pytest.mark.parametrize("check", [False, True])
def test_the_index_stays_where_a_tool_could_not_be_read(tmp_path: Path, check: bool) -> None:
    run(tmp_path, [*FEW, "d"])
    before = content(tmp_path)
    outcome = run(tmp_path, FEW, present=[*FEW, "d"], whole=False, prune=True, check=check)
    assert outcome == Outcome(same=3)
    assert content(tmp_path) == before
    assert run(tmp_path / "new", FEW, whole=False).written == 4


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("before", [True, False])
def test_what_a_person_writes_meanwhile_is_not_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, slugs: list[str], force: bool, before: bool
) -> None:
    path = tmp_path / page_name(slugs[0], slugs[1], ".md")
    if before:
        run(tmp_path, slugs)
    real: Callable[..., Any] = files.write_all

    def late(texts: dict[Path, str], **options: Any) -> Any:
        path.write_text("My own words.\n")
        return real(texts, **options)

    monkeypatch.setattr(files, "write_all", late)
    with pytest.raises(VcompareError, match=f"{path.name} was changed while vcompare was at work"):
        run(tmp_path, [record(slugs[0], "Another"), *slugs[1:]], force=force)
    assert path.read_text() == "My own words.\n"


def test_a_stale_page_that_is_edited_meanwhile_is_not_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(tmp_path, FEW)
    real, path = pairs._stale, tmp_path / "a-vs-c.md"

    def late(*arguments: Any) -> Any:
        found = list(real(*arguments))
        path.write_text(f"Edited. {path.read_text()}")
        return found

    monkeypatch.setattr(pairs, "_stale", late)
    outcome = run(tmp_path, ["a", "b"], prune=True)
    assert [path.name for path in outcome.removed] == ["b-vs-c.md"]
    assert outcome.stale == (path,)
    assert path.read_text().startswith("Edited. ")


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
        with pytest.raises(VcompareError, match="cannot be made"):
            run(into, FEW)


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_the_work_can_be_watched(tmp_path: Path, slugs: list[str]) -> None:
    seen = list[tuple[int, int]]()

    def watch(parts: Iterable[Any], count: int) -> Iterable[Any]:
        for number, part in enumerate(parts):
            seen.append((number, count))
            yield part

    run(tmp_path, slugs, watch=watch)
    assert seen == [(number, len(slugs) - 1) for number in range(len(slugs) - 1)]


@pytest.mark.parametrize("slugs", [FEW, MANY], ids=["few", "many"])
def test_what_goes_wrong_in_a_page_is_said(tmp_path: Path, slugs: list[str]) -> None:
    def broken(_result: Comparison) -> str:
        raise VcompareError("draft.jinja:3: no such thing")

    with pytest.raises(VcompareError, match=r"draft\.jinja:3"):
        pairs.run([record(slug) for slug in slugs], PANEL, tmp_path, broken, catalog="Small")
    assert content(tmp_path) == {}


def test_few_pages_are_held_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = list[int]()
    real: Callable[..., Any] = files.write_all

    def noted(texts: dict[Path, str], **options: Any) -> list[Path]:
        sizes.append(len(texts))
        written: list[Path] = real(texts, **options)
        return written

    monkeypatch.setattr(files, "write_all", noted)
    run(tmp_path, [f"{number:03}" for number in range(60)])
    assert sum(sizes) == 60 * 59 // 2 + 1
    assert max(sizes) <= pairs._BATCH
