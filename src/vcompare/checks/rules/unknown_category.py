"""`unknown-category`: a category that the catalog does not list."""

from vcompare.checks.rule import Context, Findings, TomlFile
from vcompare.diagnostics import found
from vcompare.text.suggestions import did_you_mean


def check(file: TomlFile, context: Context) -> Findings:
    """Look up the category of a tool, even if the rest of the file does not decode."""
    if context.settings is None or not context.settings.categories:
        return
    category = file.document.data.get("category")
    if isinstance(category, str) and category not in context.settings.categories:
        message = f'"{category}" is not a category of this catalog'
        yield found(
            "unknown-category",
            file.document.value("category"),
            message,
            did_you_mean(category, context.settings.categories),
        )
