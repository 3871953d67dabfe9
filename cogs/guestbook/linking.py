"""Two accounts of one person become one guest by code, agreed to on both sides; and go their own ways again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.actions import Action, Answer, Whisper
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import Button, Note, Row
from bot.core.refs import MemberRef
from bot.core.spoken import language_of
from bot.core.stores.codes import Code, Codes
from bot.core.stores.communities import Communities
from bot.core.stores.people import PEOPLE, People, Registry
from bot.core.stores.standing import STANDING
from bot.core.text import Code as Typed
from bot.core.text import Text
from cogs.guestbook.panel import panel
from cogs.guestbook.store import Offer, Offers, linked_later, since

KIND = "account"
CODE_LIFE = timedelta(minutes=5)
OFFER_LIFE = timedelta(hours=1)  # whoever issued the code is at hand, or finds the question in their `/mydata`


async def issue(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    code = await Codes(ctx.tx).issue(ctx.ambient, KIND, ctx.community.id, "", ctx.who.member, ctx.now, CODE_LIFE)
    said = ctx.say("guestbook-link-issued", code=Typed(f"/code {code}"), life=CODE_LIFE)
    return [Answer(Note(said, (_back(ctx),)), replace=True)]


async def describe(ctx: Context, code: Code) -> Text:
    """What linking does, without the other account's name: that has no business on this platform."""
    maker, name = await _other_side(ctx, code)
    return ctx.say("guestbook-link-means", platform=maker.platform, community=name)


async def agree(ctx: Context, code: Code) -> Sequence[Action]:
    """This account wants it; now the one that issued the code is asked: a code can be read over a shoulder."""
    maker, _ = await _other_side(ctx, code)
    await Registry(ctx.tx).enter(code.community, ctx.who.member, ctx.now, ctx.ambient)
    ctx.tx.touch(PEOPLE)
    offer = Offer(ctx.ambient.new_id(), code.community, maker, ctx.who.member)
    await Offers(ctx.tx).make(offer, ctx.now + OFFER_LIFE, ctx.now)
    asked = Whisper(maker, await _question(ctx, offer, await language_of(ctx, maker)), policy="sure")
    return [ctx.answer("guestbook-link-waiting", replace=True, platform=maker.platform), asked]


async def review(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    offer = await _offer(ctx, argument)
    return [Answer(await _question(ctx, offer, ctx.language), replace=True)]


async def accept(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    offer = await _offer(ctx, argument)
    await Offers(ctx.tx).end(offer.id)
    one, other = await _guest(ctx, offer, offer.member), await _guest(ctx, offer, offer.other)
    effects = await merge(await _there(ctx, offer), one, other) if one != other else []
    said = ctx.say_in(await language_of(ctx, offer.other), "guestbook-linked")
    return [ctx.answer("guestbook-linked", _back(ctx), replace=True), Whisper(offer.other, Note(said)), *effects]


async def refuse(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    offer = await _offer(ctx, argument)
    await Offers(ctx.tx).end(offer.id)
    said = ctx.say_in(await language_of(ctx, offer.other), "guestbook-link-refused")
    return [ctx.answer("guestbook-link-left", _back(ctx), replace=True), Whisper(offer.other, Note(said))]


async def merge(ctx: Context, one: str, other: str) -> list[Action]:
    """The younger guest becomes the older one. Where the two differ each feature keeps the earlier seat and the
    stricter consent."""
    ages = {guest: (await since(ctx.tx, guest) or ctx.now, guest) for guest in (one, other)}
    older, younger = sorted((one, other), key=ages.__getitem__)
    effects: list[Action] = []
    for feature in ctx.catalogue.features.values():
        if feature.hooks.merge:
            effects += await feature.hooks.merge(ctx, younger, older)
    await Registry(ctx.tx).merge(younger, older)
    ctx.tx.touch(STANDING)
    return effects


async def choose(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Which of the accounts shall go its own way."""
    apart = await linked_later(ctx.tx, ctx.guest)
    if not apart:
        return [await panel(ctx)]
    buttons = tuple(
        Button(ctx.label("guestbook-part-label", platform=ref.platform, number=number + 1), f"guestbook/part/{number}")
        for number, ref in enumerate(apart[:4])
    )
    return [ctx.answer("guestbook-unlink", buttons, _back(ctx), replace=True)]


async def part(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """What was kept stays with the guest it was linked to: nobody can tell afterwards whose it was."""
    apart = await linked_later(ctx.tx, ctx.guest)
    number = int(argument) if argument.isdecimal() else len(apart)
    if number >= len(apart):
        raise Mistake("button-gone")
    await Registry(ctx.tx).part(ctx.community.id, apart[number])
    ctx.tx.touch(STANDING)
    return [ctx.answer("guestbook-parted", _back(ctx), replace=True)]


async def _other_side(ctx: Context, code: Code) -> tuple[MemberRef, str]:
    """Raises Mistake for the same account, and for two that are one guest already."""
    platform, _, id_ = code.made_by.partition(":")
    maker = MemberRef(platform, id_)
    community = await Communities(ctx.tx).load(code.community)
    theirs = await People(ctx.tx).guest_of(code.community, maker)
    if community is None or theirs is None:
        raise Mistake("guestbook-link-void")
    if maker == ctx.who.member:
        raise Mistake("guestbook-link-same")
    if theirs == await People(ctx.tx).guest_of(code.community, ctx.who.member):
        raise Mistake("guestbook-link-already")
    return maker, community.name


async def _offer(ctx: Context, argument: str) -> Offer:
    offer = await Offers(ctx.tx).get(argument, ctx.who.member, ctx.now)
    if offer is None:
        raise Mistake("guestbook-link-void")
    return offer


async def _guest(ctx: Context, offer: Offer, account: MemberRef) -> str:
    return await Registry(ctx.tx).enter(offer.community, account, ctx.now, ctx.ambient)


async def _there(ctx: Context, offer: Offer) -> Context:
    """The press may come from a private chat that is about another community by now."""
    return ctx.seen_as(await Communities(ctx.tx).load(offer.community) or ctx.community)


async def _question(ctx: Context, offer: Offer, language: str) -> Note:
    row = (
        Button(ctx.label_in(language, "guestbook-accept-label"), f"guestbook/accept/{offer.id}", "good"),
        Button(ctx.label_in(language, "guestbook-refuse-label"), f"guestbook/refuse/{offer.id}"),
    )
    return Note(ctx.say_in(language, "guestbook-link-asked", platform=offer.other.platform), (row,))


def _back(ctx: Context) -> Row:
    return (Button(ctx.label("guestbook-back-label"), "guestbook/panel"),)
