"""Reads the parameters of a call, whichever way they were sent."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from .errors import bad

# What stays text even when it looks like JSON. Anything else in a form is JSON if it parses.
_TEXT = frozenset(
    [
        "text",
        "caption",
        "question",
        "explanation",
        "description",
        "short_description",
        "name",
        "title",
        "custom_title",
        "first_name",
        "last_name",
        "parse_mode",
        "question_parse_mode",
        "explanation_parse_mode",
        "language_code",
        "callback_query_id",
        "url",
        "secret_token",
        "invite_link",
        "action",
        "emoji",
        "payload",
        "file_id",
        "icon_custom_emoji_id",
        "inline_message_id",
        "business_connection_id",
        "message_effect_id",
        "type",
        "ip_address",
        "tag",
        "start_parameter",
        "username",
    ]
)


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    values: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return self.values.get(name) is not None

    def raw(self, name: str) -> Any:
        return self.values.get(name)

    def text(self, name: str) -> str | None:
        value = self.values.get(name)
        return None if value is None else str(value)

    def need_text(self, name: str) -> str:
        value = self.text(name)
        if not value:
            raise bad(f'parameter "{name}" is required')
        return value

    def number(self, name: str) -> int | None:
        value = self.values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise bad(f'parameter "{name}" must be an integer')
        return int(value)

    def need_int(self, name: str) -> int:
        value = self.number(name)
        if value is None:
            raise bad(f"{name} is not specified" if name != "message_id" else "message identifier is not specified")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.values.get(name)
        return default if value is None else bool(value)

    def object(self, name: str) -> dict[str, Any] | None:
        value = self.values.get(name)
        if value is None or isinstance(value, dict):
            return value
        raise bad(f"can't parse {name}: object expected")

    def array(self, name: str) -> list[Any]:
        value = self.values.get(name)
        if value is None:
            return []
        if not isinstance(value, list):
            raise bad(f"can't parse {name}: array expected")
        return value


async def read_params(request: web.Request) -> Params:
    values: dict[str, Any] = {name: _plain(name, value) for name, value in request.query.items()}
    if request.content_type == "application/json":
        body = await request.json()
        return Params({**values, **body}) if isinstance(body, dict) else Params(values)
    files: dict[str, Upload] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            values[name] = _plain(name, value if isinstance(value, str) else bytes(value).decode())
    return Params(values, files)


def _plain(name: str, value: str) -> Any:
    if name in _TEXT:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
