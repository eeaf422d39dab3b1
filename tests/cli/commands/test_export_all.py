"""`vcompare export --all-pairs`: a page for every two tools, kept true in a folder."""

import os
import re
import signal
import subprocess
import time
from itertools import combinations
from pathlib import Path

import pytest

from tests.cli.terminal import Asked
from tests.conftest import (
    PROGRAM,
    REVIEW,
    SAMPLE,
    TOOL,
    MakeCatalog,
    Run,
    bound_by_permissions,
    content,
    environment,
    stamps,
)
from vcompare.text.seals import Seal, seal

EIGHT = ("--where", "category=Developer Tools")
"""The tools of the sample that people wrote about, of which there are few enough pairs."""
SLUGS = [path.stem for path in sorted((SAMPLE / "tools").glob("*.toml"))]
PAGES = {f"{one}-vs-{other}.md": (one, other) for one, other in combinations(SLUGS, 2)}


def announced(pages: int) -> str:
    return f"note: posts: {pages} {'page' if pages == 1 else 'pages'} about two tools each, and an index\n"


@pytest.fixture
def small(make_catalog: MakeCatalog) -> Path:
    return make_catalog({
        **{f"tools/{slug}.toml": TOOL.format(name=slug.upper()) for slug in "abcd"},
        "reviews/a/builder.toml": REVIEW.format(verdict="ship", score=90),
        "reviews/b/builder.toml": REVIEW.format(verdict="ship", score=80),
    })  # fmt: skip


def test_each_page_is_what_export_writes(vcompare: Run, tmp_path: Path) -> None:
    result = vcompare("export", "--all-pairs", "--into", "posts", *EIGHT)
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr == f"{announced(28)}note: posts: 29 pages written, 0 unchanged\n"
    written = content(tmp_path / "posts")
    assert written.keys() == {"index.md", *PAGES}
    for name in list(PAGES)[::9]:
        assert written[name] == vcompare("export", *PAGES[name]).stdout
    for name, pair in PAGES.items():
        assert seal(written[name]) == Seal(f"export {' '.join(pair)}", intact=True)


def test_a_second_run_writes_nothing(vcompare: Run, tmp_path: Path) -> None:
    vcompare("export", "--all-pairs", "--into", "posts", *EIGHT)
    before = stamps(tmp_path / "posts")
    result = vcompare("export", "--all-pairs", "--into", "posts", *EIGHT)
    assert (result.returncode, result.stderr) == (
        0,
        f"{announced(28)}note: posts: 0 pages written, 29 unchanged\n",
    )
    assert stamps(tmp_path / "posts") == before


@pytest.mark.parametrize(("form", "suffix", "link"), [
    ("markdown", ".md", r"\]\(([^)]+)\)"), ("html", ".html", '<a href="([^"]+)">'),
])  # fmt: skip
def test_the_index_leads_to_every_page(
    vcompare: Run, tmp_path: Path, form: str, suffix: str, link: str
) -> None:
    assert vcompare("export", "--all-pairs", "--into", "posts", "--format", form, *EIGHT).returncode == 0
    written = content(tmp_path / "posts")
    links = re.findall(link, written.pop(f"index{suffix}"))
    assert set(links) == written.keys() == {name.replace(".md", suffix) for name in PAGES}
    assert len(links) == 2 * len(written)


@pytest.mark.parametrize(
    ("options", "slugs"),
    [
        (("--min-score", "80"), "ab"),
        (("--category", "tools"), "abcd"),
        (("--category", "Tools", "--min-score", "50"), "ab"),
    ],
)
def test_the_filters_choose_the_tools(
    vcompare: Run, small: Path, tmp_path: Path, options: tuple[str, ...], slugs: str
) -> None:
    assert vcompare("export", "--all-pairs", "--into", "posts", *options, catalog=small).returncode == 0
    wanted = {f"{one}-vs-{other}.md" for one, other in combinations(slugs, 2)}
    assert content(tmp_path / "posts").keys() == {"index.md", *wanted}


