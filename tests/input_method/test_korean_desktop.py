"""The real input method composes Hangul in a plain Qt field, as at a desk."""

import sys

import pytest

from .conftest import KoreanDesktop

pytestmark = pytest.mark.input_method

FIELD = """
import sys
from PySide6.QtWidgets import QApplication, QLineEdit

app = QApplication([])
field = QLineEdit()
field.setWindowTitle("naeil field")
field.returnPressed.connect(
    lambda: (sys.stdout.buffer.write(field.text().encode() + b"\\n"), app.quit())
)
field.show()
app.exec()
"""


def test_a_name_is_composed_key_by_key(korean_desktop: KoreanDesktop) -> None:
    program = korean_desktop.launch(sys.executable, "-c", FIELD)
    korean_desktop.activate("naeil field")
    korean_desktop.press("Hangul")
    korean_desktop.type("ghdrlfehd")
    korean_desktop.press("Hangul")
    korean_desktop.type(" ok")
    korean_desktop.press("Return")
    text, _ = program.communicate(timeout=20)
    assert text.decode().strip() == "홍길동 ok"
