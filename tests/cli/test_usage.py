"""`cli/usage.py`: what is wrong with a command line, in words of our own."""

import pytest

from tests.conftest import Run

HELP = "`vcompare {} --help` shows how"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("diff -f jsn", '--format must be one of table, markdown, json, not "jsn"', "did you mean `json`?"),
        ("check -f xx", '--format must be one of text, json, github, sarif, junit, not "xx"', HELP),
        (
            "add --from x.toml --from-format xml",
            '--from-format must be one of json, ndjson, csv, toml, not "xml"',
            HELP,
        ),
        ("diff -f slugs", '--format must be one of table, markdown, json, not "slugs"', HELP),
        (
            "list --sort nme",
            'there is no field "nme" to sort by',
            "did you mean `name`?",
        ),
        ("list --entry zz", '--entry must be one of free, freemium, paid, not "zz"', HELP),
        ("vote modal it's", 'the verdict must be ship or skip, not "it\'s"', HELP),
        ("list --min-score abc", '--min-score must be a number from 0 to 100, not "abc"', HELP),
        ("list --min-score nan", '--min-score must be a number from 0 to 100, not "nan"', HELP),
        ("list --min-score 101", '--min-score must be a number from 0 to 100, not "101"', HELP),
        ("search x --limit 0", '--limit must be a whole number, 1 or more, not "0"', HELP),
        ("search x --limit 1.5", '--limit must be a whole number, 1 or more, not "1.5"', HELP),
        (
            "schema",
            "missing argument 'KIND'",
            "use one of catalog, tool, review, votes, outcomes, workload, decision, recipe, imported, import",
        ),
        ("show modal --fromat x", "no such option: --fromat", "did you mean `--format`?"),
        ("export --all-pairs --limit 3", "no such option: --limit", HELP),
        ("show modal --zzzz", "no such option: --zzzz", HELP),
        ("list modal haiku", "too many arguments: modal haiku", "`vcompare list` takes options only"),
        ("schema tool x y", "too many arguments: x y", "write it as `vcompare schema KIND`"),
        (
            "history azure voice",
            "too many arguments: voice",
            "write it as `vcompare history [TOOL]`, with quotes around a name of several words",
        ),
        ("diff -f", "-f is missing its value", "use one of table, markdown, json"),
        ("list --tag --limit 5", "--tag is missing its value", "write it as --tag TAG"),
        ("show modal --full=yes", '--full takes no value, not "yes"', "write it as --full"),
        ("check --strict=", '--strict takes no value, not ""', "write it as --strict"),
        ("show -format json", "no such option: -format", "did you mean `--format`?"),
        ("list --cat x", "no such option: --cat", "did you mean `--catalog` or `--category`?"),
        ("list -z", "no such option: -z", HELP),
        (
            "check --today foo",
            '--today must be a day such as 2026-11-20, today, yesterday, 7d or 2w, not "foo"',
            HELP,
        ),
        (
            "check --today 2026-01-01 --today=2w",
            '--today was given more than once: "2026-01-01" and "2w"',
            "give it one value",
        ),
        ("vote modal shipp", 'the verdict must be ship or skip, not "shipp"', "did you mean `ship`?"),
    ],
)
def test_in_words_of_our_own(vcompare: Run, line: str, message: str, hint: str) -> None:
    done = vcompare(*line.split())
    expected = f"error: {message}\nhint: {hint.format(line.split(maxsplit=1)[0])}\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", expected)


def test_everything_that_is_wrong_is_reported_at_once(vcompare: Run) -> None:
    done = vcompare("list", "--verdict", "shipp", "--min-score", "abc", "--limit", "-1", "x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        'error: --verdict must be one of ship, skip, split, not "shipp"\n'
        "hint: did you mean `ship`?\n"
        'error: --min-score must be a number from 0 to 100, not "abc"\n'
        'error: --limit must be a whole number, 1 or more, not "-1"\n'
        "hint: `vcompare list --help` shows how\n"
        "error: too many arguments: x\n"
        "hint: `vcompare list` takes options only\n"
    )
    done = vcompare("rename")
    assert done.stderr == (
        "error: missing argument 'OLD'\nerror: missing argument 'NEW'\n"
        "hint: `vcompare rename --help` shows how\n"
    )
