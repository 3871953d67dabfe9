"""`/party`, `/parties` and `/calendar`: where parties are found, begun and looked after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.fitting import clip_words
from bot.core.notes import Note, Option, Row, Select, note
from bot.core.roles import Role
from bot.core.stores.agenda import Planner, Timer
from bot.core.text import Text, lines
from cogs.parties.access import find, runs
from cogs.parties.cards import answers, face, host_name
from cogs.parties.drafting import from_words
from cogs.parties.knobs import WHO
from cogs.parties.model import LIVE, Party
from cogs.parties.panel import panel
from cogs.parties.rules import may_throw, tidy_line
from cogs.parties.store import Parties
from cogs.parties.widgets import FEATURE, button, moment

LISTED = 3  # parties with buttons of their own in a list: three rows, one for the rest, one for what else there is
OPTIONS = 25
CALENDAR = timedelta(days=30)
DUE_SHOWN = 15


def everyone_throws(ctx: Context) -> bool:
    return bool(ctx.community.id) and may_throw(ctx.knob(WHO), frozenset())


@command(
    "party",
    may=Role.HOST,
    examples=("/party", "/party new Neon-Nacht Freitag 20 Uhr"),
    open_to_all=everyone_throws,
)
async def party_command(
    ctx: Context,
    action: Literal["", "new", "show", "list", "plan"] = "",
    words: Words = Words(""),
) -> Sequence[Action]:
    match action:
        case "list":
            return await listed(ctx)
        case "plan":
            return await planned(ctx)
        case "show":
            return await _shown(ctx, words)
        case _:
            return await from_words(ctx, words) if words.strip() else [Answer(await _desk(ctx))]


@command("parties", aliases={"de": "partys"}, examples=("/parties",))
async def parties_command(ctx: Context) -> Sequence[Action]:
    return await listed(ctx)


@command("calendar", may=Role.TEAM, aliases={"de": "kalender"}, examples=("/calendar",))
async def calendar_command(ctx: Context) -> Sequence[Action]:
    return await planned(ctx)


async def desk(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [Answer(await _desk(ctx), replace=True)]


async def list_pressed(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await listed(ctx)


async def look(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """One party's card in private; its panel for those who run it."""
    party = await find(ctx, choice or argument)
    if runs(ctx, party):
        return [Answer(await panel(ctx, party))]
    return [Answer(await face(ctx, party, ctx.who.member.platform, ctx.language))]


async def whats_on(ctx: Context) -> list[Text]:
    """For a newcomer: what runs now and the next to come; one without a time waits behind those that have one."""
    found = await Parties(ctx.tx).those(ctx.community.id, LIVE)
    coming = sorted((party for party in found if not party.on), key=lambda party: party.starts is None)
    shown = [party for party in found if party.on] + coming[:1]
    return [_line(ctx, party) for party in shown]


async def listed(ctx: Context) -> Sequence[Action]:
    found = await Parties(ctx.tx).those(ctx.community.id, LIVE)
    rows: list[Row] = [
        answers(ctx, party, ctx.language, before=f"{number}: ") for number, party in enumerate(found[:LISTED], 1)
    ]
    rest = [button(ctx, ctx.language, "tellme")]
    if may_throw(ctx.knob(WHO), ctx.roles):
        rest.append(button(ctx, ctx.language, "new"))
    if not found:
        return [Answer(note(ctx.say("parties-none"), tuple(rest)))]
    said = [ctx.say("parties-list")]
    said += [Text.of(f"{number}. ", _line(ctx, party)) for number, party in enumerate(found, 1)]
    selects = (_choose(ctx, found),) if len(found) > LISTED else ()
    return [Answer(Note(lines(said), (*rows, tuple(rest)), selects))]


async def planned(ctx: Context) -> Sequence[Action]:
    """Thirty days over all kinds, drafts included: who hosts, and what falls due when."""
    if not ctx.may(Role.TEAM):
        raise Mistake("not-allowed", role=ctx.say(f"role-{Role.TEAM}"))
    until = ctx.now + CALENDAR
    found = await Parties(ctx.tx).those(ctx.community.id, ("draft", *LIVE))
    shown = [party for party in found if party.starts is None or party.starts <= until]
    said = [ctx.say("parties-calendar" if shown else "parties-calendar-empty")]
    said += [await _entry(ctx, party) for party in shown]
    timers = [each for each in await Planner(ctx.tx).of(ctx.community.id, "party/") if each.due <= until]
    titles = {party.id: party.title for party in found}
    due = [_due(ctx, timer, titles) for timer in timers[:DUE_SHOWN]]
    if due:
        said += [ctx.say("parties-calendar-due"), *due]
    selects = (_choose(ctx, shown),) if shown else ()
    return [Answer(Note(lines(said), ((button(ctx, ctx.language, "new"),),), selects))]


async def _desk(ctx: Context) -> Note:
    found = await Parties(ctx.tx).those(ctx.community.id, ("draft", *LIVE))
    mine = [party for party in found if runs(ctx, party)]
    mine += await Parties(ctx.tx).latest_ended(ctx.community.id, ctx.guest)
    said = [ctx.say("parties-desk"), *(_line(ctx, party) for party in mine[:OPTIONS])]
    row = (button(ctx, ctx.language, "new", style="good"), button(ctx, ctx.language, "list"))
    return Note(lines(said), (row,), (_choose(ctx, mine),) if mine else ())


async def _shown(ctx: Context, words: str) -> Sequence[Action]:
    """By title; the one that is closest in time when nothing is said."""
    found = await Parties(ctx.tx).those(ctx.community.id, ("running", "paused", "published", "draft"))
    wanted = tidy_line(words).casefold()
    fitting = [party for party in found if wanted in party.title.casefold()]
    fitting.sort(key=lambda party: (not party.on, party.starts is None))
    if not fitting:
        raise Mistake("parties-none-named" if wanted else "parties-none")
    return await look(ctx, fitting[0].id, "")


def _line(ctx: Context, party: Party) -> Text:
    state = "draft" if party.state == "draft" else "ended" if party.state == "ended" else "on" if party.on else "coming"
    return ctx.say("parties-line", title=party.title, when=moment(ctx, party, ctx.language, ctx.zone), state=state)


async def _entry(ctx: Context, party: Party) -> Text:
    """A host's name does not leave their platform, not even for the team."""
    host = await host_name(ctx, party, ctx.who.member.platform)
    where = party.host_member.platform.capitalize() if party.host_member else ctx.label("parties-calendar-house")
    return ctx.say("parties-calendar-entry", party=_line(ctx, party), host=host or where)


def _due(ctx: Context, timer: Timer, titles: dict[str, str]) -> Text:
    when = ctx.voice.moment(ctx.language, timer.due, ctx.zone, now=ctx.now)
    title = titles.get(timer.body.partition(".")[0], "")
    return ctx.say(f"parties-due-{timer.kind}", when=when, title=title)


def _choose(ctx: Context, parties: Sequence[Party]) -> Select:
    options = tuple(Option(clip_words(party.title, 100) or "–", party.id) for party in parties[:OPTIONS])
    return Select(button_id(FEATURE, "look"), ctx.label("parties-choose"), options)
