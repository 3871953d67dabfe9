"""Who and where: Telegram's users, chats and topics as neutral references and scenes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Chat, Message, User

from bot.core.events import Event, Profile, Scene
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.platforms.telegram.albums import Wholes
from bot.platforms.telegram.known import Chats
from bot.platforms.telegram.names import Names
from bot.platforms.telegram.shelf import Shelf

PLATFORM = "telegram"
GENERAL = 1  # the General topic: messages there carry no thread, and none may be sent along
CALLBACK_GOOD_FOR = timedelta(seconds=30)
# An event and its key; an empty key stands for the update's own.
Found = tuple[Event, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """What reading an update needs besides the update.

    `commands` maps every typed word to the command's name; `reads_all` says that privacy mode is off.
    """

    id: int
    username: str
    commands: Mapping[str, str]
    chats: Chats
    shelf: Shelf
    wholes: Wholes
    now: datetime
    reads_all: bool = False
    names: Names = field(default_factory=Names)


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever stands above a message. Channel identities have ids like `channel:-100123`."""

    member: MemberRef
    profile: Profile
    as_server: bool = False
    as_channel: bool = False
    automatic: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """The adapter's handle for answering a pressed button: the callback, its message and its id, space between."""

    callback: str
    message: int
    button: str

    def __str__(self) -> str:
        return f"{self.callback} {self.message} {self.button}"

    @staticmethod
    def of(scene: Scene, now: datetime) -> Reply | None:
        """None where no button was pressed or the press is too old to be answered."""
        if not scene.reply or (scene.reply_until and now > scene.reply_until):
            return None
        callback, message, button = scene.reply.split(" ", 2)
        return Reply(callback, int(message), button)


def member_ref(number: int) -> MemberRef:
    return MemberRef(PLATFORM, str(number))


def channel_ref(number: int) -> MemberRef:
    return MemberRef(PLATFORM, f"channel:{number}")


def server_ref(chat: Chat) -> ServerRef | None:
    return None if chat.type == Chat.PRIVATE else ServerRef(PLATFORM, str(chat.id))


def profile_of(user: User) -> Profile:
    return Profile(user.full_name, user.language_code or "", user.is_bot)


def place_at(chat: int, thread: int | None = None) -> PlaceRef:
    return PlaceRef(PLATFORM, f"{chat}/{thread}" if thread and thread != GENERAL else str(chat))


def thread_of(message: Message) -> int | None:
    """Only topics of a group count; threads of comments and of private chats are no places."""
    if not message.is_topic_message or message.chat.type == Chat.PRIVATE:
        return None
    return message.message_thread_id


def place_of(message: Message) -> PlaceRef:
    return place_at(message.chat.id, thread_of(message))


def message_ref(message: Message, house: House) -> MessageRef:
    return MessageRef(place_of(message), house.wholes.of(message.chat.id, message.message_id))


def lane_of(chat: Chat | None, user: User | None) -> str:
    if chat and chat.type != Chat.PRIVATE:
        return f"{PLATFORM}:{chat.id}"
    number = user.id if user else chat.id if chat else 0
    return f"{PLATFORM}:@{number}"


def sender_of(message: Message, house: House) -> Sender | None:
    """None for what nobody wrote, such as posts of a channel.

    A `sender_chat` that is the group itself is an anonymous administrator; the linked channel is the owners' own voice;
    every other one is somebody who hides behind a channel.
    """
    chat = message.sender_chat
    if chat is None:
        user = message.from_user
        return Sender(member_ref(user.id), profile_of(user)) if user else None
    profile = Profile(chat.title or chat.effective_name or "", "")
    if chat.id == message.chat.id:
        return Sender(channel_ref(chat.id), profile, as_server=True)
    known = house.chats.get(message.chat.id)
    linked = bool(message.is_automatic_forward) or (known is not None and known.linked == chat.id)
    return Sender(channel_ref(chat.id), profile, as_channel=True, automatic=linked)


def scene_of(message: Message, sender: Sender) -> Scene:
    private = message.chat.type == Chat.PRIVATE
    return Scene(sender.member, sender.profile, place_of(message), server_ref(message.chat), private)
