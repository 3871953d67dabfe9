"""A group's id changed (Telegram makes supergroups of groups): every row of the core that names it follows.

Its messages do not: a supergroup counts its own from one, so that an old message's id may soon be another's. What was
to be done to an old message is gone with it.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from typing import Any

from bot.core.events import Refused
from bot.core.ports import Transaction
from bot.core.refs import ServerRef
from bot.core.sealing import Private
from bot.core.stores.inbox import Arrivals

# Columns with a place's or server's bare id, beside a column `platform`; what the new id has there already gives way.
_IDS = (
    ("server_right", "server"),
    ("role_map", "server"),
    ("place", "server"),
    ("place", "id"),
    ("place", "parent"),
    ("bookmark", "place"),
    ("outbox", "place"),
)
_UNIQUE = {
    ("server_right", "server"): ("member",),
    ("role_map", "server"): ("community", "platform_role", "role"),
    ("place", "id"): (),
}
_SPOKEN = (  # words that name places as `platform:id`, alone or in a list
    ("knob", "value"),
    ("knob_change", "before"),
    ("knob_change", "after"),
    ("timer", "body"),
    ("code", "body"),
)


async def move_server(tx: Transaction, old: ServerRef, new: ServerRef) -> None:
    """Runs inside the turn's transaction: all of it or nothing."""
    if old == new:
        return
    await _messages(tx, old)
    await _ids(tx, old, new)
    await _server(tx, old, new)
    await _lanes(tx, old, new)
    await _bodies(tx, "outbox", ("body", "scene"), "state IN ('new', 'sending', 'held', 'waiting')", old, new)
    await _bodies(tx, "inbox", ("body",), "state IN ('new', 'aside')", old, new)
    await _words(tx, old, new)


async def drop_erasures(tx: Transaction, old: ServerRef, now: datetime) -> None:
    """Before the move: what was to be erased there cannot be any more, and whoever wanted it learns so."""
    rows = await tx.rows(
        "SELECT id, community, tag, body FROM outbox WHERE platform = ? AND state IN ('new', 'held')", old.platform
    )
    for id_, community, tag, body in rows:
        if '"$":"Erase"' in body and _is_message_in(json.loads(body)["body"].get("target"), old):
            await tx.run("UPDATE outbox SET state = 'dropped', body = '' WHERE id = ?", id_)
            await Arrivals(tx).tell(f"moved:{id_}", Refused(id_, community, tag, "gone"), now)


async def _server(tx: Transaction, old: ServerRef, new: ServerRef) -> None:
    """A platform may show the new group before it says that it is the old one; what was founded for it joins."""
    known = await tx.row("SELECT community FROM server WHERE platform = ? AND id = ?", old.platform, old.id)
    if known is None:
        return
    hasty = await tx.row("SELECT community FROM server WHERE platform = ? AND id = ?", new.platform, new.id)
    await tx.run("DELETE FROM server WHERE platform = ? AND id = ?", new.platform, new.id)
    await tx.run("UPDATE server SET id = ?, there = 1 WHERE platform = ? AND id = ?", new.id, old.platform, old.id)
    await tx.run("UPDATE community SET state = 'closed', left_at = 0 WHERE id = ? AND state = 'left'", known[0])
    if hasty and hasty[0] != known[0]:
        await tx.run(
            "UPDATE community SET state = 'merged', merged_into = ? WHERE id = ?"
            " AND NOT EXISTS (SELECT 1 FROM server WHERE community = ?)",
            known[0],
            hasty[0],
            hasty[0],
        )


async def _messages(tx: Transaction, old: ServerRef) -> None:
    there = "platform = ? AND (place = ? OR substr(place, 1, ?) = ?)"
    where = (old.platform, old.id, len(old.id) + 1, f"{old.id}/")
    await tx.run(f"UPDATE bookmark SET state = 'gone', message = '' WHERE message <> '' AND {there}", *where)
    await tx.run(f"DELETE FROM recent WHERE {there}", *where)


