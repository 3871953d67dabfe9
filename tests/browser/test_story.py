"""A newcomer's first ten minutes in the real house, in a real browser: greeted, a party to its recap, a quiet mute."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.host import open_house
from bot.house import House
from bot.settings import Settings
from tests.browser.chromium import PHONE, Tab, Window, chromium, needs_chromium

pytestmark = [pytest.mark.browser, needs_chromium]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with open_house(Settings(gastgeber_data_dir=tmp_path, gastgeber_port=0)) as opened:
        running = asyncio.create_task(opened.run())
        try:
            async with asyncio.timeout(20):
                await opened.ready.wait()
                await opened.lobby.ready.wait()
            yield opened
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


@pytest.fixture
async def window(house: House) -> AsyncIterator[Window]:
    async with chromium(f"http://127.0.0.1:{house.port}") as opened:
        yield opened
        assert opened.trouble() == []


async def _tap(tab: Tab, label: str) -> None:
    await tab.page.get_by_role("button", name=label, exact=True).last.click()


async def test_the_first_ten_minutes_of_a_newcomer(house: House, window: Window) -> None:
    guest = await window.open()
    await guest.sees(f"{await guest.name()}")
    await guest.sees("House-warming")
    await _tap(guest, "Coming")
    await guest.sees("You have a seat")
    host = await window.open(house.lobby.new_badge())
    await host.sees("Seats: 2 of 3")
    await _tap(host, "Bring two pretend guests")
    await host.sees("On the waiting list: 1")
    for seen in ("what the reminder looks like", "icebreaker"):
        await _tap(host, "Fast-forward")
        await host.sees(seen)
    await _tap(host, "End the party")
    await host.sees("The numbers, for the team only")
    assert "for the team only" not in await guest.texts()
    await _tap(host, "Public recap")
    await host.sees("The public recap, as a draft")
    await _tap(host, "Publish recap")
    await guest.sees("House-warming is over, and")


async def test_a_command_typed_out_whole_was_completed_instead_of_being_sent(house: House, window: Window) -> None:
    host = await window.open(house.lobby.new_badge())
    await host.sees("House-warming")
    await host.page.focus("#write")
    for typed in ("/", "/party"):  # the list of commands is there once it was asked for
        await host.page.fill("#write", typed)
        await host.page.locator("#suggest [role=option]", has_text="/party").first.wait_for()
    await host.page.press("#write", "Enter")
    await host.sees("Your parties.")


async def test_a_question_is_answered_to_the_asker_alone(window: Window) -> None:
    ann, ben = await window.open(), await window.open(size=PHONE, scheme="dark")
    await ann.say("/ask How do I get reminded of a party?")
    await ann.sees("Only you see this")
    assert "Only you see this" not in await ben.texts()


async def test_a_troll_is_muted_and_nobody_else_notices(house: House, window: Window) -> None:
    troll, ann = await window.open(), await window.open()
    await troll.rename("Rumpel")
    await troll.say("you are all fools")
    await ann.sees("you are all fools")
    moderator = await window.open(house.lobby.new_badge())
    await moderator.say("/mute @Rumpel 10m noise")
    await moderator.sees("Only you see this")
    before = await ann.texts()
    await troll.say("can anybody hear me")
    await ann.say("what a nice evening")
    await moderator.sees("what a nice evening")
    assert "can anybody hear me" not in await ann.texts()
    assert (await ann.texts()).count("Rumpel") == before.count("Rumpel")


async def test_a_card_is_shown_as_discord_and_as_telegram_would_show_it(window: Window) -> None:
    tab = await window.open()
    await tab.sees("House-warming")
    card = tab.page.locator("#stream .message", has_text="Seats:").first
    await card.hover()
    await card.get_by_role("button", name="More").first.click()
    assert "Discord" in await tab.page.inner_text("body")
    assert "Telegram" in await tab.page.inner_text("body")
