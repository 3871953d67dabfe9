from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.actions import Amend, Answer, Post
from bot.core.context import Context
from bot.core.notes import Note
from bot.core.refs import PlaceRef
from bot.core.roles import Role
from bot.core.stores.registrar import Registrar
from cogs.parties.knobs import KINDS, PINGS, PLACES, WHO
from cogs.parties.preview import preview
from cogs.parties.store import Parties
from tests.cogs.parties.support import KIND, House, button_ids, buttons, grant, open_house, posts_at, said, whispers_to
from tests.support.voice import BareVoice

EVENING = (18, 19, 20, 21)


async def test_a_party_is_drafted_from_one_line_and_nobody_but_its_host_sees_it(house: House) -> None:
    await house.host.asks("party", "new Neon Friday 20:00")
    taken = house.take()
    (party,) = await house.all()
    assert (party.title, party.state, party.zone) == ("Neon", "draft", "Europe/Berlin")
    assert party.starts == datetime(2026, 11, 27, 19, 0, tzinfo=UTC)
    assert [type(action) for action in taken] == [Answer]
    assert buttons(taken[0].note) == ["publish", "edit", "seats", "reminders", "discard"]  # type: ignore[union-attr]  # an Answer


async def test_the_preview_shows_each_place_what_it_will_see_with_picture_date_and_pings(house: House) -> None:
    await house.stage.set(PINGS, ["discord:partyrole"], "discord")
    await house.host.asks("party", "Neon Friday 20:00")
    preview = said(house.take())
    assert "parties-preview-place pings=partyrole places=general (Discord)" in preview
    assert "parties-preview-place pings=parties-preview-nobody places=general (Telegram)" in preview
    assert preview.count("parties-card-title title=Neon") == 2
    assert "2026-11-27T20:00+01:00" in preview
    assert "parties-card-host host=Hanna" in preview.partition("Telegram")[0]
    assert "Hanna" not in preview.partition("Telegram")[2]


async def test_the_preview_promised_a_reminder_whose_moment_had_passed(house: House) -> None:
    await house.host.asks("party", "Neon in 5 minutes")
    assert "parties-preview-soon" in said(house.take())
    (party,) = await house.all()
    await house.host.fills(f"parties/reminders/{party.id}", reminders="1 hour, 2 minutes")
    preview = said(house.take())
    assert "parties-preview-reminders leads=" in preview
    assert "1h" not in preview.rpartition("leads=")[2]


async def test_the_preview_told_of_its_picture_in_words_where_the_picture_itself_could_be_shown(
    anywhere: House,
) -> None:
    async def drawn(ctx: Context, id_: str) -> Note:
        party = await Parties(ctx.tx).get(id_)
        assert party
        return await preview(ctx, party)

    await anywhere.host.asks("party", "Neon Friday 20:00")
    (party,) = (each for each in await anywhere.all() if not each.sample)
    note = await anywhere.hook(drawn, party.id)
    in_words = anywhere.host.ref.platform == "telegram"  # where a caption is shorter than a message
    assert (note.picture is None) is in_words
    assert ("parties-preview-picture alt=parties-picture" in note.text.plain) is in_words


@pytest.mark.parametrize("words", ["Neon halb acht", "Neon Freitag um 8", "Neon gestern 20 Uhr", "Neon 31.2. 20:00"])
async def test_an_unclear_or_past_time_is_asked_back_and_never_guessed(house: House, words: str) -> None:
    house.host.language = "de"
    await house.host.asks("party", words)
    assert said(house.take()).startswith("parties-doubt-")
    (party,) = await house.all()
    assert party.starts is None


@pytest.mark.parametrize(
    ("words", "hours"),
    [("Freitag", EVENING), ("31.12.", EVENING), ("morgen Abend", EVENING), ("morgen früh", (9, 10, 11))],
)
async def test_a_day_without_an_hour_was_forgotten_over_asking_for_the_hour(
    house: House, words: str, hours: tuple[int, ...]
) -> None:
    house.host.language = "de"
    for by_form in (False, True):
        if by_form:
            await house.host.fills("parties/new", title="Neon", when=words)
        else:
            await house.host.asks("party", f"Neon {words}")
        taken = house.take()
        assert said(taken).startswith("parties-doubt-no-time title=Neon")
        *_, last = offered = button_ids(taken, "when")
        assert len(offered) == len(hours)
        await house.host.presses(last)
        party = (await house.all())[-1]
        assert party.local is not None
        assert party.local.hour == hours[-1]
        house.take()


