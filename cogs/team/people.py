"""Members by name, as far as the asker's platform may know them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.core.context import Context
from bot.core.refs import MemberRef
from bot.core.stores.people import People
from bot.core.text import Mention, Text

NAMED = 5  # people in one line; the rest are counted


async def here(ctx: Context, member: MemberRef) -> Mention | None:
    """The member, or their linked account, on the asker's platform: no name is carried from one to another."""
    platform, people = ctx.who.member.platform, People(ctx.tx)
    guest = await people.guest_of(ctx.community.id, member)
    accounts = [account.ref for account in await people.accounts(guest)] if guest else []
    found = next((ref for ref in (member, *accounts) if ref.platform == platform), None)
    if found is None:
        return None
    known = await people.member(found)
    return Mention(found, (known.name if known else "") or found.id)


async def named(ctx: Context, members: Sequence[MemberRef]) -> Text:
    """Who is known here by name, everybody else counted by platform."""
    shown: list[Text] = []
    elsewhere: Counter[str] = Counter()
    for member in members:
        mention = await here(ctx, member)
        if mention is None:
            elsewhere[member.platform] += 1
        elif len(shown) < NAMED:
            shown.append(Text.of(mention))
        else:
            elsewhere[member.platform] += 1
    for platform, count in sorted(elsewhere.items()):
        shown.append(ctx.say("team-elsewhere", count=count, platform=platform.capitalize()))
    return joined(shown) if shown else ctx.say("team-nobody")


def joined(texts: Sequence[Text]) -> Text:
    said = Text()
    for text in texts:
        said = Text.of(said, ", ", text) if said else text
    return said
