"""동의: everything one visitor agreed to, a signed paper to record, and withdrawal."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.visitor import VisitorCard
from desktop.ui.consent.panel import ConsentPanel
from desktop.ui.consent.withdrawal import Withdrawal
from desktop.ui.counter import Counter
from desktop.ui.kit import column, finish_all_composition, row


class ConsentScreen(QWidget):
    """Records a signed paper for one visitor, and takes consents back."""

    keys = (
        ("Ctrl+P", "동의서 인쇄"),
        ("Y N", "이 줄에 동의, 미동의를 표시하고 다음 줄로"),
        ("← →", "동의, 미동의 고르기"),
        ("Enter", "다음 줄"),
        ("Ctrl+S", "표시한 대로 기록"),
        ("Esc", "돌아가기 (표시한 것은 진행 중에 남음)"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._visitor_id = 0
        self._name = ""
        self._service_ids: tuple[int, ...] = ()
        self._pending: dict[str, Any] | None = None
        outer = column(self, gap=0)
        self.panel = ConsentPanel(counter, back="돌아가기")
        line = row(gap=0)
        line.addWidget(self.panel)
        outer.addLayout(line)
        self.panel.recorded.connect(lambda _lines: self._back())
        self.panel.given_up.connect(self._back)
        withdrawal = Withdrawal(counter, self)
        self.panel.withdrawal_wanted.connect(withdrawal.ask)
        withdrawal.recorded.connect(lambda: self.show_for(visitor_id=self._visitor_id, again=True))

    @property
    def visitor_id(self) -> int | None:
        """Whose consents these are."""
        return self._visitor_id or None

    # left half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "동의"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose paper it is."""
        return self.visitor_id

    @property
    def draft_name(self) -> str:
        """The name, masked by the keeper."""
        return self._name

    def is_dirty(self) -> bool:
        """Whether something ticked or typed is not recorded yet."""
        return self.panel.is_dirty()

    def snapshot(self) -> dict[str, Any]:
        """What is ticked and typed, and whom the paper asks about."""
        return {"service_ids": list(self._service_ids), "panel": self.panel.snapshot()}

    def restore(self, body: dict[str, Any]) -> None:
        """Show a paper again that was left; it waits until the visitor was read."""
        self._pending = body

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # whom it is about

    def show_for(
        self,
        visitor_id: int = 0,
        service_id: int = 0,
        service_ids: tuple[int, ...] = (),
        again: bool = False,
        **_where: object,
    ) -> None:
        """Show one visitor's consents; `service_id` names the partner to be asked about.

        `again` for somebody who is in front already: his page was logged when it opened.
        """
        self._visitor_id, self._name, self._pending = visitor_id, "", None
        self.panel.clear()
        asked = service_ids or ((service_id,) if service_id else ())
        desk, account = self._counter.desk, self._counter.account

        def work() -> tuple[VisitorCard, tuple[int, ...]]:
            read = desk.visitors.reread if again else desk.visitors.open
            card = read(account, visitor_id)
            known = [
                line.service_id
                for line in desk.consents.standing(account, visitor_id)
                if line.service_id is not None
            ]
            return card, tuple(dict.fromkeys((*asked, *known)))

        def show(found: tuple[VisitorCard, tuple[int, ...]]) -> None:
            if visitor_id != self._visitor_id:
                return
            body, self._pending = self._pending, None
            left = tuple(body.get("service_ids", ())) if body else ()
            self._name = found[0].draft.name
            self._service_ids = tuple(dict.fromkeys((*left, *found[1])))
            self.panel.ask(
                visitor_id, self._name, self._service_ids, body["panel"] if body else None
            )

        self._counter.jobs.read(work, show)

    def save(self) -> None:
        """Ctrl+S."""
        self.panel.save()

    def print_paper(self) -> None:
        """Ctrl+P."""
        self.panel.print_paper()

    def print_with_dialog(self) -> None:
        """Shift+Ctrl+P."""
        self.panel.print_with_dialog()

    def keyPressEvent(self, event: Any) -> None:
        """Esc goes back to the visitor; what is ticked waits in the strip."""
        if event.key() == Qt.Key.Key_Escape:
            self._back()
        else:
            super().keyPressEvent(event)

    def _back(self) -> None:
        self._counter.go("visitor", visitor_id=self._visitor_id)
