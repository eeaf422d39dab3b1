"""`cli/input/editor.py` and `template.py`: a template in an editor, offered by `vcompare add`."""

import stat
from pathlib import Path

import pytest

from tests.cli.commands.test_add import ANVIL, tools
from tests.cli.terminal import Asked
from tests.conftest import Run


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
s/^# entry = ""/entry = "%s"/; s/^# vendor = ""/vendor = "Acme"  # mine/' "$file" """


def test_an_editor_on_a_template(process: Run, root: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "echo I am an editor", FILL % "free")
    result = process("add", "Anvil", "--editor", catalog=root, env={"EDITOR": command})
    assert (result.returncode, result.stdout) == (0, "")
    assert "I am an editor\n" in result.stderr
    assert (root / "tools/anvil.toml").read_text() == ANVIL + 'vendor = "Acme"  # mine\n'
    words = (tmp_path / "words").read_text().split()
    assert words[0] == "--wait"
    assert words[1].endswith("/anvil.toml")
    assert not Path(words[1]).parent.exists()
    seen = (tmp_path / "seen.1").read_text()
    assert '\n#! entry: "free", "freemium" or "paid"\n# entry = ""\n' in seen
    assert '\nname = "Anvil"\n' in seen


def test_given_values_are_in_the_template(vcompare: Run, root: Path, tmp_path: Path) -> None:
    given = ("--pricing-source", "https://example.com", "--description", "# Head\n\n#! no comment of ours\n")
    command = editor(tmp_path, FILL % "free", """sed -i 's/^summary = ""/summary = "Free"/' "$file" """)
    result = vcompare("add", "Anvil", *given, "-e", catalog=root, env={"VISUAL": command, "EDITOR": "false"})
    assert result.returncode == 0, result.stderr
    assert (root / "tools/anvil.toml").read_text() == (
        ANVIL
        + 'description = """\n# Head\n\n#! no comment of ours\n"""\nvendor = "Acme"  # mine\n\n[pricing]\n'
        'summary = "Free"\nsource = "https://example.com"\n'
    )


def test_a_rejected_text_is_offered_again_with_the_findings_at_the_top(
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
    ("line", "message"),
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
    vcompare: Run, root: Path, tmp_path: Path, line: str, message: str
) -> None:
    result = vcompare("add", "Anvil", "--editor", catalog=root, env={"EDITOR": editor(tmp_path, line)})
    assert (result.returncode, result.stdout) == (2, "")
    assert message in result.stderr
    assert tools(root) == ["quill.toml"]
    assert not Path((tmp_path / "where").read_text().strip()).parent.exists()


@pytest.mark.parametrize(
    ("lines", "message"),
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
def test_a_draft_that_cannot_be_saved_is_kept(
    vcompare: Run, root: Path, tmp_path: Path, lines: tuple[str, ...], message: str
) -> None:
    result = vcompare(
        "add",
        "Anvil",
        "--editor",
        catalog=root,
        env={"EDITOR": editor(tmp_path, *lines), "TMPDIR": str(tmp_path)},
    )
    assert result.returncode == 2
    assert message in result.stderr
    path = Path((tmp_path / "where").read_text().strip())
    assert f"note: what you wrote is in {path}; --from takes it\n" in result.stderr
    assert path.exists()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("variables", "message"),
    [
        ({"EDITOR": "nowhere-at-all --wait"}, "the editor nowhere-at-all cannot be run: no such file"),
        ({"EDITOR": "'unclosed"}, "EDITOR cannot be read: no closing quotation"),
        ({"EDITOR": None, "VISUAL": " ", "PATH": "/nowhere"}, "there is no editor"),
    ],
)
def test_a_missing_editor(vcompare: Run, root: Path, variables: dict[str, str | None], message: str) -> None:
    result = vcompare("add", "Anvil", "--editor", catalog=root, env=variables)
    assert result.returncode == 2
    assert f"error: {message}" in result.stderr
    assert "EDITOR=nano" in result.stderr
    assert tools(root) == ["quill.toml"]


def test_no_shell_sees_the_editor_or_the_file(vcompare: Run, root: Path, tmp_path: Path) -> None:
    command = f"{editor(tmp_path, FILL % 'free')} ; touch {tmp_path}/injected $(touch {tmp_path}/injected) *"
    assert vcompare("add", "Anvil", "-e", catalog=root, env={"EDITOR": command}).returncode == 0
    assert not (tmp_path / "injected").exists()
    assert "$(touch" in (tmp_path / "words").read_text()


def test_an_interrupted_editor(root: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "echo ready >&2; sleep 20")
    asked = Asked(["add", "Anvil", "--editor"], root.parent, {"EDITOR": command})
    asked.shows("ready").type("\x03")
    assert asked.status() == 130
    assert tools(root) == ["quill.toml"]


def test_an_editor_that_handles_interrupts_goes_on(root: Path, tmp_path: Path) -> None:
    command = editor(tmp_path, "trap 'echo caught >&2' INT; echo ready >&2; sleep 5", FILL % "free")
    asked = Asked(["add", "Anvil", "--editor"], root.parent, {"EDITOR": command})
    asked.shows("ready").type("\x03")
    asked.shows("caught")
    assert asked.status() == 0
    assert "anvil.toml" in tools(root)


def test_without_a_terminal_only_an_editor_that_was_named_is_run(vcompare: Run) -> None:
    vcompare("init", catalog=None)
    refused = vcompare("add", "Anvil", "--editor", catalog=None)
    assert refused.returncode == 2
    assert "there is no terminal to open an editor in" in refused.stderr


def test_a_template_shows_how_prices_are_written(vcompare: Run, root: Path, tmp_path: Path) -> None:
    catalog = root / "catalog.toml"
    catalog.write_text(
        f'currency = "USD"\n{catalog.read_text()}\n[meters.input]\nlabel = "Input"\nunit = "token"\n'
    )
    plan = """sed -i '/^# \\[\\[pricing.plans/,/^# per/s/^# //' "$file" """
    command = editor(tmp_path, FILL % "free", plan)
    result = vcompare("add", "Anvil", "--editor", catalog=root, env={"EDITOR": command})
    assert result.returncode == 0, result.stderr
    seen = (tmp_path / "seen.1").read_text()
    assert "# [pricing.rates]\n#! input: Input; an amount for token\n# input = \n" in seen
    assert "# [[pricing.tiers]]\n# over = { input = 200_000 }\n# rates = { input = 6 }\n" in seen
    assert '# [offers.seller]\n# name = "Seller"\n# rates = { input = 3 }\n' in seen
    text = (root / "tools/anvil.toml").read_text()
    assert text.endswith('[[pricing.plans]]\nname = "Team"\namount = 25\nper = "month"\n')
    command = editor(
        tmp_path, """sed -i 's/^# \\[pricing.rates]/[pricing.rates]/; s/^# input = /input = 3/' "$file" """
    )
    result = vcompare("edit", "anvil", "--editor", catalog=root, env={"EDITOR": command})
    assert result.returncode == 0, result.stderr
    assert "[pricing.rates]\ninput = 3\n" in (root / "tools/anvil.toml").read_text()
