"""Forum topics."""

from typing import Any

from tests.support.telegram_server.errors import bad
from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import bare
from tests.support.telegram_server.people import User
from tests.support.telegram_server.things import Chat, Topic

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def open_topic(house: House, chat: Chat, by: User, name: str, color: int = COLORS[0], icon: str | None = None) -> Topic:
    """A topic is named by the id of the service line that opened it."""
    look = {"name": name, "icon_color": color, **bare(icon_custom_emoji_id=icon)}
    root = house.put(chat, sender=by, service={"forum_topic_created": look})
    root.thread = root.id
    topic = Topic(id=root.id, name=name, icon_color=color, icon_custom_emoji_id=icon, creator=by, root=root)
    chat.topics[root.id] = topic
    house.publish(root)
    return topic


def _forum(house: House, p: Params) -> Chat:
    chat = house.room(p)
    if not chat.forum:
        raise bad("the chat is not a forum")
    return chat


def _name(p: Params) -> str:
    name = (p.text("name") or "").strip()
    if not name:
        raise bad("TOPIC_TITLE_EMPTY")
    if len(name) > 128:
        raise bad("topic name is too long")
    return name


def create(house: House, p: Params) -> dict[str, Any]:
    chat = _forum(house, p)
    house.demand(chat, "can_manage_topics", "not enough rights to create a topic")
    color = p.number("icon_color") or COLORS[0]
    if color not in COLORS:
        raise bad("TOPIC_ICON_COLOR_INVALID")
    topic = open_topic(house, chat, house.world.bot, _name(p), color, p.text("icon_custom_emoji_id"))
    icon = bare(icon_custom_emoji_id=topic.icon_custom_emoji_id)
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": color, **icon}


def _topic(house: House, p: Params) -> tuple[Chat, Topic]:
    """The topic, if the bot may manage it: by right, or because it opened it."""
    chat = _forum(house, p)
    topic = chat.topics.get(p.need_int("message_thread_id"))
    if topic is None or topic.deleted:
        raise bad("message thread not found")
    if topic.creator is not house.world.bot:
        house.demand(chat, "can_manage_topics", "not enough rights to manage the topic")
    return chat, topic


def edit(house: House, p: Params) -> bool:
    chat, topic = _topic(house, p)
    name = _name(p) if p.has("name") else topic.name
    icon = p.text("icon_custom_emoji_id") if p.has("icon_custom_emoji_id") else topic.icon_custom_emoji_id
    if (name, icon) == (topic.name, topic.icon_custom_emoji_id):
        raise bad("TOPIC_NOT_MODIFIED")
    topic.name, topic.icon_custom_emoji_id = name, icon or None
    house.service(chat, house.world.bot, topic.id, forum_topic_edited=bare(name=name))
    return True


def close(house: House, p: Params) -> bool:
    chat, topic = _topic(house, p)
    if topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = True
    house.service(chat, house.world.bot, topic.id, forum_topic_closed={})
    return True


def reopen(house: House, p: Params) -> bool:
    chat, topic = _topic(house, p)
    if not topic.closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = False
    house.service(chat, house.world.bot, topic.id, forum_topic_reopened={})
    return True


def delete(house: House, p: Params) -> bool:
    chat = _forum(house, p)
    house.demand(chat, "can_delete_messages", "not enough rights to delete the topic")
    _, topic = _topic(house, p)
    topic.deleted = True
    for message in chat.messages.values():
        if message.thread == topic.id and message.live:
            house.erase(message)
    return True


def _general(house: House, p: Params) -> Chat:
    chat = _forum(house, p)
    house.demand(chat, "can_manage_topics", "not enough rights to manage the topic")
    return chat


def close_general(house: House, p: Params) -> bool:
    return _switch(house, _general(house, p), "general_closed", True, "forum_topic_closed")


def reopen_general(house: House, p: Params) -> bool:
    return _switch(house, _general(house, p), "general_closed", False, "forum_topic_reopened")


def hide_general(house: House, p: Params) -> bool:
    return _switch(house, _general(house, p), "general_hidden", True, "general_forum_topic_hidden")


def unhide_general(house: House, p: Params) -> bool:
    return _switch(house, _general(house, p), "general_hidden", False, "general_forum_topic_unhidden")


def _switch(house: House, chat: Chat, name: str, on: bool, service: str) -> bool:
    if getattr(chat, name) is on:
        raise bad("TOPIC_NOT_MODIFIED")
    setattr(chat, name, on)
    house.service(chat, house.world.bot, None, **{service: {}})
    return True


METHODS = {
    "createForumTopic": create,
    "editForumTopic": edit,
    "closeForumTopic": close,
    "reopenForumTopic": reopen,
    "deleteForumTopic": delete,
    "closeGeneralForumTopic": close_general,
    "reopenGeneralForumTopic": reopen_general,
    "hideGeneralForumTopic": hide_general,
    "unhideGeneralForumTopic": unhide_general,
}
