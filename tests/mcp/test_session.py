"""Answers without a client: what each is made from, what stops it, and what errors say to an assistant."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SAMPLE, MakeCatalog
from vcompare.errors import VcompareError
from vcompare.mcp.bounds import LIMIT, tokens
from vcompare.mcp.session import CancelledError, Session, explained


def said(session: Session, name: str, /, **arguments: object) -> str:
    with pytest.raises((VcompareError, ExceptionGroup)) as caught:
        session.call(name, arguments)
    return explained(caught.value)


def test_work_stops_once_nobody_waits_for_it(tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        Session(SAMPLE, lambda: tmp_path).call("find_tools", {}, lambda: True)


def test_two_at_once_without_a_cache_yet_have_the_same_answer(tmp_path: Path) -> None:
    session = Session(SAMPLE, lambda: tmp_path)
    calls: list[tuple[str, dict[str, Any]]] = [
        ("find_tools", {"text": "voice"}),
        ("find_tools", {"where": ["score>=80"]}),
        ("cost", {"workload": "support"}),
    ]
    with ThreadPoolExecutor(6) as pool:
        found = [*pool.map(lambda call: session.call(*call), calls * 2)]
    assert found[:3] == found[3:]
    assert found == [session.call(*call) for call in calls * 2]


def test_a_catalog_that_lacks_what_is_asked_for_says_what_to_write(make_catalog: MakeCatalog) -> None:
    session = Session(make_catalog({}))
    message = said(session, "cost", workload="support")
    assert "has no meters" in message
    assert '[meters.input]\nlabel = "Input"' in message
    assert "give `weights`" in said(session, "decide", decision="x")
    assert "--" not in said(session, "decide")


def test_a_workload_that_is_missing_can_be_given(tmp_path: Path) -> None:
    root = shutil.copytree(
        SAMPLE, tmp_path / "catalog", ignore=shutil.ignore_patterns("workloads", "decisions")
    )
    message = said(Session(root), "cost")
    assert "give `each` or `month`" in message
    assert "`vcompare" not in message


def test_tools_that_cannot_be_read_are_noted(make_catalog: MakeCatalog) -> None:
    tool = 'name = "One"\ntagline = "T"\ncategory = "Tools"\n'
    session = Session(make_catalog({"tools/one.toml": tool, "tools/two.toml": "name = "}))
    found = session.call("find_tools", {})
    assert [one["slug"] for one in found.payload["tools"]] == ["one"]
    assert found.payload["notes"] == ["1 tool cannot be read; `vcompare check` says why"]


def test_names_are_exact_where_that_is_asked_for() -> None:
    assert Session(SAMPLE).call("compare_tools", {"tools": ["opus 4.7", "modal"]})
    assert 'no tool matches "opus 4.7"' in said(
        Session(SAMPLE, exact=True), "compare_tools", tools=["opus 4.7", "modal"]
    )


def test_single_texts_and_whole_numbers_are_taken_as_they_are_meant() -> None:
    found = Session(SAMPLE).call(
        "find_tools", {"where": "open-weights", "sort": "-context", "limit": 2.0, "text": None}
    )
    assert found.payload["shown"] == 2


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("cost", {"each": {f"meter-{number}{'x' * 900}": 1 for number in range(500)}}),
        ("find_tools", {f"argument-{number}": "\u202e" * 900 for number in range(500)}),
        ("compare_tools", {"tools": ["漢字" * 30_000, "\x00" * 30_000]}),
        ("x" * 90_000, {}),
    ],
    ids=["meters", "arguments", "names", "tool"],
)
def test_no_error_is_too_long(name: str, arguments: dict[str, object]) -> None:
    message = said(Session(SAMPLE), name, **arguments)
    assert message.startswith("error: ")
    assert "hint: " in message
    assert tokens(message) <= LIMIT


def test_what_is_unexpected_is_an_error_too() -> None:
    assert (
        explained(ZeroDivisionError("x\x1b"))
        == "error: vcompare failed: ZeroDivisionError: x\\x1b\nhint: this is a bug"
    )
    assert "permission denied" in explained(PermissionError(13, "Permission denied", "/secret\x1b"))
