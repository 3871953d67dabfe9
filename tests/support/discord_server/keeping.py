"""What befalls the house itself: the bot invited and thrown out, outages, rooms and roles changed by hand."""

from tests.support.discord_server import render, render_guild
from tests.support.discord_server.permissions import HOST, Permission
from tests.support.discord_server.setup import Setup
from tests.support.discord_server.world import Channel, Guild, Json, Role, ThreadState


class Keeping(Setup):
    """Live changes to guilds; running sessions hear of each."""

    async def add_bot(self, guild: Guild, permissions: Permission = HOST) -> None:
        """The bot is invited while it runs."""
        self.seat_bot(guild, permissions)
        for session in list(self.gateway.sessions.values()):
            await self.events.tell(session, "GUILD_CREATE", self.gateway.guild_create(session, guild))

    async def remove_bot(self, guild: Guild) -> None:
        """The bot is thrown out."""
        guild.members.pop(self.bot.id)
        guild.roles.pop(guild.bot_role.id)
        for session in list(self.gateway.sessions.values()):
            await self.events.tell(session, "GUILD_DELETE", {"id": str(guild.id)})

    async def outage(self, guild: Guild) -> None:
        """The guild is there but cannot be reached."""
        for session in list(self.gateway.sessions.values()):
            await self.events.tell(session, "GUILD_DELETE", {"id": str(guild.id), "unavailable": True})

    async def back_again(self, guild: Guild) -> None:
        for session in list(self.gateway.sessions.values()):
            told = self.gateway.guild_create(session, guild) | {"unavailable": False}
            await self.events.tell(session, "GUILD_CREATE", told)

    async def announce(self, thing: Channel | Role, guild: Guild, *, change: str = "CREATE") -> None:
        """Tell running sessions of a channel or role that was added, changed or taken away by hand."""
        match thing:
            case Channel(thread=ThreadState()):
                await self.events.in_channel(f"THREAD_{change}", render_guild.joined_thread(thing, self.bot.id), thing)
            case Channel():
                await self.events.in_guild(f"CHANNEL_{change}", render.channel(thing), guild)
            case Role():
                told: Json = {"role_id": str(thing.id)} if change == "DELETE" else {"role": render.role(thing)}
                await self.events.in_guild(f"GUILD_ROLE_{change}", told, guild)

    async def delete_channel(self, channel: Channel) -> None:
        """A moderator deletes a channel or thread by hand."""
        assert channel.guild is not None
        told = render.channel(channel)
        event = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.world.channels.pop(channel.id)
        (channel.guild.threads if channel.is_thread else channel.guild.channels).pop(channel.id)
        await self.events.in_guild(event, told, channel.guild)
