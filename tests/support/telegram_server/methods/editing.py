"""Changes and removes messages."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.support.telegram_server.errors import BotError, bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.keyboards import check_keyboard
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import message_payload
from tests.support.telegram_server.things import Chat, Message

from .media import content
from .words import read_caption, read_text

OLD = timedelta(hours=48)
_FOREVER = {"supergroup_chat_created", "channel_chat_created", "forum_topic_created", "migrate_from_chat_id"}
SAME = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)


def _edit(
    house: House, p: Params, change: Callable[[Message], None], gone: str = "message to edit not found"
) -> dict[str, Any]:
    """Apply a change to one of the bot's own messages; no change is an error."""
    chat = house.room(p)
    message = house.find(chat, p.need_int("message_id"), gone)
    if not _own(house, message) or message.service or message.origin:
        raise bad("message can't be edited")
    before = _face(message)
    change(message)
    message.keyboard = check_keyboard(p.raw("reply_markup"))
    if _face(message) == before:
        raise bad(SAME)
    message.edited = house.now()
    house.show(message)
    return message_payload(message)


def _own(house: House, message: Message) -> bool:
    return message.sender is house.world.bot or (
        message.chat.type == "channel" and house.world.me(message.chat).runs_the_place
    )


def _face(message: Message) -> tuple[Any, ...]:
    return message.text, message.caption, message.entities, message.keyboard, message.content, message.link_preview


def edit_text(house: House, p: Params) -> dict[str, Any]:
    text, entities = read_text(house, p)

    def change(message: Message) -> None:
        if message.text is None:
            raise bad("there is no text in the message to edit")
        message.text, message.entities = text, entities
        message.link_preview = p.object("link_preview_options")

    return _edit(house, p, change)


def edit_caption(house: House, p: Params) -> dict[str, Any]:
    caption, entities = read_caption(house, p.values)

    def change(message: Message) -> None:
        if message.text is not None or message.poll:
            raise bad("there is no caption in the message to edit")
        message.caption, message.entities = caption, entities

    return _edit(house, p, change)


def stop_live_location(house: House, p: Params) -> dict[str, Any]:
    """The house sends none, so there is none to stop."""

    def change(message: Message) -> None:
        raise bad("there is no live location in the message to edit")

    return _edit(house, p, change, "message with live location to stop not found")


def edit_keyboard(house: House, p: Params) -> dict[str, Any]:
    return _edit(house, p, lambda message: None)


def edit_media(house: House, p: Params) -> dict[str, Any]:
    media = p.object("media")
    if media is None or media.get("type") not in {"photo", "document"}:
        raise bad("input media content is not specified")
    caption, entities = read_caption(house, media)
    inside = content(house, p, str(media["type"]), media.get("media"))

    def change(message: Message) -> None:
        if message.poll:
            raise bad("message can't be edited")
        message.text, message.caption, message.entities, message.content = None, caption, entities, inside

    return _edit(house, p, change)


def delete_message(house: House, p: Params) -> bool:
    chat = house.room(p)
    message = house.find(chat, p.need_int("message_id"), "message to delete not found")
    if refusal := _undeletable(house, chat, message):
        raise refusal
    house.erase(message)
    return True


def delete_messages(house: House, p: Params) -> bool:
    """Unknown ones are skipped; one that may not be deleted spoils nothing but stays."""
    chat = house.room(p)
    numbers = p.array("message_ids")
    if not numbers:
        raise bad("message identifiers are not specified")
    if len(numbers) > 100:
        raise bad("too many message identifiers specified")
    for number in numbers:
        message = chat.messages.get(number)
        if message and message.live and not _undeletable(house, chat, message):
            house.erase(message)
    return True


def _undeletable(house: House, chat: Chat, message: Message) -> BotError | None:
    me = house.world.me(chat)
    boss = me.has("can_delete_messages") and chat.type != "private"
    if house.now() - message.date > OLD:
        return bad("message can't be deleted for everyone")
    if message.service.keys() & _FOREVER:
        return bad("message can't be deleted")
    if message.sender is house.world.bot or chat.peer or boss:
        return None
    if chat.type == "channel" and me.has("can_post_messages") and message.sender_chat is chat:
        return None
    return bad("message can't be deleted")


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_keyboard,
    "stopMessageLiveLocation": stop_live_location,
    "editMessageMedia": edit_media,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
}
