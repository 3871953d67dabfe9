"""Forgetting a guest: every feature lets go, then the core; live, and once more in a backup that is restored."""

from __future__ import annotations

import json
from typing import Any

from bot.core.actions import Action, Forget
from bot.core.bookkeeping import WAITING
from bot.core.context import Context
from bot.core.naming import without
from bot.core.ports import Transaction
from bot.core.refs import MemberRef
from bot.core.sealing import Locked, private
from bot.core.stores.consents import Consenting
from bot.core.stores.dialogs import DIALOG, Dialogs
from bot.core.stores.erasures import Erasures
from bot.core.stores.people import PEOPLE, People, Registry
from bot.core.stores.standing import STANDING

_READ = frozenset({"words", "label", "name", "alt"})  # what of a queued body people will read
FORGOTTEN = "house/forgotten"  # tag of what the adapters are asked to let go of


async def forget(ctx: Context, guest: str) -> list[Action]:
    """What follows from it. Features go first, while they still can tell which accounts are meant."""
    effects: list[Action] = []
    for feature in ctx.catalogue.features.values():
        if feature.hooks.forget:
            effects += await feature.hooks.forget(ctx, guest)
    known = await People(ctx.tx).accounts(guest)
    accounts = [account.ref for account in known]
    await Erasures(ctx.tx).note(ctx.community.id, accounts, ctx.now)
    for account in known:
        await _forget(ctx, account.ref, account.name)
        effects.append(Forget(account.ref, tag=FORGOTTEN))
    await Consenting(ctx.tx).forget(guest)
    await _erase_guest(ctx.tx, guest)
    for ref in accounts:
        await Registry(ctx.tx).forget(ref)
    return effects


async def _forget(ctx: Context, member: MemberRef, name: str) -> None:
    await Dialogs(ctx.tx).end(member)
    await blank_queues(ctx.tx, member, name)
    await ctx.tx.run("UPDATE server_right SET name = '' WHERE platform = ? AND member = ?", member.platform, member.id)
    await ctx.tx.run("DELETE FROM code WHERE made_by = ?", f"{member.platform}:{member.id}")
    await ctx.tx.run("DELETE FROM recent WHERE platform = ? AND member = ?", member.platform, member.id)
    ctx.tx.touch(DIALOG)
    ctx.tx.touch(STANDING)


async def blank_queues(tx: Transaction, member: MemberRef, name: str = "") -> None:
    """Lines to, from and naming the member. What waits is not sent any more; events in work are blanked when done.

    A post that waits and spells the name goes out without it. Bodies are sealed, so they are read one by one: only
    what has not ended yet or was set aside has any.
    """
    lane = f"{member.platform}:@{member.id}"
    named = f'"platform":{json.dumps(member.platform)},"id":{json.dumps(member.id, ensure_ascii=False)}'
    queued = await tx.rows("SELECT id, lane, scene, body FROM outbox WHERE body <> '' OR scene <> ''")
    theirs = [(row[0],) for row in queued if row[1] == lane or named in row[2] or named in row[3]]
    await tx.many(
        "UPDATE outbox SET state = 'dropped', error = 'forgotten' WHERE id = ? AND state IN ('new', 'held', 'waiting')",
        theirs,
    )
    await tx.many("UPDATE outbox SET body = '', scene = '' WHERE id = ? AND state <> 'sending'", theirs)
    spelled = [(row[0], row[3]) for row in queued if row[3] and (row[0],) not in theirs]
    await tx.many(
        "UPDATE outbox SET body = ? WHERE id = ? AND state <> 'sending'",
        [(private(bare), id_) for id_, body in spelled if (bare := _without(body, name)) != body],
    )
    aside = await tx.rows("SELECT id, body FROM inbox WHERE state = 'aside' AND body <> ''")
    await tx.many(
        "UPDATE inbox SET body = '', error = '' WHERE id = ?", [(row[0],) for row in aside if named in row[1]]
    )
    # The rows stay: SQLite would give their numbers to other rows, whose results would pass for known ones.
    await tx.run(
        "UPDATE outbox SET lane = ? WHERE lane = ? AND state IN ('sent', 'failed', 'dropped')",
        f"{member.platform}:@",
        lane,
    )
    tx.touch(WAITING)


def _without(body: str, name: str) -> str:
    """Only what people will read changes: never a word of the body's own shape."""
    if isinstance(body, Locked) or name.casefold() not in body.casefold():
        return body
    read = json.loads(body)
    return json.dumps(_bare(read, name), ensure_ascii=False, separators=(",", ":"))


def _bare(part: Any, name: str, key: str = "") -> Any:
    match part:
        case dict():
            return {each: _bare(value, name, each) for each, value in part.items()}
        case list():
            return [_bare(each, name, key) for each in part]
        case str() if key in _READ:
            return without(part, (name,))
    return part


async def _erase_guest(tx: Transaction, guest: str) -> None:
    """The references too: whoever comes back is a new guest. Earlier guests that were linked into this one go along."""
    merged = await tx.rows("SELECT DISTINCT first_guest FROM guest_member WHERE guest = ?", guest)
    await tx.run("DELETE FROM guest_member WHERE guest = ?", guest)
    for id_ in {guest, *(row[0] for row in merged)}:
        await tx.run(
            "DELETE FROM guest WHERE id = ? AND NOT EXISTS (SELECT 1 FROM guest_member WHERE guest = ?)", id_, id_
        )
    tx.touch(PEOPLE)
