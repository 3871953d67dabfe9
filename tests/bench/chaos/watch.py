"""What the platforms' servers have shown of the house's doing, and what the house's rows say in the end."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Any

from bot.core.ports import Reader
from tests.bench.chaos.load import Joining, Platform, Seen, help_pages, is_silent
from tests.bench.chaos.town import Community, Town

GUEST = re.compile(r"Gast\d{5}")
REMINDED = re.compile(r"to go until \W*(Reminder \d{5})")
TAKEN = re.compile(r"Seats: (\d+) of (\d+)")
WAITING = re.compile(r"On the waiting list: (\d+)")
PLATFORMS: tuple[Platform, ...] = ("discord", "telegram")


@dataclass
class Watch:
    """Reads along, so that nothing that was shown for a moment only is missed."""

    town: Town
    seen: Seen
    reminded: dict[tuple[Platform, str], set[int]] = field(default_factory=lambda: defaultdict(set))
    over: int = 0  # more seats taken than there are, as a card once showed
    changes: int = 0
    _shown: int = 0
    _last: dict[int, int] = field(default_factory=dict)

    def look(self) -> None:
        places = {each.channel.id for each in self.town.communities}
        showings = self.town.discord.world.showings
        for showing in showings[self._shown :]:
            if showing.channel_id in places and showing.author_id == self.town.discord.bot.id:
                self._read("discord", showing.channel_id, showing.message_id, " ".join(showing.texts))
        self._shown = len(showings)
        for each in self.town.communities:
            self._look_at_group(each)

    def is_complete(self) -> bool:
        """Whether everything that can still come has been seen."""
        welcome = all(one.lines for one in self.seen.joinings.values())
        return welcome and len(self.reminded) == 2 * len(self.town.reminders) and not self.town.telegram.feed.queue

    def _look_at_group(self, each: Community) -> None:
        group, last = each.group, self._last.get(each.group.id, 0)
        for message in takewhile(lambda one: one.id > last, reversed(group.messages.values())):
            self._last[group.id] = max(self._last.get(group.id, 0), message.id)
            if message.sender is self.town.telegram.me and not message.service:
                self._read("telegram", group.id, message.id, message.words)
        if each.line is not None:
            self._read_card(each.line.words)

    def _read(self, platform: Platform, place: int, message: int, words: str) -> None:
        self.changes += 1
        for title in REMINDED.findall(words):
            self.reminded[platform, title].add(message)
        for name in GUEST.findall(words):
            joining = self.seen.joinings.get(name)
            if joining and joining.platform == platform:
                joining.lines.add((place, message))
        self._read_card(words)

    def _read_card(self, words: str) -> None:
        for taken, seats in TAKEN.findall(words):
            self.over = max(self.over, int(taken) - int(seats))


async def count(watch: Watch, reader: Reader) -> dict[str, Any]:
    """From what the servers saw; the rows only tell what the house itself could not know."""
    unknown = await _unknown(reader)
    figures: dict[str, Any] = {}
    for platform in PLATFORMS:
        joinings = [one for one in watch.seen.joinings.values() if one.platform == platform]
        figures[platform] = {
            "greetings": await _greetings(joinings, unknown, reader),
            "reminders": _reminders(watch, platform),
            "answers_doubled": _answers_doubled(watch, platform),
            "answers_lost": _answers_lost(watch, platform),
            "mutes_lost": _mutes_lost(watch, platform),
        }
    return figures | await _seats(watch, reader) | {"set_aside": await _number(reader, "inbox", "state = 'aside'")}


async def _unknown(reader: Reader) -> set[str]:
    """Names of guests whose welcome the house gave up on, because it could not tell whether it was said."""
    rows = await reader.rows(
        "SELECT m.name FROM welcome w JOIN outbox o ON o.makes = w.bookmark"
        " JOIN member m ON m.platform = w.platform AND m.id = w.member"
        " WHERE w.bookmark <> '' AND o.state = 'unknown'"
    )
    return {str(row[0]) for row in rows}


async def _greetings(joinings: list[Joining], unknown: set[str], reader: Reader) -> dict[str, Any]:
    known = [one for one in joinings if one.name not in unknown]
    missing = sorted(one.name for one in known if not one.lines)
    return {
        "joined": len(joinings),
        "lost": len(missing),
        "doubled": sum(len(one.lines) > 1 for one in joinings),
        "unknown": len(joinings) - len(known),
        "unknown_and_not_seen": sum(not one.lines for one in joinings if one.name in unknown),
        "missing": [await _how_far(name, reader) for name in missing[:20]],
    }


async def _how_far(name: str, reader: Reader) -> str:
    """What became of somebody nobody greeted, for whoever looks for the reason."""
    row = await reader.row(
        "SELECT coalesce(w.state, 'not expected'), coalesce(o.state, 'nothing said'), coalesce(o.error, '')"
        " FROM member m LEFT JOIN welcome w ON w.platform = m.platform AND w.member = m.id"
        " LEFT JOIN outbox o ON w.bookmark <> '' AND o.makes = w.bookmark WHERE m.name = ?",
        name,
    )
    return ", ".join((name, *(map(str, row) if row else ["never heard of"])))


def _reminders(watch: Watch, platform: Platform) -> dict[str, int]:
    lines = [watch.reminded.get((platform, title), set()) for title in watch.town.reminders]
    return {
        "planned": len(lines),
        "lost": sum(not each for each in lines),
        "doubled": sum(len(each) > 1 for each in lines),
    }


def _answers_doubled(watch: Watch, platform: Platform) -> int:
    if platform == "discord":
        return sum(len(one.responses) > 1 for one in watch.seen.interactions)
    return sum(max(0, got - asked) for asked, got in _pages(watch))


def _answers_lost(watch: Watch, platform: Platform) -> int:
    """Of what Telegram kept until it was confirmed. Discord itself tells a guest that nobody heard."""
    return 0 if platform == "discord" else sum(max(0, asked - got) for asked, got in _pages(watch))


def _pages(watch: Watch) -> list[tuple[int, int]]:
    return [(asked, len(help_pages(watch.town, person))) for person, asked in watch.seen.asked.items()]


def _mutes_lost(watch: Watch, platform: Platform) -> int:
    lost = 0
    for each in watch.town.communities:
        muting = watch.seen.mutings.get((platform, each.number))
        if muting is None or not muting.sure:
            continue
        if platform == "discord":
            assert each.troll is not None
            muted = each.guild.members[each.troll.id].communication_disabled_until is not None
        else:
            muted = is_silent(watch.town, each)
        lost += muted != muting.wanted
    return lost


async def _seats(watch: Watch, reader: Reader) -> dict[str, Any]:
    lost = wrong = over = confirmed = 0
    for each in watch.town.communities:
        rows = await reader.rows(
            "SELECT platform, member, answer, seated FROM party_rsvp WHERE party = ? AND member <> ''", each.party
        )
        stands = {(row[0], int(row[1])): row[2] for row in rows}
        for (platform, community, guest), answers in watch.seen.answers.items():
            if community == each.number and (possible := answers.may_stand()):
                confirmed += sum(sure for _, sure in answers.given)
                lost += stands.get((platform, guest)) not in possible
        taken = sum(row[3] for row in rows)
        waiting = sum(row[2] == "yes" and not row[3] for row in rows)
        over += max(0, taken - each.seats)
        wrong += sum(_shows(words) != (taken, waiting) for words in _cards(each))
    return {
        "rsvps_confirmed": confirmed,
        "rsvps_lost": lost,
        "cards_wrong": wrong,
        "seats_over_capacity": over + watch.over,
    }


def _cards(each: Community) -> list[str]:
    card, line = each.card, each.line
    assert card is not None
    assert line is not None
    shown = card.showing.texts if card.showing else ()
    return [" ".join(shown), line.words]


def _shows(words: str) -> tuple[int, int]:
    taken, waiting = TAKEN.search(words), WAITING.search(words)
    return int(taken[1]) if taken else -1, int(waiting[1]) if waiting else 0


async def _number(reader: Reader, table: str, where: str) -> int:
    row = await reader.row(f"SELECT count(*) FROM {table} WHERE {where}")
    return int(row[0]) if row else 0
