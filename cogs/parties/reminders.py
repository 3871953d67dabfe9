"""Reminders: one in the party's places for all, a private one for each who asked. Late ones are noted, not said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.core.actions import Action, Post, Whisper
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import Due
from bot.core.notes import Note
from bot.core.refs import LOBBY, MemberRef
from bot.core.spoken import first_spoken, read_at
from bot.core.stores.agenda import Planner
from bot.core.stores.people import People
from bot.core.text import Text
from cogs.parties.access import find, find_due, find_live
from cogs.parties.cards import answers
from cogs.parties.knobs import grace
from cogs.parties.model import Card, Party
from cogs.parties.notices import tell_missed, worth_until
from cogs.parties.rules import is_late
from cogs.parties.store import Parties
from cogs.parties.widgets import FEATURE, button, moment

# By what is known of the private way to somebody.
WISHED = {"open": "parties-wish", "unknown": "parties-wish-unsure", "closed": "parties-wish-unreachable"}
AT_A_TURN = 100  # private reminders; others have their turn in between


async def reminder_due(ctx: Context, due: Due) -> Sequence[Action]:
    party = await find_due(ctx, due)
    if party is None or party.state != "published":
        return ()
    minutes, _, after = due.body.partition(".")[2].partition(".")
    if is_late(due.planned, ctx.now, grace(ctx)):
        return await tell_missed(ctx, party, due.key, "parties-reminder-missed")
    if after:
        return await _whispered(ctx, party, int(minutes), after)
    return await remind(ctx, party, int(minutes))


async def remind(ctx: Context, party: Party, minutes: int) -> list[Action]:
    """The lead is what is really left, should this come a little late."""
    lead = _lead(ctx, party, minutes)
    cards = await Parties(ctx.tx).cards(party.id) if minutes in party.reminders or not party.starts else []
    posts: list[Action] = [await _posted(ctx, party, card, minutes, lead) for card in cards]
    return posts + await _whispered(ctx, party, minutes)


def _lead(ctx: Context, party: Party, minutes: int) -> timedelta:
    lead = max(party.starts - ctx.now, timedelta(minutes=1)) if party.starts else timedelta(minutes=minutes)
    return timedelta(minutes=round(lead.total_seconds() / 60))


async def wish(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Who cannot be reached is told so at once; the line in the room stands anyway."""
    party = await find_live(ctx, argument)
    timers = await Planner(ctx.tx).of(party.community, f"party/{party.id}/reminder/")
    if party.starts is None or not timers:
        raise Mistake("parties-too-late-to-remind", title=party.title)
    member = ctx.who.member
    await ctx.tx.run(
        "INSERT INTO party_wish (party, guest, platform, member) VALUES (?, ?, ?, ?) ON CONFLICT (party, guest)"
        " DO UPDATE SET platform = excluded.platform, member = excluded.member",
        party.id,
        ctx.guest,
        member.platform,
        member.id,
    )
    known = await People(ctx.tx).member(member)
    direct = "open" if member.platform == LOBBY else known.direct if known else "unknown"
    lead = ctx.voice.span(ctx.language, party.starts - timers[0].due)
    return [
        ctx.answer(WISHED[direct], (button(ctx, ctx.language, "unremind", party.id),), title=party.title, lead=lead)
    ]


async def unwish(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    party = await find(ctx, argument)
    await ctx.tx.run("DELETE FROM party_wish WHERE party = ? AND guest = ?", party.id, ctx.guest)
    return [ctx.answer("parties-wish-gone", title=party.title, replace=True)]


async def _posted(ctx: Context, party: Party, card: Card, minutes: int, lead: timedelta) -> Post:
    there = await read_at(ctx, card.place)
    language = there.language
    return Post(
        card.place,
        Note(_cheer(there, party, lead), (answers(ctx, party, language),)),
        unasked=ctx.scene is None,
        in_party=True,
        idem=f"remind:{party.id}:{minutes}:{party.stamp}:{card.number}",
        tag=f"parties/remind/{party.id}.{minutes}.{card.number}",
        stale_after=_true_until(ctx, party),
    )


def _cheer(there: Context, party: Party, lead: timedelta) -> Text:
    """A party that begins whenever somebody is ready has no time left to count."""
    if party.starts is None:
        return there.say("parties-reminder-ready", title=party.title)
    return there.cheer(
        there.language,
        party.motto,
        "parties-cheer-reminder",
        title=party.title,
        lead=there.voice.span(there.language, lead),
        when=moment(there, party, there.language, there.zone),
    )


def _true_until(ctx: Context, party: Party) -> datetime | None:
    """How much time is left stops being true: what got stuck on its way longer than the grace is missed, not said."""
    return min(max(party.starts, ctx.now), ctx.now + grace(ctx)) if party.starts else None


async def _whispered(ctx: Context, party: Party, minutes: int, after: str = "") -> list[Action]:
    """To those who asked, unless they have said no since; the next hundred has a turn of its own."""
    rows = await ctx.tx.rows(
        "SELECT w.guest, w.platform, w.member, m.own_language, m.language FROM party_wish w"
        " LEFT JOIN party_rsvp r ON r.party = w.party AND r.guest = w.guest"
        " LEFT JOIN member m ON m.platform = w.platform AND m.id = w.member"
        " WHERE w.party = ? AND w.guest > ? AND (r.answer IS NULL OR r.answer <> 'no') ORDER BY w.guest LIMIT ?",
        party.id,
        after,
        AT_A_TURN,
    )
    if len(rows) == AT_A_TURN:
        last = rows[-1][0]
        key = f"party/{party.id}/reminder/{minutes}/{party.stamp}/{last}"
        body = f"{party.id}.{minutes}.{last}"
        await Planner(ctx.tx).set_at(key, FEATURE, "reminder", party.community, ctx.now, body)
    until = await _worth_until_next(ctx, party)
    notes: dict[str, Note] = {}
    whispers: list[Action] = []
    for _, platform, member, *wishes in rows:
        language = first_spoken(ctx, *(wish or "" for wish in wishes), ctx.community.language)
        if language not in notes:
            notes[language] = _note(ctx, party, language, _lead(ctx, party, minutes))
        whispers.append(_whisper(ctx, party, MemberRef(platform, member), notes[language], until))
    return whispers


def _note(ctx: Context, party: Party, language: str, lead: timedelta) -> Note:
    text = ctx.say_in(
        language,
        "parties-reminder",
        title=party.title,
        lead=ctx.voice.span(language, lead),
        when=moment(ctx, party, language),
    )
    return Note(text, ((button(ctx, language, "unremind", party.id),),))


async def _worth_until_next(ctx: Context, party: Party) -> datetime | None:
    """Who cannot be reached finds one of them later, not all: each waits until the next takes its place."""
    timers = await Planner(ctx.tx).of(party.community, f"party/{party.id}/reminder/")
    following = [timer.due for timer in timers if timer.due > ctx.now]
    return following[0] if following else worth_until(ctx, party)


def _whisper(ctx: Context, party: Party, member: MemberRef, note: Note, until: datetime | None) -> Whisper:
    return Whisper(
        member,
        note,
        policy="sure",
        tag=f"parties/nudge/{party.id}.{ctx.ambient.new_id()}",
        unasked=ctx.scene is None,
        stale_after=until,
    )
