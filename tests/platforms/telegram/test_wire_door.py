"""Who may speak and who may come in, over the real library."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.actions import (
    Admit,
    Ban,
    Decline,
    IssueLink,
    Mute,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.ambient import Planned
from bot.core.events import JoinRequested, ServerSeen
from bot.core.notes import note
from bot.core.ports import Done
from bot.core.refs import MemberRef
from bot.platforms.telegram.standing import NO_SUPERGROUP
from tests.platforms.telegram.support import START, Open, delivery
from tests.platforms.telegram.wire import RIGHTS, at, done, failed, salon, who
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire


async def test_mutes_at_telegrams_edges(server: TelegramServer, house: Open, ambient: Planned) -> None:
    """R26: short ones stay timed, long ones are for ever, and a rejoin changes nothing."""
    group, _, ben = salon(server)
    member = group.members[ben.id]
    for ahead, until in ((10, 35), (3600, 3600), (400 * 86400, None)):
        action = Mute(at(group), who(ben), START + timedelta(seconds=ahead))
        assert isinstance(await house.adapter.perform(delivery(action)), Done)
        assert member.status == "restricted"
        assert member.until == (START + timedelta(seconds=until) if until else None)
        assert not member.allowed
    await server.leave(group, ben)
    await server.join(group, ben)
    assert (member.status, member.inside) == ("restricted", True)
    assert isinstance(await house.adapter.perform(delivery(Unmute(at(group), who(ben)))), Done)
    assert member.status == "member"


async def test_a_mute_is_seen_by_nobody(server: TelegramServer, house: Open) -> None:
    group, _ada, ben = salon(server)
    eve = server.add_user("Eve")
    server.seat(group, eve)
    before = len(server.visible_to(eve.id, group.id))
    await house.adapter.perform(delivery(Mute(at(group), who(ben), None)))
    await house.adapter.perform(delivery(Unmute(at(group), who(ben))))
    assert len(server.visible_to(eve.id, group.id)) == before


async def test_who_stands_above_and_what_is_not_there(server: TelegramServer, house: Open) -> None:
    group, ada, ben = salon(server)
    assert failed(await house.adapter.perform(delivery(Mute(at(group), who(ada), None)))).reason == "outranked"
    nobody = MemberRef("telegram", "4711")
    assert failed(await house.adapter.perform(delivery(Mute(at(group), nobody, None)))).reason == "gone"
    server.seat_bot(group)
    assert failed(await house.adapter.perform(delivery(Mute(at(group), who(ben), None)))).reason == "forbidden"
    basic, _, carl = salon(server, basic=True)
    assert failed(await house.adapter.perform(delivery(Mute(at(basic), who(carl), None)))).reason == "unsupported"
    await server.write(basic, carl, "/help@gastgeber_bot")
    await house.inbox.first(ServerSeen)
    assert failed(await house.adapter.perform(delivery(Mute(at(basic), who(carl), None)))).detail == NO_SUPERGROUP


async def test_a_channel_identity_is_shut_out_as_a_channel(server: TelegramServer, house: Open) -> None:
    """R20: never by the number that all channels share."""
    group, _, ben = salon(server)
    foreign = server.add_channel("Spam", owner=ben)
    hidden = MemberRef("telegram", f"channel:{foreign.id}")
    assert isinstance(await house.adapter.perform(delivery(Mute(at(group), hidden, None))), Done)
    assert group.banned_senders == {foreign.id}
    assert isinstance(await house.adapter.perform(delivery(Unmute(at(group), hidden))), Done)
    assert group.banned_senders == set()
    assert server.journal.of("restrictChatMember", "banChatMember") == []


async def test_out_is_not_banned(server: TelegramServer, house: Open) -> None:
    group, _, ben = salon(server)
    assert isinstance(await house.adapter.perform(delivery(Remove(at(group), who(ben)))), Done)
    await server.join(group, ben)
    until = START + timedelta(days=2)
    assert isinstance(await house.adapter.perform(delivery(Ban(at(group), who(ben), until))), Done)
    assert (group.members[ben.id].status, group.members[ben.id].until) == ("kicked", until)
    assert isinstance(await house.adapter.perform(delivery(Unban(at(group), who(ben)))), Done)
    await server.join(group, ben)
    basic, _, carl = salon(server, basic=True)
    await server.write(basic, carl, "/help@gastgeber_bot")
    await house.inbox.first(ServerSeen)
    assert isinstance(await house.adapter.perform(delivery(Remove(at(basic), who(carl)))), Done)


async def test_the_door_lets_in_and_turns_away(server: TelegramServer, house: Open) -> None:
    ada = server.add_user("Ada", started=True)
    eve, max_ = server.add_user("Eve"), server.add_user("Max")
    group = server.add_group("Salon", owner=ada, join_by_request=True)
    server.seat_bot(group, RIGHTS)
    await server.request_join(group, eve, bio="tanze gern")
    assert (await house.inbox.first(JoinRequested)).about == "tanze gern"
    done(await house.adapter.perform(delivery(Whisper(who(eve), note("Warum möchtest du herein?")))))
    assert isinstance(await house.adapter.perform(delivery(Admit(at(group), who(eve)))), Done)
    assert isinstance(await house.adapter.perform(delivery(Admit(at(group), who(eve)))), Done)
    assert group.members[eve.id].present
    await server.request_join(group, max_)
    assert isinstance(await house.adapter.perform(delivery(Decline(at(group), who(max_)))), Done)
    assert failed(await house.adapter.perform(delivery(Decline(at(group), who(max_))))).reason == "gone"


async def test_a_link_is_issued_and_revoked(server: TelegramServer, house: Open) -> None:
    group, _, _ = salon(server)
    action = IssueLink(at(group), "party/k3/link/telegram", uses=1, until=START + timedelta(hours=2))
    outcome = await house.adapter.perform(delivery(action))
    assert isinstance(outcome, Done)
    link = group.links[outcome.url]
    assert (link.limit, link.expires, link.name) == (1, START + timedelta(hours=2), "party/k3/link/telegram")
    revoke = delivery(RevokeLink("party/k3/link/telegram"), url=outcome.url, where=outcome.place)
    assert isinstance(await house.adapter.perform(revoke), Done)
    assert link.revoked
