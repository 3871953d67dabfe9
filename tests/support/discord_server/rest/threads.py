"""Threads: starting, changing, who is in them, which are open."""

from typing import Any

from tests.support.discord_server import errors, render, render_guild
from tests.support.discord_server.check_message import check_message
from tests.support.discord_server.core import Core
from tests.support.discord_server.errors import ApiError
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.publish import new_message, publish, rendered, republish, store_attachments
from tests.support.discord_server.rest.messages import message_of
from tests.support.discord_server.rest.routing import Answer, Routes
from tests.support.discord_server.standing import need_in_channel
from tests.support.discord_server.world import (
    HAS_THREAD,
    Channel,
    ChannelKind,
    Guild,
    Member,
    Message,
    ThreadState,
    User,
)

DURATIONS = (60, 1440, 4320, 10080)


def _parent_of(server: Core, call: Call) -> tuple[Guild, Channel, Member]:
    channel = server.channel_of(call)
    if channel.guild is None or channel.kind not in (ChannelKind.TEXT, ChannelKind.ANNOUNCEMENT, ChannelKind.FORUM):
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return channel.guild, channel, server.bot_member(channel.guild)


def _check(body: dict[str, Any], *, new: bool) -> None:
    if (new or "name" in body) and not 1 <= len(body.get("name") or "") <= 100:
        raise errors.invalid_form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    if body.get("auto_archive_duration") not in (None, *DURATIONS):
        raise errors.invalid_form("auto_archive_duration", "BASE_TYPE_CHOICES", f"Value must be one of {DURATIONS}.")


def _open(server: Core, parent: Channel, owner: User, kind: ChannelKind, body: dict[str, Any], own_id: int) -> Channel:
    assert parent.guild is not None
    state = ThreadState(owner_id=owner.id, created_at=server.now(), archive_changed_at=server.now())
    state.auto_archive_duration = body.get("auto_archive_duration") or 4320
    state.invitable = bool(body.get("invitable", True))
    state.member_ids[owner.id] = server.now()
    thread = Channel(id=own_id, kind=kind, name=body["name"], guild=parent.guild, parent_id=parent.id, thread=state)
    thread.rate_limit_per_user = body.get("rate_limit_per_user") or 0
    parent.guild.threads[own_id] = thread
    server.world.channels[own_id] = thread
    return thread


async def _tell_new(server: Core, thread: Channel) -> dict[str, Any]:
    told = render_guild.joined_thread(thread, server.bot.id)
    await server.events.in_channel("THREAD_CREATE", {**told, "newly_created": True}, thread)
    return told


async def start_from_message(server: Core, call: Call) -> Answer:
    guild, parent, bot = _parent_of(server, call)
    need_in_channel(parent, bot, Permission.CREATE_PUBLIC_THREADS, server.now())
    _check(call.json, new=True)
    message = message_of(server, call)
    if message.thread is not None:
        raise ApiError(400, 160004, "A thread has already been created for this message")
    news = parent.kind is ChannelKind.ANNOUNCEMENT
    kind = ChannelKind.ANNOUNCEMENT_THREAD if news else ChannelKind.PUBLIC_THREAD
    thread = _open(server, parent, server.bot, kind, call.json, message.id)
    message.thread, message.flags = thread, message.flags | HAS_THREAD
    await server.note(guild, 110, thread.id, call)
    told = await _tell_new(server, thread)
    await republish(server, message, edited=False)
    return Answer(201, told)


async def start(server: Core, call: Call) -> Answer:
    guild, parent, bot = _parent_of(server, call)
    _check(call.json, new=True)
    if parent.kind is ChannelKind.FORUM:
        return await _post_in_forum(server, guild, parent, bot, call)
    kind = ChannelKind(call.json.get("type") or ChannelKind.PRIVATE_THREAD)
    private = kind is ChannelKind.PRIVATE_THREAD
    needed = Permission.CREATE_PRIVATE_THREADS if private else Permission.CREATE_PUBLIC_THREADS
    need_in_channel(parent, bot, needed, server.now())
    thread = _open(server, parent, server.bot, kind, call.json, server.new_id())
    await server.note(guild, 110, thread.id, call)
    told = await _tell_new(server, thread)
    if not private:
        await publish(server, _started_notice(server, parent, thread))
    return Answer(201, told)


