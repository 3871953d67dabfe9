from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.context import Context
from bot.core.events import MessageWritten, PresenceChanged, Profile
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from cogs.parties import attendance
from tests.cogs.parties.support import House, said


@pytest.mark.parametrize("how", ["here", "wrote", "voice", "pressed", "voted"])
async def test_who_came_is_who_was_seen_doing_something(house: House, how: str) -> None:
    await house.host.asks("party", "Neon Friday 20:00")
    id_ = (await house.all())[-1].id
    await house.host.presses(f"parties/voice/{id_}", "discord:voice")
    await house.host.presses(f"parties/publish/{id_}")
    await house.host.presses(f"parties/begin/{id_}")
    await house.host.presses(f"parties/skip/{id_}")
    await house.host.presses(f"parties/next/{id_}")
    ann = house.guest("Ann")
    match how:
        case "here":
            await ann.presses(f"parties/here/{id_}")
        case "wrote":
            await ann.writes("hello", PlaceRef("discord", await room_of(house, id_)))
        case "voice":
            await in_voice(house, ann.ref, timedelta(minutes=5))
        case "pressed":
            await ann.presses(f"parties/yes/{id_}")
        case _:
            await ann.presses(f"parties/act/{id_}.1.1")
    rows = await house.rows("SELECT how FROM party_seen WHERE party = ?", id_)
    assert rows == [(how,)]


async def test_four_minutes_in_the_voice_channel_do_not_count_and_who_stays_to_the_end_does(house: House) -> None:
    await house.host.asks("party", "Neon Friday 20:00")
    id_ = (await house.all())[-1].id
    await house.host.presses(f"parties/voice/{id_}", "discord:voice")
    await house.host.presses(f"parties/publish/{id_}")
    await house.host.presses(f"parties/begin/{id_}")
    await in_voice(house, MemberRef("discord", "ann"), timedelta(minutes=4))
    await moves(house, MemberRef("discord", "ben"), PlaceRef("discord", "voice"))
    await house.stage.passes(timedelta(minutes=30))
    await house.host.presses(f"parties/end/{id_}")
    rows = await house.rows("SELECT g.member FROM party_seen s JOIN guest_member g ON g.guest = s.guest")
    assert rows == [("ben",)]


async def test_writing_elsewhere_or_before_the_opening_is_not_coming_to_the_party(house: House) -> None:
    id_ = await house.party()
    await house.guest("Ann").writes("hello")
    await house.host.presses(f"parties/begin/{id_}")
    await house.guest("Ben").writes("hello", PlaceRef("discord", "log"))
    assert await house.rows("SELECT * FROM party_seen") == []


class NoQueries:
    """A transaction that nobody may ask anything."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"a message elsewhere cost a {name}")


async def test_a_message_in_any_other_place_costs_no_query(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    ann = house.guest("Ann")
    await ann.writes("hello")
    world, now = house.stage.world, house.stage.clock.now()
    ctx = Context(
        tx=NoQueries(),  # type: ignore[arg-type]  # that is the point
        now=now,
        ambient=world.ambient,
        voice=world.voice,
        catalogue=world.catalogue,
        platforms=world.platforms,
        memory=world.memory,
        guest="g1",
    )
    scene = ann.scene()
    await attendance.wrote(ctx, MessageWritten(scene, MessageRef(scene.place, "m1"), "hello again", now))


async def test_checking_in_before_the_door_opens_is_kindly_refused(house: House) -> None:
    id_ = await house.party()
    await house.guest("Ann").presses(f"parties/here/{id_}")
    assert said(house.take()).startswith("parties-not-yet")


async def room_of(house: House, id_: str) -> str:
    rows = await house.rows("SELECT room_place FROM party_card WHERE party = ? AND platform = 'discord'", id_)
    return str(rows[0][0])


async def in_voice(house: House, member: MemberRef, span: timedelta) -> None:
    await moves(house, member, PlaceRef("discord", "voice"))
    await house.stage.passes(span)
    await moves(house, member, None)


async def moves(house: House, member: MemberRef, place: PlaceRef | None) -> None:
    now = house.stage.clock.now()
    await house.stage.happens(PresenceChanged(ServerRef("discord", "house"), member, Profile(member.id), place, now))
