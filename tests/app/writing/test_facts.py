"""`app/writing/facts.py`: how assignments and records change the specs in a file, written as a person would."""

import json
from pathlib import Path

import pytest

from tests.app.writing.specs import DECLARED, SPECS
from tests.cli.terminal import Asked
from tests.conftest import SETTINGS, TOOL, MakeCatalog, Run

BARE = "context = 200_000\n"
RATE = 'rate-limit = { value = 60, checked = 2026-01-02, quote = "60 a minute" }\n'


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    quill = TOOL.format(name="Quill") + SPECS
    return make_catalog({"catalog.toml": f"{SETTINGS}\n{DECLARED}", "tools/quill.toml": quill})


def text(root: Path, slug: str = "quill") -> str:
    return (root / f"tools/{slug}.toml").read_text()


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        (["specs.context=1M"], BARE, "context = 1_000_000\n"),
        (["context=1.05M"], BARE, "context = 1_050_000\n"),
        (["Context=1,000,000"], BARE, "context = 1_000_000\n"),
        (["context=8192 tokens"], BARE, "context = 8192\n"),
        (["context=none"], BARE, "context = { none = true }\n"),
        (["context=>=200k"], BARE, "context = { at_least = 200_000 }\n"),
        (["context<=64k"], BARE, "context = { at_most = 64_000 }\n"),
        (["context=60k..90k"], BARE, "context = { at_least = 60_000, at_most = 90_000 }\n"),
        (["context=60k–90k"], BARE, "context = { at_least = 60_000, at_most = 90_000 }\n"),
        (["context="], BARE, ""),
        (["context.note=beta"], BARE, 'context = { value = 200_000, note = "beta" }\n'),
        (
            ["context.quote=1M tokens", "context=1M", "context.source=specs"],
            BARE,
            'context = { value = 1_000_000, source = "specs", quote = "1M tokens" }\n',
        ),
        (["open_weights=YES"], "open-weights = false", "open-weights = true"),
        (
            ["rate-limit=100"],
            RATE,
            'rate-limit = { value = 100, checked = 2026-01-02, quote = "60 a minute" }\n',
        ),
        (
            ["rate-limit=60..90"],
            RATE,
            'rate-limit = { at_least = 60, at_most = 90, checked = 2026-01-02, quote = "60 a minute" }\n',
        ),
        (
            ["rate-limit.at_least=50", "rate-limit.at_most=70", "rate-limit.quote="],
            RATE,
            "rate-limit = { at_least = 50, at_most = 70, checked = 2026-01-02 }\n",
        ),
        (
            ["rate-limit.none=yes", "rate-limit.quote=", "rate-limit.checked=2026-02-03"],
            RATE,
            "rate-limit = { none = true, checked = 2026-02-03 }\n",
        ),
        (["rate-limit.quote=", "rate-limit.checked="], RATE, "rate-limit = { value = 60 }\n"),
        (["tier=gold"], "rate-limit", 'tier = "Gold"\nrate-limit'),
        (["modalities=text, image"], "rate-limit", 'modalities = ["text", "image"]\nrate-limit'),
        (
            ["modalities=text", "modalities+=image"],
            "rate-limit",
            'modalities = ["text", "image"]\nrate-limit',
        ),
        (["modalities=none"], "rate-limit", "modalities = { none = true }\nrate-limit"),
        (["modalities=['a, b']"], "rate-limit", 'modalities = ["a, b"]\nrate-limit'),
        (["knowledge=2025-03"], "rate-limit", 'knowledge = "2025-03"\nrate-limit'),
        (["knowledge=2025"], "rate-limit", 'knowledge = "2025"\nrate-limit'),
        (["knowledge=2025-03-04"], "rate-limit", "knowledge = 2025-03-04\nrate-limit"),
        (["license=none"], "rate-limit", "license = { none = true }\nrate-limit"),
        (["card=https://example.com"], "rate-limit", 'card = "https://example.com"\nrate-limit'),
        (["sources.specs.checked=2026-03-04"], "checked = 2026-01-20", "checked = 2026-03-04"),
        (
            ["sources.docs.url=https://example.com/d", "sources.docs.title=The docs"],
            "[specs]\n",
            '[sources.docs]\nurl = "https://example.com/d"\ntitle = "The docs"\n\n[specs]\n',
        ),
        (["specs="], SPECS[SPECS.index("\n[specs]") :], ""),
        (["context=", "open-weights=", "rate-limit="], SPECS[SPECS.index("\n[specs]") :], ""),
    ],
)
def test_only_what_is_set_changes(
    vcompare: Run, root: Path, words: list[str], before: str, after: str
) -> None:
    old = text(root)
    done = vcompare("edit", "quill", *words, catalog=root)
    assert done.returncode == 0, done.stderr
    assert text(root) == old.replace(before, after)
    vcompare("fmt", catalog=root)
    assert text(root) == old.replace(before, after)


