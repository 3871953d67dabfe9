"""`/mydata`: what is kept about whoever asks, why and by whom, and what they can do about it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action, Answer
from bot.core.commands import command
from bot.core.context import Context
from bot.core.notes import Button, File, Note, Row
from bot.core.stores.people import Member, People
from bot.core.text import Text, lines
from cogs.guestbook import consenting
from cogs.guestbook.gathering import breath, counted, everything, held, told
from cogs.guestbook.store import Offers, linked_later, since

FILE = "mydata.json"


# Telegram tells everybody that bots answer `/privacy`.
@command(
    "mydata",
    aliases={"de": "meinedaten"},
    typed=("privacy", "datenschutz"),
    even_muted=True,
    examples=("/mydata",),
)
async def mydata(ctx: Context) -> Sequence[Action]:
    return [await panel(ctx)]


async def shown(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [await panel(ctx)]


async def see(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    found = await held(ctx, ctx.guest)
    said = told(ctx, found) if found else ctx.say("guestbook-nothing")
    row = (Button(ctx.label("guestbook-back-label"), "guestbook/panel"), _export_button(ctx))
    return [Answer(Note(lines([ctx.say("guestbook-seen"), said]), (row,)), replace=True)]


async def export(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    body = await everything(ctx, ctx.guest)
    return [Answer(Note(ctx.say("guestbook-exported"), file=File(FILE, body)))]


async def panel(ctx: Context) -> Answer:
    said = [breath(ctx), Text.of(""), await _who(ctx)]
    said += counted(ctx, await held(ctx, ctx.guest)) or [ctx.say("guestbook-nothing")]
    offers = await Offers(ctx.tx).to(ctx.community.id, ctx.who.member, ctx.now)
    rows: list[Row] = [
        (Button(ctx.label("guestbook-see-label"), "guestbook/see"), _export_button(ctx)),
        (Button(ctx.label("guestbook-link-label"), "guestbook/link"), *await _unlink(ctx)),
        (Button(ctx.label("guestbook-forget-label"), "guestbook/forget", "bad"),),
    ]
    rows[2:2] = await consenting.rows(ctx)
    for offer in offers[:2]:
        label = ctx.label("guestbook-review-label", platform=offer.other.platform)
        rows.append((Button(label, f"guestbook/review/{offer.id}", "good"),))
    return Answer(Note(lines(said), tuple(rows)), replace=ctx.press is not None)


async def _who(ctx: Context) -> Text:
    accounts = await People(ctx.tx).accounts(ctx.guest)
    began = await since(ctx.tx, ctx.guest) or ctx.now
    moment = ctx.voice.moment(ctx.language, began, ctx.zone, now=ctx.now)
    said = [ctx.say("guestbook-accounts", count=len(accounts), since=moment)]
    return lines([*said, *(Text.of("• ", _account(ctx, account)) for account in accounts)])


def _account(ctx: Context, account: Member) -> Text:
    """The name only where it is at home, even to the person themselves: somebody may look over their shoulder."""
    here = account.ref.platform == ctx.who.member.platform
    key = "guestbook-account-named" if here and account.name else "guestbook-account"
    if key == "guestbook-account":
        return ctx.say("guestbook-account", platform=account.ref.platform)
    return ctx.say("guestbook-account-named", platform=account.ref.platform, name=account.name)


async def _unlink(ctx: Context) -> Sequence[Button]:
    apart = await linked_later(ctx.tx, ctx.guest)
    return (Button(ctx.label("guestbook-unlink-label"), "guestbook/unlink"),) if apart else ()


def _export_button(ctx: Context) -> Button:
    return Button(ctx.label("guestbook-export-label"), "guestbook/export")
