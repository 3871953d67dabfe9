"""The link that adds the house to a server, with exactly the rights it uses."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True, slots=True)
class Permission:
    """One right the link asks for; `why` is for the operator, in the README and in `doctor`."""

    name: str
    bit: int
    why: str


# Never Administrator: it would also exempt the house from every channel's own settings.
PERMISSIONS = (
    Permission("View Channels", 10, "to see the channels it welcomes, announces and answers in"),
    Permission("Send Messages", 11, "to greet, announce and answer"),
    Permission("Send Messages in Threads", 38, "to host a party in its thread"),
    Permission("Embed Links", 14, "to show party cards with their colour and picture"),
    Permission("Attach Files", 15, "to send party pictures and calendar files"),
    Permission("Read Message History", 16, "to find its own message again after a broken line instead of repeating it"),
    Permission("Create Public Threads", 35, "to open a room for a party"),
    Permission("Create Private Threads", 36, "to open a private room and its own log place"),
    Permission("Manage Threads", 34, "to close a party's room afterwards"),
    Permission("Manage Messages", 13, "to delete what a moderator asks it to delete"),
    Permission("Timeout Members", 40, "to mute quietly"),
)
SCOPES = ("bot", "applications.commands")


def permissions_value() -> int:
    return sum(1 << permission.bit for permission in PERMISSIONS)


def invite_url(app_id: str) -> str:
    """Raises ValueError for anything that is not an application's id."""
    if not app_id.isdecimal():
        raise ValueError(f"not an application id: {app_id}")
    query = {"client_id": app_id, "permissions": permissions_value(), "scope": " ".join(SCOPES)}
    return f"https://discord.com/oauth2/authorize?{urlencode(query)}"
