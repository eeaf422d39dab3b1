"""How soon the server for assistants answers, next to what its SDK takes, and how long its answers are.

The floor is the bare import of the SDK, in a process of its own; an empty server made with it is beside it.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Entrant, measured, program, spread, table
from benchmarks.session import Section, Session
from vcompare.mcp.bounds import LIMIT, tokens

_INITIALIZE = {
    "protocolVersion": "2025-06-18",
    "capabilities": {},
    "clientInfo": {"name": "benchmark", "version": "1"},
}
_STARTED = """
import json, subprocess, sys

with subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
    server.stdin.write(sys.argv[1].encode() + b"\\n")
    server.stdin.flush()
    assert b"serverInfo" in server.stdout.readline()
    server.kill()
"""
"""Starts a server, waits until it has answered its first request, and ends it."""
_EMPTY = """
import anyio
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

async def main():
    async with stdio_server() as (read, write):
        server = Server("empty")
        await server.run(read, write, server.create_initialization_options())

anyio.run(main)
"""
_SPECS, _OFFERS = 20, 3
"""How many specs, and how many offers, each tool has."""
_ROUNDS = 11


def measure(session: Session) -> Section:
    """Measure the start, and then every tool in one server for the large catalog."""
    root = session.catalog(session.large, _SPECS, _OFFERS)
    session.read(root)
    floor = session.other(
        "the import", sys.executable, "-c", "import mcp", role="floor", does="`import mcp`, and nothing else"
    )
    entrants = [
        _until_answered(session, "`vcompare mcp`", program(), "mcp", "--catalog", str(root)),
        _until_answered(session, "an empty server", sys.executable, "-c", _EMPTY).doing("made with the SDK"),
        floor,
    ]
    text, missed = _answers(root, session)
    parts = [table(measured(entrants, session.pace)), f"{session.large:,} tools, one server:", text]
    return Section("\n\n".join(parts), missed)


def _until_answered(session: Session, name: str, *command: str) -> Entrant:
    asked = json.dumps({"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": _INITIALIZE})
    return Entrant(name, [(sys.executable, "-c", _STARTED, asked, *command)], environment=session.environment)


def _answers(root: Path, session: Session) -> tuple[str, list[str]]:
    """Call every tool, also for more than fits; return a table, and the answers that are too long."""
    rows = ["| | first, ms | ms | 10–90% | tokens |", "|---|--:|--:|--:|--:|"]
    missed = list[str]()
    with _server(root, session.environment) as ask:
        for name, arguments in _calls(root):
            times = list[float]()
            for _ in range(3 if session.quick else _ROUNDS):
                started = time.perf_counter()
                answer = ask("tools/call", {"name": name, "arguments": arguments})
                times.append(1000 * (time.perf_counter() - started))
            if answer.get("isError"):
                sys.exit(f"error: {answer['content'][0]['text']}")
            length = tokens(answer)
            said = f"`{name}` {json.dumps(arguments)}" if len(str(arguments)) < 90 else f"`{name}`, six tools"
            spent = f"{times[0]:,.0f} | {median(times[1:]):,.1f} | {spread(times[1:], 1)}"
            rows.append(f"| {said} | {spent} | {length:,} |")
            missed += [f"{said} has {length:,} tokens"] if length > LIMIT else []
    return "\n".join(rows), missed


def _calls(root: Path) -> Sequence[tuple[str, Mapping[str, Any]]]:
    slugs = sorted(path.stem for path in (root / "tools").iterdir())
    six = slugs[:: len(slugs) // 6][:6]
    return (
        ("find_tools", {"where": ["context>=200k"], "sort": ["-score"]}),
        ("find_tools", {"text": "cache", "limit": 500}),
        ("compare_tools", {"tools": six[:2], "texts": True}),
        ("compare_tools", {"tools": six, "texts": True}),
        ("cost", {"workload": "support"}),
        ("cost", {"workload": "support", "limit": 500}),
        ("decide", {"weights": {"score": 3, "context": "2:8k:1M"}}),
    )


@contextmanager
def _server(root: Path, environment: Mapping[str, str]) -> Iterator[Callable[[str, Mapping[str, Any]], Any]]:
    """Start the server for a catalog; yield what asks it something and returns the answer."""
    command = (program(), "mcp", "--catalog", str(root))
    with subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        stdin, stdout = server.stdin, server.stdout
        assert stdin and stdout  # noqa: S101, PT018 - they are pipes

        def ask(method: str, params: Mapping[str, Any]) -> Any:
            message = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            stdin.write(json.dumps(message).encode() + b"\n")
            stdin.flush()
            return json.loads(stdout.readline()).get("result")

        ask("initialize", _INITIALIZE)
        yield ask
        stdin.close()
