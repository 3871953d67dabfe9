"""Help comes at once: no verb brings along what only doing it needs."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    "PIL", "aiohttp", "aiosqlite", "apscheduler", "asyncio", "asyncpg", "babel", "cryptography", "discord", "fluent",
    "jinja2", "logging", "pydantic", "pydantic_settings", "sqlite3", "structlog", "telegram",
}  # fmt: skip


def test_the_help_of_no_verb_loads_a_library() -> None:
    code = (
        "import sys\n"
        "from bot.cli import VERBS, parser_for\n"
        "for verb in VERBS:\n"
        "    parser_for(verb).format_help()\n"
        "print(*{name.partition('.')[0] for name in sys.modules})\n"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "bot" in loaded
    assert set(loaded) & HEAVY == set()
