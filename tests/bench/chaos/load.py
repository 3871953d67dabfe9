"""What goes on in town while the house is being killed: guests come, answer, ask; a moderator mutes; platforms stutter.

Guests behave as guests do: a press that Discord itself calls failed, because nobody acknowledged it, is given up and
pressed again later.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal

from tests.bench.chaos.town import Community, Town
from tests.support.discord_server import CannotDo, Interaction, User
from tests.support.telegram_server import Message as Line
from tests.support.telegram_server import NotAllowedError, Press
from tests.support.telegram_server import User as Person

Platform = Literal["discord", "telegram"]
Choice = Literal["yes", "maybe", "no"]
CHOICES: tuple[Choice, ...] = ("yes", "yes", "yes", "maybe", "no")
AT_A_BREATH = 4  # newcomers who wait for their welcome in one place: a welcome names no more than eight
FORGIVEN = 600.0  # seconds after which nobody waits for a welcome any more; what is missing then shows at the end
UNDER_WAY = 6  # presses, and questions, that wait for their answer: a house that has much to catch up on gets no more
FAILED_AFTER = 3.2  # seconds: Discord gives an interaction three
BEHIND = 60  # updates that wait on Telegram: a slow machine gets no more meanwhile
GIVEN_UP_AFTER = 20.0  # seconds until a guest looks elsewhere


@dataclass(eq=False)
class Joining:
    platform: Platform
    community: Community
    name: str
    at: float
    lines: set[tuple[int, int]] = field(default_factory=set)  # the welcomes that name them: place and message


@dataclass
class Answers:
    """What one guest pressed at one party, in order. From the last confirmed one on any may be the one that holds."""

    given: list[tuple[Choice, bool]] = field(default_factory=list)
    pressing: bool = False

    def may_stand(self) -> set[Choice]:
        """Empty while nothing was confirmed: then anything may stand, or nothing."""
        last = max((at for at, (_, confirmed) in enumerate(self.given) if confirmed), default=-1)
        return {choice for choice, _ in self.given[last:]} if last >= 0 else set()


@dataclass
class Muting:
    """`wanted` after the last order; `sure` where the house must have heard it."""

    wanted: bool = False
    sure: bool = True


@dataclass
class Seen:
    """Everything that was done, for the count at the end."""

    joinings: dict[str, Joining] = field(default_factory=dict)
    answers: dict[tuple[Platform, int, int], Answers] = field(default_factory=dict)  # platform, community, member
    presses: list[Press] = field(default_factory=list)
    interactions: list[Interaction] = field(default_factory=list)
    asked: dict[int, int] = field(default_factory=dict)  # by person on Telegram
    mutings: dict[tuple[Platform, int], Muting] = field(default_factory=dict)
    events: int = 0
    again: int = 0  # deliveries that repeat an earlier one
    swapped: int = 0
    faults: int = 0


class Load:
    def __init__(self, town: Town) -> None:
        self.town = town
        self.seen = Seen()
        self._dice = town.dice
        self._next = 0
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Until cancelled."""
        async with asyncio.TaskGroup() as group:
            for act, pause in (
                (self._join, 0.25),
                (self._press, 0.15),
                (self._ask, 0.7),
                (self._mute, 1.5),
                (self._stutter, 6.0),
                (self._repeat, 0.4),
                (self._swap, 1.0),
            ):
                group.create_task(self._now_and_then(act, pause))

    async def settle(self) -> None:
        """Until nobody has a press under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _now_and_then(self, act: Callable[[], Awaitable[None]], pause: float) -> None:
        while True:
            await asyncio.sleep(self._dice.uniform(0.0, 2 * pause))
            if len(self.town.telegram.feed.queue) > BEHIND:
                continue
            with suppress(CannotDo, NotAllowedError):
                await act()

    async def _join(self) -> None:
        platform, each = self._anywhere()
        now = asyncio.get_running_loop().time()
        waiting = [
            one
            for one in self.seen.joinings.values()
            if one.platform == platform and one.community is each and not one.lines and now - one.at < FORGIVEN
        ]
        if len(waiting) >= AT_A_BREATH:
            return
        self._next += 1
        name = f"Gast{self._next:05d}"
        self.seen.joinings[name] = Joining(platform, each, name, now)
        self.seen.events += 1
        if platform == "discord":
            await self.town.discord.join(each.guild, self.town.discord.add_user(name))
        else:
            await self.town.telegram.join(each.group, self.town.telegram.add_user(name))

    async def _press(self) -> None:
        platform, each = self._anywhere()
        choice = self._dice.choice(CHOICES)
        number = self._dice.randrange(len(each.users))
        guest = each.users[number] if platform == "discord" else each.people[number]
        answers = self.seen.answers.setdefault((platform, each.number, guest.id), Answers())
        if answers.pressing or len(self._tasks) >= UNDER_WAY:
            return
        answers.pressing = True
        self.seen.events += 1
        work = (
            self._on_discord(each, guest, choice, answers)
            if isinstance(guest, User)
            else self._on_telegram(each, guest, choice, answers)
        )
        self._spawn(work, answers)

    async def _on_discord(self, each: Community, guest: User, choice: Choice, answers: Answers) -> None:
        assert each.card is not None
        pressed = await self.town.discord.press(each.card, guest, f"parties/{choice}/{each.party}")
        self.seen.interactions.append(pressed)
        with suppress(TimeoutError):
            await pressed.acknowledged(FAILED_AFTER)
            await pressed.answered(GIVEN_UP_AFTER)
        answers.given.append((choice, bool(pressed.responses)))

    async def _on_telegram(self, each: Community, guest: Person, choice: Choice, answers: Answers) -> None:
        """An update stays until it is confirmed: what was pressed here counts, seen or not."""
        assert each.line is not None
        data = next(
            one["callback_data"]
            for one in each.line.buttons
            if one.get("callback_data", "").startswith(f"parties/{choice}/")
        )
        pressed = await self.town.telegram.press(each.line, guest, data)
        self.seen.presses.append(pressed)
        answers.given.append((choice, True))
        with suppress(AssertionError):
            await pressed.answered(GIVEN_UP_AFTER)

    def _spawn(self, work: Awaitable[None], answers: Answers) -> None:
        async def run() -> None:
            try:
                with suppress(CannotDo, NotAllowedError):
                    await work
            finally:
                answers.pressing = False

        task = asyncio.create_task(run())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _ask(self) -> None:
        platform, each = self._anywhere()
        self.seen.events += 1
        if platform == "discord":
            guest = self._dice.choice(each.users)
            options = {"question": "How do I get reminded of a party?"}
            self.seen.interactions.append(await self.town.discord.use_command(each.channel, guest, "ask", options))
            return
        person = self._dice.choice(each.people)
        if self._unanswered() >= UNDER_WAY:
            return
        self.seen.asked[person.id] = self.seen.asked.get(person.id, 0) + 1
        await self.town.telegram.write(person, person, "/help")

    def _unanswered(self) -> int:
        asked = sum(self.seen.asked.values())
        pages = sum(len(help_pages(self.town, person)) for person in self.seen.asked)
        return max(0, asked - pages)

    async def _mute(self) -> None:
        """The same one again and again: muted, given the voice back, muted."""
        platform, each = self._anywhere()
        muting = self.seen.mutings.setdefault((platform, each.number), Muting())
        if platform == "telegram" and is_silent(self.town, each) != muting.wanted:
            return
        wanted = not muting.wanted
        name = "mute" if wanted else "unmute"
        self.seen.events += 1
        if platform == "telegram":
            assert each.said is not None
            muting.wanted = wanted
            await self.town.telegram.write(each.group, self.town.otto, f"/{name}", reply_to=each.said)
            return
        assert each.troll is not None
        used = await self.town.discord.use_command(each.channel, self.town.olga, name, {"member": each.troll})
        self.seen.interactions.append(used)
        muting.wanted, muting.sure = wanted, False
        with suppress(TimeoutError):
            await used.acknowledged(FAILED_AFTER)
            await used.answered(GIVEN_UP_AFTER)
        muting.sure = bool(used.responses)

    async def _stutter(self) -> None:
        """A 429 or a 5xx for whatever call is next."""
        self.seen.faults += 1
        status = self._dice.choice((429, 429, 500, 502, 503))
        if self._dice.random() < 0.5:
            if status == 429:
                self.town.telegram.flood(retry_after=1)
            else:
                self.town.telegram.fail(status=status)
        elif status == 429:
            self.town.discord.rate_limit(path="/channels/*", retry_after=self._dice.uniform(0.1, 1.0))
        else:
            self.town.discord.fail(path="/channels/*", status=status)

    async def _repeat(self) -> None:
        self.seen.again += 1
        if self._dice.random() < 0.5:
            self.town.telegram.repeat_last(self._dice.randint(1, 3), backwards=self._dice.random() < 0.5)
        else:
            kind = self._dice.choice(("GUILD_MEMBER_ADD", "INTERACTION_CREATE", "GUILD_MEMBER_UPDATE"))
            await self.town.discord.events.repeat(kind)

    async def _swap(self) -> None:
        """What happens within a moment arrives in the other order, on Discord now and then twice."""
        self.seen.swapped += 1
        moment = self._dice.uniform(0.02, 0.2)
        if self._dice.random() < 0.5:
            self.town.telegram.hold()
            try:
                await asyncio.sleep(moment)
            finally:
                self.town.telegram.release(backwards=True)
        else:
            self.town.discord.events.hold()
            try:
                await asyncio.sleep(moment)
            finally:
                await self.town.discord.events.release(reverse=True, twice=self._dice.random() < 0.5)

    def _anywhere(self) -> tuple[Platform, Community]:
        platforms: Sequence[Platform] = ("discord", "telegram")
        return self._dice.choice(platforms), self._dice.choice(self.town.communities)


def help_pages(town: Town, person: int) -> list[Line]:
    """What the house answered to `/help` in this private chat."""
    chat = town.telegram.world.chats[person]
    return [line for line in chat.messages.values() if "Deutsch" in line.labels]


def is_silent(town: Town, each: Community) -> bool:
    """On Telegram."""
    assert each.lout is not None
    return town.telegram.world.standing(each.group, each.lout).status == "restricted"
