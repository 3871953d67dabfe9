"""Writing, reading, changing and deleting messages."""

from datetime import timedelta

from tests.support.discord_server import errors
from tests.support.discord_server.check_message import check_message
from tests.support.discord_server.clock import moment_of
from tests.support.discord_server.core import Core
from tests.support.discord_server.errors import ApiError
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.publish import (
    fill,
    new_message,
    publish,
    rendered,
    republish,
    store_attachments,
    take_down,
)
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.rest.sending import keep_slow, need_to_send, wake_thread
from tests.support.discord_server.standing import need_in_channel
from tests.support.discord_server.world import Channel, ChannelKind, Json, Message

# "unique in the past few minutes"
NONCE_MEMORY = timedelta(minutes=5)


def message_of(server: Core, call: Call) -> Message:
    message = server.channel_of(call).messages.get(call.number("message_id"))
    if message is None:
        raise errors.unknown("Message")
    return message


async def create(server: Core, call: Call) -> Answer:
    channel, body = server.channel_of(call), call.json
    need_to_send(server, channel, call)
    check_message(body, has_files=bool(call.files))
    known = _sent_before(server, channel, body)
    if known is not None:
        return Answer(200, rendered(server, known))
    keep_slow(server, channel)
    reference, referenced_id = _referenced(channel, body)
    message = new_message(
        server,
        channel,
        server.bot,
        body,
        reference=reference,
        referenced_id=referenced_id,
        kind=19 if referenced_id else 0,
    )
    store_attachments(server, message, body, call.files)
    await wake_thread(server, channel)
    if message.nonce is not None:
        server.nonces[channel.id, str(message.nonce)] = (server.now(), message)
    await publish(server, message)
    return Answer(200, rendered(server, message))


def _sent_before(server: Core, channel: Channel, body: Json) -> Message | None:
    if not body.get("enforce_nonce") or body.get("nonce") is None:
        return None
    at, message = server.nonces.get((channel.id, str(body["nonce"])), (None, None))
    if at is None or server.now() - at > NONCE_MEMORY:
        return None
    return message


def _referenced(channel: Channel, body: Json) -> tuple[Message | None, int | None]:
    pointer = body.get("message_reference")
    if not pointer:
        return None, None
    found = channel.messages.get(int(pointer["message_id"]))
    if found is None and pointer.get("fail_if_not_exists", True):
        raise errors.invalid_form("message_reference", "MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message")
    return (found, found.id) if found else (None, None)


async def fetch(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    _need_history(server, message.channel)
    return Answer(200, rendered(server, message))


async def list_messages(server: Core, call: Call) -> Answer:
    channel = server.channel_of(call)
    _need_history(server, channel)
    limit = int(call.query.get("limit", 50))
    if not 1 <= limit <= 100:
        raise errors.invalid_form("limit", "NUMBER_TYPE_MAX", "int value should be between 1 and 100.")
    picked = _pick(sorted(channel.messages.values(), key=lambda message: message.id), call.query, limit)
    return Answer(200, [rendered(server, message) for message in reversed(picked)])


def _pick(messages: list[Message], query: dict[str, str], limit: int) -> list[Message]:
    if "after" in query:
        return [message for message in messages if message.id > int(query["after"])][:limit]
    if "before" in query:
        return [message for message in messages if message.id < int(query["before"])][-limit:]
    if "around" in query:
        middle = int(query["around"])
        before = [message for message in messages if message.id <= middle][-(limit // 2 + 1) :]
        return before + [message for message in messages if message.id > middle][: limit - len(before)]
    return messages[-limit:]


def _need_history(server: Core, channel: Channel) -> None:
    if channel.guild is not None:
        need_in_channel(channel, server.bot_member(channel.guild), Permission.READ_MESSAGE_HISTORY, server.now())


async def edit(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    if message.author is not server.bot:
        raise errors.not_the_author()
    if message.channel.thread is not None and message.channel.thread.archived:
        raise ApiError(400, 50083, "Thread is archived")
    await change(server, message, call)
    return Answer(200, rendered(server, message))


async def change(server: Core, message: Message, call: Call) -> None:
    """Check and apply an edit, wherever it came from."""
    check_message(call.json, has_files=bool(call.files), before=message)
    fill(server, message, call.json)
    store_attachments(server, message, call.json, call.files)
    await republish(server, message)


async def delete(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    channel = message.channel
    if message.author is not server.bot:
        if channel.guild is None:
            raise ApiError(403, 50003, "Cannot execute action on a DM channel")
        need_in_channel(channel, server.bot_member(channel.guild), Permission.MANAGE_MESSAGES, server.now())
        about = {"channel_id": str(channel.id), "count": "1"}
        await server.note(channel.guild, 72, message.author.id, call, options=about)
    await take_down(server, message)
    return DONE


async def bulk_delete(server: Core, call: Call) -> Answer:
    channel = server.channel_of(call)
    if channel.guild is None:
        raise ApiError(403, 50003, "Cannot execute action on a DM channel")
    need_in_channel(channel, server.bot_member(channel.guild), Permission.MANAGE_MESSAGES, server.now())
    wanted = [int(one) for one in call.json.get("messages") or []]
    if not 2 <= len(wanted) <= 100:
        raise ApiError(
            400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100"
        )
    if any(server.now() - moment_of(one) > timedelta(days=14) for one in wanted):
        raise ApiError(400, 50034, "A message provided was too old to bulk delete")
    gone = [channel.messages[one] for one in wanted if one in channel.messages]
    for message in gone:
        await take_down(server, message, tell=False)
    data: Json = {"ids": [str(message.id) for message in gone], "channel_id": str(channel.id)}
    await server.events.in_channel("MESSAGE_DELETE_BULK", data, channel)
    await server.note(channel.guild, 73, channel.id, call, options={"count": str(len(gone))})
    return DONE


async def crosspost(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    if message.channel.kind is not ChannelKind.ANNOUNCEMENT:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    message.flags |= 1
    await republish(server, message, edited=False)
    return Answer(200, rendered(server, message))


async def typing(server: Core, call: Call) -> Answer:
    server.channel_of(call)
    return DONE


ROUTES: Routes = [
    ("POST", "/channels/{channel_id}/messages", create),
    ("GET", "/channels/{channel_id}/messages", list_messages),
    ("GET", "/channels/{channel_id}/messages/{message_id}", fetch),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}", edit),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}", delete),
    ("POST", "/channels/{channel_id}/messages/bulk-delete", bulk_delete),
    ("POST", "/channels/{channel_id}/messages/{message_id}/crosspost", crosspost),
    ("POST", "/channels/{channel_id}/typing", typing),
]
