"""Over real sockets: what the house does on Discord, and what it makes of every refusal."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.actions import (
    Admit,
    Amend,
    Ban,
    ClosePlace,
    Erase,
    IssueLink,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
)
from bot.core.events import ServerSeen
from bot.core.notes import Button, Note
from bot.core.ports import Done, Failed, Later, Outcome, Torn
from bot.core.refs import Bookmark, MessageRef, PlaceRef
from bot.core.text import Mention, Text
from tests.platforms.discord.conftest import Town
from tests.platforms.discord.house import (
    Collecting,
    at_home,
    delivery,
    in_server,
    member,
    place,
    words,
)
from tests.support.discord_server import Channel, ChannelKind, Permission

pytestmark = pytest.mark.wire
MESSAGES = "/channels/{channel_id}/messages"


def reason(outcome: Outcome) -> str:
    assert isinstance(outcome, Failed)
    return outcome.reason


def sent(outcome: Outcome) -> MessageRef:
    assert isinstance(outcome, Done)
    assert outcome.message is not None
    return outcome.message


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - real sockets live in real time


async def test_a_post_pings_nobody_but_a_named_role(town: Town) -> None:
    guests = town.server.add_role(town.guild, "Guests", mentionable=True)
    note = Note(Text.of("@everyone and ", Mention(member(town.ann), "Ann"), " and <@&1>"))
    async with at_home(town.server) as house:
        await house.perform(delivery(Post(place(town.lobby), note)))
        assert town.lobby.latest.pinged_users == []
        assert not town.lobby.latest.pinged_everyone
        await house.perform(delivery(Post(place(town.lobby), words("Party!"), pings=(str(guests.id),))))
        assert town.lobby.latest.pinged_roles == [guests]


async def test_a_card_is_amended_and_erased(town: Town) -> None:
    async with at_home(town.server) as house:
        message = sent(await house.perform(delivery(Post(place(town.lobby), words("one"), bookmark="a"))))
        card = town.lobby.latest
        note = Note(Text.of("two"), ((Button("Yes", "parties/yes"),),), colour="#00ff00")
        assert isinstance(await house.perform(delivery(Amend("a", note), message=message)), Done)
        assert card.embeds[0]["description"] == "two"
        assert card.content == ""
        assert card.custom_ids() == ["parties/yes"]
        assert isinstance(await house.perform(delivery(Erase(Bookmark("a")), message=message)), Done)
        assert card.deleted
        assert reason(await house.perform(delivery(Amend("a", note), message=message))) == "gone"
        assert reason(await house.perform(delivery(Erase(message)))) == "gone"
        assert isinstance(await house.perform(delivery(Erase(message), again=True)), Done)
        assert reason(await house.perform(delivery(Amend("b", note)))) == "gone"


async def test_a_post_into_a_gone_or_forbidden_place(town: Town) -> None:
    shut = town.server.add_channel(town.guild, "shut")
    town.server.overwrite(shut, town.server.bot, deny=Permission.SEND_MESSAGES)
    async with at_home(town.server) as house:
        assert reason(await house.perform(delivery(Post(PlaceRef("discord", "1"), words("?"))))) == "gone"
        assert reason(await house.perform(delivery(Post(place(shut), words("?"))))) == "forbidden"
        assert reason(await house.perform(delivery(Post(Bookmark("never"), words("?"))))) == "gone"


async def test_a_post_is_there_once_although_the_line_broke(town: Town) -> None:
    """Young deliveries rely on the nonce; old ones look for their own message first."""
    async with at_home(town.server) as house:
        town.server.cut("POST", MESSAGES)
        young = delivery(Post(place(town.lobby), words("reminder")), nonce="n-young")
        assert isinstance(await house.perform(young), Torn)
        again = delivery(young.action, nonce="n-young", again=True, age=timedelta(seconds=20))
        found = sent(await house.perform(again))
        assert [each.content for each in town.lobby.messages.values()] == ["reminder"]
        assert found.id == str(town.lobby.latest.id)
        town.server.cut("POST", MESSAGES)
        note = Note(Text.of("card"), ((Button("Yes", "parties/yes/p1"),),), colour="#112233")
        old = delivery(Post(place(town.lobby), note), nonce="n-old")
        assert isinstance(await house.perform(old), Torn)
        town.server.nonces.clear()
        town.lobby.latest.nonce = None
        again = delivery(old.action, nonce="n-old", again=True, age=timedelta(seconds=200))
        assert sent(await house.perform(again)).id == str(town.lobby.latest.id)
        assert len(town.lobby.messages) == 2
        other = delivery(Post(place(town.lobby), words("another")), again=True, age=timedelta(seconds=200))
        await house.perform(other)
        assert len(town.lobby.messages) == 3


async def test_a_short_limit_is_waited_out_and_a_long_one_comes_back(town: Town) -> None:
    async with at_home(town.server) as house:
        town.server.rate_limit("POST", MESSAGES, retry_after=0.05)
        assert isinstance(await house.perform(delivery(Post(place(town.lobby), words("one")))), Done)
        town.server.rate_limit("POST", MESSAGES, retry_after=300)
        limited = await house.perform(delivery(Post(place(town.lobby), words("two"))))
        assert limited == Later(timedelta(seconds=300), whole_bot=False)
        town.server.rate_limit("POST", MESSAGES, retry_after=400, is_global=True)
        other = town.server.add_channel(town.guild, "other")
        limited = await house.perform(delivery(Post(place(other), words("three"))))
        assert limited == Later(timedelta(seconds=400), whole_bot=True)
        assert isinstance(await house.perform(delivery(Post(place(town.lobby), words("two")))), Done)


async def test_a_mute_is_a_timeout_of_at_most_28_days(town: Town) -> None:
    async with at_home(town.server) as house:
        ann = town.guild.members[town.ann.id]
        until = now() + timedelta(hours=2)
        assert isinstance(await house.perform(delivery(Mute(in_server(town.guild), member(town.ann), until))), Done)
        assert ann.communication_disabled_until is not None
        assert abs(ann.communication_disabled_until - until) < timedelta(seconds=1)
        for far in (None, now() + timedelta(days=90)):
            assert isinstance(await house.perform(delivery(Mute(in_server(town.guild), member(town.ann), far))), Done)
            left = ann.communication_disabled_until - now()
            assert timedelta(days=27, hours=23) < left < timedelta(days=28)
        assert isinstance(await house.perform(delivery(Unmute(in_server(town.guild), member(town.ann)))), Done)
        assert ann.communication_disabled_until is None
        assert town.lobby.messages == {}


async def test_rank_and_rights_are_named_precisely(town: Town) -> None:
    here = in_server(town.guild)
    boss = town.server.add_role(town.guild, "Boss")
    above = town.server.add_user("Above")
    town.server.add_member(town.guild, above, boss)
    admins = town.server.add_role(town.guild, "Admins", Permission.ADMINISTRATOR, position=1)
    chief = town.server.add_user("Chief")
    town.server.add_member(town.guild, chief, admins)
    async with at_home(town.server) as house:
        for untouchable in (town.owner, above, chief, town.server.bot):
            assert reason(await house.perform(delivery(Mute(here, member(untouchable), None)))) == "outranked"
        assert reason(await house.perform(delivery(Remove(here, member(above))))) == "outranked"
        stranger = town.server.add_user("Stranger")
        assert reason(await house.perform(delivery(Mute(here, member(stranger), None)))) == "gone"
        assert isinstance(await house.perform(delivery(Ban(here, member(stranger)))), Done)
        assert isinstance(await house.perform(delivery(Unban(here, member(stranger)))), Done)
        assert isinstance(await house.perform(delivery(Unban(here, member(stranger)))), Done)
        assert isinstance(await house.perform(delivery(Remove(here, member(town.ann)))), Done)
        assert town.ann.id not in town.guild.members
        assert isinstance(await house.perform(delivery(Remove(here, member(town.ann)), again=True)), Done)
    assert town.server.journal.refused() == []


async def test_a_missing_right_is_named(town: Town) -> None:
    town.guild.bot_role.permissions &= ~Permission.MODERATE_MEMBERS
    async with at_home(town.server) as house:
        outcome = await house.perform(delivery(Mute(in_server(town.guild), member(town.ann), None)))
    assert outcome == Failed("forbidden", "moderate_members")


async def test_a_thread_is_opened_once_and_closed(town: Town) -> None:
    inbox = Collecting()
    async with at_home(town.server, inbox) as house:
        await inbox.next(ServerSeen)
        action = OpenPlace(place(town.lobby), "Neon-Nacht", "party/1/room")
        opened = await house.perform(delivery(action))
        assert isinstance(opened, Done)
        assert opened.place is not None
        thread: Channel = town.guild.threads[int(opened.place.id)]
        assert thread.kind is ChannelKind.PUBLIC_THREAD
        await town.server.settled()
        again = await house.perform(delivery(action, again=True, age=timedelta(seconds=30)))
        assert again == opened
        assert len(town.guild.threads) == 1
        await house.perform(delivery(Post(Bookmark("party/1/room"), words("welcome")), where=opened.place))
        assert thread.latest.content == "welcome"
        beside = await house.perform(delivery(OpenPlace(opened.place, "Kitchen", "party/1/kitchen", private=True)))
        assert isinstance(beside, Done)
        assert beside.place is not None
        assert town.guild.threads[int(beside.place.id)].kind is ChannelKind.PRIVATE_THREAD
        assert isinstance(await house.perform(delivery(ClosePlace("party/1/room"), where=opened.place)), Done)
        assert thread.thread is not None
        assert thread.thread.archived
        assert thread.thread.locked


async def test_links_are_single_and_can_be_taken_back(town: Town) -> None:
    async with at_home(town.server) as house:
        until = now() + timedelta(hours=1)
        action = IssueLink(in_server(town.guild), "invite/1", uses=1, until=until)
        first, second = await house.perform(delivery(action)), await house.perform(delivery(action))
        assert isinstance(first, Done)
        assert isinstance(second, Done)
        assert first.url != second.url
        invite = next(each for each in town.guild.invites.values() if first.url.endswith(each.code))
        assert invite.max_uses == 1
        assert 3500 < invite.max_age <= 3600
        assert isinstance(await house.perform(delivery(RevokeLink("invite/1"), url=first.url)), Done)
        assert len(town.guild.invites) == 1
        assert isinstance(await house.perform(delivery(RevokeLink("invite/1"), url=first.url)), Done)


async def test_the_house_leaves_when_told_and_cannot_admit(town: Town) -> None:
    here = in_server(town.guild)
    async with at_home(town.server) as house:
        assert reason(await house.perform(delivery(Admit(here, member(town.ann))))) == "unsupported"
        assert isinstance(await house.perform(delivery(LeaveServer(here))), Done)
        assert town.server.bot.id not in town.guild.members
        await town.server.settled()
        assert reason(await house.perform(delivery(Mute(here, member(town.ann), None)))) == "gone"
        assert reason(await house.perform(delivery(Post(place(town.lobby), words("hello?"))))) in ("forbidden", "gone")


async def test_before_and_after_the_connection_nothing_is_lost(town: Town) -> None:
    post = delivery(Post(place(town.lobby), words("one")))
    async with at_home(town.server) as house:
        assert isinstance(await house.perform(post), Done)
    assert isinstance(await house.perform(post), Later)


async def test_what_we_broke_ourselves_is_said_with_discords_words(town: Town) -> None:
    town.server.fail("POST", MESSAGES, status=400, code=50035, message="Invalid Form Body")
    async with at_home(town.server) as house:
        outcome = await house.perform(delivery(Post(place(town.lobby), words("one"))))
    assert isinstance(outcome, Failed)
    assert outcome.reason == "broken"
    assert "50035" in outcome.detail


async def test_a_token_taken_back_while_running_stops_the_calls(town: Town) -> None:
    post = delivery(Post(place(town.lobby), words("one")))
    async with at_home(town.server) as house:
        town.server.token = "taken.back"
        assert isinstance(await house.perform(post), Later)
        asked = len(town.server.journal.refused())
        assert isinstance(await house.perform(post), Later | Failed)
        assert len(town.server.journal.refused()) <= asked + 2
