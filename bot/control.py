"""The Unix socket through which every other verb talks to a running house: one JSON line asked, one answered."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from bot.core.errors import BadSettings, Fault

log = logging.getLogger(__name__)
LINE_LIMIT = 1024 * 1024  # bytes
PATIENCE = 10.0  # seconds a verb waits for the house

Verb = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]


@asynccontextmanager
async def listen(path: Path, verbs: Mapping[str, Verb]) -> AsyncIterator[None]:
    """Mode 0600: whoever may read the data directory is the operator."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(ConnectionError, TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    writer.write(json.dumps(await _answer(await _line(reader), verbs)).encode() + b"\n")
                    await writer.drain()
        finally:
            writer.close()

    try:
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(serve, path, limit=LINE_LIMIT)
    except OSError as error:
        raise BadSettings(
            f"The socket {path} cannot be opened ({error}). A shorter data directory may help."
        ) from error
    path.chmod(0o600)
    ours = path.stat().st_ino
    try:
        yield
    finally:
        server.close()
        if path.exists() and path.stat().st_ino == ours:  # else of a house that has taken over
            path.unlink()


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError:  # longer than LINE_LIMIT
        return b""


async def _answer(line: bytes, verbs: Mapping[str, Verb]) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        verb = verbs.get(str(asked.pop("verb", "")))
    except (ValueError, AttributeError, TypeError, RecursionError):
        return {"error": "This is no request the house understands."}
    if verb is None:
        return {"error": "The house does not know this verb."}
    try:
        return await verb(asked)
    except Fault as fault:
        return {"error": str(fault)}
    except Exception as error:
        log.exception("a verb failed")
        return {"error": f"The house could not do this ({type(error).__name__}); its log says more."}


async def ask(path: Path, verb: str, **asked: object) -> dict[str, Any] | None:
    """The running house's answer, or None when no house runs there. Raises Fault when it refuses or is silent."""
    try:
        reader, writer = await asyncio.open_unix_connection(path, limit=LINE_LIMIT)
    except (FileNotFoundError, ConnectionRefusedError, NotADirectoryError):
        return None
    except OSError as error:
        raise BadSettings(f"The house's socket {path} cannot be used ({error.strerror or error}).") from error
    try:
        writer.write(json.dumps({"verb": verb, **asked}).encode() + b"\n")
        await writer.drain()
        async with asyncio.timeout(PATIENCE):
            answer: dict[str, Any] = json.loads(await reader.readline())
    except (OSError, ValueError, TimeoutError) as error:
        raise Fault("The house runs but did not answer. Try again; its log may say more.") from error
    finally:
        writer.close()
    if "error" in answer:
        raise Fault(str(answer["error"]))
    return answer
