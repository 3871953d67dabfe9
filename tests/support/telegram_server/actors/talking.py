"""People write, edit, send pictures and take things back."""

import re
from collections.abc import Sequence
from typing import Any

from tests.support.telegram_server.entities import Entity, find, units
from tests.support.telegram_server.errors import NotAllowedError
from tests.support.telegram_server.payloads import bare, chat_payload, stamp, user_payload
from tests.support.telegram_server.people import User
from tests.support.telegram_server.things import GENERAL, Chat, Message

from .coming import Coming

_DEEP_LINK = re.compile(r"https?://(?:t|telegram)\.me/(?P<bot>\w+)\?start=(?P<payload>[A-Za-z0-9_-]{1,64})")


class Talking(Coming):
    async def start(self, user: User, payload: str = "") -> Message:
        """Open the private chat, by the button or by a deep link."""
        if user.blocked:
            await self.unblock(user)
        user.started = True
        return await self.write(user, user, f"/start {payload}".strip())

    async def open_link(self, user: User, url: str) -> Message:
        """Follow a `t.me/<bot>?start=<payload>` link; one that Telegram would not carry fails."""
        found = _DEEP_LINK.fullmatch(url)
        if found is None or found["bot"].lower() != (self.world.bot.username or "").lower():
            raise NotAllowedError(f"{url} does not lead to the bot")
        return await self.start(user, found["payload"])

    async def write(
        self,
        chat: Chat | User,
        user: User,
        text: str,
        *,
        thread: int | None = None,
        reply_to: Message | None = None,
        quote: str | None = None,
        entities: Sequence[Entity] = (),
        forwarded_from: "User | Chat | str | None" = None,
        as_channel: Chat | None = None,
    ) -> Message:
        """`chat` may be the user: then it is said to the bot in private.

        An anonymous administrator writes as the group.
        """
        message = self._say(chat, user, "can_send_messages", as_channel, thread, reply_to, text=text, extra=entities)
        message.quote = _quoted(reply_to, quote)
        message.origin = self._origin(forwarded_from)
        self.publish(message)
        return message

    def _say(
        self,
        where: Chat | User,
        user: User,
        permission: str,
        as_channel: Chat | None,
        thread: int | None,
        reply_to: Message | None,
        *,
        text: str | None = None,
        caption: str | None = None,
        extra: Sequence[Entity] = (),
        content: dict[str, Any] | None = None,
    ) -> Message:
        chat = self.world.private(where) if isinstance(where, User) else where
        thread = self._thread(chat, user, thread, reply_to)
        self._may_say(chat, user, permission)
        author = self._author(chat, user, as_channel)
        words = text if text is not None else caption or ""
        return self.put(
            chat,
            thread=thread,
            reply_to=reply_to,
            text=text,
            caption=caption,
            entities=find(words, list(extra)),
            content=content or {},
            **author,
        )

    def _thread(self, chat: Chat, user: User, thread: int | None, reply_to: Message | None) -> int | None:
        """General has no id; outside forums a reply opens a thread named after its first message."""
        if chat.forum:
            thread = reply_to.thread if thread is None and reply_to else thread
            topic = chat.topics.get(thread) if thread not in (None, GENERAL) else None
            if thread in (None, GENERAL):
                return None
            if topic is None or topic.deleted:
                raise NotAllowedError(f"there is no topic {thread} in {chat.title}")
            if topic.closed and not self.world.standing(chat, user).runs_the_place:
                raise NotAllowedError(f"the topic {topic.name} is closed")
            return thread
        if reply_to and chat.type == "supergroup":
            return reply_to.thread or reply_to.id
        return None

    def _may_say(self, chat: Chat, user: User, permission: str) -> None:
        if chat.migrated_to:
            raise NotAllowedError(f"{chat.title} has moved")
        self._inside(chat, user)
        if chat.peer:
            self._begin(chat, user)
            return
        member = self.world.standing(chat, user)
        allowed = member.allowed & chat.permissions if member.status == "restricted" else chat.permissions
        if not member.runs_the_place and permission not in allowed:
            raise NotAllowedError(f"{user.first_name} may not do this in {chat.title}: {permission}")
        if chat.type == "channel" and not member.has("can_post_messages"):
            raise NotAllowedError(f"{user.first_name} may not post in {chat.title}")

    def _begin(self, chat: Chat, user: User) -> None:
        """A private chat begins with start(), or with the bot's question to somebody who knocks."""
        if user.blocked or not (user.started or any(m.sender is self.world.bot for m in chat.messages.values())):
            raise NotAllowedError(f"{user.first_name} has not pressed start")
        user.started = True

    def _author(self, chat: Chat, user: User, as_channel: Chat | None) -> dict[str, Any]:
        if chat.type == "channel":
            return {"sender_chat": chat}
        if as_channel:
            if as_channel.id in chat.banned_senders:
                raise NotAllowedError(f"{as_channel.title} is banned from {chat.title}")
            return {"sender": self.world.channel_bot, "sender_chat": as_channel}
        member = self.world.standing(chat, user)
        if member.is_anonymous:
            return {"sender": self.world.anonymous, "sender_chat": chat, "signature": member.custom_title}
        return {"sender": user}

    def _origin(self, source: "User | Chat | str | None") -> dict[str, Any] | None:
        """Somebody, a channel, a group, or just the name of somebody who hides."""
        base: dict[str, Any] = {"date": stamp(self.now())}
        if source is None:
            return None
        if isinstance(source, str):
            return base | {"type": "hidden_user", "sender_user_name": source}
        if isinstance(source, User):
            return base | {"type": "user", "sender_user": user_payload(source)}
        if source.type == "channel":
            return base | {
                "type": "channel",
                "chat": chat_payload(source),
                "message_id": max(source.last_message_id, 1),
            }
        return base | {"type": "chat", "sender_chat": chat_payload(source)}

    async def edit(self, message: Message, text: str) -> Message:
        """The author changes the words; the bot gets an edited_message."""
        if not message.live:
            raise NotAllowedError("a deleted message cannot be edited")
        if message.text is not None:
            message.text = text
        else:
            message.caption = text
        message.entities = find(text)
        message.edited = self.now()
        self.show(message)
        self.publish(message, edited=True)
        return message

    async def delete(self, message: Message) -> None:
        """Bots are never told about deletions."""
        self.erase(message)


def _quoted(reply_to: Message | None, quote: str | None) -> dict[str, Any] | None:
    if quote is None:
        return None
    if reply_to is None or quote not in reply_to.words:
        raise NotAllowedError("only words of the answered message can be quoted")
    return {"text": quote, "position": units(reply_to.words[: reply_to.words.index(quote)]), **bare(is_manual=True)}
