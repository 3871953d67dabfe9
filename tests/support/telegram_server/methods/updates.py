"""getUpdates and the webhook."""

import asyncio
import re
from typing import Any

from tests.support.telegram_server.errors import bad, conflict
from tests.support.telegram_server.feed import ALL_KINDS
from tests.support.telegram_server.hook import Settings
from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params


async def get_updates(house: House, p: Params) -> list[dict[str, Any]]:
    """A newer call ends the one that is waiting."""
    if house.hook.settings:
        raise conflict(
            "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
        )
    limit = p.number("limit") or 100
    _allow(house, p)
    ticket = house.poll_ticket = object()
    house.bell.ring()
    house.feed.confirm(p.number("offset"))
    loop = asyncio.get_running_loop()
    end = loop.time() + min(max(p.number("timeout") or 0, 0), 50)
    while not house.feed.queue and (left := end - loop.time()) > 0:
        await house.bell.until(lambda: house.feed.queue or house.poll_ticket is not ticket, left)
        _still_mine(house, ticket)
    _still_mine(house, ticket)
    return house.feed.take(min(max(limit, 1), 100))


def _still_mine(house: House, ticket: object) -> None:
    if house.poll_ticket is not ticket:
        raise conflict("terminated by other getUpdates request; make sure that only one bot instance is running")


def _allow(house: House, p: Params) -> None:
    """Left out: as before. Empty: everything but the kinds that must be named."""
    if not p.has("allowed_updates"):
        return
    named = p.array("allowed_updates")
    house.feed.allowed = [kind for kind in named if kind in ALL_KINDS]


async def set_webhook(house: House, p: Params) -> bool:
    url = p.text("url") or ""
    if not url:
        return await delete_webhook(house, p)
    secret = p.text("secret_token")
    if secret is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad("secret token contains unallowed characters")
    connections = p.number("max_connections")
    if connections is not None and not 1 <= connections <= 100:
        raise bad("max_connections must be between 1 and 100")
    _allow(house, p)
    _drop(house, p)
    house.poll_ticket = object()
    await house.hook.point(
        Settings(
            url=url,
            secret=secret,
            max_connections=connections or 40,
            ip_address=p.text("ip_address"),
            certificate="certificate" in p.files,
        )
    )
    house.bell.ring()
    return True


async def delete_webhook(house: House, p: Params) -> bool:
    _drop(house, p)
    await house.hook.point(None)
    return True


def _drop(house: House, p: Params) -> None:
    if p.flag("drop_pending_updates"):
        house.feed.queue.clear()


def get_webhook_info(house: House, _: Params) -> dict[str, Any]:
    return house.hook.info()


METHODS = {
    "getUpdates": get_updates,
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
