"""`fit`: the only place that degrades or refuses an action for want of an ability. Private content stays private."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.abilities import Abilities, Ability
from bot.core.actions import (
    Action,
    Admit,
    Amend,
    Answer,
    Ban,
    ClosePlace,
    Decline,
    Erase,
    Forget,
    IssueLink,
    LeaveServer,
    Mute,
    OpenPlace,
    Post,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.events import RefusedReason
from bot.core.notes import BUTTONS_A_ROW, LABEL_LIMIT, ROWS, Button, Note, Select
from bot.core.text import Mention, Plain, Span, Text, When, words_of

ELLIPSIS = "…"
_NEEDS: dict[type, Ability] = {
    Mute: Ability.MUTE,
    Unmute: Ability.MUTE,
    Remove: Ability.MUTE,
    Ban: Ability.MUTE,
    Unban: Ability.MUTE,
    Admit: Ability.JOIN_REQUESTS,
    Decline: Ability.JOIN_REQUESTS,
    IssueLink: Ability.LINKS,
    RevokeLink: Ability.LINKS,
    OpenPlace: Ability.PLACES,
    ClosePlace: Ability.PLACES,
    Whisper: Ability.WHISPER,
}


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Refused before it is queued; the feature that asked gets `Refused(reason)` like from a platform."""

    reason: RefusedReason
    detail: str


def fit(action: Action, abilities: Abilities) -> Action | NotPossible:
    need = _NEEDS.get(type(action))
    if need and need not in abilities.can:
        return NotPossible("unsupported", f"{abilities.platform} cannot do this: {need}")
    match action:
        case Answer() | Whisper():
            return replace(action, note=fit_note(action.note, abilities))
        case Post() | Amend():
            return replace(action, note=fit_note(action.note, abilities))
        case OpenPlace():
            return replace(action, name=clip_words(_whole(action.name), abilities.name_limit))
        case Mute() | Unmute() | Remove() | Ban() | Unban() | Admit() | Decline():
            return action
        case Erase() | IssueLink() | RevokeLink() | ClosePlace() | LeaveServer() | Forget():
            return action


def fit_note(note: Note, abilities: Abilities) -> Note:
    can = abilities.can
    picture = note.picture if Ability.PICTURES in can else None
    file = note.file if Ability.FILES in can else None
    rows, selects = note.rows, note.selects
    if selects and Ability.SELECTS not in can:
        rows = rows + tuple(row for select in selects for row in _as_buttons(select))
        selects = ()
    rows = tuple(tuple(_fit_button(button) for button in row) for row in _wrapped(rows))
    if Ability.SELECTS in can:  # Discord's five component rows hold buttons and selects together
        selects = selects[:ROWS]
        rows = rows[: ROWS - len(selects)]
    text = _whole_text(note.text)
    if Ability.TIME_MARKUP not in can:
        text = Text.of(*(_said(span) for span in text.spans))
    limit = abilities.caption_limit if picture else abilities.text_limit
    return replace(
        note, text=clip(text, limit, abilities.counts_utf16), rows=rows, selects=selects, picture=picture, file=file
    )


def size(words: str, counts_utf16: bool) -> int:
    return len(words.encode("utf-16-le", "surrogatepass")) // 2 if counts_utf16 else len(words)


def clip(text: Text, limit: int, counts_utf16: bool = False) -> Text:
    """At most `limit` characters, whole spans first, an ellipsis where something was cut."""
    if size(text.plain, counts_utf16) <= limit:
        return text
    room = limit - 1
    kept: list[Span] = []
    for span in text.spans:
        words = words_of(span)
        if size(words, counts_utf16) <= room:
            kept.append(span)
            room -= size(words, counts_utf16)
            continue
        if room > 0 and not isinstance(span, When | Mention):
            kept.append(replace(span, words=_cut(words, room, counts_utf16)))
        break
    return Text.of(*kept, Plain(ELLIPSIS))


def clip_words(words: str, limit: int) -> str:
    return words if len(words) <= limit else words[: limit - 1].rstrip() + ELLIPSIS


def _cut(words: str, room: int, counts_utf16: bool) -> str:
    if not counts_utf16:
        return words[:room]
    return words.encode("utf-16-le", "surrogatepass")[: room * 2].decode("utf-16-le", "ignore")


def _whole_text(text: Text) -> Text:
    """Half a surrogate pair is no sign: JSON brings it in, and no socket takes it out again."""
    if _is_whole(text.plain):
        return text
    return Text.of(
        *(
            replace(span, name=_whole(span.name))
            if isinstance(span, Mention)
            else replace(span, words=_whole(span.words))
            for span in text.spans
        )
    )


def _whole(words: str) -> str:
    return words.encode("utf-8", "ignore").decode()


def _is_whole(words: str) -> bool:
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return True


def _said(span: Span) -> Span:
    return Plain(span.words) if isinstance(span, When) else span


def _fit_button(button: Button) -> Button:
    if len(button.label) <= LABEL_LIMIT and _is_whole(button.label):
        return button
    return replace(button, label=clip_words(_whole(button.label), LABEL_LIMIT))


def _wrapped(rows: tuple[tuple[Button, ...], ...]) -> list[tuple[Button, ...]]:
    return [row[at : at + BUTTONS_A_ROW] for row in rows if row for at in range(0, len(row), BUTTONS_A_ROW)]


def _as_buttons(select: Select) -> list[tuple[Button, ...]]:
    """A select becomes a button per option; its value stands behind the id: `feature/verb/argument=value`."""
    stem = select.id if select.id.count("/") > 1 else f"{select.id}/"
    return [
        (Button(("✓ " if option.chosen else "") + option.label, f"{stem}={option.value}"),) for option in select.options
    ]
