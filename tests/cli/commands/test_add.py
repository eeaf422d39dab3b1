"""`vcompare add`, as a person runs it."""

import datetime
import subprocess
from pathlib import Path

import pytest

from tests.conftest import PROGRAM, TOOL, MakeCatalog, Run, bound_by_permissions, environment

NEEDED = ("--tagline", "Build server", "--category", "Tools", "--entry", "free")
ANVIL = 'name = "Anvil"\ntagline = "Build server"\ncategory = "Tools"\nentry = "free"\n'


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog({"tools/quill.toml": TOOL.format(name="Quill Pen") + 'aliases = ["Feather"]\n'})


def tools(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "tools").iterdir())


def test_options_for_every_key(vcompare: Run, root: Path) -> None:
    result = vcompare(
        *(
            "add",
            "Anvil",
            *NEEDED,
            "--description",
            "# Anvil\n\nBuilds.",
            "--best-for",
            "Teams",
            "--vendor",
            "Acme",
        ),
        *("--homepage", "https://example.com", "--alias", "Anvil CI", "--alias", "A, B", "--tag", "ci"),
        *(
            "--added",
            "2026-01-02",
            "--retired",
            "2026-02-03",
            "--allow",
            "stale-pricing",
            "--pricing",
            "Free",
        ),
        *("--pricing-source", "https://example.com/p", "--pricing-checked", "2026-01-01"),
        catalog=root,
    )
    assert (result.returncode, result.stdout) == (0, "")
    assert 'note: "Anvil" gets the slug anvil\n' in result.stderr
    assert f"note: wrote {root / 'tools/anvil.toml'}\n" in result.stderr
    assert (root / "tools/anvil.toml").read_text() == (
        ANVIL + 'description = """\n# Anvil\n\nBuilds.\n"""\nbest_for = "Teams"\nvendor = "Acme"\n'
        'homepage = "https://example.com"\naliases = ["Anvil CI", "A, B"]\ntags = ["ci"]\nadded = 2026-01-02\n'
        'retired = 2026-02-03\nallow = ["stale-pricing"]\n\n[pricing]\nsummary = "Free"\n'
        'source = "https://example.com/p"\nchecked = 2026-01-01\n'
    )
    assert vcompare("check", catalog=root).returncode == 0


