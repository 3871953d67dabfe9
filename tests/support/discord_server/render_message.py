"""Messages as the JSON Discord sends, with everything the reader may not know left out."""

from typing import Any

from tests.support.discord_server import render
from tests.support.discord_server.clock import iso
from tests.support.discord_server.world import Json, Message, parts_of


def message(one: Message, viewer_id: int, *, shallow: bool = False) -> Json:
    told: Json = {
        "id": str(one.id),
        "channel_id": str(one.channel.id),
        "type": one.kind,
        "author": render.user(one.author),
        "content": one.content,
        "timestamp": iso(one.at),
        "edited_timestamp": render.moment(one.edited_at),
        "tts": one.tts,
        "mention_everyone": one.pinged_everyone,
        "mentions": [render.user(person) for person in one.pinged_users],
        "mention_roles": [str(role.id) for role in one.pinged_roles],
        "attachments": one.attachments,
        "embeds": one.embeds,
        "components": one.components,
        "pinned": one.pinned,
        "flags": one.flags,
    }
    return told | _extras(one, viewer_id, shallow)


def _extras(one: Message, viewer_id: int, shallow: bool) -> Json:
    told: Json = {}
    if one.nonce is not None:
        told["nonce"] = one.nonce
    if one.reactions:
        told["reactions"] = [_reaction(emoji, who, viewer_id) for emoji, who in one.reactions.items()]
    if one.thread is not None:
        told["thread"] = render.channel(one.thread)
    if one.poll is not None:
        told["poll"] = one.poll
    if one.referenced_id is not None:
        told |= _reference(one, viewer_id, shallow)
    if one.interaction is not None:
        told |= one.interaction.metadata(one)
    return told


def _reference(one: Message, viewer_id: int, shallow: bool) -> Json:
    pointer: Json = {"type": 0, "channel_id": str(one.channel.id), "message_id": str(one.referenced_id)}
    if one.guild is not None:
        pointer["guild_id"] = str(one.guild.id)
    told: Json = {"message_reference": pointer}
    if not shallow and one.reference is not None and not one.reference.deleted:
        told["referenced_message"] = message(one.reference, viewer_id, shallow=True)
    return told


def _reaction(emoji: str, who: list[int], viewer_id: int) -> Json:
    return {
        "emoji": emoji_of(emoji),
        "count": len(who),
        "count_details": {"burst": 0, "normal": len(who)},
        "burst_colors": [],
        "me_burst": False,
        "me": viewer_id in who,
    }


def emoji_of(text: str) -> Json:
    """``🎉`` or ``name:id``."""
    name, colon, emoji_id = text.partition(":")
    return {"id": emoji_id, "name": name} if colon else {"id": None, "name": text}


def without_content(told: Json) -> Json:
    """What a bot lacking MESSAGE_CONTENT is given."""
    bare = {**told, "content": "", "embeds": [], "attachments": [], "components": []}
    bare.pop("poll", None)
    if "referenced_message" in bare and bare["referenced_message"] is not None:
        bare["referenced_message"] = without_content(bare["referenced_message"])
    return bare


def words_of(one: Message) -> tuple[str, ...]:
    """Every piece of text a reader of the message can see."""
    words = [one.content, *_strings(one.embeds, EMBED_TEXTS)]
    for part in parts_of(one.components):
        words += _strings({key: value for key, value in part.items() if key != "components"}, COMPONENT_TEXTS)
    words += _strings(one.attachments, {"filename", "description", "title"})
    words += _strings(one.poll, {"text"})
    return tuple(word for word in words if word)


EMBED_TEXTS = {"title", "description", "name", "value", "text", "url"}
COMPONENT_TEXTS = {"label", "placeholder", "content", "description", "url"}


def _strings(tree: Any, keys: set[str]) -> list[str]:
    match tree:
        case dict():
            found = [value for key, value in tree.items() if key in keys and isinstance(value, str)]
            return found + [word for value in tree.values() for word in _strings(value, keys)]
        case list():
            return [word for value in tree for word in _strings(value, keys)]
        case _:
            return []
