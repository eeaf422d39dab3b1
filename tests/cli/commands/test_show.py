"""`vcompare show`, as a person runs it."""

import json
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import REVIEW, SAMPLE, SETTINGS, TOOL, MakeCatalog, Run
from tests.program import inside

PAIR = ("claude-4-api", "azure-ai-foundry")
FORMATS = ("table", "markdown", "json", "csv", "plain", "rst", "asciidoc", "jira", "mediawiki", "latex")


OPUS = """\
name = "Claude Opus 4.5"
short_name = "Opus"
tagline = "A large model"
category = "Tools"
"""


def test_a_short_name_can_be_typed_and_an_entry_may_be_unknown(
    vcompare: Run, make_catalog: MakeCatalog
) -> None:
    files = {"tools/claude-opus-4-5.toml": OPUS, "tools/quill.toml": TOOL.format(name="Quill")}
    root = make_catalog(files)
    assert vcompare("check", "--ignore", "missing-review", catalog=root).returncode == 0
    shown = vcompare("show", "OPUS", "quill", "--exact", "--format", "json", catalog=root)
    assert (shown.returncode, shown.stderr) == (0, "")
    payload = json.loads(shown.stdout)
    assert [(tool["short_name"], tool["entry"]) for tool in payload["tools"]] == [
        ("Opus", None),
        (None, "free"),
    ]
    assert {"field": "entry", "values": [None, "free"], "best": None} in payload["differences"]
    assert "unknown" in vcompare("show", "opus", "--format", "plain", catalog=root).stdout.lower()
    assert json.loads(vcompare("list", "--format", "json", catalog=root).stdout)["tools"][0]["entry"] is None
    assert "paid" not in vcompare("export", "opus", "quill", catalog=root).stdout


@pytest.mark.parametrize("form", FORMATS)
def test_two_tools_in_every_format(vcompare: Run, snapshot: SnapshotAssertion, form: str) -> None:
    result = vcompare("show", *PAIR, "--format", form)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


