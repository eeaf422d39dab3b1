"""`vcompare explain` and `vcompare schema`."""

import json

import pytest
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run


def test_the_list(vcompare: Run, snapshot: SnapshotAssertion) -> None:
    result = vcompare("explain")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout == snapshot


def test_a_page(vcompare: Run, snapshot: SnapshotAssertion) -> None:
    assert vcompare("explain", "stale-pricing").stdout == snapshot


def test_case_does_not_count(vcompare: Run) -> None:
    assert vcompare("explain", "Stale-Pricing").stdout == vcompare("explain", "stale-pricing").stdout


def test_an_unknown_rule(vcompare: Run) -> None:
    result = vcompare("explain", "stale-price")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == 'error: there is no rule "stale-price"\nhint: did you mean `stale-pricing`?\n'


def test_all_rules_that_begin_alike_are_named(vcompare: Run) -> None:
    hint = "did you mean `stale-currency`, `stale-pricing`, `stale-review` or `stale-spec`?"
    for words in (["explain", "stale"], ["check", "--select", "stale"]):
        assert vcompare(*words).stderr == f'error: there is no rule "stale"\nhint: {hint}\n'


@pytest.mark.parametrize("kind", ["catalog", "tool", "review", "votes"])
def test_schemas(vcompare: Run, snapshot: SnapshotAssertion, kind: str) -> None:
    result = vcompare("schema", kind)
    assert json.loads(result.stdout)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert result.stdout == snapshot


def test_an_unknown_kind(vcompare: Run) -> None:
    result = vcompare("schema", "tols")
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith(
        'error: the kind must be one of catalog, tool, review, votes, outcomes, workload, decision, recipe, imported, import, not "tols"\nhint: did you mean `tool`?'
    )
