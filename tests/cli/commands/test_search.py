"""`vcompare search`: words, phrases, beginnings, snippets, formats, statuses."""

import csv
import io
import json
import os
import resource
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from tests import prices
from tests.conftest import REVIEW, SAMPLE, TOOL, MakeCatalog, Run, environment
from tests.models import MODELS
from vcompare.catalog.store import Catalog
from vcompare.errors import VcompareError
from vcompare.index.query import parse
from vcompare.index.tools import ToolIndex


def results(vcompare: Run, *arguments: str, **options: object) -> list[dict[str, object]]:
    payload = json.loads(vcompare("search", *arguments, "-f", "json", **options).stdout)
    assert payload["schema"] == "vcompare.search/1"
    return list(payload["results"])


def slugs(vcompare: Run, *arguments: str, **options: object) -> list[object]:
    return [result["slug"] for result in results(vcompare, *arguments, **options)]


@pytest.mark.parametrize("form", ["table", "json", "slugs"])
def test_the_sample_in_every_format(vcompare: Run, snapshot: SnapshotAssertion, form: str) -> None:
    result = vcompare("search", "voice", "routing", "--format", form)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize("columns", ["40", "120"])
def test_what_people_see(vcompare: Run, snapshot: SnapshotAssertion, columns: str) -> None:
    assert vcompare("search", "inference", env={"COLUMNS": columns}).stdout == snapshot


FACTS = """\
name = "Nordavane Übersicht"
tagline = "It keeps a warm pool"
category = "Tools"
entry = "free"
description = "Described at length: cold *starts* are rare."
best_for = "Harbour pilots"
vendor = "Kestrel"
aliases = ["nv", "north vane"]
tags = ["edge", "low-latency"]
pricing.summary = "A flat fee of 7 a month"
"""


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("nordavane", "name"),
        ("UBERSICHT", "name"),
        ("north", "aliases"),
        ("kestrel", "vendor"),
        ("warm pool", "tagline"),
        ("latency", "tags"),
        ("harbour", "best_for"),
        ("flat fee", "pricing.summary"),
        ("length", "description"),
        ("summed", "reviews.builder.summary"),
        ("more", "reviews.builder.text"),
        ("nordavane pool warm", "tagline"),
    ],
)
def test_every_field_is_searched_and_named(
    vcompare: Run, make_catalog: MakeCatalog, query: str, field: str
) -> None:
    review = REVIEW.format(verdict="ship", score=70) + 'summary = "Summed up"\n'
    root = make_catalog({"tools/nv.toml": FACTS, "reviews/nv/builder.toml": review})
    (result,) = results(vcompare, *query.split(), catalog=root)
    assert (result["slug"], result["field"]) == ("nv", field)
    assert "«" in str(result["snippet"])


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("cold starts", True),
        ("starts cold", True),
        ('"cold starts"', True),
        ('"starts cold"', False),
        ("descr*", True),
        ("descr", False),
        ("cold -pilots", False),
        ("cold -absent", True),
        ('cold -"warm pool"', False),
        ('"nv north"', False),
        ('"said more', True),
        ("cold OR", False),
        ("NEAR(cold starts)", False),
        ("name:cold", False),
        ("cold*starts", True),
        ("7", True),
    ],
)
def test_words_phrases_beginnings(vcompare: Run, make_catalog: MakeCatalog, query: str, found: bool) -> None:
    review = REVIEW.format(verdict="ship", score=70)
    root = make_catalog({"tools/nv.toml": FACTS, "reviews/nv/builder.toml": review})
    result = vcompare("search", query, catalog=root)
    assert (result.returncode, "Nordavane" in result.stdout) == (0 if found else 1, found)
    assert found or result.stderr.endswith("note: no tool matches\n")


