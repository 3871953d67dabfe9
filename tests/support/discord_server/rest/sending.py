"""Whether somebody may speak here, and how soon again."""

from datetime import timedelta

from tests.support.discord_server import errors, render
from tests.support.discord_server.core import Core
from tests.support.discord_server.errors import ApiError
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.standing import channel_permissions, need_in_channel
from tests.support.discord_server.world import Channel, ChannelKind, Guild, User

WRITABLE = {
    ChannelKind.TEXT,
    ChannelKind.ANNOUNCEMENT,
    ChannelKind.VOICE,
    ChannelKind.STAGE,
    ChannelKind.DM,
    ChannelKind.PUBLIC_THREAD,
    ChannelKind.PRIVATE_THREAD,
    ChannelKind.ANNOUNCEMENT_THREAD,
}


def need_to_send(server: Core, channel: Channel, call: Call) -> None:
    if channel.kind not in WRITABLE:
        raise ApiError(400, 50008, "Cannot send messages in a non-text channel")
    if channel.guild is None:
        need_open_dm(server, next(user for user in channel.recipients if user is not server.bot))
        return
    needed = Permission.SEND_MESSAGES_IN_THREADS if channel.is_thread else Permission.SEND_MESSAGES
    if call.json.get("embeds"):
        needed |= Permission.EMBED_LINKS
    if call.files:
        needed |= Permission.ATTACH_FILES
    if call.json.get("message_reference"):
        needed |= Permission.READ_MESSAGE_HISTORY
    if call.json.get("poll"):
        needed |= Permission.SEND_POLLS
    need_in_channel(channel, server.bot_member(channel.guild), needed, server.now())
    if channel.thread is not None and channel.thread.archived and channel.thread.locked:
        raise ApiError(400, 50083, "Thread is archived")


def need_open_dm(server: Core, person: User) -> None:
    shared = any(person.id in guild.members for guild in server.guilds_of_bot())
    if not person.takes_dms or not shared:
        raise errors.cannot_message_user()


def keep_slow(server: Core, channel: Channel) -> None:
    if not channel.rate_limit_per_user or channel.guild is None:
        return
    left = slow_mode_left(server, channel, channel.guild, server.bot)
    if left > 0:
        raise ApiError(
            429,
            20016,
            "This action cannot be performed due to slowmode rate limit.",
            extra={"retry_after": left, "global": False},
        )
    channel.spoke_at[server.bot.id] = server.now()


def slow_mode_left(server: Core, channel: Channel, guild: Guild, user: User) -> float:
    """Seconds until this person may speak here again."""
    held = channel_permissions(channel, guild.members[user.id], server.now())
    if held & (Permission.MANAGE_MESSAGES | Permission.MANAGE_CHANNELS | Permission.BYPASS_SLOWMODE):
        return 0.0
    spoke = channel.spoke_at.get(user.id)
    if spoke is None:
        return 0.0
    return (spoke + timedelta(seconds=channel.rate_limit_per_user) - server.now()).total_seconds()


async def wake_thread(server: Core, channel: Channel) -> None:
    """Speaking in an archived thread opens it again."""
    if channel.thread is None or not channel.thread.archived:
        return
    channel.thread.archived = False
    channel.thread.archive_changed_at = server.now()
    await server.events.in_channel("THREAD_UPDATE", render.channel(channel), channel)
