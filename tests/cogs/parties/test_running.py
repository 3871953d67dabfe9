from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Amend, Answer, OpenPlace, Post, Whisper
from bot.core.events import PlaceChanged, PlaceSeen
from bot.core.ports import Failed
from bot.core.refs import PlaceRef
from bot.core.roles import Role
from cogs.parties.knobs import AUTO
from persona.voice import open_voice
from tests.cogs.parties.support import House, bare_voice, grant, open_house, posts_at, said, whispers_to


async def to_start(house: House, id_: str, after: timedelta = timedelta(0)) -> None:
    party = await house.get(id_)
    assert party.starts is not None
    await house.stage.passes(party.starts + after - house.stage.clock.now())


async def acts(house: House, id_: str) -> list[str]:
    return [row[0] for row in await house.rows("SELECT state FROM party_act WHERE party = ? ORDER BY number", id_)]


async def test_the_host_is_asked_to_begin_and_nothing_is_said_in_the_room_before(house: House) -> None:
    id_ = await house.party()
    await to_start(house, id_, -timedelta(minutes=1))
    house.take()
    await to_start(house, id_)
    (whisper,) = house.take()
    assert isinstance(whisper, Whisper)
    assert whisper.member == house.host.ref
    assert "parties-time-to-begin" in whisper.note.text.plain


@pytest.mark.parametrize(
    ("language", "labels"),
    [("de", ["Jetzt beginnen", "Zehn Minuten später"]), ("en", ["Begin now", "Ten minutes later"])],
)
async def test_the_buttons_at_the_time_to_begin_spoke_the_houses_language_and_not_the_hosts(
    tmp_path: Path, language: str, labels: list[str]
) -> None:
    spoken_here = "en" if language == "de" else "de"
    async with open_house(tmp_path, voice=open_voice(), language=spoken_here) as house:
        house.host.language = language
        id_ = await house.party("Neon 28.11.2026 20:00")
        await to_start(house, id_)
        (whisper,) = [action for action in house.take() if isinstance(action, Whisper)]
        assert [button.label for row in whisper.note.rows for button in row] == labels


@pytest.mark.parametrize(
    ("language", "off", "on"),
    [
        ("de", "Von allein ist aus: einschalten", "Von allein ist an: ausschalten"),
        ("en", "By itself is off: switch on", "By itself is on: switch off"),
    ],
)
async def test_the_button_by_itself_did_not_say_which_state_holds_now(
    tmp_path: Path, language: str, off: str, on: str
) -> None:
    async with open_house(tmp_path, voice=open_voice(), language=language) as house:
        house.host.language = language
        id_ = await house.party("Neon 28.11.2026 20:00")
        seen = []
        for verb in ("auto", "auto", "begin", "auto"):
            await house.host.presses(f"parties/{verb}/{id_}")
            (panel,) = [action for action in house.take() if isinstance(action, Answer)]
            (button,) = [one for row in panel.note.rows for one in row if one.id == f"parties/auto/{id_}"]
            line = next(line for line in panel.note.text.plain.splitlines() if line.startswith(off[:8]))
            seen.append((button.label, line.partition(".")[0]))
        assert [label for label, _ in seen] == [on, off, off, on]
        states = {"de": ["an", "aus", "aus", "an"], "en": ["on", "off", "off", "on"]}[language]
        assert [line.rpartition(" ")[2] for _, line in seen] == states


async def test_a_party_without_a_time_promised_to_open_on_time(tmp_path: Path) -> None:
    async with open_house(tmp_path, platforms=("lobby",), host_on="lobby", voice=open_voice()) as lobby:
        (party,) = await lobby.all()
        await grant(lobby.stage, lobby.host, Role.OWNER)
        await lobby.host.presses(f"parties/auto/{party.id}")
        assert "on time" not in said(lobby.take(), Answer)


