"""Reactions of the bot, and taking away anybody's."""

from tests.support.discord_server import errors, render, render_message
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.messages import message_of
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import need_in_channel
from tests.support.discord_server.world import Json, Message

MOST_REACTIONS = 20


def _emoji(call: Call) -> str:
    """A real emoji has no plain letters, a custom one is ``name:id``."""
    emoji = call.params["emoji_name"]
    if ":" not in emoji and (not emoji or emoji.isascii()):
        raise errors.unknown("Emoji")
    return emoji


async def add(server: Core, call: Call) -> Answer:
    message, emoji = message_of(server, call), _emoji(call)
    if message.guild is not None:
        needed = Permission.READ_MESSAGE_HISTORY
        if emoji not in message.reactions:
            needed |= Permission.ADD_REACTIONS
        need_in_channel(message.channel, server.bot_member(message.guild), needed, server.now())
    if emoji not in message.reactions and len(message.reactions) >= MOST_REACTIONS:
        raise errors.ApiError(400, 30010, "Maximum number of reactions reached (20)")
    who = message.reactions.setdefault(emoji, [])
    if server.bot.id not in who:
        who.append(server.bot.id)
        await _tell(server, "MESSAGE_REACTION_ADD", message, emoji, server.bot.id)
    return DONE


async def remove_own(server: Core, call: Call) -> Answer:
    return await _remove(server, message_of(server, call), _emoji(call), server.bot.id)


async def remove_of(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    _need_to_manage(server, message)
    return await _remove(server, message, _emoji(call), call.number("user_id"))


async def _remove(server: Core, message: Message, emoji: str, user_id: int) -> Answer:
    who = message.reactions.get(emoji, [])
    if user_id not in who:
        return DONE
    who.remove(user_id)
    if not who:
        message.reactions.pop(emoji)
    await _tell(server, "MESSAGE_REACTION_REMOVE", message, emoji, user_id)
    return DONE


async def _tell(server: Core, event: str, message: Message, emoji: str, user_id: int) -> None:
    data: Json = {
        "user_id": str(user_id),
        "channel_id": str(message.channel.id),
        "message_id": str(message.id),
        "emoji": render_message.emoji_of(emoji),
        "burst": False,
        "type": 0,
    }
    await server.events.in_channel(event, data, message.channel)


def _need_to_manage(server: Core, message: Message) -> None:
    if message.guild is not None:
        bot = server.bot_member(message.guild)
        need_in_channel(message.channel, bot, Permission.MANAGE_MESSAGES, server.now())


async def who_reacted(server: Core, call: Call) -> Answer:
    who = message_of(server, call).reactions.get(_emoji(call), [])
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 25))
    people = [render.user(server.world.users[one]) for one in sorted(who) if one > after]
    return Answer(200, people[:limit])


async def clear(server: Core, call: Call) -> Answer:
    message = message_of(server, call)
    _need_to_manage(server, message)
    message.reactions.clear()
    data: Json = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
    await server.events.in_channel("MESSAGE_REACTION_REMOVE_ALL", data, message.channel)
    return DONE


async def clear_emoji(server: Core, call: Call) -> Answer:
    message, emoji = message_of(server, call), _emoji(call)
    _need_to_manage(server, message)
    message.reactions.pop(emoji, None)
    data: Json = {"channel_id": str(message.channel.id), "message_id": str(message.id)}
    data["emoji"] = render_message.emoji_of(emoji)
    await server.events.in_channel("MESSAGE_REACTION_REMOVE_EMOJI", data, message.channel)
    return DONE


_BASE = "/channels/{channel_id}/messages/{message_id}/reactions"

ROUTES: Routes = [
    ("PUT", f"{_BASE}/{{emoji_name}}/@me", add),
    ("DELETE", f"{_BASE}/{{emoji_name}}/@me", remove_own),
    ("DELETE", f"{_BASE}/{{emoji_name}}/{{user_id}}", remove_of),
    ("GET", f"{_BASE}/{{emoji_name}}", who_reacted),
    ("DELETE", f"{_BASE}/{{emoji_name}}", clear_emoji),
    ("DELETE", _BASE, clear),
]
