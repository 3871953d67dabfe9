"""Standing: the house's own grants, roles mapped from platforms, and rights as the platforms last told them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.core.events import MemberRights, Right
from bot.core.ports import Reader, Transaction
from bot.core.refs import MemberRef, ServerRef
from bot.core.roles import GRANTABLE, Role, from_rights
from bot.core.stamps import to_ms

STANDING = "standing"


@dataclass(frozen=True, slots=True)
class Grant:
    member: MemberRef
    role: Role


class Standing:
    def __init__(self, tx: Reader) -> None:
        self._tx = tx

    async def roles(self, community: str, member: MemberRef) -> frozenset[Role]:
        """Everything a member is in a community, from every source, over the accounts linked to the same guest.

        Rights on one platform's servers count for house roles; what a moderator may do to a target on another
        platform is a question for `rights_at`.
        """
        held: set[Role] = set()
        for account in await self._accounts(community, member):
            granted = await self._tx.rows(
                "SELECT role FROM role_grant WHERE community = ? AND platform = ? AND member = ?",
                community,
                account.platform,
                account.id,
            )
            held |= {Role(row[0]) for row in granted}
            for rights, roles, server in await self._rights(community, account):
                held |= from_rights(rights)
                held |= await self._mapped(community, account.platform, server, roles)
        return frozenset(held)

    async def rights_at(self, server: ServerRef, member: MemberRef) -> MemberRights | None:
        row = await self._tx.row(
            "SELECT name, rights, rank, roles FROM server_right WHERE platform = ? AND server = ? AND member = ?",
            server.platform,
            server.id,
            member.id,
        )
        if row is None:
            return None
        return MemberRights(member, row[0], _rights(row[1]), row[2], tuple(filter(None, row[3].split(","))))

    async def granter(self, community: str, member: MemberRef, role: Role) -> MemberRef | None:
        """Who gave the role, as long as it is held."""
        row = await self._tx.row(
            "SELECT by_member FROM role_grant WHERE community = ? AND platform = ? AND member = ? AND role = ?",
            community,
            member.platform,
            member.id,
            str(role),
        )
        platform, _, id_ = str(row[0]).partition(":") if row else ("", "", "")
        return MemberRef(platform, id_) if row else None

    async def granted(self, community: str) -> list[Grant]:
        rows = await self._tx.rows(
            "SELECT platform, member, role FROM role_grant WHERE community = ? ORDER BY role, platform, member",
            community,
        )
        return [Grant(MemberRef(row[0], row[1]), Role(row[2])) for row in rows]

    async def holders(self, community: str, wanted: Iterable[Role]) -> list[MemberRef]:
        """Members who hold one of the roles, by grant or by their platform's rights; owners first."""
        wanted = set(wanted)
        found: dict[MemberRef, None] = {}
        for grant in await self.granted(community):
            if grant.role in wanted:
                found[grant.member] = None
        rows = await self._tx.rows(
            "SELECT r.platform, r.member, r.rights, r.roles, r.server FROM server_right r JOIN server s"
            " ON s.platform = r.platform AND s.id = r.server WHERE s.community = ? AND s.there = 1 ORDER BY r.rank DESC",
            community,
        )
        for platform, member, rights, roles, server in rows:
            own = from_rights(_rights(rights)) | await self._mapped(community, platform, server, roles)
            if own & wanted:
                found[MemberRef(platform, member)] = None
        return list(found)

    async def maps(self, community: str) -> list[tuple[str, str, str, Role]]:
        rows = await self._tx.rows(
            "SELECT platform, server, platform_role, role FROM role_map WHERE community = ? ORDER BY role", community
        )
        return [(row[0], row[1], row[2], Role(row[3])) for row in rows]

    async def _accounts(self, community: str, member: MemberRef) -> list[MemberRef]:
        rows = await self._tx.rows(
            "SELECT b.platform, b.member FROM guest_member a JOIN guest_member b ON b.guest = a.guest"
            " WHERE a.community = ? AND a.platform = ? AND a.member = ?",
            community,
            member.platform,
            member.id,
        )
        return [MemberRef(row[0], row[1]) for row in rows] or [member]

    async def _rights(self, community: str, member: MemberRef) -> list[tuple[frozenset[Right], str, str]]:
        rows = await self._tx.rows(
            "SELECT r.rights, r.roles, r.server FROM server_right r JOIN server s ON s.platform = r.platform AND s.id = r.server"
            " WHERE s.community = ? AND s.there = 1 AND r.platform = ? AND r.member = ?",
            community,
            member.platform,
            member.id,
        )
        return [(_rights(row[0]), row[1], row[2]) for row in rows]

    async def _mapped(self, community: str, platform: str, server: str, roles: str) -> set[Role]:
        if not roles:
            return set()
        rows = await self._tx.rows(
            "SELECT platform_role, role FROM role_map WHERE community = ? AND platform = ? AND server = ?",
            community,
            platform,
            server,
        )
        held = set(roles.split(","))
        return {Role(role) for platform_role, role in rows if platform_role in held}


