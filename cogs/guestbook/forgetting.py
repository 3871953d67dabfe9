"""Having everything forgotten: what goes, what has to stay, and that nothing of a person's words is left."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Forget
from bot.core.bookkeeping import WAITING
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import Button
from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.stores.dialogs import DIALOG, Dialogs
from bot.core.stores.people import PEOPLE, People, Registry
from bot.core.stores.standing import STANDING
from cogs.guestbook.linking import KIND


async def confirm(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    accounts = await People(ctx.tx).accounts(ctx.guest)
    row = (
        Button(ctx.label("guestbook-gone-label"), f"guestbook/gone/{ctx.guest}", "bad"),
        Button(ctx.label("guestbook-stay-label"), "guestbook/panel"),
    )
    return [ctx.answer("guestbook-forget-ask", row, replace=True, count=len(accounts))]


async def gone(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Every feature lets go first, while it still can tell which accounts are meant."""
    if argument != ctx.guest:
        raise Mistake("button-gone")
    effects: list[Action] = []
    for feature in ctx.catalogue.features.values():
        if feature.hooks.forget:
            effects += await feature.hooks.forget(ctx, ctx.guest)
    for account in await People(ctx.tx).accounts(ctx.guest):
        await _forget(ctx, account.ref)
        effects.append(Forget(account.ref))
    await _erase_guest(ctx.tx, ctx.guest)
    return [ctx.answer("guestbook-forgotten", replace=True), *effects]


async def _forget(ctx: Context, member: MemberRef) -> None:
    await Registry(ctx.tx).forget(member)
    await Dialogs(ctx.tx).end(member)
    await blank_queues(ctx.tx, member)
    await ctx.tx.run("UPDATE server_right SET name = '' WHERE platform = ? AND member = ?", member.platform, member.id)
    await ctx.tx.run("DELETE FROM code WHERE kind = ? AND made_by = ?", KIND, f"{member.platform}:{member.id}")
    ctx.tx.touch(DIALOG)
    ctx.tx.touch(STANDING)


async def blank_queues(tx: Transaction, member: MemberRef) -> None:
    """Lines to, from and naming the member. What waits is not sent any more; events in work are blanked when done."""
    lane = f"{member.platform}:@{member.id}"
    named = f'%"platform":"{_plain(member.platform)}","id":"{_plain(member.id)}"%'
    await tx.run(
        "UPDATE outbox SET state = 'dropped', error = 'forgotten' WHERE state IN ('new', 'held', 'waiting')"
        " AND (lane = ? OR scene LIKE ? ESCAPE '!' OR body LIKE ? ESCAPE '!')",
        lane,
        named,
        named,
    )
    await tx.run(
        "UPDATE outbox SET body = '', scene = '' WHERE state IN ('dropped', 'sent', 'failed', 'unknown')"
        " AND (body <> '' OR scene <> '') AND (lane = ? OR scene LIKE ? ESCAPE '!' OR body LIKE ? ESCAPE '!')",
        lane,
        named,
        named,
    )
    await tx.run("UPDATE inbox SET body = '', error = '' WHERE state = 'aside' AND body LIKE ? ESCAPE '!'", named)
    tx.touch(WAITING)


async def _erase_guest(tx: Transaction, guest: str) -> None:
    """The references too: whoever comes back is a new guest. Earlier guests that were linked into this one go along."""
    merged = await tx.rows("SELECT DISTINCT first_guest FROM guest_member WHERE guest = ?", guest)
    await tx.run("DELETE FROM guest_member WHERE guest = ?", guest)
    for id_ in {guest, *(row[0] for row in merged)}:
        await tx.run(
            "DELETE FROM guest WHERE id = ? AND NOT EXISTS (SELECT 1 FROM guest_member WHERE guest = ?)", id_, id_
        )
    tx.touch(PEOPLE)


def _plain(words: str) -> str:
    """For LIKE: nothing in it is a wildcard."""
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
