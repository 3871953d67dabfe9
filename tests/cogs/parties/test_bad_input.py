from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.core.actions import Amend, Answer, Post, Whisper
from bot.core.errors import BadSettings
from bot.core.ports import Failed
from cogs.parties import parties
from cogs.parties.knobs import PINGS
from cogs.parties.model import ABOUT_LIMIT, TITLE_LIMIT
from cogs.parties.themes import check_kinds, read_kind
from persona.voice import open_voice
from tests.cogs.parties.support import KIND, House, bare_voice, button_ids, buttons, open_house, posts_at, said


@pytest.mark.parametrize("title", ["🎉" * 300, "א" * 200, "x" * 299, "a\nb\tc", "\u202egnp.exe"])
async def test_any_title_is_one_line_of_at_most_eighty_characters(house: House, title: str) -> None:
    house.stage.take()
    await house.host.fills("parties/new", title=title, when="Friday 20:00")
    found = await house.all()
    if found:
        assert len(found[0].title) <= TITLE_LIMIT
        assert "\n" not in found[0].title
    else:
        assert said(house.take()) == "parties-words-unfit"


async def test_a_four_thousand_character_line_still_makes_a_draft(house: House) -> None:
    await house.host.asks("party", "new " + "wow " * 1000 + "Friday 20:00")
    (party,) = await house.all()
    assert len(party.title) == TITLE_LIMIT
    assert isinstance(house.take()[0], Answer)


async def test_a_description_that_is_too_long_is_asked_back(house: House) -> None:
    await house.host.fills("parties/new", title="Neon", about="x" * (ABOUT_LIMIT + 1))
    assert said(house.take()).startswith("form-too-long")


@pytest.mark.parametrize("words", ["@everyone come", "see https://evil.example", "**bold** move", "discord.gg/abc"])
async def test_what_a_host_outside_the_team_writes_passes_the_houses_check(house: House, words: str) -> None:
    await house.host.fills("parties/new", title=words, when="Friday 20:00")
    await house.host.fills("parties/new", title="Neon", about=words)
    await house.host.fills("parties/new", title="Neon", address=words)
    assert [note.text.plain for note in house.stage.notes()] == ["parties-words-unfit"] * 3
    assert await house.all() == []


@pytest.mark.parametrize("argument", ["", "zzz", ".", "....", "zzz.1.1", "=x", "a" * 40])
async def test_forged_buttons_get_one_sentence(house: House, argument: str) -> None:
    for verb in ("yes", "act", "when", "publish", "look", "recap"):
        await house.guest("Ann").presses(f"parties/{verb}/{argument}" if argument else f"parties/{verb}")
        assert said(house.take()) in ("parties-gone", "button-gone")


async def test_seats_that_are_no_number_are_asked_back(house: House) -> None:
    id_ = await house.party()
    await house.host.fills(f"parties/seats/{id_}", seats="lots")
    assert said(house.take()) == "parties-seats-wrong"


async def test_everything_else_in_a_form_was_lost_with_seats_that_are_no_number(house: House) -> None:
    await house.host.fills("parties/new", title="Garden", when="Friday 20:00", about="Bring cake", seats="lots")
    told = said(house.take())
    assert told.startswith("parties-seats-wrong\n\nparties-preview ")
    (party,) = await house.all()
    assert (party.title, party.about, party.seats, party.starts is None) == ("Garden", "Bring cake", 0, False)
    await house.host.fills(f"parties/edit/{party.id}", title="Roof", when="Saturday 8", seats="-5")
    told = said(house.take())
    assert told.startswith("parties-seats-wrong\n\nparties-doubt-")
    assert (await house.get(party.id)).title == "Roof"


async def test_a_new_name_was_lost_with_seats_or_a_time_that_could_not_be_changed_any_more(house: House) -> None:
    id_ = await house.party()
    for name in ("Ann", "Ben"):
        await house.guest(name).presses(f"parties/yes/{id_}")
    house.take()
    await house.host.fills(f"parties/edit/{id_}", title="Roof", seats="1")
    assert said(house.take(), Answer).startswith("parties-seats-taken taken=2\n\nparties-panel ")
    starts = (await house.get(id_)).starts
    await house.host.presses(f"parties/begin/{id_}")
    house.take()
    await house.host.fills(f"parties/edit/{id_}", about="Bring cake", when="Saturday 20:00")
    assert said(house.take(), Answer).startswith("parties-not-now ")
    party = await house.get(id_)
    assert (party.title, party.about, party.seats, party.starts) == ("Roof", "Bring cake", 0, starts)


async def test_a_place_the_house_may_not_write_to_stayed_without_its_party_for_good(house: House) -> None:
    """The host hears of it, gives the right, and one tap announces it there; nothing is said twice elsewhere."""
    telegram = house.stage.recorders["telegram"]
    telegram.refuse[Post] = Failed("forbidden")
    await house.host.asks("party", "new Neon Friday 20:00")
    id_ = (await house.all())[-1].id
    await house.host.presses(f"parties/publish/{id_}")
    (told,) = [action for action in house.take() if isinstance(action, Whisper)]
    assert "parties-not-posted place=general reason=forbidden" in told.note.text.plain
    assert buttons(told.note) == ["announce"]
    await house.guest("Ann").presses(f"parties/yes/{id_}")
    await house.host.presses(f"parties/announce/{id_}")  # still forbidden
    house.take()
    telegram.refuse.clear()
    await house.host.asks("party", "show Neon")
    panel = next(action for action in house.take() if isinstance(action, Answer))
    assert "parties-trouble-unposted count=1" in panel.note.text.plain
    await house.host.presses(button_ids([panel], "announce")[0])
    taken = house.take()
    assert posts_at(taken, "discord") == []
    (card,) = posts_at(taken, "telegram")
    assert "taken=1" in card
    await house.host.asks("party", "show Neon")
    panel = next(action for action in house.take() if isinstance(action, Answer))
    assert "unposted" not in panel.note.text.plain
    assert "announce" not in buttons(panel.note)
    await house.guest("Ben").presses(f"parties/yes/{id_}")
    assert "taken=2" in said([one for one in house.take() if isinstance(one, Amend) and "telegram" in one.bookmark])


