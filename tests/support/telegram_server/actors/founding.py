"""Makes people and places; nothing here is told to the bot."""

from collections.abc import Iterable

from tests.support.telegram_server.house import House
from tests.support.telegram_server.methods.links import make_link
from tests.support.telegram_server.people import Member, Rights, Status, User, rights_from
from tests.support.telegram_server.things import Chat


class Founding(House):
    def add_user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = None,
        id: int | None = None,  # noqa: A002 - Telegram's word
        is_bot: bool = False,
        started: bool = False,
        bio: str | None = None,
    ) -> User:
        return self.world.know(
            User(
                id=id if id is not None else self.world.number("user"),
                first_name=first_name,
                last_name=last_name,
                username=username,
                language_code=language,
                is_bot=is_bot,
                started=started,
                bio=bio,
            )
        )

    def add_group(
        self,
        title: str,
        *,
        owner: User,
        forum: bool = False,
        basic: bool = False,
        username: str | None = None,
        description: str | None = None,
        members: Iterable[User] = (),
        join_by_request: bool = False,
        service_messages: bool = True,
        hidden_members: bool = False,
        history_visible: bool = True,
    ) -> Chat:
        """A supergroup, or with `basic` a small old-style group that can still migrate."""
        chat = Chat(
            id=-self.world.number("group" if basic else "super"),
            type="group" if basic else "supergroup",
            title=title,
            username=username,
            description=description,
            forum=forum,
            join_by_request=join_by_request,
            service_messages=service_messages and not hidden_members,
            hidden_members=hidden_members,
            history_visible=history_visible and not basic,
        )
        return self._found(chat, owner, members)

    def add_channel(
        self,
        title: str,
        *,
        owner: User,
        username: str | None = None,
        discussion: Chat | None = None,
        members: Iterable[User] = (),
    ) -> Chat:
        chat = Chat(id=-self.world.number("super"), type="channel", title=title, username=username, linked=discussion)
        if discussion:
            discussion.linked = chat
        return self._found(chat, owner, members)

    def _found(self, chat: Chat, owner: User, members: Iterable[User]) -> Chat:
        self.world.keep(chat)
        self._seat(chat, owner, Status.CREATOR)
        for user in members:
            self._seat(chat, user, Status.MEMBER)
        make_link(self, chat, owner, primary=True, asks=chat.join_by_request)
        return chat

    def _seat(self, chat: Chat, user: User, status: Status) -> Member:
        member = chat.member(user)
        self.world.place(member, status)
        return member

    def seat(self, chat: Chat, *users: User) -> None:
        """Have been there all along."""
        for user in users:
            self._seat(chat, user, Status.MEMBER)

    def seat_admin(
        self, chat: Chat, user: User, rights: Rights = (), *, anonymous: bool = False, title: str | None = None
    ) -> None:
        """Has been running the place all along."""
        member = self._seat(chat, user, Status.ADMINISTRATOR)
        owner = chat.owner
        member.rights, member.is_anonymous, member.custom_title = rights_from(rights), anonymous, title
        member.promoted_by = owner.id if owner else None

    def seat_bot(self, chat: Chat, rights: Rights = None) -> None:
        """The bot has been there all along; with rights it is an administrator."""
        chat.bot_reads_all = self.reads_all
        if rights is None:
            self._seat(chat, self.world.bot, Status.MEMBER)
        else:
            self.seat_admin(chat, self.world.bot, rights)
