"""What guests and the team type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.core.actions import Action
from bot.core.commands import Command, Words, command
from bot.core.context import Context
from bot.core.roles import Role
from cogs.faq import asking, desk, gaps
from cogs.faq.library import Library


def commands(library: Library) -> tuple[Command, ...]:
    @command("ask", aliases={"de": "frage"}, opens="ask", examples=("/ask when do we open",))
    async def ask(ctx: Context, question: Words = Words("")) -> Sequence[Action]:
        return await asking.asked(library, ctx, question)

    @command("faq", may=Role.TEAM, examples=("/faq", "/faq add When do you open? | At six.", "/faq edit opening"))
    async def faq(
        ctx: Context,
        action: Literal["", "add", "edit", "remove", "list", "questions"] = "",
        words: Words = Words(""),
    ) -> Sequence[Action]:
        match action:
            case "add":
                return await desk.add_line(library, ctx, words)
            case "edit" if words:
                return await desk.edit(library, ctx, words)
            case "remove" if words:
                return await desk.removed_by_key(library, ctx, words)
            case "questions":
                return await gaps.questions(ctx)
            case "":
                return await desk.desk(library, ctx)
            case _:
                return await desk.listed(library, ctx)

    return ask, faq
