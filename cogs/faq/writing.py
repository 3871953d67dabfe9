"""The team writes entries: new ones, other words, away and back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.text import Text
from cogs.faq.library import Entry, Library
from cogs.faq.rules import (
    ANSWER_LIMIT,
    ENTRIES,
    PHRASINGS,
    QUESTION_LIMIT,
    key_for,
    language_of,
    same_question,
    short_name,
)
from cogs.faq.store import Entries, Written


async def keep_new(library: Library, ctx: Context, key: str, asks: Sequence[str], answer: str) -> Entry:
    """Raises Mistake for an entry there is already, by name or by question, and for one that is too long."""
    check_length(asks, answer)
    shelf = await library.shelf(ctx)
    if sum(entry.own for entry in shelf.entries.values()) >= ENTRIES:
        raise Mistake("faq-full", limit=ENTRIES)
    language = language_of([*asks, answer], ctx.voice.languages(), ctx.language)
    name = short_name(key) if key.strip() else key_for(asks[0], shelf.keys())
    if not name:
        raise Mistake("faq-wrong-key", given=key)
    if (name, language) in shelf.entries:
        raise Mistake("faq-key-taken", name=name)
    check_new(shelf.entries.values(), language, asks)
    return await _keep(ctx, Written(name, language, tuple(asks), answer))


async def change(library: Library, ctx: Context, entry: Entry, asks: Sequence[str] = (), answer: str = "") -> Entry:
    """An entry of the pack becomes the community's own when it is changed."""
    changed = Written(entry.key, entry.language, tuple(asks) or entry.asks, answer or entry.says.plain)
    check_length(changed.asks, changed.answer)
    others = [one for one in (await library.shelf(ctx)).entries.values() if one.key != entry.key]
    check_new(others, entry.language, changed.asks)
    return await _keep(ctx, changed)


async def remove(ctx: Context, entry: Entry) -> None:
    gone = Written(entry.key, entry.language, entry.asks, entry.says.plain, removed=True)
    await Entries(ctx.tx, ctx.community.id).put(gone, ctx.who.member, ctx.now)


async def undo(ctx: Context, key: str, language: str, change: int) -> None:
    """A button undoes its own change, once: pressed again it would undo the one before."""
    if not await Entries(ctx.tx, ctx.community.id).undo(key, language, change, ctx.who.member, ctx.now):
        raise Mistake("faq-nothing-to-undo")


def check_length(asks: Sequence[str], answer: str) -> None:
    if not asks or not answer:
        raise Mistake("faq-incomplete")
    if len(asks) > PHRASINGS:
        raise Mistake("faq-many-phrasings", limit=PHRASINGS)
    if any(len(ask) > QUESTION_LIMIT for ask in asks):
        raise Mistake("faq-too-long", limit=QUESTION_LIMIT)
    if len(answer) > ANSWER_LIMIT:
        raise Mistake("faq-answer-too-long", limit=ANSWER_LIMIT)


def check_new(entries: Iterable[Entry], language: str, asks: Sequence[str]) -> None:
    for entry in entries:
        if entry.language == language and any(same_question(one, other) for one in entry.asks for other in asks):
            raise Mistake("faq-duplicate", name=entry.key)


async def _keep(ctx: Context, written: Written) -> Entry:
    await Entries(ctx.tx, ctx.community.id).put(written, ctx.who.member, ctx.now)
    return Entry(written.key, written.language, written.asks, Text.of(written.answer), own=True)
