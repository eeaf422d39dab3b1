"""News of a span: what the walk over its commits adds up to is what the two ends say."""

import tempfile
from pathlib import Path

import msgspec
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.conftest import SETTINGS
from tests.history.repositories import Repository as Made
from tests.history.repositories import review, tool
from vcompare.history.changes import Change
from vcompare.history.diff import diff
from vcompare.history.git.repository import Repository
from vcompare.history.span import span
from vcompare.history.states import State
from vcompare.history.tool_history import history

SLUGS = ("ink", "nib", "quill")
OTHER_PANEL = SETTINGS.replace("[panel.skeptic]", "[panel.founder]")
Files = dict[str, str | None]


def a_file() -> st.SearchStrategy[Files]:
    """Write, rewrite or remove a file; a review may be that of a tool that is not there."""
    slugs = st.sampled_from(SLUGS)
    facts = st.builds(
        lambda slug, entry, note: {f"tools/{slug}.toml": f"# {note}\n" + tool(slug.title(), entry=f'"{entry}"')},
        slugs, st.sampled_from(["free", "paid"]), st.integers(0, 1),
    )  # fmt: skip
    reviews = st.builds(
        lambda slug, reviewer, verdict, score: {f"reviews/{slug}/{reviewer}.toml": review(verdict, score)},
        slugs, st.sampled_from(["builder", "skeptic"]), st.sampled_from(["ship", "skip"]), st.integers(40, 42),
    )  # fmt: skip
    panel = st.sampled_from([SETTINGS, OTHER_PANEL])
    gone = st.sampled_from([f"tools/{slug}.toml" for slug in SLUGS] + ["reviews/ink/builder.toml"])
    return st.one_of(
        facts, reviews, gone.map(lambda path: {path: None}), panel.map(lambda text: {"catalog.toml": text})
    )


@settings(max_examples=12)
@given(st.lists(st.lists(a_file(), min_size=1, max_size=3), min_size=2, max_size=6))
@example([[{"tools/ink.toml": tool("Ink"), "catalog.toml": OTHER_PANEL}], [{"tools/ink.toml": tool("Inky")}]])
def test_commit_by_commit_is_as_from_end_to_end(commits: list[list[Files]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        made = Made(Path(folder) / "repository")
        made.commit("2026-11-01")
        for day, files in enumerate(commits, 2):
            texts = {path: text for one in files for path, text in one.items()}
            there = {path: text for path, text in texts.items() if text or (made.root / path).exists()}
            made.commit(f"2026-11-{day:02}", there)
        with Repository(made.root) as repository:
            names = repository.log(repository.revision("HEAD"), ["."])
            ends = [repository.revision(names[at].name) for at in (-1, 0)]
            states = [State.at(repository, end) for end in ends]
            found = span(repository, states[0], states[1], ends[0])
            assert [plain(one) for one in found.news] == [plain(one) for one in diff(*states).changes]
            for slug in states[1].catalog.slugs():
                reported = [event.changes for event in found.events if event.slug == slug]
                moments = [moment.changes for moment in history(repository, slug).states]
                assert [*map(own, reported)] == [own(one) for one in moments if own(one)]


def plain(change: Change) -> Change:
    return msgspec.convert(msgspec.to_builtins(change), Change)


def own(changes: tuple[Change, ...]) -> list[Change]:
    """Return the changes of the tool itself: not of the panel, nor of reviews that a change of the panel brought."""
    return [change for change in changes if change.tool and not (change.field or "").startswith("reviews.")]
