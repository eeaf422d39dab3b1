"""From what a person typed to slugs."""

from pathlib import Path

import pytest

from tests.app.reporters import Heard
from tests.conftest import SAMPLE, TOOL, MakeCatalog
from vcompare.app.names import explain, panelist, resolve, resolve_each_once
from vcompare.app.opened import OpenCatalog, open_catalog
from vcompare.errors import AmbiguousNameError, UnknownNameError, VcompareError
from vcompare.index.names import NameIndex
from vcompare.text.slugs import slug_of


def test_slugs_names_and_aliases_are_exact_and_a_similar_name_is_noted() -> None:
    heard = Heard()
    catalog = open_catalog(SAMPLE, reporter=heard)
    assert resolve(catalog, ["modal", "claude 4 api"]) == ["modal", "claude-4-api"]
    assert heard.notes == []
    assert resolve(catalog, ["azure voise"]) == ["azure-ai-foundry"]
    assert heard.notes == ['"azure voise" matched azure-ai-foundry']
    with pytest.raises(UnknownNameError):
        resolve(catalog, ["azure voise"], exact=True)


def test_a_name_that_is_found_reads_no_other_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = list[str]()
    cached = open_catalog(SAMPLE, cache=tmp_path)
    opened = OpenCatalog(cached.catalog, lambda: tmp_path, meanwhile=lambda: loaded.append("all"))
    with monkeypatch.context() as patch:
        patch.setattr(NameIndex, "names", lambda _: pytest.fail("all names were read"))
        assert resolve(opened, ["azure voise"]) == ["azure-ai-foundry"]
    assert loaded == ["all"]
    with pytest.raises(UnknownNameError):
        resolve(opened, ["nothing like it"])


def test_where_there_are_no_tools_the_hint_is_to_add_one(make_catalog: MakeCatalog) -> None:
    with pytest.raises(VcompareError, match='no tool matches "x"') as caught:
        resolve(open_catalog(make_catalog({})), ["x", "y"])
    assert caught.value.hint == "the catalog has no tools yet: `vcompare add` adds one"


def test_somebody_may_choose_where_a_name_is_not_clear() -> None:
    catalog = open_catalog(SAMPLE)
    with pytest.raises(AmbiguousNameError) as caught:
        resolve(catalog, ["hf hub"])
    slugs = [candidate.slug for candidate in caught.value.candidates]
    assert resolve(catalog, ["hf hub"], choose=lambda error: error.candidates[1].slug) == [slugs[1]]


def test_a_tool_named_twice_is_refused_however_it_is_named() -> None:
    catalog = open_catalog(SAMPLE)
    assert resolve_each_once(catalog, ["modal", "claude 4 api"]) == ["modal", "claude-4-api"]
    with pytest.raises(VcompareError, match='"modal" is named twice'):
        resolve_each_once(catalog, ["modal", "modal"])
    with pytest.raises(VcompareError, match="are the same tool, claude-4-api"):
        resolve_each_once(catalog, ["claude-4-api", "claude 4 api"])


def test_tools_that_cannot_be_read_are_counted_where_a_name_is_looked_for(make_catalog: MakeCatalog) -> None:
    heard = Heard()
    root = make_catalog({"tools/anvil.toml": TOOL.format(name="Anvil Pro"), "tools/broken.toml": "x = \n"})
    catalog = open_catalog(root, reporter=heard)
    assert resolve(catalog, ["anvil"]) == ["anvil"]
    assert heard.warnings == []
    assert resolve(catalog, ["Anvil Pro"]) == ["anvil"]
    assert heard.warnings == ["1 tool cannot be read and cannot be matched: `vcompare check` says why"]


def test_an_explanation_names_the_outcome_of_each_query() -> None:
    found = explain(open_catalog(SAMPLE), ["modal", "azure voise", "zzz"])
    assert [(query, explanation.outcome) for query, explanation in found] == [
        ("modal", "exact"),
        ("azure voise", "fuzzy"),
        ("zzz", "unknown"),
    ]


def test_a_panelist_is_found_by_slug_or_name() -> None:
    catalog = open_catalog(SAMPLE)
    slug, one = next(iter(catalog.settings.panel.items()))
    assert panelist(catalog, slug) == panelist(catalog, one.name.upper()) == slug
    with pytest.raises(VcompareError, match="is not on the panel") as caught:
        panelist(catalog, slug[:-1])
    assert caught.value.hint == f"did you mean `{slug}`?"


@pytest.mark.parametrize("word", ["vs", "VS.", "versus"])
def test_versus_between_tools_is_none(make_catalog: MakeCatalog, word: str) -> None:
    tools = {f"tools/{name}.toml": TOOL.format(name=name.title()) for name in ("nib", "quill")}
    opened = open_catalog(make_catalog(tools))
    assert resolve_each_once(opened, ["nib", word, "quill"]) == ["nib", "quill"]
    with pytest.raises(VcompareError):
        resolve_each_once(opened, ["nib", word])


def test_a_tool_called_vs_is_one(make_catalog: MakeCatalog) -> None:
    tools = {f"tools/{name}.toml": TOOL.format(name=name.title()) for name in ("nib", "vs", "quill")}
    assert resolve_each_once(open_catalog(make_catalog(tools)), ["nib", "vs", "quill"]) == [
        "nib",
        "vs",
        "quill",
    ]


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (["pen", "2.5"], "'pen 2.5'"),
        (["pen", "2.5", "quill"], "'pen 2.5' quill"),
        (["quill", "penn", "pen", "2.5"], "'quill penn' 'pen 2.5'"),
    ],
)
def test_names_of_several_words_need_quotes(make_catalog: MakeCatalog, words: list[str], quoted: str) -> None:
    names = ("Pen 2", "Pen 2.5", "Quill Penn")
    tools = {f"tools/{slug_of(name)}.toml": TOOL.format(name=name) for name in names}
    with pytest.raises(VcompareError) as caught:
        resolve_each_once(open_catalog(make_catalog(tools)), words)
    assert caught.value.hint == f"quote a name of several words: {quoted}"


def test_a_catalog_without_tools_leads_to_the_first_one(make_catalog: MakeCatalog) -> None:
    catalog = open_catalog(make_catalog({}))
    with pytest.raises(VcompareError) as caught:
        resolve(catalog, ["modal"])
    assert "`vcompare add`" in (caught.value.hint or "")
