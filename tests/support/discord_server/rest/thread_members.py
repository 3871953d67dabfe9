"""Who is in a thread."""

from typing import Any

from tests.support.discord_server import errors, render
from tests.support.discord_server.core import Core
from tests.support.discord_server.errors import ApiError
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import channel_permissions, need_in_channel
from tests.support.discord_server.world import Channel, ChannelKind, Guild, ThreadState


def _thread_of(server: Core, call: Call) -> tuple[Guild, Channel, ThreadState]:
    thread = server.channel_of(call)
    if thread.guild is None or thread.thread is None:
        raise ApiError(400, 50024, "Cannot execute action on this channel type")
    return thread.guild, thread, thread.thread


async def list_thread_members(server: Core, call: Call) -> Answer:
    _, thread, state = _thread_of(server, call)
    return Answer(200, [render.thread_member(thread, user_id) for user_id in state.member_ids])


async def fetch_thread_member(server: Core, call: Call) -> Answer:
    _, thread, state = _thread_of(server, call)
    if call.number("user_id") not in state.member_ids:
        raise errors.unknown("Member")
    return Answer(200, render.thread_member(thread, call.number("user_id")))


async def add_self(server: Core, call: Call) -> Answer:
    return await _add(server, call, server.bot.id)


async def add_member(server: Core, call: Call) -> Answer:
    return await _add(server, call, call.number("user_id"))


async def _add(server: Core, call: Call, user_id: int) -> Answer:
    guild, thread, state = _thread_of(server, call)
    if state.archived:
        raise ApiError(400, 50083, "Thread is archived")
    if user_id != server.bot.id:
        need_in_channel(thread, server.bot_member(guild), Permission.SEND_MESSAGES_IN_THREADS, server.now())
    member = server.member_of(guild, user_id)
    parent = guild.channels[thread.parent_id or 0]
    if not channel_permissions(parent, member, server.now()) & Permission.VIEW_CHANNEL:
        raise errors.missing_access()
    if user_id not in state.member_ids:
        state.member_ids[user_id] = server.now()
        added = render.thread_member(thread, user_id) | {"member": render.member(member), "presence": None}
        await _tell_members(server, thread, {"added_members": [added]})
    return DONE


async def remove_self(server: Core, call: Call) -> Answer:
    return await _remove(server, call, server.bot.id)


async def remove_member(server: Core, call: Call) -> Answer:
    guild, thread, state = _thread_of(server, call)
    if state.owner_id != server.bot.id or thread.kind is not ChannelKind.PRIVATE_THREAD:
        need_in_channel(thread, server.bot_member(guild), Permission.MANAGE_THREADS, server.now())
    return await _remove(server, call, call.number("user_id"))


async def _remove(server: Core, call: Call, user_id: int) -> Answer:
    _, thread, state = _thread_of(server, call)
    if state.member_ids.pop(user_id, None) is None:
        raise errors.unknown("Member")
    await _tell_members(server, thread, {"removed_member_ids": [str(user_id)]})
    return DONE


async def _tell_members(server: Core, thread: Channel, change: dict[str, Any]) -> None:
    assert thread.thread is not None
    data = {"id": str(thread.id), "member_count": len(thread.thread.member_ids), **change}
    await server.events.in_channel("THREAD_MEMBERS_UPDATE", data, thread)


_CHANNEL = "/channels/{channel_id}"

ROUTES: Routes = [
    ("GET", f"{_CHANNEL}/thread-members", list_thread_members),
    ("GET", f"{_CHANNEL}/thread-members/{{user_id}}", fetch_thread_member),
    ("PUT", f"{_CHANNEL}/thread-members/@me", add_self),
    ("PUT", f"{_CHANNEL}/thread-members/{{user_id}}", add_member),
    ("DELETE", f"{_CHANNEL}/thread-members/@me", remove_self),
    ("DELETE", f"{_CHANNEL}/thread-members/{{user_id}}", remove_member),
]
