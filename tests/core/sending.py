"""Actors of the sender's tests: a feature that queues what it is told to, and a platform that answers from a script."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bot.core.actions import Action, Amend, Answer, Post, Whisper
from bot.core.context import Context
from bot.core.events import Envelope, MessageWritten, ResultEvent
from bot.core.features import Feature
from bot.core.notes import note
from bot.core.ports import Delivery, Done, Outcome
from bot.core.refs import MessageRef, PlaceRef
from tests.support.stage import Recorder, Stage


@dataclass
class Asking:
    """What the feature shall ask for with its next turn, and the results it was told."""

    wanted: list[Action] = field(default_factory=list)
    results: list[ResultEvent] = field(default_factory=list)

    def feature(self) -> Feature:
        async def heard(ctx: Context, event: MessageWritten) -> list[Action]:
            wanted, self.wanted = self.wanted, []
            return wanted

        async def told(ctx: Context, event: ResultEvent) -> list[Action]:
            self.results.append(event)
            return []

        return Feature("ask", listens={MessageWritten: heard}, results=told)

    def told(self) -> list[tuple[str, str]]:
        """Kind and reason of the results since the last look."""
        results, self.results = self.results, []
        return [(type(result).__name__, getattr(result, "reason", "")) for result in results]

    async def queue(self, stage: Stage, *actions: Action, platform: str = "discord") -> None:
        """Decided and committed, but nothing of it sent yet."""
        self.wanted = list(actions)
        scene = stage.actor("Ann", platform).scene()
        number = stage.next()
        event = MessageWritten(scene, MessageRef(scene.place, f"w{number}"), "hi", stage.clock.now())
        envelope = Envelope(f"ask:{number}", "lane", stage.clock.now(), event)
        await stage._pump(asyncio.create_task(stage.intake.put([envelope])))


@dataclass
class Scripted(Recorder):
    """`answers` gives the outcome of a call, or None where all goes well; `buckets` are those of every call."""

    answers: Callable[[Delivery], Outcome | None] = lambda delivery: None
    buckets: Callable[[Delivery], Sequence[tuple[str, float, float]]] = lambda delivery: ()
    tried: list[Delivery] = field(default_factory=list)

    async def perform(self, delivery: Delivery) -> Outcome:
        self.tried.append(delivery)
        outcome = self.answers(delivery)
        if outcome is None or isinstance(outcome, Done):
            done = await super().perform(delivery)
            return outcome or done
        return outcome

    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return self.buckets(delivery)

    def calls(self) -> list[str]:
        """The words of every try since the last look."""
        tried, self.tried = self.tried, []
        return [words(delivery.action) for delivery in tried]


def scripted(
    stage: Stage,
    platform: str,
    answers: Callable[[Delivery], Outcome | None] = lambda delivery: None,
    buckets: Callable[[Delivery], Sequence[tuple[str, float, float]]] = lambda delivery: (),
) -> Scripted:
    made = Scripted(stage.recorders[platform].abilities, answers=answers, buckets=buckets)
    stage.senders[platform].platform = made
    return made


def say(words: str, place: str = "general", platform: str = "discord") -> Post:
    return Post(PlaceRef(platform, place), note(words), tag=f"ask/{words}")


def words(action: Action) -> str:
    if isinstance(action, Post | Amend | Answer | Whisper):
        return action.note.text.plain
    return type(action).__name__
