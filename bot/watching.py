"""What the house notices of itself that a person has to know, and whom it tells: at most once a day for each cause."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.alerting import KIND, NAME, body_of
from bot.core.context import Community
from bot.core.manners import is_night
from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Planner
from bot.core.stores.communities import Communities
from bot.core.stores.people import People
from bot.core.stores.standing import Standing
from bot.house import House
from cogs.setup.opening import RIGHTS
from cogs.setup.store import OPENED, Marks

log = logging.getLogger(__name__)
EVERY = 30.0  # seconds between looks
SILENT = 180.0  # seconds of trouble that a restart of a platform or of the line does not explain
DISK_LOW = 500  # megabytes
AGAIN = timedelta(days=1)
TWIN = "another house"  # how an adapter names somebody else on its token
STEP = timedelta(minutes=15)
_KEPT = ("house", "watch:")  # rows of what has been told or seen, by cause


@dataclass(frozen=True, slots=True)
class Cause:
    """`name` is a line's key, `about` what it is about in its timer's key; `urgent` ones do not wait for the morning."""

    name: str
    about: str = ""
    platform: str = ""
    urgent: bool = False
    blanks: dict[str, object] = field(default_factory=dict)


@dataclass(slots=True)
class Watch:
    """`look` is called at every tick and looks every now and then."""

    house: House
    every: float = EVERY
    patience: float = SILENT
    _looked: float | None = None
    _since: dict[str, float] = field(default_factory=dict)  # platform -> when its trouble began, on the steady clock
    _aside: int = 0
    _unheard: set[str] = field(default_factory=set)

    async def look(self) -> None:
        tick = self.house.ambient.tick()
        if self._looked is not None and tick - self._looked < self.every:
            return
        self._looked = tick
        found = [*self._troubles(tick), *self._machine()]
        async with self.house.database.write() as tx:
            for cause in [*found, *await self._rights(tx)]:
                await self._tell(tx, cause)
            await self._back(tx)

    def _troubles(self, tick: float) -> Iterator[Cause]:
        """What has lasted too long. A second house is named at once: it answers our guests meanwhile."""
        troubles = self.house.troubles()
        for name in [*self._since]:
            if name not in troubles:
                del self._since[name]
        for name, sentence in troubles.items():
            since = self._since.setdefault(name, tick)
            if TWIN in sentence:
                yield Cause("twin", name, name, urgent=True, blanks={"platform": name.title()})
            elif tick - since >= self.patience:
                yield Cause("silent", name, name, urgent=True, blanks={"platform": name.title()})

    def _machine(self) -> Iterator[Cause]:
        house = self.house
        free = shutil.disk_usage(house.settings.data_dir).free // 2**20
        if free < DISK_LOW:
            yield Cause("disk", urgent=True, blanks={"free": free})
        if house.backups.last_failure is not None:
            yield Cause("backup")
        if house.intake.set_aside > self._aside:
            self._aside = house.intake.set_aside
            yield Cause("aside")

    async def _rights(self, tx: Transaction) -> list[Cause]:
        """What the house could do at the last look and cannot now, server by server."""
        rows = await tx.rows(
            "SELECT platform, id, name, house_rights FROM server WHERE there = 1 AND house_member <> ''"
        )
        causes = []
        for platform, id_, name, rights in rows:
            mark = f"rights:{platform}:{id_}"
            before = await _kept(tx, mark)
            if before == rights:
                continue
            await _keep(tx, mark, rights)
            lost = [right for right in RIGHTS if right in (before or "").split(",") and right not in rights.split(",")]
            if lost:
                blanks: dict[str, object] = {"server": name, "on": platform, "rights": " ".join(lost)}
                causes.append(Cause("rights", f"{platform}:{id_}", platform, blanks=blanks))
        return causes

    async def _back(self, tx: Transaction) -> None:
        """Who was told that a platform is silent is told once that it is back."""
        troubles = self.house.troubles()
        for platform in self.house.platforms:
            told = await _kept(tx, f"silent/{platform.name}")
            if told and platform.name not in troubles:
                await _keep(tx, f"silent/{platform.name}", "")
                community, _, to = told.partition(" ")
                ref = MemberRef(*to.split(":", 1))
                await self._plan(
                    tx, Cause("back", blanks={"platform": platform.name.title()}), community, ref, platform.name
                )

    async def _tell(self, tx: Transaction, cause: Cause) -> None:
        mark = f"{cause.name}/{cause.about}" if cause.about else cause.name
        now = self.house.ambient.now()
        last = await _kept(tx, f"told:{mark}")
        if last and to_ms(now - AGAIN) < int(last) <= to_ms(now + AGAIN):
            return
        found = await self._owner(tx, cause)
        if found is None:
            if mark not in self._unheard:
                self._unheard.add(mark)
                log.error("an owner should know of this and nobody can be told now: %s", mark)
            return
        self._unheard.discard(mark)
        community, to = found
        log.warning("an owner is told: %s", mark)
        await _keep(tx, f"told:{mark}", str(to_ms(now)))
        await self._plan(tx, cause, community, to, mark)
        if cause.name == "silent":
            await _keep(tx, mark, f"{community} {to.platform}:{to.id}")

    async def _plan(self, tx: Transaction, cause: Cause, community: str, to: MemberRef, mark: str) -> None:
        now = self.house.ambient.now()
        known = await Communities(tx).load(community)
        at = now if cause.urgent or known is None else _by_day(known, now)
        key = f"{NAME}/{cause.name}/{mark}/{to_ms(now)}"
        await Planner(tx).set_at(key, NAME, KIND, community, at, body_of(cause.name, to, **cause.blanks))

    async def _owner(self, tx: Transaction, cause: Cause) -> tuple[str, MemberRef] | None:
        """Of a community that it concerns before any other: who opened it, else an owner; on a platform that works."""
        dead = {name for name, sentence in self.house.troubles().items() if TWIN not in sentence}
        alive = {one.name for one in self.house.platforms} - dead - {self.house.lobby.name, self.house.shell.name}
        rows = await tx.rows(
            "SELECT c.id, max(CASE WHEN s.platform = ? THEN 1 ELSE 0 END) AS here, c.founded_at FROM community c"
            " JOIN server s ON s.community = c.id WHERE c.state = 'open' AND s.there = 1"
            " GROUP BY c.id, c.founded_at ORDER BY here DESC, c.founded_at",
            cause.platform,
        )
        for community, _, _ in rows:
            for owner in await _owners(tx, community):
                if owner.platform in alive:
                    return community, owner
        return None


async def _owners(tx: Transaction, community: str) -> list[MemberRef]:
    """With all their accounts; an account that the house has talked to before comes first."""
    opener = await Marks(tx, community).get(OPENED)
    holders = await Standing(tx).holders(community, {Role.OWNER})
    found: dict[MemberRef, bool] = {}
    people = People(tx)
    for ref in [*([MemberRef(*opener.split(":", 1))] if opener else []), *holders]:
        guest = await people.guest_of(community, ref)
        accounts = await people.accounts(guest) if guest else []
        known = {account.ref: account.direct for account in accounts}
        for each in (ref, *known):
            found.setdefault(each, known.get(each) == "open")
    return sorted(found, key=lambda ref: not found[ref])


def _by_day(community: Community, now: datetime) -> datetime:
    at = now
    while is_night(community, at) and at - now < AGAIN:
        at += STEP
    return at


async def _kept(tx: Transaction, mark: str) -> str | None:
    row = await tx.row("SELECT value FROM adapter_state WHERE platform = ? AND key = ?", _KEPT[0], _KEPT[1] + mark)
    return str(row[0]) if row else None


async def _keep(tx: Transaction, mark: str, value: str) -> None:
    await tx.run(
        "INSERT INTO adapter_state (platform, key, value) VALUES (?, ?, ?)"
        " ON CONFLICT (platform, key) DO UPDATE SET value = excluded.value",
        _KEPT[0],
        _KEPT[1] + mark,
        value,
    )
