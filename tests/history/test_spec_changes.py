"""Specs over time, through the real program: what `diff`, `history` and `digest` say of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SETTINGS, Run
from tests.history.repositories import Repository, tool

CONTEXT = '[specs.context]\nlabel = "Context window"\nkind = "quantity"\nunit = "tokens"\nbetter = "higher"\n'
OTHERS = """
[specs.load]
label = "Load"
kind = "quantity"
unit = "%"
[specs.open-weights]
label = "Open weights"
kind = "flag"
[specs.size]
label = "API size"
kind = "choice"
choices = ["small", "large"]
[specs.license]
label = "License"
kind = "text"
[specs.inputs]
label = "Inputs"
kind = "list"
[specs.knowledge]
label = "Knowledge cutoff"
kind = "date"
[specs.page]
label = "Page"
kind = "link"
"""
DECLARED = f"{SETTINGS}{CONTEXT}{OTHERS}"


def quill(specs: str) -> dict[str, str | bytes | None]:
    return {"tools/quill.toml": f"{tool('Quill')}[specs]\n{specs}\n"}


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def compared(vcompare: Run, made: Repository) -> tuple[list[dict[str, Any]], str, str]:
    """Return the changes of the last commit: as JSON, as a table, and as the sentence of a digest."""
    at = ("HEAD~1", "HEAD")
    found = vcompare("diff", *at, "-f", "json", catalog=made.root)
    assert (found.returncode, found.stderr) == (0, "")
    table = vcompare("diff", *at, catalog=made.root, env={"COLUMNS": "160"}).stdout
    since = ("digest", "--since", "HEAD~1", "--today", "2026-11-20")
    digest = vcompare(*since, catalog=made.root)
    assert digest.returncode == 0, digest.stderr
    feed = vcompare(*since, "-f", "atom", catalog=made.root)
    mail = vcompare(*since, "-f", "eml", "--from", "a@b.example", "--to", "c@b.example", catalog=made.root)
    assert (feed.returncode, mail.returncode) == (0, 0), feed.stderr + mail.stderr
    return json.loads(found.stdout)["changes"], table, digest.stdout


@pytest.mark.parametrize(
    ("before", "after", "sides", "trend", "row", "sentence"),
    [
        ("context = 200_000", "context = 1_000_000", (200_000, 1_000_000), "up", "200k → 1M +400%",
         "the context window rose from 200k to 1M (+400%)"),
        ("context = 1_048_576", "context = 1_050_000", (1_048_576, 1_050_000), "up",
         "1,048,576 tokens → 1,050,000 tokens +0.1%",
         "the context window rose from 1,048,576 tokens to 1,050,000 tokens (+0.1%)"),
        ("context = 1_000_000", "context = 1_000_001", (1_000_000, 1_000_001), "up",
         "1,000,000 tokens → 1,000,001 tokens",
         "the context window rose from 1,000,000 tokens to 1,000,001 tokens"),
        ("", "context = 200_000", (None, 200_000), None, "unknown → 200k", "context window now known: 200k"),
        ("context = 200_000", "", (200_000, None), None, "200k → unknown",
         "context window no longer known, after 200k"),
        ("context = 200_000", "context = { none = true }", (200_000, "none"), None, "200k → none",
         "the context window changed from 200k to none"),
        ("context = 0", "context = 5", (0, 5), "up", "0 → 5", "the context window rose from 0 to 5"),
        ("context = 60", "context = { at_least = 80, at_most = 120 }",
         (60, {"at_least": 80, "at_most": 120}), "up", "60 → 80–120", "the context window rose from 60 to 80–120"),
        ("context = { at_least = 80 }", "context = { at_least = 100 }",
         ({"at_least": 80, "at_most": None}, {"at_least": 100, "at_most": None}), None,
         "at least 80 → at least 100", "the context window changed from at least 80 to at least 100"),
        ("load = 50.1", "load = 50.3", (50.1, 50.3), "up", "50.1% → 50.3% +0.2 points",
         "the load rose from 50.1% to 50.3% (+0.2 points)"),
        ("open-weights = false", "open-weights = true", (False, True), None, "no → yes",
         "the open weights changed from no to yes"),
        ('size = "small"', 'size = "large"', ("small", "large"), "up", "small → large",
         "API size changed from small to large"),
        ('license = "MIT"', 'license = "Apache-2.0"', ("MIT", "Apache-2.0"), None, "MIT → Apache-2.0",
         "the license changed from “MIT” to “Apache-2.0”"),
        ('inputs = ["text"]', 'inputs = ["text", "image"]', (["text"], ["text", "image"]), None,
         "text → text, image", "the inputs changed from text to text, image"),
        ('knowledge = "2025-03"', "knowledge = 2025-09-01", ("2025-03", "2025-09-01"), "up",
         "2025-03 → 2025-09-01", "the knowledge cutoff changed from 2025-03 to 2025-09-01"),
        ('knowledge = "2025-03"', "knowledge = 2025-03-14", ("2025-03", "2025-03-14"), None,
         "2025-03 → 2025-03-14", "the knowledge cutoff changed from 2025-03 to 2025-03-14"),
        ('page = "https://a.example"', 'page = "https://b.example"', ("https://a.example", "https://b.example"),
         None, "https://a.example → https://b.example",
         "the page changed from https://a.example to https://b.example"),
    ],
)  # fmt: skip
def test_a_change_of_every_kind(
    vcompare: Run,
    made: Repository,
    before: str,
    after: str,
    sides: tuple[Any, Any],
    trend: str | None,
    row: str,
    sentence: str,
) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **quill(before)})
    made.commit("2026-11-02", quill(after))
    (change,), table, digest = compared(vcompare, made)
    assert (change["kind"], change["before"], change["after"], change["trend"]) == ("specs", *sides, trend)
    assert row in " ".join(table.split())
    assert f"Quill**: {sentence} (2026-11-03)." in digest.replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")
    history = json.loads(vcompare("history", "quill", "-f", "json", catalog=made.root).stdout)["states"]
    assert history[-1]["changes"] == [change]
    assert row in " ".join(
        vcompare("history", "quill", catalog=made.root, env={"COLUMNS": "160"}).stdout.split()
    )


def test_evidence_is_no_change(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **quill("context = 200_000")})
    fact = 'context = { value = 200_000, checked = 2026-11-02, source = "https://a.example", quote = "200k" }'
    made.commit("2026-11-02", quill(fact))
    changes, table, digest = compared(vcompare, made)
    assert changes == []
    assert "nothing changed that a reader sees" in table
    assert "Nothing changed" in digest


def test_a_declaration_is_told_once(vcompare: Run, made: Repository) -> None:
    tools = {f"tools/{name}.toml": tool(name.title()) for name in ("ink", "nib")}
    made.commit("2026-11-01", tools)
    filled = {path: f"{text}[specs]\ncontext = 5\n" for path, text in tools.items()}
    made.commit("2026-11-02", {"catalog.toml": SETTINGS + CONTEXT, **filled})
    (change,), table, digest = compared(vcompare, made)
    assert change == {
        "kind": "declaration", "tool": None, "name": None, "reviewer": None, "field": "specs.context",
        "before": None, "after": "Context window", "trend": None,
    }  # fmt: skip
    assert "Spec `context` none → Context window" in " ".join(table.split())
    assert "**the catalog**: “Context window” is compared now (2026-11-03)." in digest
    assert "1 change to the list of specs." in digest
    # The history of a tool, which is not that of the catalog, has its first value.
    states = json.loads(vcompare("history", "ink", "-f", "json", catalog=made.root).stdout)["states"]
    assert [(one["before"], one["after"]) for one in states[-1]["changes"]] == [(None, 5)]

    made.commit("2026-11-03", {"catalog.toml": SETTINGS})
    (change,), table, digest = compared(vcompare, made)
    assert (change["before"], change["after"]) == ("Context window", None)
    assert "“Context window” is no longer compared" in digest


@pytest.mark.parametrize(
    ("old", "new", "row", "sentence"),
    [
        ('unit = "tokens"', 'unit = "words"', "Unit of context window tokens → words",
         "“Context window” now has the unit “words”, after “tokens”"),
        ('unit = "tokens"\n', "", "Unit of context window tokens → none",
         "“Context window” has no unit any more, after “tokens”"),
        ('label = "Context window"', 'label = "Context"', "Label of `context` Context window → Context",
         "“Context window” is now called “Context”"),
        ('"higher"', '"lower"', "Better of context window higher → lower",
         "“Context window” now has the better value “lower”, after “higher”"),
    ],
)  # fmt: skip
def test_a_spec_that_is_declared_otherwise(
    vcompare: Run, made: Repository, old: str, new: str, row: str, sentence: str
) -> None:
    made.commit("2026-11-01", {"catalog.toml": SETTINGS + CONTEXT, **quill("context = 200_000")})
    made.commit("2026-11-02", {"catalog.toml": SETTINGS + CONTEXT.replace(old, new)})
    (change,), table, digest = compared(vcompare, made)
    assert change["kind"] == "declaration"
    assert row in " ".join(table.split())
    assert sentence in digest


def test_values_under_another_kind_are_not_compared(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-01", {"catalog.toml": SETTINGS + CONTEXT, **quill("context = 200_000")})
    text = '[specs.context]\nlabel = "Context window"\nkind = "text"\n'
    made.commit("2026-11-02", {"catalog.toml": SETTINGS + text, **quill('context = "200k tokens"')})
    changes, *_ = compared(vcompare, made)
    assert {one["field"] for one in changes} == {
        "specs.context.kind", "specs.context.unit", "specs.context.better",
    }  # fmt: skip
    made.commit("2026-11-03", quill('context = "1M tokens"'))
    (change,), *_ = compared(vcompare, made)
    assert (change["before"], change["after"]) == ("200k tokens", "1M tokens")


def test_a_value_that_was_there_before_its_declaration_is_not_news_later(
    vcompare: Run, made: Repository
) -> None:
    made.commit("2026-11-01", quill("context = 200_000"))
    made.commit("2026-11-02", {"catalog.toml": SETTINGS + CONTEXT})
    named = "vendor = 'Nib'\n" + tool("Quill") + "[specs]\ncontext = 200_000\n"
    made.commit("2026-11-03", {"tools/quill.toml": named})
    states = json.loads(vcompare("history", "quill", "-f", "json", catalog=made.root).stdout)["states"]
    assert [one["field"] for one in states[-1]["changes"]] == ["vendor"]
    digest = json.loads(vcompare("digest", "--since", "HEAD~2", "-f", "json", catalog=made.root).stdout)
    fields = {one["field"] for event in digest["events"] for one in event["changes"]}
    assert fields == {"specs.context", "vendor"}
    assert {one["field"] for one in digest["changes"]} == fields


def test_the_larger_share_comes_first(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-01", {"catalog.toml": DECLARED, **quill("context = 1_000_000\nload = 1")})
    made.commit("2026-11-02", quill("context = 1_100_000\nload = 3"))
    changes, *_ = compared(vcompare, made)
    assert [one["field"] for one in changes] == ["specs.load", "specs.context"]
