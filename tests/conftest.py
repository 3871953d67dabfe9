"""Storage, core and cogs run on both databases, and so do the ends of the wire that a database can break."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.databases import KINDS, running_on

TESTS = Path(__file__).resolve().parent
ON_BOTH = (
    "core",
    "cogs",
    "storage",
    "wire/test_chaos.py",
    "wire/test_first_run.py",
    "wire/test_kill.py",
    "wire/test_restart.py",
    "wire/test_story.py",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What awaits nothing has no database. The marks `sqlite` and `postgres` are for what is about one of them."""
    file = Path(str(metafunc.module.__file__)).relative_to(TESTS)
    only = [kind for kind in KINDS if metafunc.definition.get_closest_marker(kind)]
    on_both = inspect.iscoroutinefunction(metafunc.function) and any(file.is_relative_to(path) for path in ON_BOTH)
    if only or on_both:
        metafunc.parametrize("database_kind", only or KINDS, indirect=True)


@pytest.fixture(autouse=True)
def database_kind(request: pytest.FixtureRequest) -> Iterator[str]:
    kind: str = getattr(request, "param", "sqlite")
    with running_on(kind):
        yield kind
