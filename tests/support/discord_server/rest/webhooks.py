"""Everything after the first response: edits of it and follow-ups."""

from tests.support.discord_server import errors
from tests.support.discord_server.check_message import check_message
from tests.support.discord_server.core import Core
from tests.support.discord_server.interaction import DEFER_REPLY, Interaction
from tests.support.discord_server.journal import Call
from tests.support.discord_server.publish import new_message, publish, rendered, store_attachments, take_down
from tests.support.discord_server.rest.messages import change
from tests.support.discord_server.rest.routing import DONE, Answer, Routes
from tests.support.discord_server.world import LOADING, Message


def _interaction_of(server: Core, call: Call) -> Interaction:
    interaction = server.interactions.get(call.params["webhook_token"])
    if call.number("webhook_id") != server.application_id or interaction is None:
        raise errors.unknown("Webhook")
    if interaction.callback_type is None:
        raise errors.unknown("Webhook")
    if interaction.token_expired(server.now()):
        raise errors.invalid_webhook_token()
    return interaction


def _message_of(server: Core, call: Call) -> tuple[Interaction, Message]:
    interaction = _interaction_of(server, call)
    if call.template is not None and call.template.endswith("@original"):
        message = interaction.original
    else:
        wanted = call.number("message_id")
        mine = [*interaction.responses, *([interaction.original] if interaction.original else [])]
        message = next((one for one in mine if one.id == wanted), None)
    if message is None or message.deleted:
        raise errors.unknown("Message")
    return interaction, message


async def follow_up(server: Core, call: Call) -> Answer:
    interaction = _interaction_of(server, call)
    original = interaction.original
    if interaction.callback_type == DEFER_REPLY and original is not None and original.flags & LOADING:
        await _fill_in(server, interaction, original, call)
        return Answer(200, rendered(server, original))
    check_message(call.json, has_files=bool(call.files))
    message = new_message(
        server,
        interaction.channel,
        server.bot,
        call.json,
        interaction=interaction,
        addressee=interaction.user,
        reference=original,
        referenced_id=original.id if original else None,
    )
    store_attachments(server, message, call.json, call.files)
    interaction.responses.append(message)
    await publish(server, message)
    return Answer(200, rendered(server, message))


async def _fill_in(server: Core, interaction: Interaction, message: Message, call: Call) -> None:
    """ "Thinking" becomes the answer; whether it is ephemeral was settled by the deferral."""
    before = message.flags
    message.flags &= ~LOADING
    try:
        await change(server, message, call)
    except errors.ApiError:
        message.flags = before
        raise
    interaction.responses.append(message)
    server.bell.ring()


async def fetch(server: Core, call: Call) -> Answer:
    return Answer(200, rendered(server, _message_of(server, call)[1]))


async def edit(server: Core, call: Call) -> Answer:
    interaction, message = _message_of(server, call)
    if message.flags & LOADING:
        await _fill_in(server, interaction, message, call)
    else:
        await change(server, message, call)
        interaction.updates.append(message)
    return Answer(200, rendered(server, message))


async def delete(server: Core, call: Call) -> Answer:
    await take_down(server, _message_of(server, call)[1])
    return DONE


ROUTES: Routes = [
    ("POST", "/webhooks/{webhook_id}/{webhook_token}", follow_up),
    *(
        (method, f"/webhooks/{{webhook_id}}/{{webhook_token}}/messages/{which}", handler)
        for which in ("@original", "{message_id}")
        for method, handler in (("GET", fetch), ("PATCH", edit), ("DELETE", delete))
    ),
]
