"""A name does not travel from one platform to another: not on cards, in drafts, recaps, calendars or to the team."""

from __future__ import annotations

from dataclasses import replace

from bot.core.actions import Action, Amend, Answer, Erase, Post, Whisper
from bot.core.events import CommandInvoked
from bot.core.refs import MessageRef, PlaceRef
from tests.attack.house import House, elsewhere
from tests.support.stage import Actor

AT_HOME = {"discord": "Annegret", "telegram": "Timotheus"}


async def test_no_name_is_carried_to_the_other_platform_by_a_whole_evening(house: House) -> None:
    tess = await _team_on_telegram(house)
    for verb in ("look", "begin", "next", "next", "end", "recap", "recappost"):
        await house.host.presses(f"parties/{verb}/{house.party}")
        await tess.presses(f"parties/{verb}/{house.party}")
        _names_stay_at_home(house)
        for name, platform in (("Annegret", "discord"), ("Timotheus", "telegram")):
            await house.stage.actor(name, platform).presses(f"parties/here/{house.party}")
    for who in (house.boss, tess):
        for command in ("parties", "calendar", "party", "faq", "help"):
            await who.asks(command)
        await who.asks("faq", "questions")
        _names_stay_at_home(house)


async def test_the_recaps_draft_counts_the_names_of_the_other_platform(house: House) -> None:
    await house.host.presses(f"parties/begin/{house.party}")
    for name, platform in (("Annegret", "discord"), ("Timotheus", "telegram")):
        await house.stage.actor(name, platform).presses(f"parties/here/{house.party}")
    await house.host.presses(f"parties/end/{house.party}")
    house.stage.take()
    await house.host.presses(f"parties/recap/{house.party}")
    (draft,) = house.stage.said("discord")
    assert "With us: Annegret" in draft
    assert "With us: (one name, shown on Telegram only)" in draft
    await house.host.presses(f"parties/recappost/{house.party}")
    assert any("With us: Timotheus" in words for words in house.stage.said("telegram"))


async def test_the_team_sees_in_a_draft_that_there_is_a_host_and_not_who_on_the_other_platform(house: House) -> None:
    tess = await _team_on_telegram(house)
    await house.host.fills("parties/new", title="Garden", when="Sunday 18:00")
    ((draft,),) = await house.rows("SELECT id FROM party WHERE title = 'Garden'")
    house.stage.take()
    await tess.presses(f"parties/look/{draft}")
    (shown,) = house.stage.said("telegram")
    assert "Hanna" not in shown
    assert "Host: (one name, shown on Discord only)" in shown


async def test_moderators_decide_on_messages_of_their_own_community_only(house: House) -> None:
    """A reply on Telegram may point into another group: who reports from there gets no hold over it."""
    scene = elsewhere(house.stage)
    there = house.guest.scene(reply=True)
    foreign = MessageRef(PlaceRef("telegram", "elsewhere"), "77")
    await house.all_at_once([CommandInvoked(scene, "help")])
    before = await house.rows("SELECT count(*) FROM door_case")
    reported = CommandInvoked(
        replace(there, member=scene.member), "report", target=scene.member, target_message=foreign, target_text="hello"
    )
    (said,) = await house.all_at_once([replace(reported, target=house.guest.ref)])
    assert "reply to the message" in said.text.plain
    assert await house.rows("SELECT count(*) FROM door_case") == before
    house.stage.take()
    ((case,),) = await house.rows("SELECT id FROM door_case WHERE kind = 'report'")
    await house.boss.presses(f"door/erase/{case}")
    assert [action.target for action in house.stage.take() if isinstance(action, Erase)] != [foreign]


async def _team_on_telegram(house: House) -> Actor:
    tess = house.stage.actor("Tess", "telegram")
    await tess.has("administer", rank=2)
    house.stage.take()
    return tess


def _names_stay_at_home(house: House) -> None:
    for platform in AT_HOME:
        told = " ".join(map(_shown, house.stage.take(platform)))
        assert [name for home, name in AT_HOME.items() if home != platform and name in told] == []


def _shown(action: Action) -> str:
    return str(action.note) if isinstance(action, Answer | Whisper | Post | Amend) else ""
