"""How the cost of an act is said to grow with the visitors kept, and whether it does.

Between two sizes the slope of a line through the points, both axes by powers of ten, tells:
0 for what stays the same, 1 for what doubles when everything doubles.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


class Claim(Enum):
    """What is promised of an act, or of long work."""

    CONSTANT = "constant"
    LOG = "log"
    LINEAR = "linear"

    @property
    def label(self) -> str:
        """As the table says it."""
        return {"constant": "그대로", "log": "log n", "linear": "n에 비례"}[self.value]

    @property
    def most(self) -> float:
        """The steepest slope at which it still holds.

        From ten thousand to a million log n grows by half, a slope of 0.09; the rest is for
        pages that lie in memory in a small store and on the disk in a great one, and for noise.
        """
        return {"constant": 0.12, "log": 0.25, "linear": 1.12}[self.value]


@dataclass(frozen=True, slots=True)
class Growth:
    """Seconds (or bytes) of one act by the number of visitors, and what is claimed of it."""

    what: str
    claim: Claim
    costs: Mapping[int, float]
    unit: str = "ms"
    more: str = ""

    @property
    def slope(self) -> float | None:
        """Of the line through the points; None where there are fewer than two."""
        points = [
            (math.log10(size), math.log10(cost)) for size, cost in self.costs.items() if cost > 0
        ]
        if len(points) < 2:
            return None
        middle_x = sum(x for x, _ in points) / len(points)
        middle_y = sum(y for _, y in points) / len(points)
        spread = sum((x - middle_x) ** 2 for x, _ in points)
        return sum((x - middle_x) * (y - middle_y) for x, y in points) / spread

    @property
    def holds(self) -> bool | None:
        """Whether it grows no faster than claimed."""
        slope = self.slope
        return None if slope is None else slope <= self.claim.most
