"""Reads `parse_mode=HTML` as strictly as Telegram does, and complains in its words."""

from dataclasses import dataclass
from typing import Any

from .entities import Entity, units
from .errors import BotError, bad

_PLAIN = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "u": "underline",
    "ins": "underline",
    "tg-spoiler": "spoiler",
    "code": "code",
}
_TAGS = {*_PLAIN, "a", "pre", "span", "blockquote", "tg-emoji"}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    begin: int
    offset: int
    written: int


def parse_html(source: str) -> tuple[str, list[Entity]]:
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.out: list[str] = []
        self.length = 0
        self.open: list[_Open] = []
        self.found: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        while self.at < len(self.source):
            self._step()
        if self.open:
            raise _complain(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        return "".join(self.out), sorted(self.found, key=lambda e: (e["offset"], -e["length"]))

    def _step(self) -> None:
        sign = self.source[self.at]
        if sign == "&":
            self._write(self._reference())
        elif sign != "<":
            self.at += 1
            self._write(sign)
        elif self.source[self.at + 1 : self.at + 2] == "/":
            self._end_tag()
        else:
            self._start_tag()

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.length += units(text)

    def _reference(self) -> str:
        """A character reference, or the bare ampersand if it is none Telegram knows."""
        end = self.source.find(";", self.at, self.at + 12)
        name = self.source[self.at + 1 : end] if end > 0 else ""
        letter = _NAMED.get(name) or _numbered(name)
        if letter is None:
            self.at += 1
            return "&"
        self.at = end + 1
        return letter

    def _byte(self, position: int) -> int:
        return len(self.source[:position].encode())

    def _until(self, stops: str) -> str:
        start = self.at
        while self.at < len(self.source) and self.source[self.at] not in stops and not self.source[self.at].isspace():
            self.at += 1
        return self.source[start : self.at]

    def _skip_space(self) -> None:
        while self.at < len(self.source) and self.source[self.at].isspace():
            self.at += 1

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._until(">").lower()
        if self.at >= len(self.source):
            raise _complain(f"Unclosed start tag at byte offset {self._byte(begin)}")
        if tag not in _TAGS:
            raise _complain(f'Unsupported start tag "{tag}" at byte offset {self._byte(begin)}')
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise _complain(f'Tag "span" must have class "tg-spoiler" at byte offset {self._byte(begin)}')
        if tag == "tg-emoji" and "emoji-id" not in attributes:
            raise _complain(f'Tag "tg-emoji" must have attribute "emoji-id" at byte offset {self._byte(begin)}')
        self.open.append(_Open(tag, attributes, begin, self.length, len(self.out)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        found: dict[str, str] = {}
        while True:
            self._skip_space()
            if self.at >= len(self.source):
                raise _complain(f"Unclosed start tag at byte offset {self._byte(begin)}")
            if self.source[self.at] == ">":
                self.at += 1
                return found
            name = self._until("=>").lower()
            if not name:
                raise _complain(f'Empty attribute name in the tag "{tag}" at byte offset {self._byte(begin)}')
            self._skip_space()
            if self.source[self.at : self.at + 1] == "=":
                self.at += 1
                found[name] = self._value(begin)
            elif tag == "blockquote" and name == "expandable":
                found[name] = ""
            else:
                where = self._byte(begin)
                raise _complain(
                    f'Expected equal sign in declaration of an attribute of the tag "{tag}" at byte offset {where}'
                )

    def _value(self, begin: int) -> str:
        self._skip_space()
        quote = self.source[self.at : self.at + 1]
        if quote not in {'"', "'"}:
            return self._until(">")
        end = self.source.find(quote, self.at + 1)
        if end < 0:
            raise _complain(f"Unclosed start tag at byte offset {self._byte(begin)}")
        raw = self.source[self.at + 1 : end]
        self.at = end + 1
        inner = _Reader(raw.replace("<", "&lt;"))
        return inner.read()[0]

    def _end_tag(self) -> None:
        begin = self.at
        self.at += 2
        name = self._until(">").lower()
        self._skip_space()
        if not self.open:
            raise _complain(f"Unexpected end tag at byte offset {self._byte(begin)}")
        if self.source[self.at : self.at + 1] != ">":
            raise _complain(f"Unclosed end tag at byte offset {self._byte(begin)}")
        self.at += 1
        top = self.open.pop()
        if name and name != top.tag:
            where = self._byte(begin)
            raise _complain(f'Unmatched end tag at byte offset {where}, expected "</{top.tag}>", found "</{name}>"')
        if self.length > top.offset and (entity := self._entity(top)):
            self.found.append({**entity, "offset": top.offset, "length": self.length - top.offset})

    def _entity(self, top: _Open) -> dict[str, Any] | None:
        if top.tag == "a":
            return _link(top.attributes.get("href") or "".join(self.out[top.written :]))
        if top.tag == "code" and self.open and self.open[-1].tag == "pre" and "class" in top.attributes:
            self.open[-1].attributes["language"] = top.attributes["class"].removeprefix("language-")
            return None
        if top.tag == "pre":
            language = top.attributes.get("language")
            return {"type": "pre", "language": language} if language else {"type": "pre"}
        if top.tag == "blockquote":
            return {"type": "expandable_blockquote" if "expandable" in top.attributes else "blockquote"}
        if top.tag == "tg-emoji":
            return {"type": "custom_emoji", "custom_emoji_id": top.attributes["emoji-id"]}
        return {"type": "spoiler" if top.tag == "span" else _PLAIN[top.tag]}


def _link(url: str) -> dict[str, Any] | None:
    if url.startswith("tg://user?id=") and url[13:].isdigit():
        return {"type": "text_mention", "user": int(url[13:])}
    if "." not in url and "://" not in url:
        return None
    return {"type": "text_link", "url": url if "://" in url else f"http://{url}"}


def _numbered(name: str) -> str | None:
    if not name.startswith("#"):
        return None
    digits, base = (name[2:], 16) if name[1:2] in {"x", "X"} else (name[1:], 10)
    try:
        code = int(digits, base)
    except ValueError:
        return None
    return chr(code) if 0 < code < 0x110000 else None


def _complain(what: str) -> BotError:
    return bad(f"can't parse entities: {what}")
