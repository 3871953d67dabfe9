"""People who walk through private panels by hand: they read what stands there, press, choose and fill in."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

from tests.support.discord_server import Channel, Interaction, Message, User
from tests.support.discord_server.world import parts_of
from tests.support.telegram_server import Message as Line
from tests.support.telegram_server import User as Person
from tests.support.wired import Town

PATIENCE = 10.0


@dataclass
class OnDiscord:
    """Somebody on Discord with the newest private panel before them."""

    town: Town
    user: User
    room: Channel
    panel: Message | None = None
    used: list[Interaction] = field(default_factory=list)
    taps: int = 0

    async def command(self, name: str, **options: object) -> str:
        return await self._answered(await self.town.discord.use_command(self.room, self.user, name, options))

    async def press(self, button: str) -> str:
        """By the beginning of its id. What comes is either a new answer or the panel in its place."""
        self.taps += 1
        return await self._changed(await self.town.discord.press(self._panel(), self.user, self.id(button)))

    async def choose(self, menu: str, option: str) -> str:
        """By the option's label."""
        self.taps += 1
        part = next(part for part in self._parts() if str(part["custom_id"]).startswith(menu))
        value = next(each["value"] for each in part["options"] if each["label"] == option)
        return await self._changed(await self.town.discord.select(self._panel(), self.user, part["custom_id"], [value]))

    async def fill(self, button: str, **answers: str) -> str:
        self.taps += 1
        opened = await self.town.discord.press(self._panel(), self.user, self.id(button))
        await opened.answered()
        assert opened.modal is not None
        self.used.append(opened)
        return await self._changed(await self.town.discord.submit_modal(opened, answers))

    async def reads(self, words: str) -> str:
        """Until the panel says so."""
        await self.town.discord.wait_for(lambda: words in self.text, PATIENCE, what=words)
        return self.text

    @property
    def text(self) -> str:
        panel = self._panel()
        return " ".join([panel.content, *(str(one.get("description", "")) for one in panel.embeds)])

    @property
    def labels(self) -> list[str]:
        return [str(part.get("label") or part.get("placeholder")) for part in self._parts()]

    def options(self, menu: str) -> list[str]:
        part = next(part for part in self._parts() if str(part["custom_id"]).startswith(menu))
        return [str(each["label"]) for each in part["options"]]

    def id(self, start: str) -> str:
        found = [id_ for id_ in self._panel().custom_ids() if id_.startswith(start)]
        assert found, f"no {start} here, only {self._panel().custom_ids()} in {self.text}"
        return found[0]

    def take(self, message: Message) -> None:
        self.panel = message

    async def _answered(self, asked: Interaction) -> str:
        self.used.append(asked)
        await asked.answered(PATIENCE)
        assert asked.responses, asked
        self.panel = asked.responses[-1]
        return self.text

    async def _changed(self, asked: Interaction) -> str:
        self.used.append(asked)
        panel, before = self._panel(), self._look()
        await self.town.discord.wait_for(
            lambda: bool(asked.responses) or self._look() != before or asked.callback_type == 7, PATIENCE
        )
        self.panel = asked.responses[-1] if asked.responses else panel
        return self.text

    def _look(self) -> tuple[str, tuple[str, ...]]:
        return self.text, tuple(self._panel().custom_ids())

    def _parts(self) -> list[dict[str, Any]]:
        return [part for part in parts_of(self._panel().components) if "custom_id" in part]

    def _panel(self) -> Message:
        assert self.panel is not None
        return self.panel


@dataclass
class OnTelegram:
    """Somebody on Telegram, with the newest panel of their private chat before them."""

    town: Town
    user: Person
    panel: Line | None = None
    taps: int = 0

    async def says(self, words: str) -> str:
        """Privately; what comes is the newest line of the house."""
        before = self._mine()
        await self.town.telegram.write(self.user, self.user, words)
        return await self._new(before)

    async def opens(self, link: str) -> str:
        before = self._mine()
        await self.town.telegram.open_link(self.user, link)
        return await self._new(before)

    async def press(self, button: str) -> str:
        self.taps += 1
        panel = self._panel()
        before, look = self._mine(), self._look(panel)
        press = await self.town.telegram.press(panel, self.user, self.id(button))
        await self.town.telegram.wait_for(
            lambda: self._mine() != before or self._look(panel) != look or press.alert or press.toast, PATIENCE
        )
        fresh = [line for line in self._mine() if line not in before]
        self.panel = fresh[-1] if fresh else panel
        return press.alert or press.toast or self.text

    async def reads(self, words: str) -> str:
        """Until a private line says so; that one is before them then."""
        await self.town.telegram.wait_for(lambda: any(words in line.words for line in self._mine()), PATIENCE)
        self.panel = next(line for line in reversed(self._mine()) if words in line.words)
        return self.text

    @property
    def text(self) -> str:
        return self._panel().words

    @property
    def labels(self) -> list[str]:
        return self._panel().labels

    def id(self, start: str) -> str:
        """By the beginning of its id, else by its label."""
        buttons = self._panel().buttons
        found = [str(each["callback_data"]) for each in buttons if each.get("callback_data", "").startswith(start)]
        found += [str(each["text"]) for each in buttons if each["text"] == start]
        assert found, f"no {start} here, only {buttons} under {self.text}"
        return found[0]

    async def _new(self, before: list[Line]) -> str:
        await self.town.telegram.wait_for(lambda: self._mine()[len(before) :], PATIENCE)
        self.panel = self._mine()[-1]
        return self.text

    def _mine(self) -> list[Line]:
        return self.town.telegram.said(self.user)

    @staticmethod
    def _look(line: Line) -> tuple[str, tuple[str, ...]]:
        return line.words, tuple(str(each.get("callback_data", each["text"])) for each in line.buttons)

    def _panel(self) -> Line:
        assert self.panel is not None
        return self.panel


async def surveyed(town: Town, platform: str, server: int) -> None:
    """Until the house knows who runs the place, which no person outruns."""
    async with asyncio.timeout(PATIENCE):
        while not await _row(
            town, "SELECT 1 FROM server WHERE platform = ? AND id = ? AND house_member <> ''", platform, str(server)
        ):
            await asyncio.sleep(0.02)


async def called(town: Town, platform: str, server: int) -> None:
    """Until whoever added the house has been asked to begin, so that no call comes between later panels."""
    async with asyncio.timeout(PATIENCE):
        while not await _row(
            town, "SELECT 1 FROM outbox WHERE tag = ? AND state = 'sent'", f"setup/call/{platform}:{server}"
        ):
            await asyncio.sleep(0.02)


async def _row(town: Town, sql: str, *values: object) -> object:
    async with town.house.database.read() as reader:
        return await reader.row(sql, *values)
