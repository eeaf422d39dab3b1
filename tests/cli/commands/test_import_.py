"""`vcompare import`: through the real program, from files, stdin and a server."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeCatalog, Run
from tests.prices import METERS

SETTINGS = f"""\
# Ours
format = 1
title = "Models"  # a title
currency = "USD"

[specs.context]
label = "Context window"
kind = "quantity"
unit = "tokens"

{METERS}"""
RECIPE = """\
home = "https://example.com"
license = "MIT"
records = "models"
tool = "id"
offer = "seller"
own = "seller == 'maker'"

[fields]
name = "name"
vendor = "maker"

[fields.specs]
context = "context"
output-limit = "output"

[fields.pricing.rates]
input = "price"

[constants]
category = "Language models"

[setup]
categories = ["Language models"]

[setup.specs.output-limit]
label = "Output limit"
kind = "quantity"
unit = "tokens"
"""
OPUS = {
    "id": "opus",
    "name": "Opus",
    "maker": "Anthropic",
    "seller": "maker",
    "context": 200000,
    "price": 5.5,
    "output": 9,
}
KIMI = {
    "id": "moonshot/kimi",
    "name": "Kimi",
    "maker": "Moonshot",
    "seller": "maker",
    "context": 300000,
    "price": 0.95,
}
BEDROCK = {**OPUS, "seller": "bedrock", "price": 6}
FILES = {"catalog.toml": SETTINGS, "recipes/upstream.toml": RECIPE}


def content(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def stamps(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: ((found := path.stat()).st_ino, found.st_mtime_ns) for path in folder.rglob("*")}


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(FILES)


@pytest.fixture
def run(vcompare: Run, root: Path, tmp_path: Path) -> Any:
    """Import records from a file."""

    def run(*options: str, records: list[Any] | None = None, today: str = "2026-11-20") -> Any:
        given = tmp_path / "given.json"
        given.write_text(json.dumps({"models": [OPUS, BEDROCK, KIMI] if records is None else records}))
        return vcompare("import", "upstream", str(given), *options, "--today", today, catalog=root)

    return run


def shown(vcompare: Run, root: Path, slug: str) -> dict[str, Any]:
    tool: dict[str, Any] = json.loads(vcompare("show", slug, "-f", "json", catalog=root).stdout)["tools"][0]
    return tool


def test_facts_and_offers_come_in(run: Any, vcompare: Run, root: Path) -> None:
    done = run("--setup")
    assert (done.returncode, done.stdout) == (0, "")
    assert "upstream: 2 tools and 1 offer from 3 records; 2 new" in done.stderr
    opus = shown(vcompare, root, "opus")
    assert (opus["name"], opus["vendor"]) == ("Opus", "Anthropic")
    assert opus["specs"]["context"]["value"] == 200000
    assert (opus["specs"]["context"]["from"], opus["specs"]["context"]["seen"]) == ("upstream", "2026-11-20")
    assert opus["pricing"]["rates"]["input"]["amount"] == "5.5"
    assert opus["offers"]["bedrock"]["pricing"]["rates"]["input"]["amount"] == "6"
    assert vcompare("check", catalog=root).returncode == 0


def test_setup_keeps_comments_and_adds_what_is_missing(run: Any, root: Path) -> None:
    assert "[specs.output-limit]" in run("--setup").stderr
    text = (root / "catalog.toml").read_text()
    assert text.startswith('# Ours\nformat = 1\ntitle = "Models"  # a title\n')
    assert '[specs.output-limit]\nlabel = "Output limit"\nkind = "quantity"\nunit = "tokens"\n' in text
    assert text.count("[specs.context]") == 1


def test_setup_adds_only_what_the_tools_use_that_fit(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"catalog.toml": 'format = 1\ntitle = "Models"\n'})
    makes = {"modalities": {"output": ["text"]}}
    quill = {"id": "quill", "name": "Quill", "cost": {"input_audio": 3}, "limit": {"context": 8000}} | makes
    plume = {"id": "plume", "name": "Plume", "cost": {"output_audio": 3}, "status": "beta"} | makes
    group = {"id": "acme", "models": {one["id"]: one for one in (quill, plume)}}
    (root.parent / "models.json").write_text(json.dumps({"acme": group}), encoding="utf-8")
    arguments = ("import", "models-dev", str(root.parent / "models.json"), "--setup", "--catalog", str(root))
    assert vcompare(*arguments, "--only", "context>=1").returncode == 0
    text = (root / "catalog.toml").read_text(encoding="utf-8")
    assert [line for line in text.splitlines() if line.startswith("[")] == [
        "[specs.context]", "[specs.output-modalities]", "[meters.input]", "[meters.audio-input]"
    ]  # fmt: skip
    again = vcompare(*(one for one in arguments if one != "--setup"), "--only", "context>=1")
    assert again.returncode == 0
    assert "not declared" not in again.stderr
    other = vcompare(*(one for one in arguments if one != "--setup"), "--only", "name=Plume")
    assert (
        "1 spec (status) and 2 meters (output, audio-output) are not declared in catalog.toml" in other.stderr
    )
    assert vcompare(*arguments).returncode == 0
    text = (root / "catalog.toml").read_text(encoding="utf-8")
    assert "[specs.status]" in text
    assert "[meters.audio-output]" in text


def test_what_is_not_declared_is_left_out_and_named(run: Any, vcompare: Run, root: Path) -> None:
    done = run()
    assert done.returncode == 0
    assert "warning: 1 spec (output-limit) is not declared in catalog.toml, and left out" in done.stderr
    assert "hint: add `--setup`, which declares it there\n" in done.stderr
    assert "output-limit" not in shown(vcompare, root, "opus")["specs"]


def test_a_category_that_is_not_listed_is_an_error(run: Any, root: Path) -> None:
    (root / "catalog.toml").write_text(SETTINGS.replace("currency", 'categories = ["Tools"]\ncurrency'))
    before = content(root)
    done = run()
    assert (done.returncode, content(root)) == (2, before)
    assert '"Language models" is no category of this catalog' in done.stderr
    assert run("--setup").returncode == 0
    assert 'categories = ["Tools", "Language models"]' in (root / "catalog.toml").read_text()


def test_a_second_import_changes_no_byte_on_another_day(run: Any, root: Path) -> None:
    run("--setup")
    before = stamps(root)
    done = run("--setup", today="2027-01-05")
    assert stamps(root) == before
    assert "2 unchanged" in done.stderr


def test_only_what_changed_is_seen_on_another_day(run: Any, vcompare: Run, root: Path) -> None:
    run("--setup")
    run(records=[{**OPUS, "context": 400000}, BEDROCK, KIMI], today="2026-12-01")
    seen = {slug: shown(vcompare, root, slug)["specs"]["context"]["seen"] for slug in ("opus", "kimi")}
    assert seen == {"opus": "2026-12-01", "kimi": "2026-11-20"}


def test_people_s_files_stay_and_win(run: Any, vcompare: Run, root: Path) -> None:
    own = '# mine\nvendor="Somebody"   # odd layout\n[specs]\ncontext = 1\n'
    (root / "tools").mkdir()
    (root / "tools/opus.toml").write_text(own)
    run("--setup")
    assert (root / "tools/opus.toml").read_text() == own
    opus = shown(vcompare, root, "opus")
    assert (opus["vendor"], opus["specs"]["context"]["value"]) == ("Somebody", 1)


def test_what_is_gone_is_reported_and_removed_on_request(run: Any, root: Path) -> None:
    run("--setup")
    done = run(records=[OPUS])
    assert done.returncode == 0
    assert "warning: upstream no longer has 1 tool\n  kimi\nhint: `--prune` removes" in done.stderr
    assert (root / "imported/upstream/kimi.toml").exists()
    done = run("--prune", records=[OPUS])
    assert "1 removed" in done.stderr
    assert not (root / "imported/upstream/kimi.toml").exists()


def test_check_says_what_is_gone_until_it_is_back(run: Any, vcompare: Run, root: Path) -> None:
    run("--setup")
    run(records=[OPUS])
    assert 'gone-upstream: upstream no longer has "kimi"' in vcompare("check", catalog=root).stdout
    before = content(root)
    run("--only", "vendor=Anthropic", records=[OPUS])
    assert content(root) == before
    run(records=[OPUS, KIMI])
    assert "gone-upstream" not in vcompare("check", catalog=root).stdout


def test_a_file_that_somebody_edited_is_not_overwritten(run: Any, root: Path) -> None:
    run("--setup")
    path = root / "imported/upstream/opus.toml"
    edited = path.read_text().replace("Opus", "Opus!")
    path.write_text(edited)
    done = run(records=[{**OPUS, "context": 1}, {**KIMI, "context": 2}])
    assert done.returncode == 1
    assert f"error: {path} was edited by hand, and stays as it is" in done.stderr
    assert "move the edit to tools/opus.toml" in done.stderr
    assert path.read_text() == edited
    assert "context = 2" in (root / "imported/upstream/kimi.toml").read_text()


@pytest.mark.parametrize("option", ["--dry-run", "--check"])
def test_nothing_is_written_where_changes_are_only_asked_for(run: Any, root: Path, option: str) -> None:
    run("--setup")
    before = content(root)
    more = [{**one, "context": 400000} for one in (OPUS, BEDROCK)]
    done = run(option, records=[*more, KIMI], today="2026-12-01")
    assert content(root) == before
    assert done.stdout == (
        "working tree → upstream: 1 change to 1 tool\n\nOpus\n  Context window  200k  →  400k  +100%\n"
    )
    assert "would be 1 changed" in done.stderr
    assert done.returncode == (1 if option == "--check" else 0)
    assert run(option, today="2026-12-01").returncode == 0


def test_changes_as_json(run: Any) -> None:
    run("--setup")
    done = run("--dry-run", "--format", "json", records=[{**OPUS, "price": 6}, BEDROCK, KIMI])
    payload = json.loads(done.stdout)
    assert (payload["schema"], payload["to"]) == ("vcompare.diff/1", "upstream")
    assert [one["field"] for one in payload["changes"]] == ["pricing.rates.input"]


def test_only_takes_the_filters_of_list(run: Any, vcompare: Run, root: Path) -> None:
    done = run("--setup", "--only", "context>=250k")
    assert vcompare("list", "-f", "slugs", catalog=root).stdout == "kimi\n"
    assert done.returncode == 0
    done = run("--only", "context>=900k")
    assert (done.returncode, done.stderr.count("no tool of upstream fits context>=900k")) == (1, 1)
    assert run("--only", "contxt>=9").returncode == 2


def test_from_stdin(vcompare: Run, root: Path) -> None:
    given = json.dumps({"models": [OPUS]}).encode()
    done = vcompare("import", "upstream", "-", "--setup", catalog=root, input=given)
    assert done.returncode == 0
    assert vcompare("list", "-f", "slugs", catalog=root).stdout == "opus\n"


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["upstrem", "x.json"], 'there is no recipe "upstrem"', "did you mean `upstream`?"),
        (["upstream"], "the recipe upstream has no address to read from", "name a file"),
        (["upstream", "missing.json"], "missing.json cannot be read", ""),
        ([], "missing argument 'SOURCE'", ""),
    ],
)
def test_what_cannot_be_done(
    vcompare: Run, root: Path, arguments: list[str], message: str, hint: str
) -> None:
    done = vcompare("import", *arguments, catalog=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert hint in done.stderr


def test_never_into_the_sample(vcompare: Run, tmp_path: Path) -> None:
    done = vcompare("import", "upstream", "x.json", catalog=None, cwd=tmp_path)
    assert done.returncode == 2
    assert "no catalog here or above" in done.stderr


CSV = "name,category,Context window,Oputput,price\nAlpha,Tools,200k,$15,\nBeta,Tools,1M,,5\n"


def test_a_table_without_a_recipe(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(CSV)
    done = vcompare("import", "csv", "t.csv", catalog=root)
    assert done.returncode == 2
    assert (
        "error: these columns name no fields of this catalog\n  Oputput: did you mean `pricing.rates.output`"
        in done.stderr
    )
    assert "`--map 'Oputput=FIELD'` says what one is" in done.stderr
    before = content(root)
    words = ["import", "csv", "t.csv", "--map", "Oputput=output", "--map", "price="]
    assert vcompare(*words, "--dry-run", catalog=root).returncode == 0
    assert content(root) == before
    assert vcompare(*words, "--write-recipe", catalog=root).returncode == 0
    alpha = shown(vcompare, root, "alpha")
    assert (alpha["specs"]["context"]["value"], alpha["pricing"]["rates"]["output"]["amount"]) == (
        200000,
        "15",
    )
    assert shown(vcompare, root, "beta")["pricing"] is None
    again = vcompare("import", "csv", "t.csv", catalog=root)
    assert (again.returncode, "2 unchanged" in again.stderr) == (0, True)
    refused = vcompare(*words, catalog=root)
    assert (refused.returncode, "--map is for data without a recipe" in refused.stderr) == (2, True)
    assert vcompare("check", catalog=root).returncode == 0


def test_a_table_may_have_any_name(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "t.ndjson").write_text('{"name": "Alpha", "category": "Tools", "context": 5}\n')
    assert vcompare("import", "our-list", "t.ndjson", catalog=root).returncode == 0
    assert shown(vcompare, root, "alpha")["specs"]["context"]["from"] == "our-list"


def test_a_tool_needs_a_category(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("name,context\nAlpha,5\n")
    done = vcompare("import", "csv", "t.csv", catalog=root)
    assert (done.returncode, done.stderr.splitlines()[0]) == (2, "error: no category is known of `alpha`")
    (root / "tools").mkdir()
    (root / "tools/alpha.toml").write_text('name = "Alpha"\ntagline = "T"\ncategory = "Tools"\n')
    assert vcompare("import", "csv", "t.csv", catalog=root).returncode == 0
    assert shown(vcompare, root, "alpha")["specs"]["context"]["value"] == 5


@pytest.mark.parametrize("option", ["oops", "=context", "nosuch=context", "price=nosuch"])
def test_a_map_that_says_nothing(vcompare: Run, root: Path, tmp_path: Path, option: str) -> None:
    (tmp_path / "t.csv").write_text(CSV)
    done = vcompare("import", "csv", "t.csv", "--map", option, catalog=root)
    assert (done.returncode, done.stdout) == (2, "")


def test_what_is_left_out_is_grouped_by_reason_and_named(run: Any) -> None:
    bad = [
        {**OPUS, "context": "big"},
        {**KIMI, "context": "small", "output": "small"},
        {**OPUS, "id": "Opus"},
        {**KIMI, "id": "KIMI", "seller": "maker"},
        {**BEDROCK, "price": "x"},
        {**BEDROCK, "id": "OPUS"},
        5,
    ]
    lines = run("--setup", records=bad).stderr.splitlines()
    start = lines.index("warning: 4 records and 4 values left out")
    assert lines[start : start + 9] == [
        "warning: 4 records and 4 values left out",
        "  must be a number (3 values):",
        '    maker: opus (specs.context: "big"), moonshot/kimi (specs.context, specs.output-limit: "small")',
        "  is a second record of its tool and seller (3 records):",
        "    maker: Opus, KIMI",
        "    bedrock: OPUS",
        '  bedrock: opus: rates.input must be an amount of money, 0 or more, such as 3, 0.25 or "0.125"; it is "x"',
        "  record 7: is no object",
        *lines[start + 8 : start + 9],
    ]


def test_counts_have_separators(run: Any) -> None:
    many = [{**KIMI, "id": f"k{n}"} for n in range(1200)]
    run("--setup", records=many)
    done = run(records=many[:1])
    assert "warning: upstream no longer has 1,199 tools" in done.stderr
    assert "1 tool from 1 record; 1 unchanged" in done.stderr
    done = run("--prune", records=many[:1])
    assert "1,199 removed" in done.stderr


def test_with_only_the_report_is_about_the_tools_that_fit(run: Any) -> None:
    records = [OPUS, {**OPUS, "id": "OPUS"}, KIMI, {**KIMI, "id": "moonshot/KIMI"}, {"id": "", "seller": "x"}]
    done = run("--setup", "--only", "context>=250k", records=records)
    assert "; 1 fit; 1 new" in done.stderr
    assert "moonshot/KIMI" in done.stderr
    assert "OPUS" not in done.stderr
    assert "has no name that a slug can be made of" in done.stderr


def test_what_to_do_next(run: Any) -> None:
    assert "note: next: `vcompare list`, and `vcompare show kimi --sources` " in run("--setup").stderr
    assert "next:" not in run().stderr
    assert "next:" not in run("--dry-run").stderr
    many = [{**KIMI, "id": f"k{n}"} for n in range(30)]
    assert "next: `vcompare list --limit 20`" in run(records=many).stderr


@pytest.mark.parametrize("option", ["--prune", "--dry-run"])
def test_other_data_never_takes_everything_away(run: Any, root: Path, option: str) -> None:
    run("--setup")
    before = content(root)
    done = run(option, records=["a", "b", {"x": 1}])
    assert (done.returncode, content(root)) == (2, before)
    assert "error: the recipe finds no tool in this data: record 1 is no object" in done.stderr
    assert "hint: check that this is the data that the recipe is for" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["t.csv"], '"t.csv" is a file, not the name of a source', "`vcompare import t t.csv"),
        (["x/models-dev.json"], "is a file, not", "`vcompare import models-dev x/models-dev.json"),
        (
            ["https://a.example/x.json"],
            "is an address, not the name of a source",
            "write a recipe with `fetch`",
        ),
        (["Our List", "t.csv"], 'not "Our List"', "call it `our-list`"),
        (
            ["csv"],
            'there is no recipe "csv"',
            "genai-prices, litellm, models-dev or upstream; a table needs none",
        ),
        (
            ["models-dev", "https://a.example/x.json"],
            "an address is not a file",
            "`vcompare import models-dev` reads that of the recipe",
        ),
        ([], "missing argument 'SOURCE'", "one of genai-prices, litellm, models-dev or upstream"),
    ],
)
def test_what_was_typed_in_the_wrong_place(
    vcompare: Run, root: Path, arguments: list[str], message: str, hint: str
) -> None:
    done = vcompare("import", *arguments, catalog=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr
    assert hint in done.stderr


def test_one_row_is_a_table(vcompare: Run, root: Path) -> None:
    (root / "recipes/rows.toml").write_text(
        'records = "@"\ntool = "id"\n[fields]\nname = "id"\n[constants]\ncategory = "Tools"\n'
    )
    for source, line in {
        "rows": '{"id": "Alpha"}\n',
        "ours": '{"name": "Beta", "category": "Tools"}',
    }.items():
        done = vcompare("import", source, "-", catalog=root, input=line.encode())
        assert (done.returncode, "1 new" in done.stderr) == (0, True)


def test_a_misspelt_category_of_a_table(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (root / "catalog.toml").write_text(SETTINGS.replace("currency", 'categories = ["Tools"]\ncurrency'))
    (tmp_path / "t.csv").write_text("name,category\nAlpha,Tols\n")
    done = vcompare("import", "csv", "t.csv", "--setup", catalog=root)
    assert (done.returncode, "hint: did you mean `Tools`?" in done.stderr) == (2, True)


def test_amounts_need_a_currency(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (root / "catalog.toml").write_text(SETTINGS.replace('currency = "USD"\n', ""))
    (tmp_path / "t.csv").write_text("name,category,input\nAlpha,Tools,$3\n")
    before = content(root)
    done = vcompare("import", "csv", "t.csv", catalog=root)
    assert (done.returncode, content(root)) == (2, before)
    assert "error: the amounts of `alpha` have no currency\nhint: add `currency" in done.stderr
    (tmp_path / "t.csv").write_text("name,category,input,currency\nAlpha,Tools,3,EUR\n")
    assert vcompare("import", "csv", "t.csv", catalog=root).returncode == 0
    assert shown(vcompare, root, "alpha")["pricing"]["currency"] == "EUR"


def test_a_second_source_says_which_one_counts(run: Any, vcompare: Run, root: Path, tmp_path: Path) -> None:
    assert "counts before" not in run("--setup").stderr
    (tmp_path / "t.csv").write_text("name,category\nAlpha,Tools\n")
    done = vcompare("import", "ours", "t.csv", catalog=root)
    assert "note: ours counts before upstream, by name; to change that, add to catalog.toml\n" in done.stderr
    assert '  [imports]\n  order = ["upstream", "ours"]\n' in done.stderr
    assert "counts before" not in vcompare("import", "ours", "t.csv", catalog=root).stderr
    assert "counts before" not in vcompare("import", "yours", "t.csv", catalog=root).stderr
    settings = (root / "catalog.toml").read_text()
    (root / "catalog.toml").write_text(settings + '\n[imports]\norder = ["upstream"]\n')
    done = vcompare("import", "a-list", "t.csv", catalog=root)
    assert ("1 new" in done.stderr, "counts before" in done.stderr) == (True, False)


def test_what_would_be_added_is_shown_as_what_it_is(run: Any) -> None:
    lines = [line.split("  ")[-1] for line in run("--setup", "--dry-run").stdout.splitlines()]
    assert lines[2:4] == ["Kimi", "Language models, Moonshot"]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ('name = "name("', "`fields.name` is not JMESPath"),
        ('name = "join(name)"', "`fields.name` uses join()"),
        ("name = 5", "`fields.name` must be"),
    ],
)
def test_a_recipe_that_cannot_be_used_is_named_with_the_place(
    run: Any, root: Path, wrong: str, message: str
) -> None:
    path = root / "recipes/upstream.toml"
    path.write_text(RECIPE.replace('name = "name"', wrong, 1))
    place = f"{RECIPE.split('name =', maxsplit=1)[0].count(chr(10)) + 1}:8"
    done = run("--setup")
    assert (done.returncode, done.stdout) == (2, "")
    assert f"error: {path}:{place}: {message}" in done.stderr


def test_a_misspelt_key_of_a_recipe_is_a_warning(run: Any, root: Path) -> None:
    path = root / "recipes/upstream.toml"
    path.write_text(RECIPE.replace("vendor =", "vendr ="))
    done = run("--setup")
    assert done.returncode == 0
    assert f"warning: {path}:" in done.stderr
    assert "`fields.vendr`" in done.stderr
