"""People and the bot come and go."""

from tests.support.telegram_server.errors import NotAllowedError
from tests.support.telegram_server.methods.links import make_link
from tests.support.telegram_server.payloads import request_payload, user_payload
from tests.support.telegram_server.people import Rights, Status, User, rights_from
from tests.support.telegram_server.things import Chat, InviteLink, JoinRequest

from .founding import Founding


class Coming(Founding):
    async def add_bot(self, chat: Chat, *, by: User, rights: Rights = None) -> None:
        """As a member, or at once as an administrator; a channel takes bots as administrators only."""
        if not self.world.standing(chat, by).present:
            raise NotAllowedError(f"{by.first_name} is not in {chat.title}")
        if rights is None:
            self.move(chat, self.world.bot, Status.MEMBER, by)
        else:
            self.move(chat, self.world.bot, Status.ADMINISTRATOR, by, rights=rights_from(rights))
        self.service(chat, by, new_chat_members=[user_payload(self.world.bot)])

    async def remove_bot(self, chat: Chat, *, by: User) -> None:
        self.put_out(chat, self.world.bot, by, Status.KICKED)

    def invite(
        self, chat: Chat, *, by: User, name: str | None = None, asks: bool = False, limit: int | None = None
    ) -> InviteLink:
        """A link made by a person."""
        return make_link(self, chat, by, name=name, asks=asks, limit=limit)

    async def join(
        self, chat: Chat, user: User, *, link: InviteLink | str | None = None, added_by: User | None = None
    ) -> None:
        """Walk in, by a link or added by somebody."""
        known = self._usable(chat, link)
        if self.world.standing(chat, user).status is Status.KICKED:
            raise NotAllowedError(f"{user.first_name} is banned from {chat.title}")
        if chat.join_by_request and link is None and added_by is None:
            raise NotAllowedError(f"{chat.title} must be asked: request_join()")
        if known and known.asks:
            raise NotAllowedError("this link only asks to join: request_join()")
        self.let_in(chat, user, added_by or user, link=known)

    async def leave(self, chat: Chat, user: User) -> None:
        self._inside(chat, user)
        self.walk_out(chat, user)

    async def request_join(
        self, chat: Chat, user: User, *, link: InviteLink | str | None = None, bio: str | None = None
    ) -> JoinRequest:
        """Knock. The bot hears it only as an administrator who may invite."""
        if self.world.standing(chat, user).status is Status.KICKED:
            raise NotAllowedError(f"{user.first_name} is banned from {chat.title}")
        request = JoinRequest(user=user, chat=chat, at=self.now(), bio=bio or user.bio, link=self._usable(chat, link))
        chat.requests.append(request)
        payload = request_payload(request)
        if self.world.me(chat).has("can_invite_users"):
            self.feed.emit("chat_join_request", payload)
        else:
            self.feed.withhold("chat_join_request", "bot may not invite", payload)
        return request

    async def withdraw_request(self, request: JoinRequest) -> None:
        """Take the request back; the bot is not told."""
        request.answer = "withdrawn"

    async def answer_request(self, request: JoinRequest, *, by: User, approve: bool) -> None:
        """Another administrator is faster than the bot."""
        request.answer = "approved" if approve else "declined"
        if approve:
            self.let_in(request.chat, request.user, by, link=request.link, by_request=True)

    async def block(self, user: User) -> None:
        self._private_move(user, blocked=True)

    async def unblock(self, user: User) -> None:
        self._private_move(user, blocked=False)

    def _private_move(self, user: User, *, blocked: bool) -> None:
        chat = self.world.private(user)
        user.blocked = blocked
        chat.member(self.world.bot).status = Status.MEMBER if blocked else Status.KICKED
        self.move(chat, self.world.bot, Status.KICKED if blocked else Status.MEMBER, user)

    def _usable(self, chat: Chat, link: InviteLink | str | None) -> InviteLink | None:
        if link is None:
            return None
        known = chat.links.get(link) if isinstance(link, str) else link
        if known is None or known.url not in chat.links or known.revoked:
            raise NotAllowedError("this invite link is not valid")
        if (known.expires and known.expires <= self.now()) or (known.limit and known.used >= known.limit):
            raise NotAllowedError("this invite link has expired")
        return known

    def _inside(self, chat: Chat, user: User) -> None:
        if chat.peer:
            if chat.peer is not user:
                raise NotAllowedError(f"this is {chat.peer.first_name}'s private chat")
        elif not self.world.standing(chat, user).present:
            raise NotAllowedError(f"{user.first_name} is not in {chat.title}")
