"""Tests that are to run on PostgreSQL are never left out unseen."""

from __future__ import annotations

import pytest

from tests.support import databases
from tests.support.databases import running_on
from tests.support.postgres import NoServer, Server


def _none() -> Server:
    raise NoServer("There is no PostgreSQL here.")


@pytest.mark.parametrize(("where", "ends"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_without_a_server_a_test_is_skipped_here_and_fails_in_ci(
    monkeypatch: pytest.MonkeyPatch, where: str, ends: type[BaseException]
) -> None:
    monkeypatch.setattr(databases, "server", _none)
    monkeypatch.setenv("CI", where)
    with pytest.raises(ends, match=r"^There is no PostgreSQL here\.$"), running_on("postgres"):
        pytest.fail("it ran without a database", pytrace=False)
