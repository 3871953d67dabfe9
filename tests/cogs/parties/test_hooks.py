from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.core.actions import Action, Amend
from bot.core.adoption import adopt
from bot.core.context import Context
from bot.core.events import PlaceMigrated
from bot.core.refs import ServerRef
from bot.core.stores.communities import Communities
from bot.core.stores.people import Registry
from cogs.parties import forgetting, hooks
from cogs.parties.desk import whats_on
from cogs.parties.knobs import PLACES
from persona.voice import open_voice
from tests.cogs.parties.support import House, open_house, said, whispers_to


async def test_linked_accounts_are_one_guest_and_the_earlier_seat_stays(house: House) -> None:
    id_ = await house.party(seats="2")
    ann, tom, uma = house.guest("Ann"), house.guest("Tom", "telegram"), house.guest("Uma", "telegram")
    for guest in (ann, tom, uma):
        await guest.presses(f"parties/yes/{id_}")
    older, younger = await house.stage.guest(ann), await house.stage.guest(tom)
    house.take()
    await house.hook(hooks.merge, younger, older)
    async with house.stage.database.write() as tx:
        await Registry(tx).merge(younger, older)
    assert await house.seated(id_) == ["ann", "uma"]
    assert len(whispers_to(house.take(), uma)) == 1


async def test_what_two_accounts_did_becomes_one_persons_without_counting_twice(house: House) -> None:
    id_ = await house.party()
    ann, tom = house.guest("Ann"), house.guest("Tom", "telegram")
    await house.host.presses(f"parties/begin/{id_}")
    await house.host.presses(f"parties/next/{id_}")
    await house.host.presses(f"parties/next/{id_}")
    for guest in (ann, tom):
        await guest.presses(f"parties/here/{id_}")
        await guest.presses("parties/tellme", private=True)
    await ann.presses(f"parties/act/{id_}.1.1")
    await tom.presses(f"parties/act/{id_}.1.2")
    await house.hook(hooks.merge, await house.stage.guest(tom), await house.stage.guest(ann))
    assert await house.rows("SELECT choice FROM party_vote") == [(1,)]
    assert len(await house.rows("SELECT * FROM party_seen WHERE how = 'here'")) == 1
    assert len(await house.rows("SELECT * FROM party_fan")) == 1


async def test_a_guest_sees_all_that_is_kept_about_them(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/yes/{id_}")
    await ann.presses(f"parties/name/{id_}")
    await ann.presses(f"parties/remind/{id_}", private=True)
    found = await house.hook(hooks.export, await house.stage.guest(ann))
    assert isinstance(found, dict)
    assert found["answers"][0]["party"] == "Neon"
    assert (found["named_on"], found["reminded_on"]) == (["discord"], ["discord"])


async def test_forgetting_a_guest_frees_their_seat_and_leaves_only_numbers(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, ben = house.guest("Ann"), house.guest("Ben")
    await ann.presses(f"parties/yes/{id_}")
    await ann.presses(f"parties/name/{id_}")
    await ben.presses(f"parties/yes/{id_}")
    guest = await house.stage.guest(ann)
    house.take()
    await house.hook(forgetting.forget, guest)
    assert await house.seated(id_) == ["ben"]
    assert "Ann" not in said(house.take())
    for table in ("party_rsvp", "party_name", "party_wish", "party_seen", "party_vote", "party_fan", "party_song"):
        assert await house.rows(f"SELECT 1 FROM {table} WHERE guest = ?", guest) == []


async def test_a_newcomer_hears_of_what_runs_and_the_next_party(house: House) -> None:
    running = await house.party("One Friday 20:00")
    await house.party("Two Saturday 20:00")
    await house.party("Three Sunday 20:00")
    await house.host.presses(f"parties/begin/{running}")
    found = await house.hook(whats_on)
    assert isinstance(found, list)
    assert ["One" in found[0].plain, "Two" in found[1].plain, len(found)] == [True, True, 2]


async def test_an_adopted_community_brings_its_parties(house: House) -> None:
    id_ = await house.party()
    old = await house.stage.community("discord")
    async with house.stage.database.write() as tx:
        await tx.run(
            "INSERT INTO community (id, name, language, zone, state, founded_at) VALUES ('older', 'O', 'en', 'UTC', 'open', 0)"
        )
    await house.hook(hooks.adopt, old, "older")
    assert (await house.get(id_)).community == "older"


async def test_cards_of_an_adopted_community_kept_its_language_until_somebody_answered(tmp_path: Path) -> None:
    async with open_house(tmp_path, voice=open_voice(), language="en") as house:
        await house.party("Neon 28.11.2026 20:00")
        old = await house.stage.community("discord")
        async with house.stage.database.write() as tx:
            await tx.run(
                "INSERT INTO community (id, name, language, zone, state, founded_at)"
                " VALUES ('older', 'O', 'de', 'Europe/Berlin', 'open', 0)"
            )
        house.take()

        async def joins(ctx: Context) -> list[Action]:
            one, other = [await Communities(ctx.tx).load(id_) for id_ in (old, "older")]
            assert one
            assert other
            return await adopt(ctx, one, other)

        await house.hook(joins)
        cards = [action for action in house.take() if isinstance(action, Amend)]
        assert cards
        assert {"Noch hat niemand zugesagt" in card.note.text.plain for card in cards} == {True}


async def test_a_community_that_is_over_leaves_nothing(house: House) -> None:
    await house.party()
    await house.hook(hooks.closed, await house.stage.community("discord"))
    assert await house.all() == []
    assert await house.rows("SELECT * FROM party_card") == []


async def test_a_group_that_became_a_supergroup_keeps_its_cards_and_is_announced_to_again(house: House) -> None:
    id_ = await house.party()
    await house.stage.happens(PlaceMigrated(ServerRef("telegram", "house"), ServerRef("telegram", "-100house")))
    rows = await house.rows("SELECT place FROM party_card WHERE party = ? ORDER BY number", id_)
    assert rows == [("general",), ("-100house",)]
    rows = await house.rows("SELECT value FROM knob WHERE key = ?", PLACES.key)
    assert rows == [('["discord:general", "telegram:-100house"]',)]


async def test_the_calendar_shows_the_team_thirty_days_drafts_and_what_is_due(house: House) -> None:
    await house.party("Neon Friday 20:00")
    await house.host.asks("party", "Draft Saturday 20:00")
    await house.host.asks("party", "Far 2027-05-01 20:00")
    async with house.stage.database.write() as tx:
        await tx.run("UPDATE role_grant SET role = 'team'")
    house.stage.world.memory.clear()
    house.take()
    await house.host.asks("calendar")
    shown = said(house.take())
    assert "title=Neon" in shown
    assert "state=draft title=Draft" in shown
    assert "Far" not in shown
    assert "parties-due-reminder title=Neon when=2026-11-27T19:00+01:00" in shown
    assert "host=Hanna" in shown
    await house.stage.passes(timedelta(0))


async def test_the_calendar_is_for_the_team(house: House) -> None:
    await house.host.asks("party", "plan")
    assert said(house.take()) == "not-allowed role=role-team"