def test_a_phrase_does_not_reach_from_one_review_into_the_next(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    reviews = {
        f"reviews/nv/{seat}.toml": f'verdict = "ship"\ntext = "{text}"\n'
        for seat, text in (("builder", "begins here"), ("skeptic", "ends there"))
    }
    root = make_catalog({"tools/nv.toml": FACTS, **reviews})
    assert slugs(vcompare, '"here ends"', catalog=root) == []
    assert slugs(vcompare, "here ends", catalog=root) == ["nv"]


@pytest.mark.parametrize("query", ["", " ", "*", '""', "-voice", "!?", "-"])
def test_nothing_asked_for_is_an_error(vcompare: Run, query: str) -> None:
    result = vcompare("search", "--", query)
    assert (result.returncode, result.stdout) == (2, "")
    assert "names nothing to search for" in result.stderr
    assert "hint: all words must be there" in result.stderr


def test_better_hits_come_first_and_are_limited(vcompare: Run, make_catalog: MakeCatalog) -> None:
    tools = {f"tools/t{number}.toml": TOOL.format(name=f"Tool {number}") for number in range(5)}
    tools["tools/t3.toml"] = TOOL.format(name="Thing Router") + 'description = "A router."\n'
    tools["tools/t4.toml"] = TOOL.format(name="Other") + 'description = "Not a router."\n'
    root = make_catalog(tools)
    hits = results(vcompare, "router", catalog=root)
    assert [hit["slug"] for hit in hits] == ["t3", "t4"]
    assert float(str(hits[0]["rank"])) > float(str(hits[1]["rank"]))
    limited = vcompare("search", "tools", "--limit", "1", catalog=make_catalog(tools))
    assert limited.returncode == 1  # categories are not searched
    limited = vcompare("search", "tool", "--limit", "2", "-f", "slugs", catalog=root)
    assert limited.stdout == "t0\nt1\n"
    assert limited.stderr == "note: 2 of 5 tools; --limit shows more\n"


def test_a_broken_tool_is_counted_and_the_rest_found(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good"), "tools/bad.toml": "x = \n"})
    result = vcompare("search", "good", "-f", "slugs", catalog=root)
    assert (result.returncode, result.stdout) == (0, "good\n")
    assert result.stderr.startswith("warning: 1 tool cannot be read and cannot be found")


def test_a_tool_with_a_broken_review_is_counted(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good"), "reviews/good/builder.toml": "x = \n"})
    for options in ((), ("--no-cache",)):
        result = vcompare("search", "good", *options, catalog=root)
        assert (result.returncode, result.stdout) == (1, "")
        assert result.stderr.startswith("warning: 1 tool cannot be read and cannot be found")


def processor_time() -> float:
    return sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("q " * 125_000, "q"),
        ("q," * 125_000, "q"),
        ("q" * 250_000, "q*"),
        ("q " * 125_000, '"' + "q " * 20 + '"'),
        (
            "abcdefghijklmnopqrst " * 12_000,
            " ".join(f"{'abcdefghijklmnopqrst'[:at]}*" for at in range(1, 21)),
        ),
    ],
)
def test_a_text_of_many_hits_costs_no_more_than_others(
    vcompare: Run, make_catalog: MakeCatalog, text: str, query: str
) -> None:
    root = make_catalog(
        {"tools/nv.toml": FACTS, "reviews/nv/builder.toml": f'verdict = "ship"\ntext = "{text}"\n'}
    )
    before = processor_time()
    (result,) = results(vcompare, query, catalog=root)
    assert processor_time() - before < 3
    assert result["field"] == "reviews.builder.text"
    assert str(result["snippet"]).startswith(("«q", "«a"))
    assert len(str(result["snippet"])) < 2500


def test_more_words_than_a_query_has_are_refused(vcompare: Run) -> None:
    assert vcompare("search", *["word"] * 20).returncode == 1
    many = [f"w{number}" for number in range(21)]
    for words in (
        many,
        [",".join(many)],
        [f'"{" ".join(many)}"'],
        ["voice", *(f"-{word}" for word in many[1:])],
    ):
        result = vcompare("search", "--", *words)
        assert (result.returncode, result.stdout) == (2, "")
        assert result.stderr.startswith("error: 21 words are too many")


def test_what_is_no_text_is_refused(vcompare: Run) -> None:
    result = vcompare("search", b"abc\xff")
    assert (result.returncode, result.stdout) == (2, "")
    assert r'"abc\udcff" is not UTF-8' in result.stderr


@pytest.mark.parametrize("options", [(), ("--exact",), ("--why",), ("--no-cache",)])
def test_a_tool_whose_name_is_no_text(vcompare: Run, options: tuple[str, ...]) -> None:
    for query in (b"abc\xff", b"claude 4 api\xff", b"\xff"):
        result = vcompare("show", query, *options)
        assert (result.returncode, result.stdout) == (2, "")
        assert r"\udcff" in result.stderr
        assert "bug" not in result.stderr
    for command in (("list", "--tag"), ("list", "--category"), ("export",)):
        result = vcompare(*command, b"abc\xff", *(["--no-cache"] if "--no-cache" in options else []))
        assert result.returncode in {1, 2}
        assert "bug" not in result.stderr


@pytest.mark.parametrize(
    "command", [("search", "alpha"), ("list",), ("list", "-f", "json"), ("show", "alhpa")]
)
def test_files_and_folders_whose_names_are_no_text(
    vcompare: Run, make_catalog: MakeCatalog, command: tuple[str, ...]
) -> None:
    root = make_catalog({"tools/one.toml": TOOL.format(name="Alpha")})
    for folder in ("reviews/one", "tools", "votes"):
        (root / folder).mkdir(parents=True, exist_ok=True)
        Path(os.fsdecode(os.fsencode(root / folder) + b"/x\xff.toml")).write_text(REVIEW)
    odd = root.rename(Path(os.fsdecode(os.fsencode(root) + b"\xff")))
    for _ in range(2):
        result = vcompare(*command, env={"VCOMPARE_CATALOG": os.fsencode(odd)}, catalog=None)
        assert "bug" not in result.stderr
        assert (result.returncode, "Alpha" in result.stdout) == (0, True)


def test_a_name_is_shown_as_it_is(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/nv.toml": TOOL.format(name="One \ue000 Two")})
    (result,) = results(vcompare, "one", catalog=root)
    assert result["name"] == "One \ue000 Two"


def test_a_private_character_in_a_text_separates_words(vcompare: Run, make_catalog: MakeCatalog) -> None:
    review = 'verdict = "ship"\ntext = "here \ue000 there\ue000where"\n'
    root = make_catalog({"tools/nv.toml": FACTS, "reviews/nv/builder.toml": review})
    assert slugs(vcompare, '"here there where"', catalog=root) == ["nv"]
    assert slugs(vcompare, "here\ue000there", catalog=root) == ["nv"]


WITHOUT = """
import sqlite3, sys
if {module!r}:
    sys.modules[{module!r}] = None
else:
    connect = sqlite3.connect
    class Connection(sqlite3.Connection):
        def execute(self, query, *values):
            if "fts5" in query:
                raise sqlite3.OperationalError("no such module: fts5")
            return super().execute(query, *values)
    sqlite3.connect = lambda *args, **options: connect(*args, factory=Connection, **options)
from vcompare.cli import run
raise SystemExit(run(sys.argv[1:]))
"""


@pytest.mark.parametrize("module", ["sqlite3", ""])
def test_without_sqlite_or_its_full_text_search(module: str) -> None:
    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-c", WITHOUT.format(module=module), *arguments]
        env = environment(VCOMPARE_CATALOG=str(SAMPLE))
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False)

    refused = run("search", "voice")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.startswith("error: full-text search needs SQLite with FTS5")
    for arguments in (("list", "-f", "slugs"), ("show", "azure voise", "-f", "csv")):
        done = run(*arguments)
        assert done.returncode == 0
        assert done.stdout
        assert "error" not in done.stderr
        assert "warning" not in done.stderr


def test_hostile_text_is_shown_not_obeyed(vcompare: Run, make_catalog: MakeCatalog) -> None:
    text = r'name = "Bad \u001b[31m[bold]red"' + '\ntagline = "x"\ncategory = "Tools"\nentry = "free"\n'
    root = make_catalog({"tools/bad.toml": text})
    for form in ("table", "json"):
        out = vcompare("search", "red", "-f", form, "--color", "always", catalog=root).stdout
        assert "\x1b[31m[bold]" not in out
        assert "[bold]" in out


@pytest.mark.parametrize("query", ["inference", "claude -sonnet", '"tool use"', "rout*"])
def test_no_cache_gives_the_same_answer(vcompare: Run, query: str) -> None:
    for form in ("table", "json", "slugs"):
        cached = vcompare("search", query, "-f", form)
        fresh = vcompare("search", query, "-f", form, "--no-cache")
        assert (cached.returncode, cached.stdout) == (0, fresh.stdout)


@pytest.mark.parametrize("folder", ["/dev/null", "/proc/none", "relative"])
def test_a_cache_folder_that_cannot_be_is_one_warning_at_most(vcompare: Run, folder: str) -> None:
    result = vcompare("search", "voice", "-f", "slugs", env={"XDG_CACHE_HOME": folder, "HOME": "/nowhere"})
    assert result.stdout == vcompare("search", "voice", "-f", "slugs").stdout
    assert (result.returncode, len(result.stderr.splitlines())) in {(0, 0), (0, 1)}


@pytest.fixture(scope="module")
def index() -> Iterator[ToolIndex]:
    with closing(ToolIndex(Catalog.open(SAMPLE), None)) as index:
        yield index


@given(query=st.text(max_size=30))
def test_whatever_is_typed_is_no_error_of_sqlite(index: ToolIndex, query: str) -> None:
    try:
        assert index.search(parse(query))[1] >= 0
    except VcompareError as error:
        assert "names nothing" in error.message


def test_what_is_asked_for_in_the_language_of_fts5() -> None:
    wanted = parse(" ".join(shlex.split("""'"two words" deploy* -voice plain'""")))
    assert wanted.terms == ('"two words"', '"deploy"*', '"plain"')
    assert wanted.expression == '"two words" AND "deploy"* AND "plain" NOT "voice"'


def test_the_filters_of_list_limit_a_search(vcompare: Run) -> None:
    assert len(slugs(vcompare, "inference")) == 7
    assert slugs(vcompare, "inference", "--where", "vendor=Modal", "--no-retired") == ["modal"]
    assert slugs(vcompare, "inference", "--tag", "routing", "--entry", "free", "--limit", "1") == [
        "hf-providers-v2"
    ]
    done = vcompare("search", "inference", "--vendor", "modle", "-f", "slugs")
    assert (done.returncode, done.stdout) == (1, "")
    assert (
        done.stderr == 'note: no tool has the vendor "modle"; did you mean `Modal`?\nnote: no tool matches\n'
    )
    done = vcompare("search", "inference", "--where", "vendro=x")
    assert (done.returncode, done.stderr) == (
        2,
        'error: there is no field "vendro"\nhint: did you mean `vendor`?\n',
    )
    assert vcompare("search", "inference", "--bookmarked").returncode == 1


@pytest.mark.parametrize("columns", ["20", "40", "80", None])
def test_a_slug_is_never_broken(vcompare: Run, make_catalog: MakeCatalog, columns: str | None) -> None:
    slug = "a-slug-" * 11 + "end"
    root = make_catalog({f"tools/{slug}.toml": TOOL.format(name="Anvil")})
    shown = vcompare("search", "anvil", catalog=root, env={"COLUMNS": columns}).stdout
    assert slug in shown
    assert slug in vcompare("list", catalog=root, env={"COLUMNS": columns}).stdout


@pytest.mark.parametrize(
    ("query", "slug", "field"),
    [
        ("proprietary", "gpt-5", "specs.license"),
        ("phone", "opus", "specs.tier"),
        ("audio live", "gpt-5", "specs.modalities"),
        ('"200k token"', "opus", "specs.context"),
        ("beta header", "opus", "specs.output"),
        ("opus-card", "opus", "specs.card"),
    ],
)
def test_what_a_catalog_declares_is_searched(
    vcompare: Run, make_catalog: MakeCatalog, query: str, slug: str, field: str
) -> None:
    (hit,) = results(vcompare, query, catalog=make_catalog(MODELS))
    assert (hit["slug"], hit["field"]) == (slug, field)


def test_no_phrase_reaches_from_one_spec_into_another(vcompare: Run, make_catalog: MakeCatalog) -> None:
    assert not results(vcompare, '"phone text"', catalog=make_catalog(MODELS))


def test_declarations_that_change_are_noticed(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(MODELS)
    assert slugs(vcompare, "proprietary", catalog=root) == ["gpt-5"]
    undeclared = MODELS["catalog.toml"].replace("[specs.license]", "[specs.licence]")
    (root / "catalog.toml").write_text(undeclared)
    assert slugs(vcompare, "proprietary", catalog=root) == []


def test_a_spec_is_named_in_words(vcompare: Run, make_catalog: MakeCatalog) -> None:
    noted = MODELS["tools/kimi.toml"].replace(
        "open-weights = true", 'open-weights = { value = true, note = "on request" }'
    )
    root = make_catalog({**MODELS, "tools/kimi.toml": noted})
    assert "in open weights" in vcompare("search", "request", catalog=root).stdout


@pytest.mark.parametrize(
    ("words", "note"),
    [
        (["claud", "api"], 'no tool has the word "claud"; did you mean `claude`?'),
        (["Mödl"], 'no tool has the word "Mödl"; did you mean `modal`?'),
        (['"voice rooting"'], 'no tool has the word "rooting"; did you mean `routing`?'),
        (["gpu", "zzyzx"], 'no tool has the word "zzyzx"'),
    ],
)
def test_a_word_that_no_tool_has_leads_to_one_like_it(vcompare: Run, words: list[str], note: str) -> None:
    for options in ([], ["--no-cache"]):
        done = vcompare("search", *words, *options)
        assert (done.returncode, done.stderr) == (1, f"note: {note}\nnote: no tool matches\n")


def test_words_that_some_tools_have_lead_to_none(vcompare: Run) -> None:
    for words in (["modal", "azure", "haiku"], ["modal", "azu*"], ["zzyzx"]):
        assert vcompare("search", *words).stderr == "note: no tool matches\n"


COLUMNS = ("search", "inference", "--columns", "vendor,score", "--sort", "-score", "--limit", "3")


def test_columns_take_the_place_of_the_text(vcompare: Run) -> None:
    done = vcompare(*COLUMNS, env={"COLUMNS": None})
    assert done.stdout.splitlines() == [
        "Slug              Name                                                 Vendor          Score",
        "azure-ai-foundry  Azure AI Foundry Real-Time Voice API & Model Router  Microsoft        76.5",
        "hf-providers-v2   Hugging Face Inference Providers v2                  Hugging Face  unknown",
        "modal             Modal GPU Serverless Inference                       Modal         unknown",
    ]
    assert (done.returncode, done.stderr) == (0, "note: 3 of 7 tools; --limit shows more\n")
    assert vcompare(*COLUMNS, "-f", "csv").stdout == (
        "slug,name,vendor,panel.score\n"
        "azure-ai-foundry,Azure AI Foundry Real-Time Voice API & Model Router,Microsoft,76.5\n"
        "hf-providers-v2,Hugging Face Inference Providers v2,Hugging Face,\n"
        "modal,Modal GPU Serverless Inference,Modal,\n"
    )


@pytest.mark.parametrize("form", ["table", "plain", "markdown", "html", "csv"])
def test_columns_look_as_in_a_list(vcompare: Run, eight: Path, form: str) -> None:
    vcompare, narrow = partial(vcompare, catalog=eight), {"COLUMNS": "60"}
    fields = "vendor,score,verdict,community,entry,checked,tags,builder.score"
    listed = vcompare("list", "--columns", f"slug,name,{fields}", "-f", form, env=narrow).stdout
    found = vcompare("search", "a*", "--columns", fields, "--sort", "slug", "-f", form, env=narrow).stdout
    if form == "html":
        listed, found = (page[page.index("<div") :] for page in (listed, found))
    assert found == listed


def test_columns_keep_the_order_of_the_rank_and_their_own(vcompare: Run) -> None:
    done = vcompare("search", "inference", "--columns", "vendor", "--columns", "name,entry", "-f", "csv")
    head, *rows = csv.reader(io.StringIO(done.stdout))
    assert head == ["slug", "vendor", "name", "entry"]
    assert [row[0] for row in rows] == slugs(vcompare, "inference")


def test_json_has_the_columns_as_values(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(MODELS)
    shown = ("--columns", "context,throughput,license,voices,modalities,added")
    plain, asked = (results(vcompare, "opus", *words, catalog=root) for words in ((), shown))
    (opus,) = [result for result in asked if result["slug"] == "opus"]
    assert opus["values"] == {
        "specs.context": 200_000,
        "specs.throughput": {"at_least": 60, "at_most": 90},
        "specs.license": "none",
        "specs.voices": None,
        "specs.modalities": ["text", "image"],
        "added": None,
    }
    assert [{key: value for key, value in result.items() if key != "values"} for result in asked] == plain


def test_what_programs_read_has_no_less_than_json(vcompare: Run) -> None:
    for words in ((), ("--columns", "score")):
        expected = results(vcompare, "inference", *words)
        lines = vcompare("search", "inference", *words, "-f", "ndjson").stdout.splitlines()
        assert list(map(json.loads, lines)) == expected
    rows = list(csv.DictReader(io.StringIO(vcompare("search", "inference", "-f", "csv").stdout)))
    keys = ("slug", "name", "field", "snippet")
    assert [[row[key] for key in keys] for row in rows] == [[one[key] for key in keys] for one in expected]
    assert [float(row["rank"]) for row in rows] == [one["rank"] for one in expected]
    done = vcompare("search", "nothingatall", "-f", "csv")
    assert (done.returncode, done.stdout) == (1, "slug,name,field,snippet,rank\n")


@pytest.mark.parametrize("options", [(), ("--no-cache",)])
def test_results_are_sorted_by_any_field_and_equals_by_rank(vcompare: Run, options: tuple[str, ...]) -> None:
    by_rank = slugs(vcompare, "inference", *options)
    assert by_rank != sorted(map(str, by_rank))
    assert slugs(vcompare, "inference", "--sort", "slug", *options) == sorted(map(str, by_rank))
    assert slugs(vcompare, "inference", "--reverse", *options) == by_rank[::-1]
    assert slugs(vcompare, "inference", "--sort", "retired", *options) == by_rank
    scored = "azure-ai-foundry"
    first = [scored, *(slug for slug in by_rank if slug != scored)]
    assert slugs(vcompare, "inference", "--sort", "score", *options) == first
    assert slugs(vcompare, "inference", "--sort", "builder.score", "--limit", "2", *options) == first[:2]
    vendors = json.loads(vcompare("list", "-f", "json").stdout)["tools"]
    of = {tool["slug"]: tool["vendor"] for tool in vendors}
    assert slugs(vcompare, "inference", "--sort", "-vendor", *options) == sorted(
        by_rank, key=lambda slug: of[slug], reverse=True
    )


def test_a_sort_comes_before_the_limit_and_filters_before_both(vcompare: Run) -> None:
    last = slugs(vcompare, "inference")[-1]
    done = vcompare("search", "inference", "--sort", "score", "--limit", "1", "-f", "slugs")
    assert (done.stdout, done.stderr) == (f"{last}\n", "note: 1 of 7 tools; --limit shows more\n")
    words = ("inference", "--where", "vendor=Hugging Face", "--limit", "1", "-f", "slugs")
    done = vcompare("search", *words, "--sort", "slug")
    assert (done.stdout, done.stderr) == ("hf-hub-deploy\n", "note: 1 of 3 tools; --limit shows more\n")


def test_filters_that_pass_only_other_tools_are_not_blamed(vcompare: Run) -> None:
    done = vcompare("search", "voice", "--where", "vendor=Modal", "--where", "entry=paid,freemium,free")
    assert (done.returncode, done.stderr) == (1, "note: no tool matches\n")


@pytest.mark.parametrize("option", ["--columns", "--sort"])
def test_a_field_that_there_is_not_is_an_error_before_anything_is_read(
    vcompare: Run, make_catalog: MakeCatalog, option: str
) -> None:
    root = make_catalog({"tools/bad.toml": "x = \n"})
    done = vcompare("search", "voice", option, "name,scoer", catalog=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith('error: there is no field "scoer"')
    assert done.stderr.endswith("hint: did you mean `score`?\n")


def test_hits_in_markdown_and_html_are_marked(vcompare: Run) -> None:
    row = vcompare("search", "inference", "--limit", "1", "-f", "markdown").stdout.splitlines()[2]
    assert "| Hugging Face **«Inference»** Providers v2 · in name |" in row
    page = vcompare("search", "inference", "<b>", "--limit", "1", "-f", "html").stdout
    assert page == ""
    page = vcompare("search", "inference", "-f", "html").stdout
    assert "<title>inference – AI developer tools</title>" in page
    assert "<mark>«Inference»</mark>" in page


def test_two_letters_that_changed_places(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(
        {"tools/gpt-5.toml": TOOL.format(name="GPT-5"), "tools/zero.toml": TOOL.format(name="Zero")}
    )
    assert "did you mean `gpt`?" in vcompare("search", "gtp", catalog=root).stderr
    assert "did you mean" not in vcompare("search", "zebra", catalog=root).stderr


@pytest.mark.parametrize(
    ("words", "field", "place"),
    [
        ("amazon bedrock", "offers.bedrock.name", "in the offer of bedrock"),
        ("team", "pricing.plans", "in plans"),
        ("cache hits", "pricing.rates.cache-read", "in the rate of cache-read"),
        ("pay per token", "pricing.summary", "in pricing"),
    ],
)
def test_sellers_plans_and_quotes_of_rates_are_found(
    vcompare: Run, make_catalog: MakeCatalog, words: str, field: str, place: str
) -> None:
    root = make_catalog(prices.FILES)
    found = json.loads(vcompare("search", words, "-f", "json", catalog=root).stdout)["results"]
    assert [(one["slug"], one["field"]) for one in found] == [("opus", field)]
    assert place in vcompare("search", words, catalog=root).stdout


def test_a_catalog_without_tools_leads_to_the_first_one(vcompare: Run, make_catalog: MakeCatalog) -> None:
    result = vcompare("search", "gpu", catalog=make_catalog({}))
    assert (result.returncode, result.stderr) == (
        1,
        "note: the catalog has no tools yet; `vcompare add` adds one\n",
    )
