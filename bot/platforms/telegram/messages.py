"""A message becomes what somebody wrote, typed or pressed, or what Telegram itself wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TypedDict

from telegram import (
    Chat,
    Message,
    MessageEntity,
    MessageOrigin,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.core.events import ButtonPressed, ChatOpened, CommandInvoked, MessageEdited, MessageWritten
from bot.core.refs import MemberRef, MessageRef
from bot.platforms.telegram.addresses import hidden_links
from bot.platforms.telegram.links import pressed
from bot.platforms.telegram.scenes import (
    Found,
    House,
    Sender,
    channel_ref,
    member_ref,
    message_ref,
    place_at,
    scene_of,
    sender_of,
)

_TYPED = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]{3,32}))?(?:\s+(.*))?\Z", re.DOTALL)
# What Telegram's own `startgroup` link sends along when nobody chose a word.
_EMPTY_WORDS = frozenset({"", "true"})


class Target(TypedDict, total=False):
    target: MemberRef | None
    target_name: str
    target_message: MessageRef | None
    target_text: str


def read_message(message: Message, house: House) -> list[Found]:
    sender = sender_of(message, house)
    if sender is None or message.chat.type == Chat.CHANNEL:
        return []
    typed = _TYPED.match(words_of(message))
    if typed and message.forward_origin is None and not sender.automatic:
        name, at, rest = typed[1].lower(), typed[2] or "", (typed[3] or "").strip()
        if name == "start" and (not at or _is_house(at, house)):
            return _started(message, sender, rest, house)
        if _for_house(message, name, at, house):
            return [(_invoked(message, sender, house.commands.get(name, name), rest, house), "")]
    return [(_written(message, sender, house), "")]


def read_edit(message: Message, house: House) -> list[Found]:
    sender = sender_of(message, house)
    if sender is None or message.chat.type == Chat.CHANNEL:
        return []
    at = message.edit_date or message.date
    scene, links = scene_of(message, sender), hidden_links(message)
    return [(MessageEdited(scene, message_ref(message, house), words_of(message), at, links), "")]


def words_of(message: Message) -> str:
    """Text, caption, or what a poll or checklist asks: filters have to see all of it."""
    if message.text is not None or message.caption is not None:
        return message.text or message.caption or ""
    if message.poll:
        return "\n".join((message.poll.question, *(option.text for option in message.poll.options)))
    if message.checklist:
        return "\n".join((message.checklist.title, *(task.text for task in message.checklist.tasks)))
    return ""


def reply_of(message: Message) -> Message | None:
    """In a topic, what answers nobody points at the line that opened the topic: that is no reply."""
    reply = message.reply_to_message
    if reply is None or reply.forum_topic_created is not None:
        return None
    return None if message.is_topic_message and reply.message_id == message.message_thread_id else reply


def origin_of(origin: MessageOrigin | None) -> tuple[MemberRef | None, str]:
    """Whom a message was forwarded from; hidden users have a name only."""
    match origin:
        case MessageOriginUser(sender_user=user):
            return member_ref(user.id), user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return None, name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return channel_ref(chat.id), chat.title or ""
        case _:
            return None, ""


def _forwarded(message: Message, house: House) -> tuple[MemberRef | None, str]:
    """Who spoke in the name of a place the house knows cannot be told."""
    origin = message.forward_origin
    member, name = origin_of(origin)
    chat = origin.sender_chat if isinstance(origin, MessageOriginChat) else None
    chat = origin.chat if isinstance(origin, MessageOriginChannel) else chat
    ours = chat is not None and any(chat.id in (known.id, known.linked) for known in house.chats)
    return (None if ours else member), name


def _is_house(name: str, house: House) -> bool:
    return name.lower() == house.username.lower()


def _for_house(message: Message, name: str, at: str, house: House) -> bool:
    """Plain words without a name count in a group only where nobody else could be meant."""
    if at:
        return _is_house(at, house)
    if message.chat.type == Chat.PRIVATE or _answers_house(message, house):
        return True
    return name in house.commands and house.chats.only_bot(message.chat.id)


def _answers_house(message: Message, house: House) -> bool:
    reply = reply_of(message)
    return bool(reply and reply.from_user and reply.from_user.id == house.id and reply.sender_chat is None)


def _to_house(message: Message, house: House) -> bool:
    if message.chat.type == Chat.PRIVATE or _answers_house(message, house):
        return True
    if re.search(rf"(?<![\w@]){re.escape('@' + house.username)}\b", words_of(message), re.IGNORECASE):
        return True
    entities = (*message.entities, *message.caption_entities)
    return any(e.type == MessageEntity.TEXT_MENTION and e.user and e.user.id == house.id for e in entities)


def _started(message: Message, sender: Sender, payload: str, house: House) -> list[Found]:
    """/start: the private chat was opened, a deep link stood for a button, or a group was added with a word."""
    scene = scene_of(message, sender)
    if not scene.private:
        return [] if payload in _EMPTY_WORDS else [(ChatOpened(scene, payload), "")]
    button = pressed(payload) or (house.shelf.find(payload) if payload.startswith("h_") else payload)
    if button != payload:
        return [(ButtonPressed(scene, button), "")]
    # Unblocking sends an update of its own beside the /start of the same second: one key for both.
    key = "" if payload else f"tg:{house.id}:open:{message.chat.id}:{int(message.date.timestamp())}"
    return [(ChatOpened(scene, payload), key)]


def _written(message: Message, sender: Sender, house: House) -> MessageWritten:
    reply = reply_of(message)
    answered = sender_of(reply, house) if reply else None
    forwarded, forwarded_name = _forwarded(message, house)
    return MessageWritten(
        scene=scene_of(message, sender),
        message=message_ref(message, house),
        text=words_of(message),
        at=message.date,
        to_house=not sender.automatic and _to_house(message, house),
        reply_to=message_ref(reply, house) if reply else None,
        reply_to_member=answered.member if answered else None,
        forwarded_from=None if message.is_automatic_forward else forwarded,
        forwarded_name="" if message.is_automatic_forward else forwarded_name,
        attachments=1 if message.effective_attachment or message.checklist else 0,
        as_server=sender.as_server,
        as_channel=sender.as_channel,
        automatic=sender.automatic,
        quote=message.quote.text if message.quote else "",
        links=hidden_links(message),
    )


def _invoked(message: Message, sender: Sender, name: str, rest: str, house: House) -> CommandInvoked:
    return CommandInvoked(
        scene=scene_of(message, sender),
        command=name,
        words=rest,
        message=message_ref(message, house),
        as_server=sender.as_server,
        people=_people(message, house),
        **_target(message, house),
    )


def _people(message: Message, house: House) -> tuple[tuple[str, MemberRef], ...]:
    """Those a line names: who has no user name is meant exactly, an `@name` is whoever bore it last."""
    kinds: list[str | None] = [MessageEntity.MENTION, MessageEntity.TEXT_MENTION]
    found = message.parse_entities(kinds) if message.text is not None else message.parse_caption_entities(kinds)
    people: list[tuple[str, MemberRef]] = []
    for entity, words in found.items():
        number = entity.user.id if entity.user else house.names.who(words)
        if number is not None:
            people.append((words, member_ref(number)))
    return tuple(people)


def _target(message: Message, house: House) -> Target:
    """Whom a command is about: the replied-to writer; in private, whoever wrote the forwarded or quoted message."""
    if message.external_reply:
        return _elsewhere(message)
    reply = reply_of(message)
    if reply is None:
        return {}
    if message.chat.type == Chat.PRIVATE:
        member, name = origin_of(reply.forward_origin)
        return {"target": member, "target_name": name, "target_text": words_of(reply)} if name else {}
    writer = sender_of(reply, house)
    about: Target = {"target_message": message_ref(reply, house), "target_text": words_of(reply)}
    if writer is None or _answers_house(message, house):
        return about
    about |= {"target_name": writer.profile.name}
    # The group itself or its linked channel: nobody stands behind it whom one could mute or give a role.
    return about if writer.as_server or writer.automatic else about | {"target": writer.member}


def _elsewhere(message: Message) -> Target:
    """A reply to a message of another chat carries where it stands, if it stands in a group or channel."""
    there = message.external_reply
    if there is None:
        return {}
    member, name = origin_of(there.origin)
    ref = None
    if there.chat and there.message_id:
        ref = MessageRef(place_at(there.chat.id), str(there.message_id))
    text = message.quote.text if message.quote else ""
    return {"target": member, "target_name": name, "target_message": ref, "target_text": text}


def as_album(found: list[Found], parts: list[Message], house: House) -> list[Found]:
    """The event read from one part, grown to the whole album."""
    whole = house.wholes.add(parts[0].chat.id, [part.message_id for part in parts])
    links = tuple(dict.fromkeys(link for part in parts for link in hidden_links(part)))
    grown: list[Found] = []
    for event, key in found:
        if isinstance(event, MessageWritten):
            event = replace(event, message=replace(event.message, id=whole), attachments=len(parts), links=links)
        elif isinstance(event, CommandInvoked) and event.message:
            event = replace(event, message=replace(event.message, id=whole))
        grown.append((event, key))
    return grown
