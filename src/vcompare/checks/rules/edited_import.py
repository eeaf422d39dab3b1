"""`edited-import`: an imported file that somebody edited."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import Location, found
from vcompare.text.seals import TOML, seal


def check(file: TomlFile, _context: Context) -> Findings:
    """Compare what the file holds with its seal, where it has one."""
    sealed = seal(file.document.text, TOML)
    if sealed is None or sealed.intact:
        return
    hint = "take the edit back"
    if file.kind == "imported":
        hint = f"move the edit to tools/{file.slug}.toml, which wins, and import again"
    yield found("edited-import", Location(file.path), "this imported file was edited by hand", hint)
