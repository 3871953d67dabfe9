"""A private place for the team: a room made inside, or on Telegram a group of its own that joins by a code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.actions import Action, Answer, OpenPlace, Post, Whisper
from bot.core.adoption import adopt
from bot.core.buttons import button_id
from bot.core.context import Community, Context
from bot.core.errors import Mistake
from bot.core.events import Performed, Refused, ResultEvent, Unknown
from bot.core.manners import LOG_PLACE
from bot.core.notes import Button, Note
from bot.core.refs import MemberRef, PlaceRef, ServerRef
from bot.core.roles import Role
from bot.core.spoken import language_of
from bot.core.stores.codes import Code, Codes, tidy
from bot.core.stores.communities import Communities
from bot.core.stores.knobs import Knobs
from bot.core.stores.people import People
from bot.core.stores.standing import Standing
from bot.core.text import Code as Typed
from bot.core.text import Mention, Text
from cogs.setup import settings as set_
from cogs.setup.choosing import onward
from cogs.setup.rooms import spelled, writable
from cogs.setup.steps import answered
from cogs.setup.store import GROUP, Marks

KIND = "teamgroup"
CODE_LIFE = timedelta(hours=24)
ROOM = "setup/room/"  # tag: setup/room/<platform>:<member who asked>
INVITED = 20  # people named in the new room's first line, which is what lets them in


async def make(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    found = await writable(ctx, argument)
    if not found or argument == "telegram":
        raise Mistake("setup-room-nowhere")
    who = ctx.who.member
    room = OpenPlace(
        found[0].ref,
        ctx.label_in(ctx.community.language, "setup-room-name"),
        bookmark=f"setup/log/{ctx.ambient.new_id()}/{argument}",
        private=True,
        tag=f"{ROOM}{who.platform}:{who.id}",
    )
    return [room, *await onward(ctx, "log", "setup-room-coming")]


async def made(ctx: Context, event: ResultEvent) -> Sequence[Action]:
    """The room is the log from now on; whoever is named in its first line may enter it."""
    asker = _asker(event.tag)
    match event:
        case Performed(place=PlaceRef() as place):
            await Knobs(ctx.tx, ctx.community.id).put(LOG_PLACE, spelled(place), asker, ctx.now)
            return [Post(place, Note(await _hello(ctx, place.platform)), tag="setup/hello")]
        case Refused(reason=reason):
            language = await language_of(ctx, asker)
            said = ctx.say_in(language, "setup-room-failed", why=ctx.say_in(language, f"refused-{reason}"))
            return [Whisper(asker, Note(said), tag="setup/told")]
        case Unknown():
            language = await language_of(ctx, asker)
            return [Whisper(asker, Note(ctx.say_in(language, "setup-room-unknown")), tag="setup/told")]
        case _:
            return ()


async def group(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """A code that makes a Telegram group the log; on Telegram the button adds the house and brings the code along."""
    code = await Codes(ctx.tx).issue(ctx.ambient, KIND, ctx.community.id, "", ctx.who.member, ctx.now, CODE_LIFE)
    row = [Button(ctx.label("setup-home-label"), "setup/home")]
    if ctx.who.member.platform == "telegram":
        add = Button(ctx.label("setup-group-add-label"), f"code_{tidy(code)}", "good", adds_house=True)
        row.insert(0, add)
    said = ctx.say("setup-group-how", code=Typed(f"/code {code}"), life=CODE_LIFE)
    return [Answer(Note(said, (tuple(row),)), replace=True)]


async def describe_group(ctx: Context, code: Code) -> Text:
    """Typed in the group, confirmed in private: which group it was is remembered until then."""
    scene = ctx.who
    whole = await _may_join(ctx, code, unseen=await _is_unseen(ctx, scene.server))
    if scene.server is None or scene.private:
        raise Mistake("setup-group-where")
    await Marks(ctx.tx, code.community).put(
        f"{GROUP}{code.kept}", f"{spelled(scene.place)} {ctx.community.id}", ctx.now
    )
    return ctx.say("setup-group-ask", community=whole.name, group=ctx.community.name)


async def use_group(ctx: Context, code: Code) -> Sequence[Action]:
    marks = Marks(ctx.tx, code.community)
    typed = await marks.get(f"{GROUP}{code.kept}")
    if typed is None:
        raise Mistake("setup-group-where")
    await marks.drop(f"{GROUP}{code.kept}")
    place, _, id_ = typed.rpartition(" ")
    joins = await Communities(ctx.tx).load(id_)
    if joins is None:
        raise Mistake("setup-group-where")
    whole = await _may_join(_as_typed(ctx, joins), code)
    effects = await adopt(ctx, joins, whole) if joins.id != whole.id else []
    here = await set_.reloaded(_as_typed(ctx, whole))
    await set_.put(here, set_.LOG, place)
    await _no_greetings_in(here, place)
    await answered(here, "log")
    onward = Button(ctx.label("setup-go-on-label"), button_id("setup", "begin", whole.id), "good")
    return [ctx.answer("setup-group-done", (onward,), replace=True, community=whole.name), *effects]


def is_room(tag: str) -> bool:
    return tag.startswith(ROOM)


def _as_typed(ctx: Context, community: Community) -> Context:
    """Seen from that community, in the asker's language still."""
    return replace(ctx.seen_as(community), language=ctx.language)


