"""Guests ask on every platform: a good answer, else an honest promise; never a word into the chatter."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Answer, Post, Whisper
from bot.core.events import MessageWritten
from bot.core.features import Feature, Hooks
from bot.core.refs import MemberRef, MessageRef
from bot.core.text import Text
from cogs.faq import faq
from tests.support.databases import tables
from tests.support.stage import Actor, Stage, open_stage

PLATFORMS = ["discord", "telegram", "lobby"]


@dataclass(frozen=True)
class Known:
    key: str
    language: str
    asks: tuple[str, ...]
    says: Text


HOUSE = (
    Known("hours", "de", ("Wann habt ihr geöffnet?",), Text.of("Ab sechs.")),
    Known("hours", "en", ("When do you open?",), Text.of("From six.")),
    Known("coat", "de", ("Wo ist die Garderobe?",), Text.of("Links neben der Tür.")),
)
FAQ = faq(lambda pack: HOUSE)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, [FAQ], packages=("cogs.faq",)) as opened:
        yield opened


async def questions(stage: Stage) -> list[tuple[str, str]]:
    async with stage.database.read() as reader:
        return [(row[0], row[1]) for row in await reader.rows("SELECT question, member FROM faq_gap ORDER BY at, id")]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_known_question_is_answered_privately(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform, "de").asks("ask", "wann habt ihr denn geöffnet?", private=True)
    [action] = stage.take()
    assert isinstance(action, Answer)
    assert action.note.text.plain == "Ab sechs."
    assert await questions(stage) == []


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_the_answer_comes_in_the_asker_s_language(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "en")
    await ann.asks("ask", "when do you open", private=True)
    assert stage.said() == ["From six."]
    await ann.asks("ask", "wo ist denn die Garderobe", private=True)
    assert stage.said() == ["Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_the_german_name_works_too(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform, "de").asks("frage", "Wo ist die Garderobe?", private=True)
    assert stage.said() == ["Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_ask_alone_opens_a_form(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    await ann.asks("ask", private=True)
    assert "form-question" in stage.said()[0]
    await ann.fills("faq/ask", question="Wo ist die Garderobe?", private=True)
    assert stage.said() == ["Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_what_nobody_knows_goes_on_the_list(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    await ann.asks("ask", "Gibt es veganen Kuchen?", private=True)
    assert stage.said() == ["faq-find-out"]
    assert await questions(stage) == [("Gibt es veganen Kuchen?", "ann")]
    await ann.asks("ask", "gibt es VEGANEN kuchen", private=True)
    assert stage.said() == ["faq-find-out-already"]
    assert len(await questions(stage)) == 1


async def test_a_question_is_kept_nowhere_else(stage: Stage) -> None:
    await stage.actor("Ann", "telegram", "de").writes("Gibt es den Zitronenkuchen wieder?", private=True)
    async with stage.database.read() as reader:
        names = await tables(reader, stage.database)
        holding = [name for name in names if "Zitronenkuchen" in str(await reader.rows(f"SELECT * FROM {name}"))]
    assert holding == ["faq_gap"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_nobody_fills_the_list_alone(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    for subject in ("Kuchen", "Musik", "Regen", "Tanz", "Wein", "Brot"):
        await ann.asks("ask", f"Gibt es {subject}?", private=True)
    assert stage.said()[-1] == "faq-enough-open count=5"
    assert len(await questions(stage)) == 5


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_question_that_is_too_long_is_not_taken(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform).asks("ask", "why " * 100, private=True)
    assert stage.said() == ["faq-too-long limit=300"]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_mention_is_answered_in_the_room_as_a_reply(stage: Stage, platform: str) -> None:
    message = await stage.actor("Ann", platform, "de").writes("@house wo ist die Garderobe?", to_house=True)
    [action] = stage.take()
    assert isinstance(action, Post)
    assert action.note.text.plain == "Links neben der Tür."
    assert action.reply_to == message
    assert not action.unasked


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_the_same_answer_is_not_said_twice_at_once(stage: Stage, platform: str) -> None:
    ann, ben = stage.actor("Ann", platform, "de"), stage.actor("Ben", platform, "de")
    await ann.writes("@house wo ist die Garderobe?", to_house=True)
    await ben.writes("@house wo ist die Garderobe?", to_house=True)
    assert stage.said() == ["Links neben der Tür."]
    await stage.passes(timedelta(minutes=2))
    await ben.writes("@house wo ist die Garderobe?", to_house=True)
    assert stage.said() == ["Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_an_unknown_question_by_mention_is_promised_once(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    await ann.writes("@house gibt es Kuchen?", to_house=True)
    await ann.writes("@house gibt es Musik?", to_house=True)
    [action] = stage.take()
    assert isinstance(action, Post)
    assert action.note.text.plain == "faq-find-out"
    assert [question for question, _ in await questions(stage)] == ["gibt es Kuchen?", "gibt es Musik?"]


@pytest.mark.parametrize("platform", PLATFORMS)
@pytest.mark.parametrize("text", ["@house", "@house danke!", "bin dabei, ich freu mich auf Kuchen", "👍"])
async def test_what_asks_nothing_gets_silence_in_a_room(stage: Stage, platform: str, text: str) -> None:
    await stage.actor("Ann", platform, "de").writes(text, to_house=True)
    assert stage.take() == []
    assert await questions(stage) == []


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_ordinary_chatter_is_none_of_its_business(stage: Stage, platform: str) -> None:
    await stage.actor("Ann", platform, "de").writes("Wo ist die Garderobe? Gibt es Kuchen?")
    assert stage.take() == []
    assert await questions(stage) == []


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_private_message_is_a_question_to_the_house(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    await ann.writes("wo ist die garderobe", private=True)
    await ann.writes("Gibt es Kuchen?", private=True)
    await ann.writes("danke", private=True)
    assert stage.said() == ["Links neben der Tür.", "faq-find-out", "faq-nothing-asked"]


async def test_what_was_forwarded_or_said_by_nobody_is_left_alone(stage: Stage) -> None:
    ann = stage.actor("Ann", "telegram", "de")
    now = stage.clock.now()
    private, room = ann.scene(private=True), ann.scene()
    message = MessageRef(private.place, "w9")
    ben = MemberRef("telegram", "ben")
    await stage.happens(MessageWritten(private, message, "Gibt es Kuchen?", now, to_house=True, forwarded_from=ben))
    await stage.happens(MessageWritten(room, message, "@house gibt es Kuchen?", now, to_house=True, automatic=True))
    await stage.happens(MessageWritten(room, message, "@house gibt es Kuchen?", now, to_house=True, as_channel=True))
    assert stage.take() == []
    assert await questions(stage) == []


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_wrong_answer_is_not_the_last_word(stage: Stage, platform: str) -> None:
    ann = stage.actor("Ann", platform, "de")
    await ann.asks("ask", "Wo ist die Garderobe?", private=True)
    [answer] = stage.take()
    assert isinstance(answer, Answer)
    assert [button.id for button in answer.note.rows[0]] == ["faq/insist"]
    await ann.fills("faq/insist", question="Wo ist die Garderobe für Kinder?", private=True)
    assert stage.said() == ["faq-find-out"]
    assert await questions(stage) == [("Wo ist die Garderobe für Kinder?", "ann")]


async def test_a_muted_guest_gets_no_answer(tmp_path: Path) -> None:
    async def nobody(ctx: object) -> bool:
        return False

    door = Feature("gatekeeper", hooks=Hooks(gate=nobody))
    async with open_stage(tmp_path, [FAQ, door], packages=("cogs.faq",)) as stage:
        for platform in PLATFORMS:
            ann: Actor = stage.actor("Ann", platform, "de")
            await ann.asks("ask", "Wo ist die Garderobe?", private=True)
            await ann.writes("@house wo ist die Garderobe?", to_house=True)
        assert stage.take() == []


async def test_open_questions_are_forgotten_after_a_while(stage: Stage) -> None:
    await stage.actor("Ann", "discord", "de").asks("ask", "Gibt es Kuchen?")
    await stage.passes(timedelta(days=91))
    await stage.actor("Ben", "discord", "de").asks("ask", "Gibt es Musik?")
    assert await questions(stage) == [("Gibt es Musik?", "ben")]


async def test_a_typed_question_in_a_telegram_group_is_answered_in_private(stage: Stage) -> None:
    await stage.actor("Ann", "telegram", "de").asks("ask", "Wo ist die Garderobe?")
    whispered = [action for action in stage.take() if isinstance(action, Whisper)]
    assert [action.note.text.plain for action in whispered] == ["Links neben der Tür."]


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_question_in_another_script_was_taken_for_no_question(stage: Stage, platform: str) -> None:
    """The house cannot answer it, but the team is asked, and each of two is a question of its own."""
    ann = stage.actor("Ann", platform)
    for question in ("متى تبدأ الحفلة؟", "Где туалет?", "Где туалет?"):
        await ann.asks("ask", question, private=True)
    assert stage.said() == ["faq-find-out", "faq-find-out", "faq-find-out-already"]
    await ann.writes("Когда начнём?", private=True)
    await ann.writes("🎉🎉", private=True)
    assert stage.said() == ["faq-find-out", "faq-nothing-asked"]
