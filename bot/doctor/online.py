"""One GET to a platform's API: what it answered, or in plain words why nothing came back."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any

import aiohttp

from bot.core.ambient import Ambient

PATIENCE = 4.0  # seconds; the whole examination has to fit into what a verb waits for the house
REFUSED = (401, 403, 404)


@dataclass(frozen=True, slots=True)
class Answer:
    """`away` is empty when the platform answered as it should; addresses, which may hold a token, are never in it."""

    body: Mapping[str, Any] = field(default_factory=dict)
    status: int = 0
    away: str = ""
    skew: float = 0.0

    @property
    def refused(self) -> bool:
        return self.status in REFUSED


async def fetch(session: aiohttp.ClientSession, url: str, ambient: Ambient) -> Answer:
    try:
        async with asyncio.timeout(PATIENCE), session.get(url) as answer:
            skew = _skew(answer.headers.get("Date", ""), ambient)
            if answer.status != 200:
                away = "" if answer.status in REFUSED else f"it answers {answer.status}"
                return Answer(status=answer.status, away=away, skew=skew)
            return Answer(json.loads(await answer.read()), 200, skew=skew)
    except TimeoutError:
        return Answer(away=f"no answer within {PATIENCE:.0f} seconds")
    except aiohttp.ClientConnectorDNSError:
        return Answer(away="its name is not found")
    except aiohttp.ClientConnectorCertificateError:
        return Answer(away="its certificate is not accepted")
    except (aiohttp.ClientError, OSError):
        return Answer(away="no connection")
    except ValueError:
        return Answer(away="its answer cannot be read")


def _skew(date: str, ambient: Ambient) -> float:
    """Seconds our clock is ahead. The header has whole seconds, so less than one says nothing."""
    try:
        return (ambient.now() - parsedate_to_datetime(date)).total_seconds()
    except (ValueError, TypeError):
        return 0.0
