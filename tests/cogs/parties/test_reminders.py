from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.actions import Post, Whisper
from bot.core.events import RefusedReason
from bot.core.ports import Failed, Later
from bot.core.refs import PlaceRef
from bot.core.roles import Role
from bot.core.when.model import moment_at
from cogs.parties.knobs import GRACE
from cogs.parties.model import Party
from tests.cogs.parties.support import House, grant, paused, posts_at, said, whispers_to


async def until(house: House, id_: str, before: timedelta) -> None:
    party = await house.get(id_)
    assert party.starts is not None
    await house.stage.passes(party.starts - before - house.stage.clock.now())


async def test_by_default_one_reminder_an_hour_before_in_every_place_of_the_party(house: House) -> None:
    id_ = await house.party()
    await until(house, id_, timedelta(minutes=61))
    assert house.take() == []
    await until(house, id_, timedelta(minutes=59))
    taken = house.take()
    assert len(posts_at(taken, "discord")) == len(posts_at(taken, "telegram")) == 1
    post = next(action for action in taken if isinstance(action, Post))
    assert "parties-cheer-reminder lead=1:00:00" in post.note.text.plain
    assert (post.policy, post.unasked, post.in_party) == ("sure", True, True)
    assert [action for action in taken if isinstance(action, Whisper)] == []


async def test_private_reminders_go_only_to_those_who_asked_and_have_not_said_no(house: House) -> None:
    id_ = await house.party()
    asked, quiet, gone = house.guest("Ann"), house.guest("Ben"), house.guest("Cem")
    for guest in (asked, quiet, gone):
        await guest.presses(f"parties/yes/{id_}")
    await asked.presses(f"parties/remind/{id_}", private=True)
    await gone.presses(f"parties/remind/{id_}", private=True)
    await gone.presses(f"parties/no/{id_}")
    await until(house, id_, timedelta(minutes=59))
    taken = house.take()
    assert [len(whispers_to(taken, guest)) for guest in (asked, quiet, gone)] == [1, 0, 0]


