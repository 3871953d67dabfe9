"""What somebody agreed to is one purpose by itself: no by default, shown, exported, and stopped in one tap."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.actions import Whisper
from bot.core.stores.consents import Consent, Consenting, Consents
from cogs.parties.fans import INVITATIONS
from tests.cogs.guestbook.support import ALL, button, link, open_house, panel, private, throw
from tests.cogs.guestbook.test_forgetting import forget
from tests.support.stage import Actor, Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_house(tmp_path, link=True) as opened:
        yield opened


async def consents(stage: Stage, actor: Actor) -> list[Consent]:
    async with stage.database.read() as reader:
        return await Consents(reader).of(await stage.guest(actor))


async def told(stage: Stage, actor: Actor) -> bool:
    """Whether the guest hears of a further party."""
    await throw(stage)
    hostess = stage.actor("Hostess", "discord")
    await hostess.asks("party", "Garden Saturday 20:00")
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT id FROM party WHERE state = 'draft'")
    stage.take()
    await hostess.presses(f"parties/publish/{rows[-1][0]}")
    return any(isinstance(one, Whisper) and one.member == actor.ref for one in stage.take())


@pytest.mark.parametrize("platform", ALL)
async def test_answering_and_being_reminded_need_none_and_ask_for_none(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    party = await throw(stage)
    await ann.opens_chat()
    await ann.presses(f"parties/yes/{party}", private=True)
    await ann.presses(f"parties/remind/{party}", private=True)
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT answer FROM party_rsvp WHERE member = 'ann'") == [("yes",)]
        assert await reader.rows("SELECT member FROM party_wish") == [("ann",)]
    assert await consents(stage, ann) == []
    assert not await told(stage, ann)


@pytest.mark.parametrize("platform", ALL)
async def test_who_wants_to_be_told_is_until_one_tap_in_mydata(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    party = await throw(stage)
    await ann.opens_chat()
    await ann.presses(f"parties/tellme/{party}", private=True)
    [given] = await consents(stage, ann)
    assert (given.purpose, given.given, given.version, given.at) == (INVITATIONS, True, 1, stage.clock.now())
    assert await told(stage, ann)
    await ann.presses("guestbook/export", private=True)
    [note] = private(stage.take())
    assert note.file is not None
    [line] = json.loads(note.file.body)["kept"]["guestbook"]["consents"]
    assert (line["purpose"], line["given"]) == (INVITATIONS, True)
    await ann.presses(button(await panel(ann), "guestbook/takeback/"), private=True)
    assert any("guestbook-taken-back" in words for words in stage.said())
    assert [one.given for one in await consents(stage, ann)] == [False]
    assert "guestbook/takeback/" not in str(await panel(ann))
    assert not await told(stage, ann)


async def test_stopping_under_the_message_is_the_same(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    party = await throw(stage)
    await ann.presses(f"parties/tellme/{party}", private=True)
    await ann.presses(f"parties/stop/{party}", private=True)
    assert [one.given for one in await consents(stage, ann)] == [False]
    assert not await told(stage, ann)


async def test_of_two_linked_accounts_the_stricter_answer_holds(stage: Stage) -> None:
    ann, anna = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram")
    party = await throw(stage)
    for guest in (ann, anna):
        await guest.presses(f"parties/tellme/{party}", private=True)
    await anna.presses(f"parties/stop/{party}", private=True)
    await link(stage, ann, anna)
    assert [one.given for one in await consents(stage, ann)] == [False]
    assert not await told(stage, ann)


async def test_nobody_takes_back_what_was_never_given_and_forgetting_takes_all(stage: Stage) -> None:
    ann, eve = stage.actor("Ann", "discord"), stage.actor("Eve", "discord")
    party = await throw(stage)
    await ann.presses(f"parties/tellme/{party}", private=True)
    stage.take()
    await eve.presses(f"guestbook/takeback/{INVITATIONS}", private=True)
    assert stage.said() == ["button-gone"]
    await forget(ann)
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT * FROM consent") == []


async def test_newer_words_are_agreed_to_anew(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    await ann.asks("mydata")
    guest = await stage.guest(ann)
    async with stage.database.write() as tx:
        await Consenting(tx).give(guest, INVITATIONS, 1, stage.clock.now())
        await Consenting(tx).take_back(guest, INVITATIONS, stage.clock.now())
        assert not await Consents(tx).given(guest, INVITATIONS)
        await Consenting(tx).give(guest, INVITATIONS, 2, stage.clock.now())
    assert [(one.given, one.version) for one in await consents(stage, ann)] == [(True, 2)]
