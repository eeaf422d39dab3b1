"""The one style: nothing lost, nothing left to do a second time."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import assume, event, example, given, settings

from tests.catalog.toml_documents import REAL, TOML_TEST, documents, read
from tests.conftest import SAMPLE
from vcompare.catalog.paths import kind_at
from vcompare.catalog.positions import comments
from vcompare.catalog.schema import TYPES
from vcompare.catalog.source import Document, parse
from vcompare.editing.formatter import Declared, canonical, new_file
from vcompare.editing.style import same
from vcompare.errors import VcompareError
from vcompare.model import Settings, Tool, Votes

TOOL_KEYS = ("entry", "name", "tags", "pricing", "vendor", "odd")


def comments_in(text: str) -> Counter[str]:
    return Counter(comment.rstrip() for _, comment in comments(read(text).text))


def check(text: str, model: type) -> str:
    document = read(text)
    once = canonical(document, model)
    assert same(read(once).data, document.data)
    assert comments_in(once) == comments_in(text)
    assert canonical(read(once), model) == once
    return once


@pytest.mark.parametrize("model", [Tool, Votes, Settings])
@given(text=documents(TOOL_KEYS, ("pricing", "ballots", "panel", "tally", "check", "odd")))
@settings(max_examples=60)
@example(text="")
@example(text="# only\n\n\n# comments")
@example(text='panel = {z = {name = "Z"}, a = {name = "A"}}')
@example(text='[panel]\nz = {name = "Z"}\na = { # why\n name = "A"}\n[panel.b]\nname = "B"')
@example(text="# end of root\n\n# of the table\n[pricing]  # behind\n# of the key\nsummary = 'x'\n# last")
def test_twice_is_once_and_nothing_is_lost(model: type, text: str) -> None:
    document = parse("x", text.encode())
    assume(isinstance(document, Document))
    try:
        check(text, model)
    except VcompareError as refusal:
        event("refused")
        assert refusal.hint == "format it by hand"


@pytest.mark.skipif(not TOML_TEST, reason="set TOML_TEST to the tests folder of toml-test; .ci/run does")
def test_the_valid_files_of_the_public_suite() -> None:
    folder = Path(TOML_TEST or "")
    names = [name for name in (folder / "files-toml-1.1.0").read_text().split() if name.startswith("valid/")]
    names = [name for name in names if name.endswith(".toml")]
    assert len(names) > 150
    for name in names:
        check((folder / name).read_bytes().decode(), Tool)


@pytest.mark.parametrize(
    "path", sorted({*SAMPLE.rglob("*.toml")} - {*SAMPLE.rglob("imported/**/*.toml")}), ids=str
)
def test_the_sample_is_in_form(path: Path) -> None:
    kind = kind_at(path.relative_to(SAMPLE).as_posix())
    text = path.read_text(encoding="utf-8")
    assert canonical(read(text), TYPES[kind]) == text


@pytest.mark.parametrize("name", REAL)
def test_what_people_write(name: str) -> None:
    check(REAL[name], Tool)


FORMED = '''\
# A tool, as its maker describes it.
# vim: set ft=toml:

name = "Anvil"                           # the product, not the company
tagline = "A build server in one binary"
category = "Self-hosted"                 # not "CI": see #12
entry = "free"

# Markdown:
description = """
# Not a comment

Builds, and says "why" it does not. \\
    Joined.
"""
aliases = [ # what people type
  "anvil-ci", # before 2024
  # "hammer" was never ours
  "Anvil CI",
] # end of names
tags = ["ci", "build"] # sorted? no
# added by hand
added = 2024-05-01

[pricing] # read by Ana
# from the footer
summary = "Free for ever"               # they say
source = "https://example.com/#pricing"
# end of pricing
# end of file
'''


def test_every_comment_stays_where_it_was() -> None:
    assert check(REAL["comments everywhere"], Tool) == FORMED


def test_tables_get_headers_and_keys_their_order() -> None:
    for name in ("dotted", "inline", "another order"):
        formed = check(REAL[name], Tool)
        assert "\n\n[pricing]" in formed, name
        keys = [line.partition(" =")[0] for line in formed.split("\n") if " = " in line]
        order = ["name", "tagline", "category", "entry", "tags", "summary", "source", "checked"]
        assert keys == [key for key in order if key in keys], name


def test_ballots_are_sorted_and_the_panel_is_not() -> None:
    assert (
        check('[ballots]\nzoe = "ship"\n"Ana B" = "skip"\n', Votes)
        == '[ballots]\n"Ana B" = "skip"\nzoe = "ship"\n'
    )
    panel = 'format = 1\ntitle = "T"\n\n[panel.z]\nname = "Z"\n\n[panel.a]\nname = "A"\n'
    assert check(panel, Settings) == panel


def test_a_panel_whose_order_would_change_is_refused() -> None:
    panel = '[panel]\nz = {name = "Z"}\na = { # why\n name = "A"}\n'
    with pytest.raises(VcompareError, match="cannot be formatted without a loss"):
        canonical(read(panel), Settings)


def test_a_long_list_has_an_item_a_line() -> None:
    items = ", ".join(f'"tag-number-{number}"' for number in range(9))
    formed = check(f"tags = [{items}]\n", Tool)
    assert formed.startswith('tags = [\n  "tag-number-0",\n')
    assert max(map(len, formed.split("\n"))) <= 80


@pytest.mark.parametrize(
    "written",
    [
        r'"a\u200bb\u202ec"',
        r'"10\u00a0dollars"',
        r'"\u001b[31m\U0001F600\u3000"',
        r'"tab\t, lines\n\n, \"quotes\" and \u0041"',
        "'C:\\tools'",
        "'''it's \\ one'''",
        '"""one line"""',
        '"""\none\n\\u00a0two \\\n  three"""',
        '"\u00a0as it is"',
    ],
)
def test_a_string_stays_as_it_is_written(written: str) -> None:
    for text in (f"name = {written}\n", f"tags = [{written}]\n", f"odd = {{ a = [{written}] }}\n"):
        assert check(text, Tool) == text
    assert check(f"pricing = {{ summary = {written} }}\n", Tool) == f"[pricing]\nsummary = {written}\n"


def test_a_key_stays_as_it_is_written() -> None:
    text = '"a\\u00a0b" = 1\n\n["\\u200b"]\nx . "y" = 2\n'
    assert check(text, Tool) == text.replace(" . ", ".")


@pytest.mark.parametrize(
    "text", ['text = "a\\r\\nb"\n', 'text = "a\\tb\\n"\n', "text = '''a\"\"\"\"b\n'''\n", 'text = "\\n\\n"\n']
)
def test_hard_strings_read_back(text: str) -> None:
    check(text, Tool)


def test_a_new_file_is_in_form() -> None:
    text = new_file(
        {"pricing": {"summary": "x"}, "entry": "free", "name": 'A "b"\\', "description": "one\n\ntwo\n"}
    )
    assert text == (
        'name = "A \\"b\\"\\\\"\nentry = "free"\ndescription = """\none\n\ntwo\n"""\n\n[pricing]\nsummary = "x"\n'
    )
    assert check(text, Tool) == text


PRICED = """\
name = "Quill"