class Steward(Standing):
    """Writes what `Standing` reads; a change acts from the next turn on, everywhere."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._write = tx

    async def grant(self, community: str, member: MemberRef, role: Role, by: MemberRef, now: datetime) -> None:
        if role not in GRANTABLE:
            raise ValueError(f"{role} cannot be granted")
        await self._write.run(
            "INSERT INTO role_grant (community, platform, member, role, by_member, at) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (community, platform, member, role) DO NOTHING",
            community,
            member.platform,
            member.id,
            str(role),
            f"{by.platform}:{by.id}",
            to_ms(now),
        )
        self._write.touch(STANDING)

    async def revoke(self, community: str, member: MemberRef, role: Role) -> bool:
        self._write.touch(STANDING)
        return bool(
            await self._write.run(
                "DELETE FROM role_grant WHERE community = ? AND platform = ? AND member = ? AND role = ?",
                community,
                member.platform,
                member.id,
                str(role),
            )
        )

    async def map_role(self, community: str, server: ServerRef, platform_role: str, role: Role) -> None:
        """`platform_role` is a Discord role's id, or `admin` for Telegram administrators."""
        await self._write.run(
            "INSERT INTO role_map (community, platform, server, platform_role, role) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (community, platform, server, platform_role, role) DO NOTHING",
            community,
            server.platform,
            server.id,
            platform_role,
            str(role),
        )
        self._write.touch(STANDING)

    async def unmap_role(self, community: str, server: ServerRef, platform_role: str, role: Role) -> None:
        await self._write.run(
            "DELETE FROM role_map WHERE community = ? AND platform = ? AND server = ? AND platform_role = ? AND role = ?",
            community,
            server.platform,
            server.id,
            platform_role,
            str(role),
        )
        self._write.touch(STANDING)

    async def see(self, server: ServerRef, seen: MemberRights) -> None:
        """A member's rights as the platform tells them now; without any the row goes."""
        self._write.touch(STANDING)
        if not seen.rights and not seen.roles:
            await self._write.run(
                "DELETE FROM server_right WHERE platform = ? AND server = ? AND member = ?",
                server.platform,
                server.id,
                seen.member.id,
            )
            return
        await self._write.run(
            "INSERT INTO server_right (platform, server, member, name, rights, rank, roles) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (platform, server, member) DO UPDATE SET name = excluded.name, rights = excluded.rights,"
            " rank = excluded.rank, roles = excluded.roles",
            server.platform,
            server.id,
            seen.member.id,
            seen.name,
            ",".join(sorted(seen.rights)),
            seen.rank,
            ",".join(seen.roles),
        )

    async def reconcile(self, server: ServerRef, seen: Iterable[MemberRights]) -> None:
        """Exactly these members have rights now."""
        await self._write.run("DELETE FROM server_right WHERE platform = ? AND server = ?", server.platform, server.id)
        for rights in seen:
            await self.see(server, rights)
        self._write.touch(STANDING)


def _rights(words: str) -> frozenset[Right]:
    return frozenset(filter(None, words.split(",")))  # type: ignore[arg-type]  # only rights are ever written there
