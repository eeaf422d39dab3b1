"""What the measurements rest on: the data they make, the budgets, and the page they write."""

import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from benchmarks import report
from benchmarks.__main__ import MEASURES
from benchmarks.budgets import Cost, grown, prepare
from benchmarks.generate import files, generate
from benchmarks.growth import exponent
from benchmarks.history import repository
from benchmarks.measure import Entrant, Pace, Result, measured, table
from tests.conftest import Run
from vcompare.catalog.source import Source
from vcompare.checks.runner import check
from vcompare.index.fingerprint import listing, of_tool

FLOOR = "the imports"
BUDGETS = {FLOOR: {"modules": 200, "instructions": 1000}, "show": {"modules": 100, "instructions": 2000}}


def found(modules: int, instructions: int | None, floor: int | None = 1000) -> dict[str, Cost]:
    return {FLOOR: Cost(200, 0, floor), "show": Cost(modules, 30, instructions)}


def test_a_time_grows_as_a_power_of_the_size() -> None:
    assert exponent({8: 0.1, 100: 0.2, 1_000: 1.1, 10_000: 10.1}) == pytest.approx(1)
    assert exponent({8: 0.1, 1_000: 1.1, 10_000: 100.1}) == pytest.approx(2)
    assert exponent({8: 0.1, 1_000: 0.09, 10_000: 0.12}) == 0
    assert exponent({8: 0.1, 1_000: 0.09, 10_000: 0.2}) is None
    assert exponent({8: 0.1, 100: 0.2}) is None


def test_what_grows_by_more_than_a_tenth_is_over_its_budget() -> None:
    assert not list(grown(BUDGETS, found(110, 2200)))
    assert [fault.split(",")[0] for fault in grown(BUDGETS, found(111, 2000))] == ["show takes 111 modules"]
    assert "1.11 times its budget of 2,000" in next(grown(BUDGETS, found(100, 2220)))


def test_a_budget_moves_with_what_the_libraries_take() -> None:
    assert not list(grown(BUDGETS, found(100, 4000, 2000)))
    assert list(grown(BUDGETS, found(100, 2000, 800)))


def test_without_valgrind_modules_still_count_and_a_new_command_needs_a_budget() -> None:
    assert len(list(grown(BUDGETS, found(111, None, None)))) == 1
    assert "no budget" in next(grown({FLOOR: BUDGETS[FLOOR]}, found(1, 1)))


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, Sequence[str]], Path]:
    counted, environment = prepare(tmp_path_factory.mktemp("budgets"))
    return counted, Path(environment["VCOMPARE_CATALOG"])


def test_budgets_are_of_files_that_the_cache_trusts(prepared: tuple[object, Path]) -> None:
    source = Source(prepared[1])
    folders, tools = listing(source, opinions=True)
    files = [folders, *(of_tool(source, slug, paths, opinions=True) for slug, paths in tools.items())]
    assert not any(bytes(24) in one.stamps for one in files)


def test_a_budget_watches_specs_prices_and_costs(
    prepared: tuple[Mapping[str, Sequence[str]], Path], vcompare: Run
) -> None:
    output = vcompare(*prepared[0]["show, with specs, prices and costs"]).stdout
    assert all(said in output for said in ("Feature 1", "Prices per 1M tokens", "Support desk"))


def test_a_catalog_is_the_beginning_of_a_larger_one_and_what_is_written_is_the_same(tmp_path: Path) -> None:
    larger = dict(files(20))
    assert all(larger[path] == text for path, text in files(5) if path != "catalog.toml")
    generate(tmp_path / "c", 20)
    assert {path: (tmp_path / "c" / path).read_text(encoding="utf-8") for path in larger} == larger
    assert not check(tmp_path / "c").diagnostics


def test_a_history_has_its_commits_and_tools_and_the_same_seed_gives_the_same(tmp_path: Path) -> None:
    heads = set()
    for name in ("one", "two"):
        repository(tmp_path / name, tools=20, commits=120)
        log = git(tmp_path / name, "log", "--format=%H %ct %p").splitlines()
        heads.add(log[0])
        assert len(log) == 120
    assert len(heads) == 1
    seconds = [int(line.split()[1]) for line in reversed(git_in_order(tmp_path / "one"))]
    assert {after - before for before, after in pairwise(seconds)} == {6 * 60 * 60}
    assert any(len(line.split()) > 3 for line in log)
    assert len(list((tmp_path / "one" / "catalog" / "tools").iterdir())) == 20
    assert not check(tmp_path / "one" / "catalog").diagnostics


def git(folder: Path, *arguments: str) -> str:
    return subprocess.check_output(("git", "-C", str(folder), *arguments), text=True)


def git_in_order(folder: Path) -> list[str]:
    return git(folder, "log", "--date-order", "--format=%H %ct").splitlines()


def test_the_slow_sit_rounds_out_and_everybody_is_in_the_first() -> None:
    pace = Pace(rounds=8, allowance=4)
    assert [pace.turns(once) for once in (0.1, 0.8, 1.9, 11, 13)] == [8, 5, 3, 1, 0]
    assert [[number for number in range(8) if pace.has_turn(number, of)] for of in (8, 3, 1)] == [
        [0, 1, 2, 3, 4, 5, 6, 7], [0, 3, 6], [0],
    ]  # fmt: skip


def test_who_takes_part_is_run_in_every_round_beside_the_floor() -> None:
    ran: list[str] = []
    nothing = (sys.executable, "-c", "pass")
    own, floor = (Entrant(name, [nothing], before=partial(ran.append, name)) for name in "of")
    (result,) = measured([own], Pace(2, 1000), floor)
    assert "".join(ran) == "o" + "of" + "fo"
    assert set(result.seconds) == set(result.beside) == {0, 1}
    assert result.megabytes > 1


def test_who_takes_longer_than_all_its_runs_may_is_run_but_once() -> None:
    ran: list[str] = []
    own = Entrant("slow", [(sys.executable, "-c", "pass")], before=partial(ran.append, "slow"))
    (result,) = measured([own], Pace(5, 0.0))
    assert ran == ["slow"]
    assert list(result.seconds) == [0]


def test_a_peer_that_is_faster_is_named_and_a_slower_one_is_not() -> None:
    theirs = {"quick": {0: 1.0, 1: 1.0}, "slow": {0: 3.0}}
    peers = [Result(Entrant(name, [], "peer"), of, {}, 1) for name, of in theirs.items()]
    text = table([Result(Entrant("ours", []), {0: 2.0, 1: 2.0}, {}, 1), *peers])
    assert text.endswith("Faster than vcompare here: quick (0.50 times its time).")


def test_only_what_is_between_the_marks_is_written() -> None:
    page = "before\n<!-- measured: a -->\nold\n<!-- end -->\nafter\n"
    assert report.filled(page, {"a": r"new \1"}) == page.replace("old\n", "\nnew \\1\n\n")
    with pytest.raises(ValueError, match="0 places"):
        report.filled(page, {"b": "new"})


def test_the_page_has_a_place_for_every_measure() -> None:
    places = re.findall(r"<!-- measured: (\w+) -->", report.PAGE.read_text(encoding="utf-8"))
    assert sorted(places) == sorted((*MEASURES, "session"))
