"""`misplaced-spec`: a spec that tools of this category do not have."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import natural_list


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the category of a tool with those of its specs, if it is a category of the catalog."""
    specs, category = file.get(dict, "specs"), file.get(str, "category")
    if not specs or category is None or context.settings is None:
        return
    known = context.settings.categories
    for key in specs:
        spec = context.settings.specs.get(key)
        if spec is None or not spec.categories or category in spec.categories:
            continue
        if known and not {category, *spec.categories} <= {*known}:
            continue  # what is misspelled is reported where it is
        message = f"`{key}` is a spec of {natural_list(spec.categories)}, and this tool is in {category}"
        hint = f'remove it, or add "{category}" to `categories` of [specs.{key}] in catalog.toml'
        yield found("misplaced-spec", file.document.key("specs", key), message, hint)
