"""Which gateway events a session asked for."""

from enum import IntFlag


class Intent(IntFlag):
    NONE = 0
    GUILDS = 1 << 0
    MEMBERS = 1 << 1
    MODERATION = 1 << 2
    EXPRESSIONS = 1 << 3
    INTEGRATIONS = 1 << 4
    WEBHOOKS = 1 << 5
    INVITES = 1 << 6
    VOICE_STATES = 1 << 7
    PRESENCES = 1 << 8
    MESSAGES = 1 << 9
    REACTIONS = 1 << 10
    TYPING = 1 << 11
    DM_MESSAGES = 1 << 12
    DM_REACTIONS = 1 << 13
    DM_TYPING = 1 << 14
    MESSAGE_CONTENT = 1 << 15
    SCHEDULED_EVENTS = 1 << 16
    AUTOMOD_CONFIGURATION = 1 << 20
    AUTOMOD_EXECUTION = 1 << 21
    POLLS = 1 << 24
    DM_POLLS = 1 << 25


PRIVILEGED = Intent.MEMBERS | Intent.PRESENCES | Intent.MESSAGE_CONTENT
KNOWN = Intent((1 << 26) - 1)

# Events by their first words; the longest match wins. What is not named here always arrives.
NEEDED: dict[str, tuple[Intent, Intent]] = {
    "GUILD_": (Intent.GUILDS, Intent.GUILDS),
    "CHANNEL_": (Intent.GUILDS, Intent.DM_MESSAGES),
    "THREAD_": (Intent.GUILDS, Intent.GUILDS),
    "THREAD_MEMBERS_UPDATE": (Intent.GUILDS, Intent.GUILDS),
    "GUILD_MEMBER_": (Intent.MEMBERS, Intent.MEMBERS),
    "GUILD_BAN_": (Intent.MODERATION, Intent.MODERATION),
    "GUILD_AUDIT_LOG_": (Intent.MODERATION, Intent.MODERATION),
    "GUILD_SCHEDULED_EVENT_": (Intent.SCHEDULED_EVENTS, Intent.SCHEDULED_EVENTS),
    "INVITE_": (Intent.INVITES, Intent.INVITES),
    "VOICE_STATE_": (Intent.VOICE_STATES, Intent.VOICE_STATES),
    "MESSAGE_": (Intent.MESSAGES, Intent.DM_MESSAGES),
    "MESSAGE_REACTION_": (Intent.REACTIONS, Intent.DM_REACTIONS),
    "TYPING_": (Intent.TYPING, Intent.DM_TYPING),
}


def wants(intents: Intent, event: str, *, in_guild: bool) -> bool:
    matches = [prefix for prefix in NEEDED if event.startswith(prefix)]
    if not matches:
        return True
    guild_needs, direct_needs = NEEDED[max(matches, key=len)]
    return bool(intents & (guild_needs if in_guild else direct_needs))
