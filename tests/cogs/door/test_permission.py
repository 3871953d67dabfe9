"""R27: nobody is muted beyond anybody's rights, and one plain sentence says what is in the way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.actions import Answer, Mute
from bot.core.events import MemberRights
from bot.core.refs import MemberRef, ServerRef
from bot.core.roles import Role
from tests.cogs.door.support import (
    case,
    grant,
    house_has,
    ids,
    link_accounts,
    moderator,
    mutes,
    of,
    private,
    second_server,
    seen,
)
from tests.support.stage import Stage

HOUR = timedelta(hours=1)


async def test_a_guest_cannot_mute(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform).asks("mute", f"{platform}:troll")
    actions = stage.take()
    refusal = "not-allowed-lobby" if platform == "lobby" else "not-allowed"
    assert private(actions) == [f"{refusal} role=role-moderator"]
    assert of(Mute, actions) == []


@pytest.mark.parametrize(("target", "line"), [("mo", "door-no-self"), ("house", "door-no-house")])
async def test_neither_oneself_nor_the_house(stage: Stage, platform: str, target: str, line: str) -> None:
    actions = await mutes(stage, await moderator(stage, platform), f"{platform}:{target}")
    assert private(actions)[0].startswith(line)
    assert of(Mute, actions) == []


@pytest.mark.parametrize("role", [Role.OWNER, Role.MODERATOR, Role.TEAM])
async def test_nobody_of_the_team(stage: Stage, role: Role) -> None:
    mo = await moderator(stage, "discord")
    await grant(stage, "discord", MemberRef("discord", "tess"), role)
    actions = await mutes(stage, mo, "discord:tess")
    assert private(actions)[0].startswith("door-no-team name=tess")


async def test_r27_the_houses_own_moderators_need_the_platforms_right(stage: Stage) -> None:
    mo = stage.actor("Mo", "discord")
    await grant(stage, "discord", mo.ref, Role.MODERATOR)
    actions = await mutes(stage, mo, "discord:troll")
    assert private(actions)[0].startswith("door-no-right")
    assert of(Mute, actions) == []


async def test_r27_nobody_mutes_who_ranks_as_high(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await stage.actor("Vip", "discord").has("pin", rank=50)
    assert private(await mutes(stage, mo, "discord:vip"))[0].startswith("door-no-rank name=vip")


async def test_r27_a_server_owner_without_any_role_outranks_everybody(stage: Stage) -> None:
    olga = stage.actor("Olga", "discord")
    await stage.actor("Vip", "discord").has("pin", rank=50)
    rights = (MemberRights(olga.ref, "Olga", frozenset({"administer", "moderate"}), 0),)
    vip = (MemberRights(MemberRef("discord", "vip"), "Vip", frozenset({"pin"}), 50),)
    await stage.happens(seen(stage, "discord", frozenset({"moderate"}), rights + vip, olga.ref))
    assert len(of(Mute, await mutes(stage, olga, "discord:vip"))) == 1


async def test_r27_a_telegram_administrator_cannot_be_muted(stage: Stage) -> None:
    boss = stage.actor("Boss", "telegram")
    await boss.has("administer", "moderate", rank=2)
    await stage.actor("Admin", "telegram").has("pin", rank=1)
    await house_has(stage, "telegram", frozenset({"moderate", "erase"}), rank=1)
    actions = await mutes(stage, boss, "telegram:admin")
    assert private(actions)[0].startswith("door-house-rank name=admin platform=telegram")


async def test_r27_the_house_says_what_right_it_lacks(stage: Stage, platform: str) -> None:
    mo = await moderator(stage, platform)
    await house_has(stage, platform, frozenset({"read"}))
    actions = await mutes(stage, mo, f"{platform}:troll")
    assert private(actions)[0].startswith("door-house-right")
    assert of(Mute, actions) == []


async def test_r27_across_platforms_only_with_a_linked_account_that_has_the_right_there(stage: Stage) -> None:
    community = await stage.link("discord", "telegram")
    mo, tg = await moderator(stage, "telegram"), stage.actor("MoDc", "discord")
    assert private(await mutes(stage, mo, "discord:troll"))[0].startswith("door-no-right")
    await tg.writes("hi")
    await mo.writes("hi")
    await tg.has("moderate", rank=50)
    assert private(await mutes(stage, mo, "discord:troll"))[0].startswith("door-no-right")
    await link_accounts(stage, tg, mo)
    [mute] = of(Mute, await mutes(stage, mo, "discord:troll"))
    assert isinstance(mute, Mute)
    assert mute.server.platform == "discord"
    assert (await case(stage, "discord")).community == community


async def test_the_lobbys_badge_is_enough_in_the_lobby_and_nowhere_else(stage: Stage) -> None:
    await stage.link("lobby", "discord")
    host = stage.actor("Host", "lobby")
    await host.has("administer", rank=0)
    stage.take()
    assert len(of(Mute, await mutes(stage, host, "lobby:troll"))) == 1
    assert private(await mutes(stage, host, "discord:troll"))[0].startswith("door-no-right")


async def test_a_mute_holds_on_all_servers_of_the_members_platform_and_on_no_other(stage: Stage) -> None:
    await stage.link("discord", "telegram")
    second = ServerRef("discord", "second")
    await second_server(stage, second)
    mo = await moderator(stage, "discord")
    found = of(Mute, await mutes(stage, mo, "discord:troll"))
    assert {mute.server for mute in found if isinstance(mute, Mute)} == {stage.server("discord"), second}


async def test_where_the_house_lacks_the_right_in_one_of_two_servers_the_moderator_hears_it(stage: Stage) -> None:
    second = ServerRef("discord", "second")
    await second_server(stage, second, rights=frozenset({"read"}))
    actions = await mutes(stage, await moderator(stage, "discord"), "discord:troll")
    assert len(of(Mute, actions)) == 1
    assert "door-house-right name=troll platform=discord server=Second" in private(actions)[0]


async def test_a_channel_of_announcements_has_nobody_to_mute(stage: Stage) -> None:
    second = ServerRef("telegram", "-100")
    await second_server(stage, second, kind="announcement")
    actions = await mutes(stage, await moderator(stage, "telegram"), "telegram:troll")
    assert len(of(Mute, actions)) == 1


async def test_a_mute_crosses_to_a_linked_account_only_by_a_tap(stage: Stage) -> None:
    await stage.link("discord", "telegram")
    mo, troll, other = (
        await moderator(stage, "discord"),
        stage.actor("Troll", "discord"),
        stage.actor("Trull", "telegram"),
    )
    mo_tg = await moderator(stage, "telegram", "MoTg")
    for actor in (mo, troll, other, mo_tg):
        await actor.writes("hi")
    await link_accounts(stage, troll, other)
    await link_accounts(stage, mo, mo_tg)
    actions = await mutes(stage, mo, "discord:troll", span="2h", reason="rude")
    assert {mute.member for mute in of(Mute, actions) if isinstance(mute, Mute)} == {troll.ref}
    answer = next(action for action in actions if isinstance(action, Answer))
    [also] = [id_ for id_ in ids(answer.note) if id_.startswith("door/also/")]
    await stage.passes(HOUR)
    await mo.presses(also)
    [mute] = of(Mute, stage.take())
    assert isinstance(mute, Mute)
    assert mute.member == other.ref
    second = await case(stage, "telegram")
    assert (second.number, second.reason, second.expires_at) == (2, "rude", stage.clock.now() + HOUR)
