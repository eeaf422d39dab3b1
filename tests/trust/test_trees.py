"""Folders and files that are a trap: links, devices, pipes, bombs, crowds. Bounded, and never a crash."""

import os
import socket
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import tomli_w

from tests.trust import hostile, oracles
from tests.trust.commands import A, B
from tests.trust.limits import limited

COMMANDS: Sequence[tuple[str, ...]] = (
    ("check", "--format", "json"),
    ("list",),
    ("list", "--no-cache"),
    ("show", A, B),
    ("search", "word"),
    ("export", A, B),
    ("fmt", "--check"),
    ("sync", "--check", "page.md"),
    ("digest", "--since", "2000-01-01"),
    ("history", A),
    ("diff",),
)
OUTSIDE = "hunter2-from-outside"
FINE = hostile.catalog(["word"])
TOOL = FINE[f"tools/{A}.toml"]


def _keys(depth: int) -> str:
    return "x = 1\n" + "a" + ".a" * depth + " = 1\n"


BOMBS: dict[str, str | bytes] = {
    "brackets": "x = " + "[" * 16_000,
    "brackets that close": "x = " + "[" * 80_000 + "]" * 80_000,
    "braces": "x = " + "{a=" * 16_000,
    "a dotted key": _keys(20_000),
    "a dotted key of headers": "[" + "a." * 20_000 + "a]\n",
    "many dotted keys": "".join(f"{'a.' * 400}k{number} = 1\n" for number in range(300)),
    "long dotted keys": "".join(f"k{number}.{'b.' * 989}c = 1\n" for number in range(120)),
    "many tables": "".join(f"[a{number}]\n" for number in range(2_000)),
    "many arrays of tables": "[[a]]\n" * 10_000,
    "nested arrays of tables": "".join(f"[[{'.'.join('a' * depth)}]]\n" for depth in range(1, 300)),
    "a huge integer": TOOL + "z = " + "9" * 200_000,
    "a huge integer where a number belongs": f'verdict = "ship"\ntext = "x"\nscore = {"9" * 5_000}\n',
    "a huge hexadecimal": "z = 0x" + "f" * 200_000,
    "a huge float": TOOL + "z = 1e" + "9" * 100_000,
    "floats that are none": TOOL + "z = [nan, inf, -inf, 1e400, -0.0]\n",
    "dates that are none": "a = 9999-12-31T23:59:60Z\nb = 0000-00-00\nc = 24:60:61\n",
    "an escape of nothing": 'name = "\\uD800\\U00110000"',
    "a string without an end": 'name = """' + "x" * 200_000,
    "a line without an end": "x" * 200_000,
    "backslashes": 'name = "' + "\\" * 200_001,
    "carriage returns": "\r" * 200_000,
    "null bytes": b"\0" * 200_000,
    "UTF-16": TOOL.encode("utf-16"),
    "an overlong sequence": TOOL.encode() + b"# \xc0\xaf\xed\xa0\x80\xf4\x90\x80\x80\n",
    "one key too often": "a = 1\n" * 10_000,
    "unknown keys": TOOL + "".join(f"k{number} = 1\n" for number in range(4_000)),
    "a table for a text": TOOL.replace('tagline = "word"', "tagline = {a = [1, [2, [3]]]}"),
    "an array in arrays": "tags = " + "[" * 70 + "]" * 70 + "\n" + TOOL,
    "many tags": TOOL.replace('"tag"', ",".join(f'"t{number}"' for number in range(20_000))),
}


TEXTS = {
    "stars": "a**b" * 60_000,
    "pictures": "![" * 60_000,
    "code": " ".join("`" * length for length in range(1, 490)),
    "empty lines": "a\n\n" * 60_000,
    "quotes in quotes": "> " * 60_000,
    "lines": "a\n" * 100_000,
}


def hold(root: Path) -> Path:
    """Make a catalog of ordinary files, a page beside it, and a secret outside."""
    hostile.write(root / "catalog", FINE)
    (root / "page.md").write_text(f"<!-- vcompare: show {A} {B} -->\n<!-- /vcompare -->\n")
    (root / "secret.toml").write_text(f'name = "{OUTSIDE}"\n{TOOL.partition(chr(10))[2]}')
    return root / "catalog"


