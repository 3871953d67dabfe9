"""A question is scored before its turn, so that a long FAQ keeps nobody else waiting."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from bot.core.context import Context
from bot.core.events import CommandInvoked, FormFilled, MessageWritten
from bot.core.features import Preparing
from bot.core.preparing import Glance
from cogs.faq.library import Found, Library, Scores, Shelf
from cogs.faq.rules import QUESTION_LIMIT, spoken_to_house

COMMAND_LIMIT = 65
WORTH_A_THREAD = 200  # phrasings; fewer are scored in less time than a thread takes
Asked = MessageWritten | CommandInvoked | FormFilled


def preparing(library: Library) -> Mapping[type, Preparing]:
    async def score(glance: Glance, event: Asked) -> Scores | None:
        question, language = question_in(event), event.scene.profile.language.partition("-")[0]
        shelf = await library.shelf_before(glance)
        spoken = language or glance.community.language
        if shelf.size < WORTH_A_THREAD:
            return shelf.score(question, spoken)
        return await asyncio.to_thread(shelf.score, question, spoken)

    return {kind: Preparing(_is_short, score) for kind in (MessageWritten, CommandInvoked, FormFilled)}


def find(shelf: Shelf, ctx: Context, question: str) -> Found | None:
    scores = ctx.prepared.get("faq")
    return shelf.find(question, ctx.language, scores if isinstance(scores, Scores) else None)


def question_in(event: Asked) -> str:
    """What is asked of the house, on one line; empty if nothing is. Ordinary chatter is none of its business."""
    match event:
        case MessageWritten():
            to_house = event.to_house and not event.automatic and not event.scene.profile.is_bot
            return spoken_to_house(event.text) if to_house and not _is_passed_on(event) else ""
        case CommandInvoked():
            typed = dict(event.given).get("question") or event.words
            return " ".join(typed.split()) if event.command in ("ask", "frage") else ""
        case FormFilled():
            return " ".join(dict(event.values).get("question", "").split()) if event.form == "faq/ask" else ""


def _is_short(event: Asked) -> bool:
    return 0 < len(question_in(event)) <= QUESTION_LIMIT


def _is_passed_on(event: MessageWritten) -> bool:
    """A forwarded message asks the door, not the FAQ; a command that nobody knows has its own answer."""
    return bool(event.forwarded_from or event.forwarded_name or _is_command(event.text))


def _is_command(text: str) -> bool:
    """No platform has commands longer than that."""
    return text.startswith("/") and len(text.split(maxsplit=1)[0]) <= COMMAND_LIMIT
