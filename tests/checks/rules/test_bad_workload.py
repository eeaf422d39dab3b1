"""`bad-workload`: a workload that cannot be computed, at what contradicts it."""

from pathlib import Path

import pytest

from tests.checks.rules.priced import METERS
from tests.checks.rules.support import CATALOG, QUILL, SETTINGS, TOOL, found

RULE = "bad-workload"
SUPPORT = "workloads/support.toml"
REQUESTS = '[meters.requests]\nlabel = "Requests"\nunit = "requests"\n'
NOTHING = "nothing is used in this workload, so it costs nothing with any tool"


def problems(
    tmp_path: Path, text: str, settings: str = SETTINGS + METERS
) -> list[tuple[int, str, str | None]]:
    files = {CATALOG: settings, QUILL: TOOL, SUPPORT: f'label = "Support desk"\n{text}'}
    return [(one.line, one.message, one.hint) for one in found(tmp_path, RULE, files)]


@pytest.mark.parametrize(
    ("text", "line", "message", "hint"),
    [
        ("[each]\ninput = 5\ncache-read = 9_000\n", 4,
         "`cache-read` is 9,000, and of `input`, of which it is a part, there is only 5",
         "`input` includes its parts: make it 9_000 or more"),
        ("[month]\ncache-read = 1.5\n", 3,
         "`cache-read` is 1.5, and of `input`, of which it is a part, there is none",
         "`input` includes its parts: make it 1.5 or more"),
        ("[each]\nrequests = 5\ninput = 1\n", 3, "`requests` is how many there are in a month, and not in one request",
         "write `requests` above [each]"),
        ("", 1, NOTHING, "write what one request takes below [each], or what a month takes below [month]"),
        ("requests = 9\n", 1, NOTHING, None),
        ("requests = 0\n[each]\ninput = 9\n", 1, NOTHING, None),
        ("[each]\ninput = 0\n[month]\nseat-month = 0\n", 1, NOTHING, None),
    ],
)  # fmt: skip
def test_what_cannot_be_computed(
    tmp_path: Path, text: str, line: int, message: str, hint: str | None
) -> None:
    (finding,) = problems(tmp_path, text)
    assert finding[:2] == (line, message)
    assert finding[2] == hint or hint is None


@pytest.mark.parametrize(
    "text",
    [
        "requests = 9\n[each]\ninput = 9\ncache-read = 9\n",
        "requests = 0\n[each]\ninput = 9\n[month]\nseat-month = 5\n",
        "[month]\nseat-month = 5\n",
        "[each]\nunknown = 5\n",
        "[each]\ninput = 'x'\n",
        "each = 3\n",
    ],
)
def test_what_can_be_computed_or_is_left_to_other_rules(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == []


def test_requests_are_something_where_they_are_billed(tmp_path: Path) -> None:
    assert problems(tmp_path, "requests = 9\n", SETTINGS + METERS + REQUESTS) == []


def test_two_parts_that_are_too_much_together(tmp_path: Path) -> None:
    more = '[meters.audio]\nlabel = "Audio"\nunit = "tokens"\npart_of = "input"\n'
    (finding,) = problems(
        tmp_path, "[each]\ninput = 9\ncache-read = 5\naudio = 5\n", SETTINGS + METERS + more
    )
    message = "`cache-read` and `audio` are 10, and of `input`, of which they are parts, there is only 9"
    assert finding[1] == message
