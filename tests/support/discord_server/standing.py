"""Who may do what where: roles, overwrites, time-outs and the order of roles."""

from datetime import datetime

from tests.support.discord_server.errors import missing_access, missing_permissions
from tests.support.discord_server.permissions import ALL, TIMED_OUT, Permission
from tests.support.discord_server.world import Channel, ChannelKind, Guild, Member, Role


def roles_of(guild: Guild, member: Member) -> list[Role]:
    return [guild.everyone] + [guild.roles[role_id] for role_id in member.role_ids if role_id in guild.roles]


def top_position(guild: Guild, member: Member) -> int:
    return max(role.position for role in roles_of(guild, member))


def is_timed_out(member: Member, now: datetime) -> bool:
    until = member.communication_disabled_until
    return until is not None and until > now


def guild_permissions(guild: Guild, member: Member, now: datetime) -> Permission:
    if member.user.id == guild.owner_id:
        return ALL
    held = Permission.NONE
    for role in roles_of(guild, member):
        held |= role.permissions
    if held & Permission.ADMINISTRATOR:
        return ALL
    return held & TIMED_OUT if is_timed_out(member, now) else held


def channel_permissions(channel: Channel, member: Member, now: datetime) -> Permission:
    """What the member may do here; nothing at all where they may not look."""
    guild = channel.guild
    if guild is None:
        return ALL
    held = guild_permissions(guild, member, now)
    if held == ALL:
        return ALL
    held = _overwritten(_place_of_overwrites(channel), guild, member, held)
    if is_timed_out(member, now):
        held &= TIMED_OUT
    if not held & Permission.VIEW_CHANNEL or not _may_enter_thread(channel, member, held):
        return Permission.NONE
    return held


def _place_of_overwrites(channel: Channel) -> Channel:
    if channel.is_thread and channel.guild and channel.parent_id:
        return channel.guild.channels[channel.parent_id]
    return channel


def _overwritten(channel: Channel, guild: Guild, member: Member, held: Permission) -> Permission:
    everyone = channel.overwrites.get(guild.id)
    if everyone:
        held = (held & ~everyone.deny) | everyone.allow
    allow = deny = Permission.NONE
    for role_id in member.role_ids:
        if role_id in channel.overwrites:
            allow |= channel.overwrites[role_id].allow
            deny |= channel.overwrites[role_id].deny
    held = (held & ~deny) | allow
    own = channel.overwrites.get(member.user.id)
    return (held & ~own.deny) | own.allow if own else held


def _may_enter_thread(channel: Channel, member: Member, held: Permission) -> bool:
    if channel.kind is not ChannelKind.PRIVATE_THREAD or channel.thread is None:
        return True
    return member.user.id in channel.thread.member_ids or bool(held & Permission.MANAGE_THREADS)


def may_read(channel: Channel, user_id: int, now: datetime) -> bool:
    """Whether an ordinary account could scroll through this place."""
    if channel.guild is None:
        return any(user.id == user_id for user in channel.recipients)
    member = channel.guild.members.get(user_id)
    if member is None:
        return False
    needed = Permission.VIEW_CHANNEL | Permission.READ_MESSAGE_HISTORY
    return channel_permissions(channel, member, now) & needed == needed


def readers_of(channel: Channel, now: datetime) -> frozenset[int]:
    """Everybody who sees a line said here at this moment."""
    if channel.guild is None:
        return frozenset(user.id for user in channel.recipients)
    return frozenset(
        member.user.id
        for member in channel.guild.members.values()
        if channel_permissions(channel, member, now) & Permission.VIEW_CHANNEL
    )


def need_in_guild(guild: Guild, member: Member, needed: Permission, now: datetime) -> None:
    if guild_permissions(guild, member, now) & needed != needed:
        raise missing_permissions()


def need_in_channel(channel: Channel, member: Member, needed: Permission, now: datetime) -> None:
    held = channel_permissions(channel, member, now)
    if not held & Permission.VIEW_CHANNEL:
        raise missing_access()
    if held & needed != needed:
        raise missing_permissions()


def need_above(guild: Guild, actor: Member, target: Member) -> None:
    """Owners are untouchable and everybody else only from above."""
    if actor.user.id == guild.owner_id:
        return
    if target.user.id == guild.owner_id or top_position(guild, actor) <= top_position(guild, target):
        raise missing_permissions()


def need_above_role(guild: Guild, actor: Member, role: Role) -> None:
    if actor.user.id != guild.owner_id and top_position(guild, actor) <= role.position:
        raise missing_permissions()