def test_all_missing_keys_are_one_error_with_their_options(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", "--pricing-source", "https://example.com", catalog=root)
    assert (result.returncode, result.stdout) == (2, "")
    missing = "error: `tagline`, `category` and `pricing.summary` are missing\n"
    assert missing in result.stderr
    for option in (
        "--tagline: one line",
        "--category: ",
        "--pricing: ",
    ):
        assert option in result.stderr
    assert "NAME: one line of 1 to 120" in vcompare("add", catalog=root).stderr
    assert tools(root) == ["quill.toml"]


def test_all_values_that_cannot_be_are_reported_at_once_by_their_options(vcompare: Run, root: Path) -> None:
    wrong = ("--entry", "fre", "--homepage", "ftp:x", "--added", "soon", "--tag", "ok,A")
    result = vcompare("add", "Anvil", "--tagline", "x" * 201, "--category", "Tools", *wrong, catalog=root)
    assert result.returncode == 2
    assert tools(root) == ["quill.toml"]
    assert result.stderr == (
        "error: --tagline must be one line of 1 to 200 characters, not blank, and this has 201 characters\n"
        'error: --entry must be one of free, freemium, paid, not "fre"\n'
        "hint: did you mean `free`?\n"
        'error: --homepage must be an http:// or https:// address, not "ftp:x"\n'
        "error: --tag must be a slug: lower-case letters and digits joined by single hyphens, "
        'at most 80 characters, not "A"\n'
        "hint: write a\n"
        'error: --added must be a day such as 2026-11-20, today, yesterday, 7d or 2w, not "soon"\n'
    )


def test_what_check_would_report_is_refused_with_the_same_findings(vcompare: Run, root: Path) -> None:
    wrong = ("--category", "Tols", "--added", "9999-01-01", "--pricing", "<b>x</b>\x1b")
    result = vcompare("add", "Anvil", *NEEDED, *wrong[2:], catalog=root)
    assert (result.returncode, tools(root)) == (2, ["quill.toml"])
    assert "  --added: error future-date: " in result.stderr
    assert "  --pricing: error unsafe-text: " in result.stderr
    needed = [*NEEDED]
    needed[needed.index("--category") + 1] = "Tols"
    result = vcompare("add", "Anvil", *needed, catalog=root)
    assert '  --category: error unknown-category: "Tols" is not a category of this catalog' in result.stderr


def test_missing_and_invalid_values_are_reported_together(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", "--entry", "fre", catalog=root)
    assert "error: `tagline` and `category` are missing\n" in result.stderr
    assert 'error: --entry must be one of free, freemium, paid, not "fre"\n' in result.stderr


def test_values_are_read_as_people_type_them(vcompare: Run, root: Path) -> None:
    needed = [*NEEDED]
    needed[needed.index("--entry") + 1] = "FREE"
    result = vcompare("add", "Anvil", *needed, "--tag", "a,b", "--tag", "c", "--added", "today", catalog=root)
    assert result.returncode == 0, result.stderr
    text = (root / "tools/anvil.toml").read_text()
    today = datetime.date.today()  # noqa: DTZ011 - the day on the wall
    assert 'entry = "free"\n' in text
    assert f'tags = ["a", "b", "c"]\nadded = {today}\n' in text


def test_warnings_are_shown_and_do_not_stop_it(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", *NEEDED, "--pricing", "TBD", catalog=root)
    assert result.returncode == 0
    for rule in ("missing-review", "undated-pricing", "unsourced-pricing", "placeholder-text"):
        assert f"warning {rule}: " in result.stderr


def test_a_dry_run_prints_the_diff(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", *NEEDED, "--dry-run", catalog=root)
    path = root / "tools/anvil.toml"
    added = "".join(f"+{line}\n" for line in ANVIL.splitlines())
    assert (result.returncode, result.stdout) == (0, f"--- /dev/null\n+++ {path}\n@@ -0,0 +1,4 @@\n{added}")
    assert not path.exists()
    assert (
        "\x1b[32m+name"
        in vcompare("add", "Anvil", *NEEDED, "--dry-run", "--color", "always", catalog=root).stdout
    )


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Żółw & Œuvre", "zolw-and-oeuvre"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("GPT-4.1 Türbo", "gpt-4-1-turbo"),
        ("Let's Encrypt", "lets-encrypt"),
        ("ＷＩＤＥ", "wide"),
        ("Яндекс GPT", "gpt"),
        ("a" * 79 + " bc", "a" * 79),
        ("a" * 90, "a" * 80),
    ],
)
def test_the_slug_comes_from_the_name(vcompare: Run, root: Path, name: str, slug: str) -> None:
    result = vcompare("add", name, *NEEDED, catalog=root)
    assert result.returncode == 0
    assert f"gets the slug {slug}\n" in result.stderr
    assert tools(root) == sorted([f"{slug}.toml", "quill.toml"])


def test_a_name_that_makes_no_slug_needs_the_option(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "日本", "--entry", "free", catalog=root)
    assert result.returncode == 2
    assert (
        'error: no slug can be made of "日本"\nhint: give it one with --slug: a slug: lower-case'
        in result.stderr
    )
    assert vcompare("add", "日本", *NEEDED, "--slug", "nihon", catalog=root).returncode == 0
    assert tools(root) == ["nihon.toml", "quill.toml"]


@pytest.mark.parametrize("slug", ["../x", "A", "a/b", "", "a--b", "x" * 81, "a\n"])
def test_an_invalid_slug_is_refused(vcompare: Run, root: Path, slug: str) -> None:
    result = vcompare("add", "Anvil", *NEEDED, "--slug", slug, catalog=root)
    assert result.returncode == 2
    assert " is not a slug\nhint: it must be a slug: " in result.stderr
    assert tools(root) == ["quill.toml"]


def test_a_tool_is_never_replaced(vcompare: Run, root: Path) -> None:
    before = (root / "tools/quill.toml").read_bytes()
    for options in ((), ("--force",), ("--dry-run",)):
        result = vcompare("add", "Other", *NEEDED, "--slug", "quill", *options, catalog=root)
        assert result.returncode == 2
        assert "error: there is a tool quill already\n" in result.stderr
    assert (root / "tools/quill.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("quill pen", ()),
        ("QUILL-PEN!", ()),
        ("Feather", ()),
        ("Pen", ()),  # which finds "Quill Pen" until it has a tool of its own
        ("Quil Pen", ()),  # a typo
        ("Pen of Ink", ("--alias", "Quill Pen")),
        ("Something", ("--slug", "qu-ill")),
        ("The Quill Pen", ()),  # which "Quill Pen" would be taken for
    ],
)
def test_a_near_duplicate_is_reported_before_anything_is_written(
    vcompare: Run, root: Path, name: str, options: tuple[str, ...]
) -> None:
    result = vcompare("add", name, *NEEDED, *options, catalog=root)
    assert result.returncode == 2
    assert (
        f'error: "{name}" may be in the catalog already\n  quill: Quill Pen (A tool called Quill Pen)\n'
        "hint: --force adds it all the same\n"
    ) in result.stderr
    assert tools(root) == ["quill.toml"]
    assert vcompare("add", name, *NEEDED, *options, "--force", catalog=root).returncode == 0
    assert len(tools(root)) == 2


@pytest.mark.parametrize("name", ["Quill 2", "Pencil", "Quillt Pan"])
def test_a_different_tool_is_not_a_near_duplicate(vcompare: Run, root: Path, name: str) -> None:
    assert vcompare("add", name, *NEEDED, catalog=root).returncode == 0


def test_a_slug_that_differs_only_by_hyphens(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/gpt-4-1.toml": TOOL.format(name="First Thing")})
    result = vcompare("add", "GPT 41", *NEEDED, catalog=root)
    assert result.returncode == 2
    assert "  gpt-4-1: First Thing" in result.stderr


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (
            ANVIL + "added = 2026-01-02\n# a comment\n[pricing]\nsummary = 'Free'\nchecked = 2026-01-01\n",
            "toml",
        ),
        (
            '\ufeff \n{"name": "Anvil", "tagline": "Build server", "category": "Tools", "entry": "free", "vendor": null,'
            '"added": "2026-01-02", "pricing": {"summary": "Free", "checked": "2026-01-01", "source": null}}',
            "json",
        ),
    ],
    ids=["toml", "json"],
)
@pytest.mark.parametrize("origin", ["file", "stdin"])
def test_from_a_file(vcompare: Run, root: Path, tmp_path: Path, content: str, name: str, origin: str) -> None:
    path = tmp_path / f"input-{name}"  # the content tells, not the name
    path.write_text(content)
    if origin == "file":
        result = vcompare("add", "--from", str(path), catalog=root)
    else:
        result = vcompare("add", "--from", "-", catalog=root, input=content.encode())
    assert result.returncode == 0, result.stderr
    written = ANVIL + 'added = 2026-01-02\n\n[pricing]\nsummary = "Free"\nchecked = 2026-01-01\n'
    assert (root / "tools/anvil.toml").read_text() == (
        written.replace("\n[pricing]", "\n# a comment\n[pricing]") if name == "toml" else written
    )


