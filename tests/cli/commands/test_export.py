"""`vcompare export`: a draft whose every sentence is in the catalog."""

import json
import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import SAMPLE, TOOL, MakeCatalog, Run, record_of
from vcompare.catalog.store import Catalog


@pytest.fixture
def apart(tmp_path: Path) -> Path:
    """A copy of the sample, to be changed."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "apart"))


@pytest.mark.parametrize(
    "tools",
    [
        ("claude-4-api", "azure-ai-foundry"),
        ("claude-haiku-open-weights", "modal", "claude-4-api"),
        ("hf-hub-deploy", "hf-hub-routing"),
    ],
    ids=" ".join,
)
def test_drafts(vcompare: Run, snapshot: SnapshotAssertion, apart: Path, tools: tuple[str, ...]) -> None:
    result = vcompare("export", *tools, "--no-stamp", catalog=apart)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


def test_every_review_is_quoted_in_full(vcompare: Run) -> None:
    draft = " ".join(vcompare("export", "claude-4-api", "modal").stdout.split())
    catalog = Catalog.open(SAMPLE)
    for slug in ("claude-4-api", "modal"):
        for review in record_of(catalog, slug).reviews.values():
            assert " ".join(review.text.split()) in draft


def test_unknown_is_said(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({
        "tools/a.toml": TOOL.format(name="Tool A"),
        "tools/b.toml": TOOL.format(name="Tool B") + '[pricing]\nsummary = "One euro"\nchecked = 2026-01-02\nsource = "https://x.y/z"\n',
    })  # fmt: skip
    draft = vcompare("export", "a", "b", catalog=root).stdout
    assert "No price is known for Tool A." in draft
    assert "Tool B: One euro. Read on 2026-01-02 at <https://x.y/z>" in draft
    assert "Scorecard" not in draft
    assert "Community" not in draft.partition("What differs")[2]
    assert "score" not in draft.replace("Score | unknown", "").lower()
    assert "The catalog names no source for Tool A." in draft


@pytest.mark.parametrize("tools", [("modal",), ("modal",) * 7])
def test_a_draft_compares_two_to_six(vcompare: Run, tools: tuple[str, ...]) -> None:
    result = vcompare("export", *tools)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: a draft compares two to six tools")


def test_data_is_the_same_as_that_of_show(vcompare: Run) -> None:
    pair = ("claude-4-api", "modal")
    assert json.loads(vcompare("export", *pair, "-f", "json").stdout) == json.loads(
        vcompare("show", *pair, "-f", "json").stdout
    )
    assert vcompare("export", *pair, "-f", "csv").stdout == vcompare("show", *pair, "-f", "csv").stdout


PAIR = ("export", "claude-4-api", "modal")


@pytest.mark.parametrize("kind", ["yaml", "toml"])
def test_front_matter_comes_first(vcompare: Run, apart: Path, snapshot: SnapshotAssertion, kind: str) -> None:
    result = vcompare(*PAIR, "--front-matter", kind, catalog=apart)
    assert result.stdout.split("\n\n# ")[0] == snapshot


def test_without_the_stamp_a_draft_does_not_say_where_it_comes_from(vcompare: Run) -> None:
    assert "vcompare" in vcompare(*PAIR).stdout
    assert "vcompare" not in vcompare(*PAIR, "--no-stamp").stdout


def test_output_is_written_once_and_only_over_its_own(vcompare: Run, tmp_path: Path, apart: Path) -> None:
    post = tmp_path / "post.md"
    first = vcompare(*PAIR, "-o", "post.md", catalog=apart)
    assert (first.returncode, first.stdout, first.stderr) == (0, "", "note: wrote post.md\n")
    assert post.read_text() == vcompare(*PAIR, catalog=apart).stdout
    again = vcompare(*PAIR, "-o", "post.md", catalog=apart)
    assert (again.returncode, again.stderr) == (0, "")
    assert vcompare("export", "modal", "hf-hub-deploy", "-o", "post.md", catalog=apart).returncode == 0
    post.write_text(post.read_text().replace("Modal", "Model", 1))
    edited = vcompare(*PAIR, "-o", "post.md", catalog=apart)
    assert (edited.returncode, "post.md was edited by hand" in edited.stderr) == (2, True)
    assert "Model" in post.read_text()
    assert vcompare(*PAIR, "-o", "post.md", "--force", catalog=apart).returncode == 0
    post.write_text("mine\n")
    other = vcompare(*PAIR, "-o", "post.md", catalog=apart)
    assert (other.returncode, "does not end with a seal" in other.stderr) == (2, True)
    warned = vcompare(*PAIR, "-o", "post.md", "--check", catalog=apart)
    assert (warned.returncode, "only --force would overwrite it" in warned.stderr) == (1, True)
    assert post.read_text() == "mine\n"


def test_check_writes_nothing_and_shows_the_difference(vcompare: Run, tmp_path: Path, apart: Path) -> None:
    missing = vcompare(*PAIR, "-o", "post.md", "--check", catalog=apart)
    assert (missing.returncode, (tmp_path / "post.md").exists()) == (1, False)
    assert missing.stdout.startswith("--- /dev/null\n+++ post.md\n")
    vcompare(*PAIR, "-o", "post.md", catalog=apart)
    assert vcompare(*PAIR, "-o", "post.md", "--check", catalog=apart).returncode == 0
    path = apart / "tools/modal.toml"
    path.write_text(path.read_text().replace('entry = "paid"', 'entry = "free"'))
    before = (tmp_path / "post.md").read_text()
    drift = vcompare(*PAIR, "-o", "post.md", "--check", catalog=apart)
    assert (drift.returncode, drift.stderr) == (1, "")
    assert "\n-| Entry | Paid | Paid |\n+| Entry | Paid | Free |\n" in drift.stdout
    assert (tmp_path / "post.md").read_text() == before


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("post", "# "), ("post.md", "# "), ("post.Markdown", "# "), ("post.html", "<!doctype html>"),
        ("v1.2.HTM", "<!doctype html>"), ("post.JSON", "{"), ("post.csv", "field,"),
    ],
)  # fmt: skip
def test_the_suffix_of_the_file_names_the_format(
    vcompare: Run, tmp_path: Path, name: str, start: str
) -> None:
    done = vcompare(*PAIR, "-o", name)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"note: wrote {name}\n")
    assert (tmp_path / name).read_text().startswith(start)


@pytest.mark.parametrize("suffix", [".pdf", ".PDF", ".htmlx", ".docx", ".tex", ".svg"])
def test_a_suffix_of_no_format_is_refused(vcompare: Run, tmp_path: Path, suffix: str) -> None:
    done = vcompare(*PAIR, "-o", f"post{suffix}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'error: post{suffix} cannot be written: no format has the suffix "{suffix}"\n'
        "hint: end its name in .md, .markdown, .html, .htm, .json or .csv, or name the format with --format\n"
    )
    assert not (tmp_path / f"post{suffix}").exists()
    assert vcompare(*PAIR, "-o", f"post{suffix}", "--format", "html").returncode == 0
    assert (tmp_path / f"post{suffix}").read_text().startswith("<!doctype html>")


def test_a_format_that_is_not_that_of_the_suffix_is_noticed(vcompare: Run, tmp_path: Path) -> None:
    done = vcompare(*PAIR, "-o", "post.html", "--format", "markdown")
    assert done.stderr == (
        "warning: post.html will hold markdown, as --format says, and not html\nnote: wrote post.html\n"
    )
    assert (tmp_path / "post.html").read_text().startswith("# ")


def test_a_post_is_about_the_catalog_beside_it(vcompare: Run, two_catalogs: Path) -> None:
    for words in (("-o", "b/post.md"), ("-o", "../b/new/post.md")):
        (two_catalogs / "b/new").mkdir(exist_ok=True)
        here = two_catalogs / ("a" if words[1].startswith("..") else "")
        assert vcompare("export", "one", "two", *words, catalog=None, cwd=here).returncode == 0
        assert (here / words[1]).read_text().startswith("# One of b vs Two of b\n")
        assert vcompare("export", "one", "two", *words, "--check", catalog=None, cwd=here).returncode == 0
    done = vcompare(
        "export", "one", "two", "-o", "b/post.md", "--check", catalog=two_catalogs / "a", cwd=two_catalogs
    )
    assert done.returncode == 1
    done = vcompare("export", "--all-pairs", "--into", "../b/posts", catalog=None, cwd=two_catalogs / "a")
    assert f"note: ../b/posts is about the catalog nearest to it, {two_catalogs}/b/catalog; " in done.stderr
    assert "“Catalog b”" in (two_catalogs / "b/posts/index.md").read_text()


def test_a_dash_is_stdout(vcompare: Run, apart: Path) -> None:
    assert vcompare(*PAIR, "-o", "-", catalog=apart).stdout == vcompare(*PAIR, catalog=apart).stdout


def test_a_template_of_ones_own(vcompare: Run, tmp_path: Path, apart: Path) -> None:
    printed = vcompare("export", "--print-template").stdout
    (tmp_path / "own.jinja").write_text(printed)
    same = vcompare(*PAIR, "--template", "own.jinja", catalog=apart)
    assert same.stdout == vcompare(*PAIR, catalog=apart).stdout
    (tmp_path / "own.jinja").write_text("{{ tools[1].name }}: {{ comparison.tools[0].panel.score.mean }}\n")
    own = vcompare(*PAIR, "--template", "own.jinja", "--no-stamp", catalog=apart)
    assert own.stdout == "Modal GPU Serverless Inference: 83.5\n"
    (tmp_path / "own.jinja").write_text("a\n{{ nobody }}\n")
    wrong = vcompare(*PAIR, "--template", "own.jinja", catalog=apart)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr.startswith("error: own.jinja: 'nobody' is undefined\nhint: ")


def test_a_chart_beside_the_post(vcompare: Run, tmp_path: Path, apart: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "img").mkdir()
    pair = ("export", "claude-4-api", "azure-ai-foundry")
    result = vcompare(*pair, "-o", "posts/a.md", "--chart", "img/a b.svg", catalog=apart)
    assert (result.returncode, result.stdout) == (0, "")
    assert "![Scores by reviewer](../img/a%20b.svg)" in (tmp_path / "posts/a.md").read_text()
    assert (tmp_path / "img/a b.svg").read_text().startswith("<")
    none = vcompare("export", "modal", "hf-hub-deploy", "--chart", "x.svg", catalog=apart)
    assert (none.returncode, "nothing to draw" in none.stderr) == (2, True)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("a#b.svg", "a%23b.svg"),
        ("a?b.svg", "a%3Fb.svg"),
        ("100%41.svg", "100%2541.svg"),
        ("a:b.svg", "./a%3Ab.svg"),
        ("a(b)\\c.svg", "a%28b%29%5Cc.svg"),
        ("ä.svg", "%C3%A4.svg"),
    ],
)
def test_the_address_of_a_picture_leads_to_it(vcompare: Run, apart: Path, name: str, address: str) -> None:
    draft = vcompare("export", "claude-4-api", "azure-ai-foundry", "--chart", name, catalog=apart)
    assert f"![Scores by reviewer]({address})\n" in draft.stdout


def test_a_foreign_picture_is_refused_before_anything_is_printed(
    vcompare: Run, tmp_path: Path, apart: Path
) -> None:
    (tmp_path / "f.svg").write_text("<svg/>\n")
    pair = ("export", "claude-4-api", "azure-ai-foundry")
    result = vcompare(*pair, "--chart", "f.svg", catalog=apart)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: f.svg does not end with a seal")
    assert (tmp_path / "f.svg").read_text() == "<svg/>\n"


def test_an_endless_template_is_refused(vcompare: Run, apart: Path) -> None:
    result = vcompare(*PAIR, "--template", "/dev/zero", catalog=apart)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: /dev/zero cannot be read: it is not a regular file\n")


def test_a_post_and_its_picture_are_two_files(vcompare: Run, tmp_path: Path, apart: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "again").symlink_to(".")
    for chart in ("./sub/../s2.svg", str(tmp_path / "s2.svg"), "again/s2.svg"):
        result = vcompare(
            "export", "claude-4-api", "azure-ai-foundry", "-o", "s2.svg", "--chart", chart, catalog=apart
        )
        assert (result.returncode, "needs a file of its own" in result.stderr) == (2, True)
        assert not (tmp_path / "s2.svg").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--all-pairs",), "--all-pairs needs --into DIR"),
        (("a", "b", "--into", "x"), "--into is for --all-pairs"),
        (("a", "b", "--all-pairs", "--into", "x"), "--all-pairs takes no TOOL"),
        (("--all-pairs", "--into", "x", "-f", "json"), "--all-pairs writes markdown or html, not json"),
        (("a", "b", "-f", "html", "--front-matter", "yaml"), "--front-matter is for markdown"),
        (("a", "b", "-f", "csv", "--template", "x"), "csv has no template"),
        (("a", "b", "--check"), "--check compares with a file"),
        (("--all-pairs", "--into", "x", "--no-stamp"), "--all-pairs needs the stamp"),
        (("a", "b", "--prune"), "--prune are for --all-pairs"),
        (("a", "b", "--force"), "--force is for files"),
        (("a", "b", "-o", "a.svg", "--chart", "a.svg"), "needs a file of its own"),
        (("a", "b", "--chart", "-"), "needs a file of its own"),
        (("--print-template", "-f", "csv"), "there is no template for csv"),
        (("modal", "claude-4-api", "--template", "none.jinja"), "none.jinja cannot be read"),
        (("modal", "claude-4-api", "-o", "no/such/x.md"), "no/such/x.md cannot be written"),
    ],
)
def test_what_does_not_go_together(vcompare: Run, arguments: tuple[str, ...], message: str) -> None:
    result = vcompare("export", *arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
