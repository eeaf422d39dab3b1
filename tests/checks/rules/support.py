"""What the tests of the rules share: small catalogs, what a rule finds in them, and the shapes of TOML.

A place in a text is marked with HERE. The mark is taken out before the file is written, and its line and
column, counted in characters, are where a finding has to be.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from vcompare.checks.rule import Examples
from vcompare.checks.rules.examples import SETTINGS
from vcompare.checks.runner import check
from vcompare.diagnostics import Diagnostic

TODAY = datetime.date(2026, 11, 20)
QUILL = "tools/quill.toml"
NIB = "tools/nib.toml"
BUILDER = "reviews/quill/builder.toml"
VOTES = "votes/quill.toml"
HERE = "⌖"

Around = Callable[[str], str]
Place = tuple[str, int, int]


def write(folder: Path, files: Examples) -> Path:
    """Write a catalog; `catalog.toml` is that of the examples unless it is given. Lone bytes are surrogates."""
    root = folder / "catalog"
    for path, content in {"catalog.toml": SETTINGS, **files}.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes(content) if isinstance(content, str) else content)
    return root


def _bytes(text: str) -> bytes:
    return text.replace(HERE, "").encode(errors="surrogateescape")


def reported(rule: str, root: Path, today: datetime.date = TODAY) -> list[Diagnostic]:
    """Check a catalog and return what the rule found."""
    return [finding for finding in check(root, today=today).diagnostics if finding.rule == rule]


def found(folder: Path, rule: str, files: Examples, today: datetime.date = TODAY) -> list[Diagnostic]:
    """Write a catalog, check it, and return what the rule found."""
    return reported(rule, write(folder, files), today)


def places(findings: Iterable[Diagnostic]) -> list[Place]:
    return [(finding.path, finding.line, finding.column) for finding in findings]


def assert_found_here(folder: Path, rule: str, files: Mapping[str, str]) -> None:
    """Check that the rule finds something at every mark and nowhere else."""
    marked = sorted(place for path, text in files.items() for place in _marks(path, text))
    assert places(found(folder, rule, files)) == marked


def _marks(path: str, text: str) -> Iterator[Place]:
    before, *others = text.removeprefix("\ufeff").split(HERE)
    for part in others:
        lines = before.split("\n")
        yield path, len(lines), len(lines[-1]) + 1
        before += part


def _any_of(name: str, variants: Mapping[str, object]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(
        name, [pytest.param(value, id=title.replace(" ", "-")) for title, value in variants.items()]
    )


# What stands before is no key of the format, so that it fits every kind of file, and is a text of one line,
# however it is written, so that no other rule has anything to say of it.
_COMMENT = "# [pricing] \"and ' { = 日本 <b> \n"
_TEXT = 'aside = """\\\n[pricing] \\\n  checked = "x" # \\""" 🖋️ \\\n""two quotes"""""\n'
_LITERAL = "aside = '''\n[[pricing]] checked = \"\"\" \\ ''two quotes'''''\n"

around = _any_of(
    "around",
    {
        "as it is": lambda text: text,
        "behind a comment": lambda text: _COMMENT + text,
        "behind a text of several lines": lambda text: _TEXT + text,
        "behind a literal of several lines": lambda text: _LITERAL + text,
        "with CRLF": lambda text: (_COMMENT + _TEXT + text).replace("\n", "\r\n"),
        "with a byte-order mark": lambda text: "\ufeff" + text,
        "with both": lambda text: "\ufeff" + (_COMMENT + text).replace("\n", "\r\n"),
    },
)
"""Parametrize with `around`: what can stand before the keys of a file, and how its lines end."""


def pairs(key: str, value: str) -> pytest.MarkDecorator:
    """Parametrize with `pair`: the ways to write a key and its value; either may begin with a mark."""
    mark, bare = _split(key)
    escaped = f'{mark}"\\u{ord(bare[0]):04x}{bare[1:]}"'
    return _any_of(
        "pair",
        {
            "a bare key": f"{key} = {value}\n",
            "a quoted key": f'\t {mark}"{bare}"\t =   {value} # "]\n',
            "a literal key": f"{mark}'{bare}'={value}\n",
            "a key with an escape": f"{escaped} = {value}\n",
        },
    )


def tables(name: str, values: Mapping[str, str]) -> pytest.MarkDecorator:
    """Parametrize with `table`: the ways to write a table; its name, keys and values may begin with a mark."""
    mark, bare = _split(name)
    quoted = {_quote(key): value for key, value in values.items()}
    dotted = [f"{bare}.{key} = {value}\n" for key, value in values.items()]
    spaced = [f'"{bare}" . {key} = {value}\n' for key, value in quoted.items()]
    inline = ", ".join(f"{key} = {value}" for key, value in values.items())
    opened = "".join(f'  {key} = {value}, # }} ] "\n' for key, value in values.items())
    return _any_of(
        "table",
        {
            "a header": f"[{name}]\n" + _lines(values),
            "a header with quotes": f'\n[ {mark}"{bare}" ] # [x]\n' + _lines(quoted),
            "a header behind another": f"[other.below]\nx = []\n[{name}]\n" + _lines(values),
            "dotted keys": mark + "".join(dotted),
            "dotted keys with quotes": mark + "".join(spaced),
            "an inline table": f"{name} = {{ {inline} }}\n",
            "an inline table on several lines": f"{name} = {{\n{opened}}}\n",
        },
    )


def arrays(*items: str) -> pytest.MarkDecorator:
    """Parametrize with `array`: the ways to write an array; its items may begin with a mark."""
    return _any_of(
        "array",
        {
            "on one line": f"[{', '.join(items)}]",
            "with spaces": f"[ {' , '.join(items)} , ]",
            "on several lines": "[\n" + "".join(f'  {item}, # ] "x\n' for item in items) + "]",
            "with commas first": "[ # [\n\n  " + "\n  , ".join(items) + "\n]",
        },
    )


def strings(text: str) -> pytest.MarkDecorator:
    """Parametrize with `string`: the ways to write a text that needs no escape."""
    return _any_of(
        "string",
        {
            "a basic string": f'"{text}"',
            "a literal": f"'{text}'",
            "a string in three quotes": f'"""{text}"""',
            "a literal in three quotes": f"'''{text}'''",
            "a string below its quotes": f'"""\n{text}"""',
            "a literal below its quotes": f"'''\n{text}'''",
            "a string on several lines": f'"""\\\n\n   {text}\\\n  """',
        },
    )


def _lines(values: Mapping[str, str]) -> str:
    return "".join(f"{key} = {value}\n" for key, value in values.items())


def _split(name: str) -> tuple[str, str]:
    return (HERE, name[1:]) if name.startswith(HERE) else ("", name)


def _quote(key: str) -> str:
    mark, bare = _split(key)
    return f'{mark}"{bare}"'
