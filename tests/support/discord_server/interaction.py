"""One interaction from the person's side: what they did, and everything they got back."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tests.support.discord_server import render
from tests.support.discord_server.bell import Bell
from tests.support.discord_server.world import EPHEMERAL, LOADING, Channel, Json, Message, User

if TYPE_CHECKING:
    from tests.support.discord_server.world import Command

PATIENCE = timedelta(seconds=3)
TOKEN_LIFE = timedelta(minutes=15)

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, DEFER_REPLY, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9


@dataclass(slots=True, kw_only=True, eq=False)
class Interaction:
    """`responses` are the messages this interaction made, in order, deleted ones too."""

    id: int
    token: str
    kind: int
    user: User
    channel: Channel
    data: Json
    created_at: datetime
    locale: str
    bell: Bell
    payload: Json = field(default_factory=dict)
    command: "Command | None" = None
    message: Message | None = None
    parent: "Interaction | None" = None
    target_user: User | None = None
    target_message: Message | None = None
    callback_type: int | None = None
    acked_at: datetime | None = None
    original: Message | None = None
    responses: list[Message] = field(default_factory=list)
    updates: list[Message] = field(default_factory=list)
    modal: Json | None = None
    modal_used: bool = False
    choices: list[Json] | None = None

    @property
    def acked_after(self) -> float | None:
        """Seconds until the first response; None while there is none."""
        return None if self.acked_at is None else (self.acked_at - self.created_at).total_seconds()

    @property
    def deferred(self) -> bool:
        return self.callback_type in (DEFER_REPLY, DEFER_UPDATE)

    @property
    def waiting(self) -> bool:
        """Whether the person still sees "thinking"."""
        return self.original is not None and bool(self.original.flags & LOADING) and not self.original.deleted

    @property
    def text(self) -> str:
        """The words of the newest response."""
        return self.responses[-1].content

    @property
    def ephemeral(self) -> bool:
        """Whether nobody else saw any of it."""
        return bool(self.responses) and all(message.flags & EPHEMERAL for message in self.responses)

    def is_answered(self) -> bool:
        if self.modal is not None or self.choices is not None or self.callback_type == UPDATE:
            return True
        if self.callback_type == DEFER_UPDATE:
            return True
        return self.original is not None and not self.waiting

    async def acknowledged(self, patience: float = 5.0) -> "Interaction":
        await self.bell.until(lambda: self.callback_type is not None, patience)
        return self

    async def answered(self, patience: float = 5.0) -> "Interaction":
        """Wait until the person sees something that is not "thinking"."""
        await self.bell.until(self.is_answered, patience)
        return self

    def expired(self, now: datetime) -> bool:
        return self.callback_type is None and now > self.created_at + PATIENCE

    def token_expired(self, now: datetime) -> bool:
        return now > self.created_at + TOKEN_LIFE

    def metadata(self, message: Message) -> Json:
        """How the messages it made say where they come from."""
        owners = {"0": str(self.channel.guild.id)} if self.channel.guild else {"1": str(self.user.id)}
        told = self._metadata(owners)
        if message is not self.original and self.original is not None:
            told["original_response_message_id"] = str(self.original.id)
        extras: Json = {"interaction_metadata": told, "application_id": str(message.author.id)}
        extras["webhook_id"] = str(message.author.id)
        if self.command is not None and self.kind == COMMAND:
            named = {"id": str(self.id), "type": self.kind, "name": self.command.name}
            extras["interaction"] = {**named, "user": render.user(self.user)}
        return extras

    def _metadata(self, owners: dict[str, str]) -> Json:
        told: Json = {
            "id": str(self.id),
            "type": self.kind,
            "user": render.user(self.user),
            "authorizing_integration_owners": owners,
        }
        if self.kind == COMPONENT and self.message is not None:
            told["interacted_message_id"] = str(self.message.id)
        if self.kind == MODAL_SUBMIT and self.parent is not None:
            told["triggering_interaction_metadata"] = self.parent._metadata(owners)
        if self.target_user is not None:
            told["target_user"] = render.user(self.target_user)
        if self.target_message is not None:
            told["target_message_id"] = str(self.target_message.id)
        return told
