"""Restricts, bans, lets back in, promotes."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.people import ALL_RIGHTS, MEDIA_PERMISSIONS, PERMISSIONS, Status, User
from tests.support.telegram_server.things import Chat

SHORTEST = timedelta(seconds=30)
LONGEST = timedelta(days=366)
RESTRICT = "not enough rights to restrict/unrestrict chat member"


def _until(house: House, p: Params) -> tuple[datetime | None, int | None]:
    """Too soon and too late both mean for ever."""
    asked = p.number("until_date")
    if not asked:
        return None, asked
    try:
        moment = datetime.fromtimestamp(asked, UTC)
    except (OverflowError, ValueError):
        return None, asked
    ahead = moment - house.now()
    return (None if ahead < SHORTEST or ahead > LONGEST else moment), asked


def _target(house: House, chat: Chat, user: User) -> None:
    if user is house.world.bot:
        raise bad("can't restrict self")
    member = house.world.standing(chat, user)
    if member.status is Status.CREATOR:
        raise bad("can't remove chat owner")
    if member.status is Status.ADMINISTRATOR and member.promoted_by != house.world.bot.id:
        raise bad("user is an administrator of the chat")


def _judge(house: House, p: Params) -> tuple[Chat, User]:
    chat = house.room(p)
    if chat.peer:
        raise bad("chat not found")
    user = house.person(p)
    house.demand(chat, "can_restrict_members", RESTRICT)
    _target(house, chat, user)
    return chat, user


def _permissions(p: Params) -> frozenset[str]:
    asked = p.object("permissions")
    if asked is None:
        raise bad("permissions are not specified")
    return granted(asked, independent=p.flag("use_independent_chat_permissions"))


def granted(asked: dict[str, Any], *, independent: bool) -> frozenset[str]:
    """Unless told otherwise, the larger permissions bring the smaller ones along."""
    if strange := asked.keys() - set(PERMISSIONS):
        raise bad(f"unknown permissions {sorted(strange)}")
    allowed = {name for name, on in asked.items() if on}
    if independent:
        return frozenset(allowed)
    if allowed & {"can_send_other_messages", "can_add_web_page_previews"}:
        allowed |= {"can_send_messages", *MEDIA_PERMISSIONS}
    if "can_send_polls" in allowed:
        allowed.add("can_send_messages")
    return frozenset(allowed)


def restrict(house: House, p: Params) -> bool:
    chat = house.room(p)
    if chat.type != "supergroup":
        raise bad("method is available only for supergroups")
    chat, user = _judge(house, p)
    allowed = _permissions(p)
    until, asked = _until(house, p)
    member = house.world.standing(chat, user)
    inside = member.present
    if allowed >= chat.permissions:
        freed = Status.MEMBER if inside else Status.LEFT
        if member.status is Status.KICKED:
            freed = Status.LEFT
        house.move(chat, user, freed, house.world.bot)
        return True
    house.move(
        chat, user, Status.RESTRICTED, house.world.bot, allowed=allowed, inside=inside, until=until, asked_until=asked
    )
    return True


def ban(house: House, p: Params) -> bool:
    chat, user = _judge(house, p)
    until, asked = _until(house, p)
    house.put_out(chat, user, house.world.bot, Status.KICKED, until if chat.type != "group" else None)
    chat.member(user).asked_until = asked
    return True


def unban(house: House, p: Params) -> bool:
    """Without only_if_banned this puts a present member out, as the manual warns."""
    chat = house.room(p)
    if chat.type == "group":
        raise bad("method is available for supergroup and channel chats only")
    chat, user = _judge(house, p)
    member = house.world.standing(chat, user)
    if member.status is Status.KICKED:
        house.move(chat, user, Status.LEFT, house.world.bot)
    elif member.present and not p.flag("only_if_banned"):
        house.put_out(chat, user, house.world.bot, Status.LEFT)
    return True


def ban_sender(house: House, p: Params) -> bool:
    chat, sender = _sender(house, p)
    chat.banned_senders.add(sender)
    return True


def unban_sender(house: House, p: Params) -> bool:
    chat, sender = _sender(house, p)
    chat.banned_senders.discard(sender)
    return True


def _sender(house: House, p: Params) -> tuple[Chat, int]:
    chat = house.room(p)
    if chat.type not in {"supergroup", "channel"}:
        raise bad("method is available for supergroup and channel chats only")
    house.demand(chat, "can_restrict_members", RESTRICT)
    sender = house.world.chats.get(p.need_int("sender_chat_id"))
    if sender is None or sender.type != "channel":
        raise bad("PARTICIPANT_ID_INVALID")
    return chat, sender.id


def promote(house: House, p: Params) -> bool:
    chat = house.room(p)
    user = house.person(p)
    me = house.demand(chat, "can_promote_members", "not enough rights")
    _target(house, chat, user)
    wanted = frozenset(name for name in ALL_RIGHTS if p.flag(name))
    if not all(me.has(name) for name in wanted - {"can_manage_chat"}):
        raise bad("RIGHT_FORBIDDEN")
    if not house.world.standing(chat, user).present:
        raise bad("USER_NOT_PARTICIPANT")
    if not wanted:
        house.move(chat, user, Status.MEMBER, house.world.bot)
        return True
    house.move(chat, user, Status.ADMINISTRATOR, house.world.bot, rights=wanted | {"can_manage_chat"})
    chat.member(user).is_anonymous = p.flag("is_anonymous")
    return True


def title(house: House, p: Params) -> bool:
    chat = house.room(p)
    member = house.world.standing(chat, house.person(p))
    name = p.text("custom_title") or ""
    if member.status is not Status.ADMINISTRATOR:
        raise bad("user is not an administrator")
    if member.promoted_by != house.world.bot.id:
        raise bad("not enough rights to change custom title of the user")
    if len(name) > 16:
        raise bad("ADMIN_RANK_INVALID")
    member.custom_title = name or None
    return True


METHODS = {
    "restrictChatMember": restrict,
    "banChatMember": ban,
    "unbanChatMember": unban,
    "banChatSenderChat": ban_sender,
    "unbanChatSenderChat": unban_sender,
    "promoteChatMember": promote,
    "setChatAdministratorCustomTitle": title,
}
