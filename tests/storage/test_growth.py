"""A small house is measured as `gastgeber bench growth` measures large ones: on both databases, with every figure."""

from __future__ import annotations

from pathlib import Path

from tests.bench.growth import measure_size
from tests.support.databases import house_address


async def test_a_year_of_guests_was_more_than_an_integer_of_postgresql_holds(tmp_path: Path) -> None:
    figures = await measure_size(tmp_path, house_address(tmp_path), timers=100, guests=400)
    assert figures.keys() == {"ready_s", "next_due_ms", "due_ms", "rsvp_ms", "join_ms", "greeting_ms", "memory_mb"}
    assert min(figures.values()) > 0
