"""Buttons and forms of the act that is on, whichever it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.errors import Mistake
from cogs.parties.access import find
from cogs.parties.acts import ACTS
from cogs.parties.acts.protocol import Turn
from cogs.parties.model import ActRow, Card, Party
from cogs.parties.rules import current
from cogs.parties.store import Parties


async def pressed(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    turn, rest = await _turn(ctx, argument)
    return await ACTS[turn.act.act].press(turn, rest)


async def wished(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    turn, _ = await _turn(ctx, argument)
    return await ACTS[turn.act.act].filled(turn, values["song"])


async def begin(ctx: Context, party: Party, act: ActRow) -> list[Action]:
    return list(await ACTS[act.act].begin(await turn_of(ctx, party, act)))


async def finish(ctx: Context, party: Party, act: ActRow) -> list[Action]:
    return list(await ACTS[act.act].finish(await turn_of(ctx, party, act)))


async def begin_again(ctx: Context, party: Party, cards: Sequence[Card]) -> list[Action]:
    """The act that is on, in those places where its message has gone."""
    act = current(await Parties(ctx.tx).acts(party.id)) if party.on else None
    if act is None:
        return []
    turn = Turn(ctx, party, act, cards)
    gone = await Parties(ctx.tx).messages(party.id, "gone")
    shown = {amend.bookmark: amend.note for amend in await ACTS[act.act].shown_again(turn, open_=True)}
    return [
        turn.post(card, shown[name].text, *shown[name].rows, again=True)
        for card in cards
        if (name := turn.bookmark(card)) in gone and name in shown
    ]


async def turn_of(ctx: Context, party: Party, act: ActRow) -> Turn:
    return Turn(ctx, party, act, await Parties(ctx.tx).cards(party.id))


async def _turn(ctx: Context, argument: str) -> tuple[Turn, str]:
    """Raises Mistake when the act is over: what it counted stays as it was."""
    party = await find(ctx, argument)
    _, _, rest = argument.partition(".")
    number, _, rest = rest.partition(".")
    acts = {str(act.number): act for act in await Parties(ctx.tx).acts(party.id)}
    act = acts.get(number)
    if act is None or act.state != "running" or not party.on or act.act not in ACTS:
        raise Mistake("parties-act-over")
    return await turn_of(ctx, party, act), rest
