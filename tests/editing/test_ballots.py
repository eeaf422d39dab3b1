"""One ballot in a tool's votes: who casts it, and where it goes."""

from pathlib import Path

import pytest

from vcompare.editing.ballots import voter, with_ballot
from vcompare.errors import VcompareError

WHERE = Path("votes/nib.toml")


def test_a_name_is_one_however_it_was_typed() -> None:
    assert voter("  Zoe\u0301   Ng ") == "Zo\u00e9 Ng"
    for name, message in (("a\u200bb", "cannot be seen"), (" ", "is empty"), ("x" * 121, "121 characters")):
        with pytest.raises(VcompareError, match=message):
            voter(name)


def test_a_ballot_goes_into_its_place_and_out_again() -> None:
    first = with_ballot(None, "bo", "ship", WHERE)
    assert first == '[ballots]\nbo = "ship"\n'
    both = with_ballot(first, "ana", "skip", WHERE)
    assert both == '[ballots]\nana = "skip"\nbo = "ship"\n'
    assert with_ballot(both, "ana", None, WHERE) == first
    assert with_ballot(first, "ana", None, WHERE) == first
    assert with_ballot(None, "ana", None, WHERE) is None


def test_a_name_in_the_file_counts_as_the_same_composed_or_not() -> None:
    text = '[ballots]\n"Zoe\u0301" = "ship"\n'
    assert with_ballot(text, "Zo\u00e9", "skip", WHERE) == '[ballots]\n"Zoe\u0301" = "skip"\n'


@pytest.mark.parametrize("typed", ["Zo\u00eb Ng", "zo\u00eb ng", "ZOE\u0308 NG", "zoe\u0308  Ng"])
@pytest.mark.parametrize("written", ["Zo\u00eb Ng", "zoe\u0308 ng"])
def test_case_does_not_tell_voters_apart(written: str, typed: str) -> None:
    text = f'[ballots]\n"{written}" = "ship"\n'
    changed = f'[ballots]\n"{written}" = "skip"\n'
    assert with_ballot(text, voter(typed), "skip", WHERE) == changed
    assert with_ballot(text, voter(typed), None, WHERE) == "[ballots]\n"


def test_the_very_name_goes_before_one_in_another_case() -> None:
    text = '[ballots]\nANA = "ship"\nAna = "ship"\n'
    assert with_ballot(text, "Ana", "skip", WHERE) == '[ballots]\nANA = "ship"\nAna = "skip"\n'


def test_what_is_not_toml_is_named() -> None:
    with pytest.raises(VcompareError, match=str(WHERE)):
        with_ballot("[ballots\n", "ana", "ship", WHERE)


def test_the_longest_name_of_a_voter() -> None:
    assert voter("é" * 120) == "é" * 120
    with pytest.raises(VcompareError, match="has 121 characters"):
        voter("é" * 121)
