"""What the house is told over the real library, in its own words."""

from __future__ import annotations

import pytest

from bot.core.events import (
    ButtonPressed,
    ChatOpened,
    CommandInvoked,
    MessageEdited,
    MessageWritten,
    PlaceChanged,
    PlaceMigrated,
    Reconnected,
    ServerJoined,
    ServerLeft,
    ServerSeen,
)
from bot.platforms.telegram.links import press_payload
from tests.platforms.telegram.support import START, KeptState, opened, place
from tests.platforms.telegram.wire import RIGHTS, salon
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire


async def test_start_tells_how_every_known_group_stands(server: TelegramServer) -> None:
    ada, ben = server.add_user("Ada", started=True), server.add_user("Ben")
    group = server.add_group("Salon", owner=ada, forum=True)
    channel = server.add_channel("Neues", owner=ada, discussion=group)
    state = KeptState()
    async with opened(server, state) as house:
        assert (await house.inbox.first(Reconnected)).since is None
        await server.add_bot(group, by=ada, rights=RIGHTS)
        joined = await house.inbox.first(ServerJoined)
        seen = await house.inbox.first(ServerSeen)
        await server.add_bot(channel, by=ada, rights=["can_post_messages"])
        announcing = await house.inbox.first(PlaceChanged)
        await server.create_topic(group, ada, "Tanz")
        server.seat(group, ben)
        await server.promote(group, ben, ["can_restrict_members"])
        await server.drained()
    assert joined.by == seen.owner
    assert seen.house.rights >= {"moderate", "erase", "invite", "open_places", "read", "see_joins"}
    assert [p.kind for p in seen.places] == ["room"]  # nobody lets the house see the channel yet
    assert (announcing.place.kind, announcing.place.writable) == ("announcement", True)
    async with opened(server, state) as again:
        assert (await again.inbox.first(Reconnected)).since == START
        seen = await again.inbox.first(ServerSeen)
    assert [p.name for p in seen.places] == ["Salon", "Tanz", "Neues"]
    assert {m.name for m in seen.members} == {"Ada", "Ben"}
    assert (seen.places[-1].place, seen.places[-1].writable) == (place(channel.id), True)


async def test_a_channel_linked_after_the_house_came_is_an_announcement_place_once_the_house_is_let_in(
    server: TelegramServer,
) -> None:
    ada = server.add_user("Ada", started=True)
    group = server.add_group("Salon", owner=ada)
    async with opened(server) as house:
        await server.add_bot(group, by=ada, rights=RIGHTS)
        await house.inbox.first(ServerSeen)
        channel = server.add_channel("Neues", owner=ada, discussion=group)
        await server.add_bot(channel, by=ada, rights=["can_post_messages"])
        seen = await house.inbox.first(ServerSeen, 2)
    assert (seen.server.id, seen.places[-1].kind) == (str(group.id), "announcement")
    assert (seen.places[-1].place, seen.places[-1].writable) == (place(channel.id), True)


