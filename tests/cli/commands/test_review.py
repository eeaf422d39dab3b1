"""`vcompare review`, as a person runs it."""

import datetime
import subprocess
from pathlib import Path

import pytest

from tests.cli.input.test_editor import editor
from tests.cli.terminal import Asked
from tests.conftest import PROGRAM, REVIEW, TOOL, MakeCatalog, Run, environment

OLD = """\
# What the skeptic said.
verdict = "skip"  # for now
score = 40

text = '''
It breaks.
On Sundays.
'''
date = 2026-01-02 # a Friday
"""


@pytest.fixture
def root(make_catalog: MakeCatalog) -> Path:
    return make_catalog(
        {
            "tools/quill.toml": TOOL.format(name="Quill Pen"),
            "tools/nib.toml": TOOL.format(name="Nib"),
            "reviews/quill/skeptic.toml": OLD,
        }
    )


def reviews(root: Path) -> list[str]:
    return sorted(str(path.relative_to(root / "reviews")) for path in (root / "reviews").rglob("*.toml"))


def test_a_new_review_from_options(vcompare: Run, root: Path) -> None:
    result = vcompare(
        *("review", "Quill Pen", "Builder", "--verdict", "ship", "--text", "Good.\n\nVery.", "--score", "81"),
        *("--summary", "Good", "--date", "2026-02-03", "--allow", "copied-review"),
        catalog=root,
    )
    path = root / "reviews/quill/builder.toml"
    assert (result.returncode, result.stdout) == (0, "")
    assert f"note: wrote {path}\n  verdict: unset → " in result.stderr
    assert result.stderr.endswith("note: next: `vcompare show quill`\n")  # the skeptic's is there
    assert path.read_text() == (
        'verdict = "ship"\ntext = """\nGood.\n\nVery.\n"""\nscore = 81\nsummary = "Good"\ndate = 2026-02-03\n'
        'allow = ["copied-review"]\n'
    )
    assert vcompare("show", "quill", catalog=root).returncode == 0


def test_only_what_is_given_changes(vcompare: Run, root: Path) -> None:
    path = root / "reviews/quill/skeptic.toml"
    result = vcompare("review", "quill", "skeptic", "--score", "35", "--summary", "It breaks", catalog=root)
    assert result.returncode == 0
    assert path.read_text() == OLD.replace("score = 40", "score = 35").replace(
        "'''\ndate", "'''\nsummary = \"It breaks\"\ndate"
    )
    again = vcompare("review", "quill", "skeptic", "--score", "35", catalog=root)
    assert again.returncode == 0
    assert "nothing was written" in again.stderr


def test_the_diff_of_a_dry_run_is_the_changed_line(vcompare: Run, root: Path) -> None:
    result = vcompare("review", "quill", "skeptic", "--score", "35", "--dry-run", catalog=root)
    changed = [line for line in result.stdout.splitlines()[2:] if line[0] in "+-"]
    assert changed == ["-score = 40", "+score = 35"]
    assert (root / "reviews/quill/skeptic.toml").read_text() == OLD


