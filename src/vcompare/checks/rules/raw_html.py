"""`raw-html`: HTML in Markdown."""

from vcompare.checks.rule import Context, Findings, Rule, TomlFile
from vcompare.checks.rules.examples import TOOL
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


RULE = Rule(
    name="raw-html",
    severity="error",
    finds="HTML in a Markdown text",
    why=("Raw HTML never gets into a page: it is shown as plain text, which is hardly what was meant."),
    fix="Use Markdown, or backticks around what is meant to be read as code.",
    hint="use Markdown, or backticks around code",
    bad={"tools/quill.toml": TOOL + 'description = "An <b>editor</b>."\n'},
    good={"tools/quill.toml": TOOL + 'description = "An **editor** for `<b>`; 1 < 2."\n'},
    kinds=("tool", "review"),
    check_file=check,
)
