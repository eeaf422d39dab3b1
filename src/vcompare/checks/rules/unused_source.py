"""`unused-source`: a source that nothing in the file rests on."""

from vcompare.checks.evidence import fact_tables
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Compare the sources of a tool with those that its specs and its prices rest on."""
    sources = file.get(dict, "sources")
    if not sources:
        return
    used = {fact.named for table in fact_tables(file) for fact in table.facts.values()}
    for name in sources:
        if name not in used:
            message = f"nothing in this file rests on `{name}`"
            yield found("unused-source", file.document.key("sources", name), message, _hint(file, name))


def _hint(file: TomlFile, name: str) -> str | None:
    if name == "pricing" and "pricing" not in file.document.data:
        return "remove it, or add [pricing]"
    return _HINTS.get(name)


_HINTS = {
    "specs": "remove it: every spec names a source of its own, or there are none",
    "pricing": "remove it: every rate names a source of its own, and there are no other prices",
}
