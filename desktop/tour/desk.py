"""Somebody at the counter: hands that type as at a desk, eyes that keep what they see."""

import html
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import CounterApp
from desktop.ui.hands import KoreanKeyboard


class TourFailed(Exception):
    """A step did not end where the day needs it to end; says which and where it stood."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture or paper of the index, in the order of the day."""

    file: str
    title: str
    paper: str = ""
    """The PDF of which the file is one page."""


class Desk:
    """The running counter with a keyboard and a camera in front of it."""

    def __init__(self, out: Path) -> None:
        self.out = out
        self.shots: list[Shot] = []
        self._hands = KoreanKeyboard()
        self._counter: CounterApp | None = None

    @property
    def app(self) -> CounterApp:
        """The running counter."""
        if self._counter is None:
            raise TourFailed("창구가 열려 있지 않습니다.")
        return self._counter

    # hands

    def type(self, text: str) -> None:
        """Type as at a desk; Hangul is composed."""
        self._hands.type(text)
        QApplication.processEvents()

    def press(self, keys: str) -> None:
        """Press one key."""
        self._hands.press(keys)

    def settle(self) -> None:
        """Wait until everything asked was answered and painted."""
        for _ in range(3):
            QTest.qWait(20)
            self.app.counter.jobs.settle()
        QTest.qWait(30)

    # eyes

    def must(self, held: bool, sentence: str) -> None:
        """Stop the tour when something is not as it has to be."""
        if not held:
            raise TourFailed(sentence)

    def picture(self, name: str, title: str) -> None:
        """Keep what the window shows."""
        QApplication.processEvents()
        file = f"{len(self.shots) + 1:02d}-{name}.png"
        self.app.window.grab().save(str(self.out / file))
        self.shots.append(Shot(file, title))

    def paper(self, name: str, pdf: bytes) -> None:
        """Keep a paper as PDF and as a picture of each page."""
        from PySide6.QtGui import QImage

        from desktop.printing.picture import pages_to_rgba, title_of

        stem = f"{len(self.shots) + 1:02d}-{name}"
        (self.out / f"{stem}.pdf").write_bytes(pdf)
        for number, page in enumerate(pages_to_rgba(pdf, 110), start=1):
            image = QImage(
                page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888
            )
            file = f"{stem}-{number}.png"
            image.save(str(self.out / file))
            self.shots.append(Shot(file, f"{title_of(pdf)}, {number}쪽", f"{stem}.pdf"))

    def write_index(self) -> None:
        """One page with everything kept, in order; a paper leads to its PDF."""
        rows = "\n".join(
            f"<figure><figcaption>{number}. {html.escape(shot.title)}</figcaption>"
            f"<a href='{shot.paper or shot.file}'><img src='{shot.file}' loading='lazy'"
            f" class='{'paper' if shot.paper else 'screen'}' alt=''></a></figure>"
            for number, shot in enumerate(self.shots, start=1)
        )
        (self.out / "index.html").write_text(_PAGE.format(rows=rows), encoding="utf-8")


_PAGE = """<!doctype html>
<html lang="ko"><meta charset="utf-8"><title>내일창구의 하루</title>
<style>
body {{ font-family: "Pretendard GOV", sans-serif; margin: 24px; background: #f4f5f6 }}
figure {{ margin: 0 0 32px }}
figcaption {{ font-weight: 600; margin-bottom: 8px }}
img {{ border: 1px solid #cdd1d5 }}
.screen {{ max-width: 1366px; width: 100% }}
.paper {{ max-width: 800px; width: 100% }}
</style>
<h1>내일창구의 하루</h1>
{rows}
</html>
"""
