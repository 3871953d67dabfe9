"""One capacity and one line over all platforms: the store itself, under any sequence of presses."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.refs import MemberRef
from bot.storage.migrate import find_migrations, migrate
from bot.storage.sqlite import Sqlite, open_sqlite
from cogs.parties.guestlist import GuestList
from cogs.parties.model import Choice, Party
from cogs.parties.store import Ledger

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
PLATFORMS = ("discord", "telegram", "lobby")
Press = tuple[int, Choice | Literal["merge"]]


def party(seats: int, id_: str = "p1") -> Party:
    return Party(id=id_, community="c1", kind="motto", zone="UTC", seats=seats, state="published", made_at=NOW)


def account(guest: int) -> MemberRef:
    return MemberRef(PLATFORMS[guest % 3], f"m{guest}")


@asynccontextmanager
async def database() -> AsyncIterator[Sqlite]:
    with tempfile.TemporaryDirectory() as folder:
        opened = await open_sqlite(Path(folder) / "guests.db")
        try:
            await migrate(opened, find_migrations(("bot.storage", "cogs.parties")), NOW)
            yield opened
        finally:
            await opened.close()


class Line:
    """What the guest list should hold: the obvious way, in memory."""

    def __init__(self, seats: int) -> None:
        self.seats = seats
        self.yes: list[str] = []

    def press(self, guest: str, choice: Choice) -> None:
        if choice == "yes" and guest not in self.yes:
            self.yes.append(guest)
        elif choice != "yes" and guest in self.yes:
            self.yes.remove(guest)

    def merge(self, younger: str, older: str) -> None:
        if younger not in self.yes:
            return
        if older not in self.yes:
            self.yes[self.yes.index(younger)] = older
            return
        first = min(self.yes.index(younger), self.yes.index(older))
        self.yes[first] = older
        self.yes = [guest for place, guest in enumerate(self.yes) if guest not in (younger, older) or place == first]

    @property
    def seated(self) -> list[str]:
        return self.yes[: self.seats] if self.seats else self.yes


presses = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from(["yes", "yes", "maybe", "no", "merge"])), min_size=1, max_size=40
)


@given(st.integers(0, 4), presses)
@settings(max_examples=40, deadline=None)
def test_r9_r10_whatever_is_pressed_seats_are_never_too_many_and_the_line_keeps_its_order(
    seats: int, pressed: Sequence[Press]
) -> None:
    asyncio.run(_compare(seats, pressed))


async def _compare(seats: int, pressed: Sequence[Press]) -> None:
    wanted, it = Line(seats), party(seats)
    async with database() as opened:
        async with opened.write() as tx:
            await Ledger(tx).keep(it)
        for guest, choice in pressed:
            async with opened.write() as tx:
                guests = GuestList(tx, it)
                if choice == "merge":
                    await guests.merge(f"g{guest}", "g0") if guest else None
                    wanted.merge(f"g{guest}", "g0") if guest else None
                else:
                    await guests.answer(f"g{guest}", account(guest), choice, NOW)
                    wanted.press(f"g{guest}", choice)
                await guests.promote(None)
                seated = [rsvp.guest for rsvp in await guests.coming() if rsvp.seated]
                waiting = [rsvp.guest for rsvp in await guests.line(99)]
            assert not seats or len(seated) <= seats
            assert seated + waiting == wanted.yes
            assert seated == wanted.seated


async def test_r9_two_hundred_at_once_for_fifty_seats_are_fifty_in_and_the_rest_in_order() -> None:
    it = party(50)
    async with database() as opened:
        async with opened.write() as tx:
            await Ledger(tx).keep(it)

        async def press(guest: int) -> None:
            async with opened.write() as tx:
                await GuestList(tx, it).answer(f"g{guest}", account(guest), "yes", NOW)

        await asyncio.gather(*(press(guest) for guest in range(200)), *(press(guest) for guest in range(0, 200, 7)))
        async with opened.write() as tx:
            counts = await GuestList(tx, it).counts()
            coming = await GuestList(tx, it).coming()
            positions = [await GuestList(tx, it).position(rsvp) for rsvp in coming if not rsvp.seated]
    assert (counts.yes, counts.waiting) == (50, 150)
    assert len({rsvp.guest for rsvp in coming}) == 200
    assert all(rsvp.seated for rsvp in coming[:50])
    assert positions == list(range(1, 151))


async def test_a_yes_after_a_no_goes_to_the_end_of_the_line() -> None:
    it = party(1)
    async with database() as opened, opened.write() as tx:
        await Ledger(tx).keep(it)
        guests = GuestList(tx, it)
        for guest in range(3):
            await guests.answer(f"g{guest}", account(guest), "yes", NOW)
        await guests.answer("g1", account(1), "no", NOW + timedelta(minutes=1))
        back = await guests.answer("g1", account(1), "yes", NOW + timedelta(minutes=2))
        assert not back.seated
        assert [rsvp.guest for rsvp in await guests.line(9)] == ["g2", "g1"]
