"""Addresses in a message that a reader does not see before clicking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Payload = Mapping[str, Any]
_MASKED = re.compile(r"\[[^\]\n]*\]\(\s*<?(\w+://[^\s<>()]+)")


def hidden_links(messages: Sequence[Payload]) -> tuple[str, ...]:
    """Each once, in order: behind words, in embeds, on buttons. A preview of what stands in the text hides nothing."""
    return tuple(dict.fromkeys(link for message in messages for link in _found(message)))


def _found(message: Payload) -> Iterator[str]:
    content = str(message.get("content") or "")
    yield from _MASKED.findall(content)
    for embed in message.get("embeds") or ():
        for address in _of_embed(embed):
            if address not in content:
                yield address
    yield from _of_buttons(message.get("components") or ())


def _of_embed(embed: Payload) -> Iterator[str]:
    for part in (embed, embed.get("author") or {}):
        if part.get("url"):
            yield str(part["url"])
    fields = embed.get("fields") or ()
    for words in (embed.get("description"), *(field.get("value") for field in fields)):
        yield from _MASKED.findall(str(words or ""))


def _of_buttons(parts: Sequence[Payload]) -> Iterator[str]:
    """Whatever they are nested in."""
    for part in parts:
        if part.get("url"):
            yield str(part["url"])
        yield from _of_buttons(
            [*(part.get("components") or ()), *([part["accessory"]] if part.get("accessory") else ())]
        )
