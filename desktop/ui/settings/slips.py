"""의뢰서와 문장: what a new partner service begins with, what each one has now, ready sentences."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain import korean
from desktop.domain.errors import Unreadable
from desktop.domain.papers import Copy
from desktop.domain.partner import PartnerService
from desktop.domain.rights import Right
from desktop.services.centre import SlipDefaults
from desktop.ui.counselling.sentences import SentencesPage
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Column,
    Columns,
    Combo,
    EmptyState,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    Paragraph,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    Segmented,
    ToggleChips,
    column,
    row,
)
from desktop.ui.settings.page import SettingsPage

KEPT_FOR = (1, 3, 6, 12, 24)
"""Months pictures of replies may be kept."""


class SlipsPage(SettingsPage):
    """Defaults at the left, every partner's own at the right; Enter opens the partner."""

    key, label = "slips", "의뢰서와 문장"
    remark = "인쇄할 장, 기한, 자주 쓰는 문장"
    right = Right.CENTRE
    keys = (("Enter", "그 기관을 열어 고치기"),)
    kinds = ("setting", "partner")

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._kept = SlipDefaults()
        self.head(
            "새로 더하는 기관 서비스가 이 값으로 시작합니다. "
            "기관마다 다른 값은 기관 화면에서 고칩니다."
        )
        self._model: RecordsModel[PartnerService] = RecordsModel(
            [
                Column(
                    "기관과 서비스",
                    lambda one: one.organisation.replace("|", " "),
                    below=lambda one: one.name,
                    strong=True,
                    sort="name",
                    sort_name="기관",
                    rank=lambda one: korean.collation_key(one.organisation),
                ),
                Column("인쇄할 장", _sheets, width=140),
                Column(
                    "회신",
                    lambda one: f"{one.reply_days}근무일",
                    width=92,
                    figures=True,
                    sort="reply",
                    rank=lambda one: one.reply_days,
                ),
                Column(
                    "유효",
                    lambda one: f"{one.slip_days}일",
                    width=84,
                    figures=True,
                    sort="valid",
                    rank=lambda one: one.slip_days,
                ),
            ]
        )
        self.table = RecordTable(
            self._model,
            row_height=46,
            empty=EmptyState("기관 서비스가 없습니다.", "기관 화면에서 더합니다.", keys="Alt+4"),
            name="기관마다의 값",
        )
        self.body.addWidget(Columns([self._side(), self.table], [300, 0], gap=20, least=430), 1)
        self.table.opened.connect(self._open_partner)

    def _side(self) -> QWidget:
        holder = QWidget()
        box = column(holder, gap=12)
        card = Card(gap=6, margins=(16, 14))
        card.body.addWidget(PlainLabel("의뢰서 기본값", face=Face.STRONG))
        form = Form(self)
        chips = ToggleChips([(copy.value, copy.label) for copy in Copy], name="인쇄할 장")
        card.body.addWidget(form.add("copies", Field("인쇄할 장", chips, required=True)))
        days = row(gap=10)
        days.addWidget(
            form.add(
                "reply_days",
                Field("회신 기한(근무일)", KoreanLineEdit("10"), required=True),
                on_leave=_number,
            )
        )
        days.addWidget(
            form.add(
                "slip_days",
                Field("유효 기간(일)", KoreanLineEdit("14"), required=True),
                on_leave=_number,
            )
        )
        card.body.addLayout(days)
        sizes = Segmented([("plain", "보통"), ("large", "큰 글자")], name="내담자 쪽지")
        card.body.addWidget(form.add("large_type", Field("내담자 쪽지", sizes)))
        kept = Combo([("0", "두지 않음"), *((str(one), f"끝난 뒤 {one}달") for one in KEPT_FOR)])
        card.body.addWidget(form.add("picture_months", Field("회신서 그림", kept, required=True)))
        self.keep = Button("저장", Role.PRIMARY, icon="check", keys="Ctrl+S")
        line = row(gap=10)
        line.addStretch(1)
        line.addWidget(self.keep)
        card.body.addLayout(line)
        box.addWidget(card)
        words = Card(gap=6, margins=(16, 14))
        words.body.addWidget(PlainLabel("자주 쓰는 문장", face=Face.STRONG))
        words.body.addWidget(
            Paragraph(
                "상담 기록에서 / 뒤에 이름을 적으면 들어가는 문장입니다.",
                face=Face.NOTE,
                ink="second",
            )
        )
        self.sentences = Button("문장 고치기", Role.SECONDARY, icon="pencil", high=32)
        second = row(gap=10)
        second.addWidget(self.sentences)
        second.addStretch(1)
        words.body.addLayout(second)
        box.addWidget(words)
        box.addStretch(1)
        form.then(self.keep)
        self.form = form
        self.keep.clicked.connect(self.save)
        self.sentences.clicked.connect(self._edit_sentences)
        return holder

    def begin(self) -> None:
        assert self.form is not None
        self.form.field("copies").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        self._fill(self._kept)

    def refresh(self) -> None:
        desk, account = self._counter.desk, self._counter.account
        self.read(
            lambda: (desk.centre.slip_defaults(account), desk.partners.services(account)),
            self._show,
        )

    def _show(self, answer: tuple[SlipDefaults, tuple[PartnerService, ...]]) -> None:
        self._kept, services = answer
        if not self.is_dirty():
            self._fill(self._kept)
        at = self.table.current_row()
        self._model.show_records(services)
        self.table.go_to(max(0, at))

    def _fill(self, defaults: SlipDefaults) -> None:
        assert self.form is not None
        self.form.set_values(
            {
                "copies": defaults.copies,
                "reply_days": str(defaults.reply_days),
                "slip_days": str(defaults.slip_days),
                "large_type": "large" if defaults.large_type else "plain",
                "picture_months": str(defaults.picture_months),
            }
        )
        self.form.mark_saved()

    def is_dirty(self) -> bool:
        return self.form is not None and self.form.is_dirty

    def save(self) -> None:
        form = self.form
        assert form is not None
        values = form.read()
        if values is None:
            return
        before = self._kept
        wanted = replace(
            before,
            copies=tuple(values["copies"]),
            reply_days=int(values["reply_days"]),
            slip_days=int(values["slip_days"]),
            large_type=values["large_type"] == "large",
            picture_months=int(values["picture_months"]),
        )
        desk, account = self._counter.desk, self._counter.account

        def undo() -> None:
            self.write(lambda: desk.centre.save_slip_defaults(account, before), undone)

        def undone(defaults: SlipDefaults) -> None:
            self._kept = defaults
            self._fill(defaults)
            self._counter.say("되돌렸습니다.")

        def told(defaults: SlipDefaults) -> None:
            self._kept = defaults
            self._fill(defaults)
            self.settled.emit()
            self._counter.say(
                "새 기관 서비스는 이 값으로 시작합니다.", action="되돌리기", on_action=undo
            )
            self._counter.saved.emit()

        self.write(lambda: desk.centre.save_slip_defaults(account, wanted), told)

    def leave(self) -> bool:
        """Esc: as it was."""
        if not self.is_dirty():
            return False
        self.reset()
        self.settled.emit()
        return True

    def _open_partner(self, at: int) -> None:
        service = self._model.record(at)
        self._counter.go("partners", organisation_id=service.organisation_id)

    def _edit_sentences(self) -> None:
        SentencesPage(self._counter, self).open()


def _sheets(service: PartnerService) -> str:
    words = {copy.value: copy.label.removesuffix("용") for copy in Copy}
    return " · ".join(words.get(one, one) for one in service.copies)


def _number(text: str) -> str:
    digits = "".join(character for character in text if character.isdecimal())
    if not digits:
        raise Unreadable("숫자로 적어 주십시오.")
    return str(int(digits))
