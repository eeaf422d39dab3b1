"""Which files are not in the one order and style, and which cannot be."""

from pathlib import Path

from tests.conftest import REVIEW, TOOL, MakeCatalog
from vcompare.app.checking import cover
from vcompare.app.formatting import unformatted


def test_changes_and_problems_are_of_the_files_that_are_covered(make_catalog: MakeCatalog) -> None:
    root = make_catalog(
        {
            "tools/anvil.toml": "# ours\n" + TOOL.format(name="Anvil").replace(" = ", "="),
            "tools/brush.toml": "name = \n",
            "reviews/anvil/builder.toml": REVIEW.format(verdict="ship", score=80),
            "notes.txt": "not a file of a catalog",
        }
    )
    changes, problems = unformatted(root, cover(root, [], Path()), lambda items, _total: items)
    assert [change.path for change in changes] == ["tools/anvil.toml", "reviews/anvil/builder.toml"]
    assert changes[0].before == (root / "tools/anvil.toml").read_text()
    assert changes[0].after == "# ours\n" + TOOL.format(name="Anvil")
    assert [problem.message.startswith(f"{root}/tools/brush.toml:1:8: ") for problem in problems] == [True]
    only = cover(root, [root / "reviews"], Path())
    changes, problems = unformatted(root, only, lambda items, _total: items)
    assert ([change.path for change in changes], problems) == (["reviews/anvil/builder.toml"], [])
