"""`bad-slug`: a file or folder whose name is not a slug."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import Location, found
from vcompare.text.slugs import DEVICES, is_slug


def check(file: TomlFile, _context: Context) -> Findings:
    """Look at the parts of the path that are keys."""
    source = file.path.split("/")[1] if file.kind == "imported" else ""
    for name in (file.slug, file.reviewer, source):
        if name in DEVICES:
            hint = "choose another slug"
            yield found("bad-slug", Location(file.path), f'"{name}" is a device on Windows, not a file', hint)
        elif name and not is_slug(name):
            yield found("bad-slug", Location(file.path), f'"{name}" is not a slug')
