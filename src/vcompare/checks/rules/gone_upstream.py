"""`gone-upstream`: an imported tool that its source no longer has."""

from vcompare.catalog.paths import slug_at
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look at what the last import noted."""
    source = slug_at(file.path)
    for index, slug in enumerate(file.get(list, "gone") or ()):
        if isinstance(slug, str):
            hint = f"keep it, or remove it with `vcompare import {source} --prune`"
            at = file.document.value("gone", index)
            yield found("gone-upstream", at, f'{source} no longer has "{slug}"', hint)