async def test_r11_a_private_reminder_can_be_stopped_in_one_tap(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/remind/{id_}", private=True)
    await ann.presses(f"parties/unremind/{id_}", private=True)
    await until(house, id_, timedelta(minutes=59))
    assert whispers_to(house.take(), ann) == []


async def test_who_cannot_be_reached_is_told_so_at_once(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/yes/{id_}")
    async with house.stage.database.write() as tx:
        await tx.run("UPDATE member SET direct = 'closed' WHERE id = 'ann'")
    house.take()
    await ann.presses(f"parties/remind/{id_}")
    assert said(house.take()).startswith("parties-wish-unreachable")


async def test_a_guest_of_the_lobby_was_warned_of_private_messages_that_nobody_can_close_there(lobby: House) -> None:
    id_ = await lobby.party()
    await lobby.guest("Ann", "lobby").presses(f"parties/remind/{id_}")
    assert said(lobby.take()).startswith("parties-wish ")


async def test_who_is_known_to_be_reached_was_warned_all_the_same(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/remind/{id_}")
    assert said(house.take()).startswith("parties-wish-unsure ")
    async with house.stage.database.write() as tx:
        await tx.run("UPDATE member SET direct = 'open' WHERE id = 'ann'")
    await ann.presses(f"parties/remind/{id_}")
    assert said(house.take()).startswith("parties-wish ")


async def test_lines_that_reached_nobody_are_counted_and_shown_to_the_host(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/remind/{id_}", private=True)
    house.stage.recorders["discord"].closed.add("ann")
    await until(house, id_, timedelta(minutes=59))
    house.take()
    await house.host.asks("party", "show")
    assert "parties-trouble-unreached count=1" in said(house.take())


async def test_r11_up_to_five_reminders_each_at_its_time_and_each_once(house: House) -> None:
    id_ = await house.party()
    await house.host.fills(f"parties/reminders/{id_}", reminders="2 days, 1 day, 3h, 1h, 15 min")
    house.take()
    await until(house, id_, timedelta(0))
    leads = [text.partition("lead=")[2].partition(" title")[0] for text in posts_at(house.take(), "discord")]
    assert leads == ["2 days, 0:00:00", "1 day, 0:00:00", "3:00:00", "1:00:00", "0:15:00"]
    await house.host.fills(f"parties/reminders/{id_}", reminders="1h,2h,3h,4h,5h,6h")
    assert said(house.take()) == "parties-reminders-wrong"


async def test_r11_a_reminder_that_is_a_little_late_is_still_said(house: House) -> None:
    id_ = await house.party()
    await until(house, id_, timedelta(minutes=70))
    house.stage.clock.move_to(house.stage.clock.now() + timedelta(minutes=19))
    await house.stage.passes(timedelta(0))
    assert "lead=0:51:00" in posts_at(house.take(), "discord")[0]


async def test_r11_a_late_reminder_is_noted_as_missed_and_the_team_hears_of_it(house: House) -> None:
    team = house.guest("Tea", "telegram")
    await grant(house.stage, team, Role.TEAM)
    await house.stage.set(GRACE, 10, "discord")
    id_ = await house.party()
    await until(house, id_, timedelta(minutes=70))
    house.stage.clock.move_to(house.stage.clock.now() + timedelta(minutes=21))
    await house.stage.passes(timedelta(0))
    taken = house.take()
    assert [action for action in taken if isinstance(action, Post)] == []
    assert "parties-reminder-missed" in whispers_to(taken, team)[0]
    await house.host.asks("party", "show")
    assert "parties-trouble-missed count=1" in said(house.take())


async def test_a_missed_reminder_is_told_in_the_teams_own_place_where_there_is_one(house: House) -> None:
    async with house.stage.database.write() as tx:
        community = await house.stage.community("discord")
        await tx.run("INSERT INTO knob VALUES (?, 'house.log_place', '\"discord:log\"', 'x', 0)", community)
    house.stage.world.memory.clear()
    id_ = await house.party()
    await until(house, id_, timedelta(minutes=70))
    house.stage.clock.move_to(house.stage.clock.now() + timedelta(minutes=25))
    await house.stage.passes(timedelta(0))
    (post,) = house.take()
    assert isinstance(post, Post)
    assert post.at == PlaceRef("discord", "log")


async def test_a_party_moved_to_another_day_is_reminded_of_there_and_only_there(house: House) -> None:
    id_ = await house.party()
    await house.host.fills(f"parties/edit/{id_}", when="Saturday 20:00")
    house.take()
    await house.stage.passes(timedelta(days=4))
    assert house.take() == []
    await until(house, id_, timedelta(minutes=30))
    assert len(posts_at(house.take(), "discord")) == 1


async def test_a_party_that_has_been_moved_to_and_fro_is_not_reminded_of_twice(house: House) -> None:
    id_ = await house.party()
    await until(house, id_, timedelta(minutes=50))
    await house.host.fills(f"parties/edit/{id_}", when="Saturday 20:00")
    await house.host.fills(f"parties/edit/{id_}", when="today 20:00")
    house.take()
    await until(house, id_, timedelta(minutes=1))
    assert posts_at(house.take(), "discord") == []


async def test_without_reminders_in_the_room_whoever_asked_is_still_reminded(house: House) -> None:
    id_ = await house.party()
    await house.host.fills(f"parties/reminders/{id_}", reminders="-")
    ann = house.guest("Ann")
    await ann.presses(f"parties/remind/{id_}", private=True)
    house.take()
    await until(house, id_, timedelta(minutes=10))
    taken = house.take()
    assert len(whispers_to(taken, ann)) == 1
    assert posts_at(taken, "discord") == []


async def test_too_late_for_a_private_reminder_is_said_so(house: House) -> None:
    id_ = await house.party()
    await until(house, id_, timedelta(minutes=10))
    house.take()
    await house.guest("Ann").presses(f"parties/remind/{id_}", private=True)
    assert said(house.take()).startswith("parties-too-late-to-remind")


async def test_a_place_the_house_may_not_write_to_is_told_to_the_host(house: House) -> None:
    await house.host.asks("party", "Neon Friday 20:00")
    (party,) = await house.all()
    house.stage.recorders["telegram"].refuse[Post] = Failed("forbidden")
    house.take()
    await house.host.presses(f"parties/publish/{party.id}")
    told = whispers_to(house.take(), house.host)
    assert "parties-not-posted place=general reason=forbidden" in told[0]


@pytest.mark.parametrize("reason", ["broken", "gone", "stale", "forbidden"])
async def test_a_reminder_that_a_platform_refused_was_lost_without_trace(house: House, reason: RefusedReason) -> None:
    team = house.guest("Tea", "telegram")
    await grant(house.stage, team, Role.TEAM)
    id_ = await house.party()
    for recorder in house.stage.recorders.values():
        recorder.refuse[Post] = Failed(reason)
    await until(house, id_, timedelta(minutes=59))
    told = whispers_to(house.take(), team)
    assert len(told) == 1
    assert f"parties-line-lost reason={reason}" in told[0]
    await house.host.asks("party", "show")
    assert "parties-trouble-missed count=1" in said(house.take())


async def test_a_personal_reminder_reached_its_guest_weeks_after_the_party(house: House) -> None:
    id_ = await house.party()
    tim = house.guest("Tim", "telegram")
    await tim.presses(f"parties/remind/{id_}", private=True)
    house.stage.recorders["telegram"].closed.add("tim")
    await until(house, id_, timedelta(minutes=59))
    house.stage.recorders["telegram"].closed.clear()
    await house.stage.passes(timedelta(days=20))
    house.take()
    await tim.opens_chat()
    assert whispers_to(house.take(), tim) == []


async def test_a_personal_reminder_that_waited_is_said_while_it_is_worth_something(house: House) -> None:
    id_ = await house.party()
    tim = house.guest("Tim", "telegram")
    await tim.presses(f"parties/remind/{id_}", private=True)
    house.stage.recorders["telegram"].closed.add("tim")
    await until(house, id_, timedelta(minutes=59))
    house.stage.recorders["telegram"].closed.clear()
    await until(house, id_, timedelta(minutes=5))
    house.take()
    await tim.opens_chat()
    assert "parties-reminder" in whispers_to(house.take(), tim)[0]


async def test_three_reminders_that_had_waited_came_all_at_once(house: House) -> None:
    id_ = await house.party()
    await house.host.fills(f"parties/reminders/{id_}", reminders="1 day, 2h, 30m")
    tim = house.guest("Tim", "telegram")
    await tim.presses(f"parties/remind/{id_}", private=True)
    house.stage.recorders["telegram"].closed.add("tim")
    await until(house, id_, timedelta(minutes=20))
    house.stage.recorders["telegram"].closed.clear()
    house.take()
    await tim.opens_chat()
    [told] = whispers_to(house.take(), tim)
    assert "lead=0:30:00" in told


async def test_a_room_was_told_of_an_hour_that_was_twenty_minutes_by_then(house: House) -> None:
    """Telegram was away for forty minutes: the line is missed, and counted so."""
    id_ = await house.party()
    telegram = house.stage.recorders["telegram"]
    telegram.refuse[Post] = Later(timedelta(minutes=40))
    await until(house, id_, timedelta(minutes=59))
    assert len(posts_at(house.take(), "discord")) == 1
    telegram.refuse.clear()
    await until(house, id_, timedelta(minutes=15))
    assert posts_at(house.take(), "telegram") == []
    assert await house.rows("SELECT kind, about FROM party_trouble") == [("missed", "remind.60")]


async def test_notices_to_guests_came_after_the_party_was_over(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, tim = house.guest("Ann"), house.guest("Tim", "telegram")
    await tim.presses("parties/tellme", private=True)
    other = await house.party("Second Friday 22:00")
    house.take()
    house.stage.recorders["telegram"].closed.add("tim")
    await ann.presses(f"parties/yes/{id_}")
    await tim.presses(f"parties/yes/{id_}", private=True)
    await ann.presses(f"parties/no/{id_}")
    await house.host.fills(f"parties/edit/{other}", when="Friday 23:00")
    await house.host.presses(f"parties/withdraw/{id_}")
    rows = await house.rows(
        "SELECT tag, stale_at FROM outbox WHERE tag LIKE 'parties/told/%' AND lane = 'telegram:@tim'"
    )
    assert rows
    assert all(stale for _, stale in rows)


async def test_a_pause_did_not_stop_personal_reminders(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/remind/{id_}", private=True)
    await paused(house)
    house.take()
    await until(house, id_, timedelta(minutes=59))
    assert house.take() == []


def test_ten_minutes_later_in_the_autumn_hour_that_comes_twice_met_a_timer_that_had_rung() -> None:
    summer = datetime(2026, 10, 25, 0, 5, tzinfo=UTC)
    party = Party(id="p", community="c", kind="motto", zone="Europe/Berlin", made_at=summer)
    moments = [moment_at(summer + timedelta(hours=number), ZoneInfo("Europe/Berlin")) for number in (0, 1)]
    first, second = (replace(party, local=each.local, starts=each.instant) for each in moments)
    assert first.local == second.local
    assert first.stamp != second.stamp
