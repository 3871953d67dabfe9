"""One update becomes neutral events in their envelopes. Pure: everything it needs to know is handed in."""

from __future__ import annotations

from datetime import datetime

from telegram import (
    CallbackQuery,
    Chat,
    Message,
    MessageReactionUpdated,
    ReactionTypeCustomEmoji,
    ReactionTypeEmoji,
    Update,
)

from bot.core.events import ButtonPressed, Envelope, ReactionAdded, Scene
from bot.core.refs import MessageRef
from bot.platforms.telegram.membership import read_house, read_member, read_request, read_service, read_topic
from bot.platforms.telegram.messages import as_album, read_edit, read_message, words_of
from bot.platforms.telegram.scenes import (
    CALLBACK_GOOD_FOR,
    Found,
    House,
    Reply,
    lane_of,
    member_ref,
    place_at,
    place_of,
    profile_of,
    server_ref,
)

ALLOWED_UPDATES = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "chat_member",
    "my_chat_member",
    "chat_join_request",
    "message_reaction",
    "poll_answer",
)


def read(update: Update, house: House) -> list[Envelope]:
    return _sealed(update, _found(update, house), _at(update, house), house)


def read_album(name: str, updates: list[Update], house: House) -> list[Envelope]:
    """The parts of a media group as one event: the part with the caption speaks for all."""
    parts = sorted((update.message for update in updates if update.message), key=lambda part: part.message_id)
    speaks = next((update for update in updates if update.message and words_of(update.message)), updates[0])
    if speaks.message is None:
        return []
    found = read_topic(speaks.message, house) + as_album(read_message(speaks.message, house), parts, house)
    key = f"tg:{house.id}:album:{name}"
    named = [(event, own or key) for event, own in found]
    return _sealed(speaks, named, speaks.message.date, house)


def _found(update: Update, house: House) -> list[Found]:
    if update.message:
        service = read_service(update.message, house)
        told = read_message(update.message, house) if service is None else service
        return read_topic(update.message, house) + told
    if update.edited_message:
        return read_edit(update.edited_message, house)
    if update.callback_query:
        return _press(update.callback_query, house)
    if update.my_chat_member:
        return read_house(update.my_chat_member, house)
    if update.chat_member:
        return read_member(update.chat_member, house)
    if update.chat_join_request:
        return read_request(update.chat_join_request)
    if update.message_reaction:
        return _reactions(update.message_reaction, house)
    return []


def _sealed(update: Update, found: list[Found], at: datetime, house: House) -> list[Envelope]:
    lane = lane_of(update.effective_chat, update.effective_user)
    envelopes: list[Envelope] = []
    for event, key in found:
        own = f"tg:{house.id}:{update.update_id}"
        envelopes.append(Envelope(key or (f"{own}/{len(envelopes)}" if envelopes else own), lane, at, event))
    return envelopes


def _at(update: Update, house: House) -> datetime:
    """Telegram's own time; presses carry none."""
    for dated in (update.my_chat_member, update.chat_member, update.chat_join_request, update.message_reaction):
        if dated:
            return dated.date
    if update.edited_message:
        return update.edited_message.edit_date or update.edited_message.date
    return update.message.date if update.message else house.now


def _press(query: CallbackQuery, house: House) -> list[Found]:
    """Presses on inline messages and games are none of the house's."""
    message, data = query.message, query.data
    if message is None or data is None:
        return []
    button = house.shelf.find(data)
    place = place_of(message) if isinstance(message, Message) else place_at(message.chat.id)
    ref = MessageRef(place, house.wholes.of(message.chat.id, message.message_id))
    scene = Scene(
        member=member_ref(query.from_user.id),
        profile=profile_of(query.from_user),
        place=place,
        server=server_ref(message.chat),
        private=message.chat.type == Chat.PRIVATE,
        reply=str(Reply(query.id, message.message_id, button)),
        reply_until=house.now + CALLBACK_GOOD_FOR,
    )
    return [(ButtonPressed(scene, button, message=ref), "")]


def _reactions(change: MessageReactionUpdated, house: House) -> list[Found]:
    """What was added; anonymous reactions name nobody and are left out."""
    if change.user is None:
        return []
    place = place_at(change.chat.id)
    private = change.chat.type == Chat.PRIVATE
    scene = Scene(member_ref(change.user.id), profile_of(change.user), place, server_ref(change.chat), private)
    added = [reaction for reaction in change.new_reaction if reaction not in change.old_reaction]
    ref = MessageRef(place, house.wholes.of(change.chat.id, change.message_id))
    return [(ReactionAdded(scene, ref, _emoji(reaction)), "") for reaction in added]


def _emoji(reaction: object) -> str:
    match reaction:
        case ReactionTypeEmoji(emoji=emoji):
            return emoji
        case ReactionTypeCustomEmoji(custom_emoji_id=number):
            return f"custom:{number}"
        case _:
            return "⭐"
