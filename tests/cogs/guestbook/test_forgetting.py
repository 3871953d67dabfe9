"""Forgotten is forgotten: over all linked accounts, in every table, and whoever comes back begins anew."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Forget, Mute, Unmute, Whisper
from bot.core.codec import dump
from bot.core.events import MessageWritten
from bot.core.forgetting import FORGOTTEN
from bot.core.notes import note
from bot.core.refs import MessageRef
from bot.core.stores.dialogs import Dialog, Dialogs
from bot.core.stores.wishes import Wishes
from tests.cogs.guestbook.support import ALL, button, holding, link, open_house, panel, private, throw
from tests.support.stage import Actor, Stage

MARK = "Xylophon"


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_house(tmp_path, link=True) as opened:
        yield opened


async def forget(actor: Actor) -> None:
    actor.stage.take()
    await actor.presses("guestbook/forget", private=True)
    await actor.presses(button(actor.stage.take(), "guestbook/gone/"), private=True)


@pytest.mark.parametrize("platform", ALL)
async def test_it_is_asked_first_and_can_be_left(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    await panel(ann)
    await ann.presses("guestbook/forget", private=True)
    [said] = private(stage.take())
    assert said.text.plain == "guestbook-forget-ask count=1"
    assert [one.id for one in said.rows[0]] == [f"guestbook/gone/{await stage.guest(ann)}", "guestbook/panel"]
    assert (await holding(stage, "Ann"))["Ann"] == ["member"]


@pytest.mark.parametrize("platform", ALL)
async def test_a_button_of_another_guest_forgets_nobody(stage: Stage, platform: str) -> None:
    ann, eve = stage.actor("Ann", platform), stage.actor("Eve", platform)
    await panel(ann)
    await panel(eve)
    guest = await stage.guest(ann)
    await eve.presses(f"guestbook/gone/{guest}", private=True)
    assert stage.said() == ["button-gone"]
    assert await stage.guest(ann) == guest


@pytest.mark.parametrize("platform", ALL)
async def test_nothing_of_a_person_is_left_in_any_table(stage: Stage, platform: str) -> None:
    party = await throw(stage)
    ann = stage.actor("Annegret", platform)
    await ann.joins()
    await ann.writes(f"{MARK} for everybody")
    await ann.has("post")
    await ann.asks("ask", f"Will there be a {MARK}?", private=True)
    await ann.presses(f"parties/yes/{party}", private=True)
    await ann.presses(f"parties/name/{party}", private=True)
    await ann.presses(f"parties/tellme/{party}", private=True)
    await _left_over(stage, ann)
    held = await holding(stage, "Annegret", MARK)
    assert "member" in held["Annegret"]
    assert {"faq_gap", "outbox", "inbox", "dialog", "asked_where"} <= set(held[MARK])
    await forget(ann)
    actions = stage.take()
    assert "guestbook-forgotten" in [note.text.plain for note in private(actions)]
    assert Forget(ann.ref, tag=FORGOTTEN) in actions
    assert await holding(stage, "Annegret", MARK) == {"Annegret": [], MARK: []}


async def _left_over(stage: Stage, ann: Actor) -> None:
    """A private line that waits, a form half filled, a question nobody could place and an event that was set aside."""
    community = await stage.community(ann.ref.platform)
    now = stage.clock.now()
    scene = ann.scene()
    event = MessageWritten(scene, MessageRef(scene.place, "w0"), f"{MARK}!", now)
    async with stage.database.write() as tx:
        await Dialogs(tx).keep(ann.ref, Dialog(community, "faq/ask", 0, (("question", MARK),)), now)
        await Wishes(tx).keep(ann.ref, dump(event), now)
        await tx.run(
            "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
            " VALUES ('x', 'x', ?, ?, 2, 'once', ?, ?, 'waiting', 1, 1)",
            ann.ref.platform,
            f"{ann.ref.platform}:@{ann.ref.id}",
            community,
            dump(Whisper(ann.ref, note(f"{MARK} for Annegret"))),
        )
        await tx.run(
            "INSERT INTO inbox (key, lane, at, body, state, error) VALUES ('y', 'y', 1, ?, 'aside', ?)",
            dump(event),
            f"no {MARK} here",
        )


async def test_all_linked_accounts_are_forgotten_together(stage: Stage) -> None:
    party = await throw(stage, seats="1")
    ann, anna, ben = (
        stage.actor("Annegret", "discord"),
        stage.actor("Annika", "telegram"),
        stage.actor("Ben", "discord"),
    )
    await ann.presses(f"parties/yes/{party}", private=True)
    await ben.presses(f"parties/yes/{party}", private=True)
    await anna.asks("ask", f"Will there be a {MARK}?", private=True)
    await link(stage, ann, anna)
    await forget(anna)
    stage.take()
    assert await holding(stage, "Annegret", "Annika", MARK) == {"Annegret": [], "Annika": [], MARK: []}
    async with stage.database.read() as reader:
        seats = await reader.rows("SELECT member FROM party_rsvp WHERE party = ? AND seated = 1", party)
        accounts = await reader.rows("SELECT member FROM guest_member WHERE member IN ('annegret', 'annika')")
    assert seats == [("ben",)]
    assert accounts == []


@pytest.mark.parametrize("platform", ALL)
async def test_whoever_comes_back_begins_anew(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform)
    await ann.asks("ask", "Will there be a piano?", private=True)
    before = await stage.guest(ann)
    await forget(ann)
    await stage.passes(timedelta(days=1))
    [said] = private(await panel(ann))
    assert await stage.guest(ann) != before
    assert "guestbook-nothing" in said.text.plain
    assert "since=2026-11-24" in said.text.plain


async def test_a_running_mute_stays_with_a_trace_and_goes_with_its_end(stage: Stage) -> None:
    ann, mo = stage.actor("Annegret", "discord"), stage.actor("Mo", "discord")
    await mo.has("moderate", "erase")
    await ann.writes("hello")
    await mo.asks("mute", f"discord:annegret 2h {MARK}")
    stage.take()
    await forget(ann)
    assert "guestbook-forgotten-held" in stage.said()
    assert await holding(stage, "Annegret", MARK) == {"Annegret": [], MARK: []}
    async with stage.database.read() as reader:
        [(kind, trace, state, ends)] = await reader.rows("SELECT kind, member, state, expires_at > 0 FROM door_case")
    assert (kind, state, bool(ends)) == ("mute", "open", True)
    assert re.fullmatch(r"[0-9a-f]{64}", trace)
    assert "door_case" not in (await holding(stage, "annegret"))["annegret"]
    stage.world.memory.clear()  # as after a restart
    stage.take()
    await ann.asks("parties")
    assert stage.take() == []
    await ann.leaves()
    await ann.joins()
    assert [action.member for action in stage.take() if isinstance(action, Mute)] == [ann.ref]
    await stage.passes(timedelta(hours=2))
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT member, state FROM door_case") == [("", "ended")]
    stage.take()
    await ann.asks("parties")
    assert stage.take() != []


async def test_the_voice_of_somebody_forgotten_can_be_given_back(stage: Stage) -> None:
    ann, mo, ben = (stage.actor(name, "discord") for name in ("Annegret", "Mo", "Ben"))
    await mo.has("moderate", "erase")
    await ann.writes("hello")
    await ben.writes("hello")
    await mo.asks("mute", "discord:annegret 2h")
    await forget(ann)
    stage.take()
    await mo.asks("undo", "1")
    assert stage.said() == ["door-undo-forgotten number=1"]
    await ben.asks("parties")
    assert stage.take() != []
    await mo.asks("unmute", "discord:annegret")
    assert [action.member for action in stage.take() if isinstance(action, Unmute)] == [ann.ref]
    await ann.asks("parties")
    assert stage.take() != []