@pytest.mark.parametrize(
    "arguments",
    [
        ("modal",),
        (*PAIR, "--full"),
        (*PAIR, "claude-haiku-open-weights"),
        (*PAIR, "claude-haiku-open-weights", "modal"),
        (*PAIR, "claude-haiku-open-weights", "modal", "hf-hub-deploy", "hf-hub-routing"),
        ("claude-haiku-open-weights", "modal", "--differences"),
        (*PAIR, "--section", "split", "--section", "glance"),
        ("hf-hub-deploy", "hf-hub-routing", "--section", "about"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("columns", ["40", "60", "80", "100", "120", "200"])
def test_what_people_see(
    vcompare: Run, snapshot: SnapshotAssertion, arguments: tuple[str, ...], columns: str
) -> None:
    result = vcompare("show", *arguments, env={"COLUMNS": columns})
    assert result.returncode == 0
    assert result.stdout == snapshot


def test_color_is_a_matter_of_asking(vcompare: Run, snapshot: SnapshotAssertion) -> None:
    assert vcompare("show", *PAIR, "--color", "always").stdout == snapshot
    assert "\x1b" in vcompare("show", "modal", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b" not in vcompare("show", "modal", env={"FORCE_COLOR": "1", "NO_COLOR": "1"}).stdout
    assert "\x1b" not in vcompare("show", "modal", "--color", "never", env={"FORCE_COLOR": "1"}).stdout
    assert "\x1b" not in vcompare("show", "modal").stdout


def test_a_terminal_gets_a_key_to_the_signs_and_a_pipe_does_not() -> None:
    words = ["show", *PAIR, "--catalog", str(SAMPLE)]
    key = "▲ better   ● mean   ━ lowest to highest   ─ from 70 to 90"
    assert key in inside(words, terminal=True, TERM="xterm").text
    assert key in inside(words, terminal=True, TERM="dumb").text
    assert "\x1b" not in inside(words, terminal=True, TERM="dumb").text
    assert "better" not in inside(words).text


def test_an_output_of_ascii_shows_the_same_in_its_signs(process: Run) -> None:
    shown = process("show", *PAIR, env={"PYTHONIOENCODING": "ascii", "COLUMNS": "100"}).stdout
    assert shown.isascii()
    assert "\\" not in shown
    assert "83.5 ^ " in shown
    assert "<= 300 ms" in shown


def test_a_shared_name_lists_both_and_exits_2(vcompare: Run) -> None:
    result = vcompare("show", "Hugging Face Inference Providers Hub", "modal")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == (
        'error: "Hugging Face Inference Providers Hub" fits 2 tools\n'
        "  - hf-hub-deploy\n"
        "     Hugging Face Inference Providers Hub\n"
        "     Sends an open model from its card on the Hub to Azure, AWS or Google Cloud\n"
        "  - hf-hub-routing\n"
        "     Hugging Face Inference Providers Hub\n"
        "     A single API that spreads requests over 12 backends by cost or latency\n"
        "hint: name one by its slug\n"
    )


@pytest.mark.parametrize(
    ("columns", "listed"),
    [
        ("80", "  - gpt-5-azure   Azure Cloud\n  - gpt-5-openai  vendor unknown\n"),
        ("28", "  - gpt-5-azure\n     Azure Cloud\n  - gpt-5-openai\n     vendor unknown\n"),
    ],
)
def test_candidates_say_what_tells_them_apart(
    vcompare: Run, make_catalog: MakeCatalog, columns: str, listed: str
) -> None:
    root = make_catalog({
        "tools/gpt-5-azure.toml": TOOL.format(name="GPT-5") + 'vendor = "Azure Cloud"\n',
        "tools/gpt-5-openai.toml": TOOL.format(name="GPT-5"),
    })  # fmt: skip
    found = vcompare("show", "gpt 5", "--catalog", str(root), env={"COLUMNS": columns})
    assert found.stderr == f'error: "gpt 5" fits 2 tools\n{listed}hint: name one by its slug\n'


def test_exact_names_what_is_near(vcompare: Run) -> None:
    found = vcompare("show", "calude api", "--exact")
    assert found.returncode == 2
    assert found.stderr.startswith('error: no tool matches "calude api"\n  - claude-4-api\n')
    assert found.stderr.endswith("hint: if it is one of these, name it by its slug\n")


def test_a_close_name_is_taken_with_a_note(vcompare: Run) -> None:
    result = vcompare("show", "calude api", "azure voice", "-f", "json")
    assert result.returncode == 0
    assert 'note: "calude api" matched claude-4-api\n' in result.stderr
    assert [tool["slug"] for tool in json.loads(result.stdout)["tools"]] == list(PAIR)
    assert vcompare("show", "calude api", "--exact").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "qwerty"), 'error: no tool matches "qwerty"\nhint: `vcompare list` shows every tool\n'),
        (("show", "modal", "modal"), 'error: "modal" is named twice\nhint: name each tool once\n'),
        (("show", "modal", "modal gpu"), 'error: "modal" and "modal gpu" are the same tool, modal\n'),
        (("show",), "error: missing argument 'TOOL...'\nhint: `vcompare show --help` shows how\n"),
        (("show", "modal", "--fromat", "x"), "error: no such option: --fromat"),
        (
            ("show", "modal", "--format", "pdf"),
            "error: --format must be one of table, markdown, html, ",
        ),
        (("show", "modal", "--differences"), "error: --differences compares two tools or more\n"),
        (("show", *["modal"] * 27), "error: 27 tools do not fit side by side\n"),
        (("shwo", "modal"), 'error: there is no command "shwo"\nhint: did you mean `vcompare show`?\n'),
        (
            ("--catalog", "x", "list"),
            "error: no such option: --catalog\nhint: options come after the command",
        ),
        (("show", "\x1b]0;x\x07"), 'error: no tool matches "\\x1b]0;x\\x07"\n'),
    ],
)
def test_wrong_the_first_time(vcompare: Run, arguments: tuple[str, ...], message: str) -> None:
    result = vcompare(*arguments)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(message)


