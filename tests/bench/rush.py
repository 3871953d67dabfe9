"""Ten thousand reminders due at one minute: their pace, and how long a mute and an answer take meanwhile.

Measured on the platforms' clocks: from what a person did to the call that does it. Half of the reminders go to private
chats on Discord, half on Telegram; the rest of them is let go once enough were seen.
"""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - nothing of this bench is left to them but the town's own
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.core.stores.agenda import Planner
from bot.house import House
from cogs.parties.store import Parties
from tests.bench.chaos.town import Community, Size, Town, connected, found, open_town
from tests.bench.place import address
from tests.support.discord_server import Call as DiscordCall
from tests.support.discord_server import User, point_discord_py_at
from tests.support.telegram_server import Call
from tests.support.wired import running_house

PATIENCE = 120.0
REMINDERS = 10_000
ENOUGH = 300  # reminders on each platform until the house is as busy as it gets
MESSAGES = "/channels/{channel_id}/messages"


@dataclass(frozen=True)
class Passed:
    """`reminders_before` went out between the wish and the deed."""

    seconds: float
    reminders_before: int


@dataclass(frozen=True)
class Rushed:
    reminders_per_second: float
    refused: int  # calls answered with 429
    mute: Passed
    answer: Passed


async def measure_rush(database: str = "sqlite") -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="gastgeber-rush-") as folder:
        async with open_town(Path(folder), await address(database), random.Random(1), Size(1)) as town:
            rushed = await rush(town, REMINDERS, ENOUGH)
    return {"database": database, "reminders": REMINDERS} | {name: asdict(one) for name, one in rushed.items()}


async def rush(town: Town, reminders: int, enough: int) -> dict[str, Rushed]:
    (each,) = town.communities
    people = {town.telegram.add_user(f"Wish {n}", started=True).id for n in range(reminders // 2)}
    users = [town.discord.add_user(f"Wish {n}") for n in range(reminders - len(people))]
    for user in users:
        town.discord.add_member(each.guild, user)
    await found(town)
    with point_discord_py_at(town.discord):
        return await _rush(town, each, people, users, enough)


async def _rush(town: Town, each: Community, people: set[int], users: list[User], enough: int) -> dict[str, Rushed]:
    async with running_house(town.settings) as house:
        await connected(house)
        await _wish(house, each, [("telegram", one) for one in sorted(people)] + [("discord", one.id) for one in users])
        on_telegram, on_discord = OnTelegram(town, each, people), OnDiscord(town, each)
        return dict(
            zip(
                ("telegram", "discord"),
                await asyncio.gather(_rushed(on_telegram, enough), _rushed(on_discord, enough)),
                strict=True,
            )
        )


async def _wish(house: House, each: Community, members: list[tuple[str, int]]) -> None:
    """All of them asked for the one reminder that is due now."""
    async with house.database.write() as tx:
        await tx.many(
            "INSERT INTO party_wish (party, guest, platform, member) VALUES (?, ?, ?, ?)",
            [(each.party, f"wish{number:05d}", platform, str(id_)) for number, (platform, id_) in enumerate(members)],
        )
        party = await Parties(tx).get(each.party)
        assert party is not None
        key = f"party/{party.id}/reminder/60/{party.stamp}"
        await Planner(tx).set_at(key, "parties", "reminder", each.id, house.ambient.now(), f"{party.id}.60")


class OnTelegram:
    def __init__(self, town: Town, each: Community, people: set[int]) -> None:
        self.town, self.each, self.people = town, each, people
        self.wait_for = town.telegram.wait_for
        self.now = town.telegram.now

    def reminded(self) -> list[datetime]:
        calls = self.town.telegram.journal.of("sendMessage", ok=True)
        return [call.at for call in calls if call.chat_id in self.people]

    async def mute(self) -> Callable[[], datetime | None]:
        since = len(self.town.telegram.journal)
        await self.town.telegram.write(self.each.group, self.town.otto, "/mute", reply_to=self.each.said)
        return lambda: _first(self.town.telegram.journal.of("restrictChatMember", since=since, ok=True))

    async def ask(self) -> Callable[[], datetime | None]:
        since, person = len(self.town.telegram.journal), self.each.people[0]
        await self.town.telegram.write(person, person, "/help")
        return lambda: _first(self.town.telegram.journal.of("sendMessage", chat=person.id, since=since, ok=True))

    def refused(self) -> int:
        return sum(call.code == 429 for call in self.town.telegram.journal)


class OnDiscord:
    def __init__(self, town: Town, each: Community) -> None:
        self.town, self.each = town, each
        self.now = town.discord.now

    async def wait_for(self, holds: Callable[[], object], patience: float) -> None:
        await self.town.discord.wait_for(holds, patience)

    def reminded(self) -> list[datetime]:
        calls = self.town.discord.journal.of("POST", MESSAGES)
        return [call.at for call in calls if call.status == 200 and call.number("channel_id") != self.each.channel.id]

    async def mute(self) -> Callable[[], datetime | None]:
        since = len(self.town.discord.journal)
        assert self.each.troll is not None
        await self.town.discord.use_command(self.each.channel, self.town.olga, "mute", {"member": self.each.troll})
        return lambda: _first(
            [one for one in self.town.discord.journal.since(since) if _is_done(one) and "/members/" in one.path]
        )

    async def ask(self) -> Callable[[], datetime | None]:
        asked = await self.town.discord.use_command(self.each.channel, self.each.users[0], "help")
        return lambda: asked.responses[0].at if asked.responses else None

    def refused(self) -> int:
        return sum(call.status == 429 for call in self.town.discord.journal)


async def _rushed(here: OnTelegram | OnDiscord, enough: int) -> Rushed:
    await here.wait_for(lambda: len(here.reminded()) >= enough, PATIENCE)
    mute, answer = await asyncio.gather(_passed(here, here.mute), _passed(here, here.ask))
    first, *between, last = here.reminded()
    pace = (len(between) + 1) / (last - first).total_seconds()
    return Rushed(round(pace, 1), here.refused(), mute, answer)


async def _passed(here: OnTelegram | OnDiscord, act: Callable[[], Any]) -> Passed:
    begun = here.now()
    done = await act()
    await here.wait_for(done, PATIENCE)
    ended = done()
    assert ended is not None
    before = sum(begun <= at <= ended for at in here.reminded())
    return Passed(round((ended - begun).total_seconds(), 3), before)


def _first(calls: list[Call] | list[DiscordCall]) -> datetime | None:
    return calls[0].at if calls else None


def _is_done(call: DiscordCall) -> bool:
    return call.method == "PATCH" and call.status in (200, 204)
