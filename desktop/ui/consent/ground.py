"""동의 없는 근거: what is used or given under a law or in an emergency, with its article."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from desktop.domain.consent import Basis, ConsentLine, GroundDraft, Item
from desktop.domain.draft import Asked, DialogKey
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.services.consents import ConsentQuestion
from desktop.ui.counter import Counter
from desktop.ui.dialog_words import DialogWords
from desktop.ui.kit import (
    Button,
    Field,
    Form,
    KoreanLineEdit,
    Paragraph,
    Role,
    Segmented,
    ToggleChips,
    WorkingArea,
    ask_to_drop,
    column,
    finish_all_composition,
    row,
    theme,
)

HIGHEST = 680
"""Pixels: the smallest desk has 768, whatever the size of type."""
_ABOUT = {
    Basis.LAW: "법령에 따라 드립니다. 그만둘 때까지 이어집니다.",
    Basis.URGENT: "생명·신체·재산의 급박한 위험 때문에 드립니다. 오늘 하루만 쓸 수 있습니다.",
}


class GroundDialog(QDialog):
    """Law or emergency, its article, the reason, and which items; kept beside the consents."""

    recorded = Signal(object)
    """The ConsentLine just written."""

    def __init__(
        self, counter: Counter, visitor_id: int, question: ConsentQuestion, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._counter, self._visitor_id, self._question = counter, visitor_id, question
        self.setWindowTitle("동의 없는 근거")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(theme.px(560), min(theme.px(500), HIGHEST))
        outer = column(self, gap=0)
        area = WorkingArea(gap=10, margins=20)
        area.follow_focus()
        outer.addWidget(area, 1)
        area.body.addWidget(
            Paragraph(f"{question.heading}: 동의를 받지 않고 이용하거나 드릴 때만 적습니다.")
        )
        self.form = Form(self, guard=find_identifiers, clean=clean)
        bases = [(basis.value, basis.label) for basis in _ABOUT]
        self._basis = Segmented(bases, Basis.LAW.value)
        self._about = Paragraph(_ABOUT[Basis.LAW], ink="second")
        article = KoreanLineEdit("예: 직업안정법 제00조 제0항")
        fields = [
            ("basis", Field("근거", self._basis, room=False)),
            ("article", Field("조문", article, required=True)),
            ("reason", Field("까닭", KoreanLineEdit("왜 동의 없이 드려야 하는지"), required=True)),
        ]
        if question.service is not None:
            items = ToggleChips([(item.value, item.label) for item in question.service.items])
            fields.append(("items", Field("드릴 항목", items, required=True, room=False)))
        for name, field in fields:
            self.form.add(name, field)
            area.body.addWidget(field)
            if name == "basis":
                area.body.addWidget(self._about)
        area.body.addStretch(1)
        if question.service is not None:
            every = tuple(item.value for item in question.service.items)
            self.form.set_values({"items": every})
        self._usual = ""
        self._show_basis()
        self.form.mark_saved()
        self.form.changed.connect(lambda name: self._show_basis() if name == "basis" else None)
        foot = row(gap=10, margins=(20, 10, 20, 16))
        foot.addStretch(1)
        self.give_up = Button("그만두기", Role.QUIET, keys="Esc")
        self.keep = Button("근거로 기록", Role.PRIMARY, icon="check")
        foot.addWidget(self.give_up)
        foot.addWidget(self.keep)
        outer.addLayout(foot)
        self.give_up.clicked.connect(self.reject)
        self.keep.clicked.connect(self.save)
        self.form.then(self.keep)
        self.form.field("basis").control.setFocus(Qt.FocusReason.OtherFocusReason)
        of = question.service.id if question.service is not None else 0
        key = DialogKey(Asked.GROUND, of, visitor_id)
        self._words = DialogWords(counter, key, self.form, self)

    def _show_basis(self) -> None:
        """The article that is usual for a basis stands there until another is typed."""
        basis = Basis(self.form.value("basis"))
        self._about.set_text(_ABOUT[basis])
        codes = self._counter.desk.office.codes.lists.get("provision_articles")
        today = self._counter.clock.today()
        usual = next(
            (
                code.label
                for code in (codes.valid(today) if codes else ())
                if code.facts.get("basis") == basis.value
            ),
            "",
        )
        if self.form.value("article") in ("", self._usual):
            self.form.set_value("article", usual)
        self._usual = usual

    def save(self) -> None:
        """Write it; what is missing is said at its field."""
        finish_all_composition()
        values = self.form.read()
        if values is None:
            return
        service = self._question.service
        draft = GroundDraft(
            visitor_id=self._visitor_id,
            basis=Basis(values["basis"]),
            article=values["article"],
            reason=values["reason"],
            service_id=service.id if service is not None else None,
            items=tuple(Item(code) for code in values.get("items", ())),
        )
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.consents.record_ground(account, draft), self._tell, self._refused
        )

    def _tell(self, line: ConsentLine) -> None:
        self._counter.say(f"{line.basis.label} 근거를 적었습니다. 제공 항목에 함께 나옵니다.")
        self._words.forget()
        self.recorded.emit(line)
        self.accept()

    def _refused(self, error: NaeilError) -> None:
        fields = dict(error.fields) if isinstance(error, Refused) else {}
        self.form.show_errors(fields)
        if not set(fields) & set(self.form.names()):
            self._counter.say(str(error), "warning")

    def reject(self) -> None:
        """Esc and the cross; a reason that was written is not thrown away unasked."""
        if self.form.is_dirty:
            ask_to_drop(self, "근거", self._give_up)
        else:
            super().reject()

    def _give_up(self) -> None:
        self._words.forget()
        super().reject()
