"""Which tables a SQLite file has, in an order in which they can be filled."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """`numbered` ones give their rows an `id` themselves; `needs` are tables whose rows its rows point at."""

    name: str
    columns: tuple[str, ...]
    numbered: bool
    needs: frozenset[str]

    @property
    def listed(self) -> str:
        return ", ".join(self.columns)

    @property
    def insert(self) -> str:
        return f"INSERT INTO {self.name} ({self.listed}) VALUES ({', '.join('?' * len(self.columns))})"


def tables_of(connection: sqlite3.Connection) -> list[Table]:
    """A table comes after those it needs."""
    rows = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    waiting = [_table(connection, name) for (name,) in rows]
    found: list[Table] = []
    while waiting:
        there = {table.name for table in found}
        ready = [table for table in waiting if table.needs <= there] or waiting
        found += ready
        waiting = [table for table in waiting if table not in ready]
    return found


def _table(connection: sqlite3.Connection, name: str) -> Table:
    columns = connection.execute(f"PRAGMA table_info({name})").fetchall()
    points = connection.execute(f"PRAGMA foreign_key_list({name})").fetchall()
    keys = [(column[1], column[2]) for column in columns if column[5]]
    return Table(
        name,
        tuple(column[1] for column in columns),
        numbered=keys == [("id", "INTEGER")],
        needs=frozenset(point[2] for point in points) - {name},
    )
