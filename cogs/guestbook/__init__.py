"""guestbook: everybody may see what is kept about them, take it along, link their accounts and have it forgotten."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.features import CodeUse, Feature, Hooks, Press
from bot.core.stores.people import People
from cogs.guestbook import consenting, forgetting, linking, panel
from cogs.guestbook.store import Offers


async def _forget(ctx: Context, guest: str) -> Sequence[Action]:
    for account in await People(ctx.tx).accounts(guest):
        await Offers(ctx.tx).forget(account.ref)
    return ()


async def _adopt(ctx: Context, younger: str, older: str) -> Sequence[Action]:
    """An offer lives for an hour; it is made again where it still matters."""
    await Offers(ctx.tx).closed(younger)
    return ()


async def _closed(ctx: Context, community: str) -> None:
    await Offers(ctx.tx).closed(community)


guestbook = Feature(
    name="guestbook",
    commands=(panel.mydata,),
    presses={
        "panel": Press(panel.shown, even_muted=True),
        "see": Press(panel.see, even_muted=True),
        "export": Press(panel.export, even_muted=True),
        "link": Press(linking.issue, even_muted=True),
        "review": Press(linking.review, even_muted=True),
        "accept": Press(linking.accept, even_muted=True),
        "refuse": Press(linking.refuse, even_muted=True),
        "unlink": Press(linking.choose, even_muted=True),
        "part": Press(linking.part, even_muted=True),
        "takeback": Press(consenting.take_back, even_muted=True),
        "forget": Press(forgetting.confirm, even_muted=True),
        "gone": Press(forgetting.gone, even_muted=True),
    },
    codes={linking.KIND: CodeUse(linking.describe, linking.agree)},
    hooks=Hooks(export=consenting.export, forget=_forget, adopt=_adopt, closed=_closed),
)
