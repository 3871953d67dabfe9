"""Two accounts become one guest, agreed to on both sides, and go their own ways again."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cogs.guestbook.support import button, link, offered, open_house, panel, private, throw
from tests.support.stage import Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_house(tmp_path, link=True) as opened:
        yield opened


@pytest.mark.parametrize(("one", "other"), [("discord", "telegram"), ("telegram", "discord"), ("lobby", "telegram")])
async def test_both_sides_agree_and_are_one_guest(stage: Stage, one: str, other: str) -> None:
    ann, anna = stage.actor("Ann", one), stage.actor("Anna", other)
    await ann.asks("mydata", private=True)
    await stage.passes(timedelta(minutes=1))
    offer = await offered(stage, ann, anna)
    said = [note.text.plain for note in private(stage.take())]
    assert f"guestbook-link-waiting platform={one}" in said
    assert f"guestbook-link-asked platform={other}" in said
    assert await stage.guest(ann) != await stage.guest(anna)
    older = await stage.guest(ann)
    await ann.presses(f"guestbook/accept/{offer}", private=True)
    assert [note.text.plain for note in private(stage.take())].count("guestbook-linked") == 2
    assert await stage.guest(ann) == await stage.guest(anna) == older


async def test_the_other_account_reads_what_it_means_and_no_name(stage: Stage) -> None:
    ann, anna = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram")
    await ann.presses("guestbook/link", private=True)
    code = private(stage.take())[0].text.plain.partition("/code ")[2].partition(" ")[0]
    await anna.asks("code", code, private=True)
    [said] = private(stage.take())
    assert said.text.plain == "guestbook-link-means community=House on discord platform=discord"


async def test_whoever_issued_the_code_can_say_no(stage: Stage) -> None:
    ann, eve = stage.actor("Ann", "discord"), stage.actor("Eve", "telegram")
    offer = await offered(stage, ann, eve)
    stage.take()
    await ann.presses(f"guestbook/refuse/{offer}", private=True)
    said = [note.text.plain for note in private(stage.take())]
    assert sorted(said) == ["guestbook-link-left", "guestbook-link-refused"]
    await ann.presses(f"guestbook/accept/{offer}", private=True)
    assert [note.text.plain for note in private(stage.take())] == ["guestbook-link-void"]
    assert await stage.guest(ann) != await stage.guest(eve)


async def test_nobody_else_can_agree_in_their_place(stage: Stage) -> None:
    ann, eve = stage.actor("Ann", "discord"), stage.actor("Eve", "telegram")
    offer = await offered(stage, ann, eve)
    stage.take()
    await eve.presses(f"guestbook/accept/{offer}", private=True)
    assert [note.text.plain for note in private(stage.take())] == ["guestbook-link-void"]
    assert await stage.guest(ann) != await stage.guest(eve)


async def test_an_offer_waits_in_mydata_for_an_hour(stage: Stage) -> None:
    ann, anna = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram")
    offer = await offered(stage, ann, anna)
    assert button(await panel(ann), "guestbook/review/") == f"guestbook/review/{offer}"
    await stage.passes(timedelta(hours=1))
    await ann.presses(f"guestbook/accept/{offer}", private=True)
    assert "guestbook-link-void" in stage.said()


async def test_a_code_is_good_for_five_minutes(stage: Stage) -> None:
    ann, anna = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram")
    await ann.presses("guestbook/link", private=True)
    code = private(stage.take())[0].text.plain.partition("/code ")[2].partition(" ")[0]
    await stage.passes(timedelta(minutes=5))
    await anna.asks("code", code, private=True)
    assert stage.said() == ["team-code-wrong"]


async def test_one_s_own_code_and_a_second_link_are_said_kindly(stage: Stage) -> None:
    ann, anna = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram")
    await ann.presses("guestbook/link", private=True)
    code = private(stage.take())[0].text.plain.partition("/code ")[2].partition(" ")[0]
    await ann.asks("code", code, private=True)
    assert stage.said() == ["guestbook-link-same"]
    await link(stage, ann, anna)
    await anna.asks("code", code, private=True)
    assert stage.said() == ["guestbook-link-already"]


async def test_two_answers_become_one_and_the_earlier_seat_stays(stage: Stage) -> None:
    party = await throw(stage, seats="2")
    ann, ben, anna = stage.actor("Ann", "discord"), stage.actor("Ben", "discord"), stage.actor("Anna", "telegram")
    await ann.asks("mydata")
    for guest in (anna, ann, ben):
        await guest.presses(f"parties/yes/{party}", private=True)
    await link(stage, ann, anna)
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT guest, seated FROM party_rsvp WHERE party = ? ORDER BY ticket", party)
    assert rows == [(await stage.guest(ann), 1), (await stage.guest(ben), 1)]


async def test_the_export_covers_both_accounts(stage: Stage) -> None:
    ann, anna = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram")
    await anna.asks("ask", "Will there be a piano?", private=True)
    await ann.asks("ask", "Is there a cloakroom?", private=True)
    await link(stage, ann, anna)
    await ann.presses("guestbook/export", private=True)
    [note] = private(stage.take())
    assert note.file is not None
    read = json.loads(note.file.body)
    assert [account["platform"] for account in read["accounts"]] == ["discord", "telegram"]
    assert len(read["kept"]["faq"]["open_questions"]) == 2
    [said] = private(await panel(ann))
    assert "Anna" not in said.text.plain


async def test_an_account_goes_its_own_way_again(stage: Stage) -> None:
    ann, anna = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram")
    await ann.asks("mydata", private=True)
    await anna.asks("mydata", private=True)
    own = await stage.guest(anna)
    await link(stage, ann, anna)
    await ann.presses(button(await panel(ann), "guestbook/unlink"), private=True)
    part = button(stage.take(), "guestbook/part/")
    await ann.presses(part, private=True)
    assert "guestbook-parted" in stage.said()
    assert await stage.guest(anna) == own != await stage.guest(ann)
    await ann.presses(part, private=True)
    assert stage.said() == ["button-gone"]
    assert "guestbook/unlink" not in str(await panel(ann))


async def test_a_mute_does_not_cross_by_itself(stage: Stage) -> None:
    ann, anna, mo = stage.actor("Ann", "discord"), stage.actor("Anna", "telegram"), stage.actor("Mo", "discord")
    await mo.has("moderate", "erase")
    await anna.asks("mydata", private=True)
    await ann.writes("hello")
    await mo.asks("mute", "discord:ann 2h spam")
    await link(stage, ann, anna)
    await anna.asks("parties", private=True)
    assert stage.said() != []
    await ann.asks("parties", private=True)
    assert stage.said() == []
