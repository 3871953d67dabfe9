"""Reading the audit log."""

from tests.support.discord_server import render, render_happenings
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import Answer, Routes
from tests.support.discord_server.standing import need_in_guild


async def list_entries(server: Core, call: Call) -> Answer:
    guild = server.guild_of(call)
    need_in_guild(guild, server.bot_member(guild), Permission.VIEW_AUDIT_LOG, server.now())
    found = list(guild.audit) if "after" in call.query else list(reversed(guild.audit))
    for key, name in (("action_type", "action"), ("user_id", "user_id")):
        if key in call.query:
            found = [entry for entry in found if getattr(entry, name) == int(call.query[key])]
    if "before" in call.query:
        found = [entry for entry in found if entry.id < int(call.query["before"])]
    if "after" in call.query:
        found = [entry for entry in found if entry.id > int(call.query["after"])]
    picked = found[: int(call.query.get("limit", 50))]
    named = dict.fromkeys(one for entry in picked for one in (entry.user_id, entry.target_id) if one is not None)
    empty = ("integrations", "webhooks", "guild_scheduled_events", "threads", "application_commands")
    return Answer(
        200,
        {
            "audit_log_entries": [render_happenings.audit_entry(entry) for entry in picked],
            "users": [render.user(server.world.users[one]) for one in named if one in server.world.users],
            "auto_moderation_rules": [],
            **{key: [] for key in empty},
        },
    )


ROUTES: Routes = [("GET", "/guilds/{guild_id}/audit-logs", list_entries)]
