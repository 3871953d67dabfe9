"""A message forwarded to the house in private: muted over unseen, and not kept when nobody decides."""

from __future__ import annotations

from datetime import timedelta

from bot.core.actions import Mute
from bot.core.events import MessageWritten
from bot.core.refs import MemberRef, MessageRef
from bot.core.roles import Role
from tests.cogs.door.support import (
    case,
    grant,
    ids,
    moderator,
    of,
    private,
)
from tests.support.stage import Actor, Stage


async def test_a_forwarded_message_is_muted_over_from_the_private_chat(stage: Stage) -> None:
    mo, troll = await moderator(stage, "telegram"), stage.actor("Troll", "telegram")
    await mo.writes("hi")
    await troll.writes("buy this")
    await forwards(stage, mo, troll.ref, "Troll", "buy this")
    [panel] = stage.notes()
    assert panel.text.plain == "door-forward community=House on telegram name=Troll"
    assert [id_.partition(".")[2] for id_ in ids(panel)] == ["10", "60", "1440", "10080"]
    await mo.presses(ids(panel)[2], private=True)
    assert len(of(Mute, stage.take())) == 1
    kept = await case(stage, "telegram")
    assert (kept.evidence, kept.expires_at) == ("buy this", stage.clock.now() + timedelta(days=1))
    await mo.presses(ids(panel)[2], private=True)
    assert private(stage.take()) == ["button-gone"]


async def test_a_forward_finds_the_community_in_which_its_writer_is(stage: Stage) -> None:
    mo, troll = await moderator(stage, "telegram"), stage.actor("Troll", "telegram")
    await mo.writes("hi")
    await troll.writes("hi")
    async with stage.database.write() as tx:
        await tx.run("UPDATE member SET last_community = ? WHERE id = 'mo'", await stage.community("discord"))
    stage.world.memory.clear()
    await grant(stage, "discord", mo.ref, Role.MODERATOR)
    await forwards(stage, mo, troll.ref, "Troll", "x")
    assert stage.said() == ["door-forward community=House on telegram name=Troll"]


async def test_a_forward_of_somebody_who_hides_gets_the_other_way_told(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.writes("hi")
    await forwards(stage, mo, None, "Hidden", "x")
    assert stage.said() == ["door-forward-hidden name=Hidden"]


async def test_a_guests_forward_is_no_business_of_the_door(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram")
    await ann.writes("hi")
    await forwards(stage, ann, MemberRef("telegram", "troll"), "Troll", "x")
    assert stage.take() == []


async def test_a_forward_that_nobody_decides_on_is_not_kept(stage: Stage) -> None:
    mo = await moderator(stage, "telegram")
    await mo.writes("hi")
    await forwards(stage, mo, MemberRef("telegram", "troll"), "Troll", "secret")
    await stage.passes(timedelta(days=1, seconds=1))
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT * FROM door_forward") == []


async def forwards(stage: Stage, who: Actor, writer: MemberRef | None, name: str, text: str) -> None:
    scene = who.scene(private=True)
    message = MessageRef(scene.place, f"f{stage.next()}")
    await stage.happens(
        MessageWritten(
            scene, message, text, stage.clock.now(), to_house=True, forwarded_from=writer, forwarded_name=name
        )
    )
