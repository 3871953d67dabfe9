"""The real library against a small Bot API on loopback: what comes in, comes in once and is never lost."""

from __future__ import annotations

import aiohttp
import pytest

from bot.core.ambient import Planned
from bot.core.errors import BadSettings
from bot.core.events import (
    MemberJoined,
    MessageWritten,
    ServerSeen,
    ServiceMessageShown,
)
from bot.platforms.telegram.adapter import Telegram
from tests.platforms.telegram.support import MENU, START, KeptState, SmallInbox, opened, place
from tests.platforms.telegram.wire import salon
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire


async def test_a_line_said_arrives_with_everything_around_it(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with opened(server) as house:
        line = await server.write(group, ada, "Guten Abend")
        event = await house.inbox.first(MessageWritten)
    assert (event.text, event.message.id, event.scene.place) == ("Guten Abend", str(line.id), place(group.id))
    assert house.adapter.username == "gastgeber_bot"
    assert "startgroup" in house.adapter.invitation


async def test_joins_and_reactions_are_asked_for_by_name(server: TelegramServer) -> None:
    """R3: the default list would drop them."""
    async with opened(server):
        asked = server.journal.polls[0].params["allowed_updates"]
    assert {"chat_member", "chat_join_request", "message_reaction", "my_chat_member", "poll_answer"} <= set(asked)


async def test_a_repeated_update_has_the_same_key(server: TelegramServer) -> None:
    """R1: whatever is delivered again is the same happening."""
    group, _, _ = salon(server)
    ben = server.add_user("Carl")
    async with opened(server) as house:
        await server.join(group, ben)
        await house.inbox.first(MemberJoined)
        server.repeat_last(2, backwards=True)
        await server.drained()
        await server.write(group, ben, "da bin ich")
        await house.inbox.first(MessageWritten)
    assert len(house.inbox.of(MemberJoined)) == 1
    assert len(house.inbox.of(ServiceMessageShown)) == 1
    assert len(house.inbox.puts) > len(house.inbox.kept)


async def test_killed_between_commit_and_offset_nothing_is_lost_or_doubled(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    state = KeptState()
    async with opened(server, state) as house:
        state.breaks = lambda key: key == "offset"
        await server.write(group, ada, "eins")
        await house.inbox.first(MessageWritten)
        await house.glass.asked(1.0)  # the offset could not be kept; the process ends here
        first = dict(house.inbox.kept)
    state.breaks = lambda key: False
    async with opened(server, state) as again:
        await again.inbox.first(MessageWritten)
        await server.drained()
    told = [key for key, envelope in again.inbox.kept.items() if isinstance(envelope.event, MessageWritten)]
    assert len(told) == 1
    assert told[0] in first


async def test_what_cannot_be_committed_is_not_confirmed(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with opened(server) as house:
        house.inbox.closed = True
        await server.write(group, ada, "eins")
        await server.wait_for(lambda: house.adapter.trouble)
        assert server.feed.queue
        house.inbox.closed = False
        await house.glass.asked(1.0)
        house.glass.turn(1.0)
        await house.inbox.first(MessageWritten)
        await server.drained()
    assert house.adapter.trouble == ""


async def test_an_update_nobody_can_read_is_set_aside_and_the_next_one_comes(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with opened(server) as house:
        bad = server.emit_raw({"message": {"message_id": 1, "text": "geheim"}})
        await server.write(group, ada, "weiter")
        await house.inbox.first(MessageWritten)
        await server.drained()
        ((number, error),) = house.adapter.set_aside
    assert number == bad["update_id"]
    assert "geheim" not in error
    assert str(number) in house.state.words["set_aside"]


async def test_an_update_of_a_kind_nobody_asked_for_is_passed_by(server: TelegramServer) -> None:
    async with opened(server) as house:
        server.emit_raw({"something_new": {"a": 1}})
        await server.drained()
    assert house.adapter.set_aside == []


async def test_a_second_house_on_the_same_token_is_named_and_waited_out(server: TelegramServer) -> None:
    async with opened(server) as house, aiohttp.ClientSession() as other:
        url = f"{server.base_url}{server.token}/getUpdates"
        async with other.post(url, json={"timeout": 0}):
            await server.wait_for(lambda: "TELEGRAM_TOKEN" in house.adapter.trouble)
        assert "another house" in house.adapter.trouble
        await house.glass.asked(1.0)
        house.glass.turn(1.0)
        group, ada, _ = salon(server)
        await server.write(group, ada, "wieder da")
        await house.inbox.first(MessageWritten)
        assert house.adapter.trouble == ""


async def test_a_refused_token_is_said_without_saying_it(server: TelegramServer) -> None:
    house = Telegram("1:wrong", Planned(START), f"http://127.0.0.1:{server.port}")
    with pytest.raises(BadSettings, match="TELEGRAM_TOKEN") as refused:
        await house.run(SmallInbox(), MENU, KeptState())
    assert "1:wrong" not in str(refused.value)
    await house.close()
    house = Telegram("not a token", Planned(START))
    with pytest.raises(BadSettings, match="TELEGRAM_TOKEN"):
        await house.run(SmallInbox(), MENU, KeptState())
    await house.close()


async def test_a_token_revoked_on_the_way_ends_the_run(server: TelegramServer) -> None:
    house = Telegram(server.token, Planned(START), f"http://127.0.0.1:{server.port}")
    server.fail(status=401, method="getUpdates", times=9)
    with pytest.raises(BadSettings, match="TELEGRAM_TOKEN"):
        await house.run(SmallInbox(), MENU, KeptState())
    await house.close()


async def test_a_broken_line_is_waited_out(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with opened(server) as house:
        server.drop(method="getUpdates", times=2)
        await server.write(group, ada, "eins")
        await house.inbox.first(MessageWritten)
        await house.glass.asked(1.0)
        assert "cannot be reached" in house.adapter.trouble
        house.glass.turn(1.0)
        await house.glass.asked(2.0)
        house.glass.turn(2.0)
        await server.write(group, ada, "zwei")
        await house.inbox.first(MessageWritten, 2)


async def test_polling_takes_a_webhook_away_first(server: TelegramServer) -> None:
    async with opened(server):
        assert server.journal.of("deleteWebhook", ok=True)


async def test_menus_are_set_once(server: TelegramServer) -> None:
    state = KeptState()
    async with opened(server, state):
        await server.wait_for(lambda: len(server.journal.of("setMyCommands", ok=True)) == 6)
    assert [c["command"] for c in server.commands["default", "de"]] == ["hilfe", "melden"]
    asked = len(server.journal.of("getMyCommands"))
    async with opened(server, state):
        await server.wait_for(lambda: len(server.journal.of("getMyCommands", ok=True)) == asked + 6)
    assert len(server.journal.of("setMyCommands")) == 6


async def test_the_token_is_in_no_log(server: TelegramServer, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    group, ada, _ = salon(server)
    async with opened(server) as house:
        await server.write(group, ada, "hallo")
        await house.inbox.first(MessageWritten)
    ours = [record.getMessage() for record in caplog.records if record.name != "aiohttp.access"]  # the server's own
    assert not any(server.token in line or "hallo" in line for line in ours)


async def test_a_webhook_somebody_set_meanwhile_is_taken_away(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with opened(server) as house, aiohttp.ClientSession() as other:
        hook = {"url": "http://127.0.0.1:9/hook"}
        async with other.post(f"{server.base_url}{server.token}/setWebhook", json=hook) as answer:
            assert answer.status == 200
        await server.write(group, ada, "eins")
        for seconds in (1.0, 2.0):  # the open call was ended, the next one refused
            await house.glass.asked(seconds)
            house.glass.turn(seconds)
        await house.inbox.first(MessageWritten)


async def test_a_renamed_group_is_looked_at_again(server: TelegramServer) -> None:
    group, _, _ = salon(server)
    async with opened(server) as house:
        await server.rename(group, "Ballsaal")
        assert (await house.inbox.first(ServerSeen)).name == "Ballsaal"
