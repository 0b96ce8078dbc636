"""What the screen around an account is given."""

from dataclasses import dataclass

from desktop.services.papers import ReadyPaper


@dataclass(frozen=True, slots=True)
class ClosedAccount:
    """An account is closed; `paper` is the 인계 목록 where something was handed over."""

    name: str
    handed: int
    paper: ReadyPaper | None
