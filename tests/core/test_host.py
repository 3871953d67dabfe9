"""The house opens and closes cleanly, and one adapter's trouble is not the others'."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.control import ask
from bot.core.actions import Post
from bot.core.codec import dump
from bot.core.errors import BadSettings, Fault
from bot.core.notes import note
from bot.core.ports import Inbox, Menu, State
from bot.core.refs import PlaceRef
from bot.core.sender import Sender
from bot.host import open_house
from bot.house import House
from bot.settings import Settings
from tests.support.databases import house_address, read_only
from tests.support.stage import Recorder


def settings(folder: Path) -> Settings:
    return Settings(
        _env_file=None,
        discord_token=SecretStr(""),
        telegram_token=SecretStr(""),
        gastgeber_data_dir=folder,
        gastgeber_port=0,
        database_url=house_address(folder),
    )


@dataclass
class Adapter(Recorder):
    """`goes` is what happens at each start: a word it stays connected with, or what it falls over with."""

    goes: list[Exception | None] = field(default_factory=list)
    starts: int = 0
    steady: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None:
        self.starts += 1
        wrong = self.goes.pop(0) if self.goes else None
        if wrong is not None:
            raise wrong
        self.steady.set()
        await asyncio.Event().wait()


def join(house: House, name: str, *goes: Exception | None) -> Adapter:
    """A further platform moves in."""
    adapter = Adapter(house.lobby.abilities.__class__(name, frozenset(), 2000, 2000), goes=list(goes))
    house.platforms = (*house.platforms, adapter)
    house.senders[name] = Sender(adapter, house.database, house.intake, house.world, {})
    return adapter


@asynccontextmanager
async def running(house: House) -> AsyncIterator[None]:
    task = asyncio.create_task(house.run())
    try:
        async with asyncio.timeout(10):
            await asyncio.wait([task, asyncio.create_task(house.ready.wait())], return_when=asyncio.FIRST_COMPLETED)
        assert not task.done(), task
        yield
        assert not task.done(), task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0)


async def test_a_house_opens_answers_and_closes_and_can_be_opened_again(tmp_path: Path) -> None:
    for _ in range(2):
        async with open_house(settings(tmp_path)) as house:
            async with running(house):
                answer = await ask(house.settings.socket_path, "state")
                assert answer is not None
                assert answer["platforms"] == ["lobby"]
                assert answer["trouble"] == {}
                badge = await ask(house.settings.socket_path, "badge")
                assert badge is not None
                assert badge["url"].startswith(house.lobby_url)
            assert await ask(house.settings.socket_path, "state") is None
    assert not asyncio.all_tasks() - {asyncio.current_task()}


async def test_a_second_house_is_refused_before_anything_reaches_a_platform(tmp_path: Path) -> None:
    async with open_house(settings(tmp_path)):
        with pytest.raises(BadSettings, match="Another house is already running"):
            async with open_house(settings(tmp_path)):
                pass


async def test_one_adapter_falls_over_is_started_again_and_the_other_never_notices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.house.FIRST_PAUSE", 0.0)
    monkeypatch.setattr("bot.house.STEADY", 0.0)
    async with open_house(settings(tmp_path)) as house:
        shaky = join(house, "shaky", RuntimeError("a bug"), Fault("no line"), OSError("no route"))
        calm = join(house, "calm")
        async with running(house):
            await shaky.steady.wait()
            assert (shaky.starts, calm.starts) == (4, 1)
            await until(lambda: house.trouble == {})


async def test_an_adapter_that_cannot_work_says_why_and_leaves_the_others_alone(tmp_path: Path) -> None:
    async with open_house(settings(tmp_path)) as house:
        join(house, "wrong", BadSettings("Discord refused the token. Put a new one into DISCORD_TOKEN."))
        calm = join(house, "calm")
        async with running(house):
            await calm.steady.wait()
            await until(lambda: "wrong" in house.trouble)
            answer = await ask(house.settings.socket_path, "state")
            assert answer is not None
            assert answer["trouble"] == {"wrong": "Discord refused the token. Put a new one into DISCORD_TOKEN."}


async def test_a_running_house_lives_through_a_full_disk(tmp_path: Path) -> None:
    async with open_house(settings(tmp_path)) as house:
        calm = join(house, "calm")
        async with running(house):
            post = Post(PlaceRef("calm", "room"), note("after the flood"))
            await house.intake._retrying.acquire()  # the house itself may look only once nothing can be written
            async with house.database.write() as tx:
                await tx.run(
                    "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
                    " VALUES ('1', '1', 'calm', 'calm:room', 2, 'sure', '', ?, 'new', 1, 1)",
                    dump(post),
                )
                await tx.run(
                    "INSERT INTO inbox (key, lane, at, body, state) VALUES ('1', '1', 1, 'of another release', 'new')"
                )
            async with read_only(house.database):
                house.intake._retrying.release()
                house.senders["calm"].awake.set()
                with pytest.raises(Fault, match="cannot be written"):
                    await house.intake.again()
                await until(lambda: not house.senders["calm"].awake.is_set())
                assert calm.deliveries == []
            house.senders["calm"].awake.set()
            await until(lambda: [delivery.action for delivery in calm.deliveries] == [post])
