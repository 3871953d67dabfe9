"""The pretend Discord as tests use it."""

from tests.support.discord_server.looking import Looking
from tests.support.discord_server.throttle import Trouble


class DiscordServer(Looking):
    """A stateful Discord on loopback: ``async with DiscordServer() as server``."""

    def rate_limit(
        self,
        method: str = "*",
        path: str = "*",
        *,
        times: int = 1,
        retry_after: float = 0.05,
        is_global: bool = False,
    ) -> Trouble:
        """Answer 429 the next `times` times on this route (template, or pattern with ``*``)."""
        return self._trouble(
            Trouble(method=method, path=path, times=times, status=429, retry_after=retry_after, is_global=is_global)
        )

    def fail(
        self,
        method: str = "*",
        path: str = "*",
        *,
        status: int = 502,
        code: int = 0,
        message: str = "",
        times: int = 1,
        after_effect: bool = False,
    ) -> Trouble:
        """Answer with an error; with `after_effect` the work is done all the same."""
        return self._trouble(
            Trouble(
                method=method,
                path=path,
                times=times,
                status=status,
                code=code,
                message=message,
                after_effect=after_effect,
            )
        )

    def slow_down(self, method: str = "*", path: str = "*", *, seconds: float, times: int = 1) -> Trouble:
        """Answer only after `seconds`."""
        return self._trouble(Trouble(method=method, path=path, times=times, delay=seconds))

    def cut(self, method: str = "*", path: str = "*", *, times: int = 1, after_effect: bool = True) -> Trouble:
        """Break the connection instead of answering; by default the work is done."""
        return self._trouble(Trouble(method=method, path=path, times=times, cut=True, after_effect=after_effect))

    def limit(self, method: str, template: str, *, calls: int, seconds: float) -> None:
        """A real bucket for one route: `calls` per `seconds`, then 429."""
        self.throttle.limits[method, template] = (calls, seconds)

    def _trouble(self, trouble: Trouble) -> Trouble:
        self.throttle.troubles.append(trouble)
        return trouble
