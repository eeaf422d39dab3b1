"""The layout of values: the real Taplo, with its defaults, finds nothing to do in what we write, and the reverse."""

import datetime
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.catalog.toml_documents import REAL, documents, read
from tests.conftest import SAMPLE
from vcompare.app.starter import starter
from vcompare.catalog.source import Document, parse
from vcompare.editing.formatter import canonical
from vcompare.errors import VcompareError
from vcompare.model import Settings, Tool, Votes

KEYS = ("entry", "name", "tags", "pricing", "vendor", "odd")
TABLES = ("pricing", "ballots", "panel", "tally", "check", "odd")


def taplo(folder: Path, texts: Sequence[str], *options: str) -> subprocess.CompletedProcess[str]:
    """Run Taplo on some texts, with nothing but its defaults."""
    for number, text in enumerate(texts):
        (folder / f"{number:04}.toml").write_bytes(text.encode())
    command = [str(Path(sys.executable).with_name("taplo")), "fmt", "--no-auto-config", *options]
    names = [f"{number:04}.toml" for number in range(len(texts))]
    return subprocess.run([*command, *names], capture_output=True, text=True, check=False, cwd=folder)


def written(text: str, model: type) -> str:
    """Return what `fmt` writes; nothing where it refuses, as for files that are not TOML."""
    document = parse("x", text.encode())
    try:
        return canonical(document, model) if isinstance(document, Document) else "\n"
    except VcompareError:
        return "\n"


def test_taplo_accepts_what_fmt_writes(tmp_path: Path) -> None:
    texts = set[str]()

    @given(text=documents(KEYS, TABLES), model=st.sampled_from([Tool, Votes, Settings]))
    @settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def collect(text: str, model: type) -> None:
        texts.add(written(text, model))

    collect()
    assert len(texts) > 100
    done = taplo(tmp_path, sorted(texts), "--check", "--diff")
    assert done.returncode == 0, done.stdout + done.stderr


HARD = {
    "comments in one column": """\
name = "a" # short
tagline = "much longer" # longer
category = "c"
entry = "free" # é
""",
    "a line of exactly 80": f'tags = ["{"x" * 34}", "{"y" * 33}"]\n',
    "a line of 81": f'tags = ["{"x" * 34}", "{"y" * 34}"]\n',
    "too long with its comment": f'tags = ["{"x" * 30}", "{"y" * 30}"] # no\n',
    "wide letters": f'tags = ["{"漢" * 34}", "{"字" * 33}"] # \U0001f600\n',
    "a list in an inline table": f'odd = {{ a = ["{"x" * 40}", "{"y" * 40}"], b.c = [], d = {{}} }} # why\n',
    "lists in lists": f'odd = [["{"x" * 40}", ["{"y" * 40}"]], [], [1,2 , 3 ,]]\n',
    "comments in lists": """\
tags = [# first
  "a" , # one

  # two
  "bbb" # three
  , # four

  "c", "d", # five
]
""",
    "prices": """\
[pricing]
summary = "Pay per token"

[pricing.rates]
input = { amount = 3, quote = "$3" } # per million
output = "0.125"

[[pricing.plans]]
name = "Team" # for all
amount = 25
per = "month"
includes = { input = 500_000 }

[offers.bedrock]
name = "Amazon Bedrock"

[offers.bedrock.rates]
input = 3.30
""",
    "nothing": "",
}


@pytest.mark.parametrize("name", [*HARD, *REAL])
def test_both_agree(name: str, tmp_path: Path) -> None:
    text = canonical(read((HARD | REAL)[name]), Tool)
    done = taplo(tmp_path, [text], "--check", "--diff")
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    "name", sorted(HARD.keys() - {"comments in lists"})
)  # in which Taplo loses a comment
def test_fmt_accepts_what_taplo_writes(name: str, tmp_path: Path) -> None:
    """Where keys and tables are in order already, and there is at most one empty line."""
    assert taplo(tmp_path, [HARD[name]]).returncode == 0
    text = (tmp_path / "0000.toml").read_text("utf-8")
    assert canonical(read(text), Tool) == text


def test_taplo_accepts_the_sample_and_a_new_catalog(tmp_path: Path) -> None:
    texts = [path.read_text("utf-8") for path in sorted(SAMPLE.rglob("*.toml"))]
    done = taplo(tmp_path, [*texts, *starter(datetime.date(2026, 11, 20)).values()], "--check", "--diff")
    assert done.returncode == 0, done.stdout
