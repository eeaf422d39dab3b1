"""What is wrong with a workload."""

from tests.costs.prices import METERS, TOKENS, workload
from vcompare.costs import WorkloadProblem, circles, problems
from vcompare.model import Meter


def part(of: str | None) -> Meter:
    return Meter(label="M", unit="u", part_of=of)


def test_a_workload_of_declared_meters_has_no_problems() -> None:
    assert problems(workload(10, {"seat-month": 5}, input=12, cache_read=9, output=6), METERS) == []
    assert problems(workload(), {}) == []


def test_meters_must_be_declared() -> None:
    assert problems(workload(1, {"sprint": 1}, tokens=5), TOKENS) == [
        WorkloadProblem("undeclared", "each", "tokens"),
        WorkloadProblem("undeclared", "month", "sprint"),
    ]


def test_requests_are_counted_by_their_own_key() -> None:
    assert problems(workload(requests=None, input=1), METERS) == []
    given = workload(1)
    given.each["requests"] = 5
    assert problems(given, METERS) == [WorkloadProblem("counted", "each", "requests")]


def test_parts_may_be_as_large_as_their_whole_together_and_no_larger() -> None:
    assert problems(workload(1, input=10, cache_read=4, cache_write=6), METERS) == []
    assert problems(workload(1, input=10, cache_read=4, cache_write=7), METERS) == [
        WorkloadProblem("exceeds", "each", "input", ("cache-read", "cache-write"))
    ]
    assert problems(workload(1, input=10, cache_read=4, cache_audio=5), METERS) == [
        WorkloadProblem("exceeds", "each", "cache-read", ("cache-audio",))
    ]


def test_fractions_are_compared_as_they_are_written() -> None:
    assert problems(workload(1, input=0.3, cache_read=0.1, cache_write=0.2), METERS) == []


def test_requests_and_what_is_used_besides_are_looked_at_apart() -> None:
    found = WorkloadProblem("exceeds", "month", "input", ("cache-read",))
    assert problems(workload(1_000, {"cache-read": 5}, input=10, cache_read=5), METERS) == [found]
    assert problems(workload(1_000, {"input": 4, "cache-read": 5}, input=10), METERS) == [found]


def test_a_part_of_a_request_is_no_larger_than_one() -> None:
    meters = {"requests": part(None), "search": part("requests")}
    assert problems(workload(5, search=1), meters) == []
    assert problems(workload(5, search=2), meters) == [
        WorkloadProblem("exceeds", "each", "requests", ("search",))
    ]


def test_meters_that_are_parts_of_themselves_are_found_once() -> None:
    meters = {
        "a": part("b"),
        "b": part("c"),
        "c": part("b"),
        "d": part("d"),
        "e": part("gone"),
        "f": part("e"),
    }
    assert circles(meters) == [("b", "c"), ("d",)]
    circle = ("b", "c")
    assert problems(workload(1, {"d": 1}, a=1, b=1), meters) == [
        WorkloadProblem("circle", "each", "a", circle),
        WorkloadProblem("circle", "each", "b", circle),
        WorkloadProblem("circle", "month", "d", ("d",)),
    ]
    assert problems(workload(1, e=2, f=1), meters) == []
