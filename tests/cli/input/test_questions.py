"""`cli/input/questions.py`: what a person is asked on a terminal, by `vcompare add`."""

from pathlib import Path

import pytest

from tests.cli.commands.test_add import ANVIL, NEEDED, tools
from tests.cli.terminal import Asked
from tests.conftest import PROGRAM, REVIEW, TOOL, MakeCatalog, Run


def test_questions_show_what_is_allowed_and_validate_what_is_typed(root: Path, vcompare: Run) -> None:
    asked = Asked(["add"], root.parent)
    asked.answer("name:", "\r").shows("`name` is missing").type("Anvil\r")
    asked.shows('"Anvil" gets the slug anvil')
    asked.answer("tagline:", "x" * 201).shows("it has 201 characters").type("\r").type("\x15Build server\r")
    asked.shows("category:").shows("1. Tools").type("\r")
    asked.shows("1. (unknown)").shows("3. freemium").type("4\r")
    asked.answer("description:", "Builds.\rFast.\x1b\r").answer("best for:", "\r").answer("vendor:", "Acme\r")
    asked.answer("homepage:", "ftp:").shows("must be an http:// or https:// address").type("\x15\r")
    asked.answer("aliases:", "Anvil CI, Amboss\r").answer("tags:", "\r")
    asked.answer("added:", "2026-02-30").shows("must be a date such as").type("\x15\r")
    asked.answer("pricing summary:", "5 euros\r").answer("pricing source:", "\r")
    asked.answer("pricing checked:", "2026-01-01\r")
    assert asked.status() == 0
    assert (root / "tools/anvil.toml").read_text() == (
        ANVIL.replace("free", "paid") + 'description = """\nBuilds.\nFast.\n"""\nvendor = "Acme"\n'
        'aliases = ["Anvil CI", "Amboss"]\n\n[pricing]\nsummary = "5 euros"\nchecked = 2026-01-01\n'
    )
    assert vcompare("check", catalog=root).returncode == 0


