"""The doctor in the chat: owners ask from setup, he looks beside the turns, and says it in their language."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.events import ServerJoined
from bot.core.notes import Note
from bot.core.refs import ServerRef
from bot.doctor.chat import IN_SETUP, NEVER_HERE, Surgery, doctor_feature
from bot.doctor.findings import KINDS, Finding, found
from cogs.setup import setup
from persona.voice import open_voice
from tests.support.stage import Actor, Stage, open_stage

DISK = found("disk-low", free=120, least=500)


class Doctor:
    """Finds what he is told to, and looks only when he is asked."""

    def __init__(self) -> None:
        self.finds: Sequence[Finding] | Exception = ()
        self.looks = 0

    async def look(self) -> Sequence[Finding]:
        self.looks += 1
        if isinstance(self.finds, Exception):
            raise self.finds
        return self.finds


@asynccontextmanager
async def consulting(folder: Path) -> AsyncIterator[tuple[Stage, Doctor, Actor]]:
    doctor = Doctor()
    surgery = Surgery(lambda: stage.clock.now())
    features = (setup, doctor_feature(surgery))
    async with open_stage(
        folder, features, platforms=("discord", "telegram"), packages=("cogs.setup",), voice=open_voice()
    ) as stage:
        at_work = asyncio.create_task(surgery.run(doctor.look))
        try:
            await stage.link("discord", "telegram")
            olga = stage.actor("Olga", "discord")
            await olga.has("administer")
            stage.take()
            yield stage, doctor, olga
        finally:
            at_work.cancel()
            await asyncio.gather(at_work, return_exceptions=True)


async def asked(stage: Stage, who: Actor, button: str = "doctor/desk") -> Note:
    await who.presses(button)
    (note,) = stage.notes()
    return note


async def seen(stage: Stage, who: Actor) -> Note:
    await asked(stage, who)
    await asyncio.sleep(0)
    return await asked(stage, who)


async def test_an_owner_is_told_what_to_click(tmp_path: Path) -> None:
    async with consulting(tmp_path) as (stage, doctor, olga):
        mine = await stage.community("discord")
        doctor.finds = [DISK, found("discord-moderate", server="House", community=mine), found("speed-missing")]
        assert "I am looking everything over" in (await asked(stage, olga)).text.plain
        await asyncio.sleep(0)
        told = (await asked(stage, olga)).text.plain.splitlines()
        assert len(told) == 3  # notes are for whoever runs the machine
        assert told[1].startswith("Only 120 MB are free")
        assert "turn on Time Out Members" in told[2]
        assert doctor.looks == 1


async def test_a_healthy_house_is_said_to_be_so_and_looked_at_again_when_asked(tmp_path: Path) -> None:
    async with consulting(tmp_path) as (stage, doctor, olga):
        assert (await seen(stage, olga)).text.plain == "I have looked everything over and found nothing wrong."
        assert "I am looking" in (await asked(stage, olga, "doctor/again")).text.plain
        await asyncio.sleep(0)
        await stage.passes(timedelta(minutes=10))
        assert "I am looking" in (await asked(stage, olga)).text.plain
        await asyncio.sleep(0)
        assert doctor.looks == 3


async def test_a_look_that_fails_is_said_and_does_not_end_the_house(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with consulting(tmp_path) as (stage, doctor, olga):
        doctor.finds = RuntimeError("a bug")
        assert "could not look everything over" in (await seen(stage, olga)).text.plain
        assert "could not look everything over" in caplog.text
        doctor.finds = ()
        await asked(stage, olga, "doctor/again")
        await asyncio.sleep(0)
        assert "nothing wrong" in (await asked(stage, olga)).text.plain


async def test_the_owner_of_one_community_among_others_learns_nothing_of_them_or_of_the_machine(tmp_path: Path) -> None:
    async with consulting(tmp_path) as (stage, doctor, olga):
        await stage.happens(ServerJoined(ServerRef("discord", "elsewhere"), "Elsewhere", None))
        stage.take()
        doctor.finds = [DISK, found("discord-erase", server="Elsewhere", community="another")]
        told = (await seen(stage, olga)).text.plain
        assert "120 MB" not in told
        assert "Elsewhere" not in told
        assert "only whoever runs it sees" in told


async def test_a_guest_is_not_told(tmp_path: Path) -> None:
    async with consulting(tmp_path) as (stage, doctor, _):
        doctor.finds = [DISK]
        gus = stage.actor("Gus", "discord")
        assert "120" not in (await asked(stage, gus)).text.plain
        await asyncio.sleep(0)
        assert doctor.looks == 0


async def test_the_way_to_the_doctor_is_beside_the_rights(tmp_path: Path) -> None:
    async with consulting(tmp_path) as (stage, _, olga):
        page = await asked(stage, olga, "setup/check")
        assert "doctor/desk" in [button.id for row in page.rows for button in row]


@pytest.mark.parametrize("language", open_voice().languages())
def test_whatever_a_running_house_can_have_has_a_line(language: str) -> None:
    voice = open_voice()
    blanks = dict.fromkeys(
        ("name", "names", "meant", "line", "free", "least", "days", "count", "platform", "seconds"), "7"
    )
    blanks |= dict.fromkeys(("server", "place", "host", "missing"), "Town")
    for code, kind in KINDS.items():
        if kind.severity != "note" and code not in NEVER_HERE:
            assert voice.say(language, IN_SETUP.get(code, f"doctor-{code}"), blanks).plain
