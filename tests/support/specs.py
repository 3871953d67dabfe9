"""Checking payloads against Discord's own OpenAPI document, where PLATFORM_SPECS names its folder."""

import json
import os
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Self

from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

FILE = "discord-openapi.json"
HERE = "urn:discord"

checker = FormatChecker(formats=[])


def is_moment(value: object) -> bool:
    """An instant with its zone, as RFC 3339 wants it."""
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


checker.checks("date-time", raises=ValueError)(is_moment)


class DiscordSpec:
    """Answers with what is wrong, in words; an empty list is a good answer."""

    def __init__(self, path: Path) -> None:
        document = relaxed(json.loads(path.read_text(encoding="utf-8")))
        # The document says integer here; the documentation and the live service give names like BASE_TYPE_CHOICES.
        errors = document["components"]["schemas"]["InnerErrors"]["properties"]["_errors"]
        errors["items"] = {"type": "object", "required": ["code", "message"]}
        self._paths: dict[str, Any] = document["paths"]
        resource = Resource.from_contents(document, default_specification=DRAFT202012)
        self._registry: Registry[Any] = Registry().with_resource(HERE, resource)
        self._validators: dict[str, Draft202012Validator] = {}

    @classmethod
    def from_environment(cls) -> Self | None:
        folder = os.environ.get("PLATFORM_SPECS")
        return cls._read(str(Path(folder) / FILE)) if folder else None

    @classmethod
    @cache
    def _read(cls, path: str) -> Self:
        return cls(Path(path))

    def check(self, method: str, template: str, body: Any, status: int, answer: Any) -> list[str]:
        """One call and its answer; the request counts only when it was accepted."""
        where = self._where(method, template)
        if where is None:
            return [f"no such operation in the specification: {method} {template}"]
        told = self.check_request(where, body) if 200 <= status < 300 else []
        return told + self.check_answer(where, status, answer)

    def check_request(self, where: str, body: Any) -> list[str]:
        operation = self._at(where)
        if "requestBody" not in operation:
            return [] if body in (None, {}) else ["request: a body where none is expected"]
        # discord.py leaves empty bodies out, and Discord reads that as an empty object.
        told = {} if body is None else body
        return self._problems("request", f"{where}/requestBody/content/application~1json/schema", told)

    def check_answer(self, where: str, status: int, answer: Any) -> list[str]:
        responses = self._at(where)["responses"]
        key = str(status) if str(status) in responses else f"{status // 100}XX"
        if key not in responses:
            return [] if status >= 500 else [f"answer: status {status} is not foreseen"]
        response = responses[key]
        place = response["$ref"].partition("#")[2] if "$ref" in response else f"{where}/responses/{key}"
        content = self._at(place).get("content")
        if content is None:
            return [] if answer is None else [f"answer {status}: a body where none is expected"]
        return self._problems(f"answer {status}", f"{place}/content/application~1json/schema", answer)

    def _where(self, method: str, template: str) -> str | None:
        if method.lower() not in self._paths.get(template, {}):
            return None
        return f"/paths/{template.replace('~', '~0').replace('/', '~1')}/{method.lower()}"

    def _at(self, pointer: str) -> dict[str, Any]:
        found: Any = self._registry.resolver(HERE).lookup(f"{HERE}#{_quoted(pointer)}").contents
        assert isinstance(found, dict)
        return found

    def _problems(self, what: str, pointer: str, value: Any) -> list[str]:
        if pointer not in self._validators:
            self._validators[pointer] = Draft202012Validator(
                {"$ref": f"{HERE}#{_quoted(pointer)}"}, registry=self._registry, format_checker=checker
            )
        return [f"{what} {error.json_path}: {_short(error)}" for error in self._validators[pointer].iter_errors(value)]


def _quoted(pointer: str) -> str:
    return pointer.replace("{", "%7B").replace("}", "%7D")


def _short(error: Any) -> str:
    """The deepest reason: "not valid under any" helps nobody."""
    while error.context:
        error = max(error.context, key=lambda inner: len(inner.absolute_path))
    return f"{'.'.join(map(str, error.absolute_path))} {error.message}"[:300]


def relaxed(tree: Any) -> Any:
    """The relaxations Discord's notes ask for: oneOf means anyOf, ids and integers may change clothes."""
    if isinstance(tree, list):
        return [relaxed(value) for value in tree]
    if not isinstance(tree, dict):
        return tree
    kept = {("anyOf" if key == "oneOf" else key): relaxed(value) for key, value in tree.items()}
    if "$ref" in kept and isinstance(kept["$ref"], str) and kept["$ref"].startswith("#"):
        kept["$ref"] = HERE + kept["$ref"]
    if kept.get("format") == "snowflake":
        return {"anyOf": [kept, {"type": "integer", "minimum": 0}]}
    if _is_integer(kept):
        return {"anyOf": [kept, {"type": "string", "pattern": "^-?[0-9]+$"}]}
    return kept


def _is_integer(schema: dict[str, Any]) -> bool:
    kind = schema.get("type")
    return kind == "integer" or (isinstance(kind, list) and "integer" in kind)
