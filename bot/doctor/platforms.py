"""Facts from Discord and Telegram themselves, by calls that change nothing. `getUpdates` is never among them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

import aiohttp

from bot.core.ambient import Ambient
from bot.doctor.facts import DiscordFacts, TelegramFacts
from bot.doctor.online import fetch
from bot.settings import Settings

DISCORD_API = "https://discord.com/api/v10"
TELEGRAM_API = "https://api.telegram.org"
TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+\Z")
# Discord wants to know which library asks; see its reference, User Agent.
AGENT = "DiscordBot (gastgeber, doctor)"
# Switched on for everybody, or for an application in few servers ("limited").
MEMBERS_INTENT = 1 << 14 | 1 << 15
CONTENT_INTENT = 1 << 18 | 1 << 19


async def look_at_discord(settings: Settings, ambient: Ambient) -> DiscordFacts | None:
    token = settings.discord_token.get_secret_value()
    if not token:
        return None
    if not token.isprintable() or " " in token:
        return DiscordFacts(refused=True)
    root = settings.discord_api_url or DISCORD_API
    headers = {"Authorization": f"Bot {token}", "User-Agent": AGENT}
    async with aiohttp.ClientSession(headers=headers) as session:
        answer = await fetch(session, f"{root}/applications/@me", ambient)
    if answer.away or answer.refused:
        return DiscordFacts(away=answer.away, refused=answer.refused, skew=answer.skew)
    flags = int(answer.body.get("flags") or 0)
    return DiscordFacts(
        skew=answer.skew, members_intent=bool(flags & MEMBERS_INTENT), content_intent=bool(flags & CONTENT_INTENT)
    )


async def look_at_telegram(settings: Settings, ambient: Ambient) -> TelegramFacts | None:
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    if not TOKEN.match(token):
        return TelegramFacts(refused=True)
    root = f"{settings.telegram_api_url or TELEGRAM_API}/bot{token}"
    async with aiohttp.ClientSession(trust_env=True) as session:  # as python-telegram-bot does
        me = await fetch(session, f"{root}/getMe", ambient)
        if me.away or me.refused:
            return TelegramFacts(away=me.away, refused=me.refused, skew=me.skew)
        hook = await fetch(session, f"{root}/getWebhookInfo", ambient)
    told: dict[str, Any] = dict(hook.body.get("result") or {})
    allowed = told.get("allowed_updates")
    failed_at = told.get("last_error_date")
    return TelegramFacts(
        away=hook.away,
        skew=me.skew,
        reads_all=bool((me.body.get("result") or {}).get("can_read_all_group_messages")),
        webhook=str(told.get("url") or ""),
        allowed_updates=frozenset(map(str, allowed)) if allowed else None,
        delivery_error=str(told.get("last_error_message") or ""),
        delivery_error_at=datetime.fromtimestamp(int(failed_at), UTC) if failed_at else None,
    )