def test_a_file_may_be_called_stdin(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "stdin").write_text(ANVIL)
    result = vcompare("add", "--from", "stdin", catalog=root, input=b"this is not read")
    assert result.returncode == 0, result.stderr
    assert (root / "tools/anvil.toml").read_text() == ANVIL


def test_options_come_before_the_file(vcompare: Run, root: Path) -> None:
    content = (ANVIL + "[pricing]\nsummary = 'Free'\n").encode()
    options = ("--from", "-", "--entry", "paid", "--pricing-checked", "2026-01-01")
    assert vcompare("add", "Hammer", *options, catalog=root, input=content).returncode == 0
    text = (root / "tools/hammer.toml").read_text()
    assert 'name = "Hammer"' in text
    assert 'entry = "paid"' in text
    assert text.endswith('[pricing]\nsummary = "Free"\nchecked = 2026-01-01\n')


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"name = ", "error: stdin:1:8: this is not TOML: "),
        (b'{"name": }', "error: stdin:1:10: this is not JSON: "),
        (b"{" + b'"a":{' * 100_000, "error: stdin is "),
        (b'{"a":' * 20_000, "error: stdin is nested deeper than 64 levels"),
        (b'name = "\xff"', "error: stdin:1:9: byte 0xff is not UTF-8\n"),
        (b"#" * 300_000, "error: stdin is larger than 256 KiB\n"),
        (ANVIL.encode() + b'color = "red"\n', "unknown-key: `color` is not a key of this file"),
        (
            b'{"name": "Anvil", "tagline": 7, "category": "Tools", "entry": "free"}',
            "wrong-type: `tagline` must be",
        ),
        (
            b'{"name": "Anvil", "pricing": "free", "tagline": "a", "category": "Tools", "entry": "free"}',
            "wrong-type",
        ),
        (b'["name"]\n', "are missing"),
        (b"", "error: `name`, `tagline` and `category` are missing\n"),
        (b'{"name": "Anvil\\ud800"}', "error: "),
        (b'{"name": "Anvil", "tagline": 99999999999999999999999999}', "error: "),
    ],
    ids=range(13),
)
def test_a_file_that_cannot_be_used(vcompare: Run, root: Path, content: bytes, message: str) -> None:
    result = vcompare("add", "--from", "-", catalog=root, input=content)
    assert result.returncode == 2
    assert message in result.stderr
    assert "vcompare failed" not in result.stderr
    assert tools(root) == ["quill.toml"]


