"""A salon on the wire: people in a group, cards posted, buttons pressed."""

from __future__ import annotations

from bot.core.actions import Post
from bot.core.events import ButtonPressed, Scene
from bot.core.notes import Button, Note, note
from bot.core.ports import Done, Failed, Outcome
from bot.core.refs import MemberRef, MessageRef, ServerRef
from bot.core.text import Strong, Text
from tests.platforms.telegram.support import Open, delivery, place
from tests.support.telegram_server import Chat, Message, Press, TelegramServer, User

RIGHTS = ("can_delete_messages", "can_restrict_members", "can_invite_users", "can_manage_topics")
LONG = note("x" * 201)
CARD = note(Text.of(Strong("Neon-Nacht"), " <b>& mehr</b>"), (Button("Ja", "p/yes/1"), Button("Nein", "p/no/1")))


def salon(server: TelegramServer, *, forum: bool = False, basic: bool = False) -> tuple[Chat, User, User]:
    ada, ben = server.add_user("Ada", started=True), server.add_user("Ben")
    group = server.add_group("Salon", owner=ada, members=[ben], forum=forum, basic=basic)
    server.seat_bot(group, RIGHTS)
    return group, ada, ben


def who(user: User) -> MemberRef:
    return MemberRef("telegram", str(user.id))


def at(group: Chat) -> ServerRef:
    return ServerRef("telegram", str(group.id))


def done(outcome: Outcome) -> MessageRef:
    assert isinstance(outcome, Done), outcome
    assert outcome.message is not None
    return outcome.message


def failed(outcome: Outcome) -> Failed:
    assert isinstance(outcome, Failed), outcome
    return outcome


async def posted(house: Open, group: Chat, what: Note = CARD) -> Message:
    message = done(await house.adapter.perform(delivery(Post(place(group.id), what))))
    return group.messages[int(message.id.rsplit("+")[-1])]


async def pressed(house: Open, message: Message, user: User, label: str) -> tuple[Press, Scene]:
    count = len(house.inbox.of(ButtonPressed))
    press = await house.server.press(message, user, label)
    return press, (await house.inbox.first(ButtonPressed, count + 1)).scene
