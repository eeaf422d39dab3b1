"""What holds for every rule: its examples, its page, and how it is silenced."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.checks.rules.support import (
    BUILDER,
    CATALOG,
    HERE,
    NIB,
    QUILL,
    REVIEW,
    SETTINGS,
    TODAY,
    TOOL,
    VOTES,
    Examples,
    assert_found_here,
    reported,
    spec,
    write,
)
from tests.conftest import Run
from vcompare.checks import rules
from vcompare.checks.rule import Rule
from vcompare.checks.rules import BY_NAME, RULES
from vcompare.checks.runner import check

COMPANY = {
    "slug-collision": {"bad-slug"},  # one of two paths that differ in case only is no slug
}
"""The rules that cannot but find something where another does, besides missing-review."""

NOT_READ = {
    "toml-syntax",
    "merge-conflict",
    "not-utf8",
    "too-large",
    "not-a-file",
    "unreadable-file",
    "unexpected-file",
}
NO_PLACE_FOR_ALLOW = {
    *("orphan-votes", "bad-declaration", "ambiguous-spec", "unused-spec", "gone-upstream", "edited-import"),
    *("bad-decision", "unknown-tool", "empty-decision", "orphan-outcome"),
    *("bad-recipe", "bad-workload", "unpriced-meter", "unused-meter", "unused-currency", "stale-currency"),
}


def in_reviews(text: str) -> dict[str, str]:
    return {QUILL: TOOL, BUILDER: REVIEW + text}


def in_quill(text: str) -> Examples:
    return {QUILL: TOOL + text}


PRICED = TOOL + '[pricing]\nsummary = "Nine euros a month"\n'
NIB_TOOL = TOOL.replace("Quill", "Nib")
BAD: dict[str, Examples] = {
    "not-utf8": {QUILL: TOOL.replace("Quill", "Qu\xefll").encode("latin-1")},
    "too-large": in_quill("#" * 262_144),
    "unreadable-file": {"tools/refused.toml": TOOL},
}
"""What no page of `explain` can show."""
GOOD: dict[str, Examples] = {
    "not-utf8": {QUILL: TOOL.replace("Quill", "Qu\xefll").encode()},
    "too-large": in_quill("#" * 1_000),
    "toml-syntax": in_quill('description = "An end."\n'),
    "merge-conflict": in_quill('description = """\nTools\n=======\n"""\n'),
    "unexpected-file": {QUILL: TOOL, "tools/.quill.toml.swp": "", "README.md": ""},
    "unknown-key": in_quill('best_for = "Novels"\n'),
    "wrong-type": in_reviews("date = 2026-01-02\n"),
    "bad-slug": {"tools/quill-2.toml": TOOL},
    "slug-collision": {QUILL: TOOL, "tools/quill-2.toml": NIB_TOOL},
    "duplicate-name": {QUILL: TOOL, "tools/other.toml": NIB_TOOL},
    "duplicate-alias": {
        QUILL: TOOL + 'aliases = ["the long editor"]\n',
        NIB: NIB_TOOL + 'aliases = ["the short editor"]\n',
    },
    "unknown-reviewer": in_reviews(""),
    "missing-review": in_reviews(""),
    "orphan-review": in_reviews(""),
    "orphan-votes": {QUILL: TOOL, VOTES: '[ballots]\nana = "ship"\n'},
    "copied-review": in_reviews("")
    | {NIB: NIB_TOOL, "reviews/nib/builder.toml": REVIEW.replace("Long", "Short")},
    "unsafe-text": in_quill('vendor = "Inc. 👩\u200d💻"\n'),
    "raw-html": in_quill('description = "An **editor** for `<b>`; 1 < 2."\n'),
    "unsafe-link": in_quill('description = "See [this](https://example.com)."\n'),
    "surrounding-space": in_quill('vendor = "Quill Ltd"\n'),
    "placeholder-text": in_quill('best_for = "Novels"\n'),
    "unsourced-pricing": {QUILL: PRICED + 'source = "https://example.com/prices"\n'},
    "undated-pricing": {QUILL: PRICED + "checked = 2026-11-01\n"},
    "stale-pricing": {QUILL: PRICED + "checked = 2026-11-01\n"},
    "stale-review": in_reviews("date = 2026-11-01\n"),
    "future-date": in_quill("retired = 2062-11-01\n"),
    "date-order": in_quill("added = 2025-05-01\nretired = 2026-06-01\n"),
    "verdict-score-mismatch": in_reviews("score = 50\n"),
    "unknown-rule": in_quill('allow = ["missing-review"]\n'),
    "unused-allow": in_quill('allow = ["missing-review"]\n'),
}
"""Small catalogs close to the examples that a rule finds nothing in; TOOL alone where there is none."""

every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])


def bad(rule: Rule) -> Examples:
    """Return a catalog with the example of a rule; a review is of a tool."""
    context = (
        {}
        if rule.name == "orphan-review"
        or any(path in rule.example for path in (QUILL, "tools/Quill 2.toml", "tools/quill.tml"))
        else {QUILL: TOOL}
    )
    return BAD.get(rule.name) or {**context, **rule.example}


@pytest.fixture(autouse=True)
def _refused(monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: Any, *rest: Any, **options: Any) -> int:
        if str(path).endswith("refused.toml"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return real(path, *rest, **options)

    monkeypatch.setattr(os, "open", refuse)


def with_settings(files: Examples, setting: str, rule: str) -> Examples:
    settings = files.get("catalog.toml", SETTINGS)
    assert isinstance(settings, str)
    return {**files, "catalog.toml": f'{settings}\n[check]\n{setting} = ["{rule}"]\n'}


def allowing(files: Examples, rule: str) -> Examples:
    """Allow a rule in every file of a tool or a review."""
    allowed: dict[str, str | bytes] = {}
    for path, content in files.items():
        assert isinstance(content, str)
        if not path.startswith(("tools/", "reviews/")):
            allowed[path] = content
        elif "allow = [" in content:
            allowed[path] = content.replace("allow = [", f'allow = ["{rule}", ')
        else:
            allowed[path] = f'allow = ["{rule}"]\n{content}'
    return allowed


@every_rule
def test_the_bad_example_has_it_and_nothing_else(tmp_path: Path, rule: Rule) -> None:
    findings = check(write(tmp_path, bad(rule)), today=TODAY).diagnostics
    names = {finding.rule for finding in findings}
    assert rule.name in names
    assert names - {rule.name, "missing-review"} == COMPANY.get(rule.name, set())
    assert all(finding.severity == BY_NAME[finding.rule].severity for finding in findings)
    assert all(finding.hint for finding in findings)


@every_rule
def test_the_good_example_has_none_of_it(tmp_path: Path, rule: Rule) -> None:
    assert reported(rule.name, write(tmp_path, GOOD.get(rule.name, {QUILL: TOOL}))) == []


@every_rule
def test_its_page_is_written(rule: Rule) -> None:
    for text in (rule.finds, rule.why, rule.fix):
        assert text.strip() == text != ""
    assert not rule.finds.endswith(".")
    assert rule.why.endswith(".")
    assert rule.fix.endswith(".")


@every_rule
def test_the_program_explains_it(vcompare: Run, rule: Rule) -> None:
    result = vcompare("explain", rule.name, catalog=None)
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"{rule.name} ({rule.severity})\n")


@every_rule
@pytest.mark.parametrize(
    ("setting", "severities"), [("ignore", set()), ("warn", {"warning"}), ("error", {"error"})]
)
def test_a_catalog_sets_its_severity(tmp_path: Path, rule: Rule, setting: str, severities: set[str]) -> None:
    root = write(tmp_path, with_settings(bad(rule), setting, rule.name))
    assert {finding.severity for finding in reported(rule.name, root)} == severities


@pytest.mark.parametrize(
    "name", [rule.name for rule in RULES if rule.name not in NOT_READ | NO_PLACE_FOR_ALLOW]
)
def test_a_file_allows_it(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, allowing(bad(BY_NAME[name]), name))
    assert reported(name, root) == []
    # It is what the file allows that makes the difference, not the line that is added.
    other = "raw-html" if name != "raw-html" else "unsafe-link"
    assert reported(name, write(tmp_path, allowing(bad(BY_NAME[name]), other)))


@pytest.mark.parametrize("name", sorted(NOT_READ))
def test_a_file_that_cannot_be_read_allows_nothing(tmp_path: Path, name: str) -> None:
    files: Iterable[tuple[str, str | bytes]] = bad(BY_NAME[name]).items()
    allow = f'allow = ["{name}"]\n'
    allowed = {
        path: content if path.endswith("/x") else allow + content
        if isinstance(content, str)
        else allow.encode() + content
        for path, content in files
    }  # fmt: skip
    assert len(reported(name, write(tmp_path, allowed))) == 1


def test_a_rule_is_named_by_its_files_and_its_test() -> None:
    here, there = Path(__file__).parent, Path(rules.__path__[0])
    names = {rule.name.replace("-", "_") for rule in RULES}
    assert {path.stem for path in there.glob("*.toml")} == names
    looking = {rule.name.replace("-", "_") for rule in RULES if rule.kinds or rule.across_files}
    assert {path.stem for path in there.glob("*.py")} == looking | {"__init__", "strings"}
    assert {path.name for path in here.glob("test_*.py")} == {
        f"test_{name}.py" for name in names | {"every_rule", "toml_suite"}
    }


def test_rules_are_listed_once_and_in_order(vcompare: Run) -> None:
    assert len(BY_NAME) == len(RULES) >= 27
    names = [line.split()[0] for line in vcompare("explain", catalog=None).stdout.splitlines()]
    assert [name for name in names if name in BY_NAME] == [rule.name for rule in RULES]


SPECS = """\
[sources.specs]
url = "https://example.com"
checked = 2026-11-01
title = {title}
[specs]
license = {{ value = {value}, quote = {quote}, note = {note} }}
tags = [{item}]
"""
SPEC_SETTINGS = (
    SETTINGS
    + spec("license", "text", "asks = {asks}\n")
    + spec("tags", "list").replace('label = "tags"', "label = {label}")
)


@pytest.mark.parametrize(
    ("rule", "text"),
    [("unsafe-text", "a\\u202eb"), ("surrounding-space", " a"), ("placeholder-text", "TODO")],
)
@pytest.mark.parametrize("place", ["title", "value", "quote", "note", "item", "asks", "label"])
def test_rules_about_text_look_at_specs_and_what_they_rest_on(
    tmp_path: Path, rule: str, text: str, place: str
) -> None:
    good = dict.fromkeys(("title", "value", "quote", "note", "item", "asks", "label"), '"Fine"')
    for texts, number in ((good, 0), (good | {place: f'{HERE}"{text}"'}, 1)):
        files = {CATALOG: SPEC_SETTINGS.format(**texts), QUILL: TOOL + SPECS.format(**texts)}
        assert_found_here(tmp_path, rule, files)
        assert len(reported(rule, tmp_path / "catalog")) == number
