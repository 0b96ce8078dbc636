"""A slip on its way to a printer that takes pictures only: seconds, memory, spool of a page.

The printer is Qt's own into a file; what it writes is what a driver is given.
"""

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtPrintSupport import QPrinter

from desktop.app import application
from desktop.bench.programs.answer import held, leave
from desktop.bench.programs.invented import SLIP
from desktop.domain.papers import Copy
from desktop.printing.slip import render_slip
from desktop.printing.warm import warm_up
from desktop.ui.printing.queue import paint_pages

PAGES = 10
app = application()
warm_up()
pdf = render_slip(SLIP, copies=(Copy.PARTNER,))
times, spools = [], []
with TemporaryDirectory(prefix="naeil-bench-") as name:
    before = held()
    most = before
    for turn in range(PAGES):
        out = Path(name) / f"{turn}.pdf"
        device = QPrinter(QPrinter.PrinterMode.HighResolution)
        device.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        device.setOutputFileName(str(out))
        begun = time.perf_counter()
        paint_pages(pdf, device, "bench")
        times.append(time.perf_counter() - begun)
        del device
        most = max(most, held())
        spools.append(out.stat().st_size)
leave(
    {"times": times, "spool": sorted(spools)[PAGES // 2], "memory": most - before, "pdf": len(pdf)}
)
