from __future__ import annotations

from pathlib import Path

from bot.core.actions import Amend, Answer, Post
from tests.cogs.parties.support import House, bare_voice, button_ids, open_house, said


async def begun(house: House, acts: int) -> str:
    """A party whose act of that number (from one) is on."""
    id_ = await house.party()
    await house.host.presses(f"parties/begin/{id_}")
    for _ in range(acts):
        await house.host.presses(f"parties/next/{id_}")
    return id_


async def test_the_icebreaker_asks_the_same_question_everywhere_and_never_twice(tmp_path: Path) -> None:
    kind = {"acts": [{"act": "icebreaker", "minutes": 5}] * 6}
    async with open_house(tmp_path, voice=bare_voice(**kind)) as house:
        id_ = await house.party()
        await house.host.presses(f"parties/begin/{id_}")
        house.take()
        asked = []
        for _ in range(6):
            await house.host.presses(f"parties/next/{id_}")
            questions = {post.note.text.plain for post in house.take() if isinstance(post, Post)}
            assert len(questions) == 1
            asked += list(questions)
        assert len(set(asked)) == 6


async def test_a_poll_counts_one_vote_a_guest_over_all_platforms_live(house: House) -> None:
    id_ = await begun(house, 2)
    ann, tim = house.guest("Ann"), house.guest("Tim", "telegram")
    house.take()
    await ann.presses(f"parties/act/{id_}.1.1")
    await tim.presses(f"parties/act/{id_}.1.1")
    await ann.presses(f"parties/act/{id_}.1.2")
    cards = [action.note.text.plain for action in house.take() if isinstance(action, Amend)]
    assert "option-1 votes=1" in cards[-1]
    assert "option-2 votes=1" in cards[-1]


async def test_a_vote_for_what_is_not_to_choose_is_refused(house: House) -> None:
    id_ = await begun(house, 2)
    house.take()
    for choice in ("0", "99", "x", "-1", ""):
        await house.guest("Ann").presses(f"parties/act/{id_}.1.{choice}")
        assert said(house.take()) == "parties-gone"


async def test_votes_for_an_act_that_is_over_do_not_count(house: House) -> None:
    id_ = await begun(house, 2)
    await house.host.presses(f"parties/next/{id_}")
    house.take()
    await house.guest("Ann").presses(f"parties/act/{id_}.1.1")
    assert said(house.take()) == "parties-act-over"


async def test_a_finished_poll_keeps_its_counts_and_loses_its_buttons(house: House) -> None:
    id_ = await begun(house, 2)
    await house.guest("Ann").presses(f"parties/act/{id_}.1.1")
    house.take()
    await house.host.presses(f"parties/next/{id_}")
    polls = [action for action in house.take() if isinstance(action, Amend) and "/act1/" in action.bookmark]
    assert len(polls) == 2
    assert all("votes=1" in poll.note.text.plain and not poll.note.rows for poll in polls)


async def test_song_wishes_are_listed_everywhere_with_their_votes(house: House) -> None:
    id_ = await begun(house, 3)
    ann, tim = house.guest("Ann"), house.guest("Tim", "telegram")
    await ann.fills(f"parties/wish/{id_}.2", song="Blue Monday")
    await ann.fills(f"parties/wish/{id_}.2", song="Autobahn")
    house.take()
    await tim.presses(f"parties/act/{id_}.2.2")
    cards = [action.note.text.plain for action in house.take() if isinstance(action, Amend)]
    assert cards[-1].index("song=Autobahn votes=2") < cards[-1].index("song=Blue Monday votes=1")
    await tim.presses(f"parties/act/{id_}.2.2")
    assert "song=Autobahn votes=1" in said(house.take(), Amend)


async def test_the_same_song_wished_twice_is_a_vote(house: House) -> None:
    id_ = await begun(house, 3)
    await house.guest("Ann").fills(f"parties/wish/{id_}.2", song="Blue Monday")
    await house.guest("Tim", "telegram").fills(f"parties/wish/{id_}.2", song="blue  monday")
    assert await house.rows("SELECT words FROM party_song") == [("Blue Monday",)]
    assert len(await house.rows("SELECT * FROM party_vote")) == 2


async def test_a_wish_with_a_link_an_invitation_or_markup_is_left_out(house: House) -> None:
    id_ = await begun(house, 3)
    house.take()
    for words in ("https://evil.example", "discord.gg/abc", "**loud**", "@everyone dance"):
        await house.guest("Ann").fills(f"parties/wish/{id_}.2", song=words)
        assert said(house.take()) == "parties-words-unfit"
    assert await house.rows("SELECT * FROM party_song") == []


async def test_three_wishes_a_guest_leave_room_for_others(house: House) -> None:
    id_ = await begun(house, 3)
    ann = house.guest("Ann")
    for song in ("One", "Two", "Three", "Four"):
        house.take()
        await ann.fills(f"parties/wish/{id_}.2", song=song)
    assert said(house.take()) == "parties-songs-enough count=3"


async def test_the_wish_button_opens_a_form_and_song_buttons_vote(house: House) -> None:
    id_ = await begun(house, 3)
    house.take()
    await house.guest("Ann").fills(f"parties/wish/{id_}.2", song="Autobahn")
    taken = house.take()
    assert button_ids(taken, "wish")[0] == f"parties/wish/{id_}.2"
    assert button_ids(taken, "act")[0] == f"parties/act/{id_}.2.1"


async def test_acts_speak_in_the_mottos_voice_and_answers_do_not(tmp_path: Path) -> None:
    spoken: list[tuple[str, str]] = []

    class Listening(type(bare_voice())):  # type: ignore[misc]  # the bare voice, overheard
        def say(self, language: str, key: str, blanks: object, motto: str = "", pack: str = "") -> object:
            spoken.append((key, motto))
            return super().say(language, key, blanks, motto, pack)

    bare = bare_voice()
    voice = Listening(bare._counts, bare._mottos, bare._kinds)
    async with open_house(tmp_path, voice=voice) as house:
        await house.host.asks("party", "Neon Friday 20:00")
        id_ = (await house.all())[-1].id
        await house.host.presses(f"parties/motto/{id_}", "neon")
        await house.host.presses(f"parties/publish/{id_}")
        await house.guest("Ann").presses(f"parties/yes/{id_}")
        await house.host.presses(f"parties/begin/{id_}")
        for _ in range(4):
            await house.host.presses(f"parties/next/{id_}")
        await house.host.presses(f"parties/end/{id_}")
    in_motto = {key for key, motto in spoken if motto}
    assert all(key.startswith(("parties-cheer-", "motto-", "icebreaker-", "poll-")) for key in in_motto)
    assert {"parties-cheer-opened", "parties-cheer-poll", "parties-cheer-goodbye"} <= in_motto


async def test_an_answer_to_a_vote_is_private(house: House) -> None:
    id_ = await begun(house, 2)
    house.take()
    await house.guest("Ann").presses(f"parties/act/{id_}.1.1")
    told = [action for action in house.take() if not isinstance(action, Amend)]
    assert [type(action) for action in told] == [Answer]
