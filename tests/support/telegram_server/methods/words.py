"""Reads the parts all sending methods share: text, thread, reply."""

from typing import Any

from tests.support.telegram_server.entities import Entity, find, trim, units
from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.markup import parse_html
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import bare, user_payload
from tests.support.telegram_server.people import MEDIA_PERMISSIONS
from tests.support.telegram_server.things import Chat, Message

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
ENTITY_LIMIT = 100
_ENTITY_TYPES = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)


def read_text(house: House, p: Params) -> tuple[str, list[Entity]]:
    text, entities = formatted(house, p.text("text") or "", p.text("parse_mode"), p.array("entities"))
    if not text:
        raise bad("message text is empty")
    if units(text) > TEXT_LIMIT:
        raise bad("message is too long")
    return text, entities


def read_caption(house: House, values: dict[str, Any]) -> tuple[str | None, list[Entity]]:
    mode, given = values.get("parse_mode"), values.get("caption_entities") or []
    text, entities = formatted(house, str(values.get("caption") or ""), mode, given)
    if units(text) > CAPTION_LIMIT:
        raise bad("message caption is too long")
    return text or None, entities


def formatted(house: House, source: str, mode: str | None, given: list[Any]) -> tuple[str, list[Entity]]:
    """Text and entities as people will see them."""
    if "\x00" in source:
        raise bad("strings must be encoded in UTF-8")
    if mode is None or mode == "":
        text, entities = source, [_checked(source, entity) for entity in given]
    elif mode.lower() == "html":
        text, entities = parse_html(source)
    else:
        raise bad("unsupported parse_mode")
    text, entities = trim(text, entities)
    known = [known for entity in entities if (known := _resolved(house, entity))]
    return text, find(text, known)[:ENTITY_LIMIT]


def _checked(text: str, entity: Any) -> Entity:
    if not isinstance(entity, dict) or entity.get("type") not in _ENTITY_TYPES:
        raise bad("can't parse MessageEntity: type is wrong")
    start, length = entity.get("offset"), entity.get("length")
    if not isinstance(start, int) or not isinstance(length, int) or start < 0 or length <= 0:
        raise bad("can't parse MessageEntity: offset and length must be integers")
    if start + length > units(text):
        raise bad(f"entity begins or ends out of the text at offset {start}")
    _on_whole_letters(text, start, start + length)
    return entity


def _on_whole_letters(text: str, *places: int) -> None:
    raw = text.encode("utf-16-le")
    for place in places:
        try:
            raw[: place * 2].decode("utf-16-le")
        except UnicodeDecodeError as error:
            raise bad("entity begins in a middle of a UTF-16 symbol") from error


def _resolved(house: House, entity: Entity) -> Entity | None:
    """A mention of somebody the bot never met is dropped, quietly."""
    if entity["type"] != "text_mention":
        return entity
    who = entity.get("user")
    number = who.get("id") if isinstance(who, dict) else who
    user = house.world.users.get(number) if isinstance(number, int) else None
    return {**entity, "user": user_payload(user)} if user else None


def read_thread(house: House, chat: Chat, p: Params) -> int | None:
    thread = p.number("message_thread_id")
    topic = chat.topics.get(thread) if thread is not None else None
    if thread is not None and (not chat.forum or topic is None or topic.deleted):
        raise bad("message thread not found")
    closed = topic.closed if topic else chat.forum and chat.general_closed
    if closed and not house.world.me(chat).has("can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return thread


def read_reply(house: House, chat: Chat, p: Params) -> tuple[Message | None, dict[str, Any] | None]:
    asked = p.object("reply_parameters")
    if asked is None:
        return None, None
    where = house.chat(Params(asked)) if asked.get("chat_id") else chat
    target = where.messages.get(asked.get("message_id", 0))
    if target is None or not target.live or target.service:
        if asked.get("allow_sending_without_reply"):
            return None, None
        raise bad("message to be replied not found")
    quote = asked.get("quote")
    if quote is None:
        return target, None
    if quote not in target.words:
        raise bad("QUOTE_TEXT_INVALID")
    return target, {"text": quote, "position": units(target.words[: target.words.index(quote)]), "is_manual": True}


def may_send(house: House, chat: Chat, permission: str = "can_send_messages") -> None:
    if chat.peer:
        return
    me = house.world.me(chat)
    if chat.type == "channel":
        if not me.has("can_post_messages"):
            raise bad("need administrator rights in the channel chat")
        return
    if me.runs_the_place:
        return
    allowed = chat.permissions if me.status != "restricted" else chat.permissions & me.allowed
    if permission not in allowed:
        what = "text messages" if permission not in MEDIA_PERMISSIONS else permission.removeprefix("can_send_")
        raise bad(f"not enough rights to send {what} to the chat")


def common(house: House, p: Params, permission: str = "can_send_messages") -> tuple[Chat, dict[str, Any]]:
    """The chat, and the fields any message from the bot has."""
    chat = house.room(p)
    may_send(house, chat, permission)
    thread = read_thread(house, chat, p)
    reply_to, quote = read_reply(house, chat, p)
    if thread is None and reply_to and reply_to.chat is chat and chat.forum:
        thread = reply_to.thread
    author = {"sender_chat": chat} if chat.type == "channel" else {"sender": house.world.bot}
    flags = bare(silent=p.flag("disable_notification"), protected=p.flag("protect_content"))
    return chat, {"thread": thread, "reply_to": reply_to, "quote": quote, **author, **flags}
