"""A group becomes a supergroup: everything the core knows of it follows in one transaction (R18)."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.actions import Amend, Erase, Post, Whisper
from bot.core.codec import dump, load
from bot.core.events import (
    Envelope,
    MemberRights,
    MessageWritten,
    PlaceMigrated,
    PlaceSeen,
    ServerJoined,
    ServerLeft,
    ServerSeen,
)
from bot.core.features import Knob
from bot.core.notes import note
from bot.core.refs import Bookmark, MemberRef, MessageRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.stores.agenda import Planner
from bot.core.stores.communities import Communities
from bot.core.stores.knobs import Knobs
from bot.core.stores.moving import in_body, in_words
from bot.core.stores.registrar import Registrar
from bot.core.stores.standing import Standing, Steward
from tests.core.sending import Asking, say
from tests.support.databases import tables
from tests.support.stage import Stage, open_stage

OLD, NEW = ServerRef("telegram", "house"), ServerRef("telegram", "-1001")
OTHER = ServerRef("telegram", "house2")  # begins like the old one and is another
ANN = MemberRef("telegram", "ann")
PLACES: Knob[list[str]] = Knob("ask.places", [])


@pytest.fixture
def asking() -> Asking:
    return Asking()


@pytest.fixture
async def stage(tmp_path: Path, asking: Asking) -> AsyncIterator[Stage]:
    feature = replace(asking.feature(), knobs=(PLACES,))
    async with open_stage(tmp_path, [feature], platforms=("telegram", "discord")) as opened:
        yield opened


async def move(stage: Stage) -> None:
    await stage.happens(PlaceMigrated(OLD, NEW), key=f"migrated:{stage.next()}")


async def test_no_row_of_the_core_names_the_old_group_afterwards(stage: Stage, asking: Asking) -> None:
    community = await stage.community("telegram")
    room, topic = PlaceRef("telegram", "house"), PlaceRef("telegram", "house/7")
    async with stage.database.write() as tx:
        await Registrar(tx).see_place(OLD, PlaceSeen(topic, "Neon", "thread", room))
        await Steward(tx).see(OLD, MemberRights(ANN, "Ann", frozenset({"administer"}), 2, ("admin",)))
        await Steward(tx).map_role(community, OLD, "admin", Role.MODERATOR)
        await Knobs(tx, community).put(
            PLACES, ["telegram:house/7", "telegram:house", "telegram:house2"], ANN, stage.clock.now()
        )
        at = stage.clock.now() + timedelta(hours=1)
        await Planner(tx).set_at("ask/soon", "ask", "tick", community, at, "telegram:house/7")
        await Planner(tx).set_at("ask/tidy", "ask", "tick", community, at, "hint/x/telegram:house")
    await stage.actor("Ann", "telegram").writes("hi", topic)
    await asking.queue(
        stage, replace(say("card", "house/7", "telegram"), bookmark="card/telegram"), platform="telegram"
    )
    await stage.settle()
    await asking.queue(
        stage,
        say("soon", "house/7", "telegram"),
        Erase(MessageRef(room, "w1")),
        Amend("card/telegram", note("later")),
        Whisper(ANN, note("psst")),
        platform="telegram",
    )
    stage.take()
    await stage._pump(_put(stage, PlaceMigrated(OLD, NEW)))
    async with stage.database.read() as reader:
        left = {
            table: rows
            for table in await tables(reader, stage.database)
            if table not in ("inbox", "timer", "server")  # events done long ago; looked at below; the house's own id
            and (rows := [row for row in await reader.rows(f"SELECT * FROM {table}") if _names_old(row)])
        }
        assert left == {}
        assert await reader.rows("SELECT id FROM server WHERE platform = 'telegram'") == [("-1001",)]
        assert await reader.rows("SELECT body FROM timer ORDER BY key") == [
            ("telegram:-1001/7",),
            ("hint/x/telegram:house",),  # the name of a bookmark, which keeps its name
        ]
        assert await Standing(reader).roles(community, ANN) == {Role.OWNER, Role.MODERATOR}
        found = await Communities(reader).load(community)
        assert found
        assert found.knob(PLACES) == ["telegram:-1001/7", "telegram:-1001", "telegram:house2"]
        place = await Communities(reader).place(PlaceRef("telegram", "-1001/7"))
        assert place
        assert (place.server, place.parent) == (NEW, "-1001")
    await stage.settle()
    assert say("soon", "-1001/7", "telegram") in stage.take("telegram")


async def test_an_old_message_is_never_taken_for_another_one_that_has_its_number_in_the_new_group(
    stage: Stage, asking: Asking
) -> None:
    """A supergroup counts its messages from one: an edit, an answer or an erasure would hit somebody else's."""
    room = PlaceRef("telegram", "house")
    card = replace(say("card", "house", "telegram"), bookmark="card/telegram")
    await asking.queue(stage, card, platform="telegram")
    await stage.settle()
    stage.take()
    asking.told()
    await asking.queue(
        stage,
        Amend("card/telegram", note("edit"), tag="ask/edit"),
        Erase(MessageRef(room, "w1"), tag="ask/erase"),
        replace(say("answer", "house", "telegram"), reply_to=MessageRef(room, "w2")),
        platform="telegram",
    )
    await stage._pump(_put(stage, PlaceMigrated(OLD, NEW)))
    await stage.settle()
    assert stage.take("telegram") == [say("answer", "-1001", "telegram")]
    assert sorted(asking.told()) == [("Performed", ""), ("Refused", "gone"), ("Refused", "gone")]
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT place, message, state FROM bookmark") == [("-1001", "", "gone")]
        assert await reader.rows("SELECT * FROM recent WHERE platform = 'telegram' AND place = 'house'") == []


