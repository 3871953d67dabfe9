"""What every platform holds: what is said arrives once, as words, and before the right eyes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.abilities import Ability
from bot.core.actions import Amend, Answer, Erase, Post, Whisper
from bot.core.events import ButtonPressed, FormFilled, MessageWritten
from bot.core.fitting import fit_note
from bot.core.notes import Button, Note, Option, Select, note
from bot.core.ports import Done, Failed, Later, Outcome, Torn
from bot.core.refs import Bookmark, MemberRef, MessageRef
from bot.core.text import Mention, Strong, Text
from tests.platforms.contract import Rig, bare, delivery, does, done, made, reason, standing, turns_round

pytestmark = pytest.mark.wire
HOSTILE = (
    "*bold* _soft_ ~~gone~~ `code` ||secret|| ```block```",
    "# title\n> quote\n- list\n1. first\n-# small",
    "[click](https://evil.example) <https://evil.example> </help:1>",
    "<b>bold</b> &lt;i&gt; <script>alert(1)</script> <a href='tg://user?id=1'>you</a>",
    "@everyone @here @annann <@1> <@&1> <#1>",
    "\u202egnp.exe\u2066 turned \u200f\u05e9\u05dc\u05d5\u05dd",
    "zero\u200bwidth\u200d and \ufeff marks",
    "👩\u200d👩\u200d👧 🏳️\u200d🌈 🎉 ﷽",
    "half \ud83d a pair, \x00 a null, \x1b[31m a terminal",
    "y" * 2001,
)
# Words of one sign each: some grow when they are escaped, some count double.
SIGNS = ("x", "*", "_<", "@a ", "&", "👩\u200d👧", "\n- ", "@annann ")


async def test_the_house_does_not_hear_itself(rig: Rig) -> None:
    await made(rig, Post(rig.room, note("good evening")))
    await rig.say(rig.ann, "hello")
    heard = await rig.inbox.next(MessageWritten)
    assert (heard.scene.member, heard.text) == (rig.ann, "hello")
    assert len(rig.inbox.of(MessageWritten)) == 1


async def test_the_same_happening_delivered_twice_has_the_same_key(rig: Rig) -> None:
    await rig.say(rig.ann, "once")
    await rig.inbox.next(MessageWritten)
    await rig.repeat()
    await rig.say(rig.ben, "twice")
    await rig.inbox.next(MessageWritten, lambda event: event.text == "twice")
    assert len(set(rig.inbox.keys(lambda event: isinstance(event, MessageWritten) and event.text == "once"))) == 1


async def test_a_post_is_for_everybody_and_a_private_answer_for_its_asker(rig: Rig) -> None:
    await made(rig, Post(rig.room, note("for all of you")))
    scene = await rig.ask(rig.ann)
    await done(rig, Answer(note("for ann alone")), scene)
    await done(rig, Answer(note("and much longer, " * 20)), scene)
    await done(rig, Whisper(rig.ann, note("a whisper"), bookmark="w"), scene)
    await done(rig, Whisper(rig.ben, note("behind the hand")), scene)
    assert _read("for all of you", await rig.reads(rig.ann))
    assert _read("for all of you", await rig.reads(rig.ben))
    for words in ("for ann alone", "and much longer", "a whisper"):
        assert _read(words, await rig.reads(rig.ann))
        assert not _read(words, await rig.reads(rig.ben))
        assert not _read(words, await rig.reads(rig.chief))
    assert _read("behind the hand", await rig.reads(rig.ben))
    assert not _read("behind the hand", await rig.reads(rig.ann))


async def test_an_answer_to_a_press_in_the_room_is_private_too(rig: Rig) -> None:
    card = await made(rig, Post(rig.room, note("Coming?", (Button("Yes", "contract/yes"),))))
    await rig.press(rig.ann, card, "contract/yes")
    scene = (await rig.inbox.next(ButtonPressed)).scene
    await done(rig, Answer(note("seat three is yours"), replace=True), scene)
    await done(rig, Answer(note("and much longer, " * 20), replace=True), scene)
    for words in ("seat three is yours", "and much longer"):
        assert _read(words, await rig.reads(rig.ann))
        assert not _read(words, await rig.reads(rig.ben))
    assert (await standing(rig, card)).words == "Coming?"


async def test_an_amendment_changes_the_same_message_and_an_erasure_removes_it(rig: Rig) -> None:
    card = await made(rig, Post(rig.room, note("none yet", (Button("Yes", "contract/yes"),)), bookmark="c"))
    changed = await made(rig, Amend("c", note("three", (Button("No", "contract/no"),))), message=card)
    assert changed == card
    await rig.reads(rig.ben)
    now = await standing(rig, card)
    assert (now.words, now.buttons) == ("three", ("contract/no",))
    await done(rig, Amend("c", note("three", (Button("No", "contract/no"),))), message=card)
    await done(rig, Erase(Bookmark("c")), message=card)
    await rig.reads(rig.ben)
    assert await rig.shown(card) is None


async def test_what_is_gone_is_gone_and_nothing_is_raised(rig: Rig) -> None:
    card = await made(rig, Post(rig.room, note("for a moment")))
    await done(rig, Erase(card))
    assert _done_or_gone(await does(rig, Erase(card)))
    assert reason(await does(rig, Amend("c", note("too late")), message=card)) == "gone"
    assert reason(await does(rig, Amend("c", note("never made")))) == "gone"
    assert reason(await does(rig, Post(Bookmark("never/made"), note("where?")))) == "gone"
    assert _done_or_gone(await does(rig, Erase(Bookmark("never/made"))))
    assert _done_or_gone(await does(rig, Erase(MessageRef(rig.room, "999999999999"))))


async def test_a_post_whose_answer_was_lost_is_not_doubled_where_there_is_a_key(rig: Rig) -> None:
    first = delivery(Post(rig.room, note("only once")))
    rig.tear()
    outcome = await rig.platform.perform(first)
    if Ability.NONCE not in rig.platform.abilities.can:
        assert isinstance(outcome, Torn)  # nobody knows, and the core decides by the policy
        return
    again = await rig.platform.perform(replace(first, again=True, age=timedelta(seconds=20)))
    assert isinstance(again, Done)
    assert isinstance(outcome, Torn) or outcome == again
    await made(rig, Post(rig.room, note("next")))
    lines = await rig.reads(rig.ben)
    assert sum("only once" in line for line in lines) == 1


async def test_a_text_over_the_limit_leaves_shortened_and_arrives(rig: Rig) -> None:
    for sign in SIGNS:
        long = sign * (rig.platform.abilities.text_limit // len(sign) + 200)
        card = await made(rig, Post(rig.room, note(long)))
        await rig.reads(rig.ben)
        found = bare((await standing(rig, card)).words)
        assert found.endswith("…"), ascii(sign)
        assert bare(long).startswith(found.removesuffix("…").strip()[:1000]), ascii(sign)


async def test_whatever_a_guest_wrote_arrives_as_plain_words_and_calls_nobody(rig: Rig) -> None:
    for words in HOSTILE:
        for text in (Text.of(words), Text.of("Hello, ", Mention(MemberRef("elsewhere", "1"), words), "!")):
            card = await made(rig, Post(rig.room, Note(text, ((Button(words[:80], "contract/yes"),),))))
            await rig.reads(rig.ben)
            found = await standing(rig, card)
            assert not found.marked, ascii(words)
            assert not found.pinged, ascii(words)
            assert bare(found.words) == bare(fit_note(Note(text), rig.platform.abilities).text.plain)
            assert rig.platform.name == "lobby" or not turns_round(found.words)  # the page isolates them
        strong = await made(rig, Post(rig.room, Note(Text.of(Strong(words)))))
        await rig.reads(rig.ben)
        assert not (await standing(rig, strong)).pinged, ascii(words)


async def test_a_button_of_sixty_four_bytes_comes_back_whole(rig: Rig) -> None:
    button = "contract/" + "v" * 24 + "/" + "a" * 30
    assert len(button.encode()) == 64
    card = await made(rig, Post(rig.room, note("Press", (Button("Here", button),))))
    await rig.reads(rig.ann)
    await rig.press(rig.ann, card, button)
    assert (await rig.inbox.next(ButtonPressed)).button == button


async def test_a_choice_of_many_comes_back_as_the_option(rig: Rig) -> None:
    options = (Option("One", "1"), Option("Two", "2", "the second", chosen=True))
    card = await made(rig, Post(rig.room, Note(Text.of("Pick"), selects=(Select("contract/pick/p1", "?", options),))))
    await rig.reads(rig.ann)
    await rig.press(rig.ann, card, "contract/pick/p1", "2")
    event = await rig.inbox.next(ButtonPressed)
    stem, _, carried = event.button.partition("=")
    assert (stem, event.choice or carried) == ("contract/pick/p1", "2")


async def test_a_form_is_filled_in_where_there_are_forms_and_else_asked_by_the_core(rig: Rig) -> None:
    button = "contract/form/p1"
    card = await made(rig, Post(rig.room, note("Ideas?", (Button("I have one", button),))))
    await rig.reads(rig.ann)
    if Ability.FORMS not in rig.platform.abilities.can:
        await rig.press(rig.ann, card, button)
        assert (await rig.inbox.next(ButtonPressed)).button == button
        return
    await rig.fill(rig.ann, card, button, {"what": "a costume ball"})
    event = await rig.inbox.next(FormFilled)
    assert (event.form, event.scene.member) == (button, rig.ann)
    assert dict(event.values)["what"] == "a costume ball"
    assert not rig.inbox.of(ButtonPressed)
    await done(rig, Answer(note("thank you")), event.scene)
    assert _read("thank you", await rig.reads(rig.ann))
    assert not _read("thank you", await rig.reads(rig.ben))


async def test_what_nobody_can_read_is_harmless_and_the_next_one_comes(rig: Rig) -> None:
    await rig.garble()
    await rig.say(rig.ann, "still here?")
    assert (await rig.inbox.next(MessageWritten)).text == "still here?"
    assert isinstance(await does(rig, Post(rig.room, note("still here."))), Done)


async def test_before_the_platform_is_there_everything_has_to_wait(rig: Rig) -> None:
    early = rig.unconnected()
    try:
        for action in (Post(rig.room, note("hello?")), Whisper(rig.ann, note("hello?")), Erase(Bookmark("b"))):
            outcome = await early.perform(delivery(action))
            assert isinstance(outcome, Later)
            assert outcome.after > timedelta(0)
    finally:
        await early.close()


async def test_many_at_once_all_arrive(rig: Rig) -> None:
    lines = [f"line {number}." for number in range(12)]
    outcomes = await asyncio.gather(*(does(rig, Post(rig.room, note(line))) for line in lines))
    assert all(isinstance(outcome, Done) for outcome in outcomes)
    read = await rig.reads(rig.ben)
    assert all(_read(line, read) for line in lines)


def _read(words: str, lines: list[str]) -> bool:
    return any(words in line for line in lines)


def _done_or_gone(outcome: Outcome) -> bool:
    return isinstance(outcome, Done) or (isinstance(outcome, Failed) and outcome.reason == "gone")
