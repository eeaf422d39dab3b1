"""`unused-source`: a source that nothing in the file rests on."""

from vcompare.checks.evidence import all_evidence
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Compare the sources of a tool with those that its specs and its pricing rest on."""
    sources = file.get(dict, "sources")
    if not sources:
        return
    used = {one.named for one in all_evidence(file).values()}
    used |= {"pricing"} if "pricing" in file.document.data else set()
    for name in sources:
        if name not in used:
            message = f"nothing in this file rests on `{name}`"
            yield found("unused-source", file.document.key("sources", name), message, _HINTS.get(name))


_HINTS = {
    "specs": "remove it: every spec names a source of its own, or there are none",
    "pricing": "remove it, or add [pricing]",
}
