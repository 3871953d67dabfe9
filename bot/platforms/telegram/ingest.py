"""Raw updates into the inbox: committed before Telegram is told, one bad update never stops the rest."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from telegram import Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.core.events import ButtonPressed, Envelope, ServerLeft
from bot.core.ports import Inbox
from bot.core.refs import ServerRef
from bot.core.sealing import Private
from bot.platforms.telegram.albums import Albums, Raw, album_of
from bot.platforms.telegram.connection import Connection
from bot.platforms.telegram.health import Health
from bot.platforms.telegram.inbound import read, read_album
from bot.platforms.telegram.learning import learn
from bot.platforms.telegram.membership import migrated
from bot.platforms.telegram.names import meet_all
from bot.platforms.telegram.patience import Wait, patiently
from bot.platforms.telegram.scenes import PLATFORM, House
from bot.platforms.telegram.seen import look

Spawn = Callable[[Coroutine[Any, Any, None]], None]


class Ingest:
    def __init__(
        self,
        line: Connection,
        inbox: Inbox,
        commands: Mapping[str, str],
        health: Health,
        wait: Wait,
        spawn: Spawn,
    ) -> None:
        self.albums = Albums(wait, self._album, lambda body: line.state.put("albums", Private(body)))
        self._line = line
        self._inbox = inbox
        self._commands = commands
        self._health = health
        self._wait = wait
        self._spawn = spawn
        self._to_look: set[int] = set()

    async def take(self, raws: Sequence[Raw]) -> None:
        """Returns when everything readable is committed."""
        envelopes: list[Envelope] = []
        for raw in raws:
            envelopes += await self._one(raw)
        for name in self.albums.open():
            self._spawn(self.albums.collect(name))
        if envelopes:
            await self._inbox.put(envelopes)
        await self._line.chats.save(self._line.state)
        self._follow_up(envelopes)
        if raws:
            self._health.last_update = self._line.now()

    async def resume(self) -> None:
        """Albums that an earlier process left open, and a look at every known group."""
        self.albums.load(await self._line.state.get("albums") or "")
        for name in self.albums.open():
            self._spawn(self.albums.collect(name))
        self._spawn(self._look_around())

    async def moved(self, old: int, new: int) -> None:
        """A call told that a group has a new number."""
        self._line.chats.move(old, new)
        event, key = migrated(old, new)
        await self._inbox.put([Envelope(key, f"{PLATFORM}:{old}", self._line.now(), event)])
        await self._line.chats.save(self._line.state)
        self._spawn(self.look(new))

    async def look(self, number: int) -> None:
        """Tell how a group stands now; one that is closed to the house is one that it left."""
        try:
            event = await patiently(lambda: look(self._line, number), self._wait, self._health.unreached)
        except ChatMigrated as error:
            await self.moved(number, error.new_chat_id)
            return
        except (Forbidden, BadRequest) as error:
            if isinstance(error, BadRequest) and "chat not found" not in str(error).lower():
                raise
            self._line.chats.drop(number)
            await self._line.chats.save(self._line.state)
            await self._tell(number, "left", ServerLeft(ServerRef(PLATFORM, str(number))))
            return
        if event:
            await self._tell(number, "seen", event)

    def house(self) -> House:
        line = self._line
        return House(
            id=line.house,
            username=line.username,
            commands=self._commands,
            chats=line.chats,
            shelf=line.shelf,
            wholes=line.wholes,
            now=line.now(),
            reads_all=line.reads_all,
            names=line.names,
        )

    async def _one(self, raw: Raw) -> list[Envelope]:
        """Nothing for an update that cannot be read, and for a part of an album that is not whole yet."""
        try:
            update = Update.de_json(raw, self._line.bot)
        except Exception as error:  # whatever one update is made of, the next ones have to come
            return await self._unread(raw, error)
        await self._fetch_words(update)
        if update.effective_message and update.effective_chat:
            self._line.numbers.saw(update.effective_chat.id, update.effective_message.message_id)
        name = album_of(raw)
        try:
            found = [] if name else read(update, self.house())
            meet_all(update, self._line.names)
            self._to_look |= learn(update, self._line.chats, self._line.house, self._line.username)
        except Exception as error:  # a fault of ours, which asking again would not mend
            return await self._unread(raw, error)
        if name:
            await self.albums.add(name, raw)
        return found

    async def _unread(self, raw: Raw, error: Exception) -> list[Envelope]:
        await self._health.put_aside(raw["update_id"], error, self._line.state)
        return []

    async def _album(self, name: str, raws: list[Raw]) -> None:
        updates = [Update.de_json(raw, self._line.bot) for raw in raws]
        envelopes = read_album(name, updates, self.house())
        if envelopes:
            await self._inbox.put(envelopes)

    async def _fetch_words(self, update: Update) -> None:
        """Short words stand for long button ids; they are looked up before the update is read."""
        query, message = update.callback_query, update.message
        if query and query.data and query.data.startswith("~"):
            await self._line.shelf.fetch(self._line.state, query.data)
        if message and message.text and message.text.startswith("/start h_"):
            await self._line.shelf.fetch(self._line.state, message.text.removeprefix("/start ").strip())

    def _follow_up(self, envelopes: list[Envelope]) -> None:
        for envelope in envelopes:
            event = envelope.event
            if isinstance(event, ButtonPressed) and event.scene.reply:
                callback = event.scene.reply.partition(" ")[0]
                self._spawn(self._line.acks.later(callback, event.scene.private))
        while self._to_look:
            self._spawn(self.look(self._to_look.pop()))

    async def _look_around(self) -> None:
        for known in self._line.chats:
            if known.kind != "channel":
                await self.look(known.id)

    async def _tell(self, number: int, what: str, event: Any) -> None:
        now = self._line.now()
        key = f"tg:{self._line.house}:{what}:{number}:{int(now.timestamp() * 1000)}"
        await self._inbox.put([Envelope(key, f"{PLATFORM}:{number}", now, event)])
