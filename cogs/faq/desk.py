"""The team's private desk: what the house can answer, entry by entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.core.actions import Action, Answer
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.forms import Field, Form
from bot.core.notes import Button, Note, Option, Row, Select
from bot.core.text import Text, lines
from cogs.faq.library import Entry, Library
from cogs.faq.rules import ANSWER_LIMIT, KEY_LIMIT, QUESTION_LIMIT, phrasings_of, short_name, split_line
from cogs.faq.store import Entries, Gaps
from cogs.faq.writing import change, keep_new, remove, undo

A_PAGE = 20  # of the list; a select takes 25 options
MANY_LINES = 2000
STAMP = 15  # digits of an instant in milliseconds
ADD = Form(
    "faq-add-form",
    (
        Field("question", limit=QUESTION_LIMIT),
        Field("answer", long=True, limit=ANSWER_LIMIT),
        Field("more", long=True, required=False, limit=MANY_LINES),
        Field("key", required=False, limit=KEY_LIMIT),
    ),
)
ANSWER = Form("faq-answer-form", (Field("answer", long=True, limit=ANSWER_LIMIT),))
ASKS = Form("faq-asks-form", (Field("asks", long=True, limit=MANY_LINES),))


async def desk(library: Library, ctx: Context) -> Sequence[Action]:
    shelf = await library.shelf(ctx)
    waiting = len(await Gaps(ctx.tx, ctx.community.id).all())
    row = (
        _add_button(ctx),
        Button(ctx.label("faq-list-label"), "faq/list"),
        Button(ctx.label("faq-questions-label", count=waiting), "faq/questions", "good" if waiting else "plain"),
    )
    return [ctx.answer("faq-desk", row, entries=len(shelf.keys()), waiting=waiting)]


async def listed(library: Library, ctx: Context, argument: str = "", choice: str = "") -> Sequence[Action]:
    """A page of entries to choose from, by name and language."""
    entries = sorted((await library.shelf(ctx)).entries.values(), key=lambda one: (one.key, one.language))
    if not entries:
        return [ctx.answer("faq-empty", (_add_button(ctx),))]
    pages = -(-len(entries) // A_PAGE)
    page = min(int(argument), pages - 1) if argument.isdecimal() else 0
    shown = entries[page * A_PAGE : (page + 1) * A_PAGE]
    options = tuple(Option(_title(entry), f"{entry.language}:{entry.key}", entry.asks[0][:100]) for entry in shown)
    text = ctx.say("faq-list", count=len(entries), page=page + 1, pages=pages)
    select = Select("faq/entry", ctx.label("faq-choose"), options)
    return [Answer(Note(text, (_turning(ctx, page, pages),), (select,)), replace=bool(ctx.press))]


async def entry(library: Library, ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [await _panel(ctx, await _chosen(library, ctx, choice or argument))]


async def by_key(library: Library, ctx: Context, key: str) -> Entry:
    """In the asker's language where there is one. Raises Mistake for a name nobody knows."""
    entries = (await library.shelf(ctx)).entries
    name = short_name(key)
    for language in (ctx.language, *ctx.voice.languages()):
        if (name, language) in entries:
            return entries[name, language]
    raise Mistake("faq-no-such-entry", given=key)


async def edit(library: Library, ctx: Context, key: str) -> Sequence[Action]:
    return [await _panel(ctx, await by_key(library, ctx, key))]


async def add_line(library: Library, ctx: Context, typed: str) -> Sequence[Action]:
    """`question | answer` in one line; without an answer the form is one tap away."""
    question, answer = split_line(typed)
    if not answer:
        return [ctx.answer("faq-add-how", (_add_button(ctx),))]
    made = await keep_new(library, ctx, "", phrasings_of(question), answer)
    return [await _panel(ctx, made, "faq-added")]


async def added(library: Library, ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    asks = phrasings_of(values["question"], values["more"])
    made = await keep_new(library, ctx, values["key"], asks, values["answer"])
    return [await _panel(ctx, made, "faq-added")]


async def answer_changed(library: Library, ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    made = await change(library, ctx, await _chosen(library, ctx, argument), answer=values["answer"])
    return [await _panel(ctx, made, "faq-changed")]


async def asks_changed(library: Library, ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    made = await change(library, ctx, await _chosen(library, ctx, argument), asks=phrasings_of(values["asks"]))
    return [await _panel(ctx, made, "faq-changed")]


async def removed(library: Library, ctx: Context, argument: str, choice: str = "") -> Sequence[Action]:
    gone = await _chosen(library, ctx, argument)
    await remove(ctx, gone)
    return [ctx.answer("faq-removed", (await _undo_button(ctx, gone),), replace=bool(ctx.press), name=gone.key)]


async def removed_by_key(library: Library, ctx: Context, key: str) -> Sequence[Action]:
    gone = await by_key(library, ctx, key)
    return await removed(library, ctx, f"{gone.language}:{gone.key}")


async def undone(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    entry, _, change = argument.partition(".")
    language, _, key = entry.partition(":")
    await undo(ctx, key, language, int(change) if change.isdecimal() and len(change) < STAMP else 0)
    return [ctx.answer("faq-undone", replace=True, name=key)]


async def _chosen(library: Library, ctx: Context, given: str) -> Entry:
    language, _, key = given.partition(":")
    found = (await library.shelf(ctx)).entries.get((key, language))
    if found is None:
        raise Mistake("faq-no-such-entry", given=key)
    return found


async def _panel(ctx: Context, entry: Entry, key: str = "faq-entry") -> Action:
    asks = lines(Text.of("• ", ask) for ask in entry.asks)
    text = ctx.say(
        key,
        name=entry.key,
        language=ctx.label(f"language-{entry.language}"),
        asks=asks,
        answer=entry.says,
    )
    place = f"{entry.language}:{entry.key}"
    row: Row = (
        Button(ctx.label("faq-answer-label"), f"faq/answer/{place}"),
        Button(ctx.label("faq-asks-label"), f"faq/asks/{place}"),
        Button(ctx.label("faq-remove-label"), f"faq/remove/{place}", "bad"),
    )
    if key != "faq-entry":
        row = (*row, await _undo_button(ctx, entry))
    return Answer(Note(text, (row,)), replace=ctx.press is not None)


def _title(entry: Entry) -> str:
    return f"{entry.key} ({entry.language})"


def _add_button(ctx: Context) -> Button:
    return Button(ctx.label("faq-add-label"), "faq/add", "good")


async def _undo_button(ctx: Context, entry: Entry) -> Button:
    change = await Entries(ctx.tx, ctx.community.id).last_change(entry.key, entry.language)
    return Button(ctx.label("faq-undo-label"), f"faq/undo/{entry.language}:{entry.key}.{change}")


def _turning(ctx: Context, page: int, pages: int) -> Row:
    back = Button(ctx.label("faq-back-label"), f"faq/list/{page - 1}")
    on = Button(ctx.label("faq-on-label"), f"faq/list/{page + 1}")
    return tuple(button for button, there in ((back, page > 0), (on, page + 1 < pages)) if there)
