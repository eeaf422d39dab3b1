"""`cli/usage.py`: what is wrong with a command line, in words of our own."""

import pytest

from tests.conftest import Run

HELP = "`vcompare {} --help` shows how"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("show modal -f jsn", 'there is no format "jsn"', "did you mean `json`?"),
        ("check -f xx", 'there is no format "xx"', "use one of text, json, github, sarif, junit"),
        ("diff -f slugs", '--format must be one of table, markdown, json, not "slugs"', HELP),
        (
            "list --sort nme",
            "--sort must be one of slug, name, score, ship-percent, community, entry, category, added, "
            'not "nme"',
            "did you mean `name`?",
        ),
        ("list --entry zz", '--entry must be one of free, freemium, paid, not "zz"', HELP),
        ("vote modal it's", 'the verdict must be ship or skip, not "it\'s"', HELP),
        ("list --min-score abc", '--min-score must be a number from 0 to 100, not "abc"', HELP),
        ("list --min-score 101", '--min-score must be a number from 0 to 100, not "101.0"', HELP),
        ("search x --limit 0", '--limit must be a whole number, 1 or more, not "0"', HELP),
        ("search x --limit 1.5", '--limit must be a whole number, 1 or more, not "1.5"', HELP),
        ("schema", "missing argument 'KIND'", "use one of catalog, tool, review, votes"),
        ("show modal --fromat x", "no such option: --fromat", "did you mean `--format`?"),
        ("show modal --zzzz", "no such option: --zzzz", HELP),
        ("list modal haiku", "too many arguments: modal haiku", HELP),
        ("show modal -f", "option '-f' requires an argument", HELP),
    ],
)
def test_in_words_of_our_own(vcompare: Run, line: str, message: str, hint: str) -> None:
    done = vcompare(*line.split())
    expected = f"error: {message}\nhint: {hint.format(line.split(maxsplit=1)[0])}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)
