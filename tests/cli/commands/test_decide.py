"""`vcompare decide`: a decision of the catalog and one on the spot, through the real program."""

import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeCatalog, Run
from tests.imports import FILES

DECISION = """\
label = "A model for our desk"
where = ["category=Language models"]

[criteria.context]
weight = 1
worst = "100k"
best = 1_000_000

[criteria.input]
weight = 2
worst = 10
best = 0.5
"""
WORKLOAD = 'label = "Support"\nrequests = 10\n[each]\ninput = 1_000_000\n'


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog({**FILES, "decisions/desk.toml": DECISION, "workloads/support.toml": WORKLOAD})


def decided(vcompare: Run, root: Path, *words: str) -> dict[str, Any]:
    run = vcompare("decide", *words, "-f", "json", catalog=root)
    assert run.returncode == 0, run.stderr
    payload: dict[str, Any] = json.loads(run.stdout)
    return payload


def test_a_decision_of_the_catalog(vcompare: Run, root: Path) -> None:
    found = decided(vcompare, root, "desk")
    assert found["schema"] == "vcompare.decision/1"
    assert found["criteria"] == [
        {"field": "context", "weight": "1", "worst": "100000", "best": "1000000"},
        {"field": "input", "weight": "2", "worst": "10", "best": "1/2"},
    ]
    opus, kimi = found["results"]
    context, price = Fraction(100, 900), (10 - Fraction(5)) / Fraction("9.5")
    assert (opus["slug"], opus["rank"]) == ("opus", 1)
    assert opus["low"] == opus["high"] == str((context + 2 * price) / 3)
    assert opus["parts"] == {
        "context": {"low": str(context / 3), "high": str(context / 3)},
        "input": {"low": str(2 * price / 3), "high": str(2 * price / 3)},
    }
    assert (kimi["low"], kimi["high"]) == (str(Fraction(200, 900) / 3), str((Fraction(200, 900) + 2) / 3))
    assert found["certain"] is None
    [unknown] = found["decisive_unknowns"]
    assert (unknown["slug"], unknown["field"], unknown["winner"]) == ("kimi", "input", "kimi")
    at = 10 - Fraction(unknown["from"])
    assert (Fraction(200, 900) + 2 * at / Fraction("9.5")) / 3 == Fraction(opus["low"])


def test_weights_on_the_spot(vcompare: Run, root: Path) -> None:
    found = decided(vcompare, root, "--weight", "context=1:100k:1M", "--weight", "cost.support=2:500:50")
    assert [one["field"] for one in found["criteria"]] == ["context", "cost.support"]
    assert {one["slug"] for one in found["results"]} == {"opus", "kimi"}


def test_another_weight_for_a_criterion_of_the_catalog(vcompare: Run, root: Path) -> None:
    found = decided(vcompare, root, "desk", "--weight", "input=0.5")
    assert [one["weight"] for one in found["criteria"]] == ["1", "1/2"]


def test_the_worth_is_a_field(vcompare: Run, root: Path) -> None:
    run = vcompare("list", "--columns", "worth.desk", "--sort", "-worth.desk", "-f", "csv", catalog=root)
    assert run.stdout.splitlines()[1:] == [str(Fraction(199, 513)), "2/27..20/27"]
    assert vcompare("list", "--where", "worth.desk>=0.3", "-f", "slugs", catalog=root).stdout == "opus\n"


@pytest.mark.parametrize("columns", ["40", "80", "120"])
def test_what_people_see(vcompare: Run, root: Path, columns: str) -> None:
    shown = vcompare("decide", "desk", catalog=root, env={"COLUMNS": columns}).stdout
    assert "Opus leads by its lowest worth; Opus and Kimi share the first rank." in " ".join(shown.split())
    assert max(map(len, shown.splitlines())) <= int(columns)


