"""A catalog with meters, for the rules about prices."""

from pathlib import Path

from tests.checks.rules.support import QUILL, SETTINGS, TOOL, found
from vcompare.diagnostics import Diagnostic

METERS = """
[meters.input]
label = "Input"
unit = "tokens"
per = 1_000_000

[meters.cache-read]
label = "Cached input"
unit = "tokens"
per = 1_000_000
part_of = "input"

[meters.seat-month]
label = "Seat"
unit = "seat-month"
"""


SPEC = """
[specs.context]
label = "Context window"
kind = "quantity"
unit = "tokens"
"""
PAGE = '[sources.pricing]\nurl = "https://example.com"\nchecked = 2026-11-01\n'


def in_prices(
    tmp_path: Path, rule: str, prices: str, *, currency: str = 'currency = "USD"\n', tool: str = TOOL
) -> list[Diagnostic]:
    """Return what a rule finds in the tables of prices of a tool."""
    settings = (
        SETTINGS.replace("[panel", f"{currency}\n[panel", 1) if "[panel" in SETTINGS else SETTINGS + currency
    )
    return found(tmp_path, rule, {"catalog.toml": settings + METERS + SPEC, QUILL: f"{tool}\n{prices}\n"})
