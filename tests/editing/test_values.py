"""Values set in a text: what was asked for changes, and nothing else."""

import datetime
import random
from collections.abc import Callable
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
import rtoml
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tests.catalog.toml_documents import REAL, TOML_TEST, documents, read
from vcompare.catalog.positions import comments
from vcompare.catalog.source import Document, parse
from vcompare.editing import values
from vcompare.editing.style import same
from vcompare.editing.values import with_values
from vcompare.errors import VcompareError

DAY = datetime.date(2026, 11, 20)
NEW = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
    st.integers(-5, 5),
    st.just(DAY),
    st.lists(st.sampled_from(["a", "b", "c", "é\n"]), max_size=3),
)


def data(text: str) -> dict[str, Any]:
    return read(text).data


def comments_in(text: str) -> list[str]:
    return sorted(comment for _, comment in comments(read(text).text))


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    lines = list(unified_diff(before.splitlines(keepends=True), after.splitlines(keepends=True), n=0))[2:]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


def paths(table: dict[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in table.items():
        found.append((*above, key))
        if isinstance(value, dict):
            found += paths(value, (*above, key))
    return found


def set_in(table: dict[str, Any], path: tuple[str, ...], value: Any) -> dict[str, Any]:
    """Return a copy with a value set; an oracle as short as can be."""
    first, *rest = path
    if rest:
        value = set_in(table.get(first, {}), tuple(rest), value)
    return {**table, first: value}


@given(text=documents(), value=NEW, pick=st.integers(0, 50), name=st.text("abz .#'\"é", max_size=4))
@settings(max_examples=150)
@example(text="", value="x", pick=0, name="a")
@example(text="a = 1", value="x", pick=0, name="a")
@example(text="[t]", value="x", pick=1, name="b")
@example(text="# only a comment", value="x", pick=1, name="b")
def test_a_value_changes_and_nothing_else(text: str, value: Any, pick: int, name: str) -> None:
    document = parse("x", text.encode())
    assume(isinstance(document, Document))
    assert isinstance(document, Document)
    known = [(), *paths(document.data)]
    path = known[pick % len(known)]
    if not path or isinstance(set_of(document.data, path), dict):
        path = (*path, name)
    try:
        after = with_values(text, {path: value})
    except VcompareError as refusal:  # better than to guess
        assert refusal.hint == "change it in an editor"
        return
    assert same(data(after), set_in(document.data, path, value))
    # With an item of a list goes the comment behind it.
    shrinks = isinstance(value, list) and isinstance(value_at(document.data, path), list)
    assert comments_in(after) == comments_in(text) or shrinks
    assert after.startswith("\ufeff") == text.startswith("\ufeff")
    assert ("\r\n" in after) == ("\r\n" in text) or "\n" not in text
    removed, added = changed_lines(text, after)
    lines = len(f"{value}.".splitlines()) + 2
    assert len(added) <= lines + len(removed) + (len(value) if isinstance(value, list) else 0)


def set_of(table: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        table = table[key]
    return table


@given(text=documents(), value=NEW)
@settings(max_examples=150)
def test_what_is_added_can_be_taken_away_again(text: str, value: Any) -> None:
    assume(isinstance(parse("x", text.encode()), Document) and "quite new" not in text)
    added = with_values(text, {"quite new": value})
    again = with_values(added, {"quite new": None})
    assert same(data(again), data(text))
    kept, old = (
        [line.strip() for line in one.split("\n") if line.strip()]
        for one in (again.removeprefix("\ufeff"), text.removeprefix("\ufeff"))
    )
    assert kept == old


@given(text=documents(), value=NEW, pick=st.integers(0, 50))
@settings(max_examples=100)
def test_refusals_are_rare(text: str, value: Any, pick: int) -> None:
    """Count them: a way of writing that people use must not be among them."""
    document = parse("x", text.encode())
    assume(isinstance(document, Document))
    assert isinstance(document, Document)
    known = [
        path for path in paths(document.data) if not isinstance(set_of(document.data, path), dict | list)
    ]
    assume(known)
    path = known[pick % len(known)]
    after = with_values(text, {path: value})
    assert comments_in(after) == comments_in(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("name", REAL)
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("name", "Anvil 2"),
        ("entry", "paid"),
        ("tagline", 'with "quotes" and \\'),
        ("pricing.summary", "Less free"),
        ("tags", ["x", "y"]),
        ("vendor", "Smith"),
        ("pricing.checked", DAY),
        ("added", DAY),
    ],
)
def test_one_line_of_what_people_write(name: str, key: str, value: Any, newline: str, bom: str) -> None:
    text = bom + REAL[name].replace("\n", newline)
    after = with_values(text, {key: value})
    removed, added = changed_lines(text, after)
    if (name, key) == ("another order", "tags"):
        assert [line.strip() for line in removed] == ['"a" , # one', '"b"   # two']
        return
    if removed and added and len(added) > len(removed):  # behind a last line that had no end
        assert added[0].rstrip("\r\n") == removed.pop()
        del added[0]
    assert len(removed) <= 1
    assert len(added) == 1 or (name, key) == ("inline", "pricing.checked")
    assert comments_in(after) == comments_in(text)
    assert all(line.endswith(newline) for line in added) or not after.endswith("\n")


@pytest.mark.parametrize(
    ("items", "removed", "added"),
    [
        (["anvil-ci", "Anvil CI", "new"], [], ['    "new",\n']),
        (["Anvil CI"], ['    "anvil-ci",       # before 2024\n'], []),
        (["anvil-ci"], ['    "Anvil CI",\n'], []),
    ],
)
def test_items_of_a_list_with_comments(items: list[str], removed: list[str], added: list[str]) -> None:
    text = REAL["comments everywhere"]
    after = with_values(text, {"aliases": items})
    assert changed_lines(text, after) == (removed, added)


@pytest.mark.parametrize("items", [["Anvil CI", "anvil-ci"], ["new", "anvil-ci", "Anvil CI"]])
def test_a_list_with_comments_keeps_its_order_or_is_left_alone(items: list[str]) -> None:
    with pytest.raises(VcompareError, match="`aliases` cannot be changed without touching"):
        with_values(REAL["comments everywhere"], {"aliases": items})


def test_data_that_is_not_as_asked_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_edited", lambda *_: "a = 1\nb = 3\n")
    with pytest.raises(VcompareError, match="`a` cannot be changed without touching the lines around it"):
        with_values("a = 0\nb = 2\n", {"a": 1})


def test_an_item_of_a_list_changes_in_its_place() -> None:
    text = '\ufeffa = [\r\n  "x", # first\r\n  "y",\r\n]\r\n'
    assert with_values(text, {("a", 0): "z"}) == text.replace('"x"', '"z"')


def test_a_new_key_comes_where_the_format_has_it() -> None:
    text = REAL["comments everywhere"]
    after = with_values(text, {"vendor": "Smith"}, ["entry", "description", "vendor", "aliases"])
    assert after == text.replace('\n"""\n\n', '\n"""\nvendor = "Smith"\n\n')


@pytest.mark.parametrize("text", ["", "# a\n", "a = 1", "[x]\n", "[x]\ny = 1"])
def test_a_table_is_made_where_there_is_none(text: str) -> None:
    after = with_values(text, {"pricing.summary": "Free"})
    assert after.startswith(text)
    assert same(data(after), {**data(text), "pricing": {"summary": "Free"}})


@given(
    text=documents(),
    new=st.dictionaries(
        st.tuples(
            st.sampled_from(["specs", "a", "b.c"]), st.text("abz .#é", max_size=2), st.text("ab", max_size=2)
        ),
        NEW,
        min_size=2,
        max_size=8,
    ),
)
@example(text="a = 1", new={("specs", "b", "x"): 1, ("specs", "c", "x"): 2})
@example(text="specs = { c = {} } # d", new={("specs", "b", "x"): 1, ("specs", "c", "x"): 2})
@example(text="specs.c.x = 1\n", new={("specs", "b", "x"): 1, ("specs", "c", "y"): 2})
@example(
    text="[specs.c]\n# d\n\n[x]", new={("specs", "b", "x"): 1, ("specs", "b", "y"): 1, ("specs", "d", "x"): 2}
)
@example(text="[[specs]]\n[x]", new={("specs", "b", "x"): 1, ("specs", "b", "y"): 1})
def test_tables_that_are_added_at_once_are_where_they_would_be_one_by_one(
    text: str, new: dict[tuple[str, ...], Any]
) -> None:
    def one_by_one() -> str:
        after = text
        for path in sorted(new):
            after = with_values(after, {path: new[path]})
        return after

    def at_once() -> str:
        return with_values(text, {path: new[path] for path in sorted(new)})

    assert outcome(at_once) == outcome(one_by_one)


def outcome(change: Callable[[], str]) -> str:
    """Return what a change makes of a text, or why it is refused."""
    try:
        return change()
    except VcompareError as error:
        return str(error)


def test_many_new_tables_take_one_edit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(values, "_with_value", None)
    new = {f"specs.{key}.{part}": key for key in "abc" for part in ("label", "kind")}
    assert data(with_values("[specs.z]\nlabel = 'Z'\n", new))["specs"].keys() == {*"zabc"}


def test_removing_takes_the_line_and_no_other() -> None:
    text = REAL["comments everywhere"]
    after = with_values(text, {"pricing.source": None, "entry": None})
    assert changed_lines(text, after) == (
        ['entry = "free"\n', '    source = "https://example.com/#pricing"\n'],
        [],
    )


def test_what_is_no_toml_is_refused_with_its_place() -> None:
    with pytest.raises(VcompareError, match=r"^tools/x.toml:2:5: this is not TOML"):
        with_values("a = 1\nb = \n", {"a": 2}, where="tools/x.toml")


@pytest.mark.parametrize("text", ["a = 1\n", "a.b = 1\n"])
def test_a_value_is_no_table(text: str) -> None:
    with pytest.raises(VcompareError):
        with_values(text, {"a.b.c": 1})


@pytest.mark.skipif(not TOML_TEST, reason="set TOML_TEST to the tests folder of toml-test; .ci/run does")
def test_the_valid_files_of_the_public_suite() -> None:
    folder = Path(TOML_TEST or "")
    names = [name for name in (folder / "files-toml-1.1.0").read_text().split() if name.startswith("valid/")]
    chance = random.Random(7)  # noqa: S311
    done = refused = 0
    for name in (name for name in names if name.endswith(".toml")):
        text = (folder / name).read_bytes().decode()
        before = data(text)
        values = [path for path in paths(before) if not isinstance(value_at(before, path), dict)]
        for path in [("quite new",), ("pricing new", "summary"), *chance.sample(values, min(3, len(values)))]:
            try:
                after = with_values(text, {path: "changed"})
            except VcompareError:
                refused += 1
                continue
            done += 1
            assert same(data(after), set_in(before, path, "changed")), (name, path)
            if not isinstance(value_at(before, path), dict | list):
                assert comments_in(after) == comments_in(text), (name, path)
    assert done > 500
    assert refused < done / 10


def value_at(table: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        table = table.get(key) if isinstance(table, dict) else None
    return table


def test_the_reader_is_the_one_of_the_catalog() -> None:
    assert data("a = 1\n") == rtoml.loads("a = 1\n")


def test_lines_keep_the_ends_that_they_have() -> None:
    text = 'name = "A"\r\ntagline = "B"\ncategory = "C"\r\nentry = "free"\n'
    after = with_values(text, {"entry": "paid"})
    assert after == text.replace("free", "paid")
    assert with_values(text, {"category": "D"}) == text.replace('"C"', '"D"')
    assert with_values("\ufeff" + text, {"name": "E"}) == "\ufeff" + text.replace('"A"', '"E"')


def test_the_last_dotted_key_goes_with_its_table() -> None:
    gone: dict[tuple[str, ...], None] = {("ballots", "Bob"): None}
    assert with_values('ballots.Bob = "ship"\n# end\n', gone) == "# end\n"


def test_a_list_with_comments_is_never_called_broken() -> None:
    text = 'aliases = [\n  # first\n  "a", # behind a\n  "b" # behind b\n  # end\n]\n'
    try:
        assert "# behind b" in with_values(text, {"aliases": ["a", "b", "c"]})
    except VcompareError as error:
        assert "cannot be changed" in error.message


CRLF = 'name = "A"\r\ntagline = "B"\r\ncategory = "C"\r\n'


@pytest.mark.parametrize("end", ["", "\r\n", "\r\n\r\n"])
@pytest.mark.parametrize("table", ["", "\r\n[pricing]\r\nsource = 'x'\r\n", "\r\n# at the end"])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pricing.summary", "Free"),
        ("description", "One.\n\nTwo.\n"),
        ("tags", ["x" * 60, "y" * 60]),
        ("name", "Z"),
    ],
)
def test_what_is_new_has_the_line_ends_of_the_file(end: str, table: str, key: str, value: Any) -> None:
    text = CRLF + table.removesuffix("\r\n") + end
    after = with_values(text, {key: value})
    assert "\n" not in after.replace("\r\n", "")
    assert value_at(data(after), tuple(key.split("."))) == value
    assert with_values(text.replace("\r\n", "\n"), {key: value}) == after.replace("\r\n", "\n")


@pytest.mark.parametrize(("few", "many"), [("\n", "\r\n"), ("\r\n", "\n")])
def test_in_a_mixed_file_new_lines_have_the_usual_end(few: str, many: str) -> None:
    text = f'name = "A"{few}tagline = "B"{many}category = "C"{many}'
    after = with_values(text, {"pricing.summary": "Free", "description": "One.\nTwo."})
    new = 'description = """\nOne.\nTwo."""\n\n[pricing]\nsummary = "Free"\n'
    assert after == text + new.replace("\n", many)


@pytest.mark.parametrize("gap", ["", "\n  "])
def test_items_that_stay_are_written_as_they_were(gap: str) -> None:
    text = f"tags = [{gap}" + r""""a\u00a0b", 'c', "d"]""" + "\n"
    after = with_values(text, {"tags": ["a\u00a0b", "c", "e"]})
    assert after == r"""tags = ["a\u00a0b", 'c', "e"]""" + "\n"


PLANS = """\
# Ours.
[[pricing.plans]] # the first
name = "Team"
amount = 25 # a bargain
per = "month"

[[pricing.plans]]
name = "Pro"
amount = 9

[sources.pricing]
url = "x"
"""
TEAM = {"name": "Team", "amount": 25, "per": "month"}
PRO = {"name": "Pro", "amount": 9}


@pytest.mark.parametrize(
    ("plans", "before", "after"),
    [
        ([{**TEAM, "amount": 30}, PRO], "amount = 25 #", "amount = 30 #"),
        ([TEAM, {**PRO, "includes": {"a": 1}}], "amount = 9\n", "amount = 9\nincludes = { a = 1 }\n"),
        ([TEAM], '\n[[pricing.plans]]\nname = "Pro"\namount = 9\n', ""),
        ([TEAM, PRO, {"name": "Max"}], "amount = 9\n", 'amount = 9\n\n[[pricing.plans]]\nname = "Max"\n'),
    ],
)
def test_a_list_of_tables_changes_table_by_table(plans: list[Any], before: str, after: str) -> None:
    assert with_values(PLANS, {"pricing.plans": plans}) == PLANS.replace(before, after, 1)


def test_a_list_of_tables_in_brackets_stays_in_them() -> None:
    text = '[pricing]\nplans = [{ name = "Team", amount = 25 }]\n'
    assert with_values(text, {"pricing.plans": [{"name": "Team", "amount": 30}]}) == text.replace("25", "30")
    both = with_values(text, {"pricing.plans": [PRO, TEAM]})
    assert data(both) == {"pricing": {"plans": [PRO, TEAM]}}


def test_a_new_list_of_tables_has_headers_and_comes_after_the_table_it_is_in() -> None:
    text = '[pricing]\nsummary = "x"\n\n[specs]\na = 1\n'
    assert with_values(text, {"pricing.plans": [PRO]}) == text.replace(
        '"x"\n', '"x"\n\n[[pricing.plans]]\nname = "Pro"\namount = 9\n'
    )
