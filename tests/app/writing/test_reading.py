"""`app/writing/reading.py`: many tools from a file, and where what is wrong in it is."""

import json
import shutil
from pathlib import Path

import pytest

from tests.app.writing.specs import DECLARED
from tests.conftest import SAMPLE, SETTINGS, TOOL, MakeCatalog, Run

QUILL = {"name": "Quill", "tagline": "Writes", "category": "Tools", "entry": "free", "added": "2026-01-02"}
NIB = {**QUILL, "name": "Nib", "tags": ["a", "b"], "pricing": {"summary": "=Free", "checked": "2026-01-01"}}
FILES = {
    "two.json": json.dumps([QUILL, NIB], indent=1),
    "object.json": json.dumps({"tools": [QUILL, NIB]}),
    "by-slug.json": json.dumps({"tools": {"quill": QUILL, "nib": NIB}}),
    "two.ndjson": f"{json.dumps(QUILL)}\n\n{json.dumps(NIB)}\n",
    "ndjson-called.json": f"{json.dumps(QUILL)}\n{json.dumps(NIB)}\n",
    "two.csv": "name,tagline,category,entry,added,tags,pricing.summary,pricing.checked\n"
    "Quill,Writes,Tools,free,2026-01-02,,,\nNib,Writes,Tools,free,2026-01-02,a; b,'=Free,2026-01-01\n",
    "german.csv": "\ufeffName;Tagline;Category;Entry;Added;Tags;Pricing.Summary;Pricing.Checked\r\n"
    'Quill;Writes;Tools;free;2026-01-02;;;\r\nNib;Writes;Tools;free;2026-01-02;"a; b";\'=Free;2026-01-01\r\n',
    "two.toml": "".join(
        f'[[tools]]\nname = "{name}"\ntagline = "Writes"\ncategory = "Tools"\nentry = "free"\nadded = 2026-01-02\n'
        for name in ("Quill", "Nib")
    )
    + 'tags = ["a", "b"]\n[tools.pricing]\nsummary = "=Free"\nchecked = 2026-01-01\n',
    "by-slug.toml": "[tools.quill]\nname='Quill'\ntagline='Writes'\ncategory='Tools'\nentry='free'\nadded=2026-01-02\n"
    "[tools.nib]\nname='Nib'\ntagline='Writes'\ncategory='Tools'\nentry='free'\nadded=2026-01-02\ntags=['a','b']\n"
    "pricing={summary='=Free',checked=2026-01-01}\n",
}
WRITTEN = {
    "quill.toml": 'name = "Quill"\ntagline = "Writes"\ncategory = "Tools"\nentry = "free"\nadded = 2026-01-02\n',
    "nib.toml": 'name = "Nib"\ntagline = "Writes"\ncategory = "Tools"\nentry = "free"\ntags = ["a", "b"]\n'
    'added = 2026-01-02\n\n[pricing]\nsummary = "=Free"\nchecked = 2026-01-01\n',
}


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog({})


def tools(root: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in root.glob("tools/*")}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("origin", ["file", "stdin"])
def test_every_format_gives_the_same_tools(
    vcompare: Run, root: Path, tmp_path: Path, name: str, origin: str
) -> None:
    (tmp_path / name).write_bytes(FILES[name].encode())
    given = FILES[name].encode() if origin == "stdin" else b""
    done = vcompare("add", "--from", "-" if given else name, catalog=root, input=given)
    assert done.returncode == 0, done.stderr
    assert tools(root) == WRITTEN


def test_a_format_may_be_named(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (tmp_path / "two.txt").write_text(FILES["two.csv"].replace("name,", "Name ,"))
    assert vcompare("add", "--from", "two.txt", "--from-format", "csv", catalog=root).returncode == 0
    assert tools(root) == WRITTEN


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("two.json", "two.json"),
        ("two.ndjson", "two.ndjson:3"),
        ("two.csv", "two.csv:3"),
        ("by-slug.toml", "by-slug.toml:7"),
    ],
)
def test_what_is_wrong_names_the_record_and_the_key(
    vcompare: Run, root: Path, tmp_path: Path, name: str, place: str
) -> None:
    (tmp_path / name).write_text(FILES[name].replace("free", "fre").replace("fre", "free", 1))
    done = vcompare("add", "--from", name, catalog=root)
    assert (done.returncode, tools(root)) == (2, {})
    assert (
        f'  {place}: tool 2 ("nib"): error bad-value: `entry` must be "free", "freemium" or "paid"; it is "fre" '
        "(did you mean `free`?)\n"
    ) in done.stderr


