"""The greeter's settings."""

from __future__ import annotations

from bot.core.features import Knob

ON = Knob("greeter.on", True)
# Where to welcome, as `platform:place`. A platform that is not in the list welcomes where it would by itself.
PLACES: Knob[list[str]] = Knob("greeter.places", [])
TIDY = Knob("greeter.tidy", True)  # take away the platform's own join and leave lines
VOICE = Knob("greeter.voice", "warm")
TEXT = Knob("greeter.text", "")
RULES = Knob("greeter.rules", "")
KNOBS = (ON, PLACES, TIDY, VOICE, TEXT, RULES)
VOICES = ("warm", "brief")
