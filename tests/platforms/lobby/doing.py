"""What the house does in tests, in a word each."""

from __future__ import annotations

from bot.core.actions import OpenPlace, Post
from bot.core.notes import note
from bot.core.ports import Done
from bot.core.refs import MessageRef, PlaceRef
from bot.platforms.lobby.names import ROOM
from tests.platforms.lobby.guest import Guest
from tests.platforms.lobby.house import House


async def post(house: House, text: str, where: PlaceRef = ROOM, nonce: str = "") -> MessageRef:
    done = await house.echo.do(Post(where, note(text)), nonce=nonce)
    assert isinstance(done, Done)
    assert done.message
    return done.message


async def open_room(house: House, name: str, *, private: bool = False, nonce: str = "") -> PlaceRef:
    done = await house.echo.do(OpenPlace(ROOM, name, f"room/{name}", private=private), nonce=nonce)
    assert isinstance(done, Done)
    assert done.place
    return done.place


async def with_badge(house: House, guest: Guest) -> None:
    await guest.enter(badge=house.lobby.new_badge().removeprefix("/?badge="))
    await guest.connect()
