"""A note as data for scripts, and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.core.notes import Note

Shape = dict[str, Any]


def shape_of(note: Note) -> Shape:
    """`choices` are everything that can be pressed: with `press` and, for a select's option, `choice`; or a `url`."""
    shape: Shape = {"text": note.text.plain, "choices": list(_choices(note))}
    if note.file:
        shape["file"] = {"name": note.file.name, "body": note.file.body}
    return shape


def _choices(note: Note) -> Iterator[dict[str, str]]:
    for row in note.rows:
        for button in row:
            yield {"label": button.label} | ({"url": button.url} if button.url else {"press": button.id})
    for select in note.selects:
        for option in select.options:
            yield {"label": option.label, "press": select.id, "choice": option.value}


def lines_of(shape: Mapping[str, Any], first: int = 1) -> list[str]:
    """The text, and what can be pressed with its number."""
    file = shape.get("file")
    return [
        *str(shape["text"]).splitlines(),
        *(f"[{file['name']}]\n{file['body']}" for _ in range(1) if file),
        *(f"  {number}) {_label(choice)}" for number, choice in enumerate(_of(shape), first)),
    ]


def _of(shape: Mapping[str, Any]) -> Sequence[Mapping[str, str]]:
    found: Sequence[Mapping[str, str]] = shape.get("choices", ())
    return found


def _label(choice: Mapping[str, str]) -> str:
    where = choice.get("url") or choice.get("press", "")
    chosen = f"={choice['choice']}" if "choice" in choice else ""
    return f"{choice['label']}  ({where}{chosen})"
