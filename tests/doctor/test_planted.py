"""The doctor finds each planted misconfiguration, says it in one plain sentence, and says nothing else is wrong."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Awaitable, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.doctor.findings import KINDS
from bot.storage.keyring import KEY_FILE, Keyring
from bot.verbs.doctor import is_healthy, lines
from tests.doctor.grounds import Grounds, write_pack
from tests.support.discord_server.intents import PRIVILEGED, Intent
from tests.support.telegram_server.hook import Settings as Hook

Plant = Callable[[Grounds], Awaitable[object]]


async def a_misspelt_variable(it: Grounds) -> None:
    it.env.touch(0o600)
    it.env.write_text("DISCORD_TOKN=x\nLANG=de\n")


def an_env(words: str) -> Plant:
    async def plant(it: Grounds) -> None:
        it.env.touch(0o600)
        it.env.write_text(words, encoding="utf-8")

    return plant


async def an_env_of_another_encoding(it: Grounds) -> None:
    it.env.touch(0o600)
    it.env.write_bytes("LANG=de\n".encode("utf-16"))


async def a_folder_for_an_env(it: Grounds) -> None:
    """As docker makes one where it is told to mount a file that is not there."""
    it.env.mkdir(0o755)


async def a_readable_env(it: Grounds) -> None:
    it.env.touch()
    it.env.chmod(0o644)


async def an_open_data_directory(it: Grounds) -> None:
    it.data.chmod(0o755)


async def an_open_database(it: Grounds) -> None:
    (it.data / "notes.txt").touch()
    (it.data / "notes.txt").chmod(0o644)


async def a_file_for_a_data_directory(it: Grounds) -> None:
    shutil.rmtree(it.data)
    it.data.touch()


async def a_letter_for_a_database(it: Grounds) -> None:
    _only_the_file(it).write_text("Dear operator, this was a database once. " * 200)


async def another_programs_database(it: Grounds) -> None:
    with closing(sqlite3.connect(it.data / "gastgeber.db")) as other:
        other.execute("ALTER TABLE migration RENAME COLUMN at TO layer")


async def a_torn_page(it: Grounds) -> None:
    file = _only_the_file(it)
    body = bytearray(file.read_bytes())
    body[8192 : 8192 + 4096 * 10] = b"\xff" * 4096 * 10
    file.write_bytes(body)


def _only_the_file(it: Grounds) -> Path:
    file = it.data / "gastgeber.db"
    for beside in it.data.glob("gastgeber.db-*"):
        beside.unlink()
    return file


async def data_of_a_newer_release(it: Grounds) -> None:
    await it.tell("INSERT INTO migration SELECT 'cogs.karaoke', 1, 'songs', 'x', max(at) FROM migration")


async def data_of_another_release(it: Grounds) -> None:
    await it.tell("UPDATE migration SET checksum = 'x' WHERE owner = 'bot.storage' AND number = 1")


async def a_full_disk(it: Grounds) -> None:
    usage = shutil.disk_usage(it.folder)._replace(free=120 * 1024 * 1024)
    it.monkeypatch.setattr("bot.doctor.machine.shutil.disk_usage", lambda path: usage)


async def a_taken_port(it: Grounds) -> None:
    it.given["gastgeber_port"] = int(it.discord.url.rpartition(":")[2])


def a_webhook(address: str) -> Plant:
    async def plant(it: Grounds) -> None:
        it.given |= {"telegram_webhook_url": address, "telegram_api_url": "", "telegram_token": SecretStr("")}

    return plant


async def an_open_public_address(it: Grounds) -> None:
    it.given["gastgeber_public_url"] = "http://party.example"


async def a_clock_ten_minutes_ahead(it: Grounds) -> None:
    it.clock_goes(timedelta(minutes=10))


def without(part: str) -> Plant:
    async def plant(it: Grounds) -> None:
        it.monkeypatch.setattr("bot.doctor.machine.find_spec", lambda name: None if name == part else object())

    return plant


async def a_pack_with_a_line_nobody_says(it: Grounds) -> None:
    write_pack(it.data, "help-closed-for-ever")


async def a_pack_that_cannot_be_read(it: Grounds) -> None:
    write_pack(it.data, "help-closed")
    (it.data / "packs" / "aunt" / "pack.toml").write_text("key = aunt")


async def three_days_without_a_backup(it: Grounds) -> None:
    await it.tell("UPDATE migration SET at = at - ?", 3 * 24 * 3600 * 1000)


async def a_backup_of_last_week(it: Grounds) -> None:
    await three_days_without_a_backup(it)
    made = it.data / "backups" / f"nightly-{it.clock.now() - timedelta(days=7):%Y%m%d-%H%M%S}Z.db"
    made.parent.mkdir(mode=0o700)
    made.touch(0o600)


async def a_lost_key(it: Grounds) -> None:
    sealed = Keyring(["a key that somebody has thrown away"]).seal("it opens")
    await it.tell("INSERT INTO adapter_state (platform, key, value) VALUES ('house', 'sealed', ?)", sealed)


async def a_key_beside_the_data(it: Grounds) -> None:
    _key_file(it).write_text("k" * 44 + "\n")


async def an_empty_key(it: Grounds) -> None:
    """Beside something that was sealed with it."""
    await a_lost_key(it)
    it.monkeypatch.delenv("GASTGEBER_SECRET")
    _key_file(it)


async def a_folder_for_a_key(it: Grounds) -> None:
    (it.data / KEY_FILE).mkdir(0o700)


def _key_file(it: Grounds) -> Path:
    (it.data / KEY_FILE).touch(0o600)
    return it.data / KEY_FILE


async def a_wrong_discord_token(it: Grounds) -> None:
    it.given["discord_token"] = SecretStr("not.the.token")


async def no_members_intent(it: Grounds) -> None:
    it.discord.privileged_intents = PRIVILEGED & ~Intent.MEMBERS


async def no_content_intent(it: Grounds) -> None:
    it.discord.privileged_intents = PRIVILEGED & ~Intent.MESSAGE_CONTENT


async def a_discord_that_is_away(it: Grounds) -> None:
    await it.discord.stop()


async def a_telegram_that_is_ill(it: Grounds) -> None:
    it.telegram.fail(status=502)


async def a_wrong_telegram_token(it: Grounds) -> None:
    it.given["telegram_token"] = SecretStr("1:wrong")


async def a_telegram_token_with_a_word_in_it(it: Grounds) -> None:
    it.given["telegram_token"] = SecretStr("TELEGRAM_TOKEN=1:x")


async def privacy_mode(it: Grounds) -> None:
    it.telegram.reads_all = False
    await it.lose("telegram", "read")


async def a_foreign_webhook(it: Grounds) -> None:
    await it.telegram.hook.point(Hook(url="https://other.example/hook"))


async def an_administrator(it: Grounds) -> None:
    await it.tell("UPDATE server SET house_rights = 'administer,post,read' WHERE platform = 'discord'")


def lost(platform: str, *rights: str) -> Plant:
    async def plant(it: Grounds) -> None:
        await it.lose(platform, *rights)  # type: ignore[arg-type]  # parametrized as words

    return plant


def chosen(change: str) -> Plant:
    async def plant(it: Grounds) -> None:
        await it.tell(
            "INSERT INTO knob (community, key, value, by_member, at)"
            " SELECT community, 'parties.places', ?, 'shell:test', 0 FROM server WHERE platform = 'discord'",
            json.dumps(["discord:1"]),
        )
        await it.tell(f"UPDATE place SET {change} WHERE platform = 'discord'")

    return plant


async def a_community_nobody_opened(it: Grounds) -> None:
    await it.tell("UPDATE community SET state = 'closed' WHERE name = 'Salon'")


PLANTED: list[tuple[Plant, str, str, str]] = [
    (a_misspelt_variable, "setting-unknown", ".env sets DISCORD_TOKN", "Did you mean DISCORD_TOKEN?"),
    (an_env("\ufeffDISCORD_TOKN=x\r\n"), "setting-unknown", ".env sets DISCORD_TOKN", "Did you mean DISCORD_TOKEN?"),
    (an_env('A=1\nDISCORD_TOKEN="1.2.3\nB=2\n'), "env-line", "read line 2 of .env", "close every quotation mark"),
    (an_env("DISCORD_TOKEN=1.2.3\nLANG=a\nLANG=b\ndiscord_token=\n"), "env-twice", "DISCORD_TOKEN more", "the others"),
    (an_env_of_another_encoding, "env-shut", ".env cannot be read: it is not in UTF-8", "a text file"),
    (a_folder_for_an_env, "env-shut", ".env cannot be read: Is a directory", "a text file"),
    (a_readable_env, "env-open", "Others on this machine can read .env", "chmod 600 .env"),
    (an_open_data_directory, "data-open", "(data/)", "chmod -R go-rwx"),
    (an_open_database, "data-open", "(notes.txt)", "chmod -R go-rwx"),
    (a_file_for_a_data_directory, "data-shut", "data is a file, not a directory", "account that runs the house"),
    (a_letter_for_a_database, "database-shut", "cannot be opened", "the house cannot start"),
    (another_programs_database, "database-shut", "is not the house's (no such column: at)", "the house cannot start"),
    (a_torn_page, "database-damaged", "The database is damaged", "gastgeber restore"),
    (data_of_a_newer_release, "data-newer", "written by a newer Gastgeber", "gastgeber update"),
    (data_of_another_release, "data-newer", "bot.storage 0001 is not the one", "gastgeber update"),
    (a_full_disk, "disk-low", "Only 120 MB are free", "Make room"),
    (a_taken_port, "port-taken", "is in use by another program", "GASTGEBER_PORT"),
    (a_webhook("http://bot.example"), "webhook-address", "it is not https", "public https address"),
    (a_webhook("https://bot.example:9000"), "webhook-address", "never knocks at port 9000", "443, 80, 88 or 8443"),
    (a_webhook("https://192.168.1.7"), "webhook-address", "nobody outside", "leave it empty"),
    (an_open_public_address, "public-address", "is no https address", "your proxy"),
    (a_clock_ten_minutes_ahead, "clock-skew", "Discord's by 60", "timedatectl set-ntp true"),
    (without("uvloop"), "speed-missing", "a little slower", "pip install uvloop"),
    (a_pack_with_a_line_nobody_says, "pack-broken", "help-closed-for-ever is a line nobody says", "Correct that line"),
    (a_pack_that_cannot_be_read, "pack-broken", "The persona pack aunt has a fault", "Correct that line"),
    (three_days_without_a_backup, "backup-none", "There is no backup", "gastgeber backup"),
    (a_backup_of_last_week, "backup-old", "The newest backup is 7 days old", "gastgeber backup"),
    (a_lost_key, "key-missing", "sealed with a key that is missing", "GASTGEBER_SECRET or as secret.key"),
    (an_empty_key, "key-shut", "cannot be read (it is empty)", "put the key back"),
    (a_folder_for_a_key, "key-shut", "cannot be read (Is a directory)", "account that runs the house"),
    (a_key_beside_the_data, "key-beside", "lies beside the data it opens (", "into GASTGEBER_SECRET, remove the file"),
    (a_wrong_discord_token, "discord-token", "does not accept DISCORD_TOKEN", "Reset Token"),
    (no_members_intent, "discord-members-intent", "Server Members Intent is off", "switch on Server Members Intent"),
    (no_content_intent, "discord-content-intent", "Message Content Intent is off", "on Message Content Intent"),
    (a_discord_that_is_away, "platform-away", "Discord cannot be reached from here (no connection)", "firewall"),
    (a_telegram_that_is_ill, "platform-away", "Telegram cannot be reached from here (it answers 502)", "tries again"),
    (a_wrong_telegram_token, "telegram-token", "does not accept TELEGRAM_TOKEN", "@BotFather"),
    (a_telegram_token_with_a_word_in_it, "telegram-token", "does not accept TELEGRAM_TOKEN", "@BotFather"),
    (privacy_mode, "telegram-privacy", "Privacy mode is on, and in Salon", "/setprivacy"),
    (a_foreign_webhook, "telegram-webhook", "set a webhook at other.example", "Stop that program"),
    (an_administrator, "discord-administrator", "On Town the house is an administrator", "switch off Administrator"),
    (lost("discord", "post"), "discord-post", "On Town the house cannot write", "Send Messages"),
    (lost("discord", "read"), "discord-read", "cannot see channels", "View Channels"),
    (lost("discord", "moderate"), "discord-moderate", "On Town the house cannot mute", "Timeout Members"),
    (lost("discord", "erase"), "discord-erase", "cannot delete messages", "Manage Messages"),
    (lost("discord", "open_places"), "discord-open_places", "cannot open rooms", "Create Public Threads"),
    (lost("telegram", "post"), "telegram-post", "In Salon the house cannot write", "let members send messages"),
    (lost("telegram", "see_joins", "moderate", "erase"), "telegram-see_joins", "is no administrator", "add the house"),
    (lost("telegram", "moderate"), "telegram-moderate", "In Salon the house cannot mute", "Ban Users"),
    (lost("telegram", "erase"), "telegram-erase", "cannot delete messages", "Delete Messages"),
    (lost("telegram", "open_places"), "telegram-open_places", "cannot open topics", "Manage Topics"),
    (chosen("writable = 0"), "place-shut", "may not write in general on Town", "/setup"),
    (chosen("there = 0"), "place-gone", "general on Town, chosen at setup, is no longer there", "/setup"),
    (a_community_nobody_opened, "not-opened", "Salon is still closed", "/setup"),
]  # fmt: skip


async def test_a_healthy_house_gives_the_doctor_nothing_to_say(grounds: Grounds) -> None:
    write_pack(grounds.data, "help-closed")
    assert await grounds.examined() == []
    assert not grounds.telegram.journal.polls
    assert grounds.discord.unexpected == []


async def test_where_nothing_was_ever_started_nothing_is_made(grounds: Grounds) -> None:
    shutil.rmtree(grounds.data)
    assert await grounds.examined() == []
    assert not grounds.data.exists()


@pytest.mark.parametrize(
    ("plant", "code", "wrong", "remedy"), PLANTED, ids=[f"{code}: {wrong}" for _, code, wrong, _ in PLANTED]
)
async def test_what_was_planted_is_found(grounds: Grounds, plant: Plant, code: str, wrong: str, remedy: str) -> None:
    await plant(grounds)
    (finding,) = await grounds.examined()
    assert finding.code == code
    assert wrong in finding.wrong
    assert remedy in finding.remedy
    assert finding.wrong.count(". ") <= (code == "database-shut"), "one plain sentence"
    assert not any(token in str(finding.as_data()) for token in (grounds.telegram.token, grounds.discord.token))


async def test_a_key_beside_the_data_is_advice_and_leaves_the_house_healthy(grounds: Grounds) -> None:
    await a_key_beside_the_data(grounds)
    findings = [finding.as_data() for finding in await grounds.examined()]
    assert is_healthy(findings)
    assert lines(findings) == [
        f"· The key to private texts lies beside the data it opens ({grounds.data / KEY_FILE}), so whoever copies the"
        " one has the other. Put its content into GASTGEBER_SECRET, remove the file and keep a copy of the key apart"
        " from the backups.",
        "The house is healthy.",
    ]


def test_the_doctor_is_shown_everything_on_his_list() -> None:
    """What only a running house can have stands in the other file."""
    running = {
        "setting-wrong", "database-readonly", "restart-due", "backup-failed", "event-unread", "event-undecided",
        "driver-missing", "discord-nowhere", "telegram-poller", "telegram-updates", "telegram-delivery",
        "telegram-nowhere", "platform-trouble",
    }  # fmt: skip
    assert {code for _, code, _, _ in PLANTED} | running == set(KINDS)
