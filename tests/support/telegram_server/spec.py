"""Checks calls, updates and answers against the machine-readable Bot API, where PLATFORM_SPECS says it is."""

import json
import os
from pathlib import Path
from typing import Any

FILE = "telegram-bot-api-paulsonoflars-api.json"
_TAGS = ("status", "type", "source")
_PLAIN: dict[str, tuple[type, ...]] = {"Integer": (int,), "Float": (int, float), "String": (str,), "Boolean": (bool,)}


class Spec:
    def __init__(self, document: dict[str, Any]) -> None:
        self.methods: dict[str, Any] = document["methods"]
        self.types: dict[str, Any] = document["types"]
        self.violations: list[str] = []

    def check_call(self, method: str, values: dict[str, Any], files: set[str]) -> None:
        if (known := self.methods.get(method)) is None:
            self.violations.append(f"{method}: no such method")
            return
        self._fields(method, known.get("fields", []), {**dict.fromkeys(files, "attach"), **values}, attached=files)

    def check_update(self, update: dict[str, Any]) -> None:
        self._value(f"update {update.get('update_id')}", update, ["Update"])

    def check_result(self, method: str, result: Any) -> None:
        if known := self.methods.get(method):
            self._value(f"{method} result", result, known["returns"])

    def _fields(self, where: str, fields: list[Any], values: dict[str, Any], attached: set[str] | None = None) -> None:
        named = {field["name"]: field for field in fields}
        for name in values.keys() - named.keys() - (attached or set()):
            self.violations.append(f"{where}: unknown field {name}")
        for name, field in named.items():
            if name in values:
                self._value(f"{where}.{name}", values[name], field["types"])
            elif field["required"]:
                self.violations.append(f"{where}: required field {name} is missing")

    def _value(self, where: str, value: Any, types: list[str]) -> None:
        """Several types may be meant; the complaint is about the closest."""
        worst: list[str] | None = None
        for name in types:
            found = self._against(where, value, name)
            if not found:
                return
            if worst is None or len(found) < len(worst):
                worst = found
        self.violations.extend(worst or [])

    def _against(self, where: str, value: Any, name: str) -> list[str]:
        if name.startswith("Array of "):
            if not isinstance(value, list):
                return [f"{where}: {value!r:.80} is no {name}"]
            inner = name.removeprefix("Array of ")
            return [line for n, item in enumerate(value) for line in self._against(f"{where}[{n}]", item, inner)]
        if name == "InputFile":
            return [] if isinstance(value, str) else [f"{where}: no file"]
        if expected := _PLAIN.get(name):
            fits = isinstance(value, expected) and (name == "Boolean" or not isinstance(value, bool))
            return [] if fits else [f"{where}: {value!r:.80} is no {name}"]
        return self._object(where, value, name)

    def _object(self, where: str, value: Any, name: str) -> list[str]:
        if not isinstance(value, dict):
            return [f"{where}: {value!r:.80} is no {name}"]
        if subtypes := self.types[name].get("subtypes"):
            return self._one_of(where, value, subtypes)
        inner = Spec({"methods": {}, "types": self.types})
        inner._fields(f"{where}<{name}>", self.types[name].get("fields", []), value)
        return inner.violations

    def _one_of(self, where: str, value: dict[str, Any], subtypes: list[str]) -> list[str]:
        likely = [name for name in subtypes if self._tagged(value, name)] or subtypes
        tried = [self._against(where, value, name) for name in likely]
        return min(tried, key=len)

    def _tagged(self, value: dict[str, Any], name: str) -> bool:
        """Subtypes say what they are in words: `must be "creator"`, `always "creator"`, `must be creator`."""
        for field in self.types[name].get("fields", []):
            if field["name"] in _TAGS and field["name"] in value:
                words = (
                    field["description"]
                    .replace("\u201c", '"')
                    .replace("\u201d", '"')
                    .replace('"', " ")
                    .rstrip(".")
                    .split()
                )
                return bool(words) and words[-1] == value[field["name"]]
        return True


def load_spec() -> Spec | None:
    folder = os.environ.get("PLATFORM_SPECS")
    if not folder:
        return None
    return Spec(json.loads((Path(folder) / FILE).read_text(encoding="utf-8")))