def test_no_such_catalog(vcompare: Run, tmp_path: Path) -> None:
    result = vcompare("show", "modal", "--catalog", str(tmp_path / "nowhere"))
    assert result.returncode == 2
    assert result.stderr.startswith("error: no catalog in ")


GOOD = {
    "tools/good.toml": TOOL.format(name="Good"),
    "reviews/good/builder.toml": REVIEW.format(verdict="ship", score=80),
}


@pytest.mark.parametrize(
    ("files", "error"),
    [
        ({"tools/good.toml": "name = \n"}, "tools/good.toml:1:8: this is not TOML"),
        (
            {"tools/good.toml": TOOL.format(name="x").replace('"free"', '"fre"')},
            "tools/good.toml:4:9: `entry` must be",
        ),
        (
            {"reviews/good/builder.toml": 'verdict = "ship"\n'},
            "reviews/good/builder.toml:1:1: `text` is missing",
        ),
        ({"votes/good.toml": b"\xff"}, "votes/good.toml:1:1: byte 0xff is not UTF-8"),
        ({"catalog.toml": "format = 3\n"}, "catalog.toml:1:10: `format` must be 1; it is 3"),
    ],
)
def test_a_broken_file_that_is_needed_is_one_clear_error(
    vcompare: Run, make_catalog: MakeCatalog, files: dict[str, str | bytes], error: str
) -> None:
    root = make_catalog({**GOOD, **files})
    result = vcompare("show", "good", catalog=root)
    assert (result.returncode, result.stdout) == (2, "")
    first, hint, *rest = result.stderr.splitlines()
    assert first.startswith(f"error: {root}/{error}")
    assert hint.startswith("hint: ")
    assert rest == []


