"""`vcompare mcp`, as what starts it sees it: its stdout, its stderr, and how it ends."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, SAMPLE, Run, environment

_INITIALIZE = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "initialize",
    "params": {
        "protocolVersion": "2025-06-18",
        "capabilities": {},
        "clientInfo": {"name": "test", "version": "1"},
    },
}


@contextmanager
def served(*options: str, cwd: Path | None = None) -> Iterator["subprocess.Popen[bytes]"]:
    """Start the server and wait until it has answered its client for the first time."""
    with subprocess.Popen(
        [str(PROGRAM), "mcp", "--catalog", str(SAMPLE), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        cwd=cwd,
    ) as server:
        try:
            sent(server, _INITIALIZE)
            yield server
        finally:
            server.kill()


def sent(server: "subprocess.Popen[bytes]", message: object) -> dict[str, object]:
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(json.dumps(message).encode() + b"\n")
    server.stdin.flush()
    found: dict[str, object] = json.loads(server.stdout.readline())
    return found


def ended(server: "subprocess.Popen[bytes]") -> tuple[int, bytes]:
    """Return how the server ended, and what it wrote to stderr."""
    assert server.stderr is not None
    return server.wait(30), server.stderr.read()


def test_it_ends_quietly_when_its_client_goes_away() -> None:
    with served() as server:
        assert server.stdin is not None
        server.stdin.close()
        assert ended(server) == (0, b"")


def test_it_ends_quietly_when_nobody_reads_its_answers() -> None:
    with served() as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdout.close()
        server.stdin.write(b'{"jsonrpc": "2.0", "id": 2, "method": "ping"}\n')
        server.stdin.flush()
        assert ended(server) == (0, b"")


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_it_quietly(number: signal.Signals, status: int) -> None:
    with served() as server:
        server.send_signal(number)
        assert ended(server) == (status, b"")


def test_what_is_no_message_is_no_end() -> None:
    with served() as server:
        assert server.stdin is not None
        server.stdin.write(b'\xff\xfe{"\n[]\n{"jsonrpc": "2.0", "id": 1e999}\n\n')
        server.stdin.write(b'{"jsonrpc": "2.0", "method": "notifications/progress", "params": {"x": 1}}\n')
        assert sent(server, {"jsonrpc": "2.0", "id": 2, "method": "ping"})["id"] == 2
        assert "error" in sent(
            server, {"jsonrpc": "2.0", "id": 3, "method": "tools/call", "params": {"name": 1}}
        )
        server.stdin.close()
        assert ended(server) == (0, b"")


def test_a_client_that_reads_no_structured_answers_gets_them_as_text() -> None:
    old = json.loads(json.dumps(_INITIALIZE).replace("2025-06-18", "2024-11-05"))
    with subprocess.Popen(
        [str(PROGRAM), "mcp", "--catalog", str(SAMPLE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
    ) as server:
        sent(server, old)
        call = {"name": "decide", "arguments": {}}
        found = sent(server, {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": call})["result"]
        server.kill()
    assert isinstance(found, dict)
    assert "structuredContent" not in found
    assert json.loads(found["content"][1]["text"])["schema"] == "vcompare.decisions/1"


def test_the_sample_is_no_catalog_to_serve(vcompare: Run) -> None:
    done = vcompare("mcp", catalog=None)
    assert (done.returncode, done.stdout) == (2, "")
    assert "no catalog here or above" in done.stderr
    assert "--catalog" in done.stderr


def test_a_catalog_that_cannot_be_read_is_no_catalog_to_serve(vcompare: Run, tmp_path: Path) -> None:
    (tmp_path / "catalog.toml").write_text("format = ")
    done = vcompare("mcp", catalog=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "catalog.toml:1" in done.stderr


@pytest.mark.parametrize("module", ["mcp", "mcp_types"])
def test_without_the_extra_it_says_how_to_get_it(process: Run, tmp_path: Path, module: str) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / f"{module}.py").write_text("raise ImportError\n")
    done = process("mcp", env={"PYTHONPATH": os.fspath(hidden)})
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 2
    assert "vcompare[mcp]" in done.stderr


def test_stdin_that_is_closed_is_said() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f"exec '{PROGRAM}' mcp --catalog '{SAMPLE}' <&-"],
        capture_output=True,
        env=environment(),
        check=False,
        timeout=30,
    )
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 1


def test_stdout_that_is_full_is_said() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [str(PROGRAM), "mcp", "--catalog", str(SAMPLE)],
            input=json.dumps(_INITIALIZE).encode() + b"\n",
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            check=False,
            timeout=30,
        )
    assert done.returncode == 1
    assert done.stderr == b"error: the output could not be written: no space left on device\n"
