"""Arranging the world before the bot looks at it; nothing here is announced."""

from typing import Any

from tests.support.discord_server.core import Core
from tests.support.discord_server.permissions import HOST, Permission
from tests.support.discord_server.world import (
    Channel,
    ChannelKind,
    Guild,
    Member,
    Overwrite,
    Role,
    ThreadState,
    User,
)


class Setup(Core):
    """`add_*` is plain set-up; tell a running session of it with `announce`."""

    def add_user(self, name: str, *, locale: str = "en-US", is_bot: bool = False, takes_dms: bool = True) -> User:
        user = User(id=self.new_id(), name=name, locale=locale, is_bot=is_bot, takes_dms=takes_dms)
        self.world.users[user.id] = user
        return user

    def add_guild(
        self,
        name: str,
        owner: User,
        *,
        bot_permissions: Permission = HOST,
        with_bot: bool = True,
        locale: str = "en-US",
    ) -> Guild:
        """A guild with its owner in it and, unless told otherwise, the bot with a role of its own on top."""
        guild = Guild(id=self.new_id(), name=name, owner_id=owner.id, locale=locale)
        self.world.guilds[guild.id] = guild
        self.add_member(guild, owner)
        if with_bot:
            self.seat_bot(guild, bot_permissions)
        return guild

    def seat_bot(self, guild: Guild, permissions: Permission = HOST) -> Member:
        """The bot's membership, with the managed role its invite link makes."""
        role = self.add_role(guild, self.bot.name, permissions, managed=True, bot_id=self.bot.id)
        return self.add_member(guild, self.bot, role)

    def add_member(
        self, guild: Guild, user: User, *roles: Role, nick: str | None = None, pending: bool = False
    ) -> Member:
        member = Member(
            user=user,
            joined_at=self.now(),
            role_ids=[role.id for role in roles],
            nick=nick,
            pending=pending,
        )
        guild.members[user.id] = member
        return member

    def add_role(
        self,
        guild: Guild,
        name: str,
        permissions: Permission = Permission.NONE,
        *,
        position: int | None = None,
        **more: Any,
    ) -> Role:
        """On top of the others, or at a position with those from there on moved up."""
        place = position if position is not None else len(guild.roles)
        for role in guild.roles.values():
            if role.position >= place:
                role.position += 1
        role = Role(id=self.new_id(), name=name, permissions=permissions, position=place, **more)
        guild.roles[role.id] = role
        return role

    def add_channel(
        self,
        guild: Guild,
        name: str,
        kind: ChannelKind = ChannelKind.TEXT,
        *,
        parent: Channel | None = None,
        **more: Any,
    ) -> Channel:
        """`more`: topic, nsfw, rate_limit_per_user, user_limit."""
        channel = Channel(
            id=self.new_id(),
            kind=kind,
            name=name,
            guild=guild,
            parent_id=parent.id if parent else None,
            position=len(guild.channels),
            **more,
        )
        guild.channels[channel.id] = channel
        self.world.channels[channel.id] = channel
        return channel

    def add_thread(self, parent: Channel, name: str, owner: User, *members: User, private: bool = False) -> Channel:
        assert parent.guild is not None
        state = ThreadState(owner_id=owner.id, created_at=self.now(), archive_changed_at=self.now())
        state.member_ids = {user.id: self.now() for user in (owner, *members)}
        kind = ChannelKind.PRIVATE_THREAD if private else ChannelKind.PUBLIC_THREAD
        thread = Channel(id=self.new_id(), kind=kind, name=name, guild=parent.guild, parent_id=parent.id, thread=state)
        parent.guild.threads[thread.id] = thread
        self.world.channels[thread.id] = thread
        return thread

    def overwrite(
        self,
        channel: Channel,
        who: Role | User,
        *,
        allow: Permission = Permission.NONE,
        deny: Permission = Permission.NONE,
    ) -> None:
        kind = 0 if isinstance(who, Role) else 1
        channel.overwrites[who.id] = Overwrite(id=who.id, kind=kind, allow=allow, deny=deny)

    def make_private(self, channel: Channel, *who: Role | User) -> None:
        """Only these may look, and the bot."""
        assert channel.guild is not None
        self.overwrite(channel, channel.guild.everyone, deny=Permission.VIEW_CHANNEL)
        for one in (*who, self.bot):
            self.overwrite(channel, one, allow=Permission.VIEW_CHANNEL)
