"""From the key to the painted list: the search box of a real window."""

import sys
import time

from PySide6.QtWidgets import QApplication

from desktop.bench.programs.answer import leave
from desktop.bench.programs.window import Window

folder, at, password, *typed = sys.argv[1:]
window = Window(folder, at)
window.until_known()
window.sign_in(password)
search = window.search
times = []
for _ in range(3):
    for text in typed:
        begun = time.perf_counter()
        search.setText(text)
        window.rest()
        QApplication.processEvents()
        times.append(time.perf_counter() - begun)
search.give_up()
window.close()
leave(times)
