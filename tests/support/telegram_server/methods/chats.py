"""What a chat is, who is in it, what is pinned."""

from typing import Any

from tests.support.telegram_server.errors import bad, forbidden
from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import full_payload, member_payload, message_payload
from tests.support.telegram_server.people import Member, Status
from tests.support.telegram_server.things import Chat, Message

from .members import granted

REACTIONS = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🎉",
        "🤩",
        "😁",
        "🙏",
        "👌",
        "🤔",
        "👏",
        "😢",
        "💯",
        "🤣",
        "🏆",
        "👀",
        "🤝",
        "✍",
        "🤗",
        "🫡",
        "🎄",
        "☃",
        "🆒",
        "🙈",
        "😇",
        "🤷",
        "😡",
        "🥰",
        "🤯",
        "😱",
        "🤬",
    ]
)


def _known(house: House, p: Params) -> Chat:
    """Public places and people may be looked at from outside."""
    chat = house.chat(p)
    return chat if chat.peer or chat.username else house.room(p)


def get_chat(house: House, p: Params) -> dict[str, Any]:
    chat = _known(house, p)
    invite = next(
        (x.url for x in chat.links.values() if x.primary and x.creator is house.world.bot and not x.revoked), None
    )
    pinned = chat.messages.get(chat.pinned[-1]) if chat.pinned else None
    return full_payload(chat, invite, pinned)


def _people(house: House, p: Params) -> Chat:
    chat = _known(house, p)
    if chat.type == "channel" and not house.world.me(chat).runs_the_place:
        raise bad("member list is inaccessible")
    return chat


def get_member(house: House, p: Params) -> dict[str, Any]:
    chat = _people(house, p)
    user = house.person(p)
    asked_self = user is house.world.bot
    if chat.hidden_members and not asked_self and not house.world.me(chat).runs_the_place:
        raise bad("member list is inaccessible")
    if chat.peer:
        status = Status.MEMBER if user in (chat.peer, house.world.bot) else Status.LEFT
        return member_payload(Member(user=user, status=status), chat, house.world.bot)
    return member_payload(house.world.standing(chat, user), chat, house.world.bot)


def get_admins(house: House, p: Params) -> list[dict[str, Any]]:
    chat = _people(house, p)
    if chat.peer:
        raise bad("there are no administrators in the private chat")
    bosses = [m for m in chat.members.values() if m.runs_the_place and (not m.user.is_bot or m.user is house.world.bot)]
    return [member_payload(m, chat, house.world.bot) for m in bosses]


def get_count(house: House, p: Params) -> int:
    chat = _known(house, p)
    return 2 if chat.peer else house.world.count(chat)


def leave(house: House, p: Params) -> bool:
    chat = house.room(p)
    if chat.peer:
        raise bad("chat member status can't be changed in private chats")
    house.put_out(chat, house.world.bot, house.world.bot, Status.LEFT)
    return True


def _pins(house: House, chat: Chat) -> None:
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if not chat.peer:
        house.demand(chat, right, "not enough rights to manage pinned messages in the chat")


def pin(house: House, p: Params) -> bool:
    chat = house.room(p)
    _pins(house, chat)
    message = house.find(chat, p.need_int("message_id"), "message to pin not found")
    if message.service:
        raise bad("message can't be pinned")
    pin_message(house, chat, message)
    return True


def pin_message(house: House, chat: Chat, message: Message) -> None:
    if message.id in chat.pinned:
        return
    chat.pinned.append(message.id)
    inner = message_payload(message, with_reply=False)
    house.service(chat, house.world.bot, message.thread, pinned_message=inner)


def unpin(house: House, p: Params) -> bool:
    chat = house.room(p)
    _pins(house, chat)
    number = p.number("message_id") or (chat.pinned[-1] if chat.pinned else 0)
    if number not in chat.pinned:
        raise bad("message to unpin not found")
    chat.pinned.remove(number)
    return True


def unpin_all(house: House, p: Params) -> bool:
    chat = house.room(p)
    _pins(house, chat)
    chat.pinned.clear()
    return True


def _change(house: House, p: Params) -> Chat:
    chat = house.room(p)
    if chat.peer:
        raise bad("can't change title of the private chat")
    house.demand(chat, "can_change_info", "not enough rights to change chat info")
    return chat


def set_title(house: House, p: Params) -> bool:
    chat = _change(house, p)
    title = (p.text("title") or "").strip()
    if not 1 <= len(title) <= 128:
        raise bad("title must be non-empty and at most 128 characters")
    chat.title = title
    house.service(chat, house.world.bot, new_chat_title=title)
    return True


def set_description(house: House, p: Params) -> bool:
    chat = _change(house, p)
    text = p.text("description") or ""
    if text == (chat.description or ""):
        raise bad("chat description is not modified")
    if len(text) > 255:
        raise bad("chat description is too long")
    chat.description = text or None
    chat.descriptions.append(text)
    return True


def set_permissions(house: House, p: Params) -> bool:
    chat = house.room(p)
    house.demand(chat, "can_restrict_members", "not enough rights to change chat permissions")
    chat.permissions = granted(p.object("permissions") or {}, independent=p.flag("use_independent_chat_permissions"))
    return True


def set_reaction(house: House, p: Params) -> bool:
    chat = house.room(p)
    message = house.find(chat, p.need_int("message_id"), "message to react not found")
    wanted = p.array("reaction")
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    for reaction in wanted:
        if reaction.get("type") == "paid":
            raise forbidden("bots can't use paid reactions")
        if reaction.get("type") != "emoji" or str(reaction.get("emoji")).rstrip("\ufe0f") not in REACTIONS:
            raise bad("REACTION_INVALID")
    message.reactions[house.world.bot.id] = wanted
    house.bell.ring()
    return True


METHODS = {
    "getChat": get_chat,
    "getChatMember": get_member,
    "getChatAdministrators": get_admins,
    "getChatMemberCount": get_count,
    "leaveChat": leave,
    "pinChatMessage": pin,
    "unpinChatMessage": unpin,
    "unpinAllChatMessages": unpin_all,
    "setChatTitle": set_title,
    "setChatDescription": set_description,
    "setChatPermissions": set_permissions,
    "setMessageReaction": set_reaction,
}
