"""People press buttons, react and vote."""

from collections.abc import Sequence

from tests.support.telegram_server.errors import NotAllowedError
from tests.support.telegram_server.payloads import accessible, chat_payload, poll_payload, stamp, user_payload
from tests.support.telegram_server.people import User
from tests.support.telegram_server.press import Press
from tests.support.telegram_server.things import Message

from .showing import Showing


class Pressing(Showing):
    async def press(self, message: Message, user: User, button: str) -> Press:
        """By callback data or by label. A link button opens its link and the bot hears nothing."""
        self._inside(message.chat, user)
        found = next((b for b in message.buttons if button in (b.get("callback_data"), b["text"])), None)
        if found is None or not message.live:
            raise NotAllowedError(f"there is no button {button!r} on {message!r}, only {message.labels}")
        if "callback_data" not in found:
            return Press(
                f"link-{self.world.serial()}", user, message, None, self.now(), self.bell, url=found.get("url")
            )
        return await self.press_stale(message, user, found["callback_data"])

    async def press_stale(self, message: Message, user: User, data: str) -> Press:
        """Press a button that may be gone by now, as slow apps and forged clients do."""
        press = Press(str(4_000_000_000_000_000_000 + self.world.serial()), user, message, data, self.now(), self.bell)
        self.presses[press.id] = press
        self.feed.emit(
            "callback_query",
            {
                "id": press.id,
                "from": user_payload(user),
                "message": accessible(message),
                "chat_instance": str(message.chat.id * 7919),
                "data": data,
            },
        )
        return press

    async def react(self, message: Message, user: User, *emoji: str) -> None:
        """No emoji takes the reaction back. Bots hear of it only as administrators, and only if they asked to."""
        self._inside(message.chat, user)
        old = message.reactions.get(user.id, [])
        new = [{"type": "emoji", "emoji": sign} for sign in emoji]
        message.reactions[user.id] = new
        payload = {
            "chat": chat_payload(message.chat),
            "message_id": message.id,
            "user": user_payload(user),
            "date": stamp(self.now()),
            "old_reaction": old,
            "new_reaction": new,
        }
        if message.chat.peer or self.world.me(message.chat).runs_the_place:
            self.feed.emit("message_reaction", payload)
        else:
            self.feed.withhold("message_reaction", "bot is not an administrator", payload)

    async def vote(self, message: Message, user: User, options: Sequence[int]) -> None:
        """An empty choice takes the vote back. In anonymous polls the bot sees counts only."""
        poll = message.poll
        if poll is None or poll.closed:
            raise NotAllowedError("there is no open poll here")
        self._inside(message.chat, user)
        poll.votes[user.id] = list(options)
        if message.sender is not self.world.bot:
            return
        if not poll.is_anonymous:
            answer = {
                "poll_id": poll.id,
                "user": user_payload(user),
                "option_ids": list(options),
                "option_persistent_ids": [f"o{n}" for n in options],
            }
            self.feed.emit("poll_answer", answer)
        self.feed.emit("poll", poll_payload(poll))