def test_a_filter_that_leaves_no_pair_removes_nothing(vcompare: Run, small: Path, tmp_path: Path) -> None:
    vcompare("export", "--all-pairs", "--into", "posts", catalog=small)
    before = content(tmp_path / "posts")
    result = vcompare(
        "export", "--all-pairs", "--into", "posts", "--category", "Tolls", "--prune", catalog=small
    )
    assert result.returncode == 2
    assert result.stderr == (
        "error: there are no two tools to compare\n"
        'hint: no tool has the category "Tolls"; did you mean `Tools`?\n'
    )
    assert content(tmp_path / "posts") == before


def test_check_shows_the_drift_and_writes_nothing(vcompare: Run, small: Path, tmp_path: Path) -> None:
    def check() -> subprocess.CompletedProcess[str]:
        return vcompare("export", "--all-pairs", "--into", "posts", "--check", catalog=small)

    assert check().returncode == 1
    assert not (tmp_path / "posts").exists()
    vcompare("export", "--all-pairs", "--into", "posts", catalog=small)
    result = check()
    assert (result.returncode, result.stdout) == (0, "")
    before = content(tmp_path / "posts")
    (small / "tools/a.toml").write_text(TOOL.format(name="Alpha"))
    result = check()
    assert result.returncode == 1
    assert "\n-# A vs B\n+# Alpha vs B\n" in result.stdout
    assert result.stdout.count("\n+++ ") == 4
    assert content(tmp_path / "posts") == before


