"""Everything the doctor can find, as a closed list: what is wrong in one plain sentence, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# A note is worth knowing and nothing is wrong; it does not count for the exit status.
Severity = Literal["error", "warning", "note"]
PORTAL = "https://discord.com/developers/applications"
_ROLE = "Server Settings, Roles, the house's role, switch on"
_ADMIN = "group settings, Administrators, the house's name, switch on"


@dataclass(frozen=True, slots=True)
class Kind:
    severity: Severity
    wrong: str
    remedy: str


KINDS: Mapping[str, Kind] = {
    # Settings
    "setting-wrong": Kind("error", "{name} cannot be used: {why}.", "Correct it in .env or in the environment."),
    "setting-unknown": Kind(
        "warning", ".env sets {name}, which nobody reads.", "Did you mean {meant}? Correct the name or take it out."
    ),
    "env-shut": Kind("error", "{why}", "Make it a text file that this account can read; .env.example shows how."),
    "env-line": Kind(
        "warning",
        "Nobody can read line {line} of .env, so what it sets is not set.",
        "Write it like NAME=value, and close every quotation mark.",
    ),
    "env-twice": Kind(
        "warning", ".env sets {name} more than once, and only the last one counts.", "Take the others out."
    ),
    "env-open": Kind("warning", "Others on this machine can read .env and the tokens in it.", "Run: chmod 600 .env"),
    "key-missing": Kind(
        "error",
        "Some private texts are sealed with a key that is missing.",
        "Put the earlier key back, after a comma in GASTGEBER_SECRET or as secret.key in the data directory; start again.",
    ),
    "key-shut": Kind(
        "error",
        "The key to private texts in {file} cannot be read ({why}).",
        "Give the file to the account that runs the house, or put the key back from your copy.",
    ),
    "key-beside": Kind(
        "note",
        "The key to private texts lies beside the data it opens ({file}), so whoever copies the one has the other.",
        "Put its content into GASTGEBER_SECRET, remove the file and keep a copy of the key apart from the backups.",
    ),
    "webhook-address": Kind(
        "error",
        "Telegram cannot bring updates to TELEGRAM_WEBHOOK_URL: {why}.",
        "Give it a public https address on port 443, 80, 88 or 8443, or leave it empty: the house then asks by itself.",
    ),
    "public-address": Kind(
        "warning", "GASTGEBER_PUBLIC_URL {why}.", "Put the https address there under which your proxy serves the lobby."
    ),
    "port-taken": Kind("error", "The lobby cannot be opened: {why}.", "{remedy}"),
    # Data
    "data-shut": Kind(
        "error", "The data directory cannot be written ({why}).", "Give it to the account that runs the house."
    ),
    "data-open": Kind(
        "warning", "Others on this machine can look into the data directory ({names}).", "Run: chmod -R go-rwx {folder}"
    ),
    "database-shut": Kind(
        "error", "{why}", "Without its database the house cannot start; nothing else was looked at there."
    ),
    "database-damaged": Kind(
        "error",
        "The database is damaged ({why}).",
        "Stop the house and restore the newest backup: gastgeber restore.",
    ),
    "database-readonly": Kind(
        "error", "The database can be read but not written: {why}", "Look at the disk, its mount and the file's owner."
    ),
    "data-newer": Kind("error", "{why}", "Run: gastgeber update"),
    "restart-due": Kind(
        "warning",
        "A newer Gastgeber is installed than the one that runs: {count} migrations wait.",
        "Start the house again; it brings the data along by itself.",
    ),
    "disk-low": Kind(
        "error",
        "Only {free} MB are free on the disk of the data directory.",
        "Make room: below {least} MB it gets tight.",
    ),
    "backup-none": Kind(
        "warning",
        "There is no backup of this house yet.",
        "Run: gastgeber backup. A running house makes one every night.",
    ),
    "backup-old": Kind(
        "warning",
        "The newest backup is {days} days old.",
        "Look at the log for why none was made, and run: gastgeber backup",
    ),
    "backup-failed": Kind(
        "error", "{why}", "A running house tries again every half hour; gastgeber backup does at once."
    ),
    "event-unread": Kind(
        "warning",
        "{count} events from {platform} could not be read and were set aside.",
        "An update may know them: gastgeber update. Their numbers and errors stand in the log.",
    ),
    "event-undecided": Kind(
        "warning",
        "{count} events could not be decided in three tries and were set aside.",
        "Their errors stand in the log; please report them.",
    ),
    # The machine and its parts
    "clock-skew": Kind(
        "error",
        "This machine's clock differs from {platform}'s by {seconds} seconds.",
        "Switch time synchronisation on: timedatectl set-ntp true",
    ),
    "driver-missing": Kind(
        "error",
        "DATABASE_URL names PostgreSQL, and its driver asyncpg is not installed.",
        "Install it in the house's environment: pip install asyncpg",
    ),
    "speed-missing": Kind(
        "note", "uvloop is not installed; the house works, a little slower.", "Install it: pip install uvloop"
    ),
    "pack-broken": Kind("error", "The persona pack {name} has a fault: {why}.", "Correct that line, then look again."),
    # Discord
    "discord-token": Kind(
        "error",
        "Discord does not accept DISCORD_TOKEN.",
        f"Open {PORTAL}, choose your application, press Bot, then Reset Token, and put the new token into .env.",
    ),
    "discord-members-intent": Kind(
        "error",
        "Discord's Server Members Intent is off, so the house is not let in and would not learn who comes.",
        f"Open {PORTAL}, choose your application, press Bot, and switch on Server Members Intent.",
    ),
    "discord-content-intent": Kind(
        "error",
        "Discord's Message Content Intent is off, so the house is not let in and could not read what it is asked.",
        f"Open {PORTAL}, choose your application, press Bot, and switch on Message Content Intent.",
    ),
    "discord-nowhere": Kind(
        "note", "The house is in no Discord server yet.", "Open the invitation link that gastgeber run prints."
    ),
    "discord-administrator": Kind(
        "warning",
        "On {server} the house is an administrator, which it does not need.",
        "Server Settings, Roles, the house's role, switch off Administrator, and leave on what the README lists.",
    ),
    "discord-post": Kind("error", "On {server} the house cannot write.", f"{_ROLE} Send Messages."),
    "discord-read": Kind("error", "On {server} the house cannot see channels.", f"{_ROLE} View Channels."),
    "discord-moderate": Kind(
        "warning",
        "On {server} the house cannot mute.",
        f"{_ROLE} Timeout Members, and drag the role above the guests'.",
    ),
    "discord-erase": Kind("warning", "On {server} the house cannot delete messages.", f"{_ROLE} Manage Messages."),
    "discord-open_places": Kind(
        "warning", "On {server} the house cannot open rooms for parties.", f"{_ROLE} Create Public Threads."
    ),
    # Telegram
    "telegram-token": Kind(
        "error",
        "Telegram does not accept TELEGRAM_TOKEN.",
        "Write /mybots to @BotFather, choose the bot, press API Token, and put the token into .env.",
    ),
    "telegram-privacy": Kind(
        "warning",
        "Privacy mode is on, and in {server} the house is no administrator: it gets commands only.",
        "Make it an administrator there; or send @BotFather /setprivacy, choose Disable, and add the house again.",
    ),
    "telegram-webhook": Kind(
        "error",
        "Another program set a webhook at {host}: Telegram sends this bot's updates there.",
        "Stop that program, or take a bot token of its own for one of the two; then start the house again.",
    ),
    "telegram-poller": Kind(
        "error",
        "A second program asks Telegram for this bot's updates, and each gets only some of them.",
        "Stop the other one, or take a new token from @BotFather (/revoke) that only this house knows.",
    ),
    "telegram-updates": Kind(
        "error",
        "Telegram does not send the house everything it needs: {missing} is missing from allowed_updates.",
        "Stop whatever else uses this bot's token and start the house again; it asks for the right ones.",
    ),
    "telegram-delivery": Kind(
        "error",
        "Telegram could not bring its last update to the webhook: {why}.",
        "Check that the address leads to this house through your proxy, and that its certificate is valid.",
    ),
    "telegram-nowhere": Kind(
        "note",
        "The house is in no Telegram group yet.",
        "Open the link that gastgeber run prints and choose your group.",
    ),
    "telegram-post": Kind(
        "error",
        "In {server} the house cannot write.",
        "Group settings, Permissions: let members send messages, or make the house an administrator.",
    ),
    "telegram-see_joins": Kind(
        "warning",
        "In {server} the house is no administrator, so it does not reliably learn who comes.",
        "Group settings, Administrators, add the house.",
    ),
    "telegram-moderate": Kind(
        "warning",
        "In {server} the house cannot mute.",
        f"{_ADMIN.capitalize()} Ban Users. A basic group has to become a supergroup first.",
    ),
    "telegram-erase": Kind(
        "warning", "In {server} the house cannot delete messages.", f"{_ADMIN.capitalize()} Delete Messages."
    ),
    "telegram-open_places": Kind(
        "note",
        "In {server} the house cannot open topics for parties; they happen in the group itself.",
        f"Switch on Topics, then {_ADMIN} Manage Topics.",
    ),
    # Both
    "platform-away": Kind(
        "error",
        "{platform} cannot be reached from here ({why}).",
        "Check this machine's network, name resolution and firewall; the house tries again by itself.",
    ),
    "platform-trouble": Kind("error", "{platform} does not work: {why}", "Do what it says; the house goes on trying."),
    "place-shut": Kind(
        "warning",
        "The house may not write in {place} on {server}, which was chosen at setup.",
        "Allow it there, or choose another place with /setup.",
    ),
    "place-gone": Kind(
        "warning", "{place} on {server}, chosen at setup, is no longer there.", "Choose another place with /setup."
    ),
    "not-opened": Kind(
        "note", "{community} is still closed: the house says nothing there.", "Its owner types /setup there."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`community` is whose it is; empty where it concerns the whole house."""

    code: str
    blanks: Mapping[str, str] = field(default_factory=dict)
    community: str = ""

    @property
    def severity(self) -> Severity:
        return KINDS[self.code].severity

    @property
    def wrong(self) -> str:
        return KINDS[self.code].wrong.format_map(self.blanks)

    @property
    def remedy(self) -> str:
        return KINDS[self.code].remedy.format_map(self.blanks)

    def as_data(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "severity": self.severity,
            "wrong": self.wrong,
            "remedy": self.remedy,
            "blanks": dict(self.blanks),
            "community": self.community,
        }


def found(code: str, *, community: str = "", **blanks: object) -> Finding:
    """Raises KeyError for a code that is not on the list."""
    assert code in KINDS
    return Finding(code, {name: str(value) for name, value in blanks.items()}, community)
