"""`text/summary.py`: the first sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcompare.text.summary import first_sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two.", "One."),
        ("Uses e.g. this one. Then more.", "Uses e.g. this one."),
        ("Costs 1.5 times. More.", "Costs 1.5 times."),
        ("No end", "No end"),
        ("Really?! Yes.", "Really?!"),
        ('He said "stop." Then left.', 'He said "stop."'),
        ("`code` **first**. Second.", "code first."),
        ("日本語です。次の文。", "日本語です。"),
        ("First paragraph\n\nSecond.", "First paragraph"),
        ("- a list. more", "a list."),
        ("# A title.\n\nFirst. Second.", "First."),
        ("A title\n=======\n\nFirst. Second.", "First."),
        ("[a]: https://x.y\n\nSee [a]. Second.", "See a."),
        ("See [a]. Second.\n\n[a]: https://x.y", "See a."),
        ("```\ncode.\n\nmore\n```\n\nFirst. Second.", "First."),
        ("\n \n    code.\n\nFirst. Second.", "First."),
        ("\n" * 5_000 + "First. Second.", "First."),
        ("---\n\n> - First. Second.", "First."),
        ("![](https://x.y)\r\n\r\nFirst.\r\nSecond.", "First."),
        ("# Only a title", "Only a title"),
        ("# \n\n```\nonly code\n```", "only code"),
        ("\n\n", ""),
    ],
)
def test_first_sentence(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence


@given(st.text(st.characters(codec="utf-8")))
def test_a_summary_is_one_short_line(text: str) -> None:
    assert len(first_sentence(text)) <= 200
    assert "\n" not in first_sentence(text)
