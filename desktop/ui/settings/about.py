"""정보: which program this is, where its data lie, whose work is in it, where the guide is."""

import platform
from pathlib import Path

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QWidget

from desktop import NAME, VERSION, paths
from desktop.ui.counter import Counter
from desktop.ui.guide import GuideWindow
from desktop.ui.help import GUIDE
from desktop.ui.kit import Button, Card, Face, Paragraph, PlainLabel, Role, column, row
from desktop.ui.kit.reading import ReadingPages
from desktop.ui.kit.theme import px
from desktop.ui.settings.page import SettingsPage, fact

MADE_WITH = "파이썬, PySide6(Qt), SQLAlchemy, SQLCipher, reportlab, pypdfium2, segno"


class AboutPage(SettingsPage):
    """Facts to read out on the phone when something is wrong, and two things to read."""

    key, label = "about", "정보"
    remark = "판, 자료 폴더, 라이선스, 안내서"
    kinds = ()

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head("전화로 물으실 때 이 내용을 읽어 주십시오. 내담자의 자료는 들어 있지 않습니다.")
        folder = counter.folder
        office = counter.desk.office
        card = Card(gap=6, margins=(18, 14))
        for label, text in (
            ("프로그램", f"{NAME} {VERSION}"),
            ("자료 폴더", str(folder) if folder is not None else ""),
            ("백업 폴더", str(paths.backup_folder(folder)) if folder is not None else ""),
            ("창구 번호", f"{office.desk}번"),
            ("이 컴퓨터", f"{office.place} · {platform.system()} {platform.release()}"),
            ("만든 바탕", f"Python {platform.python_version()} · Qt {qVersion()}"),
        ):
            card.body.addLayout(fact(label, text))
        self.body.addWidget(card)
        legal = Card(gap=6, margins=(18, 14))
        legal.body.addWidget(PlainLabel("라이선스", face=Face.STRONG))
        legal.body.addWidget(
            Paragraph(
                "내일창구는 Apache-2.0, 글꼴 Pretendard GOV는 SIL OFL 1.1, "
                "화면은 Qt(LGPL-3.0)로 되어 있습니다. "
                f"그 밖에 쓰인 것: {MADE_WITH}."
            )
        )
        acts = row(gap=10)
        self.guide = Button("안내서 읽기", Role.SECONDARY, icon="book")
        self.licences = Button("라이선스 전문 읽기", Role.SECONDARY, icon="shield-check")
        acts.addWidget(self.guide)
        acts.addWidget(self.licences)
        acts.addStretch(1)
        legal.body.addLayout(acts)
        self.body.addWidget(legal)
        self.body.addStretch(1)
        self.guide.clicked.connect(self.read_guide)
        self.licences.clicked.connect(self.read_licences)

    def begin(self) -> None:
        self.guide.setFocus(Qt.FocusReason.OtherFocusReason)

    def read_guide(self) -> None:
        """The guide in a window of its own."""
        GuideWindow(self.window(), self._counter.resources / GUIDE).show()

    def read_licences(self) -> None:
        """Every licence that came with the program, one after the other."""
        LicenceWindow(self.window(), licence_files(self._counter.resources)).show()


def licence_files(resources: Path) -> tuple[Path, ...]:
    """The texts of the licences shipped beside the program."""
    return (
        *sorted((resources / "fonts").glob("*.txt")),
        *sorted((resources / "licences").glob("*.txt")),
    )


class LicenceWindow(QWidget):
    """Licence texts as they are, to be scrolled through; Esc closes."""

    def __init__(self, parent: QWidget | None, files: tuple[Path, ...]) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("라이선스")
        self.text = ReadingPages()
        self.text.setPlainText(
            "\n\n".join(f"{file.stem}\n\n{file.read_text(encoding='utf-8')}" for file in files)
        )
        column(self, gap=0).addWidget(self.text)
        self.resize(px(760), px(600))

    def keyPressEvent(self, event: object) -> None:
        from PySide6.QtGui import QKeyEvent

        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.close()
