"""The lobby alone, as whoever tries the house out meets it first: one process, a few tabs, no account anywhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.settings import Settings
from tests.platforms.lobby import guest as tab
from tests.platforms.lobby.guest import Guest, words
from tests.support.databases import house_address
from tests.support.wired import running_house

pytestmark = pytest.mark.wire
PATIENCE = 60.0
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Address:
    url: str


@asynccontextmanager
async def two_tabs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Guest, Guest]]:
    """The holder of the badge, who is in, and somebody at the door."""
    monkeypatch.setattr(tab, "PATIENCE", PATIENCE)
    settings = Settings(gastgeber_data_dir=folder, database_url=house_address(folder), gastgeber_port=0)
    async with running_house(settings) as house, ClientSession() as session:
        await asyncio.wait_for(house.lobby.ready.wait(), PATIENCE)
        badge, newcomer = (Guest(Address(house.lobby_url), session) for _ in range(2))
        await badge.enter(badge=house.lobby.new_badge().removeprefix("/?badge="))
        await badge.connect()
        yield badge, newcomer


async def seen(guest: Guest, which: Callable[[Row], object]) -> list[Row]:
    """Rows that stand, once there is one of them."""
    async with asyncio.timeout(PATIENCE):
        while not (found := standing(guest, which)):
            await guest.read()
    return found


def standing(guest: Guest, which: Callable[[Row], object]) -> list[Row]:
    return [row for row in guest.rows.values() if not row.get("gone") and which(row)]


def pressable(row: Row) -> list[str]:
    return [button["id"] for buttons in row["note"].get("rows", []) for button in buttons]


def on_card(row: Row) -> list[str]:
    return [id_ for id_ in pressable(row) if id_.startswith("parties/forward/")]


def is_reminder(row: Row) -> bool:
    return not row["private"] and not on_card(row) and any(id_.startswith("parties/yes/") for id_ in pressable(row))


def is_panel_after(rev: int, row: Row) -> bool:
    """The panel of a party that is on, changed since then."""
    return row["private"] and row["rev"] > rev and any(id_.startswith("parties/end/") for id_ in pressable(row))


async def test_the_holder_of_the_badge_had_one_more_panel_after_every_fast_forward(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_tabs(tmp_path, monkeypatch) as (badge, _):
        [card] = await seen(badge, on_card)
        forward = {"message": card["id"], "button": on_card(card)[0], "choice": ""}
        await badge.ask("press", **forward)
        await seen(badge, is_reminder)
        rev, stood = 0, set()
        for _ in range(3):  # the opening and two acts
            await badge.ask("press", **forward)
            [panel] = await seen(badge, partial(is_panel_after, rev))
            rev = panel["rev"]
            stood.add(panel["id"])
        assert stood == {row["id"] for row in standing(badge, partial(is_panel_after, 0))}
        assert len(stood) == 1


async def test_a_newcomer_who_took_another_name_at_once_was_greeted_by_the_one_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with two_tabs(tmp_path, monkeypatch) as (_, newcomer):
        await newcomer.enter()
        before = (await newcomer.connect())["me"]["name"]
        assert "no" not in await newcomer.ask("name", name="Wilhelmine")
        [welcome] = await seen(newcomer, lambda row: before in words(row) or "Wilhelmine" in words(row))
        assert "Wilhelmine" in words(welcome)
