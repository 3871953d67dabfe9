"""What a pause kept back: a list from which a person sends, skips or moves. Nothing of it is said by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.actions import Action, Answer, Post
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.fitting import clip_words
from bot.core.forms import Field, Form
from bot.core.notes import Button, Note, Row
from bot.core.refs import PlaceRef
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.communities import Communities
from bot.core.stores.held import Held, HeldLines
from bot.core.text import Text, lines
from bot.core.when import Doubt, read_moment

WHEN = Form("pause-form", (Field("when", limit=100),))
SHOWN = 4  # each has a row of buttons, and a panel has five
FIRST_WORDS = 80
AN_HOUR = timedelta(hours=1)
ANYHOW = (AN_HOUR, 3 * AN_HOUR, 12 * AN_HOUR)
DECIDED = frozenset({"pause-sent", "pause-skipped", "pause-moved"})  # something was held until just now
STAMP_LENGTH = 14  # digits: the year 5138
ROW_LENGTH = 18  # digits: what a database's integer holds


async def home(ctx: Context, argument: str) -> str:
    """Buttons of a line name its row first, all others the community."""
    first = argument.partition(".")[0]
    if first.isdecimal() and len(first) <= ROW_LENGTH:
        row = await ctx.tx.row("SELECT community FROM outbox WHERE id = ?", int(first))
        return str(row[0]) if row else ""
    return first


def must_mean(ctx: Context, argument: str) -> None:
    """Pressed in another community's server, a button silences and says nothing there. Raises Mistake."""
    community = argument.partition(".")[0]
    if community and community != ctx.community.id:
        raise Mistake("button-gone")


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    must_mean(ctx, argument)
    return [Answer(await panel(ctx, "pause-held"), replace=True)]


async def send(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _release(ctx, argument, None)


async def move(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _release(ctx, argument, ctx.now + AN_HOUR)


async def move_to(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    row, _, at = argument.partition(".")
    return await _release(ctx, row, read_stamp(at, ctx.now))


async def moved(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    found = read_moment(values["when"], now=ctx.now, zone=ctx.zone, language=ctx.language)
    if isinstance(found, Doubt):
        return [_which(ctx, argument, found)]
    return await _release(ctx, argument, found.instant)


async def skip(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    if not await HeldLines(ctx.tx).drop(_row(argument), ctx.community.id, ctx.now):
        raise Mistake("pause-decided")
    return [Answer(await panel(ctx, "pause-skipped"), replace=True)]


async def skip_all(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    must_mean(ctx, argument)
    kept_back = HeldLines(ctx.tx)
    for held in await kept_back.of(ctx.community.id, ctx.now):
        await kept_back.drop(held.id, ctx.community.id, ctx.now)
    return [Answer(await panel(ctx, "pause-skipped"), replace=True)]


async def panel(ctx: Context, key: str) -> Note:
    """`key` is the line that says what has just happened."""
    waiting = await HeldLines(ctx.tx).of(ctx.community.id, ctx.now)
    if not waiting:
        return Note(lines([ctx.say(key), ctx.say("pause-none-left" if key in DECIDED else "pause-none-held")]))
    shown = list(enumerate(waiting[:SHOWN], 1))
    said = [ctx.say(key), ctx.say("pause-waiting", count=len(waiting))]
    said += [await _line(ctx, number, held) for number, held in shown]
    last = (Button(ctx.label("pause-skipall-label"), f"pause/skipall/{ctx.community.id}", "bad"),)
    return Note(lines(said), (*(_buttons(ctx, number, held) for number, held in shown), last))


async def _release(ctx: Context, argument: str, at: datetime | None) -> Sequence[Action]:
    if not await HeldLines(ctx.tx).release(_row(argument), ctx.community.id, ctx.now, at):
        raise Mistake("pause-decided")
    return [Answer(await panel(ctx, "pause-moved" if at else "pause-sent"), replace=True)]


async def _line(ctx: Context, number: int, held: Held) -> Text:
    return ctx.say(
        "pause-line",
        number=number,
        words=_words(held.action),
        where=await _where(ctx, held),
        since=ctx.voice.moment(ctx.language, held.since, ctx.zone, "time"),
        late=held.stale,
    )


def _buttons(ctx: Context, number: int, held: Held) -> Row:
    return (
        Button(ctx.label("pause-send-label", number=number), f"pause/send/{held.id}", "good"),
        Button(ctx.label("pause-skip-label", number=number), f"pause/skip/{held.id}"),
        Button(ctx.label("pause-hour-label", number=number), f"pause/move/{held.id}"),
        Button(ctx.label("pause-at-label", number=number), f"pause/at/{held.id}"),
    )


def likely(doubt: Doubt, now: datetime) -> list[datetime]:
    """What was probably meant; for words that mean no time at all, something to choose from all the same."""
    meant = [moment.instant for moment in doubt.suggestions if moment.instant > now][:4]
    return meant or [now + span for span in ANYHOW]


def _which(ctx: Context, argument: str, doubt: Doubt) -> Action:
    rows = tuple(
        (
            Button(
                ctx.voice.moment(ctx.language, end, ctx.zone, now=ctx.now).words,
                f"pause/to/{_row(argument)}.{to_ms(end)}",
            ),
        )
        for end in likely(doubt, ctx.now)
    )
    rows += ((Button(ctx.label("pause-list-label"), f"pause/list/{ctx.community.id}"),),)
    return Answer(Note(ctx.say("pause-when-unclear"), rows))


async def _where(ctx: Context, held: Held) -> str:
    at = held.action.at if isinstance(held.action, Post) else None
    if not isinstance(at, PlaceRef):
        row = await ctx.tx.row("SELECT place FROM bookmark WHERE name = ?", held.aims)
        at = PlaceRef(held.platform, str(row[0])) if row else None
    place = await Communities(ctx.tx).place(at) if at else None
    return place.name if place and place.name else held.platform.capitalize()


def _words(action: Action) -> str:
    note: Note | None = getattr(action, "note", None)
    return clip_words(" ".join(note.text.plain.split()), FIRST_WORDS) if note else type(action).__name__


def read_stamp(words: str, now: datetime) -> datetime:
    """The instant on a button. Raises Mistake for one that is over, and for one that no button of ours has."""
    if not words.isdigit() or len(words) > STAMP_LENGTH or from_ms(int(words)) <= now:
        raise Mistake("button-gone")
    return from_ms(int(words))


def _row(argument: str) -> int:
    if not argument.isdigit() or len(argument) > ROW_LENGTH:
        raise Mistake("button-gone")
    return int(argument)
