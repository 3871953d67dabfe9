"""Telegram as a platform: connects, pumps updates into the inbox, performs what the house decides."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from telegram import Bot
from telegram.error import ChatMigrated, InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.core.ambient import Ambient
from bot.core.errors import BadSettings
from bot.core.events import Envelope, Reconnected
from bot.core.ports import Delivery, Failed, Inbox, Later, Menu, Outcome, State, Torn
from bot.core.refs import MessageRef
from bot.platforms.telegram import links, webhook
from bot.platforms.telegram import menu as menus
from bot.platforms.telegram.abilities import ABILITIES
from bot.platforms.telegram.acks import Acks
from bot.platforms.telegram.albums import Wholes
from bot.platforms.telegram.connection import Connection
from bot.platforms.telegram.finding import last_seen
from bot.platforms.telegram.health import REFUSED, Health
from bot.platforms.telegram.ingest import Ingest
from bot.platforms.telegram.known import Chats
from bot.platforms.telegram.numbers import Numbers
from bot.platforms.telegram.outbound import carry_out
from bot.platforms.telegram.pace import chat_of, pace
from bot.platforms.telegram.patience import Wait, patiently
from bot.platforms.telegram.polling import Polling, heard_until
from bot.platforms.telegram.refusals import outcome_of
from bot.platforms.telegram.shelf import Shelf

log = logging.getLogger(__name__)
API = "https://api.telegram.org"
NO_TOKEN = "TELEGRAM_TOKEN does not look like a bot token (123456:ABC...): copy it from @BotFather."
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+\Z")
# They log addresses, which hold the token, and answers, which hold what guests wrote; errors are raised anyway.
CHATTY = ("httpx", "httpcore", "telegram")
NOT_YET = timedelta(seconds=1)


class Telegram:
    """`api_url` is the Bot API's root without `/bot`; with `webhook_url` updates are brought, else asked for.

    The host mounts `receive` for POST under the path of `webhook_url`. `wait` is how time passes (seconds).
    """

    name = "telegram"
    abilities = ABILITIES

    def __init__(
        self,
        token: str,
        ambient: Ambient,
        api_url: str = "",
        webhook_url: str = "",
        wait: Wait = asyncio.sleep,
    ) -> None:
        for chatty in CHATTY:
            logging.getLogger(chatty).setLevel(logging.CRITICAL)
        root = (api_url or API).rstrip("/")
        self._bot = Bot(
            token,
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            request=HTTPXRequest(connection_pool_size=64, read_timeout=15.0, pool_timeout=5.0),
            get_updates_request=HTTPXRequest(connection_pool_size=2),
        )
        self.health = Health(token)
        self.username = ""
        self._numbers = Numbers()
        self._ambient = ambient
        self._wait = wait
        self._webhook_url = webhook_url
        self._webhook: webhook.Webhook | None = None
        self._line: Connection | None = None
        self._ingest: Ingest | None = None
        self._tasks: asyncio.TaskGroup | None = None

    @property
    def trouble(self) -> str:
        """A sentence for the operator, empty while all is well."""
        return self.health.trouble

    @property
    def set_aside(self) -> list[tuple[int, str]]:
        return self.health.set_aside

    @property
    def reaches(self) -> bool:
        """Whether calls can be made at all."""
        return self._line is not None

    @property
    def invitation(self) -> str:
        """The link that adds the house to a group with the rights it needs; empty until connected."""
        return links.startgroup(self.username) if self.username else ""

    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None:
        """Raises BadSettings for a token that Telegram refuses."""
        if not TOKEN.match(self._bot.token):
            raise BadSettings(NO_TOKEN)
        await self._connect()
        line = self._line = await self._open_line(state)
        await self.health.load(state)
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                ingest = Ingest(line, inbox, menus.typed_words(menu), self.health, self._wait, self._spawn)
                self._ingest = ingest
                await self._say_connected(inbox, await heard_until(state))
                await ingest.resume()
                self._spawn(self._publish(menu))
                await self._pump(ingest, inbox, state)
        except BaseExceptionGroup as group:
            if refused := group.subgroup(BadSettings):
                raise refused.exceptions[0] from None
            raise
        finally:
            self._tasks = self._webhook = None

    async def receive(self, request: web.Request) -> web.Response:
        if self._webhook is None:
            return web.Response(status=503, text="not ready")
        return await self._webhook.receive(request)

    async def perform(self, delivery: Delivery) -> Outcome:
        line = self._line
        if line is None:
            return Later(NOT_YET)
        try:
            return await carry_out(line, delivery)
        except ChatMigrated as error:
            return await self._moved(delivery, error)
        except TelegramError as error:
            if isinstance(error, InvalidToken):
                self.health.bad(REFUSED)
            return self._safely(outcome_of(error))
        except Exception as error:
            log.exception("delivery %s could not be carried out", delivery.id)
            return Failed("broken", type(error).__name__)

    def _safely(self, outcome: Outcome) -> Outcome:
        if not isinstance(outcome, Failed | Torn):
            return outcome
        return replace(outcome, detail=self.health.hidden(outcome.detail))

    def remind(self, newest: Sequence[MessageRef], ours: Sequence[MessageRef]) -> None:
        self._numbers.remind(newest, ours)

    def last_seen(self, delivery: Delivery) -> str:
        return last_seen(self._line, delivery) if self._line else ""

    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return pace(delivery)

    async def close(self) -> None:
        await self._bot.shutdown()

    async def _connect(self) -> None:
        await self._until_done(self._bot.initialize)
        self.username = self._bot.username
        self.health.good(self._ambient.now())

    async def _open_line(self, state: State) -> Connection:
        chats = Chats()
        await chats.load(state)
        return Connection(
            bot=self._bot,
            house=self._bot.id,
            username=self.username,
            reads_all=bool(self._bot.can_read_all_group_messages),
            state=state,
            chats=chats,
            shelf=Shelf(),
            acks=Acks(self._bot, self._wait),
            wholes=Wholes(),
            now=self._ambient.now,
            numbers=self._numbers,
        )

    async def _say_connected(self, inbox: Inbox, since: datetime | None) -> None:
        now = self._ambient.now()
        key = f"tg:{self._bot.id}:up:{int(now.timestamp() * 1000)}"
        await inbox.put([Envelope(key, self.name, now, Reconnected(self.name, since))])

    async def _pump(self, ingest: Ingest, inbox: Inbox, state: State) -> None:
        if self._webhook_url:
            secret = await webhook.secret_of(state, self._ambient)
            self._webhook = webhook.Webhook(secret, ingest.take, self.health, self._ambient.now)
            await self._until_done(lambda: webhook.point(self._bot, self._webhook_url, secret))
            await asyncio.Event().wait()
        await self._until_done(self._bot.delete_webhook)

        async def back(since: datetime) -> None:
            log.info("Telegram was out of reach since %s; what came meanwhile is caught up on silently", since)
            await self._say_connected(inbox, since)

        await Polling(self._bot, state, ingest.take, back, self.health, self._ambient.now, self._wait).run()

    async def _until_done(self, call: Callable[[], Awaitable[object]]) -> None:
        try:
            await patiently(call, self._wait, self.health.unreached)
        except InvalidToken:  # its text holds the token
            raise BadSettings(REFUSED) from None

    async def _publish(self, menu: Menu) -> None:
        changed = await patiently(lambda: menus.publish(self._bot, menu), self._wait, self.health.unreached)
        log.info("%s command menus set", changed)

    async def _moved(self, delivery: Delivery, error: ChatMigrated) -> Outcome:
        """The same call finds the group at its new number; the core hears of it."""
        if self._ingest and (old := chat_of(delivery)):
            await self._ingest.moved(old, error.new_chat_id)
        return Later(timedelta(0))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        if self._tasks is None:
            work.close()
            return
        self._tasks.create_task(_guarded(work))


async def _guarded(work: Coroutine[Any, Any, None]) -> None:
    """What goes wrong beside the pump is logged and does not stop it."""
    try:
        await work
    except Exception:
        log.exception("something beside the pump went wrong")
