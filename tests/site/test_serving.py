"""The preview: the pages over HTTP, on this machine alone, rebuilt while the catalog changes."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import MakeCatalog, Run, environment

SETTINGS = 'format = 1\ntitle = "Small"\ncategories = ["Tools"]\n'
TOOL = 'name = "{}"\ntagline = "A tool"\ncategory = "Tools"\n'


@pytest.fixture
def catalog(make_catalog: MakeCatalog) -> Path:
    return make_catalog({"catalog.toml": SETTINGS, "tools/one.toml": TOOL.format("One")})


@pytest.fixture
def preview(catalog: Path, tmp_path: Path) -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """Start the preview, and return its address and its process."""
    words = [
        sys.executable,
        "-m",
        "vcompare",
        "site",
        "--into",
        str(tmp_path / "public"),
        "--serve",
        "--port",
        "0",
    ]
    words += ["--catalog", str(catalog)]
    with subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stderr is not None
        found = next(match for line in process.stderr if (match := re.search(r"http://\S+", line)))
        yield found[0], process
        process.kill()


def get(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own
        return str(answer.read().decode())


def test_pages_are_served_here_alone_and_rebuilt_as_the_catalog_changes(
    catalog: Path, preview: tuple[str, "subprocess.Popen[str]"]
) -> None:
    address, process = preview
    assert address.startswith("http://127.0.0.1:")
    assert "reload.js" in get(f"{address}tools/one/")
    with pytest.raises(urllib.error.HTTPError) as missing:
        get(f"{address}tools/none/")
    with missing.value as answer:
        assert answer.code == 404
    with urllib.request.urlopen(f"{address}.vcompare/changes", timeout=30) as stream:  # noqa: S310
        assert stream.readline().startswith(b":")
        (catalog / "tools/one.toml").write_text(TOOL.format("Another"))
        assert any(line == b"data: rebuilt\n" for line in iter(stream.readline, b""))
    assert "Another" in get(f"{address}tools/one/")
    (catalog / "tools/one.toml").write_text("broken = ")
    time.sleep(1)
    assert process.poll() is None
    assert "Another" in get(f"{address}tools/one/")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130


def test_what_is_on_disk_has_no_script_of_the_preview(
    preview: tuple[str, "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    assert preview
    assert "reload.js" not in (tmp_path / "public/tools/one/index.html").read_text("utf-8")


def test_without_the_extra_it_says_how_to_get_it(process: Run, catalog: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "watchfiles.py").write_text("raise ImportError\n")
    done = process(
        "site",
        "--into",
        str(tmp_path / "new"),
        "--serve",
        catalog=catalog,
        env={"PYTHONPATH": os.fspath(hidden)},
    )
    assert done.returncode == 2
    assert not (tmp_path / "new").exists()
    assert "vcompare[serve]" in done.stderr


def test_a_port_that_is_taken_is_named(
    process: Run, catalog: Path, preview: tuple[str, "subprocess.Popen[str]"], tmp_path: Path
) -> None:
    port = preview[0].rstrip("/").rpartition(":")[2]
    done = process("site", "--into", str(tmp_path / "new"), "--serve", "--port", port, catalog=catalog)
    assert done.returncode == 2
    assert not (tmp_path / "new").exists()
    assert "--port" in done.stderr
