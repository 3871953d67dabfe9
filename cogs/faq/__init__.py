"""faq: answers what it knows, admits what it does not, and stays out of the chatter."""

from __future__ import annotations

from functools import partial

from bot.core.events import MessageWritten, PlaceMigrated
from bot.core.features import Feature, Filled, Hooks, Press
from bot.core.roles import Role
from cogs.faq import asking, desk, gaps, hooks
from cogs.faq.commands import commands
from cogs.faq.library import HouseAnswers, Library
from cogs.faq.scoring import preparing


def faq(answers: HouseAnswers) -> Feature:
    """`answers` are the entries that come with a pack."""
    library = Library(answers)
    return Feature(
        name="faq",
        commands=commands(library),
        listens={MessageWritten: partial(asking.written, library), PlaceMigrated: hooks.moved},
        presses={
            "insist": Press(opens="insist"),
            "add": Press(may=Role.TEAM, opens="add"),
            "list": Press(partial(desk.listed, library), may=Role.TEAM),
            "entry": Press(partial(desk.entry, library), may=Role.TEAM),
            "answer": Press(may=Role.TEAM, opens="answer"),
            "asks": Press(may=Role.TEAM, opens="asks"),
            "remove": Press(partial(desk.removed, library), may=Role.TEAM),
            "undo": Press(desk.undone, may=Role.TEAM),
            "questions": Press(gaps.questions, may=Role.TEAM),
            "reply": Press(may=Role.TEAM, opens="reply"),
            "drop": Press(gaps.drop, may=Role.TEAM),
        },
        forms={
            "ask": Filled(asking.ASK, partial(asking.filled, library)),
            "insist": Filled(asking.TO_TEAM, asking.insisted),
            "add": Filled(desk.ADD, partial(desk.added, library), may=Role.TEAM),
            "answer": Filled(desk.ANSWER, partial(desk.answer_changed, library), may=Role.TEAM),
            "asks": Filled(desk.ASKS, partial(desk.asks_changed, library), may=Role.TEAM),
            "reply": Filled(gaps.REPLY, partial(gaps.reply, library), may=Role.TEAM),
        },
        prepares=preparing(library),
        results=gaps.results,
        hooks=Hooks(
            export=hooks.export,
            forget=hooks.forget,
            merge=hooks.merge,
            adopt=hooks.adopt,
            closed=hooks.closed,
            prune=hooks.prune,
        ),
    )
