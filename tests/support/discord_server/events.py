"""Telling every session what happened, as far as it may know."""

from typing import TYPE_CHECKING, Any

from tests.support.discord_server import render, render_happenings, render_message
from tests.support.discord_server.intents import Intent, wants
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.session import Session
from tests.support.discord_server.standing import channel_permissions, guild_permissions
from tests.support.discord_server.world import AuditEntry, Channel, Guild, Json, Member, Message

if TYPE_CHECKING:
    from tests.support.discord_server.core import Core

# Without GUILD_MEMBERS a bot still hears of itself.
ABOUT_ONESELF = {"GUILD_MEMBER_UPDATE"}


class Events:
    """`held` keeps events back while a test wants to change their order."""

    def __init__(self, server: "Core") -> None:
        self.server = server
        self.held: list[tuple[Session, str, Any]] | None = None

    async def tell(self, session: Session, event: str, data: Any) -> None:
        if self.held is not None:
            self.held.append((session, event, data))
            return
        await session.dispatch(event, data)

    async def everywhere(self, event: str, data: Json) -> None:
        """To every session, whatever it asked for: interactions and repeats."""
        for session in list(self.server.gateway.sessions.values()):
            await self.tell(session, event, data)

    async def in_guild(self, event: str, data: Json, guild: Guild, *, about_bot: bool = False) -> None:
        if self.server.bot.id not in guild.members:
            return
        data = {"guild_id": str(guild.id), **data}
        for session in list(self.server.gateway.sessions.values()):
            if wants(session.intents, event, in_guild=True) or (about_bot and event in ABOUT_ONESELF):
                await self.tell(session, event, data)

    async def in_channel(self, event: str, data: Json, channel: Channel, *, ephemeral: bool = False) -> None:
        """Only where the bot may look; ephemeral messages arrive as if they were anywhere."""
        if not ephemeral and not self.server.bot_sees(channel):
            return
        if channel.guild is not None:
            data = {"guild_id": str(channel.guild.id), **data}
        for session in list(self.server.gateway.sessions.values()):
            if wants(session.intents, event, in_guild=channel.guild is not None):
                await self.tell(session, event, data)

    async def message(self, event: str, message: Message) -> None:
        channel = message.channel
        if not message.ephemeral and not self.server.bot_sees(channel):
            return
        told = render_message.message(message, self.server.bot.id)
        if channel.guild is not None:
            told["guild_id"] = str(channel.guild.id)
            author = channel.guild.members.get(message.author.id)
            if author is not None:
                told["member"] = render.member_without_user(author)
        for session in list(self.server.gateway.sessions.values()):
            if wants(session.intents, event, in_guild=channel.guild is not None):
                open_book = session.intents & Intent.MESSAGE_CONTENT or self.server.is_own_business(message)
                await self.tell(session, event, told if open_book else render_message.without_content(told))

    async def member_update(self, guild: Guild, member: Member) -> None:
        about_bot = member.user is self.server.bot
        await self.in_guild("GUILD_MEMBER_UPDATE", render.member(member), guild, about_bot=about_bot)

    async def audit(self, guild: Guild, entry: AuditEntry) -> None:
        bot = guild.members.get(self.server.bot.id)
        if bot and guild_permissions(guild, bot, self.server.now()) & Permission.VIEW_AUDIT_LOG:
            await self.in_guild("GUILD_AUDIT_LOG_ENTRY_CREATE", render_happenings.audit_entry(entry), guild)

    def hold(self) -> None:
        """From now on collect events instead of sending them."""
        self.held = []

    async def release(self, *, reverse: bool = False, twice: bool = False) -> None:
        """Send what was held, in another order or double if asked."""
        held, self.held = self.held or [], None
        for session, event, data in reversed(held) if reverse else held:
            await session.dispatch(event, data)
            if twice:
                await session.dispatch(event, data)

    async def repeat(self, event: str) -> None:
        """Dispatch the newest event of this name once more, data unchanged."""
        for session in list(self.server.gateway.sessions.values()):
            told = [payload for payload in session.told if payload["t"] == event]
            if told:
                await session.dispatch(event, told[-1]["d"])

    def sees(self, channel: Channel) -> bool:
        if channel.guild is None:
            return any(user is self.server.bot for user in channel.recipients)
        bot = channel.guild.members.get(self.server.bot.id)
        return bot is not None and bool(channel_permissions(channel, bot, self.server.now()) & Permission.VIEW_CHANNEL)