def test_only_what_was_not_given_is_asked(root: Path) -> None:
    asked = Asked(["add", "Anvil", *NEEDED[:2], "--description", "D", "--best-for", "x"], root.parent)
    asked.shows("1. Tools").type("1\r").shows("2. free").type("2\r")
    for question in ("vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    assert asked.status() == 0
    assert "tagline:" not in asked.text
    assert 'entry = "free"' in (root / "tools/anvil.toml").read_text()


def test_where_nothing_is_missing_nothing_is_asked(root: Path) -> None:
    asked = Asked(["add", "Anvil", *NEEDED], root.parent)
    assert asked.status() == 0
    assert (root / "tools/anvil.toml").read_text() == ANVIL


@pytest.mark.parametrize(("key", "at"), [("\x03", "tagline:"), ("\x04", "tagline:"), ("\x03", "category:")])
def test_an_interrupt_leaves_nothing(root: Path, key: str, at: str) -> None:
    asked = Asked(["add", "Anvil"], root.parent)
    if at == "category:":
        asked.answer("tagline:", "T\r")
    asked.shows(at).type(key)
    assert asked.status() == 130
    assert "Traceback" not in asked.text
    assert tools(root) == ["quill.toml"]
    assert sorted(path.name for path in root.iterdir()) == ["catalog.toml", "tools"]


def test_after_findings_everything_is_asked_again_with_the_answers_filled_in(root: Path) -> None:
    asked = Asked(["add", "Anvil", *NEEDED, "--entry", "free", "--category", "Tools"], root.parent)
    assert asked.status() == 0
    (root / "tools/anvil.toml").unlink()
    asked = Asked(["add", "Anvil", *NEEDED[2:]], root.parent)
    asked.answer("tagline:", "T\r").answer("description:", "a <b>b</b>\x1b\r")
    for question in ("best for:", "vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    asked.shows("error raw-html").answer("name: Anvil", "\r").answer("tagline: T", "\r")
    asked.type("\r").type("\r")  # category and entry, as they were
    asked.answer("a <b>b</b>", "\x15plain\x1b\r")
    for question in ("best for:", "vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    assert asked.status() == 0
    assert 'description = "plain"' in (root / "tools/anvil.toml").read_text()


@pytest.mark.parametrize(("reply", "status"), [("n\r", 2), ("\r", 2), ("y\r", 0)])
def test_a_near_duplicate_is_a_question(root: Path, reply: str, status: int) -> None:
    asked = Asked(["add", "Quil Pen", *NEEDED], root.parent)
    asked.shows("quill: Quill Pen").answer("add it all the same?", reply)
    assert asked.status() == status
    assert len(tools(root)) == (2 if status == 0 else 1)


def test_a_slug_is_asked_for(root: Path) -> None:
    asked = Asked(["add", "日本", *NEEDED], root.parent)
    asked.answer("slug:", "A b").shows("must be a slug").type("\x15nihon\r")
    assert asked.status() == 0
    assert tools(root) == ["nihon.toml", "quill.toml"]


def test_a_dumb_terminal_is_asked_line_by_line(root: Path) -> None:
    asked = Asked(["add", "Anvil", "--description", "D"], root.parent, {"TERM": "dumb"})
    asked.answer("tagline (one line", "Build server\r").answer("category:", "Tols\r")
    asked.shows("no match").type("1\r").shows("3. freemium").answer("entry:", "fre\r")
    asked.shows("3. freemium").type("1\r")
    for question in (
        "best for (",
        "vendor (",
        "homepage (",
        "aliases (",
        "tags (",
        "added (",
    ):
        asked.answer(question, "\r")
    asked.answer("pricing summary (", "\x03")
    assert asked.status() == 130
    assert "\x1b" not in asked.text


def test_what_a_catalog_says_is_safe_in_a_question(make_catalog: MakeCatalog) -> None:
    review = REVIEW.format(verdict="ship", score=70).replace("Said of", r"\u001b[31mred\u202e of")
    root = make_catalog({"tools/nib.toml": TOOL.format(name="Nib"), "reviews/nib/builder.toml": review})
    asked = Asked(["review", "nib", "builder"], root.parent, {"TERM": "dumb"})
    asked.shows("  1. ship").type("1\n").shows(r"[\x1b[31mred\u202e of it. Said more.]:").type("\x03")
    assert asked.status() == 130


def test_questions_go_to_stderr(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = (
        f'"$0" add "Quil Pen" {" ".join(repr(one) for one in NEEDED[2:])} --description D --dry-run > {out}'
    )
    asked = Asked([str(PROGRAM)], root.parent, program=["/bin/sh", "-c", script])
    asked.answer("add it all the same?", "y\r").answer("tagline:", "T\r")
    for question in ("best for:", "vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    assert asked.status() == 0
    assert out.read_text().startswith("--- /dev/null\n+++ ")


def test_rates_are_asked_for_after_the_price_in_words(root: Path) -> None:
    catalog = root / "catalog.toml"
    meters = '[meters.input]\nlabel = "Input"\nunit = "tokens"\nper = 1_000_000\n[meters.seat]\nlabel = "Seat"\nunit = "seat"\n'
    catalog.write_text(f'currency = "USD"\n{catalog.read_text()}\n{meters}')
    given = (
        "--entry",
        "free",
        "--description",
        "D",
        "--best-for",
        "x",
        "--vendor",
        "V",
        "--added",
        "2026-01-01",
    )
    asked = Asked(["add", "Anvil", *NEEDED[:2], *given], root.parent)
    asked.shows("1. Tools").type("1\r")
    for question in ("homepage:", "aliases:", "tags:", "pricing summary:"):
        asked.answer(question, "\r")
    asked.answer("Input (The price per 1M tokens.):", "€3\r").shows("must be an amount in USD").type(
        "\x15$3/M\r"
    )
    asked.answer("Seat (The price per seat.):", "\r").answer("pricing source:", "\r")
    asked.answer("pricing checked:", "2026-01-01\r")
    assert asked.status() == 0
    text = (root / "tools/anvil.toml").read_text()
    assert text.endswith("[pricing]\nchecked = 2026-01-01\n\n[pricing.rates]\ninput = 3\n")
