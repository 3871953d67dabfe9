"""A moderator on every platform, and reading cases back."""

from __future__ import annotations

from bot.core.actions import Action, Answer, Whisper
from bot.core.events import MemberRights, PlaceSeen, Right, RightsChanged, ServerJoined, ServerSeen
from bot.core.manners import LOG_PLACE
from bot.core.notes import Button, Note
from bot.core.refs import MemberRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.stores.standing import Steward
from cogs.door.model import Case
from cogs.door.store import Cases
from tests.support.stage import Actor, Stage


async def moderator(stage: Stage, platform: str, name: str = "Mo") -> Actor:
    mo = stage.actor(name, platform)
    await mo.has("moderate", "erase", rank=50 if platform != "telegram" else 1)
    stage.take()
    return mo


async def with_log(stage: Stage, platform: str, at: str = "") -> None:
    await stage.set(LOG_PLACE, f"{at or platform}:log", platform)


async def cases(stage: Stage, platform: str) -> list[Case]:
    community = await stage.community(platform)
    async with stage.database.read() as reader:
        return await Cases(reader).of_community(community)


async def case(stage: Stage, platform: str) -> Case:
    return (await cases(stage, platform))[-1]


async def link_accounts(stage: Stage, *actors: Actor) -> None:
    """Point every account at the first one's guest, as linking by a code does."""
    first = await stage.guest(actors[0])
    community = await stage.community(actors[0].ref.platform)
    async with stage.database.write() as tx:
        for actor in actors[1:]:
            await tx.run(
                "UPDATE guest_member SET guest = ? WHERE community = ? AND platform = ? AND member = ?",
                first,
                community,
                actor.ref.platform,
                actor.ref.id,
            )
    stage.world.memory.clear()


def buttons(note: Note) -> list[Button]:
    return [button for row in note.rows for button in row]


def ids(note: Note) -> list[str]:
    return [button.id for button in buttons(note)]


def private(actions: list[Action]) -> list[str]:
    return [action.note.text.plain for action in actions if isinstance(action, Answer | Whisper)]


def told(actions: list[Action], member: MemberRef) -> list[str]:
    whispers = [action for action in actions if isinstance(action, Whisper) and action.member == member]
    return [whisper.note.text.plain for whisper in whispers]


def of(kind: type[Action], actions: list[Action]) -> list[Action]:
    return [action for action in actions if isinstance(action, kind)]


async def mutes(stage: Stage, mo: Actor, target: str, *, span: str = "1h", reason: str = "") -> list[Action]:
    await mo.asks("mute", member=target, span=span, reason=reason)
    return stage.take()


async def grant(stage: Stage, platform: str, member: MemberRef, role: Role) -> None:
    async with stage.database.write() as tx:
        await Steward(tx).grant(
            await stage.community(platform), member, role, MemberRef("shell", "test"), stage.clock.now()
        )
    stage.world.memory.clear()


async def house_has(stage: Stage, platform: str, rights: frozenset[Right], rank: int = 90) -> None:
    me = MemberRights(MemberRef(platform, "house"), "Gastgeber", rights, rank)
    await stage.happens(RightsChanged(stage.server(platform), me, is_house=True))
    stage.take()


async def second_server(
    stage: Stage,
    ref: ServerRef,
    rights: frozenset[Right] = frozenset({"moderate"}),
    kind: str = "room",
) -> None:
    community = await stage.community(ref.platform)
    await stage.happens(ServerJoined(ref, "Second", None))
    await stage.happens(seen(stage, ref.platform, rights, (), None, ref, kind))
    async with stage.database.write() as tx:
        await tx.run("UPDATE server SET community = ? WHERE id = ?", community, ref.id)
    stage.world.memory.clear()
    stage.take()


def seen(
    stage: Stage,
    platform: str,
    rights: frozenset[Right],
    members: tuple[MemberRights, ...],
    owner: MemberRef | None,
    ref: ServerRef | None = None,
    kind: str = "room",
) -> ServerSeen:
    me = MemberRights(MemberRef(platform, "house"), "Gastgeber", rights, 90)
    server = ref or stage.server(platform)
    place = PlaceSeen(PlaceRef(platform, f"{server.id}-only"), "only", "announcement" if kind != "room" else "room")
    name = "Second" if ref else "House"
    return ServerSeen(server, name, (place,), (), me, members, owner)
