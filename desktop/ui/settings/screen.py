"""설정: the pages at the left, the one in front at the right. What is kept here holds at once."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.domain.rights import who_may
from desktop.ui.counter import Counter, OfNobody
from desktop.ui.kit import (
    Column,
    Combo,
    Face,
    PageHead,
    Paragraph,
    RecordsModel,
    RecordTable,
    ask_to_drop,
    column,
    finish_all_composition,
    row,
)
from desktop.ui.kit.theme import px
from desktop.ui.settings.about import AboutPage
from desktop.ui.settings.account_changes import AccountChangesPage
from desktop.ui.settings.accounts import AccountsPage
from desktop.ui.settings.backup import BackupPage
from desktop.ui.settings.centre import CentrePage
from desktop.ui.settings.data_key import DataKeyPage
from desktop.ui.settings.holidays import HolidaysPage
from desktop.ui.settings.log import LogPage
from desktop.ui.settings.look import LookPage
from desktop.ui.settings.page import SettingsPage
from desktop.ui.settings.password import PasswordPage
from desktop.ui.settings.printers import PrintersPage
from desktop.ui.settings.prints import PrintsPage
from desktop.ui.settings.privacy import PrivacyPage
from desktop.ui.settings.provisions import ProvisionsPage
from desktop.ui.settings.recovery import RecoveryPage
from desktop.ui.settings.retention import RetentionPage
from desktop.ui.settings.rights import RightsPage
from desktop.ui.settings.roll import RollPage
from desktop.ui.settings.slips import SlipsPage

PAGES: tuple[type[SettingsPage], ...] = (
    # the office and its papers
    CentrePage,
    HolidaysPage,
    SlipsPage,
    PrintersPage,
    LookPage,
    # who may what
    AccountsPage,
    RightsPage,
    AccountChangesPage,
    PasswordPage,
    # the store and the ways into it
    RecoveryPage,
    DataKeyPage,
    BackupPage,
    RollPage,
    # what the law asks
    PrivacyPage,
    RetentionPage,
    LogPage,
    PrintsPage,
    ProvisionsPage,
    AboutPage,
)


LIST, GAP, LEAST = 216, 20, 532


class SettingsScreen(OfNobody, QWidget):
    """Arrows in the list go from page to page, Enter goes into it, Ctrl+Tab on from anywhere."""

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._pages: dict[str, SettingsPage] = {}
        self._offered = self._allowed()
        self._front = self._offered[0].key
        self._quiet = False
        self._head = PageHead("설정")
        self._stack = QStackedWidget()
        self._model: RecordsModel[type[SettingsPage]] = RecordsModel(
            [Column("설정", lambda page: page.label, below=lambda page: page.remark, strong=True)]
        )
        self._list = RecordTable(self._model, row_height=52, name="설정 목록")
        self._list.horizontalHeader().hide()
        self._model.show_records(self._offered)
        outer = column(self, gap=12, margins=(24, 16, 24, 12))
        outer.addWidget(self._head)
        self._list.setFixedWidth(px(LIST))
        left = QWidget()
        box = column(left, gap=8)
        box.addWidget(self._list, 1)
        self._others = Paragraph("", face=Face.NOTE, ink="second", width=LIST)
        box.addWidget(self._others)
        across = row(gap=GAP)
        across.addWidget(left)
        self._left = left
        across.addWidget(self._stack, 1)
        outer.addLayout(across, 1)
        self._choice = Combo([(page.key, page.label) for page in self._offered], self._front)
        self._choice.set_wish(240)
        self._choice.setAccessibleName("설정 고르기")
        self._choice.hide()
        self._choice.moved_on.connect(self._chosen)
        self._head.acts.addWidget(self._choice)
        self._list.row_changed.connect(self._row_changed)
        self._list.opened.connect(lambda _row: self.page.enter())
        for keys, step in (
            ("Ctrl+Tab", 1),
            ("Ctrl+Shift+Tab", -1),
            ("Ctrl+PgDown", 1),
            ("Ctrl+PgUp", -1),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=step: self._step(step))
        counter.changed.connect(self._take_change)
        counter.account_changed.connect(self._offer_anew)
        self._tell_others()

    def _allowed(self) -> tuple[type[SettingsPage], ...]:
        """The pages whoever sits here may use."""
        return tuple(page for page in PAGES if page.right is None or self._counter.may(page.right))

    def _tell_others(self) -> None:
        """What is left out stands in words, and whom to ask."""
        whose: dict[str, list[str]] = {}
        for page in PAGES:
            if page.right is not None and page not in self._offered:
                able = "·".join(role.label for role in who_may(page.right))
                whose.setdefault(able, []).append(page.label)
        words = "\n".join(f"{', '.join(pages)}: {able}" for able, pages in whose.items())
        self._others.set_text(words)
        self._others.setVisible(bool(words))

    def _offer_anew(self) -> None:
        """The task of whoever sits here was changed: other pages are offered from now on."""
        if not self._counter.is_open or self._allowed() == self._offered:
            return
        self._offered = self._allowed()
        self._model.show_records(self._offered)
        self._choice.set_options([(page.key, page.label) for page in self._offered])
        for key, page in list(self._pages.items()):
            # The table of rights marks the own column; what may not be used must go.
            if key == "rights" or type(page) not in self._offered:
                self._counter.jobs.forget(f"settings.{key}")
                self._stack.removeWidget(page)
                page.deleteLater()
                del self._pages[key]
        self._tell_others()
        self._show(self._front)

    @property
    def keys(self) -> tuple[tuple[str, str], ...]:
        """The keys of the screen and of the page in front, for F1."""
        return (
            ("↑ ↓", "설정 고르기"),
            ("Ctrl+Tab", "다음 설정"),
            ("Ctrl+Shift+Tab", "앞 설정"),
            ("Ctrl+S", "저장"),
            *self.page.keys,
        )

    # where

    @property
    def page(self) -> SettingsPage:
        """The page in front."""
        return self._page(self._front)

    @property
    def where(self) -> dict[str, Any]:
        """What brings this page back."""
        return {"page": self._front}

    def show_for(self, page: str = "", **_where: object) -> None:
        """Show the settings; with `page` that page, its form empty."""
        for one in self._pages.values():
            one.reset()
        asked = next((one for one in PAGES if one.key == page), None)
        if asked is not None and asked.right is not None and not self._counter.allow(asked.right):
            page = ""
        self._show(page or self._front)
        if page:
            self.page.enter()
        else:
            self._to_list()

    def refresh(self) -> None:
        """Read the page in front again."""
        self.page.refresh()

    def _page(self, key: str) -> SettingsPage:
        if key not in self._pages:
            made = next(page for page in PAGES if page.key == key)(self._counter)
            made.settled.connect(self._settled)
            self._pages[key] = made
            self._stack.addWidget(made)
        return self._pages[key]

    def _show(self, key: str) -> None:
        finish_all_composition()
        known = [page.key for page in self._offered]
        self._front = key if key in known else known[0]
        page = self.page
        self._stack.setCurrentWidget(page)
        self._quiet = True
        self._list.go_to(known.index(self._front))
        self._choice.set_value(self._front)
        self._quiet = False
        self._head.whose.setText(page.label)
        page.refresh()

    def _row_changed(self, at: int) -> None:
        if not self._quiet and at >= 0:
            self._show(self._offered[at].key)

    def _step(self, step: int) -> None:
        known = [page.key for page in self._offered]
        self._show(known[(known.index(self._front) + step) % len(known)])
        self.page.enter()

    def _chosen(self) -> None:
        key = self._choice.value()
        self._show(key or self._front)
        self.page.enter()

    def _to_list(self) -> None:
        where = self._choice if self._left.isHidden() else self._list
        where.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Large type on a small desk: one line to choose from instead of the list."""
        super().resizeEvent(event)
        narrow = event.size().width() < px(LIST + GAP + LEAST + 48)
        if narrow != self._left.isHidden():
            self._left.setHidden(narrow)
            self._choice.setVisible(narrow)
            self._head.whose.setVisible(not narrow)

    # keys

    def save(self) -> None:
        """Ctrl+S: the page in front."""
        finish_all_composition()
        self.page.save()

    def print_paper(self) -> None:
        """Ctrl+P: a page that has something to print prints it."""
        act = getattr(self.page, "print_paper", None)
        if callable(act):
            act()
        else:
            self._counter.say("이 설정에는 인쇄할 것이 없습니다.", "info")

    def print_with_dialog(self) -> None:
        """The same after choosing a printer."""
        act = getattr(self.page, "print_with_dialog", None)
        if callable(act):
            act()
        else:
            self._counter.say("이 설정에는 인쇄할 것이 없습니다.", "info")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a form, then the page for the list."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.page.is_dirty() or self.page.unsaved:
            ask_to_drop(self, f"‘{self.page.label}’", self._leave_page)
        else:
            self._leave_page()

    def _leave_page(self) -> None:
        if not self.page.leave():
            self._to_list()

    # a form that can be left half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return f"설정 {self._dirty_page().label}"

    @property
    def unsaved(self) -> bool:
        """Whether something is half-done that no draft may keep."""
        return any(page.unsaved for page in self._pages.values())

    def is_dirty(self) -> bool:
        """Whether something typed on any page would be lost."""
        return any(page.is_dirty() for page in self._pages.values())

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    def snapshot(self) -> dict[str, Any]:
        """Every half-typed page, and which is in front."""
        return {
            "page": self._front,
            "forms": {key: page.snapshot() for key, page in self._pages.items() if page.is_dirty()},
        }

    def restore(self, body: Mapping[str, Any]) -> None:
        """Bring the half-typed pages back."""
        self._show(str(body.get("page", self._front)))
        for key, form in body.get("forms", {}).items():
            if any(page.key == key for page in self._offered):
                self._page(key).restore(form)
        if not self.page.is_dirty():
            self.page.enter()

    def _dirty_page(self) -> SettingsPage:
        return next((page for page in self._pages.values() if page.is_dirty()), self.page)

    def _settled(self) -> None:
        if not self.is_dirty():
            self._counter.dropped.emit()

    def _take_change(self, changed: Any) -> None:
        if self.isVisible() and self._counter.is_touched(changed, *self.page.kinds):
            self.page.refresh()
