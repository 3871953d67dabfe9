"""Yes, maybe, no: a guest's answer, their place in the line, whether their name is shown, the calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.core.abilities import Ability
from bot.core.actions import Action, Answer, Whisper
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import Due
from bot.core.notes import Note, Row
from bot.core.spoken import language_of
from bot.core.stores.outbox import Outbox
from bot.core.text import Text, lines
from cogs.parties.access import find, find_due, find_live
from cogs.parties.attendance import saw
from cogs.parties.calendarfile import calendar_file
from cogs.parties.cards import refresh
from cogs.parties.guestlist import GuestList
from cogs.parties.knobs import CLAIM_HOURS, KEEP_DAYS, RESPONSIBLE
from cogs.parties.model import Choice, Party, Rsvp
from cogs.parties.notices import whisper, worth_until
from cogs.parties.rules import claim_until
from cogs.parties.timetable import hold_seat
from cogs.parties.widgets import button


async def say_yes(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _answer(ctx, argument, "yes")


async def say_maybe(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _answer(ctx, argument, "maybe")


async def say_no(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _answer(ctx, argument, "no")


async def _answer(ctx: Context, argument: str, choice: Choice) -> Sequence[Action]:
    party = await find_live(ctx, argument)
    first = await _is_first(ctx)
    guests = GuestList(ctx.tx, party)
    rsvp = await guests.answer(ctx.guest, ctx.who.member, choice, ctx.now)
    if choice == "yes" and rsvp.claim_by:
        await guests.confirm(ctx.guest)
    if choice == "no":
        await guests.unname(ctx.guest, ctx.who.member.platform)
    effects = await _told(ctx, party, rsvp, first=first)
    if party.on:
        await saw(ctx, party.id, ctx.guest, "pressed")
    effects += await fill_seats(ctx, party)
    return effects + await refresh(ctx, party)


async def fill_seats(ctx: Context, party: Party) -> list[Action]:
    """Whoever is first in line gets what is free, and has a while to say that they come."""
    until = claim_until(ctx.now, party.starts, timedelta(hours=ctx.knob(CLAIM_HOURS))) if not party.on else None
    effects: list[Action] = []
    for rsvp in await GuestList(ctx.tx, party).promote(until):
        if rsvp.member is None:
            continue
        if rsvp.claim_by:
            await hold_seat(ctx, party, rsvp.guest, rsvp.claim_by)
        effects.append(await _moved_up(ctx, party, rsvp))
    return effects


async def keep_seat(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    party = await find_live(ctx, argument)
    if not await GuestList(ctx.tx, party).confirm(ctx.guest):
        raise Mistake("parties-seat-gone", title=party.title)
    return [ctx.answer("parties-seat-kept", title=party.title, replace=True)]


async def give_up(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _answer(ctx, argument, "no")


async def claim_over(ctx: Context, due: Due) -> Sequence[Action]:
    """A held seat nobody took goes on to the next in line; with nobody there it stays whose it was."""
    party = await find_due(ctx, due)
    guest = due.body.partition(".")[2]
    guests = GuestList(ctx.tx, party) if party else None
    rsvp = await guests.of(guest) if guests else None
    if party is None or guests is None or rsvp is None or not rsvp.seated or rsvp.claim_by is None:
        return ()
    if rsvp.claim_by > ctx.now:
        return ()
    if party.state != "published" or not await guests.line(1):
        await guests.confirm(guest)
        return ()
    await guests.answer(guest, rsvp.member, "maybe", ctx.now)
    until = worth_until(ctx, party)
    told = [await whisper(ctx, rsvp.member, party, "parties-seat-lapsed", stale_after=until)] if rsvp.member else []
    return [*told, *await fill_seats(ctx, party), *await refresh(ctx, party)]


async def show_name(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _naming(ctx, argument, shown=True)


async def hide_name(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await _naming(ctx, argument, shown=False)


async def _naming(ctx: Context, argument: str, *, shown: bool) -> Sequence[Action]:
    party = await find(ctx, argument)
    guests = GuestList(ctx.tx, party)
    rsvp = await guests.of(ctx.guest)
    if rsvp is None or rsvp.answer == "no":
        raise Mistake("parties-answer-first")
    if shown:
        await guests.name(ctx.guest, ctx.who.member)
    else:
        await guests.unname(ctx.guest, ctx.who.member.platform)
    key = "parties-name-shown" if shown else "parties-name-hidden"
    told = Answer(Note(ctx.say(key, title=party.title), await _rows(ctx, party, rsvp)), replace=True)
    return [told, *await refresh(ctx, party)]


async def send_calendar(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    party = await find_live(ctx, argument)
    if party.starts is None:
        raise Mistake("parties-no-time")
    return [Answer(Note(ctx.say("parties-calendar-file", title=party.title), file=calendar_file(party, ctx.now)))]


async def _told(ctx: Context, party: Party, rsvp: Rsvp, *, first: bool) -> list[Action]:
    """One answer where a room has private ones; else its line, and in the private chat what does not fit there."""
    line, rows = await _line(ctx, party, rsvp), await _rows(ctx, party, rsvp)
    if not _only_lines(ctx):
        return [Answer(Note(lines([line, privacy(ctx)] if first else [line]), rows))]
    # An earlier answer that still waits for its reader may be the one that told what is kept.
    first = await Outbox(ctx.tx).withdraw(_more(party), ctx.who.member) or first
    if not first and not rows:
        return [Answer(Note(line))]
    more = Note(lines([line, privacy(ctx)] if first else [line]), rows)
    # What is kept, why and by whom does not grow old.
    until = None if first else worth_until(ctx, party)
    return [Answer(Note(line)), Whisper(ctx.who.member, more, policy="sure", tag=_more(party), stale_after=until)]


async def _line(ctx: Context, party: Party, rsvp: Rsvp) -> Text:
    match rsvp.answer:
        case "yes" if rsvp.seated:
            return ctx.say("parties-rsvp-seat", title=party.title)
        case "yes":
            position = await GuestList(ctx.tx, party).position(rsvp)
            return ctx.say("parties-rsvp-waiting", title=party.title, position=position)
        case "maybe":
            return ctx.say("parties-rsvp-maybe", title=party.title)
        case "no":
            return ctx.say("parties-rsvp-no", title=party.title)


def _only_lines(ctx: Context) -> bool:
    """Pressed in a room where an answer is a line that is gone in a moment: no buttons, and nothing long."""
    abilities = ctx.platforms.get(ctx.who.member.platform)
    return not ctx.who.private and abilities is not None and Ability.EPHEMERAL not in abilities.can


def _more(party: Party) -> str:
    return f"parties/more/{party.id}"


def privacy(ctx: Context) -> Text:
    """What is kept, why and by whom, in one breath."""
    who = ctx.community.knobs.get(RESPONSIBLE) or ctx.community.name
    return ctx.say("parties-privacy", who=str(who), kept=timedelta(days=ctx.knob(KEEP_DAYS)))


async def _rows(ctx: Context, party: Party, rsvp: Rsvp) -> tuple[Row, ...]:
    """Names are off until somebody asks for theirs to be shown; whether they do changes nothing else."""
    if rsvp.answer == "no":
        return ()
    named = await GuestList(ctx.tx, party).is_named(ctx.guest, ctx.who.member.platform)
    row = [button(ctx, ctx.language, "unname" if named else "name", party.id)]
    if party.starts and not party.on:
        row.append(button(ctx, ctx.language, "remind", party.id, opens_private=True))
    return (tuple(row),)


async def _moved_up(ctx: Context, party: Party, rsvp: Rsvp) -> Action:
    assert rsvp.member is not None
    language = await language_of(ctx, rsvp.member)
    give = button(ctx, language, "giveup", party.id, style="bad")
    if rsvp.claim_by is None:
        until_then = worth_until(ctx, party)
        return await whisper(ctx, rsvp.member, party, "parties-moved-up", (give,), stale_after=until_then)
    until = ctx.voice.moment(language, rsvp.claim_by, ZoneInfo(party.zone))
    keep = button(ctx, language, "keep", party.id, style="good")
    row = (keep, give)
    return await whisper(ctx, rsvp.member, party, "parties-seat-held", row, stale_after=rsvp.claim_by, until=until)


async def _is_first(ctx: Context) -> bool:
    row = await ctx.tx.row("SELECT 1 FROM party_rsvp WHERE guest = ? LIMIT 1", ctx.guest)
    return row is None
