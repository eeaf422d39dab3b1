"""TOML texts for the tests of writing: made up, with comments wherever TOML allows one, and such as people write."""

import os

from hypothesis import strategies as st

from vcompare.catalog.source import Document, parse

TOML_TEST = os.environ.get("TOML_TEST")
"""The tests folder of the public suite, where there is one."""

_WORD = st.text("abcxyz_-09", min_size=1, max_size=4)
_ODD = st.text("ab .#=\"'[]{}\\,é", max_size=5)
COMMENT = st.text("ab #=\"'[]{}\\,.é", max_size=12).map(lambda text: f"#{text}")
_SPACE = st.sampled_from(["", " ", "  ", "\t"])


def _basic(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _key(word: str) -> st.SearchStrategy[str]:
    return st.sampled_from([word, f'"{word}"', f"'{word}'"])


STRING = st.one_of(
    _ODD.map(_basic),
    _ODD.filter(lambda text: "'" not in text).map(lambda text: f"'{text}'"),
    st.lists(st.sampled_from(["one", "# two", '"', "", "  = 3", "[x]", "é\\n"]), max_size=4).map(
        lambda lines: '"""' + "\n".join(lines) + '\n"""'
    ),
    st.lists(st.sampled_from(["one", "# two", "\\", "'", ""]), max_size=3).map(
        lambda lines: "'''\n" + "\n".join(lines) + "\n'''"
    ),
    st.just('"""\none \\\n   two"""'),
)
SCALAR = st.one_of(
    STRING,
    st.sampled_from(
        [
            "1",
            "0x1F",
            "1_000",
            "-3.5",
            "nan",
            "-inf",
            "true",
            "2026-11-20",
            "07:30:00",
            "1979-05-27 07:32:00Z",
        ]
    ),
)


@st.composite
def arrays(draw: st.DrawFn, items: st.SearchStrategy[str] = STRING | SCALAR) -> str:
    values = draw(st.lists(items, max_size=4))
    if draw(st.booleans()):
        return "[" + f"{draw(_SPACE)},{draw(_SPACE)}".join(values) + draw(st.sampled_from(["]", " ]"]))
    lines = [draw(st.sampled_from(["\n", f"  {draw(COMMENT)}\n", "\n\n", f"\n{draw(COMMENT)}\n"]))]
    for value in values:
        behind = draw(
            st.sampled_from(["\n", " ", f"  {draw(COMMENT)}\n", "\n\n \n", f"\n\n {draw(COMMENT)}\n\n"])
        )
        comma = draw(st.sampled_from([",", ",", " ,", "\n,", f" {draw(COMMENT)}\n,"]))
        lines.append(f"{draw(_SPACE)}{value}{comma}{behind}")
    return "[" + "".join(lines) + draw(_SPACE) + "]"


@st.composite
def inline_tables(draw: st.DrawFn, items: st.SearchStrategy[str] = SCALAR) -> str:
    keys = draw(st.lists(_WORD, max_size=3, unique=True))
    dots = [draw(st.sampled_from(["", "", " . x", ".'y z'"])) for _ in keys]
    members = [f" {key}{dot} = {draw(items)}" for key, dot in zip(keys, dots, strict=True)]
    return "{" + ",".join(members) + draw(_SPACE) + "}"


_LONG = st.integers(20, 90).map(lambda size: '"' + "é" * size + '"')
_FLAT = st.one_of(SCALAR, SCALAR, _LONG, arrays(), inline_tables())
_DEEP = st.one_of(SCALAR, arrays(_FLAT), inline_tables(_FLAT))
VALUE = st.one_of(SCALAR, SCALAR, _FLAT, arrays(_DEEP), inline_tables(_DEEP))


@st.composite
def pairs(draw: st.DrawFn, known: tuple[str, ...] = ()) -> str:
    lines = []
    words = st.sampled_from(known) if known else _WORD
    for word in draw(st.lists(words, max_size=5, unique=True)):
        lines += draw(st.lists(st.one_of(COMMENT, st.just("")), max_size=2))
        dotted = draw(st.sampled_from(["", "", "", f" . {draw(_key('inner'))}"]))
        behind = draw(st.sampled_from(["", "", f" {draw(COMMENT)}"]))
        equals = f"{draw(_SPACE)}={draw(_SPACE)}"
        lines.append(f"{draw(_SPACE)}{draw(_key(word))}{dotted}{equals}{draw(VALUE)}{behind}")
    return "".join(f"{line}\n" for line in lines)


@st.composite
def documents(draw: st.DrawFn, known: tuple[str, ...] = (), tables: tuple[str, ...] = ()) -> str:
    """A document, most often valid: who uses it leaves out the others."""
    parts = [draw(pairs(known))]
    names = st.sampled_from(tables) if tables else _WORD.map(lambda word: f"t{word}")
    for table in draw(st.lists(names, max_size=3, unique=True)):
        parts += [f"{line}\n" for line in draw(st.lists(st.one_of(COMMENT, st.just("")), max_size=2))]
        sub = draw(st.sampled_from(["", "", ".sub", ' . "x y"']))
        head = f"[[{table}]]" if draw(st.integers(0, 9)) == 0 else f"[{table}{sub}]"
        behind = draw(st.sampled_from(["", f"  {draw(COMMENT)}"]))
        parts.append(f"{draw(_SPACE)}{head}{behind}\n{draw(pairs())}")
    text = "".join(parts) + draw(st.sampled_from(["", "# the end\n", "\n\n"]))
    if draw(st.booleans()):
        text = text.removesuffix("\n")
    if draw(st.integers(0, 3)) == 0:
        text = text.replace("\n", "\r\n")
    return draw(st.sampled_from(["", "", "\ufeff"])) + text


def read(text: str) -> Document:
    document = parse("x", text.encode())
    assert isinstance(document, Document), document
    return document


REAL = {
    "comments everywhere": '''\
# A tool, as its maker describes it.
# vim: set ft=toml:

name = "Anvil"        # the product, not the company
tagline   =   'A build server in one binary'
category = "Self-hosted" # not "CI": see #12
entry = "free"


# Markdown:
description = """
# Not a comment

Builds, and says "why" it does not. \\
    Joined.
"""

aliases = [           # what people type
    "anvil-ci",       # before 2024
    # "hammer" was never ours
    "Anvil CI",
]                     # end of names
tags = ["ci", "build" ] # sorted? no
# added by hand
added = 2024-05-01

    [pricing]         # read by Ana
    # from the footer
    summary = "Free for ever"  # they say
    source = "https://example.com/#pricing"
    # end of pricing
# end of file
''',
    "dotted": """\
name = "Anvil"
tagline = "A build server"
category = "Tools"
entry = "free"
pricing.summary = "Free" # dotted
# and its page
"pricing".source = "https://example.com"
tags = []
""",
    "inline": """\
name = "Anvil" # one
tagline = "A build server"
category = "Tools"
entry = "free"
pricing = { summary = "Free", source = "https://example.com" } # all in a line
tags = ["a"]""",
    "another order": '''\
entry = "free" # first
tags = [
  "a" , # one
  "b"   # two
]
[pricing]
checked = 2026-01-01

summary = """Free"""
''',
}
