"""Coming in: who a tab is, the badge and the invitation it may bring, and what it is called."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import available_timezones

from bot.core.ambient import Ambient
from bot.core.events import Envelope
from bot.core.ports import Database
from bot.platforms.lobby import inbound
from bot.platforms.lobby.limits import Pace
from bot.platforms.lobby.links import Badges, Links
from bot.platforms.lobby.names import alike, hashed, tidy_name
from bot.platforms.lobby.render import PRETEND
from bot.platforms.lobby.rooms import Rooms
from bot.platforms.lobby.tabs import Tab
from bot.platforms.lobby.words import Says, guest_names

NEWCOMERS = (60, 60.0)  # new tabs in so many seconds: more than people open, less than a loop does
NAME_RESTS = timedelta(days=1)  # a name somebody else wore today is not free
Put = Callable[[Envelope], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Knock:
    """What a page brings along: empty words where it has nothing. `again` is somebody who was shown out asking in.

    `zone` is the browser's own.
    """

    token: str
    language: str
    badge: str = ""
    invite: str = ""
    again: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Entered:
    """`notice` is a line's key that is told to this tab alone."""

    token: str
    tab: Tab
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Shut:
    """`back` tells that asking in again may help."""

    line: str
    back: bool = False


class Door:
    def __init__(
        self,
        ambient: Ambient,
        database: Database,
        rooms: Rooms,
        badges: Badges,
        put: Put,
        *,
        languages: tuple[str, ...],
        by_invitation: bool,
    ) -> None:
        self._ambient = ambient
        self._rooms = rooms
        self._tabs = rooms.tabs
        self._links = Links(database)
        self._badges = badges
        self._put = put
        self._languages = languages
        self._by_invitation = by_invitation
        self._newcomers = Pace(ambient, *NEWCOMERS)

    async def enter(self, knock: Knock, says: Says) -> Entered | Shut:
        tab = await self._tabs.by_token(hashed(knock.token)) if knock.token else None
        entered = await self._again(knock, tab) if tab else await self._first(knock, says)
        if isinstance(entered, Shut) or not knock.badge:
            return entered
        if not self._badges.take(knock.badge):
            return replace(entered, notice="lobby-badge-stale")
        return replace(entered, tab=await self._pin(entered.tab, knock.zone))

    async def known(self, token: str) -> Tab | None:
        """Whose socket this is: never somebody who was sent out."""
        tab = await self._tabs.by_token(hashed(token)) if token else None
        return tab if tab and not tab.outside(self._ambient.now()) else None

    async def rename(self, tab: Tab, given: str, says: Says) -> Tab | Shut:
        name = tidy_name(given)
        if name is None:
            return Shut("lobby-name-wrong")
        if name != tab.name and not await self._free(name, tab.id, says):
            return Shut("lobby-name-taken")
        await self._tabs.rename(tab.id, name)
        renamed = replace(tab, name=name)
        if name != tab.name:
            await self._put(inbound.renamed(renamed, self._ambient.new_id(), self._ambient.now()))
        self._rooms.renew(renamed)
        return renamed

    async def pretend(self, name: str) -> Tab:
        """A labelled guest of the rehearsal, whom nobody's browser belongs to."""
        tab = self._new(PRETEND + self._ambient.new_id(), name, self._languages[0], pretend=True)
        await self._tabs.add(tab, tab.id)
        await self._put(inbound.joined(tab, self._ambient.now()))
        await self._tabs.announced(tab.id)
        self._rooms.add_pretend(tab)
        return tab

    async def _again(self, knock: Knock, tab: Tab) -> Entered | Shut:
        now = self._ambient.now()
        if tab.banned(now):
            return Shut("lobby-banned")
        if tab.removed and not knock.again:
            return Shut("lobby-removed", back=True)
        if tab.removed:
            if self._by_invitation and await self._invited(knock) is None:
                return Shut("lobby-invitation-needed")
            await self._tabs.back(tab.id, now)
        await self._tabs.seen(tab.id, knock.language, now)
        found = await self._tabs.get(tab.id)
        return Entered(knock.token, found or tab)

    async def _first(self, knock: Knock, says: Says) -> Entered | Shut:
        if not self._newcomers.allows("all"):
            return Shut("lobby-crowded")
        link = await self._invited(knock)
        if self._by_invitation and link is None and not self._badges.good(knock.badge):
            return Shut("lobby-invitation-needed")
        token = self._ambient.new_secret()
        name = await self._free_name(says, knock.language)
        tab = self._new(self._ambient.new_id(), name, knock.language, link=link or "")
        await self._tabs.add(tab, hashed(token))
        return Entered(token, tab)

    async def _invited(self, knock: Knock) -> str | None:
        return await self._links.use(knock.invite, self._ambient.now()) if knock.invite else None

    async def forget(self, tab: Tab, says: Says) -> None:
        """The tab stays in the room as somebody nobody knows."""
        name = await self._free_name(says, tab.language)
        await self._tabs.rename(tab.id, name)
        self._rooms.renew(replace(tab, name=name))

    async def _pin(self, tab: Tab, zone: str) -> Tab:
        await self._tabs.give_badge(tab.id)
        badged = replace(tab, badge=True)
        known = zone if zone in available_timezones() else ""
        await self._put(inbound.rights_changed(badged, self._ambient.new_id(), self._ambient.now(), known))
        self._rooms.renew(badged)
        return badged

    def _new(self, member: str, name: str, language: str, *, link: str = "", pretend: bool = False) -> Tab:
        now = self._ambient.now()
        return Tab(
            id=member,
            name=name,
            language=language,
            badge=False,
            pretend=pretend,
            stay=1,
            announced=False,
            link=link,
            joined_at=now,
            seen_at=now,
            muted_until=0,
            banned_until=0,
            removed=False,
        )

    async def _free_name(self, says: Says, language: str) -> str:
        names = guest_names(says, language)
        worn = {alike(tab.name) for tab in await self._lately()}
        free = [name for name in names if alike(name) not in worn]
        if free:
            return self._ambient.pick(free)
        number = 2
        name = self._ambient.pick(names)
        while alike(f"{name} {number}") in worn:
            number += 1
        return f"{name} {number}"

    async def _free(self, name: str, tab: str, says: Says) -> bool:
        """Nobody passes for the house or for another guest."""
        house = {alike(says(language, "lobby-house-name")) for language in self._languages}
        others = {alike(one.name) for one in await self._lately() if one.id != tab}
        return alike(name) not in house | others

    async def _lately(self) -> list[Tab]:
        return await self._tabs.seen_since(self._ambient.now() - NAME_RESTS)
