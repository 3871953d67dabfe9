"""A note becomes the body of a Discord message: content or embed, buttons, selects, attachments. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.core.notes import BUTTONS_A_ROW, LABEL_LIMIT, OPTIONS, ROWS, Button, ButtonStyle, Note, Select
from bot.platforms.discord.abilities import CONTENT_LIMIT, EMBED_LIMIT
from bot.platforms.discord.markup import APART, fitted, markdown, safe_url

Body = dict[str, Any]
ROW, BUTTON, SELECT = 1, 2, 3
LINK_STYLE = 5
ID_LIMIT, OPTION_LIMIT, PLACEHOLDER_LIMIT, ALT_LIMIT = 100, 100, 150, 1024
EPHEMERAL = 1 << 6
PICTURE_NAME = "picture.png"
_STYLES: dict[ButtonStyle, int] = {"plain": 2, "good": 3, "bad": 4}
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})\Z")
_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    body: bytes
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    body: Body
    uploads: tuple[Upload, ...] = ()

    @property
    def components(self) -> list[Body]:
        components: list[Body] = self.body["components"]
        return components


def card(note: Note, pictures: Mapping[str, bytes] | None = None, pings: Sequence[str] = ()) -> Card:
    """`pictures` holds the painted bytes by the picture's spec; `pings` are ids of roles, and nobody else is pinged."""
    uploads = _uploads(note, pictures or {})
    roles = [role for role in pings if role.isdecimal()]
    called = " ".join(f"<@&{role}>" for role in roles)
    painted = any(upload.name == PICTURE_NAME for upload in uploads)
    text = markdown(note.text)
    body: Body = {"allowed_mentions": {"parse": [], "roles": roles, "replied_user": False}}
    if note.colour or note.picture or len(called) + 1 + len(text) > CONTENT_LIMIT:
        body |= {"content": called[:CONTENT_LIMIT], "embeds": [_embed(note, painted)]}
    else:
        body |= {"content": f"{called}\n{text}".strip(), "embeds": []}
    body["components"] = components(note)
    if not body["content"] and not body["embeds"] and not uploads:
        body["content"] = APART
    if uploads or not note.picture:  # left out, an edit keeps the picture that is there
        body["attachments"] = [_attachment(at, upload) for at, upload in enumerate(uploads)]
    return Card(body, uploads)


def components(note: Note) -> list[Body]:
    """At most five rows; a second control with the same id would make Discord refuse the whole message."""
    seen: set[str] = set()
    rows = [[made for button in row if (made := _button(button, seen))] for row in note.rows]
    made_rows = [{"type": ROW, "components": row[:BUTTONS_A_ROW]} for row in rows if row]
    selects = [{"type": ROW, "components": [made]} for select in note.selects if (made := _select(select, seen))]
    return (made_rows[: ROWS - len(selects)] + selects)[:ROWS]


def same(body: Body, message: Mapping[str, Any]) -> bool:
    """Whether a message on the platform shows this body: our mark where a nonce is no longer remembered."""
    shown = [str(embed.get("description", "")).strip() for embed in message.get("embeds", ())]
    wanted = [str(embed.get("description", "")).strip() for embed in body["embeds"]]
    return (
        str(message.get("content", "")).strip() == str(body["content"]).strip()
        and shown == wanted
        and _ids(message.get("components", ())) == _ids(body["components"])
    )


def file_name(given: str) -> str:
    return _FILE_NAME.sub("-", given).strip("-.")[:80] or "file"


def colour_value(colour: str) -> int | None:
    found = _COLOUR.match(colour)
    return int(found[1], 16) if found else None


def _embed(note: Note, painted: bool) -> Body:
    made: Body = {"description": fitted(note.text, EMBED_LIMIT)}
    colour = colour_value(note.colour)
    if colour is not None:
        made["color"] = colour
    if painted:
        made["image"] = {"url": f"attachment://{PICTURE_NAME}"}
    return made


def _uploads(note: Note, pictures: Mapping[str, bytes]) -> tuple[Upload, ...]:
    made: list[Upload] = []
    if note.picture and note.picture.spec in pictures:
        made.append(Upload(PICTURE_NAME, pictures[note.picture.spec], note.picture.alt))
    if note.file:
        made.append(Upload(file_name(note.file.name), note.file.body.encode()))
    return tuple(made)


def _attachment(at: int, upload: Upload) -> Body:
    made: Body = {"id": at, "filename": upload.name}
    return made | ({"description": upload.alt[:ALT_LIMIT]} if upload.alt else {})


def _button(button: Button, seen: set[str]) -> Body | None:
    made: Body = {"type": BUTTON, "label": button.label.strip()[:LABEL_LIMIT] or APART}
    if button.url:
        url = safe_url(button.url)
        return made | {"style": LINK_STYLE, "url": url} if url else None
    if not button.id or button.id in seen:
        return None
    seen.add(button.id)
    return made | {"style": _STYLES[button.style], "custom_id": button.id[:ID_LIMIT]}


def _select(select: Select, seen: set[str]) -> Body | None:
    values: set[str] = set()
    options: list[Body] = []
    for option in select.options[:OPTIONS]:
        if option.value in values:
            continue
        values.add(option.value)
        made: Body = {"label": option.label[:OPTION_LIMIT] or APART, "value": option.value[:OPTION_LIMIT]}
        about: Body = {"description": option.about[:OPTION_LIMIT]} if option.about else {}
        first_chosen = option.chosen and not any("default" in each for each in options)
        options.append(made | about | ({"default": True} if first_chosen else {}))
    if not options or select.id in seen:
        return None
    seen.add(select.id)
    made = {"type": SELECT, "custom_id": select.id[:ID_LIMIT], "options": options}
    return made | ({"placeholder": select.placeholder[:PLACEHOLDER_LIMIT]} if select.placeholder else {})


def _ids(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return [str(part["custom_id"]) for row in rows for part in row.get("components", ()) if "custom_id" in part]