def all_bounded(root: Path, catalog: Path) -> dict[str, str]:
    """Run every command under limits, and return what each said, all of it printable and nothing secret."""
    said = {}
    for words in COMMANDS:
        done = limited([*words, "--catalog", str(catalog)], root)
        for part in (done.output, done.talk):
            oracles.on_a_terminal(part)
            assert OUTSIDE.encode() not in part, words
        said[" ".join(words)] = (done.output + done.talk).decode()
    oracles.parsed_json(limited([*COMMANDS[0], "--catalog", str(catalog)], root).output)
    return said


@pytest.mark.parametrize("bomb", BOMBS)
def test_what_a_file_may_hold(bomb: str, tmp_path: Path) -> None:
    """A tool, a review and votes are bombs: commands say which and where, and come to an end."""
    catalog = hold(tmp_path)
    content = BOMBS[bomb]
    hostile.write(
        catalog,
        {f"tools/{A}.toml": content, f"reviews/{B}/builder.toml": content, f"votes/{B}.toml": content},
    )
    done = limited(["check", "--format", "json", "--catalog", str(catalog)], tmp_path)
    found = oracles.parsed_json(done.output)["diagnostics"]
    assert {one["path"] for one in found if one["severity"] == "error"} >= {f"votes/{B}.toml"}
    assert all(one["line"] >= 1 and one["column"] >= 1 for one in found)
    for words in (("show", A, B), ("fmt", "--check")):
        done = limited([*words, "--catalog", str(catalog)], tmp_path)
        for said in (done.output, done.talk):
            oracles.on_a_terminal(b"\n".join(said.split(b"\n")[:2000]))


@pytest.mark.parametrize("text", TEXTS)
def test_a_long_text_takes_a_moment(text: str, tmp_path: Path) -> None:
    """Two long texts of Markdown, as long as a file may be, in whole and in every kind of reader's format."""
    catalog = hold(tmp_path)
    review = tomli_w.dumps({"verdict": "ship", "text": TEXTS[text]}).encode()[: 250 * 1024]
    hostile.write(catalog, {f"reviews/{slug}/builder.toml": review for slug in (A, B)})
    for words in (("show", A, B, "--full"), ("export", A, B)):
        limited([*words, "--catalog", str(catalog)], tmp_path, seconds=10)


