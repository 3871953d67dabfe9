"""Scheduled events."""

from datetime import datetime
from typing import Any

from tests.support.discord_server import errors, render, render_happenings
from tests.support.discord_server.core import Core
from tests.support.discord_server.journal import Call
from tests.support.discord_server.permissions import Permission
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.standing import guild_permissions
from tests.support.discord_server.world import Guild, ScheduledEvent

MOST_EVENTS = 100
EXTERNAL = 3
SCHEDULED, ACTIVE, COMPLETED, CANCELED = 1, 2, 3, 4
NEXT_STATUS = {SCHEDULED: {SCHEDULED, ACTIVE, CANCELED}, ACTIVE: {ACTIVE, COMPLETED}}


def _event_of(server: Core, call: Call) -> tuple[Guild, ScheduledEvent]:
    guild = server.guild_of(call)
    event = guild.events.get(call.number("guild_scheduled_event_id"))
    if event is None:
        raise errors.unknown("Guild Scheduled Event")
    return guild, event


def _need(server: Core, guild: Guild, event: ScheduledEvent | None) -> None:
    """Creating needs CREATE_EVENTS; others' events need MANAGE_EVENTS."""
    held = guild_permissions(guild, server.bot_member(guild), server.now())
    own = event is None or event.creator is server.bot
    enough = Permission.CREATE_EVENTS | Permission.MANAGE_EVENTS if own else Permission.MANAGE_EVENTS
    if not held & enough:
        raise errors.missing_permissions()


async def create(server: Core, call: Call) -> Answer:
    guild, body = server.guild_of(call), call.json
    _need(server, guild, None)
    if sum(event.status in (SCHEDULED, ACTIVE) for event in guild.events.values()) >= MOST_EVENTS:
        raise errors.ApiError(400, 30038, "Maximum number of guild scheduled events reached (100)")
    for key in ("name", "scheduled_start_time", "entity_type", "privacy_level"):
        if key not in body:
            raise errors.invalid_form(key, "BASE_TYPE_REQUIRED", "This field is required")
    starts_at = datetime.fromisoformat(body["scheduled_start_time"])
    event = ScheduledEvent(id=server.new_id(), guild=guild, creator=server.bot, name=body["name"], starts_at=starts_at)
    _apply(server, guild, event, body)
    guild.events[event.id] = event
    await server.note(guild, 100, event.id, call)
    await server.events.in_guild("GUILD_SCHEDULED_EVENT_CREATE", render_happenings.scheduled_event(event), guild)
    return Answer(200, render_happenings.scheduled_event(event))


def _apply(server: Core, guild: Guild, event: ScheduledEvent, body: dict[str, Any]) -> None:
    _check_texts(body)
    event.name = body.get("name", event.name)
    event.description = body.get("description", event.description)
    event.entity_type = body.get("entity_type", event.entity_type)
    event.recurrence_rule = body.get("recurrence_rule", event.recurrence_rule)
    if "channel_id" in body:
        event.channel_id = int(body["channel_id"]) if body["channel_id"] else None
    if body.get("entity_metadata"):
        event.location = body["entity_metadata"].get("location")
    if body.get("scheduled_start_time"):
        event.starts_at = datetime.fromisoformat(body["scheduled_start_time"])
        if event.starts_at <= server.now():
            raise errors.invalid_form(
                "scheduled_start_time", "GUILD_SCHEDULED_EVENT_SCHEDULE_PAST", "Cannot schedule event in the past."
            )
    if body.get("scheduled_end_time"):
        event.ends_at = datetime.fromisoformat(body["scheduled_end_time"])
    _check_place(guild, event)