@pytest.mark.parametrize(
    ("words", "message", "hint"),
    [
        (["dsk"], 'there is no decision "dsk" in this catalog', "did you mean `desk`?"),
        (["--weight", "context=much:1:5"], "the weight of context must be a number", "matters"),
        (["--weight", "context=nan:1:5"], "the weight of context must be a number", "matters"),
        (["--weight", "context=1:5"], "--weight must be FIELD=WEIGHT or FIELD=WEIGHT:WORST:BEST", "score=3"),
        (["--weight", "x"], '--weight must be FIELD=WEIGHT or FIELD=WEIGHT:WORST:BEST, not "x"', "score=3"),
        (["--weight", "contxt=1"], "`contxt` is no field", "context"),
        (["--weight", "context=1"], "`context` has no `worst`", "--weight context=1:WORST:BEST"),
        (["--weight", "context=1:5:5"], "`context` has one value for worst and best", "differ"),
        (["--weight", "context=1:9:5"], "has its anchors the wrong way round: more is better", "swap"),
        (["--weight", "context=-1:1:5"], "`context` has a negative weight", "swap"),
        (["--weight", "context=0:1:5"], "no criterion weighs anything", "above 0"),
        (["--weight", "context=1:many:5"], "has a `worst` that is no value of the field", "write"),
        (["--weight", "tagline=1:a:b"], "`tagline` cannot be ordered", "choose"),
    ],
)
def test_what_cannot_be_decided(vcompare: Run, root: Path, words: list[str], message: str, hint: str) -> None:
    run = vcompare("decide", *words, catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    assert message in run.stderr
    assert hint in run.stderr


def test_without_a_name_the_decisions_are_listed(vcompare: Run, root: Path) -> None:
    run = vcompare("decide", catalog=root)
    assert (run.returncode, run.stderr) == (0, "")
    assert re.search(r"^desk +A model for our desk +context, input$", run.stdout, re.MULTILINE)
    assert json.loads(vcompare("decide", "-f", "json", catalog=root).stdout) == {
        "schema": "vcompare.decisions/1",
        "decisions": [
            {
                "name": "desk",
                "label": "A model for our desk",
                "where": ["category=Language models"],
                "tools": [],
                "criteria": ["context", "input"],
            }
        ],
    }
    assert vcompare("decide", "-f", "csv", catalog=root).stdout.splitlines() == [
        "name,label,criteria",
        'desk,A model for our desk,"context; input"',
    ]


def test_a_decision_that_cannot_be_read_is_reported_beside_the_others(vcompare: Run, root: Path) -> None:
    (root / "decisions/rag.toml").write_text("label =")
    run = vcompare("decide", catalog=root)
    assert run.returncode == 2
    assert "desk" in run.stdout
    assert "decisions/rag.toml" in run.stderr


def test_filters_need_a_decision(vcompare: Run, root: Path) -> None:
    run = vcompare("decide", "--where", "context>=9M", catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    assert "no decision is named, and no weight is given" in run.stderr
    assert "name one of desk" in run.stderr


@pytest.mark.parametrize("typed", ["DESK", "A model for our desk", "a-model-for-our-desk"])
def test_a_decision_has_a_label_too(vcompare: Run, root: Path, typed: str) -> None:
    assert decided(vcompare, root, typed)["name"] == "desk"


def test_without_decisions_the_error_shows_one(vcompare: Run, make_catalog: MakeCatalog) -> None:
    run = vcompare("decide", "desk", catalog=make_catalog(FILES))
    assert (run.returncode, run.stdout) == (2, "")
    assert "this catalog has no decisions yet" in run.stderr
    assert '[criteria."context"]' in run.stderr


def test_a_weight_is_that_of_the_same_field(vcompare: Run, root: Path) -> None:
    """However the decision and the option call it."""
    found = decided(vcompare, root, "desk", "--weight", "specs.context=3")
    assert [(one["field"], one["weight"]) for one in found["criteria"]] == [("context", "3"), ("input", "2")]


def test_a_broken_decision_is_named(vcompare: Run, root: Path) -> None:
    (root / "decisions/desk.toml").write_text("label =")
    run = vcompare("list", "--columns", "worth.desk", catalog=root)
    assert (run.returncode, run.stdout) == (2, "")
    assert "decisions/desk.toml cannot be read: `vcompare check` says why" in run.stderr


def test_a_block_of_sync(vcompare: Run, root: Path, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- vcompare: decide desk --limit 1 -->\n<!-- /vcompare -->\n")
    run = vcompare("sync", str(page), catalog=root)
    assert run.returncode == 0, run.stderr
    assert "| opus |" in page.read_text()
    assert vcompare("sync", "--check", str(page), catalog=root).returncode == 0
    page.write_text("<!-- vcompare: decide dsk -->\n<!-- /vcompare -->\n")
    assert 'there is no decision "dsk"' in vcompare("sync", str(page), catalog=root).stderr


def test_no_tool_is_left(vcompare: Run, root: Path) -> None:
    run = vcompare("decide", "desk", "--where", "context>=9M", catalog=root)
    assert (run.returncode, run.stdout) == (1, "")
    assert "no tool is left to decide between" in run.stderr


def test_a_sentence_names_few_of_many_tools(vcompare: Run) -> None:
    shown = vcompare("decide", "--weight", "score=1", env={"COLUMNS": "400"}).stdout
    [first] = [line for line in shown.splitlines() if "share the first rank" in line]
    assert re.search(r"; [^,]+, [^,]+, [^,]+ and \d\d others share the first rank\.$", first)


def test_a_cost_is_called_one_and_weights_have_their_share(vcompare: Run) -> None:
    weights = ["--weight", "cost.support=1:400:20", "--weight", "context=1:200k:1M"]
    shown = vcompare("decide", *weights, "--where", "vendor=OpenAI", env={"COLUMNS": "200"}).stdout
    assert "Cost of Support desk (weight 1, 50%)" in shown
    shares = re.findall(r"than ([\d.]+) \(([\d.]+)% of all weight; now 1\)", shown)
    assert shares
    for weight, share in shares:
        assert float(share) == pytest.approx(100 * float(weight) / (1 + float(weight)), abs=0.1)


def test_a_list_filters_and_sorts_by_all_criteria(vcompare: Run, root: Path) -> None:
    files = {"nova": (900_000, 9), "rook": (150_000, 1), "sage": (400_000, 4)}
    for slug, (context, price) in files.items():
        text = f'name = "{slug}"\ntagline = "T"\ncategory = "Language models"\n[specs]\ncontext = {context}\n'
        (root / f"tools/{slug}.toml").write_text(f"{text}[pricing.rates]\ninput = {price}\n")
    worths = {one["slug"]: one["low"] for one in decided(vcompare, root, "desk")["results"]}
    best = sorted(worths, key=lambda slug: -Fraction(worths[slug]))
    some = [slug for slug in best if Fraction(worths[slug]) >= Fraction("0.5")]
    for cache in ([], ["--no-cache"], []):
        words = ["list", "--sort", "-worth.desk", "-f", "slugs", *cache]
        assert vcompare(*words, catalog=root).stdout.split() == best
        assert vcompare(*words, "--limit", "2", catalog=root).stdout.split() == best[:2]
        assert vcompare(*words, "--where", "worth.desk>=0.5", catalog=root).stdout.split() == some
    assert 0 < len(some) < len(best)


def test_a_list_filters_by_the_worth_of_weighed_panelists(vcompare: Run, make_catalog: MakeCatalog) -> None:
    from tests.conftest import REVIEW, TOOL

    text = 'label = "Panel"\n[criteria."reviews.builder.score"]\nweight = 1\n'
    files = {f"tools/{slug}.toml": TOOL.format(name=slug) for slug in "ab"}
    reviews = {
        f"reviews/{slug}/builder.toml": REVIEW.format(verdict="ship", score=score)
        for slug, score in {"a": 40, "b": 90}.items()
    }
    root = make_catalog({**files, **reviews, "decisions/panel.toml": text})
    for cache in ([], ["--no-cache"]):
        words = ["list", "--where", "worth.panel>=0.5", "-f", "slugs", *cache]
        assert vcompare(*words, catalog=root).stdout == "b\n"


def test_what_makes_the_winner_uncertain_is_in_the_words_of_its_field(vcompare: Run, root: Path) -> None:
    shown = " ".join(vcompare("decide", "desk", catalog=root, env={"COLUMNS": "200"}).stdout.split())
    assert "Kimi's Input is not known for certain: at about $" in shown
    assert " or less, Kimi leads." in shown


def test_a_margin_is_certain(vcompare: Run, root: Path) -> None:
    """Of a tool whose input is unknown, only what it may be worth at most counts."""
    words = ["decide", "--weight", "context=3:100k:300k", "--weight", "input=1:100:0"]
    run = vcompare(*words, catalog=root, env={"COLUMNS": "200"})
    found = decided(vcompare, root, *words[1:])
    assert found["certain"] is None or "leads by at least" in run.stdout
    kimi, opus = ({one["slug"]: one for one in found["results"]}[slug] for slug in ("kimi", "opus"))
    assert found["certain"] == "kimi"
    margin = Fraction(kimi["low"]) - Fraction(opus["high"])
    assert f"Kimi leads by at least {float(margin):.2f}, whatever the unknown values are." in run.stdout


def test_tools_that_are_level(vcompare: Run, root: Path) -> None:
    (root / "tools/twin.toml").write_text(
        (root / "imported/upstream/opus.toml").read_text().partition("\n")[2]
    )
    (root / "tools/opus.toml").unlink()
    shown = vcompare("decide", "--weight", "input=1:10:0", "--where", "input<=5", catalog=root).stdout
    assert "is level with the winner." in shown
    assert "0.0%" not in shown


def test_a_file_that_cannot_be_read_is_named_for_its_worth_and_costs(vcompare: Run, root: Path) -> None:
    (root / "decisions/desk.toml").write_text("label =\n")
    (root / "workloads/support.toml").write_text("label =\n")
    for column, file in {
        "worth.desk": "decisions/desk.toml",
        "cost.support": "workloads/support.toml",
    }.items():
        run = vcompare("list", "--columns", column, catalog=root)
        assert (run.returncode, run.stdout) == (2, "")
        assert f"hint: {file} cannot be read: `vcompare check` says why" in run.stderr


def test_a_share_is_worth_what_it_says(vcompare: Run, make_catalog: MakeCatalog) -> None:
    """Lists are sorted by the votes behind a share, too; a decision takes the share alone."""
    from tests.conftest import REVIEW, TOOL

    verdicts = {"builder": "ship", "skeptic": "skip"}
    reviews = {f"reviews/a/{who}.toml": REVIEW.format(verdict=one, score=50) for who, one in verdicts.items()}
    votes = {"votes/a.toml": "[tally]\nship = 3\nskip = 1\n"}
    root = make_catalog({"tools/a.toml": TOOL.format(name="A"), **reviews, **votes})
    for field, worth in {"panel.ship_percent": "1/2", "community.ship_percent": "3/4"}.items():
        [result] = decided(vcompare, root, "--weight", f"{field}=1")["results"]
        assert (result["low"], result["high"]) == (worth, worth)


def test_a_cost_of_at_least_so_much_may_be_any_more(vcompare: Run, root: Path) -> None:
    (root / "workloads/support.toml").write_text(f"{WORKLOAD}cache-read = 0\noutput = 1_000\n")
    for path in [*root.glob("imported/*/*.toml")]:
        path.write_text("\n".join(one for one in path.read_text().splitlines() if "output" not in one))
    found = decided(vcompare, root, "--weight", "cost.support=1:100:0", "--no-cache")
    assert ("0", "1/2") in {(one["low"], one["high"]) for one in found["results"]}


def test_the_answer_without_the_cache_is_the_same(vcompare: Run, root: Path) -> None:
    weights = ["--weight", "cost.support=1:100:0", "--weight", "input=1:10:0"]
    days = ["--weight", "added=1:2020-01-01:2026-01-01"]
    for words in (["desk"], weights, days, ["desk", "--where", "vendor~a"]):
        both = [
            vcompare("decide", *words, *more, "-f", "json", catalog=root) for more in ([], ["--no-cache"])
        ]
        assert both[0].stdout == both[1].stdout
        assert both[0].returncode == both[1].returncode == 0


def test_of_many_only_some_are_named(vcompare: Run, make_catalog: MakeCatalog) -> None:
    from tests.conftest import TOOL

    root = make_catalog({f"tools/t{at}.toml": TOOL.format(name=f"Tool {at}") for at in range(20)})
    text = vcompare("decide", "--weight", "community.ship_percent=1", catalog=root).stdout
    assert "17 others share the first rank." in " ".join(text.split())


def test_days_are_anchors_on_the_command_line_and_in_files(vcompare: Run, root: Path) -> None:
    tool = root / "tools/opus.toml"
    tool.write_text(f"added = 2024-01-01\n{tool.read_text()}")
    typed = decided(vcompare, root, "--weight", "added=1:2023-01-01:2025")
    (root / "decisions/day.toml").write_text(
        'label = "Day"\n[criteria.added]\nweight = 1\nworst = 2023-01-01\nbest = 2025-12-31\n'
    )
    assert typed["results"] == decided(vcompare, root, "day")["results"]
    assert {one["low"] for one in typed["results"] if one["slug"] == "opus"} == {"1/3"}


def test_huge_weights_are_exact_and_short(vcompare: Run, root: Path) -> None:
    words = ["--weight", "input=1e30:100:0", "--weight", "context=1e308:1:1000000"]
    assert [one["weight"] for one in decided(vcompare, root, *words)["criteria"]] == [
        str(10**30), str(10**308),
    ]  # fmt: skip
    shown = vcompare("decide", *words, catalog=root)
    assert "(weight 1e+30, 0%)" in " ".join(shown.stdout.split()).replace(".00", "")
    assert "0" * 40 not in shown.stdout


def test_bars_have_letters_and_shares_of_all_weight(vcompare: Run, root: Path) -> None:
    shown = vcompare("decide", "desk", "--color", "never", catalog=root, env={"COLUMNS": "120"}).stdout
    assert re.search(r"^opus +1 +0\.\d\d +A +█+▓+ ", shown, re.MULTILINE)
    assert re.search(r"^kimi +1 +0\.\d\d–0\.\d\d +B +█+·+ ", shown, re.MULTILINE)
    assert "█ Context window (weight 1, 33%); ▓ Input (weight 2, 67%); · more" in shown
    colored = vcompare("decide", "desk", "--color", "always", catalog=root).stdout
    assert re.search(r"\x1b\[36mA\x1b", colored)
    assert re.search(r"\x1b\[36m█", colored)


def test_what_is_left_out_of_a_narrow_terminal_is_named(vcompare: Run, root: Path) -> None:
    shown = vcompare("decide", "desk", catalog=root, env={"COLUMNS": "30"}).stdout
    assert "Left out to fit: Parts and Name" in " ".join(shown.split())


def test_a_page_has_the_bars(vcompare: Run, root: Path) -> None:
    page = vcompare("decide", "desk", "--format", "html", catalog=root).stdout
    assert page.count('<svg viewBox="0 0 100 10" preserveAspectRatio="none" class="stack tool-') == 2
    assert 'class="open"' in page


def test_show_has_what_tools_are_worth(vcompare: Run) -> None:
    done = vcompare(
        "show", "claude-4-api", "azure-ai-foundry", "--decision", "what-to-ship", "--format", "json"
    )
    payload = json.loads(done.stdout)
    (worth,) = [one for one in payload["differences"] if one["field"] == "worth.what-to-ship"]
    assert worth == {"field": "worth.what-to-ship", "values": ["167/200", "153/200"], "best": 0}
    assert payload["decisions"]["what-to-ship"]["flips"][0]["criterion"] == "reviews.founder.score"
    assert "0.00–1.00" in vcompare("show", "modal", "--decision", "what-to-ship").stdout


def test_a_draft_says_who_leads_by_how_much_and_what_would_flip_it(vcompare: Run) -> None:
    words = ("export", "claude-4-api", "azure-ai-foundry", "--decision", "claude 4 api or azure ai foundry")
    draft = vcompare(*words).stdout
    assert "## Claude 4 API or Azure AI Foundry\n\n- Claude 4 API leads by 0.07." in draft
    assert "when Founder weighs more than 15 (83.3% of all weight; now 1)" in draft
    assert "vcompare: export claude-4-api azure-ai-foundry --decision what-to-ship sha256:" in draft
    assert "<h2>Claude 4 API or Azure AI Foundry</h2>" in vcompare(*words, "--format", "html").stdout
    none = vcompare("export", "modal", "hf-hub-deploy", "--decision", "what-to-ship").stdout
    assert "It is between none of these tools." in none


def test_a_decision_that_there_is_not_is_told_where_it_is_named(vcompare: Run) -> None:
    for command in (("show", "modal"), ("export", "modal", "claude-4-api")):
        done = vcompare(*command, "--decision", "what-to-shop")
        assert done.returncode == 2
        assert "what-to-ship" in done.stderr


def test_reviewers_weigh_the_same_with_and_without_the_cache(vcompare: Run, tmp_path: Path) -> None:
    """The cache keeps what single reviewers say; what it does not keep is read from the files."""
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    asked = (
        ("decide", "what-to-ship"),
        ("decide", "--weight", "reviews.builder.score=1", "--weight", "reviews.founder.score=2"),
        ("decide", "--weight", "reviews.builder.score=1", "--where", "description~Azure"),
        (
            "list",
            "--sort",
            "-reviews.builder.score",
            "--columns",
            "slug,reviews.builder.score,reviews.builder.date",
        ),
        ("list", "--where", "reviews.builder.verdict=ship", "--columns", "slug,reviews.builder.summary"),
        ("list", "--sort", "-worth.what-to-ship", "--columns", "slug,worth.what-to-ship", "--limit", "5"),
        ("cost", "--workload", "support", "--where", "reviews.skeptic.score>=50"),
    )
    for words in asked:
        plain = vcompare(*words, "--format", "csv", "--no-cache", env=cache)
        assert plain.returncode in {0, 1}
        for _ in range(2):
            assert vcompare(*words, "--format", "csv", env=cache).stdout == plain.stdout, words
