"""Gateway payloads as Discord sends them, shortened to the fields that are read and a few that must not matter."""

from __future__ import annotations

from typing import Any

HOUSE, ANN, MO = "900", "100", "200"
GUILD, ROOM, PRIVATE = "10", "20", "30"


def user(id_: str, name: str, **more: Any) -> dict[str, Any]:
    base = {"id": id_, "username": name, "global_name": None, "discriminator": "0", "avatar": None, "public_flags": 0}
    return base | more


def message(**more: Any) -> dict[str, Any]:
    return {
        "id": "175928847299117063",
        "type": 0,
        "channel_id": ROOM,
        "guild_id": GUILD,
        "author": user(ANN, "ann.k", global_name="Ann"),
        "member": {"nick": "Annie", "roles": [], "joined_at": "2026-01-01T10:00:00+00:00"},
        "content": "hello",
        "timestamp": "2026-11-22T20:00:00.123000+00:00",
        "edited_timestamp": None,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "flags": 0,
        "nonce": "1",
        "pinned": False,
        "tts": False,
    } | more


def interaction(kind: int, data: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "175928847299117063",
        "application_id": HOUSE,
        "type": kind,
        "token": "aW50ZXJhY3Rpb24:with-colon",
        "version": 1,
        "guild_id": GUILD,
        "channel_id": ROOM,
        "locale": "de",
        "guild_locale": "en-US",
        "member": {"user": user(ANN, "ann"), "nick": "Annie", "permissions": "0"},
        "data": data,
        "context": 0,
    } | more
