"""Invite links and requests to join."""

from datetime import UTC, datetime
from typing import Any

from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import link_payload
from tests.support.telegram_server.people import Status, User
from tests.support.telegram_server.things import Chat, InviteLink, JoinRequest

NO_RIGHT = "not enough rights to manage chat invite link"


def make_link(house: House, chat: Chat, creator: User, **fields: Any) -> InviteLink:
    url = f"https://t.me/+{chat.id % 10**6:06d}x{house.world.serial():08d}"
    link = chat.links[url] = InviteLink(url=url, creator=creator, **fields)
    return link


def _room(house: House, p: Params) -> Chat:
    chat = house.room(p)
    if chat.peer:
        raise bad("invite links are not available in private chats")
    house.demand(chat, "can_invite_users", NO_RIGHT)
    return chat


def _wishes(house: House, p: Params) -> dict[str, Any]:
    name, limit, expire, asks = (
        p.text("name"),
        p.number("member_limit"),
        p.number("expire_date"),
        p.flag("creates_join_request"),
    )
    if name and len(name) > 32:
        raise bad("invite link name is too long")
    if limit is not None and not 1 <= limit <= 99_999:
        raise bad("USAGE_LIMIT_INVALID")
    if limit is not None and asks:
        raise bad("member limit can't be specified for links requiring administrator approval")
    if expire and expire <= house.now().timestamp():
        raise bad("EXPIRE_DATE_INVALID")
    expires = datetime.fromtimestamp(expire, UTC) if expire else None
    return {"name": name or None, "limit": limit, "expires": expires, "asks": asks}


def create(house: House, p: Params) -> dict[str, Any]:
    chat = _room(house, p)
    return link_payload(make_link(house, chat, house.world.bot, **_wishes(house, p)), chat)


def edit(house: House, p: Params) -> dict[str, Any]:
    chat = _room(house, p)
    link = _mine(house, chat, p)
    for name, value in _wishes(house, p).items():
        setattr(link, name, value)
    return link_payload(link, chat)


def revoke(house: House, p: Params) -> dict[str, Any]:
    chat = _room(house, p)
    link = _mine(house, chat, p)
    link.revoked = True
    return link_payload(link, chat)


def export(house: House, p: Params) -> str:
    chat = _room(house, p)
    for link in chat.links.values():
        link.revoked = link.revoked or (link.primary and link.creator is house.world.bot)
    return make_link(house, chat, house.world.bot, primary=True).url


def _mine(house: House, chat: Chat, p: Params) -> InviteLink:
    link = house.world.link(chat, p.need_text("invite_link"))
    if link.creator is not house.world.bot:
        raise bad("INVITE_HASH_EXPIRED")
    if link.revoked:
        raise bad("INVITE_HASH_EXPIRED")
    return link


def _pending(house: House, p: Params) -> JoinRequest:
    chat = _room(house, p)
    user = house.person(p)
    for request in reversed(chat.requests):
        if request.user is user and request.answer is None:
            return request
    if house.world.standing(chat, user).present:
        raise bad("USER_ALREADY_PARTICIPANT")
    raise bad("HIDE_REQUESTER_MISSING")


def approve(house: House, p: Params) -> bool:
    request = _pending(house, p)
    request.answer = "approved"
    if house.world.standing(request.chat, request.user).status is Status.KICKED:
        raise bad("USER_KICKED")
    house.let_in(request.chat, request.user, house.world.bot, link=request.link, by_request=True)
    return True


def decline(house: House, p: Params) -> bool:
    _pending(house, p).answer = "declined"
    house.bell.ring()
    return True


METHODS = {
    "createChatInviteLink": create,
    "editChatInviteLink": edit,
    "revokeChatInviteLink": revoke,
    "exportChatInviteLink": export,
    "approveChatJoinRequest": approve,
    "declineChatJoinRequest": decline,
}
