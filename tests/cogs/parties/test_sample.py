from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.actions import Amend, Answer, Post
from bot.core.events import MemberRights, RightsChanged, ServerJoined
from bot.core.roles import Role
from bot.core.stores.registrar import DEFAULT_ZONE, Registrar
from cogs.parties.desk import whats_on
from persona.voice import open_voice
from tests.cogs.parties.support import House, buttons, grant, open_house, said


async def test_a_new_lobby_has_a_sample_party_that_begins_when_somebody_is_ready(tmp_path: Path) -> None:
    async with open_house(tmp_path, platforms=("lobby",), host_on="lobby") as lobby:
        (party,) = await lobby.all()
        assert (party.sample, party.state, party.seats, party.starts) == (True, "published", 3, None)
        ann = lobby.guest("Ann", "lobby")
        await ann.presses(f"parties/maybe/{party.id}")
        (card,) = [action for action in lobby.take() if isinstance(action, Amend)]
        assert buttons(card.note) == ["yes", "maybe", "no", "pretend", "forward"]
        assert "parties-when-ready" in card.note.text.plain
        assert "parties-card-sample" in card.note.text.plain


async def test_other_platforms_get_no_sample_party(house: House) -> None:
    assert await house.all() == []


async def test_two_pretend_guests_fill_the_house_and_show_the_waiting_list(lobby: House) -> None:
    (party,) = await lobby.all()
    ann = lobby.guest("Ann", "lobby")
    await ann.presses(f"parties/yes/{party.id}")
    lobby.take()
    await ann.presses(f"parties/pretend/{party.id}")
    shown = said(lobby.take(), Amend)
    assert "parties-card-seats seats=3 taken=3" in shown
    assert "parties-card-waiting count=1" in shown
    assert "parties-pretend-name number=2" in shown


async def test_a_pretend_guest_on_the_waiting_list_stood_among_those_who_come(lobby: House) -> None:
    (party,) = await lobby.all()
    ann = lobby.guest("Ann", "lobby")
    await ann.presses(f"parties/yes/{party.id}")
    await ann.presses(f"parties/pretend/{party.id}")
    assert "parties-pretend-name number=3" not in said(lobby.take(), Amend)
    await ann.presses(f"parties/no/{party.id}")
    assert "parties-pretend-name number=3" in said(lobby.take(), Amend)


async def test_a_pretend_guest_moves_up_without_a_notice(lobby: House) -> None:
    (party,) = await lobby.all()
    ann = lobby.guest("Ann", "lobby")
    await ann.presses(f"parties/yes/{party.id}")
    await ann.presses(f"parties/pretend/{party.id}")
    lobby.take()
    await ann.presses(f"parties/no/{party.id}")
    taken = lobby.take()
    assert sorted(type(action).__name__ for action in taken) == ["Amend", "Answer"]
    assert "taken=3" in said(taken, Amend)


async def test_pretend_guests_come_to_an_end(lobby: House) -> None:
    (party,) = await lobby.all()
    ann = lobby.guest("Ann", "lobby")
    for _ in range(4):
        lobby.take()
        await ann.presses(f"parties/pretend/{party.id}")
    assert said(lobby.take()) == "parties-pretend-enough"


async def test_fast_forward_needs_the_badge(lobby: House) -> None:
    (party,) = await lobby.all()
    await lobby.guest("Ann", "lobby").presses(f"parties/forward/{party.id}")
    assert said(lobby.take()) == "parties-forward-badge"


async def test_fast_forward_goes_through_reminder_opening_every_act_and_the_recap(lobby: House) -> None:
    (party,) = await lobby.all()
    badge = lobby.guest("Bea", "lobby")
    await grant(lobby.stage, badge, Role.OWNER)
    lobby.take()
    heard = []
    for _ in range(8):
        await badge.presses(f"parties/forward/{party.id}")
        taken = lobby.take()
        heard.append(said(taken, Post).partition(" ")[0].partition("\n")[0])
    assert heard == [
        "parties-reminder-ready",
        "parties-cheer-opened",
        "parties-cheer-icebreaker",
        "parties-cheer-poll",
        "parties-cheer-songs",
        "parties-cheer-last-round",
        "parties-cheer-goodbye",
        "",
    ]
    assert (await lobby.get(party.id)).state == "ended"


