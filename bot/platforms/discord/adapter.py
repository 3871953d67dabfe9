"""Discord as a platform: connects, pumps events into the inbox, performs actions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import aiohttp
import discord

from bot.core.ambient import Ambient
from bot.core.errors import BadSettings
from bot.core.ports import Delivery, Inbox, Later, Menu, Outcome, State
from bot.platforms.discord.abilities import ABILITIES, NAME
from bot.platforms.discord.connection import Backoff, log_in, new_client, stay
from bot.platforms.discord.ears import Ears
from bot.platforms.discord.intake import SEEN_KEY, Intake
from bot.platforms.discord.invite import invite_url
from bot.platforms.discord.measures import Measures
from bot.platforms.discord.outbound import Outbound
from bot.platforms.discord.pace import buckets
from bot.platforms.discord.replies import DEFER_AFTER, GIVE_UP_AFTER, Replies
from bot.platforms.discord.rest import LONGEST_WAIT, LimitWatch, Rest, outcome_of, token_refused
from bot.platforms.discord.rooms import Rooms
from bot.platforms.discord.seam import listen, point_at
from bot.platforms.discord.servers import SURVEY_PAUSE, Servers
from bot.platforms.discord.sync import remove_duplicates, sync_commands
from bot.platforms.discord.twin import Twin

log = logging.getLogger(__name__)
NOT_CONNECTED = timedelta(seconds=2)
CALL_PATIENCE = 120.0
SYNC_RETRY = 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds until an interaction is deferred, until "thinking" is taken away, and between member lists."""

    defer_after: float = DEFER_AFTER
    give_up_after: float = GIVE_UP_AFTER
    survey_pause: float = SURVEY_PAUSE


@dataclass(frozen=True, slots=True)
class Line:
    """What belongs to one login."""

    client: discord.Client
    outbound: Outbound
    limits: LimitWatch


