"""The host's private panel: what is on, what comes next, what went wrong, and the buttons for it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.notes import Button, Note, Row
from bot.core.text import Text, lines
from cogs.parties.cards import announce_button, lost
from cogs.parties.guestlist import GuestList
from cogs.parties.model import ActRow, Card, Party
from cogs.parties.preview import preview
from cogs.parties.rules import upcoming
from cogs.parties.store import Parties
from cogs.parties.widgets import button, moment

MARKS = {"waiting": "○", "running": "▶", "done": "✓", "skipped": "–"}


async def panel(ctx: Context, party: Party, *, without: Sequence[Card] = ()) -> Note:
    """`without` are cards that are being put up right now."""
    if party.state == "draft":
        return await preview(ctx, party)
    acts = await Parties(ctx.tx).acts(party.id)
    said = [
        ctx.say("parties-panel", title=party.title, when=moment(ctx, party, ctx.language), state=party.state),
        await _counts(ctx, party),
        *(_act(ctx, act) for act in acts),
    ]
    said += await _trouble(ctx, party)
    if party.live:
        said.append(_auto(ctx, party))
    more: tuple[Row, ...] = ()
    missing = [card for card in await lost(ctx, party) if card not in without]
    if party.live and missing:
        more = ((announce_button(ctx, party, ctx.language, missing),),)
    return Note(lines(said), (*rows(ctx, party, acts), *more))


async def _counts(ctx: Context, party: Party) -> Text:
    counts = await GuestList(ctx.tx, party).counts()
    return ctx.say("parties-panel-counts", yes=counts.yes, waiting=counts.waiting, maybe=counts.maybe, no=counts.no)


def _act(ctx: Context, act: ActRow) -> Text:
    return Text.of(f"{MARKS[act.state]} ", ctx.say(f"parties-act-{act.act}"))


def _auto(ctx: Context, party: Party) -> Text:
    """Without a time it does not open by itself either way; only its acts are spoken of, as while it is on."""
    state = party.state if party.starts or party.on else "running"
    return ctx.say("parties-panel-auto", auto=party.auto, state=state)


async def _trouble(ctx: Context, party: Party) -> list[Text]:
    found = await Parties(ctx.tx).trouble(party.id)
    return [ctx.say(f"parties-trouble-{kind}", count=count) for kind, count in sorted(found.items())]


def rows(ctx: Context, party: Party, acts: Sequence[ActRow]) -> tuple[Row, ...]:
    def own(verb: str, label: str = "") -> Button:
        return button(ctx, ctx.language, verb, party.id, label=label)

    auto = button(ctx, ctx.language, "auto", party.id, auto=party.auto)
    match party.state:
        case "published":
            first = (button(ctx, ctx.language, "begin", party.id, style="good"), own("later"), auto)
            return (first, (own("edit"), own("seats"), own("reminders")), (_bad(ctx, party, "withdraw"),))
        case "running":
            more = (own("next"), own("skip")) if upcoming(acts) else ()
            return ((*more, own("pause"), own("later")), (auto, own("edit"), _bad(ctx, party, "end")))
        case "paused":
            return ((own("resume"), _bad(ctx, party, "end")),)
        case "ended":
            return ((own("recap"), own("again")),)
        case _:
            return ()


def _bad(ctx: Context, party: Party, verb: str) -> Button:
    return button(ctx, ctx.language, verb, party.id, style="bad")
