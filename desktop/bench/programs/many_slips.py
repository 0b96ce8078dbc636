"""So many slips in one file, and as many files: pages a second."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.bench.programs.answer import leave
from desktop.bench.programs.invented import SLIP
from desktop.domain.papers import Copy
from desktop.printing.page import Sheet
from desktop.printing.slip import render_slip
from desktop.printing.slip.partner import PartnerCopy
from desktop.printing.warm import warm_up
from desktop.printing.wording import wording

COUNT = int(sys.argv[1])
warm_up()


begun = time.perf_counter()
sheet, words = Sheet("", "", ""), wording(SLIP.form)
for number in range(COUNT):
    if number:
        sheet.next_page()
    PartnerCopy(sheet, replace(SLIP, number=f"26-101-{number:04d}"), None, words).draw()
whole = sheet.finish().printable()
together = COUNT / (time.perf_counter() - begun)
with TemporaryDirectory(prefix="naeil-bench-") as name:
    begun = time.perf_counter()
    for number in range(COUNT):
        slip = replace(SLIP, number=f"26-101-{number:04d}")
        (Path(name) / f"{number}.pdf").write_bytes(render_slip(slip, copies=(Copy.PARTNER,)))
    apart = COUNT / (time.perf_counter() - begun)
leave({"together": together, "apart": apart, "bytes_a_page": len(whole) / COUNT})
