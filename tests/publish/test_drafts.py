"""`export` as a function: a draft or data, and what it refuses."""

import json

import pytest

from tests.conftest import SAMPLE
from vcompare.app.opened import OpenCatalog, open_catalog
from vcompare.errors import UnknownNameError, VcompareError
from vcompare.publish.drafts import export
from vcompare.render import formats

PAIR = ("Claude 4 API", "modal")


@pytest.fixture(scope="module")
def catalog() -> OpenCatalog:
    return open_catalog(SAMPLE)


def test_every_format_of_drafts_can_be_exported(catalog: OpenCatalog) -> None:
    texts = {form: export(catalog, PAIR, format=form) for form in formats.names("draft")}
    assert texts["markdown"].startswith("# Claude 4 API")
    assert texts["html"].startswith("<!doctype html>")
    assert [tool["slug"] for tool in json.loads(texts["json"])["tools"]] == ["claude-4-api", "modal"]
    assert texts["csv"].startswith("field,claude-4-api,modal")


def test_front_matter_and_stamp_are_as_asked(catalog: OpenCatalog) -> None:
    assert export(catalog, PAIR, front_matter="toml").startswith("+++\n")
    stamped, plain = export(catalog, PAIR), export(catalog, PAIR, stamp=False)
    assert "<!-- vcompare: export claude-4-api modal sha256:" in stamped
    assert "<!-- vcompare" not in plain


def test_what_cannot_be_exported_is_an_error(catalog: OpenCatalog) -> None:
    with pytest.raises(VcompareError, match="two to six tools, not 1"):
        export(catalog, ["modal"])
    with pytest.raises(VcompareError, match='no drafts in the format "slugs"') as caught:
        export(catalog, PAIR, format="slugs")
    assert caught.value.hint == "use one of markdown, html, json, csv"
    with pytest.raises(VcompareError, match="html has no front matter"):
        export(catalog, PAIR, format="html", front_matter="yaml")
    with pytest.raises(UnknownNameError):
        export(catalog, ["modle", "claude-4-api"], exact=True)
