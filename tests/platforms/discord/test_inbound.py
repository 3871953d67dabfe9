"""Recorded payloads in, events out; the house, bots and Discord's own lines stay outside."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.events import (
    ButtonPressed,
    CommandInvoked,
    FormFilled,
    MemberJoined,
    MessageEdited,
    MessageErased,
    MessageWritten,
    ServiceMessageShown,
)
from bot.core.refs import MemberRef, PlaceRef
from bot.platforms.discord.handles import Handle, moment_of, unpack
from bot.platforms.discord.inbound import Named, World, read_edit, read_erasure, read_join, read_message
from bot.platforms.discord.pressed import form_opened, read_interaction
from tests.platforms.discord.house import MENU
from tests.platforms.discord.payloads import ANN, GUILD, HOUSE, MO, PRIVATE, ROOM, interaction, message, user


def name_of(kind: Named, id_: str) -> str:
    return {("role", "77"): "Hosts", ("channel", ROOM): "lobby"}.get((kind, id_), "")


WORLD = World(HOUSE, frozenset({"77"}), name_of)
NOW = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


def written(**more: Any) -> MessageWritten:
    envelope = read_message(message(**more), WORLD)
    assert envelope is not None
    assert isinstance(envelope.event, MessageWritten)
    return envelope.event


def test_a_message_has_its_platforms_identity() -> None:
    envelope = read_message(message(), WORLD)
    assert envelope is not None
    assert envelope.key == "dc:m:175928847299117063"
    assert envelope.lane == f"discord:{ROOM}"
    assert envelope.at == datetime(2026, 11, 22, 20, 0, 0, 123000, tzinfo=UTC)
    assert written().scene.profile.name == "Annie"


def test_a_private_message_is_its_members_lane() -> None:
    data = message(channel_id=PRIVATE)
    del data["guild_id"], data["member"]
    envelope = read_message(data, WORLD)
    assert envelope is not None
    assert envelope.lane == f"discord:@{ANN}"
    assert isinstance(envelope.event, MessageWritten)
    assert envelope.event.scene.private
    assert envelope.event.to_house


@pytest.mark.parametrize(
    "more",
    [
        {"author": user(HOUSE, "Gastgeber", bot=True)},
        {"author": user("5", "Jukebox", bot=True)},
        {"author": user("6", "News"), "webhook_id": "6"},
        {"type": 6},
        {"type": 8},
        {"type": 20},
    ],
)
def test_the_house_bots_and_system_lines_are_not_listened_to(more: dict[str, Any]) -> None:
    """The contract of every adapter: it never hears itself."""
    assert read_message(message(**more), WORLD) is None
    assert read_edit(message(edited_timestamp="2026-11-22T20:01:00+00:00", **more), WORLD) is None


def test_discords_own_join_line_is_a_service_message() -> None:
    envelope = read_message(message(type=7), WORLD)
    assert envelope is not None
    assert isinstance(envelope.event, ServiceMessageShown)


def test_names_stand_where_ids_were() -> None:
    mentions = [user(HOUSE, "Gastgeber", bot=True), user(MO, "mo")]
    said = written(content=f"<@{HOUSE}>, ask <@!{MO}> or <@&77> in <#{ROOM}> <a:wave:1>", mentions=mentions)
    assert said.text == "ask @mo or @Hosts in #lobby :wave:"
    assert said.to_house
    assert written(content="hey <@&77>", mention_roles=["77"]).to_house
    assert not written(content="hey").to_house


def test_answering_the_house_is_speaking_to_it() -> None:
    reply = {
        "type": 19,
        "message_reference": {"message_id": "55", "channel_id": ROOM},
        "referenced_message": message(id="55", author=user(HOUSE, "Gastgeber", bot=True)),
    }
    said = written(**reply)
    assert said.to_house
    assert said.reply_to_member == MemberRef("discord", HOUSE)
    assert said.reply_to is not None
    assert said.reply_to.id == "55"
    assert not written(type=19, message_reference={"message_id": "1"}, referenced_message=None).to_house


def test_a_forwarded_message_is_read() -> None:
    snapshot = {"message": {"content": "psst", "attachments": [{"id": "1"}]}}
    said = written(content="", message_reference={"type": 1, "message_id": "5"}, message_snapshots=[snapshot])
    assert (said.text, said.attachments, said.reply_to) == ("psst", 1, None)


def test_only_what_a_person_changed_is_an_edit() -> None:
    assert read_edit(message(), WORLD) is None
    assert read_edit({"id": "1", "channel_id": ROOM, "embeds": []}, WORLD) is None
    envelope = read_edit(message(edited_timestamp="2026-11-22T20:01:00+00:00", content="new"), WORLD)
    assert envelope is not None
    assert isinstance(envelope.event, MessageEdited)
    assert envelope.key == "dc:e:175928847299117063:1795377660000"


def test_many_messages_gone_at_once_are_many_events() -> None:
    gone = read_erasure({"ids": ["1", "2"], "channel_id": ROOM, "guild_id": GUILD}, NOW)
    assert [envelope.key for envelope in gone] == ["dc:x:1", "dc:x:2"]
    assert all(isinstance(envelope.event, MessageErased) for envelope in gone)


def joining(**more: Any) -> dict[str, Any]:
    base = {"user": user(ANN, "ann"), "nick": None, "pending": False, "joined_at": "2026-11-22T19:00:00+00:00"}
    return base | more


def test_a_joining_is_named_by_its_moment() -> None:
    envelope = read_join(joining(), GUILD, NOW)
    assert envelope is not None
    assert envelope.key == f"dc:j:{GUILD}:{ANN}:1795374000000"
    assert envelope.lane == f"discord:{GUILD}"
    assert isinstance(envelope.event, MemberJoined)


@pytest.mark.parametrize("more", [{"pending": True}, {"user": user("5", "Jukebox", bot=True)}, {"joined_at": None}])
def test_who_is_in_screening_or_a_bot_has_not_joined(more: dict[str, Any]) -> None:
    assert read_join(joining(**more), GUILD, NOW) is None


def test_a_screening_of_more_than_a_day_is_dropped() -> None:
    """R2."""
    assert read_join(joining(), GUILD, NOW + timedelta(hours=22, minutes=59)) is not None
    assert read_join(joining(), GUILD, NOW + timedelta(hours=23, minutes=1)) is None


def test_a_handle_survives_being_a_string() -> None:
    handle = Handle("panel", True, "900", "175928847299117063", "token:with:colons")
    assert unpack(handle.pack()) == handle
    assert handle.created == moment_of("175928847299117063") == datetime(2016, 4, 30, 11, 18, 25, 796000, tzinfo=UTC)
    for foreign in ("", "command:room:1", "other:room:1:2:t", "command:room:1:x:t"):
        assert unpack(foreign) is None


def test_an_interaction_is_a_scene_with_a_way_to_answer() -> None:
    read = read_interaction(interaction(2, {"type": 1, "name": "help", "id": "1"}), {})
    assert read is not None
    handle, envelope = read
    assert envelope.key == "dc:i:175928847299117063"
    assert isinstance(envelope.event, CommandInvoked)
    scene = envelope.event.scene
    assert unpack(scene.reply) == handle
    assert scene.reply_until == handle.created + timedelta(minutes=15)
    assert (scene.profile.name, scene.profile.language) == ("Annie", "de")


def test_whoever_is_picked_in_a_field_brings_their_name() -> None:
    ben = {"users": {"31": user("31", "ben", global_name="Ben")}, "members": {"31": {"nick": "Benny"}}}
    data = {"type": 1, "name": "mute", "options": [{"name": "member", "type": 6, "value": "31"}], "resolved": ben}
    read = read_interaction(interaction(2, data), {})
    assert read is not None
    assert isinstance(read[1].event, CommandInvoked)
    assert read[1].event.people == (("Benny", MemberRef("discord", "31")),)


def test_in_private_the_asker_is_the_user() -> None:
    data = interaction(2, {"type": 1, "name": "help"}, user=user(ANN, "ann"), channel_id=PRIVATE)
    del data["guild_id"], data["member"]
    read = read_interaction(data, {})
    assert read is not None
    assert read[0].in_private
    assert read[1].lane == f"discord:@{ANN}"


def test_a_press_on_a_private_panel_is_told_from_one_on_a_card() -> None:
    kinds = []
    for flags in (64, 0):
        read = read_interaction(interaction(3, {"custom_id": "f/v"}, message=message(flags=flags)), {})
        assert read is not None
        assert isinstance(read[1].event, ButtonPressed)
        kinds.append(read[0].kind)
    assert kinds == ["panel", "card"]


def test_what_the_house_never_offered_is_nothing() -> None:
    assert read_interaction(interaction(4, {"type": 1, "name": "help"}), {}) is None


def test_forms_open_where_the_menu_says_so() -> None:
    def opened(kind: int, data: dict[str, Any], **more: Any) -> str | None:
        read = read_interaction(interaction(kind, data, **more), {(2, "Party!"): "party"})
        assert read is not None
        form = form_opened(read[1].event, MENU, "de")
        return form["custom_id"] if form else None

    room = {"message": message()}
    users = {"users": {MO: user(MO, "mo")}}
    assert opened(2, {"type": 1, "name": "party"}) == "parties/new"
    assert opened(2, {"type": 1, "name": "party", "options": [{"name": "what", "type": 3, "value": "list"}]}) is None
    assert opened(2, {"type": 2, "name": "Party!", "target_id": MO, "resolved": users}) is None
    assert opened(2, {"type": 1, "name": "help"}) is None
    assert opened(3, {"custom_id": "parties/edit/p1"}, **room) == "parties/edit/p1"
    assert opened(3, {"custom_id": "parties/edit/p1", "values": ["x"]}, **room) is None
    assert opened(3, {"custom_id": "parties/rsvp/p1"}, **room) is None


def test_a_filled_form_brings_its_values() -> None:
    components = [{"type": 18, "component": {"type": 4, "custom_id": "title", "value": "Neon"}}]
    read = read_interaction(interaction(5, {"custom_id": "parties/new", "components": components}), {})
    assert read is not None
    event = read[1].event
    assert isinstance(event, FormFilled)
    assert (event.form, event.values) == ("parties/new", (("title", "Neon"),))
    assert event.scene.place == PlaceRef("discord", ROOM)
