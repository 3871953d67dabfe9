"""`/code`: every one-time code says what it will do before it does it, whichever feature it belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id
from bot.core.commands import Words, command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import ChatOpened
from bot.core.forms import Field, Form
from bot.core.notes import Button, Note
from bot.core.refs import MemberRef
from bot.core.roles import Role, allows
from bot.core.stores.codes import Code, Codes, tidy
from bot.core.stores.communities import Communities
from bot.core.stores.people import Registry
from bot.core.stores.standing import Standing, Steward
from bot.core.text import Text
from cogs.team.granting import role_of

FORM = Form("team-code-form", (Field("code", limit=40),))
# A deep link's word: `code_` and the code, or the code alone. Other features have other words.
_PAYLOAD = re.compile(r"(?:code_)?([A-Za-z0-9]{4}-?[A-Za-z0-9]{4})\Z")
SHELL = "shell"  # where the operator speaks from; the operator holds no grant


@command("code", before_opening=True, opens="enter", examples=("/code KX4M-7RTP",))
async def code_command(ctx: Context, code: Words = Words("")) -> Sequence[Action]:
    return await _describe(ctx, code)


async def typed(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    return await _describe(ctx, values["code"])


async def followed(ctx: Context, event: ChatOpened) -> Sequence[Action]:
    found = _PAYLOAD.match(event.payload)
    if found:
        return await _describe(ctx, found[1])
    if not event.payload or not event.scene.private:
        return ()
    return [ctx.answer("team-start-unknown", (Button(ctx.label("which-help-label"), "help/page"),))]


async def use(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    found = await Codes(ctx.tx).use(argument, ctx.who.member, ctx.now)
    what = ctx.catalogue.codes.get(found.kind) if found else None
    if found is None or what is None:
        return [ctx.answer("team-code-wrong", replace=True)]
    return list(await what.use(ctx, found) or ())


async def leave(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [ctx.answer("team-code-left", replace=True)]


async def _describe(ctx: Context, code: str) -> Sequence[Action]:
    found = await Codes(ctx.tx).look(code, ctx.who.member, ctx.now)
    what = ctx.catalogue.codes.get(found.kind) if found else None
    if found is None or what is None:
        # An answer and no Mistake: that would undo the count of wrong tries.
        return [ctx.answer("team-code-wrong")]
    row = (
        Button(ctx.label("team-code-use-label"), button_id("team", "use", tidy(found.code)), "good"),
        Button(ctx.label("team-code-leave-label"), "team/leave"),
    )
    return [Answer(Note(await what.describe(ctx, found), (row,)))]


async def describe_role(ctx: Context, code: Code) -> Text:
    community = await Communities(ctx.tx).load(code.community)
    if community is None:
        raise Mistake("team-code-wrong")
    return ctx.say("team-code-role", role=ctx.say(f"role-{role_of(code.body)}"), community=community.name)


async def use_role(ctx: Context, code: Code) -> Sequence[Action]:
    """Its maker must be an owner still: who lost the role grants nothing any more, by no code either."""
    maker = maker_of(code)
    if maker.platform != SHELL and not await is_owner(ctx, code.community, maker):
        raise Mistake("team-code-void")
    member, role = ctx.who.member, role_of(code.body)
    await Registry(ctx.tx).enter(code.community, member, ctx.now, ctx.ambient)
    await Registry(ctx.tx).was_in(member, code.community)
    await Steward(ctx.tx).grant(code.community, member, role, maker, ctx.now)
    ctx.tx.touch("people")
    community = await Communities(ctx.tx).load(code.community)
    name = community.name if community else ""
    return [ctx.answer("team-you-are", replace=True, role=ctx.say(f"role-{role}"), community=name)]


def maker_of(code: Code) -> MemberRef:
    platform, _, id_ = code.made_by.partition(":")
    return MemberRef(platform, id_)


async def is_owner(ctx: Context, community: str, member: MemberRef) -> bool:
    return allows(await Standing(ctx.tx).roles(community, member), Role.OWNER)
