"""Communities that live on both platforms at once, with guests, shared parties and reminders, ready to be hurt."""

from __future__ import annotations

import asyncio
import random  # noqa: TID251 - the bench's own dice, with a seed that is printed
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.manners import HOURLY, NIGHT_FROM, NIGHT_TO
from bot.core.ports import Transaction
from bot.core.refs import MemberRef, PlaceRef
from bot.core.stores.agenda import Planner
from bot.core.stores.knobs import Knobs
from bot.core.stores.registrar import Registrar
from bot.house import House
from bot.platforms.discord.invite import permissions_value
from bot.settings import Settings
from cogs.greeter.knobs import PLACES as GREETED_AT
from cogs.parties.knobs import PLACES as ANNOUNCED_AT
from cogs.parties.model import Party
from cogs.parties.store import Ledger
from tests.support.discord_server import Channel, DiscordServer, Guild, Permission, User, point_discord_py_at
from tests.support.discord_server import Message as Card
from tests.support.telegram_server import ALL_RIGHTS, Chat, TelegramServer
from tests.support.telegram_server import Message as Line
from tests.support.telegram_server import User as Person
from tests.support.wired import running_house

PATIENCE = 60.0
LATER = timedelta(days=3)  # when the parties begin: long after the bench
SHELL = MemberRef("shell", "")


@dataclass(frozen=True)
class Size:
    """How many communities, guests in each of them on each platform, and seats for all of these."""

    communities: int = 4
    guests: int = 8
    seats: int = 5


@dataclass
class Community:
    """One guest list over a Discord server and a Telegram group."""

    number: int
    seats: int
    guild: Guild
    channel: Channel
    group: Chat
    users: list[User] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    troll: User | None = None
    lout: Person | None = None  # the same on Telegram
    said: Line | None = None  # what the lout is muted for
    id: str = ""
    party: str = ""
    card: Card | None = None  # on Discord
    line: Line | None = None  # on Telegram

    @property
    def title(self) -> str:
        return f"Evening {self.number}"


@dataclass
class Town:
    discord: DiscordServer
    telegram: TelegramServer
    settings: Settings
    dice: random.Random
    olga: User  # owns every Discord server
    otto: Person  # owns every Telegram group
    communities: list[Community]
    reminders: list[str] = field(default_factory=list)  # titles, one party each


@asynccontextmanager
async def open_town(folder: Path, database_url: str, dice: random.Random, size: Size = Size()) -> AsyncIterator[Town]:
    async with DiscordServer() as discord, TelegramServer() as telegram:
        olga, otto = discord.add_user("Olga"), telegram.add_user("Otto", started=True)
        settings = Settings(
            gastgeber_data_dir=folder,
            gastgeber_port=0,
            database_url=database_url,
            discord_token=discord.token,
            telegram_token=telegram.token,
            discord_api_url=discord.api_url,
            telegram_api_url=telegram.base_url.removesuffix("/bot"),
        )
        communities = [_add(discord, telegram, olga, otto, number, size) for number in range(size.communities)]
        yield Town(discord, telegram, settings, dice, olga, otto, communities)


def _add(
    discord: DiscordServer, telegram: TelegramServer, olga: User, otto: Person, number: int, size: Size
) -> Community:
    guild = discord.add_guild(f"Town {number}", olga, with_bot=False)
    discord.seat_bot(guild, Permission(permissions_value()))
    channel = discord.add_channel(guild, "general")
    users = [discord.add_user(f"Regular{number}x{each}") for each in range(size.guests)]
    troll = discord.add_user(f"Troll{number}")
    for user in (*users, troll):
        discord.add_member(guild, user)
    people = [telegram.add_user(f"Stammgast{number}x{each}", started=True) for each in range(size.guests)]
    lout = telegram.add_user(f"Flegel{number}")
    group = telegram.add_group(f"Group {number}", owner=otto, members=(*people, lout))
    return Community(number, size.seats, guild, channel, group, users, people, troll, lout)


async def found(town: Town, reminders: int = 0, span: timedelta = LATER) -> None:
    """Everything that takes an owner's hand, with one house that nobody hurts. Reminders are due within `span`."""
    with point_discord_py_at(town.discord):
        async with running_house(town.settings) as house:
            for each in town.communities:
                await town.telegram.add_bot(each.group, by=town.otto, rights=ALL_RIGHTS)
            await _seen(house, 2 * len(town.communities))
            async with house.database.write() as tx:
                for each in town.communities:
                    await _link(tx, each, house.ambient.now())
            house.world.memory.clear()
            await connected(house)
            for each in town.communities:
                assert each.lout is not None
                each.said = await town.telegram.write(each.group, each.lout, "you are all fools")
                await _throw(town, each, house.ambient.now())
            await _remember(house, town, reminders, span)


