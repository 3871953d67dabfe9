"""The lines the page speaks. They live in the pack; a test keeps both in step."""

from __future__ import annotations

from collections.abc import Callable

Says = Callable[[str, str], str]

# A sample's line and who says it.
SAMPLES = {
    "lobby-sample-1": "lobby-sample-1-author",
    "lobby-sample-2": "lobby-sample-2-author",
    "lobby-sample-3": "lobby-sample-3-author",
}
STEPS = ("lobby-live-1", "lobby-live-2", "lobby-live-3", "lobby-live-4", "lobby-live-5")
TRIES = ("lobby-try-1", "lobby-try-2", "lobby-try-3")
# Said by the adapter itself.
SAID = (
    "lobby-guest-names",
    "lobby-name-wrong",
    "lobby-name-taken",
    "lobby-too-long",
    "lobby-too-fast",
    "lobby-crowded",
    "lobby-not-delivered",
    "lobby-room-closed",
    "lobby-gone",
    "lobby-badge-stale",
    "lobby-invitation-needed",
    "lobby-removed",
    "lobby-banned",
    "lobby-form-required",
    "lobby-form-long",
    "lobby-not-understood",
)
# Handed to the page's scripts and template.
SHOWN = (
    "lobby-title",
    "lobby-banner",
    "lobby-foot",
    "lobby-house-name",
    "lobby-room-name",
    "lobby-chat-name",
    "lobby-chat-about",
    "lobby-room-about",
    "lobby-rooms",
    "lobby-here",
    "lobby-you",
    "lobby-pretend",
    "lobby-sample",
    "lobby-badge",
    "lobby-badge-about",
    "lobby-menu-open",
    "lobby-menu-close",
    "lobby-skip",
    "lobby-language",
    "lobby-write",
    "lobby-write-label",
    "lobby-send",
    "lobby-commands",
    "lobby-no-commands",
    "lobby-replying",
    "lobby-cancel",
    "lobby-private",
    "lobby-dismiss",
    "lobby-more",
    "lobby-reply",
    "lobby-copy",
    "lobby-erase",
    "lobby-new-below",
    "lobby-today",
    "lobby-yesterday",
    "lobby-connecting",
    "lobby-offline",
    "lobby-online",
    "lobby-rename",
    "lobby-rename-about",
    "lobby-name-label",
    "lobby-save",
    "lobby-form-send",
    "lobby-optional",
    "lobby-choose",
    "lobby-download",
    "lobby-as-discord",
    "lobby-as-telegram",
    "lobby-close",
    "lobby-live-title",
    "lobby-try-title",
    "lobby-come-back",
    "lobby-let-in",
    "lobby-unread",
    "lobby-whispered",
    "lobby-closed-room",
    "lobby-secluded-room",
    "lobby-quiet",
    "lobby-too-long",
    *STEPS,
    *TRIES,
)
LINES = tuple(dict.fromkeys((*SAID, *SHOWN, *SAMPLES, *SAMPLES.values())))


def shown(says: Says, language: str) -> dict[str, str]:
    return {key.removeprefix("lobby-"): says(language, key) for key in SHOWN}


def guest_names(says: Says, language: str) -> list[str]:
    return [name.strip() for name in says(language, "lobby-guest-names").split(",") if name.strip()]


def best_language(header: str, known: tuple[str, ...]) -> str:
    """The first of the browser's wishes (`de-AT,de;q=0.9,en;q=0.5`) that the house speaks."""
    wishes: list[tuple[float, str]] = []
    for part in header.split(",")[:20]:
        tag, _, weight = part.strip().partition(";")
        wishes.append((-_weight(weight), tag.strip().lower().partition("-")[0]))
    spoken = [tag for weight, tag in sorted(wishes, key=lambda wish: wish[0]) if weight < 0 and tag in known]
    return spoken[0] if spoken else known[0]


def _weight(given: str) -> float:
    try:
        return float(given.strip().removeprefix("q=") or "1")
    except ValueError:
        return 0.0
