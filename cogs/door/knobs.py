"""What a community can set about its door."""

from __future__ import annotations

from bot.core.features import Knob

ON = Knob("door.on", True)  # off where another bot moderates: nobody is muted or reported here
MUTE_SPAN = Knob("door.mute_span", 60)  # minutes, where a moderator names no span
TELL_MEMBER = Knob("door.tell_member", False)  # whether a muted member is told so in private
EVIDENCE_DAYS = Knob("door.evidence_days", 90)  # days that the message stays that a case is about

KNOBS = (ON, EVIDENCE_DAYS, MUTE_SPAN, TELL_MEMBER)