[pricing]
summary = "Pay per token"
currency = "USD"

# What is billed.
[pricing.rates]
output = 15
input = { amount = 3, quote = "$3" } # per million
video = 1

# The second tier is for everybody.
[[pricing.tiers]]
over = { input = 200_000 }
rates = { input = 6 }

[[pricing.tiers]]
over = { input = 100 }
rates = { input = 2 }

[[pricing.plans]]
name = "Team"
amount = 25
per = "month"
includes = { input = 500_000 }

[offers.zeta]
name = "Zeta"
source = "https://example.com"

[offers.zeta.rates]
input = { amount = 4, checked = 2026-01-02 }

[[offers.zeta.plans]]
name = "Pro"
amount = 1
per = "year"

[offers.zeta.specs]
context = 5

[offers.alpha]
name = "Alpha"
"""
UNORDERED = """\
name = "Quill"
[offers.zeta]
specs = { context = 5 }
rates = { input = { checked = 2026-01-02, amount = 4 } }
source = "https://example.com"
name = "Zeta"
plans = [{ per = "year", name = "Pro", amount = 1 }]
[offers.alpha]
name = "Alpha"

# The second tier is for everybody.
[[pricing.tiers]]
rates = { input = 6 }
over = { input = 200_000 }
[[pricing.tiers]]
rates = { input = 2 }
over = { input = 100 }
[pricing]
currency = "USD"
summary = "Pay per token"
plans = [ { name = "Team", per = "month", amount = 25, includes = { input = 500_000 } } ]

# What is billed.
[pricing.rates]
video = 1
output = 15
input = { amount = 3, quote = "$3" } # per million
"""
DECLARED = Declared(("context",), ("output", "input"))


def test_prices_have_an_order_and_headers_and_lists_keep_theirs() -> None:
    formed = canonical(read(UNORDERED), Tool, DECLARED)
    assert formed == PRICED.replace(
        "{ amount = 4, checked = 2026-01-02 }", "{ checked = 2026-01-02, amount = 4 }"
    )
    assert canonical(read(PRICED), Tool, DECLARED) == PRICED
    check(UNORDERED, Tool)


def test_meters_and_currencies_of_a_catalog_keep_their_order() -> None:
    text = (
        'format = 1\ntitle = "T"\ncurrency = "USD"\n\n[meters.z]\nlabel = "Z"\nunit = "z"\nper = 5\n\n'
        '[meters.a]\nlabel = "A"\nunit = "a"\npart_of = "z"\n\n[currencies.EUR]\nusd = 1.08\nchecked = 2026-01-02\n'
    )
    assert check(text, Settings) == text
    shuffled = (
        '[currencies]\nEUR = { checked = 2026-01-02, usd = 1.08 }\n[meters]\nz = { unit = "z", label = "Z", per = 5 }\n'
        'a = { part_of = "z", label = "A", unit = "a" }\n'
    )
    formed = check(f'currency = "USD"\ntitle = "T"\nformat = 1\n{shuffled}', Settings)
    assert list(read(formed).data["meters"]) == ["z", "a"]
    assert formed.startswith('format = 1\ntitle = "T"\ncurrency = "USD"\n')


def test_a_list_of_tables_with_comments_in_it_stays_as_it_is() -> None:
    text = '[pricing]\nplans = [\n  # the only one\n  { name = "Team", amount = 25, per = "month" },\n]\n'
    assert check(text, Tool) == text
