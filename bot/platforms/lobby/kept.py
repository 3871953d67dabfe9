"""What the lobby itself holds about a member, for whoever asks to see it."""

from __future__ import annotations

from bot.core.refs import MemberRef
from bot.platforms.lobby.rooms import Rooms

Held = tuple[dict[str, str], list[dict[str, str]]]


async def kept_of(rooms: Rooms, member: MemberRef) -> Held:
    """The tab, empty if it is forgotten already, and what was said in it."""
    tab = await rooms.tabs.get(member.id)
    if tab is None:
        return {}, []
    said = [
        {"room": one.room, "at": one.at.isoformat(), "text": one.note.text.plain}
        for one in await rooms.messages.of_author(tab.id)
    ]
    return {"name": tab.name, "language": tab.language, "since": tab.joined_at.isoformat()}, said