async def test_beginning_opens_a_room_beside_each_announcement_and_says_hello_there(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    taken = house.take()
    rooms = [action for action in taken if isinstance(action, OpenPlace)]
    assert [room.beside.platform for room in rooms] == ["discord", "telegram"]
    assert [room.name for room in rooms] == ["Neon", "Neon"]
    assert "parties-cheer-opened" in posts_at(taken, "telegram")[0]
    assert all("parties-card-running" in card.note.text.plain for card in taken if isinstance(card, Amend))
    await house.host.presses(f"parties/next/{id_}")
    hellos = [action.at for action in house.take() if isinstance(action, Post)]
    assert [at.name for at in hellos] == [room.bookmark for room in rooms]  # type: ignore[union-attr]  # bookmarks


async def test_where_no_room_can_be_opened_the_party_takes_place_where_it_was_announced(house: House) -> None:
    house.stage.recorders["telegram"].refuse[OpenPlace] = Failed("unsupported")
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    hello = [
        action for action in house.take() if isinstance(action, Post) and action.at == PlaceRef("telegram", "house")
    ]
    assert ["parties-cheer-opened" in post.note.text.plain for post in hello] == [True]
    await house.host.presses(f"parties/next/{id_}")
    assert "parties-cheer-icebreaker" in posts_at(house.take(), "telegram")[0]


async def test_who_came_to_the_card_of_a_party_in_its_own_room_was_not_told_where_it_is(house: House) -> None:
    house.stage.recorders["telegram"].refuse[OpenPlace] = Failed("unsupported")
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    cards = {
        card.bookmark.rpartition("/")[2].partition(":")[0]: card.note.text.plain
        for card in house.take()
        if isinstance(card, Amend)
    }
    assert "parties-card-running-room room=Neon" in cards["discord"]
    assert "parties-card-running-room" not in cards["telegram"]
    (card,) = await house.rows("SELECT room_place FROM party_card WHERE party = ? AND platform = 'discord'", id_)
    thread = PlaceSeen(PlaceRef("discord", card[0]), "Neon", "thread")
    await house.stage.happens(PlaceChanged(house.stage.server("discord"), thread, gone=True))
    assert "parties-card-running" in said(again := house.take(), Amend)
    assert "parties-card-running-room" not in said(again, Amend)


async def test_a_running_party_without_a_time_was_said_to_begin_when_its_host_is_ready(lobby: House) -> None:
    (party,) = await lobby.all()
    await grant(lobby.stage, lobby.host, Role.OWNER)
    lobby.take()
    await lobby.host.presses(f"parties/begin/{party.id}")
    taken = lobby.take()
    assert "parties-when-ready" not in said(taken)
    assert "state=running title=parties-sample-title when=2026-" in said(taken, Answer)


async def test_acts_wait_for_the_host_one_press_each(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    await house.stage.passes(timedelta(hours=1))
    assert await acts(house, id_) == ["waiting"] * 4
    await house.host.presses(f"parties/next/{id_}")
    assert await acts(house, id_) == ["running", "waiting", "waiting", "waiting"]
    await house.host.presses(f"parties/skip/{id_}")
    await house.host.presses(f"parties/next/{id_}")
    assert await acts(house, id_) == ["done", "skipped", "running", "waiting"]


async def test_a_party_set_to_run_alone_opens_on_the_minute_and_goes_through_its_acts(house: House) -> None:
    await house.stage.set(AUTO, True, "discord")
    id_ = await house.party()
    await to_start(house, id_)
    assert (await house.get(id_)).state == "running"
    await house.stage.passes(timedelta(minutes=2))
    assert await acts(house, id_) == ["running", "waiting", "waiting", "waiting"]
    await house.stage.passes(timedelta(minutes=15))
    assert await acts(house, id_) == ["done", "running", "waiting", "waiting"]
    await house.stage.passes(timedelta(minutes=15 + 40 + 1))
    assert await acts(house, id_) == ["done", "done", "done", "running"]
    house.take()
    await house.stage.passes(timedelta(hours=3))
    assert (await house.get(id_)).state == "ended"
    assert "parties-cheer-goodbye" in said(house.take(), Post)


async def test_if_no_host_comes_the_house_opens_tells_the_team_and_skips_what_needs_a_person(tmp_path: Path) -> None:
    kind = {"acts": [{"act": "poll", "minutes": 5, "person": True}, {"act": "icebreaker", "minutes": 5}]}
    async with open_house(tmp_path, voice=bare_voice(**kind)) as house:
        team = house.guest("Tea", "telegram")
        await grant(house.stage, team, Role.TEAM)
        id_ = await house.party()
        await to_start(house, id_, timedelta(minutes=9))
        assert (await house.get(id_)).state == "published"
        house.take()
        await house.stage.passes(timedelta(minutes=1))
        taken = house.take()
        assert (await house.get(id_)).state == "running"
        assert "parties-nobody-hosts" in whispers_to(taken, team)[0]
        await house.stage.passes(timedelta(minutes=2))
        taken += house.take()
        assert await acts(house, id_) == ["skipped", "running"]
        assert all(action.unasked and action.in_party for action in taken if isinstance(action, Post))


async def test_a_host_who_prepared_everything_and_stays_away_counts_as_nobody(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/auto/{id_}")
    await house.host.presses(f"parties/auto/{id_}")
    await to_start(house, id_, timedelta(minutes=11))
    assert (await house.get(id_)).state == "running"


async def test_a_host_who_comes_late_takes_over_and_the_acts_wait_again(house: House) -> None:
    id_ = await house.party()
    await to_start(house, id_, timedelta(minutes=13))
    assert (await acts(house, id_))[0] == "running"
    await house.host.presses(f"parties/skip/{id_}")
    await house.stage.passes(timedelta(hours=1))
    assert await acts(house, id_) == ["running", "skipped", "waiting", "waiting"]


async def test_a_running_party_can_be_left_to_itself(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    await house.host.presses(f"parties/auto/{id_}")
    await house.stage.passes(timedelta(minutes=18))
    assert await acts(house, id_) == ["done", "running", "waiting", "waiting"]


async def test_ten_minutes_later_moves_the_start_and_tells_those_who_come(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/yes/{id_}")
    await to_start(house, id_, timedelta(minutes=5))
    before = await house.get(id_)
    house.take()
    await house.host.presses(f"parties/later/{id_}")
    taken = house.take()
    assert "parties-moved" in whispers_to(taken, ann)[0]
    after = await house.get(id_)
    assert before.starts is not None
    assert after.starts == before.starts + timedelta(minutes=15)
    await house.stage.passes(timedelta(minutes=6))
    assert (await house.get(id_)).state == "published"


async def test_ten_minutes_later_while_it_runs_moves_the_next_act_and_the_end(house: House) -> None:
    await house.stage.set(AUTO, True, "discord")
    id_ = await house.party()
    await to_start(house, id_)
    await house.host.presses(f"parties/later/{id_}")
    await house.stage.passes(timedelta(minutes=11))
    assert (await acts(house, id_))[0] == "waiting"
    await house.stage.passes(timedelta(minutes=1))
    assert (await acts(house, id_))[0] == "running"


async def test_a_pause_stops_acts_and_end_until_somebody_goes_on(house: House) -> None:
    await house.stage.set(AUTO, True, "discord")
    id_ = await house.party()
    await to_start(house, id_)
    await house.host.presses(f"parties/pause/{id_}")
    await house.stage.passes(timedelta(hours=9))
    assert (await house.get(id_)).state == "paused"
    assert (await acts(house, id_))[0] == "waiting"
    await house.host.presses(f"parties/resume/{id_}")
    await house.stage.passes(timedelta(minutes=3))
    assert (await acts(house, id_))[0] == "running"
    await house.stage.passes(timedelta(hours=1))
    assert (await house.get(id_)).state == "ended"


async def test_panel_buttons_at_the_wrong_time_get_one_sentence_and_change_nothing(house: House) -> None:
    id_ = await house.party()
    for verb in ("next", "skip", "pause", "resume", "end", "recap", "recappost"):
        await house.host.presses(f"parties/{verb}/{id_}")
        assert said(house.take()).startswith("parties-not-now")
    assert (await house.get(id_)).state == "published"


async def test_a_party_that_is_on_has_no_other_time_any_more(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    before = await house.get(id_)
    house.take()
    await house.host.fills(f"parties/edit/{id_}", when="Saturday 20:00")
    assert said(house.take()).startswith("parties-not-now")
    assert (await house.get(id_)).starts == before.starts


async def test_the_panel_is_the_same_for_the_team_on_the_other_platform(house: House) -> None:
    team = house.guest("Tea", "telegram")
    await grant(house.stage, team, Role.TEAM)
    id_ = await house.party()
    await team.asks("party", "show Neon", private=True)
    (mine,) = house.take()
    await house.host.asks("party", "show Neon")
    (theirs,) = house.take()
    assert isinstance(mine, Answer)
    assert isinstance(theirs, Answer)
    assert mine.note.text.plain == theirs.note.text.plain
    await team.presses(f"parties/begin/{id_}", private=True)
    assert (await house.get(id_)).state == "running"


async def test_after_an_evening_the_house_slept_through_nothing_is_caught_up_in_public(house: House) -> None:
    id_ = await house.party()
    house.stage.clock.move_to(house.stage.clock.now() + timedelta(days=6))
    await house.stage.passes(timedelta(0))
    taken = house.take()
    assert (await house.get(id_)).state == "ended"
    assert [action for action in taken if isinstance(action, Post)] == []
