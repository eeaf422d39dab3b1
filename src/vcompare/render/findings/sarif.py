"""Findings as SARIF 2.1.0, with what each rule finds, why, and how to fix it."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from vcompare import __version__
from vcompare.checks.rule import Rule
from vcompare.diagnostics import Diagnostic, Location, Report
from vcompare.render.findings import message, unique
from vcompare.text.markdown import parse
from vcompare.text.prose import plain

_FINGERPRINT = "primaryLocationLineHash"
"""What GitHub tells alerts apart by; without it, all findings of a rule on one line are one alert."""


def payload(report: Report, root: PurePath, rules: Sequence[Rule]) -> dict[str, Any]:
    """Return the log: one run, all rules, one result per finding. `root` is the catalog as seen from here."""
    order = {rule.name: index for index, rule in enumerate(rules)}
    driver = {
        "name": "vcompare",
        "semanticVersion": __version__,
        "rules": [_descriptor(rule) for rule in rules],
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "results": [
                    _result(finding, root, order) | {"partialFingerprints": {_FINGERPRINT: fingerprint}}
                    for finding, fingerprint in zip(report.diagnostics, fingerprints(report), strict=True)
                ],
            }
        ],
    }


def fingerprints(report: Report) -> list[str]:
    """Return what identifies each finding from one day and commit to the next: no two have the same.

    Numbers do not count, since they are lines of other places, or the days since a date.
    """
    names = unique(
        "\n".join((one.rule, one.path, re.sub(r"[0-9]+", "0", one.message))) for one in report.diagnostics
    )
    return [hashlib.sha256(name.encode(errors="surrogatepass")).hexdigest()[:32] for name in names]


def _descriptor(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "shortDescription": {"text": _sentence(f"Finds {plain(parse(rule.finds))}")},
        "fullDescription": {"text": _sentence(plain(parse(rule.why)))},
        "help": {
            "text": _sentence(plain(parse(rule.fix))),
            "markdown": f"Finds {rule.finds}.\n\n{rule.why}\n\n{rule.fix}",
        },
        "defaultConfiguration": {"level": rule.severity},
    }


def _sentence(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _result(finding: Diagnostic, root: PurePath, order: dict[str, int]) -> dict[str, Any]:
    result = {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": finding.severity,
        "message": {"text": message(finding)},
        "locations": [_location(finding.location, root)],
    }
    if finding.also:
        result["relatedLocations"] = [
            {"id": number, **_location(place, root)} for number, place in enumerate(finding.also)
        ]
    return result


def _location(place: Location, root: PurePath) -> dict[str, Any]:
    path = root / place.path
    start = "file://" if path.is_absolute() else ""
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": start + quote(path.as_posix().encode(errors="surrogateescape"))},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