async def connected(house: House) -> None:
    """Until both platforms are there, and their menus."""
    async with asyncio.timeout(PATIENCE):
        for platform in house.platforms:
            if synced := getattr(platform, "synced", None):
                await synced.wait()


async def _seen(house: House, servers: int) -> None:
    """Until the house has looked at every server and knows what it may do there."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with house.database.read() as reader:
                row = await reader.row(
                    "SELECT count(*) FROM server WHERE house_member <> '' AND platform IN ('discord', 'telegram')"
                )
            if row and row[0] >= servers:
                return
            await asyncio.sleep(0.02)


async def _link(tx: Transaction, each: Community, now: datetime) -> None:
    row = await tx.row("SELECT community FROM server WHERE platform = 'discord' AND id = ?", str(each.guild.id))
    assert row is not None
    each.id = str(row[0])
    await tx.run("UPDATE server SET community = ? WHERE platform = 'telegram' AND id = ?", each.id, str(each.group.id))
    await Registrar(tx).shape(each.id, language="en", zone="Europe/Berlin", state="open")
    knobs = Knobs(tx, each.id)
    await knobs.put(GREETED_AT, [f"discord:{each.channel.id}", f"telegram:{each.group.id}"], SHELL, now)
    await knobs.put(ANNOUNCED_AT, [f"discord:{each.channel.id}", f"telegram:{each.group.id}"], SHELL, now)
    await knobs.put(HOURLY, 1_000_000, SHELL, now)  # as many welcomes as there are breaths
    await knobs.put(NIGHT_FROM, "00:00", SHELL, now)
    await knobs.put(NIGHT_TO, "00:00", SHELL, now)


async def _throw(town: Town, each: Community, now: datetime) -> None:
    """One party with few seats, announced on both platforms by its owner."""
    words = f"{each.title} {now + LATER:%d.%m.%Y} 20:00"
    asked = await town.discord.use_command(each.channel, town.olga, "party", {"words": words})
    await asked.answered(PATIENCE)
    assert asked.original is not None
    ids = asked.original.custom_ids()
    form = await town.discord.press(asked.original, town.olga, _button(ids, "parties/seats"))
    await form.answered(PATIENCE)
    await (await town.discord.submit_modal(form, {"seats": str(each.seats)})).answered(PATIENCE)
    publish = _button(asked.original.custom_ids(), "parties/publish")
    await town.discord.press(asked.original, town.olga, publish)
    each.party = publish.rpartition("/")[2]
    await town.discord.wait_for(lambda: town.discord.messages_of_bot(each.channel.id), PATIENCE)
    each.card = town.discord.messages_of_bot(each.channel.id)[-1]
    await town.telegram.wait_for(lambda: _lines(town, each), PATIENCE)
    each.line = _lines(town, each)[-1]


def _button(ids: list[str], start: str) -> str:
    return next(id_ for id_ in ids if id_.startswith(start))


def _lines(town: Town, each: Community) -> list[Line]:
    return [line for line in town.telegram.said(each.group) if each.title in line.words]


async def _remember(house: House, town: Town, count: int, span: timedelta) -> None:
    """Parties of one reminder each, in both places. They begin long after, so the title alone tells them apart."""
    now = house.ambient.now()
    async with house.database.write() as tx:
        for number in range(count):
            each = town.communities[number % len(town.communities)]
            party = _planned(each, number, now)
            town.reminders.append(party.title)
            await Ledger(tx).keep(party)
            places = [PlaceRef("discord", str(each.channel.id)), PlaceRef("telegram", str(each.group.id))]
            await Ledger(tx).put_cards(party.id, places)
            at = now + span * ((number + 1) / count)
            key = f"party/{party.id}/reminder/60/{party.stamp}"
            await Planner(tx).set_at(key, "parties", "reminder", each.id, at, f"{party.id}.60")


def _planned(each: Community, number: int, now: datetime) -> Party:
    return Party(
        id=f"chaos{number:05d}",
        community=each.id,
        kind="motto",
        title=f"Reminder {number:05d}",
        state="published",
        local=(now + LATER).replace(tzinfo=None),
        zone="UTC",
        starts=now + LATER,
        reminders=(60,),
        made_at=now,
        published_at=now,
    )
