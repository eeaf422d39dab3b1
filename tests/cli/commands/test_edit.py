"""`vcompare edit`: the keys that are named, and no other line."""

import datetime
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.catalog.toml_documents import REAL
from tests.cli.input.test_editor import editor
from tests.cli.terminal import Asked
from tests.conftest import TOOL, MakeCatalog, Run

SETTINGS = 'format = 1\ntitle = "T"\n'


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    tools = {f"tools/{name.replace(' ', '-')}.toml": text for name, text in REAL.items()}
    del tools["tools/another-order.toml"]
    return make_catalog({"catalog.toml": SETTINGS, **tools})


def changed(root: Path, slug: str, before: str) -> tuple[list[str], list[str]]:
    after = (root / f"tools/{slug}.toml").read_text()
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm=""))[3:]
    lines = [line for line in lines if not line.startswith("@@")]
    return [line[1:] for line in lines if line[0] == "-"], [line[1:] for line in lines if line[0] == "+"]


@pytest.mark.parametrize(
    ("words", "gone", "new"),
    [
        (["entry=paid"], ['entry = "free"'], ['entry = "paid"']),
        (
            ["name=Anvil 2"],
            ['name = "Anvil"        # the product, not the company'],
            ['name = "Anvil 2"        # the product, not the company'],
        ),
        (
            ["tags+=go"],
            ['tags = ["ci", "build" ] # sorted? no'],
            ['tags = ["ci", "build", "go"] # sorted? no'],
        ),
        (["tags-=ci"], ['tags = ["ci", "build" ] # sorted? no'], ['tags = ["build"] # sorted? no']),
        (["aliases+=Anvil Build"], [], ['    "Anvil Build",']),
        (["pricing.checked=2026-11-20"], [], ["    checked = 2026-11-20"]),
        (
            ["pricing.summary=Less free"],
            ['    summary = "Free for ever"  # they say'],
            ['    summary = "Less free"  # they say'],
        ),
        (["vendor=Smith"], [], ['vendor = "Smith"']),
        (["pricing.source="], ['    source = "https://example.com/#pricing"'], []),
        (["added="], ["added = 2024-05-01"], []),
        (["homepage=https://example.com/?a=b"], [], ['homepage = "https://example.com/?a=b"']),
    ],
)
def test_only_the_line_of_the_key_changes(
    root: Path, vcompare: Run, words: list[str], gone: list[str], new: list[str]
) -> None:
    done = vcompare("edit", "comments-everywhere", *words, catalog=root)
    assert done.returncode == 0
    assert f"note: wrote {root}/tools/comments-everywhere.toml\n  " in done.stderr
    before, after = changed(root, "comments-everywhere", REAL["comments everywhere"])
    assert [" ".join(line.split()) for line in before] == [" ".join(line.split()) for line in gone]
    assert [" ".join(line.split()) for line in after] == [" ".join(line.split()) for line in new]


@pytest.mark.parametrize(
    ("slug", "gone", "new"),
    [
        ("dotted", [], ['"pricing".checked = 2026-11-20']),
        (
            "inline",
            ['pricing = { summary = "Free", source = "https://example.com" } # all in a line'],
            [
                'pricing = { summary = "Free", source = "https://example.com", checked = 2026-11-20 } # all in a line'
            ],
        ),
    ],
)
def test_a_table_keeps_its_notation(
    root: Path, vcompare: Run, slug: str, gone: list[str], new: list[str]
) -> None:
    assert vcompare("edit", slug, "pricing.checked=2026-11-20", catalog=root).returncode == 0
    assert changed(root, slug, REAL[slug]) == (gone, new)


def test_several_keys_at_once(root: Path, vcompare: Run) -> None:
    done = vcompare(
        "edit",
        "dotted",
        "tags=a, b",
        "tags+=c",
        "tags-=a",
        "aliases=[\"x, y\", 'z']",
        "retired=2026-01-02",
        catalog=root,
    )
    assert done.returncode == 0
    text = (root / "tools/dotted.toml").read_text()
    assert 'tags = ["b", "c"]\n' in text
    assert 'aliases = ["x, y", "z"]\n' in text
    assert "retired = 2026-01-02\n" in text


