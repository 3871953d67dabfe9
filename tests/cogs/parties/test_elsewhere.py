"""A private chat has moved on to another community; the buttons there are still the first one's."""

from __future__ import annotations

from pathlib import Path

from bot.core.context import Context
from bot.core.events import CommandInvoked, Profile, Scene, ServerJoined
from bot.core.features import Feature, Hooks
from bot.core.refs import PlaceRef, ServerRef
from bot.core.stores.communities import Communities
from bot.core.stores.registrar import Registrar
from tests.cogs.parties.support import House, open_house, said
from tests.support.stage import Actor

OTHER = ServerRef("discord", "other")


class Bouncer:
    """Asks the house not to answer members of these communities."""

    def __init__(self) -> None:
        self.shut: set[str] = set()

    async def gate(self, ctx: Context) -> bool:
        return ctx.community.id not in self.shut


async def moved_on(house: House, guest: Actor) -> None:
    await house.stage.happens(ServerJoined(OTHER, "Other", None))
    async with house.stage.database.write() as tx:
        other = await Communities(tx).of_server(OTHER)
        assert other is not None
        await Registrar(tx).shape(other, state="open")
    house.stage.world.memory.clear()
    scene = Scene(guest.ref, Profile(guest.name, ""), PlaceRef("discord", "elsewhere"), OTHER, False, "reply-other")
    await house.stage.happens(CommandInvoked(scene, "parties", (), "", None, None, "", None, ""))
    house.take()


async def test_a_guest_muted_in_one_community_answered_its_party_from_a_chat_that_stood_in_another(
    tmp_path: Path,
) -> None:
    bouncer = Bouncer()
    async with open_house(tmp_path, more=(Feature("bouncer", hooks=Hooks(gate=bouncer.gate)),)) as house:
        id_ = await house.party()
        ann = house.guest("Ann")
        await ann.presses(f"parties/maybe/{id_}")
        await moved_on(house, ann)
        bouncer.shut.add(await house.stage.community("discord"))
        await ann.presses(f"parties/yes/{id_}", private=True)
        assert said(house.take()) == ""
        assert await house.seated(id_) == []
        bouncer.shut.clear()
        await ann.presses(f"parties/yes/{id_}", private=True)
        assert await house.seated(id_) == ["ann"]


async def test_a_party_of_a_house_that_is_closed_was_answered_from_a_chat_that_stood_in_another(house: House) -> None:
    id_ = await house.party()
    ann = house.guest("Ann")
    await ann.presses(f"parties/maybe/{id_}")
    await moved_on(house, ann)
    async with house.stage.database.write() as tx:
        await Registrar(tx).shape(await house.stage.community("discord"), state="left")
    house.stage.world.memory.clear()
    house.take()
    await ann.presses(f"parties/yes/{id_}", private=True)
    assert said(house.take()) == "parties-gone"
