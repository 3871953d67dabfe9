"""The whole house on the stage, with things in it worth stealing, and a stranger from another community."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.core.actions import Amend, Answer, Post, Whisper
from bot.core.codec import load
from bot.core.events import ButtonPressed, Envelope, Event, Profile, Scene, ServerJoined
from bot.core.intake import BATCH
from bot.core.manners import LOG_PLACE
from bot.core.notes import Note
from bot.core.refs import MemberRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.stores.registrar import Registrar
from bot.core.stores.standing import Steward
from bot.features import FEATURE_PACKAGES, features
from cogs.parties.knobs import PLACES
from persona.voice import open_voice
from tests.support.stage import Actor, Stage, open_stage

ELSEWHERE = ServerRef("telegram", "elsewhere")
SECRETS = ("Geheimfest", "Rumpelstilz", "trolling-words", "who-stole-the-cake", "Annegret", "Timotheus")
# What a turn may leave behind without anything having been decided: who was seen, what was said, half-filled forms.
TRACES = frozenset(
    {
        "inbox",
        "outbox",
        "bookmark",
        "recent",
        "member",
        "guest",
        "guest_member",
        "dialog",
        "code_try",
        "sqlite_sequence",
    }
)


@dataclass
class House:
    stage: Stage
    community: str
    boss: Actor
    host: Actor
    guest: Actor
    draft: str
    party: str

    async def arguments(self) -> list[str]:
        """Every id a stranger could have overheard, in the ways buttons carry them."""
        tables = ("door_case", "faq_gap", "outbox")
        rows = [row for table in tables for row in await self.rows(f"SELECT id FROM {table} ORDER BY id LIMIT 2")]
        ids = [str(row[0]) for row in rows]
        found = ["", self.community, "en:hello", "owner", "who=everyone", self.draft, f"{self.party}.0.1", self.party]
        return [*found, *ids, *(f"{id_}.60" for id_ in ids)]

    async def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        async with self.stage.database.read() as reader:
            return await reader.rows(sql, *values)

    async def kept(self, *, but: frozenset[str] = TRACES) -> dict[str, list[str]]:
        """All rows of all tables, so that nothing can change unseen."""
        tables = [row[0] for row in await self.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: sorted(map(repr, await self.rows(f'SELECT * FROM "{table}"')))
            for table in tables
            if table not in but
        }

    async def all_at_once(self, events: Sequence[Event]) -> list[Note]:
        """Decided but not sent, in which a turn that breaks would show by a row left over."""
        last = (await self.rows("SELECT coalesce(max(id), 0) FROM outbox"))[0][0]
        now = self.stage.clock.now()
        for chunk in range(0, len(events), BATCH):
            asked = [(f"attack:{self.stage.next()}", event) for event in events[chunk : chunk + BATCH]]
            await self.stage.intake.decide([Envelope(key, "lane", now, event) for key, event in asked])
        assert await self.rows("SELECT key, error FROM inbox WHERE state <> 'done'") == []
        rows = await self.rows("SELECT body FROM outbox WHERE id > ? AND body <> '' ORDER BY id", last)
        made = [load(row[0]) for row in rows]
        return [action.note for action in made if isinstance(action, Answer | Whisper | Post | Amend)]

    def presses(self, who: Actor, buttons: Sequence[str], *, private: bool = False, choice: str = "") -> list[Event]:
        return [ButtonPressed(who.scene(private=private, reply=True), button, choice) for button in buttons]

    def every_button(self, arguments: Sequence[str]) -> list[str]:
        return [
            f"{name}/{verb}/{argument}" if argument else f"{name}/{verb}"
            for name, feature in self.stage.world.catalogue.features.items()
            for verb in feature.presses
            for argument in arguments
        ]


def elsewhere(stage: Stage, name: str = "Mallory") -> Scene:
    """Somebody in a group of another community, pressing with modified means."""
    member = MemberRef("telegram", name.lower())
    return Scene(member, Profile(name), PlaceRef("telegram", ELSEWHERE.id), ELSEWHERE, reply=f"reply-{stage.next()}")


def in_private(scene: Scene) -> Scene:
    return replace(scene, place=PlaceRef("telegram", f"@{scene.member.id}"), server=None, private=True)


@asynccontextmanager
async def open_house(folder: Path) -> AsyncIterator[House]:
    voice = open_voice()
    async with open_stage(folder, features(voice), packages=FEATURE_PACKAGES, voice=voice) as stage:
        community = await stage.link("discord", "telegram")
        await stage.set(PLACES, ["discord:general", "telegram:house"], "discord")
        await stage.set(LOG_PLACE, "discord:log", "discord")
        await stage.happens(ServerJoined(ELSEWHERE, "Elsewhere", None))
        boss, host = stage.actor("Boss", "discord"), stage.actor("Hanna", "discord")
        ann, tim = stage.actor("Annegret", "discord"), stage.actor("Timotheus", "telegram")
        async with stage.database.write() as tx:
            rows = await tx.rows("SELECT community FROM server WHERE id = ?", ELSEWHERE.id)
            await Registrar(tx).shape(rows[0][0], state="open", zone="UTC")
            await Steward(tx).grant(community, boss.ref, Role.OWNER, boss.ref, stage.clock.now())
            await Steward(tx).grant(community, host.ref, Role.HOST, boss.ref, stage.clock.now())
        stage.world.memory.clear()
        await boss.has("moderate", "erase")
        await boss.fills("parties/new", title="Geheimfest", when="Saturday 21:00")
        await host.fills("parties/new", title="Neon", when="Friday 20:00")
        async with stage.database.read() as reader:
            ids = {row[1]: row[0] for row in await reader.rows("SELECT id, title FROM party")}
        await host.presses(f"parties/publish/{ids['Neon']}")
        for guest in (ann, tim):
            await guest.presses(f"parties/yes/{ids['Neon']}")
            await guest.presses(f"parties/name/{ids['Neon']}")
        troll = stage.actor("Rumpelstilz", "discord")
        said = await troll.writes("trolling-words")
        await ann.asks("report", target=troll, target_message=said, target_text="trolling-words")
        await boss.asks("mute", member="discord:rumpelstilz", span="1h")
        await tim.asks("ask", "who-stole-the-cake?")
        stage.take()
        yield House(stage, community, boss, host, stage.actor("Gus", "discord"), ids["Geheimfest"], ids["Neon"])
