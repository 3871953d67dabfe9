from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.actions import Amend, Answer, Whisper
from bot.core.events import ButtonPressed, Envelope
from bot.core.ports import Failed
from cogs.parties.knobs import CLAIM_HOURS
from cogs.parties.model import TITLE_LIMIT
from persona.voice import open_voice
from tests.cogs.parties.support import House, buttons, said, whispers_to


async def test_one_capacity_and_one_line_hold_over_both_platforms(house: House) -> None:
    id_ = await house.party(seats="2")
    for name, platform in (("Ann", "discord"), ("Tim", "telegram"), ("Ben", "discord"), ("Uma", "telegram")):
        await house.guest(name, platform).presses(f"parties/yes/{id_}")
    assert await house.seated(id_) == ["ann", "tim"]
    assert await house.waiting(id_) == ["ben", "uma"]
    cards = [action.note.text.plain for action in house.take() if isinstance(action, Amend)]
    assert "parties-card-seats seats=2 taken=2" in cards[-1]
    assert "parties-card-waiting count=2" in cards[-1]


@pytest.mark.parametrize("platform", ["discord", "telegram"])
async def test_every_answer_is_private_and_corrects_every_card(house: House, platform: str) -> None:
    id_ = await house.party()
    await house.guest("Ann", platform).presses(f"parties/maybe/{id_}")
    taken = house.take()
    private = [action for action in taken if not isinstance(action, Amend)]
    assert len(taken) - len(private) == 2
    assert private
    assert all(isinstance(action, Answer | Whisper) for action in private)


async def test_r9_two_hundred_press_yes_at_once_on_two_platforms_and_fifty_are_in(house: House) -> None:
    id_ = await house.party(seats="50")
    guests = [house.guest(f"G{number}", ("discord", "telegram")[number % 2]) for number in range(200)]
    presses = [
        Envelope(f"press:{guest.name}", "lane", house.stage.clock.now(), ButtonPressed(scene, f"parties/yes/{id_}"))
        for guest in guests
        for scene in [guest.scene(reply=True)]
    ]
    await house.stage.delivers(*presses[:120], *presses[60:], *presses[:30])
    assert await house.seated(id_) == [guest.ref.id for guest in guests[:50]]
    assert await house.waiting(id_) == [guest.ref.id for guest in guests[50:]]


