"""The Unix socket through which every other verb talks to a running house: one JSON line asked, one answered."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

LINE_LIMIT = 1024 * 1024  # bytes
PATIENCE = 10.0  # seconds a verb waits for the house

Verb = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


@asynccontextmanager
async def listen(path: Path, verbs: Mapping[str, Verb]) -> AsyncIterator[None]:
    """Mode 0600: whoever may read the data directory is the operator."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, TimeoutError):
            async with asyncio.timeout(PATIENCE):
                writer.write(json.dumps(await _answer(await reader.readline(), verbs)).encode() + b"\n")
                await writer.drain()
        writer.close()

    path.unlink(missing_ok=True)
    server = await asyncio.start_unix_server(serve, path, limit=LINE_LIMIT)
    path.chmod(0o600)
    try:
        yield
    finally:
        server.close()
        path.unlink(missing_ok=True)


async def _answer(line: bytes, verbs: Mapping[str, Verb]) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        verb = verbs.get(str(asked.pop("verb", "")))
    except (ValueError, AttributeError):
        return {"error": "This is no request the house understands."}
    if verb is None:
        return {"error": "The house does not know this verb."}
    return await verb(asked)


async def ask(path: Path, verb: str, **asked: object) -> dict[str, Any] | None:
    """The running house's answer, or None when no house runs there."""
    try:
        reader, writer = await asyncio.open_unix_connection(path, limit=LINE_LIMIT)
    except (FileNotFoundError, ConnectionRefusedError):
        return None
    try:
        writer.write(json.dumps({"verb": verb, **asked}).encode() + b"\n")
        await writer.drain()
        async with asyncio.timeout(PATIENCE):
            answer: dict[str, Any] = json.loads(await reader.readline())
            return answer
    finally:
        writer.close()
