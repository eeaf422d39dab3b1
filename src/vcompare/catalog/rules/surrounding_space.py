"""`surrounding-space`: a line that begins or ends with white space."""

from collections.abc import Iterable

from vcompare.catalog.rule import Context, File, Rule
from vcompare.catalog.rules.examples import TOOL
from vcompare.catalog.rules.strings import lines
from vcompare.diagnostics import Diagnostic, found


def find(file: File, _context: Context) -> Iterable[Diagnostic]:
    """Look at the first and last character of every line."""
    for keys, value in lines(file):
        if value[0].isspace() or value[-1].isspace():
            yield found("surrounding-space", file.document.value(*keys), "white space around the text")


RULE = Rule(
    name="surrounding-space",
    severity="warning",
    finds="a line of text that begins or ends with white space",
    why="Nobody sees it, and it makes two spellings of one category or one voter.",
    mend="Remove it.",
    hint="remove the white space",
    bad={"tools/quill.toml": TOOL + 'vendor = "Quill Ltd "\n'},
    good={"tools/quill.toml": TOOL + 'vendor = "Quill Ltd"\n'},
    in_file=find,
)
