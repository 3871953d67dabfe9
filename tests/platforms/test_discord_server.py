"""The pretend Discord is believed by the real discord.py."""

import asyncio
import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import discord
import pytest
from discord import app_commands

from tests.support.discord_server import (
    CannotDo,
    Channel,
    ChannelKind,
    DiscordServer,
    Guild,
    Intent,
    Permission,
    User,
    point_discord_py_at,
)
from tests.support.discord_server.bell import Bell

pytestmark = pytest.mark.wire

MESSAGES = "/channels/{channel_id}/messages"


class Invitation(discord.ui.View):
    """A button that answers, one that asks back with a modal, and a menu."""

    def __init__(self) -> None:
        super().__init__(timeout=None)

    @discord.ui.button(label="I come", custom_id="party/come")
    async def come(self, interaction: discord.Interaction, button: discord.ui.Button["Invitation"]) -> None:
        await interaction.response.send_message(f"See you, {interaction.user.display_name}!", ephemeral=True)

    @discord.ui.button(label="I bring", custom_id="party/bring")
    async def bring(self, interaction: discord.Interaction, button: discord.ui.Button["Invitation"]) -> None:
        await interaction.response.send_modal(Bringing())

    @discord.ui.select(
        custom_id="party/drink", options=[discord.SelectOption(label="Tea"), discord.SelectOption(label="Mate")]
    )
    async def drink(self, interaction: discord.Interaction, menu: discord.ui.Select["Invitation"]) -> None:
        await interaction.response.edit_message(content=f"Drinks: {menu.values[0]}")


class Bringing(discord.ui.Modal, title="What do you bring?"):
    dish: discord.ui.TextInput["Bringing"] = discord.ui.TextInput(label="Dish", custom_id="dish", max_length=40)

    async def on_submit(self, interaction: discord.Interaction) -> None:
        await interaction.response.send_message(f"{self.dish.value}, wonderful", ephemeral=True)


class Host(discord.Client):
    """The least a host does."""

    def __init__(self, bell: Bell | None = None) -> None:
        intents = discord.Intents.default()
        intents.members = True
        intents.message_content = True
        super().__init__(intents=intents, guild_ready_timeout=0.05)
        self.bell = bell or Bell()
        self.tree = app_commands.CommandTree(self)
        self.heard: list[str] = []
        self.readied = 0
        self.problems: list[str] = []

    async def setup_hook(self) -> None:
        self.tree.add_command(_party)
        self.tree.add_command(_slow)
        await self.tree.sync()
        self.add_view(Invitation())

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """No five seconds between identifies on loopback."""

    async def on_member_join(self, member: discord.Member) -> None:
        channel = member.guild.text_channels[0]
        await channel.send(f"Welcome {member.mention}", allowed_mentions=discord.AllowedMentions(users=[member]))

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message.content)
        self.bell.ring()

    async def on_ready(self) -> None:
        self.readied += 1
        self.bell.ring()

    async def on_error(self, event_method: str, /, *args: Any, **kwargs: Any) -> None:
        self.problems.append(event_method)


@app_commands.command(name="party", description="Throw a party")
@app_commands.describe(title="Its name", guest="Who is celebrated")
async def _party(interaction: discord.Interaction, title: str, guest: discord.Member | None = None) -> None:
    name = guest.display_name if guest else "everybody"
    await interaction.response.send_message(f"{title} for {name} [{interaction.locale}]", view=Invitation())


@app_commands.command(name="slow", description="Think first")
async def _slow(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True)
    await interaction.edit_original_response(content="thought about it")
    await interaction.followup.send("and again", ephemeral=True)


class House:
    """One guild with a lounge, its owner Ann and a guest."""

    def __init__(self, server: DiscordServer) -> None:
        self.server = server
        self.ann: User = server.add_user("Ann")
        self.ben: User = server.add_user("Ben", locale="de")
        self.guild: Guild = server.add_guild("Haus", self.ann)
        self.lounge: Channel = server.add_channel(self.guild, "lounge")
        server.add_member(self.guild, self.ben)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as running:
        with point_discord_py_at(running):
            yield running
        assert running.unexpected == []
        assert running.violations == []


@pytest.fixture
def house(server: DiscordServer) -> House:
    return House(server)