def test_all_invalid_assignments_are_reported_at_once(root: Path, vcompare: Run) -> None:
    done = vcompare(
        "edit",
        "inline",
        "pricing.chekced=2026-01-01",
        "vendor",
        "vendor+=x",
        "pricing=free",
        "name=a",
        "name=b",
        catalog=root,
    )
    assert done.returncode == 2
    assert done.stderr == (
        "error: `pricing.chekced` is not a key of a tool's file\n"
        "hint: did you mean `pricing.checked`?\n"
        'error: "vendor" is missing `=value`\n'
        "hint: write it as key=value\n"
        "error: `vendor` is not a list\n"
        "hint: write it as vendor=value\n"
        "error: `pricing` is a table\n"
        "hint: name a key in it, such as pricing.summary\n"
        "error: `name` is set twice\n"
        "hint: set it once\n"
    )


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("name=", "missing-key: `name` is missing"),
        ("vendor=a\u202eb", "`vendor`: error unsafe-text: "),
        ("added=9999-01-01", "`added`: error future-date: "),
    ],
)
def test_what_check_would_report_is_refused_in_terms_of_what_was_assigned(
    root: Path, vcompare: Run, word: str, message: str
) -> None:
    path = root / "tools/inline.toml"
    before = path.read_bytes()
    for dry in ([], ["--dry-run"]):
        done = vcompare("edit", "inline", word, *dry, catalog=root)
        assert done.returncode == 2
        assert done.stderr.startswith("error: nothing was written: it would not pass `check`\n")
        assert message in done.stderr
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("word", "message"),
    [
        ("entry=fre", '`entry` must be one of free, freemium, paid, not "fre"\nhint: did you mean `free`?\n'),
        ("added=soon", '`added` must be a day such as 2026-11-20, today, yesterday, 7d or 2w, not "soon"\n'),
        (
            "tags+=ok,Not A Slug",
            "`tags` must be a slug: lower-case letters and digits joined by single hyphens",
        ),
        ("homepage=javascript:x", '`homepage` must be an http:// or https:// address, not "javascript:x"\n'),
        (
            "tagline=" + "x" * 201,
            "`tagline` must be one line of 1 to 200 characters, not blank, and this has 201",
        ),
    ],
)
def test_what_a_key_cannot_hold_is_refused(root: Path, vcompare: Run, word: str, message: str) -> None:
    before = (root / "tools/inline.toml").read_bytes()
    done = vcompare("edit", "inline", word, catalog=root)
    assert done.returncode == 2
    assert done.stderr.startswith(f"error: {message}")
    assert "as the message says" not in done.stderr
    assert (root / "tools/inline.toml").read_bytes() == before


def test_days_and_choices_are_read_as_people_type_them(root: Path, vcompare: Run) -> None:
    done = vcompare("edit", "inline", "entry=PAID", "added=2w", catalog=root)
    assert done.returncode == 0, done.stderr
    text = (root / "tools/inline.toml").read_text()
    ago = datetime.date.today() - datetime.timedelta(14)  # noqa: DTZ011 - the day on the wall
    assert ('entry = "paid"' in text, f"added = {ago}" in text) == (True, True)


