"""Telegram for the contract: the real adapter and python-telegram-bot against the pretend Bot API."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.core.ambient import Real
from bot.core.events import CommandInvoked, Scene
from bot.core.ports import Platform
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.platforms.telegram.adapter import Telegram
from tests.platforms.contract import MENU, Heard, Kept, Shown
from tests.platforms.telegram.wire import RIGHTS
from tests.support.telegram_server import Chat, Message, NotAllowedError, Status, TelegramServer, User

PINGS = {"mention", "text_mention"}
# Telegram finds these by itself and lets nobody switch it off; they call nobody.
HARMLESS = {"url", "email", "hashtag", "bot_command", "cashtag", "phone_number"}


class TelegramRig:
    def __init__(self, server: TelegramServer, platform: Telegram, inbox: Heard, group: Chat, *people: User) -> None:
        self.pretend = server
        self.platform: Platform = platform
        self.inbox = inbox
        self.group = group
        self.server = ServerRef("telegram", str(group.id))
        self.room = PlaceRef("telegram", str(group.id))
        self.chief, self.ann, self.ben, self.shut = (MemberRef("telegram", str(user.id)) for user in people)

    async def say(self, who: MemberRef, words: str) -> None:
        await self.pretend.write(self.group, self._user(who), words)

    async def ask(self, who: MemberRef) -> Scene:
        await self.pretend.write(self._user(who), self._user(who), "/help")
        return (await self.inbox.next(CommandInvoked, lambda event: event.scene.member == who)).scene

    async def press(self, who: MemberRef, message: MessageRef, button: str, choice: str = "") -> None:
        stem = button if button.count("/") > 1 else f"{button}/"
        await self.pretend.press(self._message(message), self._user(who), f"{stem}={choice}" if choice else button)

    async def fill(self, who: MemberRef, message: MessageRef, button: str, values: Mapping[str, str]) -> None:
        raise NotImplementedError("no forms: the core asks question by question")

    async def repeat(self) -> None:
        self.pretend.repeat_last()
        await self.pretend.drained()

    async def garble(self) -> None:
        self.pretend.emit_raw({"message": {"message_id": 1, "text": 7}})
        self.pretend.emit_raw({"chat_member": {"chat": "?"}})
        self.pretend.emit_raw({"something_new": {"a": 1}})

    def tear(self) -> None:
        self.pretend.drop(method="sendMessage", done=True)

    async def reads(self, who: MemberRef) -> list[str]:
        number = int(who.id)
        return [seen.text for chat in self.pretend.world.chats for seen in self.pretend.visible_to(number, chat)]

    async def shown(self, message: MessageRef) -> Shown | None:
        found = self._message(message)
        if not found.live:
            return None
        kinds = {entity["type"] for entity in found.entities}
        buttons = tuple(button.get("callback_data", "") for button in found.buttons)
        return Shown(found.words, bool(kinds - HARMLESS - PINGS), bool(kinds & PINGS), buttons)

    async def can_speak(self, who: MemberRef) -> bool:
        member = self.pretend.world.standing(self.group, self._user(who))
        return member.present and (member.status is not Status.RESTRICTED or "can_send_messages" in member.allowed)

    async def inside(self, who: MemberRef) -> bool:
        return self.pretend.world.standing(self.group, self._user(who)).present

    async def returns(self, who: MemberRef) -> bool:
        try:
            await self.pretend.join(self.group, self._user(who))
        except NotAllowedError:
            return False
        return True

    async def enters(self, url: str) -> bool:
        try:
            await self.pretend.join(self.group, self.pretend.add_user("Stranger"), link=url)
        except NotAllowedError:
            return False
        return True

    async def knocks(self) -> MemberRef:
        stranger = self.pretend.add_user("Stranger")
        await self.pretend.request_join(self.group, stranger)
        return MemberRef("telegram", str(stranger.id))

    def unconnected(self) -> Platform:
        return Telegram(self.pretend.token, Real(), f"http://127.0.0.1:{self.pretend.port}")

    def _user(self, who: MemberRef) -> User:
        return self.pretend.world.users[int(who.id)]

    def _message(self, ref: MessageRef) -> Message:
        chat = self.pretend.world.chats[int(ref.place.id.partition("/")[0])]
        return chat.messages[int(ref.id.rsplit("+")[-1])]


@asynccontextmanager
async def telegram_rig(folder: Path) -> AsyncIterator[TelegramRig]:
    async with TelegramServer() as server:
        chief, ann = server.add_user("Chief", started=True), server.add_user("Ann", username="annann", started=True)
        ben, shut = server.add_user("Ben", started=True), server.add_user("Shut")
        group = server.add_group("Salon", owner=chief, members=(ann, ben, shut), forum=True)
        server.seat_bot(group, RIGHTS)
        platform, inbox = Telegram(server.token, Real(), f"http://127.0.0.1:{server.port}"), Heard()
        running = asyncio.create_task(platform.run(inbox, MENU, Kept()))
        try:
            await server.wait_for(lambda: server.journal.polls or running.done())
            yield TelegramRig(server, platform, inbox, group, chief, ann, ben, shut)
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            await platform.close()
        assert not server.unexpected
        assert not server.violations
        assert not server.crashes
