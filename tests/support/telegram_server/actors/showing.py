"""People send pictures and files, channels carry posts, and tests look at what stands where."""

from typing import Any

from tests.support.telegram_server.methods.media import document_content, keep_file, photo_content
from tests.support.telegram_server.params import Upload
from tests.support.telegram_server.payloads import chat_payload, stamp
from tests.support.telegram_server.people import User
from tests.support.telegram_server.things import Chat, Message

from .talking import Talking

_PERMISSION = {"photo": "can_send_photos", "document": "can_send_documents", "sticker": "can_send_other_messages"}


class Showing(Talking):
    async def send_photo(
        self,
        chat: Chat | User,
        user: User,
        caption: str | None = None,
        *,
        media_group: str | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
        content: bytes = b"\xff\xd8\xff",
    ) -> Message:
        upload = Upload("photo.jpg", "image/jpeg", content)
        inside = photo_content(keep_file(self, upload), upload)
        return self._send(chat, user, "photo", inside, caption, media_group, thread, reply_to)

    async def send_document(
        self,
        chat: Chat | User,
        user: User,
        name: str,
        caption: str | None = None,
        *,
        content: bytes = b"",
        thread: int | None = None,
    ) -> Message:
        upload = Upload(name, "application/octet-stream", content)
        return self._send(
            chat, user, "document", document_content(keep_file(self, upload), upload), caption, None, thread, None
        )

    async def send_sticker(
        self, chat: Chat | User, user: User, emoji: str = "👍", *, thread: int | None = None
    ) -> Message:
        sticker = {
            "file_id": f"sticker-{emoji}",
            "file_unique_id": f"u-{emoji}",
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
            "set_name": "Haus",
        }
        return self._send(chat, user, "sticker", {"sticker": sticker}, None, None, thread, None)

    def _send(
        self,
        chat: Chat | User,
        user: User,
        kind: str,
        content: dict[str, Any],
        caption: str | None,
        media_group: str | None,
        thread: int | None,
        reply_to: Message | None,
    ) -> Message:
        message = self._say(chat, user, _PERMISSION[kind], None, thread, reply_to, caption=caption, content=content)
        message.media_group = media_group
        self.publish(message)
        return message

    async def post(self, channel: Chat, user: User, text: str) -> Message:
        """A channel post; Telegram itself carries it into the linked discussion group."""
        post = self._say(channel, user, "can_send_messages", None, None, None, text=text)
        self.publish(post)
        if channel.linked:
            await self._carry(post, channel.linked)
        return post

    async def _carry(self, post: Message, group: Chat) -> Message:
        origin = {"type": "channel", "date": stamp(post.date), "chat": chat_payload(post.chat), "message_id": post.id}
        forward = self.put(
            group,
            sender=self.world.telegram,
            sender_chat=post.chat,
            text=post.text,
            entities=list(post.entities),
            origin=origin,
            automatic=True,
        )
        self.publish(forward)
        return forward

    def private(self, user: User) -> list[Message]:
        """What stands in the private chat now."""
        return self.messages(self.world.private(user))

    def messages(self, chat: Chat, *, thread: int | None = None) -> list[Message]:
        """What stands there now, service lines included."""
        return [m for m in chat.messages.values() if m.live and thread in (None, m.thread)]

    def said(self, chat: Chat | User) -> list[Message]:
        """What stands there now in the bot's own words."""
        where = self.world.private(chat) if isinstance(chat, User) else chat
        mine = self.messages(where)
        return [m for m in mine if not m.service and (m.sender is self.world.bot or m.sender_chat is where)]
