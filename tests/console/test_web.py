"""The one application for everything a browser sees: addresses, machines' routes, a port that is taken."""

from __future__ import annotations

import socket
from collections.abc import Iterable

import aiohttp
import pytest
from aiohttp import web

from bot.console.web import host_of, loopback_hosts, make_app, serve
from bot.core.errors import BadSettings


class Pages:
    """A site of one page; remembers that it was told goodbye."""

    closed = False

    def routes(self) -> Iterable[web.AbstractRouteDef]:
        return [web.get("/", self._page)]

    async def close(self) -> None:
        self.closed = True

    async def _page(self, request: web.Request) -> web.Response:
        return web.Response(text="hello")


async def _hook(request: web.Request) -> web.Response:
    return web.Response(text=await request.text())


async def test_machines_need_no_origin_and_get_the_same_headers() -> None:
    pages = Pages()
    hosts: set[str] = set()
    runner = await serve(make_app(pages, allowed_hosts=hosts, extra_routes=[web.post("/hook", _hook)]), "127.0.0.1", 0)
    port = runner.addresses[0][1]
    hosts |= loopback_hosts(port)
    url = f"http://127.0.0.1:{port}"
    async with aiohttp.ClientSession() as session:
        async with session.post(url + "/hook", data="update") as answer:
            assert (answer.status, await answer.text()) == (200, "update")
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        async with session.post(url + "/hook", headers={"Origin": "https://evil.example"}) as answer:
            assert answer.status == 403
        async with session.post(url + "/hook", headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
        async with session.post(url + "/nowhere", headers={"Origin": url}) as answer:
            assert answer.status == 404
    await runner.cleanup()
    assert pages.closed


async def test_a_port_that_is_taken_is_one_plain_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(BadSettings, match=f"Port {port} is in use.*GASTGEBER_PORT"):
            await serve(make_app(Pages(), allowed_hosts=()), "127.0.0.1", port)


async def test_an_address_this_machine_does_not_have_is_one_plain_sentence() -> None:
    with pytest.raises(BadSettings, match=r"Nobody can listen on 203\.0\.113\.1"):
        await serve(make_app(Pages(), allowed_hosts=()), "203.0.113.1", 0)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Party.example", "party.example"),
        ("https://party.example:443/", "party.example"),
        ("http://party.example:8080/x", "party.example:8080"),
        ("https://Müller.example:8443", "xn--mller-kva.example:8443"),
    ],
)
def test_the_host_of_a_public_address(url: str, host: str) -> None:
    assert host_of(url) == host


@pytest.mark.parametrize(
    "url",
    ["party.example", "ftp://party.example", "https://", "https://me@party.example", "https://[half", "https://ü..x"],
)
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(BadSettings):
        host_of(url)


def test_on_the_webs_own_port_a_browser_names_none() -> None:
    assert {"localhost", "localhost:80", "[::1]"} <= loopback_hosts(80)
    assert "localhost" not in loopback_hosts(8080)
