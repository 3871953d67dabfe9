"""Effects become outbox rows: which platform and lane, how urgent, and what to do when nobody knows the outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.core.abilities import Ability
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
    Policy,
    Post,
    Remove,
    RevokeLink,
    Unban,
    Unmute,
    Whisper,
)
from bot.core.context import Context
from bot.core.fitting import NotPossible, fit
from bot.core.refs import Bookmark, MemberRef, PlaceRef
from bot.core.stamps import to_ms
from bot.core.stores.deliveries import URGENCY, Draft

# Posts aimed at a bookmark whose platform nobody knows yet carry it in the bookmark: `.../<platform>` or
# `.../<platform>:...` as the last part.


def draft(action: Action, ctx: Context, cause: str, place_in_turn: int) -> Draft | NotPossible:
    """`cause` is the event's key: the same event decided twice asks for the same effects."""
    idem = f"{cause}#{place_in_turn}"
    community = ctx.community.id
    match action:
        case Answer():
            scene = ctx.who
            if scene.reply or scene.private:
                lane, platform = f"{scene.place.platform}:@{scene.member.id}", scene.member.platform
                first, makes = URGENCY["answer"], action.bookmark
                row = Draft(action, platform, lane, idem, community, first, "free", scene=scene, makes=makes)
                return _fitted(row, ctx)
            return draft(Whisper(scene.member, action.note, action.bookmark, "free"), ctx, cause, place_in_turn)
        case Whisper(member=member):
            with_scene = ctx.scene if ctx.scene and ctx.scene.member == member and ctx.scene.reply else None
            urgency = "answer" if ctx.scene and ctx.scene.member == member else "chat"
            row = Draft(
                action,
                member.platform,
                _direct(member),
                idem,
                community,
                URGENCY[urgency],
                action.policy,
                scene=with_scene,
                makes=action.bookmark,
                tag=action.tag,
                unasked=action.unasked,
                in_party=True,
                stale_at=_stamp(action.stale_after),
            )
            return _fitted(row, ctx)
        case Post():
            platform, lane, aims = _aim(action.at)
            row = Draft(
                action,
                platform,
                lane,
                action.idem or idem,
                community,
                URGENCY[action.urgency],
                action.policy,
                unasked=action.unasked,
                in_party=action.in_party,
                makes=action.bookmark,
                aims=aims,
                tag=action.tag,
                stale_at=_stamp(action.stale_after),
            )
            return _fitted(row, ctx)
        case Amend(bookmark=name):
            platform = platform_of(name)
            row = Draft(
                action,
                platform,
                f"{platform}:{name}",
                idem,
                community,
                URGENCY["chat"],
                "free",
                aims=name,
                collapse=f"amend:{name}",
                tag=action.tag,
                unasked=action.unasked,
                in_party=True,
            )
            return _fitted(row, ctx)
        case Erase(target=target):
            if isinstance(target, Bookmark):
                platform = platform_of(target.name)
                return _fitted(_door(action, platform, f"{platform}:{target.name}", idem, ctx, aims=target.name), ctx)
            return _fitted(_door(action, target.place.platform, _lane(target.place), idem, ctx), ctx)
        case Mute() | Unmute() | Remove() | Ban() | Unban() | Admit() | Decline():
            platform = action.server.platform
            return _fitted(_door(action, platform, f"{platform}:!{action.member.id}", idem, ctx), ctx)
        case IssueLink():
            return _fitted(_making(action, action.server.platform, action.server.id, action.bookmark, idem, ctx), ctx)
        case OpenPlace():
            row = _making(action, action.beside.platform, action.beside.id, action.bookmark, idem, ctx)
            return _fitted(replace(row, unasked=action.unasked, in_party=True), ctx)
        case RevokeLink(bookmark=name) | ClosePlace(bookmark=name):
            platform = platform_of(name)
            return _fitted(_door(action, platform, f"{platform}:{name}", idem, ctx, aims=name), ctx)
        case Forget(member=member):
            return _fitted(_door(action, member.platform, _direct(member), idem, ctx), ctx)
        case LeaveServer(server=server):
            return _fitted(_door(action, server.platform, f"{server.platform}:{server.id}", idem, ctx), ctx)
    assert_never(action)


def _stamp(instant: datetime | None) -> int:
    return to_ms(instant) if instant else 0


def made_by(action: Action) -> str:
    """The bookmark that an action makes, empty if none."""
    match action:
        case Answer() | Post() | Whisper() | OpenPlace() | IssueLink():
            return action.bookmark
    return ""


def platform_of(bookmark: str) -> str:
    """Bookmarks end in the platform they live on: `party/k3v9/card/discord:812`, `party/k3v9/room/telegram`."""
    return bookmark.rsplit("/", 1)[-1].partition(":")[0]


def _aim(at: PlaceRef | Bookmark) -> tuple[str, str, str]:
    if isinstance(at, PlaceRef):
        return at.platform, _lane(at), ""
    platform = platform_of(at.name)
    return platform, f"{platform}:{at.name}", at.name


def _lane(place: PlaceRef) -> str:
    return f"{place.platform}:{place.id}"


def _direct(member: MemberRef) -> str:
    return f"{member.platform}:@{member.id}"


def _door(action: Action, platform: str, lane: str, idem: str, ctx: Context, aims: str = "") -> Draft:
    tag: str = getattr(action, "tag", "")
    return Draft(action, platform, lane, idem, ctx.community.id, URGENCY["door"], "free", aims=aims, tag=tag)


def _making(action: IssueLink | OpenPlace, platform: str, at: str, makes: str, idem: str, ctx: Context) -> Draft:
    policy: Policy = "sure"
    return Draft(
        action,
        platform,
        f"{platform}:{at}",
        idem,
        ctx.community.id,
        URGENCY["chat"],
        policy,
        makes=makes,
        tag=action.tag,
    )


def _fitted(row: Draft, ctx: Context) -> Draft | NotPossible:

    abilities = ctx.platforms.get(row.platform)
    if abilities is None:
        return NotPossible("unsupported", f"{row.platform} is not switched on")
    fitted = fit(row.action, abilities)
    if isinstance(fitted, NotPossible):
        return fitted
    return replace(row, action=fitted)


def private_in_room(ctx: Context) -> bool:
    """Whether an answer to this scene has to leave the room: no private answers there, and it was typed openly."""
    scene = ctx.who
    abilities = ctx.platforms.get(scene.member.platform)
    return not scene.private and not scene.reply and abilities is not None and Ability.EPHEMERAL not in abilities.can
