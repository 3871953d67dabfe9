"""A card as another platform would show it: a document of its own, without scripts, that can be looked at once."""

from __future__ import annotations

import base64
from collections import OrderedDict
from collections.abc import Mapping
from html import escape
from importlib import resources
from typing import Protocol

from bot.core.ambient import Ambient
from bot.core.notes import Note


class Previewer(Protocol):
    """Draws a note as safe HTML; `picture` is the address of what its picture shows, empty where nobody has it."""

    def __call__(self, note: Note, *, picture: str = "") -> str: ...


WAITING = 50  # previews asked for and not looked at yet
# Sandboxed: even markup that slipped through could neither run nor reach the lobby. Inline styles are the previewers'.
POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'self'"
)


class Previews:
    def __init__(self, ambient: Ambient, previewers: Mapping[str, Previewer]) -> None:
        self._ambient = ambient
        self._previewers = previewers
        self._waiting: OrderedDict[str, str] = OrderedDict()

    def platforms(self) -> list[str]:
        return sorted(self._previewers)

    def show(self, platform: str, note: Note, png: bytes | None = None) -> str | None:
        """A path that is good once; None for a platform nobody draws. `png` goes along inside the document."""
        draw = self._previewers.get(platform)
        if draw is None:
            return None
        secret = self._ambient.new_secret()
        picture = f"data:image/png;base64,{base64.b64encode(png).decode()}" if png else ""
        self._waiting[secret] = _document(platform, draw(note, picture=picture))
        if len(self._waiting) > WAITING:
            self._waiting.popitem(last=False)
        return f"/lobby/preview/{secret}"

    def take(self, secret: str) -> str | None:
        return self._waiting.pop(secret, None)


def _document(platform: str, drawn: str) -> str:
    style = resources.files(__package__).joinpath("static/preview.css").read_text(encoding="utf-8")
    return (
        '<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(platform)}</title><style>{style}</style>"
        f'<body class="{escape(platform)}"><main>{drawn}</main></body>'
    )
