"""Private texts and tokens are sealed where they are kept, and a missing key loses nothing."""

from __future__ import annotations

import logging
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.actions import Action, Whisper
from bot.core.ambient import Planned, Real
from bot.core.codec import UnknownBodyError, dump, load
from bot.core.context import Context
from bot.core.errors import BadSettings
from bot.core.events import MessageWritten
from bot.core.features import Feature
from bot.core.notes import note
from bot.core.ports import Database
from bot.core.refs import MemberRef
from bot.core.sealing import Hashed, Locked, Private, private, readable
from bot.core.stores.codes import Codes, tidy
from bot.storage.adapter_state import AdapterState
from bot.storage.keyring import KEY_FILE, MARK, Keyring, find_secrets
from bot.storage.modes import keep_to_ourselves
from bot.storage.sealed import SealedDatabase, beneath, can_open, once_more
from tests.support.databases import open_at
from tests.support.stage import START, Stage, open_stage

OLD, NEW = "the key of last year, long enough", "the key of this year, long enough"
ANN = MemberRef("telegram", "7")


async def put(database: Database, words: str, key: str = "word") -> None:
    await AdapterState(database, "lobby").put(key, words)


async def kept(database: Database, key: str = "word") -> str:
    async with database.read() as reader:
        row = await reader.row("SELECT value FROM adapter_state WHERE key = ?", key)
    assert row is not None
    value: str = row[0]
    return value


@given(st.text(st.characters(), max_size=300))
def test_whatever_is_sealed_is_read_back_as_it_was(words: str) -> None:
    keys = Keyring([NEW])
    sealed = keys.seal(words)
    assert keys.open(sealed) == words if words else sealed == ""
    assert not words or words not in sealed or len(words) < 12


@given(st.text(max_size=40))
def test_whatever_was_tampered_with_stays_locked(noise: str) -> None:
    found = Keyring([NEW]).open(f"{Keyring([NEW]).seal('a diary')[:-8]}{noise}")
    assert isinstance(found, Locked)


async def test_private_words_are_kept_sealed_and_read_plainly(tmp_path: Path) -> None:
    database = await open_at(tmp_path, ("bot.storage",))
    try:
        await put(database, Private("dear diary"))
        assert await kept(database) == "dear diary"
        assert "diary" not in await kept(beneath(database))
    finally:
        await database.close()


async def test_a_guest_who_writes_what_looks_sealed_reads_just_that(tmp_path: Path) -> None:
    database = await open_at(tmp_path, ("bot.storage",))
    try:
        await put(database, f"{MARK}abcdef:AAAA")
        assert await kept(database) == f"{MARK}abcdef:AAAA"
    finally:
        await database.close()


async def test_the_first_key_seals_and_every_key_opens(tmp_path: Path) -> None:
    both = await open_at(tmp_path, ("bot.storage",))
    bare = beneath(both)
    try:
        old, rotated, new = (SealedDatabase(bare, Keyring(keys)) for keys in ([OLD], [NEW, OLD], [NEW]))
        await put(old, Private("from last year"), "old")
        await put(rotated, Private("from this year"), "new")
        assert (await kept(rotated, "old"), await kept(rotated, "new")) == ("from last year", "from this year")
        assert await kept(new, "new") == "from this year"
        assert isinstance(await kept(new, "old"), Locked)
    finally:
        await both.close()


async def test_what_cannot_be_opened_survives_being_written_back(tmp_path: Path) -> None:
    both = await open_at(tmp_path, ("bot.storage",))
    right, wrong = (SealedDatabase(beneath(both), Keyring([key])) for key in (OLD, NEW))
    try:
        await put(right, Private("evidence"))
        locked = await kept(wrong)
        assert readable(locked) == ""
        await put(wrong, private(locked))
        assert await kept(right) == "evidence"
    finally:
        await both.close()


async def test_a_missing_key_is_noticed_until_it_is_back(tmp_path: Path) -> None:
    both = await open_at(tmp_path, ("bot.storage",))
    right, wrong = (SealedDatabase(beneath(both), Keyring([key])) for key in (OLD, NEW))
    try:
        assert await can_open(right)
        assert [await can_open(wrong), await can_open(wrong)] == [False, False]
        assert await can_open(right)
    finally:
        await both.close()


