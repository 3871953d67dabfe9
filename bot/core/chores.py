"""The core's own small feature: a form's questions, hints that go away, communities erased after they left."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core import gaps, which
from bot.core.actions import Action
from bot.core.bookkeeping import KEPT_AFTER_LEAVING
from bot.core.context import Context
from bot.core.dialog import begin_again, cancel_dialog
from bot.core.events import Due, Performed, Reconnected, ResultEvent
from bot.core.features import Feature, Hooks, Press
from bot.core.forgetting import FORGOTTEN
from bot.core.hints import hint_posted, tidy
from bot.core.manners import KNOBS
from bot.core.stamps import from_ms, to_ms
from bot.core.stores.communities import COMMUNITY
from bot.core.stores.consents import Consenting
from bot.core.stores.erasures import ERASED
from bot.core.stores.people import PEOPLE
from bot.core.stores.standing import STANDING


async def _erase(ctx: Context, due: Due) -> Sequence[Action]:
    """Thirty days after a server was left its rows go, and with the last one everything of the community."""
    await _forget_server(ctx, due)
    row = await ctx.tx.row("SELECT left_at FROM community WHERE id = ?", due.community)
    if ctx.community.state != "left" or row is None or from_ms(row[0]) + KEPT_AFTER_LEAVING > ctx.now:
        return ()  # it came back, perhaps to leave once more: then a later timer counts
    for feature in ctx.catalogue.features.values():
        if feature.hooks.closed:
            await feature.hooks.closed(ctx, due.community)
    return ()


async def _forget_server(ctx: Context, due: Due) -> None:
    """Unless the house is there again, or was within the thirty days."""
    platform, _, server = due.body.partition(":")
    since = to_ms(ctx.now - KEPT_AFTER_LEAVING)
    gone = await ctx.tx.row(
        "SELECT 1 FROM server WHERE platform = ? AND id = ? AND there = 0 AND seen_at <= ?", platform, server, since
    )
    if gone is None:
        return
    await ctx.tx.run("DELETE FROM server_right WHERE platform = ? AND server = ?", platform, server)
    await ctx.tx.run("DELETE FROM place WHERE platform = ? AND server = ?", platform, server)
    ctx.tx.touch(COMMUNITY)
    ctx.tx.touch(STANDING)


async def _closed(ctx: Context, community: str) -> None:
    tx = ctx.tx
    await Consenting(tx).closed(community)
    for table in ("role_grant", "role_map", "knob", "knob_change", "code", "timer", "dialog", "guest_member", "guest"):
        await tx.run(f"DELETE FROM {table} WHERE community = ?", community)
    servers = await tx.rows("SELECT platform, id FROM server WHERE community = ?", community)
    for platform, server in servers:
        await tx.run("DELETE FROM server_right WHERE platform = ? AND server = ?", platform, server)
        await tx.run("DELETE FROM place WHERE platform = ? AND server = ?", platform, server)
    await tx.run("DELETE FROM outbox WHERE community = ?", community)
    await tx.run("DELETE FROM server WHERE community = ?", community)
    await tx.run("DELETE FROM community WHERE id = ?", community)
    for topic in (COMMUNITY, PEOPLE, STANDING):
        tx.touch(topic)


async def _results(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    if isinstance(event, Performed) and event.tag.startswith("house/hint/"):
        await hint_posted(ctx, event.tag)
    if isinstance(event, Performed) and event.tag == FORGOTTEN:
        ctx.tx.touch(ERASED)  # the adapter let go as well
    return ()


async def _opened(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The private chat is open now; what was waiting goes out by itself."""
    return [ctx.answer("private-opened")]


house = Feature(
    name="house",
    presses={
        "skip": Press(_opened, before_opening=True),  # what it does is the turn's own: it may finish a form
        "again": Press(begin_again, before_opening=True),
        "cancel": Press(cancel_dialog, before_opening=True),
        "private": Press(_opened, before_opening=True),
        "which": Press(which.show, before_opening=True, even_muted=True),
        "about": Press(which.chosen, before_opening=True, even_muted=True),
    },
    listens={Reconnected: gaps.reconnected},
    timers={"tidy": tidy, "erase": _erase},
    results=_results,
    hooks=Hooks(closed=_closed, home=which.home),
    knobs=KNOBS,
)
