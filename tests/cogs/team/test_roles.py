"""House roles on the stage: given by picking a person, by a code or by a mapped role; taken back everywhere at once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Action, Answer, Erase, Post, Whisper
from bot.core.commands import command
from bot.core.context import Context
from bot.core.events import (
    CommandInvoked,
    MemberRights,
    PlaceSeen,
    Right,
    RightsChanged,
    RoleSeen,
    ServerSeen,
)
from bot.core.features import Feature
from bot.core.refs import MemberRef, PlaceRef
from bot.core.roles import Role
from bot.core.stores.people import Registry
from cogs.help import help_
from cogs.team import team
from persona.voice import open_voice
from tests.support.stage import Actor, Stage, open_stage

PLATFORMS = ["discord", "telegram", "lobby"]


@command("sweep", may=Role.MODERATOR)
async def sweep(ctx: Context) -> list[Action]:
    return [ctx.answer("swept")]


TOOLS = Feature("tools", commands=(sweep,))


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [team, TOOLS], packages=("cogs.team",)) as opened:
        yield opened


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def owner(stage: Stage, platform: str, name: str = "Olga") -> Actor:
    olga = stage.actor(name, platform)
    await olga.has("administer")
    stage.take()
    return olga


async def may_sweep(stage: Stage, actor: Actor) -> bool:
    stage.take()
    await actor.asks("sweep", private=True)
    return "swept" in stage.said()


async def code_from(stage: Stage, actor: Actor, role: str) -> str:
    await actor.presses(f"team/code/{role}", private=True)
    [line] = stage.said()
    return line.split("code=/code ")[1].split(" ")[0]


async def meets(stage: Stage, actor: Actor) -> None:
    await actor.joins()
    stage.take()


async def test_an_owner_gives_a_role_by_picking_a_person_who_is_told_privately(stage: Stage, platform: str) -> None:
    olga, ann = await owner(stage, platform), stage.actor("Ann", platform)
    await meets(stage, ann)
    assert not await may_sweep(stage, ann)
    await olga.asks("team", "grant moderator", private=True, target=ann)
    actions = stage.take()
    assert not [action for action in actions if isinstance(action, Post)]
    [told] = [action for action in actions if isinstance(action, Whisper) and action.member == ann.ref]
    assert told.note.text.plain == f"team-you-are community=House on {platform} role=role-moderator"
    assert await may_sweep(stage, ann)


async def test_a_guest_a_moderator_and_the_team_cannot_give_roles(stage: Stage) -> None:
    ann = stage.actor("Ann", "discord")
    for rights in ((), ("moderate",)):
        await ann.has(*rights)
        await ann.asks("team", "grant owner discord:ann")
        assert stage.said() == ["not-allowed role=role-owner"]
        await ann.presses("team/code/owner")
        assert stage.said() == ["not-allowed role=role-owner"]


async def test_a_role_taken_back_is_gone_on_every_platform_from_the_next_turn_on(stage: Stage) -> None:
    community = await stage.link("discord", "telegram")
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    same = stage.actor("Ann", "telegram")
    await meets(stage, ann)
    await meets(stage, same)
    async with stage.database.write() as tx:
        registry = Registry(tx)
        one, other = await registry.guest_of(community, ann.ref), await registry.guest_of(community, same.ref)
        assert one
        assert other
        await registry.merge(other, one)
    stage.world.memory.clear()
    await olga.asks("team", "grant moderator telegram:ann")
    assert await may_sweep(stage, ann)
    assert await may_sweep(stage, same)
    await olga.asks("team", "revoke moderator discord:ann")
    assert stage.said()[0].startswith("team-revoked")
    assert not await may_sweep(stage, ann)
    assert not await may_sweep(stage, same)


async def test_a_role_is_taken_back_from_the_list_too(stage: Stage, platform: str) -> None:
    olga, ann = await owner(stage, platform), stage.actor("Ann", platform)
    await meets(stage, ann)
    await olga.asks("team", "grant host", private=True, target=ann)
    stage.take()
    await olga.presses("team/desk", private=True)
    [desk] = stage.notes()
    if desk.selects:
        await olga.presses(desk.selects[0].id, desk.selects[0].options[0].value, private=True)
    else:
        await olga.presses(desk.rows[-1][0].id, private=True)
    assert stage.said()[0].startswith("team-revoked")


async def test_a_name_from_another_platform_is_not_shown(stage: Stage) -> None:
    await stage.link("discord", "telegram")
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "telegram")
    await meets(stage, ann)
    await olga.asks("team", "grant moderator telegram:ann")
    [desk, _] = stage.said()
    assert "Ann" not in desk
    assert "who=team-elsewhere count=1 platform=Telegram" in desk


async def test_the_last_owner_stays(stage: Stage) -> None:
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    await meets(stage, ann)
    await olga.asks("team", "grant owner discord:ann")
    await olga.has()
    stage.take()
    await ann.asks("team", "revoke owner discord:ann")
    assert stage.said() == ["team-last-owner"]
    await olga.has("administer")
    await ann.asks("team", "revoke owner discord:ann")
    assert stage.said()[0].startswith("team-revoked")


async def test_what_a_platform_gives_the_house_cannot_take(stage: Stage) -> None:
    olga, mo = await owner(stage, "discord"), stage.actor("Mo", "discord")
    await mo.has("moderate")
    await olga.asks("team", "revoke moderator discord:mo")
    assert stage.said() == ["team-not-granted"]


async def test_the_house_itself_gets_no_role(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.asks("team", "grant host discord:house")
    assert stage.said() == ["team-not-me"]


async def test_half_a_request_is_answered_with_how_it_goes(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.asks("team", "grant moderator")
    assert stage.said() == ["team-who-and-what"]


async def test_a_code_says_what_it_does_and_does_it_once_confirmed(stage: Stage, platform: str) -> None:
    olga, ann, bob = await owner(stage, platform), stage.actor("Ann", platform), stage.actor("Bob", platform)
    await meets(stage, ann)
    await meets(stage, bob)
    code = await code_from(stage, olga, "moderator")
    await ann.asks("code", code.lower(), private=True)
    [asked] = stage.notes()
    assert asked.text.plain == f"team-code-role community=House on {platform} role=role-moderator"
    assert not await may_sweep(stage, ann)
    await ann.presses(asked.rows[0][0].id, private=True)
    assert stage.said()[0].startswith("team-you-are")
    assert await may_sweep(stage, ann)
    await bob.asks("code", code, private=True)
    assert stage.said() == ["team-code-wrong"]
    await bob.presses(asked.rows[0][0].id, private=True)
    assert stage.said() == ["team-code-wrong"]


async def test_a_code_can_be_left(stage: Stage) -> None:
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    code = await code_from(stage, olga, "host")
    await ann.asks("code", code)
    [asked] = stage.notes()
    await ann.presses(asked.rows[0][1].id)
    assert stage.said() == ["team-code-left"]
    await ann.asks("code", code)
    assert stage.said()[0].startswith("team-code-role")


async def test_a_deep_link_carries_a_code_also_while_the_house_is_closed(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [team], packages=("cogs.team",), opened=False) as stage:
        olga, ann = await owner(stage, "telegram"), stage.actor("Ann", "telegram")
        code = await code_from(stage, olga, "team")
        await ann.opens_chat(f"code_{code.replace('-', '')}")
        [asked] = stage.notes()
        assert asked.text.plain.startswith("team-code-role")
        await ann.presses(asked.rows[0][0].id, private=True)
        assert stage.said()[0].startswith("team-you-are")
        await ann.opens_chat("something-else-entirely")
        assert stage.said() == ["team-start-unknown"]
        await ann.opens_chat()
        assert stage.take() == []


@pytest.mark.parametrize("language", ["de", "en"])
async def test_a_start_link_nobody_knows_spoke_of_a_button_from_another_day(tmp_path: Path, language: str) -> None:
    async with open_stage(tmp_path, [team, help_], packages=("cogs.team",), voice=open_voice()) as stage:
        await stage.actor("Ann", "telegram", language).opens_chat("xyz")
        [told] = stage.notes()
        words = {
            "de": "Der Link, der dich hergeführt hat, gilt nicht",
            "en": "The link that brought you here is not valid",
        }
        assert told.text.plain.startswith(words[language])
        [[button]] = told.rows
        await stage.actor("Ann", "telegram", language).presses(button.id, private=True)
        [page] = stage.said()
        assert "/code" in page


async def test_a_code_without_its_word_is_asked_for_in_a_form(stage: Stage) -> None:
    olga, ann = await owner(stage, "telegram"), stage.actor("Ann", "telegram")
    code = await code_from(stage, olga, "team")
    await ann.asks("code", private=True)
    assert "team-code-form" in stage.said()[0]
    await ann.writes(code, private=True)
    assert stage.said()[0].startswith("team-code-role")


async def test_a_code_typed_in_a_group_is_taken_away_there(stage: Stage) -> None:
    olga, ann = await owner(stage, "telegram"), stage.actor("Ann", "telegram")
    code = await code_from(stage, olga, "team")
    await ann.asks("code", code)
    actions = stage.take()
    assert [type(action) for action in actions] == [Whisper, Erase, Post]
    assert all(code not in action.note.text.plain for action in actions if isinstance(action, Post))


async def test_a_code_runs_out(stage: Stage) -> None:
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    code = await code_from(stage, olga, "team")
    await stage.passes(timedelta(hours=25))
    await ann.asks("code", code)
    assert stage.said() == ["team-code-wrong"]


async def test_guessing_ends_after_five_wrong_codes_even_for_the_right_one(stage: Stage) -> None:
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    code = await code_from(stage, olga, "team")
    for number in range(5):
        await ann.asks("code", f"WRNG-000{number}")
    await ann.asks("code", code)
    assert stage.said() == ["team-code-wrong"] * 6
    await stage.passes(timedelta(minutes=11))
    await ann.asks("code", code)
    assert stage.said()[0].startswith("team-code-role")


async def test_the_code_of_somebody_who_is_no_owner_any_more_grants_nothing(stage: Stage) -> None:
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    code = await code_from(stage, olga, "owner")
    await olga.has()
    await ann.asks("code", code)
    [asked] = stage.notes()
    await ann.presses(asked.rows[0][0].id)
    assert stage.said() == ["team-code-void"]


def seen(stage: Stage, *roles: RoleSeen, members: tuple[MemberRights, ...] = ()) -> ServerSeen:
    room = PlaceSeen(PlaceRef("discord", "general"), "general", "room")
    rights: frozenset[Right] = frozenset({"post"})
    house = MemberRights(MemberRef("discord", "house"), "Gastgeber", rights)
    return ServerSeen(stage.server("discord"), "House on discord", (room,), roles, house, members)


async def test_a_discord_role_can_stand_for_a_role_of_the_house(stage: Stage) -> None:
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    owners = MemberRights(olga.ref, "Olga", frozenset({"administer"}), 50)
    await stage.happens(seen(stage, RoleSeen("77", "Crew"), members=(owners,)))
    await olga.presses("team/mapto/moderator")
    [asked] = stage.notes()
    await olga.presses(asked.selects[0].id, "77")
    assert "team-map role=role-moderator theirs=Crew" in stage.said()[0]
    await stage.happens(
        RightsChanged(stage.server("discord"), MemberRights(ann.ref, "Ann", frozenset(), 1, roles=("77",)))
    )
    assert await may_sweep(stage, ann)
    await olga.presses("team/maps")
    [maps] = stage.notes()
    await olga.presses(maps.selects[-1].id, maps.selects[-1].options[0].value)
    assert not await may_sweep(stage, ann)


async def test_telegrams_administrators_can_stand_for_a_role_of_the_house(stage: Stage) -> None:
    olga, ann = await owner(stage, "telegram"), stage.actor("Ann", "telegram")
    await stage.happens(
        RightsChanged(stage.server("telegram"), MemberRights(ann.ref, "Ann", frozenset({"post"}), 1, roles=("admin",)))
    )
    await olga.presses("team/mapto/moderator", private=True)
    [asked] = stage.notes()
    choice = next(button for row in asked.rows for button in row if button.id.startswith("team/map/"))
    await olga.presses(choice.id, private=True)
    assert stage.said()[0].startswith("team-mapped")
    assert await may_sweep(stage, ann)


async def test_a_forged_mapping_is_refused(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.presses("team/map/operator", "77")
    await olga.presses("team/code/operator")
    assert stage.said() == ["button-gone", "button-gone"]


async def test_an_anonymous_administrator_is_sent_to_the_private_chat(stage: Stage) -> None:
    scene = stage.actor("Group", "telegram").scene()
    await stage.happens(CommandInvoked(scene, "team", as_server=True))
    assert not [action for action in stage.take() if isinstance(action, Answer)]


async def test_a_code_for_a_role_is_one_line_too_and_without_a_role_the_choice_is_shown(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.asks("team", "code host")
    assert stage.said()[0].startswith("team-code-issued code=/code ")
    await olga.asks("team", "code")
    [asked] = stage.notes()
    assert asked.text.plain.startswith("team-code-which")
    assert "team/code/host" in [button.id for row in asked.rows for button in row]
    await olga.asks("team", "map")
    assert stage.said()[0].startswith("team-maps")


async def test_what_was_taken_back_meanwhile_is_not_there_to_take(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.presses("team/take/x", "host.discord.ann")
    assert stage.said() == ["team-not-granted"]


async def test_the_last_owner_is_not_unmapped_either(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    crew = MemberRights(olga.ref, "Olga", frozenset({"administer"}), 50, roles=("77",))
    await stage.happens(seen(stage, RoleSeen("77", "Crew"), members=(crew,)))
    await olga.presses("team/map/owner", "77")
    mapped = MemberRights(olga.ref, "Olga", frozenset(), 50, roles=("77",))
    await stage.happens(RightsChanged(stage.server("discord"), mapped))
    stage.take()
    await olga.presses("team/unmap/x", "owner.77")
    assert stage.said() == ["team-last-owner"]
    await olga.presses("team/unmap/x", "owner.78")
    assert stage.said() == ["button-gone"]


async def test_many_platform_roles_come_page_by_page(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    owners = MemberRights(olga.ref, "Olga", frozenset({"administer"}), 50)
    await stage.happens(seen(stage, *(RoleSeen(str(n), f"Role {n}") for n in range(30)), members=(owners,)))
    await olga.presses("team/mapto/host")
    [first] = stage.notes()
    assert len(first.selects[0].options) == 25
    await olga.presses("team/mapto/host.1")
    [second] = stage.notes()
    assert [option.label for option in second.selects[0].options] == [f"Role {n}" for n in range(25, 30)]


async def test_who_is_too_many_to_name_is_counted(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    for number in range(7):
        await olga.asks("team", f"grant host discord:h{number}")
    [line] = [line for line in stage.said()[-2].splitlines() if "role=role-host" in line]
    assert "team-elsewhere count=2 platform=Discord" in line


async def test_a_code_of_a_community_that_is_no_more_is_no_code(stage: Stage) -> None:
    olga, ann = await owner(stage, "discord"), stage.actor("Ann", "discord")
    code = await code_from(stage, olga, "host")
    async with stage.database.write() as tx:
        await tx.run("UPDATE code SET community = 'gone'")
    await ann.asks("code", code)
    assert stage.said() == ["team-code-wrong"]


async def test_somebody_who_opened_the_private_chat_late_was_told_of_a_role_they_had_lost(stage: Stage) -> None:
    olga, ann = await owner(stage, "telegram"), stage.actor("Ann", "telegram")
    await meets(stage, ann)
    stage.recorders["telegram"].closed.add(ann.ref.id)
    await olga.asks("team", f"grant moderator telegram:{ann.ref.id}", private=True)
    await olga.asks("team", f"grant host telegram:{ann.ref.id}", private=True)
    await olga.asks("team", f"revoke moderator telegram:{ann.ref.id}", private=True)
    stage.take()
    stage.recorders["telegram"].closed.clear()
    await ann.opens_chat()
    assert [line for line in stage.said() if line.startswith("team-you-are")] == [
        "team-you-are community=House on telegram role=role-host"
    ]


async def test_whoever_gave_a_role_never_heard_that_the_person_could_not_be_told(stage: Stage, platform: str) -> None:
    olga, ann = await owner(stage, platform), stage.actor("Ann", platform)
    await meets(stage, ann)
    stage.recorders[platform].closed.add(ann.ref.id)
    await olga.asks("team", f"grant moderator {platform}:{ann.ref.id}", private=True)
    told = [action for action in stage.take() if isinstance(action, Whisper) and action.member == olga.ref]
    assert [action.note.text.plain for action in told] == ["team-not-reached role=role-moderator"]
