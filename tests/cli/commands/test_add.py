"""`vcompare add`, as a person runs it."""

import json
import stat
import subprocess
from pathlib import Path

import pytest

from tests.cli.terminal import Asked
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


def test_all_that_is_missing_is_one_error_with_its_options(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", "--pricing-source", "https://example.com", catalog=root)
    assert (result.returncode, result.stdout) == (2, "")
    missing = "error: `tagline`, `category`, `entry` and `pricing.summary` are missing\n"
    assert missing in result.stderr
    for option in (
        "--tagline: one line",
        "--category: ",
        '--entry: "free", "freemium" or "paid"',
        "--pricing: ",
    ):
        assert option in result.stderr
    assert "NAME: one line of 1 to 120" in vcompare("add", catalog=root).stderr
    assert tools(root) == ["quill.toml"]


def test_what_check_would_find_is_refused_in_its_words(vcompare: Run, root: Path) -> None:
    wrong = (
        "--entry",
        "fre",
        "--homepage",
        "ftp:x",
        "--added",
        "soon",
        "--tag",
        "A",
        "--pricing",
        "<b>x</b>\x1b",
    )
    result = vcompare("add", "Anvil", "--tagline", "x" * 201, "--category", "Tols", *wrong, catalog=root)
    assert result.returncode == 2
    assert tools(root) == ["quill.toml"]
    talk = result.stderr
    # The same file, put there by hand, gets the same findings.
    (root / "tools/anvil.toml").write_text(
        f'name = "Anvil"\ntagline = "{"x" * 201}"\ncategory = "Tols"\nentry = "fre"\nhomepage = "ftp:x"\n'
        'tags = ["A"]\nadded = "soon"\n\n[pricing]\nsummary = "<b>x</b>\\u001B"\n'
    )
    findings = json.loads(vcompare("check", "-f", "json", catalog=root).stdout)["diagnostics"]
    errors = [one for one in findings if one["severity"] == "error"]
    assert {one["rule"] for one in errors} >= {"bad-value", "wrong-type", "unknown-category", "unsafe-text"}
    for one in errors:
        assert f"tools/anvil.toml:{one['line']}:{one['column']}: error {one['rule']}: " in talk
        assert one["message"] in talk


def test_what_is_missing_and_what_is_wrong_come_together(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", "--entry", "fre", catalog=root)
    assert "error: `tagline` and `category` are missing\n" in result.stderr
    assert 'bad-value: `entry` must be "free", "freemium" or "paid"; it is "fre"' in result.stderr


def test_warnings_are_shown_and_do_not_stop(vcompare: Run, root: Path) -> None:
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


def test_where_no_slug_can_be_made_one_is_asked_for(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "日本", "--entry", "free", catalog=root)
    assert result.returncode == 2
    assert (
        'error: no slug can be made of "日本"\nhint: give it one with --slug: a slug: lower-case'
        in result.stderr
    )
    assert vcompare("add", "日本", *NEEDED, "--slug", "nihon", catalog=root).returncode == 0
    assert tools(root) == ["nihon.toml", "quill.toml"]


@pytest.mark.parametrize("slug", ["../x", "A", "a/b", "", "a--b", "x" * 81, "a\n"])
def test_a_slug_that_is_none_is_refused(vcompare: Run, root: Path, slug: str) -> None:
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
def test_a_near_duplicate_is_said_before_anything_is_written(
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
def test_another_tool_is_no_near_duplicate(vcompare: Run, root: Path, name: str) -> None:
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
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_from_a_file(vcompare: Run, root: Path, tmp_path: Path, content: str, name: str, way: str) -> None:
    path = tmp_path / f"input-{name}"  # the content tells, not the name
    path.write_text(content)
    if way == "file":
        result = vcompare("add", "--from", str(path), catalog=root)
    else:
        result = vcompare("add", "--from", "-", catalog=root, input=content.encode())
    assert result.returncode == 0, result.stderr
    assert (root / "tools/anvil.toml").read_text() == (
        ANVIL + 'added = 2026-01-02\n\n[pricing]\nsummary = "Free"\nchecked = 2026-01-01\n'
    )


def test_options_come_before_the_file(vcompare: Run, root: Path) -> None:
    content = (ANVIL + "[pricing]\nsummary = 'Free'\n").encode()
    options = ("--from", "-", "--entry", "paid", "--pricing-checked", "2026-01-01")
    assert vcompare("add", "Hammer", *options, catalog=root, input=content).returncode == 0
    text = (root / "tools/hammer.toml").read_text()
    assert 'name = "Hammer"' in text
    assert 'entry = "paid"' in text
    assert text.endswith('[pricing]\nsummary = "Free"\nchecked = 2026-01-01\n')


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"name = ", "error: stdin:1:8: this is not TOML: "),
        (b'{"name": }', "error: stdin is not JSON: "),
        (b"{" + b'"a":{' * 100_000, "error: stdin is "),
        (b'{"a":' * 20_000, "error: stdin is not JSON: "),
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
        (b"", "error: `name`, `tagline`, `category` and `entry` are missing\n"),
        (b'{"name": "Anvil\\ud800"}', "error: "),
        (b'{"name": "Anvil", "tagline": 99999999999999999999999999}', "error: "),
    ],
    ids=range(13),
)
def test_a_file_that_will_not_do(vcompare: Run, root: Path, content: bytes, said: str) -> None:
    result = vcompare("add", "--from", "-", catalog=root, input=content)
    assert result.returncode == 2
    assert said in result.stderr
    assert "vcompare failed" not in result.stderr
    assert tools(root) == ["quill.toml"]


