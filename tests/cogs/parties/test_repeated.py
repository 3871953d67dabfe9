from __future__ import annotations

from datetime import timedelta

from bot.core.actions import Answer, OpenPlace, Post, Whisper
from bot.core.ports import Failed, Outcome, Torn
from bot.core.roles import Role
from tests.cogs.parties.support import House, grant, paused, posts_at, said, whispers_to


async def torn_once(house: House, platform: str) -> str:
    """A published party whose reminder had to be called for twice on this platform."""
    id_ = await house.party()
    party = await house.get(id_)
    assert party.starts is not None
    recorder = house.stage.recorders[platform]
    torn: dict[type, Outcome] = {Post: Torn("the line broke")}
    recorder.refuse.update(torn)
    await house.stage.passes(party.starts - timedelta(minutes=60) - house.stage.clock.now())
    recorder.refuse.clear()
    await house.stage.passes(timedelta(minutes=1))
    return id_


async def recap(house: House, id_: str) -> str:
    tea = house.guest("Tea", "telegram")
    await grant(house.stage, tea, Role.TEAM)
    await house.host.presses(f"parties/begin/{id_}")
    house.take()
    await house.host.presses(f"parties/end/{id_}")
    return said(house.take(), Whisper)


async def test_a_reminder_called_for_twice_on_telegram_is_counted_and_shown(house: House) -> None:
    id_ = await torn_once(house, "telegram")
    assert len(posts_at(house.take(), "telegram")) == 1
    assert await house.rows("SELECT kind FROM party_trouble") == [("repeated",)]
    await house.host.asks("party", "show")
    assert "parties-trouble-repeated count=1" in said(house.take(), Answer)
    assert "parties-recap-repeated count=1" in await recap(house, id_)


async def test_where_the_platform_knows_repeats_none_is_counted(house: House) -> None:
    id_ = await torn_once(house, "discord")
    assert len(posts_at(house.take(), "discord")) == 1
    assert await house.rows("SELECT kind FROM party_trouble") == []
    assert "parties-recap-repeated" not in await recap(house, id_)


async def test_what_a_host_begins_in_a_pause_begins_also_where_no_room_can_be_opened(house: House) -> None:
    house.stage.recorders["telegram"].refuse[OpenPlace] = Failed("unsupported")
    id_ = await house.party()
    await paused(house)
    await house.host.presses(f"parties/begin/{id_}")
    taken = house.take()
    assert ["parties-cheer-opened" in text for text in posts_at(taken, "telegram")] == [True]
    assert "parties-begun-in-pause" in said(taken, Answer)
    assert await house.rows("SELECT id FROM outbox WHERE state = 'held'") == []


async def test_a_room_that_the_clock_opens_stays_unasked_where_none_can_be_opened(house: House) -> None:
    house.stage.recorders["telegram"].refuse[OpenPlace] = Failed("unsupported")
    id_ = await house.party()
    await house.host.presses(f"parties/auto/{id_}")
    party = await house.get(id_)
    assert party.starts is not None
    await house.stage.passes(party.starts - house.stage.clock.now())
    opened = [action for action in house.stage.take("telegram") if isinstance(action, Post) and "/open/" in action.tag]
    assert [post.unasked for post in opened] == [True]


async def test_without_a_pause_a_beginning_says_nothing_of_one(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    assert "parties-begun-in-pause" not in said(house.take())
    assert whispers_to(house.take(), house.host) == []
