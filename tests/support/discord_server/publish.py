"""Putting messages on the screen: storing, showing, telling the gateway."""

from typing import TYPE_CHECKING, Any

from tests.support.discord_server import render_message
from tests.support.discord_server.check_components import numbered
from tests.support.discord_server.check_message import pings_of
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.standing import channel_permissions, readers_of
from tests.support.discord_server.world import COMPONENTS_V2, EPHEMERAL, Channel, Json, Message, Showing, User, parts_of

if TYPE_CHECKING:
    from tests.support.discord_server.core import Core

# The flags a sender may set; the rest are Discord's.
SETTABLE = 1 << 2 | EPHEMERAL | 1 << 12 | COMPONENTS_V2


def new_message(server: "Core", channel: Channel, author: User, body: Json, **more: Any) -> Message:
    """A message from a checked body; not yet shown."""
    message = Message(id=server.new_id(), channel=channel, author=author, at=server.now(), **more)
    message.nonce = body.get("nonce")
    message.tts = bool(body.get("tts"))
    message.flags |= (body.get("flags") or 0) & SETTABLE
    if channel.guild is None:
        message.flags &= ~EPHEMERAL
    fill(server, message, body)
    return message


def fill(server: "Core", message: Message, body: Json) -> None:
    """Take over the parts of the body that are there."""
    if "content" in body:
        message.content = (body["content"] or "").strip()
    if "embeds" in body:
        message.embeds = [{"type": "rich", **embed} for embed in body["embeds"] or []]
    if "components" in body:
        message.components = numbered(body["components"] or [])
    if body.get("poll"):
        message.poll = server.poll_of(body["poll"])
    message.flags |= (body.get("flags") or 0) & COMPONENTS_V2
    if "allowed_mentions" in body or "content" in body or "components" in body:
        message.allowed_mentions = body.get("allowed_mentions")
        _ping(server, message)


def _ping(server: "Core", message: Message) -> None:
    texts = [message.content] + [part["content"] for part in parts_of(message.components) if "content" in part]
    member = message.guild.members.get(message.author.id) if message.guild else None
    everything = Permission.MENTION_EVERYONE
    free = member is not None and bool(channel_permissions(message.channel, member, server.now()) & everything)
    replied = message.reference.author if message.reference else None
    pings = pings_of(
        texts, message.allowed_mentions, message.guild, server.world.users, may_ping_all=free, replied=replied
    )
    message.pinged_users, message.pinged_roles, message.pinged_everyone = pings.users, pings.roles, pings.everyone


async def publish(server: "Core", message: Message) -> Message:
    """Show a new message to those who may read it."""
    channel = message.channel
    server.world.messages[message.id] = message
    if not message.ephemeral:
        channel.messages[message.id] = message
        channel.last_message_id = message.id
        if channel.thread is not None:
            channel.thread.sent += 1
    show(server, message)
    await server.events.message("MESSAGE_CREATE", message)
    server.bell.ring()
    return message


async def republish(server: "Core", message: Message, *, edited: bool = True) -> Message:
    """Show a message that changed."""
    if edited:
        message.edited_at = server.now()
    show(server, message)
    await server.events.message("MESSAGE_UPDATE", message)
    server.bell.ring()
    return message


async def take_down(server: "Core", message: Message, *, tell: bool = True) -> None:
    message.deleted = True
    message.channel.messages.pop(message.id, None)
    server.world.messages.pop(message.id, None)
    if tell:
        data: Json = {"id": str(message.id), "channel_id": str(message.channel.id)}
        await server.events.in_channel("MESSAGE_DELETE", data, message.channel, ephemeral=message.ephemeral)
    server.bell.ring()


def show(server: "Core", message: Message) -> None:
    """Remember what was on the screen, and on whose."""
    now = server.now()
    if message.ephemeral:
        readers = frozenset({message.addressee.id} if message.addressee else set())
    else:
        readers = readers_of(message.channel, now)
    words = render_message.words_of(message)
    message.showing = Showing(now, message.channel.id, message.id, message.author.id, words, readers)
    server.world.showings.append(message.showing)


def show_modal(server: "Core", channel: Channel, reader: User, modal: Json) -> None:
    """A modal is words on one screen."""
    texts = [str(modal["title"])]
    for part in parts_of(modal["components"]):
        texts += [str(part[key]) for key in MODAL_TEXTS if part.get(key)]
        texts += [str(option["label"]) for option in part.get("options") or []]
    readers = frozenset({reader.id})
    server.world.showings.append(
        Showing(server.now(), channel.id, server.new_id(), server.bot.id, tuple(texts), readers)
    )


MODAL_TEXTS = ("label", "placeholder", "value", "content", "description")


def store_attachments(server: "Core", message: Message, body: Json, files: list[Any]) -> None:
    """Keep what is named in `attachments` and add the uploaded files."""
    named = {str(one.get("id")): one for one in body.get("attachments") or []}
    kept = [one for one in message.attachments if "attachments" not in body or one["id"] in named]
    for number, sent in enumerate(files):
        about = named.get(sent.field.removeprefix("files[").removesuffix("]"), named.get(str(number), {}))
        kept.append(_attachment(server, message, sent, about))
    message.attachments = kept


def _attachment(server: "Core", message: Message, sent: Any, about: Json) -> Json:
    own_id = server.new_id()
    server.world.attachments[own_id] = sent.data
    name = about.get("filename") or sent.filename
    url = f"{server.url}/attachments/{message.channel.id}/{own_id}/{name}"
    told: Json = {"id": str(own_id), "filename": name, "size": len(sent.data), "url": url, "proxy_url": url}
    told["content_type"] = sent.content_type
    if about.get("description"):
        told["description"] = about["description"]
    return told | ({"ephemeral": True} if message.ephemeral else {})


def rendered(server: "Core", message: Message) -> Json:
    """The message as the bot's own REST answers show it."""
    told = render_message.message(message, server.bot.id)
    return told if server.may_see_content(message) else render_message.without_content(told)
