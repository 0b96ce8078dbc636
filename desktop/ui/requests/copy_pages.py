"""The 열람본 is looked at a page at a time before it is printed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import Button, PageHead, PagePreview, Role, column


class CopyPages(QWidget):
    """The pages of one copy; Page Up and Page Down turn them."""

    left = Signal()
    print_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = column(self, gap=10, margins=(24, 16, 24, 12))
        head = PageHead("열람본 살펴보기")
        self.place = head.whose
        back = Button("돌아가기", Role.QUIET, keys="Esc")
        back.clicked.connect(self.left)
        self._before = Button("앞 장", icon="chevron-left")
        self._after = Button("다음 장", icon="chevron-right")
        self._before.clicked.connect(lambda: self.turn(-1))
        self._after.clicked.connect(lambda: self.turn(1))
        self._out = Button("이대로 인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P")
        self._out.clicked.connect(self.print_wanted)
        for button in (back, self._before, self._after, self._out):
            head.acts.addWidget(button)
        box.addWidget(head)
        self.preview = PagePreview(name="열람본")
        self.preview.page_shown.connect(self._show_place)
        box.addWidget(self.preview, 1)
        self._page, self._pages = 1, 1

    def show_copy(self, pdf: bytes, pages: int, *, masked: bool) -> None:
        """A copy from its first page on."""
        self.preview.set_masked(masked)
        self.preview.show_pdf(pdf, page=0, about="열람본")
        self._show_place(1, pages)
        (self._after if pages > 1 else self._out).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_masked(self, masked: bool) -> None:
        """Hide the page, or show it again."""
        self.preview.set_masked(masked)

    def clear(self) -> None:
        """Nothing of anybody stays here."""
        self.preview.clear()

    def turn(self, by: int) -> None:
        """So many pages on."""
        if 1 <= self._page + by <= self._pages:
            self.preview.go_to_page(self._page + by - 1)
            self._show_place(self._page + by, self._pages)

    def _show_place(self, page: int, pages: int) -> None:
        self._page, self._pages = page, pages
        self.place.setText(f"{pages}장 가운데 {page}장")
        self._before.setEnabled(page > 1)
        self._after.setEnabled(page < pages)
