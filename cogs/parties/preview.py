"""The private preview of a draft: what each place will see, whom it pings, and what is still missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.fitting import clip_words
from bot.core.notes import Note, Option, Row, Select
from bot.core.spoken import read_at
from bot.core.stores.communities import Place
from bot.core.text import Text, lines
from cogs.parties.cards import colour, face, motto_name
from cogs.parties.model import Party
from cogs.parties.places import announcing, pinged_names, titled, voices
from cogs.parties.themes import kind_of
from cogs.parties.widgets import FEATURE, button

CHOICES = 24  # a select has 25 options, one of which is "none"


async def preview(ctx: Context, party: Party) -> Note:
    places = await announcing(ctx)
    said: list[Text] = [ctx.say("parties-preview", title=party.title)]
    said += [ctx.say(key) for key in missing(party, places)]
    groups = await _groups(ctx, party, places)
    faces = [await _face(ctx, party, group[0]) for group in groups]
    picture = faces[0].picture if faces and _shows_pictures(ctx) else None
    for group, shown in zip(groups, faces, strict=True):
        said += [Text(), await _header(ctx, group), shown.text]
        if shown.picture and shown.picture != picture:
            said.append(ctx.say("parties-preview-picture", alt=shown.picture.alt))
    said.append(reminders_line(ctx, party))
    selects = await _selects(ctx, party)
    return Note(lines(said), _rows(ctx, party), selects, picture=picture, colour=colour(ctx, party))


def _shows_pictures(ctx: Context) -> bool:
    """Not where the words below a picture have to be shorter than others: a preview leaves nothing out."""
    abilities = ctx.platforms.get(ctx.who.member.platform)
    return abilities is not None and abilities.caption_limit >= abilities.text_limit


def missing(party: Party, places: Sequence[Place]) -> list[str]:
    """The lines that say what stands between a draft and its publishing."""
    found = [] if party.starts or party.sample else ["parties-preview-time"]
    return found if places else [*found, "parties-preview-place-missing"]


def reminders_line(ctx: Context, party: Party) -> Text:
    if not party.reminders:
        return ctx.say("parties-preview-unreminded")
    spans = [timedelta(minutes=lead) for lead in party.reminders]
    due = [span for span in spans if party.starts is None or party.starts - span > ctx.now]
    if not due:
        return ctx.say("parties-preview-soon")
    leads = ", ".join(ctx.voice.span(ctx.language, span) for span in due)
    return ctx.say("parties-preview-reminders", leads=leads)


async def _groups(ctx: Context, party: Party, places: Sequence[Place]) -> list[list[Place]]:
    """Places that will see the very same are shown once."""
    groups: dict[tuple[str, tuple[str, ...]], list[Place]] = {}
    for place in places:
        shown = (await _face(ctx, party, place)).text.plain
        pings = tuple(await pinged_names(ctx, place.ref.platform))
        groups.setdefault((shown, pings), []).append(place)
    return list(groups.values())


async def _header(ctx: Context, group: Sequence[Place]) -> Text:
    pings = await pinged_names(ctx, group[0].ref.platform)
    return ctx.say(
        "parties-preview-place",
        places=", ".join(titled(place) for place in group),
        pings=", ".join(pings) or ctx.label("parties-preview-nobody"),
    )


async def _face(ctx: Context, party: Party, place: Place) -> Note:
    there = await read_at(ctx, place.ref)
    return await face(there, party, place.ref.platform, there.language, reader=ctx.who.member.platform)


def _rows(ctx: Context, party: Party) -> tuple[Row, ...]:
    def one(verb: str) -> Row:
        return (button(ctx, ctx.language, verb, party.id),)

    publish = button(ctx, ctx.language, "publish", party.id, style="good")
    discard = button(ctx, ctx.language, "discard", party.id, style="bad")
    return ((publish, *one("edit"), *one("seats"), *one("reminders"), discard),)


async def _selects(ctx: Context, party: Party) -> tuple[Select, ...]:
    found = []
    if kind_of(ctx, party.kind).mottos:
        found.append(_mottos(ctx, party))
    rooms = await voices(ctx)
    if rooms:
        options = [Option(ctx.label("parties-voice-none"), "-", chosen=party.voice is None)]
        options += [
            Option(
                clip_words(titled(room), 100),
                f"{room.ref.platform}:{room.ref.id}"[:100],
                chosen=room.ref == party.voice,
            )
            for room in rooms[:CHOICES]
        ]
        placeholder = ctx.label("parties-voice-choose")
        found.append(Select(button_id(FEATURE, "voice", party.id), placeholder, tuple(options)))
    return tuple(found)


def _mottos(ctx: Context, party: Party) -> Select:
    options = [Option(ctx.label("parties-motto-none"), "-", chosen=not party.motto)]
    for key in ctx.voice.mottos(ctx.pack)[:CHOICES]:
        about = clip_words(ctx.cheer(ctx.language, key, "motto-about").plain, 100)
        options.append(Option(motto_name(ctx, key, ctx.language), key, about, chosen=key == party.motto))
    return Select(button_id(FEATURE, "motto", party.id), ctx.label("parties-motto-choose"), tuple(options))
