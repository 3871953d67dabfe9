"""Who is acting, where, in which community and language: the first look of every turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.abilities import Abilities
from bot.core.ambient import Ambient
from bot.core.buttons import read_button
from bot.core.context import NOWHERE, Community, Context
from bot.core.counter import Counter
from bot.core.events import (
    ButtonPressed,
    CommandInvoked,
    Due,
    Event,
    FormFilled,
    MessageWritten,
    PlaceMigrated,
    Profile,
    ResultEvent,
    Scene,
    SceneEvent,
    ServerEvent,
)
from bot.core.features import Catalogue
from bot.core.memory import SCENES, Memory
from bot.core.ports import Transaction, Voice
from bot.core.refs import MemberRef, ServerRef
from bot.core.roles import SHELL, Role
from bot.core.spoken import first_spoken, place_language, zone_at
from bot.core.stores.communities import COMMUNITY, Communities
from bot.core.stores.dialogs import DIALOG, Dialogs, talking
from bot.core.stores.people import PEOPLE, Member, People, Registry
from bot.core.stores.standing import STANDING, Standing
from bot.core.tally import Tally


@dataclass(frozen=True, slots=True)
class World:
    """What every turn of a house shares."""

    ambient: Ambient
    voice: Voice
    catalogue: Catalogue
    platforms: Mapping[str, Abilities]
    memory: Memory
    counter: Counter = field(default_factory=Counter)
    tally: Tally = field(default_factory=Tally)


async def look(event: Event, tx: Transaction, now: datetime, world: World) -> Context:
    if isinstance(event, MessageWritten):
        known = _known(event.scene, world.memory)
        if known is not None:
            return _context(tx, now, world, event.scene, known)
    ctx = Context(tx, now, world.ambient, world.voice, world.catalogue, world.platforms, world.memory)
    if isinstance(event, SceneEvent):
        return await _in_scene(ctx, event, as_server=isinstance(event, CommandInvoked) and event.as_server)
    if isinstance(event, Due | ResultEvent):
        return _at(ctx, await community(ctx, event.community))
    if isinstance(event, ServerEvent):
        server = event.new if isinstance(event, PlaceMigrated) else event.server
        found = await community_of(ctx, server)
        return _at(ctx, await community(ctx, found) if found else NOWHERE)
    return ctx


@dataclass(frozen=True, slots=True)
class Known:
    """Who somebody is in a place; the same for every message until a row behind it changes."""

    community: Community
    guest: str
    roles: frozenset[Role]
    language: str
    zone: ZoneInfo


def _known(scene: Scene, memory: Memory) -> Known | None:
    if scene.private:
        return None
    known: Known | None = memory.peek(SCENES, (scene.member, scene.place, scene.profile))
    member: Member | None = memory.peek(PEOPLE, scene.member)
    # Somebody who talked elsewhere in between: a private chat now continues here.
    return known if known and member and member.last_community == known.community.id else None


def _context(tx: Transaction, now: datetime, world: World, scene: Scene, known: Known) -> Context:
    return Context(
        tx,
        now,
        world.ambient,
        world.voice,
        world.catalogue,
        world.platforms,
        world.memory,
        known.community,
        scene,
        None,
        None,
        known.guest,
        known.roles,
        known.language,
        known.zone,
    )


async def community(ctx: Context, id_: str) -> Community:
    if not id_:
        return NOWHERE
    found = await ctx.memory.recall(COMMUNITY, ctx.tx, lambda tx: Communities(tx).load(id_), key=id_)
    return found or NOWHERE


async def community_of(ctx: Context, server: ServerRef) -> str | None:
    return await ctx.memory.recall(COMMUNITY, ctx.tx, lambda tx: Communities(tx).of_server(server), key=server)


def _at(ctx: Context, found: Community) -> Context:
    return replace(ctx, community=found, zone=ZoneInfo(found.zone), language=found.language)


async def _in_scene(ctx: Context, event: SceneEvent, *, as_server: bool) -> Context:
    scene = event.scene
    member = await meet(ctx, scene.member, scene.profile)
    found = await _community_of(ctx, event, member)
    guest = await enter(ctx, found.id, scene.member) if found.id else ""
    roles: frozenset[Role] = frozenset()
    if found.id and not as_server:
        roles = await roles_of(ctx, found.id, scene.member)
    in_community = replace(ctx, community=found)
    language = await _language(in_community, scene, member)
    zone = await zone_at(in_community, scene.place)
    if not as_server and found.id:
        known = Known(found, guest, roles, language, zone)
        ctx.memory.put(SCENES, (scene.member, scene.place, scene.profile), known)
    unclear = not found.id and scene.private and len(await People(ctx.tx).communities_of(scene.member)) > 1
    return replace(in_community, scene=scene, guest=guest, roles=roles, language=language, zone=zone, unclear=unclear)


async def meet(ctx: Context, ref: MemberRef, profile: Profile) -> Member:
    known = await ctx.memory.recall(PEOPLE, ctx.tx, lambda tx: People(tx).member(ref), key=ref)
    if known and known.name == profile.name and (not profile.language or known.language == profile.language):
        return known
    await Registry(ctx.tx).meet(ref, profile)
    fresh = Member(
        ref,
        profile.name,
        profile.language or (known.language if known else ""),
        known.own_language if known else "",
        known.direct if known else "unknown",
        known.last_community if known else "",
    )
    ctx.memory.put(PEOPLE, ref, fresh)
    if known and known.language != fresh.language:
        ctx.memory.forget((SCENES,))  # where their platform tells no language, this one counts from now on
    return fresh


async def enter(ctx: Context, community_id: str, ref: MemberRef) -> str:
    async def first_sight(tx: object) -> str:
        return await Registry(ctx.tx).enter(community_id, ref, ctx.now, ctx.ambient)

    return await ctx.memory.recall(PEOPLE, ctx.tx, first_sight, key=(community_id, ref))


async def roles_of(ctx: Context, community_id: str, ref: MemberRef) -> frozenset[Role]:
    held = await ctx.memory.recall(
        STANDING, ctx.tx, lambda tx: Standing(tx).roles(community_id, ref), key=(community_id, ref)
    )
    return held | {Role.OPERATOR} if ref == SHELL else held


async def _community_of(ctx: Context, event: SceneEvent, member: Member) -> Community:
    """In a private chat the button's or the open form's, else the last one used there, else the only one."""
    scene = event.scene
    if scene.server is not None:
        found = await community_of(ctx, scene.server)
        here = await community(ctx, found) if found else NOWHERE
        if here.id and not scene.private and member.last_community != here.id:
            await _remember(ctx, member, here.id)
        return here
    if named := await _named(ctx, event):
        if member.last_community != named.id:
            await _remember(ctx, member, named.id)
        return named
    if last_there := await _asked_for(ctx, scene.member) or member.last_community:
        last = await community(ctx, last_there)
        if last.state in ("open", "closed"):
            return last
    theirs = await People(ctx.tx).communities_of(scene.member) or await _only_one(ctx, scene.member.platform)
    if len(theirs) != 1:
        return NOWHERE
    await _remember(ctx, member, theirs[0])
    return await community(ctx, theirs[0])


async def _named(ctx: Context, event: SceneEvent) -> Community | None:
    """The community that a button or form speaks of; it proves nothing, so it has to be one of theirs."""
    if not isinstance(event, ButtonPressed | FormFilled):
        return None
    pressed = read_button(event.button if isinstance(event, ButtonPressed) else event.form)
    feature = ctx.catalogue.features.get(pressed.feature) if pressed else None
    if pressed is None or feature is None or feature.hooks.home is None:
        return None
    argument, _, value = pressed.argument.partition("=")
    choice = event.choice if isinstance(event, ButtonPressed) else ""
    named = await feature.hooks.home(ctx, argument or choice or value)
    found = await community(ctx, named) if named else NOWHERE
    theirs = await People(ctx.tx).communities_of(event.scene.member) if found.id else ()
    return found if found.id in theirs else None


async def _asked_for(ctx: Context, member: MemberRef) -> str:
    """Whose questions they are answering privately: wherever else they talked meanwhile, the form is about that one."""
    if member not in await ctx.recall(DIALOG, talking):
        return ""
    dialog = await Dialogs(ctx.tx).open(member, ctx.now)
    return dialog.community if dialog else ""


async def _remember(ctx: Context, member: Member, community_id: str) -> None:
    await Registry(ctx.tx).was_in(member.ref, community_id)
    ctx.memory.put(PEOPLE, member.ref, replace(member, last_community=community_id))


async def _language(ctx: Context, scene: Scene, member: Member) -> str:
    place = await place_language(ctx, scene.place)
    return first_spoken(
        ctx, member.own_language, scene.profile.language, member.language, place, ctx.community.language
    )


async def _only_one(ctx: Context, platform: str) -> list[str]:
    """Somebody who never said a word anywhere writes privately: clear only where the house has one community there."""
    rows = await ctx.tx.rows(
        "SELECT DISTINCT s.community FROM server s JOIN community c ON c.id = s.community"
        " WHERE s.platform = ? AND s.there = 1 AND c.state IN ('open', 'closed')",
        platform,
    )
    return [row[0] for row in rows] if len(rows) == 1 else []
