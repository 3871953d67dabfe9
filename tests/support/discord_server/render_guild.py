"""The big GUILD_CREATE picture of one guild."""

from datetime import datetime

from tests.support.discord_server import render, render_happenings
from tests.support.discord_server.clock import iso
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.standing import channel_permissions
from tests.support.discord_server.world import Channel, Guild, Json, Member


def guild_create(guild: Guild, members: list[Member], now: datetime, bot_id: int) -> Json:
    bot = guild.members[bot_id]
    return {
        **render.guild(guild),
        "joined_at": iso(bot.joined_at),
        "large": len(guild.members) >= 250,
        "member_count": len(guild.members),
        "members": [render.member(member) for member in members],
        "channels": [render.channel(channel) for channel in guild.channels.values()],
        "threads": [
            joined_thread(thread, bot_id)
            for thread in guild.threads.values()
            if thread.thread
            and not thread.thread.archived
            and channel_permissions(thread, bot, now) & Permission.VIEW_CHANNEL
        ],
        "voice_states": [
            render.voice_state(guild.id, member) for member in guild.members.values() if member.voice_channel_id
        ],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [render_happenings.scheduled_event(event) for event in guild.events.values()],
        "soundboard_sounds": [],
    }


def joined_thread(thread: Channel, user_id: int) -> Json:
    """A thread with the reader's own membership, when there is one."""
    told = render.channel(thread)
    if thread.thread and user_id in thread.thread.member_ids:
        told["member"] = render.thread_member(thread, user_id)
    return told
