"""A note as Discord would show it, as safe HTML for the lobby: an imitation without script or style attribute."""

from __future__ import annotations

from html import escape
from typing import assert_never

from bot.core.fitting import fit_note
from bot.core.notes import Button, ButtonStyle, Note, Select
from bot.core.text import Code, Emphasis, Link, Mention, Plain, Span, Strong, When
from bot.platforms.discord.abilities import ABILITIES
from bot.platforms.discord.cards import colour_value
from bot.platforms.discord.markup import safe_url

_STYLES: dict[ButtonStyle, str] = {"plain": "dc-plain", "good": "dc-good", "bad": "dc-bad"}
# Discord's own dark theme, brought along: the page that shows a preview is a document of its own.
STYLE = """
.dc { background: #313338; color: #dbdee1; font: 16px/1.375 "gg sans", "Noto Sans", Helvetica, Arial, sans-serif;
  padding: 12px 16px; border-radius: 8px; max-width: 600px; overflow-wrap: anywhere; }
.dc-author { color: #fff; font-weight: 600; }
.dc-app { background: #5865f2; color: #fff; border-radius: 3px; font-size: 10px; padding: 1px 4px; margin-left: 4px; }
.dc-text { white-space: pre-wrap; }
.dc-embed { display: flex; background: #2b2d31; border-radius: 4px; overflow: hidden; margin-top: 4px; }
.dc-accent { flex: none; width: 4px; align-self: stretch; height: auto; }
.dc-inside { padding: 8px 12px 12px; min-width: 0; }
.dc-picture { background: #1e1f22; border-radius: 4px; margin-top: 8px; padding: 40px 16px; text-align: center; }
.dc-drawn { display: block; max-width: 100%; max-height: 300px; border-radius: 4px; margin-top: 8px; }
.dc-row { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 8px; }
.dc-button { border: 0; border-radius: 3px; color: #fff; font: inherit; font-size: 14px; padding: 6px 16px; }
.dc-plain { background: #4e5058; } .dc-good { background: #248046; } .dc-bad { background: #da373c; }
.dc-mention, .dc-time { background: #3c4270; color: #c9cdfb; border-radius: 3px; padding: 0 2px; }
.dc-time { background: #41434a; color: #dbdee1; }
.dc-code { background: #1e1f22; border-radius: 4px; padding: 0 3px; }
.dc-link { color: #00a8fc; }
.dc-select, .dc-file { background: #1e1f22; border-radius: 4px; padding: 8px 12px; margin-top: 8px; font-size: 14px; }
"""


def preview(note: Note, house: str = "Gastgeber", *, picture: str = "") -> str:
    """`house` is the name shown above the message, `picture` the address of the drawn picture, if there is one."""
    fitted = fit_note(note, ABILITIES)
    words = f'<div class="dc-text">{"".join(map(_span, fitted.text.spans))}</div>'
    body = _embed(fitted, words + _picture(fitted, picture)) if fitted.colour or fitted.picture else words
    name = f'<div><span class="dc-author">{escape(house)}</span><span class="dc-app">APP</span></div>'
    file = f'<div class="dc-file">{escape(fitted.file.name)}</div>' if fitted.file else ""
    rows = "".join(f'<div class="dc-row">{"".join(map(_button, row))}</div>' for row in fitted.rows if row)
    controls = rows + "".join(map(_select, fitted.selects))
    return f'<style>{STYLE}</style><div class="dc">{name}{body}{file}{controls}</div>'


def _picture(note: Note, drawn: str) -> str:
    if note.picture is None:
        return ""
    alt = escape(note.picture.alt)
    if drawn:
        return f'<img class="dc-drawn" src="{escape(drawn)}" alt="{alt}">'
    return f'<div class="dc-picture">{alt}</div>'


def _embed(note: Note, inside: str) -> str:
    colour = colour_value(note.colour)
    fill = f"#{colour:06x}" if colour is not None else "#1e1f22"
    bar = f'<rect width="4" height="100%" fill="{fill}"></rect>'
    accent = f'<svg class="dc-accent" width="4" height="100%" aria-hidden="true">{bar}</svg>'
    return f'<div class="dc-embed">{accent}<div class="dc-inside">{inside}</div></div>'


def _span(span: Span) -> str:
    match span:
        case Plain():
            return escape(span.words)
        case Strong():
            return f"<strong>{escape(span.words)}</strong>"
        case Emphasis():
            return f"<em>{escape(span.words)}</em>"
        case Code():
            return f'<code class="dc-code">{escape(span.words)}</code>'
        case Link():
            url = safe_url(span.url)
            words = escape(span.words or span.url)
            return f'<a class="dc-link" href="{escape(url)}" rel="noreferrer nofollow">{words}</a>' if url else words
        case Mention():
            at = "@" if span.member.platform == "discord" else ""
            kind = ' class="dc-mention"' if at else ""
            return f"<span{kind}>{at}{escape(span.name)}</span>"
        case When():
            return f'<time class="dc-time" datetime="{span.instant.isoformat()}">{escape(span.words)}</time>'
    assert_never(span)


def _button(button: Button) -> str:
    kind = "dc-plain" if button.url else _STYLES[button.style]
    return f'<button type="button" class="dc-button {kind}" disabled>{escape(button.label)}</button>'


def _select(select: Select) -> str:
    chosen = next((option.label for option in select.options if option.chosen), select.placeholder)
    return f'<div class="dc-select">{escape(chosen)} \u25be</div>'
