"""`/team`: who holds which role of the house, and giving and taking them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Literal

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id, carried
from bot.core.commands import command
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import OPTIONS, Button, Note, Option, Select
from bot.core.refs import MemberRef
from bot.core.roles import GRANTABLE, Role
from bot.core.stores.codes import Codes
from bot.core.stores.communities import Communities
from bot.core.stores.people import People, Registry
from bot.core.stores.standing import Grant, Standing, Steward
from bot.core.text import Code, Text, lines
from cogs.team.mapping import show_maps
from cogs.team.people import here, named
from cogs.team.telling import tell, tell_no_more

FEATURE = "team"
KIND = "team"
CODE_LIFE = timedelta(hours=24)


@command(
    "team",
    may=Role.OWNER,
    before_opening=True,
    examples=("/team", "/team grant moderator @Ann", "/team code host"),
    guide="team-who-and-what",
)
async def team_command(
    ctx: Context,
    action: Literal["", "grant", "revoke", "code", "map", "unmap"] = "",
    role: Literal["", "owner", "moderator", "team", "host"] = "",
    member: MemberRef | None = None,
) -> Sequence[Action]:
    match action:
        case "grant" | "revoke":
            if not role or member is None:
                raise Mistake("team-who-and-what")
            if action == "grant" and _by_user_name(ctx, member):
                return [await _sure(ctx, Role(role), member)]
            return await (grant if action == "grant" else revoke)(ctx, Role(role), member)
        case "code":
            return await issue(ctx, role, "") if role else [Answer(await _desk(ctx, "team-code-which"))]
        case "map" | "unmap":
            return await show_maps(ctx, role, "")
        case _:
            return [Answer(await _desk(ctx, "team-desk"))]


async def desk(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return [Answer(await _desk(ctx, "team-desk"), replace=True)]


async def issue(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    role = role_of(argument)
    code = await Codes(ctx.tx).issue(ctx.ambient, KIND, ctx.community.id, str(role), ctx.who.member, ctx.now, CODE_LIFE)
    said = ctx.say("team-code-issued", role=ctx.say(f"role-{role}"), code=Code(f"/code {code}"), life=CODE_LIFE)
    return [Answer(Note(said, ((Button(ctx.label("team-back-label"), "team/desk"),),)), replace=True)]


async def grant(ctx: Context, role: Role, member: MemberRef) -> Sequence[Action]:
    await _must_be_somebody(ctx, member)
    await Registry(ctx.tx).enter(ctx.community.id, member, ctx.now, ctx.ambient)
    await Steward(ctx.tx).grant(ctx.community.id, member, role, ctx.who.member, ctx.now)
    desk = Answer(await _desk(ctx, "team-granted"))
    return [desk] if member == ctx.who.member else [desk, await tell(ctx, member, role)]


async def give(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    """Somebody looked at who it is and said yes."""
    role, _, rest = argument.partition(".")
    platform, _, id_ = rest.partition(".")
    return await grant(ctx, role_of(role), MemberRef(platform, id_))


async def take(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    granted = await Standing(ctx.tx).granted(ctx.community.id)
    found = next((each for each in granted if _value(each) == choice), None)
    if found is None:
        raise Mistake("team-not-granted")
    return await revoke(ctx, found.role, found.member)


async def revoke(ctx: Context, role: Role, member: MemberRef) -> Sequence[Action]:
    """From all of a person's accounts: a role that stayed on one of them would still act everywhere."""
    people, steward = People(ctx.tx), Steward(ctx.tx)
    guest = await people.guest_of(ctx.community.id, member)
    accounts = {account.ref for account in await people.accounts(guest)} if guest else set()
    taken = [await steward.revoke(ctx.community.id, ref, role) for ref in sorted({member, *accounts}, key=str)]
    if not any(taken):
        raise Mistake("team-not-granted")
    await must_have_an_owner(ctx)
    for ref in {member, *accounts}:
        await tell_no_more(ctx, ref, role)
    still = role in await steward.roles(ctx.community.id, member)
    return [Answer(await _desk(ctx, "team-revoked-still" if still else "team-revoked"), replace=True)]


