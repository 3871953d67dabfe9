"""Pictures are drawn just before they are sent, off the event loop, from the words that stand in the queue."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.core.actions import Amend, Answer, Post, Whisper
from bot.core.ports import Delivery

Painters = Mapping[str, Callable[[str], bytes]]  # painter -> (specification -> PNG)


async def paint(delivery: Delivery, painters: Painters) -> Delivery:
    """The delivery with its picture's bytes; a painter nobody knows leaves the note without a picture."""
    action = delivery.action
    if not isinstance(action, Post | Amend | Answer | Whisper) or action.note.picture is None:
        return delivery
    spec = action.note.picture.spec
    name, _, wanted = spec.partition(":")
    painter = painters.get(name)
    if painter is None:
        return replace(delivery, action=replace(action, note=replace(action.note, picture=None)))
    return replace(delivery, pictures={spec: await asyncio.to_thread(painter, wanted)})
