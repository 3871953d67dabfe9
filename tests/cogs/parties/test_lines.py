"""The whole story once in each language with the house's own pack: every line is there with the blanks it needs."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

import cogs.parties
from bot.core.roles import Role
from bot.core.when.model import Reason
from cogs.parties import PRESSES, parties
from cogs.parties.acts import ACTS
from cogs.parties.model import Trouble
from persona.voice import open_voice
from tests.cogs.parties.support import House, grant, open_house

VOICE = open_voice()
KEY = re.compile(r'f?"(parties-[a-z0-9-]+)"')
TROUBLES: tuple[str, ...] = Trouble.__args__  # type: ignore[attr-defined]  # a Literal
REASONS: tuple[str, ...] = Reason.__args__  # type: ignore[attr-defined]  # a Literal


def keys() -> set[str]:
    """Every line that code names."""
    folder = Path(cogs.parties.__file__).parent
    found = {key for path in folder.rglob("*.py") for key in KEY.findall(path.read_text(encoding="utf-8"))}
    feature = parties(VOICE)
    found |= {form.form.line_of(field) for form in feature.forms.values() for field in form.form.fields}
    found |= {command.line for command in feature.commands}
    found |= {command.line_of(param) for command in feature.commands for param in command.params}
    found |= {f"parties-button-{verb}" for verb in PRESSES if verb not in ("act", "desk", "motto", "voice", "when")}
    found |= {f"parties-act-{act}" for act in ACTS}
    found |= {f"parties-due-{kind}" for kind in feature.timers}
    found |= {f"parties-doubt-{reason.replace('_', '-')}" for reason in REASONS}
    return found | {f"parties-trouble-{kind}" for kind in TROUBLES}


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_line_the_parties_say_stands_in_the_house_pack(language: str) -> None:
    text = (Path("persona/house/lines") / language / "parties.ftl").read_text(encoding="utf-8")
    there = set(re.findall(r"^([a-z0-9-]+) =", text, re.MULTILINE))
    assert keys() - there == set()
    assert there - keys() - {"parties-cheer-last-round"} == set(), "lines that nobody says"


@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_story_can_be_told(tmp_path: Path, language: str) -> None:
    async with open_house(tmp_path, platforms=("discord", "telegram"), voice=VOICE, language=language) as house:
        await _story(house, "Neon-Nacht Freitag 20 Uhr" if language == "de" else "Neon Night Friday 8pm", language)
        failed = await house.rows("SELECT error FROM inbox WHERE state <> 'done'")
        assert failed == []
        assert (await house.all())[0].motto == "neon"


async def _story(house: House, words: str, language: str) -> None:
    host, ann, tim = house.host, house.guest("Ann", "discord", language), house.guest("Tim", "telegram", language)
    host.language = language
    await grant(house.stage, host, Role.TEAM)
    for command in ("party", "parties", "calendar"):
        await host.asks(command)
    await host.asks("party", "morgen halb acht" if language == "de" else "tomorrow at 8")
    await host.presses(f"parties/discard/{(await house.all())[-1].id}")
    await host.asks("party", words)
    (party,) = await house.all()
    await host.fills(f"parties/seats/{party.id}", seats="1")
    await host.fills(f"parties/reminders/{party.id}", reminders="1h, 15 min")
    await host.presses(f"parties/publish/{party.id}")
    for verb in ("yes", "name", "unname", "ics"):
        await ann.presses(f"parties/{verb}/{party.id}")
    await tim.presses(f"parties/yes/{party.id}")
    await tim.presses(f"parties/remind/{party.id}", private=True)
    await tim.presses("parties/tellme", private=True)
    await ann.presses(f"parties/no/{party.id}")
    await tim.presses(f"parties/keep/{party.id}", private=True)
    await ann.presses(f"parties/yes/{party.id}")
    await host.fills(f"parties/edit/{party.id}", address="Parkweg 1")
    for command in ("party", "parties", "calendar"):
        await host.asks(command)
    assert party.starts is not None
    await house.stage.passes(party.starts - house.stage.clock.now())
    for verb in ("later", "begin", "pause", "resume", "auto", "auto"):
        await host.presses(f"parties/{verb}/{party.id}")
    await tim.presses(f"parties/here/{party.id}")
    for number in range(5):
        await host.presses(f"parties/next/{party.id}")
        await tim.presses(f"parties/act/{party.id}.{number}.1")
        await tim.fills(f"parties/wish/{party.id}.{number}", song="Blue Monday")
    await host.presses(f"parties/later/{party.id}")
    await host.presses(f"parties/end/{party.id}")
    for verb in ("recap", "recappost", "again"):
        await host.presses(f"parties/{verb}/{party.id}")
    await house.stage.passes(timedelta(days=1))
