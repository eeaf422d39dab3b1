"""What a person, or a script on its behalf, may type: anything at all, in every place of every command."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import PROGRAM, SAMPLE, environment
from tests.program import inside
from tests.trust import oracles
from tests.trust.commands import ASKING
from tests.trust.hostile import FRAGMENTS

ODD = (
    *("", "-", "--", "0", "-1", "1e400", "nan", "inf", "-inf", "１", "9" * 5000, "2026-13-45", "0000-00-00", "10000-01-01"),
    *("../../etc/passwd", "/dev/full", "/dev/zero", "/proc/self/mem", "~", "con", "nul.md", ".", "..", "/", "a/b"),
    *("\udc80\udcff", "é" * 300, "a" * 5000, "*" * 5000, '"' * 3000, "( " * 3000, "-" * 3000),
    *("NEAR(", "a AND", "a OR b", "^a", "{x}", "a:b", "%s%n", "{0.__class__}", "modal\n", "=", "=x", "pricing.", ".x"),
)  # fmt: skip
MIXED = tuple("".join(FRAGMENTS[at::12]) for at in range(12))
ARGUMENTS = st.lists(
    st.sampled_from(FRAGMENTS) | st.sampled_from("\udc80\udcff") | st.characters(codec="utf-8"), max_size=6
).map("".join)


def asked(words: tuple[str, ...], text: str, logs: Sequence[str | None] = (None, "true")) -> None:
    """Run a command line with a text in its holes, on a terminal and in a log, and judge what it says."""
    line = [word.replace("{}", text.replace("\0", "")) for word in words]  # the kernel lets no null pass
    for log in logs:
        done = inside(line, terminal=log is None, GITHUB_ACTIONS=log, VCOMPARE_CATALOG=str(SAMPLE))
        assert done.status in {0, 1, 2}
        assert done.status < 2 or (done.talk.startswith((b"error: ", b"note: ", b'"')) and not done.output)
        for said in (done.output, done.talk):
            oracles.on_a_terminal(said)
            assert log is None or not oracles.in_a_log(said)


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("words", ASKING, ids=" ".join)
def test_whatever_is_typed(words: tuple[str, ...]) -> None:
    """Every second fragment, of which a command has the ones and the next the others.

    By turns they are typed on a terminal and in a log.
    """
    first = ASKING.index(words)
    for at, text in enumerate(MIXED[first % 2 :: 2], first // 2):
        asked(words, text, (("true", None)[at % 2],))
    for text in ODD[first % 2 :: 2]:  # which no log takes for more than a text
        asked(words, text, (None,))


@settings(max_examples=200)
@given(words=st.sampled_from(ASKING), text=ARGUMENTS)
@example(words=("list", "--catalog", "{}"), text="a" * 300)
def test_any_text_anywhere(words: tuple[str, ...], text: str) -> None:
    asked(words, text)


@pytest.mark.parametrize("name", ["a" * 300, "a/" * 3000])
@pytest.mark.parametrize(
    "words",
    [
        ("list", "--catalog", "{}"),
        ("check", "{}"),
        ("sync", "{}"),
        ("init", "{}"),
        ("fmt", "{}"),
        ("export", "modal", "claude-4-api", "--template", "{}"),
    ],
    ids=" ".join,
)
def test_a_name_that_is_too_long_is_said_in_a_line(words: tuple[str, ...], name: str) -> None:
    done = inside([word.replace("{}", name) for word in words], VCOMPARE_CATALOG=str(SAMPLE))
    assert done.status == 2
    assert done.talk.decode().count("\n") <= 2
    assert b"file name too long" in done.talk or b"there is no" in done.talk or b"does not exist" in done.talk


def test_the_real_program_takes_bytes_that_are_no_text(tmp_path: Path) -> None:
    for words in (
        (b"show", b"\xff\x1b[2J"),
        (b"sync", b"\xff.md"),
        (b"list", b"--catalog", b"\xff"),
        (b"search", b"\xc3\x28"),
    ):
        done = subprocess.run(
            [os.fsencode(PROGRAM), *words],
            cwd=tmp_path,
            env=environment(VCOMPARE_CATALOG=str(SAMPLE)),
            capture_output=True,
            check=False,
        )
        assert done.returncode in {1, 2}
        assert b"\\udc" in done.stderr
        oracles.on_a_terminal(done.stderr)
