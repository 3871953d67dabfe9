"""A private chat of somebody who is a guest of several communities: the house asks which, and carries on."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.events import ChatOpened, MemberJoined, MessageWritten, Profile, ServerJoined
from bot.core.features import Feature, Filled, Hooks, Press
from bot.core.forms import Field, Form
from bot.core.notes import Note
from bot.core.pruning import prune
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stores.people import People
from bot.core.stores.registrar import Registrar
from bot.core.stores.wishes import LIFE
from bot.core.which import PAGE
from tests.support.stage import Actor, Stage, open_stage


@command("here")
async def here(ctx: Context, words: Words = Words("")) -> list[Action]:
    return [ctx.answer("here", where=ctx.community.name, words=words)]


async def pressed(ctx: Context, argument: str, choice: str) -> list[Action]:
    return [ctx.answer("pressed", where=ctx.community.name)]


async def filled(ctx: Context, argument: str, values: dict[str, str]) -> list[Action]:
    return [ctx.answer("filled", where=ctx.community.name, what=values["what"])]


async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
    return [ctx.answer("heard", where=ctx.community.name, text=event.text)] if event.scene.private else []


async def opened(ctx: Context, event: ChatOpened) -> list[Action]:
    return [ctx.answer("opened", where=ctx.community.name, payload=event.payload)]


async def home(ctx: Context, argument: str) -> str:
    return argument


FEATURE = Feature(
    "which",
    (here,),
    presses={"go": Press(pressed), "ask": Press(opens="form")},
    forms={"form": Filled(Form("which-form", (Field("what"),)), filled)},
    listens={MessageWritten: heard, ChatOpened: opened},
    before_opening=frozenset({ChatOpened}),
    hooks=Hooks(home=home),
)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [FEATURE], platforms=("telegram", "discord")) as opened:
        yield opened


async def comes_in(stage: Stage, actor: Actor, number: int = 2) -> str:
    """A further open server, which they join without a word."""
    server = ServerRef(actor.ref.platform, f"other{number}")
    await stage.happens(ServerJoined(server, f"Other {number}", None))
    async with stage.database.write() as tx:
        found = await Registrar(tx).of_server(server)
        assert found
        await Registrar(tx).shape(found, state="open")
    stage.world.memory.clear()
    await stage.happens(MemberJoined(server, None, actor.ref, Profile(actor.name), stage.clock.now()))
    return found


async def torn(stage: Stage, platform: str) -> tuple[Actor, str]:
    """A guest of two communities who never wrote in either, and the second one."""
    ann = stage.actor("Ann", platform)
    await ann.joins()
    other = await comes_in(stage, ann)
    stage.take()
    return ann, other


def buttons(note: Note) -> dict[str, str]:
    return {button.label: button.id for row in note.rows for button in row}


async def asked(stage: Stage) -> dict[str, str]:
    [note] = stage.notes()
    assert note.text.plain == "which-ask"
    return buttons(note)


@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_the_house_took_the_youngest_community_where_it_should_have_asked(stage: Stage, platform: str) -> None:
    ann, other = await torn(stage, platform)
    await ann.asks("here", "and now", private=True)
    offered = await asked(stage)
    assert list(offered) == [f"House on {platform}", "Other 2"]
    await ann.presses(offered["Other 2"], private=True)
    assert stage.said() == ["which-chosen community=Other 2", "here where=Other 2 words=and now"]
    await ann.asks("here", private=True)
    assert stage.said() == ["here where=Other 2 words="]
    assert await last(stage, ann) == other


async def test_a_message_a_press_a_form_and_an_opened_chat_are_carried_on_too(stage: Stage) -> None:
    for number, act in enumerate(("writes", "presses", "fills", "opens")):
        ann = stage.actor(f"Ann{number}", "telegram")
        await ann.joins()
        await comes_in(stage, ann)
        stage.take()
        match act:
            case "writes":
                await ann.writes("cake?", private=True)
            case "presses":
                await ann.presses("which/go", private=True)
            case "fills":
                await ann.fills("which/ask", private=True, what="cake")
            case "opens":
                await ann.opens_chat()
        await ann.presses((await asked(stage))["Other 2"], private=True)
        assert "where=Other 2" in stage.said()[1], act


async def test_only_the_last_thing_asked_is_carried_on_and_only_once(stage: Stage) -> None:
    ann, _ = await torn(stage, "telegram")
    await ann.writes("first", private=True)
    await ann.writes("second", private=True)
    chosen = buttons(stage.notes()[-1])["Other 2"]
    await ann.presses(chosen, private=True)
    assert stage.said() == ["which-chosen community=Other 2", "heard text=second where=Other 2"]
    await ann.presses(chosen, private=True)
    assert stage.said() == ["which-chosen community=Other 2"]


async def test_what_was_asked_long_ago_does_not_come_as_a_surprise(stage: Stage) -> None:
    ann, _ = await torn(stage, "telegram")
    await ann.writes("old", private=True)
    chosen = (await asked(stage))["Other 2"]
    await stage.passes(LIFE + timedelta(minutes=1))
    await ann.presses(chosen, private=True)
    assert stage.said() == ["which-chosen community=Other 2"]


async def test_a_question_nobody_places_goes_within_two_days(stage: Stage) -> None:
    ann, _ = await torn(stage, "telegram")
    await ann.writes("secret", private=True)
    await prune(stage.database, stage.clock.now() + timedelta(days=1, minutes=1))
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT * FROM asked_where") == []


async def test_a_button_or_a_form_that_names_its_community_is_not_asked_back(stage: Stage) -> None:
    ann, other = await torn(stage, "telegram")
    await ann.presses(f"which/go/{other}", private=True)
    assert stage.said() == ["pressed where=Other 2"]
    await ann.fills(f"which/ask/{await stage.community('telegram')}", private=True, what="cake")
    assert stage.said() == ["filled what=cake where=House on telegram"]
    await ann.asks("here", private=True)  # the chat goes on where they last were
    assert stage.said() == ["here where=House on telegram words="]


async def test_a_deep_links_word_needs_no_community(stage: Stage) -> None:
    ann, _ = await torn(stage, "telegram")
    await ann.opens_chat("KX4M7RTP")
    assert stage.said() == ["opened payload=KX4M7RTP where="]


async def test_a_forged_choice_leads_into_no_community_one_is_no_guest_of(stage: Stage) -> None:
    ann, _ = await torn(stage, "telegram")
    discord = await stage.community("discord")
    await ann.writes("hi", private=True)
    await asked(stage)
    await ann.presses(f"house/about/{discord}", private=True)
    offered = await asked(stage)
    assert "House on discord" not in offered
    await ann.presses(f"which/go/{discord}", private=True)
    await ann.presses((await asked(stage))["Other 2"], private=True)
    assert stage.said() == ["which-chosen community=Other 2", "pressed where=Other 2"]
    await ann.presses(f"house/about/{discord}", private=True)
    assert stage.said() == ["button-gone"]
    async with stage.database.read() as reader:
        assert await People(reader).guest_of(discord, ann.ref) is None


async def test_a_chat_moves_to_another_community_and_back(stage: Stage) -> None:
    ann, _ = await torn(stage, "discord")
    await ann.writes("hi")
    await ann.presses("house/which", private=True)
    [note] = stage.notes()
    assert note.text.plain == "which-now community=House on discord"
    await ann.presses(buttons(note)["Other 2"], private=True)
    await ann.asks("here", private=True)
    assert stage.said() == ["which-chosen community=Other 2", "here where=Other 2 words="]


async def test_in_a_server_there_is_nothing_to_choose(stage: Stage) -> None:
    ann, other = await torn(stage, "discord")
    await ann.presses("house/which")
    await ann.presses(f"house/about/{other}")
    await ann.asks("here")
    assert stage.said() == ["button-gone", "button-gone", "here where=House on discord words="]


@pytest.mark.parametrize("platform", ["telegram", "discord"])
async def test_many_communities_come_page_by_page(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    await ann.joins()
    for number in range(PAGE + 1):
        await comes_in(stage, ann, number)
    stage.take()
    await ann.asks("here", private=True)
    seen: set[str] = set()
    for _ in range(2):
        [note] = stage.notes()
        seen |= choices(note)
        await ann.presses(buttons(note)["which-more-label"], private=True)
    assert len(seen) == PAGE + 2
    [note] = stage.notes()
    wanted = await comes_in(stage, ann, 99)
    stage.take()
    if note.selects:
        await ann.presses(note.selects[0].id, wanted, private=True)
    else:
        await ann.presses(f"house/about/={wanted}", private=True)
    assert stage.said() == ["which-chosen community=Other 99", "here where=Other 99 words="]


def choices(note: Note) -> set[str]:
    """Options of a select; where a platform has none they are buttons."""
    found = {option.value for select in note.selects for option in select.options}
    return found | {id_.partition("=")[2] for id_ in buttons(note).values() if "=" in id_}


async def test_two_houses_that_became_one_are_one_choice(stage: Stage) -> None:
    """The older one's name is what a button from before still leads to."""
    ann, other = await torn(stage, "telegram")
    first = await stage.community("telegram")
    async with stage.database.write() as tx:
        await tx.run("UPDATE community SET state = 'merged', merged_into = ? WHERE id = ?", first, other)
    stage.world.memory.clear()
    await ann.presses(f"house/about/{other}", private=True)
    assert stage.said() == ["which-chosen community=House on telegram"]


async def last(stage: Stage, actor: Actor) -> str:
    async with stage.database.read() as reader:
        member = await People(reader).member(actor.ref)
    assert member is not None
    return member.last_community


async def test_a_private_chat_in_the_lobby_is_always_about_the_lobby(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [FEATURE], platforms=("lobby",)) as stage:
        ann = stage.actor("Ann", "lobby")
        await ann.joins()
        await comes_in(stage, ann)
        stage.take()
        scene = replace(ann.scene(PlaceRef("lobby", "@ann"), private=True, reply=True), server=stage.server("lobby"))
        await stage.happens(ChatOpened(scene))
        assert stage.said() == ["opened payload= where=House on lobby"]
