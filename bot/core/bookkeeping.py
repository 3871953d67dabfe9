"""What the core itself keeps of an event before any feature sees it: servers, places, rights, reach, results."""

from __future__ import annotations

from datetime import timedelta

from bot.core.codec import dump
from bot.core.context import Context
from bot.core.events import (
    ChatClosed,
    ChatOpened,
    Due,
    Event,
    LinkIssued,
    MemberJoined,
    MessageWritten,
    Performed,
    PlaceChanged,
    PlaceMigrated,
    PresenceChanged,
    Refused,
    ResultEvent,
    RightsChanged,
    SceneEvent,
    ServerJoined,
    ServerLeft,
    ServerSeen,
    Unknown,
)
from bot.core.manners import HOURLY, NIGHT_FROM, NIGHT_TO
from bot.core.outgoing import platform_of
from bot.core.refs import MemberRef, MessageRef, ServerRef
from bot.core.roles import Role
from bot.core.sealing import Private
from bot.core.stamps import to_ms
from bot.core.stores.agenda import Planner
from bot.core.stores.knobs import Knobs
from bot.core.stores.moving import drop_erasures
from bot.core.stores.outbox import Outbox
from bot.core.stores.people import PEOPLE, Registry
from bot.core.stores.recent import HOUSE, remember
from bot.core.stores.registrar import DEFAULT_ZONE, Registrar
from bot.core.stores.standing import Steward
from bot.core.whois import enter, meet

KEPT_AFTER_LEAVING = timedelta(days=30)
WAITING = "waiting"  # topic: lanes with lines that wait for a member's next contact


async def keep(ctx: Context, event: Event) -> bool:
    """False when the event is spent: a result of something long settled, a timer that another took."""
    tx, now = ctx.tx, ctx.now
    match event:
        case ServerJoined():
            await _joined(ctx, event)
        case ServerSeen():
            await Registrar(tx).found(event.server, event.name, now, ctx.ambient)
            await Registrar(tx).see(event, now)
            await Steward(tx).reconcile(event.server, event.members)
        case ServerLeft():
            await _left(ctx, event)
        case PlaceChanged():
            await Registrar(tx).see_place(event.server, event.place, gone=event.gone)
        case PlaceMigrated():
            await drop_erasures(tx, event.old, now)
            await Registrar(tx).migrate_server(event.old, event.new)
        case RightsChanged(is_house=True):
            await Registrar(tx).see_house(event.server, event.rights)
        case RightsChanged():
            await _first_owner(ctx, event)
            await Steward(tx).see(event.server, event.rights)
        case MemberJoined() | PresenceChanged():
            await meet(ctx, event.member, event.profile)
            if ctx.community.id:
                await enter(ctx, ctx.community.id, event.member)
        case ChatOpened() if event.scene.private:  # a group's start link tells nothing about the private chat
            await reached(ctx, event.scene.member)
        case ChatClosed():
            await Registry(tx).reach(event.member, "closed")
            tx.touch(PEOPLE)
        case Due():
            return await Planner(tx).fired(event.key, event.planned, now)
        case Performed() | Refused() | Unknown() | LinkIssued():
            return await _settle(ctx, event)
        case _:
            pass
    if isinstance(event, SceneEvent):
        await _contact(ctx, event)
    return True


async def _joined(ctx: Context, event: ServerJoined) -> None:
    added_by = f"{event.by.platform}:{event.by.id}" if event.by else ""
    if event.by and event.by_profile:
        await meet(ctx, event.by, event.by_profile)
    community = await Registrar(ctx.tx).found(event.server, event.name, ctx.now, ctx.ambient, added_by)
    if not event.rehearsal:
        return
    await Registrar(ctx.tx).shape(community, state="open", language=event.language)
    knobs = Knobs(ctx.tx, community)
    nobody = MemberRef(event.server.platform, "")
    await knobs.put(NIGHT_TO, NIGHT_FROM.default, nobody, ctx.now)
    await knobs.put(HOURLY, 1000, nobody, ctx.now)


async def _first_owner(ctx: Context, event: RightsChanged) -> None:
    """A rehearsal asks nobody for its time zone: until somebody sets another it keeps its first owner's."""
    community = ctx.community
    if not (event.zone and community.id) or community.zone != DEFAULT_ZONE:
        return
    if await Steward(ctx.tx).holders(community.id, (Role.OWNER,)):
        return
    await Registrar(ctx.tx).shape(community.id, zone=event.zone)


async def reached(ctx: Context, member: MemberRef) -> None:
    await Registry(ctx.tx).reach(member, "open")
    ctx.tx.touch(PEOPLE)


async def _left(ctx: Context, event: ServerLeft) -> None:
    community = await Registrar(ctx.tx).leave(event.server, ctx.now)
    if community is None:
        return
    await Steward(ctx.tx).reconcile(event.server, ())
    await _drop_queued(ctx, event.server)
    server = f"{event.server.platform}:{event.server.id}"
    key, at = f"house/erase/{server}/{to_ms(ctx.now)}", ctx.now + KEPT_AFTER_LEAVING
    await Planner(ctx.tx).set_at(key, "house", "erase", community, at, server)


