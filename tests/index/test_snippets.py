"""Snippets: which field is shown, and the part of its text around the hits."""

import pytest

from vcompare.index.snippets import snippet

LONG = "plain " * 500 + "cold starts " + "plain " * 500


@pytest.mark.parametrize(
    ("text", "terms", "hit", "ends"),
    [
        (LONG, ['"cold starts"'], "plain «cold starts» plain", "……"),
        ("x " * 495 + "cold starts " + "x " * 900, ['"cold starts"'], "x «cold starts» x", "……"),
        (LONG + "more", ['"more"'], "plain «more»", "…»"),
        ("more " + LONG, ['"more"'], "«more» plain", "«…"),
        ("more " * 300 + "x " * 2000 + "more cold", ['"cold"', '"more"'], "x «more» «cold»", "…»"),
        ("cold " + "x " * 2000 + "more", ['"more"', '"cold"'], "«cold» x", "«…"),
        ("q" * 3000, ['"q"*'], "«qqq", "«…"),
    ],
)
def test_a_part_of_a_long_text(text: str, terms: list[str], hit: str, ends: str) -> None:
    _, shown = snippet([("text", text)], terms)
    assert hit in shown
    assert shown[0] + shown[-1] == ends
    assert len(shown) < 180


@pytest.mark.parametrize(
    ("text", "term", "shown"),
    [
        ("Cold starts", '"cold"', "«Cold» starts"),
        ("An Übersicht", '"ubersicht"', "An «Übersicht»"),
        ("U\u0308bersicht of it", '"of"', "U\u0308bersicht «of» it"),
        ("colder, cold_er", '"cold"', "colder, «cold»_er"),
        ("colder", '"cold"*', "«colder»"),
        ("cold, *starts*", '"cold starts"', "«cold, *starts»*"),
        ("a cold", '"warm"', "a cold"),
        ("two\nlines", '"lines"', "two «lines»"),
        ("한국 학교", '"학교"', "한국 «학교»"),
    ],
)
def test_words_are_compared_as_in_the_search(text: str, term: str, shown: str) -> None:
    assert snippet([("text", text)], [term]) == ("text", shown)


def test_the_first_field_with_most_of_the_terms() -> None:
    fields = [("name", "cold"), ("tagline", "cold starts"), ("description", "starts cold")]
    assert snippet(fields, ['"cold"', '"starts"']) == ("tagline", "«cold» «starts»")
    assert snippet(fields, ['"absent"']) == ("name", "cold")
