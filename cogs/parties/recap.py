"""Two recaps: the team's, private and with numbers; a public one as a draft that the host edits and publishes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.core.actions import Action, Amend, Answer, Post, Whisper
from bot.core.context import Context
from bot.core.decency import fit_to_repeat
from bot.core.errors import Mistake
from bot.core.notes import Note, Row
from bot.core.roles import Role
from bot.core.spoken import language_at, language_of
from bot.core.stores.agenda import instant_of
from bot.core.text import Text, lines
from cogs.parties.access import find_own, must_throw
from cogs.parties.cards import names_there, shown_names
from cogs.parties.guestlist import GuestList
from cogs.parties.model import Card, Party
from cogs.parties.notices import post_to_log
from cogs.parties.preview import preview
from cogs.parties.rules import week_later
from cogs.parties.store import Ledger, Parties
from cogs.parties.tally import Tally, tally
from cogs.parties.themes import kind_of
from cogs.parties.widgets import button

RECAP_LIMIT = 1500


async def after(ctx: Context, party: Party) -> list[Action]:
    """What the host and the team's private place get when a party is over."""
    numbers = await tally(ctx, party)
    effects: list[Action] = []
    if party.host_member:
        language = await language_of(ctx, party.host_member)
        told = Note(_numbers(ctx, party, numbers, language), _rows(ctx, party, language))
        effects.append(Whisper(party.host_member, told, policy="sure", tag=f"parties/told/{party.id}.recap"))
    elif ctx.scene:
        effects.append(Answer(Note(_numbers(ctx, party, numbers, ctx.language), _rows(ctx, party, ctx.language))))
    return effects + await post_to_log(ctx, _numbers(ctx, party, numbers, ctx.community.language))


async def show(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    ctx, party = await _over(ctx, argument)
    return [Answer(await _draft(ctx, party), replace=True)]


async def edited(ctx: Context, argument: str, values: Mapping[str, str]) -> Sequence[Action]:
    ctx, party = await _over(ctx, argument)
    if not ctx.may(Role.TEAM) and fit_to_repeat(values["words"], RECAP_LIMIT) is None:
        raise Mistake("parties-words-unfit")
    party = await Ledger(ctx.tx).keep(replace(party, recap=values["words"]))
    changed = await reworded(ctx, party) if party.recapped_at else []
    return [Answer(await _draft(ctx, party), replace=True), *changed]


async def publish(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Once: a second press shows that it stands already."""
    ctx, party = await _over(ctx, argument)
    if party.recapped_at:
        raise Mistake("parties-recap-stands")
    party = await Ledger(ctx.tx).keep(replace(party, recapped_at=ctx.now))
    posts = [await _posted(ctx, party, card) for card in await Parties(ctx.tx).cards(party.id)]
    return [Answer(await _draft(ctx, party), replace=True), *posts]


async def again(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """The same a week later, at the same time on the clock, as a draft."""
    ctx, party = await _over(ctx, argument)
    must_throw(ctx)
    local = week_later(party.local) if party.local else None
    while local and instant_of(local, party.zone) <= ctx.now:
        local = week_later(local)
    copy = replace(
        party,
        id=ctx.ambient.new_id(),
        state="draft",
        local=local,
        starts=instant_of(local, party.zone) if local else None,
        host=ctx.guest,
        host_member=ctx.who.member,
        reminders=kind_of(ctx, party.kind).reminders if party.sample else party.reminders,
        attended=False,
        sample=False,
        recap="",
        made_at=ctx.now,
        published_at=None,
        opened_at=None,
        ended_at=None,
        recapped_at=None,
    )
    return [Answer(await preview(ctx, await Ledger(ctx.tx).keep(copy)))]


async def _over(ctx: Context, argument: str) -> tuple[Context, Party]:
    party = await find_own(ctx, argument)
    if party.state != "ended":
        raise Mistake("parties-not-now", title=party.title, state=party.state)
    return ctx, party


def _numbers(ctx: Context, party: Party, numbers: Tally, language: str) -> Text:
    counts = numbers.counts
    return lines(
        (
            ctx.say_in(language, "parties-recap-team", title=party.title),
            ctx.say_in(
                language,
                "parties-recap-answers",
                yes=counts.yes,
                waiting=counts.waiting,
                maybe=counts.maybe,
                no=counts.no,
            ),
            ctx.say_in(language, "parties-recap-came", came=numbers.came, first=numbers.first, absent=numbers.absent),
            ctx.say_in(language, "parties-recap-did", wrote=numbers.wrote, votes=numbers.votes, songs=numbers.songs),
            ctx.say_in(
                language,
                "parties-recap-trouble",
                missed=numbers.missed,
                unknown=numbers.unknown,
                unreached=numbers.unreached,
            ),
            *_repeated(ctx, numbers, language),
            ctx.say_in(language, "parties-recap-unseen"),
        )
    )


def _repeated(ctx: Context, numbers: Tally, language: str) -> tuple[Text, ...]:
    return (ctx.say_in(language, "parties-recap-repeated", count=numbers.repeated),) if numbers.repeated else ()


def _rows(ctx: Context, party: Party, language: str) -> tuple[Row, ...]:
    return ((button(ctx, language, "recap", party.id), button(ctx, language, "again", party.id)),)


async def _draft(ctx: Context, party: Party) -> Note:
    """Every place's version, because each names only those who agreed there."""
    said = [ctx.say("parties-recap-published" if party.recapped_at else "parties-recap-draft")]
    for card in await Parties(ctx.tx).cards(party.id):
        said += [
            Text(),
            Text.of(card.place.platform.capitalize(), ":"),
            await _public(ctx, party, card, ctx.who.member.platform),
        ]
    edit = button(ctx, ctx.language, "recapedit", party.id)
    publish = button(ctx, ctx.language, "recappost", party.id, style="good")
    return Note(lines(said), ((edit,) if party.recapped_at else (publish, edit),))


async def _public(ctx: Context, party: Party, card: Card, reader: str = "") -> Text:
    """`reader` is the platform of somebody who only looks at it: names of another one are counted there."""
    language = await language_at(ctx, card.place)
    numbers = await tally(ctx, party)
    said = [
        Text.of(party.recap)
        if party.recap
        else ctx.say_in(language, "parties-recap-public", title=party.title, came=numbers.came, songs=numbers.songs)
    ]
    named = await GuestList(ctx.tx, party).named(card.place.platform, came=True)
    shown = await shown_names(ctx, party, named)
    if shown:
        away = reader not in ("", card.place.platform)
        names = names_there(ctx, language, card.place.platform, len(shown)) if away else ", ".join(shown)
        said.append(ctx.say_in(language, "parties-recap-names", names=names))
    return lines(said)


async def reworded(ctx: Context, party: Party) -> list[Amend]:
    """The published recap as it has to read now."""
    cards = await Parties(ctx.tx).cards(party.id)
    return [Amend(_bookmark(card), await _note(ctx, party, card)) for card in cards]


async def _note(ctx: Context, party: Party, card: Card) -> Note:
    row = (button(ctx, await language_at(ctx, card.place), "tellme", party.id, opens_private=True),)
    return Note(await _public(ctx, party, card), (row,))


def _bookmark(card: Card) -> str:
    return f"party/{card.party}/recap/{card.tail}"


async def _posted(ctx: Context, party: Party, card: Card) -> Post:
    return Post(
        card.place,
        await _note(ctx, party, card),
        bookmark=_bookmark(card),
        idem=f"recap:{party.id}:{card.number}",
        tag=f"parties/recap/{party.id}.{card.number}",
    )
