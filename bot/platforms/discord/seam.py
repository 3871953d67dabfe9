"""Everything this house uses of discord.py's insides, in one file; pyproject.toml keeps discord.py below 2.8 for it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.webhook.async_ import AsyncWebhookAdapter

from bot.platforms.discord.cards import Upload

Payload = Mapping[str, Any]
Listener = Callable[[Payload], None]
Form = list[dict[str, Any]]
log = logging.getLogger(__name__)


def point_at(api_url: str) -> None:
    """Send every call to another address; discord.py knows only one for the whole process."""
    Route.BASE = api_url.rstrip("/")


async def point_gateway(client: discord.Client) -> None:
    """Take the gateway from the API's own answer."""
    told = await client.http.request(Route("GET", "/gateway/bot"))
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(told["url"])


def listen(client: discord.Client, beside: Mapping[str, Listener], instead: Mapping[str, Listener]) -> None:
    """Hand raw dispatches to listeners: `beside` after discord.py took them into its cache, `instead` without it.

    An exception in a parser of discord.py ends the whole connection; here it ends that one event.
    """
    parsers = client._connection.parsers
    for name in {*parsers, *beside}:
        parsers[name] = _guarded(name, parsers.get(name), beside.get(name))
    for name, listener in instead.items():
        parsers[name] = _guarded(name, None, listener)


def happening(client: discord.Client) -> str:
    """The identity of the dispatch being handled: the same again after a resume."""
    return f"{client.ws.session_id}:{client.ws.sequence}"


async def all_members(guild: discord.Guild) -> list[discord.Member]:
    """Asked of the gateway and not kept: a cache of members would be most of the memory."""
    return await guild.chunk(cache=False) or []


async def request(client: discord.Client, method: str, path: str, body: Any, uploads: Sequence[Upload]) -> Any:
    """A call with the bot's token, through discord.py's rate limits. `path` has its ids in it already."""
    route = _route(method, path)
    if uploads:
        return await client.http.request(route, form=form(body, uploads))
    return await client.http.request(route) if body is None else await client.http.request(route, json=body)


def new_webhooks() -> AsyncWebhookAdapter:
    """What keeps rate limits of interaction tokens, apart from those of the bot's own token."""
    return AsyncWebhookAdapter()  # type: ignore[no-untyped-call]  # discord.py left it untyped


async def token_request(
    session: aiohttp.ClientSession,
    webhooks: AsyncWebhookAdapter,
    method: str,
    ids: tuple[str, str],
    path: str,
    body: Any = None,
    uploads: Sequence[Upload] = (),
    params: dict[str, Any] | None = None,
) -> Any:
    """A call that needs nothing but an interaction's token; `ids` are what rate limits are counted by."""
    route = Route(method, path, webhook_id=ids[0], webhook_token=ids[1])
    if uploads:
        return await webhooks.request(route, session, multipart=form(body, uploads), params=params)
    return await webhooks.request(route, session, payload=body, params=params)


def form(body: Any, uploads: Sequence[Upload]) -> Form:
    parts: Form = [{"name": "payload_json", "value": discord.utils._to_json(body), "content_type": "application/json"}]
    for at, upload in enumerate(uploads):
        kind = "image/png" if upload.name.endswith(".png") else "application/octet-stream"
        parts.append({"name": f"files[{at}]", "value": upload.body, "filename": upload.name, "content_type": kind})
    return parts


def _route(method: str, path: str) -> Route:
    """discord.py counts rate limits by the path's shape and its channel or server."""
    parts = path.strip("/").split("/")
    major = {"channels": "channel_id", "guilds": "guild_id"}.get(parts[0])
    if major is None or len(parts) < 2:
        return Route(method, path)
    shape = "/".join(
        f"{{{major}}}" if at == 1 else f"{{id{at}}}" if _is_id(part) else part for at, part in enumerate(parts)
    )
    ids: dict[str, Any] = {f"id{at}": part for at, part in enumerate(parts) if at != 1 and _is_id(part)}
    return Route(method, f"/{shape}", **{major: parts[1]}, **ids)


def _is_id(part: str) -> bool:
    return part.isdecimal()


def _guarded(name: str, parse: Listener | None, listener: Listener | None) -> Listener:
    def handle(data: Payload) -> None:
        for step in (parse, listener):
            if step is None:
                continue
            try:
                step(data)
            except Exception:
                log.exception("a %s from Discord could not be read; the line stays up", name)

    return handle
