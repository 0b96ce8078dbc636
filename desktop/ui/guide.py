"""The user's guide in a window of its own: contents at the left, the pages at the right."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, QUrl
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import Column, RecordsModel, RecordTable, row, theme
from desktop.ui.kit.reading import ReadingPages

LINE = 150
"""Per cent of a line's height: a page that is read, not filled in."""
MARGIN = 32
PARTS = ("index.md", "protection.md")
"""The files of the guide, read as one."""
PICTURE = "\N{OBJECT REPLACEMENT CHARACTER}"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of the guide: `place` is its block, `deep` whether it stands inside another."""

    title: str
    place: int
    deep: bool


class GuidePages(ReadingPages):
    """The pages; pictures are as wide as the page at most."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        self._text = "\n".join((folder / part).read_text(encoding="utf-8") for part in PARTS)
        self._wide = 0
        self.setOpenExternalLinks(False)
        self.setAccessibleName("안내서")
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._lay_out)

    def chapters(self) -> tuple[Chapter, ...]:
        """The headings below the title, in order."""
        found, block = [], self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level in (2, 3):
                found.append(Chapter(block.text(), block.blockNumber(), level == 3))
            block = block.next()
        return tuple(found)

    def go_to(self, chapter: Chapter) -> None:
        """Put a heading at the top."""
        block = self.document().findBlockByNumber(chapter.place)
        top = self.document().documentLayout().blockBoundingRect(block).top()
        self.verticalScrollBar().setValue(int(top) - theme.px(12))

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """A picture of the guide, no wider than the page; nothing from anywhere else."""
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        path = name.toString() if isinstance(name, QUrl) else name
        picture = QImage(str(self._folder / Path(path).relative_to(Path(path).anchor)))
        room = self.viewport().width() - 2 * theme.px(MARGIN) - theme.px(24)
        ratio = self.devicePixelRatioF()
        if picture.width() > room * ratio > 0:
            picture = picture.scaledToWidth(
                int(room * ratio), Qt.TransformationMode.SmoothTransformation
            )
            picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.viewport().width() != self._wide:
            self._later.start(0 if not self._wide else 120)

    def _lay_out(self) -> None:
        """Set the text anew: pictures follow the width."""
        self._wide = self.viewport().width()
        reading = self.verticalScrollBar().value() / max(1, self.verticalScrollBar().maximum())
        document = self.document()
        document.clear()
        self.setMarkdown(self._text)
        document.setDocumentMargin(theme.px(MARGIN))
        whole = QTextCursor(document)
        whole.beginEditBlock()  # laid out once, not after every paragraph
        block = document.begin()
        while block.isValid():
            _give_air(block)
            block = block.next()
        whole.endEditBlock()
        self.verticalScrollBar().setValue(round(reading * self.verticalScrollBar().maximum()))


def _give_air(block: QTextBlock) -> None:
    cursor, shape = QTextCursor(block), block.blockFormat()
    level = shape.headingLevel()
    if PICTURE not in block.text():
        shape.setLineHeight(LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    shape.setTopMargin(theme.px({0: 0, 1: 0, 2: 28}.get(level, 20)))
    shape.setBottomMargin(theme.px(4 if block.textList() is not None else 10))
    cursor.setBlockFormat(shape)


class GuideWindow(QWidget):
    """The guide, read from the files that came with the program; stays beside the work."""

    def __init__(self, parent: QWidget | None, folder: Path, about: str = "") -> None:
        """`about` is the screen in front: its chapter is opened first."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("내일창구 안내서")
        self._about = about
        self.pages = GuidePages(folder)
        self._model: RecordsModel[Chapter] = RecordsModel(
            [Column("차례", lambda one: f"   {one.title}" if one.deep else one.title)]
        )
        self.contents = RecordTable(self._model, row_height=34, name="차례")
        self.contents.setFixedWidth(theme.px(240))
        self.contents.row_changed.connect(lambda at: self.pages.go_to(self._model.record(at)))
        self.contents.opened.connect(lambda _at: self.pages.setFocus())
        line = row(self, gap=0)
        line.addWidget(self.contents)
        line.addWidget(self.pages, 1)
        self.resize(min(theme.px(1040), 1340), min(theme.px(700), 730))
        QTimer.singleShot(0, self, self._open_at)

    def _open_at(self) -> None:
        chapters = self.pages.chapters()
        if not chapters:  # the pages are laid out with their first width
            QTimer.singleShot(20, self, self._open_at)
            return
        self._model.show_records(chapters)
        at = next((n for n, one in enumerate(chapters) if one.title.startswith(self._about)), 0)
        self.contents.go_to(at if self._about else 0)
        self.contents.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)
