"""A neutral, durable form: a modal on Discord, question by question in private on Telegram, a form in the lobby."""

from __future__ import annotations

from dataclasses import dataclass

TITLE_LIMIT = 45  # Discord modal title
FIELDS = 5  # Discord modal
ANSWER_LIMIT = 4000  # Discord text input; Telegram messages carry 4,096


@dataclass(frozen=True, slots=True)
class Field:
    """`name` is the value's key; its question is the persona line `<form line>-<name>`."""

    name: str
    long: bool = False
    required: bool = True
    limit: int = 300


@dataclass(frozen=True, slots=True)
class Form:
    """`line` is the persona line of the title; the fields' labels are `<line>-<field>`."""

    line: str
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        if not 1 <= len(self.fields) <= FIELDS:
            raise ValueError(f"form {self.line}: one to {FIELDS} fields")
        for field in self.fields:
            if not 1 <= field.limit <= ANSWER_LIMIT:
                raise ValueError(f"form {self.line}: {field.name} allows 1 to {ANSWER_LIMIT} characters")

    def line_of(self, field: Field) -> str:
        return f"{self.line}-{field.name}"
