"""The README's tables, made from what the code declares: `python -m tests.meta.readme_tables` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from pathlib import Path

from bot.cli import VERBS
from bot.core import bookkeeping, pruning
from bot.core.commands import Command
from bot.core.features import Catalogue, Knob
from bot.core.manners import HOURLY, NIGHT_FROM, NIGHT_TO
from bot.core.roles import Role
from bot.features import features
from bot.platforms.discord.invite import PERMISSIONS
from bot.platforms.lobby import messages, tabs
from bot.platforms.telegram.links import CHANNEL_RIGHTS, GROUP_RIGHTS
from bot.settings import Settings
from cogs.door import rules as door
from cogs.door.knobs import EVIDENCE_DAYS
from cogs.faq import rules as faq
from cogs.greeter import rules as greeter
from cogs.parties import knobs as parties
from persona.voice import open_voice

README = Path(__file__).resolve().parent.parent.parent / "README.md"
BLOCK = re.compile(r"(<!-- table: ([a-z]+) -->\n).*?(<!-- end -->)", re.DOTALL)
CHOSEN = " (an owner can choose another time: `/setup`, Manners)"
ROLES = (Role.GUEST, Role.HOST, Role.TEAM, Role.MODERATOR, Role.OWNER)
WHO = {
    Role.GUEST: "everybody",
    Role.HOST: "hosts of parties",
    Role.TEAM: "the team",
    Role.MODERATOR: "moderators",
    Role.OWNER: "owners",
}
TELEGRAM = {
    "delete_messages": ("Delete messages", "to take away typed commands and what a moderator asks it to delete"),
    "restrict_members": ("Ban users", "to mute quietly"),
    "manage_topics": ("Manage topics", "to open and close a topic for a party, where the group has topics"),
    "post_messages": ("Post messages (channels only)", "to announce parties in a channel"),
}


def tables() -> Mapping[str, str]:
    makers: tuple[Callable[[], str], ...] = (commands, verbs, settings, discord, telegram, kept, manners)
    return {maker.__name__: maker() for maker in makers}


def rewritten(readme: str) -> str:
    """Raises KeyError for a table nobody makes."""
    made = tables()
    return BLOCK.sub(lambda found: f"{found[1]}{made[found[2]]}\n{found[3]}", readme)


def catalogue() -> Catalogue:
    return Catalogue(features(open_voice()))


def verbs() -> str:
    return _table(("verb", "what it does"), [(f"`{verb}`", line) for verb, line in VERBS.items()])


def commands() -> str:
    unique = {command.name: command for command in catalogue().commands.values()}
    rows = [row for role in ROLES for row in _commands_of(role, unique.values())]
    return _table(("command", "in German", "for", "what it does"), rows)


def _commands_of(role: Role, known: Iterable[Command]) -> list[Sequence[str]]:
    voice = open_voice()
    return [
        (
            f"`/{command.name}`",
            f"`/{command.aliases['de']}`" if "de" in command.aliases else "",
            " and ".join(WHO[each] for each in (role, *command.also)),
            voice.say("en", command.line, {}).plain + _on(command),
        )
        for command in sorted(known, key=lambda each: each.name)
        if command.may is role
    ]


def _on(command: Command) -> str:
    return f" (on Discord also in the menu of a {' and of a '.join(command.menu)})" if command.menu else ""


def settings() -> str:
    rows = []
    for name, field in Settings.model_fields.items():
        default = field.default.get_secret_value() if name.endswith("_token") else str(field.default)
        rows.append((f"`{name.upper()}`", f"`{default}`" if default else "", field.description or ""))
    return _table(("variable", "default", "why"), rows)


def discord() -> str:
    return _table(("right", "why"), [(permission.name, permission.why) for permission in PERMISSIONS])


def telegram() -> str:
    return _table(("right", "why"), [TELEGRAM[name] for name in (*GROUP_RIGHTS, *CHANNEL_RIGHTS)])


def kept() -> str:
    rows = (
        (
            "what you write in a room",
            f"nothing of it; that a message came is known for {_span(pruning.DEDUPE)}, whose it was for {_span(pruning.RECENT)}",
        ),
        ("name, language, linked accounts", "until you have them forgotten"),
        (
            "answers, votes and song wishes of a party",
            f"{_days(parties.KEEP_DAYS)} after it; then they are numbers without a name{CHOSEN}",
        ),
        ("that you came to a party", "until you have it forgotten"),
        ("a question without an answer yet", f"until it is answered, {_span(faq.FORGOTTEN_AFTER)} at most"),
        (
            "a case: what was decided, by whom, why",
            "as long as the community; who asks to be forgotten is taken out of it, and of a running mute a fingerprint of"
            " the account stays until it ends",
        ),
        ("the message a case is about", f"{_days(EVIDENCE_DAYS)}{CHOSEN}"),
        (
            "a message forwarded to the house in private",
            f"until a moderator decides, {_span(door.FORWARD_KEPT)} at most",
        ),
        (
            "whom the house welcomed",
            f"{_span(2 * greeter.AGAIN_AFTER)}, without the name; which of its welcomes names you, {_span(greeter.NAMED)},"
            " so that the name can be taken out of it",
        ),
        ("what you agreed to or took back, such as hearing of the next party", "until you have it forgotten"),
        (
            "what the house itself said",
            f"its words until they are sent; that they were sent is known for {_span(pruning.SENT)}",
        ),
        ("codes and half-filled forms", f"{_span(pruning.CODES)}"),
        (
            "the lobby",
            f"the last {messages.LAST} messages of a room; a tab nobody opens is forgotten after {_span(tabs.FORGOTTEN_AFTER)}",
        ),
        (
            "a community that removed the house",
            f"{_span(bookkeeping.KEPT_AFTER_LEAVING)}, for a return; then all of it is erased",
        ),
    )
    return _table(("what", "how long"), rows)


def manners() -> str:
    return "\n".join(
        (
            f"- Says nothing unasked between {NIGHT_FROM.default} and {NIGHT_TO.default}, except in a party that is on.",
            f"- Says at most {HOURLY.default} unasked lines an hour and place, and welcomes many newcomers in one line.",
            f"- Does not catch up: who came more than {_span(greeter.STALE)} ago is not welcomed late.",
        )
    )


def _days(knob: Knob[int]) -> str:
    return _span(timedelta(days=knob.default))


def _span(length: timedelta) -> str:
    return open_voice().span("en", length)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(re.sub(r" +", " ", f"| {' | '.join(line)} |") for line in lines)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text(encoding="utf-8")), encoding="utf-8")
