"""`missing-spec`: a tool without a spec that its catalog requires."""

import datetime
from collections.abc import Iterable
from typing import Any

from vcompare.checks.evidence import listed
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, context: Context) -> Findings:
    """Look for the required specs of the tool's category. Retired tools are skipped."""
    if not context.required or file.above:
        return
    retired = file.known(datetime.date, "retired")
    if retired is not None and retired <= context.today:
        return
    documents, category = (file.document, *file.below), file.known(str, "category")
    specs = {key for document in documents for key in _specs(document.data.get("specs"))}
    missing = [
        key
        for key, categories in context.required.items()
        if key not in specs and (not categories or category in categories)
    ]
    if missing:
        verb = "is" if len(missing) == 1 else "are"
        message = f"{listed(missing)} {verb} missing in [specs]"
        yield found("missing-spec", file.document.key("specs"), message)


def _specs(table: Any) -> Iterable[str]:
    return table if isinstance(table, dict) else ()
