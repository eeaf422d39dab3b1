"""Every command and every format, as words that a test runs. A new command is a line here."""

from typing import Literal, NamedTuple

from tests.trust.hostile import SLUGS

Kind = Literal["text", "markdown", "html", "json", "csv", "xml", "rst", "github", "mail"]
"""Who reads an answer, and so who judges it."""

A, B = SLUGS[:2]


class Command(NamedTuple):
    """Words to run, and who reads the answer."""

    words: tuple[str, ...]
    kind: Kind

    def __str__(self) -> str:
        return " ".join(self.words)


def _each(words: tuple[str, ...], **formats: Kind) -> tuple[Command, ...]:
    return tuple(Command((*words, "--format", form), kind) for form, kind in formats.items())


READING = (
    *_each(("show", *SLUGS, "--full"), table="text", markdown="markdown", html="html", json="json", csv="csv",
           plain="text", rst="rst", asciidoc="text", jira="text", mediawiki="text", latex="text"),
    *_each(("show", A), table="text", markdown="markdown", html="html", json="json", csv="csv",
           plain="text", rst="rst", asciidoc="text", jira="text", mediawiki="text", latex="text"),
    *_each(("show", A, B, "--differences"), table="text", markdown="markdown", html="html", csv="csv"),
    *_each(("show", *SLUGS, "--sources"), table="text", markdown="markdown", html="html", plain="text", rst="rst",
           latex="text"),
    *_each(("show", A, B, "--offers", "--workload", "support"), table="text", markdown="markdown", html="html",
           json="json", csv="csv", plain="text", rst="rst", latex="text"),
    *_each(("show", A, "--section", "prices", "--section", "cost"), table="text", markdown="markdown", html="html"),
    *_each(("export", A, B, "--workload", "support"), markdown="markdown", html="html", csv="csv"),
    *_each(("list", "--columns", "slug,sellers,plans,tiers,input,input.lowest,cost.support"), table="text",
           markdown="markdown", html="html", csv="csv"),
    Command(("show", A, B, "--why"), "text"),
    *_each(("list",), table="text", plain="text", json="json", ndjson="text", csv="csv", markdown="markdown",
           html="html", slugs="text"),
    Command(("list", "--where", "name!=x", "--where", "tags!=x", "--columns", "slug,name,description,tags"), "text"),
    *_each(("cost", "--workload", "support"), table="text", plain="text", json="json", ndjson="text", csv="csv",
           markdown="markdown", html="html"),
    *_each(("cost", A, "--each", "input=3", "--lines"), table="text", plain="text", json="json", csv="csv",
           markdown="markdown", html="html"),
    *_each(("decide", "--weight", "score=2", "--weight", "community=1:0:100"), table="text", plain="text", json="json",
           csv="csv", markdown="markdown", html="html"),
    *_each(("decide", "choice"), table="text", plain="text", json="json", csv="csv", markdown="markdown", html="html"),
    *_each(("show", A, B, "--decision", "choice", "--workload", "support"), table="text", markdown="markdown",
           html="html", json="json", csv="csv"),
    *_each(("export", A, B, "--decision", "choice"), markdown="markdown", html="html", json="json"),
    *_each(("list", "--columns", "slug,short_name,best_for,reviews.builder.score,worth.choice"), table="text",
           markdown="markdown", json="json"),
    *_each(("predictions", "--status", "overdue,due,open,settled"), table="text", plain="text", json="json", csv="csv",
           markdown="markdown", html="html"),
    *_each(("predictions", "--score"), table="text", plain="text", json="json", csv="csv", markdown="markdown",
           html="html"),
    *_each(("search", "word"), table="text", plain="text", json="json", ndjson="text", csv="csv", markdown="markdown",
           html="html", slugs="text"),
    *_each(("search", "word", "--columns", "description,tags", "--sort", "-name"), table="text", json="json",
           csv="csv", markdown="markdown", html="html"),
    *_each(("export", *SLUGS), markdown="markdown", html="html", json="json", csv="csv"),
    Command(("export", A, B, "--front-matter", "yaml"), "markdown"),
    Command(("export", A, B, "--front-matter", "toml"), "markdown"),
    *_each(("check",), text="text", json="json", github="github", sarif="json", junit="xml"),
    Command(("fmt", "--check"), "text"),
    Command(("vote", A, "ship", "--as", "Somebody", "--dry-run"), "text"),
    Command(("edit", A, "entry=paid", "--dry-run"), "text"),
    Command(("rename", A, "renamed", "--dry-run"), "text"),
    Command(("remove", A, "--dry-run"), "text"),
    Command(("add", "Another", "--tagline", "T", "--category", "C", "--entry", "free", "--dry-run"), "text"),
    Command(("review", A, "builder", "--score", "10", "--dry-run"), "text"),
)  # fmt: skip
"""Commands that read a catalog and change nothing."""

