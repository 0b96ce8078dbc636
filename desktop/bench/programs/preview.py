"""The page drawn again after a pause of typing, 520 pixels wide."""

import time
from dataclasses import replace

from desktop.bench.programs.answer import leave
from desktop.bench.programs.invented import SLIP
from desktop.domain.consent import Item
from desktop.domain.papers import Copy, SlipRow
from desktop.printing.slip import render_slip
from desktop.printing.warm import warm_up
from desktop.ui.kit.preview import page_image

warm_up()
times = []
for turn in range(25):
    summary = SlipRow(Item.SUMMARY, "가나다라 " * turn)
    record = replace(SLIP, rows=(*SLIP.rows[:-1], summary))
    begun = time.perf_counter()
    page_image(render_slip(record, copies=(Copy.PARTNER,), preview=True), 0, 520)
    times.append(time.perf_counter() - begun)
leave(times[5:])
