"""Facts about this machine: files and their modes, disk, port, optional parts, persona packs."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Mapping
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from aiohttp import web

from bot.console.web import serve
from bot.core.errors import BadSettings
from bot.doctor.facts import Machine
from bot.settings import Settings, read_env
from bot.storage.backups import FOLDER, Backups
from bot.storage.keyring import KEY_FILE
from cogs.parties.acts import ACTS
from persona.checking import check_pack
from persona.packs import own_packs, read_packs

MB = 1024 * 1024
OPTIONAL = ("asyncpg", "uvloop")
ENV_FILE = Path(".env")


async def look_at_machine(settings: Settings, *, running: bool, env_file: Path = ENV_FILE) -> Machine:
    """Reading packs takes a while, so it happens in a thread."""
    folder = settings.data_dir
    variables, lines, env_shut = _env(env_file)
    return Machine(
        env_variables=variables,
        env_shut=env_shut,
        env_lines=lines,
        env_mode=_mode(env_file) if env_file.is_file() else 0,
        modes=_modes(folder),
        data_shut=_shut(folder),
        key_shut="" if running else _key_shut(folder / KEY_FILE),
        free_mb=shutil.disk_usage(_existing(folder)).free // MB,
        port_taken="" if running else await _port_taken(settings),
        installed=frozenset(name for name in OPTIONAL if find_spec(name)),
        newest_backup=_newest_backup(settings),
        packs=await asyncio.to_thread(_pack_faults, settings),
    )


def _env(file: Path) -> tuple[tuple[str, ...], tuple[int, ...], str]:
    """The names it sets, the lines nobody can read, and why it cannot be read at all."""
    try:
        said = read_env(file)
    except BadSettings as shut:
        return (), (), str(shut)
    return tuple(one.key for one in said if one.key), tuple(one.original.line for one in said if one.error), ""


def _key_shut(file: Path) -> str:
    """Whether it is the right one is found out where something is sealed with it."""
    try:
        return "it is empty" if file.exists() and not file.read_text(encoding="utf-8").strip() else ""
    except UnicodeDecodeError:
        return "it is no text"
    except OSError as error:
        return str(error.strerror)


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777 if path.exists() else 0


def _modes(folder: Path) -> Mapping[str, int]:
    """Of the directory and of what lies in it."""
    if not folder.is_dir():
        return {}
    inside = {path.name: _mode(path) for path in sorted(folder.iterdir())} if os.access(folder, os.R_OK) else {}
    return {f"{folder.name or folder}/": _mode(folder), **inside}


def _existing(folder: Path) -> Path:
    """The directory itself, or what there is of the way to it: the first start makes the rest."""
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.exists())


def _shut(folder: Path) -> str:
    there = _existing(folder)
    if not there.is_dir():
        return f"{there.name} is a file, not a directory"
    if not os.access(there, os.W_OK | os.X_OK):
        return "no permission to write there"
    return ""


async def _port_taken(settings: Settings) -> str:
    """What `run` would say, by listening for a moment in the same way."""
    try:
        runner = await serve(web.Application(), settings.gastgeber_host, settings.gastgeber_port)
    except BadSettings as taken:
        return str(taken)
    await runner.cleanup()
    return ""


def _newest_backup(settings: Settings) -> datetime | None:
    newest = Backups(settings.data_dir / FOLDER, settings.sqlite_path, ()).newest()
    return newest.at if newest else None


def _pack_faults(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Of the operator's own packs; those that come along are checked by tests."""
    folders = own_packs(settings.gastgeber_data_dir)
    try:
        read_packs(folders)
    except BadSettings as broken:
        return ((str(broken).partition("/")[0], str(broken)),)
    return tuple(
        (each.name, str(fault)) for each in folders for fault in check_pack(each, others=folders, acts=ACTS)[:1]
    )