@pytest.mark.parametrize("bomb", ["brackets", "a dotted key", "a huge integer"])
def test_what_the_settings_may_hold(bomb: str, tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    hostile.write(catalog, {"catalog.toml": BOMBS[bomb]})
    all_bounded(tmp_path, catalog)


def _swap(path: Path, make: Callable[[Path], object]) -> None:
    if path.is_dir():
        path.rename(path.with_name(f"{path.name} as it was"))
    else:
        path.unlink(missing_ok=True)
    make(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the name of a socket may have 107 bytes
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


TRAPS: dict[str, Callable[[Path], object]] = {
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link out of the catalog": lambda path: path.symlink_to(path.parents[-1] / "etc/passwd"),
    "a link to a secret": lambda path: path.symlink_to(
        Path(os.path.relpath(_top(path) / "secret.toml", path.parent))
    ),
    "a link to its folder": lambda path: path.symlink_to("."),
    "a link upwards": lambda path: path.symlink_to(".."),
    "a link to /dev/zero": lambda path: path.symlink_to("/dev/zero"),
    "a link to /dev/stdin": lambda path: path.symlink_to("/dev/stdin"),
    "a link to /proc/self/environ": lambda path: path.symlink_to("/proc/self/environ"),
    "a link to nothing": lambda path: path.symlink_to("nothing"),
    "a pipe": os.mkfifo,
    "a socket": _socket,
    "a folder": Path.mkdir,
}
PLACES = (
    f"tools/{A}.toml",
    f"reviews/{A}/builder.toml",
    f"votes/{A}.toml",
    "tools",
    "reviews",
    f"reviews/{A}",
    "votes",
    "catalog.toml",
)


def _top(path: Path) -> Path:
    return next(above.parent for above in path.parents if above.name == "catalog")


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("place", PLACES)
def test_what_stands_in_the_place_of_a_file_or_folder(trap: str, place: str, tmp_path: Path) -> None:
    """Nothing hangs, nothing outside is read or quoted, and `check` says what it is."""
    catalog = hold(tmp_path)
    _swap(catalog / place, TRAPS[trap])
    writes = ("vote", A, "ship", "--as", "X") if place.startswith("votes") else ("fmt", "--check")
    for words in (("check", "--format", "json"), ("show", A, B), *([writes] if "link" not in trap else [])):
        done = limited([*words, "--catalog", str(catalog)], tmp_path, seconds=10)
        said = (done.output + done.talk).decode()
        oracles.on_a_terminal(said.encode())
        assert OUTSIDE not in said
        assert "root:x" not in said
        if words[0] == "check" and done.output:
            found = oracles.parsed_json(done.output)["diagnostics"]
            assert (
                place.endswith("catalog.toml")
                or trap == "a folder"
                or [one for one in found if one["path"] in {place, "tools"}]
            ), found


@pytest.mark.parametrize("trap", ["a link to itself", "a link to a secret", "a pipe", "a socket", "a folder"])
def test_everything_is_a_trap(trap: str, tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    for path in [*catalog.rglob("*.toml")]:
        if path.name != "catalog.toml":
            _swap(path, TRAPS[trap])
    for shown in all_bounded(tmp_path, catalog).values():
        assert shown


@pytest.mark.parametrize("page", [*TRAPS, "a huge file"])
def test_a_page_that_is_no_file(page: str, tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    if page == "a huge file":
        os.truncate(tmp_path / "page.md", 200_000_000)
    else:
        (tmp_path / "page.md").unlink()
        TRAPS["a pipe" if page == "a link to a secret" else page](tmp_path / "page.md")
    for words in (
        ("sync", "page.md"),
        ("sync", "--check", "page.md"),
        ("export", A, B, "-o", "page.md"),
        ("export", A, B, "--template", "page.md"),
    ):
        done = limited([*words, "--catalog", str(catalog)], tmp_path, memory=2_000_000_000, seconds=15)
        # A template is a person's own and may be a link; it is none of the catalog's files.
        assert done.status == 2 or "--template" in words
        assert b"root:x" not in done.output or "--template" in words


@pytest.mark.parametrize("mode", ["file", "folder", "root"])
def test_what_may_not_be_read(mode: str, tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    closed = {"file": catalog / f"tools/{A}.toml", "folder": catalog / "tools", "root": catalog}[mode]
    closed.chmod(0)
    try:
        for words in COMMANDS:
            done = limited([*words, "--catalog", str(catalog)], tmp_path, is_bound=True)
            assert done.status != 0 or words[0] in {"diff", "history", "digest", "search"}, words
            assert done.talk or done.output
    finally:
        closed.chmod(0o700)


def test_deep_folders(tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    here = Path.cwd()
    for place in ("tools", f"reviews/{A}", "toolz"):
        (catalog / place).mkdir(exist_ok=True)
        os.chdir(catalog / place)
        for _ in range(1500):  # deeper than a path can say
            Path("d").mkdir()
            os.chdir("d")
        Path("x.toml").touch()
    os.chdir(here)
    all_bounded(tmp_path, catalog)
    subprocess.run(["rm", "-rf", str(catalog)], check=True)


def test_files_of_a_hundred_megabytes(tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    for place in (
        f"tools/{A}.toml",
        f"reviews/{B}/builder.toml",
        f"votes/{B}.toml",
        "tools/huge.toml",
        "tools/huge.bin",
    ):
        (catalog / place).touch()
        os.truncate(catalog / place, 100_000_000)
    said = all_bounded(tmp_path, catalog)
    assert said["check --format json"].count('"too-large"') == 4


def test_settings_of_a_hundred_megabytes(tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    os.truncate(catalog / "catalog.toml", 100_000_000)
    for shown in all_bounded(tmp_path, catalog).values():
        assert shown


def test_a_hundred_thousand_files_in_one_folder(tmp_path: Path) -> None:
    catalog = hold(tmp_path)
    folder = str(catalog / "tools")
    first = f"{folder}/zz-0.toml"
    Path(first).write_text("x")
    for number in range(1, 100_000):  # names of one file, up to what the file system allows
        path = f"{folder}/zz-{number}.toml"
        try:
            os.link(first, path)
        except OSError:
            first = path
            Path(first).write_text("x")
    for words in (("check",), ("show", A, B)):
        done = limited([*words, "--catalog", str(catalog)], tmp_path, memory=1_500_000_000, seconds=60)
        assert len(done.output) > 50
