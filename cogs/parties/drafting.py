"""From a wish to a draft: title, time, motto, seats. A time that could mean two things is asked back, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.core.actions import Action, Answer
from bot.core.context import Context
from bot.core.decency import fit_to_repeat
from bot.core.errors import Mistake
from bot.core.notes import Button, Note, Row
from bot.core.refs import PlaceRef
from bot.core.roles import Role
from bot.core.stores.communities import Communities
from bot.core.text import Text, lines
from bot.core.when import Doubt, Moment, find_moment, read_moment
from bot.core.when.model import moment_at
from cogs.parties.access import find_own, must_throw
from cogs.parties.cards import motto_name, refresh
from cogs.parties.guestlist import GuestList
from cogs.parties.knobs import AUTO
from cogs.parties.model import ABOUT_LIMIT, ADDRESS_LIMIT, TITLE_LIMIT, Party
from cogs.parties.notices import tell_coming
from cogs.parties.panel import panel
from cogs.parties.preview import preview
from cogs.parties.rsvp import fill_seats
from cogs.parties.rules import named_motto, read_reminders, read_seats, tidy_line
from cogs.parties.store import Ledger
from cogs.parties.themes import kind_of, kind_offered
from cogs.parties.timetable import schedule
from cogs.parties.widgets import button, button_id_for_moment

When = Moment | Doubt | None
# Offered where only a day was said: when parties begin, and when they do where that was ruled out (morgen früh).
HOURS = (("18:00", "19:00", "20:00", "21:00"), ("09:00", "10:00", "11:00", "15:00"))


async def from_words(ctx: Context, words: str) -> Sequence[Action]:
    """`/party new Neon-Nacht Freitag 20 Uhr`."""
    must_throw(ctx)

    def read(line: str) -> tuple[When, str]:
        return find_moment(line, now=ctx.now, zone=ctx.zone, language=ctx.language)

    when, title = read(words)
    return await _drafted(ctx, title, _with_hours(when, lambda hour: read(f"{words} {hour}")[0]))


async def from_form(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    must_throw(ctx)
    return await _drafted(ctx, values["title"], _read(ctx, values["when"], ctx.zone), values)


async def _drafted(ctx: Context, title: str, when: When, values: Mapping[str, str] | None = None) -> Sequence[Action]:
    kind = kind_offered(ctx)
    motto = named_motto(title, _spellings(ctx)) if kind.mottos else ""
    party = Party(
        id=ctx.ambient.new_id(),
        community=ctx.community.id,
        kind=kind.key,
        motto=motto,
        title=tidy_line(title) or _untitled(ctx, motto),
        zone=str(ctx.zone),
        minutes=kind.minutes,
        seats=kind.seats,
        reminders=kind.reminders,
        host=ctx.guest,
        host_member=ctx.who.member,
        auto=ctx.knob(AUTO),
        made_at=ctx.now,
    )
    party, unused = _with_values(ctx, party, values or {})
    if isinstance(when, Moment):
        party = _at(party, when)
    await Ledger(ctx.tx).keep(party)
    told = _asked_back(ctx, party, when) if isinstance(when, Doubt) else Answer(await preview(ctx, party))
    return [_telling(ctx, unused, told)]


async def edited(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    """What is left empty stays. A published party changes everywhere at once, and those it concerns are told.

    What cannot be changed is told and stays too: the rest of the form is not lost with it.
    """
    before = await find_own(ctx, argument)
    party, unused = _with_values(ctx, before, values)
    when = _read(ctx, values["when"], ZoneInfo(party.zone) if party.starts else ctx.zone)
    if isinstance(when, Moment):
        party = _at(party, when)
    party, impossible = await _possible(ctx, before, party)
    effects = await _kept(ctx, before, party)
    told = _asked_back(ctx, party, when) if isinstance(when, Doubt) else Answer(await panel(ctx, party), replace=True)
    return [_telling(ctx, (*unused, *impossible), told), *effects]


async def chosen_time(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """One of the readings that a doubt had offered."""
    before = await find_own(ctx, argument)
    stamp = argument.rpartition(".")[2]
    instant = datetime.fromtimestamp(int(stamp) * 60, UTC) if stamp.isdecimal() and len(stamp) < 10 else ctx.now
    if instant <= ctx.now:
        raise Mistake("parties-past")
    return await _changed(ctx, before, _at(before, moment_at(instant, ZoneInfo(before.zone))))


async def chosen_motto(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    before = await find_own(ctx, argument)
    motto = choice if choice in ctx.voice.mottos(ctx.pack) else ""
    return await _changed(ctx, before, replace(before, motto=motto))


async def chosen_voice(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    before = await find_own(ctx, argument)
    platform, _, id_ = choice.partition(":")
    place = await Communities(ctx.tx).place(PlaceRef(platform, id_)) if id_ else None
    ours = place is not None and await Communities(ctx.tx).community_of(place.ref) == ctx.community.id
    return await _changed(ctx, before, replace(before, voice=place.ref if place and ours else None))


async def seats_given(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    before = await find_own(ctx, argument)
    return await _changed(ctx, before, replace(before, seats=_seats(values["seats"])))


async def reminders_given(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    before = await find_own(ctx, argument)
    reminders = read_reminders(values["reminders"])
    if reminders is None:
        raise Mistake("parties-reminders-wrong")
    return await _changed(ctx, before, replace(before, reminders=reminders))


async def _changed(ctx: Context, before: Party, party: Party) -> list[Action]:
    """The panel first; nothing is kept of what cannot change any more."""
    party, impossible = await _possible(ctx, before, party)
    if impossible:
        raise impossible[0]
    effects = await _kept(ctx, before, party)
    return [Answer(await panel(ctx, party), replace=True), *effects]


async def _kept(ctx: Context, before: Party, party: Party) -> list[Action]:
    """For a published party cards, timers, freed seats and those whom a new time concerns follow."""
    party = await Ledger(ctx.tx).keep(party)
    if not party.live:
        return []
    if party.state == "published" and (before.starts, before.reminders) != (party.starts, party.reminders):
        await schedule(ctx, party, kind_of(ctx, party.kind).no_show)
    moved = await tell_coming(ctx, party, "parties-moved") if before.starts != party.starts else []
    return [*moved, *await fill_seats(ctx, party), *await refresh(ctx, party)]


async def _possible(ctx: Context, before: Party, party: Party) -> tuple[Party, list[Mistake]]:
    """The party without what cannot change any more, and why not. Raises Mistake for one that is over."""
    wrong: list[Mistake] = []
    if party.state in ("ended", "withdrawn"):
        raise Mistake("parties-over", title=party.title)
    if party.on and before.starts != party.starts:
        party = replace(party, local=before.local, zone=before.zone, starts=before.starts)
        wrong.append(Mistake("parties-not-now", title=party.title, state=party.state))
    taken = (await GuestList(ctx.tx, party).counts()).yes if party.live else 0
    if party.seats and party.seats < taken:
        party = replace(party, seats=before.seats)
        wrong.append(Mistake("parties-seats-taken", taken=taken))
    return party, wrong


def _telling(ctx: Context, unused: Sequence[Mistake], answer: Answer) -> Answer:
    """What of a form could not be used stands above what became of the rest."""
    said = [ctx.say(mistake.key, **mistake.blanks) for mistake in unused]
    return replace(answer, note=replace(answer.note, text=lines([*said, Text(), answer.note.text]))) if said else answer


def _read(ctx: Context, words: str, zone: ZoneInfo) -> When:
    def read(line: str) -> When:
        return read_moment(line, now=ctx.now, zone=zone, language=ctx.language)

    return _with_hours(read(words), lambda hour: read(f"{words} {hour}")) if words else None


def _with_hours(when: When, at_hour: Callable[[str], When]) -> When:
    """A day alone is not forgotten over asking for its hour."""
    if not isinstance(when, Doubt) or when.reason != "no_time" or when.suggestions:
        return when
    offers = [tuple(found for hour in hours if isinstance(found := at_hour(hour), Moment)) for hours in HOURS]
    return replace(when, suggestions=next(filter(None, offers), ()))


def _at(party: Party, when: Moment) -> Party:
    return replace(party, local=when.local, zone=when.zone, starts=when.instant)


def _with_values(ctx: Context, party: Party, values: Mapping[str, str]) -> tuple[Party, list[Mistake]]:
    """With what was filled in; what cannot be read as seats leaves them as they were."""
    title, about, address = values.get("title", ""), values.get("about", ""), values.get("address", "")
    seats = read_seats(values["seats"]) if values.get("seats") else party.seats
    party = replace(
        party,
        title=tidy_line(title) or party.title,
        about=about.strip()[:ABOUT_LIMIT] or party.about,
        address=tidy_line(address, ADDRESS_LIMIT) or party.address,
        seats=party.seats if seats is None else seats,
    )
    _must_be_fit(ctx, party)
    return party, [Mistake("parties-seats-wrong")] if seats is None else []


def _must_be_fit(ctx: Context, party: Party) -> None:
    """The team may link to what it likes; what a guest wrote passes the house's one check before it is repeated."""
    if ctx.may(Role.TEAM):
        return
    for words, limit in ((party.title, TITLE_LIMIT), (party.about, ABOUT_LIMIT), (party.address, ADDRESS_LIMIT)):
        if words and fit_to_repeat(words, limit) is None:
            raise Mistake("parties-words-unfit")


