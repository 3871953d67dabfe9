"""*Tell me next time*: who asked for it hears of the next party once it is public, and can stop that in one tap."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.refs import MemberRef
from bot.core.spoken import language_of
from bot.core.stamps import to_ms
from bot.core.stores.consents import Consenting
from cogs.parties.access import find
from cogs.parties.model import Party
from cogs.parties.notices import whisper, worth_until
from cogs.parties.widgets import button

INVITATIONS = "parties.invitations"  # the purpose; the button that asks for them is the consent
VERSION = 1  # of the words under that button; newer words are agreed to anew


async def tell_me(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    if argument:  # the party it stood under; a list's button has none
        await find(ctx, argument)
    member = ctx.who.member
    await ctx.tx.run(
        "INSERT INTO party_fan (community, guest, platform, member, at) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (community, guest) DO UPDATE SET platform = excluded.platform, member = excluded.member",
        ctx.community.id,
        ctx.guest,
        member.platform,
        member.id,
        to_ms(ctx.now),
    )
    await Consenting(ctx.tx).give(ctx.guest, INVITATIONS, VERSION, ctx.now)
    argued = (argument,) if argument else ()
    return [ctx.answer("parties-fan", (button(ctx, ctx.language, "stop", *argued),))]


async def stop(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    if argument:  # the party it stood under; a list's button has none
        await find(ctx, argument)
    await Consenting(ctx.tx).take_back(ctx.guest, INVITATIONS, ctx.now)
    await taken_back(ctx, ctx.guest)
    return [ctx.answer("parties-fan-stopped", replace=True)]


async def taken_back(ctx: Context, guest: str) -> None:
    await ctx.tx.run("DELETE FROM party_fan WHERE guest = ?", guest)


async def tell_fans(ctx: Context, party: Party) -> list[Action]:
    """Not the host, who knows. Who asked before consents were noted by themselves has asked all the same."""
    rows = await ctx.tx.rows(
        "SELECT f.platform, f.member FROM party_fan f LEFT JOIN consent c ON c.guest = f.guest AND c.purpose = ?"
        " WHERE f.community = ? AND f.guest <> ? AND coalesce(c.given, 1) = 1 ORDER BY f.at, f.guest",
        INVITATIONS,
        party.community,
        party.host,
    )
    return [await _told(ctx, MemberRef(*row), party) for row in rows]


async def _told(ctx: Context, member: MemberRef, party: Party) -> Action:
    language = await language_of(ctx, member)
    row = (button(ctx, language, "look", party.id), button(ctx, language, "stop", party.id))
    return await whisper(ctx, member, party, "parties-next-time", row, stale_after=worth_until(ctx, party))
