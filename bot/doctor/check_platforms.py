"""Checks of tokens, intents, updates, and of the house's rights in every community."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from bot.core.events import Right
from bot.doctor.facts import DiscordFacts, Facts, ServerFacts, TelegramFacts
from bot.doctor.findings import Finding, found
from bot.platforms.telegram.health import CONFLICT

RECENT = timedelta(hours=1)
DISCORD_RIGHTS: tuple[Right, ...] = ("post", "read", "moderate", "erase", "open_places")
TELEGRAM_RIGHTS: tuple[Right, ...] = ("moderate", "erase", "open_places")


def discord(facts: Facts) -> Iterator[Finding]:
    known = facts.discord
    if known is None:
        return
    yield from _reached("Discord", "discord-token", known)
    if not known.members_intent:
        yield found("discord-members-intent")
    if not known.content_intent:
        yield found("discord-content-intent")
    servers = [server for server in facts.storage.servers if server.platform == "discord"]
    if _is_settled(facts) and not servers:
        yield found("discord-nowhere")
    for server in servers:
        yield from _discord_rights(server)


def _is_settled(facts: Facts) -> bool:
    """Whether the house runs on data of its own release, and so knows where it is."""
    return facts.running and facts.storage.waiting == 0


def _reached(platform: str, refused: str, known: DiscordFacts | TelegramFacts) -> Iterator[Finding]:
    if known.refused:
        yield found(refused)
    elif known.away:
        yield found("platform-away", platform=platform, why=known.away)


def _discord_rights(server: ServerFacts) -> Iterator[Finding]:
    if "administer" in server.rights:
        yield _about(server, "discord-administrator")
        return
    for right in DISCORD_RIGHTS:
        if right not in server.rights:
            yield _about(server, f"discord-{right}")


def telegram(facts: Facts) -> Iterator[Finding]:
    known = facts.telegram
    if known is None:
        return
    yield from _reached("Telegram", "telegram-token", known)
    if facts.trouble.get("telegram") == CONFLICT:
        yield found("telegram-poller")
    yield from _updates(facts, known)
    servers = [server for server in facts.storage.servers if server.platform == "telegram"]
    if _is_settled(facts) and not servers:
        yield found("telegram-nowhere")
    for server in servers:
        yield from _telegram_rights(server, known)


def _updates(facts: Facts, known: TelegramFacts) -> Iterator[Finding]:
    ours = facts.settings.telegram_webhook_url
    if known.webhook and not (ours and known.webhook.startswith(ours)):
        yield found("telegram-webhook", host=urlsplit(known.webhook).hostname or "another address")
        return
    if facts.running and known.allowed_updates is not None and (missing := _needed() - known.allowed_updates):
        yield found("telegram-updates", missing=", ".join(sorted(missing)))
    if known.delivery_error_at and facts.now - known.delivery_error_at < RECENT and ours:
        yield found("telegram-delivery", why=known.delivery_error)


def _needed() -> frozenset[str]:
    from bot.platforms.telegram.inbound import ALLOWED_UPDATES  # brings the whole library along

    return frozenset(ALLOWED_UPDATES)


def _telegram_rights(server: ServerFacts, known: TelegramFacts) -> Iterator[Finding]:
    if "post" not in server.rights:
        yield _about(server, "telegram-post")
    if server.channel:
        return
    if "read" not in server.rights and not known.reads_all:
        yield _about(server, "telegram-privacy")
    if "see_joins" not in server.rights:  # no administrator: the other rights are given along with it
        yield _about(server, "telegram-see_joins")
        return
    for right in TELEGRAM_RIGHTS:
        if right not in server.rights:
            yield _about(server, f"telegram-{right}")


def _about(server: ServerFacts, code: str) -> Finding:
    return found(code, server=server.name, community=server.community)


CHECKS = (discord, telegram)
