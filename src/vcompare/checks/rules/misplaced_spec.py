"""`misplaced-spec`: a spec that tools of this category do not have."""

from vcompare.checks.evidence import fact_tables
from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.words import natural_list


def check(file: TomlFile, context: Context) -> Findings:
    """Compare the category of a tool with those of its specs, if it is a category of the catalog."""
    category, settings = file.known(str, "category"), context.settings
    if category is None or settings is None:
        return
    known = settings.categories
    for table in fact_tables(file):
        for keys in table.facts if table.has_specs else ():
            spec = settings.specs.get(key := keys[-1])
            if spec is None or not spec.categories or category in spec.categories:
                continue
            if known and not {category, *spec.categories} <= {*known}:
                continue  # what is misspelled is reported where it is
            of = natural_list(spec.categories)
            message = f"`{key}` is a spec of {of}, and this tool is in {category}"
            hint = f'remove it, or add "{category}" to `categories` of [specs.{key}] in catalog.toml'
            yield found("misplaced-spec", file.document.key(*keys), message, hint)
