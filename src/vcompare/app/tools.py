"""Tools of a catalog, side by side."""

from collections.abc import Sequence

from vcompare.app.arguments import as_list, one_of, wrong_value
from vcompare.app.names import Choose, resolve_each_once
from vcompare.app.opened import OpenCatalog
from vcompare.comparison import LETTERS, Comparison, side_by_side
from vcompare.errors import VcompareError
from vcompare.fields import Registry
from vcompare.text.slugs import slug_of
from vcompare.text.words import split


def compare(
    opened: OpenCatalog,
    queries: Sequence[str],
    *,
    exact: bool = False,
    choose: Choose | None = None,
    workloads: Sequence[str] = (),
    decisions: Sequence[str] = (),
    sections: Sequence[str] = (),
) -> Comparison:
    """Compare the tools that were named, in that order, with the costs of workloads that are named.

    Of `decisions`, which are named by slug or label, there is what the tools are worth in them.

    Where `sections` has that of costs and no workload is named, it is all of them.

    Raises UnknownNameError or AmbiguousNameError for a name that is not clear, VcompareError for a tool named
    twice and for more than fit side by side, and UnreadableFileError for one with a broken file.
    """
    queries = as_list(queries)
    if len(queries) > len(LETTERS):
        raise VcompareError(f"{len(queries)} tools do not fit side by side", f"name at most {len(LETTERS)}")
    slugs = resolve_each_once(opened, queries, exact=exact, choose=choose)
    fields = with_workloads(opened, workloads, every="cost" in sections)
    if decisions:
        from vcompare.app.deciding import chosen

        found = [chosen(opened, name).name or "" for name in as_list(decisions)]
        fields = fields.with_worths(list(dict.fromkeys(found)))
    return side_by_side([opened[slug] for slug in slugs], opened.settings.reviewers, fields)


def with_workloads(opened: OpenCatalog, workloads: Sequence[str], *, every: bool = False) -> Registry:
    """Return the fields of a catalog, with the costs of workloads that are named, or else of `every` one.

    Raises VcompareError for a workload that there is not.
    """
    if not (workloads or every):
        return opened.fields
    from vcompare.app.workloads import every_workload, workloads_named

    return opened.fields.with_costs(
        workloads_named(opened, workloads) if workloads else every_workload(opened)
    )


def sections_named(opened: OpenCatalog, names: Sequence[str]) -> list[str]:
    """Return the sections that `--section` names, each once. Raises VcompareError for an unknown one."""
    if not names:
        return []
    from vcompare.text.suggestions import did_you_mean
    from vcompare.views.comparison import section_names

    known = section_names(opened.fields)
    asked = {_section(part, known): part for name in as_list(names) for part in split(name) if part}
    for section, typed in asked.items():
        # Without workloads, the error comes later, with what to do about it.
        if section not in (*known, "cost"):
            raise wrong_value("--section", one_of(known), typed, did_you_mean(section, known))
    return list(asked)


def _section(typed: str, known: Sequence[str]) -> str:
    """Return the name of a section, for which people may type its title."""
    name = typed.casefold()
    return name if name in known else slug_of(name) or name
