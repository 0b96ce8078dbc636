"""So many slips in one file, and as many files: pages a second.

Each of somebody else, drawn by the same functions as a group's slips at the counter.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.bench.programs.answer import leave
from desktop.bench.programs.invented import slips_of_many
from desktop.printing.slip import draw_slips, render_slip
from desktop.printing.warm import warm_up

COUNT = int(sys.argv[1])
SLIPS = tuple(slips_of_many(COUNT))
warm_up()


begun = time.perf_counter()
whole = draw_slips(SLIPS).printable()
together = COUNT / (time.perf_counter() - begun)
with TemporaryDirectory(prefix="naeil-bench-") as name:
    begun = time.perf_counter()
    for number, (slip, footer, large) in enumerate(SLIPS):
        (Path(name) / f"{number}.pdf").write_bytes(render_slip(slip, footer, large=large))
    apart = COUNT / (time.perf_counter() - begun)
leave({"together": together, "apart": apart, "bytes_a_page": len(whole) / COUNT})
