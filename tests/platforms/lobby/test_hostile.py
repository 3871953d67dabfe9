"""Bad input: strangers' pages, forged frames, markup in every field, floods."""

from __future__ import annotations

import json

import aiohttp
import pytest
from aiohttp import WSMsgType

from bot.console.web import loopback_hosts, make_app, serve
from bot.core.ambient import Planned
from bot.core.events import MessageWritten
from bot.core.notes import Button, Note
from bot.core.text import Link, Text
from bot.platforms.lobby.adapter import Lobby
from bot.platforms.lobby.messages import Message
from bot.platforms.lobby.pages import KNOCK_LIMIT
from bot.platforms.lobby.render import message_shape
from bot.platforms.lobby.requests import UnknownRequestError, read_request
from bot.storage.sqlite import Sqlite
from tests.platforms.lobby.guest import tabs
from tests.platforms.lobby.house import START, House, running
from tests.platforms.lobby.words import says

MARKUP = "<img src=x onerror=alert(1)></script>**x** `y` @everyone \u202eevil \U0001f389 {name}"


async def test_a_foreign_address_is_refused(house: House) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        for host in ("evil.example", f"evil.example:{house.port}", "127.0.0.1", f"127.0.0.1:{house.port + 1}"):
            assert (await ann.get("/", Host=host))[0] == 403
        for host in (f"localhost:{house.port}", f"LOCALHOST:{house.port}", f"[::1]:{house.port}"):
            assert (await ann.get("/", Host=host))[0] == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1", "file://127.0.0.1"])
async def test_a_foreign_page_can_neither_enter_nor_listen(house: House, origin: str) -> None:
    headers = {"Origin": origin} if origin else {}
    async with tabs(house, 1, connected=False) as (ann,):
        assert await ann.post_raw(b"{}", "application/json", **headers) == 403
        upgrade = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", **headers}
        assert (await ann.get("/lobby/socket", **upgrade))[0] == 403


async def test_every_answer_is_dressed_and_no_script_stands_in_the_page(house: House) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        _, page, answer = await ann.get("/")
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "http://" not in page
        assert "https://" not in page
        scripts = [part.partition(">")[0] for part in page.split("<script")[1:]]
        assert scripts == [
            ' type="application/json" id="handed"',
            ' type="module" src="/lobby/static/app.js"',
        ]
        assert "style=" not in page
        assert "onclick" not in page


async def test_the_page_speaks_the_browsers_language_or_the_chosen_one(house: House) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        for headers, path, spoken in (
            ({"Accept-Language": "de-AT,en;q=0.5"}, "/", "de"),
            ({"Accept-Language": "fr,ja"}, "/", "en"),
            ({"Accept-Language": "de"}, "/?language=en", "en"),
            ({"Accept-Language": "de;q=kaputt,,;"}, "/?language=xx", "en"),
        ):
            assert f'<html lang="{spoken}">' in (await ann.get(path, **headers))[1]


async def test_only_the_houses_own_files_are_served(house: House) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        for path in ("/lobby/static/app.js", "/lobby/static/base.css"):
            assert (await ann.get(path))[0] == 200
        for path in ("/lobby/static/%2e%2e%2fadapter.py", "/lobby/static/adapter.py", "/lobby/picture/" + "0" * 64):
            assert (await ann.get(path))[0] == 404


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{}", "text/plain"),
        (b"[]", "application/json"),
        (b"{", "application/json"),
        (b'{"token": 7}', "application/json"),
        (b'{"token": "' + b"x" * KNOCK_LIMIT + b'"}', "application/json"),
        (b"[" * 4000, "application/json"),
    ],
)
async def test_a_knock_that_no_page_makes_is_turned_away(house: House, body: bytes, kind: str) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        assert await ann.post_raw(body, kind, Origin=house.url) == 400


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "nonsense",
        "[]",
        "[" * 100_000,
        "{}",
        '{"do": "fly", "n": "1"}',
        '{"do": "say", "n": "", "room": "room", "text": "x"}',
        '{"do": "say", "n": "a b", "text": "x"}',
        '{"do": "say", "n": "1", "text": 5}',
        '{"do": "say", "n": "1", "text": "x", "reply": -1}',
        '{"do": "say", "n": "1", "text": "x", "reply": true}',
        '{"do": "say", "n": "1", "text": "x", "reply": 99999999999999999999}',
        '{"do": "fill", "n": "1", "values": {"a": 1}}',
        '{"do": "hello", "token": "x", "rooms": [1]}',
    ],
)
def test_frames_that_our_page_never_sends_are_not_read(raw: str) -> None:
    with pytest.raises(UnknownRequestError):
        read_request(raw)


