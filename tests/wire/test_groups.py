"""What is peculiar to Telegram's groups, with the whole house: moving, topics, who speaks in whose name."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.support.telegram_server import ALL_RIGHTS, Chat, Message
from tests.support.wired import Town, open_town

pytestmark = pytest.mark.wire
QUESTION = "@gastgeber_bot what can you do?"


async def test_a_greeting_finds_the_group_that_moved_and_so_does_the_next(town: Town) -> None:
    """R18: one newcomer waits for a greeting while the group becomes a supergroup, another comes later."""
    small = await _founded(town)
    community = await town.community("telegram", small.id)
    first = town.telegram.add_user("Theo")
    await town.telegram.join(small, first)
    await town.telegram.drained()
    town.telegram.hold()  # the house hears of the move from its own call first
    large = await town.telegram.migrate(small)
    await town.telegram.wait_for(lambda: _named(town, large, "Theo"), 10)
    town.telegram.release()
    await town.telegram.drained()
    assert await town.community("telegram", large.id) == community
    assert not await town.community("telegram", small.id)
    await town.telegram.write(large, town.tina, QUESTION)
    await town.telegram.wait_for(lambda: _named(town, large, "program"))
    assert len(_named(town, large, "Theo")) == 1
    async with town.house.database.read() as reader:
        for table, column in (("server", "id"), ("place", "id"), ("welcome", "place"), ("server_right", "server")):
            row = await reader.row(f"SELECT count(*) FROM {table} WHERE {column} = ?", str(small.id))
            assert row == (0,), table


async def test_a_reply_lands_in_the_topic_of_its_question(tmp_path: Path) -> None:
    """R19: General takes no thread, a named topic needs its own."""
    async with open_town(tmp_path, forum=True) as town:
        await town.open_quietly("telegram")
        topic = await town.telegram.create_topic(town.group, town.otto, "Dance")
        inside = await town.telegram.write(town.group, town.tina, QUESTION, thread=topic.id)
        outside = await town.telegram.write(town.group, town.tina, "@gastgeber_bot when is the next party?")
        await town.telegram.wait_for(lambda: len(town.telegram.said(town.group)) == 2)
        found = {message.reply_to.id: message.thread for message in town.telegram.said(town.group) if message.reply_to}
        assert found == {inside.id: topic.id, outside.id: None}


async def test_an_anonymous_administrator_is_nobody_the_house_could_obey_or_keep(town: Town) -> None:
    """R20: the group itself speaks; who it was, nobody knows."""
    boss = town.telegram.add_user("Boss")
    town.telegram.seat_admin(town.group, boss, ALL_RIGHTS, anonymous=True)
    troll = await town.telegram.write(town.group, town.tina, "trolling")
    typed = await town.telegram.write(town.group, boss, "/mute@gastgeber_bot 1h", reply_to=troll)
    await town.telegram.wait_for(lambda: not typed.live)
    await town.telegram.wait_for(lambda: town.telegram.said(town.group))
    (line,) = town.telegram.said(town.group)
    assert any("start=" in button.get("url", "") for button in line.buttons)
    assert not town.telegram.journal.of("restrictChatMember")
    assert not await _kept(town, str(town.telegram.world.anonymous.id))


async def test_the_linked_channel_is_the_owners_own_voice_and_is_not_answered(town: Town) -> None:
    channel = town.telegram.add_channel("News", owner=town.otto, discussion=town.group)
    await town.telegram.post(channel, town.otto, QUESTION)
    await town.telegram.write(town.otto, town.otto, "/help")
    await town.telegram.drained()
    await town.telegram.wait_for(lambda: any("Deutsch" in m.labels for m in town.telegram.said(town.otto)))
    assert not town.telegram.said(town.group)
    assert not await _kept(town, str(town.telegram.world.telegram.id))


async def test_somebody_behind_another_channel_is_muted_as_that_channel(town: Town) -> None:
    mask = town.telegram.add_channel("Mask", owner=town.tina)
    troll = await town.telegram.write(town.group, town.tina, "trolling", as_channel=mask)
    typed = await town.telegram.write(town.group, town.otto, "/mute@gastgeber_bot 1h", reply_to=troll)
    call = await town.telegram.wait_call("banChatSenderChat")
    assert call.ok
    assert int(call.params["sender_chat_id"]) == mask.id
    await town.telegram.wait_for(lambda: not typed.live)
    assert not town.telegram.journal.of("restrictChatMember")


async def _founded(town: Town) -> Chat:
    small = town.telegram.add_group("Small group", owner=town.otto, members=(town.tina,), basic=True)
    await town.telegram.add_bot(small, by=town.otto, rights=ALL_RIGHTS)
    async with asyncio.timeout(10):
        while not (community := await town.community("telegram", small.id)):
            await town.telegram.drained()
    await town.open_community(community)
    return small


def _named(town: Town, chat: Chat, words: str) -> list[Message]:
    return [message for message in town.telegram.said(chat) if words in message.words]


async def _kept(town: Town, member: str) -> bool:
    async with town.house.database.read() as reader:
        row = await reader.row("SELECT 1 FROM guest_member WHERE platform = 'telegram' AND member = ?", member)
    return row is not None


async def test_an_anonymous_administrator_was_muted_as_the_group_in_itself(town: Town) -> None:
    """R20: neither they nor the linked channel are somebody whom one could mute; a report of them is about nobody."""
    boss = town.telegram.add_user("Boss")
    town.telegram.seat_admin(town.group, boss, ALL_RIGHTS, anonymous=True)
    channel = town.telegram.add_channel("News", owner=town.otto, discussion=town.group)
    said = await town.telegram.write(town.group, boss, "quiet please")
    post = await town.telegram.post(channel, town.otto, "news")
    carried = next(line for line in reversed(town.telegram.messages(town.group)) if line.automatic)
    assert post.words == carried.words
    for line in (said, carried):
        await town.telegram.write(town.group, town.otto, "/mute@gastgeber_bot 1h", reply_to=line)
    await town.telegram.write(town.otto, town.otto, "quiet please", forwarded_from=town.group)
    await town.telegram.write(town.group, town.tina, "/report@gastgeber_bot", reply_to=said)
    await town.telegram.wait_for(lambda: _told(town, "nobody can mute") == 2 and _told(town, "reported by") == 1, 60)
    await town.telegram.wait_for(lambda: _told(town, "hides who they are") == 1, 60)
    assert not town.telegram.journal.of("restrictChatMember", "banChatSenderChat")
    assert not any("Mute" in label for line in town.telegram.said(town.otto) for label in line.labels)


def _told(town: Town, words: str) -> int:
    return sum(words in line.words for line in town.telegram.said(town.otto))
