"""The lobby in a real browser: what a newcomer sees and does, with a small echoing house behind it."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from bot.core.actions import Mute, Remove, Whisper
from bot.core.notes import Note, note
from bot.core.refs import MemberRef
from bot.core.text import Text, When
from bot.platforms.lobby.names import SERVER
from tests.browser.chromium import PHONE, Scheme, Tab, Window, needs_chromium
from tests.platforms.lobby.house import House
from tests.platforms.lobby.words import says

pytestmark = [pytest.mark.browser, needs_chromium]


KNOCK = """fetch("/lobby/enter", {
  method: "POST",
  headers: {"Content-Type": "application/json"},
  body: JSON.stringify({token: sessionStorage.getItem("gastgeber.tab"), language: "en"}),
}).then((answer) => answer.json())"""


async def member(tab: Tab) -> MemberRef:
    return MemberRef("lobby", (await tab.page.evaluate(KNOCK))["member"])


async def test_two_guests_meet(house: House, window: Window) -> None:
    ann, bob = await window.open(), await window.open(language="de-DE")
    await ann.rename("Ann")
    await bob.rename("Bob <b>Müller</b>")
    await ann.say("Good evening")
    await bob.sees("Good evening")
    await bob.say("Guten Abend\nzurück")
    await ann.sees("Bob <b>Müller</b>")
    await expect(ann.page.locator("#here")).to_contain_text("Bob <b>Müller</b>")
    assert says("de", "lobby-banner") in await bob.page.inner_text(".bar")
    assert says("en", "lobby-foot") in await ann.page.inner_text(".foot")


async def test_a_card_is_answered_and_only_the_asker_reads_the_answer(house: House, window: Window) -> None:
    ann, bob = await window.open(), await window.open()
    await house.echo.post_card()
    await ann.page.click("text=Yes")
    await ann.sees("Your answer: yes")
    await bob.sees("Coming: 1 of 3")
    assert "Your answer" not in await bob.texts()
    await expect(ann.page.locator(".private")).to_contain_text(says("en", "lobby-private"))
    await ann.page.click(f"text={says('en', 'lobby-dismiss')}")
    await expect(ann.page.locator(".private")).to_have_count(0)


async def test_the_banner_leaves_an_open_page_when_the_lobby_is_linked(house: House, window: Window) -> None:
    ann = await window.open()
    await expect(ann.page.locator(".banner")).to_have_count(1)
    house.lobby.rehearsal_over()
    await expect(ann.page.locator(".banner")).to_have_count(0)


async def test_a_select_and_a_form(house: House, window: Window) -> None:
    ann = await window.open()
    await house.echo.post_card()
    await ann.page.click(".pick")
    await ann.page.click("[role=menuitemradio]:has-text('An hour before')")
    await ann.sees("Your answer: remind 60")
    await ann.page.click("text=Suggest a song")
    await ann.page.fill("dialog input", "Dancing on the roof")
    await ann.page.click("dialog button[type=submit]")
    await ann.sees("Noted: Dancing on the roof")
    await expect(ann.page.locator("dialog")).to_have_count(0)


async def test_the_slash_menu_is_walked_with_the_keyboard(house: House, window: Window) -> None:
    ann = await window.open()
    await ann.page.focus("#write")
    await ann.page.keyboard.type("/")
    options = ann.page.locator("#suggest [role=option]")
    await expect(options).to_have_count(4)
    await ann.page.keyboard.press("ArrowDown")
    await expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    await ann.page.keyboard.press("Enter")
    await expect(ann.page.locator("#write")).to_have_value("/ask ")
    await ann.page.keyboard.type("when is it?")
    await ann.page.keyboard.press("Enter")
    await ann.sees("You asked for /ask when is it?")


async def test_a_reload_keeps_who_one_is_and_what_was_said(house: House, window: Window) -> None:
    ann = await window.open()
    await ann.rename("Ann")
    await ann.say("/help")
    await ann.sees("You asked for /help")
    await ann.page.reload()
    await ann.ready()
    assert await ann.name() == "Ann"
    await ann.sees("You asked for /help")
    assert (await ann.texts()).count("Welcome, ") == 1


async def test_a_second_or_duplicated_tab_is_a_second_guest(house: House, window: Window) -> None:
    ann = await window.open()
    second = await window.beside(ann.page.context)
    async with ann.page.expect_popup() as opening:
        await ann.page.evaluate("window.open('/')")  # copies what belongs to the tab, as duplicating does
    twin = Tab(await opening.value)
    window.tabs.append(twin)
    await twin.ready()
    assert len({await ann.name(), await second.name(), await twin.name()}) == 3


async def test_a_broken_line_loses_nothing_and_says_nothing_twice(house: House, window: Window) -> None:
    ann, bob = await window.open(), await window.open()
    await house.lobby.close()
    await ann.say("said while the line was broken")
    await bob.sees("said while the line was broken")
    await ann.sees("said while the line was broken")
    await ann.ready()
    assert (await ann.texts()).count("said while the line was broken") == 1


async def test_a_badge_link_opens_the_fuller_menu_and_leaves_the_address_bar(house: House, window: Window) -> None:
    ann, bob = await window.open(house.lobby.new_badge()), await window.open()
    assert "badge" not in ann.page.url
    await bob.say("I am loud")
    await ann.sees("I am loud")
    await ann.page.locator(".message", has_text="I am loud").hover()
    await ann.page.locator(".message", has_text="I am loud").locator(".more").click()
    await ann.page.click("[role=menuitem]:has-text('/mute')")
    await ann.sees("I am loud")
    await ann.sees("You asked for /mute about")
    assert "/mute" not in await bob.texts()
    await expect(ann.page.locator(".me")).to_contain_text(says("en", "lobby-badge-about"))


async def test_a_muted_guest_alone_notices(house: House, window: Window) -> None:
    ann, bob = await window.open(), await window.open()
    await house.echo.do(Mute(SERVER, await member(ann), None))
    before = await bob.texts()
    await ann.say("can you hear me")
    await expect(ann.page.locator("#notice")).to_have_text(says("en", "lobby-not-delivered"))
    await bob.say("quiet tonight")
    await bob.sees("quiet tonight")
    assert (await bob.texts()).startswith(before)
    assert "hear me" not in await bob.texts()


async def test_whoever_is_shown_out_may_come_back(house: House, window: Window) -> None:
    ann = await window.open()
    name = await ann.name()
    await house.echo.do(Remove(SERVER, await member(ann)))
    await expect(ann.page.locator("dialog.gate")).to_contain_text(says("en", "lobby-removed"))
    await ann.page.click(f"text={says('en', 'lobby-come-back')}")
    await ann.ready()
    assert await ann.name() == name


async def test_a_whisper_is_noticed_and_leads_to_the_private_chat(house: House, window: Window) -> None:
    ann = await window.open()
    await house.echo.do(Whisper(await member(ann), note("A seat is free for you.")))
    await ann.page.click(".toast")
    await expect(ann.page.locator("#room-name")).to_have_text(says("en", "lobby-chat-name"))
    await ann.sees("A seat is free for you.")


async def test_a_toast_told_a_time_in_the_houses_zone_and_the_message_itself_in_the_readers(
    house: House, window: Window
) -> None:
    ann = await window.open()
    told = Text.of("A seat is free on ", When(house.ambient.now(), "the day the house calls so"))
    await house.echo.do(Whisper(await member(ann), Note(told)))
    await expect(ann.page.locator(".toast")).to_contain_text("A seat is free on")
    toast = await ann.page.inner_text(".toast")
    assert "the day the house calls so" not in toast
    await ann.page.click(".toast")
    await ann.sees(toast.rpartition("\n")[2])


async def test_a_toast_stood_on_a_phones_only_way_to_the_other_rooms(house: House, window: Window) -> None:
    ann = await window.open(size=PHONE)
    await house.echo.do(Whisper(await member(ann), note("A seat is free for you.")))
    await ann.page.wait_for_selector(".toast")
    await ann.page.click("#drawer")
    await expect(ann.page.locator("#rooms")).to_be_in_viewport()


async def test_a_card_as_discord_would_show_it(house: House, window: Window) -> None:
    ann = await window.open()
    await house.echo.post_card()
    card = ann.page.locator(".message", has=ann.page.locator(".card"))
    await card.hover()
    await card.locator(".more").click()
    await ann.page.click(f"text={says('en', 'lobby-as-discord')}")
    await expect(ann.page.frame_locator("dialog iframe").locator("body")).to_contain_text("House-warming")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_phone_has_room_for_everything(house: House, window: Window, scheme: Scheme) -> None:
    ann = await window.open(size=PHONE, scheme=scheme, language="de-DE")
    await house.echo.post_card()
    await ann.say("Ein " + "sehr" * 60 + " langes Wort")
    await ann.sees("langes Wort")
    wide = await ann.page.evaluate("document.documentElement.scrollWidth")
    assert wide <= PHONE[0]
    await expect(ann.page.locator("#rooms")).not_to_be_in_viewport()
    await ann.page.click("#drawer")
    await expect(ann.page.locator("#rooms")).to_be_in_viewport()
    await ann.page.keyboard.press("Escape")
    await expect(ann.page.locator("#drawer")).to_be_focused()
    for button in await ann.page.locator("button:visible").all():
        box = await button.bounding_box()
        assert box
        assert box["height"] >= 32, await button.evaluate("(it) => it.outerHTML")


async def test_everything_that_can_be_used_has_a_name(house: House, window: Window) -> None:
    ann = await window.open(house.lobby.new_badge())
    await house.echo.post_card()
    await ann.say("/help")
    await ann.sees("You asked for /help")
    nameless = await ann.page.evaluate(
        """[...document.querySelectorAll('button, a, textarea, input')].filter((it) => {
             const named = it.textContent.trim() || it.getAttribute('aria-label') || it.labels?.length;
             return !named;
           }).map((it) => it.outerHTML)"""
    )
    assert nameless == []


async def test_the_language_is_changed_with_one_tap(house: House, window: Window) -> None:
    ann = await window.open()
    await ann.page.click(".language")
    await ann.ready()
    assert await ann.page.get_attribute("html", "lang") == "de"
    await expect(ann.page.locator("#room-name")).to_have_text(says("de", "lobby-room-name"))