async def test_a_press_repeated_or_said_on_another_day_keeps_its_place(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, ben = house.guest("Ann"), house.guest("Ben")
    await ann.presses(f"parties/yes/{id_}")
    await ben.presses(f"parties/yes/{id_}")
    await house.stage.passes(timedelta(days=1))
    await ann.presses(f"parties/yes/{id_}")
    assert await house.seated(id_) == ["ann"]
    house.take()
    await ben.presses(f"parties/yes/{id_}")
    assert "parties-rsvp-waiting position=1" in said(house.take(), Answer)


async def test_the_first_answer_ever_says_in_one_breath_what_is_kept_why_and_by_whom(house: House) -> None:
    first, second = await house.party("Neon Friday 20:00"), await house.party("Garden Saturday 15:00")
    ann = house.guest("Ann")
    await ann.presses(f"parties/yes/{first}")
    assert "parties-privacy kept=30 days, 0:00:00 who=House on discord" in said(house.take(), Answer)
    await ann.presses(f"parties/yes/{second}")
    assert "parties-privacy" not in said(house.take())


async def test_names_are_off_until_asked_for_and_stay_on_their_platform(house: House) -> None:
    id_ = await house.party()
    ann, tim = house.guest("Ann"), house.guest("Tim", "telegram")
    await ann.presses(f"parties/yes/{id_}")
    await tim.presses(f"parties/yes/{id_}")
    assert "names=" not in said(house.take(), Amend)
    await ann.presses(f"parties/name/{id_}")
    await tim.presses(f"parties/name/{id_}")
    cards = {
        action.bookmark.rpartition("/")[2]: action.note.text.plain
        for action in house.take()
        if isinstance(action, Amend)
    }
    assert "names=Ann" in cards["discord:0"]
    assert "Tim" not in cards["discord:0"]
    assert "names=Tim" in cards["telegram:1"]
    assert "Ann" not in cards["telegram:1"]
    await ann.presses(f"parties/unname/{id_}")
    assert "names=Ann" not in said(house.take(), Amend)
    assert await house.seated(id_) == ["ann", "tim"]


async def test_a_name_the_house_would_rather_not_repeat_is_left_out(house: House) -> None:
    id_ = await house.party()
    spam = house.guest("discord.gg/free")
    await spam.presses(f"parties/yes/{id_}")
    await spam.presses(f"parties/name/{id_}")
    assert "discord.gg" not in said(house.take(), Amend)


async def test_whoever_says_no_is_not_named_any_more(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    for verb in ("yes", "name", "no", "yes"):
        await ann.presses(f"parties/{verb}/{id_}")
    house.take()
    await ann.presses(f"parties/maybe/{id_}")
    assert "Ann" not in said(house.take(), Amend)


async def test_r10_the_first_in_line_gets_a_freed_seat_with_a_notice_and_time_to_say_so(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, tim, uma = house.guest("Ann"), house.guest("Tim", "telegram"), house.guest("Uma", "telegram")
    for guest in (ann, tim, uma):
        await guest.presses(f"parties/yes/{id_}")
    house.take()
    await ann.presses(f"parties/no/{id_}")
    taken = house.take()
    assert await house.seated(id_) == ["tim"]
    assert "parties-seat-held" in whispers_to(taken, tim)[0]
    assert "until=2026-11-24T19:00" in whispers_to(taken, tim)[0]
    notice = next(action for action in taken if isinstance(action, Whisper))
    assert buttons(notice.note) == ["keep", "giveup"]
    assert whispers_to(taken, uma) == []


async def test_r10_a_held_seat_that_nobody_takes_goes_to_the_next(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, tim, uma = house.guest("Ann"), house.guest("Tim", "telegram"), house.guest("Uma", "telegram")
    for guest in (ann, tim, uma):
        await guest.presses(f"parties/yes/{id_}")
    await ann.presses(f"parties/no/{id_}")
    house.take()
    await house.stage.passes(timedelta(hours=24))
    taken = house.take()
    assert "parties-seat-lapsed" in whispers_to(taken, tim)[0]
    assert "parties-seat-held" in whispers_to(taken, uma)[0]
    assert await house.seated(id_) == ["uma"]
    await tim.presses(f"parties/keep/{id_}", private=True)
    assert said(house.take()).startswith("parties-seat-gone")


async def test_r10_a_seat_that_was_confirmed_stays(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, tim, uma = house.guest("Ann"), house.guest("Tim", "telegram"), house.guest("Uma", "telegram")
    for guest in (ann, tim, uma):
        await guest.presses(f"parties/yes/{id_}")
    await ann.presses(f"parties/no/{id_}")
    await tim.presses(f"parties/keep/{id_}", private=True)
    await house.stage.passes(timedelta(hours=30))
    assert await house.seated(id_) == ["tim"]


async def test_r10_a_held_seat_stays_while_nobody_waits_for_it(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, tim = house.guest("Ann"), house.guest("Tim", "telegram")
    await ann.presses(f"parties/yes/{id_}")
    await tim.presses(f"parties/yes/{id_}")
    await ann.presses(f"parties/no/{id_}")
    await house.stage.passes(timedelta(hours=25))
    assert await house.seated(id_) == ["tim"]


async def test_r10_giving_up_a_held_seat_passes_it_on_at_once(house: House) -> None:
    id_ = await house.party(seats="1")
    guests = [house.guest(name) for name in ("Ann", "Ben", "Cem")]
    for guest in guests:
        await guest.presses(f"parties/yes/{id_}")
    await guests[0].presses(f"parties/no/{id_}")
    await guests[1].presses(f"parties/giveup/{id_}", private=True)
    assert await house.seated(id_) == ["cem"]


async def test_a_community_may_do_without_held_seats(house: House) -> None:
    await house.stage.set(CLAIM_HOURS, 0, "discord")
    id_ = await house.party(seats="1")
    ann, ben = house.guest("Ann"), house.guest("Ben")
    await ann.presses(f"parties/yes/{id_}")
    await ben.presses(f"parties/yes/{id_}")
    house.take()
    await ann.presses(f"parties/no/{id_}")
    assert "parties-moved-up" in whispers_to(house.take(), ben)[0]


async def test_r10_a_held_seat_was_lost_although_its_guest_had_pressed_yes_again(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, ben, cem = (house.guest(name) for name in ("Ann", "Ben", "Cem"))
    for guest in (ann, ben, cem):
        await guest.presses(f"parties/yes/{id_}")
    await ann.presses(f"parties/no/{id_}")
    await ben.presses(f"parties/yes/{id_}")
    await house.stage.passes(timedelta(hours=30))
    assert await house.seated(id_) == ["ben"]


async def test_whoever_only_wanted_to_say_yes_was_sent_to_the_private_chat(house: House) -> None:
    """A press in a Telegram room is answered by up to 200 characters without buttons; the rest waits."""
    id_ = await house.party()
    tim = house.guest("Tim", "telegram")
    refuse = house.stage.recorders["telegram"].refuse
    refuse[Whisper] = Failed("unreachable")
    await tim.presses(f"parties/yes/{id_}")
    (answer,) = [action for action in house.take() if isinstance(action, Answer)]
    assert answer.note.text.plain.startswith("parties-rsvp-seat")
    assert answer.note.rows == ()
    assert "parties-privacy" not in answer.note.text.plain
    refuse.clear()
    await tim.opens_chat()
    (more,) = [action for action in house.take() if isinstance(action, Whisper)]
    assert "parties-privacy" in more.note.text.plain
    assert buttons(more.note) == ["name", "remind"]


async def test_of_several_answers_that_wait_only_the_newest_is_read_and_it_says_what_is_kept(house: House) -> None:
    id_ = await house.party()
    tim = house.guest("Tim", "telegram")
    house.stage.recorders["telegram"].refuse[Whisper] = Failed("unreachable")
    for verb in ("yes", "maybe", "no", "yes"):
        await tim.presses(f"parties/{verb}/{id_}")
    house.take()
    house.stage.recorders["telegram"].refuse.clear()
    await tim.opens_chat()
    (more,) = whispers_to(house.take(), tim)
    assert "parties-rsvp-seat" in more
    assert "parties-privacy" in more


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("line", ["seat", "waiting", "maybe", "no"])
def test_every_answer_fits_where_a_press_is_answered_by_a_line(language: str, line: str) -> None:
    said = open_voice().say(language, f"parties-rsvp-{line}", {"title": "M" * TITLE_LIMIT, "position": 9999})
    assert len(said.plain) <= 200
