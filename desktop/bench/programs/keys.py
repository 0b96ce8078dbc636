"""From the key to the painted list: the search box of a real window."""

import sys
import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.bench.programs.answer import leave
from desktop.bench.programs.window import Window

folder, at, password, *typed = sys.argv[1:]
window = Window(folder, at)
window.until_known()
window.sign_in(password)
search = window.search
times = []
# Whoever sat down a moment ago: what is tidied up behind the first lists is over.
window.until(lambda: window.app.counter.jobs.at_rest)
for _ in range(3):
    for text in typed:
        # A key, so that the window knows of somebody typing and begins nothing beside it.
        QTest.keyClick(search, Qt.Key.Key_Shift)
        begun = time.perf_counter()
        search.setText(text)
        window.rest()
        QApplication.processEvents()
        times.append(time.perf_counter() - begun)
search.give_up()
window.close()
leave(times)