@pytest.mark.parametrize("stood", [False, True])
async def test_announcing_again_never_pinged_although_the_lost_announcement_had_reached_nobody(
    house: House, stood: bool
) -> None:
    """Nobody is pinged twice, and the button says beforehand whether anybody is."""
    discord = house.stage.recorders["discord"]
    await house.stage.set(PINGS, ["discord:partyrole"], "discord")
    if not stood:
        discord.refuse[Post] = Failed("forbidden")
    id_ = await house.party()
    if stood:
        async with house.stage.database.write() as tx:
            await tx.run("UPDATE bookmark SET state = 'gone' WHERE name LIKE ?", f"party/{id_}/card/discord:%")
    heard: list[tuple[str, ...]] = []
    for again in range(3):
        if again:
            discord.refuse.clear()
        await house.host.presses(f"parties/announce/{id_}")
        heard += [action.pings for action in house.stage.take("discord") if isinstance(action, Post)]
        async with house.stage.database.write() as tx:  # somebody takes it down again
            await tx.run("UPDATE bookmark SET state = 'gone' WHERE name LIKE ? AND state = 'there'", "party/%/card/%")
    assert heard == [(), (), ()] if stood else [("partyrole",), ()]


@pytest.mark.parametrize(
    ("language", "ping", "silent", "plain"),
    [
        (
            "de",
            "Dort ankündigen, mit Ping",
            "Dort noch einmal ankündigen, ohne Ping",
            "Dort noch einmal ankündigen",
        ),
        ("en", "Announce it there, with the ping", "Announce it there again, no ping", "Announce it there again"),
    ],
)
async def test_the_button_announce_again_did_not_say_whether_it_pings(
    tmp_path: Path, language: str, ping: str, silent: str, plain: str
) -> None:
    async with open_house(tmp_path, voice=open_voice(), language=language) as house:
        house.host.language = language
        id_ = await house.party("Neon 28.11.2026 20:00")

        async def label(state: str, told: int) -> str:
            async with house.stage.database.write() as tx:
                await tx.run("UPDATE bookmark SET state = ? WHERE name LIKE ?", state, f"party/{id_}/card/discord:%")
                await tx.run("UPDATE party_card SET told = ? WHERE party = ?", told, id_)
            house.take()
            await house.host.asks("party", "show Neon")
            (panel,) = [action for action in house.take() if isinstance(action, Answer)]
            return next(one.label for row in panel.note.rows for one in row if one.id == f"parties/announce/{id_}")

        assert await label("failed", 0) == plain
        await house.stage.set(PINGS, ["discord:partyrole"], "discord")
        assert await label("failed", 0) == ping
        assert await label("gone", 1) == silent


async def test_the_host_was_offered_to_announce_again_without_hearing_of_the_ping(tmp_path: Path) -> None:
    async with open_house(tmp_path, voice=open_voice(), language="en") as house:
        await house.stage.set(PINGS, ["discord:partyrole"], "discord")
        house.stage.recorders["discord"].refuse[Post] = Failed("forbidden")
        await house.host.asks("party", "Neon 28.11.2026 20:00")
        await house.host.presses(f"parties/publish/{(await house.all())[-1].id}")
        (told,) = [action for action in house.take() if isinstance(action, Whisper)]
        assert [one.label for row in told.note.rows for one in row] == ["Announce it there, with the ping"]


def test_an_act_nobody_knows_stops_the_house_at_start_with_a_clear_sentence() -> None:
    with pytest.raises(BadSettings, match=r"kinds/motto.toml: act 1: there is no act 'karaoke'; there are icebreaker"):
        parties(bare_voice(acts=[{"act": "karaoke", "minutes": 5}]))


def test_an_act_nobody_knows_in_a_pack_of_the_operators_own_stops_the_house_as_well() -> None:
    class Voice:
        def packs(self, language: str) -> Mapping[str, str]:
            return {"house": "house", "aunt": "Aunt"}

        def kinds(self, pack: str = "") -> Mapping[str, Mapping[str, Any]]:
            acts = [{"act": "karaoke" if pack == "aunt" else "poll", "minutes": 5}]
            return {"motto": {"acts": acts}}

    with pytest.raises(BadSettings, match=r"aunt/kinds/motto.toml: act 1: there is no act 'karaoke'"):
        check_kinds(Voice())


@pytest.mark.parametrize(
    "wrong",
    [
        {"acts": [{"act": "say", "minutes": 5}]},
        {"reminders": ["soon"]},
        {"minutes": -1},
        {"minutes": "long"},
        {"capacity_default": True},
    ],
)
def test_a_kind_file_that_makes_no_sense_is_named(wrong: dict[str, object]) -> None:
    with pytest.raises(BadSettings, match=r"kinds/motto.toml"):
        read_kind("motto", {**KIND, **wrong})
