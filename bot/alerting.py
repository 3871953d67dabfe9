"""How the owner hears that something needs them: as a private line through the ordinary queue, in their language."""

from __future__ import annotations

import json
from collections.abc import Sequence

from bot.core.actions import Action, Whisper
from bot.core.context import Context
from bot.core.events import Due
from bot.core.features import Feature
from bot.core.notes import Note
from bot.core.refs import MemberRef
from bot.core.spoken import first_spoken
from bot.core.stores.people import People
from bot.core.text import Text, lines

NAME, KIND = "watch", "tell"
CHECKED = ("discord", "telegram")  # platforms with a sentence on what to click for each right


def body_of(cause: str, to: MemberRef, **blanks: object) -> str:
    return json.dumps({"cause": cause, "platform": to.platform, "member": to.id, "blanks": blanks}, ensure_ascii=False)


async def _tell(ctx: Context, due: Due) -> Sequence[Action]:
    told = json.loads(due.body)
    to = MemberRef(told["platform"], told["member"])
    member = await People(ctx.tx).member(to)
    language = first_spoken(ctx, member.speaks if member else "", ctx.community.language)
    return [
        Whisper(to, Note(_words(ctx, language, told["cause"], told["blanks"])), policy="sure", tag=f"{NAME}/{KIND}")
    ]


def _words(ctx: Context, language: str, cause: str, blanks: dict[str, object]) -> Text:
    if cause != "rights":
        return ctx.say_in(language, f"watch-{cause}", **blanks)
    said = [ctx.say_in(language, "watch-rights", server=blanks["server"])]
    if blanks["on"] in CHECKED:
        said += [
            ctx.say_in(language, f"setup-right-{blanks['on']}-{right}", server=blanks["server"])
            for right in str(blanks["rights"]).split()
        ]
    return lines(said)


watch_feature = Feature(NAME, timers={KIND: _tell})
