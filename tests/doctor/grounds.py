"""A house to plant something wrong in, and the doctor who looks at it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from bot.core.ambient import Ambient, Planned, Real
from bot.core.events import MemberRights, PlaceSeen, Right, ServerSeen
from bot.core.refs import MemberRef, PlaceRef, ServerRef
from bot.core.stores.registrar import Registrar
from bot.doctor.examining import examine_closed
from bot.doctor.findings import Finding
from bot.features import FEATURE_PACKAGES
from bot.settings import Settings
from bot.storage.migrate import find_migrations, migrate
from bot.storage.sqlite import open_sqlite
from tests.support.discord_server import DiscordServer
from tests.support.telegram_server import TelegramServer

ALL: frozenset[Right] = frozenset({"post", "read", "see_joins", "moderate", "erase", "open_places", "pin"})
START = Planned(datetime(2026, 11, 22, 18, tzinfo=UTC))
NAMES = {"discord": "Town", "telegram": "Salon"}


@dataclass
class Grounds:
    folder: Path
    monkeypatch: pytest.MonkeyPatch
    discord: DiscordServer
    telegram: TelegramServer
    given: dict[str, Any] = field(default_factory=dict)
    clock: Ambient = field(default_factory=Real)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def env(self) -> Path:
        return self.folder / ".env"

    def settings(self) -> Settings:
        usual = {
            "discord_token": SecretStr(self.discord.token),
            "telegram_token": SecretStr(self.telegram.token),
            "gastgeber_data_dir": self.data,
            "gastgeber_port": 0,
            "discord_api_url": self.discord.api_url,
            "telegram_api_url": self.telegram.base_url.removesuffix("/bot"),
        }
        return Settings(_env_file=None, **{**usual, **self.given})

    async def live(self) -> None:
        database = await open_sqlite(self.data / "gastgeber.db")
        await migrate(database, find_migrations(("bot.storage", *FEATURE_PACKAGES)), self.clock.now())
        async with database.write() as tx:
            for platform, name in NAMES.items():
                server = ServerRef(platform, "1")
                community = await Registrar(tx).found(server, name, self.clock.now(), self.clock)
                await Registrar(tx).shape(community, state="open")
                await Registrar(tx).see(seen(server, name), self.clock.now())
        await database.close()

    async def tell(self, sql: str, *values: object) -> None:
        """Rows as a house would have left them."""
        database = await open_sqlite(self.data / "gastgeber.db")
        async with database.write() as tx:
            await tx.run(sql, *values)
        await database.close()

    async def lose(self, platform: str, *rights: Right) -> None:
        left = ",".join(sorted(ALL - set(rights)))
        await self.tell("UPDATE server SET house_rights = ? WHERE platform = ?", left, platform)

    def clock_goes(self, by: timedelta) -> None:
        self.clock = Planned(self.clock.now() + by)

    async def examined(self) -> list[Finding]:
        return await examine_closed(self.settings(), self.clock, self.env)


def write_pack(data: Path, line: str) -> None:
    """An operator's own pack that says one line in its own words."""
    folder = data / "packs" / "aunt"
    for path in (data / "packs", folder):
        path.mkdir(mode=0o700, parents=True)
    about = 'format = 1\nkey = "aunt"\nbase = "house"\n[name]\nde = "Tante"\nen = "Aunt"\n'
    (folder / "pack.toml").write_text(about + '[colours]\naccent = "#b8476b"\naccent_dark = "#f08fb0"\n')
    for language, words in (("de", "Noch nicht, Kinder."), ("en", "Not yet, children.")):
        (folder / "lines" / language).mkdir(parents=True)
        (folder / "lines" / language / "own.ftl").write_text(f"{line} = {words}\n")


def seen(server: ServerRef, name: str) -> ServerSeen:
    house = MemberRights(MemberRef(server.platform, "99"), "Gastgeber", ALL, 1)
    place = PlaceSeen(PlaceRef(server.platform, "1"), "general", "room")
    return ServerSeen(server=server, name=name, places=(place,), roles=(), house=house, members=())
