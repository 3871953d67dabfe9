"""Who is acting, where, in which community and language."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, Post
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import ButtonPressed, CommandInvoked, MessageWritten, ServerJoined, ServerLeft
from bot.core.features import Feature, Filled, Press
from bot.core.forms import Field, Form
from bot.core.notes import note
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.stores.dialogs import LIFE
from bot.core.stores.people import Registry
from bot.core.stores.registrar import Registrar
from tests.support.stage import Actor, Stage, open_stage

SECOND = ServerRef("telegram", "second")


@command("here", before_opening=True)
async def here(ctx: Context) -> list[Action]:
    return [ctx.answer("here", where=ctx.community.name, language=ctx.language, guest=ctx.guest, zone=str(ctx.zone))]


@command("fill", opens="ask")
async def fill(ctx: Context, words: Words = Words("")) -> list[Action]:
    return []


async def filled(ctx: Context, argument: str, values: dict[str, str]) -> list[Action]:
    if values["why"] == "wrong":
        raise Mistake("not-so")
    return [ctx.answer("filled", where=ctx.community.name, why=values["why"])]


async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
    return [Post(event.scene.place, note(f"heard in {ctx.community.name}"))] if event.to_house else []


FEATURE = Feature(
    "who",
    (here, fill),
    presses={"ask": Press(opens="ask")},
    forms={"ask": Filled(Form("who-form", (Field("what"), Field("why", required=False))), filled)},
    listens={MessageWritten: heard},
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [FEATURE], platforms=("telegram", "discord")) as opened:
        yield opened


async def open_second(stage: Stage) -> str:
    """A second open group on Telegram."""
    await stage.happens(ServerJoined(SECOND, "Second house", None))
    async with stage.database.write() as tx:
        found = await Registrar(tx).of_server(SECOND)
        assert found
        await Registrar(tx).shape(found, state="open", language="de", zone="Europe/Lisbon")
    stage.world.memory.clear()
    return found


async def asks_here(actor: Actor, *, second: bool = False, private: bool = True) -> str:
    stage = actor.stage
    scene = actor.scene(PlaceRef("telegram", "second") if second else None, private=private, reply=True)
    if second:
        scene = replace(scene, server=SECOND)
    stage.take()
    await stage.happens(CommandInvoked(scene, "here"))
    [said] = stage.said()
    return said


async def test_the_first_private_word_is_about_the_only_community_there(stage: Stage) -> None:
    said = await asks_here(stage.actor("Ann", "telegram"))
    assert "where=House on telegram" in said
    assert "zone=Europe/Berlin" in said


async def test_with_two_communities_a_stranger_is_in_none_until_they_talked_somewhere(stage: Stage) -> None:
    await open_second(stage)
    ann = stage.actor("Ann", "telegram")
    assert "where= " in await asks_here(ann) + " "
    assert "where=Second house" in await asks_here(ann, second=True, private=False)
    assert "where=Second house" in await asks_here(ann)
    assert "where=House on telegram" in await asks_here(ann, private=False)
    assert "where=House on telegram" in await asks_here(ann)


async def test_a_private_chat_continues_where_somebody_last_talked(stage: Stage) -> None:
    await open_second(stage)
    ann = stage.actor("Ann", "telegram")
    await ann.writes("hi")
    scene = replace(ann.scene(PlaceRef("telegram", "second")), server=SECOND)
    for _ in range(2):
        await stage.happens(replace(await _line(stage, ann), scene=scene))
        assert "where=Second house" in await asks_here(ann)
        await ann.writes("back again")
        assert "where=House on telegram" in await asks_here(ann)


async def _line(stage: Stage, ann: Actor) -> MessageWritten:
    scene = ann.scene()
    return MessageWritten(scene, MessageRef(scene.place, f"w{stage.next()}"), "hi", stage.clock.now())


async def test_a_community_that_was_left_is_not_continued(stage: Stage) -> None:
    await open_second(stage)
    ann = stage.actor("Ann", "telegram")
    await ann.writes("hi")
    assert "where=Second house" in await asks_here(ann, second=True, private=False)
    await stage.happens(ServerLeft(SECOND))
    assert "where=House on telegram" in await asks_here(ann)


async def test_a_form_is_about_the_community_it_was_begun_in(stage: Stage) -> None:
    """Whoever talks elsewhere between two questions does not carry the answers there."""
    await open_second(stage)
    ann = stage.actor("Ann", "telegram")
    await ann.asks("fill", private=False)
    await ann.opens_chat()
    stage.take()
    await stage.happens(replace(await _line(stage, ann), scene=replace(ann.scene(), server=SECOND)))
    await ann.writes("cake", private=True)
    await stage.happens(replace(await _line(stage, ann), scene=replace(ann.scene(), server=SECOND)))
    stage.take()
    await ann.presses("house/skip/1", private=True)
    assert stage.said() == ["filled where=House on telegram why="]
    assert "where=Second house" in await asks_here(ann)


async def test_a_form_left_open_for_a_day_lets_a_message_be_a_message_again(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.asks("fill", private=True)
    stage.take()
    await stage.passes(LIFE + timedelta(minutes=1))
    await ann.writes("hello again", private=True)
    assert stage.said() == ["heard in House on telegram"]


async def test_a_mistake_in_the_last_answer_loses_none_of_the_others(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.asks("fill", private=True)
    await ann.writes("cake", private=True)
    stage.take()
    await ann.writes("wrong", private=True)
    [told] = stage.notes()
    assert [button.id for row in told.rows for button in row] == ["house/again", "house/cancel"]
    await ann.writes("hungry", private=True)
    assert stage.said() == ["filled where=House on telegram why=hungry"]


async def test_after_a_mistake_a_form_can_be_begun_again(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.asks("fill", private=True)
    await ann.writes("cake", private=True)
    await ann.writes("wrong", private=True)
    stage.take()
    await ann.presses("house/again", private=True)
    assert "number=1" in stage.said()[0]
    await ann.presses("house/cancel", private=True)
    stage.take()
    await ann.presses("house/again", private=True)
    assert stage.said() == ["button-gone"]


async def test_a_stranger_of_several_communities_got_silence_for_a_private_word(stage: Stage) -> None:
    await open_second(stage)
    stage.take()
    await stage.actor("Ann", "telegram").writes("hello?", private=True)
    assert stage.said() == ["no-community"]


async def test_a_form_that_a_newer_house_does_not_have_holds_nobody(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.asks("fill", private=True)
    stage.take()
    async with stage.database.write() as tx:
        await tx.run("UPDATE dialog SET form = 'who/gone'")
    stage.world.memory.clear()
    await ann.writes("hello", private=True)
    assert stage.said() == ["heard in House on telegram"]


@pytest.mark.parametrize(
    ("own", "profile", "place", "community", "spoken"),
    [
        ("de", "en", "en", "en", "de"),  # their own choice
        ("", "de", "en", "en", "de"),  # what their app speaks
        ("", "de-AT", "en", "en", "de"),
        ("", "DE-at", "en", "en", "de"),
        ("", "fr", "de", "en", "de"),  # one we do not speak: the place's
        ("", "", "de", "en", "de"),
        ("", "", "", "de", "de"),  # the community's
        ("fr", "", "", "en", "en"),
        ("", "", "", "en", "en"),
    ],
)
async def test_the_language_is_the_first_known_of_own_app_place_and_community(
    stage: Stage, own: str, profile: str, place: str, community: str, spoken: str
) -> None:
    ann = stage.actor("Ann", "discord", profile)
    await ann.writes("hi")
    async with stage.database.write() as tx:
        if own:
            await Registry(tx).speak(ann.ref, own)
        await tx.run("UPDATE place SET language = ? WHERE id = 'general'", place)
        await Registrar(tx).shape(await stage.community("discord"), language=community)
    stage.world.memory.clear()
    await ann.asks("here")
    [said] = stage.said()
    assert f"language={spoken}" in said


async def test_the_app_a_guest_used_last_decides_until_they_choose(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord", "de")
    await ann.asks("here")
    silent = stage.actor("Ann", "discord")
    await silent.asks("here")
    assert ["language=de" in said for said in stage.said()] == [True, True]
    async with stage.database.write() as tx:
        await Registry(tx).speak(ann.ref, "en")
    stage.world.memory.forget({"people"})
    await ann.asks("here")
    assert "language=en" in stage.said()[0]


async def test_a_language_chosen_acts_from_the_next_line_on(stage: Stage) -> None:
    """What is remembered of somebody is forgotten with the change, within the same breath."""
    ann = stage.actor("Ann", "discord", "de")
    await ann.asks("here")
    await stage.happens(ButtonPressed(ann.scene(reply=True), "nothing/here"))
    async with stage.database.write() as tx:
        await Registry(tx).speak(ann.ref, "en")
        stage.world.memory.forget(tx.topics)
    stage.take()
    await ann.asks("here")
    assert "language=en" in stage.said()[0]


async def test_one_account_is_a_guest_of_its_own_in_every_community(stage: Stage) -> None:
    await open_second(stage)
    ann = stage.actor("Ann", "telegram")
    first = await asks_here(ann, private=False)
    second = await asks_here(ann, second=True, private=False)
    assert first.split("guest=")[1].split()[0] != second.split("guest=")[1].split()[0]


async def test_a_new_name_is_known_at_once_and_a_guest_stays_the_same(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    before = await asks_here(ann, private=False)
    renamed = Actor(stage, "Annabelle", MemberRef("telegram", "ann"))
    assert await asks_here(renamed, private=False) == before
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT name FROM member WHERE id = 'ann'") == [("Annabelle",)]


async def test_a_place_has_its_own_time_and_else_its_communitys(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    await ann.asks("here")
    async with stage.database.write() as tx:
        await Registrar(tx).keep_time_of(stage.room("discord"), "Europe/Lisbon")
        stage.world.memory.forget(tx.topics)
    await ann.asks("here")
    await ann.asks("here", place=PlaceRef("discord", "log"))
    await ann.asks("here", private=True)
    async with stage.database.write() as tx:
        await Registrar(tx).keep_time_of(stage.room("discord"), "")
        stage.world.memory.forget(tx.topics)
    await ann.asks("here")
    zones = [said.rpartition("zone=")[2] for said in stage.said()]
    assert zones == ["Europe/Berlin", "Europe/Lisbon", "Europe/Berlin", "Europe/Berlin", "Europe/Berlin"]
