"""Everything the house holds about a guest, over all features and linked accounts, as data and in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.core.context import Context
from bot.core.ports import Reader
from bot.core.stores.people import People
from bot.core.text import Text, lines
from cogs.guestbook.store import roles_of, since

FORMAT = 1
ITEMS = 10  # of one kind in the readable view; the export has them all
WORDED = frozenset({"kind", "state", "answer", "how", "purpose"})  # keys of what the house itself has words for
RESPONSIBLE = "house.responsible"  # another feature's setting: who is responsible for data
Held = Mapping[str, Mapping[str, Any]]


async def held(ctx: Context, guest: str) -> dict[str, dict[str, Any]]:
    """By feature; one that holds nothing is left out."""
    found: dict[str, dict[str, Any]] = {}
    for name, feature in ctx.catalogue.features.items():
        if feature.hooks.export:
            there = await feature.hooks.export(ctx, guest)
            if any(there.values()):
                found[name] = there
    return found


async def everything(ctx: Context, guest: str) -> str:
    """JSON with stable keys."""
    accounts = await People(ctx.tx).accounts(guest)
    began = await since(ctx.tx, guest)
    data = {
        "format": FORMAT,
        "exported_at": ctx.now.isoformat(),
        "community": ctx.community.name,
        "responsible": responsible(ctx),
        "guest_since": began.isoformat() if began else "",
        "accounts": [
            {
                "platform": account.ref.platform,
                "id": account.ref.id,
                "name": account.name,
                "language": account.speaks,
                "private_chat": account.direct,
            }
            for account in accounts
        ],
        "roles": await roles_of(ctx.tx, ctx.community.id, [account.ref for account in accounts]),
        "kept": await held(ctx, guest),
        "waiting_messages": await _waiting(ctx.tx, guest),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True, default=str) + "\n"


def responsible(ctx: Context) -> str:
    said: str = ctx.community.knobs.get(RESPONSIBLE, "")
    return said


def breath(ctx: Context) -> Text:
    """In one breath: what is kept, why and by whom."""
    who = responsible(ctx)
    return ctx.say("guestbook-breath", responsible=who) if who else ctx.say("guestbook-breath-unnamed")


def counted(ctx: Context, found: Held) -> list[Text]:
    """How much of each kind, one line each."""
    return [_count(ctx, feature, kind, value) for feature, kind, value in _kinds(found)]


def told(ctx: Context, found: Held) -> Text:
    """The same with what is in it, as it is kept."""
    said: list[Text] = []
    for feature, kind, value in _kinds(found):
        said.append(_count(ctx, feature, kind, value))
        items = value if isinstance(value, list) else []
        said += [Text.of("• ", _item(ctx, item)) for item in items[:ITEMS]]
        if len(items) > ITEMS:
            said.append(ctx.say("guestbook-more", count=len(items) - ITEMS))
    return lines(said)


def _kinds(found: Held) -> Iterator[tuple[str, str, Any]]:
    for feature, there in found.items():
        for kind, value in there.items():
            if value:
                yield feature, kind, value


def _count(ctx: Context, feature: str, kind: str, value: Any) -> Text:
    """A feature's kinds have their lines as variants; one that nobody has worded yet is named as it is called."""
    count = len(value) if isinstance(value, list | dict) else 1
    number = ctx.voice.variants(ctx.language, f"guestbook-kept-{feature}-{kind}", pack=ctx.pack)
    if number:
        return ctx.say(f"guestbook-kept-{feature}-{kind}-{number}", count=count)
    return ctx.say("guestbook-held", what=f"{feature}: {kind}", count=count)


def _item(ctx: Context, item: Any) -> Text:
    parts: list[Text] = []
    for key, value in item.items() if isinstance(item, dict) else (("", item),):
        if value is None or value == "" or isinstance(value, bool | list | dict):
            continue
        parts += [Text.of(", ")] if parts else []
        parts.append(_word(ctx, item, key) if key in WORDED else _value(ctx, value))
    return Text.of(*parts)


def _word(ctx: Context, item: Mapping[str, Any], key: str) -> Text:
    """The house's own words for something, in the guest's language; the file keeps them as they are."""
    if key == "purpose":
        return ctx.say(f"consent-{item[key].replace('.', '-')}")
    waits = item[key] == "yes" and item.get("seat") is False
    return ctx.say("guestbook-word", word="waiting" if waits else item[key], unworded=item[key])


def _value(ctx: Context, value: Any) -> Text:
    try:
        instant = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        instant = None
    if instant is not None and instant.tzinfo is not None:
        return Text.of(ctx.voice.moment(ctx.language, instant, ctx.zone))
    return Text.of(str(value))


async def _waiting(reader: Reader, guest: str) -> int:
    """Private lines that wait for the guest's next contact."""
    row = await reader.row(
        "SELECT count(*) FROM outbox o JOIN guest_member g ON o.lane = g.platform || ':@' || g.member"
        " WHERE g.guest = ? AND o.state = 'waiting'",
        guest,
    )
    return int(row[0]) if row else 0