def _started_notice(server: Core, parent: Channel, thread: Channel) -> Message:
    notice = new_message(server, parent, server.bot, {"content": thread.name}, kind=18)
    notice.thread = thread
    return notice


async def _post_in_forum(server: Core, guild: Guild, parent: Channel, bot: Member, call: Call) -> Answer:
    need_in_channel(parent, bot, Permission.SEND_MESSAGES, server.now())
    body = call.json.get("message") or {}
    check_message(body, has_files=bool(call.files))
    thread = _open(server, parent, server.bot, ChannelKind.PUBLIC_THREAD, call.json, server.new_id())
    told = await _tell_new(server, thread)
    first = new_message(server, thread, server.bot, body)
    store_attachments(server, first, body, call.files)
    await publish(server, first)
    return Answer(201, {**told, "message": rendered(server, first)})


async def edit_thread(server: Core, guild: Guild, thread: Channel, call: Call) -> Answer:
    """PATCH /channels/{id} of a thread: name, archived, locked, slow mode."""
    state, body = thread.thread, call.json
    assert state is not None
    _check(body, new=False)
    own = state.owner_id == server.bot.id
    only_unarchive = set(body) == {"archived"} and not body["archived"] and not state.locked
    if not only_unarchive and (not own or "locked" in body):
        need_in_channel(thread, server.bot_member(guild), Permission.MANAGE_THREADS, server.now())
    if state.archived and body.get("archived") is not False:
        raise ApiError(400, 50083, "Thread is archived")
    thread.name = body.get("name", thread.name)
    thread.rate_limit_per_user = body.get("rate_limit_per_user", thread.rate_limit_per_user)
    if "archived" in body and bool(body["archived"]) != state.archived:
        state.archived, state.archive_changed_at = bool(body["archived"]), server.now()
    state.locked = bool(body.get("locked", state.locked))
    state.invitable = bool(body.get("invitable", state.invitable))
    state.auto_archive_duration = body.get("auto_archive_duration", state.auto_archive_duration)
    await server.note(guild, 111, thread.id, call)
    await server.events.in_channel("THREAD_UPDATE", render.channel(thread), thread)
    return Answer(200, render.channel(thread))


async def delete_thread(server: Core, guild: Guild, thread: Channel, call: Call) -> None:
    need_in_channel(thread, server.bot_member(guild), Permission.MANAGE_THREADS, server.now())
    told = {"id": str(thread.id), "parent_id": str(thread.parent_id), "type": int(thread.kind)}
    guild.threads.pop(thread.id)
    server.world.channels.pop(thread.id)
    await server.note(guild, 112, thread.id, call)
    await server.events.in_guild("THREAD_DELETE", told, guild)


async def list_active(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    found = [one for one in guild.threads.values() if one.thread and not one.thread.archived and server.bot_sees(one)]
    return Answer(200, _listing(server, found))


async def list_archived_public(server: Core, call: Call) -> Answer:
    return _archived(server, call, private=False)


async def list_archived_private(server: Core, call: Call) -> Answer:
    return _archived(server, call, private=True)


def _archived(server: Core, call: Call, *, private: bool) -> Answer:
    guild, parent, bot = _parent_of(server, call)
    needed = Permission.READ_MESSAGE_HISTORY | (Permission.MANAGE_THREADS if private else Permission.NONE)
    need_in_channel(parent, bot, needed, server.now())
    found = [
        one
        for one in guild.threads.values()
        if one.parent_id == parent.id
        and one.thread
        and one.thread.archived
        and (one.kind is ChannelKind.PRIVATE_THREAD) is private
    ]
    return Answer(200, _listing(server, found))


def _listing(server: Core, threads: list[Channel]) -> dict[str, Any]:
    mine = [one for one in threads if one.thread and server.bot.id in one.thread.member_ids]
    return {
        "threads": [render.channel(one) for one in threads],
        "members": [render.thread_member(one, server.bot.id) for one in mine],
        "has_more": False,
    }


_CHANNEL = "/channels/{channel_id}"

ROUTES: Routes = [
    ("POST", f"{_CHANNEL}/messages/{{message_id}}/threads", start_from_message),
    ("POST", f"{_CHANNEL}/threads", start),
    ("GET", "/guilds/{guild_id}/threads/active", list_active),
    ("GET", f"{_CHANNEL}/threads/archived/public", list_archived_public),
    ("GET", f"{_CHANNEL}/threads/archived/private", list_archived_private),
]