async def _drop_queued(ctx: Context, server: ServerRef) -> None:
    """What was still to be said in the places of a server that the house may no longer enter."""
    places = await ctx.tx.rows("SELECT id FROM place WHERE platform = ? AND server = ?", server.platform, server.id)
    for id_ in {server.id, *(row[0] for row in places)}:
        lane = f"{server.platform}:{id_}"
        await ctx.tx.run(
            "UPDATE outbox SET state = 'dropped', error = 'the house was removed', body = '', scene = ''"
            " WHERE platform = ? AND state IN ('new', 'held') AND (lane = ? OR substr(lane, 1, ?) = ?)",
            server.platform,
            lane,
            len(lane) + 1,
            f"{lane}/",
        )


async def _settle(ctx: Context, event: ResultEvent) -> bool:
    tx, now = ctx.tx, ctx.now
    if not event.delivery:
        return True  # refused before it was queued: there is no row, but somebody wants to know
    row = await tx.row(
        "SELECT platform, makes, aims, lane, state, body, unasked FROM outbox WHERE id = ?", event.delivery
    )
    if row is None or row[4] in ("sent", "failed"):
        return False
    platform, makes, aims, lane, _state, body, unasked = row
    outbox = Outbox(tx)
    match event:
        case Performed() | LinkIssued():
            await outbox.end(event.delivery, "sent", now)
            if unasked:
                await outbox.said_in(event.delivery, _stands_in(event, lane))
            if makes:
                await _mark(ctx, makes, platform, event)
            if isinstance(event, Performed) and event.message is not None:
                await _said(ctx, event.message, lane)
        case Refused(reason="unreachable") if '"$":"Whisper"' in body[:60] or '"$":"Answer"' in body[:60]:
            member = MemberRef(platform, lane.partition("@")[2])
            await Registry(tx).reach(member, "closed")
            await outbox.put_back(event.delivery, now, "waiting", "not reached")
            tx.touch(WAITING)
            tx.touch(PEOPLE)
        case Refused():
            await outbox.end(event.delivery, "failed", now, f"{event.reason}: {event.detail}"[:500])
            if makes:
                await _mark(ctx, makes, platform, None)
            if event.reason == "gone" and aims:
                await tx.run("UPDATE bookmark SET state = 'gone' WHERE name = ?", aims)
        case Unknown():
            await outbox.end(event.delivery, "unknown", now)
            if makes:
                await _mark(ctx, makes, platform, None)
    return True


async def _said(ctx: Context, message: MessageRef, lane: str) -> None:
    """Whom the house wrote to privately can be reached; what it said in a room is known for its own there."""
    if "@" in lane[:20]:
        await Registry(ctx.tx).reach(MemberRef(message.place.platform, lane.partition("@")[2]), "open")
    else:
        remember(ctx.tx, message, HOUSE, "", ctx.now)


def _stands_in(event: Performed | LinkIssued, lane: str) -> str:
    if isinstance(event, Performed) and event.message is not None:
        return event.message.place.id
    return lane.partition(":")[2]


async def mark_failed(ctx: Context, name: str) -> None:
    """What was to be made never will be; a bookmark that stands for something already keeps it."""
    await ctx.tx.run(
        "INSERT INTO bookmark (name, platform, state, made_at) VALUES (?, ?, 'failed', ?) ON CONFLICT (name) DO NOTHING",
        name,
        platform_of(name),
        to_ms(ctx.now),
    )


async def _mark(ctx: Context, name: str, platform: str, made: Performed | LinkIssued | None) -> None:
    """A bookmark now stands for something, or for the failure to make it: what waits for it fails with it."""
    place = message = url = ""
    if isinstance(made, Performed):
        place = made.place.id if made.place else made.message.place.id if made.message else ""
        message = made.message.id if made.message else ""
    elif isinstance(made, LinkIssued):
        place = made.place.id if made.place else ""
        url = made.url
    await ctx.tx.run(
        "INSERT INTO bookmark (name, platform, place, message, url, state, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET place = excluded.place, message = excluded.message, url = excluded.url,"
        " state = excluded.state",
        name,
        platform,
        place,
        message,
        Private(url),
        "there" if made else "failed",
        to_ms(ctx.now),
    )


async def _contact(ctx: Context, event: SceneEvent) -> None:
    """A member shows up privately: what waited for them goes out now."""
    scene = event.scene
    if not scene.private and not scene.reply:
        return
    if isinstance(event, MessageWritten) and scene.private:
        await _note_open(ctx, scene.member)
    lane = f"{scene.member.platform}:@{scene.member.id}"

    async def load(_: object) -> frozenset[str]:
        rows = await ctx.tx.rows("SELECT DISTINCT lane FROM outbox WHERE state = 'waiting'")
        return frozenset(row[0] for row in rows)

    if lane in await ctx.recall(WAITING, load):
        await ctx.tx.run(
            "UPDATE outbox SET state = 'new', scene = ?, due = ? WHERE state = 'waiting' AND lane = ?",
            dump(scene),
            to_ms(ctx.now),
            lane,
        )
        ctx.tx.touch(WAITING)
        ctx.tx.touch(f"outbox:{scene.member.platform}")


async def _note_open(ctx: Context, member: MemberRef) -> None:
    known = await meet(ctx, member, ctx.who.profile)
    if known.direct != "open":
        await reached(ctx, member)
