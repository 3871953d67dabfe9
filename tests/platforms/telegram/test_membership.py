"""Coming, going and being in charge, from recorded updates."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.events import (
    ChatClosed,
    ChatOpened,
    JoinRequested,
    MemberJoined,
    MemberLeft,
    PlaceChanged,
    PlaceMigrated,
    RightsChanged,
    ServerJoined,
    ServerLeft,
    ServiceMessageShown,
)
from bot.core.refs import MemberRef, ServerRef
from bot.platforms.telegram.inbound import read
from bot.platforms.telegram.known import Chats, KnownChat
from bot.platforms.telegram.learning import learn
from tests.platforms.telegram.support import (
    ADA,
    ADA_USER,
    BEN_USER,
    GROUP,
    HOUSE,
    HOUSE_USER,
    PRIVATE,
    START,
    SUPERGROUP,
    KeptState,
    events,
    house,
    member_change,
    message,
    place,
    update,
)

LEFT, MEMBER, KICKED = {"status": "left"}, {"status": "member"}, {"status": "kicked", "until_date": 0}
STAMP = int(START.timestamp())
SERVER = ServerRef("telegram", str(GROUP))
LEADING = KnownChat(id=GROUP, admin=True)
FOLLOWING = KnownChat(id=GROUP, admin=False)


RESTRICTIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


def restricted(inside: bool) -> dict[str, Any]:
    return {"status": "restricted", "is_member": inside, "until_date": 0, **dict.fromkeys(RESTRICTIONS, False)}


def administrator(**rights: bool) -> dict[str, Any]:
    return {"status": "administrator", **dict.fromkeys(RIGHTS, False), **rights}


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        (LEFT, MEMBER, MemberJoined),
        (KICKED, MEMBER, MemberJoined),
        (restricted(False), restricted(True), MemberJoined),  # a muted guest comes back
        (restricted(False), MEMBER, MemberJoined),
        (MEMBER, restricted(True), None),  # muted, still there
        (restricted(True), MEMBER, None),
        (MEMBER, LEFT, MemberLeft),
        (MEMBER, KICKED, MemberLeft),
        (restricted(True), restricted(False), MemberLeft),
        (LEFT, restricted(False), None),
    ],
)
def test_who_comes_and_who_goes(old: dict[str, Any], new: dict[str, Any], kind: type | None) -> None:
    found = events(read(update(chat_member=member_change(ADA_USER, old, new)), house(LEADING)))
    assert [type(event) for event in found] == ([kind] if kind else [])


def test_a_joining_tells_when_and_by_which_link() -> None:
    link = {
        "invite_link": "https://t.me/+abc",
        "name": "party/k3/link",
        "creator": HOUSE_USER,
        "creates_join_request": False,
        "is_primary": False,
        "is_revoked": False,
    }
    change = member_change(ADA_USER, LEFT, MEMBER, invite_link=link)
    (envelope,) = read(update(chat_member=change), house(LEADING))
    assert isinstance(envelope.event, MemberJoined)
    assert (envelope.event.joined_at, envelope.event.link) == (START, "party/k3/link")
    assert envelope.event.place == place(GROUP)
    assert envelope.key == f"tg:j:{GROUP}:{ADA}:{STAMP}"


def test_the_service_line_is_the_joining_only_where_no_better_word_comes() -> None:
    body = message(None, new_chat_members=[ADA_USER, BEN_USER])
    led = read(update(message=body), house(LEADING))
    assert [type(e.event) for e in led] == [ServiceMessageShown]
    followed = read(update(4, message=body), house(FOLLOWING))
    assert [type(e.event) for e in followed] == [ServiceMessageShown, MemberJoined, MemberJoined]
    assert [e.key for e in followed] == ["tg:424242:4", f"tg:j:{GROUP}:{ADA}:{STAMP}", f"tg:j:{GROUP}:5002:{STAMP}"]


def test_a_joining_told_twice_has_one_key() -> None:
    """R1: the service line and `chat_member` of one joining never greet twice."""
    line = read(update(4, message=message(None, new_chat_members=[ADA_USER])), house(FOLLOWING))[1]
    better = read(update(5, chat_member=member_change(ADA_USER, LEFT, MEMBER)), house(LEADING))[0]
    assert line.key == better.key


def test_a_leaving_is_told_like_a_joining() -> None:
    body = message(None, left_chat_member=ADA_USER)
    assert [type(e) for e in events(read(update(message=body), house(LEADING)))] == [ServiceMessageShown]
    assert [type(e) for e in events(read(update(message=body), house(FOLLOWING)))] == [ServiceMessageShown, MemberLeft]


def test_the_house_coming_is_no_guest() -> None:
    body = message(None, new_chat_members=[HOUSE_USER])
    assert [type(e) for e in events(read(update(message=body), house(FOLLOWING)))] == [ServiceMessageShown]


def test_being_put_in_charge_and_out_again() -> None:
    boss = administrator(can_restrict_members=True, can_delete_messages=True)
    (event,) = events(read(update(chat_member=member_change(ADA_USER, MEMBER, boss)), house(LEADING)))
    assert isinstance(event, RightsChanged)
    assert event.rights.rights >= {"moderate", "ban", "erase", "post"}
    assert event.rights.rank == 1
    (event,) = events(read(update(chat_member=member_change(ADA_USER, boss, MEMBER)), house(LEADING)))
    assert isinstance(event, RightsChanged)
    assert event.rights.rights == {"post"}


def test_the_owner_administers() -> None:
    owner = {"status": "creator", "is_anonymous": False}
    (event,) = events(read(update(chat_member=member_change(ADA_USER, MEMBER, owner)), house(LEADING)))
    assert isinstance(event, RightsChanged)
    assert "administer" in event.rights.rights


def own(old: dict[str, Any], new: dict[str, Any], chat: dict[str, Any] = SUPERGROUP) -> dict[str, Any]:
    return {**member_change(HOUSE_USER, old, new), "chat": chat, "from": ADA_USER}


def test_the_house_is_added_promoted_and_put_out() -> None:
    (joined,) = events(read(update(my_chat_member=own(LEFT, MEMBER)), house()))
    assert isinstance(joined, ServerJoined)
    assert (joined.name, joined.by) == ("Salon", MemberRef("telegram", str(ADA)))
    boss = administrator(can_restrict_members=True)
    (event,) = events(read(update(my_chat_member=own(MEMBER, boss)), house()))
    assert isinstance(event, RightsChanged)
    assert event.is_house
    (gone,) = events(read(update(my_chat_member=own(boss, KICKED)), house()))
    assert gone == ServerLeft(SERVER)


def test_in_a_basic_group_the_house_cannot_mute() -> None:
    basic = {"id": -5, "type": "group", "title": "Klein"}
    boss = administrator(can_restrict_members=True)
    (event,) = events(read(update(my_chat_member=own(MEMBER, boss, basic)), house()))
    assert isinstance(event, RightsChanged)
    assert "moderate" not in event.rights.rights
    assert "ban" in event.rights.rights


def test_a_private_chat_is_closed_and_opened_again() -> None:
    assert events(read(update(my_chat_member=own(MEMBER, KICKED, PRIVATE)), house())) == [
        ChatClosed(MemberRef("telegram", str(ADA)))
    ]
    (unblocked,) = read(update(8, my_chat_member=own(KICKED, MEMBER, PRIVATE)), house())
    (started,) = read(update(9, message=message("/start", PRIVATE)), house())
    assert isinstance(unblocked.event, ChatOpened)
    assert unblocked.key == started.key  # unblocking and its /start in one second are one opening


def test_asking_to_join() -> None:
    body = {"chat": SUPERGROUP, "from": ADA_USER, "user_chat_id": ADA, "date": STAMP, "bio": "tanze gern"}
    (event,) = events(read(update(chat_join_request=body), house()))
    assert isinstance(event, JoinRequested)
    assert (event.server, event.about) == (SERVER, "tanze gern")


def test_a_migration_is_told_twice_and_counts_once() -> None:
    """R18: both service lines are one happening."""
    old = read(
        update(1, message=message(None, {"id": -5, "type": "group", "title": "K"}, migrate_to_chat_id=-100)), house()
    )
    new = read(update(2, message=message(None, {**SUPERGROUP, "id": -100}, migrate_from_chat_id=-5)), house())
    assert [e.key for e in old] == [e.key for e in new] == ["tg:migrate:-5:-100"]
    assert old[0].event == PlaceMigrated(ServerRef("telegram", "-5"), ServerRef("telegram", "-100"))


def test_topics_are_told_when_opened_renamed_closed_and_first_met() -> None:
    forum = {**SUPERGROUP, "is_forum": True}
    in_topic = {"message_thread_id": 40, "is_topic_message": True}
    opened = {"name": "Tanz", "icon_color": 7322096}
    (event,) = events(read(update(message=message(None, forum, forum_topic_created=opened, **in_topic)), house()))
    assert isinstance(event, PlaceChanged)
    assert (event.place.name, event.place.kind, event.place.parent) == ("Tanz", "thread", place(GROUP))
    known = KnownChat(id=GROUP, topics=((40, "Tanz"),))
    (event,) = events(read(update(message=message(None, forum, forum_topic_closed={}, **in_topic)), house(known)))
    assert isinstance(event, PlaceChanged)
    assert (event.place.name, event.place.writable) == ("Tanz", False)
    root = message(None, forum, message_id=40, forum_topic_created=opened)
    line = message("hi", forum, reply_to_message=root, **in_topic)
    met = read(update(message=line), house(KnownChat(id=GROUP)))
    assert isinstance(met[0].event, PlaceChanged)
    assert len(read(update(message=line), house(known))) == 1


def test_a_channel_is_the_announcement_place_of_its_group() -> None:
    channel = {"id": -1009, "type": "channel", "title": "Neues"}
    change = own(LEFT, administrator(can_post_messages=True), channel)
    (event,) = events(read(update(my_chat_member=change), house(KnownChat(id=GROUP, linked=-1009))))
    assert isinstance(event, PlaceChanged)
    assert (event.server, event.place.kind, event.place.writable) == (SERVER, "announcement", True)
    assert read(update(my_chat_member=change), house()) == []


def test_other_bots_are_learned_where_they_show() -> None:
    chats = Chats()
    chats.put(KnownChat(id=GROUP, looked=True))
    assert chats.only_bot(GROUP)
    other = {"id": 9, "is_bot": True, "first_name": "R", "username": "RoseBot"}
    learn(update(message=message(None, new_chat_members=[other])), chats, HOUSE, "gastgeber_bot")
    assert not chats.only_bot(GROUP)
    learn(update(message=message(None, left_chat_member=other)), chats, HOUSE, "gastgeber_bot")
    assert chats.only_bot(GROUP)
    learn(update(message=message("/help@quiz_bot")), chats, HOUSE, "gastgeber_bot")
    assert not chats.only_bot(GROUP)


async def test_what_is_known_of_groups_outlives_the_process() -> None:
    state, chats = KeptState(), Chats()
    chats.put(KnownChat(id=-5, kind="group", title="Salon", topics=((4, "T"),), bots=("x",), looked=True))
    chats.put(KnownChat(id=-6))
    chats.move(-5, -100)
    chats.drop(-6)
    await chats.save(state)
    again = Chats()
    await again.load(state)
    assert [known.id for known in again] == [-100]
    assert (again.get(-100), again.now_at(-5)) == (chats.get(-100), -100)
