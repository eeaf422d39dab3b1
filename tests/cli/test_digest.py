"""`vcompare digest`: the news of a span, as a post, a page, a feed and a message."""

import datetime
import email
import email.policy
import html
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import fast_mail_parser
import feedparser
import html5lib
import pytest
import yaml
from lxml import etree
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion

from tests.conftest import Run
from tests.repositories import Repository, git, review, tool

SCHEMA = Path(__file__).parents[1] / "data/atom.rng"
TODAY = ("--today", "2026-11-09")
PRICED = '[pricing]\nsummary = "{}"\nsource = "https://example.com"\nchecked = {}\n'


@pytest.fixture
def made(tmp_path: Path) -> Repository:
    """A catalog whose second week has something of everything."""
    made = Repository(tmp_path / "repository")
    made.commit(
        "2026-10-30",
        {
            "tools/quill.toml": tool("Quill", entry='"paid"', tags='["pen"]')
            + PRICED.format("$20", "2026-10-29"),
            "reviews/quill/builder.toml": review("ship", 80),
            "reviews/quill/skeptic.toml": review("ship", 70),
            "tools/ink.toml": tool("Ink", tags='["pen"]') + PRICED.format("Free", "2026-01-02"),
            "tools/blot.toml": tool("Blot"),
        },
        "The first three",
    )
    made.commit(
        "2026-11-03",
        {
            "tools/quill.toml": tool("Quill", entry='"free"', tags='["pen"]')
            + PRICED.format("Free", "2026-11-02"),
            "reviews/quill/skeptic.toml": review("skip", 45),
        },
        "The skeptic looked again",
    )
    made.commit(
        "2026-11-08",
        {
            "tools/nib.toml": tool("Nib & <b>Co</b>"),
            "reviews/nib/builder.toml": review("ship", 90),
            "tools/blot.toml": tool("Blot", retired="2026-11-08"),
        },
        "A new one, and one less",
    )
    return made


def digest(vcompare: Run, made: Repository, *arguments: str, **options: Any) -> str:
    result = vcompare("digest", *arguments, catalog=made.root, **options)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


@pytest.mark.parametrize("form", ["markdown", "json", "atom"])
def test_every_format(vcompare: Run, made: Repository, snapshot: SnapshotAssertion, form: str) -> None:
    assert digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", form) == snapshot


def test_days_are_those_of_commits_in_utc(vcompare: Run, made: Repository) -> None:
    """Half an hour before midnight five hours west of Greenwich is the next day there."""
    for since, until, expected in [
        ("2026-11-04", "2026-11-04", {"quill"}),
        ("2026-11-03", "2026-11-03", set()),
        ("2026-11-05", "2026-11-09", {"nib", "blot"}),
        ("2026-11-01", "2026-11-09", {"quill", "nib", "blot"}),
        ("2026-01-01", "2026-11-09", {"quill", "nib", "blot", "ink"}),
        ("HEAD~1", "HEAD", {"nib", "blot"}),
        ("HEAD~2", "2026-11-04", {"quill"}),
    ]:
        told = vcompare("digest", "--since", since, "--until", until, "-f", "json", catalog=made.root)
        payload = json.loads(told.stdout)
        assert {change["tool"] for change in payload["changes"]} == expected, since
    payload = json.loads(digest(vcompare, made, "--since", "2026-01-01", *TODAY, "-f", "json"))
    assert (payload["from"], payload["to"]) == (None, git(made.folder, "rev-parse", "HEAD"))
    assert {change["kind"] for change in payload["changes"]} == {"added"}


def test_today_pins_the_end(vcompare: Run, made: Repository) -> None:
    before = [
        digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", form)
        for form in ("json", "atom", "eml")
    ]
    made.commit("2026-11-20", {"tools/late.toml": tool("Late")})
    after = [
        digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", form)
        for form in ("json", "atom", "eml")
    ]
    assert before == after


def test_an_empty_week_says_so(vcompare: Run, made: Repository) -> None:
    for form in ("markdown", "html", "eml"):
        result = vcompare(
            "digest", "--since", "2026-11-10", "--today", "2026-11-16", "-f", form, catalog=made.root
        )
        assert result.returncode == 0
        assert "Nothing changed that a reader sees" in result.stdout
        assert result.stderr == "note: nothing that a reader sees changed from 2026-11-10 to 2026-11-16\n"