def _put(stage: Stage, event: PlaceMigrated) -> asyncio.Task[None]:
    return asyncio.create_task(stage.intake.put([Envelope("migrated", "lane", stage.clock.now(), event)]))


def _names_old(row: tuple[object, ...]) -> bool:
    if "discord" in row:
        return False
    for value in row:
        if not isinstance(value, str):
            continue
        if value in ("house", "telegram:house") or value.startswith(("house/", "telegram:house/")):
            return True
        if '"id":"house"' in value or '"id":"house/' in value:
            return True
    return False


async def test_the_group_goes_on_as_before(stage: Stage, asking: Asking) -> None:
    before = await stage.community("telegram")
    await stage.actor("Ann", "telegram").writes("hello")
    await move(stage)
    assert await stage.community("telegram") == before
    scene = replace(stage.actor("Ann", "telegram").scene(PlaceRef("telegram", "-1001")), server=NEW)
    asking.wanted = [say("still here", "-1001", "telegram")]
    await stage.happens(MessageWritten(scene, MessageRef(scene.place, "n1"), "hi", stage.clock.now()))
    assert stage.said() == ["still here"]


async def test_a_repeated_migration_changes_nothing(stage: Stage) -> None:
    await move(stage)
    await move(stage)
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT id FROM server WHERE platform = 'telegram'") == [("-1001",)]


