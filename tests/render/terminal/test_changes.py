"""`render/terminal/changes.py`: old → new in the same columns under every heading, or below its label."""

import pytest
from rich.cells import cell_len

from vcompare.render.terminal import render
from vcompare.views.blocks import Cell, ChangeGroup, ChangeList, ChangeRow, unknown

OF = ChangeList((
    ChangeGroup("Opus", (
        ChangeRow("Panel verdict", Cell("ship", "verdict", verdict="ship"), Cell("skip", "verdict", verdict="skip")),
        ChangeRow("Pricing", Cell("$20"), Cell("$15 a month", detail="lower amounts")),
    )),
    ChangeGroup("漢字", (
        ChangeRow("Added", None, Cell("Ship", "verdict", verdict="ship", detail="4/4")),
        ChangeRow("Score", unknown(), Cell("80.5", "number")),
    ), "2026-11-02  fix"),
))  # fmt: skip


def drawn(width: int) -> list[str]:
    return render([OF], width, color=False).splitlines()


def test_old_and_new_are_aligned_across_headings() -> None:
    assert drawn(80) == [
        "Opus",
        "  Panel verdict  ship     →  skip",
        "  Pricing        $20      →  $15 a month  lower amounts",
        "",
        "漢字  2026-11-02  fix",
        "  Added          Ship  4/4",
        "  Score          unknown  →  80.5",
    ]


def test_in_a_narrow_window_they_stand_below_their_label() -> None:
    assert drawn(34)[:5] == [
        "Opus",
        "  Panel verdict",
        "    ship → skip",
        "  Pricing",
        "    $20 → $15 a month  lower",
    ]


@pytest.mark.parametrize("width", [1, 20, 30, 40, 60, 100])
def test_nothing_is_too_wide_and_nothing_is_lost(width: int) -> None:
    long = Cell("https://example.org/" + "path/" * 30)
    of = ChangeList(
        (ChangeGroup("x" * 200, (ChangeRow("y" * 50, long, long), ChangeRow("z", None, long)), "n"),)
    )
    lines = render([of, OF], width, color=False).splitlines()
    assert max(map(cell_len, lines)) <= max(width, 20)
    assert "".join("".join(lines).split()).count("/") >= 99
