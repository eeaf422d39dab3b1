"""Committed predictions that were changed, in real repositories; nothing else is taken for that."""

import itertools
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import SETTINGS
from tests.history.repositories import Repository, git, review, tool
from vcompare.catalog.store import Catalog
from vcompare.errors import VcompareError
from vcompare.history.git.repository import Repository as Read
from vcompare.history.predictions import EditedPredictions, edited

Stated = dict[str, Any]
PLUGINS: Stated = {
    "says": "Quill has plugins",
    "probability": 0.7,
    "made": date(2026, 1, 10),
    "due": date(2026, 12, 31),
    "settled_by": "its documentation",
}
OTHER: Stated = {"says": "Quill is sold", "made": date(2026, 1, 11)}
AT = "reviews/quill/builder.toml"


def text(predictions: Mapping[str, Stated], verdict: str = "ship") -> str:
    """Return a review with predictions."""
    tables = [
        f"\n[predictions.{key}]\n" + "".join(f"{name} = {_toml(value)}\n" for name, value in table.items())
        for key, table in predictions.items()
    ]
    return review(verdict, 80) + "".join(tables)


def _toml(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


BASE = {"plugins": PLUGINS, "sold": OTHER}
FILES: dict[str, str | bytes | None] = {
    "tools/quill.toml": tool("Quill"),
    "tools/nib.toml": tool("Nib"),
    AT: text(BASE),
}


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("original") / "repository")
    made.commit("2026-10-01", {"tools/nib.toml": tool("Nib")}, "A tool")
    made.commit("2026-10-02", FILES, "Predictions")
    return made


@pytest.fixture
def made(original: Repository, tmp_path: Path) -> Repository:
    return original.copied(tmp_path / "repository")


def found(made: Repository) -> EditedPredictions:
    with Read(made.root) as repository:
        return edited(repository, Catalog.open(made.root))


def changes(made: Repository) -> list[tuple[str, Any, Any]]:
    return [(one.what, one.before, one.after) for one in found(made).changes]


VALUES: dict[str, st.SearchStrategy[Any]] = {
    "says": st.sampled_from(["Quill has add-ons", "Quill has plugins.", "quill has plugins"]),
    "probability": st.sampled_from([0, 0.5, 0.70001, 1]),
    "made": st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    "due": st.dates(date(2027, 1, 1), date(2028, 1, 1)),
    "settled_by": st.sampled_from(["anybody", "its documentation, or ours"]),
}


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, dict[str, Stated]]:
    """Draw what is changed of what was predicted, and the predictions after that."""
    key, name = draw(st.sampled_from(["plugins", "sold"])), draw(st.sampled_from([*VALUES, "prediction"]))
    after = {one: dict(table) for one, table in BASE.items()}
    if name == "prediction":
        table = after.pop(key)
        if draw(st.booleans()):
            after["another"] = table
        return name, after
    is_left_out = name != "says" and name in after[key] and draw(st.booleans())
    if is_left_out:
        del after[key][name]
    else:
        after[key][name] = draw(VALUES[name])
    return name, after


def on_main(made: Repository, after: str) -> None:
    made.commit("2026-10-03", {AT: after})


def on_a_branch(made: Repository, after: str) -> None:
    git(made.folder, "checkout", "-q", "-b", "topic")
    on_main(made, after)
    git(made.folder, "checkout", "-q", "main")
    made.commit("2026-10-04", {"tools/nib.toml": tool("Nib", entry='"paid"')})
    git(made.folder, "merge", "-q", "--no-ff", "-m", "Merge", "topic")


def in_a_merge(made: Repository, after: str) -> None:
    git(made.folder, "checkout", "-q", "-b", "topic")
    made.commit("2026-10-03", {"reviews/nib/builder.toml": review("skip", 3)})
    git(made.folder, "checkout", "-q", "main")
    made.commit("2026-10-04", {"tools/nib.toml": tool("Nib", entry='"paid"')})
    git(made.folder, "merge", "-q", "--no-ff", "--no-commit", "topic")
    made.commit("2026-10-05", {AT: after}, "Merge")


def not_committed(made: Repository, after: str) -> None:
    made.write({AT: after})


def with_its_tool_renamed(made: Repository, after: str) -> None:
    files = {"tools/quill.toml": None, AT: None, "tools/pen.toml": tool("Pen")}
    made.commit("2026-10-03", {**files, "reviews/pen/builder.toml": after})


Way = Callable[[Repository, str], None]
WAYS: tuple[Way, ...] = (on_main, on_a_branch, in_a_merge, not_committed, with_its_tool_renamed)
_number = itertools.count()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutation=mutations(), way=st.sampled_from(WAYS), goes_on=st.booleans())
def test_every_mutation_is_found(
    original: Repository, tmp_path: Path, mutation: tuple[str, dict[str, Stated]], way: Way, goes_on: bool
) -> None:
    name, after = mutation
    made = original.copied(tmp_path / str(next(_number)))
    way(made, text(after))
    if goes_on and way is not not_committed:
        made.commit("2026-11-01", {"tools/nib.toml": tool("Nib", tagline='"Later"')})
    result = found(made)
    assert [one.what for one in result.changes] == [name]
    assert result.found
    assert (result.changes[0].commit is None) == (way is not_committed)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(way=st.sampled_from(WAYS), verdict=st.sampled_from(["ship", "skip"]))
def test_what_is_no_mutation(original: Repository, tmp_path: Path, way: Way, verdict: str) -> None:
    """The order of tables, the verdict, comments, how a number is written, and new predictions may change."""
    made = original.copied(tmp_path / str(next(_number)))
    reordered = text({"new": {"says": "Later"}, "sold": OTHER, "plugins": {**PLUGINS}}, verdict)
    way(made, "# a comment\n" + reordered.replace("0.7\n", "0.70 # seven of ten\n"))
    result = found(made)
    assert (result.changes, result.found, result.committed) == ((), False, 2 + (way is not not_committed))