@pytest.mark.parametrize(
    "word", ["tags-=nothing", "pricing+=x", "aliases=[1]", "aliases=[", "=x", "+=x", "name.x=1"]
)
def test_other_invalid_assignments(root: Path, vcompare: Run, word: str) -> None:
    done = vcompare("edit", "inline", word, catalog=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert (root / "tools/inline.toml").read_text() == REAL["inline"]


def test_a_dry_run_prints_the_diff(root: Path, vcompare: Run) -> None:
    assert vcompare("edit", "inlin", "entry=paid", "--dry-run", catalog=root).returncode == 2
    done = vcompare("edit", "inline", "entry=paid", "--dry-run", catalog=root)
    assert done.stdout.endswith(
        '-entry = "free"\n+entry = "paid"\n pricing = { summary = "Free", source = "https://example.com" } # all in a line\n tags = ["a"]\n\\ No newline at end of file\n'
    )
    assert done.stderr == ""
    assert (root / "tools/inline.toml").read_text() == REAL["inline"]


def test_values_that_are_already_set(root: Path, vcompare: Run) -> None:
    done = vcompare("edit", "inline", "entry=free", "tags+=a", catalog=root)
    assert (done.returncode, done.stderr) == (0, "note: nothing to change; nothing was written\n")


@pytest.mark.parametrize("word", ["tagline=a\udcff", "tags=a\udcff", 'aliases=["a\udcff"]', "tags+=a\udcff"])
def test_values_that_are_not_utf_8(vcompare: Run, make_catalog: MakeCatalog, word: str) -> None:
    root = make_catalog({"tools/a.toml": TOOL.format(name="A")})
    result = vcompare("edit", "a", word, catalog=root)
    assert (result.returncode, "is not UTF-8" in result.stderr) == (2, True)


def test_a_list_cannot_smuggle_in_another_key(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/a.toml": TOOL.format(name="A") + 'aliases = ["b"]\n'})
    result = vcompare("edit", "a", "aliases=[]\nevil = 1", catalog=root)
    assert (result.returncode, "this is not a list of texts" in result.stderr) == (2, True)


@pytest.fixture
def many(make_catalog: MakeCatalog) -> Path:
    makers = {"anvil": "Acme", "quill": "Acme", "nib": "Other"}
    return make_catalog(
        {
            f"tools/{slug}.toml": TOOL.format(name=slug.title()) + f'vendor = "{vendor}"\n'
            for slug, vendor in makers.items()
        }
    )


def entries(root: Path) -> dict[str, bool]:
    return {path.stem: 'entry = "paid"' in path.read_text() for path in (root / "tools").iterdir()}


def test_every_tool_that_fits_changes(many: Path, vcompare: Run) -> None:
    words = ("edit", "--where", "vendor=Acme", "entry=paid")
    refused = vcompare(*words, catalog=many)
    assert refused.returncode == 2
    assert refused.stderr.startswith(
        "error: nothing was written: there is no terminal to ask whether to change 2 tools\n"
    )
    shown = vcompare(*words, "--dry-run", catalog=many)
    assert (shown.returncode, shown.stdout.count('+entry = "paid"')) == (0, 2)
    assert not any(entries(many).values())
    done = vcompare(*words, "--yes", catalog=many)
    assert done.returncode == 0
    assert done.stderr.count('entry: "free" → "paid"\n') == 2
    assert entries(many) == {"anvil": True, "quill": True, "nib": False}


def test_one_tool_needs_no_yes(many: Path, vcompare: Run) -> None:
    assert (
        vcompare(
            "edit", "--where", "vendor=Acme", "--where", "name~anv", "entry=paid", catalog=many
        ).returncode
        == 0
    )
    assert (
        vcompare("edit", "--where", "vendor=Acme", "entry=paid", catalog=many).returncode == 0
    )  # one is left
    assert entries(many) == {"anvil": True, "quill": True, "nib": False}


def test_a_person_is_asked_about_several_tools(many: Path) -> None:
    for reply, status in (("n\r", 2), ("y\r", 0)):
        asked = Asked(["edit", "--where", "vendor=Acme", "entry=paid"], many.parent)
        asked.shows("anvil").answer("change 2 tools?", reply)
        assert asked.status() == status
    assert entries(many) == {"anvil": True, "quill": True, "nib": False}


@pytest.mark.parametrize(
    ("words", "status", "message"),
    [
        (["--where", "vendor=Nobody", "entry=paid"], 1, "no tool matches"),
        (["--where", "vendr=Acme", "entry=paid"], 2, "vendor"),
        (["--where", "vendor=Acme"], 2, "no change was given"),
        (["anvil", "--where", "vendor=Acme", "entry=paid"], 2, "leave out TOOL and --from"),
        (["--where", "vendor=Acme", "--yes", "entry=fre"], 2, "`entry` must be one of"),
        (["--where", "vendor=Acme", "--yes", "tags-=x"], 2, '  anvil and 1 more: "x" is not in `tags`\n'),
        (["entry=paid"], 2, "no tool is named"),
        ([], 2, "no tool is named"),
        (["anvil"], 2, "no change was given"),
        (["--editor", "--where", "vendor=Acme"], 2, "--editor changes one tool"),
    ],
)
def test_what_cannot_be_done(many: Path, vcompare: Run, words: list[str], status: int, message: str) -> None:
    done = vcompare("edit", *words, catalog=many)
    assert (done.returncode, message in done.stderr) == (status, True), done.stderr
    assert not any(entries(many).values())


def test_an_editor_on_a_tool(many: Path, vcompare: Run, tmp_path: Path) -> None:
    path = many / "tools/anvil.toml"
    path.write_bytes(b"# Mine.\r\n" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    command = editor(tmp_path, """sed -i 's/"free"/"paid"/' "$file" """)
    done = vcompare("edit", "anvil", "--editor", catalog=many, env={"EDITOR": command})
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == before.replace(b"free", b"paid")
    assert 'entry: "free" → "paid"\n' in done.stderr
    done = vcompare("edit", "anvil", "-e", "vendor=New", catalog=many, env={"EDITOR": command})
    assert 'vendor = "New"' in (tmp_path / "seen.2").read_text()


@pytest.mark.parametrize(
    ("where", "note"),
    [
        ("name=Anvl", 'no tool has the name "Anvl"; did you mean `Anvil`?'),
        ("vendor=Smyth", "vendor is unknown for every tool"),
    ],
)
def test_a_condition_that_no_tool_passes_leads_on(
    make_catalog: MakeCatalog, vcompare: Run, where: str, note: str
) -> None:
    root = make_catalog({"tools/anvil.toml": TOOL.format(name="Anvil")})
    done = vcompare("edit", "--where", where, "entry=paid", catalog=root)
    assert (done.returncode, done.stderr) == (1, f"note: {note}\nnote: no tool matches\n")


@pytest.mark.parametrize("words", [["--checked=2026-11-01"], ["--checked", "2026-11-01"]])
def test_a_day_may_be_written_with_the_option(
    make_catalog: MakeCatalog, vcompare: Run, words: list[str]
) -> None:
    root = make_catalog({"tools/anvil.toml": TOOL.format(name="Anvil")})
    for summary in ("Free", "Free for ever"):
        done = vcompare("edit", "anvil", *words, f"pricing.summary={summary}", catalog=root)
        assert done.returncode == 0
        assert "warning: " not in done.stderr  # the day that was named again is no stale one
    assert "checked = 2026-11-01" in (root / "tools/anvil.toml").read_text()


def test_what_is_no_day_is_no_tool(make_catalog: MakeCatalog, vcompare: Run) -> None:
    root = make_catalog({"tools/anvil.toml": TOOL.format(name="Anvil")})
    for text in ("2026-13-01", "soon", ""):
        done = vcompare("edit", "anvil", f"--checked={text}", catalog=root)
        wanted = "a day such as 2026-11-20, today, yesterday, 7d or 2w"
        assert done.stderr.startswith(f'error: --checked must be {wanted}, not "{text}"\n')


def test_the_command_to_write_can_be_pasted(make_catalog: MakeCatalog, vcompare: Run) -> None:
    done = vcompare("edit", "name=It's new", catalog=make_catalog({}))
    assert """`vcompare edit TOOL 'name=It'"'"'s new'`""" in done.stderr


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_declaration_stands_where_it_belongs(make_catalog: MakeCatalog, vcompare: Run, end: str) -> None:
    files = {
        "catalog.toml": f"{SETTINGS}\n[freshness]\npricing = 90\n",
        "tools/anvil.toml": TOOL.format(name="Anvil"),
    }
    root = make_catalog({path: text.replace("\n", end) for path, text in files.items()})
    done = vcompare("edit", "anvil", "rate-limit=3", "--yes", catalog=root)
    assert (done.returncode, done.stderr.splitlines()[-1]) == (0, "note: next: `vcompare show anvil`")
    assert vcompare("fmt", "--check", catalog=root).returncode == 0
    content = (root / "catalog.toml").read_bytes()
    assert content.count(end.encode()) == content.count(b"\n")


def test_what_check_warns_of_in_several_files_is_one_line(make_catalog: MakeCatalog, vcompare: Run) -> None:
    specs = '\n[specs.rate]\nlabel = "Rate"\nkind = "quantity"\n'
    tools = {f"tools/{name.lower()}.toml": TOOL.format(name=name) for name in ("Anvil", "Bellows", "Crank")}
    root = make_catalog({"catalog.toml": SETTINGS + specs, **tools})
    done = vcompare("edit", "--where", "entry=free", "rate=3", "--yes", catalog=root)
    (line,) = [line for line in done.stderr.splitlines() if "undated-spec" in line]
    assert line.startswith(
        f"{root}/tools/anvil.toml:6:2 and 2 more: warning undated-spec: `rate` has no date"
    )


def test_case_does_not_count_in_a_category(vcompare: Run, make_catalog: MakeCatalog) -> None:
    settings = f'{SETTINGS}categories = ["Tools", "Self-hosted"]\n'
    root = make_catalog({"catalog.toml": settings, "tools/anvil.toml": TOOL.format(name="Anvil")})
    assert vcompare("edit", "anvil", "category=self-HOSTED", catalog=root).returncode == 0
    added = vcompare("add", "Nib", "--tagline", "T", "--category", "tools", catalog=root)
    assert added.returncode == 0, added.stderr
    assert 'category = "Self-hosted"' in (root / "tools/anvil.toml").read_text()
    assert 'category = "Tools"' in (root / "tools/nib.toml").read_text()
