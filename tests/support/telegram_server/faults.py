"""Misbehaves on demand: floods, broken answers, slowness, cut lines."""

from dataclasses import dataclass


@dataclass(eq=False, slots=True, kw_only=True)
class Fault:
    """`method=None` means any but getUpdates; `done=True` does the work first and hides that it was done."""

    kind: str
    times: int
    method: str | None = None
    chat: int | None = None
    done: bool = False
    retry_after: int = 1
    status: int = 502
    body: str | None = None
    seconds: float = 0.0


class Faults:
    def __init__(self) -> None:
        self.pending: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        self.pending.append(fault)
        return fault

    def strike(self, method: str, chat: object) -> Fault | None:
        """The next fault for this call, used up by one."""
        for fault in self.pending:
            hit = method != "getUpdates" if fault.method is None else fault.method == method
            if hit and (fault.chat is None or fault.chat == chat):
                fault.times -= 1
                if fault.times <= 0:
                    self.pending.remove(fault)
                return fault
        return None
