"""`cli/failures.py`: how a command ends that cannot go on."""

from pathlib import Path

import pytest

from tests.cli.terminal import Asked
from tests.conftest import SAMPLE, Run
from vcompare.cli.failures import report

NEW = [
    "add",
    "Modal GPU",
    "--slug",
    "xx",
    "--tagline",
    "a",
    "--category",
    "Language Models",
    "--entry",
    "free",
]


@pytest.mark.parametrize("term", ["xterm", "dumb"])
@pytest.mark.parametrize("key", ["\x03", "\x04"])
@pytest.mark.parametrize(
    ("words", "question"),
    [
        (["show", "hf hub"], "which one?"),
        (["add", "Foo"], "tagline"),
        (NEW, "all the same?"),
        (["add", "Foo", "--tagline", "x"], "category"),
    ],
    ids=["which", "text", "yes", "choice"],
)
def test_leaving_a_question_leaves_no_line_open(
    tmp_path: Path, words: list[str], question: str, key: str, term: str
) -> None:
    catalog = tmp_path / "catalog"
    (catalog / "tools").mkdir(parents=True)
    for name in (
        "catalog.toml",
        *(f"tools/{slug}.toml" for slug in ("hf-hub-deploy", "hf-hub-routing", "modal")),
    ):
        (catalog / name).write_bytes((SAMPLE / name).read_bytes())
    asked = Asked(words, tmp_path, {"TERM": term}).shows(question)
    if question in {"category", "which one?"} and term == "xterm":
        asked.type("z").shows("no match")  # it was on the screen before keys were read
    asked.answer(question, key)
    assert asked.status() == 130
    assert asked.screen.cursor.x == 0
    assert asked.screen.display[asked.screen.cursor.y].strip() == ""
    assert not (catalog / "tools/xx.toml").exists()


def test_a_folder_without_a_catalog_offers_a_way_forward(vcompare: Run) -> None:
    for words in (["check"], ["add", "X"], ["history", "x"], ["fmt"]):
        done = vcompare(*words, catalog=None)
        assert (done.returncode, done.stderr) == (
            2,
            "error: no catalog here or above\n"
            "hint: `vcompare init` starts one here; --catalog names the folder of another\n",
        )
    assert "(`vcompare init` starts your own)" in vcompare("list", catalog=None).stderr
    done = vcompare("list", "--catalog", "my tools", catalog=None)
    assert "`vcompare init 'my tools'` starts one\n" in done.stderr
    vcompare("init", "my tools", catalog=None)
    assert vcompare("list", "--catalog", "my tools", catalog=None).returncode == 0


def test_an_interrupt_that_comes_as_another_error_is_one() -> None:
    """Before Python 3.12, that is what it becomes while a class with cached properties is made."""
    error = RuntimeError("Error calling __set_name__")
    error.__cause__ = KeyboardInterrupt()
    assert report(error) == 130
