"""The socket in the data directory: for the operator alone, one line asked, one answered, whatever was asked."""

from __future__ import annotations

import asyncio
import json
import stat
from pathlib import Path
from typing import Any

import pytest

from bot.control import LINE_LIMIT, ask, listen
from bot.core.errors import BadSettings, Fault


async def badge(asked: dict[str, Any]) -> dict[str, Any]:
    return {"url": f"/badge/{asked.get('word', '')}"}


async def full(asked: dict[str, Any]) -> dict[str, Any]:
    raise Fault("The disk is full.")


async def broken(asked: dict[str, Any]) -> dict[str, Any]:
    raise KeyError("a bug")


VERBS = {"badge": badge, "full": full, "broken": broken}


async def raw(path: Path, line: bytes) -> dict[str, Any]:
    reader, writer = await asyncio.open_unix_connection(path)
    writer.write(line)
    await writer.drain()
    if not line.endswith(b"\n"):
        writer.write_eof()
    answer: dict[str, Any] = json.loads(await reader.readline())
    writer.close()
    return answer


async def test_a_running_house_answers(tmp_path: Path) -> None:
    async with listen(tmp_path / "house.sock", VERBS):
        assert await ask(tmp_path / "house.sock", "badge", word="ann") == {"url": "/badge/ann"}


async def test_only_the_operator_may_ask(tmp_path: Path) -> None:
    async with listen(tmp_path / "house.sock", VERBS):
        assert stat.S_IMODE((tmp_path / "house.sock").stat().st_mode) == 0o600


async def test_no_house_is_no_answer_and_a_closed_one_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "house.sock"
    assert await ask(path, "badge") is None
    async with listen(path, VERBS):
        pass
    assert not path.exists()
    assert await ask(path, "badge") is None


async def test_the_socket_of_a_house_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    path = tmp_path / "house.sock"
    server = await asyncio.start_unix_server(lambda reader, writer: writer.close(), path)
    server.close()
    await server.wait_closed()
    path.touch()
    async with listen(path, VERBS):
        assert await ask(path, "badge") == {"url": "/badge/"}


@pytest.mark.parametrize(
    "line",
    [
        b"\n",
        b"junk\n",
        b"[1]\n",
        b"7\n",
        b'"badge"\n',
        b"{\n",
        b"\xff\xfe\n",
        b"[" * 50_000 + b"\n",
        b'{"verb":',
        b"",
        b"x" * (LINE_LIMIT + 10) + b"\n",
    ],
)
async def test_a_line_that_is_no_request_gets_one_sentence(tmp_path: Path, line: bytes) -> None:
    async with listen(tmp_path / "house.sock", VERBS):
        assert await raw(tmp_path / "house.sock", line) == {"error": "This is no request the house understands."}
        assert await ask(tmp_path / "house.sock", "badge") == {"url": "/badge/"}


@pytest.mark.parametrize(
    ("verb", "said"),
    [("nothing", "does not know this verb"), ("full", "The disk is full."), ("broken", "could not do this")],
)
async def test_what_cannot_be_done_is_said_in_one_sentence(tmp_path: Path, verb: str, said: str) -> None:
    async with listen(tmp_path / "house.sock", VERBS):
        with pytest.raises(Fault, match=said):
            await ask(tmp_path / "house.sock", verb)


async def test_a_house_that_hangs_up_is_said_to_have_done_so(tmp_path: Path) -> None:
    async with await asyncio.start_unix_server(lambda reader, writer: writer.close(), tmp_path / "house.sock"):
        with pytest.raises(Fault, match="did not answer"):
            await ask(tmp_path / "house.sock", "badge")


async def test_a_data_directory_too_deep_for_a_socket_gets_one_sentence(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["a-long-name-for-a-folder"] * 6)
    deep.mkdir(parents=True)
    with pytest.raises(BadSettings, match="A shorter data directory may help"):
        async with listen(deep / "house.sock", VERBS):
            pass
