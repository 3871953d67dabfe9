"""What `run` tells an operator whose lobby is open to a network."""

from __future__ import annotations

import pytest

from bot.running import how_guests_come_in
from bot.settings import Settings


@pytest.mark.parametrize(
    ("host", "public", "told"),
    [
        ("127.0.0.1", "", ""),
        ("0.0.0.0", "", "set GASTGEBER_PUBLIC_URL"),  # an invitation to 127.0.0.1 would lead nobody here
        ("0.0.0.0", "http://192.0.2.7:8080", "`gastgeber invite` prints a link"),
        ("192.0.2.7", "", "`gastgeber invite` prints a link"),
        ("127.0.0.1", "https://party.example", "`gastgeber invite` prints a link"),
    ],
)
def test_who_opens_the_lobby_to_a_network_reads_how_guests_get_in(host: str, public: str, told: str) -> None:
    settings = Settings(_env_file=None, gastgeber_host=host, gastgeber_public_url=public)
    said = how_guests_come_in(settings, 8080)
    assert told in said
    assert bool(said) is bool(told)
