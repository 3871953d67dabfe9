"""Finds the pieces of a date in a line, decides which belong to it, and what of the line is left."""

from __future__ import annotations

from bot.core.when.clocks import read_clock
from bot.core.when.dates import read_date
from bot.core.when.pieces import Clock, Later, Named, Period, Piece, Weekday
from bot.core.when.relative import read_named_day, read_period, read_wait, read_weekday
from bot.core.when.tokens import Line
from bot.core.when.words import LEADS, LINKS, NUMBERS, RANGE_ENDS, RANGE_LINKS, SPOILERS, ZONE_PLACES, ZONES

EDGE = " \t\r\n,;:-–—|@·"
CLOSERS = ".!?"


def scan(line: Line) -> tuple[Piece, ...]:
    """One pass: every reader looks at a bounded number of tokens, so the work grows with the line and no faster."""
    pieces: list[Piece] = []
    at = 0
    while at < len(line.tokens):
        piece = _read(line, at, after_day=_day_ends(pieces, at))
        if piece is not None:
            pieces.append(piece)
        at = piece.end if piece is not None else at + 1
    return tuple(pieces)


def _read(line: Line, at: int, *, after_day: bool) -> Piece | None:
    return (
        read_wait(line, at)
        or read_period(line, at, after_day=after_day)
        or read_date(line, at)
        or read_clock(line, at)
        or read_named_day(line, at)
        or read_weekday(line, at)
    )


def _day_ends(pieces: list[Piece], at: int) -> bool:
    return bool(pieces) and pieces[-1].end == at and isinstance(pieces[-1].parts[-1], Named | Weekday | Later)


def groups(line: Line, pieces: tuple[Piece, ...]) -> tuple[tuple[Piece, ...], ...]:
    """Pieces with nothing but links between them; a weak piece on its own is part of the sentence."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if found and _linked(line, found[-1][-1].end, piece.start):
            found[-1].append(piece)
        else:
            found.append([piece])
    return tuple(tuple(group) for group in found if _counts_here(group))


def _counts_here(group: list[Piece]) -> bool:
    return (len(group) > 1 or not group[0].weak) and any(map(says_when, group))


def _linked(line: Line, start: int, end: int) -> bool:
    return all(line.text(at) in LINKS for at in range(start, end))


def spoiled(line: Line, group: tuple[Piece, ...]) -> bool:
    """bis Freitag, jeden Freitag, 20-22 Uhr, 8pm London time: a date is there, but not one start in our zone."""
    if line.text(_lead(line, group[0].start) - 1) in SPOILERS:
        return True
    behind = (None, *group)
    ahead = (*group[1:], None)
    return any(_around_clock(line, *three) for three in zip(behind, group, ahead, strict=False))


def _around_clock(line: Line, behind: Piece | None, piece: Piece, ahead: Piece | None) -> bool:
    if not any(isinstance(part, Clock) for part in piece.parts):
        return False
    before, after = piece.start - 1, piece.end
    since = line.text(before) in RANGE_LINKS and not (behind and behind.end == before) and _counts(line, before - 1)
    until = line.text(after) in RANGE_ENDS and not (ahead and ahead.start == after + 1) and _counts(line, after + 1)
    return since or until or line.text(before) in SPOILERS or _zone_named(line, after)


def _counts(line: Line, at: int) -> bool:
    return line.number(at) is not None or line.text(at) in NUMBERS


def _zone_named(line: Line, at: int) -> bool:
    """UTC, EST, (IST), London time, Londoner Zeit; capitals ending in T are a zone unless everything is in capitals."""
    at += line.text(at) == "("
    word, follows = line.text(at), line.text(at + 1)
    if not word:
        return False
    place = follows in {"time", "zeit"} and (word in ZONE_PLACES or (word.endswith("er") and follows == "zeit"))
    shouted = line.written(at).isupper() and not line.words.isupper()
    return word in ZONES or place or (shouted and word.endswith("t") and len(word) in {3, 4})


def says_when(piece: Piece) -> bool:
    """A part of the day alone (gute Nacht, in the morning) is small talk."""
    return not all(isinstance(part, Period) for part in piece.parts)


def leftovers(line: Line, found: tuple[tuple[Piece, ...], ...]) -> tuple[str, ...]:
    """Words no part of a date; am, um and commas say nothing by themselves."""
    used = {at for group in found for at in range(group[0].start, group[-1].end)}
    return tuple(token.text for at, token in enumerate(line.tokens) if at not in used and token.text not in LINKS)


def rest(line: Line, found: tuple[tuple[Piece, ...], ...]) -> str:
    """The line without its date, closed up where the date stood."""
    kept: list[str] = []
    at = 0
    for group in found:
        kept.append(line.words[at : line.tokens[_lead(line, group[0].start)].start])
        at = line.tokens[group[-1].end - 1].end
    kept.append(line.words[at:])
    closed = " ".join(part.strip(EDGE) for part in kept if part.strip(EDGE + CLOSERS))
    return closed.replace("( )", "").strip(EDGE)


def _lead(line: Line, first: int) -> int:
    while line.text(first - 1) in LEADS:
        first -= 1
    return first
