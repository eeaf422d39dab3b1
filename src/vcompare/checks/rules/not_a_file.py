"""`not-a-file`: a link, a folder, a pipe or a device where a file belongs."""

from vcompare.checks.rule import Rule
from vcompare.checks.rules.examples import TOOL

RULE = Rule(
    name="not-a-file",
    severity="error",
    finds=(
        "a link, a folder, a pipe, a socket or a device where a file belongs, and a link where a "
        "folder belongs"
    ),
    why=(
        "A link can lead outside the catalog, and a pipe or a device may never end. None of them is "
        "ever opened."
    ),
    fix="Put a regular file or a real folder there.",
    bad={"tools/quill.toml": TOOL, "tools/folder.toml/x": ""},
    good={"tools/quill.toml": TOOL},
)