async def test_a_reading_that_was_offered_settles_the_time(house: House) -> None:
    house.host.language = "de"
    await house.host.asks("party", "Neon morgen halb acht")
    offered = button_ids(house.take(), "when")
    assert len(offered) == 2
    await house.host.presses(offered[1])
    (party,) = await house.all()
    assert party.local == datetime.fromisoformat("2026-11-24T19:30")
    assert "parties-preview" in said(house.take())


async def test_a_forged_time_in_the_past_is_refused(house: House) -> None:
    await house.host.asks("party", "Neon Friday 20:00")
    (party,) = await house.all()
    house.take()
    await house.host.presses(f"parties/when/{party.id}.1")
    assert said(house.take()) == "parties-past"


async def test_a_draft_without_a_time_or_a_place_cannot_be_published(house: House) -> None:
    await house.host.asks("party", "Neon")
    (party,) = await house.all()
    house.take()
    await house.host.presses(f"parties/publish/{party.id}")
    assert said(house.take()) == "parties-preview-time"
    await house.host.fills(f"parties/edit/{party.id}", when="Friday 20:00")
    await house.stage.set(PLACES, [], "discord")
    house.take()
    await house.host.presses(f"parties/publish/{party.id}")
    assert said(house.take()) == "parties-preview-place-missing"


async def test_only_publish_posts_and_it_posts_once_per_place_however_often_it_is_pressed(house: House) -> None:
    await house.host.asks("party", "Neon Friday 20:00")
    (party,) = await house.all()
    await house.host.fills(f"parties/edit/{party.id}", title="Neon II")
    await house.host.presses(f"parties/motto/{party.id}", "neon")
    assert [type(action) for action in house.take()] == [Answer, Answer, Answer]
    for _ in range(3):
        await house.host.presses(f"parties/publish/{party.id}")
    posts = [action for action in house.take() if isinstance(action, Post)]
    assert [post.at.platform for post in posts] == ["discord", "telegram"]  # type: ignore[union-attr]  # places, not bookmarks
    assert not any(post.unasked for post in posts)
    assert (await house.get(party.id)).motto == "neon"


async def test_a_party_whose_time_went_by_as_a_draft_is_not_published(house: House) -> None:
    await house.host.asks("party", "Neon tomorrow 20:00")
    (party,) = await house.all()
    await house.stage.passes(timedelta(days=2))
    house.take()
    await house.host.presses(f"parties/publish/{party.id}")
    assert said(house.take()) == "parties-past"


async def test_everything_works_by_buttons_and_forms_too(house: House) -> None:
    await house.host.asks("party")
    (answer,) = house.take()
    assert buttons(answer.note) == ["new", "list"]  # type: ignore[union-attr]  # an Answer
    await house.host.fills(
        "parties/new", title="Garden", when="Saturday 15:00", about="Bring cake", seats="12", address="Parkweg 1"
    )
    (party,) = await house.all()
    assert (party.title, party.about, party.seats, party.address) == ("Garden", "Bring cake", 12, "Parkweg 1")
    assert party.starts == datetime(2026, 11, 28, 14, 0, tzinfo=UTC)


async def test_r12_a_new_time_corrects_every_card_and_tells_only_those_going_or_waiting(house: House) -> None:
    id_ = await house.party(seats="1")
    going, waiting = house.guest("Ann"), house.guest("Tim", "telegram")
    maybe, never = house.guest("Max"), house.guest("Eva")
    for guest, answer in ((going, "yes"), (waiting, "yes"), (maybe, "maybe"), (never, "no")):
        await guest.presses(f"parties/{answer}/{id_}")
    house.take()
    await house.host.fills(f"parties/edit/{id_}", when="Friday 21:00")
    taken = house.take()
    assert [len(whispers_to(taken, guest)) for guest in (going, waiting, maybe, never)] == [1, 1, 0, 0]
    assert "21:00" in whispers_to(taken, going)[0]
    cards = [action for action in taken if isinstance(action, Amend)]
    assert len(cards) == 2
    assert all("21:00" in card.note.text.plain for card in cards)