def test_a_file_that_is_not_there(vcompare: Run, root: Path) -> None:
    result = vcompare("add", "Anvil", "--from", "nowhere", catalog=root)
    assert result.stderr.startswith("error: nowhere cannot be read: no such file or directory\n")
    assert result.returncode == 2


def test_the_sample_is_never_written_to(vcompare: Run) -> None:
    result = vcompare("add", "Anvil", *NEEDED, catalog=None)
    assert result.returncode == 2
    assert result.stderr.startswith("error: no catalog here or above\n")


@pytest.mark.parametrize("arguments", [("caf\udce9", *NEEDED), ("Anvil", *NEEDED, "--alias", "\udcff")])
def test_words_that_are_no_text(vcompare: Run, root: Path, arguments: tuple[str, ...]) -> None:
    result = vcompare("add", *arguments, catalog=root)
    assert result.returncode == 2
    assert " is not UTF-8\n" in result.stderr
    assert tools(root) == ["quill.toml"]


def test_line_ends_of_windows_in_an_option(vcompare: Run, root: Path) -> None:
    assert vcompare("add", "Anvil", *NEEDED, "--description", "One.\r\nTwo.", catalog=root).returncode == 0
    assert b"\nOne.\nTwo.\n" in (root / "tools/anvil.toml").read_bytes()


@pytest.mark.parametrize("fault", ["full", "closed"])
def test_a_full_disk_and_a_folder_that_may_not_be_written(root: Path, fault: str) -> None:
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
    result = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
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


# On a terminal


def test_questions_show_what_is_allowed_and_judge_what_is_typed(root: Path, vcompare: Run) -> None:
    asked = Asked(["add"], root.parent)
    asked.answer("name:", "\r").shows("`name` is missing").type("Anvil\r")
    asked.shows('"Anvil" gets the slug anvil')
    asked.answer("tagline:", "x" * 201).shows("it has 201 characters").type("\r").type("\x15Build server\r")
    asked.shows("category:").shows("1. Tools").type("\r")
    asked.shows("2. freemium").type("3\r")
    asked.answer("description:", "Builds.\rFast.\x1b\r").answer("best for:", "\r").answer("vendor:", "Acme\r")
    asked.answer("homepage:", "ftp:").shows("must be an http:// or https:// address").type("\x15\r")
    asked.answer("aliases:", "Anvil CI, Amboss\r").answer("tags:", "\r")
    asked.answer("added:", "2026-02-30").shows("must be a date such as").type("\x15\r")
    asked.answer("pricing summary:", "5 euros\r").answer("pricing source:", "\r")
    asked.answer("pricing checked:", "2026-01-01\r")
    assert asked.status() == 0
    assert (root / "tools/anvil.toml").read_text() == (
        ANVIL.replace("free", "paid") + 'description = """\nBuilds.\nFast.\n"""\nvendor = "Acme"\n'
        'aliases = ["Anvil CI", "Amboss"]\n\n[pricing]\nsummary = "5 euros"\nchecked = 2026-01-01\n'
    )
    assert vcompare("check", catalog=root).returncode == 0


