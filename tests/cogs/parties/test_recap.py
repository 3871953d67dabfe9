from __future__ import annotations

from datetime import timedelta

from bot.core.actions import Amend, Answer, Post, Whisper
from tests.cogs.parties.support import House, button_ids, buttons, posts_at, said, whispers_to


async def evening(house: House, words: str = "Neon Friday 20:00") -> str:
    """Ann (Discord) and Tim (Telegram) come and agree to be named; Ben has a seat and stays away."""
    id_ = await house.party(words)
    ann, tim, ben = house.guest("Ann"), house.guest("Tim", "telegram"), house.guest("Ben")
    for guest in (ann, tim, ben):
        await guest.presses(f"parties/yes/{id_}")
    await ann.presses(f"parties/name/{id_}")
    await tim.presses(f"parties/name/{id_}")
    await ben.presses(f"parties/name/{id_}")
    await house.host.presses(f"parties/begin/{id_}")
    await ann.presses(f"parties/here/{id_}")
    await tim.presses(f"parties/here/{id_}")
    house.take()
    await house.host.presses(f"parties/end/{id_}")
    return id_


async def test_the_teams_recap_is_private_and_has_the_numbers(house: House) -> None:
    await evening(house)
    taken = house.take()
    recap = whispers_to(taken, house.host)[0]
    assert "parties-recap-answers maybe=0 no=0 waiting=0 yes=3" in recap
    assert "parties-recap-came absent=1 came=2 first=2" in recap
    assert "parties-recap-unseen" in recap
    assert "recap-came" not in said(taken, Post)


async def test_who_was_at_an_earlier_party_does_not_come_for_the_first_time(house: House) -> None:
    await evening(house)
    house.take()
    await house.stage.passes(timedelta(days=1))
    await evening(house, "Garden Saturday 20:00")
    assert "came=2 first=0" in whispers_to(house.take(), house.host)[0]


async def test_the_public_recap_is_a_draft_until_the_host_publishes_it(house: House) -> None:
    id_ = await evening(house)
    house.take()
    await house.host.presses(f"parties/recap/{id_}")
    await house.host.fills(f"parties/recapedit/{id_}", words="What a night.")
    assert [action for action in house.take() if isinstance(action, Post)] == []
    await house.host.presses(f"parties/recappost/{id_}")
    await house.host.presses(f"parties/recappost/{id_}")
    taken = house.take()
    assert [len(posts_at(taken, name)) for name in ("discord", "telegram")] == [1, 1]
    assert "What a night." in posts_at(taken, "discord")[0]


async def test_the_button_of_the_public_recap_opened_the_form_for_its_words_and_never_showed_the_draft(
    house: House,
) -> None:
    id_ = await evening(house)
    forms = house.stage.world.catalogue.forms()
    assert "parties/recapedit" in forms
    assert "parties/recap" not in forms  # platforms look for a form by the button's name
    house.take()
    await house.host.presses(f"parties/recap/{id_}")
    assert said(house.take()).startswith("parties-recap-draft")


async def test_a_slip_in_a_published_recap_could_not_be_mended(house: House) -> None:
    id_ = await evening(house)
    house.take()
    await house.host.presses(f"parties/recappost/{id_}")
    (answer,) = [action for action in house.take() if isinstance(action, Answer)]
    assert answer.note.text.plain.startswith("parties-recap-published")
    assert buttons(answer.note) == ["recapedit"]
    await house.host.fills(f"parties/recapedit/{id_}", words="What a night!")
    taken = house.take()
    assert posts_at(taken, "discord") == []
    amended = [action for action in taken if isinstance(action, Amend)]
    assert sorted(action.bookmark for action in amended) == [
        f"party/{id_}/recap/discord:0",
        f"party/{id_}/recap/telegram:1",
    ]
    assert all(action.note.text.plain.startswith("What a night!") for action in amended)


async def test_a_host_who_said_yes_and_ran_the_evening_was_counted_as_not_seen(house: House) -> None:
    id_ = await house.party()
    await house.host.presses(f"parties/yes/{id_}")
    await house.host.presses(f"parties/begin/{id_}")
    house.take()
    await house.host.presses(f"parties/end/{id_}")
    assert "parties-recap-came absent=0 came=1 first=1" in whispers_to(house.take(), house.host)[0]


async def test_the_public_recap_names_only_who_came_and_agreed_each_on_their_own_platform(house: House) -> None:
    id_ = await evening(house)
    await house.host.presses(f"parties/recappost/{id_}")
    taken = house.take()
    assert "names=Ann" in posts_at(taken, "discord")[-1]
    assert "Tim" not in posts_at(taken, "discord")[-1]
    assert "Ben" not in posts_at(taken, "discord")[-1]
    assert "names=Tim" in posts_at(taken, "telegram")[-1]


async def test_tell_me_next_time_works_once_a_party_is_public_and_stops_in_one_tap(house: House) -> None:
    tim = house.guest("Tim", "telegram")
    await tim.presses("parties/tellme", private=True)
    await house.host.asks("party", "Neon Friday 20:00")
    id_ = (await house.all())[-1].id
    assert whispers_to(house.take(), tim) == []
    await house.host.presses(f"parties/publish/{id_}")
    taken = house.take()
    assert "parties-next-time" in whispers_to(taken, tim)[0]
    notices = [action for action in taken if isinstance(action, Whisper)]
    assert button_ids(notices, "stop") == [f"parties/stop/{id_}"]
    await tim.presses(f"parties/stop/{id_}", private=True)
    house.take()
    await house.party("Garden Saturday 20:00")
    assert whispers_to(house.take(), tim) == []


async def test_again_makes_a_draft_of_the_same_evening_and_publishes_nothing(house: House) -> None:
    id_ = await evening(house)
    house.take()
    await house.host.presses(f"parties/again/{id_}")
    assert [action for action in house.take() if isinstance(action, Post)] == []
    copy = (await house.all())[-1]
    assert (copy.state, copy.title, copy.starts) == (
        "draft",
        "Neon",
        (await house.get(id_)).starts + timedelta(days=7),  # type: ignore[operator]  # it had a time
    )
