"""Added somewhere, the house asks whoever added it to begin: privately, and only for want of that by a line in the group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.actions import Action, Answer, Erase, Post, Whisper
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
    ServerSeen,
)
from bot.core.notes import Button, Note
from bot.core.refs import Bookmark, MemberRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.spoken import language_of
from bot.core.stores.agenda import Planner
from bot.core.stores.communities import Communities
from bot.core.stores.outbox import Outbox
from bot.core.stores.people import PEOPLE, People, Registry
from bot.core.stores.standing import Standing
from bot.core.text import Mention, Text
from cogs.setup import logroom
from cogs.setup.asking import ask
from cogs.setup.leaving import TOLD, back_again
from cogs.setup.overview import overview
from cogs.setup.people import member_of, spelled
from cogs.setup.steps import progress
from cogs.setup.store import CALLED, LINE, MOVED, Marks

CALL = "setup/call/"  # tag: setup/call/<platform>:<server>
LINE_TAG = "setup/line/"  # tag and bookmark of the one line a group may see
LINE_STANDS = timedelta(minutes=10)


@command("setup", may=Role.OWNER, before_opening=True, examples=("/setup",))
async def setup_command(ctx: Context) -> Sequence[Action]:
    """Typed in a room without private answers, it reaches the private chat or leaves a way into it."""
    panel = await _panel(ctx)
    scene = ctx.who
    if scene.private or scene.reply or scene.server is None:
        return [*await _calls_over(ctx), panel]
    return [Whisper(scene.member, panel.note, policy="free", tag=f"{CALL}{spelled(scene.server)}")]


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
    await back_again(ctx, event.server)
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
    if await marks.get(f"{LINE}{spelled(event.server)}") is not None:
        return await _line(ctx, event.server)
    if event.owner is None or await marks.get(f"{CALLED}{spelled(event.server)}") is not None:
        return ()
    if (await progress(ctx)).answered:
        return ()
    return await _call(ctx, event.server, event.owner, Profile("", event.language))


async def results(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    if logroom.is_room(event.tag):
        return await logroom.made(ctx, event)
    match event:
        case Refused(tag=tag) if tag.startswith(CALL):
            return await _line(ctx, await _called_about(ctx, tag.removeprefix(CALL)))
        case Performed(tag=tag) if tag.startswith(LINE_TAG):
            key = f"setup/tidy/{ctx.community.id}/{tag}"
            await Planner(ctx.tx).set_at(key, "setup", "tidy", ctx.community.id, ctx.now + LINE_STANDS, tag)
            return ()
        case _:
            return ()


async def moved(ctx: Context, old: ServerRef, new: ServerRef) -> None:
    """A call that nobody answered yet is about the group under its new id, also one that is being sent right now."""
    await ctx.tx.run("UPDATE outbox SET tag = ? WHERE tag = ?", f"{CALL}{spelled(new)}", f"{CALL}{spelled(old)}")
    if ctx.community.id:
        await Marks(ctx.tx, ctx.community.id).put(f"{MOVED}{spelled(old)}", spelled(new), ctx.now)


async def tidy(ctx: Context, due: Due) -> Sequence[Action]:
    return [Erase(Bookmark(due.body))]


async def _panel(ctx: Context) -> Answer:
    following = (await progress(ctx)).next
    if ctx.community.open or not following:
        return await overview(ctx)
    return await ask(ctx, following)


async def _call(ctx: Context, server: ServerRef, member: MemberRef, profile: Profile | None) -> Sequence[Action]:
    await Marks(ctx.tx, ctx.community.id).put(f"{CALLED}{spelled(server)}", "", ctx.now)
    language = await language_of(ctx, member, told=profile.language if profile else "")
    button = Button(ctx.label_in(language, "setup-begin-label"), button_id("setup", "begin", ctx.community.id), "good")
    said = ctx.say_in(language, "setup-call", server=ctx.community.name)
    return [Whisper(member, Note(said, ((button,),)), tag=f"{CALL}{spelled(server)}")]


async def _line(ctx: Context, server: ServerRef) -> Sequence[Action]:
    """Telegram alone: the one line the house leaves in a group, for want of another way to anybody."""
    if server.platform != "telegram":
        return ()
    marks = Marks(ctx.tx, ctx.community.id)
    rooms = await Communities(ctx.tx).places(ctx.community.id, ("room",))
    place = next((room.ref for room in rooms if room.server == server), None)
    if place is None:
        # The group has not been looked at yet; as soon as its places are known the line follows.
        await marks.put(f"{LINE}{spelled(server)}", "", ctx.now)
        return ()
    await marks.drop(f"{LINE}{spelled(server)}")
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


async def _called_about(ctx: Context, server: str) -> ServerRef:
    """`server` as its tag spells it, from before the group moved perhaps."""
    platform, _, id_ = (await Marks(ctx.tx, ctx.community.id).get(f"{MOVED}{server}") or server).partition(":")
    return ServerRef(platform, id_)


async def _calls_over(ctx: Context) -> list[Action]:
    """Whoever sets the house up needs to be asked to no more, neither privately nor by a line in the group."""
    for server in await Communities(ctx.tx).servers(ctx.community.id):
        await Outbox(ctx.tx).withdraw(f"{CALL}{spelled(server.ref)}", ctx.who.member)
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
        spelled(member),
        int(ctx.now.timestamp() * 1000),
    )
    return row is not None


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
    return await language_of(ctx, member_of(added_by)) if added_by else ctx.community.language
