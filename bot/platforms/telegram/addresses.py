"""Addresses in a message that a reader does not see before clicking."""

from __future__ import annotations

from collections.abc import Iterator

from telegram import InlineKeyboardMarkup, Message, MessageEntity


def hidden_links(message: Message) -> tuple[str, ...]:
    """Each once, in order: behind words of text, caption or quote, in the preview, on the buttons of forwarded posts."""
    return tuple(dict.fromkeys(link for link in _found(message) if link))


def _found(message: Message) -> Iterator[str | None]:
    quoted = message.quote.entities or () if message.quote else ()
    for entity in (*message.entities, *message.caption_entities, *quoted):
        if entity.type == MessageEntity.TEXT_LINK:
            yield entity.url
    shown = message.text or message.caption or ""
    preview = message.link_preview_options.url if message.link_preview_options else None
    if isinstance(preview, str) and preview not in shown:
        yield preview
    if isinstance(message.reply_markup, InlineKeyboardMarkup):
        for row in message.reply_markup.inline_keyboard:
            for button in row:
                yield button.url
                yield button.login_url.url if button.login_url else None
                yield button.web_app.url if button.web_app else None
