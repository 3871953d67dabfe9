"""What a tab does becomes an event of the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.events import (
    ButtonPressed,
    CommandInvoked,
    Envelope,
    Event,
    FormFilled,
    MemberJoined,
    MemberLeft,
    MemberRights,
    MessageErased,
    MessageWritten,
    PlaceChanged,
    PlaceSeen,
    Right,
    RightsChanged,
    Scene,
    ServerJoined,
    ServerSeen,
)
from bot.core.refs import MemberRef, MessageRef, PlaceRef
from bot.platforms.lobby.messages import Message
from bot.platforms.lobby.names import HOUSE, PLATFORM, ROOM, SERVER, owner_of
from bot.platforms.lobby.places import Place
from bot.platforms.lobby.tabs import Tab

# A private answer finds its tab by the member alone; the end is there because a handle without one reads as none.
REPLY_LASTS = timedelta(days=1)
_ALL: frozenset[Right] = frozenset(
    {"administer", "moderate", "remove", "ban", "erase", "invite", "open_places", "post", "read", "pin", "see_joins"}
)


@dataclass(frozen=True, slots=True)
class Aim:
    """Whose message or name a command was aimed at."""

    member: MemberRef | None = None
    name: str = ""
    message: MessageRef | None = None
    text: str = ""


NOBODY = Aim()


def aim_at(message: Message) -> Aim:
    """The house and the authors of samples are nobody a command could be aimed at."""
    real = message.author != HOUSE.id and not message.sample
    member = MemberRef(PLATFORM, message.author) if real else None
    return Aim(member, message.author_name if real else "", message.ref, message.note.text.plain)


def scene_of(tab: Tab, room: str, now: datetime, panel: int = 0) -> Scene:
    return Scene(
        member=tab.ref,
        profile=tab.profile,
        place=PlaceRef(PLATFORM, room),
        server=SERVER,
        private=bool(owner_of(room)),
        reply=f"{tab.id}/{panel}",
        reply_until=now + REPLY_LASTS,
    )


def panel_of(reply: str) -> int:
    """The private panel that was used, 0 where there was none."""
    number = reply.rpartition("/")[2]
    return int(number) if number.isdecimal() else 0


def written(tab: Tab, message: Message, replied: Message | None, house_name: str) -> Envelope:
    text = message.note.text.plain
    to_house = bool(owner_of(message.room)) or f"@{house_name}".casefold() in text.casefold()
    to_house = to_house or (replied is not None and replied.author == HOUSE.id)
    aim = aim_at(replied) if replied else NOBODY
    scene = scene_of(tab, message.room, message.at)
    event = MessageWritten(
        scene, message.ref, text, message.at, to_house, aim.message, aim.member, quote=aim.text[:300] if replied else ""
    )
    return _envelope(f"m:{message.id}", message.room, message.at, event)


def invoked(
    tab: Tab, room: str, nonce: str, now: datetime, command: str, words: str = "", aim: Aim = NOBODY
) -> Envelope:
    event = CommandInvoked(
        scene_of(tab, room, now),
        command,
        words=words,
        target=aim.member,
        target_name=aim.name,
        target_message=aim.message,
        target_text=aim.text,
    )
    return _envelope(f"c:{tab.id}:{nonce}", room, now, event)


def pressed(tab: Tab, message: Message, nonce: str, now: datetime, button: str, choice: str) -> Envelope:
    panel = message.id if message.audience else 0
    event = ButtonPressed(scene_of(tab, message.room, now, panel), button, choice, message.ref)
    return _envelope(f"b:{tab.id}:{nonce}", message.room, now, event)


def filled(
    tab: Tab, room: str, nonce: str, now: datetime, form: str, values: Sequence[tuple[str, str]], panel: int
) -> Envelope:
    event = FormFilled(scene_of(tab, room, now, panel), form, tuple(values))
    return _envelope(f"f:{tab.id}:{nonce}", room, now, event)


def erased(message: Message, now: datetime) -> Envelope:
    return _envelope(f"e:{message.id}", message.room, now, MessageErased(message.ref, SERVER))


def joined(tab: Tab, now: datetime) -> Envelope:
    event = MemberJoined(SERVER, ROOM, tab.ref, tab.profile, tab.joined_at, tab.link)
    return _envelope(f"j:{_stay(tab)}", ROOM.id, now, event)


def renamed(tab: Tab, mark: str, now: datetime) -> Envelope:
    """The same joining once more, under the new name: whoever waits for a welcome is then welcomed by it."""
    event = MemberJoined(SERVER, ROOM, tab.ref, tab.profile, tab.joined_at, tab.link)
    return _envelope(f"n:{tab.id}:{mark}", ROOM.id, now, event)


def left(tab: Tab, now: datetime) -> Envelope:
    return _envelope(f"l:{_stay(tab)}", ROOM.id, now, MemberLeft(SERVER, tab.ref, now))


def rights_changed(tab: Tab, mark: str, now: datetime, zone: str = "") -> Envelope:
    return _envelope(f"r:{tab.id}:{mark}", ROOM.id, now, RightsChanged(SERVER, tab.rights, zone=zone))


def place_changed(place: Place, now: datetime) -> Envelope:
    mark = "closed" if place.closed else "open"
    return _envelope(f"p:{place.id}:{mark}", ROOM.id, now, PlaceChanged(SERVER, place.seen))


def founded(name: str, language: str, now: datetime) -> Envelope:
    return _envelope("server", ROOM.id, now, ServerJoined(SERVER, name, None, rehearsal=True, language=language))


def server_seen(
    name: str,
    house: str,
    room: str,
    language: str,
    places: Sequence[Place],
    badged: Sequence[Tab],
    start: str,
    now: datetime,
) -> Envelope:
    rooms = (PlaceSeen(ROOM, room, "room"), *(place.seen for place in places))
    event = ServerSeen(
        SERVER,
        name,
        rooms,
        (),
        MemberRights(HOUSE, house, _ALL, rank=1),
        tuple(tab.rights for tab in badged),
        language=language,
    )
    return _envelope(f"seen:{start}", ROOM.id, now, event)


def _stay(tab: Tab) -> str:
    return tab.id if tab.stay == 1 else f"{tab.id}:{tab.stay}"


def _envelope(key: str, room: str, now: datetime, event: Event) -> Envelope:
    return Envelope(f"{PLATFORM}:{key}", f"{PLATFORM}/{room}", now, event)