async def test_a_group_that_closed_while_the_house_was_away_is_left(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    state = KeptState()
    async with opened(server, state) as house:
        await server.write(group, ada, "eins")
        await house.inbox.first(ServerSeen)
    server.hold()  # whatever was told meanwhile got lost
    await server.remove_bot(group, by=ada)
    async with opened(server, state) as again:
        left = await again.inbox.first(ServerLeft)
    assert left.server.id == str(group.id)


async def test_a_migration_is_one_happening_and_the_group_stays_known(server: TelegramServer) -> None:
    """R18."""
    ada = server.add_user("Ada", started=True)
    group = server.add_group("Klein", owner=ada, basic=True)
    server.seat_bot(group, RIGHTS)
    state = KeptState()
    async with opened(server, state) as house:
        await server.write(group, ada, "eins")
        await house.inbox.first(ServerSeen)
        new = await server.migrate(group)
        event = await house.inbox.first(PlaceMigrated)
        await server.write(new, ada, "zwei")
        await house.inbox.first(MessageWritten, 2)
    assert (event.old.id, event.new.id) == (str(group.id), str(new.id))
    assert len(house.inbox.of(PlaceMigrated)) == 1
    assert state.words["chats"] == str(new.id)


async def test_topics_and_general_are_told_apart(server: TelegramServer) -> None:
    """R19."""
    ada = server.add_user("Ada", started=True)
    forum = server.add_group("Salon", owner=ada, forum=True)
    server.seat_bot(forum, RIGHTS)
    async with opened(server) as house:
        topic = await server.create_topic(forum, ada, "Tanz")
        await server.write(forum, ada, "hier", thread=topic.id)
        inside = await house.inbox.first(MessageWritten)
        await server.write(forum, ada, "dort")
        outside = await house.inbox.first(MessageWritten, 2)
    assert inside.scene.place == place(forum.id, topic.id)
    assert inside.reply_to is None
    assert outside.scene.place == place(forum.id)


async def test_the_owners_voices_are_told_apart_from_strangers(server: TelegramServer) -> None:
    """R20."""
    group, ada, _ = salon(server)
    ben, eve = server.add_user("Ben"), server.add_user("Eve")
    server.seat_admin(group, ben, ["can_restrict_members"], anonymous=True)
    server.seat(group, eve)
    own = server.add_channel("Neues", owner=ada, discussion=group)
    foreign = server.add_channel("Spam", owner=eve)
    async with opened(server) as house:
        await server.write(group, ben, "Ruhe bitte")
        anonymous = await house.inbox.first(MessageWritten)
        await server.post(own, ada, "Heute Party")
        linked = await house.inbox.first(MessageWritten, 2)
        await server.write(group, eve, "billig kaufen", as_channel=foreign)
        stranger = await house.inbox.first(MessageWritten, 3)
    assert [anonymous.as_server, anonymous.as_channel, anonymous.automatic] == [True, False, False]
    assert [linked.as_server, linked.automatic] == [False, True]
    assert [stranger.as_server, stranger.as_channel, stranger.automatic] == [False, True, False]
    assert stranger.scene.member.id == f"channel:{foreign.id}"


async def test_edits_albums_and_captions_are_seen_once(server: TelegramServer) -> None:
    """R21: an album is one message, also when the process dies in between; an edit is an edit."""
    group, ada, _ = salon(server)
    state = KeptState()
    async with opened(server, state) as house:
        await server.send_photo(group, ada, "Unser Fest", media_group="a1")
        await server.send_photo(group, ada, media_group="a1")
        await server.drained()
        assert house.inbox.of(MessageWritten) == []
    async with opened(server, state) as again:
        await server.send_photo(group, ada, media_group="a1")
        await server.drained()
        for _ in range(2):
            await again.glass.asked(1.0)
            again.glass.turn(1.0)
        album = await again.inbox.first(MessageWritten)
        first = server.messages(group)[0]
        await server.edit(first, "Unser schönes Fest")
        edited = await again.inbox.first(MessageEdited)
    assert (album.text, album.attachments) == ("Unser Fest", 3)
    assert edited.message == album.message
    assert len(again.inbox.of(MessageWritten)) == 1


async def test_typed_commands_of_the_only_bot_and_among_others(server: TelegramServer) -> None:
    group, ada, _ = salon(server)
    async with opened(server) as house:
        await server.write(group, ada, "hallo")
        await house.inbox.first(ServerSeen)  # looked at: no other bot to be seen
        await server.write(group, ada, "/hilfe")
        assert (await house.inbox.first(CommandInvoked)).command == "help"
        rose = server.add_user("Rose", username="rose_bot", is_bot=True)
        await server.join(group, rose, added_by=ada)
        await server.write(group, ada, "/help")
        await server.write(group, ada, "/help@gastgeber_bot party")
        assert (await house.inbox.first(CommandInvoked, 2)).words == "party"
        await server.drained()
    assert [event.text for event in house.inbox.of(MessageWritten)] == ["hallo", "/help"]


async def test_a_deep_link_button_is_pressed_from_the_private_chat(server: TelegramServer) -> None:
    ada = server.add_user("Ada")
    async with opened(server) as house:
        await server.start(ada, press_payload("parties/remind/k3") or "")
        press = await house.inbox.first(ButtonPressed)
        await server.start(ada)
        await house.inbox.first(ChatOpened)
    assert (press.button, press.scene.private, press.scene.member.id) == ("parties/remind/k3", True, str(ada.id))
