"""The program as a process: streams that close or fill, encodings, windows, signals."""

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, REPOSITORY, SAMPLE, Run, environment

PAIR = ("claude-4-api", "azure-ai-foundry")


def test_what_an_encoding_cannot_show_degrades(process: Run) -> None:
    result = process("show", *PAIR, env={"PYTHONIOENCODING": "ascii"})
    assert "83.5 ^ ---------====o====-- 79-88" in result.stdout


@pytest.mark.parametrize("form", ["json", "markdown", "csv", "rst"])
def test_files_have_the_same_bytes_wherever_they_are_written(vcompare: Run, process: Run, form: str) -> None:
    usual = vcompare("show", *PAIR, "--format", form).stdout
    odd = {
        "COLUMNS": "33",
        "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati",
        "PYTHONIOENCODING": "cp1252",
        "FORCE_COLOR": "1",
        "PYTHONHASHSEED": "7",
    }
    assert process("show", *PAIR, "--format", form, env=odd).stdout == usual


@pytest.mark.parametrize("columns", ["0", "1", "-5", "abc", "", "9" * 30, "٣"])
@pytest.mark.parametrize("term", ["dumb", "", None])
def test_absurd_windows(vcompare: Run, columns: str, term: str | None) -> None:
    result = vcompare("show", *PAIR, env={"COLUMNS": columns, "TERM": term})
    assert (result.returncode, result.stderr) == (0, "")
    assert "83.5" in result.stdout


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.02, 0.04, 0.06, 0.1])
def test_an_interrupt_is_quiet_and_130(delay: float, make_slow: Path) -> None:
    process = subprocess.Popen(
        [PROGRAM, "check", "--catalog", make_slow],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    time.sleep(0.05 + delay)
    process.send_signal(signal.SIGINT)
    _, talk = process.communicate(timeout=20)
    # Before the first line of ours runs, Python itself may say that its start-up was interrupted, or pip's script.
    assert process.returncode in {130, -signal.SIGINT} or b"KeyboardInterrupt" in talk
    assert bytes(REPOSITORY / "src") not in talk


@pytest.fixture
def make_slow(tmp_path: Path) -> Path:
    root = tmp_path / "catalog"
    (root / "tools").mkdir(parents=True)
    (root / "catalog.toml").write_text('format = 1\ntitle = "T"\n')
    for number in range(4000):
        (root / f"tools/t{number}.toml").write_text("x = [\n" + "1,\n" * 200)
    return root


def test_python_dash_m(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-m", "vcompare", "--version"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert result.stdout.startswith("vcompare ")


def talk_to(arguments: list[str], reply: bytes) -> tuple[int, str]:
    """Run the program on a pseudo-terminal and answer its question."""
    child, terminal = pty.fork()
    if child == 0:
        os.execve(
            PROGRAM, [str(PROGRAM), *arguments], environment(VCOMPARE_CATALOG=str(SAMPLE), TERM="xterm")
        )
    output = b""
    answered = False
    while True:
        try:
            chunk = os.read(terminal, 65536)
        except OSError:
            break
        if not chunk:
            break
        output += chunk
        if not answered and b"which one?" in output:
            os.write(terminal, reply)
            answered = True
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), output.decode()


def test_on_a_terminal_an_ambiguous_name_is_a_choice() -> None:
    status, output = talk_to(["show", "hf hub"], b"2\r")
    assert status == 0
    assert "hf-hub-deploy" in output
    assert "A single API that spreads requests" in output
    status, output = talk_to(["show", "hf hub"], b"routing\r")
    assert status == 0
    status, output = talk_to(["show", "hf hub", "--exact"], b"")
    assert "which one?" not in output


def test_an_interrupt_at_the_question() -> None:
    status, output = talk_to(["show", "hf hub"], b"\x03")
    assert status == 130
    assert "Traceback" not in output
