"""What people do without the bot: come, go, speak, react, sit down in voice."""

from datetime import datetime
from typing import Any

from tests.support.discord_server import render, render_message
from tests.support.discord_server.clock import iso
from tests.support.discord_server.errors import CannotDo
from tests.support.discord_server.keeping import Keeping
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.publish import fill, new_message, publish, republish, take_down
from tests.support.discord_server.rest.bans import ban as ban_from
from tests.support.discord_server.rest.members import remove
from tests.support.discord_server.rest.sending import slow_mode_left, wake_thread
from tests.support.discord_server.rest.users import dm_with
from tests.support.discord_server.standing import channel_permissions
from tests.support.discord_server.world import (
    Channel,
    Guild,
    Invite,
    Json,
    Member,
    Message,
    Role,
    ScheduledEvent,
    User,
)


class People(Keeping):
    """Each verb changes the world and tells the gateway; what Discord's client would not allow raises CannotDo."""

    async def join(
        self, guild: Guild, user: User, *, pending: bool = False, invite: Invite | None = None, nick: str | None = None
    ) -> Member:
        if user.id in guild.bans:
            raise CannotDo(f"{user.name} is banned")
        if user.id in guild.members:
            raise CannotDo(f"{user.name} is here already")
        if invite is not None:
            await self._use(guild, invite)
        member = self.add_member(guild, user, nick=nick, pending=pending)
        await self.events.in_guild("GUILD_MEMBER_ADD", render.member(member), guild)
        self.bell.ring()
        return member

    async def _use(self, guild: Guild, invite: Invite) -> None:
        if invite.code not in guild.invites:
            raise CannotDo("the invite is gone")
        invite.uses += 1
        if invite.max_uses and invite.uses >= invite.max_uses:
            guild.invites.pop(invite.code)
            self.world.invites.pop(invite.code)
            data = {"code": invite.code, "channel_id": str(invite.channel.id)}
            await self.events.in_guild("INVITE_DELETE", data, guild)

    async def clear_pending(self, guild: Guild, user: User) -> None:
        """They accepted the rules screen."""
        guild.members[user.id].pending = False
        await self.events.member_update(guild, guild.members[user.id])

    async def leave(self, guild: Guild, user: User) -> None:
        await remove(self, guild, guild.members[user.id])

    async def rename(self, guild: Guild, user: User, nick: str | None) -> None:
        guild.members[user.id].nick = nick
        await self.events.member_update(guild, guild.members[user.id])

    async def rename_user(self, user: User, global_name: str) -> None:
        user.global_name = global_name
        for guild in self.guilds_of_bot():
            if user.id in guild.members:
                await self.events.member_update(guild, guild.members[user.id])

    async def give_role(self, guild: Guild, user: User, role: Role) -> None:
        guild.members[user.id].role_ids.append(role.id)
        await self.events.member_update(guild, guild.members[user.id])

    async def take_role(self, guild: Guild, user: User, role: Role) -> None:
        guild.members[user.id].role_ids.remove(role.id)
        await self.events.member_update(guild, guild.members[user.id])

    async def time_out(self, guild: Guild, user: User, until: datetime | None, *, by: User) -> None:
        """A moderator's own hand."""
        member = guild.members[user.id]
        member.communication_disabled_until = until
        change: Json = {"key": "communication_disabled_until"}
        if until is not None:
            change["new_value"] = iso(until)
        await self.note(guild, 24, user.id, by=by, changes=[change])
        await self.events.member_update(guild, member)

    async def kick(self, guild: Guild, user: User, *, by: User, reason: str | None = None) -> None:
        await self.note(guild, 20, user.id, by=by, reason=reason)
        await remove(self, guild, guild.members[user.id])

    async def ban(self, guild: Guild, user: User, *, by: User, reason: str | None = None) -> None:
        await self.note(guild, 22, user.id, by=by, reason=reason)
        await ban_from(self, guild, user, reason)

    async def unban(self, guild: Guild, user: User, *, by: User) -> None:
        guild.bans.pop(user.id)
        await self.note(guild, 23, user.id, by=by)
        await self.events.in_guild("GUILD_BAN_REMOVE", {"user": render.user(user)}, guild)

    def direct(self, user: User) -> Channel:
        """The direct channel between this person and the bot."""
        return dm_with(self, user)

    async def write(
        self,
        channel: Channel,
        user: User,
        content: str = "",
        *,
        reply_to: Message | None = None,
        **body: Any,
    ) -> Message:
        """Somebody says something; `body` may hold embeds, attachments and the like."""
        self._may_write(channel, user)
        message = new_message(
            self,
            channel,
            user,
            {"content": content, **body},
            reference=reply_to,
            referenced_id=reply_to.id if reply_to else None,
            kind=19 if reply_to else 0,
        )
        message.attachments = body.get("attachments", [])
        await wake_thread(self, channel)
        if channel.thread is not None:
            channel.thread.member_ids.setdefault(user.id, self.now())
        return await publish(self, message)

    def _may_write(self, channel: Channel, user: User) -> None:
        if channel.guild is None:
            if user not in channel.recipients:
                raise CannotDo(f"{user.name} is not in this conversation")
            return
        member = self._member_here(channel, user)
        needed = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
        if not channel_permissions(channel, member, self.now()) & needed:
            raise CannotDo(f"{user.name} may not write in {channel.name}")
        if channel.rate_limit_per_user and slow_mode_left(self, channel, channel.guild, user) > 0:
            raise CannotDo(f"{user.name} must wait: slow mode in {channel.name}")
        channel.spoke_at[user.id] = self.now()

    def _member_here(self, channel: Channel, user: User) -> Member:
        assert channel.guild is not None
        member = channel.guild.members.get(user.id)
        if member is None or not channel_permissions(channel, member, self.now()) & Permission.VIEW_CHANNEL:
            raise CannotDo(f"{user.name} does not see {channel.name}")
        if member.pending:
            raise CannotDo(f"{user.name} has not passed the rules screen")
        return member

    async def edit(self, message: Message, content: str) -> Message:
        fill(self, message, {"content": content})
        return await republish(self, message)

    async def delete(self, message: Message) -> None:
        await take_down(self, message)

    async def react(self, message: Message, user: User, emoji: str) -> None:
        who = message.reactions.setdefault(emoji, [])
        if user.id not in who:
            who.append(user.id)
            await self._tell_reaction("MESSAGE_REACTION_ADD", message, user, emoji)

    async def unreact(self, message: Message, user: User, emoji: str) -> None:
        message.reactions[emoji].remove(user.id)
        if not message.reactions[emoji]:
            message.reactions.pop(emoji)
        await self._tell_reaction("MESSAGE_REACTION_REMOVE", message, user, emoji)

    async def _tell_reaction(self, event: str, message: Message, user: User, emoji: str) -> None:
        data: Json = {
            "user_id": str(user.id),
            "channel_id": str(message.channel.id),
            "message_id": str(message.id),
            "emoji": render_message.emoji_of(emoji),
            "message_author_id": str(message.author.id),
            "burst": False,
            "type": 0,
        }
        if message.guild is not None and event.endswith("ADD") and user.id in message.guild.members:
            data["member"] = render.member(message.guild.members[user.id])
        await self.events.in_channel(event, data, message.channel)

    async def voice_join(self, channel: Channel, user: User) -> None:
        assert channel.guild is not None
        await self._sit(channel.guild, user, channel.id)

    async def voice_leave(self, guild: Guild, user: User) -> None:
        await self._sit(guild, user, None)

    async def _sit(self, guild: Guild, user: User, channel_id: int | None) -> None:
        guild.members[user.id].voice_channel_id = channel_id
        await self.events.in_guild("VOICE_STATE_UPDATE", render.voice_state(guild.id, guild.members[user.id]), guild)

    async def interested(self, event: ScheduledEvent, user: User, *, still: bool = True) -> None:
        """They press "Interested" on a scheduled event, or take it back."""
        if still:
            event.interested.append(user.id)
        else:
            event.interested.remove(user.id)
        data = {"guild_scheduled_event_id": str(event.id), "user_id": str(user.id)}
        name = "GUILD_SCHEDULED_EVENT_USER_ADD" if still else "GUILD_SCHEDULED_EVENT_USER_REMOVE"
        await self.events.in_guild(name, data, event.guild)

    async def type_in(self, channel: Channel, user: User) -> None:
        data: Json = {"channel_id": str(channel.id), "user_id": str(user.id), "timestamp": int(self.now().timestamp())}
        await self.events.in_channel("TYPING_START", data, channel)
