"""An invitation link opens a closed room to whoever reads it: it is in no file as it is, and can still be taken back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.core.actions import IssueLink, RevokeLink
from bot.core.ambient import Real
from bot.core.refs import ServerRef
from bot.core.stores.deliveries import Draft
from bot.core.stores.outbox import Outbox
from bot.storage.keyring import KEY_FILE
from tests.keeping.house import files_with
from tests.support.wired import Town, open_town, until

pytestmark = pytest.mark.wire
PATIENCE = 60.0
PLATFORMS = ("discord", "telegram")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path) as opened:
        yield opened


async def queue(town: Town, action: IssueLink | RevokeLink, platform: str, *, makes: str = "", aims: str = "") -> None:
    row = Draft(action, platform, f"{platform}:links", Real().new_id(), "", 1, "sure", makes=makes, aims=aims)
    async with town.house.database.write() as tx:
        await Outbox(tx).add(row, row.idem, town.house.ambient.now())
    town.house.senders[platform].awake.set()


async def issue(town: Town, platform: str) -> None:
    server = ServerRef(platform, str(town.group.id if platform == "telegram" else town.guild.id))
    await queue(town, IssueLink(server, name(platform)), platform, makes=name(platform))
    await until(lambda: bool(open_links(town, platform)), PATIENCE)


async def revoke(town: Town) -> None:
    await queue(town, RevokeLink(name("telegram")), "telegram", aims=name("telegram"))


def name(platform: str) -> str:
    return f"party/1/link/{platform}"


def open_links(town: Town, platform: str) -> list[str]:
    """What admits to a link's server, without the address before it."""
    if platform == "discord":
        return list(town.guild.invites)
    ours = [(url, link) for url, link in town.group.links.items() if link.name == name(platform)]
    return [url.rpartition("/")[2] for url, link in ours if not link.revoked]


async def told(town: Town, sql: str, about: str) -> str:
    """What the house reads there, once there is a row."""
    async with asyncio.timeout(PATIENCE):
        while True:
            async with town.house.database.read() as reader:
                row = await reader.row(sql, about)
            if row:
                return str(row[0])
            await asyncio.sleep(0.02)


async def kept(town: Town, platform: str) -> str:
    return await told(town, "SELECT url FROM bookmark WHERE name = ?", name(platform))


async def test_no_file_holds_an_invitation_link_and_the_house_still_knows_it_after_a_restart(
    town: Town, tmp_path: Path
) -> None:
    """Taken back on Telegram; on Discord that needs a right over channels which the house does not ask for."""
    links = {}
    for platform in PLATFORMS:
        await issue(town, platform)
        (word,) = open_links(town, platform)
        links[platform] = await kept(town, platform)
        assert links[platform].endswith(word)
        assert files_with(tmp_path, word) == {word: set()}
    assert any(files_with(tmp_path, name("telegram")).values())
    await town.restart()
    assert {platform: await kept(town, platform) for platform in PLATFORMS} == links
    await revoke(town)
    await until(lambda: not open_links(town, "telegram"), PATIENCE)


async def test_a_link_whose_key_is_missing_is_taken_back_once_the_key_is_there_again(
    town: Town, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await issue(town, "telegram")
    await kept(town, "telegram")
    await town.close_house()
    (tmp_path / KEY_FILE).rename(tmp_path / "put away")
    town.settings = town.settings.model_copy(update={"gastgeber_secret": SecretStr("a key that came too early")})
    await town.open_house()
    await revoke(town)
    why = await told(town, "SELECT error FROM outbox WHERE aims = ? AND state = 'failed'", name("telegram"))
    assert "put that key back into GASTGEBER_SECRET" in why
    assert open_links(town, "telegram")
    assert not [record for record in caplog.records if record.exc_info]
    await town.close_house()
    (tmp_path / "put away").rename(tmp_path / KEY_FILE)
    await town.open_house()
    await until(lambda: not open_links(town, "telegram"), PATIENCE)