async def test_a_forged_frame_closes_only_its_own_socket(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.socket.send_str("nonsense")
        while (frame := await ann.socket.receive()).type is WSMsgType.TEXT:
            pass
        assert frame.type is WSMsgType.CLOSE
        await bob.say("still fine")
        assert bob.texts()[-1] == "still fine"


async def test_markup_stays_words_everywhere(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.say(MARKUP)
        await bob.settle()
        assert bob.last()["note"] == {"spans": [{"t": "plain", "words": MARKUP}]}
        await bob.ask("name", name="<i>Bob</i>")
        await ann.settle()
        assert any("<i>Bob</i>" in json.dumps(frame.get("here", "")) for frame in ann.frames)


async def test_half_a_surrogate_pair_breaks_nothing(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        await ann.socket.send_str('{"do":"say","n":"1","room":"room","text":"broken \\ud83d heart"}')
        await ann.settle()
        assert ann.texts()[-1] == "broken ? heart"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example", " javascript:x", ""]
)
def test_a_link_that_could_run_something_is_only_words(url: str) -> None:
    shown = Note(Text.of(Link(url, "tap me")), ((Button("go", "faq/go", url=url),),))
    message = Message(room="room", author="house", at=START, nonce="n", note=shown)
    shape = message_shape(message, says, "en")["note"]
    assert isinstance(shape, dict)
    assert shape["spans"] == [{"t": "plain", "words": "tap me"}]
    assert shape["rows"] == [[{"label": "go", "style": "plain", "id": "faq/go"}]]


async def test_a_line_that_is_too_long_is_refused_kindly(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        assert "no" not in await ann.say("x" * 2000)
        assert "2,000" in (await ann.say("x" * 2001))["no"]
        assert "no" in await ann.say("   ")
        assert len(house.echo.of(MessageWritten)) == 1


async def test_a_frame_beyond_all_measure_closes_the_socket(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        await ann.socket.send_str(json.dumps({"do": "say", "n": "1", "room": "room", "text": "x" * 200_000}))
        while (frame := await ann.socket.receive()).type is WSMsgType.TEXT:
            pass
        assert ann.socket.close_code == 1009, frame


async def test_too_many_lines_at_once_are_refused_kindly_and_only_for_a_while(house: House, clock: Planned) -> None:
    async with tabs(house, 2) as (ann, bob):
        answers = [await ann.say(f"line {number}") for number in range(6)]
        assert ["no" in answer for answer in answers] == [False] * 5 + [True]
        assert answers[5]["soon"]
        assert "no" not in await bob.say("I talk at my own pace")
        clock.move_to(clock.now().replace(minute=31))
        assert "no" not in await ann.say("line 6")


async def test_another_guests_private_chat_is_nobodys_business(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        room = f"with-{ann.id}"
        await ann.say("between us", room=room)
        assert "no" in await bob.say("let me see", room=room)
        assert "no" in await bob.ask("use", room=room, command="report", message=0, member=ann.id)
        await bob.settle()
        assert "between us" not in str(bob.frames)


@pytest.mark.parametrize("rehearsing", [True, False])
async def test_the_banner_stands_until_the_lobby_is_linked(
    database: Sqlite, clock: Planned, *, rehearsing: bool
) -> None:
    async with running(database, clock, rehearsing=rehearsing) as house, tabs(house, 1, connected=False) as (ann,):
        assert (f"<span>{says('en', 'lobby-banner')}</span>" in (await ann.get("/"))[1]) is rehearsing


async def test_an_open_page_learns_that_the_lobby_was_linked_and_one_that_comes_back_too(
    database: Sqlite, clock: Planned
) -> None:
    async with running(database, clock) as house, tabs(house, 1) as (ann,):
        house.lobby.rehearsal_over()
        await ann.settle()
        assert any(frame.get("linked") for frame in ann.frames)
    async with running(database, clock, rehearsing=False) as house, tabs(house, 1, connected=False) as (ann,):
        await ann.enter()
        assert (await ann.connect())["linked"]


async def test_the_page_is_not_there_before_the_house_is(database: Sqlite, clock: Planned) -> None:
    hosts: set[str] = set()
    runner = await serve(make_app(Lobby(clock, database), allowed_hosts=hosts), "127.0.0.1", 0)
    hosts |= loopback_hosts(runner.addresses[0][1])
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    async with aiohttp.ClientSession() as session, session.get(url) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "1"
    await runner.cleanup()
