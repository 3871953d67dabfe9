"""How a case looks to moderators: its lines, its buttons, and its card in the log place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.actions import Action, Amend, Answer, Post
from bot.core.buttons import LIMIT
from bot.core.context import Context
from bot.core.manners import log_place
from bot.core.notes import Button, ButtonStyle, Note, Row
from bot.core.refs import MemberRef
from bot.core.sealing import readable
from bot.core.spoken import read_at
from bot.core.stores.communities import Communities
from bot.core.stores.people import Member, People
from bot.core.text import Code, Text, lines
from cogs.door.access import knows
from cogs.door.model import Case, Failure
from cogs.door.rules import clipped
from cogs.door.store import Cases, Docket

NAMELESS = "?"
EVIDENCE_SHOWN = 500  # characters on a card; the case keeps more
SPANS = (timedelta(minutes=10), timedelta(hours=1), timedelta(days=1), timedelta(weeks=1))


async def case_note(ctx: Context, case: Case, language: str, *more: Row, on: str = "") -> Note:
    """`on` is the platform of the place or chat it goes to; empty where it answers whoever asked."""
    name = await shown_name(ctx, case, language, on)
    said = [_head(ctx, case, language, name), await _state(ctx, case, language, on)]
    if reason := readable(case.reason):
        said.append(ctx.say_in(language, "door-case-reason", reason=_dead(reason)))
    if evidence := readable(case.evidence):
        said.append(ctx.say_in(language, "door-case-evidence", words=_dead(clipped(evidence, EVIDENCE_SHOWN))))
    said += [await failure_line(ctx, case, failure, language, name) for failure in case.failures]
    hidden = ((_button(ctx, language, "door-who-label", f"door/who/{case.id}"),),) if on and name != named(case) else ()
    return Note(lines(said), (*await _rows(ctx, case, language, on), *hidden, *more))


async def show(ctx: Context, case: Case, *more: Row) -> Answer:
    """Privately to whoever asked, in place of the panel they used."""
    return Answer(await case_note(ctx, case, ctx.language, *more), replace=True)


async def settled(ctx: Context, case: Case, line: str) -> Answer:
    """After a press: one line for who pressed in the log place, where the card says the rest; else the whole case."""
    said = ctx.say(line, number=case.number, name=await shown_name(ctx, case, ctx.language))
    if ctx.press and ctx.press.message and ctx.press.message.place == log_place(ctx):
        return Answer(Note(said))
    note = await case_note(ctx, case, ctx.language)
    return Answer(Note(lines([said, note.text]), note.rows), replace=True)


async def log(ctx: Context, case: Case) -> list[Action]:
    """Put a case up in the log place, if there is one; once a place, however often this is decided."""
    place = log_place(ctx)
    if place is None:
        return []
    there = await read_at(ctx, place)
    card = f"door/{case.id}/{place.platform}"
    kept = await Docket(ctx.tx).save(replace(case, card=card))
    note = await case_note(there, kept, there.language, on=place.platform)
    idem = f"{card}:{place.id}"
    return [Post(place, note, bookmark=card, urgency="door", idem=idem, tag=f"door/log/{case.id}")]


async def relog(ctx: Context, case: Case) -> list[Action]:
    """Show what became of a case on its card."""
    if not case.card:
        return []
    place = log_place(ctx)
    there = await read_at(ctx, place) if place else ctx.seen_as(ctx.community)
    note = await case_note(there, case, there.language, on=case.card.rpartition("/")[2])
    return [Amend(case.card, note, tag=f"door/card/{case.id}")]


def named(case: Case) -> str:
    return case.name or (case.member.id if case.member and not case.forgotten else "") or NAMELESS


async def shown_name(ctx: Context, case: Case, language: str, on: str = "") -> str:
    """A guest's name on their own platform, and for moderators who are there too; elsewhere it is somebody."""
    there = on == case.platform if on else await knows(ctx, case.platform)
    return named(case) if there or named(case) == NAMELESS else ctx.label_in(language, "door-somebody")


async def name_of(ctx: Context, member: MemberRef) -> str:
    known = await People(ctx.tx).member(member)
    return (known.name if known else "") or member.id


