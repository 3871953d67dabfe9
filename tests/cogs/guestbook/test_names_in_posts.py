"""A forgotten name leaves the house's own posts as well: cards, recaps, welcomes, lists, and what still waits."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.actions import Amend, Post
from bot.core.codec import dump
from bot.core.naming import without
from bot.core.notes import Button, Note
from bot.core.refs import PlaceRef
from bot.core.text import Mention, Text
from cogs.greeter.knobs import PLACES as WELCOMES
from tests.cogs.guestbook.support import open_house, throw
from tests.cogs.guestbook.test_forgetting import forget
from tests.support.stage import Actor, Stage


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    async with open_house(tmp_path, link=True) as opened:
        yield opened


def amended(stage: Stage, part: str, end: str = "") -> list[str]:
    """The words that the newest edit of each post shows, by part of its bookmark."""
    edits = [one for one in stage.take() if isinstance(one, Amend)]
    found = {one.bookmark: one.note.text.plain for one in edits if part in one.bookmark and one.bookmark.endswith(end)}
    return list(found.values())


async def test_a_welcome_welcomes_the_others_alone(stage: Stage) -> None:
    await stage.set(WELCOMES, ["discord:general"], "discord")
    ann, ben = stage.actor("Annegret", "discord"), stage.actor("Benedikt", "discord")
    for guest in (ann, ben):
        await guest.joins()
    await stage.passes(timedelta(minutes=5))
    [said] = [one for one in stage.take("discord") if isinstance(one, Post)]
    assert "Annegret" in said.note.text.plain
    await stage.passes(timedelta(days=30))
    await forget(ann)
    [words] = amended(stage, "welcome/")
    assert "Annegret" not in words
    assert "Benedikt" in words
    await forget(ben)
    [words] = amended(stage, "welcome/")
    assert "Benedikt" not in words
    assert "nameless" in words


async def _over(stage: Stage, ann: Actor) -> str:
    """A party that is over, with a card and a recap that name the guest."""
    party = await throw(stage)
    hostess = stage.actor("Hostess", "discord")
    await ann.presses(f"parties/yes/{party}")
    await ann.presses(f"parties/name/{party}")
    await stage.passes(timedelta(days=4))
    await hostess.presses(f"parties/begin/{party}", private=True)
    await ann.presses(f"parties/here/{party}")
    await hostess.presses(f"parties/end/{party}", private=True)
    await hostess.fills(f"parties/recapedit/{party}", words="What a night, annegret! Annegrets of the world, unite.")
    await hostess.presses(f"parties/recappost/{party}", private=True)
    said = [one.note.text.plain for one in stage.take() if isinstance(one, Post | Amend)]
    assert any("Annegret" in words and "parties-card" in words for words in said)
    assert any("Annegret" in words and "parties-recap-names" in words for words in said)
    return party


async def test_the_card_and_the_recap_of_a_party_that_is_over_name_nobody_any_more(stage: Stage) -> None:
    ann = stage.actor("Annegret", "discord")
    party = await _over(stage, ann)
    await forget(ann)
    card, recap = sorted(amended(stage, f"party/{party}/", "discord:0"), key=lambda words: "What a night" in words)
    assert "Annegret" not in card
    assert "parties-card-title" in card
    assert recap == "What a night, …! Annegrets of the world, unite."


async def test_a_while_later_all_names_go_from_the_posts_as_from_the_rows(stage: Stage) -> None:
    party = await _over(stage, stage.actor("Annegret", "discord"))
    await stage.passes(timedelta(days=31))
    shown = amended(stage, f"party/{party}/", "discord:0")
    assert len(shown) == 2
    assert not any("parties-card-names" in words or "parties-recap-names" in words for words in shown)


async def test_the_hosts_name_goes_from_the_cards(stage: Stage) -> None:
    party = await throw(stage)
    await forget(stage.actor("Hostess", "discord"))
    [card] = amended(stage, f"party/{party}/", "discord:0")
    assert "Hostess" not in card


async def test_a_post_that_waits_goes_out_without_the_name_and_is_otherwise_the_same(stage: Stage) -> None:
    ann = stage.actor("Words", "discord")  # also a word of the body's own shape
    await ann.asks("parties")
    place = PlaceRef("discord", "general")
    said = Text.of("Tonight: words, ", Mention(stage.actor("Ben", "discord").ref, "Words"), " and Wordsmiths")
    post = Post(place, Note(said, ((Button("Wave to WORDS", "help/more"),),)), unasked=True)
    async with stage.database.write() as tx:
        await tx.run(
            "INSERT INTO outbox (idem, nonce, platform, lane, urgency, policy, community, body, state, made_at, due)"
            " VALUES ('x', 'x', 'discord', 'discord:general', 2, 'once', ?, ?, 'held', 1, 1)",
            await stage.community("discord"),
            dump(post),
        )
    await forget(ann)
    stage.take()
    async with stage.database.write() as tx:
        await tx.run("UPDATE outbox SET state = 'new' WHERE idem = 'x'")
    await stage.settle()
    [sent] = [one for one in stage.take() if isinstance(one, Post)]
    assert sent.note.text.plain == "Tonight: …, … and Wordsmiths"
    assert sent.note.rows[0][0].label == "Wave to …"
    assert sent.note.rows[0][0].id == "help/more"


def test_only_whole_words_are_names_and_very_short_ones_are_left() -> None:
    assert without("Ann, ANN and Anna; Ann's", ["Ann"]) == "…, … and Anna; …'s"
    assert without("Al goes all out", ["Al"]) == "Al goes all out"
    assert without("a.b (c)+", ["", "  ", "(c)+"]) == "a.b …"
    assert without("Zoë Ünal kommt", ["Zoë Ünal"]) == "… kommt"
