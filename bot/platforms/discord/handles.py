"""How an interaction can be answered, as one opaque string that still works after a restart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal, get_args

# command: a reply of its own. panel: a message only this member sees, which an answer may replace. card: a button on
# something the room sees, which an answer must never replace.
Kind = Literal["command", "panel", "card"]
TOKEN_LIFE = timedelta(minutes=15)
DISCORD_EPOCH_MS = 1_420_070_400_000


@dataclass(frozen=True, slots=True)
class Handle:
    kind: Kind
    in_private: bool
    app: str
    interaction: str
    token: str

    def pack(self) -> str:
        where = "private" if self.in_private else "room"
        return f"{self.kind}:{where}:{self.app}:{self.interaction}:{self.token}"

    @property
    def created(self) -> datetime:
        return moment_of(self.interaction)


def unpack(reply: str) -> Handle | None:
    """None for what is not ours."""
    parts = reply.split(":", 4)
    if len(parts) != 5 or parts[0] not in get_args(Kind) or not parts[3].isdecimal():
        return None
    kind: Kind = "command" if parts[0] == "command" else "panel" if parts[0] == "panel" else "card"
    return Handle(kind, parts[1] == "private", parts[2], parts[3], parts[4])


def moment_of(snowflake: str) -> datetime:
    """When Discord made the thing with this id."""
    return datetime.fromtimestamp(((int(snowflake) >> 22) + DISCORD_EPOCH_MS) / 1000, UTC)
