"""Who asked to be forgotten, as keyed hashes in a file beside the backups: a restored backup forgets them again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.core.errors import Fault
from bot.core.ports import Database, Reader
from bot.core.stores.erasures import account_of
from bot.storage.files import append_line
from bot.storage.keyring import Keyring
from bot.storage.sealed import beneath

FILE = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class Again:
    """A guest to be forgotten once more, and one of their accounts that tells so."""

    community: str
    guest: str


class ErasureLog:
    """One JSON line each: `at` in unix milliseconds and the account's hash. No name, no id and no text."""

    def __init__(self, file: Path, keys: Keyring) -> None:
        self._file = file
        self._keys = keys

    async def take(self, database: Database) -> int:
        """Write down what the house has erased; returns the last row's number for `done`, 0 where there is nothing."""
        async with beneath(database).read() as reader:
            rows = await reader.rows("SELECT id, at, account FROM erasure ORDER BY id")
        written = self._read()
        for _, at, account in rows:
            if written.get(account, -1) < at:
                self._append({"at": at, "account": account})
        return int(rows[-1][0]) if rows else 0

    async def done(self, database: Database, last: int) -> None:
        """Nothing is left to be done about these: they are written down, and erased in every file."""
        async with beneath(database).write() as tx:
            await tx.run("DELETE FROM erasure WHERE id <= ?", last)

    async def again(self, reader: Reader) -> list[Again]:
        """The guests in this data who asked to be forgotten after they had come; who came back since is somebody new."""
        erased = self._read()
        if not erased:
            return []
        rows = await reader.rows(
            "SELECT m.community, m.platform, m.member, m.guest, g.since FROM guest_member m"
            " JOIN guest g ON g.id = m.guest ORDER BY m.guest, m.platform, m.member"
        )
        found = {
            Again(community, guest): None
            for community, platform, member, guest, since in rows
            if self._when(erased, account_of(community, platform, member)) >= since
        }
        return list(found)

    def _when(self, erased: Mapping[str, int], account: str) -> int:
        return max((erased.get(hashed, -1) for hashed in self._keys.hashes(account)), default=-1)

    def _read(self) -> dict[str, int]:
        """By account: when it was erased last. A last line that was torn off says nothing yet: its row is still there."""
        try:
            lines = self._file.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Fault(f"The list of erasures {self._file} cannot be read ({error.strerror}).") from error
        found: dict[str, int] = {}
        for account, at in _readable(lines):
            found[account] = max(at, found.get(account, 0))
        return found

    def _append(self, line: Mapping[str, object]) -> None:
        try:
            append_line(self._file, json.dumps(line, sort_keys=True))
        except OSError as error:
            raise Fault(f"The list of erasures {self._file} cannot be written ({error.strerror}).") from error


def _readable(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    for line in lines:
        try:
            read = json.loads(line)
            yield str(read["account"]), int(read["at"])
        except (ValueError, TypeError, KeyError):
            continue