def test_a_broken_file_that_is_not_needed_stops_nothing(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({**GOOD, "tools/bad.toml": "x", "reviews/bad/builder.toml": "x"})
    by_slug = vcompare("show", "good", catalog=root)
    assert (by_slug.returncode, by_slug.stderr) == (0, "")
    by_name = vcompare("show", "goood", catalog=root)
    assert by_name.returncode == 0
    assert by_name.stderr.startswith("warning: 1 tool cannot be read and cannot be matched")


def test_odd_things_are_said_and_stop_nothing(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(
        {**GOOD, "tools/good.toml": GOOD["tools/good.toml"] + "nmae = 1\n", "reviews/good/eve.toml": ""}
    )
    result = vcompare("show", "good", catalog=root)
    assert result.returncode == 0
    assert "tools/good.toml:5:1: `nmae` is not a key of this file" in result.stderr
    assert 'reviews/good/eve.toml:1:1: "eve" is not on the panel' in result.stderr


def test_what_is_unknown_is_said_once_on_one_line(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good")})
    bare = " ".join(vcompare("show", "good", catalog=root).stdout.split())
    assert bare.endswith(
        " Unknown panel, score, community, pricing, best for, description, vendor, homepage, price page"
    )
    assert bare.count("nknown") == 1


def test_a_verdict_stands_beside_its_votes(vcompare: Run, make_catalog: MakeCatalog) -> None:
    files = {"reviews/good/builder.toml": 'verdict = "skip"\ntext = "No."\n'}
    root = make_catalog({"tools/good.toml": TOOL.format(name="Good"), **files})
    shown = vcompare("show", "good", catalog=root).stdout
    assert "Panel      Skip  0/1\n" in shown
    assert "%" not in shown
    assert "reviews by" not in shown
    assert "review by Skeptic" in shown


def test_what_all_of_three_share_is_said_once(vcompare: Run, make_catalog: MakeCatalog) -> None:
    shared = '\n[pricing]\nsummary = "$5"\nchecked = 2026-11-02\n'
    root = make_catalog({f"tools/{slug}.toml": TOOL.format(name=slug) + shared for slug in "abc"})
    three = vcompare("show", "a", "b", "c", catalog=root).stdout
    assert "\nSame       Free · pricing: $5 · pricing as of 2026-11-02 · Tools\n" in three
    assert three.count("Free") == three.count("2026-11-02") == 1
    two = vcompare("show", "a", "b", catalog=root).stdout
    assert "Same" not in two
    assert two.count("Free") == 2
    assert two.count("As of: 2026-11-02") == 2


def test_the_catalog_is_found_upwards(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(GOOD)
    below = root / "tools"
    beside = root.parent / "docs"
    beside.mkdir()
    for folder in (root, below, beside, root.parent):
        assert vcompare("show", "good", cwd=folder, catalog=None).returncode == 0


def test_without_one_the_sample_is_used_and_said(vcompare: Run) -> None:
    result = vcompare("show", "modal", catalog=None)
    assert result.returncode == 0
    assert result.stderr == (
        "note: no catalog here or above: using the sample that ships with vcompare "
        "(`vcompare init` starts your own)\n"
    )


def test_tools_that_do_not_differ_say_so(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog(
        {f"tools/{slug}.toml": TOOL.format(name="Same").replace("Same", slug, 1) for slug in ("a", "b")}
    )
    for form in ("table", "markdown", "plain"):
        result = vcompare("show", "a", "b", "--differences", "--section", "glance", "-f", form, catalog=root)
        assert "They do not differ here." in result.stdout
    assert (
        "There is nothing to say here."
        in vcompare("show", "a", "--section", "scorecard", catalog=root).stdout
    )


def test_a_plot_alone_names_the_tools(vcompare: Run) -> None:
    alone = vcompare("show", *PAIR, "--section", "split", "-f", "markdown").stdout
    assert "| A · Claude 4 API" in alone
    assert (
        "| A · Claude 4 API"
        not in vcompare("show", *PAIR, "-f", "markdown").stdout.split("## Where the panel splits")[1]
    )


def test_long_names_of_reviewers_are_whole(vcompare: Run, make_catalog: MakeCatalog) -> None:
    long = SETTINGS.replace('"Builder"', '"Infrastructure"')
    root = make_catalog({"catalog.toml": long, **GOOD})
    assert "Infrastructure" in vcompare("show", "good", catalog=root).stdout


def test_why_says_what_each_name_could_mean(vcompare: Run, snapshot: SnapshotAssertion) -> None:
    result = vcompare("show", "calude api", "modal", "--why", "--format", "csv")
    plain = vcompare("show", "calude api", "modal", "--format", "csv")
    assert (result.returncode, result.stdout) == (0, plain.stdout)
    assert result.stderr == snapshot


@pytest.mark.parametrize("query", ["claude", "sonnet 5", "qwerty"])
def test_why_comes_before_a_refusal(vcompare: Run, query: str) -> None:
    result = vcompare("show", query, "--why")
    assert result.returncode == 2
    assert result.stderr.startswith(f'"{query}": ')
    assert result.stderr.endswith(vcompare("show", query).stderr)


@pytest.mark.parametrize(
    "query", ["calude api", "Claude 4 API", "claude", "hugging face inference providers hub"]
)
def test_no_cache_gives_the_same_answer(vcompare: Run, query: str) -> None:
    for arguments in (("show", query), ("export", query, "modal")):
        cached = vcompare(*arguments)
        fresh = vcompare(*arguments, "--no-cache")
        assert (cached.returncode, cached.stdout, cached.stderr) == (
            fresh.returncode,
            fresh.stdout,
            fresh.stderr,
        )


@pytest.mark.parametrize(("today", "planned"), [("2026-11-29", " (planned)"), ("2026-12-31", "")])
def test_a_day_to_come_is_a_plan(vcompare: Run, make_catalog: MakeCatalog, today: str, planned: str) -> None:
    root = make_catalog({"tools/anvil.toml": TOOL.format(name="Anvil") + "retired = 2026-12-31\n"})
    shown = vcompare("show", "anvil", "--today", today, catalog=root).stdout
    assert f"Retired    2026-12-31{planned}\n" in shown
    assert ("retires on 2026-12-31" if planned else "retired 2026-12-31") in shown
