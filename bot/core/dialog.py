"""A form question by question in the private chat, where a platform has no forms of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.actions import Action, Answer, Whisper
from bot.core.buttons import button_id, read_button
from bot.core.context import Context
from bot.core.errors import Mistake
from bot.core.events import FormFilled
from bot.core.forms import Form
from bot.core.notes import Button, Note, Row
from bot.core.stores.dialogs import DIALOG, Dialog, Dialogs, talking

SKIP = ("house", "skip")
CANCEL = "house/cancel"


async def has_dialog(ctx: Context) -> bool:
    member = ctx.who.member
    if member not in await ctx.recall(DIALOG, talking):
        return False
    dialog = await Dialogs(ctx.tx).open(member, ctx.now)
    if dialog is None or not _is_known(ctx, dialog):
        await Dialogs(ctx.tx).end(member)
        return False
    return True


async def start_dialog(ctx: Context, form_id: str) -> list[Action]:
    """The first question. A dialog that was open before is left: its answers were never used."""
    form = _form(ctx, form_id)
    dialog = Dialog(ctx.community.id, form_id, 0, ())
    await Dialogs(ctx.tx).keep(ctx.who.member, dialog, ctx.now)
    return [_ask(ctx, form, dialog)]


async def answer_dialog(ctx: Context, text: str, links: Sequence[str] = ()) -> tuple[FormFilled | None, list[Action]]:
    """The filled form after the last answer, else the next question.

    A form has words alone: addresses behind them are written out, to be kept or refused like any other.
    """
    dialog = await Dialogs(ctx.tx).open(ctx.who.member, ctx.now)
    if dialog is None:
        await Dialogs(ctx.tx).end(ctx.who.member)
        return None, []
    form = _form(ctx, dialog.form)
    field = form.fields[dialog.step]
    answer = with_addresses(text.strip(), links)
    if field.required and not answer:
        raise Mistake("form-missing", field=ctx.say(form.line_of(field)))
    if len(answer) > field.limit:
        raise Mistake("form-too-long", field=ctx.say(form.line_of(field)), limit=field.limit)
    return await _next(ctx, form, dialog, answer)


def with_addresses(words: str, links: Sequence[str]) -> str:
    return words + "".join(f" ({link})" for link in links if link not in words)


async def skip_question(ctx: Context, argument: str) -> tuple[FormFilled | None, list[Action]]:
    """As `answer_dialog` with nothing said. `argument` is the question the button stood under, if still asked."""
    dialog = await Dialogs(ctx.tx).open(ctx.who.member, ctx.now)
    if dialog is None:
        raise Mistake("button-gone")
    form = _form(ctx, dialog.form)
    if form.fields[dialog.step].required or argument != str(dialog.step):
        return None, [_ask(ctx, form, dialog)]
    return await _next(ctx, form, dialog, "")


async def cancel_dialog(ctx: Context, argument: str, choice: str) -> list[Action]:
    await Dialogs(ctx.tx).end(ctx.who.member)
    return [ctx.answer("form-cancelled")]


async def begin_again(ctx: Context, argument: str, choice: str) -> list[Action]:
    dialog = await Dialogs(ctx.tx).open(ctx.who.member, ctx.now)
    if dialog is None:
        raise Mistake("button-gone")
    return await start_dialog(ctx, dialog.form)


async def ways_on(ctx: Context) -> tuple[Row, ...]:
    """What stands under a mistake in an answer: the question is open still, and what was said before it is kept."""
    if not await has_dialog(ctx):
        return ()
    again, cancel = Button(ctx.label("form-again-label"), "house/again"), Button(ctx.label("form-cancel-label"), CANCEL)
    return ((again, cancel),)


async def _next(ctx: Context, form: Form, dialog: Dialog, answer: str) -> tuple[FormFilled | None, list[Action]]:
    given = (*dialog.given, (form.fields[dialog.step].name, answer))
    if dialog.step + 1 == len(form.fields):
        await Dialogs(ctx.tx).end(ctx.who.member)
        return FormFilled(ctx.who, dialog.form, given), []
    later = replace(dialog, step=dialog.step + 1, given=given)
    await Dialogs(ctx.tx).keep(ctx.who.member, later, ctx.now)
    return None, [_ask(ctx, form, later)]


def _is_known(ctx: Context, dialog: Dialog) -> bool:
    """A newer house may have no such form, or ask less."""
    opened = read_button(dialog.form)
    form = ctx.catalogue.forms().get(f"{opened.feature}/{opened.verb}") if opened else None
    return form is not None and dialog.step < len(form.fields)


def _form(ctx: Context, form_id: str) -> Form:
    opened = read_button(form_id)
    form = ctx.catalogue.forms().get(f"{opened.feature}/{opened.verb}") if opened else None
    if form is None:
        raise Mistake("button-gone")
    return form


def _ask(ctx: Context, form: Form, dialog: Dialog) -> Action:
    field = form.fields[dialog.step]
    question = ctx.say(
        "form-question",
        title=ctx.say(form.line),
        number=dialog.step + 1,
        total=len(form.fields),
        question=ctx.say(form.line_of(field)),
    )
    buttons = [Button(ctx.label("form-cancel-label"), CANCEL)]
    if not field.required:
        buttons.insert(0, Button(ctx.label("form-skip-label"), button_id(*SKIP, str(dialog.step))))
    shown = Note(question, (tuple(buttons),))
    # In a room the question goes to the private chat; with a reply handle it would be an alert nobody can answer.
    return Answer(shown) if ctx.who.private else Whisper(ctx.who.member, shown, policy="free")
