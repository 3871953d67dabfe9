"""What every platform holds at the door: measures nobody else sees, ways in, rooms of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.abilities import Ability
from bot.core.actions import (
    Action,
    Admit,
    Amend,
    Answer,
    Ban,
    ClosePlace,
    Decline,
    Erase,
    Forget,
    IssueLink,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.codec import members_of
from bot.core.fitting import NotPossible, fit
from bot.core.notes import File, Note, Picture, note
from bot.core.ports import Failed
from bot.core.refs import Bookmark
from bot.core.text import Text, When
from tests.platforms.contract import Rig, delivery, does, done, made, reason, standing

pytestmark = pytest.mark.wire
PNG = b"\x89PNG\r\n\x1a\n"
LATER = datetime(2100, 1, 1, tzinfo=UTC)
NEEDS: dict[type[Action], Ability | None] = {
    Answer: None,
    Whisper: Ability.WHISPER,
    Post: None,
    Amend: None,
    Erase: None,
    OpenPlace: Ability.PLACES,
    ClosePlace: Ability.PLACES,
    IssueLink: Ability.LINKS,
    RevokeLink: Ability.LINKS,
    Mute: Ability.MUTE,
    Unmute: Ability.MUTE,
    Remove: Ability.MUTE,
    Ban: Ability.MUTE,
    Unban: Ability.MUTE,
    Admit: Ability.JOIN_REQUESTS,
    Decline: Ability.JOIN_REQUESTS,
    LeaveServer: None,
    Forget: None,
}


async def test_a_mute_takes_the_voice_and_shows_nobody_anything(rig: Rig) -> None:
    assert await rig.can_speak(rig.ann)
    before = {who: await rig.reads(who) for who in (rig.ann, rig.ben, rig.chief)}
    await done(rig, Mute(rig.server, rig.ann, None))
    await done(rig, Mute(rig.server, rig.ann, LATER))
    assert {who: await rig.reads(who) for who in before} == before
    assert not await rig.can_speak(rig.ann)
    assert await rig.inside(rig.ann)
    before = {who: await rig.reads(who) for who in (rig.ann, rig.ben, rig.chief)}
    await done(rig, Unmute(rig.server, rig.ann))
    await done(rig, Unmute(rig.server, rig.ann))
    assert {who: await rig.reads(who) for who in before} == before
    assert await rig.can_speak(rig.ann)


async def test_nobody_above_the_house_is_touched(rig: Rig) -> None:
    for action in (Mute(rig.server, rig.chief, None), Remove(rig.server, rig.chief), Ban(rig.server, rig.chief)):
        assert reason(await does(rig, action)) == "outranked"
    assert await rig.inside(rig.chief)
    assert await rig.can_speak(rig.chief)


async def test_who_was_removed_may_return_and_who_was_banned_may_not(rig: Rig) -> None:
    await done(rig, Remove(rig.server, rig.ann))
    assert not await rig.inside(rig.ann)
    assert await rig.returns(rig.ann)
    assert await rig.inside(rig.ann)
    await done(rig, Ban(rig.server, rig.ben))
    assert not await rig.inside(rig.ben)
    assert not await rig.returns(rig.ben)
    await done(rig, Unban(rig.server, rig.ben))
    await done(rig, Unban(rig.server, rig.ben))
    assert await rig.returns(rig.ben)


async def test_a_mute_outlasts_leaving_and_coming_back_or_is_renewed_by_the_house(rig: Rig) -> None:
    await done(rig, Mute(rig.server, rig.ann, LATER))
    await done(rig, Remove(rig.server, rig.ann))
    assert await rig.returns(rig.ann)
    if await rig.can_speak(rig.ann):  # Discord forgets it with the membership; the house mutes again on the joining
        await done(rig, Mute(rig.server, rig.ann, LATER))
    assert not await rig.can_speak(rig.ann)


async def test_a_closed_private_chat_is_unreachable(rig: Rig) -> None:
    assert reason(await does(rig, Whisper(rig.shut, note("psst")))) == "unreachable"
    assert not any("psst" in line for line in await rig.reads(rig.ben))


async def test_a_room_of_its_own_takes_what_is_said_into_its_bookmark(rig: Rig) -> None:
    opened = await done(rig, OpenPlace(rig.room, "Neon-Nacht", "party/1/room"))
    assert opened.place is not None
    assert opened.place != rig.room
    card = await made(rig, Post(Bookmark("party/1/room"), note("welcome inside")), where=opened.place)
    assert card.place == opened.place
    assert any("welcome inside" in line for line in await rig.reads(rig.ben))
    assert (await standing(rig, card)).words == "welcome inside"
    await done(rig, Amend("party/1/card", note("welcome all")), message=card)
    await done(rig, ClosePlace("party/1/room"), where=opened.place)
    await done(rig, ClosePlace("party/1/room"), where=opened.place)
    assert reason(await does(rig, ClosePlace("never/made"))) == "gone"


async def test_a_link_admits_until_it_is_taken_back(rig: Rig) -> None:
    issued = await done(rig, IssueLink(rig.server, "invite/1"))
    assert issued.url.startswith("http")
    assert await rig.enters(issued.url)
    await done(rig, RevokeLink("invite/1"), url=issued.url, where=issued.place)
    assert not await rig.enters(issued.url)
    once = await done(rig, IssueLink(rig.server, "invite/2", uses=1, until=_soon()))
    assert await rig.enters(once.url)
    assert not await rig.enters(once.url)
    assert reason(await does(rig, RevokeLink("never/made"))) == "gone"


async def test_abilities_told_are_what_the_platform_can_do(rig: Rig) -> None:
    """Claimed: never `unsupported`. Not claimed: the core refuses, and so would the platform."""
    assert set(NEEDS) == set(members_of(Action))
    can = rig.platform.abilities.can
    opened = await done(rig, OpenPlace(rig.room, "Table", "room")) if Ability.PLACES in can else None
    issued = await done(rig, IssueLink(rig.server, "link")) if Ability.LINKS in can else None
    stranger = await rig.knocks() if Ability.JOIN_REQUESTS in can else rig.ben
    scene, card = await rig.ask(rig.ann), await made(rig, Post(rig.room, note("card")))
    tries: list[tuple[Action, dict[str, Any]]] = [
        (Answer(note("a")), {"scene": scene}),
        (Whisper(rig.ann, note("w")), {}),
        (Post(rig.room, note("p")), {}),
        (Amend("card", note("changed")), {"message": card}),
        (Erase(card), {}),
        (OpenPlace(rig.room, "Another", "room/2"), {}),
        (ClosePlace("room"), {"where": opened.place if opened else None}),
        (IssueLink(rig.server, "link/2"), {}),
        (RevokeLink("link"), {"url": issued.url, "where": issued.place} if issued else {}),
        (Mute(rig.server, rig.ben, None), {}),
        (Unmute(rig.server, rig.ben), {}),
        (Admit(rig.server, stranger), {}),
        (Decline(rig.server, stranger), {}),
        (Forget(rig.ben), {}),
        (Remove(rig.server, rig.ben), {}),
        (Ban(rig.server, rig.ben), {}),
        (Unban(rig.server, rig.ben), {}),
    ]
    for action, more in tries:
        need = NEEDS[type(action)]
        outcome = await does(rig, action, **more)
        refused = isinstance(outcome, Failed) and outcome.reason == "unsupported"
        assert refused == (need is not None and need not in can), (action, outcome)
        if refused:
            assert reason(await rig.platform.perform(delivery(action, **more))) == "unsupported"


async def test_leaving_a_server_is_done_or_said_to_be_impossible(rig: Rig) -> None:
    outcome = await does(rig, LeaveServer(rig.server))
    if rig.platform.name == "lobby":  # the house cannot leave its own room
        assert reason(outcome) == "unsupported"
        return
    assert not isinstance(outcome, Failed)
    assert not any("left" in line for line in await rig.reads(rig.ben))


async def test_what_a_platform_lacks_is_refused_or_left_out_before_it_gets_there(rig: Rig) -> None:
    """As if the platform had everything but one: nothing of it reaches the call."""
    drawn = Note(Text.of("It begins ", When(LATER, "late")), picture=Picture("card:{}", "x"), file=File("a.txt", "b"))
    for ability in Ability:
        less = replace(rig.platform.abilities, can=frozenset(Ability) - {ability})
        for action in (Mute(rig.server, rig.ann, None), OpenPlace(rig.room, "x", "b"), Admit(rig.server, rig.ann)):
            assert isinstance(fit(action, less), NotPossible) == (NEEDS[type(action)] is ability)
        fitted = fit(Answer(drawn), less)
        assert isinstance(fitted, Answer)
        assert (fitted.note.picture is None) == (ability is Ability.PICTURES)
        assert (fitted.note.file is None) == (ability is Ability.FILES)
        assert any(isinstance(span, When) for span in fitted.note.text.spans) == (ability is not Ability.TIME_MARKUP)


async def test_pictures_and_files_travel_where_they_are_claimed(rig: Rig) -> None:
    scene = await rig.ask(rig.ann)
    drawn = Note(Text.of("Look"), picture=Picture("card:{}", "a neon sign"))
    card = await made(rig, Post(rig.room, drawn), pictures={"card:{}": PNG})
    await rig.reads(rig.ann)
    assert (await standing(rig, card)).words == "Look"
    changed = Note(Text.of("Look again"), picture=Picture("card:{}", "a neon sign"))
    await done(rig, Amend("c", changed), message=card, pictures={"card:{}": PNG})
    await rig.reads(rig.ann)
    assert (await standing(rig, card)).words == "Look again"
    await done(rig, Answer(Note(Text.of("Your data"), file=File("mydata.json", "{}"))), scene)
    assert any("Your data" in line for line in await rig.reads(rig.ann))
    assert not any("Your data" in line for line in await rig.reads(rig.ben))


def _soon() -> datetime:
    return datetime.now(UTC) + timedelta(hours=1)  # noqa: TID251 - real sockets live in real time
