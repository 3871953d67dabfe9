"""The acts a programme is made of, by the name kind files use."""

from __future__ import annotations

from collections.abc import Mapping

from cogs.parties.acts.icebreaker import Icebreaker
from cogs.parties.acts.poll import Poll
from cogs.parties.acts.protocol import Act
from cogs.parties.acts.say import Say
from cogs.parties.acts.songs import Songs

ACTS: Mapping[str, Act] = {"say": Say(), "icebreaker": Icebreaker(), "poll": Poll(), "songs": Songs()}
