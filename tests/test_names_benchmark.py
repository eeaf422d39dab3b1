"""What `benchmarks/names.py` measures of our resolver, as a bound that must hold."""

import sys

import pytest

from tests.conftest import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "benchmarks"))
import names


@pytest.mark.parametrize("seed", [1, 2])
def test_names_are_hardly_ever_guessed_wrong_and_garbage_never_taken(seed: int) -> None:
    everything = names.names()
    counts, wrong = names.judged(names.ours(everything), everything, seed)
    garbage = counts.pop("garbage")
    total = sum(counter.total() for counter in counts.values())
    assert garbage["wrong"] == 0
    assert len(wrong) <= 0.003 * total
    assert sum(counter["right"] for counter in counts.values()) >= 0.99 * total
