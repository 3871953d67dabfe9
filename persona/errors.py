"""What can be wrong with a line. These are ours, never the guest's: no guest ever reads one."""

from __future__ import annotations

from bot.core.errors import Fault


class LineMissing(Fault):
    """A cog asked for a line that no layer of the pack has."""

    def __init__(self, key: str, pack: str, language: str) -> None:
        super().__init__(f"the pack {pack} has no line {key} in {language}")
        self.key = key


class BlankMissing(Fault):
    """A line needs a blank that the cog did not fill, or cannot be filled with what it got."""

    def __init__(self, key: str, blank: str, where: str) -> None:
        super().__init__(f"{where}: the line {key} needs ${blank}")
        self.key = key
        self.blank = blank


class LineBroken(Fault):
    """Fluent could not read or build the line."""

    def __init__(self, key: str, where: str, why: str) -> None:
        super().__init__(f"{where}: the line {key} cannot be said: {why}")
        self.key = key
