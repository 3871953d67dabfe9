"""Telegram's flood limits as buckets: about 30 calls a second in all, one a second a chat, twenty a minute a group."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import (
    Admit,
    Amend,
    Answer,
    Ban,
    Decline,
    Erase,
    IssueLink,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
    Remove,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.notes import Note
from bot.core.ports import Delivery
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from bot.platforms.telegram.answers import fits_alert

Bucket = tuple[str, float, float]  # name, tokens a second, burst
EVERYTHING: Bucket = ("telegram", 25.0, 5.0)  # never more than 30 within a second
CHAT_RATE, CHAT_BURST = 1.0, 3.0
GROUP_RATE, GROUP_BURST = 20 / 60, 20.0


def pace(delivery: Delivery) -> Sequence[Bucket]:
    """Editing counts like sending; what shows nothing, like muting and deleting, counts only in all."""
    chat = _chat(delivery)
    if not chat:
        return [EVERYTHING]
    buckets = [EVERYTHING, (f"telegram:{chat}", CHAT_RATE, CHAT_BURST)]
    if chat.startswith("-"):
        buckets.append((f"telegram:{chat}:minute", GROUP_RATE, GROUP_BURST))
    return buckets


def _chat(delivery: Delivery) -> str:
    match delivery.action:
        case Answer(note=note, replace=replace):
            return _to_one(delivery, delivery.scene.member, note, edited=replace) if delivery.scene else ""
        case Whisper(member=member, note=note, bookmark=bookmark):
            return _to_one(delivery, member, note, edited=bool(bookmark))
        case Post(at=at):
            place = delivery.where or (at if isinstance(at, PlaceRef) else None)
            return _number(place)
        case Amend():
            return _number(delivery.message.place if delivery.message else None)
        case _:
            return ""


def _to_one(delivery: Delivery, member: MemberRef, note: Note, *, edited: bool) -> str:
    """A notice at the pressed button is no message: whoever presses fast reads each of them."""
    scene = delivery.scene
    at_button = scene is not None and scene.member == member and scene.reply and not edited and fits_alert(note)
    return "" if at_button else member.id


def _number(place: PlaceRef | None) -> str:
    return place.id.partition("/")[0] if place else ""


def chat_of(delivery: Delivery) -> int | None:
    """The group a delivery is aimed at."""
    place: PlaceRef | None = delivery.message.place if delivery.message else delivery.where
    match delivery.action:
        case Mute() | Unmute() | Remove() | Ban() | Unban() | Admit() | Decline() | IssueLink() | LeaveServer():
            return int(delivery.action.server.id)
        case OpenPlace(beside=beside):
            place = beside
        case Post(at=PlaceRef() as at):
            place = place or at
        case Erase(target=MessageRef() as target):
            place = place or target.place
        case _:
            pass
    return int(place.id.partition("/")[0]) if place else None
