"""Over real sockets: what people do on Discord arrives as events, once, and also after a broken line."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.errors import BadSettings
from bot.core.events import (
    MemberJoined,
    MemberLeft,
    MessageEdited,
    MessageErased,
    MessageWritten,
    PlaceChanged,
    PresenceChanged,
    ReactionAdded,
    Reconnected,
    RightsChanged,
    ServerJoined,
    ServerLeft,
    ServerSeen,
)
from bot.platforms.discord.intake import SEEN_KEY
from bot.platforms.discord.servers import BEGUN_KEY
from tests.platforms.discord.conftest import Town
from tests.platforms.discord.house import Collecting, Words, at_home, in_server, member, place
from tests.support.discord_server import ChannelKind, DiscordServer, Intent, Permission

pytestmark = pytest.mark.wire


async def test_a_server_is_described_when_the_house_connects(town: Town) -> None:
    inbox = Collecting()
    jazz = town.server.add_user("Jukebox", is_bot=True)
    town.server.add_member(town.guild, jazz)
    town.server.add_channel(town.guild, "stage", ChannelKind.STAGE)
    hidden = town.server.add_channel(town.guild, "read-only")
    town.server.overwrite(hidden, town.server.bot, deny=Permission.SEND_MESSAGES)
    async with at_home(town.server, inbox):
        seen = await inbox.next(ServerSeen)
    assert seen.server == in_server(town.guild)
    assert {(each.name, each.kind, each.writable) for each in seen.places} == {
        ("lobby", "room", True),
        ("stage", "voice", True),
        ("read-only", "room", False),
    }
    assert {each.name for each in seen.members} == {"Olga", "Mo"}
    rights = {each.name: each.rights for each in seen.members}
    assert "administer" in rights["Olga"]
    assert "moderate" in rights["Mo"]
    assert "administer" not in rights["Mo"]
    assert {"moderate", "remove", "ban", "erase", "invite", "see_joins"} <= seen.house.rights
    assert "administer" not in seen.house.rights
    assert seen.owner == member(town.owner)
    assert seen.other_bots == ("Jukebox",)


async def test_somebody_is_greeted_only_when_the_screening_has_cleared(town: Town) -> None:
    """R2: a member in screening has not joined yet."""
    inbox, eve = Collecting(), town.server.add_user("Eve")
    async with at_home(town.server, inbox):
        await inbox.next(ServerSeen)
        await town.server.join(town.guild, eve, pending=True)
        await town.server.write(town.lobby, town.ann, "hello?")
        await inbox.next(MessageWritten)
        assert inbox.of(MemberJoined) == []
        await town.server.clear_pending(town.guild, eve)
        joined = await inbox.next(MemberJoined)
    assert joined.member == member(eve)
    assert joined.profile.name == "Eve"
    assert joined.place is None


async def test_a_joining_has_one_key_whatever_is_repeated(town: Town) -> None:
    """R1: repeated dispatches, a new nickname and a reconnect are the same joining; coming back is another."""
    inbox, state, eve = Collecting(), Words(), town.server.add_user("Eve")
    async with at_home(town.server, inbox, state):
        await inbox.next(ServerSeen)
        await town.server.join(town.guild, eve)
        await town.server.events.repeat("GUILD_MEMBER_ADD")
        await town.server.rename(town.guild, eve, "Evi")
        await inbox.next(MemberJoined)
    async with at_home(town.server, inbox, state):
        await inbox.next(ServerSeen, count=2)
        assert len(set(inbox.keys(MemberJoined))) == 1
        await town.server.leave(town.guild, eve)
        await inbox.next(MemberLeft)
        await town.server.join(town.guild, eve)
        await inbox.next(MemberJoined, lambda _: len(set(inbox.keys(MemberJoined))) == 2)


async def test_who_joined_while_the_house_was_away_is_found(town: Town) -> None:
    inbox, state = Collecting(), Words()
    async with at_home(town.server, inbox, state):
        await inbox.next(ServerSeen)
    assert inbox.of(MemberJoined) == []
    await town.server.join(town.guild, eve := town.server.add_user("Eve"))
    await town.server.join(town.guild, town.server.add_user("Shy"), pending=True)
    async with at_home(town.server, inbox, state):
        found = await inbox.next(MemberJoined, lambda event: event.member == member(eve))
        assert found.profile.name == "Eve"
        assert (await inbox.next(Reconnected)).since is not None
        await inbox.next(ServerSeen, count=2)
    assert "Shy" not in {event.profile.name for event in inbox.of(MemberJoined)}


@pytest.mark.parametrize(
    ("features", "offered"),
    [
        ([], {"Just before", "In the gap", "Back again"}),
        (["MEMBER_VERIFICATION_GATE_ENABLED"], {"Long ago", "Just before", "In the gap", "Back again"}),
    ],
)
async def test_every_start_told_again_of_everybody_who_had_joined_within_the_day(
    town: Town, features: list[str], offered: set[str]
) -> None:
    """Who joined long before the gap was told of; only behind a screening may it have been passed unheard."""
    now = town.server.now()
    town.guild.features = features
    ago = {
        "Before the house": timedelta(hours=30),
        "Long ago": timedelta(hours=5),
        "Just before": timedelta(minutes=65),
        "In the gap": timedelta(minutes=30),
    }
    for name, span in ago.items():
        town.server.add_member(town.guild, town.server.add_user(name)).joined_at = now - span
    back = town.server.add_user("Back again")
    town.server.add_member(town.guild, back).joined_at = now - timedelta(hours=6)
    await town.server.leave(town.guild, back)
    await town.server.join(town.guild, back)
    await town.server.join(town.guild, town.server.add_user("Shy"), pending=True)
    for one in town.guild.members.values():
        if one.user.is_bot:
            one.joined_at = now - timedelta(days=3)
    kept = {SEEN_KEY: now - timedelta(hours=1), BEGUN_KEY: now - timedelta(hours=26)}
    inbox, state = Collecting(), Words({key: at.isoformat() for key, at in kept.items()})
    settled = {user.id for user in (town.owner, town.ann, town.mo)}
    for id_ in settled:
        town.guild.members[id_].joined_at = now - timedelta(days=5)
    async with at_home(town.server, inbox, state):
        await inbox.next(ServerSeen)
        await town.server.write(town.lobby, town.ann, "and now?")
        await inbox.next(MessageWritten)
        assert {event.profile.name for event in inbox.of(MemberJoined)} == offered


async def test_nothing_is_missed_or_told_twice_over_a_resume(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox):
        await inbox.next(ServerSeen)
        await town.server.gateway.reconnect()
        await town.server.wait_for(lambda: not town.server.gateway.lines or town.server.resumes, what="a new line")
        await town.server.write(town.lobby, town.ann, "said in between")
        said = await inbox.next(MessageWritten)
        await town.server.wait_for(lambda: town.server.resumes == 1, what="a resume")
    assert said.text == "said in between"
    assert len(inbox.of(MessageWritten)) == 1
    assert inbox.of(Reconnected) == []
    assert town.server.identifies == 1


async def test_a_lost_session_is_said(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox):
        await inbox.next(ServerSeen)
        await town.server.write(town.lobby, town.ann, "one")
        await inbox.next(MessageWritten)
        await town.server.gateway.invalidate()
        assert (await inbox.next(Reconnected)).since is not None
        await inbox.next(ServerSeen, count=2)
        assert inbox.of(MemberJoined) == []


async def test_messages_are_read_as_people_would(town: Town) -> None:
    inbox, server = Collecting(), town.server
    async with at_home(server, inbox) as house:
        await inbox.next(ServerSeen)
        await server.write(town.lobby, town.ann, f"<@{server.bot.id}> when is it, <@{town.mo.id}>? <#{town.lobby.id}>")
        asked = await inbox.next(MessageWritten)
        assert asked.text == "when is it, @Mo? #lobby"
        assert asked.to_house
        assert asked.scene.member == member(town.ann)
        assert asked.scene.server == in_server(town.guild)
        first = await server.write(town.lobby, town.mo, "not to the house")
        assert not (await inbox.next(MessageWritten, count=2)).to_house
        await server.write(town.lobby, town.ann, "yes", reply_to=first)
        reply = await inbox.next(MessageWritten, count=3)
        assert reply.reply_to_member == member(town.mo)
        assert reply.reply_to is not None
        await server.write(server.direct(town.ann), town.ann, "/help")
        private = await inbox.next(MessageWritten, count=4)
        assert private.scene.private
        assert private.text == "/help"
        await server.edit(first, "changed")
        assert (await inbox.next(MessageEdited)).text == "changed"
        await server.react(first, town.ann, "🎉")
        assert (await inbox.next(ReactionAdded)).emoji == "🎉"
        await server.delete(first)
        assert (await inbox.next(MessageErased)).message.id == str(first.id)
    assert house.app_id == str(server.application_id)
    lanes = {each.lane for each in inbox.envelopes if isinstance(each.event, MessageWritten)}
    assert lanes == {f"discord:{town.lobby.id}", f"discord:@{town.ann.id}"}


async def test_other_bots_are_not_listened_to(town: Town) -> None:
    inbox, jukebox = Collecting(), town.server.add_user("Jukebox", is_bot=True)
    town.server.add_member(town.guild, jukebox)
    async with at_home(town.server, inbox):
        await town.server.write(town.lobby, jukebox, "now playing")
        await town.server.write(town.lobby, town.ann, "nice")
        assert (await inbox.next(MessageWritten)).text == "nice"
    assert len(inbox.of(MessageWritten)) == 1


async def test_rights_roles_and_places_stay_fresh(town: Town) -> None:
    inbox, server = Collecting(), town.server
    async with at_home(server, inbox):
        await inbox.next(ServerSeen)
        moderators = next(role for role in town.guild.roles.values() if role.name == "Moderators")
        await server.give_role(town.guild, town.ann, moderators)
        raised = await inbox.next(RightsChanged)
        assert raised.rights.member == member(town.ann)
        assert "moderate" in raised.rights.rights
        await server.take_role(town.guild, town.ann, moderators)
        assert "moderate" not in (await inbox.next(RightsChanged, count=2)).rights.rights
        await server.rename(town.guild, town.ann, "Annie")
        town.guild.bot_role.permissions &= ~Permission.BAN_MEMBERS
        await server.announce(town.guild.bot_role, town.guild, change="UPDATE")
        house = await inbox.next(RightsChanged, lambda event: event.is_house)
        assert "ban" not in house.rights.rights
        garden = server.add_channel(town.guild, "garden")
        await server.announce(garden, town.guild)
        assert (await inbox.next(PlaceChanged)).place.name == "garden"
        await server.delete_channel(garden)
        assert (await inbox.next(PlaceChanged, lambda event: event.gone)).place.place == place(garden)
    assert len([event for event in inbox.of(RightsChanged) if event.rights.member == member(town.ann)]) == 2


async def test_voice_is_told_when_somebody_moves(town: Town) -> None:
    inbox, server = Collecting(), town.server
    hall = server.add_channel(town.guild, "hall", ChannelKind.VOICE)
    async with at_home(server, inbox):
        await inbox.next(ServerSeen)
        await server.voice_join(hall, town.ann)
        await server.voice_join(hall, town.ann)
        await server.voice_leave(town.guild, town.ann)
        await inbox.next(PresenceChanged, count=2)
    assert [event.place for event in inbox.of(PresenceChanged)] == [place(hall), None]


async def test_coming_and_going_of_the_house(town: Town) -> None:
    inbox, state, server = Collecting(), Words(), town.server
    village = server.add_guild("Village", town.owner, with_bot=False)
    async with at_home(server, inbox, state):
        await inbox.next(ServerJoined, lambda event: event.name == "Town")
        await server.add_bot(village)
        assert (await inbox.next(ServerJoined, count=2)).name == "Village"
        await server.outage(town.guild)
        await server.back_again(town.guild)
        await server.remove_bot(village)
        assert (await inbox.next(ServerLeft)).server == in_server(village)
    await server.remove_bot(town.guild)
    async with at_home(server, inbox, state):
        assert (await inbox.next(ServerLeft, count=2)).server == in_server(town.guild)
    assert len(inbox.of(ServerJoined)) == 2


async def test_a_dispatch_nobody_can_read_ends_nothing(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox):
        await inbox.next(ServerSeen)
        for event in ("MESSAGE_CREATE", "GUILD_MEMBER_UPDATE", "GUILD_ROLE_UPDATE", "INTERACTION_CREATE", "NEW_THING"):
            await town.server.events.everywhere(event, {"nonsense": True, "guild_id": str(town.guild.id)})
        await town.server.write(town.lobby, town.ann, "still there?")
        assert (await inbox.next(MessageWritten)).text == "still there?"
    assert town.server.identifies == 1


async def test_a_wrong_token_is_one_plain_sentence(town: Town) -> None:
    with pytest.raises(BadSettings, match="does not accept DISCORD_TOKEN"):
        async with at_home(town.server, token="another"):
            raise AssertionError("never reached")


async def test_missing_intents_are_one_plain_sentence() -> None:
    async with DiscordServer(privileged_intents=Intent.MEMBERS) as server:
        with pytest.raises(BadSettings, match="Message Content Intent"):
            async with at_home(server):
                raise AssertionError("never reached")
