"""People move in, up, down and out, and the bot is told."""

from datetime import datetime
from typing import Any

from .lines import Lines
from .payloads import chat_payload, link_payload, member_payload, stamp, user_payload
from .people import Member, Status, User
from .things import Chat, InviteLink


class House(Lines):
    def move(
        self,
        chat: Chat,
        user: User,
        status: Status,
        by: User,
        *,
        rights: frozenset[str] | None = None,
        allowed: frozenset[str] | None = None,
        inside: bool = False,
        until: datetime | None = None,
        asked_until: int | None = None,
        link: InviteLink | None = None,
        by_request: bool = False,
    ) -> Member:
        """Change a standing and tell the bot about it."""
        member = self.world.standing(chat, user)
        old = member_payload(member, chat, self.world.bot)
        self.world.place(member, status, inside=inside, allowed=allowed)
        member.until, member.asked_until = until, asked_until
        if rights is not None:
            member.rights, member.promoted_by = rights, by.id
        if user is self.world.bot and member.present and old["status"] in {"left", "kicked"}:
            chat.bot_reads_all = self.reads_all  # privacy mode is taken over when the bot is added, not later
        self._tell_move(chat, member, old, by, link, by_request)
        return member

    def _tell_move(
        self, chat: Chat, member: Member, old: dict[str, Any], by: User, link: InviteLink | None, by_request: bool
    ) -> None:
        new = member_payload(member, chat, self.world.bot)
        if new == old:
            return
        payload = {
            "chat": chat_payload(chat),
            "from": user_payload(by),
            "date": stamp(self.now()),
            "old_chat_member": old,
            "new_chat_member": new,
            **({"invite_link": link_payload(link, chat)} if link else {}),
            **({"via_join_request": True} if by_request else {}),
        }
        if member.user is self.world.bot:
            self.feed.emit("my_chat_member", payload)
        elif self.world.me(chat).runs_the_place:
            self.feed.emit("chat_member", payload)
        else:
            self.feed.withhold("chat_member", "bot is not an administrator", payload)

    def let_in(
        self, chat: Chat, user: User, by: User, link: InviteLink | None = None, by_request: bool = False
    ) -> None:
        if link:
            link.used += 1
        member = self.world.standing(chat, user)
        if member.status is Status.RESTRICTED:
            self._carry_over(chat, member, by, inside=True, link=link, by_request=by_request)
        else:
            self.move(chat, user, Status.MEMBER, by, link=link, by_request=by_request)
        self.service(chat, by if by is not self.world.bot else user, new_chat_members=[user_payload(user)])

    def _carry_over(
        self,
        chat: Chat,
        member: Member,
        by: User,
        *,
        inside: bool,
        link: InviteLink | None = None,
        by_request: bool = False,
    ) -> None:
        """Leaving and coming back does not shake off a restriction."""
        self.move(
            chat,
            member.user,
            Status.RESTRICTED,
            by,
            allowed=member.allowed,
            inside=inside,
            until=member.until,
            asked_until=member.asked_until,
            link=link,
            by_request=by_request,
        )

    def walk_out(self, chat: Chat, user: User) -> None:
        member = self.world.standing(chat, user)
        if member.status is Status.RESTRICTED:
            self._carry_over(chat, member, user, inside=False)
            self.service(chat, user, left_chat_member=user_payload(user))
        else:
            self.put_out(chat, user, user, Status.LEFT)

    def put_out(self, chat: Chat, user: User, by: User, status: Status, until: datetime | None = None) -> None:
        was_inside = self.world.standing(chat, user).present
        self.move(chat, user, status, by, until=until)
        if was_inside:
            self.service(chat, by, left_chat_member=user_payload(user))
