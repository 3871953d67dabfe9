"""The bot about itself."""

from typing import Any

from tests.support.telegram_server.house import House
from tests.support.telegram_server.params import Params
from tests.support.telegram_server.payloads import user_payload


def get_me(house: House, _: Params) -> dict[str, Any]:
    return user_payload(house.world.bot) | {
        "can_join_groups": True,
        "can_read_all_group_messages": house.reads_all,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def yes(house: House, p: Params) -> bool:
    return True


METHODS = {"getMe": get_me, "logOut": yes, "close": yes}
