"""Interactions become events: commands, context menus, buttons, selects and filled forms. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.events import ButtonPressed, CommandInvoked, Envelope, Event, FormFilled, Scene
from bot.core.ports import Menu
from bot.core.refs import MemberRef, MessageRef
from bot.platforms.discord.abilities import NAME
from bot.platforms.discord.cards import EPHEMERAL
from bot.platforms.discord.handles import TOKEN_LIFE, Handle, Kind
from bot.platforms.discord.inbound import member_of, place_of, profile_of, server_of
from bot.platforms.discord.menu import CHAT_INPUT, ON_MESSAGE, modal, read_fields, read_options

Payload = Mapping[str, Any]
ContextNames = Mapping[tuple[int, str], str]
COMMAND, COMPONENT, FILLED = 2, 3, 5


def read_interaction(data: Payload, names: ContextNames) -> tuple[Handle, Envelope] | None:
    """None for what the house never offered: pings and autocompletion."""
    event: Event
    handle = Handle(_kind(data), not data.get("guild_id"), str(data["application_id"]), str(data["id"]), data["token"])
    scene = _scene(data, handle)
    match data["type"]:
        case 2:
            event = _command(data["data"], scene, names)
        case 3:
            values = data["data"].get("values") or [""]
            message = MessageRef(scene.place, str(data["message"]["id"]))
            event = ButtonPressed(scene, data["data"]["custom_id"], str(values[0]), message)
        case 5:
            event = FormFilled(scene, data["data"]["custom_id"], read_fields(data["data"].get("components") or ()))
        case _:
            return None
    lane = f"{NAME}:{scene.place.id}" if scene.server else f"{NAME}:@{scene.member.id}"
    return handle, Envelope(f"dc:i:{handle.interaction}", lane, handle.created, event)


def form_opened(event: Event, menu: Menu, locale: str) -> dict[str, Any] | None:
    """The modal that has to be the first response, from memory alone; None where the house decides in a turn."""
    match event:
        case ButtonPressed(choice=""):
            verb = "/".join(event.button.split("/")[:2])
            form = menu.forms.get(event.button) or menu.forms.get(verb)
            return modal(menu, event.button, form, locale) if form else None
        case CommandInvoked(given=(), target=None):
            opened = menu.opened_by.get(event.command, "")
            return modal(menu, opened, menu.forms[opened], locale) if opened in menu.forms else None
        case _:
            return None


def _kind(data: Payload) -> Kind:
    message = data.get("message")
    if not message:
        return "command"
    only_theirs = bool(message.get("flags", 0) & EPHEMERAL) or not data.get("guild_id")
    return "panel" if only_theirs else "card"


def _scene(data: Payload, handle: Handle) -> Scene:
    member = data.get("member")
    user = member["user"] if member else data["user"]
    channel = data.get("channel_id") or data["channel"]["id"]
    server = server_of(data["guild_id"]) if data.get("guild_id") else None
    return Scene(
        member=member_of(user["id"]),
        profile=profile_of(user, member, str(data.get("locale") or "")),
        place=place_of(channel),
        server=server,
        private=server is None,
        reply=handle.pack(),
        reply_until=handle.created + TOKEN_LIFE,
    )


def _command(asked: Payload, scene: Scene, names: ContextNames) -> CommandInvoked:
    kind = asked.get("type") or CHAT_INPUT
    if kind == CHAT_INPUT:
        options = read_options(asked.get("options") or ())
        return CommandInvoked(scene, asked["name"], options, people=_picked(asked.get("resolved") or {}))
    name = names.get((kind, asked["name"]), asked["name"])
    target, resolved = str(asked["target_id"]), asked.get("resolved") or {}
    if kind == ON_MESSAGE:
        message = resolved["messages"][target]
        author = message["author"]
        return CommandInvoked(
            scene,
            name,
            target=member_of(author["id"]),
            target_name=profile_of(author).name,
            target_message=MessageRef(place_of(message.get("channel_id") or scene.place.id), target),
            target_text=str(message.get("content") or ""),
        )
    member = (resolved.get("members") or {}).get(target)
    profile = profile_of(resolved["users"][target], member)
    return CommandInvoked(scene, name, target=member_of(target), target_name=profile.name)


def _picked(resolved: Payload) -> tuple[tuple[str, MemberRef], ...]:
    """Whoever was chosen in a field for people: the house may never have met them, and has no other name for them."""
    members = resolved.get("members") or {}
    users = resolved.get("users") or {}
    return tuple((profile_of(user, members.get(id_)).name, member_of(id_)) for id_, user in users.items())
