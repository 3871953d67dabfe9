"""What the doctor looks at: facts about the machine, the data and both platforms, gathered before anything is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.events import Right
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """`env_variables` are the names `.env` sets, as often as it does; modes are permission bits by name, of what is there."""

    env_variables: tuple[str, ...] = ()
    env_shut: str = ""  # why `.env` cannot be read; before the start the settings say so themselves
    env_lines: tuple[int, ...] = ()  # numbers of the lines nobody can read
    env_mode: int = 0
    modes: Mapping[str, int] = field(default_factory=dict)
    data_shut: str = ""  # why the data directory cannot be written
    key_shut: str = ""  # why the key's file cannot be read; a running house has read it
    free_mb: int
    port_taken: str = ""  # why nobody can listen; never looked at while a house runs
    installed: frozenset[str] = frozenset()  # optional parts that can be imported
    packs: tuple[tuple[str, str], ...] = ()  # a pack and a fault in it
    newest_backup: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServerFacts:
    """A server or group the house is in, as its last survey found it; one not surveyed yet is left out."""

    platform: str
    name: str
    community: str
    rights: frozenset[Right]
    channel: bool = False  # announcements only, on Telegram


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceFacts:
    """A place chosen at setup."""

    name: str
    server: str
    community: str
    there: bool
    writable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage:
    """Sentences are empty while all is well. `waiting` is None where nobody could count the migrations."""

    shut: str = ""
    damaged: str = ""
    readonly: str = ""
    newer: str = ""
    locked: bool = False  # sealed with a key that is not here
    waiting: int | None = None
    since: datetime | None = None  # when the data began
    servers: tuple[ServerFacts, ...] = ()
    places: tuple[PlaceFacts, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()  # id and name of communities nobody opened yet


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformFacts:
    """What a platform's own API says. `away` is why it cannot be reached; `skew` is in seconds, ours minus theirs."""

    away: str = ""
    refused: bool = False
    skew: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscordFacts(PlatformFacts):
    members_intent: bool = True
    content_intent: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class TelegramFacts(PlatformFacts):
    """`allowed_updates` is None where Telegram does not say."""

    reads_all: bool = True
    webhook: str = ""
    allowed_updates: frozenset[str] | None = None
    delivery_error: str = ""
    delivery_error_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """`running`: a house runs on this data; only then its troubles and what it set aside can be known."""

    settings: Settings
    now: datetime
    running: bool
    machine: Machine
    storage: Storage
    discord: DiscordFacts | None = None
    telegram: TelegramFacts | None = None
    trouble: Mapping[str, str] = field(default_factory=dict)
    unread: Mapping[str, int] = field(default_factory=dict)
    undecided: int = 0
    backup_failure: str = ""
