"""What becomes of entries and questions when guests or communities come together or go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import PlaceMigrated
from bot.core.features import Pruned
from bot.core.stores.people import People
from cogs.faq.rules import FORGOTTEN_AFTER
from cogs.faq.store import Gaps, drop_old_gaps, topic

TABLES = ("faq_entry", "faq_change", "faq_gap")


async def export(ctx: Context, guest: str) -> dict[str, Any]:
    gaps = await Gaps(ctx.tx, ctx.community.id).of(guest)
    if not gaps:
        return {}
    return {"open_questions": [{"asked_at": gap.at.isoformat(), "question": gap.question} for gap in gaps]}


async def forget(ctx: Context, guest: str) -> Sequence[Action]:
    """Open questions go; answers a team member wrote for the community stay, without their author."""
    await ctx.tx.run("DELETE FROM faq_gap WHERE guest = ?", guest)
    await ctx.tx.run("DELETE FROM faq_said WHERE what = ?", f"?{guest}")
    for account in await People(ctx.tx).accounts(guest):
        author = f"{account.ref.platform}:{account.ref.id}"
        for table in ("faq_entry", "faq_change"):
            await ctx.tx.run(
                f"UPDATE {table} SET by_member = '' WHERE community = ? AND by_member = ?", ctx.community.id, author
            )
    return ()


async def merge(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    await ctx.tx.run("UPDATE faq_gap SET guest = ? WHERE guest = ?", older, younger)
    return ()


async def adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """Where both have an entry of one name, the older community's stays; the younger's can still be written anew."""
    await ctx.tx.run(
        "DELETE FROM faq_entry WHERE community = ? AND EXISTS (SELECT 1 FROM faq_entry AS kept WHERE kept.community = ?"
        " AND kept.key = faq_entry.key AND kept.language = faq_entry.language)",
        younger,
        older,
    )
    await ctx.tx.run("DELETE FROM faq_change WHERE community = ?", younger)
    for table in ("faq_entry", "faq_gap"):
        await ctx.tx.run(f"UPDATE {table} SET community = ? WHERE community = ?", older, younger)
    ctx.tx.touch(topic(older))
    ctx.tx.touch(topic(younger))
    return ()


async def moved(ctx: Context, event: PlaceMigrated) -> Sequence[Action]:
    """What was said in the group lately counts in its new one; what both know of is the new one's."""
    await ctx.tx.run(
        "DELETE FROM faq_said WHERE platform = ? AND place = ? AND what IN"
        " (SELECT what FROM faq_said WHERE platform = ? AND place = ?)",
        event.old.platform,
        event.old.id,
        event.new.platform,
        event.new.id,
    )
    await ctx.tx.run(
        "UPDATE faq_said SET place = ? WHERE platform = ? AND place = ?", event.new.id, event.old.platform, event.old.id
    )
    return ()


async def prune(ctx: Context, most: int) -> Pruned:
    return Pruned(await drop_old_gaps(ctx.tx, ctx.now - FORGOTTEN_AFTER, most))


async def closed(ctx: Context, community: str) -> None:
    for table in TABLES:
        await ctx.tx.run(f"DELETE FROM {table} WHERE community = ?", community)
    ctx.tx.touch(topic(community))
