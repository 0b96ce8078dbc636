"""The floor of a start: Qt and one empty window."""

import time

begun = time.perf_counter()
from PySide6.QtWidgets import QApplication, QWidget  # noqa: E402 (the import is measured)

app = QApplication([])
window = QWidget()
window.resize(1366, 768)
window.show()
app.processEvents()
window.grab()
took = time.perf_counter() - begun

from desktop.bench.programs.answer import held, leave  # noqa: E402

leave([took, held()])
