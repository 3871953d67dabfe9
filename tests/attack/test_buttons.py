"""Every button of the house, pressed by who has no business with it: nothing changes and nothing is given away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.core.events import ButtonPressed, FormFilled
from bot.core.notes import Note
from bot.core.roles import Role
from bot.core.stores.standing import Steward
from tests.attack.house import SECRETS, TRACES, House, elsewhere, in_private

# What anybody may do in their own community; everything else is for a role, or for a party's host.
GUESTS_OWN = frozenset(
    {
        "party_rsvp",
        "party_name",
        "party_wish",
        "party_fan",
        "consent",
        "party_seen",
        "timer",
        "faq_gap",
        "account_offer",
        "code",
    }
)
VALUES = dict.fromkeys(("title", "when", "about", "seats", "address", "reminders", "song", "words"), "Friday 20:00")
VALUES |= dict.fromkeys(("reason", "question", "answer", "asks", "more", "key", "text", "zone", "name"), "mine now")


@pytest.mark.parametrize("private", [False, True])
async def test_a_stranger_from_another_community_changes_nothing_and_learns_nothing(
    house: House, *, private: bool
) -> None:
    scene = elsewhere(house.stage)
    await house.all_at_once([ButtonPressed(scene, "help/page")])
    before = await house.kept(but=TRACES | {"code", "timer"})
    buttons = house.every_button(await house.arguments())
    where = in_private(scene) if private else scene
    said = await house.all_at_once([ButtonPressed(where, button) for button in buttons])
    after = await house.kept(but=TRACES | {"code", "timer"})
    fans = {"party_fan", "consent"}  # they may wish to hear of their own community's next party
    assert [table for table in after if table not in fans and after[table] != before[table]] == []
    assert all(f"'{house.community}'" not in row for row in set(after["party_fan"]) - set(before["party_fan"]))
    _nothing_of_theirs(said)
    theirs = await house.rows("SELECT community FROM guest_member WHERE member = 'mallory'")
    assert (house.community,) not in theirs


async def test_a_stranger_who_fills_forms_of_another_community_changes_nothing(house: House) -> None:
    scene = elsewhere(house.stage)
    ids = [argument for argument in await house.arguments() if argument]
    values = tuple((VALUES | {"contact": "me"}).items())
    before = await house.kept()
    forms = house.stage.world.catalogue.forms()
    asked = [FormFilled(scene, f"{form}/{id_}", values) for form in forms for id_ in ids]
    said = await house.all_at_once(asked)
    after = await house.kept()
    questions = {"faq_gap"}  # they may ask their own community
    assert [table for table in after if table not in questions and after[table] != before[table]] == []
    assert all(f"'{house.community}'" not in row for row in set(after["faq_gap"]) - set(before["faq_gap"]))
    _nothing_of_theirs(said)


async def test_a_guest_without_a_role_changes_only_what_is_their_own(house: House) -> None:
    before = await house.kept(but=TRACES | GUESTS_OWN)
    buttons = [button for button in house.every_button(await house.arguments()) if "/gone" not in button]
    for choice in ("", house.draft):
        said = await house.all_at_once(house.presses(house.guest, buttons, choice=choice))
        assert not [note.text.plain for note in said if any(secret in note.text.plain for secret in SECRETS[:4])]
    after = await house.kept(but=TRACES | GUESTS_OWN)
    assert {table: set(after[table]) ^ set(before[table]) for table in after if after[table] != before[table]} == {}
    coming = await house.rows("SELECT guest FROM party_rsvp WHERE party = ?", house.party)
    assert len(coming) == 3  # Annegret, Timotheus, and now Gus


async def test_a_guest_without_a_role_is_refused_by_every_form_that_is_not_theirs(house: House) -> None:
    before = await house.kept(but=TRACES | GUESTS_OWN)
    scene = house.guest.scene(reply=True)
    values = tuple((VALUES | {"contact": "me"}).items())
    forms = house.stage.world.catalogue.forms()
    await house.all_at_once(
        [
            FormFilled(scene, f"{form}/{id_}" if id_ else form, values)
            for form in forms
            for id_ in await house.arguments()
        ]
    )
    after = await house.kept(but=TRACES | GUESTS_OWN)
    assert [table for table in after if after[table] != before[table]] == []


NONE_OF_OURS = (
    *("", "/", "//", "a" * 64, "a" * 5000, "parties", "parties/", "parties/yes/" + "x" * 60, "PARTIES/YES/1"),
    *("parties/yes/\ud800", "parties/yes/ü", "house/skip/9", "../../etc/passwd", "~deadbeef", "nobody/knows"),
    *("parties/nothing/n1", "parties/__init__", "parties/yes/a b", "parties/yes/\u202e", "parties/yes\n/1"),
)


async def test_a_button_that_is_none_of_ours_gets_one_sentence(house: House) -> None:
    said = await house.all_at_once(house.presses(house.guest, NONE_OF_OURS))
    assert len(said) == len(NONE_OF_OURS)
    assert [
        note.text.plain for note in said if "/help" not in note.text.plain and "/parties" not in note.text.plain
    ] == []


async def test_numbers_beyond_all_measure_on_a_button_get_one_sentence_too(house: House) -> None:
    (case,) = await house.rows("SELECT id FROM door_case WHERE kind = 'report'")
    huge = "9" * 38
    buttons = [f"door/mute/{case[0]}.{huge}", f"pause/till/{huge}", f"pause/to/1.{huge}", f"pause/send/{huge}"]
    buttons += [f"pause/skip/{huge}", f"pause/move/{huge}", f"faq/list/{huge}", f"team/mapto/owner.{huge}"]
    said = await house.all_at_once(house.presses(house.boss, buttons))
    assert len([note for note in said if "from another day" in note.text.plain]) == 6


async def test_a_role_taken_away_between_two_questions_of_a_form_is_taken_away(house: House) -> None:
    """On Telegram forms take a while; the last question may be skipped."""
    tess = house.stage.actor("Tess", "telegram")
    await _role(house, tess.ref.id, Role.TEAM, given=True)
    await tess.presses("help/page")
    await tess.presses("faq/add", private=True)
    for words in ("Who owns this place?", "I do.", "-"):
        await tess.writes(words, private=True)
    await _role(house, tess.ref.id, Role.TEAM, given=False)
    house.stage.take()
    await tess.presses("house/skip/3", private=True)
    assert house.stage.said() == ["That takes the role team here."]
    assert await house.rows("SELECT key FROM faq_entry") == []


async def test_a_host_who_is_none_any_more_neither_publishes_nor_ends_a_party(house: House) -> None:
    async with house.stage.database.write() as tx:
        await Steward(tx).revoke(house.community, house.host.ref, Role.HOST)
    house.stage.world.memory.clear()
    for verb in ("begin", "end", "withdraw", "publish"):
        await house.host.presses(f"parties/{verb}/{house.party}")
        assert house.stage.said() == ["Only its host and the team can do that."]
    assert await house.rows("SELECT state FROM party WHERE id = ?", house.party) == [("published",)]


async def test_a_muted_guest_is_not_answered_by_way_of_another_communitys_private_chat(house: House) -> None:
    troll = elsewhere(house.stage, "Rumpelpumpel")
    there = replace(troll, place=house.stage.room("telegram"), server=house.stage.server("telegram"))
    await house.all_at_once([ButtonPressed(there, f"parties/no/{house.party}")])
    await _role(house, "mo", Role.MODERATOR, given=True)
    mo = house.stage.actor("Mo", "telegram")
    await mo.has("moderate", rank=1)
    await mo.asks("mute", "telegram:rumpelpumpel 1h")
    await house.all_at_once([ButtonPressed(troll, "help/page")])  # now the private chat is about the other community
    assert await house.all_at_once([ButtonPressed(in_private(troll), f"parties/yes/{house.party}")]) == []
    assert await house.rows("SELECT answer FROM party_rsvp WHERE member = 'rumpelpumpel'") == [("no",)]


async def _role(house: House, member: str, role: Role, *, given: bool) -> None:
    ref = replace(house.guest.ref, platform="telegram", id=member)
    async with house.stage.database.write() as tx:
        steward = Steward(tx)
        if given:
            await steward.grant(house.community, ref, role, ref, house.stage.clock.now())
        else:
            await steward.revoke(house.community, ref, role)
    house.stage.world.memory.clear()


def _nothing_of_theirs(said: list[Note]) -> None:
    assert said
    told = [f"{note.text.plain} {note.rows} {note.selects} {note.file}" for note in said]
    assert [words for words in told if any(secret in words for secret in SECRETS)] == []
