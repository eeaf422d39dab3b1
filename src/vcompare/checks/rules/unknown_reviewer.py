"""`unknown-reviewer`: a review by someone who is not on the panel."""

from vcompare.catalog.store import unknown_reviewer
from vcompare.checks.rule import Context, Findings, TomlFile


def check(file: TomlFile, context: Context) -> Findings:
    """Look for the reviewer on the panel."""
    if context.settings is not None and file.reviewer not in context.settings.panel:
        yield unknown_reviewer(file.path, context.settings.panel)
