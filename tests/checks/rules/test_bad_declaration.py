"""`bad-declaration`: a spec that contradicts itself, the catalog or another spec, where it does."""

from pathlib import Path

import pytest

from tests.checks.rules.support import CATALOG, HERE, SETTINGS, assert_found_here, found, spec

RULE = "bad-declaration"
CHOICES = 'choices = ["small", "large"]\n'
LIST = 'list them in their order, such as choices = ["small", "large"]'


def problems(tmp_path: Path, text: str) -> list[tuple[str, str | None]]:
    return [(one.message, one.hint) for one in found(tmp_path, RULE, {CATALOG: SETTINGS + text})]


@pytest.mark.parametrize(
    ("kind", "better"),
    [
        *(("quantity", '"higher"'), ("quantity", '"lower"'), ("flag", "true"), ("flag", "false")),
        *(("date", '"later"'), ("date", '"earlier"'), ("choice", '"first"'), ("choice", '"last"')),
    ],
)
def test_what_each_kind_has(tmp_path: Path, kind: str, better: str) -> None:
    more = CHOICES if kind == "choice" else ""
    assert problems(tmp_path, spec("own", kind, f"better = {better}\n{more}")) == []


@pytest.mark.parametrize(
    ("kind", "better", "message", "hint"),
    [
        (
            "quantity",
            '"higer"',
            '`better` of a quantity must be "higher" or "lower"',
            "did you mean `higher`?",
        ),
        ("quantity", '"later"', '`better` of a quantity must be "higher" or "lower"', 'write "higher"'),
        ("quantity", "false", '`better` of a quantity must be "higher" or "lower"', 'write "lower"'),
        (
            "quantity",
            '"big"',
            '`better` of a quantity must be "higher"',
            "write one of these, or remove `better`",
        ),
        ("flag", '"true"', "`better` of a flag must be true or false", "write true"),
        ("flag", '"higher"', "`better` of a flag must be true or false", "write true"),
        ("date", '"lower"', '`better` of a date must be "later" or "earlier"', 'write "earlier"'),
        (
            *("choice", '"small"', '`better` of a choice must be "last" or "first"'),
            'write "last", and put "small" at the end of `choices`',
        ),
        ("text", '"higher"', "no text is better than another", "remove `better`"),
        ("list", "true", "no list is better than another", "remove `better`"),
        ("link", '"first"', "no link is better than another", "remove `better`"),
    ],
)
def test_a_better_that_its_kind_does_not_have(
    tmp_path: Path, kind: str, better: str, message: str, hint: str
) -> None:
    more = CHOICES if kind == "choice" else ""
    [(says, remedy)] = problems(tmp_path, spec("own", kind, f"better = {better}\n{more}"))
    assert message in says
    assert remedy == hint


@pytest.mark.parametrize(
    ("kind", "more", "message", "hint"),
    [
        ("choice", "", "the choices of `own` are missing", LIST),
        ("choice", "choices = []\n", "the choices of `own` are empty", LIST),
        ("choice", 'choices = ["a", "b", "A"]\n', '"A" is among the choices twice', "remove one of the two"),
        (
            *("choice", 'choices = ["None", "b"]\n'),
            '"None" cannot be a choice: filters take it for what is known to have none',
            "remove it, and write { none = true } in the tools",
        ),
        (
            *("flag", CHOICES, "`choices` are for a choice, and `own` is a flag"),
            'remove them, or write kind = "choice"',
        ),
        (
            *("text", 'unit = "tokens"\n', "`unit` is for a quantity, and `own` is a text"),
            'remove it, or write kind = "quantity"',
        ),
        (
            "flag",
            'categories = ["Tolls"]\n',
            '"Tolls" is not a category of this catalog',
            "did you mean `Tools`?",
        ),
        (
            *("flag", 'categories = ["Tools", "Zebras"]\n', '"Zebras" is not a category of this catalog'),
            "correct it, or add it to `categories` of the catalog",
        ),
    ],
)
def test_what_contradicts_itself_or_the_catalog(
    tmp_path: Path, kind: str, more: str, message: str, hint: str
) -> None:
    assert problems(tmp_path, spec("own", kind, more)) == [(message, hint)]