@pytest.mark.parametrize("word", ["context=200k", "context=200_000", "rate-limit=60.0", "open-weights=n"])
def test_the_same_value_changes_nothing(vcompare: Run, root: Path, word: str) -> None:
    before = text(root)
    assert "nothing to change" in vcompare("edit", "quill", word, catalog=root).stderr
    assert text(root) == before


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("context=lots", '`context` must be a number such as 80, 7.5, 200k or 1M, not "lots"'),
        ("context=90..60", "`context` must be a range from the lower to the higher value"),
        ("open-weights=maybe", '`open-weights` must be yes or no, not "maybe"'),
        ("tier=gld", '`tier` must be "Bronze", "Silver" or "Gold", not "gld"\nhint: did you mean `Gold`?'),
        ("knowledge=2025-13", "`knowledge` must be a day such as 2026-11-20"),
        ("card=example.com", "`card` must be an http:// or https:// address"),
        ("context.checked=soon", "`context.checked` must be a day such as"),
        ("contxt=1M", "`contxt` is not a key of a tool's file\nhint: did you mean `context`?"),
        ("specs.contxt=1M", "`specs.contxt` is not a key of a tool's file\nhint: did you mean `context`?"),
        ("specs.vendor=x", "`vendor` is a key of every tool, and no spec"),
        ("specs.contxt=", "`specs.contxt` is not in this file\nhint: did you mean `context`?"),
        ("license.note=x", "`specs.license` has no value that this is about"),
        ("sources.docs=x", "`sources.docs` is a table\nhint: name a key in it, such as sources.docs.url"),
        ("context+=1M", "`context` is not a list"),
    ],
)
def test_what_cannot_be_read_is_refused_in_terms_of_what_was_typed(
    vcompare: Run, root: Path, word: str, message: str
) -> None:
    before = text(root)
    done = vcompare("edit", "quill", word, catalog=root)
    assert (done.returncode, message in done.stderr) == (2, True), done.stderr
    assert text(root) == before


@pytest.mark.parametrize(
    ("table", "after"),
    [
        (
            "[specs.context]\nvalue = 5 # five\nquote = 'five'\n",
            "[specs.context]\nat_least = 60\nat_most = 90\nquote = 'five'\n",
        ),
        ("[specs]\ncontext.value = 5\ncontext.quote = 'five'\n", "[specs]\ncontext.at_least = 60\ncontext.at_most = 90\ncontext.quote = 'five'\n"),
        ("[specs]\ncontext = { quote = 'five', value = 5 }\n", "[specs]\ncontext = { at_least = 60, at_most = 90, quote = 'five' }\n"),
    ],
)  # fmt: skip
def test_a_table_keeps_its_notation(vcompare: Run, root: Path, table: str, after: str) -> None:
    (root / "tools/quill.toml").write_text(TOOL.format(name="Quill") + "\n" + table)
    done = vcompare("edit", "quill", "context=60..90", catalog=root)
    assert done.returncode == 0, done.stderr
    assert text(root) == TOOL.format(name="Quill") + "\n" + after


def test_a_write_reports_values_in_the_words_of_their_kind(vcompare: Run, root: Path) -> None:
    done = vcompare(
        "edit", "quill", "context=1M", "rate-limit=none", "knowledge=2025-03", "context.note=x", catalog=root
    )
    assert "  Context: 200k → 1M\n" in done.stderr
    assert "  Rate limit: 60 → none\n" in done.stderr
    assert "  Knowledge cutoff: unset → 2025-03\n" in done.stderr
    assert '  Context, note: unset → "x"\n' in done.stderr
    done = vcompare("edit", "quill", "context=1000001", catalog=root)
    assert "  Context: 1,000,000 tokens → 1,000,001 tokens\n" in done.stderr.replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_what_evidence_leaves_behind_is_a_warning(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "quill", "context=1M", "rate-limit=100", catalog=root)
    for warning in (
        "sources.specs.checked is still 2026-01-20, though specs.context changed; --checked sets it to today",
        "specs.rate-limit.checked is still 2026-01-02, though specs.rate-limit changed",
        "specs.rate-limit.quote is unchanged, though specs.rate-limit changed",
    ):
        assert warning in done.stderr
    assert vcompare("edit", "quill", "context.note=As of May", catalog=root).returncode == 0
    done = vcompare("edit", "quill", "context=2M", catalog=root)
    remedy = "context.note=WORDS replaces it, context.note= removes it"
    assert f"specs.context.note is unchanged, though specs.context changed; {remedy}" in done.stderr


