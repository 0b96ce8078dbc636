"""One sheet for the partner, the first and the next ones: ours warm or cold, or by stock parts.

`stock` is reportlab as it comes: pure Python, readable subsets in base 85, nothing remembered.
"""

import sys
import time
from dataclasses import replace
from typing import Any

WAY = sys.argv[1]
if WAY == "stock":
    sys.modules["rl_accel"] = sys.modules["_rl_accel"] = None  # type: ignore[assignment]

from desktop.bench.programs.answer import leave  # noqa: E402
from desktop.bench.programs.invented import SLIP  # noqa: E402
from desktop.domain.papers import Copy  # noqa: E402
from desktop.printing import fonts, strokes  # noqa: E402


def _take_stock_parts() -> None:
    from importlib import import_module

    pdfmetrics: Any = import_module("reportlab.pdfbase.pdfmetrics")
    faces: Any = import_module("reportlab.pdfbase.ttfonts")

    def stock(face: fonts.Face) -> Any:
        if face.value not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(faces.TTFont(face.value, str(fonts._file(face))))
        return pdfmetrics.getFont(face.value)

    ours: Any = fonts
    ours.font = stock
    for name in ("width", "missing", "drawable"):
        setattr(ours, name, getattr(ours, name).__wrapped__)
    lines: Any = strokes
    lines._qr_runs = lines._qr_runs.__wrapped__


if WAY == "stock":
    _take_stock_parts()
elif WAY == "warm":
    from desktop.printing.warm import warm_up

    warm_up()
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
