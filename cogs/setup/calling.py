"""Added somewhere, the house asks whoever added it to begin, privately; removed, it tells the owner until when it keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.actions import Action, Answer, Erase, Post, Whisper
from bot.core.bookkeeping import KEPT_AFTER_LEAVING
from bot.core.buttons import button_id
from bot.core.commands import command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import (
    Due,
    Performed,
    Profile,
    Refused,
    ResultEvent,
    ServerJoined,
    ServerLeft,
    ServerSeen,
)
from bot.core.notes import Button, Note
from bot.core.refs import Bookmark, MemberRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.stores.agenda import Planner
from bot.core.stores.communities import Communities
from bot.core.stores.outbox import Outbox
from bot.core.stores.people import PEOPLE, People, Registry
from bot.core.stores.standing import Standing
from bot.core.text import Mention, Text
from cogs.setup import logroom
from cogs.setup.asking import ask
from cogs.setup.overview import overview
from cogs.setup.steps import progress
from cogs.setup.store import CALLED, LINE, OPENED, Marks

CALL = "setup/call/"  # tag: setup/call/<platform>:<server>
LINE_TAG = "setup/line/"  # tag and bookmark of the one line a group may see
LEFT = "setup/left/"  # tag: setup/left/<platform>:<server>
LINE_STANDS = timedelta(minutes=10)
TOLD = 3  # of those who own a community only by their rights


@command("setup", may=Role.OWNER, before_opening=True, examples=("/setup",))
async def setup_command(ctx: Context) -> Sequence[Action]:
    """Typed in a room without private answers, it reaches the private chat or leaves a way into it."""
    panel = await _panel(ctx)
    scene = ctx.who
    if scene.private or scene.reply or scene.server is None:
        return [*await _calls_over(ctx), panel]
    return [Whisper(scene.member, panel.note, policy="free", tag=f"{CALL}{_spelled(scene.server)}")]


async def begin(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """From the private call or the group's line: `argument` is the community it was about."""
    found = await Communities(ctx.tx).load(argument) if argument else ctx.community
    if found is None or not found.id or found.state == "left":
        raise Mistake("button-gone")
    member = ctx.who.member
    roles = await Standing(ctx.tx).roles(found.id, member) | (ctx.roles & {Role.OPERATOR})
    ctx = replace(ctx.seen_as(found), language=ctx.language, roles=roles)
    if not ctx.may(Role.OWNER):
        # Nobody becomes a guest of a place by pressing its button, and the line stays for whoever it is meant for.
        return [ctx.answer("setup-not-you", who=await _owners(ctx))]
    ctx = replace(ctx, guest=await Registry(ctx.tx).enter(found.id, member, ctx.now, ctx.ambient))
    await _continue_here(ctx, member, found.id)
    return [*await _calls_over(ctx), await _panel(ctx)]


async def joined(ctx: Context, event: ServerJoined) -> Sequence[Action]:
    await _not_left_any_more(ctx, event.server)
    if event.rehearsal or ctx.community.open or event.by is None or await _brings_a_team_group(ctx, event.by):
        return ()
    await Registry(ctx.tx).enter(ctx.community.id, event.by, ctx.now, ctx.ambient)
    await _continue_here(ctx, event.by, ctx.community.id)
    return await _call(ctx, event.server, event.by, event.by_profile)


async def seen(ctx: Context, event: ServerSeen) -> Sequence[Action]:
    """Where a platform does not tell who added the house, its owner is asked; once."""
    if ctx.community.open or not ctx.community.id:
        return ()
    marks = Marks(ctx.tx, ctx.community.id)
    if await marks.get(f"{LINE}{_spelled(event.server)}") is not None:
        return await _line(ctx, event.server)
    if event.owner is None or await marks.get(f"{CALLED}{_spelled(event.server)}") is not None:
        return ()
    if (await progress(ctx)).answered:
        return ()
    return await _call(ctx, event.server, event.owner, Profile("", event.language))


