"""What a tab asks for is checked here, turned into an event where it concerns the house, and answered."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import assert_never

from bot.core.ambient import Ambient
from bot.core.buttons import read_button
from bot.core.events import Envelope
from bot.core.forms import Form
from bot.core.notes import Note
from bot.core.ports import Menu
from bot.core.refs import MemberRef
from bot.core.roles import Role
from bot.core.text import Text
from bot.platforms.lobby import inbound
from bot.platforms.lobby.door import Door, Shut
from bot.platforms.lobby.inbound import NOBODY, Aim, aim_at
from bot.platforms.lobby.limits import Pace
from bot.platforms.lobby.messages import Message
from bot.platforms.lobby.names import HOUSE, owner_of
from bot.platforms.lobby.previews import Previews
from bot.platforms.lobby.render import Shape, commands_shape, form_shape
from bot.platforms.lobby.requests import (
    EraseOwn,
    FillForm,
    Hello,
    PressButton,
    Rename,
    Request,
    Say,
    ShowCommands,
    ShowPreview,
    UseMenu,
)
from bot.platforms.lobby.rooms import Rooms
from bot.platforms.lobby.tabs import Tab
from bot.platforms.lobby.typed import Typed, read_line

MESSAGE_LIMIT = 2000  # Discord's, so that a line said here could be said there
TALK = (5, 5.0)  # lines in seconds
TAPS = (12, 5.0)  # buttons, menus and names: people tap faster than they write
AROUND = timedelta(days=1)  # whose names can be typed in a command
TOO_FAST = "lobby-too-fast"
Put = Callable[[Envelope], Awaitable[None]]
RolesOf = Callable[[MemberRef], frozenset[Role]]


class No(Exception):  # noqa: N818 - an answer to one tab
    """A request that is not done; the tab alone reads the line."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(slots=True)
