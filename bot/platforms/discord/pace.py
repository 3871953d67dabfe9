"""Which of Discord's limits an action draws from."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import (
    Amend,
    Answer,
    Ban,
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
from bot.core.ports import Delivery
from bot.core.refs import MessageRef, PlaceRef
from bot.platforms.discord.abilities import NAME

Bucket = tuple[str, float, float]
# Discord: 50 requests a second, interactions not counted; a private line may need one more to open the chat.
WHOLE_BOT: Bucket = (NAME, 20.0, 5.0)
A_PLACE = (1.0, 5.0)  # 5 messages or edits in 5 seconds
A_SERVER = (1.0, 10.0)  # measures, threads, links


def buckets(delivery: Delivery) -> Sequence[Bucket]:
    action = delivery.action
    match action:
        case Answer():
            scene = delivery.scene
            return (WHOLE_BOT, _of_place(scene.place)) if scene and scene.private and not scene.reply else ()
        case Whisper():
            scene = delivery.scene
            if scene and scene.member == action.member and scene.reply:
                return ()
            return (WHOLE_BOT, (f"{NAME}:@{action.member.id}", *A_PLACE))
        case Post():
            place = delivery.where or action.at
            return (WHOLE_BOT, _of_place(place)) if isinstance(place, PlaceRef) else (WHOLE_BOT,)
        case Amend() | Erase():
            named = action.target if isinstance(action, Erase) else None
            message = named if isinstance(named, MessageRef) else delivery.message
            return (WHOLE_BOT, _of_place(message.place)) if message else (WHOLE_BOT,)
        case Mute() | Unmute() | Remove() | Ban() | Unban() | IssueLink() | LeaveServer():
            return (WHOLE_BOT, (f"{NAME}:{action.server.id}:server", *A_SERVER))
        case OpenPlace():
            return (WHOLE_BOT, (f"{NAME}:{action.beside.id}:rooms", *A_SERVER))
        case _:
            return (WHOLE_BOT,)


def _of_place(place: PlaceRef) -> Bucket:
    return (f"{NAME}:{place.id}", *A_PLACE)