@asynccontextmanager
async def running(server: DiscordServer, host: Host | None = None) -> AsyncIterator[Host]:
    host = host or Host(server.bell)
    async with host:
        living = asyncio.create_task(host.start(server.token))
        await server.wait_for(lambda: bool(server.gateway.sessions), what="a session")
        await host.wait_until_ready()
        yield host
        await host.close()
        await living
    assert host.problems == []


async def test_the_host_comes_up_and_sees_its_house(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        assert host.user is not None
        assert host.user.id == server.bot.id
        guild = host.get_guild(house.guild.id)
        assert guild is not None
        assert {member.name for member in guild.members} == {"ann", "ben", "Gastgeber"}
        assert [channel.name for channel in guild.text_channels] == ["lounge"]
    assert [call.path for call in server.journal][:2] == ["/users/@me", "/oauth2/applications/@me"]


async def test_members_come_in_chunks_when_the_guild_does_not_list_them(server: DiscordServer, house: House) -> None:
    server.gateway.lists_members = False
    server.gateway.chunk_size = 2
    async with running(server) as host:
        guild = host.get_guild(house.guild.id)
        assert guild is not None
        assert len(guild.members) == 3
        assert server.gateway.ops(8)


async def test_a_wrong_token_is_turned_away(server: DiscordServer, house: House) -> None:
    async with Host() as host:
        with pytest.raises(discord.LoginFailure):
            await host.login("not the token")
    assert len(server.journal.refused()) == 1


async def test_an_intent_that_was_not_switched_on_closes_the_door() -> None:
    async with DiscordServer(privileged_intents=Intent.MEMBERS) as server:
        House(server)
        with point_discord_py_at(server):
            async with Host() as host:
                with pytest.raises(discord.PrivilegedIntentsRequired):
                    await host.start(server.token)


async def test_a_joiner_is_greeted_and_really_pinged(server: DiscordServer, house: House) -> None:
    async with running(server):
        cem = server.add_user("Cem")
        await server.join(house.guild, cem)
        await server.wait_for_call("POST", MESSAGES)
    greeting = house.lounge.latest
    assert greeting.content == f"Welcome <@{cem.id}>"
    assert greeting.pinged_users == [cem]


async def test_a_slash_command_is_validated_and_answered(server: DiscordServer, house: House) -> None:
    async with running(server):
        with pytest.raises(CannotDo, match="needs"):
            await server.use_command(house.lounge, house.ben, "party")
        with pytest.raises(CannotDo, match="no command"):
            await server.use_command(house.lounge, house.ben, "funeral")
        ix = await server.use_command(house.lounge, house.ben, "party", {"title": "Tea", "guest": house.ann})
        await ix.answered()
    assert ix.text == "Tea for Ann [de]"
    assert not ix.ephemeral
    assert ix.acked_after is not None
    assert ix.acked_after < 3
    assert house.lounge.latest is ix.original


async def test_a_deferred_answer_stays_with_the_one_who_asked(server: DiscordServer, house: House) -> None:
    async with running(server):
        ix = await server.use_command(house.lounge, house.ben, "slow")
        await server.wait_for(lambda: len(ix.responses) == 2)
    assert [message.content for message in ix.responses] == ["thought about it", "and again"]
    assert ix.ephemeral
    assert "thought about it" in server.visible_to(house.ben.id, house.lounge.id)
    assert server.visible_to(house.ann.id, house.lounge.id) == []


async def test_buttons_menus_and_modals_work(server: DiscordServer, house: House) -> None:
    async with running(server):
        party = await server.use_command(house.lounge, house.ann, "party", {"title": "Tea"})
        await party.answered()
        card = house.lounge.latest
        pressed = await (await server.press(card, house.ben, "party/come")).answered()
        assert pressed.text == "See you, Ben!"
        assert pressed.ephemeral
        chosen = await (await server.select(card, house.ben, "party/drink", ["Mate"])).answered()
        assert chosen.updates == [card]
        assert card.content == "Drinks: Mate"
        asked = await (await server.press(card, house.ben, "party/bring")).answered()
        assert asked.modal is not None
        told = await (await server.submit_modal(asked, {"dish": "Soup"})).answered()
        assert told.text == "Soup, wonderful"
        with pytest.raises(CannotDo):
            await server.press(pressed.responses[0], house.ann, "party/come")


async def test_an_interaction_is_answered_once_and_in_time(house: House) -> None:
    moment = datetime(2026, 5, 1, 20, tzinfo=UTC)
    server = DiscordServer(now=lambda: moment)
    house = House(server)
    seen: list[discord.Interaction] = []

    class Silent(Host):
        async def on_interaction(self, interaction: discord.Interaction) -> None:
            seen.append(interaction)
            server.bell.ring()

        async def setup_hook(self) -> None:
            self.tree.add_command(_party)
            await self.tree.sync()
            self.tree.clear_commands(guild=None)
            self.tree.on_error = self.on_tree_error  # type: ignore[method-assign]

        async def on_tree_error(self, interaction: discord.Interaction, error: Exception) -> None:
            """Nobody listens to /party here."""

    async with server:
        with point_discord_py_at(server):
            async with running(server, Silent()):
                late = await server.use_command(house.lounge, house.ben, "party", {"title": "Tea"})
                await server.wait_for(lambda: len(seen) == 1)
                moment += timedelta(seconds=4)
                with pytest.raises(discord.NotFound) as refusal:
                    await seen[0].response.send_message("too late")
                assert refusal.value.code == 10062
                assert late.acked_after is None
                await server.use_command(house.lounge, house.ben, "party", {"title": "Tea"})
                await server.wait_for(lambda: len(seen) == 2)
                await seen[1].response.defer()
                seen[1].response._response_type = None
                with pytest.raises(discord.HTTPException) as again:
                    await seen[1].response.send_message("twice")
                assert again.value.code == 40060
                moment += timedelta(minutes=16)
                with pytest.raises(discord.HTTPException) as stale:
                    await seen[1].followup.send("much later")
                assert stale.value.code == 50027


async def test_a_rate_limit_is_waited_out(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        server.rate_limit("POST", MESSAGES, times=2, retry_after=0.05)
        channel = host.get_channel(house.lounge.id)
        assert isinstance(channel, discord.TextChannel)
        await channel.send("at last")
    assert [call.status for call in server.journal.of("POST", MESSAGES)] == [429, 429, 200]
    assert [message.content for message in house.lounge.messages.values()] == ["at last"]


async def test_an_answer_lost_after_the_work_does_not_double_the_message(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        server.fail("POST", MESSAGES, status=502, after_effect=True)
        await host.http.request(
            discord.http.Route("POST", MESSAGES, channel_id=house.lounge.id),
            json={"content": "once", "nonce": "n1", "enforce_nonce": True},
        )
    assert [message.content for message in house.lounge.messages.values()] == ["once"]


async def test_timeouts_keep_to_rank_and_length(server: DiscordServer, house: House) -> None:
    mod = server.add_role(house.guild, "Mods", Permission.NONE)
    cem = server.add_user("Cem")
    server.add_member(house.guild, cem, mod)
    async with running(server) as host:
        guild = host.get_guild(house.guild.id)
        assert guild is not None
        ben = guild.get_member(house.ben.id)
        above = guild.get_member(cem.id)
        owner = guild.get_member(house.ann.id)
        assert ben
        assert above
        assert owner
        await ben.timeout(timedelta(minutes=5), reason="überlaut")
        with pytest.raises(CannotDo):
            await server.write(house.lounge, house.ben, "but")
        for untouchable in (above, owner):
            with pytest.raises(discord.Forbidden) as refusal:
                await untouchable.timeout(timedelta(minutes=5))
            assert refusal.value.code == 50013
        with pytest.raises(discord.HTTPException):
            await ben.timeout(timedelta(days=29))
    assert house.guild.audit[-1].reason == "überlaut"
    assert server.journal.of("PATCH")[0].reason == "überlaut"


async def test_threads_are_started_filled_and_closed(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        said = await server.write(house.lounge, house.ben, "who brings cake?")
        channel = host.get_channel(house.lounge.id)
        assert isinstance(channel, discord.TextChannel)
        message = await channel.fetch_message(said.id)
        thread = await message.create_thread(name="Cake")
        assert thread.id == said.id
        await thread.send("let us talk here")
        private = await channel.create_thread(name="Secret")
        await private.send("surprise")
        assert server.visible_to(house.ben.id, private.id) == []
        await private.add_user(discord.Object(house.ben.id))
        assert server.visible_to(house.ben.id, private.id) == ["surprise"]
        await thread.edit(archived=True, locked=True)
        assert len(await channel.guild.active_threads()) == 1
        await thread.edit(archived=False)
    with pytest.raises(CannotDo):
        await server.write(server.world.channels[private.id], server.add_user("Dora"), "hello")


async def test_a_dropped_line_is_resumed_and_nothing_is_lost(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        await server.gateway.drop()
        await server.wait_for(lambda: not any(session.connected for session in server.gateway.sessions.values()))
        await server.write(house.lounge, house.ben, "said while nobody listened")
        await server.wait_for(lambda: server.resumes == 1, 10)
        await server.write(house.lounge, house.ben, "said afterwards")
        await server.wait_for(lambda: len(host.heard) == 2)
        assert host.heard == ["said while nobody listened", "said afterwards"]
        assert server.identifies == 1


async def test_reconnect_and_lost_sessions_lead_back(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        await server.gateway.reconnect()
        await server.wait_for(lambda: server.resumes == 1, 10)
        await server.gateway.invalidate()
        await server.wait_for(lambda: server.identifies == 2, 10)
        await server.wait_for(lambda: host.readied == 2)
        assert host.get_guild(house.guild.id) is not None


async def test_events_can_come_twice_and_out_of_order(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        server.events.hold()
        await server.write(house.lounge, house.ben, "one")
        await server.write(house.lounge, house.ben, "two")
        await server.events.release(reverse=True)
        await server.events.repeat("MESSAGE_CREATE")
        await server.wait_for(lambda: len(host.heard) == 3)
        assert host.heard == ["two", "one", "one"]


async def test_unknown_routes_are_noticed(house: House, server: DiscordServer) -> None:
    async with running(server) as host:
        with pytest.raises(discord.NotFound):
            await host.http.request(discord.http.Route("GET", "/stickers/{sticker_id}", sticker_id=1))
    assert [call.path for call in server.unexpected] == ["/stickers/1"]
    server.unexpected.clear()


async def lounge_of(host: Host, house: House) -> discord.TextChannel:
    channel = host.get_channel(house.lounge.id)
    assert isinstance(channel, discord.TextChannel)
    return channel


async def test_messages_are_written_read_changed_and_taken_down(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        channel = await lounge_of(host, house)
        embed = discord.Embed(title="Menu", description="soup").add_field(name="price", value="free")
        sent = await channel.send("look", embed=embed, file=discord.File(io.BytesIO(b"png"), "cake.png"))
        assert await sent.attachments[0].read() == b"png"
        await sent.edit(content="look again", attachments=[])
        await sent.reply("as I said", mention_author=False)
        assert [message.content async for message in channel.history()] == ["as I said", "look again"]
        with pytest.raises(discord.HTTPException) as empty:
            await channel.send(" ")
        assert empty.value.code == 50006
        with pytest.raises(discord.HTTPException) as long:
            await channel.send("x" * 2001)
        assert "content" in str(long.value)
        said = [await server.write(house.lounge, house.ben, str(number)) for number in range(3)]
        await channel.delete_messages([discord.Object(message.id) for message in said])
        await sent.delete()
    assert [message.content for message in house.lounge.messages.values()] == ["as I said"]
    assert "soup" in server.visible_to(house.ben.id, house.lounge.id)


async def test_pins_and_reactions(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        channel = await lounge_of(host, house)
        said = await server.write(house.lounge, house.ben, "rules")
        message = await channel.fetch_message(said.id)
        await message.pin(reason="for all to see")
        assert [pinned.id async for pinned in channel.pins()] == [said.id]
        await message.unpin()
        await message.add_reaction("🎉")
        await server.react(said, house.ann, "🎉")
        message = await channel.fetch_message(said.id)
        assert message.reactions[0].count == 2
        assert {user.id async for user in message.reactions[0].users()} == {server.bot.id, house.ann.id}
        await message.remove_reaction("🎉", discord.Object(house.ann.id))
        await message.clear_reactions()
        with pytest.raises(discord.HTTPException) as refusal:
            await message.add_reaction("tada")
        assert refusal.value.code == 10014


async def test_roles_are_handed_out_from_above(server: DiscordServer, house: House) -> None:
    guest = server.add_role(house.guild, "Guest", position=1)
    boss = server.add_role(house.guild, "Boss")
    async with running(server) as host:
        guild = host.get_guild(house.guild.id)
        assert guild
        ben = guild.get_member(house.ben.id)
        assert ben
        await ben.add_roles(discord.Object(guest.id), reason="welcome")
        assert house.guild.members[house.ben.id].role_ids == [guest.id]
        await ben.remove_roles(discord.Object(guest.id))
        with pytest.raises(discord.Forbidden):
            await ben.add_roles(discord.Object(boss.id))
        made = await guild.create_role(name="Baker", mentionable=True)
        await made.edit(name="Bakers")
        await guild.fetch_roles()
        await made.delete()
        await ben.edit(nick="Benny")
    assert house.guild.members[house.ben.id].nick == "Benny"


async def test_kicks_bans_and_the_audit_log(server: DiscordServer, house: House) -> None:
    cem, dora = server.add_user("Cem"), server.add_user("Dora")
    server.add_member(house.guild, cem)
    server.add_member(house.guild, dora)
    async with running(server) as host:
        guild = host.get_guild(house.guild.id)
        assert guild
        await server.write(house.lounge, dora, "spam")
        await guild.kick(discord.Object(cem.id), reason="door")
        await guild.ban(discord.Object(dora.id), reason="spam", delete_message_seconds=3600)
        assert [entry.user.id async for entry in guild.bans()] == [dora.id]
        assert (await guild.fetch_ban(discord.Object(dora.id))).reason == "spam"
        with pytest.raises(CannotDo, match="banned"):
            await server.join(house.guild, dora)
        await guild.unban(discord.Object(dora.id))
        with pytest.raises(discord.Forbidden):
            await guild.kick(discord.Object(house.ann.id))
        entries = [entry async for entry in guild.audit_logs(limit=10)]
        assert entries[0].action is discord.AuditLogAction.unban
        assert {member.id async for member in guild.fetch_members()} == set(house.guild.members)
        assert (await guild.fetch_member(house.ben.id)).name == "ben"
        with pytest.raises(discord.NotFound):
            await guild.fetch_member(cem.id)
        assert await guild.query_members("Be")
    assert not house.lounge.messages


async def test_channels_invites_and_scheduled_events(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        guild = host.get_guild(house.guild.id)
        assert guild
        category = await guild.create_category("Parties")
        made = await guild.create_text_channel("Summer Party", category=category, topic="grill", slowmode_delay=5)
        assert made.name == "summer-party"
        await made.edit(topic="rain", slowmode_delay=0)
        await made.set_permissions(guild.me, view_channel=True)
        await made.set_permissions(guild.default_role, view_channel=False)
        assert server.visible_to(house.ben.id, made.id) == []
        invite = await made.create_invite(max_uses=1, max_age=600, unique=True)
        assert [one.code for one in await guild.invites()] == [invite.code]
        await server.join(house.guild, server.add_user("Cem"), invite=server.world.invites[invite.code])
        assert await guild.invites() == []
        await (await made.create_invite()).delete()
        starts = discord.utils.utcnow() + timedelta(days=1)
        event = await guild.create_scheduled_event(
            name="Grill",
            start_time=starts,
            end_time=starts + timedelta(hours=3),
            entity_type=discord.EntityType.external,
            privacy_level=discord.PrivacyLevel.guild_only,
            location="garden",
        )
        await server.interested(house.guild.events[event.id], house.ben)
        assert [user.id async for user in event.users()] == [house.ben.id]
        await event.edit(name="Grill and Chill", location="kitchen")
        assert len(await guild.fetch_scheduled_events(with_counts=True)) == 1
        await event.cancel()
        await event.delete()
        await guild.fetch_channels()
        await made.delete()


async def test_direct_messages_may_be_closed(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        ben = host.get_user(house.ben.id)
        assert ben
        await ben.send("just for you")
        assert server.direct(house.ben).latest.content == "just for you"
        house.ben.takes_dms = False
        with pytest.raises(discord.Forbidden) as refusal:
            await ben.send("hello?")
        assert refusal.value.code == 50007
        await server.write(server.direct(house.ben), house.ben, "leave me alone")
        await server.wait_for(lambda: "leave me alone" in host.heard)
    assert "just for you" in server.seen_by(house.ben.id)
    assert server.seen_by(house.ann.id) == []


async def test_the_bot_comes_and_goes(server: DiscordServer, house: House) -> None:
    other = server.add_guild("Hof", house.ann, with_bot=False)
    async with running(server) as host:
        with pytest.raises(discord.Forbidden) as refusal:
            await host.fetch_guild(other.id)
        assert refusal.value.code == 50001
        await server.add_bot(other)
        assert (await host.fetch_guild(other.id)).name == "Hof"
        await server.remove_bot(other)
        with pytest.raises(discord.Forbidden):
            await host.fetch_guild(other.id)
        house.guild.bot_role.permissions &= ~Permission.SEND_MESSAGES
        house.guild.everyone.permissions &= ~Permission.SEND_MESSAGES
        with pytest.raises(discord.Forbidden) as mute:
            await (await lounge_of(host, house)).send("hm")
        assert mute.value.code == 50013


async def test_a_wedged_line_is_left_by_the_client(server: DiscordServer, house: House) -> None:
    server.gateway.heartbeat_interval = 100
    host = Host(server.bell)
    host._connection.heartbeat_timeout = 0.4
    async with running(server, host):
        server.gateway.wedge()
        await server.write(house.lounge, house.ben, "anybody?")
        await server.wait_for(lambda: server.resumes == 1, 10)
        await server.wait_for(lambda: host.heard == ["anybody?"])


@app_commands.command(name="ask", description="Ask the house")
async def _ask(interaction: discord.Interaction, question: str) -> None:
    await interaction.response.send_message(question, ephemeral=True)


@_ask.autocomplete("question")
async def _questions(interaction: discord.Interaction, current: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{current} is cake?", value="cake")]


@app_commands.context_menu(name="Who is this")
async def _who(interaction: discord.Interaction, member: discord.Member) -> None:
    await interaction.response.send_message(f"That is {member.display_name}", ephemeral=True)


@app_commands.context_menu(name="Report")
async def _report(interaction: discord.Interaction, message: discord.Message) -> None:
    await interaction.response.defer()
    await interaction.followup.send(f"Reported: {message.content}")


class Menus(Host):
    async def setup_hook(self) -> None:
        self.tree.add_command(_ask)
        self.tree.add_command(_who)
        self.tree.add_command(_report)
        await self.tree.sync()


async def test_autocomplete_and_context_menus(server: DiscordServer, house: House) -> None:
    async with running(server, Menus(server.bell)):
        typed = await server.autocomplete(house.lounge, house.ben, "ask", "question", {"question": "Where"})
        await typed.answered()
        assert typed.choices == [{"name": "Where is cake?", "value": "cake"}]
        who = await server.use_user_command(house.lounge, house.ben, "Who is this", house.ann)
        assert (await who.answered()).text == "That is Ann"
        said = await server.write(house.lounge, house.ben, "nonsense")
        report = await server.use_message_command(house.lounge, house.ann, "Report", said)
        assert (await report.answered()).text == "Reported: nonsense"
        assert len(report.responses) == 1


async def test_polls_voice_and_forums(server: DiscordServer, house: House) -> None:
    stage = server.add_channel(house.guild, "salon", ChannelKind.VOICE)
    forum = server.add_channel(house.guild, "ideas", ChannelKind.FORUM)
    async with running(server) as host:
        poll = discord.Poll("Which cake?", timedelta(hours=2))
        poll.add_answer(text="Apple")
        poll.add_answer(text="Cheese")
        await (await lounge_of(host, house)).send(poll=poll)
        assert "Apple" in server.visible_to(house.ben.id, house.lounge.id)
        await server.voice_join(stage, house.ben)
        guild = host.get_guild(house.guild.id)
        assert guild
        await (await guild.fetch_member(house.ben.id)).move_to(None)
        assert house.guild.members[house.ben.id].voice_channel_id is None
        ideas = host.get_channel(forum.id)
        assert isinstance(ideas, discord.ForumChannel)
        post = await ideas.create_thread(name="More cake", content="please")
        assert server.visible_to(house.ben.id, post.thread.id) == ["please"]


async def test_layouts_of_the_second_kind(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        layout = discord.ui.LayoutView()
        inside: discord.ui.Container[discord.ui.LayoutView] = discord.ui.Container(discord.ui.TextDisplay("hello"))
        layout.add_item(inside)
        await (await lounge_of(host, house)).send(view=layout)
    assert server.visible_to(house.ben.id, house.lounge.id) == ["hello"]


async def test_a_cut_answer_reaches_the_bot_as_a_broken_line(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        server.cut("POST", MESSAGES)
        channel = await lounge_of(host, house)
        with pytest.raises((OSError, aiohttp.ClientError)):
            await channel.send("did it arrive?")
    assert house.lounge.latest.content == "did it arrive?"


async def test_the_whole_of_discord_can_go_away_and_come_back(server: DiscordServer, house: House) -> None:
    async with running(server) as host:
        await server.stop()
        await server.start()
        await server.wait_for(lambda: server.resumes == 1, 20)
        await server.write(house.lounge, house.ben, "back")
        await server.wait_for(lambda: host.heard == ["back"])
