"""What an operator reads in the log, and what nobody may."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from bot.logs import make_formatter


def _record(secret: str) -> logging.LogRecord:
    guests_words = "my secret diary"
    try:
        raise RuntimeError(f"refused: {secret} ({len(guests_words)})")
    except RuntimeError:
        return logging.LogRecord("bot.test", logging.ERROR, __file__, 1, "token %s", (secret,), sys.exc_info())


@pytest.mark.parametrize("as_json", [False, True])
def test_a_log_line_shows_neither_tokens_nor_what_a_variable_held(as_json: bool) -> None:
    line = make_formatter(as_json=as_json, secrets=["123:abc"]).format(_record("123:abc"))
    assert "123:abc" not in line
    assert "my secret diary" not in line.replace('guests_words = "my secret diary"', "")
    assert "RuntimeError" in line
    if as_json:
        assert json.loads(line)["level"] == "error"
