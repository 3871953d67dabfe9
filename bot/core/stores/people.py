"""Guests (persons, per community) and members (accounts), and what is known of how to reach them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.ambient import Ambient
from bot.core.events import Profile
from bot.core.ports import Reader, Transaction
from bot.core.refs import MemberRef
from bot.core.stamps import to_ms
from bot.core.stores.consents import Consenting

PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Member:
    ref: MemberRef
    name: str
    language: str
    own_language: str
    direct: str
    last_community: str

    @property
    def speaks(self) -> str:
        """Their own choice first, else what the platform said."""
        return self.own_language or self.language


class People:
    def __init__(self, tx: Reader) -> None:
        self._tx = tx

    async def member(self, ref: MemberRef) -> Member | None:
        row = await self._tx.row(
            "SELECT name, language, own_language, direct, last_community FROM member WHERE platform = ? AND id = ?",
            ref.platform,
            ref.id,
        )
        return Member(ref, *row) if row else None

    async def guest_of(self, community: str, ref: MemberRef) -> str | None:
        row = await self._tx.row(
            "SELECT guest FROM guest_member WHERE community = ? AND platform = ? AND member = ?",
            community,
            ref.platform,
            ref.id,
        )
        return row[0] if row else None

    async def accounts(self, guest: str) -> list[Member]:
        rows = await self._tx.rows(
            "SELECT m.platform, m.id, m.name, m.language, m.own_language, m.direct, m.last_community FROM guest_member g"
            " JOIN member m ON m.platform = g.platform AND m.id = g.member WHERE g.guest = ? ORDER BY m.platform, m.id",
            guest,
        )
        return [Member(MemberRef(row[0], row[1]), *row[2:]) for row in rows]

    async def communities_of(self, ref: MemberRef) -> list[str]:
        rows = await self._tx.rows(
            "SELECT g.community FROM guest_member g JOIN community c ON c.id = g.community"
            " WHERE g.platform = ? AND g.member = ? AND c.state IN ('open', 'closed') ORDER BY c.founded_at",
            ref.platform,
            ref.id,
        )
        return [row[0] for row in rows]

    async def find(self, community: str, name: str) -> list[Member]:
        """Members of a community with exactly this name, whatever its case."""
        rows = await self._tx.rows(
            "SELECT m.platform, m.id, m.name, m.language, m.own_language, m.direct, m.last_community FROM guest_member g"
            " JOIN member m ON m.platform = g.platform AND m.id = g.member"
            " WHERE g.community = ? AND lower(m.name) = lower(?) LIMIT 10",
            community,
            name,
        )
        return [Member(MemberRef(row[0], row[1]), *row[2:]) for row in rows]


class Registry(People):
    """Writes what `People` reads."""

    def __init__(self, tx: Transaction) -> None:
        super().__init__(tx)
        self._write = tx

    async def meet(self, ref: MemberRef, profile: Profile) -> None:
        """Remember a member's display name and language as of now."""
        await self._write.run(
            "INSERT INTO member (platform, id, name, language) VALUES (?, ?, ?, ?) ON CONFLICT (platform, id) DO UPDATE"
            " SET name = excluded.name,"
            " language = CASE WHEN excluded.language = '' THEN member.language ELSE excluded.language END",
            ref.platform,
            ref.id,
            profile.name,
            profile.language,
        )

    async def enter(self, community: str, ref: MemberRef, now: datetime, ambient: Ambient) -> str:
        """The guest whom a member is in a community; at first sight one that holds nothing but the reference."""
        known = await self.guest_of(community, ref)
        if known is not None:
            return known
        guest = ambient.new_id()
        await self._write.run("INSERT INTO guest (id, community, since) VALUES (?, ?, ?)", guest, community, to_ms(now))
        await self._write.run(
            "INSERT INTO guest_member (community, platform, member, guest, first_guest) VALUES (?, ?, ?, ?, ?)",
            community,
            ref.platform,
            ref.id,
            guest,
            guest,
        )
        return guest

    async def merge(self, younger: str, older: str) -> None:
        """Point every account of the younger guest at the older one; `first_guest` keeps the way back."""
        await Consenting(self._write).merge(younger, older)
        await self._write.run("UPDATE guest_member SET guest = ? WHERE guest = ?", older, younger)
        self._write.touch(PEOPLE)

    async def part(self, community: str, ref: MemberRef) -> str | None:
        """Undo a merge for one account; returns its own guest, None if it was never merged."""
        row = await self._tx.row(
            "SELECT guest, first_guest FROM guest_member WHERE community = ? AND platform = ? AND member = ?",
            community,
            ref.platform,
            ref.id,
        )
        if row is None or row[0] == row[1]:
            return None
        await self._write.run(
            "UPDATE guest_member SET guest = first_guest WHERE community = ? AND platform = ? AND member = ?",
            community,
            ref.platform,
            ref.id,
        )
        self._write.touch(PEOPLE)
        return str(row[1])

    async def reach(self, ref: MemberRef, direct: str) -> None:
        """`open` once a private chat worked, `closed` once the platform refused one."""
        await self._write.run(
            "UPDATE member SET direct = ? WHERE platform = ? AND id = ? AND direct <> ?",
            direct,
            ref.platform,
            ref.id,
            direct,
        )

    async def speak(self, ref: MemberRef, language: str) -> None:
        await self._write.run(
            "UPDATE member SET own_language = ? WHERE platform = ? AND id = ?", language, ref.platform, ref.id
        )
        self._write.touch(PEOPLE)

    async def was_in(self, ref: MemberRef, community: str) -> None:
        """Where a private chat with this member continues."""
        await self._write.run(
            "UPDATE member SET last_community = ? WHERE platform = ? AND id = ? AND last_community <> ?",
            community,
            ref.platform,
            ref.id,
            community,
        )

    async def forget(self, ref: MemberRef) -> None:
        """Nothing stays of a member who is nobody's guest any more; elsewhere they are until they show up again."""
        await self._write.run(
            "DELETE FROM member WHERE platform = ? AND id = ? AND NOT EXISTS"
            " (SELECT 1 FROM guest_member g WHERE g.platform = member.platform AND g.member = member.id)",
            ref.platform,
            ref.id,
        )
        await self._write.run(
            "UPDATE member SET name = '', language = '', own_language = '' WHERE platform = ? AND id = ?",
            ref.platform,
            ref.id,
        )
        await self._write.run("DELETE FROM asked_where WHERE platform = ? AND member = ?", ref.platform, ref.id)
        self._write.touch(PEOPLE)
