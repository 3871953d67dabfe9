"""A guest asks: by command, by mention or privately. What nobody can answer yet goes on the team's list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import Action, Answer, Post
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import MessageWritten
from bot.core.forms import Field, Form
from bot.core.gaps import LONG
from bot.core.notes import Button, Note, note
from bot.core.spoken import place_language
from bot.core.text import Text
from cogs.faq.library import Library
from cogs.faq.rules import (
    OPEN_QUESTIONS,
    QUESTION_LIMIT,
    is_question,
    same_question,
)
from cogs.faq.scoring import find, question_in
from cogs.faq.store import Gap, Gaps, first_time
from cogs.faq.words import asks_something

ASK = Form("faq-ask-form", (Field("question", limit=QUESTION_LIMIT),))
TO_TEAM = Form("faq-team-form", (Field("question", limit=QUESTION_LIMIT),))


async def asked(library: Library, ctx: Context, typed: str) -> Sequence[Action]:
    question = " ".join(typed.split())
    if len(question) > QUESTION_LIMIT:
        raise Mistake("faq-too-long", limit=QUESTION_LIMIT)
    found = find(await library.shelf(ctx), ctx, question)
    if found:
        return [_private(ctx, found.entry.says)]
    if not asks_something(question):
        return [ctx.answer("faq-nothing-asked")]
    return [Answer(note(await to_list(ctx, question)))]


async def filled(library: Library, ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    return await asked(library, ctx, values["question"])


async def insisted(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    """The answer was not what they meant: this goes to the team, whatever the house believes to know."""
    return [Answer(note(await to_list(ctx, " ".join(values["question"].split()))))]


async def written(library: Library, ctx: Context, event: MessageWritten) -> Sequence[Action]:
    question = question_in(event)
    if not question:
        return ()
    if len(question) > QUESTION_LIMIT:
        return [ctx.answer("faq-too-long", limit=QUESTION_LIMIT)] if event.scene.private else ()
    if event.scene.private:
        return await _privately(library, ctx, question)
    if ctx.now - event.at > LONG:
        return ()  # the room has moved on; the team was told of the gap
    return await _in_room(library, ctx, event, question)


async def _privately(library: Library, ctx: Context, question: str) -> Sequence[Action]:
    found = find(await library.shelf(ctx), ctx, question)
    if found:
        return [_private(ctx, found.entry.says)]
    if is_question(question):
        return [Answer(note(await to_list(ctx, question)))]
    return [ctx.answer("faq-nothing-asked")]


async def _in_room(library: Library, ctx: Context, event: MessageWritten, question: str) -> Sequence[Action]:
    place = event.message.place
    language = await place_language(ctx, place) or ctx.language
    found = find(await library.shelf(ctx), ctx, question)
    if found:
        if not await first_time(ctx.tx, place, f"{found.entry.key}/{found.entry.language}", ctx.now):
            return ()
        return [_reply(event, found.entry.says)]
    if not is_question(question) or event.as_server or event.as_channel:
        return ()
    said = await to_list(ctx, question, language)
    if not await first_time(ctx.tx, place, f"?{ctx.guest}", ctx.now):
        return ()
    return [_reply(event, said)]


async def to_list(ctx: Context, question: str, language: str = "") -> Text:
    """What the asker is told; a question already on the list is not put there twice."""
    spoken = language or ctx.language
    gaps = Gaps(ctx.tx, ctx.community.id)
    theirs = await gaps.of(ctx.guest)
    if any(same_question(gap.question, question) for gap in theirs):
        return ctx.say_in(spoken, "faq-find-out-already")
    if len(theirs) >= OPEN_QUESTIONS:
        return ctx.say_in(spoken, "faq-enough-open", count=OPEN_QUESTIONS)
    await gaps.add(Gap(ctx.ambient.new_id(), ctx.guest, ctx.who.member, ctx.language, question, ctx.now))
    return ctx.say_in(spoken, "faq-find-out")


def _private(ctx: Context, says: Text) -> Action:
    return Answer(Note(says, ((Button(ctx.label("faq-not-meant-label"), "faq/insist"),),)))


def _reply(event: MessageWritten, says: Text) -> Action:
    return Post(event.message.place, note(says), reply_to=event.message, policy="once")
