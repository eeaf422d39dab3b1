"""What the tests of the rules share: small catalogs, and what a rule finds in them.

A place in a text is marked with HERE. The mark is taken out before the file is written, and its line and
column, counted in characters, are where a finding has to be. That places are right in every shape of a TOML
document is tested once, in tests/catalog/test_positions.py.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from vcompare.checks.runner import check
from vcompare.diagnostics import Diagnostic

TODAY = datetime.date(2026, 11, 20)
QUILL = "tools/quill.toml"
NIB = "tools/nib.toml"
CATALOG = "catalog.toml"
BUILDER = "reviews/quill/builder.toml"
VOTES = "votes/quill.toml"
HERE = "⌖"

TOOL = """\
name = "Quill"
tagline = "An editor for long texts"
category = "Tools"
entry = "free"
"""
REVIEW = """\
verdict = "ship"
text = "It opens in a moment. Long texts stay quick."
"""
SETTINGS = """\
format = 1
title = "Editors"
categories = ["Tools"]

[panel.builder]
name = "Builder"
"""

Examples = Mapping[str, str | bytes]
Place = tuple[str, int, int]


def write(folder: Path, files: Examples) -> Path:
    """Write a catalog; `catalog.toml` is SETTINGS unless it is given. Lone bytes are surrogates."""
    root = folder / "catalog"
    for path, content in {"catalog.toml": SETTINGS, **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes(content) if isinstance(content, str) else content)
    return root


def _bytes(text: str) -> bytes:
    return text.replace(HERE, "").encode(errors="surrogateescape")


def reported(rule: str, root: Path, today: datetime.date = TODAY) -> list[Diagnostic]:
    """Check a catalog and return what the rule found."""
    return [finding for finding in check(root, today=today).diagnostics if finding.rule == rule]


def found(folder: Path, rule: str, files: Examples, today: datetime.date = TODAY) -> list[Diagnostic]:
    """Write a catalog, check it, and return what the rule found."""
    return reported(rule, write(folder, files), today)


def places(findings: Iterable[Diagnostic]) -> list[Place]:
    return [(finding.path, finding.line, finding.column) for finding in findings]


def assert_found_here(folder: Path, rule: str, files: Mapping[str, str]) -> None:
    """Check that the rule finds something at every mark and nowhere else."""
    marked = sorted(place for path, text in files.items() for place in _marks(path, text))
    assert places(found(folder, rule, files)) == marked


def _marks(path: str, text: str) -> Iterator[Place]:
    before, *others = text.removeprefix("\ufeff").split(HERE)
    for part in others:
        lines = before.split("\n")
        yield path, len(lines), len(lines[-1]) + 1
        before += part


def spec(key: str, kind: str = "quantity", more: str = "") -> str:
    """Return the declaration of a spec."""
    return f'\n[specs.{key}]\nlabel = "{key}"\nkind = "{kind}"\n{more}'
