"""What an assistant gets of a hostile catalog: nothing that a terminal would act on, and no word of ours changed."""

import json
import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import MakeCatalog
from tests.mcp.client import Client, connected
from tests.trust import hostile
from tests.trust.oracles import on_a_terminal, unseen
from vcompare.errors import VcompareError
from vcompare.mcp.session import Session, explained

A, B = hostile.SLUGS[:2]
CALLS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("find_tools", {}),
    ("find_tools", {"text": "word", "sort": ["-name"]}),
    ("find_tools", {"where": ["name!=x", "text!=x"], "limit": 100}),
    ("compare_tools", {"tools": [A, B], "texts": True}),
    ("compare_tools", {"tools": [*hostile.SLUGS]}),
    ("cost", {"workload": "support", "lines": True}),
    ("cost", {"tools": [A], "each": {"input": 3}}),
    ("decide", {"weights": {"score": 2, "community": "1:0:100"}}),
    ("decide", {}),
    ("cost", {"workload": "suport"}),
    ("what_changed", {"since": "2020-01-01"}),
)
SHIFTS = range(0, len(hostile.FRAGMENTS), 30)


def safe(text: str) -> None:
    """Check that a text that somebody is shown does nothing."""
    on_a_terminal(text.encode())
    assert [one for one in unseen(text) if one not in "\t\n"] == []


def texts(of: Any) -> Iterator[str]:
    if isinstance(of, str):
        yield of
    elif isinstance(of, dict):
        yield from of
        for value in of.values():
            yield from texts(value)
    elif isinstance(of, list):
        for value in of:
            yield from texts(value)


def committed(root: Path, fragments: Sequence[str]) -> None:
    """Commit a catalog twice, with fragments in its messages."""
    environment = {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_SYSTEM": "/dev/null",
        "PATH": os.environ["PATH"],
    }
    message = "".join(one for one in fragments if "\0" not in one)
    someone = ["-c", "user.name=Ana \x1b[2J\u202e", "-c", "user.email=ana@example.com"]
    for words in (["init", "-q"], ["add", "-A"], [*someone, "commit", "-q", "-m", message]):
        subprocess.run(["git", *words], cwd=root, env=environment, check=True)


@pytest.mark.parametrize("shift", SHIFTS)
def test_answers_do_nothing(tmp_path: Path, shift: int) -> None:
    turned = [*hostile.FRAGMENTS[shift:], *hostile.FRAGMENTS[:shift]]
    root = hostile.write(tmp_path / "catalog", hostile.catalog(turned))
    committed(root, turned)
    session = Session(root)
    for name, arguments in CALLS:
        try:
            found = session.call(name, arguments)
        except (VcompareError, ExceptionGroup) as error:
            assert name != "what_changed"
            safe(explained(error))
            continue
        safe(found.text)
        for text in texts(found.payload):
            safe(text)
        if "fields" in found.payload:
            assert {*found.payload["fields"]} >= {f"specs.{kind}" for kind in hostile.KINDS}
    for address in ("vcompare://fields", f"vcompare://tools/{A}"):
        safe(session.read(address))


def test_broken_catalogs_are_answers_that_do_nothing(tmp_path: Path) -> None:
    root = hostile.write(tmp_path / "catalog", hostile.broken(hostile.FRAGMENTS[::5]))
    session = Session(root)
    for name, arguments in (*CALLS, ("compare_tools", {"tools": ["raw-0", "open-3"]})):
        try:
            found = session.call(name, arguments)
        except (VcompareError, ExceptionGroup) as error:
            safe(explained(error))
        else:
            safe(found.text)
            for text in texts(found.payload):
                safe(text)


@pytest.mark.parametrize("fragment", hostile.FRAGMENTS[::9])
def test_what_is_typed_does_nothing(tmp_path: Path, fragment: str) -> None:
    session = Session(hostile.write(tmp_path / "catalog", hostile.catalog(["word"])))
    for name, arguments in (
        (fragment, {}),
        ("find_tools", {fragment: 1}),
        ("find_tools", {"where": [f"{fragment}={fragment}"], "sort": [fragment]}),
        ("compare_tools", {"tools": [fragment, A]}),
        ("cost", {"workload": fragment}),
        ("cost", {"each": {fragment: fragment}}),
        ("decide", {"decision": fragment, "weights": {fragment: fragment}}),
        ("what_changed", {"since": fragment}),
    ):
        with pytest.raises((VcompareError, ExceptionGroup)) as caught:
            session.call(name, arguments)
        safe(explained(caught.value))


def described(client: Client) -> list[Any]:
    """Return every word that a client has of a server before it asks about the catalog."""
    portal, session = client.portal, client.session
    return [
        client.started.model_dump(),
        [one.model_dump() for one in client.tools()],
        portal.call(session.list_resources).model_dump(),
        portal.call(session.list_resource_templates).model_dump(),
    ]


def test_no_description_and_no_line_of_stderr_is_a_catalogs(
    tmp_path: Path, make_catalog: MakeCatalog
) -> None:
    found = []
    catalogs = {
        "quiet": make_catalog({}),
        "hostile": hostile.write(tmp_path / "hostile", hostile.catalog(hostile.FRAGMENTS)),
    }
    hostile.write(catalogs["hostile"], {"tools/raw.toml": 'name = "\x1b[2J\n::error::x'})
    for name, root in catalogs.items():
        talk = tmp_path / f"{name}.txt"
        with connected(root, talk, "--no-cache") as client:
            found.append(described(client))
            for tool, arguments in (
                *CALLS,
                ("compare_tools", {"tools": ["raw", A]}),
                ("\x1b[2J", {"\x1b": 1}),
            ):
                result = client.call(tool, **arguments)
                safe(json.dumps(result.structured_content, ensure_ascii=False))
        assert talk.read_text() == ""
    assert found[0] == found[1]
