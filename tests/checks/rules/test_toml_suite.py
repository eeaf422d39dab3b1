"""Every invalid file of the public toml-test suite, as a tool: a finding at a line, soon, beside all others."""

import json
import re
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.catalog.toml_documents import TOML_TEST
from tests.checks.rules.support import TOOL, write
from tests.conftest import PROGRAM, Run, environment

SECONDS = 2
MEMORY = 600 * 1024 * 1024
"""What the interpreter maps on its own, and 200 MB."""
LIMITED = f"""
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
os.execv(sys.argv[1], sys.argv[1:])
"""

pytestmark = pytest.mark.skipif(
    not TOML_TEST, reason="set TOML_TEST to the tests folder of toml-test; .ci/run does"
)


def suite() -> dict[str, bytes]:
    """Return the files that TOML 1.1 refuses, by slug. The suite lists what belongs to that version."""
    folder = Path(TOML_TEST or "")
    names = (folder / "files-toml-1.1.0").read_text().split()
    chosen = [name for name in names if name.startswith("invalid/") and name.endswith(".toml")]
    files = {re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-"): folder / name for name in chosen}
    assert len(files) == len(chosen) > 400
    return {slug: path.read_bytes() for slug, path in files.items()}


def findings(output: str) -> Iterator[dict[str, Any]]:
    yield from json.loads(output)["diagnostics"]


def assert_refused(found: list[dict[str, Any]], content: bytes) -> None:
    (finding,) = found
    assert finding["rule"] in {"toml-syntax", "not-utf8"}
    assert finding["severity"] == "error"
    assert 1 <= finding["line"] <= content.count(b"\n") + 1
    line = content.split(b"\n")[finding["line"] - 1]
    assert 1 <= finding["column"] <= len(line) + 1


def test_every_invalid_file_is_refused_at_its_place(tmp_path: Path, vcompare: Run) -> None:
    files = suite()
    others = {"tools/zzz.toml": TOOL + "extra = 1\n", "votes/zzz.toml": "[tally]\n"}
    root = write(tmp_path, {**{f"tools/{slug}.toml": content for slug, content in files.items()}, **others})
    result = vcompare("check", "--format", "json", "--ignore", "missing-review", catalog=root)
    assert result.returncode == 1
    by_path = defaultdict(list)
    for finding in findings(result.stdout):
        by_path[finding["path"]].append(finding)
    for slug, content in files.items():
        assert_refused(by_path.pop(f"tools/{slug}.toml"), content)
    assert {path: {one["rule"] for one in found} for path, found in by_path.items()} == {
        "tools/zzz.toml": {"unknown-key"},
        "votes/zzz.toml": {"missing-key"},
    }


def test_the_largest_files_alone_in_little_time_and_memory(tmp_path: Path) -> None:
    largest = sorted(suite().items(), key=lambda item: len(item[1]))[-20:]
    program = [sys.executable, "-c", LIMITED, str(PROGRAM), "check", "--format", "json"]
    for slug, content in largest:
        root = write(tmp_path / slug, {f"tools/{slug}.toml": content, "tools/zzz.toml": "extra = \n"})
        started = time.monotonic()
        result = subprocess.run(
            [*program, "--ignore", "missing-review", "--catalog", str(root)],
            env=environment(),
            capture_output=True,
            check=False,
            timeout=60,
        )
        assert time.monotonic() - started < SECONDS, slug
        assert (result.returncode, result.stderr) == (1, b""), slug
        first, last = findings(result.stdout.decode())
        assert_refused([first], content)
        assert (last["path"], last["rule"], last["line"]) == ("tools/zzz.toml", "toml-syntax", 1)
