"""The loopback Telegram server, asked by the real client library."""

import asyncio
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import ClientSession, web
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChatMember,
    ChatMemberAdministrator,
    ChatMemberBanned,
    ChatMemberLeft,
    ChatMemberMember,
    ChatMemberRestricted,
    ChatPermissions,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    LinkPreviewOptions,
    MessageEntity,
    MessageOriginChannel,
    ReactionTypeEmoji,
    ReplyParameters,
    Update,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
)

from tests.support.telegram_server import ALL_RIGHTS, Chat, NotAllowedError, Status, TelegramServer, User
from tests.support.telegram_server.methods.words import formatted
from tests.support.telegram_server.spec import load_spec

pytestmark = pytest.mark.wire

EVERYTHING = [
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "callback_query",
    "chat_member",
    "my_chat_member",
    "chat_join_request",
    "message_reaction",
    "poll",
    "poll_answer",
]


class Clock:
    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **step: float) -> None:
        self.moment += timedelta(**step)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # without it RetryAfter warns while it is being made
    return Clock()


@pytest.fixture
async def server(clock: Clock) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(now=clock) as server:
        yield server
        assert server.violations == []
        assert server.crashes == []


def bot_of(server: TelegramServer, token: str | None = None) -> Bot:
    return Bot(token or server.token, base_url=server.base_url, base_file_url=server.base_file_url)


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_of(server) as bot:
        yield bot


@pytest.fixture
def ann(server: TelegramServer) -> User:
    return server.add_user("Ann", username="ann_haus", language="de")


@pytest.fixture
def bob(server: TelegramServer) -> User:
    return server.add_user("Bob", language="en")


@pytest.fixture
def house(server: TelegramServer, ann: User, bob: User) -> Chat:
    """A supergroup where the bot may do everything."""
    group = server.add_group("Haus", owner=ann, members=[bob])
    server.seat_bot(group, ALL_RIGHTS)
    return group


@pytest.fixture
def forum(server: TelegramServer, ann: User, bob: User) -> Chat:
    group = server.add_group("Forum", owner=ann, members=[bob], forum=True)
    server.seat_bot(group, ALL_RIGHTS)
    return group


async def fetch(bot: Bot, offset: int | None = None) -> list[Update]:
    return list(await bot.get_updates(offset=offset, timeout=0, allowed_updates=EVERYTHING))


def kinds(server: TelegramServer) -> list[str]:
    return [next(key for key in update if key != "update_id") for update in server.updates]


def keyboard(*labels: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data=label.lower()) for label in labels]])


# -- fetching ----------------------------------------------------------------------------------------------------------


async def test_the_bot_knows_itself_and_a_wrong_token_is_refused(server: TelegramServer, bot: Bot) -> None:
    assert (bot.username, bot.can_read_all_group_messages) == ("gastgeber_bot", False)
    stranger = bot_of(server, "1:wrong")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_poll_waits_until_something_happens(server: TelegramServer, bot: Bot, ann: User) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await server.wait_for(lambda: server.journal.polls)
    assert not poll.done()
    await server.start(ann, "party_7")
    (update,) = await poll
    assert update.message is not None
    assert update.message.text == "/start party_7"
    assert update.message.from_user is not None
    assert update.message.from_user.language_code == "de"


