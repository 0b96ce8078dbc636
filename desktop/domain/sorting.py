"""What a list is put in order by, as its reader chose it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sorting:
    """The key of a column, and whether the list is turned round: 나 before 가, newest first."""

    key: str
    down: bool = False

    def turned(self) -> "Sorting":
        """The same the other way round."""
        return Sorting(self.key, not self.down)