async def _ids(tx: Transaction, old: ServerRef, new: ServerRef) -> None:
    for table, column in _IDS:
        moved = f"CASE WHEN {column} = ? THEN ? ELSE ? || substr({column}, ?) END"
        values = (old.id, new.id, new.id, len(old.id) + 1)
        here = f"platform = ? AND ({column} = ? OR substr({column}, 1, ?) = ?)"
        where = (old.platform, old.id, len(old.id) + 1, f"{old.id}/")
        if (table, column) in _UNIQUE:
            same = "".join(f" AND o.{other} = {table}.{other}" for other in _UNIQUE[table, column])
            await tx.run(
                f"DELETE FROM {table} WHERE platform = ? AND EXISTS (SELECT 1 FROM {table} o WHERE o.platform = ?"
                f" AND (o.{column} = ? OR substr(o.{column}, 1, ?) = ?)"
                f" AND {table}.{column} = CASE WHEN o.{column} = ? THEN ? ELSE ? || substr(o.{column}, ?) END{same})",
                new.platform,
                *where,
                *values,
            )
        await tx.run(f"UPDATE {table} SET {column} = {moved} WHERE {here}", *values, *where)


async def _lanes(tx: Transaction, old: ServerRef, new: ServerRef) -> None:
    before, after = f"{old.platform}:{old.id}", f"{new.platform}:{new.id}"
    await tx.run(
        "UPDATE outbox SET lane = ? || substr(lane, ?) WHERE platform = ? AND (lane = ? OR substr(lane, 1, ?) = ?)",
        after,
        len(before) + 1,
        old.platform,
        before,
        len(before) + 1,
        f"{before}/",
    )


async def _bodies(
    tx: Transaction, table: str, columns: tuple[str, ...], open_rows: str, old: ServerRef, new: ServerRef
) -> None:
    for column in columns:
        for id_, body in await tx.rows(f"SELECT id, {column} FROM {table} WHERE {open_rows}"):
            if f'"id":"{old.id}' not in body:  # looked for here: what is sealed says nothing to a database
                continue
            moved = in_body(body, old, new)
            if moved != body:
                await tx.run(f"UPDATE {table} SET {column} = ? WHERE id = ?", Private(moved), id_)


async def _words(tx: Transaction, old: ServerRef, new: ServerRef) -> None:
    for table, column in _SPOKEN:
        rows = await tx.rows(
            f"SELECT DISTINCT {column} FROM {table} WHERE {column} LIKE ?", f"%{old.platform}:{old.id}%"
        )
        for (words,) in rows:
            moved = in_words(words, old, new)
            if moved != words:
                await tx.run(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", moved, words)


def in_body(body: str, old: ServerRef, new: ServerRef) -> str:
    """A queued body with its references moved; one of another release stays as it is."""
    try:
        read = json.loads(body)
    except (ValueError, RecursionError):
        return body
    moved = _moved(read, old, new)
    # As `codec.dump` writes it; half a surrogate pair stays behind its escape.
    return body if moved == read else json.dumps(moved, ensure_ascii=body.isascii(), separators=(",", ":"))


def _moved(part: Any, old: ServerRef, new: ServerRef) -> Any:
    if isinstance(part, list):
        return [_moved(one, old, new) for one in part]
    if not isinstance(part, dict):
        return part
    if part.get("$") in ("PlaceRef", "ServerRef") and part.get("platform") == old.platform:
        id_ = part.get("id", "")
        if id_ == old.id or id_.startswith(f"{old.id}/"):
            return {**part, "id": new.id + id_[len(old.id) :]}
    kept = {name: value for name, value in part.items() if name != "reply_to" or not _is_message_in(value, old)}
    return {name: _moved(value, old, new) for name, value in kept.items()}


def _is_message_in(part: Any, server: ServerRef) -> bool:
    if not isinstance(part, dict) or part.get("$") != "MessageRef":
        return False
    place = part.get("place", {})
    id_ = place.get("id", "")
    return bool(place.get("platform") == server.platform and (id_ == server.id or id_.startswith(f"{server.id}/")))


def in_words(words: str, old: ServerRef, new: ServerRef) -> str:
    """Words with `platform:id` or `platform:id/thread` moved; a bookmark's name, in which it stands behind a `/`, stays."""
    named = re.compile(rf"(?<![\w/]){re.escape(f'{old.platform}:{old.id}')}(?![\w-])")
    return named.sub(f"{new.platform}:{new.id}", words)
