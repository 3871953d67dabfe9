"""The team's list of what nobody could answer: one at a time, answered to whoever asked, or dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import Action, Answer, Whisper
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import Refused, ResultEvent
from bot.core.forms import Field, Form
from bot.core.notes import Button, Note, note
from bot.core.refs import MemberRef
from bot.core.text import Code, Text
from cogs.faq.library import Library
from cogs.faq.rules import ANSWER_LIMIT, KEY_LIMIT
from cogs.faq.store import Gap, Gaps
from cogs.faq.writing import keep_new

REPLY = Form(
    "faq-reply-form",
    (Field("answer", long=True, limit=ANSWER_LIMIT), Field("key", required=False, limit=KEY_LIMIT)),
)


async def questions(
    ctx: Context, argument: str = "", choice: str = "", *, told: str = "faq-question"
) -> Sequence[Action]:
    """The open question after the one in the argument, or the first. Whoever asked stays unnamed: the answer finds
    them, and a name from one platform has no business on another."""
    waiting = await Gaps(ctx.tx, ctx.community.id).all()
    if not waiting:
        return [ctx.answer("faq-no-questions", replace=bool(ctx.press))]
    number = _after(waiting, argument)
    gap = waiting[number]
    shown = ctx.say(
        told,
        question=Code(gap.question),  # a link in it stays words
        number=number + 1,
        total=len(waiting),
        age=ctx.now - gap.at,
    )
    return [Answer(Note(shown, (_buttons(ctx, gap, len(waiting)),)), replace=bool(ctx.press))]


async def reply(library: Library, ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    gap = await _gap(ctx, argument)
    answer = values["answer"].strip()
    await Gaps(ctx.tx, ctx.community.id).drop(gap.id)
    told = await _told(library, ctx, gap, answer, values["key"])
    by = ctx.who.member
    said = ctx.say_in(gap.language, "faq-found-out", question=gap.question, answer=answer)
    whisper = Whisper(gap.member, note(said), tag=f"faq/told/{by.platform}:{by.id}")
    return [whisper, Answer(Note(told, ((_next(ctx),),)))]


async def drop(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    gap = await _gap(ctx, argument)
    await Gaps(ctx.tx, ctx.community.id).drop(gap.id)
    return [ctx.answer("faq-dropped", (_next(ctx),), replace=True)]


async def results(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    """Whoever answered is told when the asker could not be reached."""
    if not isinstance(event, Refused) or event.reason != "unreachable" or not event.tag.startswith("faq/told/"):
        return ()
    platform, _, member = event.tag.removeprefix("faq/told/").partition(":")
    return [Whisper(MemberRef(platform, member), note(ctx.say("faq-not-reached")))]


async def _told(library: Library, ctx: Context, gap: Gap, answer: str, key: str) -> Text:
    """An answer that cannot become an entry is an answer all the same, and is not typed twice."""
    if not key:
        return ctx.say("faq-replied")
    try:
        await keep_new(library, ctx, key, [gap.question], answer)
    except Mistake as why:
        return ctx.say("faq-replied-not-kept", why=ctx.say(why.key, **why.blanks))
    return ctx.say("faq-replied-kept")


def _after(waiting: Sequence[Gap], argument: str) -> int:
    ids = [gap.id for gap in waiting]
    return (ids.index(argument) + 1) % len(ids) if argument in ids else 0


async def _gap(ctx: Context, argument: str) -> Gap:
    gap = await Gaps(ctx.tx, ctx.community.id).get(argument)
    if gap is None:
        raise Mistake("faq-question-gone")
    return gap


def _buttons(ctx: Context, gap: Gap, total: int) -> tuple[Button, ...]:
    answer = Button(ctx.label("faq-reply-label"), f"faq/reply/{gap.id}", "good")
    away = Button(ctx.label("faq-drop-label"), f"faq/drop/{gap.id}", "bad")
    further = Button(ctx.label("faq-next-label"), f"faq/questions/{gap.id}")
    return (answer, away, further) if total > 1 else (answer, away)


def _next(ctx: Context) -> Button:
    return Button(ctx.label("faq-open-questions-label"), "faq/questions")
