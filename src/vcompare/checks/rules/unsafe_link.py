"""`unsafe-link`: a link that is not http(s) or mailto."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.checks.rules.strings import markdown, shortened
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Parse the texts that have an opening bracket, as every link does."""
    for keys, text in markdown(file, "[", "<"):
        from vcompare.text.markdown import unsafe_links

        pieces = [shortened(piece) for piece in dict.fromkeys(unsafe_links(text))]
        if pieces:
            yield found("unsafe-link", file.document.value(*keys), f"the text links to {', '.join(pieces)}")
