"""Whether a message body is within Discord's limits, and whom it may ping."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.support.discord_server.check_components import check_components
from tests.support.discord_server.errors import empty_message, invalid_fields
from tests.support.discord_server.world import COMPONENTS_V2, Guild, Json, Message, Role, User

Problem = tuple[str, str, str]


def check_message(body: Json, *, has_files: bool, before: Message | None = None) -> None:
    """Refuse what Discord would refuse; `before` is the message being edited."""
    flags = body.get("flags") or 0
    if before is not None:
        flags |= before.flags & COMPONENTS_V2
    problems = [*_text_problems(body), *_embed_problems(body.get("embeds") or []), *_mention_problems(body)]
    if flags & COMPONENTS_V2 and any(body.get(key) for key in ("content", "embeds", "poll", "stickers")):
        problems.append(("content", "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", "Not with components v2"))
    if problems:
        raise invalid_fields(problems)
    check_components(body.get("components") or [], flags)
    if _would_be_empty(body, has_files, before):
        raise empty_message()


def _would_be_empty(body: Json, has_files: bool, before: Message | None) -> bool:
    if has_files:
        return False
    for key in ("content", "embeds", "components", "attachments", "poll"):
        kept = body.get(key) if key in body or before is None else getattr(before, key)
        if kept and (key != "attachments" or before is not None) and (key != "content" or str(kept).strip()):
            return False
    return not body.get("sticker_ids")


def _text_problems(body: Json) -> Iterator[Problem]:
    content = body.get("content")
    if content is not None and len(str(content)) > 2000:
        yield "content", "BASE_TYPE_MAX_LENGTH", "Must be 2000 or fewer in length."
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > 25:
        yield "nonce", "NONCE_TYPE_TOO_LONG", "Nonce must be 25 or fewer in length."


def _mention_problems(body: Json) -> Iterator[Problem]:
    allowed = body.get("allowed_mentions") or {}
    parse = allowed.get("parse") or []
    for kind in ("users", "roles"):
        named = allowed.get(kind) or []
        if named and kind in parse:
            yield "allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", f'parse:["{kind}"] and {kind} exclude'
        if len(named) > 100:
            yield f"allowed_mentions.{kind}", "BASE_TYPE_MAX_LENGTH", "Must be 100 or fewer in length."
    if set(parse) - {"users", "roles", "everyone"}:
        yield "allowed_mentions.parse", "BASE_TYPE_CHOICES", "Value must be one of ('users', 'roles', 'everyone')."


EMBED_LIMITS = {"title": 256, "description": 4096}


def _embed_problems(embeds: list[Json]) -> Iterator[Problem]:
    if len(embeds) > 10:
        yield "embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."
    if sum(_embed_size(embed) for embed in embeds) > 6000:
        yield "embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"
    for index, embed in enumerate(embeds):
        yield from _one_embed_problems(f"embeds.{index}", embed)


def _one_embed_problems(place: str, embed: Json) -> Iterator[Problem]:
    for key, most in EMBED_LIMITS.items():
        yield from _too_long(f"{place}.{key}", embed.get(key), most)
    yield from _too_long(f"{place}.footer.text", (embed.get("footer") or {}).get("text"), 2048)
    yield from _too_long(f"{place}.author.name", (embed.get("author") or {}).get("name"), 256)
    fields = embed.get("fields") or []
    if len(fields) > 25:
        yield f"{place}.fields", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."
    for number, each in enumerate(fields):
        for key, most in (("name", 256), ("value", 1024)):
            if not each.get(key):
                yield f"{place}.fields.{number}.{key}", "BASE_TYPE_REQUIRED", "This field is required"
            yield from _too_long(f"{place}.fields.{number}.{key}", each.get(key), most)


def _too_long(place: str, text: object, most: int) -> Iterator[Problem]:
    if text is not None and len(str(text)) > most:
        yield place, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length."


def _embed_size(embed: Json) -> int:
    texts = [embed.get("title"), embed.get("description")]
    texts += [(embed.get("footer") or {}).get("text"), (embed.get("author") or {}).get("name")]
    texts += [each.get(key) for each in embed.get("fields") or [] for key in ("name", "value")]
    return sum(len(text) for text in texts if text)


@dataclass(slots=True)
class Pings:
    """Who is really notified, after allowed_mentions and permissions."""

    users: list[User] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    everyone: bool = False


def pings_of(
    texts: list[str],
    allowed: Json | None,
    guild: Guild | None,
    users: dict[int, User],
    *,
    may_ping_all: bool,
    replied: User | None = None,
) -> Pings:
    text = "\n".join(texts)
    pings = Pings()
    for user_id in dict.fromkeys(int(found) for found in re.findall(r"<@!?(\d+)>", text)):
        if user_id in users and _allows(allowed, "users", user_id):
            pings.users.append(users[user_id])
    if replied is not None and replied not in pings.users and _pings_replied(allowed):
        pings.users.append(replied)
    for role_id in dict.fromkeys(int(found) for found in re.findall(r"<@&(\d+)>", text)):
        role = guild.roles.get(role_id) if guild else None
        if role and (role.mentionable or may_ping_all) and _allows(allowed, "roles", role_id):
            pings.roles.append(role)
    if re.search(r"@everyone|@here", text) and may_ping_all and guild is not None:
        pings.everyone = allowed is None or "everyone" in (allowed.get("parse") or [])
    return pings


def _allows(allowed: Json | None, kind: str, one_id: int) -> bool:
    if allowed is None:
        return True
    return kind in (allowed.get("parse") or []) or str(one_id) in map(str, allowed.get(kind) or [])


def _pings_replied(allowed: Json | None) -> bool:
    return allowed is None or bool(allowed.get("replied_user"))
