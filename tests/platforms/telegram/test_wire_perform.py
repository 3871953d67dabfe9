"""What the room shall see, over the real library: posted, amended, erased, and what goes wrong."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.actions import (
    Amend,
    Answer,
    ClosePlace,
    Erase,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
)
from bot.core.ambient import Planned
from bot.core.events import PlaceMigrated
from bot.core.notes import Button, Note, Picture, note
from bot.core.ports import Done, Later, Torn
from bot.core.refs import Bookmark, ServerRef
from bot.core.text import Link, Mention, Text, When
from tests.platforms.telegram.support import START, Open, delivery, place, ref
from tests.platforms.telegram.wire import CARD, at, done, failed, posted, salon, who
from tests.support.telegram_server import TelegramServer

pytestmark = pytest.mark.wire


async def test_a_card_is_posted_amended_and_erased(server: TelegramServer, house: Open) -> None:
    group, _ada, _ = salon(server)
    card = await posted(house, group)
    assert card.text == "Neon-Nacht <b>& mehr</b>"
    assert card.labels == ["Ja", "Nein"]
    where = ref(group.id, card.id)
    again = note("Neon-Nacht: 3 dabei", (Button("Ja", "p/yes/1"),))
    assert done(await house.adapter.perform(delivery(Amend("c", again), message=where))) == where
    assert done(await house.adapter.perform(delivery(Amend("c", again), message=where))) == where  # nothing to change
    assert (card.text, card.labels) == ("Neon-Nacht: 3 dabei", ["Ja"])
    assert isinstance(await house.adapter.perform(delivery(Erase(Bookmark("c")), message=where)), Done)
    assert isinstance(await house.adapter.perform(delivery(Erase(where))), Done)  # erased is erased
    assert not card.live
    assert failed(await house.adapter.perform(delivery(Amend("c", CARD), message=where))).reason == "gone"


async def test_every_kind_of_text_is_understood(server: TelegramServer, house: Open) -> None:
    group, ada, _ = salon(server)
    night = When(datetime(2026, 11, 20, 19, tzinfo=UTC), "20 Uhr (Berlin)")
    text = Text.of(
        "Für ", Mention(who(ada), "A<d>a"), " um ", night, ": ", Link("https://example.org/?a=1&b=2", "hier")
    )
    message = await posted(house, group, note(text))
    assert message.text == "Für A<d>a um 20 Uhr (Berlin): hier"
    assert message.link_preview == {"is_disabled": True}


async def test_two_lines_at_once_both_arrive_where_the_server_does_not_know_time_markup(
    server: TelegramServer, house: Open
) -> None:
    """The first call of all learns it; the ones beside it are refused as well and must not be given up."""
    group, _, _ = salon(server)
    night = Text.of(When(datetime(2026, 11, 20, 19, tzinfo=UTC), "20 Uhr"))
    told = await asyncio.gather(
        *(house.adapter.perform(delivery(Post(place(group.id), Note(night)))) for _ in range(3)),
    )
    assert [done(each) for each in told]
    assert [line.words for line in server.said(group)] == ["20 Uhr"] * 3


async def test_a_picture_goes_with_its_words_or_before_them(server: TelegramServer, house: Open) -> None:
    group, _, _ = salon(server)
    drawn = Picture("card:{}", "Plakat")
    pictures = {"card:{}": b"\x89PNG"}
    short = Note(Text.of("Kommt!"), ((Button("Ja", "p/yes/1"),),), picture=drawn)
    long = Note(Text.of("ü" * 1025), ((Button("Ja", "p/yes/1"),),), picture=drawn)
    one = done(await house.adapter.perform(delivery(Post(place(group.id), short), pictures=pictures)))
    assert group.messages[int(one.id)].caption == "Kommt!"
    two = done(await house.adapter.perform(delivery(Post(place(group.id), long), pictures=pictures)))
    photo, words = (group.messages[int(part)] for part in two.id.split("+"))
    assert (photo.caption, words.labels) == (None, ["Ja"])
    changed = Note(Text.of("Kommt alle!"), short.rows, picture=drawn)
    assert isinstance(await house.adapter.perform(delivery(Amend("c", changed), message=one, pictures=pictures)), Done)
    assert group.messages[int(one.id)].caption == "Kommt alle!"
    assert len(server.journal.of("editMessageMedia")) == 0  # the same picture does not travel again
    bare = note("nur Worte")
    assert isinstance(await house.adapter.perform(delivery(Amend("c", bare), message=two)), Done)
    assert isinstance(await house.adapter.perform(delivery(Erase(two))), Done)
    assert not photo.live
    assert not words.live


async def test_half_of_a_long_picture_is_taken_back(server: TelegramServer, house: Open) -> None:
    group, _, _ = salon(server)
    long = Note(Text.of("x" * 1025), picture=Picture("card:{}", "Plakat"))
    server.flood(method="sendMessage", retry_after=4)
    outcome = await house.adapter.perform(delivery(Post(place(group.id), long), pictures={"card:{}": b"\x89PNG"}))
    assert outcome == Later(timedelta(seconds=4))
    assert server.said(group) == []


async def test_replies_land_in_the_right_topic(server: TelegramServer, house: Open) -> None:
    """R19: General takes no thread; a named topic needs its own."""
    group, ada, _ = salon(server, forum=True)
    topic = await server.create_topic(group, ada, "Tanz")
    inside = done(await house.adapter.perform(delivery(Post(place(group.id, topic.id), note("drin")))))
    outside = done(await house.adapter.perform(delivery(Post(place(group.id), note("draußen")))))
    also = done(await house.adapter.perform(delivery(Post(place(group.id, 1), note("General")))))
    assert inside.place == place(group.id, topic.id)
    assert [group.messages[int(m.id)].thread for m in (inside, outside, also)] == [topic.id, None, None]


async def test_a_topic_is_opened_and_closed(server: TelegramServer, house: Open) -> None:
    group, _ada, _ = salon(server, forum=True)
    outcome = await house.adapter.perform(delivery(OpenPlace(place(group.id), "Neon-Nacht", "party/1/room")))
    assert isinstance(outcome, Done)
    assert outcome.place is not None
    (topic,) = group.topics.values()
    assert (outcome.place, topic.name) == (place(group.id, topic.id), "Neon-Nacht")
    close = delivery(ClosePlace("party/1/room"), where=outcome.place)
    assert isinstance(await house.adapter.perform(close), Done)
    assert isinstance(await house.adapter.perform(close), Done)
    assert topic.closed
    plain, _, _ = salon(server)
    assert failed(await house.adapter.perform(delivery(OpenPlace(place(plain.id), "x", "b")))).reason == "unsupported"


async def test_a_flood_pauses_this_chat_only(server: TelegramServer, house: Open) -> None:
    group, _, _ = salon(server)
    other, _, _ = salon(server)
    server.flood(chat=group, retry_after=7)
    late = await house.adapter.perform(delivery(Post(place(group.id), CARD)))
    assert late == Later(timedelta(seconds=7), whole_bot=False)
    assert isinstance(await house.adapter.perform(delivery(Post(place(other.id), CARD))), Done)


async def test_a_call_to_a_group_that_moved_finds_it(server: TelegramServer, house: Open) -> None:
    """R18: the core hears of it, and the same delivery goes to the new number."""
    group, _ada, _ = salon(server, basic=True)
    server.hold()  # the service lines have not come yet
    new = await server.migrate(group)
    post = delivery(Post(place(group.id), CARD))
    assert await house.adapter.perform(post) == Later(timedelta(0))
    assert (await house.inbox.first(PlaceMigrated)).new.id == str(new.id)
    assert done(await house.adapter.perform(post)).place == place(new.id)


async def test_a_torn_call_is_neither_done_nor_failed(server: TelegramServer, house: Open) -> None:
    group, _, _ = salon(server)
    server.drop(method="sendMessage", done=True)
    assert isinstance(await house.adapter.perform(delivery(Post(place(group.id), CARD))), Torn)
    server.fail(method="sendMessage", status=502)
    assert isinstance(await house.adapter.perform(delivery(Post(place(group.id), CARD))), Torn)


async def test_too_old_to_erase(server: TelegramServer, house: Open, ambient: Planned) -> None:
    group, _, _ben = salon(server)
    card = await posted(house, group)
    ambient.move_to(START + timedelta(hours=49))
    assert failed(await house.adapter.perform(delivery(Erase(ref(group.id, card.id))))).reason == "too_late"


async def test_nonsense_is_refused_and_never_raised(server: TelegramServer, house: Open) -> None:
    group, ada, _ = salon(server)
    assert failed(await house.adapter.perform(delivery(Post(place(group.id), note(" "))))).reason == "broken"
    assert failed(await house.adapter.perform(delivery(Answer(CARD)))).reason == "broken"
    assert failed(await house.adapter.perform(delivery(Post(Bookmark("x"), CARD)))).reason == "gone"
    assert (
        failed(await house.adapter.perform(delivery(Mute(ServerRef("telegram", "?"), who(ada), None)))).reason
        == "broken"
    )
    assert isinstance(await house.adapter.perform(delivery(LeaveServer(at(group)))), Done)
    assert failed(await house.adapter.perform(delivery(Post(place(group.id), CARD)))).reason == "gone"
