"""The house killed again and again under load, as `gastgeber bench chaos` does: a short run of it."""

from __future__ import annotations

import pytest

from tests.bench.chaos.run import measure_chaos

pytestmark = pytest.mark.wire


async def test_killed_six_times_under_load_nothing_is_lost_and_no_seat_is_given_twice(database_kind: str) -> None:
    """How many may be unknown is no question of six kills."""
    figures = await measure_chaos(6, "sqlite" if database_kind == "sqlite" else "postgresql", seed=6)
    assert figures["kills"] == 6
    assert [one for one in figures["missed"] if "unknown" not in one] == [], figures
    assert figures["rsvps_confirmed"] > 0
    assert figures["discord"]["greetings"]["joined"] > 0
    assert figures["telegram"]["greetings"]["joined"] > 0
