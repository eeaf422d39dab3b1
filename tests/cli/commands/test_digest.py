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

from tests.conftest import SETTINGS, MakeCatalog, Run
from tests.history.repositories import Repository, git, review, tool

SCHEMA = Path(__file__).parents[2] / "data/atom.rng"
TODAY = ("--today", "2026-11-09")
PRICED = '[pricing]\nsummary = "{}"\nsource = "https://example.com"\nchecked = {}\n'


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A catalog whose second week has something of everything."""
    made = Repository(tmp_path_factory.mktemp("original") / "repository")
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


@pytest.fixture
def made(original: Repository, tmp_path: Path) -> Repository:
    return original.copied(tmp_path / "repository")


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


@pytest.mark.parametrize("form", ["markdown", "json", "atom"])
def test_days_count_from_today(vcompare: Run, made: Repository, form: str) -> None:
    for words, same in [
        (("--since", "8d"), ("--since", "2026-11-01")),
        (("--since", "1W", "--until", "today"), ("--since", "2026-11-02", "--until", "2026-11-09")),
        (("--since", "8d", "--until=yesterday"), ("--since", "2026-11-01", "--until", "2026-11-08")),
    ]:
        found = digest(vcompare, made, *words, *TODAY, "-f", form)
        assert found == digest(vcompare, made, *same, *TODAY, "-f", form)


def test_several_people_get_a_message(vcompare: Run, made: Repository) -> None:
    words = ("--since", "2026-11-01", *TODAY, "-f", "eml", "--from", "me@example.com")
    repeated = digest(vcompare, made, *words, "--to", '"Doe, Jane" <j@example.com>', "--to", "k@example.com")
    assert digest(vcompare, made, *words, "--to", '"Doe, Jane" <j@example.com>, k@example.com') == repeated
    assert 'To: "Doe, Jane" <j@example.com>, k@example.com\r\n' in repeated


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
        made.commit(str(today - datetime.timedelta(days=1)))
        found = vcompare("digest", "--since", "HEAD", "--until", "HEAD", "-f", "json", catalog=made.root)
        assert {(one["tool"], one["days"]) for one in json.loads(found.stdout)["stale"]} == expected
        checked = vcompare(
            "check", "-f", "json", "--today", str(today), "--select", "stale-pricing", catalog=made.root
        )
        assert len(json.loads(checked.stdout)["diagnostics"]) == len(expected)
    made.commit(str(day), {"catalog.toml": SETTINGS + "\n[check]\nignore = ['stale-pricing']\n"})
    found = vcompare("digest", "--since", "HEAD", "--until", "HEAD", "-f", "json", catalog=made.root)
    assert json.loads(found.stdout)["stale"] == []


def test_every_tool_that_changed_has_a_comparison_to_read(vcompare: Run, made: Repository) -> None:
    payload = json.loads(digest(vcompare, made, "--since", "2026-11-01", *TODAY, "-f", "json"))
    assert payload["suggested"] == [["quill", "ink"], ["nib", "quill"]]
    for pair in payload["suggested"]:
        assert vcompare("show", *pair, catalog=made.root).returncode == 0


def test_what_becomes_stale_is_news_of_that_day(vcompare: Run, made: Repository) -> None:
    """Quill's price was read on 2 November, and counts for 90 days."""
    told = {}
    for day in ("2027-01-31", "2027-02-01", "2027-02-02"):
        days = ("--since", day, "--until", day, "--today", day)
        text = vcompare("digest", *days, "-f", "atom", catalog=made.root).stdout
        feed = feedparser.parse(text.encode())
        told[day] = ([entry.title for entry in feed.entries], feed.feed.updated[:10])
    assert told == {
        "2027-01-31": ([], "2026-11-09"),
        "2027-02-01": (["Quill: stale"], "2027-02-01"),
        "2027-02-02": ([], "2026-11-09"),
    }


