"""Owners and administrators run their place by hand."""

from datetime import datetime

from tests.support.telegram_server.errors import NotAllowedError
from tests.support.telegram_server.methods.topics import open_topic
from tests.support.telegram_server.payloads import message_payload
from tests.support.telegram_server.people import Rights, Status, User, rights_from
from tests.support.telegram_server.things import Chat, Message, Topic

from .pressing import Pressing


class Ruling(Pressing):
    async def promote(
        self, chat: Chat, user: User, rights: Rights, *, by: User | None = None, anonymous: bool = False
    ) -> None:
        """Give exactly these rights; also changes the rights of somebody already in charge, the bot included."""
        self._inside(chat, user)
        self.move(chat, user, Status.ADMINISTRATOR, by or self._owner(chat), rights=rights_from(rights))
        chat.member(user).is_anonymous = anonymous

    async def demote(self, chat: Chat, user: User, *, by: User | None = None) -> None:
        self.move(chat, user, Status.MEMBER, by or self._owner(chat))

    async def ban(self, chat: Chat, user: User, *, by: User | None = None, until: datetime | None = None) -> None:
        self.put_out(chat, user, by or self._owner(chat), Status.KICKED, until)

    async def unban(self, chat: Chat, user: User, *, by: User | None = None) -> None:
        self.move(chat, user, Status.LEFT, by or self._owner(chat))

    async def mute(self, chat: Chat, user: User, *, by: User | None = None, until: datetime | None = None) -> None:
        inside = self.world.standing(chat, user).present
        self.move(chat, user, Status.RESTRICTED, by or self._owner(chat), inside=inside, until=until)

    async def unmute(self, chat: Chat, user: User, *, by: User | None = None) -> None:
        self.move(chat, user, Status.MEMBER, by or self._owner(chat))

    async def create_topic(self, chat: Chat, by: User, name: str) -> Topic:
        if not chat.forum:
            raise NotAllowedError(f"{chat.title} is no forum")
        return open_topic(self, chat, by, name)

    async def close_topic(self, chat: Chat, topic: Topic, by: User) -> None:
        topic.closed = True
        self.service(chat, by, topic.id, forum_topic_closed={})

    async def delete_topic(self, chat: Chat, topic: Topic) -> None:
        """Bots are not told."""
        topic.deleted = True
        for message in self.messages(chat, thread=topic.id):
            self.erase(message)

    async def rename(self, chat: Chat, title: str, *, by: User | None = None) -> None:
        chat.title = title
        self.service(chat, by or self._owner(chat), new_chat_title=title)

    async def pin(self, message: Message, *, by: User | None = None) -> None:
        message.chat.pinned.append(message.id)
        inner = message_payload(message, with_reply=False)
        self.service(message.chat, by or self._owner(message.chat), message.thread, pinned_message=inner)

    async def migrate(self, chat: Chat, *, by: User | None = None) -> Chat:
        """The basic group becomes a supergroup with a new id; one service line in each."""
        if chat.type != "group":
            raise NotAllowedError("only basic groups migrate")
        new = Chat(
            id=-self.world.number("super"),
            type="supergroup",
            title=chat.title,
            permissions=chat.permissions,
            history_visible=False,
            bot_reads_all=chat.bot_reads_all,
            members=chat.members,
        )
        self.world.keep(new)
        chat.members = dict(new.members)
        author = by or self._owner(chat)
        self.service(chat, author, migrate_to_chat_id=new.id)
        self.service(new, author, migrate_from_chat_id=chat.id)
        chat.migrated_to = new
        return new

    def _owner(self, chat: Chat) -> User:
        if (owner := chat.owner) is None:
            raise NotAllowedError(f"{chat.title} has no owner")
        return owner