def test_line_ends_and_a_byte_order_mark_stay(vcompare: Run, root: Path) -> None:
    path = root / "reviews/quill/skeptic.toml"
    path.write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    assert vcompare("review", "quill", "skeptic", "--score", "35", catalog=root).returncode == 0
    changed = OLD.replace("score = 40", "score = 35")
    assert path.read_bytes() == b"\xef\xbb\xbf" + changed.replace("\n", "\r\n").encode()


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("quill", "bilder"), '"bilder" is not on the panel', "did you mean `builder`?"),
        (("quill", "x"), '"x" is not on the panel', "the panel is builder, skeptic"),
        (("quil", "builder"), 'no tool matches "quil"', "quill"),
        (("quill", "builder"), "`verdict` and `text` are missing", '--verdict: "ship" or "skip"; --text: '),
        (
            ("quill", "builder", "--text", "x"),
            "`verdict` is missing",
            '--verdict: "ship" or "skip"; or --from',
        ),
        (
            ("quill", "skeptic"),
            "reviews/quill/skeptic.toml exists, and no change to it was given",
            "--verdict, --text, ",
        ),
    ],
)
def test_invalid_arguments(
    vcompare: Run, root: Path, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    result = vcompare("review", *arguments, catalog=root)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"error: {message}" in result.stderr.replace(f"{root}/", "")
    assert hint in result.stderr
    assert reviews(root) == ["quill/skeptic.toml"]


def test_messages_speak_of_options_and_not_of_lines_of_a_file(vcompare: Run, root: Path) -> None:
    for options, message in [
        (("--score", "abc"), 'error: --score must be a whole number from 0 to 100, not "abc"\n'),
        (
            ("--verdict", "shp", "--score", "101"),
            'error: --verdict must be ship or skip, not "shp"\nhint: did you mean `ship`?\n'
            'error: --score must be a whole number from 0 to 100, not "101"\n',
        ),
        (
            ("--date", "soon"),
            'error: --date must be a day such as 2026-11-20, today, yesterday, 7d or 2w, not "soon"\n',
        ),
        (
            ("--date", "9999-01-01"),
            "error: nothing was written: it would not pass `check`\n  --date: error future-date: 9999-01-01 ",
        ),
    ]:
        result = vcompare("review", "quill", "skeptic", *options, catalog=root)
        assert result.returncode == 2
        assert result.stderr.startswith(message)
        assert "skeptic.toml" not in result.stderr
        assert (root / "reviews/quill/skeptic.toml").read_text() == OLD


def test_days_and_verdicts_are_read_as_people_type_them(vcompare: Run, root: Path) -> None:
    result = vcompare("review", "quill", "skeptic", "--verdict", "Ship", "--date", "yesterday", catalog=root)
    assert result.returncode == 0, result.stderr
    day = datetime.date.today() - datetime.timedelta(1)  # noqa: DTZ011 - the day on the wall
    text = (root / "reviews/quill/skeptic.toml").read_text()
    assert ('verdict = "ship"' in text, f"date = {day}" in text) == (True, True)


def test_a_broken_review_is_not_changed(vcompare: Run, root: Path) -> None:
    path = root / "reviews/quill/skeptic.toml"
    path.write_text("verdict = \n")
    result = vcompare("review", "quill", "skeptic", "--score", "3", catalog=root)
    assert result.returncode == 2
    assert "cannot be changed: it is not TOML" in result.stderr
    assert path.read_text() == "verdict = \n"


def test_an_old_finding_does_not_stop_a_change(vcompare: Run, root: Path) -> None:
    path = root / "reviews/quill/skeptic.toml"
    path.write_text(OLD + 'color = "red"\n')
    assert vcompare("review", "quill", "skeptic", "--score", "3", catalog=root).returncode == 0


def test_json_from_stdin_changes_only_its_keys(vcompare: Run, root: Path) -> None:
    content = b'{"score": 12, "date": "2026-03-04", "summary": null}'
    assert vcompare("review", "quill", "skeptic", "--from", "-", catalog=root, input=content).returncode == 0
    text = OLD.replace("score = 40", "score = 12").replace("2026-01-02", "2026-03-04")
    assert (root / "reviews/quill/skeptic.toml").read_text() == text


def test_eight_at_once_on_one_review_lose_nothing(root: Path) -> None:
    options = [
        ("--score", "1"),
        ("--summary", "S"),
        ("--date", "2026-05-06"),
        ("--allow", "copied-review"),
    ] * 2
    command = [str(PROGRAM), "review", "quill", "skeptic"]
    running = [
        subprocess.Popen(
            [*command, *one],
            env=environment(VCOMPARE_CATALOG=str(root)),
            stderr=subprocess.DEVNULL,
            stdin=subprocess.DEVNULL,
        )
        for one in options
    ]
    assert [one.wait() for one in running] == [0] * 8
    text = (root / "reviews/quill/skeptic.toml").read_text()
    for line in (
        "score = 1\n",
        'summary = "S"\n',
        "date = 2026-05-06 # a Friday\n",
        'allow = ["copied-review"]\n',
    ):
        assert line in text


def test_questions_for_a_new_review(root: Path) -> None:
    today = datetime.date.today()  # noqa: DTZ011 - the day on the wall
    asked = Asked(["review", "quill", "builder"], root.parent)
    asked.shows("verdict:").shows("2. skip").type("2\r").answer("text:", "It is slow.\r\rVery.\x1b\r")
    asked.answer("score:", "101").shows("a whole number from 0 to 100; it is 101").type("\x7f\x7f\r")
    asked.answer("summary:", "\r").answer(f"date: {today}", "\r")
    assert asked.status() == 0
    assert (root / "reviews/quill/builder.toml").read_text() == (
        f'verdict = "skip"\ntext = """\nIt is slow.\n\nVery.\n"""\nscore = 1\ndate = {today}\n'
    )


def test_questions_for_an_existing_review_start_from_its_values(root: Path) -> None:
    asked = Asked(["review", "quill", "skeptic"], root.parent)
    asked.shows("❯ 2. skip").type("\r")
    asked.answer("On Sundays.", "\x1b\r").answer("score: 40", "\x7f\x7f39\r")
    asked.answer("summary:", "\r").answer("date: 2026-01-02", "\x15\r")
    assert asked.status() == 0
    text = OLD.replace("score = 40", "score = 39").replace("date = 2026-01-02 # a Friday\n", "")
    assert (root / "reviews/quill/skeptic.toml").read_text() == text


def test_an_interrupt_leaves_nothing(root: Path) -> None:
    asked = Asked(["review", "nib", "builder"], root.parent)
    asked.shows("2. skip").type("1\r").answer("text:", "Half").type("\x03")
    assert asked.status() == 130
    assert reviews(root) == ["quill/skeptic.toml"]
    assert not (root / "reviews/nib").exists()


def test_an_editor_on_an_existing_review(vcompare: Run, root: Path, tmp_path: Path) -> None:
    command = editor(
        tmp_path, """sed -i 's/^It breaks/It does break/; s/^# summary = ""/summary = "S"/' "$file" """
    )
    result = vcompare("review", "quill", "skeptic", "--editor", catalog=root, env={"EDITOR": command})
    assert result.returncode == 0, result.stderr
    text = OLD.replace("It breaks", "It does break") + 'summary = "S"\n'
    assert (root / "reviews/quill/skeptic.toml").read_text() == text
    seen = (tmp_path / "seen.1").read_text()
    assert OLD in seen


def test_an_editor_keeps_the_line_ends(vcompare: Run, root: Path, tmp_path: Path) -> None:
    path = root / "reviews/quill/skeptic.toml"
    path.write_bytes(OLD.replace("\n", "\r\n").encode())
    command = editor(tmp_path, """sed -i 's/^It breaks/It does break/' "$file" """)
    assert vcompare("review", "quill", "skeptic", "-e", catalog=root, env={"EDITOR": command}).returncode == 0
    assert path.read_bytes() == OLD.replace("It breaks", "It does break").replace("\n", "\r\n").encode()


def test_an_editor_on_a_new_review(vcompare: Run, root: Path, tmp_path: Path) -> None:
    lines = r"""sed -i 's/^verdict = ""/verdict = "ship"/; s/^text = ""["]$/&\nFine./' "$file" """
    result = vcompare("review", "nib", "builder", "-e", catalog=root, env={"EDITOR": editor(tmp_path, lines)})
    assert result.returncode == 0, result.stderr
    assert (root / "reviews/nib/builder.toml").read_text() == 'verdict = "ship"\ntext = """\nFine.\n"""\n'


def test_a_review_that_changed_meanwhile_is_not_overwritten(
    vcompare: Run, root: Path, tmp_path: Path
) -> None:
    path = root / "reviews/quill/skeptic.toml"
    command = editor(
        tmp_path,
        """sed -i 's/^It breaks/It does break/' "$file" """,
        f"echo 'summary = \"Theirs\"' >> '{path}'",
    )
    result = vcompare(
        "review", "quill", "skeptic", "-e", catalog=root, env={"EDITOR": command, "TMPDIR": str(tmp_path)}
    )
    assert result.returncode == 2
    assert "was changed while vcompare was at work" in result.stderr
    assert "note: what you wrote is in " in result.stderr
    assert path.read_text() == OLD + 'summary = "Theirs"\n'


def test_a_read_only_file(vcompare: Run, root: Path) -> None:
    (root / "reviews/quill/skeptic.toml").chmod(0o444)
    result = vcompare("review", "quill", "skeptic", "--score", "3", catalog=root)
    assert result.returncode == 2
    assert "it is read-only" in result.stderr
    assert (root / "reviews/quill/skeptic.toml").read_text() == OLD


def test_a_verdict_that_contradicts_the_score_is_only_a_warning(vcompare: Run, root: Path) -> None:
    (root / "reviews/quill/builder.toml").write_text(REVIEW.format(verdict="ship", score=90))
    assert vcompare("review", "quill", "builder", "--verdict", "skip", catalog=root).returncode == 0
    assert "warning verdict-score-mismatch" in vcompare("check", catalog=root).stdout


@pytest.mark.parametrize(
    ("typed", "verdict"), [("skip", "skip"), ("2", "skip"), ("ship", "ship"), ("1", "ship")]
)
def test_a_choice_is_typed_as_a_word_or_a_number(root: Path, typed: str, verdict: str) -> None:
    asked = Asked(["review", "nib", "skeptic"], root.parent)
    asked.shows("2. skip").type("x").shows("no match").type(f"\r\x7f{typed}\r")
    asked.answer("text:", "Said.\x1b\r").answer("score:", "\r").answer("summary:", "\r").answer("date:", "\r")
    assert asked.status() == 0
    assert f'verdict = "{verdict}"' in (root / "reviews/nib/skeptic.toml").read_text()


def test_questions_say_what_is_reviewed_and_what_the_panelist_asks(root: Path) -> None:
    settings = (
        (root / "catalog.toml").read_text().replace('name = "Builder"', 'name = "Builder"\nasks = "Why?"')
    )
    (root / "catalog.toml").write_text(settings)
    asked = Asked(["review"], root.parent)
    asked.shows("Which tool?").type("quill\r").shows("Whose review?").shows("Why?").type("builder\r")
    asked.shows("Quill Pen (Tools)").shows("Builder asks: Why?").shows("verdict:").type("\x03")
    assert asked.status() == 130


def test_the_cursor_is_on_the_first_panelist_without_a_review(root: Path) -> None:
    (root / "reviews/nib").mkdir()
    (root / "reviews/nib/builder.toml").write_text(OLD)
    asked = Asked(["review", "nib"], root.parent)
    asked.shows("Whose review?").shows("has reviewed it").type("\r").shows("Whose review? skeptic").type(
        "\x03"
    )
    assert asked.status() == 130


@pytest.mark.parametrize("words", [(), ("quill",)])
def test_nobody_is_asked_for_tool_or_panelist_without_a_terminal(
    vcompare: Run, root: Path, words: tuple[str, ...]
) -> None:
    done = vcompare("review", *words, catalog=root)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"error: missing argument '{'REVIEWER' if words else 'TOOL'}'\n")


def test_what_is_wrong_in_a_file_is_reported_where_it_was_written(vcompare: Run, root: Path) -> None:
    bad = root.parent / "bad.json"
    bad.write_text('{"verdict": "shipp", "text": "t", "score": "80"}')
    result = vcompare("review", "quill", "skeptic", "--from", bad, catalog=root)
    assert result.returncode == 2
    assert "reviews/quill" not in result.stderr
    assert result.stderr.count(f"  {bad}: error ") == 2
    toml = root.parent / "bad.toml"
    toml.write_text('# why\nverdict = "shipp"\ntext = "t"\n')
    result = vcompare("review", "quill", "builder", "--from", toml, catalog=root)
    assert f"  {toml}:2:11: error bad-value: " in result.stderr


def test_the_comments_of_a_new_review_stay(vcompare: Run, root: Path) -> None:
    source = root.parent / "review.toml"
    source.write_text('# Used for a week.\nverdict = "ship"  # barely\ntext = "Good."\n')
    assert vcompare("review", "quill", "builder", "--from", source, catalog=root).returncode == 0
    written = (root / "reviews/quill/builder.toml").read_text()
    assert written == '# Used for a week.\nverdict = "ship" # barely\ntext = "Good."\n'
