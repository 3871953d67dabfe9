"""What is past its time goes every half hour and before the house opens, also out of the data of an old backup."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.ambient import Planned
from bot.core.context import Context
from bot.core.features import Feature, Hooks, Pruned
from bot.core.ports import Database
from bot.core.refs import MemberRef
from bot.core.stores.knobs import Knobs
from bot.host import migrations, open_house
from bot.restoring import restore
from bot.storage.migrate import migrate
from cogs.door.knobs import EVIDENCE_DAYS
from cogs.door.model import Case
from cogs.door.store import Cases, Docket
from cogs.parties.guestlist import GuestList
from cogs.parties.knobs import KEEP_DAYS
from cogs.parties.model import Party
from cogs.parties.store import Ledger
from tests.core.test_host import settings
from tests.support.databases import open_at
from tests.support.stage import open_stage

START, DAY = datetime(2026, 11, 23, 18, 0, tzinfo=UTC), timedelta(days=1)
ANN = MemberRef("lobby", "ann")


async def furnish(database: Database, community: str, days: int = 0) -> None:
    """A party that is just over, with a guest, and a case about a message; `days` is what the community set for both."""
    async with database.write() as tx:
        await tx.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at) VALUES (?, 'X', 'en', 'UTC', 'open', 9)",
            community,
        )
        for knob in (KEEP_DAYS, EVIDENCE_DAYS) if days else ():
            await Knobs(tx, community).put(knob, days, ANN, START)
        party = Party(id=f"p{community}", community=community, kind="motto", zone="UTC", made_at=START)
        await Ledger(tx).keep(party)
        await GuestList(tx, party).answer("ann", ANN, "yes", START)
        await tx.run("UPDATE party SET state = 'ended', ended_at = ? WHERE id = ?", ms(START), party.id)
        case = Case(
            id=f"c{community}",
            community=community,
            number=1,
            kind="report",
            platform="lobby",
            member=ANN,
            name="Ann",
            made_at=START,
            evidence="rude words",
            card=f"door/c{community}/lobby",
        )
        await Docket(tx).save(case)


async def kept(database: Database, community: str) -> tuple[int, str]:
    """How many guests of the party are named, and what the case keeps of the message."""
    async with database.read() as reader:
        named = await reader.rows("SELECT guest FROM party_rsvp WHERE party = ? AND member <> ''", f"p{community}")
        case = await Cases(reader).get(f"c{community}")
    assert case
    return len(named), case.evidence


async def shown_anew(database: Database) -> list[str]:
    async with database.read() as reader:
        return [row[0] for row in await reader.rows("SELECT tag FROM outbox WHERE state = 'new' ORDER BY tag")]


def ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)


async def test_of_an_old_backup_nothing_past_its_time_is_there_when_the_house_opens(tmp_path: Path) -> None:
    where, clock, backup = settings(tmp_path / "data"), Planned(START), tmp_path / "old.db"
    async with open_house(where, clock) as house:
        for community, days in (("ours", 0), ("long", 180)):
            await furnish(house.database, community, days)
        await house.backups.make(house.database, "asked", clock.now(), backup)
    clock.move_to(START + 100 * DAY)
    await restore(where, clock, str(backup))
    async with open_house(where, clock) as house:
        assert await kept(house.database, "ours") == (0, "")
        assert await kept(house.database, "long") == (1, "rude words")
        assert await shown_anew(house.database) == ["door/card/cours"]


async def test_the_half_hourly_chores_let_go_and_the_senders_hear_of_it(tmp_path: Path) -> None:
    clock = Planned(START)
    async with open_house(settings(tmp_path), clock) as house:
        await furnish(house.database, "ours")
        await furnish(house.database, "brief", 7)
        for days, expected in ((6, (1, "rude words")), (8, (0, ""))):
            clock.move_to(START + days * DAY)
            await house._do_chores()
            assert await kept(house.database, "brief") == expected
        assert await kept(house.database, "ours") == (1, "rude words")
        assert house.senders["lobby"].awake.is_set()


async def test_a_feature_is_asked_until_nothing_is_left_each_time_in_a_turn_of_its_own(tmp_path: Path) -> None:
    left, turns = [3, 2, 1], []

    async def prune(ctx: Context, most: int) -> Pruned:
        turns.append(ctx.tx)
        return Pruned(left.pop() if left else 0)

    async with open_stage(tmp_path, [Feature("one", hooks=Hooks(prune=prune))]) as stage:
        await stage.lets_go()
    assert len({id(tx) for tx in turns}) == len(turns) == 4


async def test_a_feature_that_finds_the_same_rows_for_ever_keeps_neither_the_house_nor_the_next_from_going_on(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.core.retention.ROUNDS", 3)
    asked: list[str] = []

    async def endless(ctx: Context, most: int) -> Pruned:
        asked.append("endless")
        return Pruned(1)

    async def fine(ctx: Context, most: int) -> Pruned:
        asked.append("fine")
        return Pruned()

    features = [Feature("endless", hooks=Hooks(prune=endless)), Feature("fine", hooks=Hooks(prune=fine))]
    async with open_stage(tmp_path, features) as stage:
        await stage.lets_go()
    assert asked == ["endless"] * 3 + ["fine"]
    assert "endless has more to let go of" in caplog.text


async def test_a_feature_that_fails_keeps_no_other_from_letting_go(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    asked: list[str] = []

    async def broken(ctx: Context, most: int) -> Pruned:
        await ctx.tx.run("UPDATE community SET name = 'half done'")
        raise KeyError("what a guest wrote")

    async def fine(ctx: Context, most: int) -> Pruned:
        asked.append(ctx.community.id)
        return Pruned()

    features = [Feature("broken", hooks=Hooks(prune=broken)), Feature("fine", hooks=Hooks(prune=fine))]
    async with open_stage(tmp_path, features) as stage:
        with caplog.at_level(logging.ERROR):
            await stage.lets_go()
        async with stage.database.read() as reader:
            assert await reader.rows("SELECT id FROM community WHERE name = 'half done'") == []
    assert asked == [""]
    assert "broken could not let go of what is past its time: KeyError in" in caplog.text
    assert "what a guest wrote" not in caplog.text


async def test_parties_whose_answers_were_numbers_already_are_not_looked_at_again(tmp_path: Path) -> None:
    earlier = [one for one in migrations() if (one.owner, one.number) != ("cogs.parties", 4)]
    database = await open_at(tmp_path)
    try:
        await migrate(database, earlier, START)
        async with database.write() as tx:
            for id_, ended, guest, platform in (
                ("done", 1, "gone-0", ""),
                ("named", 1, "ann", "lobby"),
                ("on", 0, "gone-1", ""),
            ):
                await tx.run(
                    "INSERT INTO party (id, community, kind, motto, title, about, address, state, local, zone, starts,"
                    " minutes, seats, reminders, host, host_platform, host_member, voice_platform, voice_place, auto,"
                    " attended, sample, recap, made_at, published_at, opened_at, ended_at, recapped_at) VALUES (?, 'x',"
                    " 'motto', '', '', '', '', 'ended', '', 'UTC', 0, 1, 0, '[]', '', '', '', '', '', 0, 0, 0, '', 1, 1,"
                    " 1, ?, 0)",
                    id_,
                    ended,
                )
                await tx.run(
                    "INSERT INTO party_rsvp (party, guest, platform, member, answer, seated, ticket, claim_by, at)"
                    " VALUES (?, ?, ?, '', 'yes', 1, 1, 0, 1)",
                    id_,
                    guest,
                    platform,
                )
        await migrate(database, migrations(), START)
        async with database.read() as reader:
            found = await reader.rows("SELECT id, numbered FROM party ORDER BY id")
    finally:
        await database.close()
    assert found == [("done", 1), ("named", 0), ("on", 0)]


async def test_timers_of_an_earlier_release_are_cancelled_and_what_they_knew_is_kept(tmp_path: Path) -> None:
    ours = {("cogs.door", 2), ("cogs.parties", 4)}
    earlier = [one for one in migrations() if (one.owner, one.number) not in ours]
    database = await open_at(tmp_path)
    try:
        await migrate(database, earlier, START)
        async with database.write() as tx:
            for feature, kind in (("parties", "tidy"), ("door", "evidence"), ("door", "forward"), ("door", "unmute")):
                await tx.run(
                    "INSERT INTO timer (key, feature, kind, community, local, zone, due, body)"
                    " VALUES (?, ?, ?, 'x', '', 'UTC', ?, 'f1')",
                    kind,
                    feature,
                    kind,
                    ms(START + DAY),
                )
            for id_ in ("f1", "f2"):
                await tx.run(
                    "INSERT INTO door_forward (id, community, platform, member, name, evidence)"
                    " VALUES (?, 'x', 'lobby', 'ann', 'Ann', '')",
                    id_,
                )
        await migrate(database, migrations(), START)
        async with database.read() as reader:
            timers = await reader.rows("SELECT kind, state FROM timer ORDER BY kind")
            forwards = await reader.rows("SELECT id, at FROM door_forward ORDER BY id")
    finally:
        await database.close()
    assert timers == [("evidence", "cancelled"), ("forward", "cancelled"), ("tidy", "cancelled"), ("unmute", "set")]
    assert forwards == [("f1", ms(START)), ("f2", 0)]
