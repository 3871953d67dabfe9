"""Who may do what: rights of platforms, mapped roles and the house's own grants, over linked accounts."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.ambient import Planned
from bot.core.events import MemberRights, Profile, Right
from bot.core.refs import MemberRef, ServerRef
from bot.core.roles import GRANTABLE, Role, allows, allows_any, from_rights
from bot.core.stores.people import People, Registry
from bot.core.stores.registrar import Registrar
from bot.core.stores.standing import Standing, Steward
from bot.storage.migrate import find_migrations, migrate
from bot.storage.sqlite import Sqlite, open_sqlite
from tests.support.stage import START

ANN, ANNS_PHONE, BOB = MemberRef("discord", "ann"), MemberRef("telegram", "ann"), MemberRef("discord", "bob")
SERVER, GROUP, ELSEWHERE = ServerRef("discord", "s"), ServerRef("telegram", "g"), ServerRef("discord", "other")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Sqlite]:
    opened = await open_sqlite(tmp_path / "house.db")
    await migrate(opened, find_migrations(("bot.storage",)), START)
    yield opened
    await opened.close()


@pytest.fixture
async def community(database: Sqlite) -> str:
    """A server and a group in one community, and another server in one of its own."""
    clock = Planned(START)
    async with database.write() as tx:
        made = await Registrar(tx).found(SERVER, "House", START, clock)
        await Registrar(tx).found(GROUP, "House", START, clock)
        await Registrar(tx).found(ELSEWHERE, "Other", START, clock)
        await tx.run("UPDATE server SET community = ? WHERE id = 'g'", made)
        for ref in (ANN, ANNS_PHONE, BOB):
            await Registry(tx).meet(ref, Profile(ref.id.title()))
            await Registry(tx).enter(made, ref, START, clock)
    return made


def rights(member: MemberRef, *held: Right, rank: int = 1, roles: tuple[str, ...] = ()) -> MemberRights:
    return MemberRights(member, member.id, frozenset(held), rank, roles)


async def roles(database: Sqlite, community: str, member: MemberRef) -> set[Role]:
    async with database.read() as reader:
        return set(await Standing(reader).roles(community, member))


@pytest.mark.parametrize(
    ("held", "allowed"),
    [
        (set(), {Role.GUEST}),
        ({Role.HOST}, {Role.GUEST, Role.HOST}),
        ({Role.TEAM}, {Role.GUEST, Role.HOST, Role.TEAM}),
        ({Role.MODERATOR}, {Role.GUEST, Role.MODERATOR}),  # keeping the door is not throwing parties
        ({Role.OWNER}, set(Role) - {Role.OPERATOR}),
        ({Role.OPERATOR}, set(Role)),
        ({Role.HOST, Role.MODERATOR}, {Role.GUEST, Role.HOST, Role.MODERATOR}),
    ],
)
def test_what_a_role_includes(held: set[Role], allowed: set[Role]) -> None:
    assert {role for role in Role if allows(frozenset(held), role)} == allowed
    assert allows_any(frozenset(held), Role.OPERATOR, Role.OWNER) is bool(held & {Role.OPERATOR, Role.OWNER})


def test_who_runs_the_server_owns_the_community_there() -> None:
    assert from_rights(frozenset({"administer", "moderate"})) == {Role.OWNER}
    assert from_rights(frozenset({"moderate"})) == {Role.MODERATOR}
    assert from_rights(frozenset({"post", "pin", "ban"})) == set()


async def test_rights_count_in_their_own_community_only(database: Sqlite, community: str) -> None:
    async with database.write() as tx:
        await Steward(tx).see(SERVER, rights(ANN, "moderate"))
        await Steward(tx).see(ELSEWHERE, rights(BOB, "administer"))
    assert await roles(database, community, ANN) == {Role.MODERATOR}
    assert await roles(database, community, BOB) == set()


async def test_rights_taken_away_are_gone_at_once_and_a_survey_knows_all_of_them(
    database: Sqlite, community: str
) -> None:
    async with database.write() as tx:
        await Steward(tx).see(SERVER, rights(ANN, "moderate"))
        await Steward(tx).see(SERVER, rights(ANN))
    assert await roles(database, community, ANN) == set()
    async with database.write() as tx:
        await Steward(tx).see(SERVER, rights(ANN, "moderate"))
        await Steward(tx).reconcile(SERVER, [rights(BOB, "administer")])
    assert await roles(database, community, ANN) == set()
    assert await roles(database, community, BOB) == {Role.OWNER}


async def test_a_server_that_was_left_gives_no_rights(database: Sqlite, community: str) -> None:
    async with database.write() as tx:
        await Steward(tx).see(SERVER, rights(ANN, "administer"))
        await Registrar(tx).leave(SERVER, START)
    assert await roles(database, community, ANN) == set()


@pytest.mark.parametrize("role", GRANTABLE)
async def test_a_grant_holds_until_it_is_revoked(database: Sqlite, community: str, role: Role) -> None:
    async with database.write() as tx:
        for _ in range(2):
            await Steward(tx).grant(community, BOB, role, ANN, START)
    assert await roles(database, community, BOB) == {role}
    async with database.write() as tx:
        assert await Steward(tx).revoke(community, BOB, role)
        assert not await Steward(tx).revoke(community, BOB, role)
    assert await roles(database, community, BOB) == set()


@pytest.mark.parametrize("role", [Role.OPERATOR, Role.GUEST])
async def test_nobody_can_be_made_operator_in_the_chat(database: Sqlite, community: str, role: Role) -> None:
    async with database.write() as tx:
        with pytest.raises(ValueError, match="cannot be granted"):
            await Steward(tx).grant(community, BOB, role, ANN, START)


async def test_a_mapped_role_gives_what_it_was_mapped_to_on_its_server_only(database: Sqlite, community: str) -> None:
    async with database.write() as tx:
        await Steward(tx).map_role(community, SERVER, "77", Role.TEAM)
        await Steward(tx).map_role(community, GROUP, "admin", Role.HOST)
        await Steward(tx).see(SERVER, rights(ANN, roles=("12", "77")))
        await Steward(tx).see(SERVER, rights(BOB, "moderate", roles=("7", "admin")))
    assert await roles(database, community, ANN) == {Role.TEAM}
    assert await roles(database, community, BOB) == {Role.MODERATOR}
    async with database.write() as tx:
        await Steward(tx).unmap_role(community, SERVER, "77", Role.TEAM)
    assert await roles(database, community, ANN) == set()


async def test_linked_accounts_share_house_roles_but_not_a_platforms_rights(database: Sqlite, community: str) -> None:
    async with database.write() as tx:
        await Steward(tx).grant(community, ANN, Role.HOST, BOB, START)
        await Steward(tx).see(SERVER, rights(ANN, "moderate", rank=5))
        people = Registry(tx)
        older, younger = await people.guest_of(community, ANN), await people.guest_of(community, ANNS_PHONE)
        assert older
        assert younger
        assert await Standing(tx).roles(community, ANNS_PHONE) == set()
        await people.merge(younger, older)
        assert await Standing(tx).roles(community, ANNS_PHONE) == {Role.HOST, Role.MODERATOR}
        # What may be done to somebody in the group is asked of the group.
        assert await Standing(tx).rights_at(GROUP, ANNS_PHONE) is None
        await people.part(community, ANNS_PHONE)
        assert await Standing(tx).roles(community, ANNS_PHONE) == set()


async def test_holders_are_found_whatever_made_them_one(database: Sqlite, community: str) -> None:
    async with database.write() as tx:
        await Steward(tx).map_role(community, GROUP, "admin", Role.MODERATOR)
        await Steward(tx).see(GROUP, rights(ANNS_PHONE, roles=("admin",)))
        await Steward(tx).see(SERVER, rights(ANN, "moderate", rank=9))
        await Steward(tx).grant(community, BOB, Role.OWNER, ANN, START)
        await Steward(tx).see(ELSEWHERE, rights(MemberRef("discord", "eve"), "administer"))
        assert await Standing(tx).holders(community, [Role.MODERATOR]) == [ANN, ANNS_PHONE]
        assert await Standing(tx).holders(community, [Role.OWNER]) == [BOB]
        assert await Standing(tx).holders(community, [Role.TEAM]) == []


async def test_what_a_member_may_do_on_a_server_is_told_as_the_platform_told_it(
    database: Sqlite, community: str
) -> None:
    told = rights(ANN, "moderate", "erase", rank=12, roles=("5", "77"))
    async with database.write() as tx:
        await Steward(tx).see(SERVER, told)
        assert await Standing(tx).rights_at(SERVER, ANN) == told
        assert await Standing(tx).rights_at(ELSEWHERE, ANN) is None


# One person with several accounts


async def test_merging_points_every_account_at_the_older_guest_and_parting_undoes_it(
    database: Sqlite, community: str
) -> None:
    async with database.write() as tx:
        people = Registry(tx)
        ann, phone, bob = [str(await people.guest_of(community, ref)) for ref in (ANN, ANNS_PHONE, BOB)]
        await people.merge(bob, phone)
        await people.merge(phone, ann)  # a chain: what was merged into the younger comes along
        assert {await people.guest_of(community, ref) for ref in (ANN, ANNS_PHONE, BOB)} == {ann}
        assert {account.ref for account in await people.accounts(ann)} == {ANN, ANNS_PHONE, BOB}
        assert await people.part(community, ANNS_PHONE) == phone
        assert await people.part(community, ANNS_PHONE) is None
        assert await people.part(community, ANN) is None
        assert await people.guest_of(community, BOB) == ann
        assert await people.part(community, BOB) == bob


async def test_a_member_is_one_guest_at_first_sight_and_ever_after(database: Sqlite, community: str) -> None:
    clock = Planned(START, seed=9)
    async with database.write() as tx:
        first = await Registry(tx).guest_of(community, ANN)
        assert await Registry(tx).enter(community, ANN, START, clock) == first


async def test_a_forgotten_member_is_nothing_but_a_reference(database: Sqlite, community: str) -> None:
    async with database.write() as tx:
        await Registry(tx).speak(ANN, "de")
        await Registry(tx).forget(ANN)
        member = await People(tx).member(ANN)
        assert member
        assert (member.name, member.language, member.own_language, member.speaks) == ("", "", "", "")
        assert [found.ref for found in await People(tx).find(community, "ann")] == [ANNS_PHONE]


async def test_people_are_found_by_their_exact_name_whatever_its_case(database: Sqlite, community: str) -> None:
    async with database.write() as tx:
        assert {member.ref for member in await People(tx).find(community, "ANN")} == {ANN, ANNS_PHONE}
        assert await People(tx).find(community, "an") == []
        assert await People(tx).find("elsewhere", "ann") == []
