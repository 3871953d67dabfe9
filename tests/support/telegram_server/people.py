"""Users and their standing in a chat."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
ALL_RIGHTS = frozenset((*ADMIN_RIGHTS, *GROUP_RIGHTS, *CHANNEL_RIGHTS))

MEDIA_PERMISSIONS = (
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
)
PERMISSIONS = (
    "can_send_messages",
    *MEDIA_PERMISSIONS,
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)

Rights = Iterable[str] | Mapping[str, bool] | None


class Status(StrEnum):
    CREATOR = "creator"
    ADMINISTRATOR = "administrator"
    MEMBER = "member"
    RESTRICTED = "restricted"
    LEFT = "left"
    KICKED = "kicked"


@dataclass(eq=False, slots=True, kw_only=True)
class User:
    """Somebody with an account. `started` and `blocked` are about this one bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    bio: str | None = None


@dataclass(eq=False, slots=True, kw_only=True)
class Member:
    """One person's standing in one chat; `until=None` on a restriction or a ban means for ever."""

    user: User
    status: Status = Status.LEFT
    rights: frozenset[str] = frozenset()
    is_anonymous: bool = False
    custom_title: str | None = None
    promoted_by: int | None = None
    allowed: frozenset[str] = frozenset()
    until: datetime | None = None
    asked_until: int | None = None
    inside: bool = False
    stays: list[tuple[int, int | None]] = field(default_factory=list)

    @property
    def runs_the_place(self) -> bool:
        return self.status in {Status.CREATOR, Status.ADMINISTRATOR}

    @property
    def present(self) -> bool:
        return self.status in {Status.CREATOR, Status.ADMINISTRATOR, Status.MEMBER} or (
            self.status is Status.RESTRICTED and self.inside
        )

    def has(self, right: str) -> bool:
        return self.status is Status.CREATOR or (self.status is Status.ADMINISTRATOR and right in self.rights)


def rights_from(declared: Rights) -> frozenset[str]:
    """Names, or names with yes and no; anything but a known right is a typing slip in the test."""
    if declared is None:
        return frozenset()
    chosen = {k for k, v in declared.items() if v} if isinstance(declared, Mapping) else set(declared)
    if strange := chosen - ALL_RIGHTS:
        raise ValueError(f"no such administrator rights: {sorted(strange)}")
    return frozenset(chosen | {"can_manage_chat"})