async def left(ctx: Context, event: ServerLeft) -> Sequence[Action]:
    if not ctx.community.id:
        return ()
    marks = Marks(ctx.tx, ctx.community.id)
    server = await Communities(ctx.tx).server(event.server)
    for mark in (CALLED, LINE):
        await marks.drop(f"{mark}{_spelled(event.server)}")
    until = ctx.now + KEPT_AFTER_LEAVING
    effects: list[Action] = []
    for member in await _told_of_leaving(ctx, event.server.platform, server.added_by if server else ""):
        language = await _language_of(ctx, member, None)
        when = ctx.voice.moment(language, until, ctx.zone, now=ctx.now)
        name = server.name if server else ctx.community.name
        if ctx.community.state == "left":
            said = ctx.say_in(language, "setup-left", server=name, when=when)
        else:
            said = ctx.say_in(language, "setup-left-part", server=name, community=ctx.community.name)
        effects.append(Whisper(member, Note(said), policy="sure", tag=f"{LEFT}{_spelled(event.server)}"))
    return effects


async def results(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    if logroom.is_room(event.tag):
        return await logroom.made(ctx, event)
    match event:
        case Refused(tag=tag) if tag.startswith(CALL):
            platform, _, id_ = tag.removeprefix(CALL).partition(":")
            return await _line(ctx, ServerRef(platform, id_))
        case Performed(tag=tag) if tag.startswith(LINE_TAG):
            key = f"setup/tidy/{ctx.community.id}/{tag}"
            await Planner(ctx.tx).set_at(key, "setup", "tidy", ctx.community.id, ctx.now + LINE_STANDS, tag)
            return ()
        case _:
            return ()


async def tidy(ctx: Context, due: Due) -> Sequence[Action]:
    return [Erase(Bookmark(due.body))]


async def _panel(ctx: Context) -> Answer:
    following = (await progress(ctx)).next
    if ctx.community.open or not following:
        return await overview(ctx)
    return await ask(ctx, following)


async def _call(ctx: Context, server: ServerRef, member: MemberRef, profile: Profile | None) -> Sequence[Action]:
    await Marks(ctx.tx, ctx.community.id).put(f"{CALLED}{_spelled(server)}", "", ctx.now)
    language = await _language_of(ctx, member, profile)
    button = Button(ctx.label_in(language, "setup-begin-label"), button_id("setup", "begin", ctx.community.id), "good")
    said = ctx.say_in(language, "setup-call", server=ctx.community.name)
    return [Whisper(member, Note(said, ((button,),)), tag=f"{CALL}{_spelled(server)}")]


async def _line(ctx: Context, server: ServerRef) -> Sequence[Action]:
    """Telegram alone: the one line the house leaves in a group, for want of another way to anybody."""
    if server.platform != "telegram":
        return ()
    marks = Marks(ctx.tx, ctx.community.id)
    rooms = await Communities(ctx.tx).places(ctx.community.id, ("room",))
    place = next((room.ref for room in rooms if room.server == server), None)
    if place is None:
        # The group has not been looked at yet; as soon as its places are known the line follows.
        await marks.put(f"{LINE}{_spelled(server)}", "", ctx.now)
        return ()
    await marks.drop(f"{LINE}{_spelled(server)}")
    for owner in await Standing(ctx.tx).holders(ctx.community.id, {Role.OWNER}):
        await Registry(ctx.tx).enter(ctx.community.id, owner, ctx.now, ctx.ambient)
    name = f"{LINE_TAG}{ctx.ambient.new_id()}/{server.platform}"
    language = await _language_of_adder(ctx, server)
    label = ctx.label_in(language, "setup-line-label")
    button = Button(label, button_id("setup", "begin", ctx.community.id), opens_private=True)
    said = ctx.say_in(language, "setup-line")
    return [*await _lines_gone(ctx), _posted(place, Note(said, ((button,),)), name)]


def _posted(place: PlaceRef, note: Note, name: str) -> Post:
    return Post(place, note, bookmark=name, policy="once", tag=name)


async def _calls_over(ctx: Context) -> list[Action]:
    """Whoever sets the house up needs to be asked to no more, neither privately nor by a line in the group."""
    for server in await Communities(ctx.tx).servers(ctx.community.id):
        await Outbox(ctx.tx).withdraw(f"{CALL}{_spelled(server.ref)}", ctx.who.member)
    return await _lines_gone(ctx)


async def _lines_gone(ctx: Context) -> list[Action]:
    prefix = f"setup/tidy/{ctx.community.id}/"
    planner = Planner(ctx.tx)
    standing = await planner.of(ctx.community.id, prefix)
    await planner.cancel(prefix)
    return [Erase(Bookmark(timer.body)) for timer in standing]


async def _continue_here(ctx: Context, member: MemberRef, community: str) -> None:
    await Registry(ctx.tx).was_in(member, community)
    ctx.tx.touch(PEOPLE)


async def _brings_a_team_group(ctx: Context, member: MemberRef) -> bool:
    """An owner who was given a code for a team group adds the house to one: there is nothing to set up there."""
    row = await ctx.tx.row(
        "SELECT 1 FROM code WHERE kind = ? AND made_by = ? AND used_at = 0 AND expires > ?",
        logroom.KIND,
        _spelled(member),
        int(ctx.now.timestamp() * 1000),
    )
    return row is not None


async def _not_left_any_more(ctx: Context, server: ServerRef) -> None:
    """Who could not be told that the house had left need not read it once it is back."""
    await ctx.tx.run(
        "UPDATE outbox SET state = 'dropped', body = '', scene = '', error = 'it came back'"
        " WHERE tag = ? AND community = ? AND state IN ('new', 'waiting')",
        f"{LEFT}{_spelled(server)}",
        ctx.community.id,
    )


async def _told_of_leaving(ctx: Context, platform: str, added_by: str) -> list[MemberRef]:
    """Whoever was made owner, whoever opened the house and those who own what is left; else who had added it."""
    granted = [each.member for each in await Standing(ctx.tx).granted(ctx.community.id) if each.role is Role.OWNER]
    opener = await Marks(ctx.tx, ctx.community.id).get(OPENED)
    holders = (await Standing(ctx.tx).holders(ctx.community.id, {Role.OWNER}))[:TOLD]
    found = [*granted, *([_member(opener)] if opener else []), *holders]
    if not found and added_by:
        found = [_member(added_by)]
    told = [await _elsewhere(ctx, member, platform) for member in found]
    return [member for member in dict.fromkeys(told) if member.platform in ctx.platforms]


async def _elsewhere(ctx: Context, member: MemberRef, platform: str) -> MemberRef:
    """Their account on another platform, if there is one: without a common server Discord lets nobody write privately."""
    guest = await People(ctx.tx).guest_of(ctx.community.id, member) if member.platform == platform else None
    accounts = await People(ctx.tx).accounts(guest) if guest else []
    return next((account.ref for account in accounts if account.ref.platform != platform), member)


async def _owners(ctx: Context) -> Text:
    holders = await Standing(ctx.tx).holders(ctx.community.id, {Role.OWNER})
    said = Text()
    for member in [each for each in holders if each.platform == ctx.who.member.platform][:TOLD]:
        known = await People(ctx.tx).member(member)
        mention = Mention(member, (known.name if known else "") or member.id)
        said = Text.of(said, ", ", mention) if said else Text.of(mention)
    return said or ctx.say("setup-owner-unknown")


async def _language_of_adder(ctx: Context, ref: ServerRef) -> str:
    """The line is for whoever let the house in; which language the group speaks nobody has said yet."""
    server = await Communities(ctx.tx).server(ref)
    added_by = server.added_by if server else ""
    return await _language_of(ctx, _member(added_by), None) if added_by else ctx.community.language


async def _language_of(ctx: Context, member: MemberRef, profile: Profile | None) -> str:
    known = await People(ctx.tx).member(member)
    spoken = (known.speaks if known else "") or (profile.language if profile else "")
    return spoken or ctx.community.language


def _spelled(ref: MemberRef | ServerRef) -> str:
    return f"{ref.platform}:{ref.id}"


def _member(spelled: str) -> MemberRef:
    platform, _, id_ = spelled.partition(":")
    return MemberRef(platform, id_)