async def test_a_supergroup_that_was_seen_before_it_was_explained_joins_its_old_self(stage: Stage) -> None:
    """Telegram may tell of the new group first; its rows give way and nobody is left in a second community."""
    before = await stage.community("telegram")
    async with stage.database.write() as tx:
        await Steward(tx).see(OLD, MemberRights(ANN, "Ann", frozenset({"moderate"}), 1, ("admin",)))
    await stage.happens(ServerJoined(NEW, "House on telegram", None))
    house = MemberRights(MemberRef("telegram", "house"), "Gastgeber", frozenset({"post"}))
    room = PlaceSeen(PlaceRef("telegram", "-1001"), "general", "room")
    ann = MemberRights(ANN, "Ann", frozenset({"moderate"}), 1, ("admin",))
    await stage.happens(ServerSeen(NEW, "House on telegram", (room,), (), house, (ann,)))
    await stage.happens(ServerLeft(OLD))
    await move(stage)
    async with stage.database.read() as reader:
        communities = Communities(reader)
        assert await communities.of_server(NEW) == before
        assert await communities.of_server(OLD) is None
        assert [server.ref for server in await communities.servers(before)] == [NEW]
        assert await reader.rows("SELECT count(*) FROM place WHERE platform = 'telegram' AND id = '-1001'") == [(1,)]
        assert await reader.rows("SELECT state, merged_into FROM community WHERE state = 'merged'") == [
            ("merged", before)
        ]
        assert await Standing(reader).roles(before, ANN) == {Role.MODERATOR}
        rows = await reader.rows("SELECT id FROM community WHERE state <> 'merged'")
        assert len(rows) == 2
        assert (before,) in rows
    async with stage.database.read() as reader:
        assert await reader.rows("SELECT key FROM inbox WHERE state = 'aside'") == []


async def test_another_group_whose_id_begins_alike_stays_where_it_is(stage: Stage, asking: Asking) -> None:
    await stage.happens(ServerJoined(OTHER, "Another", None))
    place = PlaceRef("telegram", "house2")
    await asking.queue(stage, Post(place, note("other")), platform="telegram")
    await stage._pump(_put(stage, PlaceMigrated(OLD, NEW)))
    await stage.settle()
    assert stage.take("telegram") == [Post(place, note("other"))]


async def test_an_event_waiting_for_another_try_finds_its_group_again(stage: Stage, asking: Asking) -> None:
    scene = stage.actor("Ann", "telegram").scene()
    event = MessageWritten(scene, MessageRef(scene.place, "w9"), "hi ä", stage.clock.now())
    async with stage.database.write() as tx:
        due = round(stage.clock.now().timestamp() * 1000) + 5000
        await tx.run(
            "INSERT INTO inbox (key, lane, at, body, state, due) VALUES ('kept', 'lane', 1, ?, 'new', ?)",
            dump(event),
            due,
        )
    await move(stage)
    asking.wanted = [say("at last", "-1001", "telegram")]
    await stage.passes(timedelta(seconds=6))
    assert stage.said() == ["at last"]


def test_references_move_and_nothing_else() -> None:
    action = Post(
        PlaceRef("telegram", "house/3"),
        note('house "house" telegram:house ä \ud800'),
        bookmark="card/telegram:house",
        reply_to=MessageRef(PlaceRef("telegram", "house"), "house"),
        tag="telegram:house",
    )
    assert load(in_body(dump(action), OLD, NEW)) == replace(
        action,
        at=PlaceRef("telegram", "-1001/3"),
        reply_to=None,
    )
    for other in (Post(PlaceRef("discord", "house"), note("x")), Erase(Bookmark("telegram:house"))):
        assert in_body(dump(other), OLD, NEW) == dump(other)
    assert in_body("not json", OLD, NEW) == "not json"


@pytest.mark.parametrize(
    ("words", "moved"),
    [
        ("telegram:house", "telegram:-1001"),
        ("telegram:house/12", "telegram:-1001/12"),
        ("k3v9 telegram:house 1", "k3v9 telegram:-1001 1"),
        ('["telegram:house","discord:house"]', '["telegram:-1001","discord:house"]'),
        ("telegram:house2", "telegram:house2"),
        ("telegram:house-2", "telegram:house-2"),
        ("mytelegram:house", "mytelegram:house"),
        ("welcome/x/telegram:house", "welcome/x/telegram:house"),
    ],
)
def test_places_named_in_words_move(words: str, moved: str) -> None:
    assert in_words(words, OLD, NEW) == moved


@given(st.lists(st.sampled_from(["telegram:house", "telegram:house/1", "discord:1", "x", "telegram:house22"])))
def test_a_moved_list_of_places_is_still_json(places: list[str]) -> None:
    moved = json.loads(in_words(json.dumps(places), OLD, NEW))
    assert [place.replace("-1001", "house") for place in moved] == places
