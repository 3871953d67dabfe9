"""The server itself: sockets, tokens, and what tests may ask of it."""

import asyncio
import copy
import inspect
from collections.abc import Callable
from types import TracebackType
from typing import Any

from aiohttp import web

from .actors.ruling import Ruling
from .errors import BotError, too_many
from .faults import Fault
from .feed import Raw
from .journal import Call
from .limits import Over
from .methods import BY_LOWER_NAME, METHODS
from .params import Params, read_params
from .people import User
from .things import Chat
from .visible import Seen, seen_in, told_about

_BIG = 60 * 2**20


class TelegramServer(Ruling):
    """`async with TelegramServer() as server:` gives a world, a loopback address and a journal."""

    port: int
    _runner: web.AppRunner

    async def __aenter__(self) -> "TelegramServer":
        app = web.Application(client_max_size=_BIG)
        app.router.add_route("*", "/bot{token}/{method}", self._handle)
        app.router.add_get("/file/bot{token}/files/{file}", self._file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.2)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.port = int(self._runner.addresses[0][1])
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.hook.stop()
        self.poll_ticket = object()
        self.bell.ring()
        await self._runner.cleanup()

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/bot"

    @property
    def base_file_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/file/bot"

    @property
    def me(self) -> User:
        return self.world.bot

    # -- answering calls -------------------------------------------------------------------------------------------

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        params = await read_params(request)
        asked = request.match_info["method"]
        method = BY_LOWER_NAME.get(asked.lower(), asked)
        call = self.journal.open(method, params.values, params.files, self.now())
        self.bell.ring()
        if request.match_info["token"] != self.token:
            return self._answer(call, BotError(401, "Unauthorized").payload())
        fault = self.faults.strike(method, call.chat_id)
        if fault and fault.seconds:
            await asyncio.sleep(fault.seconds)
        if fault is None or fault.kind == "delay" or fault.done:
            answer = await self._perform(call, method, params)
        else:
            answer = {}
        return self._spoil(request, call, fault, answer)

    async def _perform(self, call: Call, method: str, params: Params) -> Raw:
        handler = METHODS.get(method)
        if handler is None:
            self.unexpected.append(call)
            return BotError(404, "Not Found: method not found").payload()
        if self.spec:
            self.spec.check_call(method, params.values, set(params.files))
        try:
            result = handler(self, params)
            result = await result if inspect.isawaitable(result) else result
        except BotError as error:
            return error.payload()
        except Exception as crash:
            self.crashes.append(crash)
            return BotError(500, f"Internal Server Error: {crash!r}").payload()
        self.limits.count(method, call.chat_id, self.now())
        self._check(method, result)
        return {"ok": True, "result": copy.deepcopy(result)}

    def _check(self, method: str, result: Any) -> None:
        """Updates were checked when they were made, and raw ones are meant to be odd."""
        if self.spec and method != "getUpdates":
            self.spec.check_result(method, result)

    def _spoil(self, request: web.Request, call: Call, fault: Fault | None, answer: Raw) -> web.StreamResponse:
        if fault is None or fault.kind == "delay":
            return self._answer(call, answer)
        if fault.kind == "flood":
            return self._answer(call, too_many(fault.retry_after).payload())
        if fault.kind == "drop":
            call.code, call.error = 0, "connection dropped"
            self.bell.ring()
            if request.transport:
                request.transport.abort()
            return web.Response(status=500)
        call.code, call.error = fault.status, "failed on demand"
        self.bell.ring()
        if fault.body is not None:
            return web.Response(status=fault.status, text=fault.body)
        return self._answer(call, BotError(fault.status, "Internal Server Error").payload())

    def _answer(self, call: Call, answer: Raw) -> web.Response:
        call.code = 200 if answer["ok"] else int(answer["error_code"])
        call.result, call.error = answer.get("result"), answer.get("description")
        self.bell.ring()
        return web.json_response(answer, status=call.code)

    async def _file(self, request: web.Request) -> web.Response:
        upload = self.uploads.get(request.match_info["file"])
        if upload is None or request.match_info["token"] != self.token:
            raise web.HTTPNotFound
        return web.Response(body=upload.content, content_type="application/octet-stream")

    # -- misbehaving -----------------------------------------------------------------------------------------------

    def flood(
        self, *, chat: Chat | None = None, retry_after: int = 1, times: int = 1, method: str | None = None
    ) -> Fault:
        """The next calls get 429. Like all faults, without a method it spares getUpdates."""
        place = chat.id if chat else None
        return self.faults.add(Fault(kind="flood", times=times, method=method, chat=place, retry_after=retry_after))

    def fail(
        self,
        *,
        status: int = 502,
        times: int = 1,
        method: str | None = None,
        body: str | None = None,
        done: bool = False,
    ) -> Fault:
        """The next calls get an HTTP error; with `done` the work was done all the same."""
        return self.faults.add(Fault(kind="fail", times=times, method=method, status=status, body=body, done=done))

    def drop(self, *, times: int = 1, method: str | None = None, done: bool = False) -> Fault:
        """Cut the line instead of answering; with `done` only after the work was done."""
        return self.faults.add(Fault(kind="drop", times=times, method=method, done=done))

    def delay(self, seconds: float, *, times: int = 1, method: str | None = None) -> Fault:
        return self.faults.add(Fault(kind="delay", times=times, method=method, seconds=seconds))

    def emit_raw(self, body: Raw) -> Raw:
        """Any update at all, parsable or not; it gets an update_id and is not checked."""
        return self.feed.push(body)

    def repeat_last(self, count: int = 1, *, backwards: bool = False) -> None:
        """Deliver the last updates once more with their old ids, confirmed or not; none that is held."""
        self.feed.again(count, backwards=backwards)

    def hold(self) -> None:
        """Keep new updates back until release()."""
        self.feed.hold()

    def release(self, *, backwards: bool = False) -> None:
        self.feed.release(backwards=backwards)

    # -- looking ---------------------------------------------------------------------------------------------------

    @property
    def updates(self) -> list[Raw]:
        """Every update ever sent out, in order."""
        return self.feed.sent

    @property
    def over_limit(self) -> list[Over]:
        """Where the bot was faster than Telegram allows; nothing was refused for it."""
        return self.limits.over

    @property
    def violations(self) -> list[str]:
        """What does not fit the published API; always empty where PLATFORM_SPECS is not set."""
        return self.spec.violations if self.spec else []

    def visible_to(self, user_id: int, chat_id: int) -> list[Seen]:
        """Everything this ordinary member could ever have read there, gone or not, and the answers to their presses."""
        chat = self.world.chats.get(chat_id)
        seen = [*seen_in(self.world, chat, user_id), *told_about(chat, user_id)] if chat else []
        own = [w for w in self.whispers if (w.user_id, w.chat_id) == (user_id, chat_id)]
        return seen + [Seen(w.kind, w.text, True, None, w.at) for w in own]

    async def wait_for(self, holds: Callable[[], object], timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Until it is so; looked at whenever anything happens here."""
        if not await self.bell.until(holds, timeout):
            recent = "\n".join(map(repr, self.journal.calls[-8:]))
            raise AssertionError(f"did not happen within {timeout} s; the last calls:\n{recent}")

    async def wait_call(self, method: str, *, chat: Chat | None = None, since: int = 0, timeout: float = 5.0) -> Call:  # noqa: ASYNC109
        """The first finished call of this method from this place in the journal on."""
        place = chat.id if chat else None

        def done() -> list[Call]:
            return [c for c in self.journal.of(method, chat=place, since=since) if c.code is not None]

        await self.wait_for(done, timeout)
        return done()[0]

    async def drained(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109
        """Until the bot has confirmed every update."""
        await self.wait_for(lambda: not self.feed.queue, timeout)