def test_pages_without_a_pair_are_listed_and_then_removed(vcompare: Run, small: Path, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    vcompare("export", "--all-pairs", "--into", "posts", catalog=small)
    vcompare("export", "a", "d", "-o", "posts/mine.md", catalog=small)
    (posts / "c-vs-d.md").write_text("Edited. " + (posts / "c-vs-d.md").read_text())
    (posts / "x-vs-y.md").write_text("# X or Y?\n")
    (small / "tools/d.toml").unlink()
    result = vcompare("export", "--all-pairs", "--into", "posts", catalog=small)
    assert [name for name in ("a-vs-d", "b-vs-d", "c-vs-d", "mine", "x-vs-y") if f"{name}.md" in result.stderr] == [
        "a-vs-d", "b-vs-d", "c-vs-d",
    ]  # fmt: skip
    before = content(posts)
    assert vcompare("export", "--all-pairs", "--into", "posts", "--check", catalog=small).returncode == 1
    result = vcompare("export", "--all-pairs", "--into", "posts", "--prune", catalog=small)
    assert "note: removed posts/a-vs-d.md\n" in result.stderr
    assert content(posts).keys() == before.keys() - {"a-vs-d.md", "b-vs-d.md"}


def test_what_was_edited_stays_and_is_named(vcompare: Run, small: Path, tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    vcompare("export", "--all-pairs", "--into", "posts", catalog=small)
    (posts / "a-vs-b.md").write_text("Edited. " + (posts / "a-vs-b.md").read_text())
    (posts / "a-vs-c.md").write_text("# My own\n")
    (posts / "a-vs-d.md").unlink()
    result = vcompare("export", "--all-pairs", "--into", "posts", catalog=small)
    assert result.returncode == 2
    assert "error: posts/a-vs-b.md was edited by hand\n" in result.stderr
    assert "error: posts/a-vs-c.md does not end with a seal" in result.stderr
    assert (posts / "a-vs-c.md").read_text() == "# My own\n"
    assert (posts / "a-vs-d.md").exists()
    result = vcompare("export", "--all-pairs", "--into", "posts", "--force", catalog=small)
    assert (result.returncode, result.stderr) == (
        0,
        f"{announced(6)}note: posts: 2 pages written, 5 unchanged\n",
    )


def test_a_broken_tool_is_named_and_the_others_are_written(
    vcompare: Run, small: Path, tmp_path: Path
) -> None:
    (small / "tools/d.toml").write_text("name = ")
    result = vcompare("export", "--all-pairs", "--into", "posts", catalog=small)
    assert result.returncode == 2
    assert "d.toml" in result.stderr
    assert content(tmp_path / "posts").keys() == {"index.md", "a-vs-b.md", "a-vs-c.md", "b-vs-c.md"}


def test_a_tool_that_cannot_be_read_keeps_its_pages(vcompare: Run, small: Path, tmp_path: Path) -> None:
    arguments = ("export", "--all-pairs", "--into", "posts")
    vcompare(*arguments, catalog=small)
    before = content(tmp_path / "posts")
    (small / "tools/c.toml").write_text("name = ")
    for options in ((), ("--prune",), ("--check",), ("--prune", "--force")):
        result = vcompare(*arguments, *options, catalog=small)
        assert (result.returncode, result.stdout) == (2, "")
        assert "no pair" not in result.stderr
        assert "removed" not in result.stderr
        assert content(tmp_path / "posts") == before
    assert "note: posts: pages about tools that cannot be read stay as they are\n" in result.stderr


def test_a_filter_removes_no_page(vcompare: Run, small: Path, tmp_path: Path) -> None:
    arguments = ("export", "--all-pairs", "--into", "posts")
    vcompare(*arguments, catalog=small)
    before = content(tmp_path / "posts")
    result = vcompare(*arguments, "--min-score", "50", "--prune", catalog=small)
    assert (result.returncode, result.stderr) == (
        0,
        f"{announced(1)}note: posts: 1 page written, 1 unchanged\n",
    )
    assert content(tmp_path / "posts").keys() == before.keys()


def test_an_edited_page_is_drift_to_a_check(vcompare: Run, small: Path, tmp_path: Path) -> None:
    posts, arguments = tmp_path / "posts", ("export", "--all-pairs", "--into", "posts", "--check")
    vcompare(*arguments[:-1], catalog=small)
    (posts / "a-vs-b.md").write_text("Edited. " + (posts / "a-vs-b.md").read_text())
    (posts / "a-vs-c.md").write_text("")
    before = content(posts)
    result = vcompare(*arguments, catalog=small)
    assert result.returncode == 1
    assert "warning: posts/a-vs-b.md was edited by hand: only --force would overwrite it\n" in result.stderr
    assert "warning: posts/a-vs-c.md does not end with a seal" in result.stderr
    assert "error" not in result.stderr
    assert vcompare(*arguments, "--force", catalog=small).returncode == 1
    assert content(posts) == before
    (posts / "a-vs-d.md").unlink()
    (posts / "a-vs-d.md").mkdir()
    result = vcompare(*arguments, catalog=small)
    assert (
        result.returncode,
        "error: posts/a-vs-d.md cannot be read: it is a folder\n" in result.stderr,
    ) == (2, True)


def test_a_closed_folder_is_one_line(small: Path, tmp_path: Path) -> None:
    if (bound := bound_by_permissions()) is None:
        pytest.skip("root is not bound by permissions, and there is no setpriv")
    posts = tmp_path / "posts"
    posts.mkdir(0o555)
    done = subprocess.run(
        [*bound, str(PROGRAM), "export", "--all-pairs", "--into", str(posts), "--catalog", str(small)],
        env=environment(),
        capture_output=True,
        check=False,
        timeout=60,
        text=True,
    )
    posts.chmod(0o755)
    assert done.returncode == 2
    assert re.search(r"error: \S+/posts/a-vs-b\.md cannot be written: permission denied\nhint: ", done.stderr)
    assert content(posts) == {}


def test_an_interrupt_leaves_whole_pages_and_nothing_else(make_catalog: MakeCatalog, tmp_path: Path) -> None:
    text = '\ndescription = """\n' + "Much is *said* of it. " * 200 + '"""\n'
    tools = {f"tools/t{number:02}.toml": TOOL.format(name=f"T{number}") + text for number in range(40)}
    posts = tmp_path / "posts"
    running = subprocess.Popen(
        [
            str(PROGRAM),
            "export",
            "--all-pairs",
            "--yes",
            "--into",
            str(posts),
            "--catalog",
            str(make_catalog(tools)),
        ],
        env=environment(),
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 - no threads
    )
    with running:
        while not (posts.exists() and len(os.listdir(posts)) > 100) and running.poll() is None:
            time.sleep(0.002)
        running.send_signal(signal.SIGINT)
        _, talk = running.communicate(timeout=30)
    assert (running.returncode, talk.count(b"\n")) == (130, 1)
    written = content(posts)
    assert 0 < len(written) < 780
    for name, page in written.items():
        assert seal(page) == Seal(f"export {name[:3]} {name[7:10]}", intact=True), name


def test_filters_choose_the_tools(vcompare: Run, small: Path, tmp_path: Path) -> None:
    words = ("--where", "score>=80", "--where", "name!=C", "--verdict", "ship,split")
    result = vcompare("export", "--all-pairs", "--into", "posts", *words, catalog=small)
    assert (result.returncode, sorted(content(tmp_path / "posts"))) == (0, ["a-vs-b.md", "index.md"])
    result = vcompare("export", "--all-pairs", "--into", "posts", "--where", "score>80", catalog=small)
    assert result.stderr.startswith("error: there are no two tools to compare\n")
    result = vcompare("export", "a", "b", "--where", "score>80", catalog=small)
    assert result.stderr.startswith("error: filters, --yes and --prune are for --all-pairs\n")


def test_more_than_500_pages_need_a_yes(vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path) -> None:
    root = make_catalog({f"tools/t{number}.toml": TOOL.format(name=f"T{number}") for number in range(33)})
    result = vcompare("export", "--all-pairs", "--into", "posts", catalog=root)
    assert (result.returncode, (tmp_path / "posts").exists()) == (2, False)
    assert result.stderr == (
        "error: posts: 528 pages about two tools each, and an index are not written without a yes\n"
        "hint: add --yes to write them, or choose fewer tools with --where and other filters\n"
    )
    assert vcompare("export", "--all-pairs", "--into", "posts", "--check", catalog=root).returncode == 1
    result = vcompare("export", "--all-pairs", "--into", "posts", "--yes", catalog=root)
    assert (result.returncode, len(content(tmp_path / "posts"))) == (0, 529)
    assert result.stderr.startswith("note: posts: 528 pages about two tools each, and an index\n")


def test_a_question_about_many_pages_can_be_answered(make_catalog: MakeCatalog, tmp_path: Path) -> None:
    files = {f"tools/t{number}.toml": TOOL.format(name=f"T{number}") for number in range(33)}
    words = ["export", "--all-pairs", "--into", "posts", "--catalog", str(make_catalog(files))]
    for answer, status, pages in (("n", 2, 0), ("y", 0, 529)):
        (tmp_path / "posts").mkdir(exist_ok=True)
        asked = Asked(words, tmp_path).answer("and an index into posts?", f"{answer}\r")
        assert (asked.status(), len(content(tmp_path / "posts"))) == (status, pages)


def test_a_sort_says_which_tool_comes_first(vcompare: Run, small: Path, tmp_path: Path) -> None:
    sort = ("--sort", "score,-slug")
    done = vcompare("export", "--all-pairs", "--into", "posts", *sort, catalog=small)
    assert done.returncode == 0
    written = content(tmp_path / "posts")
    order = vcompare("list", *sort, "-f", "slugs", catalog=small).stdout.split()
    assert order == ["a", "b", "d", "c"]
    assert sorted(written) == sorted(["index.md", *(f"{x}-vs-{y}.md" for x, y in combinations("abcd", 2))])
    for one, other in combinations(order, 2):
        name = f"{min(one, other)}-vs-{max(one, other)}.md"
        assert written[name] == vcompare("export", one, other, catalog=small).stdout
    assert re.findall("^## (.*)", written["index.md"], re.MULTILINE) == ["A", "B", "D", "C"]
    again = vcompare("export", "--all-pairs", "--into", "posts", *sort, "--check", catalog=small)
    assert (again.returncode, again.stdout) == (0, "")
    plain = vcompare("export", "--all-pairs", "--into", "posts", "--check", catalog=small)
    assert plain.returncode == 1
    turned = vcompare("export", "--all-pairs", "--into", "posts", "--reverse", catalog=small)
    assert turned.returncode == 0
    assert (tmp_path / "posts/a-vs-b.md").read_text().startswith("# B vs A\n")


@pytest.mark.parametrize("option", [("--sort", "score"), ("--reverse",)])
def test_a_sort_is_for_all_pairs(vcompare: Run, option: tuple[str, ...]) -> None:
    done = vcompare("export", "modal", "claude-4-api", *option)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: --sort and --reverse are for --all-pairs\n")
