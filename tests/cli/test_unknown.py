"""`cli/unknown.py`: a first word that is no command leads on."""

import shlex
from pathlib import Path

import pytest

from tests.conftest import TOOL, MakeCatalog, Run
from vcompare.text.slugs import slug_of


@pytest.fixture
def models(make_catalog: MakeCatalog) -> Path:
    names = ("Opus 4.5", "Kimi K2.6", "GPT-5", "GPT-5.5", "GPT-5.5 Pro")
    return make_catalog({f"tools/{slug_of(name)}.toml": TOOL.format(name=name) for name in names})


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        (["shwo", "modal"], "did you mean `vcompare show`?"),
        (["List"], "did you mean `vcompare list`?"),
        (["exp"], "did you mean `vcompare explain` or `vcompare export`?"),
        (["ls"], "did you mean `vcompare list`?"),
        (["validate"], "did you mean `vcompare check`?"),
        (["version"], "did you mean `vcompare --version`?"),
        (["modal"], "did you mean `vcompare show modal`?"),
        (["modal", "azure voice"], "did you mean `vcompare show modal 'azure voice'`?"),
        (["calude api", "modal", "--full"], "did you mean `vcompare show 'calude api' modal --full`?"),
        (["qwertz"], "`vcompare --help` lists the commands"),
        (
            ["qwertz", "qwerty"],
            "`vcompare --help` lists the commands, and `vcompare show TOOL TOOL` compares tools",
        ),
        (["help", "shwo"], "did you mean `vcompare show`?"),
        (["help", "qwertz"], "`vcompare --help` lists the commands"),
    ],
)
def test_what_was_meant(vcompare: Run, line: list[str], hint: str) -> None:
    done = vcompare(*line)
    name = line[-1] if line[0] == "help" else line[0]
    expected = f'error: there is no command "{name}"\nhint: {hint}\n'
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


@pytest.mark.parametrize(
    ("words", "tools"),
    [
        (["gpt", "5.5"], ["gpt 5.5"]),
        (["gpt", "5.5", "pro", "-f", "csv"], ["gpt 5.5 pro", "-f", "csv"]),
        (["opus", "vs", "kimi"], ["opus", "kimi"]),
        (["gpt", "5.5", "vs.", "opus", "4.5"], ["gpt 5.5", "opus 4.5"]),
        (["kimi", "k2.6", "opus", "4.5"], ["kimi k2.6", "opus 4.5"]),
        (["opus", "vs"], ["opus"]),
        (["opus", "kimi", "gpt-5"], ["opus", "kimi", "gpt-5"]),
    ],
)
def test_names_of_several_words_without_quotes(
    vcompare: Run, models: Path, words: list[str], tools: list[str]
) -> None:
    line = shlex.join(["vcompare", "show", *tools])
    hint = vcompare(*words, catalog=models).stderr.splitlines()[-1]
    assert hint == f"hint: did you mean `{line}`?"
    assert vcompare(*shlex.split(line)[1:], catalog=models).returncode == 0


def test_a_tool_called_like_a_command_is_a_tool(vcompare: Run, make_catalog: MakeCatalog) -> None:
    root = make_catalog({"tools/digst.toml": TOOL.format(name="Digst")})
    for words in (["digst"], ["digst", "--catalog", str(root)]):
        done = vcompare(*words, catalog=root if len(words) == 1 else None)
        assert f"did you mean `vcompare show {' '.join(words)}`?" in done.stderr
    assert "did you mean `vcompare digest`?" in vcompare("digst").stderr


def test_nothing_of_a_catalog_is_needed(vcompare: Run, tmp_path: Path) -> None:
    done = vcompare("shwo", "x", catalog=tmp_path / "nowhere")
    assert done.stderr.endswith("did you mean `vcompare show`?\n")


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--verison"], "did you mean `--version`?"),
        (["-v"], "did you mean `-V`?"),
        (["--verison", "list"], "did you mean `--version`?"),
        (
            ["--catalog", "my cats", "list", "-f", "json"],
            "options come after the command, as in `vcompare list --catalog 'my cats' -f json`",
        ),
        (["--catalogue", "x", "list"], "did you mean `--catalog`?"),
        (["--nosuch", "list"], "`vcompare list --help` shows how"),
        (["--tag"], "options come after the command, as in `vcompare list --catalog DIR`"),
    ],
)
def test_an_option_before_the_command(vcompare: Run, words: list[str], hint: str) -> None:
    done = vcompare(*words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"error: no such option: {words[0]}\nhint: {hint}\n"
