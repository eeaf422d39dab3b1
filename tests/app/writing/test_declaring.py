"""`app/writing/declaring.py`: a spec that is set before it is declared, and the way on."""

import json
import tomllib
from pathlib import Path

import pytest

from tests.app.writing.specs import DECLARED
from tests.cli.terminal import Asked
from tests.conftest import SETTINGS, TOOL, MakeCatalog, Run
from vcompare.app.writing.declaring import guessed

LICENSE = '[specs.license]\nlabel = "License"\nkind = "text"\n'


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog({"tools/quill.toml": TOOL.format(name="Quill")})


@pytest.mark.parametrize("word", ["license=MIT", "specs.license=MIT", "License=MIT"])
def test_the_declaration_is_ready_to_be_pasted(vcompare: Run, root: Path, word: str) -> None:
    done = vcompare("edit", "quill", word, catalog=root)
    assert done.returncode == 2
    assert done.stderr.endswith(f"\n\n{LICENSE}")
    assert "hint: a spec is declared in catalog.toml: add this there, or pass --yes" in done.stderr
    (root / "catalog.toml").write_text(SETTINGS + done.stderr.partition("\n\n")[2])
    assert vcompare("edit", "quill", word, catalog=root).returncode == 0
    assert (root / "tools/quill.toml").read_text().endswith('\n[specs]\nlicense = "MIT"\n')


@pytest.mark.parametrize(
    ("given", "kind", "unit"),
    [
        ("1M", "quantity", None),
        ("1,000,000", "quantity", None),
        (">=60", "quantity", None),
        ("60..90", "quantity", None),
        ("1M tokens", "quantity", "tokens"),
        ("5GB", "quantity", "GB"),
        ("20..30 ms", "quantity", "ms"),
        ("99.9%", "quantity", "%"),
        ("yes", "flag", None),
        ("False", "flag", None),
        ("2025-03", "date", None),
        ("2025", "date", None),
        ("today", "date", None),
        ("https://example.com", "link", None),
        ("text, image", "list", None),
        ("['a']", "list", None),
        ("async; group", "list", None),
        ("MIT", "text", None),
        ("Apache 2.0", "text", None),
        ("none", "text", None),
        (5, "quantity", None),
        (True, "flag", None),
        (["a"], "list", None),
        ({"at_least": 5, "value": None}, "quantity", None),
    ],
)
def test_the_kind_is_guessed_from_what_was_typed(given: object, kind: str, unit: str | None) -> None:
    found = guessed("open-weights", [given])
    assert (found["label"], found["kind"], found.get("unit")) == ("Open weights", kind, unit)


@pytest.mark.parametrize(
    ("word", "table"),
    [("input=$3", "meters"), ("output=4 USD", "meters"), ("input=3", "specs"), ("fee=$3", "specs")],
)
def test_a_price_of_what_is_usually_billed_is_a_rate(
    vcompare: Run, root: Path, word: str, table: str
) -> None:
    done = vcompare("edit", "quill", word, catalog=root)
    assert f"\n\n[{table}.{word.partition('=')[0]}]\n" in done.stderr


def test_values_that_suggest_different_kinds_are_texts() -> None:
    assert guessed("limit", ["5", "a lot"])["kind"] == "text"
    assert guessed("limit", ["5", "none", 7])["kind"] == "quantity"


def test_a_single_item_among_lists_of_a_spreadsheet_is_a_list() -> None:
    assert guessed("replication", ["async", "none", "async; group"])["kind"] == "list"
    assert guessed("about", ["fast", "small, and fast"])["kind"] == "text"


def test_yes_adds_it_with_the_comments_and_the_order_of_the_file_kept(vcompare: Run, root: Path) -> None:
    before = f"# Mine.\n{SETTINGS}\n{DECLARED.partition('[specs.license]')[0]}# The end.\n[freshness]\npricing = 9\n"
    (root / "catalog.toml").write_text(before)
    done = vcompare("edit", "quill", "license=MIT", "region=EU, US", "context=5", "--yes", catalog=root)
    assert done.returncode == 0, done.stderr
    after = (root / "catalog.toml").read_text()
    added = f'{LICENSE}\n[specs.region]\nlabel = "Region"\nkind = "list"\n\n'
    assert after == before.replace("# The end.", f"{added}# The end.")
    assert 'context = 5\nlicense = "MIT"\nregion = ["EU", "US"]\n' in (root / "tools/quill.toml").read_text()
    assert "  License: unset → MIT\n" in done.stderr


