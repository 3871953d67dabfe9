"""What a check finds: a file, a line and a plain sentence for whoever writes the pack."""

from __future__ import annotations

from dataclasses import dataclass

from persona.fluentfile import Entry


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """`line` is 0 where no single line is to blame."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.sentence}" if self.line else f"{self.file}: {self.sentence}"


def about(entry: Entry, sentence: str) -> Finding:
    return Finding(entry.file, entry.line, sentence)
