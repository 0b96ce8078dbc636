"""What every page of the settings has in common: a form that can be left and comes back."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.domain.rights import Right
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Face,
    Form,
    Paragraph,
    PlainLabel,
    WorkingArea,
    column,
    row,
)
from desktop.ui.kit.theme import px


class SettingsPage(QWidget):
    """One page. `key` names it for ever, `label` and `remark` stand in the list."""

    key: ClassVar[str]
    label: ClassVar[str]
    remark: ClassVar[str]
    keys: ClassVar[tuple[tuple[str, str], ...]] = ()
    kinds: ClassVar[tuple[str, ...]] = ("setting",)
    """Kinds of records whose change makes the page read again."""
    secrets: ClassVar[tuple[str, ...]] = ()
    """Fields that never reach a draft."""
    right: ClassVar[Right | None] = None
    """What somebody must be allowed to do to be shown the page; None is for everybody."""

    settled = Signal()
    """What was typed is stored, or given up."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._counter = counter
        self._area = WorkingArea(gap=12, margins=(4, 4, 12, 16))
        self._area.follow_focus()
        self.body = self._area.body
        self.outer = column(self, gap=0)
        self.outer.addWidget(self._area, 1)
        self.form: Form | None = None

    def head(self, words: str) -> None:
        """A sentence on what the page is for; its name stands in the head of the screen."""
        self.body.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))

    # what the screen asks of every page

    def begin(self) -> None:
        """Focus where the work begins."""
        if self.form is not None:
            self.form.focus_first_empty()

    def enter(self) -> None:
        """Go into the page, its first field in sight however large the type is."""
        self.begin()
        QTimer.singleShot(0, self._follow)

    def _follow(self) -> None:
        here = self.focusWidget()
        if here is not None and self._area.page.isAncestorOf(here):
            self._area.follow(here)

    def refresh(self) -> None:
        """Read again what is shown; what is half-typed stays."""

    def reset(self) -> None:
        """As if opened for the first time: the half-typed form waits elsewhere."""
        if self.form is not None:
            self.form.clear()
            self.form.clear_errors()

    def save(self) -> None:
        """Ctrl+S."""

    def leave(self) -> bool:
        """Esc: whether there was something to leave."""
        return False

    @property
    def unsaved(self) -> bool:
        """Whether something is half-done that no draft may keep (a password, a code)."""
        return self.form is not None and any(self.form.value(name) for name in self.secrets)

    def is_dirty(self) -> bool:
        """Whether something typed would be lost."""
        form = self.form
        if form is None or not form.is_dirty:
            return False
        return any(
            form.value(name) not in (None, "", ())
            for name in form.names()
            if name not in self.secrets
        )

    def snapshot(self) -> dict[str, Any]:
        """What was typed, without what may not be kept."""
        if self.form is None:
            return {}
        kept = self.form.snapshot()
        kept["values"] = {
            name: value for name, value in kept["values"].items() if name not in self.secrets
        }
        return kept

    def restore(self, body: Mapping[str, Any]) -> None:
        """Show again what `snapshot` took."""
        if self.form is not None:
            self.form.restore(body)

    # for the pages

    def read(
        self, work: Callable[[], Any], done: Callable[[Any], None], *, aside: bool = False
    ) -> None:
        """Read something; an answer overtaken by a later question is not shown."""
        if self._counter.is_open:
            self._counter.jobs.latest(f"settings.{self.key}", work, done, aside=aside)

    def write(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        """Change something; what is refused stands at its field."""
        self._counter.jobs.write(work, done, self.refused)

    def refused(self, error: NaeilError) -> None:
        """Sentences at their fields, else as a notice."""
        fields = dict(error.fields) if isinstance(error, Refused) else {}
        names = self.form.names() if self.form is not None else ()
        if self.form is not None:
            self.form.show_errors(fields)
        if not set(fields) & set(names):
            self._counter.report(error)


def fact(label: str, text: str, wide: int = 96, *, words: Paragraph | None = None) -> QHBoxLayout:
    """A fact in one line: its name and what it is; `words` when it is told later."""
    line = row(gap=10)
    name = PlainLabel(label, face=Face.LABEL, ink="second")
    name.setFixedWidth(px(wide))
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(words or Paragraph(text or "—"), 1)
    return line
