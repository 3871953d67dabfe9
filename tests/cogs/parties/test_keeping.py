"""Names stay after a party for as long as its community wants, and not longer; the numbers stay for good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Amend
from bot.core.context import Context
from bot.core.stores.agenda import Planner
from cogs.parties.forgetting import forget
from cogs.parties.knobs import KEEP_DAYS, PLACES
from cogs.parties.store import Parties
from cogs.parties.tally import Tally, tally
from tests.cogs.parties.support import House, open_house, said

DAY, MOMENT = timedelta(days=1), timedelta(milliseconds=1)
NAMES = (
    "SELECT guest FROM party_rsvp WHERE party = ? AND (platform <> '' OR member <> '')"
    " UNION ALL SELECT guest FROM party_name WHERE party = ? UNION ALL SELECT guest FROM party_wish WHERE party = ?"
    " UNION ALL SELECT guest FROM party_voice WHERE party = ?"
    " UNION ALL SELECT guest FROM party_song WHERE party = ? AND guest <> ''"
    " UNION ALL SELECT v.guest FROM party_vote v JOIN guest g ON g.id = v.guest WHERE v.party = ?"
    " UNION ALL SELECT r.guest FROM party_rsvp r JOIN guest g ON g.id = r.guest WHERE r.party = ?"
)


async def evening(house: House) -> str:
    """Ann and Tim come, vote and wish; Ben has a seat and stays away; Cleo may come. All but Cleo agree to be named."""
    id_ = await house.party()
    ann, tim, ben = house.guest("Ann"), house.guest("Tim", "telegram"), house.guest("Ben")
    for guest in (ann, tim, ben):
        await guest.presses(f"parties/yes/{id_}")
        await guest.presses(f"parties/name/{id_}")
    await house.guest("Cleo").presses(f"parties/maybe/{id_}")
    await ann.presses(f"parties/remind/{id_}")
    await house.host.presses(f"parties/begin/{id_}")
    for _ in range(2):
        await house.host.presses(f"parties/next/{id_}")
    await ann.presses(f"parties/act/{id_}.1.1")
    await tim.presses(f"parties/act/{id_}.1.2")
    await house.host.presses(f"parties/next/{id_}")
    await ann.fills(f"parties/wish/{id_}.2", song="Blue Monday")
    await tim.presses(f"parties/act/{id_}.2.1")
    await ann.presses(f"parties/here/{id_}")
    await house.host.presses(f"parties/end/{id_}")
    house.take()
    return id_


async def named(house: House, id_: str) -> int:
    return len(await house.rows(NAMES, *[id_] * NAMES.count("?")))


async def numbers(house: House, id_: str) -> Tally:
    async def count(ctx: Context, party: str) -> Tally:
        found = await Parties(ctx.tx).get(party)
        assert found
        return await tally(ctx, found)

    counted = await house.hook(count, id_)
    house.take()
    assert isinstance(counted, Tally)
    return counted


async def passes_to(house: House, id_: str, days: int) -> None:
    """To the last moment of the days after the party."""
    ended = (await house.get(id_)).ended_at
    assert ended
    await house.stage.passes(ended + days * DAY - MOMENT - house.stage.clock.now())
    await house.stage.lets_go()


@pytest.mark.parametrize("days", [None, 7, 90])
async def test_names_go_after_as_many_days_as_the_community_wants_and_not_before(
    house: House, days: int | None
) -> None:
    id_ = await evening(house)
    if days:
        await house.stage.set(KEEP_DAYS, days, "discord")
    before = await numbers(house, id_)
    assert (before.votes, before.songs, before.came, before.absent) == (4, 1, 2, 1)
    whole = await named(house, id_)
    house.take()
    await passes_to(house, id_, days or 30)
    assert await named(house, id_) == whole
    assert house.take() == []
    house.stage.clock.move_to(house.stage.clock.now() + MOMENT)
    await house.stage.lets_go()
    assert await named(house, id_) == 0
    shown = said(house.take(), Amend)
    assert "parties-card-title" in shown
    assert "parties-card-names" not in shown
    assert await numbers(house, id_) == before


async def test_a_shorter_time_holds_for_the_parties_that_are_over_already(house: House) -> None:
    id_ = await evening(house)
    await house.stage.passes(10 * DAY)
    assert await named(house, id_)
    await house.stage.set(KEEP_DAYS, 7, "discord")
    await house.stage.lets_go()
    assert await named(house, id_) == 0


async def test_another_communitys_time_is_its_own(tmp_path: Path) -> None:
    async with open_house(tmp_path) as house:
        short = await evening(house)
        async with house.stage.database.write() as tx:
            await tx.run(
                "INSERT INTO community (id, name, language, zone, state, founded_at) VALUES ('x','X','en','UTC','open',9)"
            )
            await tx.run("UPDATE server SET community = 'x'")
        house.stage.world.memory.clear()
        await house.stage.set(PLACES, ["discord:general"], "discord")
        await house.host.has("administer")
        long = await evening(house)
        await house.stage.set(KEEP_DAYS, 90, "discord")
        assert (await house.get(short)).community != (await house.get(long)).community == "x"
        whole = await named(house, long)
        await house.stage.passes(31 * DAY)
        assert await named(house, short) == 0
        assert await named(house, long) == whole
        await house.stage.passes(60 * DAY)
        assert await named(house, long) == 0


async def test_a_large_party_loses_its_names_a_few_at_a_time(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.core.retention.MOST", 2)
    id_ = await evening(house)
    before = await numbers(house, id_)
    await house.stage.passes(31 * DAY)
    assert await named(house, id_) == 0
    assert await numbers(house, id_) == before
    assert len(await house.rows("SELECT DISTINCT guest FROM party_rsvp WHERE party = ?", id_)) == 4


async def test_who_came_and_is_forgotten_later_is_taken_out_without_changing_a_number(house: House) -> None:
    id_ = await evening(house)
    before, ann = await numbers(house, id_), await house.stage.guest(house.guest("Ann"))
    await house.stage.passes(31 * DAY)
    assert await house.rows("SELECT 1 FROM party_seen WHERE guest = ?", ann)
    await house.hook(forget, ann)
    assert await house.rows("SELECT 1 FROM party_seen WHERE guest = ?", ann) == []
    assert await numbers(house, id_) == before


@pytest.mark.parametrize("verb", ["", "begin", "pause"])
async def test_a_party_that_nobody_ended_is_over_too(house: House, verb: str) -> None:
    """The house was away for months, or whoever paused it never came back."""
    id_ = await house.party()
    if verb:
        await house.host.presses(f"parties/begin/{id_}")
    if verb == "pause":
        await house.host.presses(f"parties/pause/{id_}")
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    assert await named(house, id_)
    over = (await house.get(id_)).over_at
    assert over
    house.stage.clock.move_to(over + 30 * DAY - MOMENT)
    await house.stage.lets_go()
    assert await named(house, id_)
    house.stage.clock.move_to(over + 30 * DAY)
    await house.stage.lets_go()
    assert await named(house, id_) == 0


async def test_who_answered_a_party_paused_for_good_after_its_names_went_stayed_named(house: House) -> None:
    """It is over by then, and says so; nobody can answer it any more."""
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    await house.host.presses(f"parties/pause/{id_}")
    over = (await house.get(id_)).over_at
    assert over
    house.stage.clock.move_to(over + 30 * DAY)
    house.take()
    await house.stage.lets_go()
    party = await house.get(id_)
    assert (party.state, party.ended_at) == ("ended", over)
    cards = [action for action in house.take() if isinstance(action, Amend)]
    assert {"parties-card-ended" in card.note.text.plain for card in cards} == {True}
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    assert said(house.take()).startswith("parties-over")
    assert await named(house, id_) == 0
    assert await house.rows("SELECT key FROM timer WHERE state = 'set' AND key LIKE ?", f"party/{id_}/%") == []


async def test_a_party_without_a_time_waits_for_whoever_begins_it(house: House) -> None:
    id_ = await house.party()
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    async with house.stage.database.write() as tx:
        await tx.run("UPDATE party SET local = '', starts = 0")
    whole = await named(house, id_)
    house.stage.clock.move_to(house.stage.clock.now() + 400 * DAY)
    await house.stage.lets_go()
    assert await named(house, id_) == whole > 0


async def test_a_timer_from_before_does_nothing_and_is_not_set_aside(house: House) -> None:
    id_ = await evening(house)
    community = (await house.get(id_)).community
    async with house.stage.database.write() as tx:
        at = house.stage.clock.now() + DAY
        await Planner(tx).set_at(f"party/{id_}/tidy/1", "parties", "tidy", community, at, id_)
    whole = await named(house, id_)
    await house.stage.passes(2 * DAY)
    assert await named(house, id_) == whole
    assert await house.rows("SELECT key FROM inbox WHERE state <> 'done'") == []
    assert await house.rows("SELECT state FROM timer WHERE kind = 'tidy'") == [("fired",)]
