"""What the door holds about a guest, and how it lets go of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.features import Pruned
from bot.core.manners import log_place
from bot.core.refs import MemberRef, PlaceRef
from bot.core.sealing import readable
from bot.core.stamps import from_ms
from bot.core.stores.agenda import Planner
from bot.core.stores.people import People
from cogs.door.cards import relog
from cogs.door.forwarded import drop_undecided
from cogs.door.keeping import at_case
from cogs.door.measures import finish, hold, plan_end
from cogs.door.model import Case
from cogs.door.store import MUTED, Cases, Docket


async def export(ctx: Context, guest: str) -> dict[str, Any]:
    """What was decided about the guest and what they reported; never who reported them or who decided."""
    community, accounts = await _accounts(ctx, guest)
    cases = [case for account in accounts for case in await Cases(ctx.tx).about(community, account)]
    reported = [row for account in accounts for row in await _reports_by(ctx, community, account)]
    if not cases and not reported:
        return {}
    return {
        "cases": [_told(case) for case in cases],
        "reports": [{"case": number, "at": from_ms(at).isoformat()} for _, number, at in reported],
    }


async def home(ctx: Context, argument: str) -> str:
    """A button's case stands first in its argument."""
    case = await Cases(ctx.tx).get(argument.partition(".")[0])
    return case.community if case else ""


async def forget(ctx: Context, guest: str) -> Sequence[Action]:
    """A running mute keeps its kind and end, and a keyed hash to know the member by, which goes when it is over."""
    community, accounts = await _accounts(ctx, guest)
    actions: list[Action] = []
    for account in accounts:
        for case in await Cases(ctx.tx).about(community, account):
            actions += await _forget(ctx, case, account)
        for id_, _, _ in await _reports_by(ctx, community, account):
            await _forget_reporter(ctx, id_, account)
        await ctx.tx.run(
            "DELETE FROM door_forward WHERE platform = ? AND member = ? AND community = ?",
            account.platform,
            account.id,
            community,
        )
    return actions


async def adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """The younger's cases get new numbers after the older's last; their buttons go on working."""
    docket = Docket(ctx.tx)
    await Planner(ctx.tx).cancel(f"door/unmute/{younger}/")
    actions: list[Action] = []
    for case in await docket.of_community(younger):
        held = await docket.running(older, case.member) if case.runs and case.member else None
        moved = await docket.save(replace(case, community=older, number=await docket.next_number(older)))
        if moved.runs:
            await plan_end(ctx, moved)
        if held is not None:
            await _keep_stricter(ctx, held, moved)
    await ctx.tx.run("UPDATE door_forward SET community = ? WHERE community = ?", older, younger)
    await ctx.tx.run("DELETE FROM door_number WHERE community = ?", younger)
    ctx.tx.touch(MUTED)
    for platform in ctx.platforms:
        for case in await docket.running_on(platform, older):
            actions += await hold(ctx, case)
    return actions


async def prune(ctx: Context, most: int) -> Pruned:
    """The message a case is about goes; what was decided, by whom and why stays."""
    shown: list[tuple[str, Sequence[Action]]] = []
    for case in await Cases(ctx.tx).overdue(ctx.now, most // 10):  # a case costs more than a row: its card, too
        bare = await Docket(ctx.tx).save(replace(case, evidence=""))
        shown.append((case.community, await relog(await at_case(ctx, case), bare)))
    return Pruned(len(shown) + await drop_undecided(ctx, most), shown)


async def redraw(ctx: Context, place: PlaceRef | None) -> list[Action]:
    """Cards that moderators still decide by; what is decided reads as it was."""
    cases = await Cases(ctx.tx).shown(ctx.community.id) if place in (None, log_place(ctx)) else []
    return [action for case in cases for action in await relog(ctx, case)]


async def closed(ctx: Context, community: str) -> None:
    await ctx.tx.run(
        "DELETE FROM door_report WHERE case_id IN (SELECT id FROM door_case WHERE community = ?)", community
    )
    for table in ("door_case", "door_number", "door_forward"):
        await ctx.tx.run(f"DELETE FROM {table} WHERE community = ?", community)
    ctx.tx.touch(MUTED)


async def _accounts(ctx: Context, guest: str) -> tuple[str, list[MemberRef]]:
    row = await ctx.tx.row("SELECT community FROM guest WHERE id = ?", guest)
    accounts = await People(ctx.tx).accounts(guest)
    return (row[0] if row else ctx.community.id), [account.ref for account in accounts]


async def _reports_by(ctx: Context, community: str, member: MemberRef) -> list[tuple[str, int, int]]:
    rows = await ctx.tx.rows(
        "SELECT c.id, c.number, r.at FROM door_report r JOIN door_case c ON c.id = r.case_id"
        " WHERE r.platform = ? AND r.member = ? AND c.community = ? ORDER BY c.number",
        member.platform,
        member.id,
        community,
    )
    return [(row[0], row[1], row[2]) for row in rows]


async def _forget(ctx: Context, case: Case, member: MemberRef) -> Sequence[Action]:
    bare = replace(case, name="", reason="", evidence="", message=None, forgotten=True, member=None, trace="")
    kept = await Docket(ctx.tx).save(bare)
    if case.runs:
        kept = await Docket(ctx.tx).leave_trace(kept, member)
    return await relog(await at_case(ctx, case), kept)


async def _forget_reporter(ctx: Context, id_: str, member: MemberRef) -> None:
    """The count stays; the first reporter's own words go with them."""
    await ctx.tx.run(
        "DELETE FROM door_report WHERE case_id = ? AND platform = ? AND member = ?", id_, member.platform, member.id
    )
    case = await Cases(ctx.tx).get(id_)
    if case and case.reason:
        await Docket(ctx.tx).save(replace(case, reason=""))


async def _keep_stricter(ctx: Context, one: Case, other: Case) -> None:
    """Two mutes of one account become one: the longer holds."""
    shorter = min(one, other, key=lambda case: case.expires_at or case.made_at)
    await finish(ctx, replace(shorter, state="ended", outcome="replaced"))


def _told(case: Case) -> dict[str, Any]:
    return {
        "number": case.number,
        "kind": case.kind,
        "state": case.outcome or case.state,
        "made_at": case.made_at.isoformat(),
        "ends_at": case.expires_at.isoformat() if case.expires_at else "",
        "reason": "" if case.kind == "report" else readable(case.reason),
        "evidence": readable(case.evidence),
    }
