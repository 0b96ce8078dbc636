"""One sheet for the partner, the first and the next ones: ours warm or cold, or by stock parts."""

import sys
import time
from dataclasses import replace

WAY = sys.argv[1]
if WAY == "stock":
    from desktop.bench.programs.stock import take_stock_parts

    take_stock_parts()
elif WAY == "warm":
    from desktop.printing.warm import warm_up

    warm_up()
from desktop.bench.programs.answer import leave  # noqa: E402
from desktop.bench.programs.invented import SLIP  # noqa: E402
from desktop.domain.papers import Copy  # noqa: E402
from desktop.printing.slip import render_slip  # noqa: E402


def one(number: int) -> bytes:
    """The next slip."""
    return render_slip(replace(SLIP, number=f"26-101-{number:04d}"), copies=(Copy.PARTNER,))


begun = time.perf_counter()
size = len(one(1))
first = time.perf_counter() - begun
times = []
for number in range(2, 62):
    begun = time.perf_counter()
    one(number)
    times.append(time.perf_counter() - begun)
leave({"first": first, "warm": sorted(times[20:])[20], "size": size})
