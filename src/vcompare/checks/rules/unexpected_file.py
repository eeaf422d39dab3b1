"""`unexpected-file`: something in the catalog's folders that the format has no place for."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="unexpected-file",
    severity="error",
    finds=(
        "anything in `tools/`, `reviews/` or `votes/` for which the format has no place, and a folder "
        "beside them with nearly the same name. Names that begin with a dot are left alone"
    ),
    why="Such a file is never read. If it was meant as a tool or a review, it is silently missing.",
    fix="Move it out of the catalog's folders, or give it the name that the format expects.",
    bad={"tools/quill.tml": TOOL},
    good={"tools/quill.toml": TOOL, "tools/.quill.toml.swp": "", "README.md": ""},
)
