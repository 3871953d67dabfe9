"""Buttons wherever and whenever they are pressed."""

from __future__ import annotations

from bot.core.actions import Answer
from bot.core.notes import File
from tests.cogs.parties.support import House, button_ids, said


async def test_the_calendar_file_comes_in_a_private_answer(house: House) -> None:
    id_ = await house.party()
    await house.guest("Ann").presses(f"parties/ics/{id_}")
    (answer,) = house.take()
    assert isinstance(answer, Answer)
    assert isinstance(answer.note.file, File)
    assert "DTSTART:20261127T190000Z" in answer.note.file.body
    assert "SUMMARY:Neon" in answer.note.file.body


async def test_a_button_of_a_party_long_gone_gets_one_kind_sentence(house: House) -> None:
    for verb in ("yes", "remind", "here", "act", "look", "begin", "keep"):
        await house.guest("Ann").presses(f"parties/{verb}/zzz")
        assert said(house.take()) == "parties-gone"


async def test_a_button_of_a_party_that_is_over_says_so(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/withdraw/{id_}")
    house.take()
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    assert said(house.take()) == "parties-withdrawn title=Neon"


async def test_r15_a_button_made_before_a_restart_still_works_after(house: House) -> None:
    """State is rows: forgetting everything in memory is what a restart does."""
    id_ = await house.party()
    house.stage.world.memory.clear()
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    assert await house.seated(id_) == ["ann"]


async def test_a_private_button_finds_its_party_though_the_chat_moved_on_to_another_community(house: House) -> None:
    id_ = await house.party()
    tim = house.guest("Tim", "telegram")
    await tim.presses(f"parties/yes/{id_}")
    async with house.stage.database.write() as tx:
        await tx.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at)"
            " VALUES ('other', 'Other', 'en', 'UTC', 'open', 1)"
        )
        await tx.run("UPDATE member SET last_community = 'other' WHERE id = 'tim'")
        await tx.run("INSERT INTO guest (id, community, since) VALUES ('gx', 'other', 1)")
        await tx.run("INSERT INTO guest_member VALUES ('other', 'telegram', 'tim', 'gx', 'gx')")
    house.stage.world.memory.clear()
    house.take()
    await tim.presses(f"parties/no/{id_}", private=True)
    assert "parties-rsvp-no title=Neon" in said(house.take())
    assert await house.seated(id_) == []


async def test_another_communitys_party_cannot_be_touched_from_a_room(house: House) -> None:
    id_ = await house.party()
    async with house.stage.database.write() as tx:
        await tx.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at)"
            " VALUES ('other', 'Other', 'en', 'UTC', 'open', 1)"
        )
        await tx.run("UPDATE server SET community = 'other' WHERE platform = 'telegram'")
    house.stage.world.memory.clear()
    await house.guest("Tim", "telegram").presses(f"parties/yes/{id_}")
    assert said(house.take()) == "parties-gone"


async def test_the_list_for_guests_has_buttons_for_each_party(house: House) -> None:
    ids = [await house.party(f"Number Friday {hour}:00") for hour in (17, 18, 19, 20)]
    await house.guest("Ann").asks("parties")
    (answer,) = house.take()
    assert isinstance(answer, Answer)
    assert button_ids([answer], "yes") == [f"parties/yes/{id_}" for id_ in ids[:3]]
    assert [option.value for option in answer.note.selects[0].options] == ids


async def test_a_host_whose_private_chat_moved_on_still_opens_the_right_room(house: House) -> None:
    id_ = await house.party()
    async with house.stage.database.write() as tx:
        await tx.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at)"
            " VALUES ('other', 'Other', 'en', 'UTC', 'open', 1)"
        )
        await tx.run("UPDATE member SET last_community = 'other' WHERE id = 'hanna'")
        await tx.run("INSERT INTO guest (id, community, since) VALUES ('gx', 'other', 1)")
        await tx.run("INSERT INTO guest_member VALUES ('other', 'discord', 'hanna', 'gx', 'gx')")
    house.stage.world.memory.clear()
    await house.host.presses(f"parties/begin/{id_}", private=True)
    rooms = await house.rows("SELECT room_place FROM party_card WHERE party = ?", id_)
    assert all(place for (place,) in rooms)
