"""`/community`: what it consists of, and how a server, a group or the lobby joins it: agreed to on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.actions import Action, Answer, Whisper
from bot.core.adoption import adopt, by_age
from bot.core.buttons import button_id
from bot.core.commands import command
from bot.core.context import Community, Context
from bot.core.errors import Mistake
from bot.core.notes import Button, Note, Row
from bot.core.roles import Role
from bot.core.spoken import language_of
from bot.core.stores.codes import Code, Codes
from bot.core.stores.communities import Communities
from bot.core.text import Code as Typed
from bot.core.text import Text, lines
from cogs.team.codes import SHELL, is_owner, maker_of
from cogs.team.preview import consists_of, preview
from cogs.team.store import Offer, Offers

KIND = "community"
CODE_LIFE = timedelta(minutes=15)
OFFER_LIFE = timedelta(hours=24)  # the side that issued the code may be asleep; its own people decide when it wakes


@command("community", may=Role.OWNER, before_opening=True, examples=("/community",))
async def community_command(ctx: Context) -> Sequence[Action]:
    return [Answer(await _panel(ctx))]


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [Answer(await _panel(ctx), replace=True)]


async def issue(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    code = await Codes(ctx.tx).issue(ctx.ambient, KIND, ctx.community.id, "", ctx.who.member, ctx.now, CODE_LIFE)
    said = ctx.say("team-link-issued", code=Typed(f"/code {code}"), life=CODE_LIFE)
    return [Answer(Note(said, ((Button(ctx.label("team-back-label"), "team/community"),),)), replace=True)]


async def describe(ctx: Context, code: Code) -> Text:
    there = await _other_side(ctx, code)
    return await preview(ctx, ctx.community, there, ctx.language)


async def agree(ctx: Context, code: Code) -> Sequence[Action]:
    """This side has seen the preview and wants it; now the side that issued the code is asked."""
    there = await _other_side(ctx, code)
    offer = Offer(
        id=ctx.ambient.new_id(),
        asked=there.id,
        asked_by=maker_of(code),
        other=ctx.community.id,
        other_by=ctx.who.member,
    )
    await Offers(ctx.tx).make(offer, ctx.now + OFFER_LIFE)
    return [ctx.answer("team-link-waiting", replace=True, there=there.name), await _ask(ctx, offer, there)]


async def review(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    offer, asked, other = await _deciding(ctx, argument)
    said = await preview(ctx, other, asked, ctx.language)
    return [Answer(Note(said, (_decision(ctx, offer, ctx.language),)), replace=True)]


async def accept(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    offer, asked, other = await _deciding(ctx, argument)
    if not await is_owner(ctx, other.id, offer.other_by):
        raise Mistake("team-link-void")
    younger, older = await by_age(ctx, asked, other)
    await Offers(ctx.tx).end(offer.id)
    effects = await adopt(ctx, younger, older)
    whole = await Communities(ctx.tx).load(older.id) or older
    language = await language_of(ctx, offer.other_by, community=whole)
    told = Whisper(offer.other_by, Note(ctx.say_in(language, "team-linked", community=whole.name)), tag="team/linked")
    return [ctx.answer("team-linked", replace=True, community=whole.name), told, *effects]


async def refuse(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    offer, asked, other = await _deciding(ctx, argument)
    await Offers(ctx.tx).end(offer.id)
    language = await language_of(ctx, offer.other_by, community=other)
    said = ctx.say_in(language, "team-link-refused", there=asked.name)
    return [
        ctx.answer("team-link-left", replace=True),
        Whisper(offer.other_by, Note(said), tag="team/linked"),
    ]


async def _panel(ctx: Context) -> Note:
    said = [ctx.say("team-community", community=ctx.community.name)]
    said += await consists_of(ctx, ctx.community, ctx.language)
    rows: list[Row] = [(Button(ctx.label("team-link-label"), "team/link"),)]
    for offer in await Offers(ctx.tx).of(ctx.community.id, ctx.now):
        other = await Communities(ctx.tx).load(offer.other)
        if other:
            said.append(ctx.say("team-link-asked", name=other.name))
            label = ctx.label("team-link-review-label", name=other.name)
            rows.append((Button(label, button_id("team", "review", offer.id)),))
    return Note(lines(said), tuple(rows[:5]))


async def _other_side(ctx: Context, code: Code) -> Community:
    """Raises Mistake for whoever may not link this community, or not with that one."""
    if not ctx.community.id:
        raise Mistake("team-link-where")
    if not ctx.may(Role.OWNER):
        raise Mistake("not-allowed", role=ctx.say(f"role-{Role.OWNER}"))
    there, maker = await Communities(ctx.tx).load(code.community), maker_of(code)
    if there is None or there.state == "left":
        raise Mistake("team-link-void")
    if there.id == ctx.community.id:
        raise Mistake("team-link-same")
    if maker.platform != SHELL and not await is_owner(ctx, there.id, maker):
        raise Mistake("team-link-void")
    return there


async def _deciding(ctx: Context, argument: str) -> tuple[Offer, Community, Community]:
    """The offer with both communities, for an owner of the one that was asked, wherever they press.

    Raises Mistake.
    """
    offer = await Offers(ctx.tx).get(argument, ctx.now)
    asked = await Communities(ctx.tx).load(offer.asked) if offer else None
    other = await Communities(ctx.tx).load(offer.other) if offer else None
    if offer is None or asked is None or other is None or asked.id == other.id:
        raise Mistake("team-link-void")
    if not ctx.may(Role.OPERATOR) and not await is_owner(ctx, asked.id, ctx.who.member):
        raise Mistake("not-allowed", role=ctx.say(f"role-{Role.OWNER}"))
    return offer, asked, other


async def _ask(ctx: Context, offer: Offer, there: Community) -> Whisper:
    language = await language_of(ctx, offer.asked_by, community=there)
    said = lines(
        [
            ctx.say_in(language, "team-link-asked", name=ctx.community.name),
            await preview(ctx, ctx.community, there, language),
        ]
    )
    return Whisper(offer.asked_by, Note(said, (_decision(ctx, offer, language),)), policy="sure", tag="team/asked")


def _decision(ctx: Context, offer: Offer, language: str) -> Row:
    return (
        Button(ctx.label_in(language, "team-link-accept-label"), button_id("team", "accept", offer.id), "good"),
        Button(ctx.label_in(language, "team-link-refuse-label"), button_id("team", "refuse", offer.id)),
    )
