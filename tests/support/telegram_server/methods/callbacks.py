"""Answers the press of a button."""

from urllib.parse import urlsplit

from tests.support.telegram_server.entities import units
from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.press import ANSWERABLE
from tests.support.telegram_server.visible import Whisper

ANSWER_LIMIT = 200


def answer_callback_query(house: House, p: Params) -> bool:
    press = house.presses.get(p.text("callback_query_id") or "")
    if press is None or press.is_answered or house.now() - press.at > ANSWERABLE:
        raise bad("query is too old and response timeout expired or query ID is invalid")
    text, url = p.text("text"), p.text("url")
    if text and units(text) > ANSWER_LIMIT:
        raise bad("MESSAGE_TOO_LONG")
    if url and not _own_link(house, url):
        raise bad("URL_INVALID")
    loud = p.flag("show_alert")
    press.alert, press.toast = (text, None) if loud else (None, text)
    press.answer_url, press.is_answered = url, True
    if text and press.message:
        kind = "alert" if loud else "toast"
        house.whispers.append(Whisper(press.user.id, press.message.chat.id, kind, text, house.now()))
    return True


def _own_link(house: House, url: str) -> bool:
    """Without a game, only the bot's own deep links are allowed here."""
    parts = urlsplit(url)
    return (
        parts.hostname in {"t.me", "telegram.me"}
        and parts.path.strip("/").lower() == (house.world.bot.username or "").lower()
    )


METHODS = {"answerCallbackQuery": answer_callback_query}
