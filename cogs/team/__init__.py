"""team: the roles of the house, the codes that grant them, and communities that become one."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.events import ChatOpened
from bot.core.features import CodeUse, Feature, Filled, Hooks, Press, Pruned
from bot.core.roles import Role
from cogs.team import codes, granting, linking, mapping
from cogs.team.store import Offers
from cogs.team.telling import results

OWNER = Role.OWNER


async def _closed(ctx: Context, community: str) -> None:
    await Offers(ctx.tx).closed(community)


async def _adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """What was offered to or by a community that is another one now has to be offered again."""
    await Offers(ctx.tx).closed(younger)
    return ()


async def _prune(ctx: Context, most: int) -> Pruned:
    return Pruned(await Offers(ctx.tx).prune(ctx.now, most))


team = Feature(
    name="team",
    commands=(granting.team_command, codes.code_command, linking.community_command),
    presses={
        "desk": Press(granting.desk, may=OWNER, before_opening=True),
        "code": Press(granting.issue, may=OWNER, before_opening=True),
        "give": Press(granting.give, may=OWNER, before_opening=True),
        "take": Press(granting.take, may=OWNER, before_opening=True),
        "maps": Press(mapping.maps, may=OWNER, before_opening=True),
        "mapto": Press(mapping.map_to, may=OWNER, before_opening=True),
        "map": Press(mapping.map_role, may=OWNER, before_opening=True),
        "unmap": Press(mapping.unmap_role, may=OWNER, before_opening=True),
        "community": Press(linking.show, may=OWNER, before_opening=True),
        "link": Press(linking.issue, may=OWNER, before_opening=True),
        # pressed in private by an owner of the community the offer was made to; that is asked of the offer
        "review": Press(linking.review, before_opening=True),
        "accept": Press(linking.accept, before_opening=True),
        "refuse": Press(linking.refuse, before_opening=True),
        "use": Press(codes.use, before_opening=True),
        "leave": Press(codes.leave, before_opening=True),
    },
    forms={"enter": Filled(codes.FORM, codes.typed, before_opening=True)},
    listens={ChatOpened: codes.followed},
    before_opening=frozenset({ChatOpened}),
    codes={
        granting.KIND: CodeUse(codes.describe_role, codes.use_role),
        linking.KIND: CodeUse(linking.describe, linking.agree),
    },
    results=results,
    hooks=Hooks(adopt=_adopt, closed=_closed, prune=_prune),
)
