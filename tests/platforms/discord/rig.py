"""Discord for the contract: the real adapter and discord.py against the pretend Discord."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.core.ambient import Real
from bot.core.events import CommandInvoked, Scene, ServerSeen
from bot.core.ports import Platform
from bot.core.refs import MemberRef, MessageRef, PlaceRef, ServerRef
from bot.platforms.discord.adapter import Discord, Patience
from bot.platforms.discord.invite import permissions_value
from tests.platforms.contract import MENU, PATIENCE, Heard, Kept, Shown
from tests.support.discord_server import CannotDo, DiscordServer, Member, Message, Permission, User, point_discord_py_at
from tests.support.discord_server.permissions import FURTHER
from tests.support.discord_server.standing import channel_permissions

QUICK = Patience(survey_pause=0.01)
ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
MARKS = re.compile(r"[*_~`|\[\]<]|://|^\s*(?:[-+#>]|\d+\.)\s", re.M)


class DiscordRig:
    def __init__(self, server: DiscordServer, platform: Discord, inbox: Heard) -> None:
        self.pretend = server
        self.platform: Platform = platform
        self.inbox = inbox
        self.guild = next(iter(server.world.guilds.values()))
        self.lobby = next(iter(self.guild.channels.values()))
        self.server = ServerRef("discord", str(self.guild.id))
        self.room = PlaceRef("discord", str(self.lobby.id))
        self.chief, self.ann, self.ben, self.shut = (
            MemberRef("discord", str(user.id)) for user in (member.user for member in self._people())
        )

    async def say(self, who: MemberRef, words: str) -> None:
        await self.pretend.write(self.lobby, self._user(who), words)

    async def ask(self, who: MemberRef) -> Scene:
        await self.pretend.use_command(self.lobby, self._user(who), "help")
        return (await self.inbox.next(CommandInvoked, lambda event: event.scene.member == who)).scene

    async def press(self, who: MemberRef, message: MessageRef, button: str, choice: str = "") -> None:
        shown = self._message(message)
        if choice:
            await self.pretend.select(shown, self._user(who), button, [choice])
        else:
            await self.pretend.press(shown, self._user(who), button)

    async def fill(self, who: MemberRef, message: MessageRef, button: str, values: Mapping[str, str]) -> None:
        opened = await self.pretend.press(self._message(message), self._user(who), button)
        await opened.answered()
        await self.pretend.submit_modal(opened, dict(values))

    async def repeat(self) -> None:
        await self.pretend.events.repeat("MESSAGE_CREATE")

    async def garble(self) -> None:
        await self.pretend.events.everywhere("MESSAGE_CREATE", {"guild_id": str(self.guild.id), "content": 7})
        await self.pretend.events.everywhere("GUILD_MEMBER_ADD", {"guild_id": "?"})
        await self.pretend.events.everywhere("SOMETHING_NEW", {"a": 1})

    def tear(self) -> None:
        self.pretend.cut("POST", "/channels/{channel_id}/messages")

    async def reads(self, who: MemberRef) -> list[str]:
        return self.pretend.seen_by(int(who.id), by_bot_only=False)

    async def shown(self, message: MessageRef) -> Shown | None:
        found = self.pretend.world.messages.get(int(message.id))
        if found is None or found.deleted:
            return None
        raw = found.embeds[0]["description"] if found.embeds else found.content
        pinged = bool(found.pinged_users or found.pinged_roles or found.pinged_everyone)
        marked = MARKS.search(ESCAPED.sub("x", raw)) is not None
        return Shown(ESCAPED.sub(r"\1", raw), marked, pinged, tuple(found.custom_ids()))

    async def can_speak(self, who: MemberRef) -> bool:
        member = self.guild.members[int(who.id)]
        held = channel_permissions(self.lobby, member, self.pretend.now())
        return bool(held & Permission.SEND_MESSAGES)

    async def inside(self, who: MemberRef) -> bool:
        return int(who.id) in self.guild.members

    async def returns(self, who: MemberRef) -> bool:
        try:
            await self.pretend.join(self.guild, self._user(who))
        except CannotDo:
            return False
        return True

    async def enters(self, url: str) -> bool:
        invite = self.pretend.world.invites.get(url.rpartition("/")[2])
        if invite is None:
            return False
        await self.pretend.join(self.guild, self.pretend.add_user("Stranger"), invite=invite)
        return True

    async def knocks(self) -> MemberRef:
        raise NotImplementedError("Discord lets members in by itself")

    def unconnected(self) -> Platform:
        return Discord(self.pretend.token, Real(), self.pretend.api_url)

    def _people(self) -> list[Member]:
        return [member for member in self.guild.members.values() if not member.user.is_bot]

    def _user(self, who: MemberRef) -> User:
        return self.pretend.world.users[int(who.id)]

    def _message(self, ref: MessageRef) -> Message:
        return self.pretend.world.messages[int(ref.id)]


@asynccontextmanager
async def discord_rig(folder: Path) -> AsyncIterator[DiscordRig]:
    async with DiscordServer() as server:
        chief, ann, ben = (server.add_user(name) for name in ("Chief", "Ann", "Ben"))
        shut = server.add_user("Shut", takes_dms=False)
        guild = server.add_guild("Town", chief, with_bot=False)
        server.seat_bot(guild, Permission(permissions_value()) | FURTHER)
        server.add_channel(guild, "lobby")
        for user in (ann, ben, shut):
            server.add_member(guild, user)
        with point_discord_py_at(server):
            platform, inbox = Discord(server.token, Real(), server.api_url, QUICK), Heard()
            running = asyncio.create_task(platform.run(inbox, MENU, Kept()))
            try:
                async with asyncio.timeout(PATIENCE):
                    await platform.synced.wait()
                    await inbox.next(ServerSeen)
                yield DiscordRig(server, platform, inbox)
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
        assert not server.unexpected
        assert not server.violations