def test_what_is_stale_is_what_check_says(vcompare: Run, made: Repository) -> None:
    day = datetime.date(2026, 4, 2)  # 90 days after the pricing was read
    for today, expected in ((day, set()), (day + datetime.timedelta(days=1), {("ink", 91)})):
        found = vcompare("digest", "--since", "HEAD", "--until", "HEAD", "-f", "json", catalog=made.root)
        made.commit(str(today - datetime.timedelta(days=1)))
        found = vcompare("digest", "--since", "HEAD", "--until", "HEAD", "-f", "json", catalog=made.root)
        assert {(one["tool"], one["days"]) for one in json.loads(found.stdout)["stale"]} == expected
        checked = vcompare(
            "check", "-f", "json", "--today", str(today), "--select", "stale-pricing", catalog=made.root
        )
        assert len(json.loads(checked.stdout)["diagnostics"]) == len(expected)


def test_every_tool_that_changed_has_a_comparison_to_read(vcompare: Run, made: Repository) -> None:
    payload = json.loads(digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", "json"))
    assert payload["suggested"] == [["quill", "ink"], ["nib", "quill"]]
    for pair in payload["suggested"]:
        assert vcompare("show", *pair, catalog=made.root).returncode == 0


def test_front_matter(vcompare: Run, made: Repository) -> None:
    text = digest(vcompare, made, "--since", "2026-11-01", *TODAY)
    front = yaml.safe_load(text.split("---\n")[1])
    assert (front["title"], front["date"]) == ("Small: 2026-11-01 to 2026-11-09", datetime.date(2026, 11, 9))
    assert digest(vcompare, made, "--since", "2026-11-01", *TODAY, "--front-matter", "none").startswith(
        "# Small"
    )
    assert "<b>" not in MarkdownIt("commonmark").render(text)


def test_the_page_is_html(vcompare: Run, made: Repository) -> None:
    page = digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", "html")
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    assert [one.text for one in tree.iter("h2")] == [
        "New", "Verdicts that flipped", "Scores that moved", "Cheaper or dearer", "Retired and removed", "Stale",
    ]  # fmt: skip
    assert not list(tree.iter("b"))
    assert "Nib & <b>Co</b>" in [one.text for one in tree.iter("strong")]


def validated(text: str) -> etree._Element:
    """Return a feed that the schema of RFC 4287 (appendix B) accepts."""
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    tree = etree.fromstring(text.encode())
    schema.assertValid(tree)
    return tree


def test_a_feed_is_valid(vcompare: Run, made: Repository) -> None:
    text = digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", "atom")
    validated(text)
    feed = feedparser.parse(text.encode())
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert {html.unescape(entry.title) for entry in feed.entries} == {
        "Blot: retired 2026-11-08", "Nib & <b>Co</b>: added", "Quill: panel verdict ship → split", "Ink: stale",
    }  # fmt: skip
    assert feed.entries[-1].updated == "2026-04-03T00:00:00Z"
    for entry in feed.entries:
        html5lib.HTMLParser(strict=True).parseFragment(entry.content[0].value)


def test_a_schema_that_can_fail() -> None:
    for broken in ("<title/>", "<title/><id>x</id>", "<title/><id>x</id><updated>today</updated>"):
        with pytest.raises(etree.DocumentInvalid):
            validated(f'<feed xmlns="http://www.w3.org/2005/Atom">{broken}</feed>')


def test_ids_stay(vcompare: Run, made: Repository) -> None:
    """Whatever the span, a piece of news has one id; it is new where the tool changed again."""

    def ids(*arguments: str) -> dict[str, str]:
        found = vcompare("digest", *arguments, "-f", "atom", catalog=made.root).stdout
        space = {"a": "http://www.w3.org/2005/Atom"}
        tree = ElementTree.fromstring(found)  # noqa: S314 - it is ours
        told = {
            entry.findtext("a:title", "", space): entry.findtext("a:id", "", space)
            for entry in tree.findall("a:entry", space)
        }
        return {"feed": tree.findtext("a:id", "", space), **told}

    month = ids("--since", "2026-11-01", *TODAY)
    week = ids("--since", "2026-11-05", *TODAY)
    assert week.items() <= month.items()
    made.commit("2026-11-10", {"tools/blot.toml": tool("Blot", retired="2026-11-10")})
    later = ids("--since", "2026-11-01", "--today", "2026-11-20")
    assert later["feed"] == month["feed"]
    assert month["Blot: retired 2026-11-08"] not in later.values()
    assert len({*later.values(), *month.values()}) == len(month) + 1


def test_a_message(vcompare: Run, made: Repository) -> None:
    people = ("--from", "Zoë <zoe@example.com>", "--to", "list@example.com", "--to", "ana@example.com")
    result = vcompare("digest", "--since", "2026-11-01", *TODAY, "-f", "eml", *people, catalog=made.root)
    raw = result.stdout.encode()
    assert raw.isascii()
    assert b"\r\n" in raw
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    mail = fast_mail_parser.parse_email(raw)
    assert mail.subject == "Small: 2026-11-01 to 2026-11-09"
    assert "Verdicts that flipped" in mail.text_plain[0]
    html5lib.HTMLParser(strict=True).parse(mail.text_html[0])
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert not message.defects
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert [one.addr_spec for one in message["To"].addresses] == ["list@example.com", "ana@example.com"]
    assert message["From"].addresses[0].display_name == "Zoë"
    assert message["X-Unsent"] is None
    assert message["Date"] == "Mon, 09 Nov 2026 00:00:00 +0000"


def test_a_message_without_people_is_a_draft(vcompare: Run, made: Repository) -> None:
    text = digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", "eml")
    message = email.message_from_string(text, policy=email.policy.default)
    assert (message["X-Unsent"], message["From"], message["To"]) == ("1", None, None)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "missing option '--since'"),
        (["--since", "yesterday"], 'there is no revision "yesterday"'),
        (["--since", "2026-02-30"], '"2026-02-30" is not a date'),
        (["--since", "1969-01-01"], "1969-01-01 is no day of a commit"),
        (["--since", "9999-12-31"], "9999-12-31 is no day of a commit"),
        (["--since", "2026-11-09", "--until", "2026-11-01"], "2026-11-01 is before 2026-11-09"),
        (["--since", "2020-01-01", "--until", "2020-01-02"], "has no commit as old as 2020-01-02"),
        (["--since", "2026-11-01", "--to", "a@b.example"], "--from and --to are for eml"),
        (["--since", "2026-11-01", "-f", "eml", "--to", "nobody"], '"nobody" is no address'),
        (["--since", "2026-11-01", "-f", "eml", "--to", "a@b.example\r\nBcc: c@d.example"], "is no address"),
        (["--since", "2026-11-01", "-f", "eml", "--from", "a@b.example, c@d.example"], "is no address"),
    ],
)
def test_what_is_refused(vcompare: Run, made: Repository, arguments: list[str], message: str) -> None:
    result = vcompare("digest", *arguments, catalog=made.root)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("error: ")
    assert message in result.stderr.splitlines()[0]