def test_checked_dates_what_changes_where_its_date_is(vcompare: Run, root: Path) -> None:
    done = vcompare("edit", "quill", "context=1M", "--checked", "2026-02-03", catalog=root)
    assert "checked is still" not in done.stderr
    assert text(root).count("checked = 2026-02-03") == 1
    assert 'url = "https://example.com/models"\nchecked = 2026-02-03\n' in text(root)
    vcompare("edit", "quill", "rate-limit=70", "rate-limit.quote=", "--checked", "2026-02-04", catalog=root)
    assert "rate-limit = { value = 70, checked = 2026-02-04 }" in text(root)
    vcompare("edit", "quill", "sources=", "context=2M", "--checked", "2026-02-05", catalog=root)
    assert "context = { value = 2_000_000, checked = 2026-02-05 }" in text(root)


def test_on_a_terminal_a_date_that_stays_is_a_question(root: Path) -> None:
    asked = Asked(["edit", "quill", "context=1M"], root.parent)
    asked.shows("sources.specs.checked is still 2026-01-20").answer("set it to today?", "y\r")
    assert asked.status() == 0
    assert "2026-01-20" not in text(root)
    assert "context = 1_000_000" in text(root)


def test_json_of_a_list_changes_what_is_different_and_keeps_inherited_evidence(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    listed = vcompare("list", "-f", "json", catalog=root).stdout
    (tmp_path / "list.json").write_text(listed)
    before = text(root)
    assert "nothing to change" in vcompare("edit", "--from", "list.json", catalog=root).stderr
    data = json.loads(listed)
    data["tools"][0]["specs"]["context"] |= {"value": None, "at_least": 60_000, "quote": "60k"}
    data["tools"][0]["specs"]["open-weights"] = None
    (tmp_path / "list.json").write_text(json.dumps(data))
    done = vcompare("edit", "--from", "list.json", catalog=root)
    assert done.returncode == 0, done.stderr
    wanted = before.replace("200_000", '{ at_least = 60_000, quote = "60k" }')
    assert text(root) == wanted.replace("open-weights = false\n", "")


def test_csv_has_bounds_and_none(vcompare: Run, root: Path, tmp_path: Path) -> None:
    head = "slug,specs.context,rate-limit,Open-Weights,specs.rate-limit.checked"
    (tmp_path / "x.csv").write_text(f"{head}\nquill,60..90,none,,2026-02-03\n")
    done = vcompare("edit", "--from", "x.csv", catalog=root)
    assert done.returncode == 0, done.stderr
    assert "context = { at_least = 60, at_most = 90 }\n" in text(root)
    assert 'rate-limit = { none = true, checked = 2026-02-03, quote = "60 a minute" }\n' in text(root)
    assert "open-weights" not in text(root)


def test_a_spec_that_is_declared_no_more_can_be_removed(vcompare: Run, root: Path) -> None:
    before = text(root)
    (root / "tools/quill.toml").write_text(before + "old = 5\n")
    assert vcompare("edit", "quill", "specs.old=", catalog=root).returncode == 0
    assert text(root) == before


def test_a_record_may_bring_a_source(vcompare: Run, root: Path, tmp_path: Path) -> None:
    before = text(root)
    (tmp_path / "x.toml").write_text(
        '[sources.docs]\nurl = "https://x.y"\n[specs]\ncontext = { value = 7, source = "docs" }\n'
    )
    done = vcompare("edit", "quill", "--from", "x.toml", catalog=root)
    assert done.returncode == 0, done.stderr
    wanted = before.replace("[specs]", '[sources.docs]\nurl = "https://x.y"\n\n[specs]')
    assert text(root) == wanted.replace("200_000", '{ value = 7, source = "docs" }')