async def test_a_code_is_kept_as_a_hash_and_still_found(tmp_path: Path) -> None:
    database = await open_at(tmp_path, ("bot.storage",))
    try:
        async with database.write() as tx:
            code = await Codes(tx).issue(Planned(START), "team", "c1", "host", ANN, START, timedelta(hours=1))
        async with beneath(database).read() as reader:
            ((stored,),) = await reader.rows("SELECT code FROM code")
        assert stored not in (code, tidy(code))
        async with database.write() as tx:
            found = await Codes(tx).use(code.lower(), ANN, START)
            assert found is not None
            assert (found.code, found.body) == (tidy(code), "host")
            assert await Codes(tx).use(code, ANN, START) is None
            assert await Codes(tx).use(str(stored), ANN, START) is None
    finally:
        await database.close()


def test_the_same_code_has_another_hash_under_another_key() -> None:
    assert Keyring([OLD]).hash(Hashed("CODE")) != Keyring([NEW]).hash(Hashed("CODE"))


def test_a_locked_body_is_set_aside_with_a_sentence_for_the_operator() -> None:
    body = Keyring([OLD]).open(Keyring([OLD]).seal(dump(Whisper(ANN, note("psst")))))
    assert load(body) == Whisper(ANN, note("psst"))
    with pytest.raises(UnknownBodyError, match="GASTGEBER_SECRET"):
        load(Keyring([NEW]).open(Keyring([OLD]).seal(body)))


async def whispers(ctx: Context, event: MessageWritten) -> list[Action]:
    return [Whisper(ctx.who.member, note(f"only for you: {event.text}"))]


def rekey(stage: Stage, *keys: str) -> SealedDatabase:
    """The process begins anew with other keys on the same data."""
    database = SealedDatabase(beneath(stage.database), Keyring(keys))
    stage.database = stage.intake._database = database
    for sender in stage.senders.values():
        sender.database = database
    stage.world.memory.clear()
    return database


async def test_queued_lines_wait_for_the_right_key(tmp_path: Path) -> None:
    async with open_stage(tmp_path, [Feature("echo", listens={MessageWritten: whispers})]) as stage:
        rekey(stage, OLD)
        stage.recorders["telegram"].closed.add("ann")
        ann = stage.actor("Ann", "telegram")
        await ann.writes("a secret")
        async with beneath(stage.database).read() as reader:
            queued = await reader.rows("SELECT body, scene FROM outbox WHERE state = 'waiting'")
        assert "secret" not in str(queued)
        async with stage.database.write() as tx:
            await tx.run("UPDATE outbox SET state = 'new' WHERE state = 'waiting'")
        stage.recorders["telegram"].closed.clear()
        rekey(stage, NEW)
        await stage.settle()
        assert stage.said() == []
        await once_more(rekey(stage, NEW))
        await stage.settle()
        assert stage.said() == []
        assert await once_more(rekey(stage, NEW, OLD)) == 1
        await stage.settle()
        assert stage.said() == ["only for you: a secret"]


def test_without_a_setting_a_key_is_made_once_for_the_house_alone(tmp_path: Path) -> None:
    made = find_secrets((), tmp_path / "data", Real())
    assert find_secrets((), tmp_path / "data", Real()) == made
    assert (tmp_path / "data" / KEY_FILE).stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert find_secrets([NEW], tmp_path / "data", Real()) == [NEW, *made]


def test_with_a_setting_no_key_is_left_in_the_data_directory(tmp_path: Path) -> None:
    assert find_secrets([NEW, OLD], tmp_path, Real()) == [NEW, OLD]
    assert list(tmp_path.iterdir()) == []


def test_an_empty_key_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / KEY_FILE).write_text("\n")
    with pytest.raises(BadSettings, match="is empty"):
        find_secrets((), tmp_path, Real())


def test_what_others_could_read_is_closed_and_said_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = tmp_path / "data"
    for name in ("gastgeber.db", "gastgeber.db-wal", "gastgeber.db-shm", KEY_FILE, "backups/nightly-1.db"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
        (folder / name).chmod(0o644)
    stranger = folder / "notes.txt"
    stranger.touch(mode=0o644)
    for open_ in (folder, folder / "backups"):
        open_.chmod(0o755)
    stranger.chmod(0o644)
    with caplog.at_level(logging.WARNING):
        assert len(keep_to_ourselves(folder, folder / "gastgeber.db")) == 7
    assert len(caplog.records) == 1
    modes = {path.name: path.stat().st_mode & 0o777 for path in (folder, *folder.rglob("*")) if path != stranger}
    assert set(modes.values()) == {0o600, 0o700}
    assert stranger.stat().st_mode & 0o777 == 0o644
    assert keep_to_ourselves(folder, folder / "gastgeber.db") == []


def test_a_directory_that_others_use_is_left_open(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "house.db").touch(mode=0o644)
    keep_to_ourselves(shared, shared / "house.db")
    assert shared.stat().st_mode & 0o7777 == 0o1777
    assert (shared / "house.db").stat().st_mode & 0o777 == 0o600