def test_only_what_was_not_given_is_asked(root: Path) -> None:
    asked = Asked(["add", "Anvil", *NEEDED[:4], "--description", "D", "--best-for", "x"], root.parent)
    asked.shows("1. free").type("1\r")
    for question in ("vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    assert asked.status() == 0
    assert "tagline:" not in asked.text
    assert 'entry = "free"' in (root / "tools/anvil.toml").read_text()


def test_where_nothing_is_missing_nothing_is_asked(root: Path) -> None:
    asked = Asked(["add", "Anvil", *NEEDED], root.parent)
    assert asked.status() == 0
    assert (root / "tools/anvil.toml").read_text() == ANVIL


@pytest.mark.parametrize(("key", "at"), [("\x03", "tagline:"), ("\x04", "tagline:"), ("\x03", "category:")])
def test_an_interrupt_leaves_nothing(root: Path, key: str, at: str) -> None:
    asked = Asked(["add", "Anvil"], root.parent)
    if at == "category:":
        asked.answer("tagline:", "T\r")
    asked.shows(at).type(key)
    assert asked.status() == 130
    assert "Traceback" not in asked.text
    assert tools(root) == ["quill.toml"]
    assert sorted(path.name for path in root.iterdir()) == ["catalog.toml", "tools"]


def test_what_only_the_rules_find_is_asked_again_with_the_answers_kept(root: Path) -> None:
    asked = Asked(["add", "Anvil", *NEEDED, "--entry", "free", "--category", "Tools"], root.parent)
    assert asked.status() == 0
    (root / "tools/anvil.toml").unlink()
    asked = Asked(["add", "Anvil", *NEEDED[2:]], root.parent)
    asked.answer("tagline:", "T\r").answer("description:", "a <b>b</b>\x1b\r")
    for question in ("best for:", "vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    asked.shows("error raw-html").answer("name: Anvil", "\r").answer("tagline: T", "\r")
    asked.type("\r").type("\r")  # category and entry, as they were
    asked.answer("a <b>b</b>", "\x15plain\x1b\r")
    for question in ("best for:", "vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    assert asked.status() == 0
    assert 'description = "plain"' in (root / "tools/anvil.toml").read_text()


@pytest.mark.parametrize(("reply", "status"), [("n\r", 2), ("\r", 2), ("y\r", 0)])
def test_a_near_duplicate_is_a_question(root: Path, reply: str, status: int) -> None:
    asked = Asked(["add", "Quil Pen", *NEEDED], root.parent)
    asked.shows("quill: Quill Pen").answer("add it all the same?", reply)
    assert asked.status() == status
    assert len(tools(root)) == (2 if status == 0 else 1)


def test_a_slug_is_asked_for(root: Path) -> None:
    asked = Asked(["add", "日本", *NEEDED], root.parent)
    asked.answer("slug:", "A b").shows("must be a slug").type("\x15nihon\r")
    assert asked.status() == 0
    assert tools(root) == ["nihon.toml", "quill.toml"]


def test_a_dumb_terminal_is_asked_line_by_line(root: Path) -> None:
    asked = Asked(["add", "Anvil", "--description", "D"], root.parent, {"TERM": "dumb"})
    asked.answer("tagline (one line", "Build server\r").answer("category (Tools)", "Tols\r")
    asked.answer("entry (free, freemium, paid)", "fre\r").shows('must be "free", "freemium" or "paid"').type(
        "free\r"
    )
    for question in (
        "best for (",
        "vendor (",
        "homepage (",
        "aliases (",
        "tags (",
        "added (",
        "pricing summary (",
    ):
        asked.answer(question, "\r")
    asked.shows("unknown-category").type("\x03")
    assert asked.status() == 130
    assert "\x1b" not in asked.text


def test_questions_go_to_stderr(root: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    script = (
        f'"$0" add "Quil Pen" {" ".join(repr(one) for one in NEEDED[2:])} --description D --dry-run > {out}'
    )
    asked = Asked([str(PROGRAM)], root.parent, program=["/bin/sh", "-c", script])
    asked.answer("add it all the same?", "y\r").answer("tagline:", "T\r")
    for question in ("best for:", "vendor:", "homepage:", "aliases:", "tags:", "added:", "pricing summary:"):
        asked.answer(question, "\r")
    assert asked.status() == 0
    assert out.read_text().startswith("--- /dev/null\n+++ ")


# In an editor


def editor(folder: Path, *lines: str) -> str:
    """Make an editor of shell lines; `$file` is what it edits, `$run` counts its runs, `seen.N` keeps what it saw."""
    path = folder / "my editor.sh"
    path.write_text(
        "\n".join(
            [
                "#!/bin/sh",
                f"cd '{folder}'",
                "for file; do :; done; run=$(($(cat runs 2>/dev/null || echo 0) + 1)); echo $run > runs",
                'cp "$file" "seen.$run"; echo "$@" > words; echo "$file" > where',
                *lines,
            ]
        )
        + "\n"
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return f"'{path}' --wait"


FILL = """sed -i 's/^tagline = ""/tagline = "Build server"/; s/^category = ""/category = "Tools"/
s/^entry = ""/entry = "%s"/; s/^# vendor = ""/vendor = "Acme"  # mine/' "$file" """


def test_an_editor_on_a_template(vcompare: Run, root: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "echo I am an editor", FILL % "free")
    result = vcompare("add", "Anvil", "--editor", catalog=root, env={"EDITOR": command})
    assert (result.returncode, result.stdout) == (0, "")
    assert "I am an editor\n" in result.stderr
    assert (root / "tools/anvil.toml").read_text() == ANVIL + 'vendor = "Acme"  # mine\n'
    words = (tmp_path / "words").read_text().split()
    assert words[0] == "--wait"
    assert words[1].endswith("/anvil.toml")
    assert not Path(words[1]).parent.exists()
    seen = (tmp_path / "seen.1").read_text()
    assert '\n#! entry: "free", "freemium" or "paid"\nentry = ""\n' in seen
    assert '\nname = "Anvil"\n' in seen


def test_what_is_given_stands_in_the_template(vcompare: Run, root: Path, tmp_path: Path) -> None:
    given = ("--pricing-source", "https://example.com", "--description", "# Head\n\n#! no comment of ours\n")
    command = editor(tmp_path, FILL % "free", """sed -i 's/^summary = ""/summary = "Free"/' "$file" """)
    result = vcompare("add", "Anvil", *given, "-e", catalog=root, env={"VISUAL": command, "EDITOR": "false"})
    assert result.returncode == 0, result.stderr
    assert (root / "tools/anvil.toml").read_text() == (
        ANVIL
        + 'description = """\n# Head\n\n#! no comment of ours\n"""\nvendor = "Acme"  # mine\n\n[pricing]\n'
        'summary = "Free"\nsource = "https://example.com"\n'
    )


def test_what_is_wrong_is_offered_again_with_the_findings_at_the_top(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    fix = """sed -i 's/fre"/free"/; s/fre /free /' "$file" """
    command = editor(
        tmp_path,
        f"if [ $run = 1 ]; then {FILL % 'fre'}; elif [ $run = 2 ]; then echo 'x =' >> \"$file\"",
        f"else {fix}; sed -i '/^x =$/d' \"$file\"; fi",
    )
    result = vcompare("add", "Anvil", "--editor", catalog=root, env={"EDITOR": command})
    assert result.returncode == 0, result.stderr
    assert (root / "tools/anvil.toml").read_text() == ANVIL + 'vendor = "Acme"  # mine\n'
    for run, rule, wrong in (("2", "bad-value", 'entry = "fre"'), ("3", "toml-syntax", "x =")):
        first, finding, *rest = (tmp_path / f"seen.{run}").read_text().splitlines()
        assert first == "#!! Not accepted:"
        assert f": error {rule}: " in finding
        line = int(finding.removeprefix("#!! line ").partition(":")[0])
        assert (first, finding, *rest)[line - 1] == wrong


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("true", "the template came back unchanged"),
        (': > "$file"', "the template came back empty"),
        ('rm "$file"', "the template came back empty"),
        ("sed -i '/^[^#]/d' \"$file\"", "the template came back empty"),
        ("exit 3", "my editor.sh ended with status 3"),
        ("kill -9 $$", "my editor.sh ended with status -9"),
    ],
)
def test_a_cancelled_edit_writes_nothing(
    vcompare: Run, root: Path, tmp_path: Path, line: str, said: str
) -> None:
    result = vcompare("add", "Anvil", "--editor", catalog=root, env={"EDITOR": editor(tmp_path, line)})
    assert (result.returncode, result.stdout) == (2, "")
    assert said in result.stderr
    assert tools(root) == ["quill.toml"]
    assert not Path((tmp_path / "where").read_text().strip()).parent.exists()


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((f"if [ $run = 1 ]; then {FILL % 'fre'}; fi",), "the template came back unchanged"),
        ((FILL % "free", "exit 3"), "ended with status 3"),
        (
            (FILL % "free", "echo 'name = \"Anvil\"' > anvil.toml; cp anvil.toml catalog/tools/anvil.toml"),
            "anvil",
        ),
        (("printf '\\377' >> \"$file\"",), "anvil.toml is not UTF-8"),
        (('head -c 300000 /dev/zero > "$file"',), "larger than 256 KiB"),
    ],
    ids=range(5),
)
def test_what_was_typed_is_kept_where_it_cannot_be_written(
    vcompare: Run, root: Path, tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    result = vcompare(
        "add",
        "Anvil",
        "--editor",
        catalog=root,
        env={"EDITOR": editor(tmp_path, *lines), "TMPDIR": str(tmp_path)},
    )
    assert result.returncode == 2
    assert said in result.stderr
    path = Path((tmp_path / "where").read_text().strip())
    assert f"note: what you wrote is in {path}; --from takes it\n" in result.stderr
    assert path.exists()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"EDITOR": "nowhere-at-all --wait"}, "the editor nowhere-at-all cannot be run: no such file"),
        ({"EDITOR": "'unclosed"}, "EDITOR cannot be read: no closing quotation"),
        ({"EDITOR": None, "VISUAL": " ", "PATH": "/nowhere"}, "there is no editor"),
    ],
)
def test_an_editor_that_is_not_there(
    vcompare: Run, root: Path, variables: dict[str, str | None], said: str
) -> None:
    result = vcompare("add", "Anvil", "--editor", catalog=root, env=variables)
    assert result.returncode == 2
    assert f"error: {said}" in result.stderr
    assert "EDITOR=nano" in result.stderr
    assert tools(root) == ["quill.toml"]


def test_no_shell_sees_the_editor_or_the_file(vcompare: Run, root: Path, tmp_path: Path) -> None:
    command = f"{editor(tmp_path, FILL % 'free')} ; touch {tmp_path}/injected $(touch {tmp_path}/injected) *"
    assert vcompare("add", "Anvil", "-e", catalog=root, env={"EDITOR": command}).returncode == 0
    assert not (tmp_path / "injected").exists()
    assert "$(touch" in (tmp_path / "words").read_text()


def test_an_editor_may_be_interrupted(root: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "echo ready >&2; sleep 20")
    asked = Asked(["add", "Anvil", "--editor"], root.parent, {"EDITOR": command})
    asked.shows("ready").type("\x03")
    assert asked.status() == 130
    assert tools(root) == ["quill.toml"]


def test_an_editor_that_takes_interrupts_itself_goes_on(root: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "trap 'echo caught >&2' INT; echo ready >&2; sleep 5", FILL % "free")
    asked = Asked(["add", "Anvil", "--editor"], root.parent, {"EDITOR": command})
    asked.shows("ready").type("\x03")
    asked.shows("caught")
    assert asked.status() == 0
    assert "anvil.toml" in tools(root)
