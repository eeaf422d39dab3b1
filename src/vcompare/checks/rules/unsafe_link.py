"""`unsafe-link`: a link that is not http(s) or mailto."""

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
from vcompare.checks.rules.strings import markdown, shortened
from vcompare.diagnostics import found


def check(file: TomlFile, _context: Context) -> Findings:
    """Parse the texts that have an opening bracket, as every link does."""
    for keys, text in markdown(file, "[", "<"):
        from vcompare.text.markdown import unsafe_links

        pieces = [shortened(piece) for piece in dict.fromkeys(unsafe_links(text))]
        if pieces:
            yield found("unsafe-link", file.document.value(*keys), f"the text links to {', '.join(pieces)}")


RULE = Rule(
    name="unsafe-link",
    severity="error",
    finds="a link in a Markdown text to anything but http, https and mailto",
    why="Other schemes can run programs, and a relative address leads elsewhere on every page.",
    fix="Link to a full address, beginning with `https://`.",
    hint="link to a full http(s) address",
    bad={"tools/quill.toml": TOOL + 'description = "See [this](javascript:alert(1))."\n'},
    good={"tools/quill.toml": TOOL + 'description = "See [this](https://example.com)."\n'},
    kinds=("tool", "review"),
    check_file=check,
)