ON_BROKEN = tuple(
    one
    for at, one in enumerate(READING)
    if one.words[0] in {"check", "fmt", "list"}
    or one.words[0] not in {other.words[0] for other in READING[:at]}
)
"""One of each command, and all that say in a format of their own what is wrong with a broken catalog.

The others refuse it, in the same words for every format.
"""

ELSEWHERE = ("sync", "site", "import", "explain", "schema", "init", "bookmark", "mcp")
"""Commands whose words need files or folders of their own: see test_sources.py and, of `mcp`, test_assistants.py."""

_SINCE = ("digest", "--since", "2000-01-01", "--today", "2026-11-20")
HISTORY = (
    *_each(("history", A), table="text", markdown="markdown", json="json"),
    *_each(
        ("predictions", "--check"),
        table="text",
        plain="text",
        json="json",
        csv="csv",
        markdown="markdown",
        html="html",
    ),
    *_each(("diff", "HEAD~2", "HEAD"), table="text", markdown="markdown", json="json"),
    *_each(_SINCE, markdown="markdown", html="html", json="json", atom="xml", eml="mail"),
    Command((*_SINCE, "--front-matter", "toml"), "markdown"),
)
"""Commands that read the history of a catalog, which test_sources.py gives a hostile one."""

_TOOL = "modal"
ASKING: tuple[tuple[str, ...], ...] = (
    ("{}",),
    ("--{}",),
    ("--", "{}"),
    ("show", "{}"),
    ("show", "--", "{}", "x{}"),
    ("show", _TOOL, "{}", "--exact"),
    ("show", "{}", "--why"),
    ("show", _TOOL, "--section", "{}"),
    ("show", _TOOL, "--format", "{}"),
    ("show", _TOOL, "--color", "{}"),
    ("show", _TOOL, "--catalog", "{}"),
    ("show", _TOOL, "--{}"),
    ("list", "--category", "{}"),
    ("list", "--tag", "{}"),
    ("list", "--min-score", "{}"),
    ("list", "--limit", "{}"),
    ("list", "--sort", "{}", "--columns", "{}"),
    ("list", "--where", "{}"),
    ("list", "--where", "{}={}"),
    ("list", "--where", "vendor~{}", "--where", "score>={}"),
    ("list", "--entry", "{}", "--verdict", "{}"),
    ("cost", "{}", "--each", "{}"),
    ("cost", "--each", "{}={}", "--month", "{}=1"),
    ("cost", "--workload", "{}"),
    ("cost", "--requests", "{}"),
    ("cost", _TOOL, "--workload", "support", "--limit", "{}"),
    ("decide", "{}"),
    ("decide", "--weight", "{}"),
    ("decide", "--weight", "score={}:{}:{}", "--where", "{}"),
    ("decide", "--weight", "{}={}", "--limit", "{}"),
    ("show", _TOOL, "--workload", "{}", "--decision", "{}"),
    ("predictions", "{}"),
    ("predictions", "--reviewer", "{}", "--status", "{}"),
    ("import", "{}"),
    ("import", "--dry-run", "{}", "{}"),
    ("import", "--dry-run", "feed", "{}", "--map", "{}={}", "--only", "{}"),
    ("search", "--", "{}"),
    ("search", "{}", "--format", "json"),
    ("search", "word", "--limit", "{}"),
    ("search", "word", "--sort", "{}", "--columns", "{}"),
    ("search", "voice", "{}", "--format", "html"),
    ("explain", "{}"),
    ("schema", "{}"),
    ("check", "{}"),
    ("check", "--catalog", "{}"),
    ("check", "--select", "{}"),
    ("check", "--ignore", "{}", "--format", "github"),
    ("check", "--today", "{}"),
    ("fmt", "--check", "{}"),
    ("sync", "--check", "{}"),
    ("export", "{}", _TOOL),
    ("export", _TOOL, "claude-4-api", "--template", "{}"),
    ("export", _TOOL, "claude-4-api", "--front-matter", "{}"),
    ("export", _TOOL, "claude-4-api", "--check", "--output", "{}"),
    ("export", _TOOL, "claude-4-api", "--check", "--output", "{}.md", "--chart", "{}.svg"),
    ("export", "--all-pairs", "--check", "--category", "{}", "--tag", "{}", "--into", "{}"),
    ("export", "--all-pairs", "--check", "--into", "pages", "--min-score", "{}", "--sort", "{}"),
    ("add", "--dry-run", "{}"),
    ("add", "--dry-run", "N{}", "--slug", "{}", "--tagline", "{}", "--category", "Data", "--entry", "free"),
    ("add", "--dry-run", "N", "--entry", "{}", "--tagline", "{}", "--category", "{}", "--homepage", "{}"),
    ("add", "--dry-run", "N", "--added", "{}", "--description", "{}", "--alias", "{}", "--tag", "{}"),
    ("add", "--dry-run", "--from", "{}"),
    ("review", "--dry-run", _TOOL, "{}"),
    ("review", "--dry-run", "{}", "builder"),
    ("review", "--dry-run", _TOOL, "builder", "--verdict", "{}", "--score", "{}", "--date", "{}"),
    ("review", "--dry-run", _TOOL, "builder", "--text", "{}", "--summary", "{}"),
    ("vote", "--dry-run", "{}", "ship"),
    ("vote", "--dry-run", _TOOL, "ship", "--as", "{}"),
    ("vote", "--dry-run", _TOOL, "{}"),
    ("edit", "--dry-run", _TOOL, "{}"),
    ("edit", "--dry-run", _TOOL, "name={}", "tagline={}", "description={}"),
    ("edit", "--dry-run", _TOOL, "{}={}", "pricing.{}={}"),
    ("edit", "--dry-run", "{}", "name=x"),
    ("edit", "--dry-run", _TOOL, "specs.context={}", "pricing.rates.input={}"),
    ("edit", "--dry-run", "--where", "{}", "vendor=x"),
    ("add", "--dry-run", "N", "--spec", "{}={}", "--rate", "{}={}", "--currency", "{}"),
    ("rename", "--dry-run", _TOOL, "{}"),
    ("rename", "--dry-run", "{}", "x"),
    ("remove", "--dry-run", "{}"),
    ("edit", "--dry-run", "--from", "{}", "{}"),
    ("add", "--dry-run", "--from", "{}", "--from-format", "{}"),
    ("bookmark", "{}"),
    ("bookmark", "add", "--dry-run", "{}"),
    ("bookmark", "remove", "--dry-run", "{}"),
    ("init", "--dry-run", "{}"),
    ("history", "{}"),
    ("history", _TOOL, "--format", "{}"),
    ("diff", "{}"),
    ("diff", "{}", "HEAD"),
    ("diff", "HEAD..{}"),
    ("digest", "--since", "{}"),
    ("digest", "--since", "HEAD", "--until", "{}"),
    ("digest", "--since", "HEAD", "--today", "{}"),
    ("digest", "--since", "HEAD", "--format", "eml", "--from", "{}", "--to", "{}"),
)
"""Command lines with `{}` wherever a person may type something. They run on the sample and write nothing."""