class Desk:
    ambient: Ambient
    rooms: Rooms
    door: Door
    previews: Previews
    put: Put
    menu: Menu
    roles: RolesOf
    talk: Pace = field(init=False)
    taps: Pace = field(init=False)

    def __post_init__(self) -> None:
        self.talk = Pace(self.ambient, *TALK)
        self.taps = Pace(self.ambient, *TAPS)

    async def answer(self, tab: Tab, request: Request) -> Shape:
        """What goes back to this tab alone."""
        try:
            return await self._answer(tab, request)
        except No as no:
            return {"no": self.menu.says(tab.language, no.line), "soon": no.line == TOO_FAST}

    async def _answer(self, tab: Tab, request: Request) -> Shape:
        pace = self.talk if isinstance(request, Say) else self.taps
        if not pace.allows(tab.id):
            raise No(TOO_FAST)
        match request:
            case Say():
                return await self._say(tab, request)
            case PressButton():
                return await self._press(tab, request)
            case FillForm():
                return await self._fill(tab, request)
            case UseMenu():
                return await self._use(tab, request)
            case Rename():
                return await self._rename(tab, request)
            case EraseOwn():
                return await self._erase(tab, request)
            case ShowCommands():
                return {"commands": self.offered(tab)}
            case ShowPreview():
                return await self._preview(tab, request)
            case Hello():
                raise No("lobby-not-understood")
        assert_never(request)

    async def _say(self, tab: Tab, said: Say) -> Shape:
        text = said.text.strip()
        if not text or not self.rooms.sees(tab, said.room):
            raise No("lobby-not-understood")
        if len(text) > MESSAGE_LIMIT:
            raise No("lobby-too-long")
        replied = await self.rooms.readable(said.reply_to, tab) if said.reply_to else None
        typed = read_line(text, self.menu.commands, await self._people(tab) if text.startswith("/") else {})
        if typed:
            return await self._command(tab, said, typed, aim_at(replied) if replied else NOBODY)
        if not self.rooms.writable(said.room):
            raise No("lobby-room-closed")
        if tab.muted(self.ambient.now()) and not owner_of(said.room):
            raise No("lobby-not-delivered")
        await self.speak(tab, said.room, text, f"m/{tab.id}/{said.nonce}", replied)
        return {}

    async def speak(self, tab: Tab, room: str, text: str, nonce: str, replied: Message | None = None) -> Message:
        """Kept and shown, then told to the house; said again with the same nonce it is the same message."""
        made = await self.rooms.add(
            Message(
                room=room,
                author=tab.id,
                author_name=tab.name,
                at=self.ambient.now(),
                nonce=nonce,
                note=Note(Text.of(text)),
                reply_to=replied.id if replied else 0,
            )
        )
        await self.put(inbound.written(tab, made, replied, self.menu.says(tab.language, "lobby-house-name")))
        return made

    async def _command(self, tab: Tab, said: Say, typed: Typed, aim: Aim) -> Shape:
        form = self.menu.opened_by.get(typed.name, "")
        if form in self.menu.forms and not typed.words and aim == NOBODY:
            return self._form(tab, form, self.menu.forms[form])
        now = self.ambient.now()
        await self.put(inbound.invoked(tab, said.room, said.nonce, now, typed.name, typed.words, aim))
        return {}

    async def _press(self, tab: Tab, press: PressButton) -> Shape:
        message = await self.rooms.readable(press.message, tab)
        read = read_button(press.button)
        if message is None or read is None:
            raise No("lobby-gone")
        form = self.menu.forms.get(f"{read.feature}/{read.verb}")
        if form:
            return self._form(tab, press.button, form)
        await self.put(inbound.pressed(tab, message, press.nonce, self.ambient.now(), press.button, press.choice[:200]))
        return {}

    async def _fill(self, tab: Tab, fill: FillForm) -> Shape:
        read = read_button(fill.form)
        form = self.menu.forms.get(f"{read.feature}/{read.verb}") if read else None
        if form is None or not self.rooms.sees(tab, fill.room):
            raise No("lobby-gone")
        values = [(name, value) for name, value in _values(form, fill.values).items() if value]
        message = await self.rooms.readable(fill.message, tab) if fill.message else None
        panel = message.id if message and message.audience else 0
        await self.put(inbound.filled(tab, fill.room, fill.nonce, self.ambient.now(), fill.form, values, panel))
        return {}

    async def _use(self, tab: Tab, use: UseMenu) -> Shape:
        command = next((one for one in self.menu.commands if one.name == use.command and one.menu), None)
        if command is None or not self.rooms.sees(tab, use.room):
            raise No("lobby-gone")
        aim = await self._aim(tab, use)
        await self.put(inbound.invoked(tab, use.room, use.nonce, self.ambient.now(), command.name, aim=aim))
        return {}

    async def _aim(self, tab: Tab, use: UseMenu) -> Aim:
        if use.message:
            message = await self.rooms.readable(use.message, tab)
            if message is None:
                raise No("lobby-gone")
            return aim_at(message)
        target = await self.rooms.tabs.get(use.member)
        if target is None:
            raise No("lobby-gone")
        return Aim(target.ref, target.name)

    async def _rename(self, tab: Tab, wish: Rename) -> Shape:
        renamed = await self.door.rename(tab, wish.name, self.menu.says)
        if isinstance(renamed, Shut):
            raise No(renamed.line)
        return {}

    async def _erase(self, tab: Tab, wish: EraseOwn) -> Shape:
        message = await self.rooms.readable(wish.message, tab)
        if message is None or (message.author != tab.id and message.audience != tab.id):
            raise No("lobby-gone")
        await self.rooms.erase(message.id)
        if message.author != HOUSE.id:
            await self.put(inbound.erased(message, self.ambient.now()))
        return {}

    async def _preview(self, tab: Tab, wish: ShowPreview) -> Shape:
        message = await self.rooms.readable(wish.message, tab)
        png = await self.rooms.messages.picture(message.picture) if message and message.picture else None
        path = self.previews.show(wish.platform, message.note, png) if message else None
        if path is None:
            raise No("lobby-gone")
        return {"path": path}

    async def _people(self, tab: Tab) -> Mapping[str, str]:
        known = await self.rooms.tabs.seen_since(self.ambient.now() - AROUND)
        return {one.id: one.name for one in known if one.id != tab.id}

    def offered(self, tab: Tab) -> list[Shape]:
        return commands_shape(self.menu.commands, self.held(tab), self.menu.says, tab.language)

    def held(self, tab: Tab) -> frozenset[Role]:
        return self.roles(tab.ref) | (frozenset({Role.OWNER}) if tab.badge else frozenset())

    def _form(self, tab: Tab, opened: str, form: Form) -> Shape:
        return {"form": form_shape(opened, form, self.menu.says, tab.language)}


def _values(form: Form, given: Mapping[str, str]) -> dict[str, str]:
    """The form's own fields and nothing else. Raises No for an answer that is missing or too long."""
    values = {field.name: given.get(field.name, "").replace("\r\n", "\n").strip() for field in form.fields}
    if any(field.required and not values[field.name] for field in form.fields):
        raise No("lobby-form-required")
    if any(len(values[field.name]) > field.limit for field in form.fields):
        raise No("lobby-form-long")
    return values


def roles_of_nobody(member: MemberRef) -> frozenset[Role]:
    return frozenset()
