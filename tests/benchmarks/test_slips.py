"""What `benchmarks/slips.py` measures of our resolver, as bounds that must hold."""

from collections import Counter

import pytest

from benchmarks import slips
from vcompare.errors import AmbiguousNameError, UnknownNameError
from vcompare.match import resolve
from vcompare.model import Named


@pytest.mark.parametrize(("count", "seed", "sample"), [(78, 4, 78), (78, 5, 78), (78, 6, 78), (5275, 7, 60)])
def test_a_name_with_a_slip_finds_its_tool(count: int, seed: int, sample: int) -> None:
    everything = slips.names(count, seed)
    assert len({*everything}) == count
    counts, wrong = slips.judged(everything, seed, sample)
    shares = slips.shares(counts)
    assert shares["right"] >= 0.95, counts
    assert shares["wrong"] <= 0.004, wrong
    assert counts["garbage"]["wrong"] == 0, wrong
    for kind in ("separators", *(kind for kind in slips.SLIPS if kind != "by ear"), "joined"):
        assert counts[kind]["right"] >= 0.95 * counts[kind].total(), (kind, counts[kind])


@pytest.mark.parametrize("seed", range(3))
def test_a_version_never_becomes_another_version(seed: int) -> None:
    """Each name is left out in turn: what is taken for it has every number that was typed."""
    everything = slips.names(60, seed)
    rng = slips.Rng(seed)
    for name in everything:
        others = (other for other in everything if other != name)
        tools = [Named(f"tool-{place}", other, (), "") for place, other in enumerate(others)]
        for query in (name, slips.slipped(name.lower(), rng, slips.SLIPS["swapped"]) or name):
            try:
                found = resolve(query, tools).slug
            except (AmbiguousNameError, UnknownNameError):
                continue
            taken = next(tool.name for tool in tools if tool.slug == found)
            assert not _numbers(query) - _numbers(taken), (query, taken)


def _numbers(text: str) -> Counter[str]:
    return Counter(word for word in slips.words(text) if word[0].isdigit())
