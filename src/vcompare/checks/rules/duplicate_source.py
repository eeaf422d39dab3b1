"""`duplicate-source`: the page of the prices, named in two places."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Look for `[sources.pricing]` beside its short form."""
    if "pricing" not in (file.get(dict, "sources") or {}):
        return
    pricing = file.get(dict, "pricing") or {}
    for key in ("source", "checked"):
        if key in pricing:
            message = f"`pricing.{key}` is the short form of what [sources.pricing] has"
            hint = f"remove it, and keep `{'url' if key == 'source' else key}` in [sources.pricing]"
            yield found("duplicate-source", file.document.key("pricing", key), message, hint)
