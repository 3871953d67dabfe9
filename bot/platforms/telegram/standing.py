"""Mute, remove, ban, admit: calls that change what a member may do. They may be repeated without anybody noticing."""

from __future__ import annotations

from datetime import datetime, timedelta

from telegram import ChatPermissions
from telegram.error import BadRequest

from bot.core.actions import Admit, Ban, Decline, Mute, Remove, Unban, Unmute
from bot.core.ports import Done, Failed, Outcome
from bot.core.refs import MemberRef, ServerRef
from bot.platforms.telegram.abilities import MUTE_MAX, MUTE_MIN
from bot.platforms.telegram.connection import Connection

# Clocks differ by a few seconds; exactly thirty could arrive as twenty-nine, which is for ever.
SHORTEST = MUTE_MIN + timedelta(seconds=5)
NO_SUPERGROUP = "this basic group has to become a supergroup before Telegram can mute anybody in it"


def until_date(until: datetime | None, now: datetime) -> int | None:
    """Unix seconds; None is for ever, which is also what Telegram makes of more than 366 days."""
    if until is None or until - now > MUTE_MAX - timedelta(minutes=1):
        return None
    return int(max(until, now + SHORTEST).timestamp())


async def mute(line: Connection, action: Mute) -> Outcome:
    chat = _chat(line, action.server)
    if channel := _channel(action.member):
        await line.bot.ban_chat_sender_chat(chat, channel)
        return Done()
    if (known := line.chats.get(chat)) and known.kind == "group":
        return Failed("unsupported", NO_SUPERGROUP)
    await line.bot.restrict_chat_member(
        chat,
        int(action.member.id),
        ChatPermissions.no_permissions(),
        until_date=until_date(action.until, line.now()),
        use_independent_chat_permissions=True,
    )
    return Done()


async def unmute(line: Connection, action: Unmute) -> Outcome:
    """Everything true lifts a restriction; what the group allows everybody then holds for the member again.

    Naming the group's defaults instead would leave a restriction of its own that later changes pass by.
    """
    chat = _chat(line, action.server)
    if channel := _channel(action.member):
        await line.bot.unban_chat_sender_chat(chat, channel)
        return Done()
    await line.bot.restrict_chat_member(
        chat, int(action.member.id), ChatPermissions.all_permissions(), use_independent_chat_permissions=True
    )
    return Done()


async def remove(line: Connection, action: Remove) -> Outcome:
    """Out, but may return. In a supergroup one call does it: nothing can break between a ban and its lifting."""
    chat = _chat(line, action.server)
    if channel := _channel(action.member):
        await line.bot.ban_chat_sender_chat(chat, channel)
        return Done()
    member = int(action.member.id)
    if (known := line.chats.get(chat)) and known.kind == "group":
        await line.bot.ban_chat_member(chat, member)  # basic groups keep no list of the banned
        return Done()
    await line.bot.unban_chat_member(chat, member, only_if_banned=False)
    return Done()


async def ban(line: Connection, action: Ban) -> Outcome:
    chat = _chat(line, action.server)
    if channel := _channel(action.member):
        await line.bot.ban_chat_sender_chat(chat, channel)
        return Done()
    await line.bot.ban_chat_member(chat, int(action.member.id), until_date=until_date(action.until, line.now()))
    return Done()


async def unban(line: Connection, action: Unban) -> Outcome:
    chat = _chat(line, action.server)
    if channel := _channel(action.member):
        await line.bot.unban_chat_sender_chat(chat, channel)
        return Done()
    await line.bot.unban_chat_member(chat, int(action.member.id), only_if_banned=True)
    return Done()


async def admit(line: Connection, action: Admit) -> Outcome:
    try:
        await line.bot.approve_chat_join_request(_chat(line, action.server), int(action.member.id))
    except BadRequest as error:
        if "already_participant" not in str(error).lower():
            raise
    return Done()


async def decline(line: Connection, action: Decline) -> Outcome:
    await line.bot.decline_chat_join_request(_chat(line, action.server), int(action.member.id))
    return Done()


def _chat(line: Connection, server: ServerRef) -> int:
    return line.chats.now_at(int(server.id))


def _channel(member: MemberRef) -> int | None:
    kind, _, number = member.id.partition(":")
    return int(number) if kind == "channel" else None
