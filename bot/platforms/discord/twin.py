"""Whether another process speaks with the house's own token: Discord serves both and tells neither."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from bot.core.ambient import Ambient
from bot.platforms.discord.inbound import WRITTEN
from bot.platforms.discord.intake import Recent

log = logging.getLogger(__name__)
TWIN = (
    "Somebody else speaks with this bot's token: another house runs on the same DISCORD_TOKEN, so guests are answered"
    " twice or not at all. Stop the other one; this notice goes when it has been quiet for a quarter of an hour."
)
# A process that was just killed may still have had a message on its way, and one that is replaced a moment to end.
SETTLING = 60.0  # seconds after connecting
SIGNS = 3  # one could be a line's odd moment
WITHIN = 3600.0  # seconds
QUIET = 900.0  # seconds without a sign until all is well again
REMEMBERED = 5000


class Twin:
    """Counts signs of another process, each from something that only a process with this token can do.

    A message by the house's own account with a nonce that this process never used: Discord brings nonces back with the
    event, and every house sets one. An interaction that somebody else acknowledged first.
    """

    def __init__(self, ambient: Ambient) -> None:
        self._ambient = ambient
        self._nonces = Recent(REMEMBERED)
        self._seen = Recent(REMEMBERED)
        self._signs: list[float] = []
        self._since: float | None = None
        self._told = False

    @property
    def trouble(self) -> str:
        self._forget_old()
        return TWIN if self._told else ""

    def connected(self) -> None:
        """What an earlier process did may still be on its way; later connections of this one have no such past."""
        if self._since is None:
            self._since = self._ambient.tick()

    def sends(self, nonce: str) -> None:
        """Before the call: the event may overtake the answer, and an answer that is lost changes nothing."""
        self._nonces.is_new(nonce)

    def heard(self, message: Mapping[str, Any], house: str) -> None:
        """Any new message. Answers to interactions and what Discord writes by itself have no nonce of ours."""
        if not house or str(message["author"]["id"]) != house or message.get("type", 0) not in WRITTEN:
            return
        nonce = message.get("nonce")
        if nonce is None or message.get("webhook_id") or message.get("interaction_metadata"):
            return
        if not self._nonces.has(str(nonce)):
            self._sign(f"message {message['id']}")

    def beaten(self, interaction: str) -> None:
        """Somebody acknowledged an interaction that was new to this process and that it had tried only once."""
        self._sign(f"interaction {interaction}")

    def _sign(self, what: str) -> None:
        now = self._ambient.tick()
        if self._since is None or now - self._since < SETTLING or not self._seen.is_new(what):
            return
        self._forget_old()
        log.debug("done with our token, and not by us: %s", what)
        self._signs.append(now)
        if len(self._signs) >= SIGNS and not self._told:
            self._told = True
            log.warning("%s", TWIN)

    def _forget_old(self) -> None:
        now = self._ambient.tick()
        if self._told and now - self._signs[-1] >= QUIET:
            self._told = False
            self._signs.clear()
            log.info("nobody else speaks with DISCORD_TOKEN any more")
        self._signs = [at for at in self._signs if now - at < WITHIN]