def test_a_missing_file(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", "--from", "nowhere", catalog=root)
    assert result.stderr.startswith("error: nowhere cannot be read: no such file or directory\n")
    assert result.returncode == 2


def test_the_sample_is_never_written_to(vcompare: Run) -> None:
    result = vcompare("add", "Anvil", *NEEDED, catalog=None)
    assert result.returncode == 2
    assert result.stderr.startswith("error: no catalog here or above\n")


@pytest.mark.parametrize("arguments", [("caf\udce9", *NEEDED), ("Anvil", *NEEDED, "--alias", "\udcff")])
def test_arguments_that_are_not_utf_8(vcompare: Run, root: Path, arguments: tuple[str, ...]) -> None:
    result = vcompare("add", *arguments, catalog=root)
    assert result.returncode == 2
    assert " is not UTF-8\n" in result.stderr
    assert tools(root) == ["quill.toml"]


def test_crlf_in_an_option(vcompare: Run, root: Path) -> None:
    assert vcompare("add", "Anvil", *NEEDED, "--description", "One.\r\nTwo.", catalog=root).returncode == 0
    assert b"\nOne.\nTwo.\n" in (root / "tools/anvil.toml").read_bytes()


@pytest.mark.parametrize("fault", ["full", "closed"])
def test_a_full_disk_and_a_read_only_folder(root: Path, fault: str) -> None:
    bound = bound_by_permissions() if fault == "closed" else []
    if bound is None:
        pytest.skip("nothing binds root here")
    if fault == "closed":
        (root / "tools").chmod(0o555)
    script = 'trap "" XFSZ; ulimit -f 1; exec "$@"' if fault == "full" else 'exec "$@"'
    command = [
        *bound,
        "/bin/sh",
        "-c",
        script,
        "sh",
        str(PROGRAM),
        "add",
        "Anvil",
        *NEEDED,
        "--description",
        "word " * 300,
        "--catalog",
        str(root),
    ]
    env = environment(PYTHONDONTWRITEBYTECODE="1")  # or half a module of ours might be kept
    result = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    (root / "tools").chmod(0o755)
    assert result.returncode == 2, result.stderr
    assert f"error: {root / 'tools/anvil.toml'} cannot be written: " in result.stderr
    assert tools(root) == ["quill.toml"]


def test_a_folder_that_is_a_link(vcompare: Run, root: Path) -> None:
    (root / "tools").rename(root / "real")
    (root / "tools").symlink_to("real")
    result = vcompare("add", "Anvil", *NEEDED, catalog=root)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert not (root / "real/anvil.toml").exists()


def test_a_tool_needs_no_entry(vcompare: Run, root: Path) -> None:
    done = vcompare("add", "Anvil", *NEEDED[:4], catalog=root)
    assert done.returncode == 0, done.stderr
    assert "entry" not in (root / "tools/anvil.toml").read_text()


@pytest.mark.parametrize(
    ("facts", "wrong"),
    [
        (("--spec", "context=abc"), {'"abc"'}),
        (("--rate", "input=xyz"), {'"xyz"'}),
        (("--rate", "input=xyz", "--spec", "context=abc", "--spec", "latency=1"), {'"abc"', '"xyz"'}),
        (("--spec", "context=abc", "--spec", "latency=x y"), {'"abc"', '"x y"'}),
    ],
)
def test_all_that_is_wrong_with_specs_and_rates_is_said(
    facts: tuple[str, ...], wrong: set[str], vcompare: Run
) -> None:
    known = ("--tagline", "T", "--category", "Developer Tools", "--entry", "free")
    done = vcompare("add", "N", *known, *facts, "--dry-run")
    assert done.returncode == 2
    assert not done.stdout
    assert {typed for typed in ('"abc"', '"xyz"', '"x y"') if typed in done.stderr} == wrong
