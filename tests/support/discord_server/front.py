"""The HTTP door: record the call, run into trouble, find the route, check, answer."""

import asyncio
import json
import traceback
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote
from zlib import crc32

from aiohttp import BodyPartReader, web

from tests.support.discord_server import errors
from tests.support.discord_server.errors import ApiError
from tests.support.discord_server.journal import Call, SentFile
from tests.support.discord_server.rest.routing import Answer, Router
from tests.support.discord_server.throttle import Bucket, Trouble

if TYPE_CHECKING:
    from tests.support.discord_server.core import Core

PREFIX = "/api/v10"


class Front:
    def __init__(self, server: "Core") -> None:
        self.server = server
        self.router = Router()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith("/attachments/"):
            return self._attachment(request)
        call, handler = await self._read(request)
        troubles = self.server.throttle.take(call)
        for trouble in troubles:
            await asyncio.sleep(trouble.delay)
        ill = next((trouble for trouble in troubles if trouble.status or trouble.cut), None)
        if ill is None or ill.after_effect:
            answer, bucket = await self._answer(call, handler)
        if ill is not None:
            if ill.cut:
                return self._cut(request, call)
            answer, bucket = self._failure(ill), None
        return self._finish(call, answer, bucket)

    async def _read(self, request: web.Request) -> tuple[Call, Any]:
        raw = request.rel_url.raw_path
        inside = raw.removeprefix(PREFIX) if raw.startswith(PREFIX) else raw
        found = self.router.find(request.method, inside)
        body, files = await read_body(request)
        reason = request.headers.get("X-Audit-Log-Reason")
        call = Call(
            index=len(self.server.journal),
            at=self.server.now(),
            method=request.method,
            path=unquote(inside),
            query=dict(request.query),
            body=body,
            files=files,
            reason=unquote(reason) if reason else None,
            authorized=request.headers.get("Authorization") == f"Bot {self.server.token}",
        )
        if found is not None:
            call.template, call.params = found.template, found.params
        self.server.journal.calls.append(call)
        return call, found.handler if found else None

    async def _answer(self, call: Call, handler: Any) -> tuple[Answer, Bucket | None]:
        if handler is None:
            self.server.unexpected.append(call)
            return Answer(404, {"message": "404: Not Found", "code": 0}), None
        bucket = self.server.throttle.spend(call, self.server.now())
        if bucket.used > bucket.limit:
            left = (bucket.started + timedelta(seconds=bucket.seconds) - self.server.now()).total_seconds()
            return limited(max(left, 0.001), is_global=False), bucket
        try:
            if not call.authorized and not is_public(call):
                raise errors.unauthorized()
            if call.reason is not None and len(call.reason) > 512:
                raise errors.invalid_form("reason", "BASE_TYPE_MAX_LENGTH", "Must be 512 or fewer in length.")
            answer = await handler(self.server, call)
        except ApiError as refusal:
            answer = Answer(refusal.status, refusal.body())
        except Exception:  # a fault of this server must fail the test at once, not be retried as a 500
            self.server.violations.append(f"{call.method} {call.path} broke the server: {traceback.format_exc()}")
            return Answer(400, {"message": "the pretend Discord broke", "code": 0}), bucket
        self._check(call, answer)
        return answer, bucket

    def _check(self, call: Call, answer: Answer) -> None:
        if self.server.spec is None or call.template is None:
            return
        told = self.server.spec.check(call.method, call.template, call.body, answer.status, answer.body)
        self.server.violations += [f"{call.method} {call.path}: {problem}" for problem in told]

    def _failure(self, trouble: Trouble) -> Answer:
        if trouble.status == 429:
            return limited(trouble.retry_after, is_global=trouble.is_global)
        message = trouble.message or f"{trouble.status}: Trouble"
        return Answer(trouble.status or 500, {"message": message, "code": trouble.code})

    def _finish(self, call: Call, answer: Answer, bucket: Bucket | None) -> web.Response:
        call.status, call.answer = answer.status, answer.body
        self.server.bell.ring()
        headers = {"Via": "1.1 google"} | self._limits(call, answer, bucket)
        if answer.body is None:
            return web.Response(status=answer.status, headers=headers)
        # A charset suffix would make discord.py take the answer for text.
        headers["Content-Type"] = "application/json"
        return web.Response(status=answer.status, body=json.dumps(answer.body).encode(), headers=headers)

    def _limits(self, call: Call, answer: Answer, bucket: Bucket | None) -> dict[str, str]:
        if answer.status == 429:
            after = str(answer.body.get("retry_after", 1))
            scope = {"X-RateLimit-Global": "true"} if answer.body.get("global") else {}
            return {"Retry-After": after, "X-RateLimit-Reset-After": after, **scope}
        if bucket is None:
            return {}
        ends = bucket.started + timedelta(seconds=bucket.seconds)
        left = max((ends - self.server.now()).total_seconds(), 0.0)
        return {
            "X-RateLimit-Limit": str(bucket.limit),
            "X-RateLimit-Remaining": str(max(bucket.limit - bucket.used, 0)),
            "X-RateLimit-Reset": f"{ends.timestamp():.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
            "X-RateLimit-Bucket": f"{crc32((call.template or '').encode()):08x}{call.method.lower()}",
        }

    def _cut(self, request: web.Request, call: Call) -> web.Response:
        call.status = 0
        self.server.bell.ring()
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _attachment(self, request: web.Request) -> web.Response:
        data = self.server.world.attachments.get(int(request.path.split("/")[3]))
        return web.Response(status=404) if data is None else web.Response(body=data)


def limited(retry_after: float, *, is_global: bool) -> Answer:
    return Answer(
        429,
        {"message": "You are being rate limited.", "retry_after": retry_after, "global": is_global, "code": 0},
    )


def is_public(call: Call) -> bool:
    """The token in the path is all these need."""
    return call.template is not None and ("{interaction_token}" in call.template or "{webhook_token}" in call.template)


async def read_body(request: web.Request) -> tuple[Any, list[SentFile]]:
    if request.content_type.startswith("multipart/"):
        return await _read_parts(request)
    text = await request.text()
    if not text:
        return None, []
    return json.loads(text), []


async def _read_parts(request: web.Request) -> tuple[Any, list[SentFile]]:
    body: Any = {}
    files: list[SentFile] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        name = part.name or ""
        if name == "payload_json":
            body = json.loads(await part.text())
        elif part.filename:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files.append(SentFile(name, part.filename, kind, bytes(await part.read())))
        else:
            body[name] = await part.text()
    return body, files
