"""User names of people met lately: Telegram lets no bot look one up, and they pass from one person to another."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import Update, User

REMEMBERED = 10_000  # people; some 2 MB


class Names:
    """In memory only: what is gone with the process needs no forgetting, and a name not heard since is no proof."""

    def __init__(self) -> None:
        self._people: dict[str, int] = {}
        self._names: dict[int, str] = {}

    def meet(self, user: User | None) -> None:
        if user is None or user.is_bot:
            return
        self.forget(user.id)
        if not user.username:
            return
        name = user.username.lower()
        if name in self._people:
            self.forget(self._people[name])
        self._people[name], self._names[user.id] = user.id, name
        if len(self._names) > REMEMBERED:
            self.forget(next(iter(self._names)))

    def forget(self, number: int | str) -> None:
        """By a member's id as the core spells it, too; channels have no number and were never met."""
        number = int(number) if str(number).isdecimal() else 0
        self._people.pop(self._names.pop(number, ""), None)

    def who(self, name: str) -> int | None:
        """`name` with or without its `@`."""
        return self._people.get(name.removeprefix("@").lower())


def meet_all(update: Update, names: Names) -> None:
    for user in _seen(update):
        names.meet(user)


def _seen(update: Update) -> Iterator[User | None]:
    message = update.message
    if message:
        yield from message.new_chat_members
        reply = message.reply_to_message
        if reply and reply.sender_chat is None:
            yield reply.from_user
        if message.sender_chat is None:
            yield message.from_user
    if update.callback_query:
        yield update.callback_query.from_user
    if update.chat_member:
        yield update.chat_member.new_chat_member.user
    if update.chat_join_request:
        yield update.chat_join_request.from_user
