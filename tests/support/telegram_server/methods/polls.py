"""Polls."""

from typing import Any

from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.keyboards import check_keyboard
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import bare, message_payload, poll_payload
from tests.support.telegram_server.things import Poll

from .words import common

LONGEST_OPEN = 2_628_000


def send_poll(house: House, p: Params) -> dict[str, Any]:
    chat, fields = common(house, p, "can_send_polls")
    poll = Poll(
        id=str(5_000_000_000_000_000_000 + house.world.serial()),
        question=_question(p),
        options=_options(p),
        is_anonymous=p.flag("is_anonymous", default=True),
        multiple=p.flag("allows_multiple_answers"),
        kind=p.text("type") or "regular",
        correct=[int(n) for n in p.array("correct_option_ids")],
        extra=_extra(p),
    )
    if poll.kind == "quiz" and not poll.correct:
        raise bad("quiz must have a correct option")
    message = house.put(chat, poll=poll, keyboard=check_keyboard(p.raw("reply_markup")), **fields)
    return message_payload(message)


def _question(p: Params) -> str:
    question = (p.text("question") or "").strip()
    if not question:
        raise bad("poll question must be non-empty")
    if len(question) > 300:
        raise bad("poll question length must not exceed 300")
    return question


def _options(p: Params) -> list[str]:
    options = [str(item["text"] if isinstance(item, dict) else item).strip() for item in p.array("options")]
    if not options:
        raise bad("poll must have at least 1 option")
    if len(options) > 12:
        raise bad("poll can't have more than 12 options")
    if not all(options):
        raise bad("poll options must be non-empty")
    if any(len(option) > 100 for option in options):
        raise bad("poll options length must not exceed 100")
    return options


def _extra(p: Params) -> dict[str, Any]:
    period, close = p.number("open_period"), p.number("close_date")
    if period is not None and close is not None:
        raise bad("open_period and close_date can't be used together")
    if period is not None and not 5 <= period <= LONGEST_OPEN:
        raise bad("open_period is out of range")
    return bare(
        open_period=period, close_date=close, explanation=p.text("explanation"), description=p.text("description")
    )


def stop_poll(house: House, p: Params) -> dict[str, Any]:
    chat = house.room(p)
    message = house.find(chat, p.need_int("message_id"), "message with poll to stop not found")
    if message.poll is None or message.sender is not house.world.bot:
        raise bad("message with poll to stop not found")
    if message.poll.closed:
        raise bad("poll has already been closed")
    message.poll.closed = True
    message.keyboard = check_keyboard(p.raw("reply_markup"))
    house.show(message)
    return poll_payload(message.poll)


METHODS = {"sendPoll": send_poll, "stopPoll": stop_poll}
