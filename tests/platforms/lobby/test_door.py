"""Who a tab is: identity, names, the badge and invitations."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.core.actions import Ban, IssueLink, Remove, RevokeLink, Unban
from bot.core.ambient import Planned
from bot.core.events import CommandInvoked, MemberJoined, MemberLeft, RightsChanged, ServerJoined, ServerSeen
from bot.core.ports import Done, Failed
from bot.core.refs import MemberRef
from bot.platforms.lobby.names import SERVER, hashed, tidy_name
from bot.storage.sqlite import Sqlite
from tests.platforms.lobby.guest import tabs
from tests.platforms.lobby.house import House, Memory, running


def badge_of(house: House) -> str:
    return house.lobby.new_badge().removeprefix("/?badge=")


async def invitation(house: House, **how: object) -> str:
    done = await house.echo.do(IssueLink(SERVER, "party/1/link", **how))  # type: ignore[arg-type]  # uses, until
    assert isinstance(done, Done)
    return done.url.partition("?invite=")[2]


async def test_the_lobby_is_founded_once_and_seen_at_every_start(database: Sqlite, clock: Planned) -> None:
    state = Memory()
    async with running(database, clock, state=state, serving=False) as first:
        assert len(first.echo.of(ServerJoined)) == 1
        assert len(first.echo.of(ServerSeen)) == 1
    async with running(database, clock, state=state, serving=False) as second:
        assert not second.echo.of(ServerJoined)
        assert len(second.echo.of(ServerSeen)) == 1


async def test_every_tab_is_a_guest_of_its_own_with_a_name(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        assert ann.id != bob.id
        joined = house.echo.of(MemberJoined)
        names = [one.profile.name for one in joined if isinstance(one, MemberJoined)]
        assert len(set(names)) == 2
        assert all(names)


async def test_a_reload_is_the_same_guest_and_no_second_joining(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        before = ann.id
        await ann.socket.close()
        await ann.enter()
        await ann.connect()
        assert ann.id == before
        assert len(house.echo.of(MemberJoined)) == 1
        assert not house.echo.of(MemberLeft)


async def test_a_guest_is_known_again_after_the_house_restarted(database: Sqlite, clock: Planned) -> None:
    async with running(database, clock) as first, tabs(first, 1) as (ann,):
        await ann.say("I was here before the lights went out")
        token, member = ann.token, ann.id
    async with running(database, clock, state=first.state) as second, tabs(second, 1, connected=False) as (again,):
        again.token = token
        await again.enter()
        await again.connect()
        assert again.id == member
        assert "I was here before the lights went out" in again.texts()
        assert not second.echo.of(MemberJoined)


async def test_the_token_itself_is_nowhere_in_the_tables(house: House) -> None:
    async with tabs(house, 1) as (ann,), house.database.read() as reader:
        rows = await reader.rows("SELECT id, token_hash FROM lobby_tab")
        assert rows == [(ann.id, hashed(ann.token))]


async def test_an_unknown_token_becomes_a_new_guest(house: House) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        ann.token = "made-up"
        await ann.enter()
        assert ann.token != "made-up"


async def test_a_socket_without_a_known_token_is_closed(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        ann.token = "made-up"
        with pytest.raises(TypeError):
            await ann.connect()
        assert ann.socket.close_code == 4001


async def test_a_badge_makes_its_first_tab_the_moderator_and_then_nobody(house: House) -> None:
    badge = badge_of(house)
    async with tabs(house, 2, connected=False) as (ann, bob):
        await ann.enter(badge=badge)
        welcome = await ann.connect()
        assert welcome["me"]["badge"]
        second = await bob.enter(badge=badge)
        assert "notice" in second
        assert not (await bob.connect())["me"]["badge"]
    changed = house.echo.of(RightsChanged)
    assert [one.rights.member.id for one in changed if isinstance(one, RightsChanged)] == [ann.id]
    assert changed[0].rights.rights == {"administer"}  # type: ignore[union-attr]


@pytest.mark.parametrize(("zone", "told"), [("America/New_York", "America/New_York"), ("Mars/Base", ""), ("", "")])
async def test_the_first_badge_tells_in_which_zone_its_holder_lives(house: House, zone: str, told: str) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        await ann.enter(badge=badge_of(house), zone=zone)
    assert [one.zone for one in house.echo.of(RightsChanged) if isinstance(one, RightsChanged)] == [told]


async def test_a_badge_is_good_for_ten_minutes(house: House, clock: Planned) -> None:
    badge = badge_of(house)
    clock.move_to(clock.now() + timedelta(minutes=10))
    async with tabs(house, 1, connected=False) as (ann,):
        assert "notice" in await ann.enter(badge=badge)
    assert not house.echo.of(RightsChanged)


async def test_a_badge_stays_with_its_tab_over_a_reload(house: House) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        await ann.enter(badge=badge_of(house))
        await ann.connect()
        await ann.enter()
        assert (await ann.connect())["me"]["badge"]


async def test_guests_are_offered_guests_commands_and_the_badge_all(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        assert [one["id"] for one in (await ann.ask("commands"))["commands"]] == ["help", "ask", "report", "idea"]
        await ann.enter(badge=badge_of(house))
        assert {"party", "mute"} <= {one["id"] for one in (await ann.connect())["commands"]}


async def test_a_name_is_changed_and_used_from_then_on(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        assert "no" not in await ann.ask("name", name="  Ann   Lee ")
        await ann.say("/help")
        event = house.echo.of(CommandInvoked)[-1]
        assert isinstance(event, CommandInvoked)
        assert event.scene.profile.name == "Ann Lee"
        await bob.settle()
        assert any("Ann Lee" in str(frame.get("here", "")) for frame in bob.frames)


@pytest.mark.parametrize(
    "name",
    ["", "   ", "x" * 33, "a\u202eb", "\u200b", "a\x00b", "\ud800", "\u0301\u0301", "\u3164", "\u2800", "\u200d"],
)
def test_names_that_nobody_could_read_are_refused(name: str) -> None:
    assert tidy_name(name) is None


@pytest.mark.parametrize("name", ["Ann", "Zoë Müller", "👩‍👩‍👧", "❤️", "李雷", "<b>Ann</b>", "عمر"])
def test_names_of_all_kinds_of_people_are_fine(name: str) -> None:
    assert tidy_name(name) == name


async def test_nobody_passes_for_the_house_or_for_another_guest(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        await ann.ask("name", name="Ann")
        for name in ("GASTGEBER", "ann", "\uff21nn"):
            assert "no" in await bob.ask("name", name=name)


@pytest.mark.parametrize(
    "name", ["G\u0430stg\u0435ber", "Gast\u200dgeber", "Gastgeber\ufe0f", "Gas\u03c4geber", "\u2800Gastgeber"]
)
async def test_letters_of_another_alphabet_or_unseen_ones_make_no_second_house(house: House, name: str) -> None:
    async with tabs(house, 1) as (ann,):
        assert "no" in await ann.ask("name", name=name)
        assert "no" not in await ann.ask("name", name="Светлана")


async def test_opened_to_a_network_the_lobby_admits_by_invitation_only(database: Sqlite, clock: Planned) -> None:
    async with running(database, clock, by_invitation=True) as house, tabs(house, 4, connected=False) as guests:
        ann, bob, cleo, dora = guests
        status, answer = await ann.knock()
        assert status == 403
        assert answer["shut"]
        link = await invitation(house, uses=1)
        await bob.enter(invite=link)
        await bob.connect()
        joined = house.echo.of(MemberJoined)[-1]
        assert isinstance(joined, MemberJoined)
        assert joined.link == "party/1/link"
        assert (await cleo.knock(invite=link))[0] == 403
        await bob.enter()  # whoever is in stays in
        await dora.enter(badge=badge_of(house))


async def test_an_invitation_ends_when_it_is_revoked_or_over(house: House, clock: Planned) -> None:
    async with running(house.database, clock, by_invitation=True) as shut, tabs(shut, 2, connected=False) as (ann, bob):
        link = await invitation(shut)
        assert await shut.echo.do(RevokeLink("party/1/link")) == Done()
        assert (await ann.knock(invite=link))[0] == 403
        timed = await invitation(shut, until=clock.now() + timedelta(hours=1))
        clock.move_to(clock.now() + timedelta(hours=1))
        assert (await bob.knock(invite=timed))[0] == 403


async def test_shown_out_may_return_and_is_then_announced_again(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        assert await house.echo.do(Remove(SERVER, MemberRef("lobby", ann.id))) == Done()
        while "out" not in (frame := await ann.read()):
            pass
        assert frame["back"]
        assert len(house.echo.of(MemberLeft)) == 1
        assert (await ann.knock())[0] == 403
        await ann.enter(again="yes")
        await ann.connect()
        assert len(house.echo.of(MemberJoined)) == 2


async def test_a_ban_holds_until_it_is_over_or_lifted(house: House, clock: Planned) -> None:
    async with tabs(house, 1) as (ann,):
        member = MemberRef("lobby", ann.id)
        await house.echo.do(Ban(SERVER, member, clock.now() + timedelta(hours=1)))
        assert (await ann.knock(again="yes"))[0] == 403
        clock.move_to(clock.now() + timedelta(hours=1))
        await ann.enter(again="yes")
        await house.echo.do(Ban(SERVER, member))
        assert (await ann.knock(again="yes"))[0] == 403
        await house.echo.do(Unban(SERVER, member))
        await ann.enter(again="yes")


async def test_the_badge_outranks_the_house(house: House) -> None:
    async with tabs(house, 1, connected=False) as (ann,):
        await ann.enter(badge=badge_of(house))
        assert await house.echo.do(Remove(SERVER, MemberRef("lobby", ann.id))) == Failed("outranked")


async def test_many_new_tabs_at_once_are_asked_to_wait(house: House, clock: Planned) -> None:
    async with tabs(house, 61, connected=False) as guests:
        statuses = [(await guest.knock())[0] for guest in guests]
        assert statuses == [200] * 60 + [403]
        clock.move_to(clock.now() + timedelta(minutes=1))
        await guests[-1].enter()


async def test_a_tab_nobody_opens_for_a_month_is_forgotten(database: Sqlite, clock: Planned) -> None:
    async with running(database, clock) as first, tabs(first, 1) as (ann,):
        await ann.say("/help")
        await ann.say("hello house", room=f"with-{ann.id}")
    clock.move_to(clock.now() + timedelta(days=31))
    async with running(database, clock, serving=False), database.read() as reader:
        assert await reader.rows("SELECT id FROM lobby_tab") == []
        assert await reader.rows("SELECT id FROM lobby_message WHERE audience <> '' OR room LIKE 'with-%'") == []


async def test_a_guest_can_see_all_and_be_forgotten(house: House) -> None:
    async with tabs(house, 2) as (ann, bob):
        member = MemberRef("lobby", ann.id)
        await ann.ask("name", name="Annabelle")
        await ann.say("remember me")
        await ann.say("/help")
        tab, said = await house.lobby.keeps(member)
        assert tab["name"] == "Annabelle"
        assert [one["text"] for one in said] == ["remember me"]
        await house.lobby.forget(member)
        await bob.settle()
        assert "remember me" not in bob.texts()
        async with house.database.read() as reader:
            everything = str(await reader.rows("SELECT * FROM lobby_message")) + str(
                await reader.rows("SELECT * FROM lobby_tab")
            )
        assert "remember me" not in everything
        assert "You asked for" not in everything


async def test_pretend_guests_are_greeted_and_labelled(house: House) -> None:
    async with tabs(house, 1) as (ann,):
        wanda = await house.lobby.pretend("Wanda")
        card = await house.echo.post_card()
        await house.lobby.press_as(wanda, card, "party/yes/p1")
        await house.lobby.say_as(wanda, card.place, "I am only pretending")
        await ann.settle()
        assert house.echo.answers == {wanda.id: "yes"}
        assert ann.last()["author"] == {"id": wanda.id, "name": "Wanda", "pretend": True}
        with pytest.raises(LookupError):
            await house.lobby.press_as(MemberRef("lobby", ann.id), card, "party/yes/p1")
