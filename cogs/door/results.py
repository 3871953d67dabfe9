"""What a platform did not do is noted in the case, and the moderator hears it in one plain sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action, Whisper
from bot.core.context import Context
from bot.core.events import Refused, ResultEvent
from bot.core.notes import Note
from bot.core.spoken import language_of
from bot.core.text import lines
from cogs.door.cards import failure_line, relog, shown_name
from cogs.door.facts import servers_for
from cogs.door.keeping import at_case
from cogs.door.model import Case, Failure
from cogs.door.reports import whispers
from cogs.door.store import Cases, Docket


async def results(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    if not isinstance(event, Refused):
        return ()
    _, what, rest = (*event.tag.split("/", 2), "", "")[:3]
    id_, _, server = rest.partition("/")
    case = await Cases(ctx.tx).get(id_)
    if case is None:
        return ()
    ctx = await at_case(ctx, case)
    match what:
        case "log":
            return await whispers(ctx, case) if case.kind == "report" else ()
        case "mute" | "unmute" | "erase" | "tell":
            return await _failed(ctx, case, Failure(what, event.reason, server))
    return ()


async def _failed(ctx: Context, case: Case, failure: Failure) -> Sequence[Action]:
    noted = await Docket(ctx.tx).fail(case, failure)
    if noted == case:
        return ()
    if failure.measure == "erase" and failure.reason != "gone" and case.state == "open":
        noted = await Docket(ctx.tx).save(replace(noted, outcome=""))
    told = await _tell(ctx, noted, failure) if await _worth_telling(ctx, noted, failure) else []
    return [*told, *await relog(ctx, noted)]


async def _worth_telling(ctx: Context, case: Case, failure: Failure) -> bool:
    """Who is not there needs no voice back, and is not missed where the community has other servers to be in."""
    if failure.measure == "unmute":
        return failure.reason not in ("gone", "outranked")
    if failure.measure == "mute" and failure.reason == "gone":
        return len(await servers_for(ctx, case.community, case.platform)) == 1
    return True


async def _tell(ctx: Context, case: Case, failure: Failure) -> list[Action]:
    moderator = case.closer or case.actor
    if moderator is None or moderator.platform not in ctx.platforms:
        return []
    language = await language_of(ctx, moderator)
    name = await shown_name(ctx, case, language, moderator.platform)
    head = ctx.say_in(language, "door-failed", number=case.number, name=name)
    said = lines([head, await failure_line(ctx, case, failure, language, name)])
    return [Whisper(moderator, Note(said), tag=f"door/notice/{case.id}")]
