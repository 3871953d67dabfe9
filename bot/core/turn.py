"""The life of one event: who acts, may they, what was asked, which feature decides, and the effects into the outbox.

The only file that knows the order of these steps.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches

from bot.core import which, whois
from bot.core.actions import Action, Answer, Erase
from bot.core.arguments import read_arguments
from bot.core.bookkeeping import keep, mark_failed
from bot.core.buttons import read_button
from bot.core.commands import Command
from bot.core.context import Context
from bot.core.counter import Slip
from bot.core.dialog import SKIP, answer_dialog, has_dialog, skip_question, start_dialog, ways_on
from bot.core.errors import Mistake
from bot.core.events import (
    ButtonPressed,
    ChatOpened,
    CommandInvoked,
    Due,
    Envelope,
    Event,
    FormFilled,
    MessageWritten,
    Refused,
    ResultEvent,
    SceneEvent,
)
from bot.core.fitting import NotPossible
from bot.core.hints import continue_in_private
from bot.core.notes import Note
from bot.core.outgoing import draft, made_by, private_in_room
from bot.core.ports import Transaction
from bot.core.refs import LOBBY
from bot.core.roles import SHELL, Role, allows_any
from bot.core.stores.deliveries import begun
from bot.core.stores.inbox import Arrivals
from bot.core.stores.outbox import Outbox
from bot.core.whois import World


async def take_turn(
    envelope: Envelope,
    tx: Transaction,
    now: datetime,
    world: World,
    slip: Slip,
    prepared: Mapping[str, object] = {},
) -> None:
    """Decide one event and queue what follows. Raises Mistake (the asker's) or anything else (ours).

    `prepared` is what features worked out before, by their name.
    """
    ctx = await whois.look(envelope.event, tx, now, world)
    if not await keep(ctx, envelope.event):
        return
    if tx.touched:
        world.memory.forget(tx.touched)
        tx.touched.clear()
        ctx = await whois.look(envelope.event, tx, now, world)
    if prepared:
        ctx = replace(ctx, prepared=prepared)
    await queue(await _decide(ctx, envelope.event), ctx, envelope.key, slip)


async def excuse(
    envelope: Envelope, mistake: Mistake, tx: Transaction, now: datetime, world: World, slip: Slip
) -> None:
    """The kind line instead of what could not be done. Nobody is corrected in front of others."""
    event = envelope.event
    if not isinstance(event, CommandInvoked | ButtonPressed | FormFilled) and not (
        isinstance(event, SceneEvent) and event.scene.private
    ):
        return
    ctx = await whois.look(event, tx, now, world)
    still_open = await ways_on(ctx) if isinstance(event, MessageWritten | ButtonPressed) and event.scene.private else ()
    effects: list[Action] = [Answer(Note(ctx.say(mistake.key, **mistake.blanks), still_open))]
    if isinstance(event, CommandInvoked):
        effects += _tidied(ctx, event, world.catalogue.commands.get(event.command))
    await queue(effects, ctx, f"{envelope.key}!", slip)


async def queue(effects: Sequence[Action], ctx: Context, cause: str, slip: Slip) -> None:
    outbox = Outbox(ctx.tx)
    for number, action in enumerate(effects):
        row = draft(action, ctx, cause, number)
        if isinstance(row, NotPossible):
            tag: str = getattr(action, "tag", "")
            if name := made_by(action):
                await mark_failed(ctx, name)
            refused = Refused(0, ctx.community.id, tag, row.reason, row.detail)
            await Arrivals(ctx.tx).tell(f"{cause}#{number}", refused, ctx.now)
            continue
        nonce = ctx.ambient.new_id()
        at_once = slip.takes(row)
        id_ = await outbox.add(row, nonce, ctx.now, "sending" if at_once else "new")
        if id_ is not None and at_once:
            slip.add(begun(row, id_, nonce, ctx.now))
        elif id_ is not None:
            ctx.tx.touch(f"outbox:{row.platform}")


async def _decide(ctx: Context, event: Event) -> list[Action]:
    if ctx.unclear and not (isinstance(event, ChatOpened) and event.payload):  # a deep link's word needs nothing else
        return await which.ask(ctx, event)
    match event:
        case CommandInvoked():
            return await _command(ctx, event)
        case ButtonPressed():
            return await _button(ctx, event)
        case FormFilled():
            return await _form(ctx, event)
        case Due():
            feature = ctx.catalogue.features.get(event.feature)
            run = feature.timers.get(event.kind) if feature else None
            return list(await run(ctx, event) or ()) if run else []
        case MessageWritten() if event.scene.private and await has_dialog(ctx):
            filled, effects = await answer_dialog(ctx, event.text, event.links)
            return effects + (await _form(ctx, filled) if filled else [])
        case MessageWritten() if event.scene.private and not ctx.community.id:
            raise _no_community(ctx)
        case _ if isinstance(event, ResultEvent):
            feature = ctx.catalogue.features.get(event.tag.partition("/")[0])
            return list(await feature.results(ctx, event) or ()) if feature and feature.results else []
    return await _listeners(ctx, event)


async def _listeners(ctx: Context, event: Event) -> list[Action]:
    features = ctx.catalogue.listeners(type(event))
    if isinstance(event, SceneEvent):
        if not ctx.community.open:
            features = tuple(feature for feature in features if type(event) in feature.before_opening)
        if not features or await _gated(ctx):
            return []
    effects: list[Action] = []
    for feature in features:
        effects += await feature.listens[type(event)](ctx, event) or ()
    return effects


async def _command(ctx: Context, event: CommandInvoked) -> list[Action]:
    command = ctx.catalogue.commands.get(event.command)
    if command is None:
        if not ctx.community.open and not event.scene.private:
            return []
        close = get_close_matches(event.command, list(ctx.catalogue.commands), n=1)
        raise Mistake("unknown-command-close" if close else "unknown-command", given=event.command, **_meant(close))
    if not command.before_opening and not ctx.community.open:
        if not event.scene.reply and not event.scene.private:
            return []
        raise Mistake("house-closed") if ctx.community.id else _no_community(ctx)
    if event.as_server:
        return _tidied(ctx, event, command, unknown_person=True)
    if not command.even_muted and await _gated(ctx):
        return _tidied(ctx, event, None)
    if not (command.open_to_all and command.open_to_all(ctx)):
        _check(ctx, command.may, command.also)
    given, words = dict(event.given), event.words
    form = ctx.catalogue.form_of(command)
    if form and not given and not words.strip() and not event.target and not event.target_message:
        return await start_dialog(ctx, form) + _tidied(ctx, event, command)
    if event.target and any(param.kind == "member" and param.name not in given for param in command.params):
        first = next(param.name for param in command.params if param.kind == "member")
        given[first] = f"{event.target.platform}:{event.target.id}"
    values = read_arguments(command, given, words, event.scene.member.platform, dict(event.people))
    effects = list(await command.run(replace(ctx, command=event), **values) or ())
    return effects + _tidied(ctx, event, command)


def _meant(close: list[str]) -> dict[str, object]:
    return {"meant": close[0]} if close else {}


def _tidied(
    ctx: Context, event: CommandInvoked, command: Command | None, *, unknown_person: bool = False
) -> list[Action]:
    """A command typed openly in a room is taken away there; a guest's is continued in private, a moderator's unseen.

    A closed house says nothing in public, except to an anonymous administrator who could not find the way in.
    """
    if event.message is None or not private_in_room(ctx):
        return []
    effects: list[Action] = [Erase(event.message)]
    for_guests = command is not None and command.may is Role.GUEST
    if (for_guests and ctx.community.open) or (command and unknown_person and (ctx.community.open or not for_guests)):
        effects += [continue_in_private(ctx)]
    return effects


async def _button(ctx: Context, event: ButtonPressed) -> list[Action]:
    pressed = read_button(event.button)
    feature = ctx.catalogue.features.get(pressed.feature) if pressed else None
    press = feature.presses.get(pressed.verb) if feature and pressed else None
    if pressed is None or feature is None or press is None:
        raise Mistake("button-gone")
    _check_open(ctx, press.before_opening)
    if not press.even_muted and await _gated(ctx):
        return []
    _check(ctx, press.may, press.also)
    argument, _, value = pressed.argument.partition("=")
    if (pressed.feature, pressed.verb) == SKIP:
        form, effects = await skip_question(ctx, argument)
        return effects + (await _form(ctx, form) if form else [])
    if press.opens:
        return await start_dialog(ctx, f"{pressed.feature}/{pressed.verb}" + (f"/{argument}" if argument else ""))
    if press.run is None:
        raise Mistake("button-gone")
    return list(await press.run(replace(ctx, press=event), argument, event.choice or value) or ())


async def _form(ctx: Context, event: FormFilled) -> list[Action]:
    opened = read_button(event.form)
    feature = ctx.catalogue.features.get(opened.feature) if opened else None
    if opened is None or feature is None:
        raise Mistake("button-gone")
    press = feature.presses.get(opened.verb)
    filled = feature.forms.get(press.opens if press and press.opens else opened.verb)
    if filled is None:
        raise Mistake("button-gone")
    _check_open(ctx, filled.before_opening)
    if await _gated(ctx):
        return []
    _check(ctx, filled.may, () if press is None else press.also)
    if press is not None:
        _check(ctx, press.may, press.also)
    values = dict(event.values)
    for field in filled.form.fields:
        value = values.get(field.name, "").strip()
        if field.required and not value:
            raise Mistake("form-missing", field=ctx.say(filled.form.line_of(field)))
        if len(value) > field.limit:
            raise Mistake("form-too-long", field=ctx.say(filled.form.line_of(field)), limit=field.limit)
        values[field.name] = value
    return list(await filled.run(ctx, opened.argument, values) or ())


def _check(ctx: Context, role: Role, also: Sequence[Role] = ()) -> None:
    if allows_any(ctx.roles, role, *also):
        return
    if not ctx.community.id:
        raise _no_community(ctx)
    in_lobby = ctx.scene is not None and ctx.scene.member.platform == LOBBY
    raise Mistake("not-allowed-lobby" if in_lobby else "not-allowed", role=ctx.say(f"role-{role}"))


def _no_community(ctx: Context) -> Mistake:
    """A shell belongs to none by itself, and nobody can be called into it."""
    in_shell = ctx.scene is not None and ctx.scene.member == SHELL
    return Mistake("no-community-shell" if in_shell else "no-community")


def _check_open(ctx: Context, before_opening: bool) -> None:
    if before_opening:
        return
    if not ctx.community.id:
        raise _no_community(ctx)
    if not ctx.community.open:
        raise Mistake("house-closed")


async def _gated(ctx: Context) -> bool:
    """Whether some feature asks the house not to answer this member."""
    for gate in ctx.catalogue.gates:
        if not await gate(ctx):
            return True
    return False
