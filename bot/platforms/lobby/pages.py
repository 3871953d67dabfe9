"""The lobby's page and the few plain requests beside the socket."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import resources
from pathlib import Path

import jinja2
from aiohttp import hdrs, web

from bot.platforms.lobby.door import Door, Knock, Shut
from bot.platforms.lobby.messages import Messages
from bot.platforms.lobby.previews import POLICY, Previews
from bot.platforms.lobby.requests import whole
from bot.platforms.lobby.words import STEPS, TRIES, Says, best_language, shown

KNOCK_LIMIT = 4096  # bytes of the only body a page posts
_STATIC = Path(str(resources.files(__package__))) / "static"
_PICTURES_LAST = "private, max-age=86400, immutable"  # named by what is in them


class Pages:
    def __init__(
        self,
        door: Door,
        messages: Messages,
        previews: Previews,
        says: Says,
        languages: tuple[str, ...],
        rehearsing: Callable[[], bool],
    ) -> None:
        self._door = door
        self._messages = messages
        self._previews = previews
        self._says = says
        self._languages = languages
        self._rehearsing = rehearsing
        self._page = jinja2.Environment(
            loader=jinja2.PackageLoader(__package__ or "", "templates"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
        ).get_template("lobby.html")

    async def lobby(self, request: web.Request) -> web.Response:
        language = self._language(request, request.query.get("language", ""))
        words = shown(self._says, language)
        page = self._page.render(
            language=language,
            languages=self._languages,
            words=words,
            rehearsing=self._rehearsing(),
            steps=[words[step.removeprefix("lobby-")] for step in STEPS],
            tries=[words[line.removeprefix("lobby-")] for line in TRIES],
            handed=_for_script({"language": language, "words": words, "previews": self._previews.platforms()}),
        )
        return web.Response(text=page, content_type="text/html", headers={hdrs.CACHE_CONTROL: "no-store"})

    async def enter(self, request: web.Request) -> web.Response:
        knock = await self._knock(request)
        if knock is None:
            return web.json_response({}, status=400)
        entered = await self._door.enter(knock, self._says)
        if isinstance(entered, Shut):
            shut = {"shut": self._says(knock.language, entered.line), "back": entered.back}
            return web.json_response(shut, status=403)
        shape = {"token": entered.token, "member": entered.tab.id}
        if entered.notice:
            shape["notice"] = self._says(knock.language, entered.notice)
        return web.json_response(shape, headers={hdrs.CACHE_CONTROL: "no-store"})

    async def picture(self, request: web.Request) -> web.Response:
        png = await self._messages.picture(request.match_info["name"])
        if png is None:
            raise web.HTTPNotFound
        return web.Response(body=png, content_type="image/png", headers={hdrs.CACHE_CONTROL: _PICTURES_LAST})

    async def preview(self, request: web.Request) -> web.Response:
        document = self._previews.take(request.match_info["name"])
        if document is None:
            raise web.HTTPNotFound
        headers = {"Content-Security-Policy": POLICY, hdrs.CACHE_CONTROL: "no-store"}
        return web.Response(text=document, content_type="text/html", headers=headers)

    async def _knock(self, request: web.Request) -> Knock | None:
        """None for a body that our page does not send."""
        if request.content_type != "application/json":
            return None
        body = await request.content.read(KNOCK_LIMIT + 1)
        try:
            read = json.loads(body) if len(body) <= KNOCK_LIMIT else None
        except (ValueError, RecursionError):
            return None
        if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
            return None
        given = {key: whole(value) for key, value in read.items()}
        language = self._language(request, given.get("language", ""))
        words = {key: given.get(key, "") for key in ("token", "badge", "invite", "zone")}
        return Knock(language=language, again=bool(given.get("again")), **words)

    def _language(self, request: web.Request, wished: str) -> str:
        if wished in self._languages:
            return wished
        return best_language(request.headers.get(hdrs.ACCEPT_LANGUAGE, ""), self._languages)


def static_file(name: str) -> Path | None:
    """One of the files that came with the house, never anything else."""
    return next((path for path in _STATIC.iterdir() if path.name == name and path.is_file()), None)


def _for_script(handed: object) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(handed, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