def test_a_shallow_clone(vcompare: Run, made: Repository, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "2", made.folder.as_uri(), "clone")
    root = tmp_path / "clone/in here/catalog ü"
    early = vcompare("digest", "--since", "2026-11-01", *TODAY, catalog=root)
    assert (early.returncode, early.stdout) == (2, "")
    assert "does not reach back" in early.stderr
    assert vcompare("digest", "--since", "2026-11-05", *TODAY, catalog=root).returncode == 0
    feed = vcompare("digest", "--since", "2026-11-05", *TODAY, "-f", "atom", catalog=root)
    assert feed.stderr.startswith("error: the ids of a feed are made from the first commit")


def test_hostile_titles(vcompare: Run, made: Repository) -> None:
    title = "\\u001b]0;x\\u0007 ]]> <script> =?utf-8?q?x?= {{ 7 }} \\u2028 \\uFFFE"
    settings = (made.root / "catalog.toml").read_text().replace('"Small"', f'"{title}"')
    made.commit("2026-11-09", {"catalog.toml": settings, "tools/nib.toml": tool("Nib", tagline=f'"{title}"')})
    for form in ("markdown", "html", "json", "atom", "eml"):
        text = vcompare(
            "digest", "--since", "2026-11-01", "--until", "HEAD", "-f", form, catalog=made.root
        ).stdout
        assert not {"\x1b", "\x07", "\u2028", "\ufffe"} & set(text)
        if form == "atom":
            validated(text)
        if form == "html":
            html5lib.HTMLParser(strict=True).parse(text)
        if form == "eml":
            html5lib.HTMLParser(strict=True).parse(fast_mail_parser.parse_email(text).text_html[0])
        if form == "markdown":
            assert yaml.safe_load(text.split("---\n")[1])["title"].startswith("\\x1b]0;x\\x07 ]]> <script>")
