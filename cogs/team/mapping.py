"""Roles of Discord and Telegram's administrators stand for roles of the house, where an owner says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.actions import Action, Answer
from bot.core.buttons import button_id, carried
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import OPTIONS, Button, Note, Option, Row, Select
from bot.core.refs import ServerRef
from bot.core.roles import GRANTABLE, Role
from bot.core.stores.communities import Communities
from bot.core.stores.standing import Standing, Steward
from bot.core.text import lines

ADMIN = "admin"  # Telegram knows no roles, only administrators


@dataclass(frozen=True, slots=True)
class PlatformRole:
    server: ServerRef
    id: str
    name: str

    @property
    def value(self) -> str:
        return carried(f"{self.server.id}.{self.id}" if self.id == ADMIN else self.id)


async def maps(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    return await show_maps(ctx, argument, "")


async def show_maps(ctx: Context, wanted: str, page: str, key: str = "team-maps") -> Sequence[Action]:
    """What is mapped now; for one role of the house (`wanted`) also what could be, `page` by page."""
    known = await _platform_roles(ctx)
    mapped = await _mapped(ctx, known)
    said = [ctx.say(key)]
    said += [ctx.say("team-map", theirs=role.name, role=ctx.say(f"role-{house}")) for role, house in mapped]
    rows: list[Row] = [
        tuple(
            Button(ctx.label("team-mapto-label", role=ctx.say(f"role-{role}")), button_id("team", "mapto", role))
            for role in GRANTABLE
        )
    ]
    selects: list[Select] = []
    if wanted in GRANTABLE:
        begin = int(page) * OPTIONS if page.isdigit() else 0
        shown = known[begin : begin + OPTIONS]
        said.append(ctx.say("team-map-which" if shown else "team-map-none", role=ctx.say(f"role-{wanted}")))
        options = tuple(Option(role.name, role.value) for role in shown)
        if options:
            selects.append(Select(button_id("team", "map", wanted), ctx.label("team-map-label"), options))
        if len(known) > begin + OPTIONS:
            following = button_id("team", "mapto", f"{wanted}.{begin // OPTIONS + 1}")
            rows.append((Button(ctx.label("team-more-label"), following),))
    if mapped:
        options = tuple(
            Option(f"{role.name} → {ctx.label(f'role-{house}')}", f"{house}.{role.value}") for role, house in mapped
        )
        selects.append(Select("team/unmap/x", ctx.label("team-unmap-label"), options[:OPTIONS]))
    rows.append((Button(ctx.label("team-back-label"), "team/desk"),))
    return [Answer(Note(lines(said), tuple(rows), tuple(selects)), replace=True)]


async def map_to(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    wanted, _, page = argument.partition(".")
    return await show_maps(ctx, wanted, page)


async def map_role(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    role = next((role for role in await _platform_roles(ctx) if role.value == choice), None)
    if role is None or argument not in GRANTABLE:
        raise Mistake("button-gone")
    await Steward(ctx.tx).map_role(ctx.community.id, role.server, role.id, Role(argument))
    return await show_maps(ctx, "", "", "team-mapped")


async def unmap_role(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    steward = Steward(ctx.tx)
    mapped = await _mapped(ctx, await _platform_roles(ctx))
    found = next(((role, house) for role, house in mapped if f"{house}.{role.value}" == choice), None)
    if found is None:
        raise Mistake("button-gone")
    role, house = found
    await steward.unmap_role(ctx.community.id, role.server, role.id, house)
    if not await steward.holders(ctx.community.id, {Role.OWNER}):
        raise Mistake("team-last-owner")
    return await show_maps(ctx, "", "", "team-unmapped")


async def _platform_roles(ctx: Context) -> list[PlatformRole]:
    found: list[PlatformRole] = []
    for server in await Communities(ctx.tx).servers(ctx.community.id):
        found += [PlatformRole(server.ref, role.id, role.name) for role in server.roles]
        if server.ref.platform == "telegram":
            name = ctx.label("team-admins", group=server.name)
            found.append(PlatformRole(server.ref, ADMIN, name))
    return found


async def _mapped(ctx: Context, known: Sequence[PlatformRole]) -> list[tuple[PlatformRole, Role]]:
    """A role that the platform no longer tells is shown by its id, so that it can still be taken away."""
    found: list[tuple[PlatformRole, Role]] = []
    for platform, server, id_, house in await Standing(ctx.tx).maps(ctx.community.id):
        ref = ServerRef(platform, server)
        role = next((each for each in known if each.server == ref and each.id == id_), PlatformRole(ref, id_, id_))
        found.append((role, house))
    return found
