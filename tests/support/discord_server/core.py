"""The state every part of the server shares, and starting and stopping."""

import asyncio
from collections.abc import Callable
from datetime import timedelta
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from tests.support.discord_server import errors
from tests.support.discord_server.bell import Bell
from tests.support.discord_server.clock import Now, Snowflakes, iso, real_now
from tests.support.discord_server.events import Events
from tests.support.discord_server.front import Front
from tests.support.discord_server.gateway import Gateway
from tests.support.discord_server.intents import PRIVILEGED, Intent
from tests.support.discord_server.interaction import Interaction
from tests.support.discord_server.journal import Call, Journal
from tests.support.discord_server.throttle import Throttle
from tests.support.discord_server.world import (
    AuditEntry,
    Channel,
    Command,
    Guild,
    Json,
    Member,
    Message,
    User,
    World,
)
from tests.support.specs import DiscordSpec

T = TypeVar("T")


class Core:
    """`unexpected` and `violations` are to be empty at the end of every test."""

    def __init__(
        self,
        *,
        token: str = "test.token.of-the-host",
        privileged_intents: Intent = PRIVILEGED,
        bot_name: str = "Gastgeber",
        now: Now = real_now,
    ) -> None:
        self.token = token
        self.privileged_intents = privileged_intents
        self.now = now
        self.new_id = Snowflakes(now)
        self.bell = Bell()
        self.world = World()
        self.journal = Journal()
        self.throttle = Throttle()
        self.unexpected: list[Call] = []
        self.violations: list[str] = []
        self.spec = DiscordSpec.from_environment()
        self.interactions: dict[str, Interaction] = {}
        self.commands: dict[int, Command] = {}
        self.command_creates: list[Command] = []
        self.nonces: dict[tuple[int, str], tuple[Any, Message]] = {}
        self.identifies = 0
        self.resumes = 0
        self.bot = User(id=self.new_id(), name=bot_name, is_bot=True)
        self.world.users[self.bot.id] = self.bot
        self.application_id = self.bot.id
        self.owner = User(id=self.new_id(), name="Operator")
        self.world.users[self.owner.id] = self.owner
        self.gateway = Gateway(self)
        self.events = Events(self)
        self.front = Front(self)
        self.port = 0
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://127.0.0.1:{self.port}/"

    async def start(self) -> Self:
        app = web.Application(client_max_size=26 * 1024 * 1024)
        app.router.add_get("/", self.gateway.serve)
        app.router.add_route("*", "/{path:.*}", self.front.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        return self

    async def stop(self) -> None:
        """Close every line and the port; the world stays, so `start` resumes it on the same port."""
        await self.gateway.drop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        return await self.start()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def wait_for(self, look: Callable[[], T], patience: float = 5.0, *, what: str = "something") -> T:
        """The first true answer of `look()`, asked again after every change."""
        try:
            return await self.bell.until(look, patience)
        except TimeoutError:
            raise AssertionError(f"waited {patience} s for {what}; so far:\n{self.journal}") from None

    async def wait_for_call(self, method: str, path: str = "*", *, count: int = 1, patience: float = 5.0) -> Call:
        """The `count`th answered call to this route."""

        def look() -> Call | None:
            done = [call for call in self.journal.of(method, path) if call.status is not None]
            return done[count - 1] if len(done) >= count else None

        found = await self.wait_for(look, patience, what=f"call {count} of {method} {path}")
        assert found is not None
        return found

    async def settled(self, quiet: float = 0.05) -> None:
        """Return once nothing was asked for `quiet` seconds: for proving that nothing happened."""
        while True:
            before = len(self.journal), len(self.gateway.received)
            await asyncio.sleep(quiet)
            if before == (len(self.journal), len(self.gateway.received)):
                return

    def guilds_of_bot(self) -> list[Guild]:
        return [guild for guild in self.world.guilds.values() if self.bot.id in guild.members]

    def bot_member(self, guild: Guild) -> Member:
        return guild.members[self.bot.id]

    def bot_sees(self, channel: Channel) -> bool:
        return self.events.sees(channel)

    def guild_of(self, call: Call) -> Guild:
        guild = self.world.guilds.get(call.number("guild_id"))
        if guild is None:
            raise errors.unknown("Guild")
        if self.bot.id not in guild.members:
            raise errors.missing_access()
        return guild

    def channel_of(self, call: Call) -> Channel:
        channel = self.world.channels.get(call.number("channel_id"))
        if channel is None:
            raise errors.unknown("Channel")
        if not self.bot_sees(channel):
            raise errors.missing_access()
        return channel

    def member_of(self, guild: Guild, user_id: int) -> Member:
        if user_id not in self.world.users:
            raise errors.unknown("User")
        if user_id not in guild.members:
            raise errors.unknown("Member")
        return guild.members[user_id]

    def is_own_business(self, message: Message) -> bool:
        """Where content is given even without MESSAGE_CONTENT."""
        if message.guild is None or message.author is self.bot:
            return True
        return self.bot in message.pinged_users

    def may_see_content(self, message: Message) -> bool:
        return bool(self.privileged_intents & Intent.MESSAGE_CONTENT) or self.is_own_business(message)

    async def note(
        self, guild: Guild, action: int, target_id: int | None, call: Call | None = None, **more: Any
    ) -> AuditEntry:
        """Write into the audit log, in the bot's name unless `by` says otherwise."""
        by: User = more.pop("by", self.bot)
        reason = call.reason if call is not None else more.pop("reason", None)
        entry = AuditEntry(id=self.new_id(), action=action, user_id=by.id, target_id=target_id, reason=reason, **more)
        guild.audit.append(entry)
        await self.events.audit(guild, entry)
        return entry

    def poll_of(self, asked: Json) -> Json:
        ends = self.now() + timedelta(hours=asked.get("duration") or 24)
        answers = [{"answer_id": number, **answer} for number, answer in enumerate(asked["answers"], 1)]
        return {
            "question": asked["question"],
            "answers": answers,
            "expiry": iso(ends),
            "allow_multiselect": bool(asked.get("allow_multiselect")),
            "layout_type": asked.get("layout_type", 1),
            "results": {"is_finalized": False, "answer_counts": []},
        }