async def test_r12_a_new_text_corrects_the_cards_and_tells_nobody(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/yes/{id_}")
    house.take()
    await house.host.fills(f"parties/edit/{id_}", about="Bring a torch")
    taken = house.take()
    assert whispers_to(taken, ann) == []
    assert all("Bring a torch" in card.note.text.plain for card in taken if isinstance(card, Amend))


async def test_r12_withdraw_corrects_it_everywhere_and_tells_only_those_going_or_waiting(house: House) -> None:
    id_ = await house.party(seats="1")
    ann, tim, max_ = house.guest("Ann"), house.guest("Tim", "telegram"), house.guest("Max")
    await ann.presses(f"parties/yes/{id_}")
    await tim.presses(f"parties/yes/{id_}")
    await max_.presses(f"parties/maybe/{id_}")
    house.take()
    await house.host.presses(f"parties/withdraw/{id_}")
    taken = house.take()
    assert ["parties-called-off" in said_ for said_ in whispers_to(taken, ann) + whispers_to(taken, tim)] == [True] * 2
    assert whispers_to(taken, max_) == []
    cards = [action for action in taken if isinstance(action, Amend)]
    assert len(cards) == 2
    assert all("parties-card-withdrawn" in card.note.text.plain and not card.note.rows for card in cards)
    await house.stage.passes(timedelta(days=5))
    assert [action for action in house.take() if isinstance(action, Post)] == []


async def test_more_seats_let_the_line_move_up_and_taken_ones_are_not_taken_away(house: House) -> None:
    id_ = await house.party(seats="1")
    for name in ("Ann", "Ben", "Cem"):
        await house.guest(name).presses(f"parties/yes/{id_}")
    await house.host.fills(f"parties/seats/{id_}", seats="3")
    assert await house.seated(id_) == ["ann", "ben", "cem"]
    house.take()
    await house.host.fills(f"parties/seats/{id_}", seats="2")
    assert said(house.take()) == "parties-seats-taken taken=3"
    assert len(await house.seated(id_)) == 3


async def test_discarding_leaves_nothing_of_a_draft(house: House) -> None:
    await house.host.asks("party", "Neon Friday 20:00")
    (party,) = await house.all()
    await house.host.presses(f"parties/discard/{party.id}")
    assert await house.all() == []


async def test_a_new_party_is_of_the_first_kind_that_is_offered_and_there(tmp_path: Path) -> None:
    voice = BareVoice({}, (), {"motto": KIND, "garden": {**KIND, "key": "garden", "minutes": 60}})
    async with open_house(tmp_path, voice=voice) as house:
        await house.stage.set(KINDS, ["season", "garden", "motto"], "discord")
        await house.host.asks("party", "Neon Friday 20:00")
        (party,) = await house.all()
        assert (party.kind, party.minutes) == ("garden", 60)


async def test_the_desk_lists_a_hosts_own_parties_and_guests_have_none(house: House) -> None:
    id_ = await house.party()
    await house.host.presses("parties/desk")
    (answer,) = house.take()
    assert isinstance(answer, Answer)
    assert [option.value for option in answer.note.selects[0].options] == [id_]
    await house.guest("Ann").presses("parties/desk")
    assert said(house.take()).startswith("not-allowed")


async def test_only_hosts_and_the_team_throw_parties_unless_the_community_says_otherwise(house: House) -> None:
    ann = house.guest("Ann")
    await ann.asks("party", "Neon Friday 20:00")
    assert said(house.take()).startswith("not-allowed")
    await ann.fills("parties/new", title="Neon", when="Friday 20:00")
    assert said(house.take()) == "parties-not-host"
    await house.stage.set(WHO, "everyone", "discord")
    await ann.fills("parties/new", title="Neon", when="Friday 20:00")
    await ann.asks("party", "new Disco Saturday 20:00")
    assert [party.title for party in await house.all()] == ["Neon", "Disco"]
    await house.stage.set(WHO, "team", "discord")
    house.take()
    await house.host.asks("party", "Neon Friday 20:00")
    assert said(house.take()) == "parties-not-team"
    await ann.asks("party", "Neon Friday 20:00")
    assert said(house.take()).startswith("not-allowed")
    assert len(await house.all()) == 2


async def test_a_stranger_in_the_lobby_was_told_of_a_role_and_not_where_it_comes_from(lobby: House) -> None:
    await lobby.guest("Ann", "lobby").asks("party", "Neon Friday 20:00")
    assert said(lobby.take()) == "not-allowed-lobby role=role-host"


async def test_whose_role_is_gone_reads_so_on_their_own_draft_and_not_that_it_was_tidied_away(house: House) -> None:
    await house.stage.set(WHO, "everyone", "discord")
    ann = house.guest("Ann")
    await ann.fills("parties/new", title="Neon", when="Friday 20:00")
    (party,) = await house.all()
    house.take()
    await house.stage.set(WHO, "team", "discord")
    await ann.presses(f"parties/publish/{party.id}")
    assert said(house.take()) == "parties-not-team"
    await house.guest("Ben").presses(f"parties/publish/{party.id}")
    assert said(house.take()) == "parties-gone"


async def test_another_host_cannot_touch_a_party_but_the_team_can(house: House) -> None:
    id_ = await house.party()
    other, team = house.guest("Otto"), house.guest("Tea", "telegram")
    await grant(house.stage, other, Role.HOST)
    await grant(house.stage, team, Role.TEAM)
    for verb in ("withdraw", "begin", "later", "auto", "publish"):
        await other.presses(f"parties/{verb}/{id_}")
        assert said(house.take()) == "parties-not-yours"
    await other.fills(f"parties/edit/{id_}", title="Mine")
    assert (await house.get(id_)).title == "Neon"
    await team.presses(f"parties/withdraw/{id_}")
    assert (await house.get(id_)).state == "withdrawn"


async def test_a_party_may_also_meet_in_a_voice_channel(house: House) -> None:
    await house.host.asks("party", "Neon Friday 20:00")
    (party,) = await house.all()
    await house.host.presses(f"parties/voice/{party.id}", "discord:voice")
    await house.host.presses(f"parties/publish/{party.id}")
    taken = house.take()
    assert "parties-card-where where=🔊 voice" in posts_at(taken, "discord")[0]
    assert "parties-card-where" not in posts_at(taken, "telegram")[0]


async def test_the_party_keeps_its_wall_time_over_the_change_of_the_clocks(house: House) -> None:
    """R7: 19:00 in Berlin is 17:00 UTC in summer and 18:00 in winter."""
    await house.host.asks("party", "Walk 2027-03-25 19:00")
    (before,) = await house.all()
    await house.host.presses(f"parties/publish/{before.id}")
    await house.stage.passes(timedelta(days=125))
    await house.host.presses(f"parties/end/{before.id}")
    await house.host.presses(f"parties/again/{before.id}")
    after = (await house.all())[-1]
    assert (before.local, before.starts) == (
        datetime.fromisoformat("2027-03-25T19:00"),
        datetime(2027, 3, 25, 18, tzinfo=UTC),
    )
    assert (after.local, after.starts) == (
        datetime.fromisoformat("2027-04-01T19:00"),
        datetime(2027, 4, 1, 17, tzinfo=UTC),
    )


async def keeps_time_of(house: House, platform: str, zone: str) -> None:
    async with house.stage.database.write() as tx:
        await Registrar(tx).keep_time_of(house.stage.room(platform), zone)
    house.stage.world.memory.clear()


async def test_a_party_drafted_in_a_place_goes_by_the_time_of_that_place(house: House) -> None:
    await keeps_time_of(house, "discord", "Europe/Lisbon")
    await house.host.asks("party", "Neon Friday 20:00")
    (party,) = await house.all()
    assert (party.zone, party.starts) == ("Europe/Lisbon", datetime(2026, 11, 27, 20, 0, tzinfo=UTC))
    await house.host.asks("party", "Cosy Friday 20:00", private=True)
    assert (await house.all())[-1].zone == "Europe/Berlin"


async def test_every_place_reads_a_partys_time_in_its_own_zone(house: House) -> None:
    await keeps_time_of(house, "telegram", "Europe/Lisbon")
    await house.host.asks("party", "Neon Friday 20:00")
    preview = said(house.take())
    assert "2026-11-27T20:00+01:00" in preview.partition("(Telegram)")[0]
    assert "2026-11-27T19:00+00:00" in preview.partition("(Telegram)")[2]
    # A picture knows nothing of its reader's clock.
    assert "parties-picture title=Neon when=2026-11-27T19:00+00:00" in preview.partition("(Telegram)")[2]
    (party,) = await house.all()
    await house.host.presses(f"parties/publish/{party.id}")
    posts = [action for action in house.take() if isinstance(action, Post)]
    times = {post.at.platform: post.note for post in posts if isinstance(post.at, PlaceRef)}
    assert "20:00+01:00" in times["discord"].text.plain
    assert "19:00+00:00" in times["telegram"].text.plain
    await house.stage.passes(timedelta(days=4, minutes=5))
    reminders = {
        action.at.platform: action.note.text.plain
        for action in house.take()
        if isinstance(action, Post) and isinstance(action.at, PlaceRef) and "reminder" in action.note.text.plain
    }
    assert "20:00+01:00" in reminders["discord"]
    assert "19:00+00:00" in reminders["telegram"]


async def test_a_time_that_is_asked_back_for_an_announced_party_offers_no_discarding(house: House) -> None:
    id_ = await house.party()
    await house.host.fills(f"parties/edit/{id_}", when="at half past seven")
    asked = next(action for action in house.take() if isinstance(action, Answer))
    assert "edit" in buttons(asked.note)
    assert "discard" not in buttons(asked.note)
