from __future__ import annotations

from datetime import timedelta

from bot.core.actions import Amend, OpenPlace, Post, Whisper
from bot.core.roles import Role
from cogs.parties.knobs import AUTO
from tests.cogs.parties.support import House, grant, paused, said, whispers_to


async def opened(house: House) -> str:
    """A party that runs by itself, just opened; `Tea` is on the team."""
    await grant(house.stage, house.guest("Tea", "telegram"), Role.TEAM)
    await house.stage.set(AUTO, True, "discord")
    id_ = await house.party()
    party = await house.get(id_)
    assert party.starts is not None
    await house.stage.passes(party.starts - house.stage.clock.now())
    house.take()
    return id_


async def down(house: House, span: timedelta) -> None:
    """The house does not run for so long, and then finds what is due."""
    house.stage.clock.move_to(house.stage.clock.now() + span)
    await house.stage.passes(timedelta(0))


async def acts(house: House, id_: str) -> list[str]:
    return [row[0] for row in await house.rows("SELECT state FROM party_act WHERE party = ? ORDER BY number", id_)]


async def test_a_house_down_for_half_a_day_posted_an_act_and_a_goodbye_the_next_morning(house: House) -> None:
    id_ = await opened(house)
    await down(house, timedelta(hours=12))
    taken = house.take()
    assert [action for action in taken if isinstance(action, Post | OpenPlace)] == []
    assert (await house.get(id_)).state == "ended"
    told = whispers_to(taken, house.guest("Tea", "telegram"))
    assert [text.partition(" ")[0] for text in told] == ["parties-end-missed"]
    assert "missed=1" in said(taken, Whisper)


async def test_acts_missed_during_a_party_were_made_up_for(house: House) -> None:
    """Acts at 2, 17, 32 and 72 minutes; back after 50, the songs are missed and the last round is still to come."""
    id_ = await opened(house)
    await house.stage.passes(timedelta(minutes=2))
    house.take()
    await down(house, timedelta(minutes=48))
    taken = house.take()
    assert [action for action in taken if isinstance(action, Post)] == []
    assert await acts(house, id_) == ["done", "skipped", "skipped", "waiting"]
    told = whispers_to(taken, house.guest("Tea", "telegram"))
    assert [text.partition(" ")[0] for text in told] == ["parties-acts-missed"]
    await house.stage.passes(timedelta(minutes=22))
    assert await acts(house, id_) == ["done", "skipped", "skipped", "running"]


async def test_an_act_that_is_a_little_late_is_still_said(house: House) -> None:
    id_ = await opened(house)
    await down(house, timedelta(minutes=10))
    assert (await acts(house, id_))[0] == "running"


async def test_a_party_whose_host_stayed_away_was_opened_half_a_day_late(house: House) -> None:
    id_ = await house.party()
    party = await house.get(id_)
    assert party.starts is not None
    await house.stage.passes(party.starts - house.stage.clock.now())
    house.take()
    await down(house, timedelta(hours=12))
    assert (await house.get(id_)).state == "ended"
    assert [action for action in house.take() if isinstance(action, Post | OpenPlace)] == []


async def test_what_rooms_see_of_a_party_grows_stale(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    await house.host.presses(f"parties/next/{id_}")
    await house.host.presses(f"parties/end/{id_}")
    posts = [action for action in house.take() if isinstance(action, Post)]
    assert {post.tag.split("/")[1] for post in posts} == {"open", "act", "goodbye"}
    assert all(post.stale_after for post in posts)


async def test_a_pause_did_not_stop_rooms_and_cards_that_the_clock_changes(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/auto/{id_}")
    await paused(house)
    house.take()
    party = await house.get(id_)
    assert party.starts is not None
    await house.stage.passes(party.starts - house.stage.clock.now())
    assert [action for action in house.take() if isinstance(action, Post | OpenPlace | Amend)] == []
    held = await house.rows("SELECT DISTINCT unasked FROM outbox WHERE state = 'held'")
    assert held == [(1,)]


async def test_a_pause_does_not_stop_what_somebody_pressed(house: House) -> None:
    id_ = await house.party()
    await paused(house)
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    await house.host.presses(f"parties/begin/{id_}")
    taken = house.take()
    assert {type(action) for action in taken} >= {Amend, OpenPlace, Post}


async def test_a_seat_that_comes_free_at_a_party_that_runs_over_is_still_told(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, ben = house.guest("Ann"), house.guest("Ben")
    await ann.presses(f"parties/yes/{id_}")
    await ben.presses(f"parties/yes/{id_}")
    await house.host.presses(f"parties/begin/{id_}")
    await house.host.presses(f"parties/pause/{id_}")
    await house.stage.passes(timedelta(hours=9))
    await house.host.presses(f"parties/resume/{id_}")
    house.take()
    await ann.presses(f"parties/no/{id_}")
    assert "parties-moved-up" in whispers_to(house.take(), ben)[0]
