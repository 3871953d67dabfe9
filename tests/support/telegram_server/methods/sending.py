"""Sends text, and the little signs that somebody is typing."""

from typing import Any

from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.keyboards import check_keyboard
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import message_payload

from .words import common, read_text

_ACTIONS = frozenset(
    [
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    ]
)


def send_message(house: House, p: Params) -> dict[str, Any]:
    chat, fields = common(house, p)
    text, entities = read_text(house, p)
    keyboard = check_keyboard(p.raw("reply_markup"))
    preview = p.object("link_preview_options")
    message = house.put(chat, text=text, entities=entities, keyboard=keyboard, link_preview=preview, **fields)
    return message_payload(message)


def send_chat_action(house: House, p: Params) -> bool:
    house.room(p)
    if p.text("action") not in _ACTIONS:
        raise bad("wrong parameter action in request")
    return True


METHODS = {"sendMessage": send_message, "sendChatAction": send_chat_action}
