"""Opening the data: whoever cannot gets one sentence, and nobody else can read it."""

from __future__ import annotations

import asyncio
import os
import stat
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.core.errors import BadSettings
from bot.storage.sqlite import open_sqlite

pytestmark = pytest.mark.sqlite

NOBODY = 65534


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_the_data_is_for_the_operators_eyes_only(tmp_path: Path) -> None:
    database = await open_sqlite(tmp_path / "data" / "house.db")
    async with database.write() as tx:
        await tx.run("CREATE TABLE guest_line (words TEXT NOT NULL) STRICT")
    assert mode(tmp_path / "data") == 0o700
    files = list((tmp_path / "data").iterdir())
    assert {file.suffix for file in files} >= {".db", ".lock", ".db-wal"}
    assert {mode(file) for file in files} == {0o600}
    await database.close()


async def test_an_open_file_of_an_older_house_is_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "house.db").touch(mode=0o644)
    database = await open_sqlite(tmp_path / "house.db")
    await database.close()
    assert mode(tmp_path / "house.db") == 0o600


async def test_a_second_house_on_the_same_data_is_refused_in_one_sentence(tmp_path: Path) -> None:
    database = await open_sqlite(tmp_path / "house.db")
    with pytest.raises(BadSettings, match=r"^Another house is already running on \S+\. Stop it first\.$"):
        await open_sqlite(tmp_path / "house.db")
    async with database.write() as tx:
        await tx.run("CREATE TABLE still_mine (id INTEGER PRIMARY KEY)")
    await database.close()
    again = await open_sqlite(tmp_path / "house.db")
    await again.close()


async def test_a_lock_whose_file_was_removed_is_taken_again(tmp_path: Path) -> None:
    database = await open_sqlite(tmp_path / "house.db")
    losing = asyncio.create_task(database.lost())
    (tmp_path / "house.lock").unlink()
    async with asyncio.timeout(60):
        while not (tmp_path / "house.lock").exists():
            await asyncio.sleep(0.01)
    with pytest.raises(BadSettings, match="Another house"):
        await open_sqlite(tmp_path / "house.db")
    losing.cancel()
    await database.close()


@pytest.mark.parametrize("still_there", [True, False])
async def test_a_house_knows_when_another_was_let_in_beside_it(tmp_path: Path, still_there: bool) -> None:
    database = await open_sqlite(tmp_path / "house.db")
    losing = asyncio.create_task(database.lost())
    (tmp_path / "house.lock").unlink()
    other = await open_sqlite(tmp_path / "house.db")
    if not still_there:
        await other.close()
    async with asyncio.timeout(60):
        assert await losing == (
            "Another house has taken this data directory over. Stop one of them and start the other again."
        )
    await database.close()
    if still_there:
        await other.close()


async def test_the_house_of_another_process_is_respected_too(tmp_path: Path) -> None:
    code = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from bot.storage.sqlite import open_sqlite\n"
        "async def main():\n"
        "    database = await open_sqlite(Path(sys.argv[1]))\n"
        "    print('open', flush=True)\n"
        "    sys.stdin.readline()\n"
        "    await database.close()\n"
        "asyncio.run(main())\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "house.db")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == "open\n"
        with pytest.raises(BadSettings, match="Another house"):
            await open_sqlite(tmp_path / "house.db")
        other.stdin.write("\n")
        other.stdin.flush()
        assert other.wait(10) == 0
    database = await open_sqlite(tmp_path / "house.db")
    await database.close()


async def test_a_data_directory_that_cannot_be_made_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file, not a folder")
    with pytest.raises(BadSettings, match=r"^The data directory \S+ cannot be written \(.+\)\.$"):
        await open_sqlite(tmp_path / "data" / "house.db")


async def test_a_read_only_data_directory_gets_one_sentence() -> None:
    with TemporaryDirectory() as folder:  # not pytest's own, into which nobody but root may look
        Path(folder).chmod(0o555)
        as_root = os.geteuid() == 0
        if as_root:
            os.seteuid(NOBODY)  # root may write everywhere
        try:
            with pytest.raises(
                BadSettings, match=r"^The data directory \S+ cannot be written \(Permission denied\)\.$"
            ):
                await open_sqlite(Path(folder) / "house.db")
        finally:
            if as_root:
                os.seteuid(0)


def test_a_file_that_is_no_database_gets_one_sentence_and_the_process_ends(tmp_path: Path) -> None:
    """A connection left open would keep its thread, and with it the process, alive for ever."""
    (tmp_path / "house.db").write_text("this was never a database, and it is long enough to be looked at " * 20)
    code = (
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from bot.storage.sqlite import open_sqlite\n"
        "asyncio.run(open_sqlite(Path(sys.argv[1])))\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "house.db")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    assert "BadSettings: The database" in ended.stderr
    assert "file is not a database" in ended.stderr


async def test_a_house_that_could_not_open_leaves_no_lock_behind(tmp_path: Path) -> None:
    file = tmp_path / "house.db"
    file.write_text("this was never a database, and it is long enough to be looked at " * 20)
    with pytest.raises(BadSettings, match="cannot be opened"):
        await open_sqlite(file)
    file.unlink()
    database = await open_sqlite(file)
    await database.close()
