"""Rooms beside the big one, who may see and write in them, and quiet mutes."""

from __future__ import annotations

from bot.core.actions import (
    Amend,
    ClosePlace,
    Erase,
    LeaveServer,
    Mute,
    Post,
    Unmute,
)
from bot.core.ambient import Planned
from bot.core.events import (
    MessageWritten,
    PlaceChanged,
    RefusedReason,
)
from bot.core.notes import Note, note
from bot.core.ports import Done, Failed
from bot.core.refs import Bookmark, MemberRef, MessageRef, PlaceRef
from bot.core.text import Mention, Text
from bot.platforms.lobby.names import ROOM, SERVER
from tests.platforms.lobby.doing import open_room, post, with_badge
from tests.platforms.lobby.guest import tabs
from tests.platforms.lobby.house import House

PNG = b"\x89PNG\r\n\x1a\n"


async def test_a_muted_guest_alone_learns_that_nothing_arrived(house: House, clock: Planned) -> None:
    async with tabs(house, 3) as (ann, bob, cleo):
        for other in (bob, cleo):
            await other.settle()
        before = len(bob.frames), len(cleo.frames)
        member = MemberRef("lobby", ann.id)
        assert await house.echo.do(Mute(SERVER, member, None)) == Done()
        answer = await ann.say("you cannot hear me")
        assert answer["no"]
        assert "mute" not in answer["no"].lower()
        for other, seen in zip((bob, cleo), before, strict=True):
            await other.settle()
            assert [set(frame) for frame in other.frames[seen:]] == [{"ack", "commands"}]
        assert not house.echo.of(MessageWritten)
        await house.echo.do(Unmute(SERVER, member))
        await ann.say("hello again")
        await bob.settle()
        assert bob.texts()[-1] == "hello again"


async def test_a_mute_ends_by_itself_and_survives_a_reload(house: House, clock: Planned) -> None:
    async with tabs(house, 1) as (ann,):
        until = clock.now().replace(hour=23)
        await house.echo.do(Mute(SERVER, MemberRef("lobby", ann.id), until))
        await ann.enter()
        await ann.connect()
        assert "no" in await ann.say("still quiet")
        assert "no" not in await ann.say("to the house alone", room=f"with-{ann.id}")
        clock.move_to(until)
        assert "no" not in await ann.say("there I am")


async def test_what_is_gone_is_said_to_be_gone(house: House) -> None:
    gone: RefusedReason = "gone"
    nowhere = PlaceRef("lobby", "nowhere")
    assert await house.echo.do(Post(nowhere, note("x"))) == Failed(gone)
    assert await house.echo.do(Post(Bookmark("unmade"), note("x"))) == Failed(gone)
    assert await house.echo.do(Amend("x", note("x"))) == Failed(gone)
    assert await house.echo.do(Erase(MessageRef(ROOM, "99999"))) == Failed(gone)
    assert await house.echo.do(ClosePlace("x")) == Failed(gone)
    assert await house.echo.do(Mute(SERVER, MemberRef("lobby", "nobody"), None)) == Failed(gone)
    assert await house.echo.do(LeaveServer(SERVER)) == Failed("unsupported")


async def test_a_room_is_opened_for_all_and_closed_for_writing(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        place = await open_room(house, "Neon night")
        await bob.settle()
        assert [room["name"] for room in bob.frames[-2]["rooms"]][1] == "Neon night"
        await ann.say("first!", room=place.id)
        await house.echo.do(ClosePlace("x"), where=place)
        assert "no" in await ann.say("too late", room=place.id)
        await bob.settle()
        assert bob.texts(place.id) == ["first!"]
        changes = [one.place.writable for one in house.echo.of(PlaceChanged) if isinstance(one, PlaceChanged)]
        assert changes == [True, False]


async def test_a_secluded_room_is_seen_by_the_badge_and_by_whom_the_house_names_there(house: House) -> None:
    async with tabs(house, 3) as (ann, bob, cleo):
        await with_badge(house, ann)
        place = await open_room(house, "Surprise for Cleo", private=True)
        await post(house, "before Bob came", place)
        named = Note(Text.of("Welcome, ", Mention(MemberRef("lobby", bob.id), "Bob")))
        await house.echo.do(Post(place, named))
        for guest in (ann, bob, cleo):
            await guest.settle()
        assert ann.texts(place.id) == bob.texts(place.id) == ["before Bob came", "Welcome, Bob"]
        assert "Surprise" not in str(cleo.frames)
        assert "no" in await cleo.say("let me in", room=place.id)


async def test_whoever_was_let_in_while_away_finds_the_whole_room(house: House) -> None:
    async with tabs(house, 1) as (bob,):
        place = await open_room(house, "Table", private=True)
        await post(house, "early word", place)
        rev = int((await post(house, "later word")).id)
        await bob.socket.close()
        await house.echo.do(Post(place, Note(Text.of(Mention(MemberRef("lobby", bob.id), "Bob")))))
        await bob.connect(since=rev, rooms=("room", f"with-{bob.id}"))
        assert bob.texts(place.id) == ["early word", "Bob"]
