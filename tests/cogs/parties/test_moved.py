"""A Telegram group became a supergroup: its messages count anew, and what guests still need is put up again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.actions import Action, Amend, Post
from bot.core.events import ButtonPressed, PlaceMigrated
from bot.core.refs import PlaceRef, ServerRef
from tests.cogs.parties.support import House, buttons, paused, said

OLD, NEW = ServerRef("telegram", "house"), ServerRef("telegram", "-100house")


async def moves(house: House) -> list[Action]:
    await house.stage.happens(PlaceMigrated(OLD, NEW))
    return house.take()


async def presses_there(house: House, button: str) -> None:
    tina = house.guest("Tina", "telegram").scene(PlaceRef("telegram", NEW.id), reply=True)
    await house.stage.happens(ButtonPressed(replace(tina, server=NEW), button))


def posts(actions: list[Action]) -> list[Post]:
    return [action for action in actions if isinstance(action, Post)]


async def test_r18_nobody_could_answer_in_the_supergroup_because_the_card_was_gone(house: House) -> None:
    id_ = await house.party(seats="1")
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    house.take()
    [card] = await moves(house)
    assert isinstance(card, Post)
    assert card.at == PlaceRef("telegram", "-100house")
    assert "taken=1" in card.note.text.plain
    assert {"yes", "maybe", "no", "remind"} <= set(buttons(card.note))
    assert card.pings == ()
    await presses_there(house, f"parties/yes/{id_}")
    assert await house.waiting(id_) == ["tina"]
    amended = [action for action in house.take() if isinstance(action, Amend) and action.bookmark == card.bookmark]
    assert "count=1" in said(amended)  # and from now on it is kept true by editing


async def test_it_is_put_up_once_however_often_it_is_told(house: House) -> None:
    await house.party()
    assert len(posts(await moves(house))) == 1
    assert posts(await moves(house)) == []


@pytest.mark.parametrize("verb", ["withdraw", "begin"])
async def test_only_what_can_still_be_answered_is_put_up_again(house: House, verb: str) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/{verb}/{id_}")
    if verb == "begin":
        await house.host.presses(f"parties/end/{id_}")
    await house.host.asks("party", "Draft Saturday 20:00")
    house.take()
    assert posts(await moves(house)) == []


async def test_a_poll_goes_on_in_the_supergroup(house: House) -> None:
    id_ = await house.party()
    for verb in ("begin", "next", "next"):
        await house.host.presses(f"parties/{verb}/{id_}")
    await house.guest("Ann").presses(f"parties/act/{id_}.1.2")
    house.take()
    _card, poll = posts(await moves(house))
    assert "votes=1" in said([poll])
    await presses_there(house, f"parties/act/{id_}.1.2")
    assert poll.bookmark in {action.bookmark for action in house.take() if isinstance(action, Amend)}


async def test_songs_go_on_in_the_supergroup(house: House) -> None:
    id_ = await house.party()
    for verb in ("begin", "next", "next", "next"):
        await house.host.presses(f"parties/{verb}/{id_}")
    await house.guest("Ann").fills(f"parties/wish/{id_}.2", song="Blue Monday")
    house.take()
    _, songs = posts(await moves(house))
    assert "Blue Monday" in said([songs])


async def test_while_the_house_is_paused_it_is_held_like_everything_unasked(house: House) -> None:
    await house.party()
    await paused(house)
    assert posts(await moves(house)) == []
    assert await house.rows("SELECT count(*) FROM outbox WHERE state = 'held'") == [(1,)]
