"""Pinned messages."""

from tests.support.discord_server import errors
from tests.support.discord_server.clock import iso
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.publish import new_message, publish, rendered, republish
from tests.support.discord_server.rest.messages import message_of
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import need_in_channel
from tests.support.discord_server.world import Channel, Message

MOST_PINS = 250


def _pinned(channel: Channel) -> list[Message]:
    pinned = [message for message in channel.messages.values() if message.pinned_at is not None]
    return sorted(pinned, key=lambda message: message.pinned_at or message.at, reverse=True)


async def pin(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    _need_to_pin(server, message)
    if message.pinned:
        return DONE
    if len(_pinned(message.channel)) >= MOST_PINS:
        raise errors.ApiError(400, 30003, "Maximum number of pins reached for the channel (250)")
    message.pinned_at = server.now()
    await _tell(server, message, 74, call)
    notice = new_message(server, message.channel, server.bot, {}, kind=6, referenced_id=message.id)
    await publish(server, notice)
    return DONE


async def unpin(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    _need_to_pin(server, message)
    message.pinned_at = None
    await _tell(server, message, 75, call)
    return DONE


def _need_to_pin(server: Core, message: Message) -> None:
    if message.guild is not None:
        need_in_channel(message.channel, server.bot_member(message.guild), Permission.PIN_MESSAGES, server.now())


async def _tell(server: Core, message: Message, action: int, call: Call) -> None:
    if message.guild is not None:
        about = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
        await server.note(message.guild, action, message.author.id, call, options=about)
    newest = _pinned(message.channel)
    at = iso(newest[0].pinned_at) if newest and newest[0].pinned_at else None
    data = {"channel_id": str(message.channel.id), "last_pin_timestamp": at}
    await server.events.in_channel("CHANNEL_PINS_UPDATE", data, message.channel)
    await republish(server, message, edited=False)


async def list_pins(server: Core, call: Call) -> Answer:
    pinned = _pinned(server.channel_of(call))
    items = [{"pinned_at": iso(one.pinned_at or one.at), "message": rendered(server, one)} for one in pinned]
    return Answer(200, {"items": items[: int(call.query.get("limit", 50))], "has_more": False})


async def list_pins_of_old(server: Core, call: Call) -> Answer:
    return Answer(200, [rendered(server, message) for message in _pinned(server.channel_of(call))])


ROUTES: Routes = [
    ("PUT", "/channels/{channel_id}/messages/pins/{message_id}", pin),
    ("DELETE", "/channels/{channel_id}/messages/pins/{message_id}", unpin),
    ("GET", "/channels/{channel_id}/messages/pins", list_pins),
    ("PUT", "/channels/{channel_id}/pins/{message_id}", pin),
    ("DELETE", "/channels/{channel_id}/pins/{message_id}", unpin),
    ("GET", "/channels/{channel_id}/pins", list_pins_of_old),
]
