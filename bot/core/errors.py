"""Two kinds of going wrong: a Mistake (somebody can act on it, said kindly) and a Fault (ours, logged with an id)."""

from __future__ import annotations


class Mistake(Exception):  # noqa: N818 - the house's word for it; it is an answer rather than an error
    """Ends the turn: everything it wrote is rolled back and the asker reads the persona's line `key`.

    `blanks` fill the line; guest text among them is escaped like everywhere.
    """

    def __init__(self, key: str, **blanks: object) -> None:
        super().__init__(key)
        self.key = key
        self.blanks = blanks


class Fault(Exception):  # noqa: N818
    """Something of ours is broken. The turn is tried again; the asker gets the event id after the last try."""


class StorageFault(Fault):
    """The database cannot be read or written now. Nothing of the transaction was kept; all of it is tried again."""


class TakenOver(StorageFault):
    """The data is another house's now: nothing can be kept here any more, however often it is tried."""


class BadSettings(Fault):
    """A setting, pack or migration that cannot work; the sentence is for the operator."""
