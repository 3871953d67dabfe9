"""Added, removed and added again; a private place for the team, inside or as a group of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, Answer, Erase, OpenPlace, Post, Whisper
from bot.core.commands import command
from bot.core.context import Context
from bot.core.events import (
    ButtonPressed,
    ChatOpened,
    CommandInvoked,
    MemberRights,
    PlaceSeen,
    Profile,
    RightsChanged,
    ServerJoined,
    ServerLeft,
    ServerSeen,
    Unknown,
)
from bot.core.features import Feature, Knob
from bot.core.manners import LOG_PLACE
from bot.core.notes import Note
from bot.core.ports import Failed
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.stores.communities import Communities
from bot.core.stores.registrar import Registrar
from bot.core.stores.standing import Steward
from bot.core.text import Mention
from cogs.greeter import greeter
from cogs.greeter.knobs import PLACES
from cogs.help import help_
from cogs.setup import setup
from cogs.setup.settings import RESPONSIBLE
from cogs.team import team
from tests.support.stage import Actor, Stage, open_stage

NEW = ServerRef("telegram", "new")
ROOM = PlaceRef("telegram", "new")
PARTY_PLACES: Knob[list[str]] = Knob("parties.places", [])


@command("later")
async def later(ctx: Context) -> list[Action]:
    return [Post(ctx.who.place, Note(ctx.say("later")))]


FEATURES = [setup, team, help_, greeter, Feature("parties", commands=(later,), knobs=(PARTY_PLACES,))]
PACKAGES = ("cogs.setup", "cogs.team", "cogs.greeter")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES) as opened:
        yield opened


def joined(actor: Actor, server: ServerRef = NEW) -> ServerJoined:
    return ServerJoined(server, "New group", actor.ref, Profile(actor.name))


def looked(*members: MemberRights, server: ServerRef = NEW, owner: MemberRef | None = None) -> ServerSeen:
    house = MemberRights(MemberRef(server.platform, "house"), "Gastgeber", frozenset({"post"}))
    room = PlaceSeen(PlaceRef(server.platform, server.id), "New group", "room")
    return ServerSeen(server, "New group", (room,), (), house, members, owner)


def owning(actor: Actor) -> MemberRights:
    return MemberRights(actor.ref, actor.name, frozenset({"administer"}), 2)


async def state_of(stage: Stage, server: ServerRef) -> str:
    async with stage.database.read() as reader:
        found = await Communities(reader).of_server(server)
        community = await Communities(reader).load(found or "")
    return community.state if community else "none"


async def test_whoever_added_the_house_is_asked_privately_and_the_group_reads_nothing(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    await stage.happens(joined(olga))
    await stage.happens(looked(owning(olga)))
    [call] = stage.take()
    assert isinstance(call, Whisper)
    assert call.member == olga.ref
    await olga.presses(call.note.rows[0][0].id, private=True)
    assert "community=New group" in stage.said()[0]
    await olga.asks("setup", private=True)
    assert "setup-ask-language" in stage.said()[0]


async def test_on_discord_where_nobody_tells_who_added_it_the_owner_is_asked_once(stage: Stage) -> None:
    server, olga = ServerRef("discord", "new"), stage.actor("Olga", "discord")
    await stage.happens(ServerJoined(server, "New server", None))
    for _ in range(3):
        await stage.happens(looked(owning(olga), server=server, owner=olga.ref))
    calls = stage.take()
    assert [type(call) for call in calls] == [Whisper]


async def test_a_rehearsal_calls_nobody(stage: Stage) -> None:
    await stage.happens(ServerJoined(ServerRef("lobby", "hall"), "Hall", stage.actor("Olga", "lobby").ref, None, True))
    assert stage.take() == []


async def unreachable(stage: Stage) -> tuple[Actor, Post]:
    olga = stage.actor("Olga", "telegram")
    stage.recorders["telegram"].closed.add("olga")
    await stage.happens(joined(olga))
    await stage.happens(looked(owning(olga)))
    [line] = stage.take()
    assert isinstance(line, Post)
    return olga, line


async def test_who_cannot_be_written_to_finds_one_line_with_a_way_into_the_private_chat(stage: Stage) -> None:
    olga, line = await unreachable(stage)
    assert line.at == ROOM
    assert line.note.text.plain == "setup-line"
    [[button]] = line.note.rows
    assert button.opens_private
    stage.recorders["telegram"].closed.clear()
    await olga.presses(button.id, private=True)
    actions = stage.take()
    assert {type(action) for action in actions} == {Erase, Answer}
    await stage.passes(timedelta(minutes=11))
    assert stage.take() == []


async def test_the_line_goes_after_ten_minutes(stage: Stage) -> None:
    await unreachable(stage)
    await stage.passes(timedelta(minutes=9))
    assert stage.take() == []
    await stage.passes(timedelta(minutes=2))
    assert [type(action) for action in stage.take()] == [Erase]


async def test_setup_typed_in_the_group_by_an_owner_who_never_opened_the_chat_leaves_the_line(stage: Stage) -> None:
    olga, _ = await unreachable(stage)
    await stage.passes(timedelta(minutes=11))
    stage.take()
    scene = replace(olga.scene(ROOM), server=NEW)
    await olga.asks("help", private=True)
    stage.take()
    stage.recorders["telegram"].closed.add("olga")
    await stage.happens(CommandInvoked(scene, "setup", message=MessageRef(ROOM, "m1")))
    actions = stage.take()
    assert {type(action) for action in actions} == {Erase, Post}
    assert [action.note.text.plain for action in actions if isinstance(action, Post)] == ["setup-line"]


async def test_somebody_else_who_follows_the_line_is_told_who_may(stage: Stage) -> None:
    _, line = await unreachable(stage)
    await stage.actor("Ann", "telegram").presses(line.note.rows[0][0].id, private=True)
    [answer] = stage.take()  # the line stays for Olga
    assert isinstance(answer, Answer)
    assert answer.note.text.plain == "setup-not-you who=Olga"


async def test_a_begin_button_lets_nobody_into_a_community_that_is_not_theirs(stage: Stage) -> None:
    community = await stage.community("telegram")
    await stage.actor("Mallory", "discord").presses(f"setup/begin/{community}", private=True)
    assert stage.said() == ["setup-not-you who=setup-owner-unknown"]
    async with stage.database.read() as reader:
        assert await reader.row("SELECT 1 FROM guest_member WHERE community = ?", community) is None


async def test_a_made_up_begin_button_does_nothing(stage: Stage) -> None:
    await stage.actor("Ann", "telegram").presses("setup/begin/nowhere", private=True)
    assert stage.said() == ["button-gone"]


async def leaves(stage: Stage, platform: str) -> list[Whisper]:
    await stage.happens(ServerLeft(stage.server(platform)))
    return [action for action in stage.take() if isinstance(action, Whisper)]


async def opened_by(stage: Stage, platform: str) -> Actor:
    olga = stage.actor("Olga", platform)
    await olga.has("administer")
    async with stage.database.write() as tx:
        await Registrar(tx).shape(await stage.community(platform), state="closed")
    stage.world.memory.clear()
    await olga.presses("setup/set/language=de", private=True)
    await olga.presses("setup/keep/zone", private=True)
    await olga.presses("setup/open", private=True)
    stage.take()
    return olga


@pytest.mark.parametrize("platform", ["discord", "telegram"])
async def test_removed_it_stops_everything_tells_the_owner_and_keeps_for_thirty_days(
    stage: Stage, platform: str
) -> None:
    olga = await opened_by(stage, platform)
    await stage.set(RESPONSIBLE, "Mara", platform)
    [told] = await leaves(stage, platform)
    assert told.member == olga.ref
    assert told.note.text.plain == "setup-left server=House on " + platform + " when=2026-12-23T19:00+01:00"
    assert await state_of(stage, stage.server(platform)) == "left"
    await stage.passes(timedelta(days=29))
    assert await state_of(stage, stage.server(platform)) == "left"
    await stage.passes(timedelta(days=2))
    assert await state_of(stage, stage.server(platform)) == "none"
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT * FROM setup_mark") == []
        assert await reader.rows("SELECT * FROM knob WHERE key = ?", RESPONSIBLE.key) == []


async def test_added_again_within_thirty_days_it_finds_everything_and_is_quiet_until_opened(stage: Stage) -> None:
    olga = await opened_by(stage, "telegram")
    await stage.set(RESPONSIBLE, "Mara", "telegram")
    await leaves(stage, "telegram")
    await stage.passes(timedelta(days=10))
    await stage.happens(joined(olga, stage.server("telegram")))
    await olga.has("administer")
    assert await state_of(stage, stage.server("telegram")) == "closed"
    assert [type(action) for action in stage.take()] == [Whisper]
    await stage.passes(timedelta(days=25))
    await olga.asks("setup", private=True)
    [panel] = stage.said()
    assert "setup-home-closed" in panel
    assert "setup-now-data value=Mara" in panel


async def test_who_could_not_be_told_of_leaving_does_not_read_of_it_once_the_house_is_back(stage: Stage) -> None:
    olga = await opened_by(stage, "telegram")
    stage.recorders["telegram"].closed.add(olga.ref.id)
    await leaves(stage, "telegram")
    await stage.happens(joined(olga, stage.server("telegram")))
    await olga.has("administer")
    stage.take()
    stage.recorders["telegram"].closed.clear()
    await olga.asks("setup", private=True)
    [panel] = stage.said()
    assert "setup-home-closed" in panel


async def test_where_a_part_is_left_the_rest_goes_on(stage: Stage) -> None:
    await stage.link("discord", "telegram")
    olga = stage.actor("Olga", "discord")
    await olga.has("administer")
    stage.take()
    [told] = await leaves(stage, "telegram")
    assert told.member == olga.ref
    assert told.note.text.plain.startswith("setup-left-part community=House on discord")
    assert await state_of(stage, stage.server("discord")) == "open"


@pytest.mark.parametrize("platform", ["discord", "lobby"])
async def test_a_private_room_is_made_and_the_team_is_let_in(stage: Stage, platform: str) -> None:
    olga = stage.actor("Olga", platform)
    await olga.has("administer")
    await olga.presses(f"setup/room/{platform}")
    actions = stage.take()
    [room] = [action for action in actions if isinstance(action, OpenPlace)]
    assert room.private
    [hello] = [action for action in actions if isinstance(action, Post)]
    assert isinstance(hello.at, PlaceRef)
    assert [span.member for span in hello.note.text.spans if isinstance(span, Mention)] == [olga.ref]
    async with stage.database.read() as reader:
        found = await Communities(reader).load(await stage.community(platform))
    assert found is not None
    assert found.knob(LOG_PLACE) == f"{platform}:{hello.at.id}"


async def test_a_room_that_could_not_be_made_is_said_to_who_asked(stage: Stage) -> None:
    olga = stage.actor("Olga", "discord")
    await olga.has("administer")
    stage.recorders["discord"].refuse[OpenPlace] = Failed("forbidden", "create_private_threads")
    await olga.presses("setup/room/discord")
    assert "setup-room-failed why=refused-forbidden" in stage.said()
    await olga.presses("setup/room/telegram")
    assert stage.said() == ["setup-room-nowhere"]


async def group_code(stage: Stage, olga: Actor) -> str:
    await olga.presses("setup/group", private=True)
    [note] = stage.notes()
    [[add, _]] = note.rows
    assert add.adds_house
    return add.id


async def brings(stage: Stage, payload: str, who: Actor) -> list[Action]:
    """Telegram's own order: the house is in the group, then the link's word follows."""
    await stage.happens(joined(who))
    await stage.happens(looked(owning(who)))
    assert stage.take() == []
    await stage.happens(ChatOpened(replace(who.scene(ROOM), server=NEW), payload))
    return stage.take()


async def test_a_team_group_joins_by_its_link_and_a_yes_and_is_the_log_from_then_on(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    await olga.has("administer")
    code = await group_code(stage, olga)
    [asked] = await brings(stage, code, olga)
    assert isinstance(asked, Whisper)
    assert asked.note.text.plain == "setup-group-ask community=House on telegram group=New group"
    await olga.presses(asked.note.rows[0][0].id, private=True)
    assert stage.said() == ["setup-group-done community=House on telegram"]
    async with stage.database.read() as reader:
        home = await Communities(reader).of_server(NEW)
        assert home == await Communities(reader).of_server(stage.server("telegram"))
        found = await Communities(reader).load(home or "")
    assert found is not None
    assert found.open
    assert found.knob(LOG_PLACE) == "telegram:new"
    assert found.knob(PLACES) == ["telegram:house"]


async def test_the_code_may_be_typed_in_the_group_instead(stage: Stage) -> None:
    olga = stage.actor("Olga", "discord")
    await olga.has("administer")
    tina = stage.actor("Tina", "telegram")
    await olga.presses("setup/group")
    [note] = stage.notes()
    code = note.text.plain.split("code=/code ")[1].split(" ")[0]
    await stage.happens(joined(tina))
    await stage.happens(looked(owning(tina)))
    stage.take()
    scene = replace(tina.scene(ROOM), server=NEW)
    await stage.happens(CommandInvoked(scene, "code", words=code))
    [asked] = [action for action in stage.take() if isinstance(action, Whisper)]
    await tina.presses(asked.note.rows[0][0].id, private=True)
    async with stage.database.read() as reader:
        stores = Communities(reader)
        assert await stores.of_server(NEW) == await stores.of_server(stage.server("discord"))


async def test_nobody_gives_away_a_group_that_is_not_theirs_or_is_a_house_of_its_own(stage: Stage) -> None:
    olga, eve = stage.actor("Olga", "telegram"), stage.actor("Eve", "telegram")
    await olga.has("administer")
    code = await group_code(stage, olga)
    await olga.asks("code", code.removeprefix("code_"), private=True)
    assert stage.said() == ["setup-group-where"]
    await stage.happens(joined(eve))
    await stage.happens(looked(owning(eve)))
    stage.take()
    scene = replace(olga.scene(ROOM), server=NEW)
    await stage.happens(CommandInvoked(scene, "code", words=code.removeprefix("code_")))
    assert stage.said() == ["not-allowed role=role-owner"]
    async with stage.database.write() as tx:
        await tx.run("UPDATE community SET state = 'open' WHERE name = 'New group'")
    stage.world.memory.clear()
    scene = replace(eve.scene(ROOM), server=NEW)
    await stage.happens(CommandInvoked(scene, "code", words=code.removeprefix("code_")))
    assert stage.said() == ["setup-group-taken"]


async def test_an_owner_made_by_the_house_hears_of_the_leaving_on_another_platform(stage: Stage) -> None:
    community = await stage.link("discord", "telegram")
    tina = stage.actor("Tina", "telegram")
    await tina.joins()
    async with stage.database.write() as tx:
        await Steward(tx).grant(community, tina.ref, Role.OWNER, tina.ref, stage.clock.now())
    stage.world.memory.clear()
    await stage.happens(RightsChanged(stage.server("telegram"), MemberRights(tina.ref, "Tina", frozenset())))
    stage.take()
    [told] = await leaves(stage, "discord")
    assert told.member == tina.ref


async def test_without_any_owner_whoever_added_it_hears_of_the_leaving(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    await stage.happens(joined(olga))
    stage.take()
    await stage.happens(ServerLeft(NEW))
    [told] = stage.take()
    assert isinstance(told, Whisper)
    assert told.member == olga.ref
    await stage.happens(ServerLeft(ServerRef("telegram", "never-seen")))
    assert stage.take() == []


async def test_a_line_waits_until_the_group_is_known(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    stage.recorders["telegram"].closed.add("olga")
    await stage.happens(joined(olga))
    assert stage.take() == []
    await stage.happens(looked(owning(olga)))
    assert stage.said() == ["setup-line"]


async def test_on_discord_a_call_that_reaches_nobody_leaves_no_line(stage: Stage) -> None:
    server, olga = ServerRef("discord", "new"), stage.actor("Olga", "discord")
    stage.recorders["discord"].closed.add("olga")
    await stage.happens(ServerJoined(server, "New server", None))
    await stage.happens(looked(owning(olga), server=server, owner=olga.ref))
    assert stage.take() == []


async def test_an_owner_who_began_already_is_not_called_again(stage: Stage) -> None:
    server, olga = ServerRef("discord", "new"), stage.actor("Olga", "discord")
    await stage.happens(ServerJoined(server, "New server", None))
    await stage.happens(looked(owning(olga), server=server))
    from_there = replace(olga.scene(PlaceRef("discord", "new"), reply=True), server=server)
    await stage.happens(ButtonPressed(from_there, "setup/set/language=en"))
    stage.take()
    await stage.happens(looked(owning(olga), server=server, owner=olga.ref))
    assert stage.take() == []


async def test_a_team_group_is_good_only_while_an_owner_wants_it_and_only_where_it_was_typed(stage: Stage) -> None:
    olga = stage.actor("Olga", "telegram")
    await olga.has("administer")
    code = await group_code(stage, olga)
    await olga.presses(f"team/use/{code.removeprefix('code_')}", private=True)
    assert stage.said() == ["setup-group-where"]
    await stage.happens(joined(olga))
    await stage.happens(looked(owning(olga)))
    await olga.has()
    stage.take()
    await stage.happens(ChatOpened(replace(olga.scene(ROOM), server=NEW), code))
    assert stage.said() == []


async def test_a_torn_call_leaves_the_question_to_a_person(stage: Stage) -> None:
    olga = stage.actor("Olga", "discord")
    await olga.has("administer")
    community = await stage.community("discord")
    async with stage.database.write() as tx:
        row = await tx.row(
            "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, tag, body, state, made_at, due)"
            " VALUES ('x', 'x', 'discord', 'discord:general', 2, 'sure', ?, 'setup/room/discord:olga', '', 'sending', 0, 0)"
            " RETURNING id",
            community,
        )
    assert row is not None
    await stage.happens(Unknown(row[0], community, "setup/room/discord:olga"))
    assert "setup-room-unknown" in stage.said()