async def test_the_recap_of_a_rehearsal_goes_to_whoever_fast_forwarded(lobby: House) -> None:
    (party,) = await lobby.all()
    badge = lobby.guest("Bea", "lobby")
    await grant(lobby.stage, badge, Role.OWNER)
    for _ in range(6):
        await badge.presses(f"parties/forward/{party.id}")
    lobby.take()
    await badge.presses(f"parties/forward/{party.id}")
    answers = [action for action in lobby.take() if isinstance(action, Answer)]
    assert "parties-recap-team" in answers[-1].note.text.plain
    await badge.presses(f"parties/recappost/{party.id}")
    assert "parties-recap-public" in said(lobby.take(), Post)


async def test_every_fast_forward_left_one_more_host_panel_in_the_room(lobby: House) -> None:
    (party,) = await lobby.all()
    badge, other = lobby.guest("Bea", "lobby"), lobby.guest("Cem", "lobby")
    for actor in (badge, other):
        await grant(lobby.stage, actor, Role.OWNER)
    lobby.take()
    panels: list[list[str]] = []
    for actor in (badge, badge, badge, other, badge, badge, badge, badge):
        await actor.presses(f"parties/forward/{party.id}")
        taken = [action for action in lobby.take() if isinstance(action, Answer | Amend)]
        shown = [action for action in taken if action.note.text.plain.startswith("parties-panel ")]
        panels.append([type(action).__name__ for action in shown])
    assert panels == [[], ["Answer"], ["Amend"], ["Answer"], ["Amend"], ["Amend"], ["Amend"], ["Amend"]]


async def test_a_host_panel_that_was_taken_away_is_put_up_again_by_the_next_fast_forward(lobby: House) -> None:
    (party,) = await lobby.all()
    badge = lobby.guest("Bea", "lobby")
    await grant(lobby.stage, badge, Role.OWNER)
    for _ in range(2):
        await badge.presses(f"parties/forward/{party.id}")
    async with lobby.stage.database.write() as tx:
        await tx.run("UPDATE bookmark SET state = 'gone' WHERE name LIKE ?", f"party/{party.id}/desk/%")
    lobby.take()
    await badge.presses(f"parties/forward/{party.id}")
    assert "parties-panel " in said(lobby.take(), Answer)


@pytest.mark.parametrize("language", ["de", "en"])
async def test_the_sample_partys_reminder_counted_down_to_a_time_it_does_not_have(
    tmp_path: Path, language: str
) -> None:
    voice = open_voice()
    async with open_house(tmp_path, platforms=("lobby",), host_on="lobby", voice=voice, language=language) as lobby:
        (party,) = await lobby.all()
        badge = lobby.guest("Bea", "lobby")
        await grant(lobby.stage, badge, Role.OWNER)
        lobby.take()
        await badge.presses(f"parties/forward/{party.id}")
        (reminder,) = [action for action in lobby.take() if isinstance(action, Post)]
        words = {
            "de": "beginnt, sobald ihr so weit seid. Wer kommt?",
            "en": "begins as soon as you are ready. Who is coming?",
        }
        assert reminder.note.text.plain == f"{party.title} {words[language]}"


async def test_a_guests_own_lobby_party_can_be_fast_forwarded_from_its_time_too(lobby: House) -> None:
    await grant(lobby.stage, lobby.host, Role.OWNER)
    id_ = await lobby.party()
    for _ in range(2):
        await lobby.host.presses(f"parties/forward/{id_}")
    posts = said(lobby.take(), Post)
    assert "parties-cheer-reminder" in posts
    assert "parties-cheer-opened" in posts


async def test_a_party_announced_outside_the_lobby_cannot_be_rehearsed(tmp_path: Path) -> None:
    async with open_house(tmp_path, platforms=("lobby", "discord"), host_on="lobby") as both:
        await grant(both.stage, both.host, Role.OWNER)
        id_ = await both.party()
        await both.host.presses(f"parties/forward/{id_}")
        assert said(both.take()) == "parties-gone"


async def test_the_sample_appears_once(lobby: House) -> None:
    (party,) = await lobby.all()
    await lobby.stage.happens(ServerJoined(lobby.stage.server("lobby"), "Lobby", None))
    assert [each.id for each in await lobby.all()] == [party.id]


