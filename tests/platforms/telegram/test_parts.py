"""The small pieces: menus, paces, refusals, mute edges, albums."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import httpx
import pytest
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut

from bot.core.actions import Amend, Answer, Mute, Post, Whisper
from bot.core.events import MessageWritten, Profile, Scene
from bot.core.fitting import fit
from bot.core.notes import note
from bot.core.ports import Failed, Later, Torn
from bot.core.refs import MemberRef, ServerRef
from bot.platforms.telegram.abilities import ABILITIES
from bot.platforms.telegram.albums import Albums, album_of
from bot.platforms.telegram.inbound import read_album
from bot.platforms.telegram.menu import wanted
from bot.platforms.telegram.pace import pace
from bot.platforms.telegram.refusals import outcome_of
from bot.platforms.telegram.standing import until_date
from tests.platforms.telegram.support import (
    ADA,
    GROUP,
    MENU,
    START,
    Hourglass,
    delivery,
    house,
    message,
    place,
    ref,
    update,
)

ADA_REF = MemberRef("telegram", str(ADA))


def test_menus_show_guests_only_their_own_commands() -> None:
    offers = wanted(MENU)
    assert [name for name, _ in offers["default", "de"]] == ["hilfe", "melden"]
    assert [name for name, _ in offers["private", ""]] == ["help", "report"]
    assert [name for name, _ in offers["administrators", ""]] == ["help", "party", "mute", "report"]
    assert offers["default", ""][0] == ("help", "en command-help")


def test_a_group_draws_from_three_buckets_and_a_mute_from_one() -> None:
    post = delivery(Post(place(GROUP, 4), note("x")))
    assert [name for name, _, _ in pace(post)] == ["telegram", "telegram:-1001", "telegram:-1001:minute"]
    assert [name for name, _, _ in pace(delivery(Whisper(ADA_REF, note("x"))))] == ["telegram", f"telegram:{ADA}"]
    assert len(pace(delivery(Amend("c", note("x")), message=ref(GROUP, 4)))) == 3
    assert len(pace(delivery(Mute(ServerRef("telegram", "-1"), ADA_REF, None)))) == 1
    scene = Scene(ADA_REF, Profile("Ada"), place(GROUP), None)
    assert len(pace(delivery(Answer(note("x")), scene))) == 2


def test_whoever_pressed_fast_read_the_notices_at_the_buttons_one_a_second_until_they_ran_out() -> None:
    pressed = Scene(ADA_REF, Profile("Ada"), place(GROUP), None, reply="1 2 parties/yes")
    assert len(pace(delivery(Answer(note("You are in.")), pressed))) == 1
    assert len(pace(delivery(Whisper(ADA_REF, note("You are in.")), pressed))) == 1
    assert len(pace(delivery(Answer(note("x" * 201)), pressed))) == 2  # becomes a message
    assert len(pace(delivery(Answer(note("x"), replace=True), pressed))) == 2  # edits one
    assert len(pace(delivery(Whisper(MemberRef("telegram", "8"), note("x")), pressed))) == 2


@pytest.mark.parametrize(
    ("description", "reason"),
    [
        ("Bad Request: message to edit not found", "gone"),
        ("Bad Request: message thread not found", "gone"),
        ("Bad Request: not enough rights to restrict/unrestrict chat member", "forbidden"),
        ("Bad Request: CHAT_ADMIN_REQUIRED", "forbidden"),
        ("Bad Request: user is an administrator of the chat", "outranked"),
        ("Bad Request: can't remove chat owner", "outranked"),
        ("Bad Request: message can't be deleted for everyone", "too_late"),
        ("Bad Request: message can't be deleted", "forbidden"),
        ("Bad Request: method is available only for supergroups", "unsupported"),
        ("Bad Request: the chat is not a forum", "unsupported"),
        ("Bad Request: query is too old and response timeout expired or query ID is invalid", "expired"),
        ("Bad Request: message is too long", "broken"),
    ],
)
def test_what_telegram_refuses_in_the_houses_words(description: str, reason: str) -> None:
    outcome = outcome_of(BadRequest(description))
    assert isinstance(outcome, Failed)
    assert outcome.reason == reason


def test_who_is_closed_and_what_is_gone() -> None:
    assert outcome_of(Forbidden("Forbidden: bot was blocked by the user")) == Failed(
        "unreachable", "Forbidden: bot was blocked by the user"
    )
    kicked = outcome_of(Forbidden("Forbidden: bot was kicked from the supergroup chat"))
    assert isinstance(kicked, Failed)
    assert kicked.reason == "gone"


def test_a_flood_pauses_one_chat_and_no_token_is_told() -> None:
    assert outcome_of(RetryAfter(17)) == Later(timedelta(seconds=17), whole_bot=False)
    assert outcome_of(ChatMigrated(-100)) == Later(timedelta(0))
    assert outcome_of(InvalidToken("The token `1:abc` was rejected")) == Failed(
        "forbidden", "Telegram refuses TELEGRAM_TOKEN"
    )


def test_a_line_that_broke_before_sending_is_only_late_and_after_it_nobody_knows() -> None:
    early = NetworkError("x")
    early.__cause__ = httpx.ConnectError("refused")
    assert isinstance(outcome_of(early), Later)
    late = NetworkError("x")
    late.__cause__ = httpx.ReadError("reset")
    assert isinstance(outcome_of(late), Torn)
    assert isinstance(outcome_of(TimedOut()), Torn)
    assert isinstance(outcome_of(NetworkError("Bad Gateway")), Torn)


@pytest.mark.parametrize(
    ("ahead", "sent"),
    [
        (None, None),
        (timedelta(days=400), None),
        (timedelta(days=366), None),
        (timedelta(days=365), timedelta(days=365)),
        (timedelta(hours=1), timedelta(hours=1)),
        (timedelta(seconds=29), timedelta(seconds=35)),
        (timedelta(seconds=-5), timedelta(seconds=35)),
    ],
)
def test_no_mute_becomes_endless_by_being_short(ahead: timedelta | None, sent: timedelta | None) -> None:
    """R26: under 30 seconds Telegram mutes for ever, beyond 366 days too; and it counts seconds."""
    until = START + ahead if ahead is not None else None
    assert until_date(until, START) == (int((START + sent).timestamp()) if sent else None)


def test_telegram_has_no_answers_in_the_room() -> None:
    assert isinstance(fit(Whisper(ADA_REF, note("x")), ABILITIES), Whisper)
    assert ABILITIES.counts_utf16


def part(number: int, caption: str = "", group: str = "g1") -> dict[str, Any]:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    extra: dict[str, Any] = {"caption": caption} if caption else {}
    body = message(None, message_id=number, photo=photo, media_group_id=group, **extra)
    return {"update_id": 100 + number, "message": body}


def test_an_album_is_one_message_with_its_caption() -> None:
    raws = [part(11), part(12, "Unser Fest"), part(10)]
    view = house()
    (envelope,) = read_album("-1001:g1", [update(raw["update_id"], message=raw["message"]) for raw in raws], view)
    event = envelope.event
    assert isinstance(event, MessageWritten)
    assert (event.text, event.attachments, event.message) == ("Unser Fest", 3, ref(GROUP, "10+11+12"))
    assert envelope.key == "tg:424242:album:-1001:g1"
    assert view.wholes.of(GROUP, 11) == "10+11+12"  # an edit or a reply meets the same message


async def test_an_album_waits_for_a_second_of_quiet_and_survives_in_between() -> None:
    glass, finished, saved = Hourglass(), asyncio.Event(), [""]
    handed: list[list[int]] = []

    async def finish(name: str, raws: list[dict[str, Any]]) -> None:
        handed.append([raw["update_id"] for raw in raws])
        if len(handed) == 1:
            raise OSError("the disk is full")
        finished.set()

    async def save(body: str) -> None:
        saved.append(body)

    albums = Albums(glass.wait, finish, save)
    name = album_of(part(10))
    await albums.add(name, part(10))
    (opened,) = albums.open()
    assert albums.open() == []
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(albums.collect(opened))
        await glass.asked(1.0)
        await albums.add(name, part(11))
        await albums.add(name, part(11))
        for _ in range(2):
            glass.turn()
            await glass.asked(1.0)
        glass.turn()
        await finished.wait()
    assert handed == [[110, 111], [110, 111]]
    assert saved[-1] == ""
    again = Albums(glass.wait, finish, save)
    again.load(saved[1])
    assert again.open() == [name]