def test_a_catalog_that_lists_no_categories(tmp_path: Path) -> None:
    settings = SETTINGS.replace('categories = ["Tools"]\n', "")
    text = settings + spec("own", "flag", 'categories = ["Tolls"]\n')
    assert found(tmp_path, RULE, {CATALOG: text}) == []


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ('label = "Window"', 'label = "window!"', '`a` and `b` have the same label, "window!"'),
        (
            *('label = "Context window"\nshort = "Context"', 'label = "Context"'),
            '`a` and `b` are called the same in narrow columns, "Context"',
        ),
        (
            *('label = "A"\nshort = "Own"', 'label = "B"\nshort = "own"'),
            '`a` and `b` are called the same in narrow columns, "own"',
        ),
        ('label = "A"', 'label = "B"', None),
        ('label = "C++"', 'label = "C#"', None),
    ],
)
def test_labels_that_two_share(tmp_path: Path, first: str, second: str, message: str | None) -> None:
    text = f'\n[specs.a]\n{first}\nkind = "flag"\n[specs.b]\n{second}\nkind = "flag"\n'
    assert [says for says, _ in problems(tmp_path, text)] == ([message] if message else [])


def test_places(tmp_path: Path) -> None:
    """Whatever else is wrong with the file."""
    text = f"""
[specs.a]
label = "A"
kind = "flag"
better = {HERE}"higher"
unit = {HERE}"tokens"
categories = ["Tools", {HERE}"Tolls"]
[specs.b]
label = {HERE}"a"
kind = "choice"
choices = ["x", {HERE}"x"]
[specs.c]
label = "C"
kind = {HERE}"choice"
[specs.d]
label = 3
kind = "choice"
"""
    assert_found_here(tmp_path, RULE, {CATALOG: SETTINGS + text})


def meter(key: str, more: str = "", unit: str = "tokens") -> str:
    return f'\n[meters.{key}]\nlabel = "The {key}"\nunit = "{unit}"\n{more}\n'


@pytest.mark.parametrize(
    ("text", "messages"),
    [
        (meter("a") + meter("b", 'part_of = "a"') + meter("c", 'part_of = "b"\nper = 1000'), []),
        (meter("a", 'part_of = "a"'), ["`a` is part of itself"]),
        (meter("input") + meter("b", 'part_of = "imput"'), ["`imput` is not a meter of this catalog"]),
        (meter("a", 'part_of = "b"') + meter("b", 'part_of = "a"'), ["`a` and `b` are parts of each other"]),
        (meter("d", 'part_of = "a"') + meter("a", 'part_of = "b"') + meter("b", 'part_of = "c"')
         + meter("c", 'part_of = "a"'), ["`a`, `b` and `c` are parts of each other"]),
        (meter("a") + meter("b", 'part_of = "a"', "seconds"),
         ["`b` is in seconds, and `a`, of which it is a part, in tokens"]),
        (meter("month"), ["a meter cannot be called `month`: a plan may be for a month"]),
        (meter("a") + meter("b").replace("The b", "THE A"), ['`a` and `b` have the same label, "THE A"']),
        (meter("a").replace("label", "lable") + meter("b"), []),
        ("\n[currencies.USD]\nusd = 2\nchecked = 2026-11-01\n", ["a US dollar is not worth 2 of them"]),
        ("\n[currencies.USD]\nusd = 1\nchecked = 2026-11-01\n", []),
    ],
)  # fmt: skip
def test_meters_and_currencies(tmp_path: Path, text: str, messages: list[str]) -> None:
    found_here = problems(tmp_path, text)
    assert [message for message, _ in found_here] == messages
    assert all(hint for _, hint in found_here)


def test_a_part_is_found_at_what_it_is_a_part_of(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, RULE, {CATALOG: SETTINGS + meter("a") + meter("b", 'part_of = "aa"')})
    assert (finding.hint, finding.line, finding.column) == ("did you mean `a`?", 16, 11)
