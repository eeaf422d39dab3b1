"""`ambiguous-spec`: a spec with the name of a field that every catalog has, at its key or its label."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, HERE, SETTINGS, assert_found_here, found, spec

RULE = "ambiguous-spec"


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("name", "`name` alone is the field `name`"),
        ("community", "`community` alone is the field `community.ship_percent`"),
        ("source", "`source` alone can be a field that every catalog has too"),
        ("score", "`score` alone can be a field that every catalog has too"),
        ("context", None),
        ("builder", None),
    ],
)
def test_keys(tmp_path: Path, key: str, message: str | None) -> None:
    findings = found(tmp_path, RULE, {CATALOG: SETTINGS + spec(key).replace(f'"{key}"', '"Own"')})
    assert [finding.message for finding in findings] == ([message] if message else [])
    hint = f"choose another key, or write `specs.{key}` in --where, --columns and --sort"
    assert [finding.hint for finding in findings] == ([hint] if message else [])


@pytest.mark.parametrize(
    ("label", "path"), [("Vendor", "vendor"), ("score", "panel.score"), ("License", None)]
)
def test_labels(tmp_path: Path, label: str, path: str | None) -> None:
    findings = found(tmp_path, RULE, {CATALOG: SETTINGS + spec("own").replace('"own"', f'"{label}"')})
    wanted = [f'"{label}" is the label of the field `{path}` too'] if path else []
    assert [finding.message for finding in findings] == wanted


def test_places(tmp_path: Path) -> None:
    text = f'\n[specs.{HERE}name]\nlabel = {HERE}"Name "\nkind = "text"\n'.replace("Name ", "Vendor")
    assert_found_here(tmp_path, RULE, {CATALOG: SETTINGS + text})


def test_meters_too(tmp_path: Path) -> None:
    """But a limit and a price may have one name: `output`."""
    meter = '[meters.{}]\nlabel = "{}"\nunit = "tokens"\n'
    text = meter.format(f"{HERE}score", "Points") + meter.format("a", f"{HERE}X").replace(
        f'"{HERE}X', f'{HERE}"Vendor'
    )
    text += meter.format("output", "Output") + spec("output").replace('label = "output"', 'label = "Output"')
    assert_found_here(tmp_path, RULE, {CATALOG: SETTINGS + text})