def test_where_and_by_whom(made: Repository) -> None:
    later = made.commit("2026-10-03", {AT: text({**BASE, "plugins": {**PLUGINS, "probability": 0.9}})})
    [one] = found(made).changes
    assert (one.slug, one.reviewer, one.prediction) == ("quill", "builder", "plugins")
    assert (one.before, one.after, one.restored) == (0.7, 0.9, False)
    assert one.commit
    assert (one.commit.commit, one.commit.author) == (later, "Ann")


def test_what_is_restored_is_told_and_counts_no_more(made: Repository) -> None:
    made.commit("2026-10-03", {AT: text({"sold": OTHER})})
    made.commit("2026-10-04", {AT: text(BASE)})
    assert changes(made) == [("prediction", "plugins", None), ("prediction", None, "plugins")]
    assert not found(made).found
    made.commit("2026-10-05", {AT: text({**BASE, "plugins": {**PLUGINS, "says": "Else"}})})
    assert found(made).found


def test_removed_and_written_anew_in_other_words(made: Repository) -> None:
    made.commit("2026-10-03", {AT: None})
    made.commit("2026-10-04", {AT: text({**BASE, "plugins": {**PLUGINS, "due": date(2030, 1, 1)}})})
    assert ("due", date(2026, 12, 31), date(2030, 1, 1)) in changes(made)
    assert found(made).found


def test_a_renamed_panelist(made: Repository) -> None:
    """Predictions follow a panelist who is called otherwise; they are not passed on to another one."""
    moved = {AT: None, "reviews/quill/maker.toml": text(BASE)}
    renamed = {"catalog.toml": SETTINGS.replace("panel.builder", "panel.maker"), **moved}
    made.commit("2026-10-03", renamed)
    assert changes(made) == []


def test_a_prediction_passed_on_to_another_panelist(made: Repository) -> None:
    made.commit("2026-10-03", {AT: None, "reviews/quill/skeptic.toml": text({"plugins": PLUGINS})})
    assert changes(made) == [("prediction", "sold", None), ("reviewer", "builder", "skeptic")]


def test_a_panelist_renamed_in_the_working_tree(made: Repository) -> None:
    moved = {AT: None, "reviews/quill/maker.toml": text(BASE)}
    made.write({"catalog.toml": SETTINGS.replace("panel.builder", "panel.maker"), **moved})
    assert changes(made) == []


def test_a_tool_that_is_imported_keeps_its_slug(made: Repository) -> None:
    """A tool is not renamed while an import still holds it: what was predicted of it is removed."""
    imported = {"imported/hub/quill.toml": f"seen = 2026-10-08\n{tool('Quill')}"}
    made.commit(
        "2026-10-03",
        {"tools/quill.toml": None, AT: None, "reviews/nib/builder.toml": text(BASE), **imported},
    )
    assert {what for what, _, _ in changes(made)} == {"prediction"}
    assert len(changes(made)) == 2


def test_branches_that_agree_with_none(made: Repository) -> None:
    """Of two branches that changed a prediction, the one that the merge keeps is told of."""
    git(made.folder, "checkout", "-q", "-b", "topic")
    made.commit("2026-10-03", {AT: text({**BASE, "plugins": {**PLUGINS, "probability": 0.1}})})
    git(made.folder, "checkout", "-q", "main")
    made.commit("2026-10-04", {"tools/nib.toml": tool("Nib", entry='"paid"')})
    git(made.folder, "merge", "-q", "-s", "ours", "-m", "Not that", "topic")
    assert changes(made) == []


def test_renamed_on_one_branch_and_changed_on_another(made: Repository) -> None:
    git(made.folder, "checkout", "-q", "-b", "topic")
    after = text({**BASE, "plugins": {**PLUGINS, "probability": 0.1}})
    made.commit("2026-10-03", {AT: after})
    git(made.folder, "checkout", "-q", "main")
    with_its_tool_renamed(made, text(BASE))
    git(made.folder, "merge", "-q", "--no-ff", "-m", "Merge", "topic")
    assert changes(made) == [("probability", 0.7, 0.1)]


def test_broken_for_a_while(made: Repository) -> None:
    made.commit("2026-10-03", {AT: "<<<<<<< what"})
    made.commit("2026-10-04", {AT: text({**BASE, "plugins": {**PLUGINS, "probability": 0.1}})})
    assert changes(made) == [("probability", 0.7, 0.1)]
    made.write({AT: "<<<<<<< what"})
    assert len(found(made).problems) == 1


def test_a_shallow_clone_is_an_error(made: Repository, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--depth", "1", made.folder.as_uri(), "clone")
    made.root = tmp_path / "clone/in here/catalog ü"
    with pytest.raises(VcompareError, match="lacks their first commits") as caught:
        found(made)
    assert "git fetch --unshallow" in (caught.value.hint or "")


def test_without_commits_and_without_git(tmp_path: Path) -> None:
    with pytest.raises(VcompareError, match="nothing is committed yet"):
        found(Repository(tmp_path / "new"))
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/catalog.toml").write_text(SETTINGS)
    with pytest.raises(VcompareError, match="not in a Git repository"), Read(tmp_path / "bare"):
        pass


def test_a_sparse_checkout_leaves_files_out_and_removes_nothing(made: Repository) -> None:
    git(made.folder, "sparse-checkout", "set", "--no-cone", "/*", "!quill", "!quill.toml")
    assert not (made.root / AT).exists()
    assert changes(made) == []
