"""Actions become changes of what the tabs see."""

from __future__ import annotations

from typing import assert_never

from bot.core.actions import (
    Admit,
    Amend,
    Answer,
    Ban,
    ClosePlace,
    Decline,
    Erase,
    Forget,
    IssueLink,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.ambient import Ambient
from bot.core.notes import Note
from bot.core.ports import Database, Delivery, Done, Failed, Outcome
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from bot.platforms.lobby import inbound
from bot.platforms.lobby.door import Put
from bot.platforms.lobby.inbound import panel_of
from bot.platforms.lobby.links import Links
from bot.platforms.lobby.messages import Message
from bot.platforms.lobby.names import HOUSE, PLATFORM, ROOM, chat_of, owner_of
from bot.platforms.lobby.places import Place
from bot.platforms.lobby.rooms import Rooms
from bot.platforms.lobby.tabs import Tab
from bot.platforms.lobby.words import Says

GONE = Failed("gone")


class Outbound:
    def __init__(self, ambient: Ambient, database: Database, rooms: Rooms, says: Says, put: Put, url: str) -> None:
        self._ambient = ambient
        self._rooms = rooms
        self._links = Links(database)
        self._says = says
        self._put = put
        self._url = url

    async def perform(self, delivery: Delivery) -> Outcome:
        match delivery.action:
            case Answer():
                return await self._answer(delivery, delivery.action)
            case Whisper():
                return await self._whisper(delivery, delivery.action)
            case Post():
                return await self._post(delivery, delivery.action)
            case Amend():
                return await self._amend(delivery, delivery.action)
            case Erase():
                return await self._erase(delivery, delivery.action)
            case OpenPlace():
                return await self._open(delivery, delivery.action)
            case ClosePlace():
                return await self._close(delivery)
            case IssueLink():
                return await self._issue(delivery.action)
            case RevokeLink():
                return Done() if await self._links.revoke(delivery.action.bookmark) else GONE
            case Mute() | Unmute() | Remove() | Ban() | Unban():
                return await self._moderate(delivery.action)
            case Admit() | Decline() | LeaveServer() | Forget():
                return Failed("unsupported")
        assert_never(delivery.action)

    async def _answer(self, delivery: Delivery, action: Answer) -> Outcome:
        scene = delivery.scene
        tab = await self._inside(scene.member) if scene else None
        if scene is None or tab is None:
            return Failed("unreachable")
        panel = panel_of(scene.reply) if action.replace else 0
        if panel:
            shown = await self._rooms.readable(panel, tab)
            changed = await self._rooms.amend(panel, action.note, _png(delivery, action.note)) if shown else None
            if changed:
                return Done(changed.ref, scene.place)
        return await self._tell(delivery, action.note, tab, scene.place.id)

    async def _whisper(self, delivery: Delivery, action: Whisper) -> Outcome:
        tab = await self._inside(action.member)
        if tab is None:
            return Failed("unreachable")
        return await self._tell(delivery, action.note, tab, chat_of(tab.id))

    async def _tell(self, delivery: Delivery, note: Note, tab: Tab, room: str) -> Outcome:
        return await self._add(delivery, note, room, audience=tab.id)

    async def _post(self, delivery: Delivery, action: Post) -> Outcome:
        where = delivery.where or (action.at if isinstance(action.at, PlaceRef) else None)
        if where is None:
            return GONE
        owner = owner_of(where.id)
        if owner:
            tab = await self._inside(MemberRef(PLATFORM, owner))
            return await self._tell(delivery, action.note, tab, where.id) if tab else Failed("unreachable")
        if not self._rooms.knows(where.id):
            return GONE
        return await self._add(delivery, action.note, where.id, reply_to=_number(action.reply_to))

    async def _add(
        self, delivery: Delivery, note: Note, room: str, *, audience: str = "", reply_to: int = 0
    ) -> Outcome:
        new = Message(
            room=room,
            author=HOUSE.id,
            at=self._ambient.now(),
            nonce=f"h/{delivery.nonce}",
            note=note,
            audience=audience,
            reply_to=reply_to,
        )
        made = await self._rooms.add(new, _png(delivery, note))
        return Done(made.ref, made.ref.place)

    async def _amend(self, delivery: Delivery, action: Amend) -> Outcome:
        number = _number(delivery.message)
        changed = await self._rooms.amend(number, action.note, _png(delivery, action.note)) if number else None
        return Done(changed.ref, changed.ref.place) if changed else GONE

    async def _erase(self, delivery: Delivery, action: Erase) -> Outcome:
        target = action.target if isinstance(action.target, MessageRef) else delivery.message
        stone = await self._rooms.erase(_number(target)) if target else None
        return Done() if stone else GONE

    async def _open(self, delivery: Delivery, action: OpenPlace) -> Outcome:
        new = Place(id=self._ambient.new_id(), name=action.name, parent=action.beside.id, secluded=action.private)
        place, fresh = await self._rooms.open(new, delivery.nonce)
        if fresh:
            await self._put(inbound.place_changed(place, self._ambient.now()))
        return Done(place=place.ref)

    async def _close(self, delivery: Delivery) -> Outcome:
        closed = await self._rooms.close(delivery.where.id) if delivery.where else None
        if closed is None:
            return GONE
        await self._put(inbound.place_changed(closed, self._ambient.now()))
        return Done(place=closed.ref)

    async def _issue(self, action: IssueLink) -> Outcome:
        secret = self._ambient.new_secret()
        await self._links.issue(action.bookmark, secret, action.uses, action.until)
        return Done(place=ROOM, url=f"{self._url}/?invite={secret}")

    async def _moderate(self, action: Mute | Unmute | Remove | Ban | Unban) -> Outcome:
        """Nothing here is shown to anybody but, at most, the one tab it concerns."""
        tabs = self._rooms.tabs
        tab = await tabs.get(action.member.id)
        if tab is None:
            return GONE
        if tab.badge and isinstance(action, Mute | Remove | Ban):
            return Failed("outranked")
        match action:
            case Mute():
                await tabs.mute(tab.id, action.until)
            case Unmute():
                await tabs.unmute(tab.id)
            case Remove():
                await tabs.remove(tab.id)
                await self._show_out(tab, "lobby-removed")
            case Ban():
                await tabs.ban(tab.id, action.until)
                await self._show_out(tab, "lobby-banned")
            case Unban():
                await tabs.unban(tab.id)
        return Done()

    async def _show_out(self, tab: Tab, line: str) -> None:
        self._rooms.hub.end(tab.id, {"out": self._says(tab.language, line), "back": line == "lobby-removed"})
        if not tab.removed:
            await self._put(inbound.left(tab, self._ambient.now()))

    async def _inside(self, member: MemberRef) -> Tab | None:
        tab = await self._rooms.tabs.get(member.id)
        return tab if tab and not tab.outside(self._ambient.now()) else None


def _png(delivery: Delivery, note: Note) -> bytes | None:
    return (delivery.pictures or {}).get(note.picture.spec) if note.picture else None


def _number(message: MessageRef | None) -> int:
    return int(message.id) if message and message.id.isdecimal() else 0
