"""Who somebody is to a community, and who may do what."""

from __future__ import annotations

from enum import StrEnum

from bot.core.events import Right
from bot.core.refs import MemberRef

# Whoever runs the machine, at the command line: no adapter but the shell's makes members of this platform.
SHELL = MemberRef("shell", "operator")


class Role(StrEnum):
    OPERATOR = "operator"  # runs the machine; speaks through the command line and the first lobby tab
    OWNER = "owner"
    MODERATOR = "moderator"
    TEAM = "team"  # brand team: parties, FAQ, numbers
    HOST = "host"  # may throw parties and runs their own
    GUEST = "guest"


GRANTABLE = (Role.OWNER, Role.MODERATOR, Role.TEAM, Role.HOST)
_INCLUDES: dict[Role, frozenset[Role]] = {
    Role.OPERATOR: frozenset(Role),
    Role.OWNER: frozenset(Role) - {Role.OPERATOR},
    Role.MODERATOR: frozenset({Role.MODERATOR, Role.GUEST}),
    Role.TEAM: frozenset({Role.TEAM, Role.HOST, Role.GUEST}),
    Role.HOST: frozenset({Role.HOST, Role.GUEST}),
    Role.GUEST: frozenset({Role.GUEST}),
}


def allows(held: frozenset[Role], wanted: Role) -> bool:
    """The one place that answers whether roles suffice. Everybody is a guest."""
    return wanted is Role.GUEST or any(wanted in _INCLUDES[role] for role in held)


def allows_any(held: frozenset[Role], *wanted: Role) -> bool:
    return any(allows(held, role) for role in wanted)


def from_rights(rights: frozenset[Right]) -> frozenset[Role]:
    """The roles that a platform's own rights bring along: who runs the server owns the community there."""
    if "administer" in rights:
        return frozenset({Role.OWNER})
    if "moderate" in rights:
        return frozenset({Role.MODERATOR})
    return frozenset()
