"""One aiohttp application for everything the house shows in a browser: whose addresses, whose pages, which headers."""

from __future__ import annotations

import errno
from collections.abc import Awaitable, Callable, Collection, Iterable
from typing import Protocol
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.core.errors import BadSettings

BODY_LIMIT = 1024 * 1024  # bytes; the largest honest body is a webhook's update
GOODBYE_SECONDS = 2.0  # for sockets to close when the house does
HTTP_PORT = 80  # which browsers leave out
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_READING = frozenset({"GET", "HEAD"})
# `connect-src` names the socket because not every browser counts ws: as 'self'.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://{host} wss://{host};"
    " frame-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
    " require-trusted-types-for 'script'"
)
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
}
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Site(Protocol):
    """Something with pages of its own, such as the lobby."""

    def routes(self) -> Iterable[web.AbstractRouteDef]: ...
    async def close(self) -> None: ...


def loopback_hosts(port: int) -> frozenset[str]:
    """What a browser on this machine, or at the near end of an `ssh -L` with the same port, calls the house."""
    return frozenset({f"{name}:{port}" for name in _LOOPBACK} | (set(_LOOPBACK) if port == HTTP_PORT else set()))


def host_of(url: str) -> str:
    """The Host header of a public address: `https://party.example` is `party.example`, `https://müller.example` is
    `xn--mller-kva.example`. Raises BadSettings.
    """
    try:
        read = urlsplit(url)
        host = read.netloc.lower().encode("idna" if not read.netloc.isascii() else "ascii").decode()
    except ValueError:
        host = ""
    if not host or read.scheme not in ("http", "https") or "@" in host:
        raise BadSettings(f"{url!r} is not an address: write it like https://party.example")
    return host.removesuffix(":443" if read.scheme == "https" else ":80")


def make_app(
    lobby: Site,
    *,
    allowed_hosts: Collection[str],
    extra_routes: Iterable[web.AbstractRouteDef] = (),
    machine_hosts: Collection[str] = (),
) -> web.Application:
    """`extra_routes` (webhook, health, feeds) are for machines: they need no Origin, but a foreign one is refused.

    Under `machine_hosts` there are only those: the lobby is not opened to whoever knows a webhook's address.
    """
    app = web.Application(client_max_size=BODY_LIMIT)
    machines = app.router.add_routes(extra_routes)
    for_machines = {route.resource.canonical for route in machines if route.resource}
    app.middlewares.append(_guard(allowed_hosts, for_machines, machine_hosts))
    app.router.add_routes(lobby.routes())
    app.on_response_prepare.append(_dress)

    async def farewell(_: web.Application) -> None:
        await lobby.close()

    app.on_shutdown.append(farewell)
    return app


async def serve(app: web.Application, host: str, port: int) -> web.AppRunner:
    """Listens; `await runner.cleanup()` ends it. Raises BadSettings where nobody can listen.

    There is no access log: paths carry badges and invitations.
    """
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=GOODBYE_SECONDS)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        await runner.cleanup()
        raise BadSettings(_sentence(error, host, port)) from error
    return runner


def _sentence(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use by another program. Stop it, or set GASTGEBER_PORT to a free port."
    if error.errno == errno.EACCES:
        return f"Port {port} is reserved for the system. Set GASTGEBER_PORT to one above 1023."
    return f"Nobody can listen on {host} port {port} ({error.strerror or error}). Check GASTGEBER_PORT and the address."


def _guard(
    allowed_hosts: Collection[str], for_machines: Collection[str], machine_hosts: Collection[str]
) -> Callable[..., Awaitable[web.StreamResponse]]:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get(hdrs.HOST, "").lower()
        known = host in allowed_hosts or (host in machine_hosts and _canonical(request) in for_machines)
        if not known:
            return _refused("This is not an address of this house. If it should be, set GASTGEBER_PUBLIC_URL to it.")
        origin = request.headers.get(hdrs.ORIGIN, "").lower()
        if origin:
            ours = urlsplit(origin).netloc in allowed_hosts and urlsplit(origin).scheme in ("http", "https")
        else:
            ours = not _needs_origin(request) or _canonical(request) in for_machines
        return await handler(request) if ours else _refused("This request came from a page that is not of this house.")

    return guard


def _needs_origin(request: web.Request) -> bool:
    """Whatever changes something, and sockets, which browsers let every page open."""
    return request.method not in _READING or request.headers.get(hdrs.UPGRADE, "").lower() == "websocket"


def _canonical(request: web.Request) -> str:
    resource = request.match_info.route.resource
    return resource.canonical if resource else ""


def _refused(sentence: str) -> web.Response:
    return web.Response(status=403, text=sentence + "\n")


async def _dress(request: web.Request, response: web.StreamResponse) -> None:
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if "Content-Security-Policy" not in response.headers:
        host = request.headers.get(hdrs.HOST, "") if _plain_host(request) else "localhost"
        response.headers["Content-Security-Policy"] = _POLICY.format(host=host)
        response.headers["X-Frame-Options"] = "DENY"


def _plain_host(request: web.Request) -> bool:
    """Refused answers are dressed as well, and their Host header may be anything."""
    return all(sign.isalnum() or sign in ".-:[]" for sign in request.headers.get(hdrs.HOST, ""))
