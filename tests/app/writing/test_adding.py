"""`app/writing/adding.py`: tools that the catalog does not have yet, one or many."""

import json
import os
from pathlib import Path

import pytest

from tests.app.writing.test_reading import NIB, QUILL, tools
from tests.conftest import TOOL, MakeCatalog, Run

OWN = '# Where this is from.\nname = "Quill"   # the pen\ncategory = "Tools"\nentry = "free"\ntagline = "Writes"\n'
FORMATTED = '# Where this is from.\nname = "Quill"     # the pen\ntagline = "Writes"\ncategory = "Tools"\nentry = "free"\n'


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog({"tools/quill.toml": TOOL.format(name="Quill")})


def given(folder: Path, *records: object) -> str:
    (folder / "many.json").write_text(json.dumps(records))
    return "many.json"


def test_tools_that_exist_are_listed_and_nothing_is_written(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    before = tools(root)
    for force in ((), ("--force",)):
        done = vcompare("add", "--from", given(tmp_path, NIB, QUILL), *force, catalog=root)
        assert (done.returncode, tools(root)) == (2, before)
        assert (
            '  many.json: tool 2 ("quill"): quill exists\nhint: `vcompare edit --from` changes it'
            in done.stderr
        )


def test_a_name_that_another_tool_has_needs_force(vcompare: Run, root: Path, tmp_path: Path) -> None:
    name = given(tmp_path, NIB, {**QUILL, "slug": "quill-pen"})
    done = vcompare("add", "--from", name, catalog=root)
    assert (done.returncode, len(tools(root))) == (2, 1)
    assert (
        "error: 1 tool may be in the catalog already\n  quill: Quill (A tool called Quill)\n" in done.stderr
    )
    assert vcompare("add", "--from", name, "--force", catalog=root).returncode == 0
    assert tools(root).keys() == {"quill.toml", "quill-pen.toml", "nib.toml"}


def test_options_hold_for_every_tool(vcompare: Run, root: Path, tmp_path: Path) -> None:
    name = given(tmp_path, NIB, {**QUILL, "name": "Pen"})
    assert vcompare("add", "--from", name, "--vendor", "Acme", catalog=root).returncode == 0
    assert all('vendor = "Acme"' in text for slug, text in tools(root).items() if slug != "quill.toml")
    refused = vcompare("add", "Name", "--from", name, catalog=root)
    assert "leave out NAME, --slug and --editor" in refused.stderr


def test_a_dry_run_shows_every_file(vcompare: Run, root: Path, tmp_path: Path) -> None:
    done = vcompare(
        "add", "--from", given(tmp_path, NIB, {**QUILL, "name": "Pen"}), "--dry-run", catalog=root
    )
    assert done.stdout.count("--- /dev/null\n") == 2
    assert tools(root).keys() == {"quill.toml"}


def test_if_one_file_cannot_be_written_none_is(vcompare: Run, root: Path, tmp_path: Path) -> None:
    (root / "tools/pen.toml").symlink_to("nowhere")
    done = vcompare("add", "--from", given(tmp_path, NIB, {**QUILL, "name": "Pen"}), catalog=root)
    assert done.returncode == 2
    assert not (root / "tools/nib.toml").exists()


@pytest.mark.parametrize("options", [(), ("--vendor", "Acme")])
def test_a_file_of_one_tool_keeps_its_comments_and_is_formatted(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path, options: tuple[str, ...]
) -> None:
    root = make_catalog({})
    (tmp_path / "own.toml").write_text(OWN)
    assert vcompare("add", "--from", "own.toml", *options, catalog=root).returncode == 0
    assert tools(root) == {"quill.toml": FORMATTED + ('vendor = "Acme"\n' if options else "")}
    assert vcompare("fmt", "--check", catalog=root).returncode == 0


def test_what_is_wrong_in_a_file_of_one_tool_has_its_line(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog({})
    (tmp_path / "own.toml").write_text(OWN.replace('"free"', '"fre"'))
    done = vcompare("add", "--from", "own.toml", catalog=root)
    assert "  own.toml:4:9: error bad-value: `entry` must be" in done.stderr


def test_a_slug_in_the_file_names_the_new_file(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog({})
    (tmp_path / "own.toml").write_text(f'slug = "pen"\n{OWN}')
    assert vcompare("add", "--from", "own.toml", catalog=root).returncode == 0
    assert tools(root) == {"pen.toml": FORMATTED}


def test_thousands_are_added_in_seconds(vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path) -> None:
    root = make_catalog({})
    name = given(tmp_path, *({**NIB, "name": f"Model {number}"} for number in range(1000)))
    start = sum(os.times()[:4])
    done = vcompare("add", "--from", name, catalog=root)
    assert done.returncode == 0
    assert sum(os.times()[:4]) - start < 8  # of processor time, that of the workers included
    assert "and 990 more files" in done.stderr
    assert len(tools(root)) == 1000


def test_what_is_wrong_with_many_is_said_once_with_their_number(
    vcompare: Run, make_catalog: MakeCatalog, tmp_path: Path
) -> None:
    root = make_catalog({})
    wrong = [{**NIB, "name": f"Nib {number}", "category": "Nope"} for number in range(30)]
    done = vcompare("add", "--from", given(tmp_path, *wrong), catalog=root)
    (line,) = [line for line in done.stderr.splitlines() if "unknown-category: " in line]
    assert '("nib-0") and 29 more: error unknown-category: "Nope" is not a category' in line
