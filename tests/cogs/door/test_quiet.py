"""R24: whatever moderators and guests do at the door, nothing of it is where others can read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.actions import Amend, Answer, Post, Whisper
from bot.core.events import MessageWritten
from bot.core.manners import LOG_PLACE
from bot.core.notes import Note
from bot.core.ports import Delivery
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from cogs.door import door
from cogs.door.store import Cases
from persona.voice import open_voice
from tests.cogs.door.support import ids, link_accounts, moderator
from tests.support.stage import PLATFORMS, Actor, Stage, open_stage

NAME, REASON, SAID = "Xantippos", "unmöglicher Mensch", "zornige Worte"
TELLING = (NAME.lower(), "unmöglich", "zornige", "stumm", "fall ", "mute", "case ")
VOICE = open_voice()


@dataclass(frozen=True)
class Step:
    """One thing somebody does; `pick` chooses among the buttons or cases there are."""

    what: str
    platform: str
    pick: int


COMMANDS = ("mute", "mute_reply", "mute_private", "mute_nobody", "guest_mutes", "unmute", "undo", "undo_number", "case")
OTHERS = ("mod", "report", "report_alone", "press", "forward", "reason", "returns", "roles", "writes", "time")
STEPS = st.builds(
    Step, st.sampled_from(COMMANDS + OTHERS), st.sampled_from(sorted(PLATFORMS)), st.integers(min_value=0, max_value=7)
)


@pytest.mark.parametrize("log", ["", *sorted(PLATFORMS)])
async def test_r24_every_form_once_and_then_every_button(log: str) -> None:
    once = [Step(what, platform, 0) for platform in sorted(PLATFORMS) for what in ("report", *COMMANDS, *OTHERS)]
    await _plays(log, [*once, *[Step("press", "discord", pick) for pick in range(8)]])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(["", *sorted(PLATFORMS)]), st.lists(STEPS, min_size=3, max_size=12))
async def test_r24_nothing_at_the_door_is_readable_by_others(log: str, steps: Sequence[Step]) -> None:
    await _plays(log, steps)


async def _plays(log: str, steps: Sequence[Step]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with open_stage(Path(folder), [door], packages=("cogs.door",), voice=VOICE, language="de") as stage:
            house = await _house(stage, log)
            for step in steps:
                await house.does(step)
                for recorder in stage.recorders.values():
                    for delivery in recorder.deliveries:
                        house.check(delivery)
                    recorder.deliveries.clear()


@dataclass
class House:
    stage: Stage
    community: str
    log: PlaceRef | None
    cards: list[Note]

    def mo(self, platform: str) -> Actor:
        return self.stage.actor("Mo", platform)

    def troll(self, platform: str) -> Actor:
        return self.stage.actor(NAME, platform)

    async def does(self, step: Step) -> None:
        mo, troll, target = self.mo(step.platform), self.troll(step.platform), f"{step.platform}:{NAME.lower()}"
        message = MessageRef(self.stage.room(step.platform), f"w{step.pick}")
        match step.what:
            case "mute":
                await mo.asks("mute", member=target, span=("1h", "40d", "5s")[step.pick % 3], reason=REASON)
            case "mute_reply":
                await mo.asks("mute", f"2h {REASON}", target=troll, target_message=message, target_text=SAID)
            case "mute_private":
                await mo.asks("mute", REASON, target=troll, private=True, target_text=SAID)
            case "mute_nobody":
                await mo.asks("mute", f"@{NAME} 1h {REASON}")
            case "guest_mutes":
                await self.stage.actor("Ann", step.platform).asks("mute", f"{target} 1h {REASON}")
            case "unmute":
                await mo.asks("unmute", target)
            case "undo" | "mod":
                await mo.asks(step.what)
            case "undo_number" | "case":
                await mo.asks(step.what.partition("_")[0], str(step.pick))
            case "report":
                guest = self.stage.actor(("Ann", "Bob")[step.pick % 2], step.platform)
                await guest.asks("report", REASON, target=troll, target_message=message, target_text=SAID)
            case "report_alone":
                await troll.asks("report", REASON)
            case "press":
                known = [id_ for card in self.cards for id_ in ids(card)]
                if known:
                    await mo.presses(known[-1 - step.pick % len(known)])
            case "forward":
                await self._forwards(mo, troll.ref)
            case "reason":
                async with self.stage.database.read() as reader:
                    found = await Cases(reader).recent(self.community, 1)
                for case in found:
                    await mo.fills(f"door/reason/{case.id}", reason=REASON)
            case "returns":
                await troll.leaves()
                await troll.joins()
            case "roles":
                await troll.has("post", rank=0)
            case "writes":
                await troll.writes(f"{SAID} @Gastgeber", to_house=True)
            case "time":
                await self.stage.passes(timedelta(minutes=3**step.pick))

    def check(self, delivery: Delivery) -> None:
        match delivery.action:
            case Post(at=place, note=note):
                self._public(place if isinstance(place, PlaceRef) else delivery.where, note)
            case Amend(note=note):
                self._public(delivery.where, note)
            case Answer(note=note):
                assert delivery.scene is not None
                self._to(delivery.scene.member, note)
            case Whisper(member=member, note=note):
                self._to(member, note)

    def _public(self, place: PlaceRef | None, note: Note) -> None:
        if place is not None and place == self.log:
            self.cards.append(note)
            return
        assert note.text == VOICE.say("de", "continue-in-private", {})
        _tells_nothing(note)

    def _to(self, member: MemberRef, note: Note) -> None:
        if member.id == "mo":
            self.cards.append(note)
            return
        _tells_nothing(note)

    async def _forwards(self, mo: Actor, writer: MemberRef) -> None:
        scene = mo.scene(private=True)
        event = MessageWritten(
            scene, MessageRef(scene.place, "f"), SAID, self.stage.clock.now(), True, forwarded_from=writer,
            forwarded_name=NAME,
        )  # fmt: skip
        await self.stage.happens(event)


async def _house(stage: Stage, log: str) -> House:
    community = await stage.link("discord", "telegram", "lobby")
    mos = [await moderator(stage, platform) for platform in PLATFORMS]
    for actor in (*mos, *[stage.actor(NAME, platform) for platform in PLATFORMS]):
        await actor.writes("hallo")
    await link_accounts(stage, *mos)
    await link_accounts(stage, *[stage.actor(NAME, platform) for platform in PLATFORMS])
    if log:
        await stage.set(LOG_PLACE, f"{log}:log", "discord")
    stage.take()
    return House(stage, community, PlaceRef(log, "log") if log else None, [])


def _tells_nothing(note: Note) -> None:
    for words in _readable(note):
        assert not any(word in words.lower() for word in TELLING), words


def _readable(note: Note) -> Iterator[str]:
    yield note.text.plain
    for row in note.rows:
        for button in row:
            yield button.label
            yield button.id
