"""Trouble on demand: rate limits, failures, delays and cut lines, per route."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tests.support.discord_server.journal import Call


@dataclass(slots=True, kw_only=True)
class Trouble:
    """What goes wrong `times` times on one route; `after_effect` means the work is done and only the answer is lost."""

    method: str
    path: str
    times: int
    status: int | None = None
    code: int = 0
    message: str = ""
    retry_after: float = 0.0
    is_global: bool = False
    delay: float = 0.0
    after_effect: bool = False
    cut: bool = False

    def strikes(self, call: Call) -> bool:
        return self.times > 0 and call.met(self.method, self.path)


@dataclass(slots=True)
class Bucket:
    limit: int
    seconds: float
    started: datetime
    used: int = 0


@dataclass(slots=True)
class Throttle:
    troubles: list[Trouble] = field(default_factory=list)
    limits: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)
    buckets: dict[str, Bucket] = field(default_factory=dict)

    def take(self, call: Call) -> list[Trouble]:
        """The troubles this call runs into, each used up by one."""
        struck: list[Trouble] = []
        for trouble in self.troubles:
            if trouble.strikes(call) and not (trouble.status and any(other.status for other in struck)):
                trouble.times -= 1
                struck.append(trouble)
        return struck

    def spend(self, call: Call, now: datetime) -> Bucket:
        """Count the call in its bucket: one per method, route and major parameter."""
        template = call.template or call.path
        key = bucket_key(call)
        limit, seconds = self.limits.get((call.method, template), GENEROUS)
        bucket = self.buckets.get(key)
        if bucket is None or now >= bucket.started + timedelta(seconds=bucket.seconds) or bucket.limit != limit:
            bucket = self.buckets[key] = Bucket(limit, seconds, now)
        bucket.used += 1
        return bucket


# Far above what discord.py's own queue would ever notice.
GENEROUS = (1000, 1.0)

MAJOR = ("channel_id", "guild_id", "webhook_id", "webhook_token")


def bucket_key(call: Call) -> str:
    major = "/".join(call.params.get(name, "") for name in MAJOR)
    return f"{call.method} {call.template} {major}"
