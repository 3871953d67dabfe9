"""Parties: drafted in private, announced everywhere at once, with one guest list, a programme and a recap."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.events import MessageWritten, PlaceChanged, PlaceMigrated, PresenceChanged, ServerJoined, ServerSeen
from bot.core.features import Feature, Filled, Hooks, Press
from bot.core.forms import Field, Form
from bot.core.roles import Role
from cogs.parties import (
    attendance,
    cards,
    conducting,
    desk,
    drafting,
    fans,
    forgetting,
    hooks,
    publishing,
    recap,
    reminders,
    results,
    rsvp,
    sample,
)
from cogs.parties.acts import floor
from cogs.parties.acts.songs import SONG_LIMIT
from cogs.parties.knobs import KNOBS
from cogs.parties.model import ABOUT_LIMIT, ADDRESS_LIMIT
from cogs.parties.themes import Themes, check_kinds
from cogs.parties.widgets import FEATURE

__all__ = ["Themes", "parties"]

# A title may be typed longer than it is shown: it is clipped, not refused.
TYPED = 300
NEW = Form(
    "parties-form-new",
    (
        Field("title", required=False, limit=TYPED),
        Field("when", required=False, limit=TYPED),
        Field("about", long=True, required=False, limit=ABOUT_LIMIT),
        Field("seats", required=False, limit=10),
        Field("address", required=False, limit=ADDRESS_LIMIT),
    ),
)
EDIT = Form(
    "parties-form-edit",
    (
        Field("title", required=False, limit=TYPED),
        Field("when", required=False, limit=TYPED),
        Field("about", long=True, required=False, limit=ABOUT_LIMIT),
        Field("seats", required=False, limit=10),
        Field("address", required=False, limit=ADDRESS_LIMIT),
    ),
)
SEATS = Form("parties-form-seats", (Field("seats", limit=10),))
REMINDERS = Form("parties-form-reminders", (Field("reminders", limit=100),))
SONG = Form("parties-form-song", (Field("song", limit=SONG_LIMIT),))
RECAP = Form("parties-form-recap", (Field("words", long=True, limit=recap.RECAP_LIMIT),))

PRESSES: Mapping[str, Press] = {
    # for guests
    "yes": Press(rsvp.say_yes),
    "maybe": Press(rsvp.say_maybe),
    "no": Press(rsvp.say_no),
    "name": Press(rsvp.show_name),
    "unname": Press(rsvp.hide_name),
    "keep": Press(rsvp.keep_seat),
    "giveup": Press(rsvp.give_up),
    "ics": Press(rsvp.send_calendar),
    "remind": Press(reminders.wish),
    "unremind": Press(reminders.unwish),
    "tellme": Press(fans.tell_me),
    "stop": Press(fans.stop),
    "look": Press(desk.look),
    "list": Press(desk.list_pressed),
    "here": Press(attendance.check_in),
    "act": Press(floor.pressed),
    "wish": Press(opens="song"),
    # for hosts; who may is asked of the party
    "desk": Press(desk.desk, may=Role.HOST),
    "new": Press(opens="new"),
    "edit": Press(opens="edit"),
    "seats": Press(opens="seats"),
    "reminders": Press(opens="reminders"),
    "motto": Press(drafting.chosen_motto),
    "voice": Press(drafting.chosen_voice),
    "when": Press(drafting.chosen_time),
    "publish": Press(publishing.publish),
    "announce": Press(publishing.announce_lost),
    "withdraw": Press(publishing.withdraw),
    "discard": Press(publishing.discard),
    "auto": Press(conducting.toggle_auto),
    "begin": Press(conducting.begin),
    "later": Press(conducting.later),
    "next": Press(conducting.next_),
    "skip": Press(conducting.skip),
    "pause": Press(conducting.pause),
    "resume": Press(conducting.resume),
    "end": Press(conducting.end),
    "recap": Press(recap.show),
    "recapedit": Press(opens="recapwords"),
    "recappost": Press(recap.publish),
    "again": Press(recap.again),
    # in the lobby
    "pretend": Press(sample.pretend),
    "forward": Press(sample.forward),
}
FORMS: Mapping[str, Filled] = {
    "new": Filled(NEW, drafting.from_form),
    "edit": Filled(EDIT, drafting.edited),
    "seats": Filled(SEATS, drafting.seats_given),
    "reminders": Filled(REMINDERS, drafting.reminders_given),
    "song": Filled(SONG, floor.wished),
    "recapwords": Filled(RECAP, recap.edited),
}


def parties(themes: Themes) -> Feature:
    """Raises BadSettings for a kind file with an act nobody knows."""
    check_kinds(themes)
    return Feature(
        name=FEATURE,
        commands=(desk.party_command, desk.parties_command, desk.calendar_command),
        presses=PRESSES,
        forms=FORMS,
        listens={
            MessageWritten: attendance.wrote,
            PresenceChanged: attendance.moved,
            PlaceChanged: results.place_changed,
            PlaceMigrated: results.migrated,
            ServerJoined: sample.lobby_seen,
            ServerSeen: sample.lobby_seen,
        },
        timers={
            "start": conducting.start_due,
            "nohost": conducting.nobody_due,
            "act": conducting.act_due,
            "end": conducting.end_due,
            "reminder": reminders.reminder_due,
            "claim": rsvp.claim_over,
        },
        results=results.settled,
        consents={fans.INVITATIONS: fans.taken_back},
        hooks=Hooks(
            whats_on=desk.whats_on,
            export=hooks.export,
            forget=forgetting.forget,
            merge=hooks.merge,
            adopt=hooks.adopt,
            closed=hooks.closed,
            prune=forgetting.prune,
            home=hooks.home,
            redraw=cards.redraw,
        ),
        knobs=KNOBS,
    )