async def test_a_rehearsed_sample_thrown_again_had_no_reminders(lobby: House) -> None:
    (party,) = await lobby.all()
    await grant(lobby.stage, lobby.host, Role.OWNER)
    for _ in range(7):
        await lobby.host.presses(f"parties/forward/{party.id}")
    await lobby.host.presses(f"parties/again/{party.id}")
    copy = (await lobby.all())[-1]
    assert (copy.state, copy.sample, copy.reminders) == ("draft", False, (60,))


async def in_zone(lobby: House, zone: str) -> None:
    community = await lobby.stage.community("lobby")
    async with lobby.stage.database.write() as tx:
        await Registrar(tx).shape(community, zone=zone)
    lobby.stage.world.memory.clear()


async def test_eight_in_the_evening_was_another_hour_for_whoever_said_it(lobby: House) -> None:
    """Nobody was asked for a zone in a rehearsal: it keeps the time of its first owner, and of no later one."""
    await in_zone(lobby, DEFAULT_ZONE)
    server, badge = lobby.stage.server("lobby"), frozenset({"administer"})
    for name, zone in (("Bea", "America/New_York"), ("Cem", "Asia/Tokyo")):
        rights = MemberRights(lobby.guest(name, "lobby").ref, name, badge)  # type: ignore[arg-type]  # a set of rights
        await lobby.stage.happens(RightsChanged(server, rights, zone=zone))
    id_ = await lobby.party("Neon Friday 20:00")
    assert (await lobby.get(id_)).zone == "America/New_York"


async def test_a_zone_that_was_chosen_gave_way_to_the_next_badges_once_nobody_held_one_any_more(lobby: House) -> None:
    await in_zone(lobby, "Europe/Lisbon")
    rights = MemberRights(lobby.guest("Bea", "lobby").ref, "Bea", frozenset({"administer"}))
    await lobby.stage.happens(RightsChanged(lobby.stage.server("lobby"), rights, zone="Asia/Tokyo"))
    id_ = await lobby.party("Neon Friday 20:00")
    assert (await lobby.get(id_)).zone == "Europe/Lisbon"


async def test_a_sample_made_before_its_zone_was_known_kept_reading_times_in_another(lobby: House) -> None:
    await in_zone(lobby, DEFAULT_ZONE)
    (party,) = await lobby.all()
    rights = MemberRights(lobby.host.ref, "Hanna", frozenset({"administer"}))
    await lobby.stage.happens(RightsChanged(lobby.stage.server("lobby"), rights, zone="America/New_York"))
    await lobby.host.fills(f"parties/edit/{party.id}", when="Friday 20:00")
    changed = await lobby.get(party.id)
    assert (changed.zone, changed.starts) == ("America/New_York", datetime(2026, 11, 28, 1, tzinfo=UTC))


async def test_the_sample_hid_the_next_real_party_from_newcomers_and_from_its_host(lobby: House) -> None:
    await grant(lobby.stage, lobby.host, Role.OWNER)
    await lobby.party("Neon Friday 20:00")
    (line,) = await lobby.hook(whats_on)
    assert "title=Neon" in line.plain
    lobby.take()
    await lobby.host.asks("party", "show")
    assert said(lobby.take()).startswith("parties-panel state=published title=Neon")


@pytest.mark.parametrize(
    ("language", "told"), [("de", "so weit seid · Gastgeber: das Haus"), ("en", "are ready · Host: the house")]
)
async def test_the_calendar_ran_a_party_and_its_host_together_and_called_the_house_by_the_hosts_own_word(
    tmp_path: Path, language: str, told: str
) -> None:
    voice = open_voice()
    async with open_house(tmp_path, platforms=("lobby",), host_on="lobby", voice=voice, language=language) as lobby:
        badge = lobby.guest("Bea", "lobby")
        await grant(lobby.stage, badge, Role.OWNER)
        lobby.take()
        await badge.asks("calendar")
        shown = said(lobby.take()).splitlines()[1]
        assert shown.endswith(told)
        (line,) = await lobby.hook(whats_on)
        assert line.plain == line.plain.strip()
