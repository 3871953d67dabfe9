"""One tap, one word or one number, and the voice is back."""

from __future__ import annotations

from bot.core.actions import Amend, Post, Unmute
from bot.core.events import ServerJoined
from bot.core.refs import PlaceRef, ServerRef
from bot.core.roles import Role
from tests.cogs.door.support import (
    buttons,
    case,
    cases,
    grant,
    ids,
    link_accounts,
    moderator,
    mutes,
    of,
    private,
    with_log,
)
from tests.support.stage import Stage


async def test_undo_without_a_number_means_ones_own_last_case(stage: Stage, platform: str) -> None:
    mo, ann = await moderator(stage, platform), await moderator(stage, platform, "Ann")
    await mutes(stage, mo, f"{platform}:troll")
    await mutes(stage, ann, f"{platform}:other")
    await mo.asks("undo")
    actions = stage.take()
    [unmute] = of(Unmute, actions)
    assert isinstance(unmute, Unmute)
    assert unmute.member.id == "troll"
    first, second = await cases(stage, platform)
    assert (first.state, first.closer, second.state) == ("undone", mo.ref, "open")
    await mo.asks("undo")
    assert private(stage.take())[0].startswith("door-undo-over number=1")


async def test_undo_with_a_number_and_unmute_do_the_same(stage: Stage) -> None:
    mo = await moderator(stage, "discord")
    await mutes(stage, mo, "discord:a")
    await mutes(stage, mo, "discord:b")
    await mo.asks("undo", number="1")
    await mo.asks("unmute", member="discord:b")
    assert [kept.state for kept in await cases(stage, "discord")] == ["undone", "undone"]
    assert len(of(Unmute, stage.take())) == 2


async def test_who_was_muted_by_hand_can_be_given_the_voice_back_too(stage: Stage, platform: str) -> None:
    mo = await moderator(stage, platform)
    await mo.asks("unmute", member=f"{platform}:troll")
    assert len(of(Unmute, stage.take())) == 1
    assert (await case(stage, platform)).kind == "unmute"
    await mo.asks("undo")
    assert private(stage.take())[0].startswith("door-undo-nothing")


async def test_undo_needs_the_right_as_well(stage: Stage) -> None:
    mo, ann = await moderator(stage, "discord"), stage.actor("Ann", "discord")
    await grant(stage, "discord", ann.ref, Role.MODERATOR)
    await mutes(stage, mo, "discord:troll")
    await ann.asks("undo", number="1")
    assert private(stage.take())[0].startswith("door-no-right")
    assert (await case(stage, "discord")).state == "open"


async def test_undo_before_anything_was_decided(stage: Stage) -> None:
    await (await moderator(stage, "discord")).asks("undo")
    assert private(stage.take()) == ["door-nothing-yet"]


async def test_one_tap_in_the_log_place_undoes(stage: Stage, platform: str) -> None:
    await with_log(stage, platform)
    mo = await moderator(stage, platform)
    actions = await mutes(stage, mo, f"{platform}:troll")
    [card] = of(Post, actions)
    assert isinstance(card, Post)
    assert card.at == PlaceRef(platform, "log")
    [undo] = [button.id for button in buttons(card.note) if button.id.startswith("door/undo/")]
    await (await moderator(stage, platform, "Ann")).presses(undo)
    after = stage.take()
    assert len(of(Unmute, after)) == 1
    [amended] = of(Amend, after)
    assert isinstance(amended, Amend)
    assert "state=mute-undone" in amended.note.text.plain
    assert "who=Ann" in amended.note.text.plain


async def test_a_log_place_on_another_platform_works_just_the_same(stage: Stage) -> None:
    await stage.link("discord", "telegram")
    await with_log(stage, "discord", at="telegram")
    mo, ann = await moderator(stage, "discord"), await moderator(stage, "telegram", "Ann")
    await mo.writes("hi")
    await ann.writes("hi")
    [card] = of(Post, await mutes(stage, mo, "discord:troll"))
    assert isinstance(card, Post)
    undo = ids(card.note)[0]
    await ann.presses(undo)
    assert private(stage.take())[0].startswith("door-no-right")
    await link_accounts(stage, mo, ann)
    await ann.presses(undo)
    assert len(of(Unmute, stage.take())) == 1


async def test_a_button_acts_on_its_own_case_wherever_it_is_pressed(stage: Stage) -> None:
    """In a private chat the house goes by the last community, which need not be the button's."""
    mo = await moderator(stage, "discord")
    await mutes(stage, mo, "discord:troll")
    kept = await case(stage, "discord")
    elsewhere = ServerRef("discord", "elsewhere")
    await stage.happens(ServerJoined(elsewhere, "Elsewhere", None))
    async with stage.database.write() as tx:
        await tx.run(
            "UPDATE member SET last_community = (SELECT community FROM server WHERE id = 'elsewhere') WHERE id = 'mo'"
        )
    stage.world.memory.clear()
    await mo.presses(f"door/undo/{kept.id}", private=True)
    assert len(of(Unmute, stage.take())) == 1
