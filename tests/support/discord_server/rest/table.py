"""Every route there is."""

from tests.support.discord_server.rest import (
    audit,
    bans,
    channels,
    commands,
    events,
    guilds,
    interactions,
    invites,
    members,
    messages,
    pins,
    reactions,
    roles,
    thread_members,
    threads,
    users,
    webhooks,
)
from tests.support.discord_server.rest.routing import Routes

ROUTES: Routes = [
    *users.ROUTES,
    *guilds.ROUTES,
    *channels.ROUTES,
    *threads.ROUTES,
    *thread_members.ROUTES,
    *messages.ROUTES,
    *pins.ROUTES,
    *reactions.ROUTES,
    *members.ROUTES,
    *bans.ROUTES,
    *roles.ROUTES,
    *invites.ROUTES,
    *events.ROUTES,
    *audit.ROUTES,
    *commands.ROUTES,
    *interactions.ROUTES,
    *webhooks.ROUTES,
]
