"""Small parts of notes: buttons with their labels, a party's time in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.core.buttons import button_id
from bot.core.context import Context
from bot.core.notes import Button, ButtonStyle
from bot.core.text import Text
from cogs.parties.model import Party

FEATURE = "parties"


def button(
    ctx: Context,
    language: str,
    verb: str,
    *argument: str | int,
    style: ButtonStyle = "plain",
    label: str = "",
    opens_private: bool = False,
    before: str = "",
    **blanks: object,
) -> Button:
    """Its label is the line `parties-button-<verb>`, or that of another verb given as `label`, with its blanks."""
    words = ctx.label_in(language, f"parties-button-{label or verb}", **blanks)
    return Button(
        f"{before}{words}",
        button_id(FEATURE, verb, ".".join(str(part) for part in argument)),
        style,
        opens_private=opens_private,
    )


def moment(ctx: Context, party: Party, language: str, zone: ZoneInfo | None = None) -> Text:
    """When a party begins, in its readers' zone or else in its own; without a time, when its host is ready or was."""
    begins = party.starts or party.opened_at
    if begins is None:
        return ctx.say_in(language, "parties-when-ready" if party.sample else "parties-when-open")
    return Text.of(ctx.voice.moment(language, begins, zone or ZoneInfo(party.zone), now=ctx.now))


def button_id_for_moment(party: Party, instant: datetime) -> str:
    """A reading of a date, in whole minutes."""
    return button_id(FEATURE, "when", f"{party.id}.{int(instant.timestamp() // 60)}")
