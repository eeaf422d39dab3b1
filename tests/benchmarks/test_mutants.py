"""Random edits of a source: what is edited, and which tests are run for it."""

import re

from benchmarks.mutants import chosen_for, edits

SOURCE = '''\
"""Not this, True or 1 > 2."""
if TYPE_CHECKING:
    from x import y
class A(B, frozen=True):
    size: Literal[1]
    def f(self, é: int = 3) -> bool:
        if self.x < é and not self.y:
            self.done()
        return [one for one in self if one]
'''
EDITED = [
    *("int = (4)", "self.x <= é", "self.x >= é", "self.x < é or not self.y", "pass", "if (not one)"),
    "if (not (self.x < é and (not self.y)))",
]


def test_edits_of_a_source_are_of_what_is_run() -> None:
    made = [edit.made(SOURCE.encode()).decode() for edit in edits("x.py", SOURCE)]
    assert len(made) == len(EDITED)
    for text in made:
        compile(text, "x.py", "exec")
    flat = [text.replace("(self.x < é or (not self.y))", "self.x < é or not self.y") for text in made]
    flat = [re.sub(r"\((self\.x .?= é)\)", r"\1", text) for text in flat]
    assert all(any(part in text for text in flat) for part in EDITED), flat


def test_chosen_for_an_edit_are_those_that_run_its_line() -> None:
    path = "src/vcompare/text/words.py"
    lines = {path: {3: ["tests/app/test_x.py::test_a", "tests/text/test_words.py::test_b"]}}
    (edit, *_) = edits(path, "\n\nx = f(1)\n")
    assert chosen_for(edit, lines) == ["tests/text/test_words.py::test_b", "tests/app/test_x.py::test_a"]
    assert chosen_for(edit._replace(line=2), lines) == ["tests/text/test_words.py"]
