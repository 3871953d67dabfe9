"""The gateway: hello, identify, resume, heartbeats, member lists, and trouble on demand."""

import json
from typing import TYPE_CHECKING, Any

from aiohttp import WSMsgType, web

from tests.support.discord_server import render, render_guild
from tests.support.discord_server.intents import KNOWN, PRIVILEGED, Intent
from tests.support.discord_server.session import Line, Session
from tests.support.discord_server.world import Guild, Json, Member

if TYPE_CHECKING:
    from tests.support.discord_server.core import Core

# Discord's documented 120 sends per 60 seconds is counted per connection here: no test connection lives longer.
SENDS_PER_CONNECTION = 120

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE, RESUME, REQUEST_MEMBERS = 1, 2, 3, 4, 6, 8
RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 7, 9, 10, 11


class Gateway:
    def __init__(self, server: "Core") -> None:
        self.server = server
        self.sessions: dict[str, Session] = {}
        self.lines: list[Line] = []
        self.received: list[Json] = []
        self.closed_with: list[int | None] = []
        self.heartbeat_interval = 41_250
        self.lists_members = True
        self.chunk_size = 1000
        self.wedges_new_lines = False

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(max_msg_size=4096 * 4, autoclose=True)
        await socket.prepare(request)
        line = Line(socket, request, packed=request.query.get("compress") == "zlib-stream")
        line.wedged = self.wedges_new_lines
        self.lines.append(line)
        try:
            await line.send({"op": HELLO, "d": {"heartbeat_interval": self.heartbeat_interval, "_trace": []}})
            await self._converse(line)
        finally:
            self.lines.remove(line)
            self._hang_up(line)
        return socket

    async def _converse(self, line: Line) -> None:
        async for message in line.socket:
            if message.type is not WSMsgType.TEXT:
                continue
            payload = json.loads(message.data)
            self.received.append(payload)
            line.received += 1
            if line.received > SENDS_PER_CONNECTION:
                await line.close(4008, "Rate limited.")
                return
            await self._hear(line, payload)
            self.server.bell.ring()

    async def _hear(self, line: Line, payload: Json) -> None:
        session = self._session_of(line)
        match payload.get("op"):
            case 1:
                await line.send({"op": HEARTBEAT_ACK, "d": None})
            case 2 if session is not None:
                await line.close(4005, "Already authenticated.")
            case 2:
                await self._identify(line, payload["d"])
            case 6:
                await self._resume(line, payload["d"])
            case 3 | 4 | 8 if session is None:
                await line.close(4003, "Not authenticated.")
            case 8:
                assert session is not None
                await self._list_members(session, payload["d"])
            case 3 | 4:
                pass
            case _:
                await line.close(4001, "Unknown opcode.")

    def _session_of(self, line: Line) -> Session | None:
        return next((session for session in self.sessions.values() if session.line is line), None)

    def _hang_up(self, line: Line) -> None:
        self.closed_with.append(line.socket.close_code)
        session = self._session_of(line)
        if session is not None:
            session.line = None
            if line.socket.close_code in (1000, 1001):
                self.sessions.pop(session.id)
        self.server.bell.ring()

    async def _identify(self, line: Line, asked: Json) -> None:
        if asked.get("token") != self.server.token:
            await line.close(4004, "Authentication failed.")
            return
        intents = Intent(asked.get("intents", 0))
        if intents & ~KNOWN:
            await line.close(4013, "Invalid intent(s).")
            return
        if intents & PRIVILEGED & ~self.server.privileged_intents:
            await line.close(4014, "Disallowed intent(s).")
            return
        self.server.identifies += 1
        session = Session(f"session{self.server.identifies}", intents, line)
        self.sessions[session.id] = session
        await session.dispatch("READY", self._ready(session, asked))
        for guild in self.server.guilds_of_bot():
            await session.dispatch("GUILD_CREATE", self.guild_create(session, guild) | {"unavailable": False})
        session.ready = True

    def _ready(self, session: Session, asked: Json) -> Json:
        ready: Json = {
            "v": 10,
            "user": render.own_user(self.server.bot),
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in self.server.guilds_of_bot()],
            "session_id": session.id,
            "resume_gateway_url": self.server.gateway_url,
            "application": {"id": str(self.server.application_id), "flags": 0},
            "private_channels": [],
            "relationships": [],
        }
        return ready | ({"shard": asked["shard"]} if "shard" in asked else {})

    def guild_create(self, session: Session, guild: Guild) -> Json:
        members = list(guild.members.values())
        if not (self.lists_members and session.intents & Intent.MEMBERS):
            members = [guild.members[self.server.bot.id]]
        return render_guild.guild_create(guild, members, self.server.now(), self.server.bot.id)

    async def _resume(self, line: Line, asked: Json) -> None:
        session = self.sessions.get(str(asked.get("session_id")))
        if asked.get("token") != self.server.token:
            await line.close(4004, "Authentication failed.")
            return
        heard = int(asked.get("seq") or 0)
        if session is None or session.missed_since(heard) is None:
            await line.send({"op": INVALID_SESSION, "d": False})
            return
        self.server.resumes += 1
        while missed := session.missed_since(heard):
            for payload in missed:
                await line.send(payload)
            heard = missed[-1]["s"]
        session.line = line
        await session.dispatch("RESUMED", {"_trace": []})

    async def _list_members(self, session: Session, asked: Json) -> None:
        guild = self.server.world.guilds.get(int(asked["guild_id"]))
        if guild is None:
            return
        found, missing = self._asked_members(session, guild, asked)
        pages = [found[start : start + self.chunk_size] for start in range(0, len(found), self.chunk_size)] or [[]]
        for index, page in enumerate(pages):
            chunk: Json = {
                "guild_id": str(guild.id),
                "members": [render.member(member) for member in page],
                "chunk_index": index,
                "chunk_count": len(pages),
            }
            if "nonce" in asked:
                chunk["nonce"] = asked["nonce"]
            if missing:
                chunk["not_found"] = missing
            await session.dispatch("GUILD_MEMBERS_CHUNK", chunk)

    def _asked_members(self, session: Session, guild: Guild, asked: Json) -> tuple[list[Member], list[str]]:
        if asked.get("user_ids"):
            wanted = [asked["user_ids"]] if isinstance(asked["user_ids"], (str, int)) else asked["user_ids"][:100]
            found = [guild.members[int(one)] for one in wanted if int(one) in guild.members]
            return found, [str(one) for one in wanted if int(one) not in guild.members]
        query, limit = str(asked.get("query", "")).lower(), int(asked.get("limit", 0))
        if not query and not limit and not session.intents & Intent.MEMBERS:
            return [], []
        found = [one for one in guild.members.values() if matches(one, query)]
        return (found[:limit] if limit else found), []

    async def reconnect(self) -> None:
        """Tell every client to reconnect and resume (opcode 7)."""
        for line in list(self.lines):
            await line.send({"op": RECONNECT, "d": None})

    async def invalidate(self, *, resumable: bool = False) -> None:
        """Opcode 9 on every line; unless resumable the sessions are forgotten."""
        lines = list(self.lines)
        if not resumable:
            self.forget_sessions()
        for line in lines:
            await line.send({"op": INVALID_SESSION, "d": resumable})

    def forget_sessions(self) -> None:
        """The next RESUME is answered with INVALID_SESSION."""
        self.sessions.clear()

    async def drop(self, code: int | None = None) -> None:
        """Close every line with a code, or cut it without one."""
        for line in list(self.lines):
            if code is None:
                line.abort()
            else:
                await line.close(code)

    def wedge(self, *, new_lines_too: bool = False) -> None:
        """Keep TCP open and say nothing more."""
        self.wedges_new_lines = new_lines_too
        for line in self.lines:
            line.wedged = True

    def unwedge(self) -> None:
        """New words flow again; what was swallowed meanwhile comes only with a resume."""
        self.wedges_new_lines = False
        for line in self.lines:
            line.wedged = False

    def ops(self, op: int) -> list[Any]:
        """The data of everything the client sent with this opcode."""
        return [payload.get("d") for payload in self.received if payload.get("op") == op]


def matches(member: Member, query: str) -> bool:
    names = (member.user.name, member.nick or "", member.user.global_name or "")
    return any(name.lower().startswith(query) for name in names)