def _check_texts(body: dict[str, Any]) -> None:
    if "name" in body and not 1 <= len(body["name"]) <= 100:
        raise errors.invalid_form("name", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
    if len(body.get("description") or "") > 1000:
        raise errors.invalid_form("description", "BASE_TYPE_MAX_LENGTH", "Must be 1000 or fewer in length.")
    if len((body.get("entity_metadata") or {}).get("location") or "") > 100:
        raise errors.invalid_form("entity_metadata.location", "BASE_TYPE_BAD_LENGTH", "Must be 100 or fewer.")


def _check_place(guild: Guild, event: ScheduledEvent) -> None:
    if event.ends_at is not None and event.ends_at <= event.starts_at:
        raise errors.invalid_form("scheduled_end_time", "GUILD_SCHEDULED_EVENT_END_BEFORE_START", "Ends before start")
    if event.entity_type != EXTERNAL:
        if event.channel_id not in guild.channels:
            raise errors.invalid_form("channel_id", "BASE_TYPE_REQUIRED", "This field is required")
        return
    if event.ends_at is None:
        raise errors.invalid_form("scheduled_end_time", "BASE_TYPE_REQUIRED", "This field is required")
    if not event.location or event.channel_id is not None:
        raise errors.invalid_form("entity_metadata.location", "BASE_TYPE_REQUIRED", "This field is required")


async def edit(server: Core, call: Call) -> Answer:
    guild, event = _event_of(server, call)
    _need(server, guild, event)
    _check_status(event, call.json)
    _apply(server, guild, event, call.json)
    event.status = call.json.get("status", event.status)
    await server.note(guild, 101, event.id, call)
    await server.events.in_guild("GUILD_SCHEDULED_EVENT_UPDATE", render_happenings.scheduled_event(event), guild)
    return Answer(200, render_happenings.scheduled_event(event))


def _check_status(event: ScheduledEvent, body: dict[str, Any]) -> None:
    if event.status in (COMPLETED, CANCELED):
        raise errors.ApiError(400, 180000, "Cannot update a finished event")
    if body.get("status", event.status) not in NEXT_STATUS[event.status]:
        raise errors.invalid_form("status", "GUILD_SCHEDULED_EVENT_INVALID_STATUS", "Not from this status")


async def delete(server: Core, call: Call) -> Answer:
    guild, event = _event_of(server, call)
    _need(server, guild, event)
    guild.events.pop(event.id)
    event.status = CANCELED
    await server.note(guild, 102, event.id, call)
    await server.events.in_guild("GUILD_SCHEDULED_EVENT_DELETE", render_happenings.scheduled_event(event), guild)
    return DONE


async def fetch(server: Core, call: Call) -> Answer:
    _, event = _event_of(server, call)
    return Answer(200, render_happenings.scheduled_event(event, with_count=_counted(call)))


async def list_events(server: Core, call: Call) -> Answer:
    events = server.guild_of(call).events.values()
    return Answer(200, [render_happenings.scheduled_event(event, with_count=_counted(call)) for event in events])


def _counted(call: Call) -> bool:
    return call.query.get("with_user_count", "").lower() in ("1", "true")


async def list_interested(server: Core, call: Call) -> Answer:
    guild, event = _event_of(server, call)
    after, limit = int(call.query.get("after", 0)), int(call.query.get("limit", 100))
    told = []
    for user_id in sorted(event.interested):
        one: dict[str, Any] = {
            "guild_scheduled_event_id": str(event.id),
            "user_id": str(user_id),
            "user": render.user(server.world.users[user_id]),
            "response": 1,
        }
        if call.query.get("with_member", "").lower() in ("1", "true") and user_id in guild.members:
            one["member"] = render.member(guild.members[user_id])
        if user_id > after:
            told.append(one)
    return Answer(200, told[:limit])


_ONE = "/guilds/{guild_id}/scheduled-events/{guild_scheduled_event_id}"

ROUTES: Routes = [
    ("GET", "/guilds/{guild_id}/scheduled-events", list_events),
    ("POST", "/guilds/{guild_id}/scheduled-events", create),
    ("GET", _ONE, fetch),
    ("PATCH", _ONE, edit),
    ("DELETE", _ONE, delete),
    ("GET", f"{_ONE}/users", list_interested),
]
