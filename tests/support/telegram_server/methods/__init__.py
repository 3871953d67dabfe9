"""Every Bot API method the server knows, by name."""

from collections.abc import Awaitable, Callable
from typing import Any

from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params

from . import account, callbacks, chats, commands, editing, links, media, members, polls, sending, topics, updates

Handler = Callable[[House, Params], Any | Awaitable[Any]]

METHODS: dict[str, Handler] = {
    **updates.METHODS,
    **account.METHODS,
    **sending.METHODS,
    **media.METHODS,
    **polls.METHODS,
    **editing.METHODS,
    **callbacks.METHODS,
    **members.METHODS,
    **links.METHODS,
    **topics.METHODS,
    **chats.METHODS,
    **commands.METHODS,
}
BY_LOWER_NAME = {name.lower(): name for name in METHODS}
"""Method names are case-insensitive, as Telegram says."""
