"""A closer look at a group: its name, topics, announcement channel, and who leads it."""

from __future__ import annotations

from dataclasses import replace

from telegram import ChatFullInfo, ChatMember
from telegram.error import BadRequest, Forbidden

from bot.core.events import PlaceSeen, ServerSeen
from bot.core.refs import MemberRef, ServerRef
from bot.platforms.telegram.connection import Connection
from bot.platforms.telegram.known import KnownChat
from bot.platforms.telegram.learning import KINDS
from bot.platforms.telegram.rights import house_rights, leads, member_rights
from bot.platforms.telegram.scenes import PLATFORM, member_ref, place_at


async def look(line: Connection, number: int) -> ServerSeen | None:
    """None for a chat that is no community of its own. Raises TelegramError."""
    chat = await line.bot.get_chat(number)
    known = line.chats.get(number) or KnownChat(id=number)
    if chat.type not in KINDS:
        return None
    leaders = await line.bot.get_chat_administrators(number, return_bots=True)
    for member in leaders:
        line.names.meet(member.user)
    house = await _house(line, number, leaders)
    bots = {member.user.username for member in leaders if member.user.is_bot and member.user.id != line.house}
    for name in sorted(name for name in bots if name):
        known = known.with_bot(name)
    linked = chat.linked_chat_id or 0
    line.chats.put(
        replace(
            known,
            kind=KINDS[chat.type],
            title=chat.title or "",
            forum=bool(chat.is_forum),
            linked=linked,
            admin=leads(house),
            looked=True,
        )
    )
    await line.chats.save(line.state)
    if chat.type == "channel":
        group = line.chats.get(linked)  # linked since the house last looked there
        return await look(line, linked) if group and group.linked != number else None
    places = (_room(chat), *_topics(known), *await _announcement(line, number, linked))
    return _seen(line, chat, house, leaders, places, known.bots)


def _seen(
    line: Connection,
    chat: ChatFullInfo,
    house: ChatMember,
    leaders: tuple[ChatMember, ...],
    places: tuple[PlaceSeen, ...],
    bots: tuple[str, ...],
) -> ServerSeen:
    people = [member for member in leaders if not member.user.is_bot]
    rights = house_rights(house, chat.type, line.reads_all)
    return ServerSeen(
        server=ServerRef(PLATFORM, str(chat.id)),
        name=chat.title or "",
        places=places,
        roles=(),
        house=member_rights(house, rights),
        members=tuple(member_rights(member) for member in people),
        owner=_owner(people),
        other_bots=bots,
    )


async def _house(line: Connection, number: int, leaders: tuple[ChatMember, ...]) -> ChatMember:
    own = next((member for member in leaders if member.user.id == line.house), None)
    return own or await line.bot.get_chat_member(number, line.house)


async def _announcement(line: Connection, group: int, channel: int) -> list[PlaceSeen]:
    """The linked channel, as soon as the house can see it: as an administrator in there, or because it is public."""
    if not channel:
        return []
    try:
        name = (await line.bot.get_chat(channel)).title or ""
    except (BadRequest, Forbidden):
        return []
    try:
        own = await line.bot.get_chat_member(channel, line.house)
        writable = "post" in house_rights(own, "channel", line.reads_all)
    except (BadRequest, Forbidden):
        writable = False
    return [PlaceSeen(place_at(channel), name, "announcement", place_at(group), writable)]


def _room(chat: ChatFullInfo) -> PlaceSeen:
    return PlaceSeen(place_at(chat.id), chat.title or "", "room")


def _topics(known: KnownChat) -> list[PlaceSeen]:
    return [PlaceSeen(place_at(known.id, thread), name, "thread", place_at(known.id)) for thread, name in known.topics]


def _owner(people: list[ChatMember]) -> MemberRef | None:
    return next((member_ref(member.user.id) for member in people if member.status == ChatMember.OWNER), None)
