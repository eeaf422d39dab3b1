"""`raw-html`: HTML in Markdown."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.checks.rules.strings import markdown, shortened
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Parse the texts that have an opening bracket, which few do."""
    for keys, text in markdown(file, "<"):
        from vcompare.text.markdown import raw_html

        pieces = [shortened(piece) for piece in dict.fromkeys(raw_html(text))]
        if pieces:
            yield found(
                "raw-html", file.document.value(*keys), f"the text contains HTML: {', '.join(pieces)}"
            )
