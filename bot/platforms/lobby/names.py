"""The lobby's own references, and what a guest may be called."""

from __future__ import annotations

import hashlib
import unicodedata

from bot.core.refs import MemberRef, PlaceRef, ServerRef

PLATFORM = "lobby"
SERVER = ServerRef(PLATFORM, "house")
ROOM = PlaceRef(PLATFORM, "room")
HOUSE = MemberRef(PLATFORM, "house")
NAME_LIMIT = 32  # Discord's, so that a name travels
_JOINER = "\u200d"  # holds a family of emoji together; the other format characters turn or hide text
# Letters, marks and signs that nobody sees: fillers, the blank of Braille, the grapheme joiner, what picks a variant.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u2800\u034f\u17b4\u17b5" + "".join(map(chr, range(0xFE00, 0xFE10))))
# Folded letters of other alphabets, each above the Latin one it looks like, and the Latin ones that look like another.
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁԛԝһαβεηικνορτυχıɡɑ01l",
    "abekmhopctyxijsdqwhabenikvoptuxigaoii",
)
_PRIVATE = "with-"


def chat_of(tab: str) -> str:
    """The room that only this tab and the house are in."""
    return _PRIVATE + tab


def owner_of(room: str) -> str:
    """Whose private chat this room is, empty for every other room."""
    return room.removeprefix(_PRIVATE) if room.startswith(_PRIVATE) else ""


def hashed(secret: str) -> str:
    """What is kept of a token, badge or invitation: enough to know it again, useless to whoever reads the tables."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def tidy_name(given: str) -> str | None:
    """The name as it is kept: one line, single spaces. None if nobody could read it or it could mislead."""
    name = " ".join(given.split())
    if not 1 <= len(name) <= NAME_LIMIT:
        return None
    kinds = [unicodedata.category(sign) for sign in name if sign != _JOINER and sign not in _UNSEEN]
    if any(kind[0] == "C" or kind in ("Zl", "Zp") for kind in kinds):
        return None
    return name if any(kind[0] in "LNSP" for kind in kinds) else None


def alike(name: str) -> str:
    """Names that people cannot tell apart are equal here."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LOOKALIKES)
    return " ".join("".join(sign for sign in folded if sign != _JOINER and sign not in _UNSEEN).split())
