"""Messages come, change, go, and reach the bot or not."""

from typing import Any

from .entities import command_in
from .payloads import message_payload
from .people import User
from .rooms import Rooms
from .things import Chat, Message, Version
from .visible import shown_by

_LOUD = {"new_chat_members", "left_chat_member"}


class Lines(Rooms):
    def put(self, chat: Chat, **fields: Any) -> Message:
        """Put a message where people can read it."""
        message = Message(id=self.world.next_message_id(chat), chat=chat, date=self.now(), **fields)
        chat.messages[message.id] = message
        if message.poll:
            self.world.polls[message.poll.id] = message
        if message.sender and message.sender.is_bot and not message.sender_chat:
            chat.last_bot = message.sender.id
        self.show(message)
        return message

    def show(self, message: Message) -> None:
        message.versions.append(Version(self.world.tick(), shown_by(message)))
        self.bell.ring()

    def erase(self, message: Message) -> None:
        message.deleted, message.gone_at = self.now(), self.world.tick()
        if message.id in message.chat.pinned:
            message.chat.pinned.remove(message.id)
        self.bell.ring()

    def publish(self, message: Message, *, edited: bool = False) -> None:
        """Tell the bot, if it may hear this."""
        kind = "channel_post" if message.chat.type == "channel" else "message"
        if edited:
            kind = f"edited_{kind}"
        payload = message_payload(message)
        if reason := self._deaf(message):
            self.feed.withhold(kind, reason, payload)
        else:
            self.feed.emit(kind, payload)

    def service(self, chat: Chat, sender: User | None, thread: int | None = None, **service: Any) -> Message | None:
        """A line Telegram writes itself; comings and goings are left out in big or hidden-member groups."""
        if chat.type == "channel" or (not chat.service_messages and _LOUD & service.keys()):
            return None
        message = self.put(chat, sender=sender, thread=thread, service=service)
        self.publish(message)
        return message

    def _deaf(self, message: Message) -> str | None:
        chat, sender = message.chat, message.sender
        if chat.peer:
            return "own message" if sender is self.world.bot else None
        me = self.world.me(chat)
        if not me.present:
            return "bot is not in the chat"
        if message.service or chat.type == "channel":
            return None
        if sender is self.world.bot:
            return "own message"
        if sender and sender.is_bot and not message.sender_chat:
            return "another bot"
        if me.runs_the_place or chat.bot_reads_all or self._meant_for_bot(message):
            return None
        return "privacy mode"

    def _meant_for_bot(self, message: Message) -> bool:
        if message.reply_to and message.reply_to.sender is self.world.bot:
            return True
        command = command_in(message.words, message.entities)
        if command is None:
            return False
        if command[1]:
            return command[1].lower() == (self.world.bot.username or "").lower()
        return message.chat.last_bot in {None, self.world.bot.id}
