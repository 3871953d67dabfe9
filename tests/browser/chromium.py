"""Debian's Chromium, driven by playwright; tabs that remember what went wrong in them."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.async_api import Browser, BrowserContext, ConsoleMessage, Page, async_playwright

Scheme = Literal["light", "dark"]
FOUND = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(not FOUND, reason="no Chromium here: apt-get install chromium brings it")
# No sandbox because CI runs as root; the rest keeps Chromium from looking for its maker's servers.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
DESK = (1366, 860)
PHONE = (390, 844)
PATIENCE = 8000  # milliseconds


@dataclass
class Tab:
    page: Page
    trouble: list[str] = field(default_factory=list)

    async def say(self, text: str) -> None:
        await self.page.fill("#write", text)
        await self.page.press("#write", "Enter")

    async def sees(self, text: str) -> None:
        await self.page.locator("#stream .message", has_text=text).first.wait_for()

    async def ready(self) -> None:
        await self.page.wait_for_selector(".line.up", state="attached")
        await self.page.wait_for_selector("#me:not([hidden])", state="attached")

    async def texts(self) -> str:
        return await self.page.inner_text("#stream")

    async def name(self) -> str:
        return (await self.page.text_content("#me .name")) or ""

    async def rename(self, name: str) -> None:
        await self.page.click("#me")
        await self.page.fill("dialog input", name)
        await self.page.click("dialog button[type=submit]")
        await self.page.locator("#me .name", has_text=name).wait_for()


@dataclass
class Window:
    """A browser whose every tab is closed, and asked for trouble, at the end."""

    browser: Browser
    url: str
    tabs: list[Tab] = field(default_factory=list)

    async def open(
        self, path: str = "/", *, size: tuple[int, int] = DESK, scheme: Scheme = "light", language: str = "en-GB"
    ) -> Tab:
        context = await self.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            has_touch=size == PHONE,
            color_scheme=scheme,
            locale=language,
            reduced_motion="reduce",
        )
        return await self.beside(context, path)

    async def beside(self, context: BrowserContext, path: str = "/") -> Tab:
        """Another tab of the same window: same storage but for what belongs to a tab."""
        context.set_default_timeout(PATIENCE)
        tab = Tab(await context.new_page())
        self.tabs.append(tab)
        self.watch(tab)
        await tab.page.goto(self.url + path)
        await tab.ready()
        return tab

    def watch(self, tab: Tab) -> None:
        def heard(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                tab.trouble.append(message.text)

        tab.page.on("console", heard)
        tab.page.on("pageerror", lambda error: tab.trouble.append(str(error)))

    def trouble(self) -> list[str]:
        return [words for tab in self.tabs for words in tab.trouble]


@asynccontextmanager
async def chromium(url: str) -> AsyncIterator[Window]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=FOUND, args=list(FLAGS))
        try:
            yield Window(browser, url)
        finally:
            await browser.close()
