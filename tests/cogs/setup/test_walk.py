"""The setup on the stage: silent until opened, private, resumable, and every step changeable afterwards."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.core.actions import Action, Answer, Erase, Post, Whisper
from bot.core.commands import command
from bot.core.context import Community, Context
from bot.core.events import MemberRights, PlaceChanged, PlaceSeen, Right, RoleSeen, ServerSeen
from bot.core.features import Feature, Knob
from bot.core.manners import HOURLY, LOG_PLACE
from bot.core.notes import Note
from bot.core.refs import MemberRef, PlaceRef
from bot.core.stores.communities import Communities
from bot.core.stores.registrar import Registrar
from cogs.greeter import greeter
from cogs.greeter.knobs import ON, PLACES, TEXT, VOICE
from cogs.help import help_
from cogs.setup import setup
from cogs.setup.bots import overlap_of
from cogs.setup.settings import PROFILE, RESPONSIBLE
from cogs.setup.zones import offered, read_zone, suggested
from cogs.team import team
from persona.voice import open_voice
from tests.support.stage import Actor, Stage, open_stage

PLATFORMS = ["discord", "telegram", "lobby"]
PARTY_PLACES: Knob[list[str]] = Knob("parties.places", [])
PARTY_PINGS: Knob[list[str]] = Knob("parties.pings", [])
PARTY_WHO = Knob("parties.who", "hosts")


@command("dance")
async def dance(ctx: Context) -> list[Action]:
    return [Post(ctx.who.place, Note(ctx.say("danced")))]


PARTIES = Feature("parties", commands=(dance,), knobs=(PARTY_PLACES, PARTY_PINGS, PARTY_WHO))
FEATURES = [setup, team, help_, greeter, PARTIES]
PACKAGES = ("cogs.setup", "cogs.team", "cogs.greeter")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES, opened=False) as closed:
        yield closed


@pytest.fixture(params=PLATFORMS)
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def owner(stage: Stage, platform: str, name: str = "Olga", language: str = "") -> Actor:
    olga = stage.actor(name, platform, language) if language else stage.actor(name, platform)
    await olga.has("administer")
    stage.take()
    return olga


async def community(stage: Stage, platform: str) -> Community:
    async with stage.database.read() as reader:
        found = await Communities(reader).load(await stage.community(platform))
    assert found is not None
    return found


def buttons(note: Note) -> list[str]:
    return [button.id for row in note.rows for button in row]


async def press(stage: Stage, actor: Actor, button: str, choice: str = "") -> Note:
    await actor.presses(button, choice, private=True)
    [action] = stage.take()
    assert isinstance(action, Answer)
    return action.note


async def choose(stage: Stage, actor: Actor, note: Note, value: str, number: int = 0) -> Note:
    """By the select, or by the button it became where there are none."""
    if note.selects:
        return await press(stage, actor, note.selects[number].id, value)
    return await press(stage, actor, next(each for each in buttons(note) if each.endswith(f"={value}")))


async def opens(stage: Stage, actor: Actor) -> Note:
    await actor.asks("setup", private=True)
    [note] = [action.note for action in stage.take() if isinstance(action, Answer)]
    return note


async def test_before_opening_only_setup_and_help_answer_and_nothing_is_public(stage: Stage, platform: str) -> None:
    olga, ann = await owner(stage, platform), stage.actor("Ann", platform)
    await ann.joins()
    await ann.writes("hello everybody, hello house", to_house=True)
    await ann.asks("dance")
    await olga.asks("setup")
    await ann.asks("help")
    await ann.asks("setup")
    await stage.passes(timedelta(days=1))
    actions = stage.take()
    assert not [action for action in actions if isinstance(action, Post)]
    said = [action.note.text.plain for action in actions if isinstance(action, Answer | Whisper)]
    assert [line.split()[0] for line in said if not line.startswith("house-closed")] == [
        "setup-step",
        "help-house",
        "not-allowed-lobby" if platform == "lobby" else "not-allowed",
    ]


def done(note: Note) -> str:
    """The good button: on with what stands there, and at the end the one that opens the house."""
    [good] = [button.id for row in note.rows for button in row if button.style == "good"]
    return good


async def test_the_house_is_open_after_seven_taps(stage: Stage, platform: str) -> None:
    """Six pages are right as suggested, the seventh tap opens; nothing is asked that nobody saw."""
    olga = await owner(stage, platform, language="de")
    if platform == "discord":
        await stage.happens(seen(stage, platform, bots=("Wick",)))
    note, pages, taps = await opens(stage, olga), [], 0
    while (button := done(note)) != "setup/open":
        pages.append([line.split()[0] for line in note.text.plain.splitlines() if "-ask-" in line or "-which-" in line])
        note, taps = await press(stage, olga, button), taps + 1
    assert "name=Olga" in note.text.plain
    assert "setup-sample-card" in note.text.plain
    assert note.text.plain.startswith("setup-rights-")
    assert (await community(stage, platform)).state == "closed"
    note, taps = await press(stage, olga, button), taps + 1
    assert taps == 7
    bots = ["setup-which-bots"] if platform == "discord" else []
    assert pages == [
        ["setup-ask-language", "setup-ask-zone"],
        ["setup-ask-profile", "setup-ask-voice"],
        ["setup-ask-welcome"],
        ["setup-ask-parties"],
        ["setup-ask-log"],
        ["setup-ask-who", *bots, "setup-ask-data"],
    ]
    assert note.text.plain.startswith("setup-opened")
    found = await community(stage, platform)
    assert (found.state, found.language, found.zone) == ("open", "de", "Europe/Berlin")
    assert found.knob(PROFILE) == "entertainment"
    assert found.knob(VOICE) == "warm"
    await stage.actor("Ann", platform).asks("dance", private=True)
    assert "danced" in stage.said()


async def test_the_rest_as_suggested_shows_how_everything_stands_before_it_opens(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform, language="de")
    note = await opens(stage, olga)
    assert "setup/rest" not in buttons(note)  # the time zone is confirmed by itself, whatever follows
    note = await press(stage, olga, done(note))
    note = await press(stage, olga, "setup/rest")
    assert note.text.plain.startswith("setup-rest-done")
    note = await press(stage, olga, done(note))
    assert (await press(stage, olga, done(note))).text.plain.startswith("setup-opened")


async def test_a_page_stays_until_its_last_question_is_answered(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform)
    note = await press(stage, olga, "setup/set/language=de")
    assert "setup-ask-zone" in note.text.plain
    note = await choose(stage, olga, note, "Europe.Vienna")
    assert "setup-ask-profile" in note.text.plain
    note = await press(stage, olga, "setup/set/profile=service")
    assert "setup-suggested value=voice-brief-label" in note.text.plain  # what the profile makes of it
    note = await press(stage, olga, "setup/set/voice=warm")
    assert "setup-ask-welcome" in note.text.plain
    assert (await community(stage, platform)).knob(VOICE) == "warm"


async def test_on_a_page_somebody_comes_back_to_each_question_is_changed_alone(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform, language="de")
    await press(stage, olga, "setup/keep/language")
    await press(stage, olga, "setup/rest")
    note = await press(stage, olga, "setup/go/language")
    assert "✓ language-de" in [button.label for row in note.rows for button in row]
    note = await press(stage, olga, "setup/set/language=en")
    assert note.text.plain.startswith("setup-kept")
    assert "setup-ask-zone" in note.text.plain
    assert "setup-done-label" in [button.label for row in note.rows for button in row]
    found = await community(stage, platform)
    assert (found.language, found.zone) == ("en", "Europe/Berlin")


@pytest.mark.parametrize(
    ("language", "tag", "zone"),
    [
        ("de", "", "Europe/Berlin"),
        ("de", "de-AT", "Europe/Vienna"),
        ("de", "en-GB", "Europe/Berlin"),
        ("en", "en-GB", "Europe/London"),
        ("en", "en_IE", "Europe/Dublin"),
        ("en", "en-US", ""),
        ("en", "", ""),
    ],
)
def test_a_zone_is_suggested_only_where_the_language_tells_it(language: str, tag: str, zone: str) -> None:
    assert suggested(language, tag) == zone


async def test_it_goes_on_where_it_was_left(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform)
    await press(stage, olga, "setup/set/language=en")
    note = await opens(stage, olga)
    assert "setup-ask-zone" in note.text.plain
    await stage.passes(timedelta(days=3))
    stage.world.memory.clear()
    note = await opens(stage, olga)
    assert "setup-ask-zone" in note.text.plain


async def test_a_zone_is_never_taken_silently_but_in_german_berlin_is_one_tap(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    note = await press(stage, olga, "setup/set/language=en")
    assert "setup/keep/zone" not in buttons(note)
    assert "setup-ask-zone" in (await press(stage, olga, "setup/keep/zone")).text.plain
    assert "setup-zone-first" in (await press(stage, olga, "setup/open")).text.plain
    assert "setup-ask-zone" in (await press(stage, olga, "setup/rest")).text.plain
    assert "setup-zone-first" in (await press(stage, olga, "setup/preview")).text.plain
    assert not (await community(stage, "discord")).open
    note = await press(stage, olga, "setup/set/language=de")
    await press(stage, olga, "setup/keep/zone")
    assert (await community(stage, "discord")).zone == "Europe/Berlin"


async def test_another_zone_can_be_typed_and_a_wrong_one_is_asked_again(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.fills("setup/otherzone", zone="Middle-earth/Bree")
    assert stage.said() == ["setup-zone-unknown given=Middle-earth/Bree"]
    await olga.fills("setup/otherzone", zone="../../etc/passwd")
    assert stage.said() == ["setup-zone-unknown given=../../etc/passwd"]
    await olga.fills("setup/otherzone", zone="new york")
    stage.take()
    assert (await community(stage, "discord")).zone == "America/New_York"


async def test_on_telegram_the_forms_are_asked_question_by_question(stage: Stage) -> None:
    olga = await owner(stage, "telegram")
    await olga.presses("setup/responsible", private=True)
    await olga.writes("Mara Muster", private=True)
    await olga.writes("mara@example.org", private=True)
    stage.take()
    assert (await community(stage, "telegram")).knob(RESPONSIBLE) == "Mara Muster, mara@example.org"


async def test_on_discord_nobody_is_welcomed_anywhere_until_a_room_is_chosen(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    note = await press(stage, olga, "setup/go/welcome")
    assert [option.value for option in note.selects[0].options if option.chosen] == ["none"]
    await choose(stage, olga, note, "general")
    assert (await community(stage, "discord")).knob(PLACES) == ["discord:general"]
    note = await press(stage, olga, "setup/go/welcome")
    assert [option.value for option in note.selects[0].options if option.chosen] == ["general"]


async def test_on_telegram_newcomers_are_welcomed_in_the_group_unless_somebody_says_nowhere(stage: Stage) -> None:
    olga = await owner(stage, "telegram")
    note = await press(stage, olga, "setup/go/welcome")
    assert "value=setup-own-place platform=Telegram" in note.text.plain
    await choose(stage, olga, note, "none")
    assert (await community(stage, "telegram")).knob(PLACES) == ["telegram:"]


async def test_parties_may_be_announced_in_several_places(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    note = await press(stage, olga, "setup/go/parties")
    note = await choose(stage, olga, note, "general")
    note = await choose(stage, olga, note, "log")
    assert (await community(stage, "discord")).knob(PARTY_PLACES) == ["discord:general", "discord:log"]
    note = await choose(stage, olga, note, "general")
    assert (await community(stage, "discord")).knob(PARTY_PLACES) == ["discord:log"]
    note = await choose(stage, olga, note, "none")
    assert (await community(stage, "discord")).knob(PARTY_PLACES) == []


async def test_seven_taps_ended_in_a_house_that_had_nowhere_to_announce_its_parties(stage: Stage) -> None:
    olga = await owner(stage, "telegram", language="de")
    await stage.happens(seen(stage, "telegram", rooms=1))
    note = await press(stage, olga, "setup/go/parties")
    assert "room 00" in note.text.plain
    await press(stage, olga, "setup/keep/parties")
    assert (await community(stage, "telegram")).knob(PARTY_PLACES) == ["telegram:r0"]
    await choose(stage, olga, await press(stage, olga, "setup/go/parties"), "none")
    assert (await community(stage, "telegram")).knob(PARTY_PLACES) == []
    await press(stage, olga, "setup/rest")
    assert (await community(stage, "telegram")).knob(PARTY_PLACES) == []


async def test_a_room_that_is_gone_meanwhile_is_no_choice(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await olga.presses("setup/set/welcome.discord", "gone")
    await olga.presses("setup/set/log.discord", "gone")
    await olga.presses("setup/set/nonsense", "gone")
    await olga.presses("setup/go/nonsense")
    assert stage.said() == ["setup-room-gone"] * 2 + ["button-gone"] * 2


async def test_a_place_that_was_closed_stayed_among_the_announcements_and_nobody_could_take_it_out(
    stage: Stage,
) -> None:
    olga = await owner(stage, "discord")
    rooms = [PlaceSeen(PlaceRef("discord", name), name, "room") for name in ("news", "chat")]
    for room in rooms:
        await stage.happens(PlaceChanged(stage.server("discord"), room))
        await olga.presses("setup/set/parties.discord", room.place.id, private=True)
    assert (await community(stage, "discord")).knob(PARTY_PLACES) == ["discord:news", "discord:chat"]
    await stage.happens(PlaceChanged(stage.server("discord"), rooms[0], gone=True))
    stage.take()
    note = await press(stage, olga, "setup/home")
    assert "setup-room-closed place=news" in note.text.plain
    assert "setup-room-closed place=chat" not in note.text.plain
    await olga.presses("setup/set/parties.discord", "general", private=True)
    assert (await community(stage, "discord")).knob(PARTY_PLACES) == ["discord:chat", "discord:general"]


async def test_a_profile_sets_several_things_but_not_what_somebody_chose(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await press(stage, olga, "setup/set/who=everyone")
    await press(stage, olga, "setup/set/profile=service")
    found = await community(stage, "discord")
    assert found.knob(VOICE) == "brief"
    assert found.knob(HOURLY) == 2
    assert found.knob(PARTY_WHO) == "everyone"


async def test_every_step_can_be_changed_after_opening(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await press(stage, olga, "setup/set/language=de")
    await press(stage, olga, "setup/rest")
    await press(stage, olga, "setup/open")
    note = await opens(stage, olga)
    assert note.text.plain.startswith("setup-home-open")
    assert "setup-now-zone value=Europe/Berlin" in note.text.plain
    assert {"setup/go/language", "setup/go/who", "greeter/desk", "team/desk"} <= set(buttons(note))
    note = await press(stage, olga, "setup/go/voice")
    assert "greeting-brief-1 name=Olga" in note.text.plain
    note = await press(stage, olga, "setup/set/voice=brief")
    assert note.text.plain.startswith("setup-kept")
    assert (await community(stage, "discord")).knob(VOICE) == "brief"
    assert (await community(stage, "discord")).open


async def test_only_an_owner_may_walk_through_it(stage: Stage, platform: str) -> None:
    mo = stage.actor("Mo", platform)
    await mo.has("moderate")
    stage.take()
    for button in ("setup/home", "setup/open", "setup/set/language=de", "setup/rest", "setup/group"):
        await mo.presses(button, private=True)
    refusal = "not-allowed-lobby" if platform == "lobby" else "not-allowed"
    assert set(stage.said()) == {f"{refusal} role=role-owner"}
    assert not (await community(stage, platform)).open


def seen(
    stage: Stage,
    platform: str,
    *,
    rights: frozenset[Right] = frozenset({"post"}),
    bots: tuple[str, ...] = (),
    roles: tuple[RoleSeen, ...] = (),
    writable: bool = True,
    rooms: int = 1,
) -> ServerSeen:
    olga = MemberRights(MemberRef(platform, "olga"), "Olga", frozenset({"administer"}), 99)
    house = MemberRights(MemberRef(platform, "house"), "Gastgeber", rights)
    places = tuple(
        PlaceSeen(PlaceRef(platform, f"r{number}"), f"room {number:02}", "room", writable=writable)
        for number in range(rooms)
    )
    return ServerSeen(stage.server(platform), "House", places, roles, house, (olga,), other_bots=bots)


@pytest.mark.parametrize("platform", ["discord", "telegram"])
async def test_each_missing_right_is_one_plain_sentence(stage: Stage, platform: str) -> None:
    olga = await owner(stage, platform)
    await stage.happens(seen(stage, platform))
    note = await press(stage, olga, "setup/check")
    lines = note.text.plain.splitlines()
    assert lines[0] == "setup-rights-missing"
    assert f"setup-right-{platform}-moderate server=House" in lines
    assert f"setup-right-{platform}-post server=House" not in lines
    everything: frozenset[Right] = frozenset(
        {"post", "read", "see_joins", "moderate", "erase", "invite", "open_places"}
    )
    await stage.happens(seen(stage, platform, rights=everything))
    assert (await press(stage, olga, "setup/check")).text.plain == "setup-rights-fine"


async def test_a_chosen_place_the_house_may_not_write_to_is_named(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await stage.set(PARTY_PLACES, ["discord:r0", "discord:general"], "discord")
    await stage.happens(seen(stage, "discord", writable=False))
    words = (await press(stage, olga, "setup/check")).text.plain
    assert "setup-place-shut place=room 00" in words
    assert "setup-place-gone place=general" in words


async def test_what_other_bots_do_stays_off(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await stage.happens(seen(stage, "discord", bots=("MEE6", "Jukebox")))
    note = await press(stage, olga, "setup/go/bots")
    assert "names=Jukebox, MEE6" in note.text.plain
    assert "setup-suggested value=setup-bots-greet" in note.text.plain
    assert "setup/set/bots=moderate" not in buttons(note)
    await press(stage, olga, "setup/keep/bots")
    assert (await community(stage, "discord")).knob(ON) is False
    await press(stage, olga, "setup/set/bots=none")
    assert (await community(stage, "discord")).knob(ON) is True


async def test_only_a_role_named_here_may_be_pinged(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await stage.happens(seen(stage, "discord", roles=(RoleSeen("77", "Dancers"),)))
    note = await press(stage, olga, "setup/go/ping")
    note = await choose(stage, olga, note, "77")
    assert "value=Dancers" in note.text.plain
    assert (await community(stage, "discord")).knob(PARTY_PINGS) == ["discord:77"]
    note = await choose(stage, olga, note, "none")
    assert (await community(stage, "discord")).knob(PARTY_PINGS) == []


async def test_many_rooms_come_page_by_page(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await stage.happens(seen(stage, "discord", rooms=30))
    note = await press(stage, olga, "setup/go/welcome")
    assert len(note.selects[0].options) <= 25
    more = next(each for each in buttons(note) if each.startswith("setup/go/welcome."))
    note = await press(stage, olga, more)
    assert "r29" in [option.value for option in note.selects[0].options]


async def test_the_panels_read_well_in_both_languages(tmp_path: Path) -> None:
    voice = open_voice()
    async with open_stage(tmp_path, FEATURES, packages=PACKAGES, opened=False, voice=voice) as stage:
        for language in ("de", "en"):
            for platform in PLATFORMS:
                olga = stage.actor("Olga", platform, language)
                await olga.has("administer")
                steps = ("language", "zone", "profile", "welcome", "parties", "log", "who", "voice", "data")
                for step in steps:
                    await press(stage, olga, f"setup/go/{step}")
                for button in ("home", "check", "preview", "group", "open"):
                    note = await press(stage, olga, f"setup/{button}")
                    assert len(note.text.plain) < 2000
        assert not [action for action in stage.take() if isinstance(action, Erase | Post)]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        (" europe/berlin ", "Europe/Berlin"),
        ("Vienna", "Europe/Vienna"),
        ("los angeles", "America/Los_Angeles"),
        ("utc", "UTC"),
        ("Etc/GMT+5", None),
        ("", None),
        ("Europe", None),
        ("Atlantis", None),
    ],
)
def test_reading_a_zone(typed: str, zone: str | None) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize("language", ["de", "en"])
def test_offered_zones_exist_and_fit_a_select(language: str) -> None:
    assert len(offered(language)) <= 25
    assert all(read_zone(zone) == zone for zone in offered(language))


def test_what_other_bots_are_known_for() -> None:
    assert overlap_of(["Jukebox"]).word == "none"
    assert overlap_of(["Welcomer"]).word == "greet"
    assert overlap_of(["Wick"]).word == "moderate"
    assert overlap_of(["carl-bot"]).word == "both"


async def test_the_log_is_one_place_over_all_platforms(stage: Stage) -> None:
    await stage.link("discord", "lobby")
    olga = await owner(stage, "discord")
    note = await press(stage, olga, "setup/go/log")
    await choose(stage, olga, note, "log")
    await press(stage, olga, "setup/private/discord=log")
    assert (await community(stage, "discord")).knob(LOG_PLACE) == "discord:log"
    note = await press(stage, olga, "setup/go/log")
    await choose(stage, olga, note, "general", 1)
    await press(stage, olga, "setup/private/lobby=general")
    assert (await community(stage, "discord")).knob(LOG_PLACE) == "lobby:general"
    await choose(stage, olga, note, "none")
    assert (await community(stage, "discord")).knob(LOG_PLACE) == ""


async def test_a_house_with_a_door_can_leave_that_to_others_too(tmp_path: Path) -> None:
    door = Feature("door", knobs=(Knob("door.on", True),))
    async with open_stage(tmp_path, [*FEATURES, door], packages=PACKAGES, opened=False) as stage:
        olga = await owner(stage, "discord")
        await stage.happens(seen(stage, "discord", bots=("MEE6",)))
        note = await press(stage, olga, "setup/go/bots")
        assert "setup-suggested value=setup-bots-both" in note.text.plain
        await press(stage, olga, "setup/set/bots=moderate")
        found = await community(stage, "discord")
        assert found.knobs["door.on"] is False
        assert found.knob(ON) is True
        await press(stage, olga, "setup/set/bots=both")
        note = await press(stage, olga, "setup/home")
        assert "setup-now-welcome value=setup-nowhere" in note.text.plain
        assert "setup-now-bots value=setup-bots-both" in note.text.plain


async def test_where_newcomers_come_in_can_be_chosen_again(stage: Stage) -> None:
    olga = await owner(stage, "telegram")
    await press(stage, olga, "setup/set/welcome.telegram=none")
    await press(stage, olga, "setup/set/welcome.telegram=own")
    assert (await community(stage, "telegram")).knob(PLACES) == []


async def test_the_sample_does_nothing_and_an_open_house_is_not_opened_again(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    await press(stage, olga, "setup/set/language=de")
    await press(stage, olga, "setup/rest")
    assert (await press(stage, olga, "setup/sample")).text.plain == "setup-sample-pressed"
    await press(stage, olga, "setup/open")
    assert (await press(stage, olga, "setup/open")).text.plain.startswith("setup-home-open")
    await stage.set(TEXT, "Hi {name}", "discord")
    note = await press(stage, olga, "setup/preview")
    assert "setup-own-greeting" in note.text.plain
    assert "setup/open" not in buttons(note)


async def test_choices_nobody_offered_are_refused(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    for button in (
        "ping=99",
        "zone=Europe.Bree",
        "who=nobody",
        "data=x",
        "profile=x",
        "language=xx",
        "parties.discord=x",
    ):
        await olga.presses(f"setup/set/{button}")
    assert set(stage.said()) == {"button-gone", "setup-room-gone"}


async def test_many_roles_come_page_by_page(stage: Stage) -> None:
    olga = await owner(stage, "discord")
    roles = tuple(RoleSeen(str(number), f"Role {number}") for number in range(30))
    await stage.happens(seen(stage, "discord", roles=roles))
    note = await press(stage, olga, "setup/go/ping")
    assert "setup/go/ping.1" in buttons(note)
    note = await press(stage, olga, "setup/go/ping.1")
    assert "29" in [option.value for option in note.selects[0].options]
    assert "setup/go/ping.0" in buttons(note)


@pytest.mark.parametrize("platform", PLATFORMS)
async def test_a_public_room_became_the_log_without_a_word_about_who_reads_it(stage: Stage, platform: str) -> None:
    """No platform tells the house who may read a room: whoever chooses one is asked, and reads its name again."""
    olga = await owner(stage, platform)
    note = await press(stage, olga, "setup/go/log")
    room = stage.room(platform).id
    note = await choose(stage, olga, note, room)
    assert note.text.plain == "setup-log-sure place=general"
    assert (await community(stage, platform)).knob(LOG_PLACE) == ""
    yes, no = buttons(note)
    assert "setup-ask-log" in (await press(stage, olga, no)).text.plain
    assert (await community(stage, platform)).knob(LOG_PLACE) == ""
    await press(stage, olga, yes)
    assert (await community(stage, platform)).knob(LOG_PLACE) == f"{platform}:{room}"
    checked = (await press(stage, olga, "setup/check")).text.plain
    assert f"setup-check-log place=general server=House on {platform}" in checked
    await olga.presses("setup/private/discord=gone")
    assert stage.said() == ["setup-room-gone"]


@pytest.mark.parametrize("knob", [PLACES, PARTY_PLACES, LOG_PLACE])
async def test_nobody_heard_that_a_chosen_place_was_deleted(stage: Stage, knob: Knob[Any]) -> None:
    olga = await owner(stage, "discord")
    async with stage.database.write() as tx:
        await Registrar(tx).shape(await stage.community("discord"), zone="Europe/Berlin", state="open")
    await stage.set(knob, "discord:news" if knob is LOG_PLACE else ["discord:news"], "discord")
    news, other = (PlaceSeen(PlaceRef("discord", name), name, "room") for name in ("news", "other"))
    for place in (news, other):
        await stage.happens(PlaceChanged(stage.server("discord"), place))
    await stage.happens(PlaceChanged(stage.server("discord"), other, gone=True))
    assert stage.take() == []
    await stage.happens(PlaceChanged(stage.server("discord"), news, gone=True))
    [told] = stage.take()
    assert isinstance(told, Whisper)
    assert told.member == olga.ref
    assert told.note.text.plain.startswith("setup-lost community=House on discord place=news use=")
    assert buttons(told.note) == [f"setup/begin/{await stage.community('discord')}"]
    checked = (await press(stage, olga, "setup/check")).text.plain
    assert "setup-rights-missing-open" in checked
    assert "setup-place-gone place=news" in checked
    assert "setup-check-log" not in checked