def test_two_tools_are_suggested_together_once(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-09", {"tools/ink.toml": tool("Ink", tags='["pen"]', entry='"paid"')})
    found = digest(vcompare, made, "--since", "2026-11-01", "--today", "2026-11-10", "-f", "json")
    assert [sorted(pair) for pair in json.loads(found)["suggested"]].count(["ink", "quill"]) == 1


def test_a_seat_that_went_is_called_by_its_name(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-09", {"catalog.toml": SETTINGS.partition("\n[panel.skeptic]")[0]})
    found = digest(vcompare, made, "--since", "HEAD~1", "--until", "HEAD", "--front-matter", "none")
    assert ("Skeptic" in found, "skeptic" in found) == (True, False)


def test_a_slug_that_somebody_else_gets(vcompare: Run, made: Repository) -> None:
    """The tool that had it is renamed, and who has it now is new."""
    paths = {"tools/{}.toml", "reviews/{}/builder.toml", "reviews/{}/skeptic.toml"}
    texts = {path: (made.root / path.format("quill")).read_text() for path in paths}
    moved = {path.format("quill"): None for path in paths}
    made.commit("2026-11-10", {**moved, **{path.format("pen"): text for path, text in texts.items()}})
    made.commit("2026-11-11", {"tools/quill.toml": tool("Another")})
    found = digest(vcompare, made, "--since", "2026-11-10", "--today", "2026-11-20", "-f", "json")
    kinds = {(change["kind"], change["tool"]) for change in json.loads(found)["changes"]}
    assert kinds == {("renamed", "pen"), ("added", "quill")}


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
        "New", "Verdicts that flipped", "Scores that moved", "Cheaper or more expensive", "Retired and removed", "Stale",
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
        "Blot: was retired on 2026-11-08", "Nib & <b>Co</b>: was added", "Quill: the panel is split now, after ship",
    }  # fmt: skip
    for entry in feed.entries:
        html5lib.HTMLParser(strict=True).parseFragment(entry.content[0].value)


def test_a_schema_that_can_fail() -> None:
    for broken in ("<title/>", "<title/><id>x</id>", "<title/><id>x</id><updated>today</updated>"):
        with pytest.raises(etree.DocumentInvalid):
            validated(f'<feed xmlns="http://www.w3.org/2005/Atom">{broken}</feed>')


def entries(vcompare: Run, made: Repository, *arguments: str) -> dict[str, str]:
    """Return the entries of a feed by their ids, and the feed's own id by its title."""
    found = vcompare("digest", *arguments, "-f", "atom", catalog=made.root).stdout
    space = {"a": "http://www.w3.org/2005/Atom"}
    tree = ElementTree.fromstring(found)  # noqa: S314 - it is ours
    told = {
        one.findtext("a:id", "", space): ElementTree.tostring(one).decode()
        for one in tree.findall("a:entry", space)
    }
    assert len(told) == len(tree.findall("a:entry", space))
    return {tree.findtext("a:id", "", space): tree.findtext("a:title", "", space), **told}


def test_news_are_the_same_whatever_the_span(vcompare: Run, made: Repository) -> None:
    """A reader that polls overlapping weeks sees everything once, and nothing changes behind its back."""
    made.commit("2026-11-10", {"tools/blot.toml": tool("Blot", retired="2026-11-10")})
    made.commit("2026-11-11", {"catalog.toml": SETTINGS.replace('"Skeptic"', '"Doubter"')})
    # In UTC, commits are of the 4th, 9th, 11th and 12th; the days between them are like those beside them.
    days = [datetime.date(2026, 11, day) for day in (1, 3, 4, 5, 8, 9, 10, 11, 12)]
    seen: dict[str, str] = {}
    for since in days:
        for until in days:
            if since <= until:
                found = entries(
                    vcompare, made, "--since", str(since), "--until", str(until), *TODAY[:1], "2026-11-20"
                )
                assert {key: seen.get(key, text) for key, text in found.items()} == found
                seen |= found
    assert len(seen) == 1 + 4 + 1  # the feed's own, four times that a commit touched a tool, and the panel


def test_a_commit_that_breaks_a_file_hides_nothing(vcompare: Run, made: Repository) -> None:
    """The news are told as soon as the file can be read again, against what was known last."""
    text = (made.root / "tools/quill.toml").read_text()
    settings = (made.root / "catalog.toml").read_text()
    made.commit("2026-11-10", {"tools/quill.toml": "name = [", "catalog.toml": "format = 9"})
    made.commit("2026-11-11", {"catalog.toml": settings})
    broken = vcompare("digest", "--since", "2026-11-11", "--today", "2026-11-12", catalog=made.root)
    assert "as far as the catalog can be read" in broken.stdout
    assert "quill: tools/quill.toml:1:9: " in broken.stdout.replace("\\", "")
    assert broken.stderr.startswith("warning: ")
    made.commit("2026-11-12", {"tools/quill.toml": text, "reviews/quill/builder.toml": review("skip", 20)})
    told = vcompare("digest", "--since", "2026-11-12", "--today", "2026-11-13", catalog=made.root)
    assert "the panel says skip now, after split; Builder says skip now, after ship" in told.stdout
    assert told.stderr == ""


def test_the_end_of_a_span_may_be_broken(vcompare: Run, made: Repository) -> None:
    made.commit("2026-11-10", {"catalog.toml": "format = 9", "tools/nib.toml": tool("Nib", entry='"paid"')})
    told = vcompare(
        "digest", "--since", "2026-11-10", "--until", "2026-11-11", "--today", "2026-11-12", catalog=made.root
    )
    assert "the entry tier went from free to paid, more expensive to start" in told.stdout


def test_renames_and_what_follows_are_told_of_their_commits(vcompare: Run, made: Repository) -> None:
    files = ("tools/{}.toml", "reviews/{}/builder.toml", "reviews/{}/skeptic.toml")
    texts = {path: (made.root / path.format("quill")).read_text() for path in files}
    moved = {path.format("quill"): None for path in files} | {
        path.format("pen"): text for path, text in texts.items()
    }
    rename = made.commit("2026-11-10", moved, "Another slug")
    flip = made.commit("2026-11-11", {"reviews/pen/builder.toml": review("skip", 30)}, "A flip")
    back = made.commit(
        "2026-11-12",
        {path.format("pen"): None for path in files}
        | {path.format("biro"): (made.root / path.format("pen")).read_text() for path in files},
        "Yet another",
    )
    payload = json.loads(
        digest(vcompare, made, "--since", "2026-11-10", "--today", "2026-11-20", "-f", "json")
    )
    causes = {one["field"]: [cause["commit"] for cause in one["commits"]] for one in payload["changes"]}
    assert causes["slug"] == [back]
    assert causes["reviews.builder.verdict"] == causes["panel.verdict"] == [flip]
    assert {(one["tool"], one["before"]) for one in payload["changes"] if one["field"] == "slug"} == {
        ("biro", "quill")
    }
    assert rename not in causes["panel.verdict"]


def test_a_new_tool_is_told_with_all_its_commits(vcompare: Run, made: Repository) -> None:
    first = git(made.folder, "rev-parse", "HEAD")
    second = made.commit("2026-11-10", {"reviews/nib/skeptic.toml": review("skip", 10)})
    payload = json.loads(
        digest(vcompare, made, "--since", "2026-11-05", "--today", "2026-11-20", "-f", "json")
    )
    [added] = [one for one in payload["changes"] if one["kind"] == "added"]
    assert [cause["commit"] for cause in added["commits"]] == [first, second]


def test_a_branch_is_compared_with_where_it_parted(vcompare: Run, made: Repository) -> None:
    git(made.folder, "checkout", "-q", "-b", "topic", "HEAD~1")
    made.commit("2026-11-09", {"tools/ink.toml": tool("Ink", tagline='"Blue"')})
    told = vcompare("digest", "--since", "main", "--until", "topic", "-f", "json", catalog=made.root)
    assert {(one["tool"], one["field"]) for one in json.loads(told.stdout)["changes"] if one["field"] != "tags"} == {
        ("ink", "tagline"), ("ink", "pricing.summary"), ("ink", "pricing.source"), ("ink", "pricing.checked"),
    }  # fmt: skip


def test_a_merge_that_takes_nothing_of_a_branch(vcompare: Run, made: Repository) -> None:
    """What is told from a branch that was merged to the merge is what is different between the two."""
    git(made.folder, "checkout", "-q", "-b", "side")
    made.commit("2026-11-09", {"tools/ink.toml": tool("Ink", entry='"paid"')})
    git(made.folder, "checkout", "-q", "main")
    made.commit("2026-11-10", {"tools/blot.toml": tool("Blot", entry='"paid"')})
    git(made.folder, "merge", "-q", "-s", "ours", "-m", "Merge", "side", day="2026-11-11")
    told = json.loads(
        vcompare("digest", "--since", "side", "--until", "HEAD", "-f", "json", catalog=made.root).stdout
    )
    diff = json.loads(vcompare("diff", "side", "HEAD", "-f", "json", catalog=made.root).stdout)
    assert [{key: one[key] for key in one if key != "commits"} for one in told["changes"]] == diff["changes"]
    assert {one["tool"] for one in diff["changes"]} == {"ink", "blot"}


def test_a_catalog_that_moved_is_noted(vcompare: Run, made: Repository) -> None:
    git(made.folder, "mv", "in here/catalog ü", "elsewhere")
    made.root = made.folder / "elsewhere"
    made.commit("2026-11-10")
    told = vcompare("digest", "--since", "2026-11-10", "--today", "2026-11-12", catalog=made.root)
    assert "note: there was no catalog here before 2026-11-10: all its tools count as new" in told.stderr


def test_what_became_stale_is_news_once(vcompare: Run, made: Repository) -> None:
    """Pricing read on 2 January is stale from 3 April on: 91 days."""
    made.commit("2026-03-01")
    made.commit("2026-04-10")
    arguments = ("--until", "2026-04-10", "--today", "2026-04-10")
    week = vcompare("digest", "--since", "2026-04-01", *arguments, catalog=made.root).stdout
    assert "- Ink: pricing read on 2026-01-02, stale since 2026-04-03." in week
    later = vcompare("digest", "--since", "2026-04-04", *arguments, catalog=made.root).stdout
    assert (
        "1 fact became stale before: `vcompare check --select stale-pricing,stale-review` lists all." in later
    )


def test_specs_become_stale_together(vcompare: Run, made: Repository) -> None:
    keys = [f"s{number}" for number in range(6)]
    settings, ink = made.root / "catalog.toml", made.root / "tools/ink.toml"
    declared = "".join(f'[specs.{key}]\nlabel = "Spec {key}"\nkind = "flag"\n' for key in keys)
    settings.write_text(f"{settings.read_text()}\n{declared}")
    page = '[sources.specs]\nurl = "https://example.com"\nchecked = 2026-01-02\n[specs]\n'
    ink.write_text(f"{ink.read_text()}\n{page}" + "".join(f"{key} = true\n" for key in keys))
    made.commit("2026-03-01")
    made.commit("2026-07-10")
    arguments = ("--until", "2026-07-10", "--today", "2026-07-10")
    week = vcompare("digest", "--since", "2026-07-01", *arguments, catalog=made.root).stdout
    read = "Spec s0, Spec s1, Spec s2, and 3 more specs read on 2026-01-02, stale since 2026-07-02."
    assert f"- Ink: {read}" in week
    later = vcompare("digest", "--since", "2026-07-04", *arguments, catalog=made.root).stdout
    assert "`vcompare check --select stale-pricing,stale-review,stale-spec` lists all." in later


def test_reading_a_price_again_is_no_change_of_it(vcompare: Run, made: Repository) -> None:
    text = (made.root / "tools/quill.toml").read_text()
    made.commit("2026-11-10", {"tools/quill.toml": text.replace("2026-11-02", "2026-11-09")})
    told = digest(vcompare, made, "--since", "2026-11-10", "--today", "2026-11-12", "--front-matter", "none")
    assert "Cheaper" not in told
    assert "the price is dated 2026-11-09 now, instead of 2026-11-02" in told


@pytest.mark.parametrize(
    ("price", "title"), [("$4", "Cheaper or more expensive"), ("Ask us", "Prices"), ("4 €", "Prices")]
)
def test_a_title_says_which_way_prices_went_only_where_that_is_certain(
    vcompare: Run, made: Repository, price: str, title: str
) -> None:
    for day, summary in (("2026-11-09", "$5"), ("2026-11-10", price)):
        made.commit(day, {"tools/quill.toml": tool("Quill") + PRICED.format(summary, day)})
    told = digest(vcompare, made, "--since", "2026-11-11", "--today", "2026-11-12", "--front-matter", "none")
    assert f"\n## {title}\n" in told


def test_two_catalogs_of_a_repository_have_messages_of_their_own(vcompare: Run, tmp_path: Path) -> None:
    made = Repository(tmp_path / "repository", "one")
    (made.folder / "two").mkdir()
    (made.folder / "two/catalog.toml").write_text(SETTINGS)
    made.commit("2026-11-01")
    keys = set()
    for name in ("one", "two"):
        told = vcompare(
            "digest", "--since", "HEAD", "--until", "HEAD", "-f", "eml", catalog=made.folder / name
        )
        keys.add(email.message_from_string(told.stdout)["Message-ID"])
    assert len(keys) == 2


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
        (["--since", "someday"], '"someday" is neither a day nor a revision'),
        (["--since", "2026-11-1"], '"2026-11-1" is neither a day nor a revision'),
        (["--since", ""], '"" is neither a day nor a revision'),
        (["--since", "2026-11-01", "--until", ""], '"" is neither a day nor a revision'),
        (
            ["--since", "2026-11-01", "--until", "2026-11-30", "--today", "2026-11-20"],
            "2026-11-30 is not over yet",
        ),
        (["--since", "2026-11-01", "-f", "json", "--front-matter", "toml"], "--front-matter is for markdown"),
        (["--since", "2026-11-01", "-f", "eml", "--to", "Ana <ana@exa mple>"], "is not an address"),
        (["--since", "2026-02-30"], '"2026-02-30" is not a date'),
        (["--since", "9999-12-31"], "9999-12-31 is after "),
        (["--since", "2026-11-09", "--until", "2026-11-01"], "2026-11-09 is after 2026-11-01"),
        (["--since", "2020-01-01", "--until", "2020-01-02"], "has no commit as old as 2020-01-02"),
        (["--since", "2026-11-01", "--to", "a@b.example"], "--from and --to are for eml"),
        (["--since", "2026-11-01", "-f", "eml", "--to", "nobody"], '"nobody" is not an address'),
        (
            ["--since", "2026-11-01", "-f", "eml", "--to", "a@b.example\r\nBcc: c@d.example"],
            "is not an address",
        ),
        (["--since", "2026-11-01", "-f", "eml", "--from", "a@b.example, c@d.example"], "is not an address"),
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


@pytest.mark.parametrize(
    "word", ["=?utf-8?q?x=0D=0ABcc:_evil=40x.example?=", "=?utf-8?b?AABbG10weBs=?=", "=?x"]
)
def test_a_title_forges_no_header(vcompare: Run, made: Repository, word: str) -> None:
    settings = (made.root / "catalog.toml").read_text().replace('"Small"', f'"{word} end"')
    made.commit("2026-11-09", {"catalog.toml": settings})
    people = ("--from", "ana@example.com", "--to", "list@example.com")
    text = vcompare(
        "digest", "--since", "HEAD", "--until", "HEAD", "-f", "eml", *people, catalog=made.root
    ).stdout
    message = email.message_from_string(text, policy=email.policy.default)
    headers = ["Subject", "Date", "Message-ID", "From", "To", "MIME-Version", "Content-Type"]
    assert message.keys() == headers
    assert message["Subject"].strip().startswith(word.replace("=?", "= ?"))
    assert "end" in fast_mail_parser.parse_email(text).subject


@pytest.mark.parametrize("form", ["markdown", "html", "json", "atom", "eml"])
@pytest.mark.parametrize("seconds", ["99999999999999", "-5", "9" * 5000, "0"])
def test_commits_of_any_date(vcompare: Run, made: Repository, form: str, seconds: str) -> None:
    tree = git(made.folder, "rev-parse", "HEAD^{tree}")
    parent = git(made.folder, "rev-parse", "HEAD~1")
    content = f"tree {tree}\nparent {parent}\nauthor A <a> {seconds} +0000\ncommitter A <a> {seconds} +0000\n\nOdd\n"
    name = git(made.folder, "hash-object", "-t", "commit", "-w", "--stdin", "--literally", given_text=content)
    git(made.folder, "update-ref", "HEAD", name)
    told = vcompare("digest", "--since", "HEAD~1", "--until", "HEAD", "-f", form, catalog=made.root)
    assert (told.returncode, "this is a bug" in told.stderr) == (0, False), told.stderr
    if form == "atom":
        validated(told.stdout)


def test_commits_of_one_second_are_told_in_their_order(vcompare: Run, made: Repository) -> None:
    """Whatever the seed of the hashes: all of these are half an hour before midnight."""
    files = [
        {"tools/pen.toml": tool("Pen")},
        *({f"reviews/pen/{seat}.toml": review("ship", 1)} for seat in ("builder", "skeptic")),
    ]
    names = [made.commit("2026-11-10", one) for one in files]
    arguments = ("--since", "2026-11-10", "--today", "2026-11-20")
    texts = {digest(vcompare, made, *arguments, env={"PYTHONHASHSEED": str(seed)}) for seed in range(6)}
    assert len(texts) == 1
    assert "2 of 2 reviews say ship; the scores average 1.0 out of 100; free (2026-11-11)." in texts.pop()
    (change,) = json.loads(digest(vcompare, made, *arguments, "-f", "json"))["changes"]
    assert [cause["commit"] for cause in change["commits"]] == names


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_a_single_day_is_named_once(vcompare: Run, made: Repository, form: str) -> None:
    text = digest(vcompare, made, "--since", "2026-11-04", "--until", "2026-11-04", *TODAY, "-f", form)
    assert "Small: 2026-11-04" in text
    assert " to 2026" not in text
    front = vcompare("digest", "--since", "2026-11-09", *TODAY, catalog=made.root)
    assert "\nslug: '2026-11-09'\n" in front.stdout
    empty = vcompare("digest", "--since", "2026-11-08", "--until", "2026-11-08", *TODAY, catalog=made.root)
    assert empty.stderr == "note: nothing that a reader sees changed on 2026-11-08\n"


def moments(vcompare: Run, made: Repository, *arguments: str) -> set[datetime.date]:
    """Return every day that a digest claims: of the post, the feed, its entries, the message, and the JSON."""
    done = {
        form: digest(vcompare, made, *arguments, "-f", form) for form in ("markdown", "atom", "eml", "json")
    }
    feed = feedparser.parse(done["atom"])
    message = email.message_from_string(done["eml"], policy=email.policy.default)
    payload = json.loads(done["json"])
    days = [payload["since"], payload["until"], yaml.safe_load(done["markdown"].split("---\n")[1])["date"]]
    days += [one["date"] for one in payload["events"]]
    days += [cause["date"] for one in payload["changes"] for cause in one["commits"]]
    days += [one.updated[:10] for one in (feed.feed, *feed.entries)]
    return {datetime.date.fromisoformat(str(day)) for day in days} | {message["Date"].datetime.date()}


FAR = "2099-01-01"


def test_a_commit_of_the_future_counts_as_of_the_one_after_it(vcompare: Run, made: Repository) -> None:
    made.commit(FAR, {"tools/late.toml": tool("Late")})
    made.commit("2026-11-12", {"tools/later.toml": tool("Later")})
    span = ("--since", "2026-11-10", "--today", "2026-11-15")
    payload = json.loads(digest(vcompare, made, *span, "-f", "json"))
    assert {one["tool"]: one["date"] for one in payload["events"]} == {
        "late": "2026-11-13",
        "later": "2026-11-13",
    }
    assert max(moments(vcompare, made, *span)) == datetime.date(2026, 11, 15)
    later = (*span[:2], "--until", "2026-11-15", "--today", "2026-11-20")
    assert digest(vcompare, made, *span, "-f", "atom") == digest(vcompare, made, *later, "-f", "atom")


def test_a_branch_that_ends_in_the_future_is_as_old_as_today(vcompare: Run, made: Repository) -> None:
    made.commit(FAR, {"tools/late.toml": tool("Late")})
    for since in ("2026-11-09", "HEAD~2", "HEAD~1"):
        days = moments(vcompare, made, "--since", since, "--until", "HEAD", "--today", "2026-11-15")
        assert max(days) == datetime.date(2026, 11, 15)
    today = datetime.datetime.now(datetime.UTC).date()
    assert max(moments(vcompare, made, "--since", "2026-11-09", "--until", "HEAD")) <= today
    title = digest(vcompare, made, "--since", "2026-11-09", "--until", "HEAD", "--today", "2026-11-15").split(
        "\n# "
    )[1]
    assert title.startswith("Small: 2026-11-09 to 2026-11-15\n")
    assert "Late" in title


def test_what_is_dated_in_the_future_is_left_out_and_named(vcompare: Run, made: Repository) -> None:
    name = made.commit(FAR, {"tools/late.toml": tool("Late")})
    done = vcompare("digest", "--since", "2026-11-09", catalog=made.root)
    assert f"note: {name[:10]} is dated 2099-01-02 and left out; `--until HEAD` includes it\n" in done.stderr
    assert "Late" not in done.stdout
    with_it = vcompare("digest", "--since", "2026-11-09", "--until", "HEAD", catalog=made.root)
    assert "Late" in with_it.stdout
    assert with_it.stderr == ""


def test_where_all_commits_are_of_the_future_a_revision_is_the_remedy(vcompare: Run, tmp_path: Path) -> None:
    made = Repository(tmp_path / "new")
    made.commit(FAR, {"tools/late.toml": tool("Late")})
    done = vcompare("digest", "--since", "2026-11-09", "--today", "2026-11-15", catalog=made.root)
    assert done.returncode == 2
    assert done.stderr.endswith("hint: its commits are dated in the future: use `--until HEAD`\n")
    done = vcompare(
        "digest", "--since", "2026-11-09", "--until", "HEAD", "--today", "2026-11-15", catalog=made.root
    )
    assert (done.returncode, "Late" in done.stdout) == (0, True)
    assert "2099" not in done.stdout


@pytest.mark.parametrize("arguments", [["--since", "7x"], ["--since", "7d", "--until", "2026-13-01"]])
def test_what_is_no_day_is_named_before_git(
    vcompare: Run, make_catalog: MakeCatalog, arguments: list[str]
) -> None:
    done = vcompare("digest", *arguments, catalog=make_catalog({}))
    assert done.stderr.startswith(f'error: "{arguments[-1]}" is not a day\nhint: name a day such as')


Files = dict[str, str | bytes | None]
BROKEN: dict[str, str | bytes] = {
    "tools/ink.toml": "name =",
    "reviews/quill/builder.toml": "verdict = 5",
    "votes/quill.toml": b"\xff\xfe",
    "outcomes/quill.toml": "[[x]]",
    "workloads/w.toml": "label",
    "decisions/d.toml": "label = 1",
    "imported/feed.toml": "seen = 1",
    "imported/feed/ink.toml": "x",
    "recipes/feed.toml": "records =",
    "catalog.toml": "format = 1",
}


@pytest.mark.parametrize("path", BROKEN)
@pytest.mark.parametrize("when", ["before", "within", "after"])
def test_a_file_that_cannot_be_read_at_some_commit_is_no_crash(
    path: str, when: str, original: Repository, tmp_path: Path, vcompare: Run
) -> None:
    """The news are those of the other files, or an error says which file it is; both name it."""
    made = original.copied(tmp_path / "copy")
    before = (made.root / path).read_bytes() if (made.root / path).exists() else None
    broken: Files = {path: BROKEN[path]}
    mended: Files = {path: before}
    dot: Files = {"tools/dot.toml": tool("Dot")}
    dash: Files = {"tools/dash.toml": tool("Dash")}
    steps: list[Files] = {
        "before": [broken, mended, dot],
        "within": [dot, broken, mended],
        "after": [dot, dash, broken],
    }[when]
    for day, files in enumerate(steps, 10):
        made.commit(f"2026-11-{day}", files)
    since = ("digest", "--since", "HEAD~3" if when != "before" else "HEAD~2")
    for words in (
        since,
        (*since, "--format", "json"),
        ("diff", "HEAD~2", "HEAD"),
        ("diff", "HEAD~1"),
        ("history", "ink"),
    ):
        done = vcompare(*words, "--today", "2026-11-20", catalog=made.root)
        assert done.returncode in {0, 1, 2}, done.stderr
        assert done.returncode < 2 or path in done.stderr, (words, done.stderr)
        if words == since and done.returncode == 0:
            assert "Dot" in done.stdout
