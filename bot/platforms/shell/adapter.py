"""The operator's shell as a platform of one: what is typed becomes an event, what is answered is handed back.

Nothing else can be done here: no rooms, no members, nobody to mute. The house knows the operator by `Role.OPERATOR`.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.abilities import Abilities, Ability
from bot.core.actions import Answer, Forget, Whisper
from bot.core.ambient import Ambient
from bot.core.errors import Fault
from bot.core.events import Envelope, Profile, Scene
from bot.core.notes import Note
from bot.core.ports import Database, Delivery, Done, Failed, Inbox, Menu, Outcome, State
from bot.core.refs import MessageRef, PlaceRef, ServerRef
from bot.core.roles import SHELL
from bot.platforms.shell.inbound import Asked, event_of

ABILITIES = Abilities(
    platform=SHELL.platform,
    can=frozenset({Ability.EPHEMERAL, Ability.SELECTS, Ability.FILES, Ability.WHISPER}),
    text_limit=100_000,
    caption_limit=100_000,
)
PLACE = PlaceRef(SHELL.platform, "terminal")
KEPT = 100  # notes nobody has asked for yet; older ones are dropped
PATIENCE = 8.0  # seconds to wait for a decision; the control socket waits ten
LOOK = 0.02  # seconds between looks at whether it has been decided
REPLY_LASTS = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Heard:
    """What the house said to one line. `mistake`: it could not do what was asked, and the note says why."""

    notes: tuple[Note, ...]
    mistake: bool = False


class Shell:
    name = SHELL.platform
    abilities = ABILITIES

    def __init__(self, ambient: Ambient, database: Database) -> None:
        self._ambient = ambient
        self._database = database
        self._one_at_a_time = asyncio.Lock()
        self._said: deque[Note] = deque(maxlen=KEPT)

    async def run(self, inbox: Inbox, menu: Menu, state: State) -> None:
        """Nothing comes in by itself."""

    async def close(self) -> None:
        pass

    def pace(self, delivery: Delivery) -> Sequence[tuple[str, float, float]]:
        return ()

    async def perform(self, delivery: Delivery) -> Outcome:
        match delivery.action:
            case Answer(note=note) | Whisper(note=note):
                self._said.append(note)
                return Done(MessageRef(PLACE, delivery.nonce))
            case Forget():
                self._said.clear()
                return Done()
        return Failed("unsupported")

    async def ask(self, inbox: Inbox, asked: Asked, server: ServerRef | None, language: str = "") -> Heard:
        """What was whispered to the operator before comes first. Raises Fault when the house could not decide."""
        async with self._one_at_a_time:
            now = self._ambient.now()
            key = f"shell:{self._ambient.new_id()}"
            scene = Scene(
                member=SHELL,
                profile=Profile("operator", language),
                place=PLACE,
                server=server,
                private=True,
                reply=key,
                reply_until=now + REPLY_LASTS,
            )
            await inbox.put([Envelope(key, SHELL.platform, now, event_of(asked, scene, now, key))])
            await self._decided(key)
            notes = tuple(self._said)
            self._said.clear()
            return Heard(notes, await self._was_mistake(key))

    async def _decided(self, key: str) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    if await self._is_decided(key):
                        return
                    await asyncio.sleep(LOOK)
        except TimeoutError:
            raise Fault("The house has taken this but is too busy to answer now; it will be done.") from None

    async def _is_decided(self, key: str) -> bool:
        """The turn is over and everything it had to say here has been said."""
        async with self._database.read() as reader:
            turn = await reader.row("SELECT id, state FROM inbox WHERE key = ?", key)
            waiting = await reader.row(
                "SELECT 1 FROM outbox WHERE platform = ? AND state IN ('new', 'sending') LIMIT 1", SHELL.platform
            )
        if turn and turn[1] == "aside":
            raise Fault(f"The house could not do this; its log says more under event {turn[0]}.")
        return turn is not None and turn[1] == "done" and waiting is None

    async def _was_mistake(self, key: str) -> bool:
        async with self._database.read() as reader:
            return await reader.row("SELECT 1 FROM outbox WHERE idem = ?", f"{key}!#0") is not None
