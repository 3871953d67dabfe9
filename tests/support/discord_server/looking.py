"""Who could have read what: the question behind every privacy test."""

from tests.support.discord_server.clicking import Clicking
from tests.support.discord_server.standing import may_read
from tests.support.discord_server.world import Message, Showing


class Looking(Clicking):
    def visible_to(self, user_id: int, channel_id: int, *, by_bot_only: bool = False) -> list[str]:
        """Every text this person could ever have read in this place, deleted and edited ones too."""
        return [
            text
            for showing in self.world.showings
            if showing.channel_id == channel_id and self._could_read(showing, user_id)
            if not by_bot_only or showing.author_id == self.bot.id
            for text in showing.texts
        ]

    def seen_by(self, user_id: int, *, by_bot_only: bool = True) -> list[str]:
        """The same over all places, direct messages and modals too."""
        places = dict.fromkeys(showing.channel_id for showing in self.world.showings)
        return [text for place in places for text in self.visible_to(user_id, place, by_bot_only=by_bot_only)]

    def _could_read(self, showing: Showing, user_id: int) -> bool:
        if user_id in showing.readers:
            return True
        message = self.world.messages.get(showing.message_id)
        if message is None or message.ephemeral or message.showing is not showing:
            return False
        return may_read(message.channel, user_id, self.now())

    def messages_of_bot(self, channel_id: int) -> list[Message]:
        """What the bot has standing in this place, oldest first."""
        messages = self.world.channels[channel_id].messages.values()
        return [message for message in messages if message.author is self.bot]