async def failure_line(ctx: Context, case: Case, failure: Failure, language: str, name: str) -> Text:
    absent = failure.measure == "mute" and failure.reason == "gone"
    server = next(
        (one.name for one in await Communities(ctx.tx).servers(case.community) if one.ref.id == failure.server), ""
    )
    return ctx.say_in(
        language,
        f"door-failed-{'absent' if absent else failure.measure}",
        name=name,
        server=server or case.platform,
        why=ctx.say_in(language, f"refused-{failure.reason}"),
    )


def _dead(words: str) -> Code:
    """As it was written, but no link or invitation in it can be followed by a slip of the finger."""
    return Code(words)


def _head(ctx: Context, case: Case, language: str, name: str) -> Text:
    return ctx.say_in(
        language,
        "door-case-head",
        number=case.number,
        kind=case.kind,
        about="somebody" if case.member or case.name else "nobody",
        name=name,
        platform=case.platform,
        count=case.reports,
    )


async def _state(ctx: Context, case: Case, language: str, on: str) -> Text:
    """What holds now, and who decided it."""
    who = case.closer or case.actor
    named_here = who and (not on or who.platform == on)
    state = f"{case.kind}-{case.outcome or case.state}"
    until = case.expires_at or case.made_at
    return ctx.say_in(
        language,
        "door-case-state",
        state=state,
        by="somebody" if who else "nobody",
        who=await name_of(ctx, who) if who and named_here else ctx.label_in(language, "door-somebody-team"),
        until=ctx.voice.moment(language, until, ctx.zone, now=ctx.now),
    )


async def _rows(ctx: Context, case: Case, language: str, on: str) -> Sequence[Row]:
    if case.kind == "report":
        return _report_rows(ctx, case, language)
    reason = _button(ctx, language, "door-reason-label", f"door/reason/{case.id}")
    if not case.runs:
        return ((reason,),)
    undo = _button(ctx, language, "door-undo-label", f"door/undo/{case.id}")
    return ((undo, reason), *[(_also(ctx, case, account, language, on),) for account in await _others(ctx, case)])


def _report_rows(ctx: Context, case: Case, language: str) -> Sequence[Row]:
    if case.state != "open":
        again = _button(ctx, language, "door-reopen-label", f"door/reopen/{case.id}")
        return ((again,),) if case.outcome == "nothing" else ()
    hour, day = SPANS[1], SPANS[2]
    mute = tuple(
        Button(ctx.label_in(language, "door-mute-label", span=span), f"door/mute/{case.id}.{minutes(span)}", "bad")
        for span in (hour, day)
    )
    decide = [_button(ctx, language, "door-fine-label", f"door/fine/{case.id}", "good")]
    if case.message and case.outcome != "erased":
        decide.append(_button(ctx, language, "door-erase-label", f"door/erase/{case.id}"))
    return (mute, tuple(decide)) if case.member else (tuple(decide),)


async def _others(ctx: Context, case: Case) -> list[Member]:
    """The same guest's other accounts that still have their voice: a mute crosses to them only by a person's tap."""
    if case.member is None:
        return []
    people = People(ctx.tx)
    guest = await people.guest_of(case.community, case.member)
    linked = await people.accounts(guest) if guest else []
    others = [one for one in linked if one.ref != case.member and len(also_id(case, one.ref)) <= LIMIT]
    return [one for one in others if not await Cases(ctx.tx).running(case.community, one.ref)][:3]


def _also(ctx: Context, case: Case, account: Member, language: str, on: str) -> Button:
    """The same guest's account on another platform is named there only."""
    platform = account.ref.platform
    here = platform == (on or ctx.who.member.platform)
    name = (account.name or "?") if here else ctx.label_in(language, "door-somebody-also")
    label = ctx.label_in(language, "door-also-label", name=name, platform=platform)
    return Button(label, also_id(case, account.ref))


def also_id(case: Case, account: MemberRef) -> str:
    return f"door/also/{case.id}.{account.platform}.{account.id}"


def minutes(span: timedelta) -> int:
    return int(span.total_seconds() // 60)


def _button(ctx: Context, language: str, line: str, id_: str, style: ButtonStyle = "plain") -> Button:
    return Button(ctx.label_in(language, line), id_, style)