async def test_an_empty_poll_ends_with_its_time(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_updates_stay_until_they_are_confirmed(server: TelegramServer, bot: Bot, ann: User) -> None:
    await server.start(ann)
    await server.write(ann, ann, "hallo")
    first, second = await fetch(bot)
    assert [u.update_id for u in await fetch(bot)] == [first.update_id, second.update_id]
    assert [u.update_id for u in await fetch(bot, second.update_id)] == [second.update_id]
    assert await fetch(bot, second.update_id + 1) == []
    await server.drained()


async def test_a_second_poll_ends_the_first(server: TelegramServer, bot: Bot, ann: User) -> None:
    async with bot_of(server) as other:
        old = asyncio.create_task(bot.get_updates(timeout=20))
        await server.wait_for(lambda: server.journal.polls)
        new = asyncio.create_task(other.get_updates(timeout=20))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await old
        await server.start(ann)
        assert len(await new) == 1


async def test_what_must_be_named_is_dropped_unless_named(server: TelegramServer, bot: Bot, house: Chat) -> None:
    carl, dora = server.add_user("Carl"), server.add_user("Dora")
    await bot.get_updates(allowed_updates=[])
    await server.join(house, carl)
    assert kinds(server) == ["message"]
    await bot.get_updates(allowed_updates=EVERYTHING)
    await server.join(house, dora)
    assert kinds(server)[1:] == ["chat_member", "message"]
    assert [w.reason for w in server.feed.withheld] == ["not in allowed_updates"]


async def test_members_are_seen_by_administrators_only(server: TelegramServer, bot: Bot, ann: User, bob: User) -> None:
    group = server.add_group("Still", owner=ann, service_messages=False)
    await fetch(bot)
    await server.add_bot(group, by=ann)
    await server.join(group, bob)
    assert kinds(server) == ["my_chat_member"]
    await server.promote(group, server.me, {"can_invite_users": True})
    await server.leave(group, bob)
    assert kinds(server) == ["my_chat_member", "my_chat_member", "chat_member"]
    updates = await fetch(bot)
    assert updates[2].chat_member is not None
    assert isinstance(updates[2].chat_member.old_chat_member, ChatMemberMember)
    assert isinstance(updates[2].chat_member.new_chat_member, ChatMemberLeft)


async def test_updates_can_come_again_and_out_of_order(server: TelegramServer, bot: Bot, ann: User) -> None:
    await server.start(ann)
    server.hold()
    await server.write(ann, ann, "eins")
    await server.write(ann, ann, "zwei")
    server.release(backwards=True)
    start, two, one = await fetch(bot)
    assert two.update_id > one.update_id
    await fetch(bot, two.update_id + 1)
    server.repeat_last(2)
    again = await fetch(bot, two.update_id + 1)
    assert [u.update_id for u in again] == [one.update_id, two.update_id]
    assert start.update_id not in {u.update_id for u in again}
    assert await fetch(bot, two.update_id + 1) == []


async def test_a_repeat_while_updates_are_held_takes_none_of_them_away(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    """The offset behind the repeat of a later one confirmed the earlier one, which nobody had been told of yet."""
    await server.start(ann)
    [start] = await fetch(bot)
    server.hold()
    await server.write(ann, ann, "eins")
    await server.write(ann, ann, "zwei")
    server.repeat_last()
    [again] = await fetch(bot, start.update_id + 1)
    assert again.update_id == start.update_id
    server.release()
    assert [one.message.text for one in await fetch(bot, again.update_id + 1) if one.message] == ["eins", "zwei"]


async def test_the_oldest_updates_come_first_however_they_were_released(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    await server.start(ann)
    [start] = await fetch(bot)
    server.hold()
    for word in ("eins", "zwei", "drei"):
        await server.write(ann, ann, word)
    server.release(backwards=True)
    updates = await bot.get_updates(offset=start.update_id + 1, limit=2, allowed_updates=EVERYTHING)
    assert [one.message.text for one in updates if one.message] == ["zwei", "eins"]


async def test_an_update_the_library_cannot_read_stops_it_but_can_be_stepped_over(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    """`getupdates` in small letters reaches Telegram too, and the library hands it over raw and unread."""
    await server.start(ann)
    broken = server.emit_raw({"message": {"message_id": 1, "chat": {"id": 5, "type": "private"}}})
    await server.write(ann, ann, "danach")
    with pytest.raises(KeyError):
        await bot.get_updates()
    read, aside = [], []
    for raw in await bot.do_api_request("getupdates", api_kwargs={"timeout": 1}):
        try:
            read.append(Update.de_json(raw, bot))
        except Exception:
            aside.append(raw)
    assert [u.message.text for u in read if u.message] == ["/start", "danach"]
    assert aside == [broken]


# -- webhook -----------------------------------------------------------------------------------------------------------


async def test_a_webhook_gets_updates_with_its_secret_until_it_is_content(
    server: TelegramServer, bot: Bot, ann: User
) -> None:
    heard: list[dict[str, Any]] = []

    async def hear(request: web.Request) -> web.Response:
        assert request.headers["X-Telegram-Bot-Api-Secret-Token"] == "geheim"
        heard.append(await request.json())
        return web.Response(status=500 if len(heard) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", hear)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        await bot.set_webhook(url, secret_token="geheim", allowed_updates=EVERYTHING)
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        await server.start(ann)
        await server.drained()
        assert [u["update_id"] for u in heard] == [server.updates[0]["update_id"]] * 2
        info = await bot.get_webhook_info()
        assert info.url == url
        assert "500" in (info.last_error_message or "")
        server.repeat_last()
        await server.drained()
        assert len(heard) == 3
        await bot.delete_webhook()
        assert await fetch(bot) == []
    finally:
        await runner.cleanup()


# -- messages ----------------------------------------------------------------------------------------------------------


async def test_messages_are_sent_edited_and_deleted(server: TelegramServer, bot: Bot, house: Chat, bob: User) -> None:
    sent = await bot.send_message(
        house.id,
        "<b>Willkommen</b> 🎉 &lt;Bob&gt; /help",
        parse_mode="HTML",
        reply_markup=keyboard("Ja", "Nein"),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    assert sent.text == "Willkommen 🎉 <Bob> /help"
    assert [(e.type, e.offset, e.length) for e in sent.entities] == [("bold", 0, 10), ("bot_command", 20, 5)]
    assert server.said(house)[0].labels == ["Ja", "Nein"]
    edited = await bot.edit_message_text("Nun", house.id, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.edit_date is not None
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("Nun", house.id, sent.message_id)
    await bot.delete_message(house.id, sent.message_id)
    assert server.said(house) == []
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(house.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("Nun", house.id, sent.message_id)
    seen = {(s.kind, s.text) for s in server.visible_to(bob.id, house.id)}
    assert {("text", "Willkommen 🎉 <Bob> /help"), ("button", "Nein"), ("text", "Nun")} <= seen
    assert server.visible_to(server.add_user("Fremd").id, house.id) == []


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<b>offen", 'Can\'t find end tag corresponding to start tag "b"'),
        ("a <i>b</b>", 'Unmatched end tag at byte offset 6, expected "</i>", found "</b>"'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("ä<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 2'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused(bot: Bot, house: Chat, html: str, complaint: str) -> None:
    with pytest.raises(BadRequest) as refusal:
        await bot.send_message(house.id, html, parse_mode="HTML")
    assert refusal.value.message.lower() == f"can't parse entities: {complaint}".lower()


@pytest.mark.parametrize(
    ("html", "text", "entities"),
    [
        ("a & b &amp; c &nbsp; &#x1F389; &#252;", "a & b & c &nbsp; 🎉 ü", []),
        ('<pre><code class="language-py">x</code></pre>', "x", [("pre", 0, 1)]),
        ("<B>ä<i>🎉</i></B>", "ä🎉", [("bold", 0, 3), ("italic", 1, 2)]),
        ("<blockquote expandable>lang</blockquote>", "lang", [("expandable_blockquote", 0, 4)]),
        ("<code>/help @jemand http://example.org</code>", "/help @jemand http://example.org", [("code", 0, 32)]),
        ("<b>/help</b>", "/help", [("bold", 0, 5), ("bot_command", 0, 5)]),
        ('<a href="nirgends">x</a><b></b>', "x", []),
        ("\n <u> x </u>\n", "x", [("underline", 0, 1)]),
    ],
)
def test_html_is_read_as_telegram_reads_it(html: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read, found = formatted(TelegramServer(), html, "HTML", [])
    assert (read, [(e["type"], e["offset"], e["length"]) for e in found]) == (text, entities)


async def test_links_mentions_and_quotes_keep_their_places(
    server: TelegramServer, bot: Bot, house: Chat, bob: User
) -> None:
    asked = await server.write(house, bob, "🙂 Wann ist die Party @gastgeber_bot ?")
    sent = await bot.send_message(
        house.id,
        f'  🙂 <a href="tg://user?id={bob.id}">Bob</a>, <a href="https://example.org/a?b&amp;c">hier</a>\n',
        parse_mode="HTML",
        reply_parameters=ReplyParameters(asked.id, quote="Party"),
    )
    assert sent.text == "🙂 Bob, hier"
    mention, link = sent.entities
    assert (mention.offset, mention.length) == (3, 3)
    assert mention.user is not None
    assert mention.user.id == bob.id
    assert link.url == "https://example.org/a?b&c"
    assert sent.quote is not None
    assert sent.quote.text == "Party"
    assert asked.entities == [{"type": "mention", "offset": 22, "length": 14}]


async def test_what_is_too_much_is_refused(server: TelegramServer, bot: Bot, house: Chat) -> None:
    assert (await bot.send_message(house.id, f"<i>{'x' * 4096}</i>", parse_mode="HTML")).text == "x" * 4096
    with pytest.raises(BadRequest, match="Message is too long"):
        await bot.send_message(house.id, "x" * 4097)
    with pytest.raises(BadRequest, match="Message text is empty"):
        await bot.send_message(house.id, "  \n ")
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_photo(house.id, b"jpeg", caption="x" * 1025)
    with pytest.raises(BadRequest, match="Button_data_invalid"):
        await bot.send_message(house.id, "x", reply_markup=keyboard("ü" * 33))
    with pytest.raises(BadRequest, match="text must be non-empty"):
        await bot.send_message(house.id, "x", reply_markup=keyboard(" "))
    with pytest.raises(BadRequest, match="Reply_markup_too_long"):
        await bot.send_message(house.id, "x", reply_markup=keyboard(*"abcdefghi"))
    with pytest.raises(BadRequest, match="out of the text"):
        await bot.send_message(house.id, "kurz", entities=[MessageEntity("bold", 2, 3)])
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(house.id, "x", reply_parameters=ReplyParameters(999))
    assert len(server.said(house)) == 1


async def test_pictures_and_files_travel(server: TelegramServer, bot: Bot, house: Chat) -> None:
    sent = await bot.send_photo(house.id, b"jpeg-bytes", caption="<u>Plakat</u>", parse_mode="HTML", filename="p.jpg")
    assert server.journal.calls[-1].files["photo"].content == b"jpeg-bytes"
    file = await bot.get_file(sent.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"jpeg-bytes"
    await bot.edit_message_caption(house.id, sent.message_id, caption="Neu")
    await bot.edit_message_media(InputMediaPhoto(b"other", caption="Anders"), house.id, sent.message_id)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await bot.edit_message_text("x", house.id, sent.message_id)
    await bot.send_document(house.id, b"BEGIN:VCALENDAR", filename="party.ics")
    album = await bot.send_media_group(house.id, [InputMediaPhoto(b"1", caption="a"), InputMediaPhoto(b"2")])
    assert len({m.media_group_id for m in album}) == 1
    assert [m.words for m in server.said(house)] == ["Anders", "", "a", ""]


async def test_strangers_cannot_be_written_to_and_doors_can_close(server: TelegramServer, bot: Bot, ann: User) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(ann.id, "hallo")
    with pytest.raises(BadRequest, match="Chat not found"):
        await bot.send_message(17, "hallo")
    await server.start(ann)
    await bot.send_message(ann.id, "hallo")
    assert [m.text for m in server.private(ann)] == ["/start", "hallo"]
    await server.block(ann)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ann.id, "hallo")
    moved = (await fetch(bot))[-1].my_chat_member
    assert moved is not None
    assert isinstance(moved.new_chat_member, ChatMemberBanned)
    await server.unblock(ann)
    await bot.send_message(ann.id, "da")


async def test_a_bot_that_was_put_out_is_told_so(server: TelegramServer, bot: Bot, house: Chat, ann: User) -> None:
    await server.remove_bot(house, by=ann)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(house.id, "x")
    assert kinds(server) == ["my_chat_member"]
    await server.add_bot(house, by=ann, rights=())
    await bot.leave_chat(house.id)
    with pytest.raises(Forbidden, match="bot is not a member of the supergroup chat"):
        await bot.send_message(house.id, "x")


async def test_old_and_foreign_messages_stay(
    server: TelegramServer, bot: Bot, clock: Clock, house: Chat, ann: User, bob: User
) -> None:
    line = await server.write(house, bob, "unfein")
    await bot.delete_messages(house.id, [line.id, 4711])
    assert not line.live
    await server.promote(house, server.me, {"can_pin_messages"})
    other = await server.write(house, bob, "bleibt")
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await bot.delete_message(house.id, other.id)
    own = await bot.send_message(house.id, "x")
    clock.forward(hours=49)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await bot.delete_message(house.id, own.message_id)


async def test_pins_leave_a_line(server: TelegramServer, bot: Bot, house: Chat) -> None:
    sent = await bot.send_message(house.id, "Regeln")
    await bot.pin_chat_message(house.id, sent.message_id)
    pinned = (await fetch(bot))[0].message
    assert pinned is not None
    assert pinned.pinned_message is not None
    assert pinned.pinned_message.message_id == sent.message_id
    assert (await bot.get_chat(house.id)).pinned_message is not None
    await bot.unpin_chat_message(house.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message to unpin not found"):
        await bot.unpin_chat_message(house.id, sent.message_id)


# -- privacy mode ------------------------------------------------------------------------------------------------------


async def test_in_privacy_mode_only_what_is_meant_for_the_bot_arrives(
    server: TelegramServer, bot: Bot, ann: User, bob: User
) -> None:
    group = server.add_group("Privat", owner=ann, members=[bob])
    server.seat_bot(group)
    own = await bot.send_message(group.id, "Fragt mich!")
    mine = group.messages[own.message_id]
    await server.write(group, bob, "unter uns")
    await server.write(group, bob, "/help")
    await server.write(group, bob, "/help@other_bot")
    await server.write(group, bob, "/help@Gastgeber_Bot jetzt")
    await server.write(group, bob, "ja", reply_to=mine)
    await server.write(group, bob, "hallo @gastgeber_bot")
    heard = [u.message.text for u in await fetch(bot) if u.message]
    assert heard == ["/help", "/help@Gastgeber_Bot jetzt", "ja"]


async def test_privacy_mode_is_taken_over_when_the_bot_is_added(
    server: TelegramServer, bot: Bot, ann: User, bob: User
) -> None:
    group = server.add_group("Offen", owner=ann, members=[bob])
    server.seat_bot(group)
    server.reads_all = True
    await server.write(group, bob, "noch nicht")
    await server.remove_bot(group, by=ann)
    await server.add_bot(group, by=ann)
    await server.write(group, bob, "jetzt")
    assert [u.message.text for u in await fetch(bot) if u.message and u.message.text] == ["jetzt"]
    assert (await bot.get_me()).can_read_all_group_messages


# -- buttons -----------------------------------------------------------------------------------------------------------


async def test_a_press_is_answered_once_and_in_time(
    server: TelegramServer, bot: Bot, clock: Clock, house: Chat, ann: User, bob: User
) -> None:
    sent = await bot.send_message(house.id, "Dabei?", reply_markup=keyboard("Ja"))
    message = house.messages[sent.message_id]
    press = await server.press(message, bob, "Ja")
    query = (await fetch(bot))[0].callback_query
    assert query is not None
    assert query.data == "ja"
    with pytest.raises(BadRequest, match="Message_too_long"):
        await bot.answer_callback_query(query.id, "x" * 201)
    await query.answer("Schön, Bob!", show_alert=True)
    await press.answered()
    assert press.alert == "Schön, Bob!"
    assert [s.text for s in server.visible_to(bob.id, house.id) if s.kind == "alert"] == ["Schön, Bob!"]
    assert [s for s in server.visible_to(ann.id, house.id) if s.kind == "alert"] == []
    late = await server.press(message, bob, "ja")
    clock.forward(minutes=10)
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(late.id)
    with pytest.raises(NotAllowedError):
        await server.press(message, bob, "Nein")


async def test_a_link_button_and_a_deep_link_answer(server: TelegramServer, bot: Bot, house: Chat, bob: User) -> None:
    link = "https://t.me/gastgeber_bot?start=p7"
    buttons = [InlineKeyboardButton("Hin", url=link), InlineKeyboardButton("Her", callback_data="her")]
    sent = await bot.send_message(house.id, "?", reply_markup=InlineKeyboardMarkup([buttons]))
    message = house.messages[sent.message_id]
    assert (await server.press(message, bob, "Hin")).url == link
    press = await server.press(message, bob, "her")
    with pytest.raises(BadRequest, match="Url_invalid"):
        await bot.answer_callback_query(press.id, url="https://example.org")
    await bot.answer_callback_query(press.id, url=link)
    assert press.answer_url == link


# -- members -----------------------------------------------------------------------------------------------------------


async def test_a_muted_guest_cannot_write_until_the_time_is_up(
    server: TelegramServer, bot: Bot, clock: Clock, house: Chat, bob: User
) -> None:
    await bot.restrict_chat_member(
        house.id, bob.id, ChatPermissions.no_permissions(), until_date=clock() + timedelta(hours=1)
    )
    with pytest.raises(NotAllowedError):
        await server.write(house, bob, "hallo?")
    member = await bot.get_chat_member(house.id, bob.id)
    assert isinstance(member, ChatMemberRestricted)
    assert member.until_date == clock() + timedelta(hours=1)
    clock.forward(hours=2)
    await server.write(house, bob, "wieder da")
    assert isinstance(await bot.get_chat_member(house.id, bob.id), ChatMemberMember)


async def test_leaving_and_coming_back_does_not_shake_off_a_restriction(
    server: TelegramServer, bot: Bot, house: Chat, bob: User
) -> None:
    await fetch(bot)
    await bot.restrict_chat_member(house.id, bob.id, ChatPermissions.no_permissions())
    await server.leave(house, bob)
    away = await bot.get_chat_member(house.id, bob.id)
    assert isinstance(away, ChatMemberRestricted)
    assert not away.is_member
    await server.join(house, bob)
    with pytest.raises(NotAllowedError):
        await server.write(house, bob, "hallo?")
    assert [kind for kind in kinds(server) if kind == "chat_member"] == ["chat_member"] * 3
    await bot.ban_chat_member(house.id, bob.id)
    await bot.ban_chat_member(house.id, bob.id)
    assert kinds(server).count("chat_member") == 4


@pytest.mark.parametrize("ahead", [timedelta(seconds=20), timedelta(days=367)])
async def test_too_short_and_too_long_mean_for_ever(
    server: TelegramServer, bot: Bot, clock: Clock, house: Chat, bob: User, ahead: timedelta
) -> None:
    await bot.ban_chat_member(house.id, bob.id, until_date=clock() + ahead)
    assert house.member(bob).until is None
    assert house.member(bob).asked_until == int((clock() + ahead).timestamp())
    clock.forward(days=4000)
    with pytest.raises(NotAllowedError):
        await server.join(house, bob)
    await bot.unban_chat_member(house.id, bob.id, only_if_banned=True)
    await server.join(house, bob)
    await bot.unban_chat_member(house.id, bob.id, only_if_banned=True)
    assert house.member(bob).present
    await bot.unban_chat_member(house.id, bob.id)
    assert house.member(bob).status is Status.LEFT


async def test_the_bot_cannot_touch_those_above_it(
    server: TelegramServer, bot: Bot, house: Chat, ann: User, bob: User
) -> None:
    await server.promote(house, bob, {"can_pin_messages"})
    with pytest.raises(BadRequest, match="User is an administrator of the chat"):
        await bot.restrict_chat_member(house.id, bob.id, ChatPermissions.no_permissions())
    with pytest.raises(BadRequest, match="Can't remove chat owner"):
        await bot.ban_chat_member(house.id, ann.id)
    with pytest.raises(BadRequest, match="Can't restrict self"):
        await bot.ban_chat_member(house.id, bot.id)
    await server.demote(house, server.me)
    await server.demote(house, bob)
    with pytest.raises(BadRequest, match="Not enough rights to restrict/unrestrict chat member"):
        await bot.ban_chat_member(house.id, bob.id)
    basic = server.add_group("Klein", owner=ann, members=[bob], basic=True)
    server.seat_bot(basic, ALL_RIGHTS)
    with pytest.raises(BadRequest, match="Method is available only for supergroups"):
        await bot.restrict_chat_member(basic.id, bob.id, ChatPermissions.no_permissions())


async def test_flags_bring_each_other_along_unless_told_otherwise(
    server: TelegramServer, bot: Bot, house: Chat, bob: User
) -> None:
    only = ChatPermissions(can_send_polls=True)
    await bot.restrict_chat_member(house.id, bob.id, only)
    assert house.member(bob).allowed == {"can_send_polls", "can_send_messages"}
    await bot.restrict_chat_member(house.id, bob.id, only, use_independent_chat_permissions=True)
    assert house.member(bob).allowed == {"can_send_polls"}
    await bot.restrict_chat_member(house.id, bob.id, ChatPermissions.all_permissions())
    assert house.member(bob).status is Status.MEMBER


async def test_a_chat_tells_who_is_in_it(server: TelegramServer, bot: Bot, house: Chat, bob: User) -> None:
    chat = await bot.get_chat(house.id)
    assert (chat.title, chat.type) == ("Haus", "supergroup")
    assert await bot.get_chat_member_count(house.id) == 3
    admins = await bot.get_chat_administrators(house.id)
    assert {a.user.id for a in admins} == {house.owner.id if house.owner else 0, bot.id}
    me = await bot.get_chat_member(house.id, bot.id)
    assert isinstance(me, ChatMemberAdministrator)
    assert me.can_restrict_members
    assert await bot.promote_chat_member(house.id, bob.id, can_pin_messages=True)
    assert house.member(bob).promoted_by == bot.id


async def test_a_join_request_opens_the_door_for_five_minutes(
    server: TelegramServer, bot: Bot, clock: Clock, ann: User
) -> None:
    await fetch(bot)
    group = server.add_group("Zu", owner=ann, join_by_request=True)
    server.seat_bot(group, ALL_RIGHTS)
    link = await bot.create_chat_invite_link(group.id, name="Flugblatt", creates_join_request=True)
    eve, finn = server.add_user("Eve"), server.add_user("Finn")
    await server.request_join(group, eve, link=link.invite_link)
    request = (await fetch(bot))[-1].chat_join_request
    assert request is not None
    assert request.invite_link is not None
    assert request.invite_link.name == "Flugblatt"
    await bot.send_message(request.user_chat_id, "Wie viel ist 3 + 4?")
    await request.approve()
    assert group.member(eve).present
    assert kinds(server)[-2:] == ["chat_member", "message"]
    assert server.updates[-2]["chat_member"]["via_join_request"] is True
    with pytest.raises(BadRequest, match="User_already_participant"):
        await request.approve()
    await server.request_join(group, finn)
    clock.forward(minutes=6)
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(finn.id, "zu spät")
    await bot.decline_chat_join_request(group.id, finn.id)
    with pytest.raises(BadRequest, match="Hide_requester_missing"):
        await bot.approve_chat_join_request(group.id, finn.id)


async def test_invite_links_count_and_run_out(server: TelegramServer, bot: Bot, house: Chat) -> None:
    await fetch(bot)
    link = await bot.create_chat_invite_link(house.id, name="Aushang", member_limit=1)
    carl, dora = server.add_user("Carl"), server.add_user("Dora")
    await server.join(house, carl, link=link.invite_link)
    assert server.updates[-2]["chat_member"]["invite_link"]["name"] == "Aushang"
    with pytest.raises(NotAllowedError):
        await server.join(house, dora, link=link.invite_link)
    await bot.edit_chat_invite_link(house.id, link.invite_link, member_limit=5)
    assert (await bot.revoke_chat_invite_link(house.id, link.invite_link)).is_revoked
    with pytest.raises(NotAllowedError):
        await server.join(house, dora, link=link.invite_link)
    with pytest.raises(BadRequest, match="requiring administrator approval"):
        await bot.create_chat_invite_link(house.id, member_limit=3, creates_join_request=True)


# -- forums ------------------------------------------------------------------------------------------------------------


async def test_topics_have_numbers_and_general_has_none(
    server: TelegramServer, bot: Bot, forum: Chat, bob: User
) -> None:
    topic = await bot.create_forum_topic(forum.id, "Partys")
    inside = await bot.send_message(forum.id, "Samstag", message_thread_id=topic.message_thread_id)
    assert (inside.message_thread_id, inside.is_topic_message) == (topic.message_thread_id, True)
    general = await bot.send_message(forum.id, "Allgemein")
    assert (general.message_thread_id, general.is_topic_message) == (None, None)
    for nowhere in (1, 999):
        with pytest.raises(BadRequest, match="Message thread not found"):
            await bot.send_message(forum.id, "x", message_thread_id=nowhere)
    await server.write(forum, bob, "Ich komme", thread=topic.message_thread_id)
    heard = (await fetch(bot))[-1].message
    assert heard is not None
    assert heard.reply_to_message is not None
    assert heard.reply_to_message.forum_topic_created is not None
    await bot.edit_forum_topic(forum.id, topic.message_thread_id, name="Feste")
    await bot.close_forum_topic(forum.id, topic.message_thread_id)
    with pytest.raises(NotAllowedError):
        await server.write(forum, bob, "noch?", thread=topic.message_thread_id)
    await bot.reopen_forum_topic(forum.id, topic.message_thread_id)
    await bot.delete_forum_topic(forum.id, topic.message_thread_id)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(forum.id, "x", message_thread_id=topic.message_thread_id)
    assert [m.words for m in server.said(forum)] == ["Allgemein"]


async def test_groups_without_topics_say_so(bot: Bot, house: Chat) -> None:
    with pytest.raises(BadRequest, match="The chat is not a forum"):
        await bot.create_forum_topic(house.id, "Partys")
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(house.id, "x", message_thread_id=5)


# -- moving house ------------------------------------------------------------------------------------------------------


async def test_a_group_that_moved_says_where(server: TelegramServer, bot: Bot, ann: User, bob: User) -> None:
    basic = server.add_group("Klein", owner=ann, members=[bob], basic=True)
    server.seat_bot(basic)
    new = await server.migrate(basic)
    with pytest.raises(ChatMigrated) as moved:
        await bot.send_message(basic.id, "hallo")
    assert moved.value.new_chat_id == new.id
    await bot.send_message(new.id, "hallo")
    left, came = [u.message for u in await fetch(bot)]
    assert left is not None
    assert came is not None
    assert (left.chat.id, left.migrate_to_chat_id) == (basic.id, new.id)
    assert (came.chat.id, came.migrate_from_chat_id) == (new.id, basic.id)


# -- other voices ------------------------------------------------------------------------------------------------------


async def test_channels_anonymous_administrators_and_forwards(
    server: TelegramServer, bot: Bot, house: Chat, ann: User
) -> None:
    channel = server.add_channel("Nachrichten", owner=ann, discussion=house, username="haus_news")
    server.seat_bot(channel, ALL_RIGHTS)
    await server.post(channel, ann, "Neues")
    boss = server.add_user("Chefin")
    server.seat_admin(house, boss, ALL_RIGHTS, anonymous=True, title="Leitung")
    await server.write(house, boss, "/ban")
    await server.write(house, ann, "Werbung", as_channel=channel)
    await server.write(house, ann, "von dort", forwarded_from=channel)
    post, carried, anonymous, alias, forward = await fetch(bot)
    assert post.channel_post is not None
    assert carried.message is not None
    assert carried.message.is_automatic_forward
    assert carried.message.from_user is not None
    assert carried.message.from_user.id == 777000
    assert anonymous.message is not None
    assert anonymous.message.from_user is not None
    assert anonymous.message.from_user.id == 1087968824
    assert anonymous.message.sender_chat is not None
    assert anonymous.message.sender_chat.id == house.id
    assert alias.message is not None
    assert alias.message.from_user is not None
    assert alias.message.from_user.id == 136817688
    assert forward.message is not None
    assert isinstance(forward.message.forward_origin, MessageOriginChannel)
    await bot.ban_chat_sender_chat(house.id, channel.id)
    with pytest.raises(NotAllowedError):
        await server.write(house, ann, "mehr", as_channel=channel)
    await bot.send_message("@haus_news", "vom Bot")
    assert (await bot.get_chat(channel.id)).linked_chat_id == house.id


async def test_edits_albums_stickers_and_reactions_arrive(
    server: TelegramServer, bot: Bot, house: Chat, bob: User
) -> None:
    await fetch(bot)
    line = await server.write(house, bob, "gut")
    await server.edit(line, "böse http://example.org")
    await server.send_photo(house, bob, "eins", media_group="a1")
    await server.send_photo(house, bob, media_group="a1")
    await server.send_sticker(house, bob)
    await server.react(line, bob, "🔥")
    updates = await fetch(bot)
    assert kinds(server) == ["message", "edited_message", *["message"] * 3, "message_reaction"]
    assert updates[1].edited_message is not None
    assert updates[1].edited_message.entities[0].type == "url"
    assert updates[2].message is not None
    assert updates[2].message.media_group_id == "a1"
    assert updates[5].message_reaction is not None
    assert updates[5].message_reaction.new_reaction == (ReactionTypeEmoji("🔥"),)
    await bot.set_message_reaction(house.id, line.id, "👍")
    with pytest.raises(BadRequest, match="Reaction_invalid"):
        await bot.set_message_reaction(house.id, line.id, "🥦")


async def test_a_poll_is_asked_answered_and_closed(server: TelegramServer, bot: Bot, house: Chat, bob: User) -> None:
    await fetch(bot)
    sent = await bot.send_poll(house.id, "Wann?", ["Freitag", "Samstag"], is_anonymous=False)
    await server.vote(house.messages[sent.message_id], bob, [1])
    updates = await fetch(bot)
    assert updates[0].poll_answer is not None
    assert updates[0].poll_answer.option_ids == (1,)
    closed = await bot.stop_poll(house.id, sent.message_id)
    assert [o.voter_count for o in closed.options] == [0, 1]
    with pytest.raises(BadRequest, match="Poll has already been closed"):
        await bot.stop_poll(house.id, sent.message_id)


# -- the menu ----------------------------------------------------------------------------------------------------------


async def test_commands_live_per_scope_and_language(server: TelegramServer, bot: Bot, house: Chat, bob: User) -> None:
    help_de, help_en = BotCommand("help", "Hilfe"), BotCommand("help", "Help")
    await bot.set_my_commands([help_en])
    await bot.set_my_commands([help_de], language_code="de")
    await bot.set_my_commands([help_de], BotCommandScopeAllGroupChats(), "de")
    await bot.set_my_commands([help_en], BotCommandScopeChatMember(house.id, bob.id))
    assert await bot.get_my_commands(language_code="de") == (help_de,)
    assert await bot.get_my_commands(language_code="fr") == ()
    assert set(server.commands) == {
        ("default", ""),
        ("default", "de"),
        ("all_group_chats", "de"),
        (f"chat_member:{house.id}:{bob.id}", ""),
    }
    await bot.delete_my_commands(language_code="de")
    assert await bot.get_my_commands(language_code="de") == ()
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await bot.set_my_commands([BotCommand("grüße", "x")])
    with pytest.raises(BadRequest, match="Bot_commands_too_much"):
        await bot.set_my_commands([BotCommand(f"c{n}", "x") for n in range(101)])
    await bot.set_my_description("Ich bin der Gastgeber.", "de")
    assert (await bot.get_my_description("de")).description == "Ich bin der Gastgeber."


# -- bad weather -------------------------------------------------------------------------------------------------------


async def test_a_flood_pauses_one_chat_and_says_how_long(
    server: TelegramServer, bot: Bot, house: Chat, forum: Chat
) -> None:
    server.flood(chat=house, retry_after=7, times=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as pause:
            await bot.send_message(house.id, "x")
        assert pause.value.retry_after == timedelta(seconds=7)
        await bot.send_message(forum.id, "x")
    await bot.send_message(house.id, "x")
    assert len(server.journal.of("sendMessage", chat=house.id, ok=False)) == 2


async def test_lines_break_before_or_after_the_work(server: TelegramServer, bot: Bot, house: Chat) -> None:
    server.drop()
    with pytest.raises(NetworkError):
        await bot.send_message(house.id, "nie da")
    server.drop(done=True)
    with pytest.raises(NetworkError):
        await bot.send_message(house.id, "doch da")
    server.fail(status=502, body="<html>Bad Gateway</html>")
    with pytest.raises(NetworkError, match="Parsing the server response"):
        await bot.send_message(house.id, "auch nicht")
    assert [m.text for m in server.said(house)] == ["doch da"]


async def test_haste_is_written_down(server: TelegramServer, bot: Bot, clock: Clock, house: Chat) -> None:
    for _ in range(20):
        await bot.send_message(house.id, "x")
        clock.forward(seconds=1)
    assert server.over_limit == []
    await bot.send_message(house.id, "x")
    assert [over.rule for over in server.over_limit] == ["20/min"]


async def test_an_unknown_method_is_remembered(server: TelegramServer, bot: Bot) -> None:
    with pytest.raises(EndPointNotFound):
        await bot.do_api_request("sendTelepathy")
    assert [call.method for call in server.unexpected] == ["sendTelepathy"]


async def test_newcomers_read_what_is_still_there_and_leavers_what_was(
    server: TelegramServer, bot: Bot, house: Chat, bob: User
) -> None:
    gone = await server.write(house, bob, "früh weg")
    await server.delete(gone)
    await server.write(house, bob, "bleibt")
    carl = server.add_user("Carl")
    await server.join(house, carl)
    await server.leave(house, bob)
    await bot.send_message(house.id, "nach Bob")
    for_carl = {s.text for s in server.visible_to(carl.id, house.id)}
    for_bob = {s.text for s in server.visible_to(bob.id, house.id)}
    assert {"bleibt", "nach Bob"} <= for_carl
    assert "früh weg" not in for_carl
    assert {"früh weg", "bleibt", "Carl"} <= for_bob
    assert "nach Bob" not in for_bob


async def test_words_carried_into_another_chat_are_seen_there(
    server: TelegramServer, bot: Bot, house: Chat, forum: Chat, ann: User
) -> None:
    dora = server.add_user("Dora")
    server.seat(forum, dora)
    told = await server.write(house, ann, "nur im Haus")
    sent = await bot.send_message(forum.id, "Antwort", reply_parameters=ReplyParameters(told.id, chat_id=house.id))
    assert sent.external_reply is not None
    assert "nur im Haus" in {s.text for s in server.visible_to(dora.id, forum.id) if s.kind == "quote"}
    await bot.set_chat_description(forum.id, "Hier wird geplant")
    assert "Hier wird geplant" in {s.text for s in server.visible_to(dora.id, forum.id) if s.kind == "about"}


async def test_a_private_chat_begins_with_start_or_a_deep_link(server: TelegramServer, bot: Bot, ann: User) -> None:
    with pytest.raises(NotAllowedError):
        await server.write(ann, ann, "hallo")
    with pytest.raises(NotAllowedError):
        await server.open_link(ann, "https://t.me/gastgeber_bot?start=zu%20viel")
    await server.open_link(ann, "https://t.me/Gastgeber_Bot?start=p-7_x")
    assert [m.text for m in server.private(ann)] == ["/start p-7_x"]


async def test_a_slow_answer_is_only_slow(server: TelegramServer, bot: Bot, house: Chat) -> None:
    server.delay(0.05, method="sendMessage")
    call = asyncio.create_task(bot.send_message(house.id, "spät"))
    await server.wait_for(lambda: server.journal.of("sendMessage"))
    assert server.said(house) == []
    await call
    assert (await server.wait_call("sendMessage", chat=house)).ok


async def test_calls_may_come_as_json_or_in_the_address(server: TelegramServer, house: Chat) -> None:
    async with ClientSession(f"{server.base_url}{server.token}/") as web_client:
        async with web_client.post("sendmessage", json={"chat_id": house.id, "text": "123"}) as answer:
            assert (await answer.json())["result"]["text"] == "123"
        async with web_client.get("sendMessage", params={"chat_id": house.id, "text": "true"}) as answer:
            assert (await answer.json())["result"]["text"] == "true"
        async with web_client.get("sendMessage", params={"chat_id": 1, "text": "x"}) as answer:
            assert (answer.status, (await answer.json())["description"]) == (400, "Bad Request: chat not found")


@pytest.mark.skipif("PLATFORM_SPECS" not in os.environ, reason="PLATFORM_SPECS does not say where the Bot API spec is")
def test_the_spec_finds_what_does_not_fit() -> None:
    spec = load_spec()
    assert spec is not None
    spec.check_call("sendMessage", {"chat_id": True, "txt": "x"}, set())
    guest = {"id": 1, "is_bot": False, "first_name": "Ann"}
    spec.check_result("getChatMember", {"status": "kicked", "user": guest})
    spec.check_update({"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": "1", "type": "private"}}})
    assert spec.violations == [
        "sendMessage: unknown field txt",
        "sendMessage.chat_id: True is no Integer",
        "sendMessage: required field text is missing",
        "getChatMember result<ChatMemberBanned>: required field until_date is missing",
        "update 1<Update>.message<Message>.chat<Chat>.id: '1' is no Integer",
    ]