@pytest.mark.parametrize(("reply", "status"), [("y\r", 0), ("n\r", 2), ("\r", 2)])
def test_on_a_terminal_it_is_a_question(root: Path, reply: str, status: int) -> None:
    asked = Asked(["edit", "quill", "license=MIT"], root.parent)
    asked.shows('label = "License"').answer("add it to catalog.toml?", reply)
    assert asked.status() == status
    assert ("[specs.license]" in (root / "catalog.toml").read_text()) == (status == 0)
    assert ('license = "MIT"' in (root / "tools/quill.toml").read_text()) == (status == 0)


def test_a_slip_is_no_new_spec(vcompare: Run, root: Path) -> None:
    for word, meant in (("vendr=x", "vendor"), ("homepge=x", "homepage")):
        done = vcompare("edit", "quill", word, "--yes", catalog=root)
        assert (done.returncode, f"did you mean `{meant}`?" in done.stderr) == (2, True)
    done = vcompare("edit", "quill", "price=5", catalog=root)
    assert "did you mean `pricing`? if not, a spec is declared" in done.stderr
    assert "[specs.price]" in done.stderr


def test_dry_run_writes_neither_file(vcompare: Run, root: Path) -> None:
    before = (root / "catalog.toml").read_text()
    done = vcompare("edit", "quill", "license=MIT", "--yes", "--dry-run", catalog=root)
    assert "+[specs.license]\n" in done.stdout
    assert '+license = "MIT"\n' in done.stdout
    assert (root / "catalog.toml").read_text() == before


def test_a_value_that_does_not_pass_declares_nothing(vcompare: Run, root: Path) -> None:
    before = (root / "catalog.toml").read_text()
    done = vcompare("edit", "quill", "license=MIT", "homepage=x", "--yes", catalog=root)
    assert done.returncode == 2
    assert (root / "catalog.toml").read_text() == before


@pytest.mark.parametrize("verb", ["add", "edit"])
@pytest.mark.parametrize("shape", ["csv", "json", "toml"])
def test_bulk_input_declares_it_too(vcompare: Run, root: Path, tmp_path: Path, verb: str, shape: str) -> None:
    slug = "quill" if verb == "edit" else "nib"
    record = {"slug": slug, "name": slug.title(), "tagline": "T", "category": "Tools", "entry": "free"}
    row = ",".join(record)
    content = {
        "csv": f"{row},license,specs.max\n{','.join(record.values())},MIT,5 GB\n",
        "json": json.dumps(
            [{**record, "specs": {"license": {"value": "MIT", "none": False}, "max": "5 GB"}}]
        ),
        "toml": f'[tools.{slug}]\n{"".join(f"{k} = {json.dumps(v)}{chr(10)}" for k, v in record.items())}specs.license = "MIT"\nspecs.max = "5 GB"\n',
    }[shape]
    (tmp_path / f"x.{shape}").write_text(content)
    refused = vcompare(verb, "--from", f"x.{shape}", catalog=root)
    assert refused.returncode == 2
    assert set(tomllib.loads(refused.stderr.partition("\n\n")[2])["specs"]) == {"license", "max"}
    done = vcompare(verb, "--from", f"x.{shape}", "--yes", catalog=root)
    assert done.returncode == 0, done.stderr
    assert 'license = "MIT"\nmax = 5\n' in (root / f"tools/{slug}.toml").read_text()


def test_add_declares_what_its_options_set(vcompare: Run, root: Path) -> None:
    words = ["add", "Nib", "--tagline", "T", "--category", "Tools", "--entry", "free"]
    refused = vcompare(*words, "--spec", "license=MIT", catalog=root)
    assert (refused.returncode, refused.stderr.endswith(LICENSE)) == (2, True)
    done = vcompare(*words, "--spec", "license=MIT", "--yes", catalog=root)
    assert done.returncode == 0, done.stderr
    assert (root / "tools/nib.toml").read_text().endswith('\n[specs]\nlicense = "MIT"\n')
