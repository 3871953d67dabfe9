"""What is said in the room: kept, shown once, found again, and taken back."""

from __future__ import annotations

import base64
import dataclasses

from bot.core.actions import (
    Amend,
    Answer,
    Erase,
    Post,
    Whisper,
)
from bot.core.ambient import Planned
from bot.core.events import (
    CommandInvoked,
    MessageErased,
    MessageWritten,
)
from bot.core.notes import Picture, note
from bot.core.ports import Delivery, Done, Failed, Later
from bot.core.refs import MemberRef
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.lobby.messages import CARDS, LAST
from bot.platforms.lobby.names import ROOM
from bot.storage.sqlite import Sqlite
from tests.platforms.lobby.doing import open_room, post
from tests.platforms.lobby.guest import tabs, words
from tests.platforms.lobby.house import House, running

PNG = b"\x89PNG\r\n\x1a\n"


async def test_the_first_guest_finds_samples_marked_as_such(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        samples = [row for row in ann.rows.values() if row.get("sample")]
        assert len(samples) == 3
        assert all(words(row) and row["author"]["name"] for row in samples)


async def test_a_message_reaches_everybody_and_the_house_once(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.say("good evening")
        await bob.settle()
        assert bob.texts()[-1] == "good evening"
        (written,) = house.echo.of(MessageWritten)
        assert isinstance(written, MessageWritten)
        assert (written.text, written.to_house, written.scene.private) == ("good evening", False, False)
        assert written.scene.member.id == ann.id


async def test_the_same_wish_sent_again_is_done_once(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        for _ in range(2):
            await ann.say("only once", n="same")
            await ann.say("/help", n="same-command")
        assert ann.texts().count("only once") == 1
        assert len(house.echo.of(MessageWritten)) == 1
        assert len(house.echo.of(CommandInvoked)) == 1


async def test_the_same_delivery_posts_once(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        first = await post(house, "once", nonce="d/7")
        assert await post(house, "once", nonce="d/7") == first
        assert await open_room(house, "table", nonce="d/8") == await open_room(house, "table", nonce="d/8")
        await ann.settle()
        assert ann.texts().count("once") == 1


async def test_a_private_answer_reaches_nobody_else_now_or_later(house: House) -> None:
    async with tabs(house, 3) as (ann, bob, late):
        await ann.say("/help")
        assert ann.last()["private"]
        assert words(ann.last()) == "You asked for /help"
        await bob.settle()
        await late.connect()
        for other in (bob, late):
            assert "You asked for" not in str(other.rows) + str(other.frames)


async def test_a_whisper_waits_in_the_private_chat_of_a_tab_that_is_away(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.socket.close()
        assert isinstance(await house.echo.do(Whisper(MemberRef("lobby", ann.id), note("psst"))), Done)
        await ann.connect()
        assert ann.texts(f"with-{ann.id}") == ["psst"]
        await bob.settle()
        assert "psst" not in str(bob.frames)


async def test_a_whisper_to_nobody_is_unreachable(house: House) -> None:
    unreachable = Failed("unreachable")
    assert await house.echo.do(Whisper(MemberRef("lobby", "nobody"), note("psst"))) == unreachable
    assert await house.echo.do(Answer(note("psst"))) == unreachable


async def test_a_tab_that_was_away_learns_all_it_missed_and_nothing_twice(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        erased = await post(house, "to be taken back")
        changed = await post(house, "to be changed")
        await ann.settle()
        since = max(row["rev"] for row in ann.rows.values())
        await ann.socket.close()
        await bob.say("while you were out")
        await house.echo.do(Erase(erased))
        await house.echo.do(Amend("x", note("changed")), message=changed)
        welcome = await ann.connect(since=since)
        assert [row["room"] for row in welcome["rows"]] == ["room"] * 3
        assert ann.texts()[-2:] == ["changed", "while you were out"]


async def test_news_during_the_backfill_comes_after_it(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        for number in range(5):
            await post(house, f"line {number}")
        await ann.settle()
        revs = [row["rev"] for frame in ann.frames for row in frame.get("rows", [])]
        assert revs == sorted(revs)


async def test_history_survives_a_restart_and_is_cut_at_two_hundred(database: Sqlite, clock: Planned) -> None:
    async with running(database, clock, serving=False) as first:
        card = await first.echo.post_card()
        for number in range(LAST + 10):
            await post(first, f"line {number}")
    async with running(database, clock) as second, tabs(second, 1) as (ann,):
        assert ann.texts().count("line 9") == 0
        assert len([text for text in ann.texts() if text.startswith("line")]) == LAST
        assert int(card.id) in ann.rows  # cards outlive the chatter
        done = await second.echo.do(Amend("x", note("still here")), message=card)
        assert isinstance(done, Done)


async def test_revs_go_on_after_a_restart_even_if_the_newest_is_gone(database: Sqlite, clock: Planned) -> None:
    async with running(database, clock, serving=False) as first:
        last = int((await post(first, "last")).id)
        async with database.write() as tx:
            await tx.run("DELETE FROM lobby_message")
    async with running(database, clock, serving=False) as second:
        assert int((await post(second, "next")).id) > last


async def test_old_cards_are_cut_too(house: House) -> None:
    for _ in range(CARDS + 3):
        await house.echo.post_card()
    async with house.database.read() as reader:
        (count,) = await reader.row("SELECT COUNT(*) FROM lobby_message WHERE kept = 1") or (0,)
    assert count == CARDS


async def test_an_erased_message_leaves_nothing_to_read(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.say("slipped out")
        number = ann.last()["id"]
        assert "no" in await bob.ask("erase", message=number)
        assert "no" not in await ann.ask("erase", message=number)
        await bob.settle()
        assert bob.rows[number] == {
            "id": number,
            "rev": bob.rows[number]["rev"],
            "room": "room",
            "private": False,
            "gone": True,
        }
        assert len(house.echo.of(MessageErased)) == 1
        async with house.database.read() as reader:
            assert "slipped out" not in str(await reader.rows("SELECT * FROM lobby_message"))


async def test_a_picture_is_shown_and_dropped_with_its_message(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        shown = dataclasses.replace(note("look"), picture=Picture("poster:1", "A poster"))
        done = await house.echo.do(Post(ROOM, shown), pictures={"poster:1": PNG})
        assert isinstance(done, Done)
        assert done.message
        await ann.settle()
        source = ann.last()["note"]["picture"]["src"]
        status, _, answer = await ann.get(source)
        assert (status, answer.content_type) == (200, "image/png")
        await house.echo.do(Erase(done.message))
        assert (await ann.get(source))[0] == 404


async def test_another_platforms_look_shows_the_picture_itself(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        shown = dataclasses.replace(note("look"), picture=Picture("poster:1", "A poster"))
        done = await house.echo.do(Post(ROOM, shown), pictures={"poster:1": PNG})
        assert isinstance(done, Done)
        assert done.message
        path = (await ann.ask("preview", message=int(done.message.id), platform="discord"))["path"]
        _, document, answer = await ann.get(path)
        assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in document
        assert "img-src data:" in answer.headers["Content-Security-Policy"]


async def test_before_it_runs_the_lobby_asks_to_wait(database: Sqlite, clock: Planned) -> None:
    lobby = Lobby(clock, database)
    assert isinstance(await lobby.perform(Delivery(1, Post(ROOM, note("x")), None, "n")), Later)