def test_all_that_is_wrong_is_reported_at_once_in_the_order_of_the_file(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    wrong = [{**QUILL, "vendr": "x"}, {**NIB, "added": "soon"}, {**QUILL, "name": "Pen", "category": "Tols"}]
    (tmp_path / "three.json").write_text(json.dumps(wrong))
    done = vcompare("add", "--from", "three.json", catalog=root)
    assert [line.split(": ")[1:3] for line in done.stderr.splitlines() if line.startswith("  ")] == [
        ['tool 1 ("quill")', "error unknown-key"],
        ['tool 2 ("nib")', "error wrong-type"],
        ['tool 3 ("pen")', "error unknown-category"],
    ]
    assert "did you mean `vendor`?" in done.stderr
    assert tools(root) == {}


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "x.json",
            '[{"name": "A"},\n {"name": }]',
            "x.json:2:11: this is not JSON: expecting value",
        ),
        ("x.json", "[1]", "x.json: tool 1 is not an object with keys"),
        ("x.json", "[]", "x.json holds no tools"),
        ("x.json", '[{"name": "A", "foo": [{"a": null}, [null]]}]', "unknown-key: `foo`"),
        ("x.json", '{"schema": "vcompare.search/1", "results": []}', "it is a vcompare.search/1"),
        ("x.json", '[{"name": "A", "slug": 3}]', "`slug` must be a text"),
        ("x.json", '[{"tagline": "A"}]', "x.json: tool 1: `name` is missing"),
        ("x.json", '[{"name": "A", "slug": "../a"}]', '"../a" is not a slug'),
        (
            "x.json",
            '[{"name": "A"}, {"name": "a"}]',
            'tool 2 ("a"): the slug is that of x.json: tool 1 ("a")',
        ),
        ("x.ndjson", '{"name": "A"}\n{"name"\n', "x.ndjson:2:8: this is not JSON: "),
        (
            "x.csv",
            "name,vendr\nA,B\n",
            'x.csv:1: "vendr" is not a key of a tool\nhint: did you mean `vendor`?',
        ),
        ("x.csv", "name,name\nA,B\n", 'there are two columns "name"'),
        ("x.csv", "name,vendor\n\nA,B,C\n", "x.csv:3: there are 3 cells for 2 columns"),
        ("x.csv", 'name,vendor\nA,"B\n', "x.csv:2: this is not CSV: "),
        ("x.csv", "name\n", "x.csv holds no tools"),
        ("x.toml", "\ufeff\ufeffname = 'A'\n", "a second byte-order mark"),
        ("x.json", "\ufeff\ufeff[]", "x.json:1:1: it begins with a second byte-order mark"),
        ("x.csv", "name\n\xff".encode("latin-1"), "x.csv:2:1: byte 0xff is not UTF-8"),
        (
            "x.json",
            '[{"name":\n<<<<<<< HEAD\n"A"\n=======\n"B"\n>>>>>>> topic\n}]\n',
            "x.json:2:1: unresolved merge conflict",
        ),
        (
            "x.csv",
            "name\n<<<<<<< HEAD\nA\n=======\nB\n>>>>>>> topic\n",
            "x.csv:2:1: unresolved merge conflict",
        ),
    ],
    ids=range(20),
)
def test_a_file_that_cannot_be_read(
    vcompare: Run, root: Path, tmp_path: Path, name: str, content: str | bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    done = vcompare("add", "--from", name, catalog=root)
    assert (done.returncode, tools(root)) == (2, {})
    assert message in done.stderr


@pytest.mark.parametrize("form", ["json", "csv"])
def test_what_list_writes_is_added_and_computed_keys_are_left_out(
    vcompare: Run, root: Path, tmp_path: Path, form: str
) -> None:
    old = root.with_name("old")
    (old / "tools").mkdir(parents=True)
    (old / "catalog.toml").write_text((root / "catalog.toml").read_text())
    text = TOOL.format(name="Odd") + (
        'description = """\n=1\n\n- one\n\t@x\n"""\nvendor = "\'=x, \\"y\\"; -z"\naliases = ["a; b", "[c", "\'+1"]\ntags = ["x"]\n'
    )
    (old / "tools/odd-one.toml").write_text(text)
    (old / "tools/pen.toml").write_text(TOOL.format(name="Pen"))
    listed = vcompare("list", "-f", form, catalog=old).stdout
    (tmp_path / f"list.{form}").write_text(listed)
    done = vcompare("add", "--from", f"list.{form}", catalog=root)
    assert done.returncode == 0, done.stderr
    assert f"note: list.{form}: `panel` and `community` are computed, and left out\n" in done.stderr
    assert vcompare("list", "-f", form, catalog=root).stdout == listed
    before = tools(root)
    unchanged = vcompare("edit", "--from", f"list.{form}", catalog=root)
    assert unchanged.stderr.endswith("note: nothing to change; nothing was written\n")
    assert tools(root) == before
    assert vcompare("edit", "--from", f"list.{form}", catalog=old).returncode == 0
    assert (old / "tools/odd-one.toml").read_text() == text


def test_what_show_writes_is_added(vcompare: Run, root: Path, tmp_path: Path) -> None:
    shown = vcompare("show", "modal", "claude-4-api", "-f", "json").stdout
    (tmp_path / "shown.json").write_text(shown)
    shutil.copy(SAMPLE / "catalog.toml", root)
    done = vcompare("add", "--from", "shown.json", catalog=root)
    assert done.returncode == 0, done.stderr
    assert "`panel`, `community` and `reviews` are computed" in done.stderr
    assert tools(root).keys() == {"modal.toml", "claude-4-api.toml"}


def test_comments_of_a_list_are_said_to_be_lost(vcompare: Run, root: Path, tmp_path: Path) -> None:
    for text, is_said in ((FILES["two.toml"], False), ("# Mine.\n" + FILES["two.toml"], True)):
        (tmp_path / "two.toml").write_text(text)
        done = vcompare("add", "--from", "two.toml", "--dry-run", catalog=root)
        assert ("note: two.toml: the comments of a list are left out\n" in done.stderr) is is_said


def test_keys_of_json_are_called_as_on_the_command_line(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"catalog.toml": SETTINGS + DECLARED})
    record = {
        **QUILL,
        "context": "1.05M",
        "open_weights": "yes",
        "specs.tier": "gold",
        "pricing.summary": "Free",
        "pricing.checked": "2026-01-02",
    }
    result = vcompare("add", "--from", "-", catalog=root, input=json.dumps([record]).encode())
    assert result.returncode == 0, result.stderr
    text = (root / "tools/quill.toml").read_text()
    assert 'context = 1_050_000\nopen-weights = true\ntier = "Gold"\n' in text
    assert '[pricing]\nsummary = "Free"\nchecked = 2026-01-02\n' in text


def test_a_slip_in_a_spec_of_json_is_none_to_declare(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"catalog.toml": SETTINGS + DECLARED})
    records = [QUILL, {**NIB, "specs": {"contxt": 5}}]
    result = vcompare("add", "--from", "-", "--yes", catalog=root, input=json.dumps(records).encode())
    assert result.returncode == 2
    assert 'stdin: tool 2 ("nib"): `contxt` is not a spec of this catalog (did you mean `context`?)' in (
        result.stderr
    )
    assert not (root / "tools").exists()


def test_specs_are_declared_in_the_order_of_columns(vcompare: Run, root: Path) -> None:
    rows = b"name,tagline,category,entry,size,open,never\nQuill,T,Tools,free,,yes,\nNib,T,Tools,free,5 GB,,\n"
    result = vcompare("add", "--from", "-", "--yes", catalog=root, input=rows)
    assert result.returncode == 0, result.stderr
    declared = (root / "catalog.toml").read_text()
    assert 0 < declared.index("[specs.size]") < declared.index("[specs.open]")
    assert "never" not in declared
