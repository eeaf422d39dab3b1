"""A client of the server: that of the SDK, over stdio, for tests that are not asynchronous."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from anyio.from_thread import BlockingPortal, start_blocking_portal
from mcp import ClientSession, StdioServerParameters, stdio_client, types

from tests.conftest import PROGRAM, environment


class Client:
    """Asks a server, and waits for its answers."""

    def __init__(
        self, portal: BlockingPortal, session: ClientSession, started: types.InitializeResult
    ) -> None:
        self.portal = portal
        self.session = session
        self.started = started

    def tools(self) -> list[types.Tool]:
        return self.portal.call(self.session.list_tools).tools

    def call(self, name: str, /, **arguments: Any) -> types.CallToolResult:
        found: types.CallToolResult = self.portal.call(self.session.call_tool, name, arguments)
        return found

    def answer(self, name: str, /, **arguments: Any) -> dict[str, Any]:
        """Return the JSON of a good answer."""
        result = self.call(name, **arguments)
        assert not result.is_error, text(result)
        found: dict[str, Any] | None = result.structured_content
        assert found is not None
        return found

    def error(self, name: str, /, **arguments: Any) -> str:
        """Return what is said instead of an answer."""
        result = self.call(name, **arguments)
        assert result.is_error
        assert result.structured_content is None
        return text(result)

    def read(self, address: str) -> str:
        found = self.portal.call(self.session.read_resource, address).contents
        assert len(found) == 1
        assert isinstance(found[0], types.TextResourceContents)
        return found[0].text


def text(result: types.CallToolResult) -> str:
    assert all(isinstance(one, types.TextContent) for one in result.content)
    return "\n".join(one.text for one in result.content if isinstance(one, types.TextContent))


def command(catalog: Path, *options: str, **variables: str) -> StdioServerParameters:
    return StdioServerParameters(
        command=str(PROGRAM),
        args=["mcp", "--catalog", str(catalog), *options],
        env=environment(**variables),
        cwd=catalog,
    )


@contextmanager
def connected(catalog: Path, talk: Path, *options: str, **variables: str) -> Iterator[Client]:
    """Start a server for a catalog and connect to it; `talk` gets what it writes to stderr."""
    parameters: Mapping[str, Any] = {"server": command(catalog, *options, **variables)}
    with (
        talk.open("w") as errors,
        start_blocking_portal() as portal,
        portal.wrap_async_context_manager(stdio_client(**parameters, errlog=errors)) as streams,
        portal.wrap_async_context_manager(ClientSession(*streams)) as session,
    ):
        yield Client(portal, session, portal.call(session.initialize))
