"""From method and path to the handler that answers."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from tests.support.discord_server.journal import Call

if TYPE_CHECKING:
    from tests.support.discord_server.core import Core


class Answer(NamedTuple):
    status: int
    body: Any = None


DONE = Answer(204)

Handler = Callable[["Core", Call], Awaitable[Answer]]
Routes = list[tuple[str, str, Handler]]


@dataclass(slots=True, frozen=True)
class Found:
    template: str
    params: dict[str, str]
    handler: Handler


class Router:
    def __init__(self) -> None:
        from tests.support.discord_server.rest.table import ROUTES  # the handlers know the core, which knows the door

        self._routes = sorted(
            ((method, template, _pattern(template), handler) for method, template, handler in ROUTES),
            key=lambda route: [part.startswith("{") for part in route[1].split("/")],
        )

    def find(self, method: str, path: str) -> Found | None:
        for own_method, template, pattern, handler in self._routes:
            if own_method == method and (match := pattern.fullmatch(path)):
                return Found(template, {name: unquote(text) for name, text in match.groupdict().items()}, handler)
        return None


def _pattern(template: str) -> re.Pattern[str]:
    # Ids are digits; a path like /users/abc is no route of ours.
    with_ids = re.sub(r"\{(\w+_id)\}", r"(?P<\1>\\d+)", template)
    return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", with_ids))
