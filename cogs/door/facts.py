"""What the rules ask about: rights and ranks of actor, target and house, from rows and never from a platform."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.abilities import Ability
from bot.core.context import Context
from bot.core.events import Right
from bot.core.ports import Transaction
from bot.core.refs import LOBBY, MemberRef, ServerRef
from bot.core.roles import Role
from bot.core.stores.communities import Communities, Server
from bot.core.stores.people import People
from bot.core.stores.standing import Standing
from cogs.door.rules import Facts, Stand

_TEAM = frozenset({Role.OPERATOR, Role.OWNER, Role.MODERATOR, Role.TEAM})


async def facts_about(ctx: Context, target: MemberRef, right: Right = "moderate") -> Facts:
    """How whoever acts stands to a target, on every server of the target's platform in the community."""
    mine = await own_accounts(ctx)
    servers = await servers_for(ctx, ctx.community.id, target.platform)
    return Facts(
        stands=tuple([await _stand(ctx, server, target, mine, right) for server in servers]),
        exempt=_exempt(ctx, target.platform),
        is_self=target in mine,
        is_house=any(server.house_member == target.id for server in servers),
        is_team=bool(await Standing(ctx.tx).roles(ctx.community.id, target) & _TEAM),
    )


async def servers_for(ctx: Context, community: str, platform: str) -> list[Server]:
    """Where a member of this platform can be muted; a channel of announcements has nobody to mute."""
    abilities = ctx.platforms.get(platform)
    if abilities is None or Ability.MUTE not in abilities.can:
        return []
    communities = Communities(ctx.tx)
    kinds: dict[ServerRef, set[str]] = {}
    for place in await communities.places(community):
        kinds.setdefault(place.server, set()).add(place.kind)
    found = [server for server in await communities.servers(community) if server.ref.platform == platform]
    return [server for server in found if kinds.get(server.ref) != {"announcement"}]


async def own_accounts(ctx: Context) -> list[MemberRef]:
    """The actor's, over linked accounts: a right on a platform may come from any of them."""
    return await accounts_of(ctx, ctx.community.id, ctx.who.member)


async def accounts_of(ctx: Context, community: str, member: MemberRef) -> list[MemberRef]:
    people = People(ctx.tx)
    guest = await people.guest_of(community, member)
    linked = [account.ref for account in await people.accounts(guest)] if guest else []
    return linked if member in linked else [member, *linked]


def _exempt(ctx: Context, platform: str) -> bool:
    if platform != LOBBY:
        return False
    return ctx.who.member.platform == LOBBY or bool(ctx.roles & {Role.OPERATOR, Role.OWNER})


async def _stand(ctx: Context, server: Server, target: MemberRef, mine: Sequence[MemberRef], right: Right) -> Stand:
    standing = Standing(ctx.tx)
    theirs = await standing.rights_at(server.ref, target)
    held = [rights for account in mine if (rights := await standing.rights_at(server.ref, account))]
    able = [rights for rights in held if rights.rights & {right, "administer"}]
    return Stand(
        server=server.ref,
        name=server.name,
        house_may=right in server.house_rights or "administer" in server.house_rights,
        house_rank=server.house_rank,
        actor_may=bool(able),
        actor_rank=max((rights.rank for rights in able), default=0),
        target_rank=theirs.rank if theirs else 0,
        owns=await Owners(ctx.tx).owner_of(server.ref) in mine,
    )


class Owners:
    """Who owns a server, as the platform last told."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx

    async def owner_of(self, server: ServerRef) -> MemberRef | None:
        row = await self._tx.row(
            "SELECT member FROM door_owner WHERE platform = ? AND server = ?", server.platform, server.id
        )
        return MemberRef(server.platform, row[0]) if row else None

    async def see(self, server: ServerRef, owner: MemberRef) -> None:
        await self._tx.run(
            "INSERT INTO door_owner (platform, server, member) VALUES (?, ?, ?)"
            " ON CONFLICT (platform, server) DO UPDATE SET member = excluded.member",
            server.platform,
            server.id,
            owner.id,
        )

    async def leave(self, server: ServerRef) -> None:
        await self._tx.run("DELETE FROM door_owner WHERE platform = ? AND server = ?", server.platform, server.id)

    async def move(self, old: ServerRef, new: ServerRef) -> None:
        await self.leave(new)
        await self._tx.run(
            "UPDATE door_owner SET server = ? WHERE platform = ? AND server = ?", new.id, old.platform, old.id
        )