async def must_have_an_owner(ctx: Context) -> None:
    """Raises Mistake when a change would leave a community that nobody may open, close or hand on."""
    if not await Standing(ctx.tx).holders(ctx.community.id, {Role.OWNER}):
        raise Mistake("team-last-owner")


def role_of(words: str) -> Role:
    found = next((role for role in GRANTABLE if role == words), None)
    if found is None:
        raise Mistake("button-gone")
    return found


def _by_user_name(ctx: Context, member: MemberRef) -> bool:
    return ctx.command is not None and any(
        words.startswith("@") and named == member for words, named in ctx.command.people
    )


async def _sure(ctx: Context, role: Role, member: MemberRef) -> Answer:
    """A user name passes from one person to another: before a role goes by it, one look at who bears it now."""
    who = await here(ctx, member)
    if who is None:
        raise Mistake("team-who-and-what")
    row = (
        Button(
            ctx.label("team-sure-label"), button_id(FEATURE, "give", f"{role}.{member.platform}.{member.id}"), "good"
        ),
        Button(ctx.label("team-not-sure-label"), "team/desk"),
    )
    return Answer(Note(ctx.say("team-sure", who=who, role=ctx.say(f"role-{role}")), (row,)))


async def _must_be_somebody(ctx: Context, member: MemberRef) -> None:
    servers = await Communities(ctx.tx).servers(ctx.community.id)
    if any(server.ref.platform == member.platform and server.house_member == member.id for server in servers):
        raise Mistake("team-not-me")


async def _desk(ctx: Context, key: str) -> Note:
    """`key` is the line that says what has just happened, or what this is."""
    standing = Standing(ctx.tx)
    granted = await standing.granted(ctx.community.id)
    said = [ctx.say(key), *[await _holders(ctx, role, granted) for role in GRANTABLE], ctx.say("team-how")]
    if any(server.ref.platform == "discord" for server in await Communities(ctx.tx).servers(ctx.community.id)):
        said.append(ctx.say("team-discord-menu"))
    codes = tuple(
        Button(ctx.label("team-code-label", role=ctx.say(f"role-{role}")), button_id(FEATURE, "code", role))
        for role in GRANTABLE
    )
    more = (
        Button(ctx.label("team-maps-label"), "team/maps"),
        Button(ctx.label("team-community-label"), "team/community"),
    )
    options = await _options(ctx, granted)
    selects = (Select("team/take/x", ctx.label("team-take-label"), options),) if options else ()
    return Note(lines(said), (codes, more), selects)


async def _holders(ctx: Context, role: Role, granted: Sequence[Grant]) -> Text:
    given = [each.member for each in granted if each.role is role]
    by_right = [ref for ref in await Standing(ctx.tx).holders(ctx.community.id, {role}) if ref not in given]
    if by_right and not given:
        return ctx.say("team-holders-only-by-right", role=ctx.say(f"role-{role}"), others=await named(ctx, by_right))
    if by_right:
        return ctx.say(
            "team-holders-by-right",
            role=ctx.say(f"role-{role}"),
            who=await named(ctx, given),
            others=await named(ctx, by_right),
        )
    return ctx.say("team-holders", role=ctx.say(f"role-{role}"), who=await named(ctx, given))


async def _options(ctx: Context, granted: Sequence[Grant]) -> tuple[Option, ...]:
    found: list[Option] = []
    for each in granted:
        mention = await here(ctx, each.member)
        if mention and len(found) < OPTIONS:
            found.append(Option(f"{mention.name} · {ctx.label(f'role-{each.role}')}", _value(each)))
    return tuple(found)


def _value(each: Grant) -> str:
    return carried(f"{each.role}.{each.member.platform}.{each.member.id}")
