"""`render/terminal/prose.py`: lists, quotes and code on a terminal, however deep and however narrow."""

import pytest

from vcompare.render.terminal import render
from vcompare.text.markdown import parse
from vcompare.text.prose import plain
from vcompare.views.blocks import Passage


def test_lists_quotes_and_code() -> None:
    source = "- a\n- b\n  1. c\n\n     d\n- \n\n> q\n> ```\n>     x\n> ```\n\n9. y\n10. z"
    assert render([Passage(parse(source))], 40, color=False) == (
        "• a\n• b\n\n  1. c\n\n     d\n•\n\n  q\n\n        x\n\n9.  y\n10. z\n"
    )


def test_the_address_of_a_link_stands_once_behind_it() -> None:
    nodes = parse("[a **b** `c`](https://x.y) <https://x.y> <d@e.f>")
    assert render([Passage(nodes)], 80, color=False) == "a b c <https://x.y> https://x.y d@e.f\n"


@pytest.mark.parametrize("mark", ["- ", "> ", "> - ", "999999999. "])
@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_letter_is_lost_where_it_gets_narrow(mark: str, width: int) -> None:
    nodes = parse(mark * 6 + "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    shown = render([Passage(nodes)], width, color=False)
    assert max(map(len, shown.splitlines())) <= width
    letters = "".join(filter(str.isalpha, shown))
    assert letters == plain(nodes).replace(" ", "")
