"""Links that open Telegram: into a group with the rights the house needs, into the private chat with a word along."""

from __future__ import annotations

import re
from urllib.parse import quote

# What the house does in a group, no more: erase, mute and remove, issue links and admit, open topics.
GROUP_RIGHTS = ("delete_messages", "restrict_members", "manage_topics")
CHANNEL_RIGHTS = ("post_messages",)
PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")
PRESS = "b_"
# A button id has `/` and a few signs that a payload may not carry; `_` announces a sign that was replaced.
_OUT = {"/": "-", "_": "__", "-": "_m", ".": "_p", ":": "_c", ",": "_k", "=": "_e", "+": "_a"}
_IN = {name: sign for sign, name in _OUT.items()}
_SIGN = re.compile(r"_.|.", re.DOTALL)


def startgroup(username: str, payload: str = "") -> str:
    """Adds the house to a group and suggests exactly the administrator rights it needs."""
    word = f"startgroup={payload}" if payload else "startgroup"
    return f"https://t.me/{quote(username)}?{word}&admin={'+'.join(GROUP_RIGHTS)}"


def startchannel(username: str) -> str:
    """Adds the house to a channel in which it shall announce."""
    return f"https://t.me/{quote(username)}?startchannel&admin={'+'.join(CHANNEL_RIGHTS)}"


def deep_link(username: str, payload: str = "") -> str:
    """Raises ValueError for a payload that Telegram would not carry."""
    if not payload:
        return f"https://t.me/{quote(username)}"
    if not PAYLOAD.match(payload):
        raise ValueError(f"a start payload is 1 to 64 of A-Z a-z 0-9 _ -: {payload!r}")
    return f"https://t.me/{quote(username)}?start={payload}"


def press_payload(button: str) -> str | None:
    """The payload that stands for pressing a button; None where it would be too long or cannot be said."""
    made = PRESS + "".join(_OUT.get(sign, sign) for sign in button)
    return made if PAYLOAD.match(made) else None


def pressed(payload: str) -> str | None:
    """The button a payload stands for; None for any other payload."""
    if not payload.startswith(PRESS) or len(payload) == len(PRESS):
        return None
    signs: list[str] = []
    for part in _SIGN.findall(payload[len(PRESS) :]):
        if part.startswith("_") and part not in _IN:
            return None
        signs.append(_IN.get(part, part))
    return "".join(signs)