async def _may_join(ctx: Context, code: Code, *, unseen: bool = False) -> Community:
    """The community the group would join. Raises Mistake.

    Only somebody who runs the group may give it away, only while an owner of the community still wants it, and only a
    group that is nothing of its own yet: two communities are linked with a preview. A link adds the house and brings
    the code in one breath: who runs a group still `unseen` is asked when it is confirmed.
    """
    platform, _, id_ = code.made_by.partition(":")
    whole, standing = await Communities(ctx.tx).load(code.community), Standing(ctx.tx)
    if whole is None or Role.OWNER not in await standing.roles(whole.id, MemberRef(platform, id_)):
        raise Mistake("setup-group-void")
    if ctx.community.id == whole.id:
        return whole
    if not unseen and Role.OWNER not in await standing.roles(ctx.community.id, ctx.who.member):
        raise Mistake("not-allowed", role=ctx.say(f"role-{Role.OWNER}"))
    if ctx.community.open:
        raise Mistake("setup-group-taken")
    return whole


async def _is_unseen(ctx: Context, ref: ServerRef | None) -> bool:
    server = await Communities(ctx.tx).server(ref) if ref else None
    return server is not None and not server.house_member


async def _no_greetings_in(ctx: Context, log: str) -> None:
    """Who joins the team's group is no newcomer to the party: the platform greets elsewhere, or nowhere."""
    platform = log.partition(":")[0]
    chosen = set_.places(ctx, set_.GREET_PLACES)
    if any(each.partition(":")[0] == platform for each in chosen):
        return
    rooms = [spelled(place.ref) for place in await writable(ctx, platform) if place.kind == "room"]
    elsewhere = next((room for room in rooms if room != log), f"{platform}:")
    await set_.put(ctx, set_.GREET_PLACES, [*chosen, elsewhere])


async def _hello(ctx: Context, platform: str) -> Text:
    holders = await Standing(ctx.tx).holders(ctx.community.id, {Role.OWNER, Role.MODERATOR, Role.TEAM})
    said = ctx.say_in(ctx.community.language, "setup-room-hello")
    for member in [each for each in holders if each.platform == platform][:INVITED]:
        known = await People(ctx.tx).member(member)
        said = Text.of(said, " ", Mention(member, (known.name if known else "") or member.id))
    return said


def _asker(tag: str) -> MemberRef:
    platform, _, id_ = tag.removeprefix(ROOM).partition(":")
    return MemberRef(platform, id_)
