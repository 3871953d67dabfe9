"""The doctor reads the same of both databases: where the house is, what it may do there, and that it can be written."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.core.events import PlaceSeen
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stores.registrar import Registrar
from bot.doctor.storage import look_at_storage
from bot.features import FEATURE_PACKAGES
from bot.settings import Settings
from tests.doctor.grounds import ALL, START, seen
from tests.support.databases import address, open_at

PACKAGES = ("bot.storage", *FEATURE_PACKAGES)


@pytest.mark.sqlite
@pytest.mark.postgres
async def test_both_databases_tell_the_same(tmp_path: Path) -> None:
    database = await open_at(tmp_path, PACKAGES, "gastgeber.db")
    settings = Settings(_env_file=None, gastgeber_data_dir=tmp_path, database_url=await address(tmp_path, PACKAGES))
    server = ServerRef("telegram", "1")
    try:
        async with database.write() as tx:
            community = await Registrar(tx).found(server, "Salon", START.now(), START)
            await Registrar(tx).see(seen(server, "Salon"), START.now())
            await Registrar(tx).see_place(server, PlaceSeen(PlaceRef("telegram", "1"), "Salon", "announcement"))
            await tx.run(
                "INSERT INTO knob (community, key, value, by_member, at) VALUES (?, 'parties.places', ?, 'test', 0)",
                community,
                '["telegram:1"]',
            )
        told = await look_at_storage(database, settings)
    finally:
        await database.close()
    assert (told.damaged, told.readonly, told.newer, told.locked, told.waiting) == ("", "", "", False, 0)
    assert told.since is not None
    assert [(one.name, one.rights, one.channel) for one in told.servers] == [("Salon", ALL, True)]
    assert [(one.name, one.there, one.writable) for one in told.places] == [("Salon", True, True)]
    assert told.closed == ((community, "Salon"),)


@pytest.mark.sqlite
@pytest.mark.postgres
async def test_an_empty_database_is_no_finding(tmp_path: Path) -> None:
    database = await open_at(tmp_path, (), "gastgeber.db")
    settings = Settings(_env_file=None, gastgeber_data_dir=tmp_path)
    try:
        told = await look_at_storage(database, settings)
    finally:
        await database.close()
    assert told.since is None
    assert told.servers == ()