def _seats(words: str) -> int:
    seats = read_seats(words)
    if seats is None:
        raise Mistake("parties-seats-wrong")
    return seats


def _spellings(ctx: Context) -> dict[str, list[str]]:
    return {
        key: [motto_name(ctx, key, language) for language in ctx.voice.languages()]
        for key in ctx.voice.mottos(ctx.pack)
    }


def _untitled(ctx: Context, motto: str) -> str:
    return motto_name(ctx, motto, ctx.language) if motto else ctx.label("parties-untitled")


def _asked_back(ctx: Context, party: Party, doubt: Doubt) -> Answer:
    """Every reading is a button; another one can be typed into the form."""
    readings = [
        Button(ctx.voice.moment(ctx.language, each.instant, ZoneInfo(each.zone), now=ctx.now).words, id_)
        for each in doubt.suggestions[:6]
        for id_ in [button_id_for_moment(party, each.instant)]
    ]
    rows: tuple[Row, ...] = tuple((reading,) for reading in readings[:4])
    discard = (button(ctx, ctx.language, "discard", party.id),) if party.state == "draft" else ()
    rows += ((button(ctx, ctx.language, "edit", party.id), *discard),)
    return Answer(Note(ctx.say(f"parties-doubt-{doubt.reason.replace('_', '-')}", title=party.title), rows))
