"""The same evening on every platform: what one lacks is degraded, never lost."""

from __future__ import annotations

from datetime import timedelta

from bot.core.actions import Answer, Post
from tests.cogs.parties.support import House, button_ids, posts_at, said, whispers_to


async def test_a_motto_is_chosen_by_select_or_where_there_is_none_by_buttons(anywhere: House) -> None:
    platform = anywhere.host.ref.platform
    await anywhere.host.asks("party", "Evening Friday 20:00", private=platform == "telegram")
    id_ = (await anywhere.all())[-1].id
    (answer,) = anywhere.take()
    assert isinstance(answer, Answer)
    if answer.note.selects:
        await anywhere.host.presses(answer.note.selects[0].id, "neon", private=True)
    else:
        chosen = next(button for button in button_ids([answer], "motto") if button.endswith("=neon"))
        await anywhere.host.presses(chosen, private=True)
    assert (await anywhere.get(id_)).motto == "neon"


async def test_the_whole_evening_from_draft_to_recap(anywhere: House) -> None:
    platform = anywhere.host.ref.platform
    id_ = await anywhere.party("Evening Friday 20:00", seats="1")
    ann, ben = anywhere.guest("Ann", platform), anywhere.guest("Ben", platform)
    await ann.presses(f"parties/yes/{id_}")
    await ben.presses(f"parties/yes/{id_}")
    await ben.presses(f"parties/remind/{id_}", private=True)
    anywhere.take()
    await ann.presses(f"parties/no/{id_}")
    assert "parties-seat-held" in whispers_to(anywhere.take(), ben)[0]
    await ben.presses(f"parties/keep/{id_}", private=True)
    party = await anywhere.get(id_)
    assert party.starts is not None
    anywhere.take()
    await anywhere.stage.passes(party.starts - anywhere.stage.clock.now())
    taken = anywhere.take()
    assert len(posts_at(taken, platform)) == 1
    assert [text.partition(" ")[0] for text in whispers_to(taken, ben)] == ["parties-reminder"]
    for verb in ("begin", "next", "next"):
        await anywhere.host.presses(f"parties/{verb}/{id_}", private=True)
    await ben.presses(f"parties/act/{id_}.1.1")
    anywhere.take()
    await anywhere.host.presses(f"parties/end/{id_}", private=True)
    assert "parties-recap-came absent=0 came=1 first=1" in said(anywhere.take())
    await anywhere.host.presses(f"parties/recappost/{id_}", private=True)
    assert "parties-recap-public" in said(anywhere.take(), Post)
    await anywhere.stage.passes(timedelta(hours=5))
    assert await anywhere.rows("SELECT error FROM inbox WHERE state <> 'done'") == []
