"""The first response to an interaction."""

from typing import Any

from tests.support.discord_server import errors
from tests.support.discord_server.check_components import check_modal
from tests.support.discord_server.check_message import check_message
from tests.support.discord_server.core import Core
from tests.support.discord_server.interaction import (
    AUTOCOMPLETE,
    CHOICES,
    COMPONENT,
    DEFER_REPLY,
    DEFER_UPDATE,
    MODAL,
    MODAL_SUBMIT,
    REPLY,
    UPDATE,
    Interaction,
)
from tests.support.discord_server.journal import Call
from tests.support.discord_server.publish import new_message, publish, rendered, show_modal, store_attachments
from tests.support.discord_server.rest.messages import change
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.world import EPHEMERAL, LOADING, Json


async def callback(server: Core, call: Call) -> Answer:
    interaction = _interaction_of(server, call)
    kind = call.json.get("type")
    if kind not in allowed_types(interaction):
        raise errors.invalid_form("type", "BASE_TYPE_CHOICES", f"Not an answer to interaction type {interaction.kind}.")
    inner = Call(
        index=call.index,
        at=call.at,
        method=call.method,
        path=call.path,
        body=call.json.get("data") or {},
        files=call.files,
    )
    await _ANSWERS[kind](server, interaction, inner)
    interaction.callback_type = kind
    interaction.acked_at = server.now()
    if call.query.get("with_response", "").lower() in ("1", "true"):
        return Answer(200, _resource(server, interaction))
    return DONE


def _interaction_of(server: Core, call: Call) -> Interaction:
    interaction = server.interactions.get(call.params["interaction_token"])
    if interaction is None or interaction.id != call.number("interaction_id"):
        raise errors.unknown("interaction")
    if interaction.callback_type is not None:
        raise errors.already_acknowledged()
    if interaction.expired(server.now()):
        raise errors.unknown("interaction")
    return interaction


def allowed_types(interaction: Interaction) -> set[int]:
    if interaction.kind == AUTOCOMPLETE:
        return {CHOICES}
    allowed = {REPLY, DEFER_REPLY}
    if interaction.kind == COMPONENT or (interaction.kind == MODAL_SUBMIT and interaction.message is not None):
        allowed |= {DEFER_UPDATE, UPDATE}
    return allowed if interaction.kind == MODAL_SUBMIT else allowed | {MODAL}


async def _reply(server: Core, interaction: Interaction, call: Call) -> None:
    check_message(call.json, has_files=bool(call.files))
    message = new_message(server, interaction.channel, server.bot, call.json, **_source(interaction))
    store_attachments(server, message, call.json, call.files)
    interaction.original = message
    interaction.responses.append(message)
    await publish(server, message)


def _source(interaction: Interaction) -> dict[str, Any]:
    kind = {2: 20, 3: 0, 5: 0}[interaction.kind]
    if interaction.target_user or interaction.target_message:
        kind = 23
    return {"interaction": interaction, "addressee": interaction.user, "kind": kind}


async def _defer_reply(server: Core, interaction: Interaction, call: Call) -> None:
    message = new_message(
        server, interaction.channel, server.bot, {"flags": call.json.get("flags", 0)}, **_source(interaction)
    )
    message.flags |= LOADING
    interaction.original = message
    await publish(server, message)


async def _defer_update(server: Core, interaction: Interaction, call: Call) -> None:
    interaction.original = interaction.message


async def _update(server: Core, interaction: Interaction, call: Call) -> None:
    assert interaction.message is not None
    await change(server, interaction.message, call)
    interaction.original = interaction.message
    interaction.updates.append(interaction.message)


async def _choices(server: Core, interaction: Interaction, call: Call) -> None:
    choices = call.json.get("choices")
    if choices is None or len(choices) > 25:
        raise errors.invalid_form("data.choices", "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    for index, choice in enumerate(choices):
        if not 1 <= len(choice.get("name", "")) <= 100 or len(str(choice.get("value", ""))) > 100:
            raise errors.invalid_form(f"data.choices.{index}", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100.")
    interaction.choices = choices


async def _modal(server: Core, interaction: Interaction, call: Call) -> None:
    check_modal(call.json)
    interaction.modal = call.json
    show_modal(server, interaction.channel, interaction.user, call.json)


_ANSWERS = {
    REPLY: _reply,
    DEFER_REPLY: _defer_reply,
    DEFER_UPDATE: _defer_update,
    UPDATE: _update,
    CHOICES: _choices,
    MODAL: _modal,
}


def _resource(server: Core, interaction: Interaction) -> Json:
    told: Json = {"interaction": {"id": str(interaction.id), "type": interaction.kind}}
    message = interaction.original
    if message is not None:
        told["interaction"]["response_message_id"] = str(message.id)
        told["interaction"]["response_message_loading"] = bool(message.flags & LOADING)
        told["interaction"]["response_message_ephemeral"] = bool(message.flags & EPHEMERAL)
    if message is not None and interaction.callback_type in (REPLY, UPDATE):
        told["resource"] = {"type": interaction.callback_type, "message": rendered(server, message)}
    return told


ROUTES: Routes = [
    ("POST", "/interactions/{interaction_id}/{interaction_token}/callback", callback),
]
