"""A note as Telegram would show it: safe HTML without scripts for the lobby's preview."""

from __future__ import annotations

from html import escape

from bot.core.fitting import fit_note
from bot.core.notes import Note
from bot.core.text import Code, Emphasis, Link, Mention, Span, Strong, When, words_of
from bot.platforms.telegram.abilities import ABILITIES
from bot.platforms.telegram.markup import Key, clean, keys

# The look, brought along: the page that shows a preview is a document of its own.
STYLE = """
.tg-preview{max-width:26rem;font:15px/1.35 system-ui,sans-serif}
.tg-bubble{background:light-dark(#fff,#182533);color:light-dark(#000,#fff);border-radius:12px 12px 12px 4px;
padding:.45rem .7rem;box-shadow:0 1px 1px #0003;white-space:pre-wrap;overflow-wrap:anywhere}
.tg-bubble .tg-name{color:light-dark(#3a7bbf,#6ab3f3);font-weight:600;display:block}
.tg-bubble a,.tg-bubble time,.tg-bubble .tg-mention{color:light-dark(#2481cc,#6ab3f3);text-decoration:none}
.tg-picture{background:#8884;border-radius:8px;padding:2.5rem 1rem;text-align:center;margin-bottom:.4rem}
.tg-drawn{display:block;max-width:100%;border-radius:8px;margin-bottom:.4rem}
.tg-row{display:flex;gap:4px;margin-top:4px}
.tg-key{flex:1;background:#5d8fbd;color:#fff;border-radius:8px;padding:.45rem;text-align:center;font-size:14px}
.tg-good{background:#3a9d5d}.tg-bad{background:#c9504a}
""".strip()
_SHADE = {"success": " tg-good", "danger": " tg-bad"}


def preview(note: Note, house: str = "Gastgeber", *, picture: str = "") -> str:
    """`house` is the name shown above the message, `picture` the address of the drawn picture, if there is one."""
    fitted = fit_note(note, ABILITIES)
    shown = _picture(fitted, picture)
    words = "".join(_span(span) for span in fitted.text.spans)
    name = f'<span class="tg-name">{_safe(house)}</span>'
    rows = "".join(_row(row) for row in keys(fitted, "gastgeber_bot", private=False, shorten=lambda words, prefix: "k"))
    return (
        f'<style>{STYLE}</style><div class="tg-preview"><div class="tg-bubble">{name}{shown}{words}</div>{rows}</div>'
    )


def _picture(note: Note, drawn: str) -> str:
    if note.picture is None:
        return ""
    alt = _safe(note.picture.alt)
    if drawn:
        return f'<img class="tg-drawn" src="{_safe(drawn)}" alt="{alt}">'
    return f'<div class="tg-picture">{alt}</div>'


def _span(span: Span) -> str:
    words = _safe(words_of(span))
    match span:
        case Strong():
            return f"<b>{words}</b>"
        case Emphasis():
            return f"<i>{words}</i>"
        case Code():
            return f"<code>{words}</code>"
        case Link():
            return f'<a title="{_safe(span.url)}">{words}</a>'
        case Mention():
            return f'<span class="tg-mention">{words}</span>'
        case When():
            return f'<time datetime="{span.instant.isoformat()}">{words}</time>'
        case _:
            return words


def _row(row: list[Key]) -> str:
    return f'<div class="tg-row">{"".join(_key(key) for key in row)}</div>'


def _key(key: Key) -> str:
    arrow = " ↗" if key.url else ""
    return f'<span class="tg-key{_SHADE.get(key.style, "")}">{_safe(key.label)}{arrow}</span>'


def _safe(words: str) -> str:
    return escape(clean(words), quote=True)