class Discord:
    """`ready` is set while the gateway is connected and every server has been told; `synced` once the menus are right.

    `api_url` replaces Discord's own address, and the gateway then comes from that address's answer.
    """

    name = NAME
    abilities = ABILITIES

    def __init__(
        self,
        token: str,
        ambient: Ambient,
        api_url: str = "",
        patience: Patience = Patience(),
    ) -> None:
        self.ready = asyncio.Event()
        self.synced = asyncio.Event()
        self.app_id = ""
        self._down = ""  # why the line is down, as a sentence
        self._twin = Twin(ambient)
        self._token = token
        self._ambient = ambient
        self._api_url = api_url
        self._patience = patience
        self._line: Line | None = None
        self._replies: Replies | None = None
        self._tasks: asyncio.TaskGroup | None = None

    @property
    def trouble(self) -> str:
        """A sentence for the operator, empty while all is well."""
        return self._down or self._twin.trouble

    @property
    def reaches(self) -> bool:
        """Whether calls can be made at all."""
        return self._line is not None

    @property
    def invitation(self) -> str:
        """The link that adds the house to a server with the rights it needs; empty until logged in."""
        return invite_url(self.app_id) if self.app_id else ""

    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None:
        """Raises BadSettings where only the operator can help; everything else is tried again."""
        if self._api_url:
            point_at(self._api_url)
        intake = Intake(self._ambient)
        try:
            async with asyncio.TaskGroup() as tasks:
                self._tasks = tasks
                waits = self._patience.defer_after, self._patience.give_up_after
                self._replies = Replies(self._spawn, self._twin, *waits)
                tasks.create_task(intake.pump(inbox, state))
                tasks.create_task(intake.keep_awake(self.ready.is_set, state))
                tasks.create_task(self._log_in_again_and_again(menu, intake, state))
        except BaseExceptionGroup as group:
            settings = group.subgroup(BadSettings)
            raise (settings.exceptions[0] if settings else group) from group
        finally:
            self._tasks = None
            await self.close()

    async def perform(self, delivery: Delivery) -> Outcome:
        line = self._line
        if line is None:
            return Later(NOT_CONNECTED, whole_bot=True)
        line.limits.whole_bot = False
        try:
            async with asyncio.timeout(CALL_PATIENCE):
                return await line.outbound.perform(delivery)
        except Exception as error:
            if token_refused(error):
                await line.client.close()  # logging in again says it to the operator
                return Later(NOT_CONNECTED, whole_bot=True)
            return outcome_of(error, line.limits.whole_bot)

    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return buckets(delivery)

    async def close(self) -> None:
        """Leave quietly. The session ends with it: a later process could not take it up."""
        self._down = ""
        line, self._line = self._line, None
        replies, self._replies = self._replies, None
        self.ready.clear()
        if line is not None:
            await line.client.close()
        if replies is not None:
            await replies.close()

    async def _log_in_again_and_again(self, menu: Menu, intake: Intake, state: State) -> None:
        backoff = Backoff()
        while True:
            limits = LimitWatch()
            client = new_client(limits.trace, LONGEST_WAIT)
            try:
                await self._connect(client, limits, menu, intake, state, backoff)
            except BadSettings:
                raise
            except (OSError, aiohttp.ClientError, discord.GatewayNotFound) as error:
                log.warning("Discord cannot be reached, trying again: %s", error)
                self._down = f"Discord cannot be reached ({type(error).__name__}); this is tried again."
            except Exception as error:
                log.exception("the connection to Discord broke; trying again")
                self._down = f"Discord cannot be reached ({type(error).__name__}); this is tried again."
            finally:
                self._line = None
                self.ready.clear()
                await client.close()
            await backoff.wait()

    async def _connect(
        self, client: discord.Client, limits: LimitWatch, menu: Menu, intake: Intake, state: State, backoff: Backoff
    ) -> None:
        assert self._replies is not None
        seen = await state.get(SEEN_KEY)
        since = datetime.fromisoformat(seen) if seen else None
        pause = self._patience.survey_pause
        servers = Servers(client, intake, state, self._ambient, self._spawn, since, pause)
        ears = Ears(client, menu, intake, self._replies, self._twin, self._ambient, self._spawn)
        await servers.remember()
        listen(client, servers.listeners(), instead=ears.listeners())
        client.event(self._on_ready(backoff))
        client.event(self._on_resumed())
        client.event(self._on_disconnect())
        await log_in(client, self._token, own_gateway=bool(self._api_url))
        self.app_id = str(client.application_id)
        rest = Rest(client)
        measures, rooms = Measures(rest, self._ambient), Rooms(rest, self._ambient)
        outbound = Outbound(rest, self._replies, measures, rooms, self._ambient, self._twin)
        self._line = Line(client, outbound, limits)
        self._spawn(self._sync(rest, menu))
        await stay(client)

    async def _sync(self, rest: Rest, menu: Menu) -> None:
        """Until it has worked once a process: creating commands is limited to 200 a day."""
        while not self.synced.is_set():
            try:
                await sync_commands(rest, self.app_id, menu)
                await self.ready.wait()
                for guild in rest.client.guilds:
                    await remove_duplicates(rest, self.app_id, str(guild.id))
            except Exception:
                log.exception("the menus could not be brought to Discord yet")
                await asyncio.sleep(SYNC_RETRY)
            else:
                self.synced.set()

    def _on_ready(self, backoff: Backoff) -> Any:
        async def on_ready() -> None:
            backoff.reset()
            self._up()

        return on_ready

    def _on_resumed(self) -> Any:
        async def on_resumed() -> None:
            self._up()

        return on_resumed

    def _on_disconnect(self) -> Any:
        async def on_disconnect() -> None:
            self.ready.clear()
            self._down = "The line to Discord is down; this is tried again."

        return on_disconnect

    def _up(self) -> None:
        self._twin.connected()
        self._down = ""
        self.ready.set()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        """Run beside the pump, owned by `run`; a failure is logged and ends nothing else."""
        guarded = _logged(work)
        try:
            if self._tasks is not None:
                self._tasks.create_task(guarded)
                return
        except RuntimeError:
            log.debug("the house is closing; what came last is left undone")
        guarded.close()
        work.close()


async def _logged(work: Coroutine[Any, Any, None]) -> None:
    try:
        await work
    except discord.HTTPException as error:
        log.warning("Discord refused: %s %s", error.status, error.code)
    except Exception:
        log.exception("something beside the pump went wrong")
