"""A whole house with every feature that keeps something about guests."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bot.core.actions import Action, Answer, Whisper
from bot.core.notes import Note
from bot.core.roles import Role
from bot.core.stores.standing import STANDING, Steward
from cogs.door import door
from cogs.faq import faq
from cogs.greeter import greeter
from cogs.guestbook import guestbook
from cogs.parties import parties
from cogs.parties.knobs import PLACES
from cogs.team import team
from tests.cogs.parties.support import bare_voice
from tests.support.stage import Actor, Stage, open_stage

ALL = ["discord", "telegram", "lobby"]


@asynccontextmanager
async def open_house(folder: Path, platforms: Sequence[str] = ALL, link: bool = False) -> AsyncIterator[Stage]:
    """Guest `Hostess` on Discord may throw parties. With `link` all platforms are one community."""
    voice = bare_voice()
    features = [door, greeter, parties(voice), team, faq(lambda pack: ()), guestbook]
    packages = ("cogs.door", "cogs.greeter", "cogs.parties", "cogs.team", "cogs.faq", "cogs.guestbook")
    async with open_stage(folder, features, platforms=platforms, packages=packages, voice=voice) as stage:
        if link:
            await stage.link(*platforms)
        yield stage


async def grant(stage: Stage, actor: Actor, role: Role) -> None:
    async with stage.database.write() as tx:
        community = await stage.community(actor.ref.platform)
        await Steward(tx).grant(community, actor.ref, role, actor.ref, stage.clock.now())
    stage.world.memory.forget({STANDING})


async def throw(stage: Stage, seats: str = "") -> str:
    """A published party, announced on Discord."""
    hostess = stage.actor("Hostess", "discord")
    await grant(stage, hostess, Role.TEAM)
    await stage.set(PLACES, ["discord:general"], "discord")
    await hostess.asks("party", "Neon Friday 20:00")
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT id FROM party")
    party = str(rows[-1][0])
    if seats:
        await hostess.fills(f"parties/seats/{party}", seats=seats)
    await hostess.presses(f"parties/publish/{party}")
    stage.take()
    return party


def private(actions: Sequence[Action]) -> list[Note]:
    return [action.note for action in actions if isinstance(action, Answer | Whisper)]


def button(actions: Sequence[Action], part: str) -> str:
    """The first button whose id contains this."""
    ids = [one.id for note in private(actions) for row in note.rows for one in row]
    return next(id_ for id_ in ids if part in id_)


async def panel(actor: Actor) -> list[Action]:
    actor.stage.take()
    await actor.asks("mydata", private=True)
    return actor.stage.take()


async def offered(stage: Stage, first: Actor, second: Actor) -> str:
    """The first issues a code and the second agrees: the id of the offer that the first has to decide."""
    stage.take()
    await first.presses("guestbook/link", private=True)
    said = private(stage.take())[0].text.plain
    code = said.partition("/code ")[2].partition(" ")[0]
    await second.asks("code", code, private=True)
    await second.presses(button(stage.take(), "team/use/"), private=True)
    async with stage.database.read() as reader:
        rows = await reader.rows("SELECT id FROM account_offer")
    return str(rows[-1][0]) if rows else ""


async def link(stage: Stage, first: Actor, second: Actor) -> None:
    offer = await offered(stage, first, second)
    await first.presses(f"guestbook/accept/{offer}", private=True)
    stage.take()


_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
}


async def holding(stage: Stage, *words: str) -> dict[str, list[str]]:
    """By word: the tables that hold it in any column."""
    found: dict[str, list[str]] = {word: [] for word in words}
    async with stage.database.read() as reader:
        tables = await reader.rows(_TABLES[stage.database.dialect])
        for (table,) in tables:
            body = str(await reader.rows(f"SELECT * FROM {table}"))
            for word in words:
                if word in body:
                    found[word].append(table)
    return found
