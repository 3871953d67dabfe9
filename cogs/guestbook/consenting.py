"""What a guest agreed to, shown in `/mydata` and taken back there in one tap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.core.actions import Action
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.notes import Button, Row
from bot.core.stores.consents import Consenting, Consents


async def rows(ctx: Context) -> list[Row]:
    given = [consent for consent in await Consents(ctx.tx).of(ctx.guest) if consent.given]
    return [
        (
            Button(
                ctx.label("guestbook-take-back-label", what=_named(ctx, one.purpose)),
                f"guestbook/takeback/{one.purpose}",
            ),
        )
        for one in given[:3]
    ]


async def take_back(ctx: Context, argument: str, choice: str) -> Sequence[Action]:
    if not await Consents(ctx.tx).given(ctx.guest, argument):
        raise Mistake("button-gone")
    await Consenting(ctx.tx).take_back(ctx.guest, argument, ctx.now)
    effects: list[Action] = []
    for feature in ctx.catalogue.features.values():
        if argument in feature.consents:
            effects += await feature.consents[argument](ctx, ctx.guest) or ()
    back = (Button(ctx.label("guestbook-back-label"), "guestbook/panel"),)
    return [ctx.answer("guestbook-taken-back", back, replace=True, what=_named(ctx, argument)), *effects]


async def export(ctx: Context, guest: str) -> dict[str, Any]:
    return {
        "consents": [
            {"purpose": one.purpose, "given": one.given, "version": one.version, "at": one.at.isoformat()}
            for one in await Consents(ctx.tx).of(guest)
        ]
    }


def _named(ctx: Context, purpose: str) -> str:
    return ctx.label(f"consent-{purpose.replace('.', '-')}")
