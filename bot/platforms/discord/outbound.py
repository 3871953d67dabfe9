"""Actions become calls: what the house says. Measures and rooms have files of their own."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from typing import assert_never

import discord

from bot.core.actions import (
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
from bot.core.ambient import Ambient
from bot.core.ports import Delivery, Done, Failed, Outcome
from bot.core.refs import MessageRef, PlaceRef
from bot.platforms.discord.cards import Body, Card, card, same
from bot.platforms.discord.handles import moment_of, unpack
from bot.platforms.discord.inbound import place_of
from bot.platforms.discord.measures import Measures
from bot.platforms.discord.replies import Replies
from bot.platforms.discord.rest import EXPIRED, Rest
from bot.platforms.discord.rooms import Rooms
from bot.platforms.discord.twin import Twin

NONCE_LIMIT = 25
# Discord remembers a nonce for "a few minutes"; after this the house looks for its own message instead.
NONCE_TRUSTED_SECONDS = 90
LOOK_BACK = 50
PRIVATE_CHATS = 1000


class Outbound:
    """One connected bot's hand. Raises what discord.py raises; the adapter turns that into outcomes."""

    def __init__(
        self, rest: Rest, replies: Replies, measures: Measures, rooms: Rooms, ambient: Ambient, twin: Twin
    ) -> None:
        self._rest = rest
        self._twin = twin
        self._replies = replies
        self._measures = measures
        self._rooms = rooms
        self._ambient = ambient
        self._private_chats: OrderedDict[str, str] = OrderedDict()

    async def perform(self, delivery: Delivery) -> Outcome:
        action = delivery.action
        match action:
            case Answer():
                return await self._answer(delivery, action)
            case Whisper():
                return await self._whisper(delivery, action)
            case Post():
                return await self._post(delivery, action)
            case Amend():
                return await self._amend(delivery, action)
            case Erase():
                return await self._erase(delivery, action)
            case Mute() | Unmute() | Remove() | Ban() | Unban():
                return await self._measures.perform(delivery, action)
            case IssueLink() | RevokeLink() | OpenPlace() | ClosePlace() | LeaveServer():
                return await self._rooms.perform(delivery, action)
            case Forget():
                return Done()  # Discord's adapter keeps nothing by member
            case Admit() | Decline():
                return Failed("unsupported", "Discord lets members in by itself")
        assert_never(action)

    async def _answer(self, delivery: Delivery, action: Answer) -> Outcome:
        scene, made = delivery.scene, card(action.note, delivery.pictures)
        handle = unpack(scene.reply) if scene else None
        if handle is not None:
            return Done(await self._replies.answer(handle, made, action.replace))
        if scene is None or not scene.private:
            return Failed("expired", "nobody is waiting for this answer")
        return await self._send(delivery, scene.place, made, {})  # they wrote a message, not a command

    async def _whisper(self, delivery: Delivery, action: Whisper) -> Outcome:
        made = card(action.note, delivery.pictures)
        scene = delivery.scene
        if scene and scene.member == action.member and scene.reply_until and self._ambient.now() < scene.reply_until:
            handle = unpack(scene.reply)
            if handle is not None:
                try:
                    return Done(await self._replies.answer(handle, made))
                except discord.HTTPException as error:
                    if error.code not in EXPIRED:
                        raise
        place = await self._private_chat(action.member.id)
        return await self._send(delivery, place, made, {})

    async def _post(self, delivery: Delivery, action: Post) -> Outcome:
        place = delivery.where or (action.at if isinstance(action.at, PlaceRef) else None)
        if place is None:
            return Failed("gone", "the place was never made")
        extra: Body = {}
        if action.reply_to is not None and action.reply_to.place == place:
            extra["message_reference"] = {"message_id": action.reply_to.id, "fail_if_not_exists": False}
        return await self._send(delivery, place, card(action.note, delivery.pictures, action.pings), extra)

    async def _amend(self, delivery: Delivery, action: Amend) -> Outcome:
        message = delivery.message
        if message is None:
            return Failed("gone", "the message was never made")
        made = card(action.note, delivery.pictures)
        await self._rest.call("PATCH", _path(message), made.body, made.uploads)
        return Done(message)

    async def _erase(self, delivery: Delivery, action: Erase) -> Outcome:
        message = action.target if isinstance(action.target, MessageRef) else delivery.message
        if message is None:
            return Failed("gone", "the message was never made")
        try:
            await self._rest.call("DELETE", _path(message))
        except discord.NotFound:
            if not delivery.again:
                raise
        return Done(message)

    async def _send(self, delivery: Delivery, place: PlaceRef, made: Card, extra: Body) -> Outcome:
        nonce = short_nonce(delivery.nonce)
        if delivery.again and delivery.age.total_seconds() >= NONCE_TRUSTED_SECONDS:
            sent = await self._sent_before(delivery, place, made, nonce)
            if sent is not None:
                return Done(sent, place)
        self._twin.sends(nonce)
        body = made.body | extra | {"nonce": nonce, "enforce_nonce": True}
        message = await self._rest.call("POST", f"/channels/{place.id}/messages", body, made.uploads)
        return Done(MessageRef(place, str(message["id"])), place)

    async def _sent_before(self, delivery: Delivery, place: PlaceRef, made: Card, nonce: str) -> MessageRef | None:
        """Our own message of this delivery: by its nonce, else the same words and buttons since the first try."""
        begun = self._ambient.now() - delivery.age
        for message in await self._rest.call("GET", f"/channels/{place.id}/messages?limit={LOOK_BACK}"):
            if str(message["author"]["id"]) != self._rest.house:
                continue
            since = (moment_of(message["id"]) - begun).total_seconds() > -NONCE_TRUSTED_SECONDS
            if str(message.get("nonce")) == nonce or (since and same(made.body, message)):
                return MessageRef(place, str(message["id"]))
        return None

    async def _private_chat(self, user: str) -> PlaceRef:
        if user not in self._private_chats:
            made = await self._rest.call("POST", "/users/@me/channels", {"recipient_id": user})
            self._private_chats[user] = str(made["id"])
            if len(self._private_chats) > PRIVATE_CHATS:
                self._private_chats.popitem(last=False)
        return place_of(self._private_chats[user])


def short_nonce(nonce: str) -> str:
    """The same for the same delivery, and short enough for Discord."""
    return nonce if len(nonce) <= NONCE_LIMIT else hashlib.sha256(nonce.encode()).hexdigest()[:NONCE_LIMIT]


def _path(message: MessageRef) -> str:
    return f"/channels/{message.place.id}/messages/{message.id}"
